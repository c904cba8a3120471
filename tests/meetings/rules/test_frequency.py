"""Numbers in brackets are those of the rules' examples (operations, F3)."""

from datetime import date

from partyoffice.meetings.rules.frequency import (
    BY_ACTIVITY,
    Activity,
    Level,
    Span,
    counts_for,
    in_window,
    share_met,
    spans_of,
    year_row,
)

END = date(2027, 1, 1)


def levels(activity, held, on=END, reasons=None):
    return [one.level for one in year_row(BY_ACTIVITY[activity], 2026, held, on, reasons)]


def test_assemblies_are_counted_by_quarter_54():
    held = [date(2026, 2, 26), date(2026, 5, 20), date(2026, 9, 24)]
    found = levels(Activity.ASSEMBLY, held)
    assert found == [Level.MET, Level.MET, Level.MET, Level.MISSING]
    assert share_met(year_row(BY_ACTIVITY[Activity.ASSEMBLY], 2026, held, END)) == (3, 4)


def test_a_month_with_a_reason_is_explained_and_not_red_56():
    held = [date(2026, month, 5) for month in range(1, 13) if month != 7]
    cells = year_row(BY_ACTIVITY[Activity.COMMITTEE], 2026, held, END, {7: "暑假"})
    assert (cells[6].level, cells[6].reason) == (Level.EXPLAINED, "暑假")
    assert share_met(cells) == (12, 12)


def test_one_month_explained_does_not_explain_a_quarter():
    assert levels(Activity.ASSEMBLY, [], reasons={7: "暑假"})[2] is Level.MISSING
    whole = {7: "暑假", 8: "暑假", 9: "疫情"}
    [cell] = year_row(BY_ACTIVITY[Activity.ASSEMBLY], 2026, [], END, whole)[2:3]
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
