"""Elections of a branch's committee: how many candidates, whether it holds, who is elected.

Source: 《中国共产党基层组织选举工作条例》 (2020-07-13), as manuals tell it; article numbers that were
not seen in a copy are not given. Who may vote: 正式党员 with their rights.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from partyoffice.core.finding import Finding, Severity

ARTICLE = "《中国共产党基层组织选举工作条例》（2020年）"
ARTICLE_MORE = f"{ARTICLE}第十三条"
MORE_PERCENT = 20  # candidates above the seats, of the seats
PRESENT_OF, PRESENT = 5, 4  # four fifths of those due must have come


class Whose(StrEnum):
    """Whose half somebody must have to be elected; older texts say those present."""

    DUE = "应到会有选举权人数"
    PRESENT = "实到会有选举权人数"


def candidates_at_least(seats: int) -> int:
    """Return how many candidates a committee of so many seats needs (差额不少于应选人数的百分之二十)."""
    return seats - (-seats * MORE_PERCENT // 100)


def needed_present(due: int) -> int:
    """Return how many electors must have come: four fifths, rounded up."""
    return -(-due * PRESENT // PRESENT_OF)


def needed_votes(electors: int) -> int:
    """Return the votes that elect: more than half of the electors."""
    return electors // 2 + 1


@dataclass(frozen=True, slots=True)
class Election:
    """The frame of one ballot: electors due and present, seats, the paper side."""

    due: int
    present: int
    seats: int
    issued: int = 0
    returned: int = 0
    base: Whose = Whose.DUE

    @property
    def electors(self) -> int:
        """Of how many more than half must have said yes."""
        return self.due if self.base is Whose.DUE else self.present


def check_election(one: Election) -> list[Finding]:
    """Say why an election cannot be held, or why its ballots do not hold."""
    found = []
    if one.present < needed_present(one.due):
        told = f"应到 {one.due} 人，五分之四为 {needed_present(one.due)} 人，实到 {one.present} 人"
        message = "到会有选举权的党员不足五分之四，不能选举"
        found.append(Finding("E1", Severity.BLOCK, message, "", ARTICLE, told))
    if one.returned > one.issued:
        told = f"发出 {one.issued} 张，收回 {one.returned} 张"
        message = "收回的选票多于发出的选票，选举无效，应重新选举"
        found.append(Finding("E2", Severity.BLOCK, message, "", ARTICLE, told))
    return found


def check_candidates(number: int, seats: int) -> list[Finding]:
    """Warn where there are fewer candidates than the difference asks for."""
    least = candidates_at_least(seats)
    if number >= least:
        return []
    told = f"应选 {seats} 人，差额不少于百分之二十，候选人不少于 {least} 人，现有 {number} 人"
    return [Finding("E3", Severity.BLOCK, "委员候选人的差额不够", "", ARTICLE_MORE, told)]


def ballot_holds(marked: int, seats: int) -> bool:
    """Say whether a ballot holds: no more names chosen than seats; fewer are allowed."""
    return marked <= seats


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a ballot brought: who is elected, who is tied for the last seats, how many stay open."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    vacant: int
    needed: int


def outcome_of(votes: Mapping[str, int], election: Election) -> Outcome:
    """Count a ballot: who has more than half, the most votes first; a tie at the edge is voted again."""
    needed = needed_votes(election.electors)
    passed = [name for name, yes in votes.items() if yes >= needed]
    return most_voted(passed, votes, election.seats, needed)


def most_voted(names: Iterable[str], votes: Mapping[str, int], seats: int, needed: int) -> Outcome:
    """Return who of some names has the seats, the most votes first, and who is tied for the last of them."""
    passed = sorted(names, key=lambda name: -votes[name])
    if len(passed) <= seats:
        return Outcome(tuple(passed), (), seats - len(passed), needed)
    edge = votes[passed[seats - 1]]
    if votes[passed[seats]] != edge:
        return Outcome(tuple(passed[:seats]), (), 0, needed)
    sure = tuple(name for name in passed if votes[name] > edge)
    tied = tuple(name for name in passed if votes[name] == edge)
    return Outcome(sure, tied, seats - len(sure), needed)


def next_step(outcome: Outcome) -> str:
    """Return what follows from a ballot in one sentence."""
    if outcome.tied:
        names = "、".join(outcome.tied)
        return f"{names}得票相等，就票数相等的人再次投票，选出 {outcome.vacant} 人"
    if outcome.vacant:
        return (
            f"还差 {outcome.vacant} 名，对没有当选的另行选举；接近应选名额的，"
            f"经超过半数的选举人同意也可以减少名额，不再选举"
        )
    return "选足名额，当场宣布结果，报上级党组织"
