"""Minutes as the editor takes them: those that are there, and blank ones of a kind."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.meetings.queries.minutes import find_meeting, items_of, presences_of, tally_of, vote_of
from partyoffice.meetings.queries.seating import body_of, seating
from partyoffice.meetings.queries.templates import template_for
from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import STAMPED, Business, Follow, Minutes

TYPED = tuple(
    key
    for key in Meeting.__mapper__.columns.keys()  # noqa: SIM118 -- not a dict
    if key not in {"id", *STAMPED}
)


def minutes_of(session: Session, meeting_id: int) -> Minutes:
    """Return all there is of a meeting, as ``save_minutes`` takes it (OfficeError for no such meeting)."""
    meeting = find_meeting(session, meeting_id)
    values: dict[str, Any] = {key: getattr(meeting, key) for key in TYPED}
    items = [_business(session, one) for one in items_of(session, meeting_id)]
    return Minutes(values, presences_of(session, meeting_id), items, meeting_id, whole=True)


def _business(session: Session, item: AgendaItem) -> Business:
    vote = vote_of(session, item.id)
    return Business(
        item.subject, item.decision, item.person_id, item.id, item.discussion, item.resolution,
        dict(item.given), tally_of(vote) if vote is not None else None, item.presenter, item.material,
        item.matter, item.weighty, [_follow(one) for one in follow_ups_of(session, item.id)],
    )  # fmt: skip


def follow_ups_of(session: Session, item_id: int) -> list[FollowUp]:
    """Return what is to be done after an item."""
    wanted = select(FollowUp).where(FollowUp.item_id == item_id).order_by(FollowUp.id)
    return list(session.execute(wanted).scalars())


def _follow(one: FollowUp) -> Follow:
    return Follow(one.what, one.by, one.due, one.done, one.result, one.id)


def blank_minutes(session: Session, body: int, kind: str, on: Day, counted: Sequence[str] = ()) -> Minutes:
    """Return new minutes of a kind: its template, led by the secretary, everybody marked as having come."""
    body = body_of(session, body, kind)
    sitting, template = seating(session, body, on.first, kind), template_for(session, kind)
    values = {
        "organisation_id": body, "kind": kind, "on": on, "chair": sitting.leader(kind), "text": template.text,
        "counted_as": list(counted),
    }  # fmt: skip
    came = {one.person_id: Presence(voting=one.voting) for one in sitting.seats}
    return Minutes(values, came, [Business(subject) for subject in template.items], whole=True)
