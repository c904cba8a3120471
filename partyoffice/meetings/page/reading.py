"""What the entry of a meeting reads of the office before it is filled in: bodies, people, what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding
from partyoffice.meetings import queries
from partyoffice.meetings.queries import Seat
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.voting import VoteSettings
from partyoffice.members.queries import everyone
from partyoffice.organisation.queries import Node, own_body, tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Decision

if TYPE_CHECKING:
    from partyoffice.store.office import Office


@dataclass(frozen=True, slots=True)
class About:
    """What the dialog knows from the beginning: whom it is about, where they belong, what is set."""

    names: Mapping[int, str]
    body: int
    bodies: Sequence[Node]
    settings: VoteSettings


def read_about(office: "Office", ids: Sequence[int], on: Day) -> About:
    """Return it; the body is the branch of the first person, else the school's own."""
    with office.reading() as session:
        people = {one.id: one for one in everyone(session, on.first, columns=("name",), ids=list(ids))}
        whole = tree(session)
        bodies = [node for node in whole.of_kind(OrgKind.BRANCH) if not node.ended] or whole.roots
        branch = next((people[one].branch_id for one in ids if one in people and people[one].branch_id), None)
        return About(
            {one: people[one].name for one in ids if one in people}, branch or own_body(session), bodies,
            queries.vote_settings(session),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is written down of one person's item already."""

    item: AgendaItem
    vote: Vote | None


@dataclass(frozen=True, slots=True)
class Held:
    """The people of a body on a day, the meetings it has that day, and of one of them all there is."""

    seats: Sequence[Seat]
    meetings: Sequence[Meeting] = ()
    presences: Mapping[int, Presence] = field(default_factory=dict)
    known: Mapping[int, Known] = field(default_factory=dict)


def read_held(office: "Office", body: int, on: Day, meeting: int, decision: str) -> Held:
    """Return it; ``meeting`` 0 stands for a new one."""
    with office.reading() as session:
        seats = queries.seats(session, body, on.first)
        meetings = queries.meetings_on(session, body, on, ASSEMBLY)
        if not meeting:
            return Held(seats, meetings)
        items = [one for one in queries.items_of(session, meeting) if one.decision == decision]
        known = {
            one.person_id: Known(one, queries.vote_of(session, one.id))
            for one in items
            if one.person_id is not None
        }
        return Held(seats, meetings, queries.presences_of(session, meeting), known)


def read_meeting(office: "Office", meeting: int) -> Meeting:
    """Return one meeting."""
    with office.reading() as session:
        return queries.find_meeting(session, meeting)


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands against a decision beside its vote, and what its resolution would say was agreed."""

    found: Sequence[Finding]
    motion: str


def read_stand(office: "Office", decision: Decision, person: int, on: Day, given: Mapping[str, Any]) -> Stand:
    """Ask the part whose decision it is."""
    texts = {key: str(value) for key, value in given.items() if value not in {None, ""}}
    with office.reading() as session:
        return Stand(
            tuple(decision.check(session, person, on.first, texts)),
            decision.motion(session, person, on.first, texts),
        )
