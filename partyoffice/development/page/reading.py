"""Everybody on the way as the tab shows them, read in one go; and all of one person for the steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.text import search_key
from partyoffice.core.workdays import Holidays
from partyoffice.development.page import wording
from partyoffice.development.queries import files_of, holidays_of, rule_settings
from partyoffice.development.queries.ended import ended_ways
from partyoffice.development.rules.file import File
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.development.rules.standing import Standing, State, current, standing_of
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.members.seek import keys_of
from partyoffice.store.since import touched_since

if TYPE_CHECKING:
    from partyoffice.store.office import Office

FACTS = ("birth", "sex", "photo", "id_number", "phone")
CLOSED = frozenset({State.DONE, State.SKIPPED})
FAR = date.max
PERSON = Person.__tablename__
ON_THE_WAY = frozenset(Category) - {Category.FULL}


@dataclass(frozen=True)
class Walker:
    """One person on the way: the file, where each step stands, and what the list says of it."""

    one: Someone
    file: File
    steps: tuple[Standing, ...]
    on: date
    gone: str = ""  # when and how the way ended

    @property
    def id(self) -> int:
        """The person."""
        return self.one.id

    @cached_property
    def number(self) -> int:
        """The step the person is at."""
        return current(self.file)

    @cached_property
    def stage(self) -> int:
        """The stage of that step, 1 to 5."""
        return wording.stage_at(self.number)

    @cached_property
    def due(self) -> date | None:
        """The first day by which something of the way is to be done."""
        return min((step.due for step in self.steps if step.due and step.state not in CLOSED), default=None)

    @property
    def late(self) -> bool:
        """Whether something should have been done by now."""
        return self.due is not None and self.due < self.on

    @property
    def ended(self) -> bool:
        """Whether the way ended before its end, or the person is no longer here."""
        return self.file.left

    @cached_property
    def done(self) -> int:
        """How many of the 25 steps are closed."""
        return sum(step.state is State.DONE for step in self.steps)

    @cached_property
    def told(self) -> "wording.Told":
        """What the list says under the name."""
        return wording.told(self.steps, self.number, self.on, gone=self.gone if self.ended else "")

    @cached_property
    def keys(self) -> str:
        """What the search box finds the person by."""
        numbers = (str(self.one.card[key] or "").lower() for key in ("id_number", "phone"))
        return "\n".join((f" {keys_of(self.one.name)} ", search_key(self.one.branch), *numbers))

    def found(self, words: Sequence[str]) -> bool:
        """Say whether every word fits."""
        return all(word in self.keys for word in words)

    def order(self) -> tuple[bool, date, int, int]:
        """Return the place in the list: what is due first, then who is farthest, then as entered."""
        return (self.ended, self.due or FAR, -self.number, self.id)


@dataclass(frozen=True, slots=True)
class Ways:
    """Everybody as read on one day, by person."""

    on: date
    settings: RuleSettings = USUAL
    holidays: Holidays | None = None
    people: dict[int, Walker] = field(default_factory=dict)

    def standing(self, file: File) -> tuple[Standing, ...]:
        """Return where the steps of a file stand."""
        return standing_of(file, self.on, self.settings, self.holidays)

    def living(self) -> list[Walker]:
        """Return those whose way goes on, in the order of the list."""
        return in_order(one for one in self.people.values() if not one.ended)


def catch_up(office: "Office", ways: Ways, seq: int) -> bool:
    """Read who was touched by the actions after ``seq`` into ``ways``; False where that is not enough.

    Only what belongs to a person alone can be caught up with: a vote, a class or a setting is about more.
    """
    with office.reading() as session:
        touched = touched_since(session, seq)
    if touched is None or any(kind != PERSON for kind, _id in touched):
        return False
    ids = [person for _kind, person in touched]
    found = read_ways(office, ids).people if ids else {}
    for person in ids:
        one = found.get(person)
        if one is None:
            ways.people.pop(person, None)
        elif person in ways.people or (one.file.category in ON_THE_WAY and not one.ended):
            ways.people[person] = one
    return True


def in_order(people: Iterable[Walker]) -> list[Walker]:
    """Return people in the order of the list."""
    return sorted(people, key=Walker.order)


def read_ways(office: "Office", ids: Sequence[int] | None = None, *, ended: bool = False) -> Ways:
    """Return everybody on the way, or these people; ``ended`` also reads those whose way ended."""
    on = clock.today()
    with office.reading() as session:
        gone = ended_ways(session, on) if ended or ids else {}
        files = files_of(session, on, ids)
        if ended and ids is None:
            files |= files_of(session, on, list(gone))
        found = everyone(session, on, columns=FACTS, ids=list(files))
        ways = Ways(on, rule_settings(session), holidays_of(session))
    for one in found:
        file = files[one.id]
        ways.people[one.id] = Walker(one, file, ways.standing(file), on, gone.get(one.id, ""))
    return ways
