"""The counting sheet: whether its numbers agree, what a gap needs, what follows from the count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partyoffice.core.finding import Finding, Severity
from partyoffice.elections.rules.words import ARTICLE_MARKS, RULES
from partyoffice.meetings.rules.elections import (
    Election,
    Outcome,
    Whose,
    check_election,
    most_voted,
    needed_votes,
    next_step,
    outcome_of,
)


@dataclass(frozen=True, slots=True)
class Votes:
    """What one person got; ``written_in`` names somebody who did not stand."""

    name: str
    yes: int
    no: int = 0
    abstain: int = 0
    written_in: bool = False

    @property
    def sum(self) -> int:
        """All that was said of this person."""
        return self.yes + self.no + self.abstain


def check_sheet(frame: Election, valid: int, invalid: int, votes: Sequence[Votes]) -> list[Finding]:
    """Block a sheet by which the election does not hold, or whose numbers do not agree."""
    return [
        *check_election(frame),
        *_papers(frame, valid, invalid),
        *_each(valid, votes),
        *_all(frame.seats, valid, votes),
    ]


def _wrong(code: str, message: str, told: str, article: str = RULES) -> Finding:
    return Finding(code, Severity.BLOCK, message, "", article, told)


def _papers(frame: Election, valid: int, invalid: int) -> list[Finding]:
    found = []
    if frame.present > frame.due:
        found.append(_wrong("E4", "实到多于应到", f"应到 {frame.due} 人，实到 {frame.present} 人"))
    if frame.issued > frame.present:
        found.append(
            _wrong("E5", "发出的选票多于实到的人", f"实到 {frame.present} 人，发出 {frame.issued} 张")
        )
    if valid + invalid != frame.returned:
        told = f"有效 {valid}＋无效 {invalid}＝{valid + invalid}，收回 {frame.returned} 张"
        found.append(_wrong("E6", "有效票加无效票不等于收回的选票", told))
    return found


def _each(valid: int, votes: Sequence[Votes]) -> list[Finding]:
    found = []
    for one in votes:
        if one.written_in and one.yes > valid:
            told = f"另选{one.name} {one.yes} 票，有效票 {valid} 张"
            found.append(_wrong("E8", f"另选的{one.name}得票多于有效票", told))
        if not one.written_in and one.sum != valid:
            told = f"{one.yes}＋{one.no}＋{one.abstain}＝{one.sum}，有效票 {valid} 张"
            found.append(_wrong("E7", f"{one.name}的赞成、不赞成、弃权之和不等于有效票", told))
    return found


def _all(seats: int, valid: int, votes: Sequence[Votes]) -> list[Finding]:
    """Block more choices than the valid ballots can hold, and names written in without a × for them."""
    chosen, most = sum(one.yes for one in votes), seats * valid
    written = sum(one.yes for one in votes if one.written_in)
    against = sum(one.no for one in votes if not one.written_in)
    found = []
    if chosen > most:
        told = f"赞成和另选共 {chosen}，每张最多选 {seats} 人×{valid} 张＝{most}"
        found.append(_wrong("E9", "选出的人次多于有效票所能选的", told))
    if written > against:
        told = f"另选 {written} 人次，不赞成 {against} 人次"
        found.append(_wrong("E10", "另选他人多于不赞成票", told, ARTICLE_MARKS))
    return found


def check_consent(vacant: int, leaving: int, consented: int, electors: int) -> list[Finding]:
    """Block leaving seats open without the consent of more than half of the electors."""
    if not 1 <= leaving <= vacant:
        return [_wrong("E15", f"空缺 {vacant} 名，不能减少 {leaving} 名", f"还差 {vacant} 名")]
    if consented > electors:
        return [_wrong("E15", "同意的人多于选举人", f"选举人 {electors} 人，同意 {consented} 人")]
    if consented < needed_votes(electors):
        told = f"选举人 {electors} 人，超过半数为 {needed_votes(electors)} 人，同意 {consented} 人"
        return [_wrong("E11", "减少名额没有超过半数的选举人同意", told)]
    return []


def counted(frame: Election, votes: Sequence[Votes], *, among_tied: bool = False) -> Outcome:
    """Return what a ballot brought.

    Who is tied had more than half before: voted again among them, the most votes elect (得票多的当选).
    """
    yes: Mapping[str, int] = {one.name: one.yes for one in votes}
    if among_tied:
        names = [one.name for one in votes if not one.written_in]
        return most_voted(names, yes, frame.seats, needed_votes(frame.electors))
    return outcome_of(yes, frame)


def told_of(outcome: Outcome, frame: Election, *, among_tied: bool = False) -> str:
    """Return in one line who is elected by how many votes, and what follows."""
    base = "应到" if frame.base is Whose.DUE else "实到"
    half = f"{base} {frame.electors} 人，超过半数为 {outcome.needed} 票"
    rule = "票数相等的人再次投票，得票多的当选" if among_tied else half
    elected = "、".join(outcome.elected) or "没有人"
    return f"{rule}；当选：{elected}。{next_step(outcome)}"
