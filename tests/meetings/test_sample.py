"""The invented minutes: every kind, as the members of the day came, in order but for a few."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.workdays import is_working_day
from partyoffice.making import make_sample
from partyoffice.meetings.checks import check_minutes
from partyoffice.meetings.queries.year import year_table
from partyoffice.meetings.records import AgendaItem, Attendance, Explanation, FollowUp, Meeting, Vote
from partyoffice.meetings.rules.frequency import Level
from partyoffice.meetings.rules.kinds import CAME, CRITICISM, MEETING_KINDS
from partyoffice.members.queries import roster
from partyoffice.store import journal, numbers
from partyoffice.store.office import Office

ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    with clock.stopped(ON), Office.create(tmp_path_factory.mktemp("sample") / "青禾中学.dangwu") as office:
        make_sample(office, 60, 3)
        with office.reading() as session:
            yield session


def all_of(session, kind):
    return session.query(kind).all()


def test_every_kind_is_held_on_working_days_and_is_in_order(school):
    meetings = all_of(school, Meeting)
    assert {one.kind for one in meetings} == set(MEETING_KINDS)
    assert all(
        one.on.first <= ON and is_working_day(one.on.first) for one in meetings if one.kind != "支部党员大会"
    )
    assert list(check_minutes(school, ON)) == []
    assert journal.verify(school) is None


def test_one_is_a_draft_one_unsigned_one_entered_late_and_one_task_is_open(school):
    meetings = all_of(school, Meeting)
    assert Counter(one.state for one in meetings if one.state != "已签字") == {"草稿": 1, "已定稿": 1}
    assert sum(one.entered > one.on for one in meetings) == 1
    assert [one.result for one in all_of(school, FollowUp) if one.done is None] == [""]


def test_the_members_of_the_day_sit_at_a_branch_meeting_and_the_vote_agrees(school):
    rows = defaultdict(dict)
    for row in all_of(school, Attendance):
        rows[row.meeting_id][row.person_id] = row
    [newest] = school.query(Meeting).filter(Meeting.kind == "主题党日").order_by(Meeting.on.desc()).limit(1)
    due = {one.id: one.category for one in roster(school, newest.on.first, branch=newest.organisation_id)}
    assert {person: row.voting for person, row in rows[newest.id].items()} == {
        person: category == "正式党员" for person, category in due.items()
    }
    for vote, item in school.query(Vote, AgendaItem).join(AgendaItem, AgendaItem.id == Vote.item_id):
        voting = [row for row in rows[item.meeting_id].values() if row.voting]
        assert (vote.due, vote.present) == (len(voting), sum(row.state in CAME for row in voting))


def test_meetings_and_decisions_are_numbered_without_a_gap(school):
    counts = defaultdict(list)
    for one in school.query(Meeting).order_by(Meeting.on, Meeting.id):
        counts[one.organisation_id, one.kind, one.year or one.on.year].append(one.number)
    assert all(found == list(range(1, len(found) + 1)) for found in counts.values())
    decided = [one.number for one in school.query(AgendaItem) if one.number.startswith("决议〔2026〕")]
    assert len(decided) == len(set(decided)) == len(numbers.given(school, "决议", 2026)) > 4


def test_the_year_before_lacks_one_month_and_the_holidays_are_explained(school):
    cells = [(row.activity, cell) for row in year_table(school, 2025, ON) for cell in row.cells]
    missing = Counter(activity for activity, cell in cells if cell.level is Level.MISSING)
    assert set(missing) <= {"支部委员会", "党小组会", "民主评议党员", "组织生活会"}
    assert {cell.reason for _, cell in cells if cell.level is Level.EXPLAINED} == {"寒假", "暑假"}
    assert len(all_of(school, Explanation)) > 40
    assert {one.year for one in all_of(school, Meeting) if one.kind == CRITICISM} == {2025}
