import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.reports.breaking import printable, units, wrap

NEVER_FIRST = "，。、；：？！）》」』】〕”’…—·％%℃"
NEVER_LAST = "（《「『【〔“‘"
PROSE = (
    "中共青禾中学总支部委员会（以下简称“党总支”）于2026年11月20日召开会议，讨论了《发展党员工作细则（2026年版）》"
    "的学习安排；会议由林知夏同志主持，沈砚秋、方砚舟、阿依古丽·买买提等12名同志到会。会议指出：“要把骨干教师培养成党员，"
    "把党员教师培养成骨干！”——这是学校党建工作的着力点……应到15人，实到12人，实到率80.0%，符合规定（见附件3-2）。"
    "联系邮箱dangwu@qinghe.example，电话0571-8700000，气温26℃，材料共1,024页；【保密】《“双培”名单》『内部』〔2026〕7号？"
)
WIDTHS = [16 + step * 0.25 for step in range(97)]


def em(text):
    return sum(0.5 if char < "\u2e80" and char not in "“”‘’…—·℃" else 1 for char in text)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_breaks_the_rules_at_sixteen_ems_and_more(width):
    lines = wrap(PROSE, width, em)
    assert "".join(lines) == PROSE
    assert len(lines) > 3
    assert all(em(line) <= width for line in lines)
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@pytest.mark.parametrize("width", WIDTHS)
def test_words_numbers_dashes_and_dots_stay_whole(width):
    lines = wrap(PROSE, width, em)
    pairs = list(pairwise(lines))
    word = re.compile(r"[A-Za-z0-9]")
    assert not [pair for pair in pairs if word.match(pair[0][-1]) and word.match(pair[1][0])]
    assert not [pair for pair in pairs if pair[0][-1] == pair[1][0] and pair[0][-1] in "—…"]


def test_a_word_wider_than_the_line_is_broken_and_nothing_is_lost():
    lines = wrap("330099199001011234", 4, em)
    assert lines == ["33009919", "90010112", "34"]


def test_marks_alone_fill_lines_without_end():
    assert "".join(wrap("）" * 9, 2, em)) == "）" * 9
    assert "".join(wrap("（" * 9, 2, em)) == "（" * 9


def test_blanks_at_a_line_end_go_and_an_indent_stays():
    assert wrap("aaaa bbbb", 2, em) == ["aaaa", "bbbb"]
    assert wrap("\u3000\u3000学习讨论", 4, em) == ["\u3000\u3000学习", "讨论"]


def test_line_breaks_begin_paragraphs_and_empty_ones_stay():
    assert wrap("一\n\n二", 10, em) == ["一", "", "二"]


def test_the_first_line_may_be_shorter():
    assert wrap("一二三四五六", 4, em, first=2) == ["一二", "三四五六"]


def test_units_glue_marks_to_their_neighbours():
    assert units("“好。”他说") == ["“好。”", "他", "说"]
    assert units("阿依古丽·买买提")[3] == "丽·"
    assert "".join(units(PROSE)) == PROSE


def test_control_characters_selectors_and_half_pairs_are_not_printed():
    assert printable("林\x00知\x0b夏\u200b\ufe0f\u202e") == "林知\n夏"
    assert printable("a\tb\r\nc") == "a b\nc"
    assert printable("\ud842") == "\ufffd"
    assert printable("𬭎") == "𬭎"


@given(
    st.text(alphabet="中文字，。（）“”—…·aB9%. \n", max_size=80),
    st.floats(min_value=1, max_value=30),
    st.floats(min_value=1, max_value=30),
)
@settings(max_examples=300, deadline=None)
def test_wrapping_never_loses_a_character(text, width, first):
    kept = "".join("".join(wrap(text, width, em, first)).split())
    assert kept == "".join(text.split())


@given(st.text(alphabet="中文字，。（）“”—…·aB9%. ", max_size=80), st.floats(min_value=1, max_value=30))
@settings(max_examples=300, deadline=None)
def test_no_line_is_wider_than_asked(text, width):
    assert all(em(line) <= width for line in wrap(text, width, em))
