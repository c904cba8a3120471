"""Invented meetings before they are written, and all of them written at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.meetings.records import AgendaItem, Attendance, FollowUp, Meeting, Vote
from partyoffice.meetings.rules.kinds import ABSENT, ATTENDED, CAME, LATE, LEAVE
from partyoffice.meetings.rules.voting import more_than_half
from partyoffice.meetings.sample.stays import Stay
from partyoffice.store.bulk import add_rows

Row = dict[str, Any]
Away = Mapping[int, tuple[str, str]]
AWAY = ((LEAVE, "病假"), (LEAVE, "公差"), (LEAVE, "事假"), (ABSENT, "无故"))


@dataclass(slots=True)
class Item:
    """An item with its vote and what is to be done after it."""

    values: Row
    vote: Row | None = None
    follow: Row | None = None


@dataclass(slots=True)
class Sitting:
    """A meeting with who should come, who stayed away and why, and its items."""

    values: Row
    seats: Sequence[Stay] = ()
    away: Away = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    @property
    def on(self) -> date:
        """The day of it."""
        return date.fromisoformat(str(self.values["on"]))

    @property
    def body(self) -> int:
        """Whose it is."""
        return int(self.values["organisation_id"])

    @property
    def kind(self) -> str:
        """What is held."""
        return str(self.values["kind"])

    @property
    def year(self) -> int:
        """The year it answers for."""
        return int(self.values.get("year") or self.on.year)

    @property
    def voters(self) -> list[Stay]:
        """Those with a vote."""
        return [one for one in self.seats if one.has_vote(self.on)]

    def forget(self) -> None:
        """Keep the minutes alone: who came and how it was voted is left out."""
        self.seats, self.away = (), {}
        for item in self.items:
            item.vote = None

    def state_of(self, one: Stay) -> tuple[str, str]:
        """Return whether somebody came, and why not."""
        return self.away.get(one.person_id, (ATTENDED, ""))

    def ballots(self, no: int = 0, *, secret: bool = True) -> Row:
        """Return a vote of those present that passed, with so many against it where that can be."""
        voters = self.voters
        due, present = len(voters), sum(self.state_of(one)[0] in CAME for one in voters)
        no = min(no, max(present - more_than_half(due), 0))
        counted = dict.fromkeys(("present", "issued", "returned", "valid"), present)
        heads = {"watcher": voters[0].name, "counter": voters[-1].name}
        return {
            **counted,
            **heads,
            "due": due,
            "yes": present - no,
            "no": no,
            "secret": secret,
            "passed": True,
        }


def absent(voters: Sequence[Stay], rnd: Random) -> Away:
    """Leave some out, never so many that the meeting could not open."""
    most = len(voters) - more_than_half(len(voters))
    number = min(most, rnd.randrange(0, 1 + len(voters) // 8))
    return {one.person_id: rnd.choice(AWAY) for one in rnd.sample(list(voters), number)}


def write(session: Session, sittings: Sequence[Sitting]) -> list[list[int]]:
    """Write meetings down, oldest first as they are given; return the ids of the items of each."""
    ids = add_rows(session, Meeting, (one.values for one in sittings))
    add_rows(session, Attendance, _attendance(sittings, ids))
    items = [(one, meeting, at) for meeting, sitting in zip(ids, sittings, strict=True)
             for at, one in enumerate(sitting.items)]  # fmt: skip
    made = add_rows(
        session, AgendaItem, ({**one.values, "meeting_id": ident, "place": at} for one, ident, at in items)
    )
    pairs = [(one, ident) for (one, _, _), ident in zip(items, made, strict=True)]
    add_rows(session, Vote, ({**one.vote, "item_id": ident} for one, ident in pairs if one.vote))
    add_rows(session, FollowUp, ({**one.follow, "item_id": ident} for one, ident in pairs if one.follow))
    left = iter(made)
    return [list(islice(left, len(one.items))) for one in sittings]


def _attendance(sittings: Iterable[Sitting], ids: Iterable[int]) -> Iterator[Row]:
    for meeting, sitting in zip(ids, sittings, strict=True):
        for one in sitting.seats:
            state, reason = sitting.state_of(one)
            yield {
                "meeting_id": meeting, "person_id": one.person_id, "state": state, "reason": reason,
                "voting": one.has_vote(sitting.on), "note": "迟到 10 分" if state == LATE else "",
            }  # fmt: skip
