import shutil
from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.members import card
from partyoffice.members.actions import add_person, leave
from partyoffice.members.changes import changes_in
from partyoffice.members.home import numbers, year
from partyoffice.members.rules import Category, Leaving
from partyoffice.store.office import Office


@pytest.fixture
def office(blank, tmp_path):
    with Office.open(shutil.copyfile(blank, tmp_path / "a.dangwu")) as made:
        yield made


def join(office, name, joined, category=Category.PROBATIONARY):
    with office.change(f"新增 {name}") as session:
        return add_person(session, {"name": name, "joined": joined}, category=category).id


def test_what_is_missing_is_told_alike_by_card_and_checks(office):
    person = join(office, "方砚舟", None, Category.ACTIVIST)
    with office.reading() as session:
        assert not {"入党时间", "党员档案所在单位"} & set(card.missing(session, person))
        assert "身份证号" in card.missing(session, person)


def test_the_figures_count_members_and_what_is_to_fill_and_open_their_view(office):
    join(office, "林知夏", Day(2010, 1, 1), Category.FULL)
    join(office, "沈砚秋", Day(2026, 1, 1))
    join(office, "方砚舟", None, Category.ACTIVIST)
    with office.reading() as session:
        found = {one.caption: (one.value, one.note, one.target) for one in numbers(session, date(2026, 6, 1))}
    assert found["党员"] == ("2", "正式 1，预备 1", ("members", "在册党员"))
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
