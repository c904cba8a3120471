import pytest

from partyoffice.reports import fonts
from partyoffice.reports.breaking import NOT_FIRST, NOT_LAST
from partyoffice.reports.title_shape import MOST_CHARACTERS, WORDS, shaped


def lines(title):
    return shaped(title, fonts.current().setting("title").width)


@pytest.mark.parametrize(
    "wanted",
    [
        "关于召开支部大会的通知",
        "中共青禾市第一中学支部委员会关于审批\n林知夏等三名同志为中共预备党员的请示",
        "中国共产党青禾市第一中学总支部委员会\n关于同意接收林知夏、沈砚秋、方砚舟等\n十二名同志为中共预备党员的批复",
        "关于2026年度民主评议党员\n工作情况的报告",
        "关于召开2026年度组织生活会和\n开展民主评议党员工作的通知",
        "关于拟列林知夏等同志为发展对象的公示",
    ],
)
def test_titles_break_between_words_in_lines_of_their_sense(wanted):
    assert lines(wanted.replace("\n", "")) == wanted.split("\n")


LONG = [
    "中共青禾市第一中学支部委员会关于阿依古丽·买买提、沈砚秋两名同志预备期满转为中共正式党员的请示",
    "关于印发《青禾市第一中学发展党员工作规程》（试行）和召开2026年下半年入党积极分子集中培训会议的通知",
    "中共青禾市教育局委员会关于同意中共青禾市第一中学支部委员会换届选举工作方案及委员候选人预备人选的批复",
]


@pytest.mark.parametrize("title", LONG)
def test_long_titles_lose_nothing_split_no_known_word_and_keep_the_marks(title):
    found = lines(title)
    width = fonts.current().setting("title").width
    assert "".join(found) == title
    assert 2 <= len(found) <= 4
    assert all(width(line) <= MOST_CHARACTERS for line in found)
    assert not [line for line in found if line[0] in NOT_FIRST or line[-1] in NOT_LAST or line[0] in "的和及"]
    ends = {sum(map(len, found[:count])) for count in range(1, len(found))}
    for word in WORDS.split():
        start = title.find(word)
        assert not ends & set(range(start + 1, start + len(word))) or start < 0, word


@pytest.mark.parametrize("title", LONG)
def test_three_lines_are_a_trapezoid_or_a_diamond_and_never_an_hourglass(title):
    wide = [fonts.current().setting("title").width(line) for line in lines(title)]
    if len(wide) == 3:
        assert wide[1] >= min(wide[0], wide[2]) - 1


def test_breaks_of_the_author_stay_and_empty_lines_go():
    assert lines("关于召开\n\n支部大会的通知") == ["关于召开", "支部大会的通知"]
    assert lines("") == [""]


@pytest.mark.parametrize("title", ["林" * 120, "A" * 200, "、" * 60])
def test_text_that_is_no_title_is_still_printed_whole(title):
    found = lines(title)
    assert "".join(found) == title
    assert all(fonts.current().setting("title").width(line) <= MOST_CHARACTERS for line in found)
