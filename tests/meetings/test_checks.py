"""数据体检 of the minutes."""

from partyoffice.meetings import queries
from partyoffice.meetings.actions.minutes import add_item, hold_meeting, mark_attendance
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.checks import check_minutes
from partyoffice.meetings.part import meetings_part
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.writing import Business, Minutes
from tests.meetings.conftest import ON, presences, tally, values


def found(office):
    with office.reading() as session:
        return [(one.code, one.who, one.arithmetic) for one in check_minutes(session, ON.first)]


def save(office, branch, decisions, person):
    items = [Business("讨论接收段清和", "讨论接收", person["段清和"], tally=tally(11, 11))]
    with office.change("登记") as session:
        meeting, _ = save_minutes(
            session, Minutes(values(branch), presences(session, branch, 9), items), decisions
        )
        return meeting.id


def test_minutes_in_order_are_no_finding(office, branch, decisions, person):
    assert check_minutes in meetings_part({}).checks
    assert found(office) == []
    save(office, branch, decisions, person)
    assert found(office) == []


def test_a_meeting_without_chair_or_recorder_is_told(office, branch):
    with office.change("登记") as session:
        hold_meeting(session, values(branch, chair="", recorder="", subject="三季度党员大会"))
    assert [one[:2] for one in found(office)] == [
        ("no-chair", "三季度党员大会"), ("no-recorder", "三季度党员大会"),
    ]  # fmt: skip


def test_an_item_decided_without_a_vote_is_told_and_an_ordinary_one_is_not(office, branch, person):
    with office.change("登记") as session:
        meeting = hold_meeting(session, values(branch))
        add_item(session, meeting, "讨论接收段清和", decision="讨论接收", person_id=person["段清和"])
        add_item(session, meeting, "传达文件")
    assert [one[:2] for one in found(office)] == [("decision-no-vote", "2026-11-12 支部党员大会")]


def test_a_vote_that_the_attendance_contradicts_is_told_with_both_numbers(office, branch, decisions, person):
    meeting = save(office, branch, decisions, person)
    with office.change("更正出席") as session:
        mark_attendance(session, session.get_one(Meeting, meeting), presences(session, branch, 8))
    [(code, _, told)] = found(office)
    assert (code, told) == ("vote-attendance", "到会情况：应到 20，实到 12；表决：应到 20，实到 11")
    with office.change("更正出席") as session:  # a meeting taken over without a list of who came
        for row in queries.attendance_of(session, meeting).values():
            session.delete(row)
    assert found(office) == []
