"""The invented assemblies at which the invented people were voted on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from partyoffice.core.dates import Day
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.meetings.sample.sittings import Item, Sitting, absent
from partyoffice.meetings.sample.stays import Stay, Stays


@dataclass(frozen=True, slots=True)
class Motion:
    """One vote of an assembly: what is decided about whom, and what was agreed."""

    decision: str
    person_id: int
    name: str
    resolution: str
    given: dict[str, str] = field(default_factory=dict)


def assembly(stays: Stays, body: int, on: date, motions: Sequence[Motion], rnd: Random) -> Sitting | None:
    """Return an assembly of a branch with one vote a motion; None where nobody has a vote."""
    here = stays.members(body, on)
    voters = [one for one in here if one.has_vote(on)]
    if not voters:
        return None
    away = absent(voters, rnd)
    came = [one for one in voters if one.person_id not in away]
    chair = secretary(stays, came, body)
    others = [one.name for one in came if one.name != chair]
    values = {
        "organisation_id": body, "kind": ASSEMBLY, "on": Day.of(on), "begins": "16:20", "ends": "17:30",
        "place": "党支部活动室", "chair": chair, "recorder": (others or [chair])[-1],
        "text": "主持人清点到会人数，宣布开会。\n主持人宣布表决结果。散会。", "entered": Day.of(on),
    }  # fmt: skip
    sitting = Sitting(values, here, away)
    sitting.items = [_item(sitting, one) for one in motions]
    return sitting


def secretary(stays: Stays, voters: Sequence[Stay], body: int) -> str:
    """Return who leads a meeting of a body: its secretary, else the first of those with a vote."""
    leading = {person for person, post in stays.posts.get(body, ()) if "书记" in post or "组长" in post}
    return next((one.name for one in voters if one.person_id in leading), voters[0].name)


def _item(sitting: Sitting, one: Motion) -> Item:
    values = {
        "subject": f"{one.decision}{one.name}同志", "decision": one.decision, "person_id": one.person_id,
        "presenter": one.name, "resolution": one.resolution, "given": one.given,
        "discussion": "介绍人介绍情况，支委会报告审查意见，与会党员充分讨论。",
    }  # fmt: skip
    return Item(values, sitting.ballots(1 if one.person_id % 5 == 0 else 0))
