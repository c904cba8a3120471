from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.core.dates import Day
from partyoffice.core.paper_words import (
    day_at_bank,
    day_in_hanzi,
    day_of_document,
    day_on_letter,
    document_number,
    dotted_name,
    numbered,
    numeral,
    on_paper,
    ordinal,
    spread_name,
    stated,
    tidy_document_number,
)

PROVEN = settings(deadline=None, derandomize=True, database=None, max_examples=200)
NUMERALS = ("一", "九", "十", "十一", "十九", "二十", "二十一", "九十九")


@pytest.mark.parametrize(
    ("number", "words"),
    list(zip((1, 9, 10, 11, 19, 20, 21, 99), NUMERALS, strict=True)),
)
def test_plain_numerals_are_those_of_headings_and_dates(number, words):
    assert numeral(number) == words


@pytest.mark.parametrize("number", [-1, 0, 100])
def test_a_numeral_out_of_range_is_refused(number):
    with pytest.raises(ValueError, match="序号"):
        numeral(number)


def test_headings_are_numbered_by_level():
    assert [ordinal(3, level) for level in (1, 2, 3, 4)] == ["三、", "（三）", "3.", "（3）"]
    assert ordinal(12, 1) == "十二、"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "二〇二六年十一月二十日"),
        (Day(2026, 1, 1), "二〇二六年一月一日"),
        (Day(2000, 10, 10), "二〇〇〇年十月十日"),
        (Day(1999, 12, 31), "一九九九年十二月三十一日"),
        (Day(2026, 2), "二〇二六年二月"),
    ],
)
def test_days_are_written_in_characters(day, words):
    assert day_in_hanzi(day) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "贰零贰陆年拾壹月贰拾日"),
        (Day(2026, 10, 9), "贰零贰陆年拾月玖日"),
        (Day(2026, 3), "贰零贰陆年叁月"),
    ],
)
def test_days_are_written_as_on_the_letter_of_introduction(day, words):
    assert day_on_letter(day) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 15), "贰零贰陆年零壹月壹拾伍日"),
        (date(2026, 10, 20), "贰零贰陆年零壹拾月零贰拾日"),
        (date(2026, 2, 10), "贰零贰陆年零贰月零壹拾日"),
        (date(2026, 3, 9), "贰零贰陆年叁月零玖日"),
        (date(2026, 9, 11), "贰零贰陆年玖月壹拾壹日"),
        (date(2026, 11, 19), "贰零贰陆年壹拾壹月壹拾玖日"),
        (date(2026, 12, 30), "贰零贰陆年壹拾贰月零叁拾日"),
        (date(2026, 12, 21), "贰零贰陆年壹拾贰月贰拾壹日"),
        (date(2026, 12, 31), "贰零贰陆年壹拾贰月叁拾壹日"),
    ],
)
def test_days_are_written_as_the_bank_asks(day, words):
    assert day_at_bank(day) == words


def test_a_bill_is_never_dated_by_the_month_alone():
    with pytest.raises(ValueError, match="到日"):
        day_at_bank(Day(2026, 3))


def test_no_two_days_of_a_year_look_alike_and_none_can_be_added_to():
    days = [
        date.fromordinal(number)
        for number in range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
    ]
    for written in (day_at_bank, day_on_letter, day_in_hanzi, day_of_document):
        assert len({written(day) for day in days}) == 366
    openers = {day_at_bank(day).partition("月")[2][0] for day in days}
    assert openers == {"零", "壹", "贰", "叁"}


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 1, 5), "2026年1月5日"), (Day(2026, 12, 31), "2026年12月31日"), (Day(2026, 6), "2026年6月")],
)
def test_a_document_is_dated_without_leading_zeros(day, words):
    assert day_of_document(day) == words


def test_a_document_is_numbered_with_hexagonal_brackets():
    assert document_number("青中党支", 2026, 3) == "青中党支〔2026〕3号"
    assert document_number(" 青中党支 ", 2026, 103) == "青中党支〔2026〕103号"
    with pytest.raises(ValueError, match="顺序号"):
        document_number("青中党支", 2026, 0)


@pytest.mark.parametrize(
    "typed",
    [
        "青中党支〔2026〕3号",
        "青中党支[2026]3号",
        "青中党支（2026）3号",
        "青中党支(2026)第03号",
        "青中党支【2026】3 号",
        "青中党支［２０２６］第００３号",
        " 青中党支〔2026〕003 ",
        "青中党支2026年第3号",
    ],
)
def test_a_document_number_is_tidied_however_it_was_bracketed(typed):
    assert tidy_document_number(typed) == "青中党支〔2026〕3号"


@pytest.mark.parametrize(
    "typed", ["", "无", "青中党支〔2026〕0号", "教党〔2026〕", "沪教委德〔2026〕3号之二", "2026"]
)
def test_what_is_no_document_number_stays_as_typed(typed):
    assert tidy_document_number(typed) == typed


@PROVEN
@given(st.integers(1000, 9999), st.integers(1, 99999))
def test_a_tidy_number_stays_as_it_is(year, number):
    tidy = document_number("青中党支", year, number)
    assert tidy_document_number(tidy) == tidy


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("会议定于11月20日14:30召开,请准时参加.", "会议定于11月20日14:30召开，请准时参加."),
        ("应到２１人，实到１９人", "应到21人，实到19人"),
        ("经费1,000.50元;其他无", "经费1,000.50元；其他无"),
        ("林知夏(女)、沈砚秋(ABC)", "林知夏（女）、沈砚秋（ABC）"),
        ("f(x)与 (A)", "f(x)与 (A)"),
        ('学习"党章"和"Python"', '学习“党章”和"Python"'),
        ("同意吗?同意!", "同意吗？同意！"),
        ("参会人员: 全体党员", "参会人员：全体党员"),
        ("see A, B and C: all", "see A, B and C: all"),
        ("ABC,全体党员", "ABC，全体党员"),
        ("等等...", "等等……"),
        ("等等…", "等等……"),
        ("等等……", "等等……"),
        ("wait…", "wait…"),
        ("党章--总章程", "党章——总章程"),
        ("党章—总章程", "党章——总章程"),
        ("党章——总章程", "党章——总章程"),
        ("2021-2025、A--B", "2021-2025、A--B"),
        ("", ""),
    ],
)
def test_marks_are_full_among_chinese_and_half_among_figures(typed, printed):
    assert on_paper(typed) == printed


@PROVEN
@given(st.text('林知夏2026,;:?!()"…—-.（），１２ＡA \n', max_size=30))
def test_what_is_ready_for_paper_stays_as_it_is(typed):
    once = on_paper(typed)
    assert on_paper(once) == once


@pytest.mark.parametrize(
    ("text", "empty", "printed"),
    [("", "无", "无"), ("—", "无", "无"), ("无", "—", "—"), (" 暂无 ", "", ""), (" 教师 ", "无", "教师")],
)
def test_an_empty_field_says_what_its_form_asks(text, empty, printed):
    assert stated(text, empty) == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("张　三", "张三"),
        ("", ""),
    ],
)
def test_a_name_has_one_kind_of_dot(name, printed):
    assert dotted_name(name) == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("张三", "张　三"),
        ("张 三", "张　三"),
        ("顾𬭎", "顾　𬭎"),
        ("林知夏", "林知夏"),
        ("欧阳知夏", "欧阳知夏"),
        ("阿·买", "阿·买"),
        ("林", "林"),
        ("Li", "Li"),
        ("", ""),
    ],
)
def test_a_name_of_two_is_spread_to_three(name, printed):
    assert spread_name(name) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("12", "〔2026〕12号"),
        ("０12", "〔2026〕12号"),
        ("青中党证[2025]第03号", "青中党证〔2025〕3号"),
        ("0", "0"),
        ("", ""),
        ("附 3", "附 3"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_number_of_our_own_is_printed_with_its_year(typed, printed):
    assert numbered(typed, 2026) == printed
