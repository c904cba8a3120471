"""One person's file as the rules see it: plain values, read once, judged as often as one likes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from partyoffice.core.dates import Day
from partyoffice.development.rules.editions import Choice, edition_for
from partyoffice.development.rules.notice import Posting
from partyoffice.development.rules.overrides import Override
from partyoffice.development.rules.people import Voucher
from partyoffice.development.rules.training import Spell
from partyoffice.members.rules import Category, Edition

DECISIONS = {15: "讨论接收", 23: "讨论转正"}  # the decisions of a meeting that close a step


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as entered: ``open`` is begun and not closed. ``facts`` are texts by the keys of its fields."""

    number: int
    on: Day | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    overrides: Sequence[Override] = ()
    open: bool = False
    late_entry: bool = False

    def text(self, key: str) -> str:
        """Return what was typed for a field, empty for nothing."""
        return str(self.facts.get(key) or "")

    def day(self, key: str) -> Day | None:
        """Return a day that was typed for a field; None for what is none (原件如此)."""
        try:
            return Day.parse(self.text(key)) if self.text(key) else None
        except ValueError:
            return None

    def number_of(self, key: str) -> float | None:
        """Return a number that was typed for a field; None for what is none, as old files have it."""
        try:
            return float(self.text(key)) if self.text(key) else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Ballot:
    """What of a vote the steps need: its findings are those of the meeting."""

    on: Day
    due: int
    present: int
    yes: int
    passed: bool


@dataclass(frozen=True, slots=True)
class File:
    """Everything the rules look at of one person.

    ``steps`` are the steps by number, closed or open; a second 转正大会 after an extension takes the
    place of the first, which then stands in ``extended`` with its months. ``came_on`` is the day somebody
    came from elsewhere during 预备期.
    """

    person_id: int
    name: str
    category: str = Category.APPLICANT
    birth: Day | None = None
    joined: Day | None = None
    full: Day | None = None
    branch_id: int | None = None
    steps: Mapping[int, Taken] = field(default_factory=dict)
    extended: int = 0  # months of an extension of 预备期, 0 for none
    choice: Choice | None = None
    in_league: bool = False
    leaves_on: Day | None = None
    floating: bool = False
    came_on: Day | None = None
    general_branch: bool = False  # the branch belongs to a 党总支
    mentors: Sequence[Voucher] = ()
    sponsors: Sequence[Voucher] = ()
    reviews: Sequence[date] = ()  # of step 6
    probation_reviews: Sequence[date] = ()  # of step 21
    reports: Sequence[date] = ()
    postings: Sequence[Posting] = ()  # of step 8
    spells: Sequence[Spell] = ()  # elsewhere, before or between
    papers: Collection[str] = ()  # codes of the materials that are there
    trained: tuple[float, float, bool] | None = None  # days, hours, by video; of the class attended
    votes: Mapping[int, Ballot] = field(default_factory=dict)  # by step, 15 and 23
    left: bool = False  # no longer on the books, or ended
    again: Day | None = None  # the end of an earlier way, of somebody who applies anew

    def day(self, number: int) -> Day | None:
        """Return the day of a closed step; None for one that is not closed or has no day."""
        step = self.steps.get(number)
        return step.on if step is not None and not step.open else None

    def days(self) -> dict[int, Day]:
        """Return the days of the closed steps."""
        return {number: step.on for number, step in self.steps.items() if step.on and not step.open}

    def closed(self, number: int) -> bool:
        """Say whether a step is closed, with a day or without."""
        return number in self.steps and not self.steps[number].open

    def edition(self, number: int, on: date) -> Edition:
        """Return the edition of a step: by its day, that of today while it has none, or as chosen."""
        step = self.steps.get(number)
        return edition_for(step.on.first if step is not None and step.on else on, self.choice)
