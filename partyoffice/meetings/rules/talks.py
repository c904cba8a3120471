"""谈心谈话: who talks with whom in a year, and whom that leaves out.

Source: 《中国共产党支部工作条例（试行）》 2018, Article 19: committee members with each other, they with the
members, members with each other, each usually once a year at least. The text says 一般: what lacks is a
reminder. That 发展程序 and 提醒谈话 have an end of their own and do not count here is our reading,
UNCONFIRMED.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, permutations

from partyoffice.core.dates import Day, add_months
from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.frequency import BRANCH_RULES
from partyoffice.meetings.rules.kinds import TALKS

ARTICLE = f"{BRANCH_RULES}第十九条"
AMONG_COMMITTEE, WITH_COMMITTEE, AMONG_MEMBERS, OF_THE_WAY, WARNING = TALKS
COUNTED = frozenset({AMONG_COMMITTEE, WITH_COMMITTEE, AMONG_MEMBERS})
LEAST = 1
TALK_MONTHS, TOLD_MONTHS = 1, 6
REMIND_FROM = (10, 1)  # by then there is a quarter left to talk in


class Want(StrEnum):
    """What somebody, or a pair, is asked for in a year."""

    COMMITTEE = "与支委谈"
    MEMBER = "与党员谈"
    PAIR = "支委互谈"


KINDS = {Want.COMMITTEE: WITH_COMMITTEE, Want.MEMBER: AMONG_MEMBERS, Want.PAIR: AMONG_COMMITTEE}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one member stands: the talks of the year with committee members and with other members.

    For somebody of the committee ``with_committee`` are the talks with colleagues, which are asked of pairs.
    """

    person: int
    sits: bool
    with_committee: int
    with_members: int
    lacks: tuple[Want, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """How two of a committee stand."""

    one: int
    other: int
    talks: int

    @property
    def lacks(self) -> bool:
        """Whether they have not talked yet."""
        return self.talks < LEAST


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the members and the committee of one branch stand in a year."""

    people: Sequence[Standing]
    pairs: Sequence[Pair]

    @property
    def lacking(self) -> tuple[int, int]:
        """How many people and how many pairs lack a talk."""
        return sum(bool(one.lacks) for one in self.people), sum(one.lacks for one in self.pairs)


def kind_between(one_sits: bool, other_sits: bool) -> str:
    """Return what a talk of two members is: 支委之间, 支委与党员, 党员之间."""
    if one_sits and other_sits:
        return AMONG_COMMITTEE
    return WITH_COMMITTEE if one_sits or other_sits else AMONG_MEMBERS


def coverage(committee: Sequence[int], members: Sequence[int], talked: Iterable[tuple[int, int]]) -> Coverage:
    """Return who of a branch has talked with whom; ``members`` are those without a seat in the committee."""
    times = Counter(frozenset(pair) for pair in talked)
    met = _partners(times)
    seats, others = frozenset(committee), frozenset(members)
    people = [_standing(person, seats, others, met.get(person, {})) for person in (*committee, *members)]
    pairs = [Pair(one, other, times[frozenset((one, other))]) for one, other in combinations(committee, 2)]
    return Coverage(people, pairs)


def _partners(times: Mapping[frozenset[int], int]) -> dict[int, dict[int, int]]:
    """Return how often each person talked with whom."""
    met: dict[int, dict[int, int]] = defaultdict(dict)
    for pair, number in times.items():
        for one, other in permutations(pair, 2):
            met[one][other] = number
    return met


def _standing(person: int, seats: frozenset[int], others: frozenset[int], met: Mapping[int, int]) -> Standing:
    sits = person in seats
    above, beside = (
        sum(number for whom, number in met.items() if whom in group) for group in (seats, others)
    )
    lacks = []
    if not sits and seats and above < LEAST:
        lacks.append(Want.COMMITTEE)
    if beside < LEAST and others and others != {person}:
        lacks.append(Want.MEMBER)
    return Standing(person, sits, above, beside, tuple(lacks))


def called_for(punished: Day, talked: Iterable[Day], on: date) -> date | None:
    """Return until when somebody punished should be talked with; None where it was done, or is long ago.

    Article 19 asks for a talk after a punishment without a day; within a month, and told for half a year, is
    our own choice.
    """
    by = add_months(punished.last, TALK_MONTHS)
    recent = punished.first <= on <= add_months(punished.last, TOLD_MONTHS)
    return by if recent and not any(day.last >= punished.first for day in talked) else None


def due_by(year: int) -> date:
    """Return the last day of a year's talks."""
    return date(year, 12, 31)


def reminds(year: int, on: date) -> bool:
    """Say whether what lacks is to be called for: from October of the year."""
    return on >= date(year, *REMIND_FROM)


def check_person(name: str, year: int, one: Standing) -> list[Finding]:
    """Return what somebody lacks in a year, with the counts."""
    if not one.lacks:
        return []
    wanted = "、".join(f"还没有{want}" for want in one.lacks)
    with_seats = "" if one.sits else f"与支委 {one.with_committee} 次，"
    counted = f"{with_seats}与党员 {one.with_members} 次，一般各不少于 {LEAST} 次"
    return [Finding("talk-person", Severity.WARN, f"{name} {year} 年{wanted}", name, ARTICLE, counted)]


def check_pair(names: tuple[str, str], year: int, one: Pair) -> list[Finding]:
    """Return that two of a committee have not talked in a year."""
    if not one.lacks:
        return []
    message = f"{names[0]}和{names[1]}（支委）{year} 年还没有互相谈心谈话"
    told = f"{one.talks} 次，一般不少于 {LEAST} 次"
    return [Finding("talk-pair", Severity.WARN, message, "、".join(names), ARTICLE, told)]
