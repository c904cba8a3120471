from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.members import card
from partyoffice.members.actions import add_person, leave
from partyoffice.members.changes import changes_in
from partyoffice.members.home import due_probations, numbers, year
from partyoffice.members.rules import Category, Leaving
from partyoffice.store.office import Office


@pytest.fixture
def office(tmp_path):
    with Office.create(tmp_path / "a.dangwu") as made:
        yield made


def join(office, name, joined, category=Category.PROBATIONARY):
    with office.change(f"新增 {name}") as session:
        return add_person(session, {"name": name, "joined": joined}, category=category).id


def due(office, on):
    with office.reading() as session:
        return [(one.who, str(one.due), one.text) for one in due_probations(session, on)]


def test_a_probation_shows_two_months_before_it_ends_and_not_earlier(office):
    join(office, "林知夏", Day(2025, 6, 18))
    assert not due(office, date(2026, 4, 17))
    assert due(office, date(2026, 4, 18)) == [
        ("林知夏", "2026-06-18", "预备期满，讨论转正（2025-06-18 入党，满一年为 2026-06-18）")
    ]


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
    with office.reading() as session:
        [duty] = due_probations(session, on)
    assert duty.article == f"《中国共产党发展党员工作细则》{told}"


def test_a_probation_from_29_february_ends_on_1_march(office):
    join(office, "沈砚秋", Day(2024, 2, 29))
    assert [day for _, day, _ in due(office, date(2025, 3, 1))] == ["2025-03-01"]


def test_a_month_alone_gives_no_day_of_full_membership(office):
    join(office, "沈砚秋", Day(2025, 6))
    [(_, _, text)] = due(office, date(2026, 5, 1))
    assert text == "预备期满，讨论转正（2025-06 入党，满一年为 2026-06（日不详））"


def test_what_is_missing_is_told_alike_by_card_and_checks(office):
    person = join(office, "方砚舟", None, Category.ACTIVIST)
    with office.reading() as session:
        assert not {"入党时间", "党员档案所在单位"} & set(card.missing(session, person))
        assert "身份证号" in card.missing(session, person)


def test_an_overdue_probation_stays_until_the_category_changes(office):
    person = join(office, "方砚舟", Day(2020, 1, 1))
    assert len(due(office, date(2026, 1, 1))) == 1
    with office.change("离开") as session:
        from partyoffice.members.records import Person

        leave(session, session.get_one(Person, person), Leaving.TRANSFER, Day(2025, 12, 31))
    assert not due(office, date(2026, 1, 1))


def test_full_members_and_unknown_dates_are_not_due(office):
    join(office, "林知夏", Day(2025, 1, 1), Category.FULL)
    join(office, "沈砚秋", None)
    assert not due(office, date(2026, 6, 1))


def test_the_figures_count_members_by_kind_and_open_their_view(office):
    join(office, "林知夏", Day(2010, 1, 1), Category.FULL)
    join(office, "沈砚秋", Day(2026, 1, 1))
    join(office, "方砚舟", None, Category.ACTIVIST)
    with office.reading() as session:
        found = {one.caption: (one.value, one.note, one.target) for one in numbers(session, date(2026, 6, 1))}
    assert found["党员"] == ("2", "正式 1，预备 1", ("members", "在册党员"))
    assert found["入党积极分子"][0] == "1"
    assert found["信息待补"][0] == "3"


def counts(office, wanted, on=date(2026, 11, 20)):
    with office.reading() as session:
        return {
            row.title: {at: cell.text for at, cell in enumerate(row.cells, 1) if cell.text}
            for row in year(session, wanted, on)
        }


def test_the_year_counts_by_month_who_came_went_and_was_made_full(office):
    person = join(office, "林知夏", Day(2010, 5, 1), Category.FULL)
    with office.change("离开") as session:
        from partyoffice.members.records import Person

        session.get_one(Person, person).full = Day(2026, 3)
        leave(session, session.get_one(Person, person), Leaving.TRANSFER, Day(2026, 9, 1))
    assert counts(office, 2026) == {
        "发展入党": {}, "转入恢复": {}, "转出减少": {9: "1"}, "转正": {3: "1"},
    }  # fmt: skip
    assert not any(counts(office, 2025).values()) or counts(office, 2025)["转正"] == {}


def test_the_year_and_the_register_of_changes_count_the_same_people(office):
    for name in ("林知夏", "沈砚秋"):
        person = join(office, name, Day(2012, 1, 1), Category.FULL)
        with office.change("离开") as session:
            from partyoffice.members.records import Person

            leave(session, session.get_one(Person, person), Leaving.DEATH, Day(2026, 2, 5))
    with office.reading() as session:
        row = next(row for row in year(session, 2026, date(2026, 11, 20)) if row.title == "转出减少")
        moves = changes_in(session, 2026).lost
    [(_words, page, target)] = row.cells[1].ways
    assert (page, target["title"]) == ("members", "2026 年 2 月 转出减少")
    assert sorted(target["people"]) == sorted(move.person_id for move in moves)
    assert row.cells[1].text == str(len(moves)) == "2"


def test_a_duty_has_a_key_of_its_own_until_its_day_changes(office):
    person = join(office, "林知夏", Day(2025, 6, 18))
    with office.reading() as session:
        [before] = due_probations(session, date(2026, 6, 1))
    assert before.key == f"probation/person/{person}/2026-06-18"
    with office.change("修改") as session:
        from partyoffice.members.records import Person

        session.get_one(Person, person).joined = Day(2025, 7, 18)
    with office.reading() as session:
        [after] = due_probations(session, date(2026, 6, 1))
    assert after.key != before.key
