from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members import actions
from partyoffice.members.changes import changes_in
from partyoffice.members.queries import everyone, find_one, histories, roster
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.rules import OrgKind

NUMBER = "330099198802110020"


@pytest.fixture
def session(office):
    with office.change("试") as found_:
        yield found_


@pytest.fixture
def bodies(session):
    """Two branches, the first with a group."""
    root = set_up(session, "青禾中学", OrgKind.GENERAL)
    one, two = (found(session, name, OrgKind.BRANCH, root.id) for name in ("甲支部", "乙支部"))
    return one, two, found(session, "语文组", OrgKind.GROUP, one.id)


@pytest.fixture
def person(session, bodies):
    values = {"name": "林知夏", "joined": Day(2012, 6, 21), "full": Day(2013, 6, 21), "id_number": NUMBER}
    return actions.add_person(session, values, category=Category.FULL, branch=bodies[0], group=bodies[2])


def facts(session, person):
    return [
        (row.fact, row.value, str(row.start or ""), str(row.end or ""))
        for row in histories(session, person.id)
    ]


def on_roster(session, day):
    return [one.name for one in roster(session, date.fromisoformat(day))]


def test_a_new_person_begins_with_one_row_of_each_fact(session, person):
    assert facts(session, person) == [
        ("在本组织", "在册", "", ""),
        ("人员类别", "正式党员", "", ""),
        ("党籍状态", "正常", "", ""),
        ("党支部", "甲支部", "", ""),
        ("党小组", "语文组", "", ""),
    ]
    assert on_roster(session, "2026-11-20") == ["林知夏"]
    assert on_roster(session, "2012-06-20") == []


def test_an_empty_name_and_a_number_somebody_has_are_refused(session, person):
    with pytest.raises(OfficeError, match="姓名是空的"):
        actions.add_person(session, {"name": "  "}, category=Category.FULL)
    with pytest.raises(OfficeError, match="与“林知夏”相同"):
        actions.add_person(session, {"name": "沈砚秋", "id_number": NUMBER}, category=Category.FULL)


def test_a_number_is_kept_in_capitals_so_that_it_is_found_again(session):
    one = actions.add_person(session, {"name": "方砚舟", "id_number": "11009819491231003x"}, category="")
    assert one.id_number == "11009819491231003X"


def test_an_end_foreseen_for_later_comes_with_the_leaving(session, person, bodies):
    row = actions.appoint(session, person, "支部书记", bodies[0], Day(2024, 1, 1))
    actions.step_down(session, row, Day(2026, 12, 31), "届满")
    actions.leave(session, person, str(Leaving.TRANSFER), Day(2026, 5, 1))
    assert (row.end, row.end_reason) == (Day(2026, 5, 1), "转出组织关系")


def test_a_change_closes_one_stretch_and_opens_the_next_on_its_day(session, person, bodies):
    actions.change(
        session,
        person,
        Fact.BRANCH,
        "乙支部",
        Day(2025, 9),
        reason="校内调整",
        evidence="决议",
        body=bodies[1],
    )
    rows = [row for row in facts(session, person) if row[0] == Fact.BRANCH]
    assert rows == [("党支部", "甲支部", "", "2025-09"), ("党支部", "乙支部", "2025-09", "")]
    for day, branch in ((date(2025, 8, 31), "甲支部"), (date(2025, 9, 1), "乙支部")):
        assert [one.branch for one in everyone(session, day)] == [branch]


@pytest.mark.parametrize("day", [Day(2025, 9, 1), Day(2025, 8, 31), Day(2025, 9)])
def test_a_change_on_or_before_the_start_of_what_holds_is_refused(session, person, bodies, day):
    actions.change(session, person, Fact.BRANCH, "乙支部", Day(2025, 9, 1), body=bodies[1])
    before = facts(session, person)
    with pytest.raises(OfficeError, match=r"不能早于或等于|时间重叠"), session.no_autoflush:
        actions.change(session, person, Fact.BRANCH, "甲支部", day, body=bodies[0])
    assert [row[:3] for row in facts(session, person)] == [row[:3] for row in before]


def test_rows_of_one_fact_never_overlap_but_posts_at_several_bodies_may(session, person, bodies):
    with pytest.raises(OfficeError, match="时间重叠"):
        actions.begin(session, person, Fact.CATEGORY, Category.PROBATIONARY, Day(2020, 1, 1))
    first = actions.appoint(session, person, "支部书记", bodies[0], Day(2024, 1, 1))
    actions.appoint(session, person, "支部书记", bodies[1], Day(2024, 1, 1))
    actions.appoint(session, person, "组织委员", bodies[0], None)
    with pytest.raises(OfficeError, match="时间重叠"):
        actions.appoint(session, person, "支部书记", bodies[0], Day(2025, 1, 1))
    actions.step_down(session, first, Day(2024, 12, 31), "届满")
    actions.appoint(session, person, "支部书记", bodies[0], Day(2024, 12, 31))
    [one] = everyone(session, date(2025, 1, 1))
    assert sorted(value for _, value in one.posts) == ["支部书记", "支部书记", "组织委员"]


def test_correcting_a_row_keeps_its_order_and_its_neighbours(session, person, bodies):
    row = actions.change(session, person, Fact.BRANCH, "乙支部", Day(2025, 9, 1), body=bodies[1])
    with pytest.raises(OfficeError, match="早于开始时间"):
        actions.correct_history(session, row, {"end": Day(2025, 8, 31)})
    row.end = None
    with pytest.raises(OfficeError, match="时间重叠"):
        actions.correct_history(session, row, {"start": Day(2025, 8, 1)})
    row.start = Day(2025, 9, 1)
    actions.correct_history(session, row, {"start": Day(2025, 9, 15)})
    actions.drop_history(session, row)
    session.flush()
    assert [one.branch for one in everyone(session, date(2025, 12, 1))] == [""]


def test_a_move_within_the_school_takes_the_group_along_or_ends_it(session, person, bodies):
    actions.move(session, person, bodies[1], Day(2025, 9, 1))
    assert ("党小组", "语文组", "", "2025-09-01") in facts(session, person)
    other = found(session, "数学组", OrgKind.GROUP, bodies[1].id)
    actions.move(session, person, bodies[0], Day(2026, 1, 1))
    actions.move(session, person, bodies[1], Day(2026, 2, 1), other)
    [one] = everyone(session, date(2026, 2, 1))
    assert (one.branch, one.group) == ("乙支部", "数学组")


# --- leaving and coming back ---


@pytest.mark.parametrize("how", [how for how in Leaving if how is not Leaving.SUSPENDED])
def test_whoever_leaves_is_out_from_that_day_with_nothing_left_open(session, person, bodies, how):
    actions.appoint(session, person, "支部书记", bodies[0], None)
    actions.leave(session, person, str(how), Day(2025, 12, 31), "介绍信第3号")
    session.flush()
    assert {row[3] for row in facts(session, person)} == {"2025-12-31"}
    assert {row.end_reason for row in histories(session, person.id)} == {str(how)}
    assert (on_roster(session, "2025-12-30"), on_roster(session, "2025-12-31")) == (["林知夏"], [])
    with pytest.raises(OfficeError, match="已经不在册"):
        actions.leave(session, person, str(how), Day(2026, 1, 1))


@pytest.mark.parametrize(("day", "year"), [("2025-12-31", 2025), ("2026-01-01", 2026), ("2025-12", 2025)])
def test_a_departure_counts_in_the_year_of_its_day_with_the_branch_that_was_left(session, person, day, year):
    actions.leave(session, person, str(Leaving.TRANSFER), Day.parse(day))
    session.flush()
    for each in (2024, 2025, 2026, 2027):
        account = changes_in(session, each)
        assert account.closes
        moves = [(move.name, move.into, move.why, move.branch) for move in account.moves]
        assert moves == ([("林知夏", False, "转出组织关系", "甲支部")] if each == year else [])


def test_nobody_leaves_before_what_began_later(session, person, bodies):
    actions.change(session, person, Fact.BRANCH, "乙支部", Day(2025, 9, 1), body=bodies[1])
    with pytest.raises(OfficeError, match="早于党支部“乙支部”的开始时间"):
        actions.leave(session, person, str(Leaving.DEATH), Day(2025, 8, 1))


def test_a_suspended_member_stays_on_the_books_but_not_on_the_roster(session, person):
    actions.leave(session, person, str(Leaving.SUSPENDED), Day(2025, 3, 1))
    session.flush()
    [one] = everyone(session, date(2025, 3, 1))
    assert (one.present, one.member, one.status) == (True, False, "停止党籍")
    actions.change(session, person, Fact.STATUS, "正常", Day(2026, 3, 1), reason="恢复党籍")
    session.flush()
    assert (on_roster(session, "2026-02-28"), on_roster(session, "2026-03-01")) == ([], ["林知夏"])
    assert [(move.into, move.why) for move in changes_in(session, 2025).moves] == [(False, "停止党籍")]
    assert [(move.into, move.why) for move in changes_in(session, 2026).moves] == [(True, "恢复党籍")]


def test_who_comes_back_gets_new_rows_and_no_second_card(session, person, bodies):
    actions.leave(session, person, str(Leaving.TRANSFER), Day(2025, 3, 1))
    with pytest.raises(OfficeError, match="已在册"):
        actions.come_back(
            session, person, Day(2025, 2, 1), category=Category.FULL, reason="转入", branch=None
        )
    actions.come_back(
        session, person, Day(2025, 9, 1), category=Category.FULL, reason="转入", branch=bodies[1]
    )
    session.flush()
    assert session.query(Person).count() == 1
    [one] = everyone(session, date(2025, 9, 1))
    assert (one.member, one.branch, one.group) == (True, "乙支部", "")
    assert [(move.into, move.why, move.branch) for move in changes_in(session, 2025).moves] == [
        (True, "转入", "乙支部"),
        (False, "转出组织关系", "甲支部"),
    ]


def test_joining_counts_from_the_day_of_approval_although_it_is_dated_from_the_meeting(session, bodies):
    values = {"name": "沈砚秋", "joined": Day(2025, 11, 18)}
    person = actions.add_person(
        session, values, category=Category.CANDIDATE, since=Day(2024, 1, 1), branch=bodies[0]
    )
    actions.change(
        session, person, Fact.CATEGORY, Category.PROBATIONARY, Day(2026, 1, 20), reason="上级党委批准"
    )
    session.flush()
    assert (on_roster(session, "2026-01-19"), on_roster(session, "2026-01-20")) == ([], ["沈砚秋"])
    assert changes_in(session, 2025).moves == ()
    assert [(move.into, move.why, str(move.on)) for move in changes_in(session, 2026).moves] == [
        (True, "发展党员", "2026-01-20")
    ]
    actions.accept_in_full(session, person, Day(2026, 11, 18), Day(2026, 12, 20), "批复")
    session.flush()
    assert person.full == Day(2026, 11, 18)
    assert [one.category for one in everyone(session, date(2026, 12, 19))] == [Category.PROBATIONARY]
    assert changes_in(session, 2026).closes


# --- the bin, finding somebody ---


def test_the_bin_hides_and_gives_back(session, person):
    actions.bin_person(session, person)
    assert everyone(session, date(2026, 1, 1)) == []
    other = actions.add_person(session, {"name": "沈砚秋", "id_number": NUMBER}, category=Category.FULL)
    with pytest.raises(OfficeError, match="与“沈砚秋”相同"):
        actions.unbin_person(session, person)
    person.binned = "x"
    other.id_number = ""
    session.flush()
    actions.unbin_person(session, person)
    session.flush()
    assert {one.name for one in everyone(session, date(2026, 1, 1))} == {"林知夏", "沈砚秋"}


def test_a_card_is_mended_and_its_number_put_right(session, person):
    actions.correct_card(session, person, {"phone": "13900000000", "id_number": "33009919880211021x"})
    assert (person.phone, person.id_number) == ("13900000000", "33009919880211021X")
    with pytest.raises(OfficeError, match="姓名是空的"):
        actions.correct_card(session, person, {"name": ""})
    person.name = "林知夏"


def test_somebody_is_found_by_name_or_number_and_namesakes_are_listed(session, person):
    assert find_one(session, "林 知夏").id == find_one(session, NUMBER).id == person.id
    actions.add_person(session, {"name": "林知夏", "birth": Day(1990, 1)}, category=Category.FULL)
    with pytest.raises(OfficeError, match=r"有 2 位“林知夏”.*尾号 0020.*1990-01"):
        find_one(session, "林知夏")
    with pytest.raises(OfficeError, match="没有“王某”"):
        find_one(session, "王某")
