"""Who counts at a meeting: who has a vote, came, is left out, whose written opinion counts (Q6, Q7)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.kinds import ATTENDED, CAME
from partyoffice.meetings.rules.voting import USUAL, View, VoteSettings
from partyoffice.members.rules import Category, Edition, cite


def has_vote(category: str, *, on_probation: bool = False) -> bool:
    """Say whether a member of the roster has a vote: 正式党员 who are not under 留党察看."""
    return category == Category.FULL and not on_probation


NO_SEAT = frozenset({"普通党员", "纪委副书记", "纪委委员"})  # a 纪委 beside the 党委 sits by itself


def on_committee(post: str) -> bool:
    """Say whether a post at a body gives a seat in its committee; leading a 党小组 does not."""
    return post not in NO_SEAT and "组长" not in post


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether one person came, and why not; ``voting`` is whether they had a vote that day."""

    state: str = ATTENDED
    reason: str = ""
    voting: bool = True
    note: str = ""

    @property
    def here(self) -> bool:
        """Whether the person came."""
        return self.state in CAME


@dataclass(frozen=True, slots=True)
class Count:
    """How many should have come and came: of everybody, and of those with a vote."""

    due: int
    present: int
    voters: int
    voters_present: int


def count(presences: Iterable[Presence]) -> Count:
    """Return 应到 and 实到."""
    all_ = list(presences)
    voters = [one for one in all_ if one.voting]
    return Count(len(all_), sum(one.here for one in all_), len(voters), sum(one.here for one in voters))


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Somebody left out of 应到 for one of the five reasons (Q7), with both consents."""

    name: str
    reason: str
    consented: date | None = None
    adopted: date | None = None


def due_members(
    full: int,
    *,
    on_probation: int = 0,
    suspended: int = 0,
    exclusions: Sequence[Exclusion] = (),
    settings: VoteSettings = USUAL,
) -> int:
    """Return 应到: full members without 留党察看 and 停止党籍; 预备党员 have no vote."""
    agreed = sum(one.consented is not None and one.adopted is not None for one in exclusions)
    return full - on_probation - suspended - (agreed if settings.exclusions_allowed else 0)


def check_exclusions(
    exclusions: Sequence[Exclusion], edition: Edition, settings: VoteSettings = USUAL
) -> list[Finding]:
    """Warn of those who are left out without consent, or while the office does not leave anybody out."""
    found = []
    for one in exclusions:
        agreed = one.consented is not None and one.adopted is not None
        if agreed and settings.exclusions_allowed:
            continue
        why = "没有查到现行细则的依据" if agreed else "没有上级党组织同意和党员大会通过"
        message = f"{one.name}（{one.reason}）不计入应到，{why}，仍计入应到"
        found.append(Finding("Q7", Severity.WARN, message, "", cite(19, edition), mark="UNCONFIRMED"))
    return found


@dataclass(frozen=True, slots=True)
class Opinion:
    """A written opinion of somebody who did not come."""

    view: View
    before_opening: bool = True
    by_proxy: bool = False
    name: str = ""

    @property
    def counts(self) -> bool:
        """Whether the member handed it in before the meeting (Q6)."""
        return self.before_opening and not self.by_proxy


def counted_opinions(opinions: Sequence[Opinion]) -> dict[View, int]:
    """Return how many opinions count: handed in by the member before the meeting (Q6)."""
    valid = [one.view for one in opinions if one.counts]
    return {view: valid.count(view) for view in View}


def check_opinions(opinions: Sequence[Opinion], edition: Edition) -> list[Finding]:
    """Tell which opinions are not counted."""
    late = sum(not one.before_opening for one in opinions)
    proxies = sum(one.by_proxy and one.before_opening for one in opinions)
    told = ((late, "份书面意见在开会以后才交来"), (proxies, "票由他人代投"))
    return [
        Finding("Q6", Severity.BLOCK, f"{number} {words}，不计入票数", "", cite(20, edition))
        for number, words in told
        if number
    ]


def check_writers(
    opinions: Sequence[Opinion], voters: Sequence[str], absent: Sequence[str], edition: Edition
) -> list[Finding]:
    """Block opinions of those who may not write one: an absent member with a vote may, once.

    The names are those of all voters and of the absent ones; two people may have one name.
    """
    written = Counter(one.name for one in opinions if one.counts and one.name)
    missing, found = Counter(absent), []
    for name, times in written.items():
        if times <= missing[name]:
            continue
        if name not in voters:
            message = f"{name}不是应到会有表决权的党员，书面意见不能计入"
        elif not missing[name]:
            message = f"{name}到会投票，不能再交书面意见"
        else:
            message = f"{name}的书面意见登记了 {times} 次"
        found.append(Finding("Q6-who", Severity.BLOCK, message, "", cite(20, edition)))
    return found


def check_left_out(exclusions: Sequence[Exclusion], absent: Sequence[str], edition: Edition) -> list[Finding]:
    """Block leaving out somebody who came or has no vote: then there is nobody to leave out."""
    wrong = [one.name for one in exclusions if one.name not in absent]
    if not wrong:
        return []
    message = f"{'、'.join(wrong)}不是缺席的有表决权党员，不能列为不计入应到"
    return [Finding("Q7", Severity.BLOCK, message, "", cite(19, edition))]
