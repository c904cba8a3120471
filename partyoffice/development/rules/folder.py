"""One person's folder: which papers it must hold, which are due by now, how far it is complete."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from partyoffice.development.rules.archive import MATERIALS, Case, Material, Need, required
from partyoffice.development.rules.file import File
from partyoffice.development.rules.people import LEAGUE_AGE
from partyoffice.development.rules.reckoning import case_of
from partyoffice.members.rules import age

OWN = tuple(one for one in MATERIALS if one.need is not Need.YEARLY)
REPORTS = frozenset({"2-5", "5-2-1"})


@dataclass(frozen=True, slots=True)
class Line:
    """One material of a folder: whether it must be there at the end, and whether it is due by now."""

    material: Material
    required: bool
    due: bool


def wanted_case(file: File, on: date, local: Collection[str] = (), *, reports: bool = False) -> Case:
    """Return what decides which papers a file must hold, the office's own wishes with it.

    ``reports``: the office asks for 思想汇报. A League member of 28 or more needs no 推优.
    """
    decided = file.day(3)
    years = age(file.birth, decided.first if decided else on)
    young = file.in_league and (years is None or years < LEAGUE_AGE)
    wanted = frozenset(local) | (REPORTS if reports else frozenset())
    return replace(case_of(file, on), in_league=young, local=wanted)


def lines_of(file: File, case: Case) -> list[Line]:
    """Return the materials of one person's folder in order; yearly rosters belong to nobody's."""
    must = _codes(case)
    closed = {number for number in file.steps if file.closed(number)} | ({0} if file.closed(25) else set())
    return [Line(one, one.code in must, one.code in must and one.step in closed) for one in OWN]


@lru_cache(maxsize=256)
def _codes(case: Case) -> frozenset[str]:
    return frozenset(one.code for one in required(case))


def percent(lines: Collection[Line], present: Collection[str], *, due: bool = False) -> int | None:
    """Return how much of what is required, or due by now, is there, in whole percent; None for nothing."""
    wanted = [one for one in lines if (one.due if due else one.required)]
    there = sum(one.material.code in present for one in wanted)
    return there * 100 // len(wanted) if wanted else None


def lacking(lines: Collection[Line], present: Collection[str]) -> list[Material]:
    """Return what is due by now and not there."""
    return [one.material for one in lines if one.due and one.material.code not in present]
