"""Minutes saved as they were typed in: the meeting, who came, its items, votes and what follows, at once."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.actions.following import follow
from partyoffice.meetings.actions.minutes import (
    add_item,
    again,
    correct_item,
    correct_meeting,
    drop_item,
    hold_meeting,
    mark_attendance,
    must_be_draft,
)
from partyoffice.meetings.actions.votes import Decisions, drop_vote, record_vote
from partyoffice.meetings.queries import find_meeting, follow_ups_of, items_of, names_of
from partyoffice.meetings.records import AgendaItem, Meeting
from partyoffice.meetings.rules.minutes import BOOK
from partyoffice.meetings.rules.writing import STAMPED, Business, Follow, Minutes, told_late

KEPT = ("presenter", "material", "matter", "weighty")  # of an item: None leaves them as they are


def save_minutes(session: Session, minutes: Minutes, decisions: Decisions) -> tuple[Meeting, list[Finding]]:
    """Write minutes down, all or nothing; return the meeting and what is to be said.

    Votes of the meeting that were not typed anew are held against the attendance as it is now.
    """
    meeting, found = _meeting(session, minutes)
    if minutes.whole:
        _drop_left_out(session, meeting, minutes.business, decisions)
    values = {key: value for key, value in minutes.values.items() if key not in STAMPED}
    changed = {key: value for key, value in values.items() if getattr(meeting, key) != value}
    correct_meeting(session, meeting, changed, decisions)
    mark_attendance(session, meeting, minutes.presences)
    done = set()
    for place, one in enumerate(minutes.business):
        item = _item(session, meeting, one, decisions, whole=minutes.whole)
        item.place = place if minutes.whole else item.place
        done.add(item.id)
        found += _about(session, item, _written, one, decisions)
    for item in items_of(session, meeting.id):
        if item.id not in done:
            found += _about(session, item, again, decisions)
    return meeting, found


def _meeting(session: Session, minutes: Minutes) -> tuple[Meeting, list[Finding]]:
    """Return the meeting; of new whole minutes it is told where they are written down late (补录)."""
    if minutes.meeting_id is None:
        values = {key: value for key, value in minutes.values.items() if key not in STAMPED}
        meeting = hold_meeting(session, values)
        late = told_late(meeting.on, meeting.entered) if minutes.whole else ""
        return meeting, [Finding("minutes-late", Severity.INFO, late, "", BOOK)] if late else []
    meeting = find_meeting(session, minutes.meeting_id)
    must_be_draft(meeting)
    return meeting, []


def _drop_left_out(
    session: Session, meeting: Meeting, business: Sequence[Business], decisions: Decisions
) -> None:
    """Take out the items that are no longer there, and the votes that were taken back."""
    kept = {one.item_id: one for one in business}
    for item in reversed(items_of(session, meeting.id)):
        if item.id not in kept:
            drop_item(session, item, decisions)
        elif kept[item.id].tally is None:
            drop_vote(session, item, decisions)


def _item(
    session: Session, meeting: Meeting, one: Business, decisions: Decisions, *, whole: bool
) -> AgendaItem:
    if one.item_id is None:
        return add_item(
            session, meeting, one.subject, decision=one.decision, person_id=one.person_id, given=one.given
        )
    item = session.get_one(AgendaItem, one.item_id)
    named = {"subject": one.subject, "decision": one.decision, "person_id": one.person_id} if whole else {}
    correct_item(session, item, {**named, "given": dict(one.given)}, decisions)
    return item


def _written(session: Session, item: AgendaItem, one: Business, decisions: Decisions) -> list[Finding]:
    """Write down what was said of an item, how it was voted on, and what is to be done after it."""
    item.discussion, item.resolution = one.discussion, one.resolution
    for key in KEPT:
        value = getattr(one, key)
        setattr(item, key, getattr(item, key) if value is None else value)
    found = record_vote(session, item, one.tally, decisions) if one.tally is not None else []
    if one.follow_ups is not None:
        _follow(session, item, one.follow_ups)
    return found


def _follow(session: Session, item: AgendaItem, typed: Sequence[Follow]) -> None:
    """Make what is to be done after an item what was typed."""
    there = {row.id: row for row in follow_ups_of(session, item.id)}
    for gone in there.keys() - {one.follow_id for one in typed}:
        session.delete(there[gone])
    for one in typed:
        values = {"what": one.what, "by": one.by, "due": one.due, "done": one.done, "result": one.result}
        follow(session, item, values, there.get(one.follow_id or 0))


def _about(
    session: Session, item: AgendaItem, work: Callable[..., list[Finding]], *given: object
) -> list[Finding]:
    """Do something with an item; a refusal names whom it is about."""
    try:
        return work(session, item, *given)
    except OfficeError as error:
        who = names_of(session, [item.person_id]).get(item.person_id, "") if item.person_id else item.subject
        what = error.what if error.what.startswith(who) else f"{who}：{error.what}"
        raise OfficeError(what, remedy=error.remedy, safe=error.safe) from error
