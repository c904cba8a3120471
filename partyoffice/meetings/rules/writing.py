"""Minutes as they are typed in: what one save writes down and the editor reads back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partyoffice.core.dates import Day
from partyoffice.meetings.rules.kinds import APPRAISAL, COUNTABLE
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence

STAMPED = frozenset({"state", "signed_on", "entered"})  # of a meeting: set by verbs of their own, never typed
OLD_AFTER = 92  # days; a quarter, our own rule
LATE_AFTER = 7  # days; how soon minutes are to be entered no text says: UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Follow:
    """One thing to be done after an item; ``follow_id`` is None for a new one."""

    what: str
    by: str = ""
    due: Day | None = None
    done: Day | None = None
    result: str = ""
    follow_id: int | None = None


@dataclass(frozen=True, slots=True)
class Business:
    """One item as typed in, with its vote; ``item_id`` is None for a new one, ``tally`` before the vote.

    Where presenter, material, matter, weighty, or what follows is None, it stays as it is.
    """

    subject: str
    decision: str = ""
    person_id: int | None = None
    item_id: int | None = None
    discussion: str = ""
    resolution: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    tally: Tally | None = None
    presenter: str | None = None
    material: str | None = None
    matter: str | None = None
    weighty: bool | None = None
    follow_ups: Sequence[Follow] | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting as typed in: its values, who came, its items.

    ``whole`` minutes are all there is of the meeting: items and votes left out are dropped, and the items
    stand in the order they come. Else items not named stay as they are.
    """

    values: Mapping[str, Any]
    presences: Mapping[int, Presence]
    business: Sequence[Business] = ()
    meeting_id: int | None = None
    whole: bool = False


def days_late(on: Day, entered: Day | None) -> int:
    """Return how many days after the meeting it was entered; 0 where that was soon (补录 is told)."""
    late = (entered.first - on.last).days if entered is not None else 0
    return late if late > LATE_AFTER else 0


def from_paper(on: Day, entered: Day | None) -> bool:
    """Say whether minutes were copied from an old book: so late that their paper was signed in its time."""
    return days_late(on, entered) > OLD_AFTER


def told_late(on: Day, entered: Day | None) -> str:
    """Return the stamp of late minutes; empty where they were entered soon."""
    late = days_late(on, entered)
    return f"补录：{on} 的会议，{entered} 录入，晚 {late} 天" if late else ""


def why_not_counted(kind: str, counted_as: Sequence[str], *, allowed: bool) -> str:
    """Return why a meeting may not count as further kinds; empty where it may.

    民主评议 has no meeting of its own and always counts beside that which holds it.
    """
    wrong = [one for one in counted_as if one not in COUNTABLE or one == kind]
    if wrong:
        return f"计入类型“{'、'.join(wrong)}”不是别的会议类型"
    if allowed or not set(counted_as) - {APPRAISAL}:
        return ""
    return "按本单位的设置，一次会议不能计入几种类型"
