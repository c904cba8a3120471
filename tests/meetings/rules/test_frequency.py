"""Numbers in brackets are those of the rules' examples (operations, F3)."""

from datetime import date

from partyoffice.meetings.rules.frequency import (
    BY_ACTIVITY,
    NOT_ASKED,
    Activity,
    Custom,
    Level,
    Seen,
    Span,
    counts_for,
    fixed_day,
    frequencies,
    in_window,
    share_met,
    spans_of,
    told_for,
    usual_reason,
    window_of,
    year_row,
)

END = date(2027, 1, 1)


def levels(activity, held, on=END, reasons=None):
    return [one.level for one in year_row(BY_ACTIVITY[activity], held, Seen(2026, on), reasons)]


def test_assemblies_are_counted_by_quarter_54():
    held = [date(2026, 2, 26), date(2026, 5, 20), date(2026, 9, 24)]
    found = levels(Activity.ASSEMBLY, held)
    assert found == [Level.MET, Level.MET, Level.MET, Level.MISSING]
    assert share_met(year_row(BY_ACTIVITY[Activity.ASSEMBLY], held, Seen(2026, END))) == (3, 4)


def test_a_month_with_a_reason_is_explained_and_not_red_56():
    held = [date(2026, month, 5) for month in range(1, 13) if month != 7]
    cells = year_row(BY_ACTIVITY[Activity.COMMITTEE], held, Seen(2026, END), {7: "暑假"})
    assert (cells[6].level, cells[6].reason) == (Level.EXPLAINED, "暑假")
    assert share_met(cells) == (12, 12)


def test_one_month_explained_does_not_explain_a_quarter():
    assert levels(Activity.ASSEMBLY, [], reasons={7: "暑假"})[2] is Level.MISSING
    whole = {7: "暑假", 8: "暑假", 9: "疫情"}
    [cell] = year_row(BY_ACTIVITY[Activity.ASSEMBLY], [], Seen(2026, END), whole)[2:3]
    assert (cell.level, cell.reason) == (Level.EXPLAINED, "暑假；疫情")


def test_a_span_that_is_not_over_waits_until_its_last_day():
    assert levels(Activity.COMMITTEE, [], date(2026, 2, 28))[:3] == [Level.MISSING, Level.OPEN, Level.OPEN]
    assert levels(Activity.COMMITTEE, [], date(2026, 3, 1))[1] is Level.MISSING
    assert share_met([]) == (0, 0)


def test_meetings_of_other_years_do_not_count():
    assert levels(Activity.ASSEMBLY, [date(2025, 2, 26)])[0] is Level.MISSING


def test_the_spans_of_a_year_are_whole():
    for span in Span:
        assert [month for months in spans_of(span) for month in months] == list(range(1, 13))


def test_a_yearly_meeting_answers_for_the_year_it_names_59():
    assert counts_for(Activity.CRITICISM, date(2026, 2, 28), 2025) == 2025
    assert counts_for(Activity.CRITICISM, date(2026, 2, 28)) == 2026
    assert counts_for(Activity.ASSEMBLY, date(2026, 2, 28), 2025) == 2026
    assert in_window(2025, date(2026, 2, 28))
    assert in_window(2025, date(2025, 10, 1))
    assert in_window(2025, date(2026, 3, 31))
    assert not in_window(2025, date(2026, 4, 1))
    assert not in_window(2026, date(2026, 2, 28))


def test_a_yearly_meeting_is_waited_for_until_its_window_ends():
    [cell] = year_row(BY_ACTIVITY[Activity.CRITICISM], [], Seen(2026, date(2027, 3, 31)))
    assert cell.level is Level.OPEN
    [cell] = year_row(BY_ACTIVITY[Activity.CRITICISM], [], Seen(2026, date(2027, 4, 1)))
    assert cell.level is Level.MISSING


def test_a_span_outside_the_life_of_a_body_is_asked_of_nobody():
    seen = Seen(2026, END, date(2026, 3, 15), date(2026, 11, 1))
    found = year_row(BY_ACTIVITY[Activity.COMMITTEE], [date(2026, 12, 3)], seen)
    levels = [one.level for one in found]
    assert levels == [Level.OUTSIDE] * 2 + [Level.MISSING] * 8 + [Level.OUTSIDE, Level.MET]
    assert share_met(found) == (1, 9)


def test_the_office_settles_what_no_text_does():
    spans = {one.activity: one.span for one in frequencies()}
    assert (spans[Activity.LECTURE], spans[Activity.STUDY]) == (Span.QUARTER, Span.QUARTER)
    own = Custom(Span.HALF, NOT_ASKED, Span.MONTH, 11, 1)
    spans = {one.activity: one.span for one in frequencies(own)}
    assert (spans[Activity.LECTURE], spans[Activity.STUDY]) == (Span.HALF, Span.MONTH)
    assert Activity.LEADERS not in spans
    assert window_of(2026, own) == (date(2026, 11, 1), date(2027, 1, 31))
    assert window_of(2026, Custom(window_from=9, window_until=12)) == (date(2026, 9, 1), date(2026, 12, 31))
    assert not in_window(2026, date(2026, 10, 31), own)


def test_the_holidays_of_a_school_are_proposed_as_reasons():
    assert [usual_reason(months) for months in ([2], [7, 8], [6, 7], [])] == ["寒假", "暑假", "", ""]


def test_the_fixed_day_of_a_month_is_read_in_every_usual_writing():
    assert fixed_day("每月 10 日", 2026, 11) == date(2026, 11, 10)
    assert fixed_day("31", 2026, 2) == date(2026, 2, 28)
    assert fixed_day("第二个星期五", 2026, 11) == date(2026, 11, 13)
    assert fixed_day("每月第1个周日", 2026, 11) == fixed_day("第一个周天", 2026, 11) == date(2026, 11, 1)
    assert fixed_day("第五个星期五", 2026, 11) is None
    assert [fixed_day(told, 2026, 11) for told in ("", "0", "月底")] == [None] * 3


def test_each_branch_may_have_a_fixed_day_of_its_own():
    told = "第一党支部：每月 10 日；第二党支部: 第二个星期五"
    assert [told_for(told, body) for body in ("第一党支部", "第二党支部", "第三党支部")] == [
        "每月10日", "第二个星期五", "",
    ]  # fmt: skip
    assert told_for("每月 10 日", "第三党支部") == "每月 10 日"
