"""名册 of the way: who stands on which, and what their columns tell."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.development.documents import analysis, shown
from partyoffice.development.documents.offered import ROSTERS
from partyoffice.development.documents.rosters import HEAD
from partyoffice.development.records import Booklet, Review, Step, Voucher, Wayfarer
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation import actions as organise
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Wish
from partyoffice.reports.document import Heading, Table, as_text
from partyoffice.reports.write import write

ON = date(2026, 11, 20)
BY_CODE = {one.code: one for one in ROSTERS}


@pytest.fixture
def session(office):
    with clock.stopped(ON), office.change("试") as made:
        organise.set_up(made, "青禾中学", OrgKind.BRANCH)
        yield made


def person(session, name, category, steps=(), **card):
    made = add_person(session, {"name": name, **card}, category=category, since=Day(2023, 1, 1))
    session.flush()
    for number, day, *facts in steps:
        session.add(Step(person_id=made.id, number=number, on=day, facts=facts[0] if facts else {}))
    session.flush()
    return made


def made(session, code, *columns, **more):
    more.setdefault("on", date(more["year"], 12, 31) if more.get("year") else ON)
    return BY_CODE[code].build(session, Wish(columns=columns, plain=True, **more))


def rows(session, code, *columns, **more):
    (table,) = (one for one in made(session, code, *columns, **more).blocks if isinstance(one, Table))
    return [row[:-1] for row in table.rows]


@pytest.mark.parametrize("roster", ROSTERS, ids=lambda one: one.code)
def test_every_roster_is_built_empty_as_a_sheet_and_as_a_paper_and_of_a_year(session, roster):
    for plain in (True, False):
        for year in (None, 2026):
            assert as_text(roster.build(session, Wish(ON, year, plain=plain)))
    titles = [field.title for field in roster.columns]
    assert len(titles) == len(set(titles))
    assert set(roster.default) <= {field.key for field in roster.columns}


def test_the_columns_of_the_way_come_from_the_records(session):
    one = person(
        session, "沈见微", Category.ACTIVIST,
        [(1, Day(2025, 1, 5), {"received": "2025-01-06"}), (3, Day(2025, 6, 5), {"way": "党员推荐"})],
    )  # fmt: skip
    mine = {"person_id": one.id}
    session.add(Voucher(**mine, role="培养联系人", name="顾言", start=Day(2025, 6, 5), end=Day(2026, 1, 1)))
    session.add(Voucher(**mine, role="培养联系人", name="方砚舟", start=Day(2026, 1, 1)))
    session.add(Review(**mine, on=Day(2025, 12, 4)))
    session.add(Wayfarer(**mine, in_league=True, league_on=Day(2006, 5, 4)))
    session.flush()
    columns = (
        "mentors",
        "review_count",
        "last_review",
        "earliest",
        "way",
        "received",
        "in_league",
        "league_on",
    )
    assert rows(session, "activists", *columns) == [
        ("方砚舟", 1, Day(2025, 12, 4), Day(2026, 6, 5), "党员推荐", Day(2025, 1, 6), "是", Day(2006, 5, 4)),
    ]  # fmt: skip


def test_half_days_of_training_are_told_and_written_into_a_sheet(session, tmp_path):
    for days in (3.0, 2.5, None):
        person(session, "沈见微", Category.CANDIDATE, [(11, Day(2026, 5, 9), {"days": days, "hours": 24})])
    assert sorted(map(str, rows(session, "candidates", "train_days", "train_hours"))) == [
        "('2.5', 24)", "(3, 24)", "(None, 24)",
    ]  # fmt: skip
    everything = tuple(field.key for field in BY_CODE["candidates"].columns)
    path = tmp_path / "名册.xlsx"
    write(made(session, "candidates", *everything), path, plain=True)
    assert path.stat().st_size


def test_the_days_of_probation_follow_the_meeting_and_its_extension(session):
    person(
        session, "沈见微", Category.PROBATIONARY,
        [
            (15, Day(2025, 6, 18)), (17, Day(2025, 8, 20), {"document": "青教党〔2025〕37号"}),
            (23, Day(2026, 6, 25), {"decision": "延长预备期", "months": 6}), (24, Day(2026, 7, 20)),
        ],
        joined=Day(2025, 6, 18),
    )  # fmt: skip
    columns = ("name", "probation_start", "probation_end", "probation_full", "extended", "approval_document")
    assert rows(session, "probationary", *columns) == [
        ("沈见微", Day(2026, 6, 18), Day(2026, 12, 17), Day(2026, 12, 18), 6, "青教党〔2025〕37号"),
    ]  # fmt: skip


def test_the_booklet_in_hand_is_shown_and_never_a_spoilt_one(session):
    one = person(session, "沈见微", Category.CANDIDATE)
    session.add(Booklet(number="0001", person_id=one.id, state="填错作废"))
    session.add(Booklet(number="0002", person_id=one.id, state="已发"))
    session.flush()
    assert rows(session, "candidates", "booklet") == [("0002",)]


def test_previews_wait_between_the_committee_and_the_meeting_and_of_a_year_are_those_previewed_in_it(session):
    person(session, "等预审", Category.CANDIDATE, [(12, Day(2026, 11, 1))])
    person(session, "已预审", Category.CANDIDATE, [(12, Day(2026, 5, 1)), (13, Day(2026, 6, 1))])
    person(session, "没到", Category.CANDIDATE, [(8, Day(2026, 5, 1))])
    person(
        session, "已接收", Category.PROBATIONARY,
        [(12, Day(2025, 5, 1)), (13, Day(2025, 6, 1)), (15, Day(2025, 7, 1))], joined=Day(2025, 7, 1),
    )  # fmt: skip
    assert {name for (name,) in rows(session, "previews", "name")} == {"等预审", "已预审"}
    assert rows(session, "previews", "name", year=2025) == [("已接收",)]
    assert rows(session, "previews", "name", year=2026) == [("已预审",)]


@pytest.mark.parametrize(("accepted", "listed"), [(Day(2025, 12, 20), True), (Day(2025, 12, 21), False)])
def test_the_meeting_on_full_membership_is_about_those_whose_probation_ends_within_a_month(
    session, accepted, listed
):
    person(session, "沈见微", Category.PROBATIONARY, [(15, accepted), (17, accepted)], joined=accepted)
    assert bool(rows(session, "full-candidates", "name")) is listed


def test_of_a_year_it_is_about_those_whose_probation_ends_in_it_or_did_before(session):
    for name, accepted in (("今年", Day(2025, 12, 31)), ("明年", Day(2026, 1, 1))):
        steps = [(15, accepted), (17, accepted), (22, Day(2026, 11, 19))]
        person(session, name, Category.PROBATIONARY, steps, joined=accepted)
    assert rows(session, "full-candidates", "name", year=2026) == [("今年",)]
    assert len(rows(session, "full-candidates", "name")) == 2  # both have asked


def test_a_list_of_a_year_shows_the_stage_at_its_end(session):
    person(session, "沈见微", Category.APPLICANT)
    assert made(session, "applicants", "name", year=2025).title == "2025 年度入党申请人名册"
    assert rows(session, "applicants", "name", year=2025) == [("沈见微",)]
    assert rows(session, "applicants", "name", year=2022) == []


def test_the_head_of_23_columns_stands_in_its_own_words_and_order(session):
    person(session, "沈见微", Category.APPLICANT, [(1, Day(2026, 1, 5))])
    person(session, "顾言", Category.CANDIDATE)
    person(session, "方砚舟", Category.FULL)
    (table,) = made(session, "applicants-23").blocks
    assert tuple(column.title for column in table.columns[:-1]) == tuple(HEAD.values())
    assert len(HEAD) == 23
    assert {row[1] for row in table.rows} == {"沈见微", "顾言"}
    paper = BY_CODE["applicants-23"].build(session, Wish(ON))
    heads = next(one for one in paper.blocks if isinstance(one, Table)).columns
    assert [heads[0].title, heads[1].title, heads[23].title] == ["序号", "学工号", "一线情况"]
    fewer = made(session, "applicants-23", "姓名", "申请入党时间", "at").blocks[0]
    assert [column.title for column in fewer.columns[:-1]] == ["姓名", "入党申请时间", "目前步骤"]


def test_the_yearly_look_counts_the_activists_and_names_them(session):
    person(
        session, "沈见微", Category.ACTIVIST, [(3, Day(2025, 3, 5))], sex="女", ethnicity="壮族",
        birth=Day(1991, 11, 20), education="大学本科",
    )  # fmt: skip
    person(session, "顾言", Category.ACTIVIST, [(3, Day(2026, 9, 5))], birth=Day(1990, 11, 20), sex="男")
    paper = BY_CODE["activist-analysis"].build(session, Wish(ON, 2026))
    counted, listed = (one for one in paper.blocks if isinstance(one, Table))
    told = {row[0].removeprefix("其中："): row[1:3] for row in counted.rows}
    assert told["合计"] == (2, "")
    assert (told["女"], told["少数民族"], told["三十五岁以下"]) == ((1, "50%"), (1, "50%"), (1, "50%"))
    assert (told["培养满一年"], told["半年考察有缺"]) == ((1, "50%"), (1, "50%"))
    assert len(list(listed.rows)) == 2
    assert paper.title == "2026 年度入党积极分子队伍分析"
    assert any(isinstance(one, Heading) for one in paper.blocks)
    assert analysis.share(0, 0) == ""


def test_what_a_roster_shows_of_the_way_cannot_be_written_through_it(session):
    (fact, *_) = shown.way_facts(ON)
    assert fact.write(session, 1, Day(2026, 1, 1)) is False
