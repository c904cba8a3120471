"""What follows from the numbers of one vote: proposals for what was not typed, the tally, the resolution."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partyoffice.meetings.page import typed
from partyoffice.meetings.rules.resolution import counted, resolution_text
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Count
from partyoffice.meetings.rules.voting import Matter, VoteSettings, outcome_of

NUMBERS = ("yes", "no", "abstain", "issued", "returned", "valid", "invalid")
ZERO = ("no", "abstain", "invalid")


def following(values: Mapping[str, Any], own: frozenset[str], count: Count) -> dict[str, int]:
    """Propose: 发出 as many as came, 收回 all of them, 有效 but for the invalid; ``own`` stays as typed."""

    def number(key: str, proposed: int) -> int:
        return int(values.get(key) or 0) if key in own else proposed

    issued = number("issued", count.voters_present)
    returned = number("returned", issued)
    return {
        "issued": issued, "returned": returned,
        "valid": number("valid", max(0, returned - number("invalid", 0))),
        **{key: number(key, 0) for key in ZERO},
    }  # fmt: skip


def tally_from(values: Mapping[str, Any]) -> Tally | None:
    """Return the vote as typed; None while the yes votes or a table cannot be read."""
    if values["yes"] is None:
        return None
    try:
        opinions = typed.opinions(values["opinions"] or "")
        excluded = typed.exclusions(values.get("excluded") or "")
    except typed.UnreadableRowError:
        return None
    yes, no, abstain, *papers = (int(values[key] or 0) for key in NUMBERS)
    issued, returned, valid, invalid = papers
    return Tally(
        yes, no, abstain, issued, returned, valid, invalid, bool(values["secret"]),
        str(values["watcher"] or ""), str(values["counter"] or ""), opinions, excluded,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a resolution says beside the numbers: 主要表现, what was agreed, at which kind of meeting."""

    performance: str = ""
    motion: str = ""
    kind: str = ""


def resolution_from(
    matter: Matter, tally: Tally | None, count: Count, settings: VoteSettings, spoken: Spoken
) -> str:
    """Return how a vote went and what was agreed, as a resolution says it; empty before the vote."""
    if tally is None:
        return ""
    vote = tally.vote(count, settings)
    told = counted(matter, vote, settings, secret=tally.secret, kind=spoken.kind)
    passed = outcome_of(matter, vote, settings).passed
    return resolution_text(spoken.performance, told, spoken.motion, passed=passed, kind=spoken.kind)
