from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.development import home
from partyoffice.development.queries import files
from partyoffice.members.actions import add_person, leave
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Leaving


def join(office, name, joined, category=Category.PROBATIONARY):
    with office.change(f"新增 {name}") as session:
        return add_person(session, {"name": name, "joined": joined}, category=category).id


def duties(office, on):
    with office.reading() as session:
        return list(home.due(session, on))


def due(office, on):
    return [(one.who, str(one.due), one.text) for one in duties(office, on)]


def test_a_probation_shows_two_months_before_it_ends_and_not_earlier(office):
    join(office, "林知夏", Day(2025, 6, 18))
    assert not due(office, date(2026, 4, 17))
    assert due(office, date(2026, 4, 18)) == [
        (
            "林知夏",
            "2026-06-18",
            "预备期满，讨论转正（支部大会 2025-06-18，满一年为 2026-06-18，预备期 2025-06-18 至 2026-06-17）",
        )
    ]


def test_everybody_is_read_once_while_one_only_asks_and_anew_in_a_change(office, monkeypatch):
    read, times = files._read, []
    monkeypatch.setattr(files, "_read", lambda *given: times.append(given[1:]) or read(*given))
    on = date(2026, 4, 18)
    person = join(office, "林知夏", Day(2025, 6, 18))
    with office.reading() as session:
        files.files_of(session, on).clear()
        assert list(files.files_of(session, on)) == [person]
        assert times == [(on, None)]
        files.files_of(session, on, [person])
    with office.change("看两次") as session:
        assert files.files_of(session, on).keys() == files.files_of(session, on).keys()
    assert times == [(on, None), (on, [person]), (on, None), (on, None)]


@pytest.mark.parametrize(
    ("joined", "on", "told"),
    [
        (Day(2025, 5, 10), date(2026, 5, 10), "（2014年）第三十二条"),
        (Day(2025, 5, 10), date(2026, 5, 11), "（2026年）第三十一条"),
        (Day(2025, 5, 11), date(2026, 4, 1), "（2026年）第三十一条"),
    ],
)
def test_the_article_is_that_of_the_edition_in_force_when_a_probation_is_dealt_with(office, joined, on, told):
    join(office, "林知夏", joined)
    [duty] = duties(office, on)
    assert duty.article == f"《中国共产党发展党员工作细则》{told}"


def test_a_probation_from_29_february_ends_on_1_march(office):
    join(office, "沈砚秋", Day(2024, 2, 29))
    assert [day for _, day, _ in due(office, date(2025, 3, 1))] == ["2025-03-01"]


def test_a_month_alone_gives_no_day_of_full_membership(office):
    join(office, "沈砚秋", Day(2025, 6))
    [(_, _, text)] = due(office, date(2026, 5, 1))
    assert text == "预备期满，讨论转正（2025-06 入党，满一年为 2026-06（日不详））"


def test_an_overdue_probation_stays_until_the_category_changes(office):
    person = join(office, "方砚舟", Day(2020, 1, 1))
    assert len(due(office, date(2026, 1, 1))) == 1
    with office.change("离开") as session:
        leave(session, session.get_one(Person, person), Leaving.TRANSFER, Day(2025, 12, 31))
    assert not due(office, date(2026, 1, 1))


def test_full_members_and_unknown_dates_are_not_due(office):
    join(office, "林知夏", Day(2025, 1, 1), Category.FULL)
    join(office, "沈砚秋", None)
    assert not due(office, date(2026, 6, 1))


def test_a_duty_has_a_key_of_its_own_until_its_day_changes(office):
    person = join(office, "林知夏", Day(2025, 6, 18))
    [before] = duties(office, date(2026, 6, 1))
    assert before.key == f"probation/development/{person}/2026-06-18"
    with office.change("修改") as session:
        session.get_one(Person, person).joined = Day(2025, 7, 18)
    [after] = duties(office, date(2026, 6, 1))
    assert after.key != before.key
