"""A meeting and its items: held, corrected, dropped; who came."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.meetings.actions.votes import (
    Decisions,
    decide,
    decision_of,
    drop_vote,
    must_have_been,
    record_vote,
    undo_decision,
)
from partyoffice.meetings.queries import (
    attendance_of,
    find_meeting,
    follow_ups_of,
    items_of,
    tally_of,
    vote_of,
)
from partyoffice.meetings.records import (
    COUNTED_TWICE,
    AgendaItem,
    Attachment,
    Attendance,
    Criticism,
    LifeStep,
    Meeting,
    OpinionAsked,
    Rectification,
    SelfCheck,
)
from partyoffice.meetings.rules.kinds import DRAFT
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import why_not_counted
from partyoffice.store import settings

BELONGING = (Attendance, Attachment, LifeStep, OpinionAsked, SelfCheck, Criticism)
NEEDED = {"organisation_id": "党组织", "kind": "会议类型", "on": "会议日期"}


def hold_meeting(session: Session, values: Mapping[str, Any]) -> Meeting:
    """Write down a meeting (OfficeError without a body, a kind or a day)."""
    wanting = [title for key, title in NEEDED.items() if not values.get(key)]
    if wanting:
        raise OfficeError(f"会议缺少{'、'.join(wanting)}", remedy="请补全再保存")
    _may_count(session, values["kind"], values.get("counted_as", ()))
    meeting = Meeting(**values, entered=Day.of(clock.today()))
    session.add(meeting)
    session.flush()
    return meeting


def _may_count(session: Session, kind: str, counted_as: Sequence[str]) -> None:
    """Refuse further kinds (计入) that are none, or that the office does not allow."""
    allowed = settings.get(session, COUNTED_TWICE) is True
    wrong = why_not_counted(kind, counted_as, allowed=allowed)
    if wrong:
        raise OfficeError(wrong, remedy="请改计入类型；要计入几种的，先在设置里打开")


def correct_meeting(
    session: Session, meeting: Meeting, values: Mapping[str, Any], decisions: Decisions
) -> None:
    """Mend a meeting; where its day changes, what it decided is taken back and done anew for the new day."""
    if "counted_as" in values:
        _may_count(session, values.get("kind", meeting.kind), values["counted_as"])
    moved = values.get("on", meeting.on) != meeting.on
    items = [one for one in items_of(session, meeting.id) if _passed(session, one)] if moved else []
    for item in items:
        undo_decision(session, item, decisions)
    for key, value in values.items():
        setattr(meeting, key, value)
    session.flush()
    for item in items:
        must_have_been(meeting)
        decide(session, item, decisions)


def must_be_draft(meeting: Meeting) -> None:
    """Refuse to change minutes that were made final or signed."""
    if meeting.state != DRAFT:
        raise OfficeError(f"“{meeting.label()}”的记录{meeting.state}", remedy="要修改的，请先退回草稿")


def _passed(session: Session, item: AgendaItem) -> bool:
    vote = vote_of(session, item.id)
    return vote is not None and vote.passed


def again(session: Session, item: AgendaItem, decisions: Decisions) -> list[Finding]:
    """Judge the vote on an item anew as it stands, for another day or another attendance."""
    vote = vote_of(session, item.id)
    return record_vote(session, item, tally_of(vote), decisions) if vote is not None else []


def drop_meeting(session: Session, meeting: Meeting, decisions: Decisions) -> None:
    """Take a meeting out with all that is of it, and what its votes decided back.

    What stands by itself stays: a line of a 整改清单, an election, a task.
    """
    for item in reversed(items_of(session, meeting.id)):
        drop_item(session, item, decisions)
    for kind in BELONGING:
        for row in session.execute(select(kind).where(kind.meeting_id == meeting.id)).scalars():
            session.delete(row)
    for line in session.execute(
        select(Rectification).where(Rectification.meeting_id == meeting.id)
    ).scalars():
        line.meeting_id = None
    session.flush()
    session.delete(meeting)
    session.flush()


# -- items -----------------------------------------------------------------------------------


def add_item(
    session: Session,
    meeting: Meeting,
    subject: str,
    *,
    decision: str = "",
    person_id: int | None = None,
    given: Mapping[str, Any] | None = None,
) -> AgendaItem:
    """Put an item on the agenda; a decision is about one person, and once a meeting (OfficeError)."""
    others = items_of(session, meeting.id)
    if decision and any((one.decision, one.person_id) == (decision, person_id) for one in others):
        raise OfficeError(f"这次会议已有议题“{subject}”", remedy="一个人一项议题，请更正原来的一项")
    item = AgendaItem(
        meeting_id=meeting.id, place=len(others), subject=subject, decision=decision, person_id=person_id,
        given=dict(given or {}),
    )  # fmt: skip
    session.add(item)
    session.flush()
    return item


def correct_item(session: Session, item: AgendaItem, values: Mapping[str, Any], decisions: Decisions) -> None:
    """Mend an item; where what it decides changes, that is taken back and done anew."""
    anew = _passed(session, item) and _bears(item, values, decisions)
    if anew:
        undo_decision(session, item, decisions)
    for key, value in values.items():
        setattr(item, key, value)
    session.flush()
    if anew:
        decide(session, item, decisions)


def _bears(item: AgendaItem, values: Mapping[str, Any], decisions: Decisions) -> bool:
    """Say whether what is mended bears on what was decided."""
    if values.get("person_id", item.person_id) != item.person_id:
        return True
    decision, given = decision_of(item, decisions), values.get("given", item.given)
    if decision is None:
        return False
    keys = (given.keys() | item.given.keys()) - decision.own
    return any((given.get(key) or "") != (item.given.get(key) or "") for key in keys)


def drop_item(session: Session, item: AgendaItem, decisions: Decisions) -> None:
    """Take an item out with its vote, and what that decided back."""
    drop_vote(session, item, decisions)
    for row in follow_ups_of(session, item.id):
        session.delete(row)
    session.delete(item)
    session.flush()


def drop_business(session: Session, item_id: int, decisions: Decisions) -> None:
    """Take an item out, and the meeting too where it had no other."""
    item = session.get_one(AgendaItem, item_id)
    meeting = find_meeting(session, item.meeting_id)
    must_be_draft(meeting)
    drop_item(session, item, decisions)
    if not items_of(session, meeting.id):
        drop_meeting(session, meeting, decisions)


# -- who came --------------------------------------------------------------------------------


def mark_attendance(session: Session, meeting: Meeting, presences: Mapping[int, Presence]) -> None:
    """Write down who came and who did not; who is no longer among them is taken out."""
    rows = attendance_of(session, meeting.id)
    for person, row in rows.items():
        if person not in presences:
            session.delete(row)
    for person, one in presences.items():
        row = rows.get(person) or Attendance(meeting_id=meeting.id, person_id=person)
        row.state, row.voting = one.state, one.voting
        row.reason, row.note = "" if one.here else one.reason, one.note
        session.add(row)
    session.flush()
