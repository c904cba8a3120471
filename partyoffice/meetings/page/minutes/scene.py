"""What the parts of the editor know of the meeting: its kind and day, who is there, what is set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from partyoffice.meetings.rules.opening import TYPED, matters_of
from partyoffice.meetings.rules.tally import Hall
from partyoffice.meetings.rules.voters import Count
from partyoffice.meetings.rules.voting import USUAL, Matter, VoteSettings
from partyoffice.part import Decision

NOBODY = Hall(Count(0, 0, 0, 0), (), ())


@dataclass(frozen=True, slots=True)
class Scene:
    """One meeting as it stands while it is written."""

    kind: str
    on: date
    hall: Hall = NOBODY
    names: Sequence[str] = ()  # of everybody who should come
    counted_as: Sequence[str] = ()
    settings: VoteSettings = USUAL
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def matters(self) -> list[Matter]:
        """Return what may be voted on here without a decision of its own."""
        return [one for one in matters_of(self.kind, self.counted_as) if one in TYPED]

    def offered(self) -> list[Decision]:
        """Return what the parts let this meeting decide about somebody."""
        may = matters_of(self.kind, self.counted_as)
        return [one for one in self.decisions.values() if Matter(one.matter) in may]
