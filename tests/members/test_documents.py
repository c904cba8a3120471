"""Rosters as documents, orders, 封存 and the invented school."""

import shutil
from collections import Counter
from datetime import date, timedelta

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.core.id_number import read_id_number
from partyoffice.making import make_sample
from partyoffice.members import actions, card, documents
from partyoffice.members.changes import changes_in
from partyoffice.members.ordering import ORDERS, sorted_people
from partyoffice.members.queries import everyone, roster
from partyoffice.members.records import COUNTED_FROM, Experience, Person
from partyoffice.members.rules import FROM_APPROVAL, FROM_MEETING, Category, Fact
from partyoffice.members.seal import differences, seal, sealed_of
from partyoffice.organisation.actions import ensure_branch, set_up
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import BOOKS_OPENED
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Wish
from partyoffice.parts import PARTS
from partyoffice.reports.document import Table
from partyoffice.store import journal, settings
from partyoffice.store.office import Office

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def school(blank, tmp_path_factory):
    path = shutil.copyfile(blank, tmp_path_factory.mktemp("school") / "a.dangwu")
    with clock.stopped(TODAY):
        office = Office.open(path)
        make_sample(office, 120, 11)
    yield office
    office.release()


@pytest.fixture
def session(school):
    with clock.stopped(TODAY), school.reading() as found:
        yield found


def table_of(document):
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return [column.title for column in table.columns], [list(row) for row in table.rows]


# --- the invented school ---


def test_the_sample_has_exactly_the_members_asked_for_and_ten_years_that_add_up(session):
    assert len(roster(session, TODAY)) == 120
    for year in range(2016, 2027):
        account = changes_in(session, year)
        assert account.closes
        assert account.before == len(roster(session, date(year - 1, 12, 31)))
        assert account.after == len(roster(session, date(year, 12, 31)))
    assert sum(len(changes_in(session, year).moves) for year in range(2017, 2027)) > 20


def test_the_sample_is_sound(session):
    people = everyone(session, TODAY)
    assert all(read_id_number(one.card["id_number"]).valid for one in people)
    assert len({one.card["id_number"] for one in people}) == len(people)
    findings = [one for part in PARTS for check in part.checks for one in check(session, TODAY)]
    heavy = Counter(one.code for one in findings if one.severity is not Severity.INFO)
    # One of each thing that goes wrong is invented on purpose; tests/app/test_sample.py names them.
    assert all(number <= 2 for number in heavy.values()), heavy


def test_the_sample_depends_on_its_seed_alone(blank, tmp_path):
    def names(seed, name):
        with clock.stopped(TODAY):
            office = Office.open(shutil.copyfile(blank, tmp_path / name))
            make_sample(office, 12, seed)
            with office.reading() as found:
                told = [(one.name, one.branch, one.card["joined"]) for one in everyone(found, TODAY)]
            office.release()
        return told

    assert names(1, "a") == names(1, "b") != names(2, "c")


def test_the_sample_says_that_it_is_one(session):
    from partyoffice.organisation.records import SAMPLE
    from partyoffice.store import settings

    assert settings.get(session, SAMPLE) is True


def test_everybody_of_the_sample_wrote_down_a_life_that_fits_the_card(session):
    from partyoffice.members.queries import experiences_by_person

    lives = experiences_by_person(session)
    people = {one.id: one.card for one in everyone(session, TODAY)}
    assert lives.keys() == people.keys()
    assert {len(rows) for rows in lives.values()} == {3, 4, 5}
    for each, rows in lives.items():
        assert people[each]["work_start"] in {row.start for row in rows}
        assert people[each]["graduated"] in {row.end for row in rows}
        assert [row.start.first for row in rows] == sorted(row.start.first for row in rows)
    told = {one.code for check in PARTS[1].checks for one in check(session, TODAY)}
    assert not [code for code in told if code.startswith("experience")]


def test_a_card_tells_a_life_as_rows_and_as_one_text_and_nothing_where_nothing_was_entered(office):
    with office.change("试") as session:
        set_up(session, "青禾中学", OrgKind.BRANCH)
        one = actions.add_person(
            session, {"name": "林知夏", "birth": Day(1988, 2, 11)}, category=Category.FULL, branch=None
        )
        empty = card.values(session, one.id, TODAY)
        assert (empty["experiences"], empty["experience_text"]) == ([], "")
        for start, end, unit, witness in (
            (Day(2010, 8), None, "青禾中学教师", ""),
            (Day(2006, 9, 1), Day(2010, 7), "青禾师范大学学生", "顾临舟"),
            (None, Day(2000, 7), "小学", ""),
            (None, None, "", ""),
        ):
            session.add(Experience(person_id=one.id, start=start, end=end, unit=unit, witness=witness))
        session.flush()
        told = card.values(session, one.id, TODAY)
        assert [row["span"] for row in told["experiences"]] == [
            "— 2000.07", "", "2006.09 — 2010.07", "2010.08 — 至今",
        ]  # fmt: skip
        assert told["experience_text"].splitlines() == [
            "— 2000.07　小学",
            "2006.09 — 2010.07　青禾师范大学学生（证明人：顾临舟）",
            "2010.08 — 至今　青禾中学教师",
        ]
        one.admin_post = "教务处主任"
        assert card.values(session, one.id, TODAY)["post_admin"] == "青禾中学教务处主任"
        assert told["post_admin"] == "青禾中学"
        assert told["age"] == "38"


# --- rosters ---


def test_a_working_sheet_has_plain_values_masked_and_the_hidden_number(session):
    heads, rows = table_of(documents.members(session, Wish(TODAY, plain=True)))
    assert (heads[0], heads[-1], len(rows)) == ("姓名", "编号", 120)
    row = dict(zip(heads, rows[0], strict=True))
    assert isinstance(row["入党时间"], Day)
    assert "********" in row["身份证号"]
    full = dict(
        zip(
            heads,
            table_of(documents.members(session, Wish(TODAY, plain=True, masked=False)))[1][0],
            strict=True,
        )
    )
    assert read_id_number(full["身份证号"]).valid


def test_a_paper_is_numbered_and_says_what_counts_when(session):
    document = documents.members(session, Wish(date(2015, 12, 31), 2015))
    assert document.title == "2015 年度党员花名册"
    said = "".join(block.text for block in document.blocks if hasattr(block, "text"))
    assert "按现有资料推算" in said
    assert "其余各栏按目前登记" in said
    _, rows = table_of(document)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert f"共 {len(rows)} 人" in document.lines


def test_a_years_roster_that_is_handed_in_bears_the_head_of_the_journal(session):
    def said(wish):
        return "".join(
            block.text for block in documents.members(session, wish).blocks if hasattr(block, "text")
        )

    day = date(2025, 12, 31)
    head = f"操作记录到{journal.head_words(*journal.head(session))}"
    assert head in said(Wish(day, 2025, masked=False))
    assert "操作记录" not in said(Wish(day, 2025)) + said(Wish(day, masked=False))


def test_columns_can_be_chosen_and_unknown_ones_are_refused(session):
    heads, _ = table_of(documents.members(session, Wish(TODAY, columns=("姓名", "age", "党龄"), plain=True)))
    assert heads[:3] == ["姓名", "年龄", "党龄"]
    with pytest.raises(OfficeError, match="身高"):
        documents.members(session, Wish(TODAY, columns=("身高",)))


def test_a_probationary_member_has_no_standing(session):
    wish = Wish(TODAY, columns=("姓名", "人员类别", "党龄", "转正时间"), plain=True)
    for _, category, standing, full, _ in table_of(documents.members(session, wish))[1]:
        assert (standing == "—") is (category == "预备党员")
        if category == "正式党员":
            assert standing == (TODAY.year - full.year - ((TODAY.month, TODAY.day) < (full.month, full.day)))


def test_rosters_of_part_of_the_people_add_up(session):
    rosters = {one.code: one for part in PARTS for one in part.rosters}
    counts = {
        code: len(table_of(rosters[code].build(session, Wish(TODAY, plain=True)))[1])
        for code in ("members", "formal", "probationary", "applicants", "activists", "candidates")
    }
    assert counts["formal"] + counts["probationary"] == counts["members"] == 120
    assert counts["applicants"] + counts["activists"] + counts["candidates"] == 14
    assert 0 < counts["probationary"] < 60


def test_changes_of_a_year_are_listed_with_their_account(session):
    account = changes_in(session, 2024)
    _, rows = table_of(documents.changes(session, Wish(TODAY, 2024)))
    assert len(rows) == len(account.moves) > 0
    assert all(row[2] and row[4] for row in rows)


def test_the_account_of_one_branch_closes_and_tells_moves_within_the_school(blank, tmp_path):
    with clock.stopped(TODAY):
        office = Office.open(shutil.copyfile(blank, tmp_path / "a.dangwu"))
        with office.change("建账") as found:
            set_up(found, "青禾中学", OrgKind.GENERAL)
            one, two = ensure_branch(found, "甲支部"), ensure_branch(found, "乙支部")
            who = actions.add_person(found, {"name": "林知夏"}, category=Category.FULL, branch=one)
            actions.move(found, who, two, Day(2026, 3, 1))
            settings.put(found, BOOKS_OPENED, "2026-01-10")
        with office.reading() as found:
            bodies = [frozenset({body.id}) for body in (one, two)]
            accounts = [changes_in(found, 2026, each) for each in (None, *bodies)]
            told = [[(move.into, move.why, move.branch) for move in each.moves] for each in accounts]
            assert told == [[], [(False, "校内调出", "甲支部")], [(True, "校内调入", "乙支部")]]
            assert [(each.before, each.after, each.closes) for each in accounts] == [
                (1, 1, True),
                (1, 0, True),
                (0, 1, True),
            ]
            paper = documents.changes(found, Wish(TODAY, 2026, two.id))
            assert paper.lines[0] == "填报单位（盖章）：乙支部"
            assert "2025-12-31 早于建账日 2026-01-10，按现有资料推算" in str(paper.blocks)
            assert [row[0] for row in table_of(documents.bodies(found, Wish(TODAY, branch=one.id)))[1]] == [
                "甲支部"
            ]
        office.release()


def test_a_setting_counts_who_was_accepted_from_the_meeting(blank, tmp_path):
    with clock.stopped(TODAY):
        office = Office.open(shutil.copyfile(blank, tmp_path / "a.dangwu"))
        with office.change("接收") as found:
            values = {"name": "林知夏", "joined": Day(2025, 12, 18)}
            who = actions.add_person(found, values, category=Category.CANDIDATE, since=Day(2025, 1, 1))
            actions.change(found, who, Fact.CATEGORY, Category.PROBATIONARY, Day(2026, 2, 1))
            back = actions.add_person(
                found,
                {"name": "方砚舟", "joined": Day(1990, 1, 1)},
                category=Category.CANDIDATE,
                since=Day(2025, 1, 1),
            )
        for setting, first in ((FROM_APPROVAL, date(2026, 2, 1)), (FROM_MEETING, date(2025, 12, 18))):
            with office.change("设置") as found:
                settings.put(found, COUNTED_FROM, setting)
            with office.reading() as found:
                days = (first - timedelta(days=1), first)
                assert [[one.id for one in roster(found, day)] for day in days] == [[], [who.id]]
                [move] = changes_in(found, first.year).moves
                assert (move.on, move.why, back.id != move.person_id) == (first, "发展党员", True)
                assert all(changes_in(found, year).closes for year in (2025, 2026))
        office.release()


def test_bodies_are_listed_with_numbers_and_officers(session):
    _, rows = table_of(documents.bodies(session, Wish(TODAY)))
    whole = tree(session)
    assert [row[0].strip() for row in rows] == [node.name for node in whole.nodes.values()]
    assert rows[0][2] == 120
    assert any("书记" in str(row[3]) for row in rows)


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_branches_together(session, order):
    whole, people = tree(session), roster(session, TODAY)
    places = [whole.position(one.branch_id) for one in sorted_people(session, people, order, whole)]
    assert places == sorted(places)


def test_orders_differ_and_the_users_own_place_comes_first(session):
    whole, people = tree(session), [one for one in roster(session, TODAY) if not one.posts]
    mine = [one for one in people if one.branch_id == people[0].branch_id]
    orders = [[one.id for one in sorted_people(session, mine, order, whole)] for order in ORDERS]
    assert len({tuple(each) for each in orders}) == len(ORDERS)
    last = sorted_people(session, mine, "", whole)[-1]
    last.card["place"] = 1
    assert sorted_people(session, mine, "", whole)[0] is last
    joined = [one.card["joined"].first for one in sorted_people(session, mine, "入党时间", whole)]
    assert joined == sorted(joined)


# --- 封存 ---


def test_a_sealed_year_shows_what_was_mended_later(blank, tmp_path):
    with clock.stopped(TODAY):
        office = Office.open(shutil.copyfile(blank, tmp_path / "a.dangwu"))
        make_sample(office, 20, 2)
        with office.reading() as found:
            headings, rows = documents.sealing_rows(found, 2025)
        with office.change("封存") as found:
            kept = seal(found, 2025, headings, rows, "ab" * 32)
            assert kept.label() == "2025 年末封存名册"
            for year, said in ((2025, "已经封存"), (2026, "还没有结束")):
                with pytest.raises(OfficeError, match=said):
                    seal(found, year, headings, rows)
        with office.reading() as found:
            assert differences(sealed_of(found, 2025), *documents.sealing_rows(found, 2025)) == []
            assert sealed_of(found, 2024) is None
        gone, mended = sorted(rows)[:2]
        with office.change("更正") as found:
            found.get_one(Person, mended).title_name = "特级"
            assert headings[-1] == "所在党支部"
            actions.leave(found, found.get_one(Person, gone), "去世", Day(2025, 12, 31))
        with office.reading() as found:
            told = differences(sealed_of(found, 2025), *documents.sealing_rows(found, 2025))
        assert [(one.person_id, one.column, one.now) for one in told] == [
            (gone, "整行", "不在册"),
            (mended, "职称", "特级"),
        ]
        office.release()
