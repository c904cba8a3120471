"""数据体检 of people: every finding has a case that shows it and one that does not."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.members import actions
from partyoffice.members.checks import check_people
from partyoffice.members.records import Experience, History
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.rules import OrgKind

ON = date(2026, 11, 20)
WHOLE = {
    "name": "林知夏",
    "sex": "女",
    "ethnicity": "汉族",
    "birth": Day(1988, 2, 11),
    "id_number": "330099198802110020",
    "phone": "19900000000",
    "joined": Day(2012, 6, 21),
    "full": Day(2013, 6, 21),
    "archive_place": "青禾市教育局",
    "education": "大学本科",
    "job": "事业单位专业技术岗位",
}


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def branches(session):
    root = set_up(session, "青禾中学", OrgKind.GENERAL)
    return [found(session, name, OrgKind.BRANCH, root.id) for name in ("甲支部", "乙支部")]


@pytest.fixture
def person(session, branches):
    def make(category=Category.FULL, branch=0, **values):
        body = None if branch is None else branches[branch]
        return actions.add_person(session, WHOLE | values, category=category, branch=body)

    return make


def codes(session):
    session.flush()
    return [one.code for one in check_people(session, ON)]


def test_a_whole_card_has_no_findings(session, person):
    person()
    assert list(check_people(session, ON)) == []


CARD = {
    "required": {"phone": ""},
    "code-unknown": {"ethnicity": "火星族"},
    "no-full-date": {"full": None},
    "under-18": {"birth": Day(1994, 6, 22), "id_number": ""},
    "full-before-joined": {"full": Day(2012, 6, 20)},
    "probation-short": {"full": Day(2013, 6, 20)},
    "month-only": {"joined": Day(2012, 6), "full": Day(2013, 7, 21)},
    "id-check": {"id_number": "330099198802110021"},
    "id-length": {"id_number": "33009919880211"},
    "id-old": {"id_number": "330099880211002"},
    "birth-mismatch": {"birth": Day(1988, 2, 12)},
    "sex-mismatch": {"sex": "男"},
    "future": {"full": Day(2026, 11, 21)},
}


@pytest.mark.parametrize("code", CARD)
def test_each_fault_of_a_card_is_found_and_its_finding_leads_there(session, person, code):
    one = person(**CARD[code])
    found_ = [each for each in check_people(session, ON) if each.code == code]
    assert len(found_) == 1
    [finding] = found_
    assert (finding.who, finding.spot.kind, finding.spot.record_id) == ("林知夏", "person", one.id)
    assert finding.message
    assert finding.spot.field


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"birth": Day(1994, 6, 21), "id_number": ""}, "under-18"),
        ({"full": Day(2026, 11, 20), "joined": Day(2025, 11, 20)}, "future"),
        ({"birth": Day(1988, 2)}, "birth-mismatch"),
        (
            {"joined": Day(1975, 3, 1), "full": Day(1975, 3, 1), "birth": Day(1950, 1, 1), "id_number": ""},
            "probation-short",
        ),
        ({"joined": Day(2012, 6), "full": Day(2013, 6)}, "probation-short"),
        ({"joined": Day(1948, 3, 1), "full": None, "birth": Day(1935, 1, 1), "id_number": ""}, "under-18"),
    ],
)
def test_what_is_right_or_in_doubt_is_not_accused(session, person, values, code):
    person(**values)
    assert code not in codes(session)


def test_a_rule_that_stands_behind_a_finding_is_named_with_its_arithmetic(session, person):
    person(full=Day(2013, 6, 20))
    [finding] = [one for one in check_people(session, ON) if one.code == "probation-short"]
    assert finding.article
    assert "2013-06-21" in finding.arithmetic


def test_a_probation_that_has_ended_is_told(session, person):
    person(Category.PROBATIONARY, full=Day(2013, 6, 21))
    assert codes(session) == ["still-probationary"]


def test_an_applicant_needs_no_party_dates(session, person):
    person(Category.APPLICANT, joined=None, full=None, archive_place="")
    assert codes(session) == []


def test_a_member_needs_a_branch_and_everybody_a_category(session, person):
    one = person(branch=None)
    assert codes(session) == ["no-branch"]
    [row] = [row for row in session.query(History) if row.fact == Fact.CATEGORY]
    session.delete(row)
    assert codes(session) == ["status-unknown"]
    assert one.name == "林知夏"


def test_two_branches_at_once_and_rows_that_run_backwards_are_found(session, person, branches):
    one = person()
    session.add(
        History(person_id=one.id, fact=str(Fact.BRANCH), value="乙支部", organisation_id=branches[1].id)
    )
    assert codes(session) == ["two-branches"]
    session.add(History(person_id=one.id, fact=str(Fact.CATEGORY), value="预备党员", start=Day(2013, 1, 1)))
    assert sorted(codes(session)) == ["history-overlap", "still-probationary", "two-branches"]
    session.add(
        History(person_id=one.id, fact=str(Fact.POST), value="x", start=Day(2020, 2, 1), end=Day(2020, 1, 1))
    )
    assert "history-order" in codes(session)


def spells(session, one, *rows):
    made = [Experience(person_id=one.id, unit=unit, start=start, end=end) for unit, start, end in rows]
    session.add_all(made)
    return codes(session)


SPELLS = {
    "experience-order": ("中学", Day(2003, 9), Day(2003, 8)),
    "experience-young": ("小学", Day(1994, 1), Day(2000, 7)),
    "experience-future": ("中学", Day(2026, 12), None),
}


@pytest.mark.parametrize("code", SPELLS)
def test_what_cannot_be_in_a_life_is_told_and_leads_to_the_list(session, person, code):
    one = person()
    assert code in spells(session, one, SPELLS[code])
    [finding] = [each for each in check_people(session, ON) if each.code == code]
    assert finding.severity is Severity.WARN
    assert (finding.spot.kind, finding.spot.record_id, finding.spot.field) == (
        "person", one.id, "experience",
    )  # fmt: skip


def test_study_beside_work_and_a_year_at_home_are_only_hinted_at(session, person):
    one = person()
    rows = (
        ("大学", Day(2006, 9), Day(2010, 7)),
        ("中学", Day(2010, 6), Day(2014, 8)),
        ("青禾", Day(2015, 10), None),
    )
    assert spells(session, one, *rows) == ["experience-overlap", "experience-gap"]
    assert {each.severity for each in check_people(session, ON)} == {Severity.INFO}
    assert spells(session, one, ("进修", Day(2018, 9), Day(2019, 1))).count("experience-overlap") == 2


def test_a_life_that_goes_on_without_holes_is_not_accused_nor_one_whose_days_are_unknown(session, person):
    one = person()
    rows = (
        ("小学", Day(1994, 2), Day(2000, 7)),
        ("中学", Day(2000, 7), Day(2006, 7)),
        ("大学", Day(2007, 8), Day(2010, 7)),
        ("青禾", Day(2010, 7, 1), None),
        ("不详", None, Day(1990, 1)),
        ("不详", None, None),
    )
    assert spells(session, one, *rows) == []


def test_who_has_left_but_still_holds_a_post_is_told_once(session, person, branches):
    one = person()
    actions.leave(session, one, str(Leaving.TRANSFER), Day(2026, 1, 1))
    assert codes(session) == []
    session.add(
        History(person_id=one.id, fact=str(Fact.POST), value="组织委员", organisation_id=branches[0].id)
    )
    assert codes(session) == ["left-in-post"]


def test_namesakes_of_one_birthday_are_told_and_others_are_not(session, person):
    person()
    person(id_number="", birth=Day(1990, 1, 1))
    assert "duplicate" not in codes(session)
    person(id_number="")
    assert codes(session).count("duplicate") == 2


def test_nothing_blocks_and_nothing_is_corrected(session, person):
    one = person(sex="男", full=Day(2013, 6, 20))
    assert all(each.severity is not Severity.BLOCK for each in check_people(session, ON))
    assert (one.sex, one.full) == ("男", Day(2013, 6, 20))
