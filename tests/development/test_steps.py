from dataclasses import fields
from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.actions import set_day
from partyoffice.development.checks import check_steps
from partyoffice.development.part import DEVELOPMENT, FACTS
from partyoffice.development.queries import all_days, days_of, rule_settings, steps_of
from partyoffice.development.records import PREFIX, SETTINGS, Step
from partyoffice.development.rules.profile import USUAL, EndStyle, RuleSettings
from partyoffice.development.rules.steps import IN_ORDER
from partyoffice.members.actions import add_person, bin_person, change
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact
from partyoffice.part import Wish
from partyoffice.reports.document import Table
from partyoffice.store import settings

ON = date(2026, 11, 20)


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def person(session):
    values = {"name": "林知夏", "birth": Day(1988, 2, 11), "joined": Day(2025, 6, 18)}
    return add_person(session, values, category=Category.CANDIDATE, since=Day(2024, 1, 1))


def found(session):
    session.flush()
    return list(check_steps(session, ON))


def test_the_day_of_a_step_is_written_mended_and_written_again_without_a_change(session, person):
    assert set_day(session, person.id, 1, Day(2022, 3, 1), "申请书") is True
    session.flush()
    assert set_day(session, person.id, 1, Day(2022, 3, 1)) is False
    assert set_day(session, person.id, 1, Day(2022, 3)) is True
    session.flush()
    [step] = steps_of(session, person.id)
    assert (step.number, step.on, step.evidence) == (1, Day(2022, 3), "申请书")
    session.add(Step(person_id=person.id, number=2))
    session.flush()
    assert all_days(session) == {person.id: {1: Day(2022, 3)}}
    assert days_of(session, 1, [person.id, 99]) == {person.id: Day(2022, 3)}
    assert days_of(session, 2, [person.id]) == {}
    assert days_of(session, 1, []) == {}


def test_who_lies_in_the_bin_is_not_checked(session, person):
    set_day(session, person.id, 1, Day(2025, 1, 2))
    set_day(session, person.id, 2, Day(2025, 1, 1))
    assert [one.code for one in found(session)] == ["step-order"]
    bin_person(session, person)
    assert found(session) == []


def test_days_in_order_are_no_finding(session, person):
    for n, number in enumerate(IN_ORDER):
        day = Day(2025, 6, 18) if number == 15 else Day(2025, 6 if number < 15 else 7, 1 + n)
        set_day(session, person.id, number, day)
    assert found(session) == []


@pytest.mark.parametrize(("earlier", "later"), [(1, 2), (2, 3), (3, 4), (4, 7), (7, 13), (17, 20), (23, 24)])
def test_a_day_before_the_one_it_follows_is_found_with_both_steps_named(session, person, earlier, later):
    set_day(session, person.id, earlier, Day(2025, 7, 2))
    set_day(session, person.id, later, Day(2025, 7, 1))
    [finding] = found(session)
    assert (finding.code, finding.severity, finding.who) == ("step-order", Severity.WARN, "林知夏")
    assert f"第 {earlier} 步" in finding.arithmetic
    assert f"第 {later} 步" in finding.arithmetic
    assert finding.article
    set_day(session, person.id, later, Day(2025, 7))
    assert found(session) == []


def test_a_gap_between_known_steps_is_looked_across(session, person):
    set_day(session, person.id, 1, Day(2025, 7, 2))
    set_day(session, person.id, 20, Day(2025, 7, 1))
    assert [one.code for one in found(session)] == ["step-order"]


@pytest.mark.parametrize(
    ("applied", "codes"),
    [
        (Day(2006, 2, 10), ["under-18"]),
        (Day(2006, 2, 11), []),
        (Day(2006, 2), []),
        (Day(2006, 1), ["under-18"]),
    ],
)
def test_an_application_before_the_eighteenth_birthday_is_blocked(session, person, applied, codes):
    set_day(session, person.id, 1, applied)
    told = found(session)
    assert [one.code for one in told] == codes
    assert all(one.severity is Severity.BLOCK and "2006-02-11" in one.arithmetic for one in told)


def test_without_a_birthday_nothing_is_said_of_age(session, person):
    person.birth = None
    set_day(session, person.id, 1, Day(2000, 1, 1))
    assert found(session) == []


@pytest.mark.parametrize(
    ("meeting", "codes"),
    [
        (Day(2025, 6, 18), []),
        (Day(2025, 6), []),
        (Day(2025, 6, 19), ["joined-meeting"]),
        (Day(2025, 5), ["joined-meeting"]),
    ],
)
def test_the_day_of_joining_is_that_of_the_meeting(session, person, meeting, codes):
    set_day(session, person.id, 15, meeting)
    assert [one.code for one in found(session)] == codes


def test_facts_are_read_and_written_beside_the_card(session, person):
    fact = next(one for one in FACTS if one.field.key == "applied")
    assert fact.write(session, person.id, Day(2022, 3, 1)) is True
    session.flush()
    assert fact.read(session, [person.id]) == {person.id: Day(2022, 3, 1)}


# --- the year's new members ---


def names(session, code, wish):
    roster = next(one for one in DEVELOPMENT.rosters if one.code == code)
    [table] = [block for block in roster.build(session, wish).blocks if isinstance(block, Table)]
    at = [column.title for column in table.columns].index("姓名")
    return [row[at] for row in table.rows]


def test_a_new_member_stands_in_the_year_of_the_meeting_once_approved(session, person):
    session.flush()
    end = Wish(date(2025, 12, 31), 2025)
    assert names(session, "new-members", end) == []
    set_day(session, person.id, 17, Day(2026, 1, 1))
    session.flush()
    assert names(session, "new-members", end) == []
    set_day(session, person.id, 17, Day(2025, 12, 31))
    session.flush()
    assert names(session, "new-members", end) == ["林知夏"]
    assert names(session, "new-members", Wish(date(2026, 12, 31), 2026)) == []


def test_a_member_on_the_books_is_a_new_member_without_the_step(session, person):
    change(session, person, Fact.CATEGORY, Category.PROBATIONARY, Day(2025, 8, 20), reason="上级党委批准")
    session.flush()
    assert names(session, "new-members", Wish(date(2025, 12, 31), 2025)) == ["林知夏"]
    assert names(session, "new-members", Wish(date(2025, 8, 19), 2025)) == []


def test_each_stage_lists_its_own(session, person):
    session.flush()
    wish = Wish(ON, plain=True)
    assert names(session, "candidates", wish) == ["林知夏"]
    assert names(session, "activists", wish) == names(session, "applicants", wish) == []
    assert names(session, "candidates", Wish(date(2023, 12, 31), plain=True)) == []


@pytest.mark.parametrize(("year", "codes"), [(1980, []), (1990, ["joined-meeting"])])
def test_when_joined_meant_the_approval_the_meeting_may_be_another_day(session, person, year, codes):
    person.joined = Day(year, 6, 18)
    set_day(session, person.id, 15, Day(year, 5, 1))
    assert [one.code for one in found(session)] == codes


def test_the_year_counts_each_step_in_the_month_of_its_day(session):
    ids = [
        add_person(session, {"name": name}, category=Category.ACTIVIST).id
        for name in ("林知夏", "沈砚秋", "方砚舟")
    ]
    for person, day in zip(ids, (Day(2026, 3, 5), Day(2026, 3), Day(2025, 12, 31)), strict=True):
        set_day(session, person, 3, day)
    bin_person(session, session.get_one(Person, ids[1]))
    session.flush()
    rows = {row.title: row for row in DEVELOPMENT.year(session, 2026, ON)}
    assert list(rows) == ["递交申请", "积极分子", "发展对象", "大会接收"]
    counted = {at: cell for at, cell in enumerate(rows["积极分子"].cells, 1) if cell.text}
    assert {at: (cell.text, cell.ways[0][2]["people"]) for at, cell in counted.items()} == {
        3: ("1", (ids[0],))
    }


# --- what the rules leave open ---


def test_every_open_point_of_the_rules_is_a_setting_with_its_mark_and_the_same_default():
    assert [one.key for one in SETTINGS] == [PREFIX + one.name for one in fields(RuleSettings)]
    assert {one.mark for one in SETTINGS} == {"[P]", "LOCAL", "UNCONFIRMED"}
    assert set(SETTINGS) <= set(DEVELOPMENT.settings)


def test_an_office_that_changed_nothing_has_the_usual_settings(session):
    assert rule_settings(session) == USUAL


def test_stored_settings_come_back_as_the_rules_want_them(session):
    given = {
        "notice_days": 7, "notice_start_counts": False, "probation_end": "对应日", "review_grace_days": "15",
        "warning_months": "", "serious_warning_months": None, "removal_months": "2.5", "review_basis": "？",
    }  # fmt: skip
    for one in SETTINGS:
        if one.key.removeprefix(PREFIX) in given:
            settings.put(session, one, given[one.key.removeprefix(PREFIX)])
    session.flush()
    found = rule_settings(session)
    assert (found.notice_days, found.notice_start_counts, found.review_grace_days) == (7, False, 15)
    assert found.probation_end is EndStyle.SAME_DAY
    assert (found.warning_months, found.serious_warning_months, found.removal_months) == (12, 18, 24)
    assert found.review_basis is USUAL.review_basis


def test_a_strict_office_finds_applications_on_the_birthday_itself(session, person):
    set_day(session, person.id, 1, Day(2006, 2, 11))
    assert found(session) == []
    strict = next(one for one in SETTINGS if one.key.endswith("birthday_counts"))
    settings.put(session, strict, False)
    assert [one.code for one in found(session)] == ["under-18"]
