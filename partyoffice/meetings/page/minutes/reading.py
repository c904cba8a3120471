"""What the view reads of the office: bodies and their years, a meeting that is there, a blank one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.meetings import queries
from partyoffice.meetings.actions.finishing import next_number
from partyoffice.meetings.page.minutes.sheet import State, presences_of, state_of
from partyoffice.meetings.page.reading import Stand, read_stand
from partyoffice.meetings.queries import Seat, Seating
from partyoffice.meetings.queries.year import Line, meetings_of_year, years
from partyoffice.meetings.records import COUNTED_TWICE, Meeting
from partyoffice.meetings.rules.kinds import APPRAISAL, COUNTABLE, DRAFT
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.voting import VoteSettings
from partyoffice.meetings.rules.writing import Minutes, told_late
from partyoffice.organisation.queries import Node, own_body, tree
from partyoffice.part import Decision
from partyoffice.store import settings
from partyoffice.ui.rights import READ_ONLY

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.store.office import Office

GONE = "不在当日名册"


@dataclass(frozen=True, slots=True)
class Opened:
    """One meeting as the editor opens it; ``id`` 0 is one that was never saved.

    ``number`` is that it bears, or would bear by the order of its year.
    """

    id: int
    body: int
    body_name: str
    kind: str
    state: State
    people: Seating
    settings: VoteSettings
    countable: Sequence[str]
    number: int
    stage: str = DRAFT
    files: int = 0
    late: str = ""
    signed_on: Day | None = None
    only_read: bool = False  # the office is

    @property
    def locked(self) -> bool:
        """Whether the minutes are final or signed, or the office is only read."""
        return self.only_read or self.stage != DRAFT


def read_bodies(office: "Office") -> tuple[list[Node], int]:
    """Return the bodies that may hold meetings, in the order of the tree, and the school's own."""
    with office.reading() as session:
        whole = tree(session)
        nodes = sorted(
            (one for one in whole.nodes.values() if not one.ended), key=lambda one: whole.position(one.id)
        )
        return nodes, own_body(session)


def read_years(office: "Office") -> list[int]:
    """Return the years in which there are meetings, and this one."""
    with office.reading() as session:
        return sorted({clock.today().year, *years(session)}, reverse=True)


def read_lines(office: "Office", body: int, year: int) -> list[Line]:
    """Return the meetings of a body in a year, the newest first."""
    with office.reading() as session:
        return meetings_of_year(session, year, [body])


def read_opened(office: "Office", meeting_id: int) -> Opened:
    """Return a meeting that is there (OfficeError for none)."""
    with office.reading() as session:
        meeting, minutes = queries.find_meeting(session, meeting_id), queries.minutes_of(session, meeting_id)
        items = queries.items_of(session, meeting_id)
        numbers = {one.id: one.number for one in items}
        names = queries.names_of(session, [one.person_id for one in items if one.person_id])
        people = _seating(session, meeting, minutes.presences)
        return replace(
            _opened(session, minutes, state_of(minutes, names, numbers), people),
            id=meeting_id, number=meeting.number or next_number(session, meeting), stage=meeting.state,
            files=len(queries.attachments_of(session, meeting_id)), signed_on=meeting.signed_on,
            late=told_late(meeting.on, meeting.entered), only_read=not office.writing,
        )  # fmt: skip


def _opened(session: "Session", minutes: Minutes, state: State, people: Seating) -> Opened:
    body, kind = int(minutes.values["organisation_id"]), str(minutes.values["kind"])
    several = settings.get(session, COUNTED_TWICE) is True
    return Opened(
        0, body, tree(session).name(body), kind, state, people, queries.vote_settings(session),
        COUNTABLE if several else (APPRAISAL,), 1,
    )  # fmt: skip


def _seating(session: "Session", meeting: Meeting, marked: dict[int, Presence] | Any) -> Seating:  # noqa: ANN401 -- a mapping
    """Return who should come; final minutes keep whom they name, and nobody named is left out."""
    people = queries.seating(session, meeting.organisation_id, meeting.on.first, meeting.kind)
    known = {one.person_id for one in people.seats}
    gone = _gone(session, marked.keys() - known, marked)
    seats = [one for one in people.seats if meeting.state == DRAFT or one.person_id in marked]
    return Seating([*seats, *gone], people.told if meeting.state == DRAFT else "")


def _gone(session: "Session", ids: Collection[int], marked: Any) -> list[Seat]:  # noqa: ANN401 -- a mapping
    names = queries.names_of(session, ids)
    return [Seat(one, names[one], "", "", marked[one].voting, GONE) for one in sorted(names)]


def read_blank(office: "Office", body: int, kind: str, on: Day, counted: Sequence[str] = ()) -> Opened:
    """Return a new meeting of a kind, with what it is counted as besides."""
    with office.reading() as session:
        minutes = queries.blank_minutes(session, body, kind, on, counted)
        body = int(minutes.values["organisation_id"])
        people = queries.seating(session, body, on.first, kind)
        number = next_number(session, Meeting(organisation_id=body, kind=kind, on=on))
        return replace(_opened(session, minutes, state_of(minutes, {}, {}), people), number=number)


def read_people(office: "Office", body: int, kind: str, on: Day, seats: dict[str, list[Any]]) -> Seating:
    """Return who should come on another day; whoever is marked already stays among them."""
    with office.reading() as session:
        marked = presences_of(seats)
        return _seating(session, Meeting(organisation_id=body, kind=kind, on=on, state=DRAFT), marked)


def stage_told(one: Opened) -> str:
    """Return why minutes cannot be written any more; empty while they can."""
    if one.signed_on is not None:
        return f"主持人、记录人 {one.signed_on} 已在纸质记录上签字；纸质记录为原件，这里不再修改。"
    if one.stage != DRAFT:
        return "已定稿，打印签字以后登记签字；要修改的，先退回草稿。"
    return f"{READ_ONLY}。" if one.only_read else ""


def stand_of(
    office: "Office", opened: Opened, decision: Decision, person: int, on: date, given: Mapping[str, str]
) -> Stand:
    """Return what stands against a decision; nothing of minutes that are final.

    Their vote has moved the person on: judged anew it would be against what it did itself.
    """
    return Stand((), "") if opened.locked else read_stand(office, decision, person, Day.of(on), given)
