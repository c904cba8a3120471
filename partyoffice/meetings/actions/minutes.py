"""A meeting and its items: held, corrected, dropped; who came; all of it saved together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
    items_of,
    names_of,
    tally_of,
    vote_of,
)
from partyoffice.meetings.records import AgendaItem, Attendance, Meeting
from partyoffice.meetings.rules.kinds import DRAFT
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence

NEEDED = {"organisation_id": "党组织", "kind": "会议类型", "on": "会议日期"}


def hold_meeting(session: Session, values: Mapping[str, Any]) -> Meeting:
    """Write down a meeting (OfficeError without a body, a kind or a day)."""
    wanting = [title for key, title in NEEDED.items() if not values.get(key)]
    if wanting:
        raise OfficeError(f"会议缺少{'、'.join(wanting)}", remedy="请补全再保存")
    meeting = Meeting(**values, entered=Day.of(clock.today()))
    session.add(meeting)
    session.flush()
    return meeting


def correct_meeting(
    session: Session, meeting: Meeting, values: Mapping[str, Any], decisions: Decisions
) -> None:
    """Mend a meeting; where its day changes, what it decided is taken back and done anew for the new day."""
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
    """Take a meeting out with its attendance and items, and what its votes decided back."""
    for item in reversed(items_of(session, meeting.id)):
        drop_item(session, item, decisions)
    for row in attendance_of(session, meeting.id).values():
        session.delete(row)
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
        row.reason = "" if one.here else one.reason
        session.add(row)
    session.flush()


# -- all of it -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Business:
    """One item as typed in, with its vote; ``item_id`` is None for a new one, ``tally`` before the vote."""

    subject: str
    decision: str = ""
    person_id: int | None = None
    item_id: int | None = None
    discussion: str = ""
    resolution: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting as typed in: its values, who came, its items."""

    values: Mapping[str, Any]
    presences: Mapping[int, Presence]
    business: Sequence[Business] = ()
    meeting_id: int | None = None


def save_minutes(session: Session, minutes: Minutes, decisions: Decisions) -> tuple[Meeting, list[Finding]]:
    """Write down a meeting, who came and its votes, all or nothing; return it and what is to be said.

    Votes of the meeting that were not typed anew are held against the attendance as it is now.
    """
    meeting = _meeting(session, minutes, decisions)
    mark_attendance(session, meeting, minutes.presences)
    found, done = [], set()
    for one in minutes.business:
        item = _item(session, meeting, one, decisions)
        done.add(item.id)
        if one.tally is not None:
            found += _about(session, item, record_vote, one.tally, decisions)
    for item in items_of(session, meeting.id):
        if item.id not in done:
            _about(session, item, again, decisions)
    return meeting, found


def _meeting(session: Session, minutes: Minutes, decisions: Decisions) -> Meeting:
    if minutes.meeting_id is None:
        return hold_meeting(session, minutes.values)
    meeting = find_meeting(session, minutes.meeting_id)
    must_be_draft(meeting)
    changed = {key: value for key, value in minutes.values.items() if getattr(meeting, key) != value}
    correct_meeting(session, meeting, changed, decisions)
    return meeting


def _item(session: Session, meeting: Meeting, one: Business, decisions: Decisions) -> AgendaItem:
    if one.item_id is None:
        item = add_item(
            session, meeting, one.subject, decision=one.decision, person_id=one.person_id, given=one.given
        )
    else:
        item = session.get_one(AgendaItem, one.item_id)
        correct_item(session, item, {"given": dict(one.given)}, decisions)
    item.discussion, item.resolution = one.discussion, one.resolution
    return item


def _about(session: Session, item: AgendaItem, work: Any, *given: Any) -> list[Finding]:  # noqa: ANN401 -- one of two verbs
    """Do something with an item; a refusal names whom it is about."""
    try:
        return list(work(session, item, *given))
    except OfficeError as error:
        who = names_of(session, [item.person_id]).get(item.person_id, "") if item.person_id else item.subject
        what = error.what if error.what.startswith(who) else f"{who}：{error.what}"
        raise OfficeError(what, remedy=error.remedy, safe=error.safe) from error
