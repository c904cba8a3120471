"""Dates as people type them (reliability R33): what is taken, what is asked, what is refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.core.dates import Day, UnreadableDateError, read_day

TODAY = date(2026, 11, 20)

DAYS = [
    Day(1900, 1, 1),
    Day(1921, 7, 1),
    Day(1949, 10, 1),
    Day(1965, 12, 31),
    Day(1976, 2, 29),
    Day(1999, 9, 9),
    Day(2000, 2, 29),
    Day(2024, 2, 29),
    Day(2025, 7, 1),
    Day(2025, 11, 30),
    Day(2026, 11, 20),
    Day(2028, 12, 31),
]
DAY_FORMS = [
    "{y:04}{m:02}{d:02}",
    "{y}-{m:02}-{d:02}",
    "{y}-{m}-{d}",
    "{y}.{m}.{d}",
    "{y}.{m:02}.{d:02}",
    "{y}/{m}/{d}",
    "{y}/{m:02}/{d:02}",
    "{y}年{m}月{d}日",
    "{y}年{m:02}月{d:02}日",
    "{y}年{m}月{d}号",
    "{y}年{m}月{d}",
    "{y} 年 {m} 月 {d} 日",
    "　{y}-{m}-{d} ",
    "{y}-{m:02}-{d:02} 00:00:00",
    "{y}-{m:02}-{d:02}T00:00:00",
    "{y}/{m}/{d} 0:00",
    "{y}.{m}.{d}.",
    "{y}。{m}。{d}",
]
MONTH_FORMS = [
    "{y:04}{m:02}",
    "{y}.{m:02}",
    "{y}-{m:02}",
    "{y}/{m}",
    "{y}年{m}月",
    "{y}年{m:02}月",
    "{y}年{m}月份",
    "{y}-{m}",
]
MONTHS = [Day(1900, 1), Day(1958, 12), Day(1982, 9), Day(2000, 2), Day(2025, 7), Day(2028, 12)]
WIDE = str.maketrans("0123456789-./", "０１２３４５６７８９－．／")


def outcome(text):
    try:
        return read_day(text, TODAY)
    except UnreadableDateError as refused:
        return refused.code


def written(form, day):
    return form.format(y=day.year, m=day.month, d=day.day)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("form", DAY_FORMS)
def test_a_day_is_read_in_every_usual_form(form, day):
    assert read_day(written(form, day), TODAY) == day


@pytest.mark.parametrize("day", MONTHS, ids=str)
@pytest.mark.parametrize("form", MONTH_FORMS)
def test_a_month_stays_a_month(form, day):
    assert read_day(written(form, day), TODAY) == day
    assert not read_day(written(form, day), TODAY).exact


@pytest.mark.parametrize("form", DAY_FORMS[:8])
def test_full_width_digits_and_marks_are_read(form):
    assert read_day(written(form, Day(2025, 7, 1)).translate(WIDE), TODAY) == Day(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025，7，1", "2025-07-01"),
        ("2025、7、1", "2025-07-01"),
        ("2025—07—01", "2025-07-01"),
        ("2025–07–01", "2025-07-01"),
        ("2025-7/1", "2025-07-01"),
        ("2025年7.1", "2025-07-01"),
        ("2〇25.7.1", "2025-07-01"),
        ("2025-07-01 08:30:15.123", "2025-07-01"),
        ("2025-07-01 23:59", "2025-07-01"),
        ("2025.7", "2025-07"),
        ("2025.10", "2025-10"),
        ("2025.1", "2025-01"),
        ("200801", "2008-01"),
    ],
)
def test_odd_but_clear_writing_is_read(text, expected):
    assert str(read_day(text, TODAY)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-30", "2025-02-29", "2026-04-31", "1900-02-29", "2100-02-29", "2025-13-01", "2025-00-10"),
        *(
            "2025-07-00",
            "2025-07-32",
            "20250230",
            "20250700",
            "202513",
            "202500",
            "2025年6月31日",
            "2025.11.31",
        ),
        *("1899-12-31", "2029-01-01", "1899.12", "2029.01", "0001-01-01", "9999-12-31", "18991231", "250701"),
        *("2０25-02-30", "2023年2月29日", "2025/9/31"),
    ],
)
def test_a_date_the_calendar_or_the_range_lacks_is_impossible_and_never_bent(text):
    with pytest.raises(UnreadableDateError) as refused:
        read_day(text, TODAY)
    assert refused.value.code == "date-impossible"
    assert text in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "7/1/25",
        "25.7.1",
        "25-07-01",
        "07-01-25",
        "25年7月1日",
        "25.7",
        "25年7月",
        "25/7",
        "85年12月份",
        "1-7-85",
        "99.12.31",
    ],
)
def test_a_year_of_two_digits_is_asked_for(text):
    with pytest.raises(UnreadableDateError, match="年份要写四位") as refused:
        read_day(text, TODAY)
    assert refused.value.code == "date-unclear"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "45839",
            "45839.0",
            "0",
            "60",
            "2025",
            "2025年",
            "7月1日",
            "今年七月",
            "二〇二五年七月一日",
            "7/1/2025",
        ),
        *(
            "1/7/2025",
            "2025-7-1-2",
            "2025--7--1",
            "2025-7-",
            "2025 7 1",
            "20250701a",
            "2025年7月1日左右",
            "不详",
        ),
        *(
            "2025年7月上旬",
            "July 1, 2025",
            "2025-07-01 下午",
            "20250701000000",
            "2025071",
            "-2025-07-01",
            "2025-1234",
        ),
        *("2025.7.1-2025.9.1", "约2025年", "1985年12月/1986年1月", "null", "=TODAY()"),
    ],
)
def test_anything_else_is_unclear_and_shown_how_to_write(text):
    with pytest.raises(UnreadableDateError, match="请写成 2025-07-01 或 2025-07") as refused:
        read_day(text, TODAY)
    assert refused.value.code == "date-unclear"


def test_the_table_is_as_long_as_promised():
    assert len(DAYS) * len(DAY_FORMS) + len(MONTHS) * len(MONTH_FORMS) >= 250


def test_the_range_moves_with_today():
    assert read_day("2029-01-01", date(2027, 1, 1)) == Day(2029, 1, 1)
    with pytest.raises(UnreadableDateError, match="1900–2028"):
        read_day("2029-01-01", TODAY)


@settings(deadline=None, derandomize=True, database=None)
@given(st.dates(date(1900, 1, 1), date(2028, 12, 31)), st.sampled_from(DAY_FORMS))
def test_reading_what_was_read_changes_nothing(moment, form):
    day = read_day(written(form, Day.of(moment)), TODAY)
    assert day == Day.of(moment)
    assert read_day(str(day), TODAY) == read_day(day.spoken(), TODAY) == day
    month = read_day(day.dotted(), TODAY)
    assert read_day(str(month), TODAY) == month


@settings(deadline=None, derandomize=True, database=None)
@given(st.text("0123456789-./年月日号 ：:T，２", max_size=14))
def test_no_text_breaks_the_reader(text):
    read = outcome(text)
    if isinstance(read, Day):
        assert 1900 <= read.year <= 2028
        assert read_day(str(read), TODAY) == read
    else:
        assert read in {"date-impossible", "date-unclear"}
