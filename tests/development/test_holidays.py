from datetime import date

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.core.workdays import count_working_days, shipped
from partyoffice.development.actions.holidays import set_holidays
from partyoffice.development.queries.holidays import holidays_of, own_years
from partyoffice.development.rules.notice import notice_end


def test_a_year_the_office_enters_is_no_longer_provisional_and_counts_at_once(session):
    start = date(2026, 12, 28)
    assert holidays_of(session) == shipped()
    assert notice_end(start, holidays=holidays_of(session)).provisional
    set_holidays(session, 2027, [date(2027, 1, 1)], [date(2027, 1, 3)])
    counted = notice_end(start, holidays=holidays_of(session))
    assert (str(counted.last), counted.provisional) == ("2027-01-03", False)
    assert own_years(session) == {2027}


def test_a_shipped_year_is_mended_in_full(session):
    set_holidays(session, 2026, [], [])
    assert str(count_working_days(date(2026, 9, 21), 5, holidays=holidays_of(session)).last) == "2026-09-25"
    set_holidays(session, 2026, *shipped().of_year(2026))
    assert holidays_of(session) == shipped()


@pytest.mark.parametrize(
    ("off", "work", "words"),
    [
        ([date(2028, 1, 3)], [], "不在 2027 年"),
        ([date(2027, 1, 2)], [], "是周末"),
        ([], [date(2027, 1, 4)], "不是周末"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(session, off, work, words):
    with pytest.raises(OfficeError, match=words):
        set_holidays(session, 2027, off, work)
    assert own_years(session) == frozenset()


def test_the_journal_names_the_year(office):
    with office.change("填写 2027 年放假安排") as session:
        set_holidays(session, 2027, [date(2027, 1, 1)], [])
    office.undo()
    with office.reading() as session:
        assert own_years(session) == frozenset()
