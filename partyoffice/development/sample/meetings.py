"""The assemblies behind the invented steps 15 and 23: the vote in the minutes closes the step."""

from collections import defaultdict
from itertools import starmap
from operator import itemgetter
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.development.records import Step
from partyoffice.development.rules.file import DECISIONS
from partyoffice.development.sample.days import Way
from partyoffice.meetings.sample import Motion, Sitting, Stays, assembly, write
from partyoffice.part import Sampling

if TYPE_CHECKING:
    from datetime import date

ITEM = "item"  # the step keeps whose vote closed it
MOST_ROWS = 6000  # of attendance: a branch of thousands holds few of its invented meetings
PERFORMED = "思想上要求进步，工作踏实肯干，教学成绩突出，关心集体，群众基础好。"
MOTIONS = {
    15: "同意接收{name}同志为中共预备党员，报上级党委审批。",
    23: "同意{name}同志{decision}，报上级党委审批。",
}


def hold(session: Session, ways: list[Way], wish: Sampling, rnd: Random) -> None:
    """Hold one assembly a branch and day, the newest while the sample stays small; the rest is 补录."""
    held: dict[tuple[date, int], list[tuple[Way, int]]] = defaultdict(list)
    for way in ways:
        for number in sorted({15, 23} & set(way.days) - way.begun):
            if way.whole and way.branch is not None:
                held[way.days[number], way.branch].append((way, number))
    newest = sorted(held.items(), key=itemgetter(0), reverse=True)
    most = MOST_ROWS // max(1, wish.members // 4)
    stays = Stays.read(session)
    sittings: list[Sitting | None] = []
    for (day, branch), asked in newest:
        motions = list(starmap(_motion, asked))
        sittings.append(assembly(stays, branch, day, motions, rnd) if len(sittings) <= most else None)
    ids = iter(write(session, [one for one in sittings if one is not None]))
    for (_, asked), sitting in zip(newest, sittings, strict=True):
        _close(session, asked, next(ids) if sitting is not None else [])
    session.flush()


def _close(session: Session, asked: list[tuple[Way, int]], items: list[int]) -> None:
    """Let each step name the item whose vote closed it; without one it is 补录."""
    for at, (way, number) in enumerate(asked):
        step = _step(session, way, number)
        step.late_entry = step.late_entry or not items
        if items:
            step.facts = {**step.facts, ITEM: str(items[at])}
            step.evidence = "支部党员大会会议记录"


def _motion(way: Way, number: int) -> Motion:
    name, decision = way.person.name, way.facts.get(number, {}).get("decision", "按期转正")
    given = {"performance": PERFORMED} | ({"decision": decision} if number == 23 else {})
    months = way.facts.get(number, {}).get("months")
    given |= {"months": months} if months else {}
    resolution = MOTIONS[number].format(name=name, decision=decision)
    return Motion(DECISIONS[number], way.person.id, name, resolution, given)


def _step(session: Session, way: Way, number: int) -> Step:
    wanted = select(Step).where(Step.person_id == way.person.id, Step.number == number, Step.mark == "")  # noqa: PLC1901 -- SQL
    return session.execute(wanted).scalar_one()
