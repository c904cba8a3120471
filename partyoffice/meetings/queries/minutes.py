"""Questions about meetings: who came, what was put to the vote and how it went."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.records import (
    PREFIX,
    VOTE_SETTINGS,
    AgendaItem,
    Attachment,
    Attendance,
    Meeting,
    Vote,
)
from partyoffice.meetings.rules.kinds import ATTACHED
from partyoffice.meetings.rules.tally import Hall, Tally
from partyoffice.meetings.rules.voters import Exclusion, Opinion, Presence, count, counted_opinions
from partyoffice.meetings.rules.voting import View, VoteSettings
from partyoffice.members.records import Person
from partyoffice.store import settings


def vote_settings(session: Session) -> VoteSettings:
    """Return the office's answers to what the rules of votes leave open."""
    stored = {one.key.removeprefix(PREFIX): settings.get(session, one) for one in VOTE_SETTINGS}
    return VoteSettings(**{key: value is True for key, value in stored.items()})


# -- meetings --------------------------------------------------------------------------------


def find_meeting(session: Session, meeting_id: int) -> Meeting:
    """Return a meeting (OfficeError for an id there is none of)."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise OfficeError(f"没有编号为 {meeting_id} 的会议", remedy="请核对会议的编号")
    return meeting


def meetings_on(session: Session, body: int, on: Day, kind: str = "") -> list[Meeting]:
    """Return the meetings of a body on a day, of one kind or of all."""
    wanted = select(Meeting).where(Meeting.organisation_id == body, Meeting.on == on)
    wanted = wanted.where(Meeting.kind == kind) if kind else wanted
    return list(session.execute(wanted.order_by(Meeting.id)).scalars())


def items_of(session: Session, meeting_id: int) -> list[AgendaItem]:
    """Return the items of a meeting in their order."""
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(session.execute(wanted.order_by(AgendaItem.place, AgendaItem.id)).scalars())


def attendance_of(session: Session, meeting_id: int) -> dict[int, Attendance]:
    """Return who came to a meeting and who did not, by person."""
    rows = session.execute(select(Attendance).where(Attendance.meeting_id == meeting_id)).scalars()
    return {row.person_id: row for row in rows}


def attachments_of(session: Session, meeting_id: int) -> list[Attachment]:
    """Return the files kept with a meeting, by kind and in the order they came."""
    wanted = select(Attachment).where(Attachment.meeting_id == meeting_id).order_by(Attachment.id)
    return sorted(session.execute(wanted).scalars(), key=lambda one: [*ATTACHED, one.kind].index(one.kind))


def presences_of(session: Session, meeting_id: int) -> dict[int, Presence]:
    """Return the attendance of a meeting as the rules see it."""
    rows = attendance_of(session, meeting_id).items()
    return {person: Presence(row.state, row.reason, row.voting, row.note) for person, row in rows}


def names_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names of people."""
    wanted = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {row.id: row.name for row in session.execute(wanted)}


def hall_of(session: Session, meeting_id: int) -> Hall:
    """Return who was there when a meeting voted; nobody where it was taken out."""
    presences = presences_of(session, meeting_id)
    names = names_of(session, presences)
    voters = [person for person, one in presences.items() if one.voting]
    absent = [names[person] for person in voters if not presences[person].here]
    meeting = session.get(Meeting, meeting_id)
    kind = meeting.kind if meeting is not None else ""
    return Hall(count(presences.values()), [names[person] for person in voters], absent, kind)


# -- votes -----------------------------------------------------------------------------------


def vote_of(session: Session, item_id: int) -> Vote | None:
    """Return the one vote on an item."""
    return session.execute(select(Vote).where(Vote.item_id == item_id)).scalar_one_or_none()


def tally_of(vote: Vote) -> Tally:
    """Return a vote as it was typed in."""
    return Tally(
        vote.yes, vote.no, vote.abstain, vote.issued, vote.returned, vote.valid, vote.invalid, vote.secret,
        vote.watcher, vote.counter, opinions_of(vote.opinions), exclusions_of(vote.excluded), vote.note,
    )  # fmt: skip


def opinions_of(stored: Sequence[dict[str, object]]) -> list[Opinion]:
    """Return written opinions from what a vote keeps of them."""
    return [
        Opinion(
            View(str(one["view"])),
            one.get("before_opening") is not False,
            one.get("by_proxy") is True,
            str(one.get("name") or ""),
        )
        for one in stored
    ]


def counted_of(vote: Vote) -> dict[View, int]:
    """Return the written opinions of a vote that count."""
    return counted_opinions(opinions_of(vote.opinions))


def exclusions_of(stored: Sequence[dict[str, object]]) -> list[Exclusion]:
    """Return who is left out of 应到 from what a vote keeps of it."""
    return [
        Exclusion(
            str(one["name"]),
            str(one.get("reason") or ""),
            _date(one.get("consented")),
            _date(one.get("adopted")),
        )
        for one in stored
    ]


def _date(text: object) -> date | None:
    return Day.parse(str(text)).first if text else None


def last_item(session: Session, decision: str, person_id: int, on: Day | None = None) -> AgendaItem | None:
    """Return the newest item about somebody that has a vote, or that of one day."""
    wanted = (
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Vote, Vote.item_id == AgendaItem.id)
        .where(AgendaItem.decision == decision, AgendaItem.person_id == person_id)
        .order_by(Meeting.on.desc(), AgendaItem.id.desc())
    )
    wanted = wanted.where(Meeting.on == on) if on is not None else wanted
    return session.execute(wanted.limit(1)).scalar_one_or_none()
