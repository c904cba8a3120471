"""Votes: whether a meeting may open, whether it passes, how it is taken (Q1 to Q5, Q9; operations B3).

``due`` is 应到会有表决权的党员, ``present`` those of them who came. Written opinions handed in before the
meeting count among the votes, never among the present.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.kinds import COMMITTEE, COUNCIL
from partyoffice.members.rules import Edition, basis, cite


class Matter(StrEnum):
    """What is voted on: the 细则 is stricter than 支部工作条例 on ordinary matters."""

    ADMISSION = "接收"
    FULL = "转正"
    ORDINARY = "一般"
    APPOINTMENT = "干部任免"


OF_PERSONS = frozenset({Matter.ADMISSION, Matter.FULL})  # by the 细则: one by one, written opinions count


@dataclass(frozen=True, slots=True)
class VoteSettings:
    """What the rules of votes leave open; the usual answers are the defaults."""

    full_ballot_secret: bool = True
    exclusions_allowed: bool = False
    half_is_enough: bool = True


USUAL = VoteSettings()


class View(StrEnum):
    """What a vote says."""

    YES = "赞成"
    NO = "反对"
    ABSTAIN = "弃权"


BRANCH_RULES = "《中国共产党支部工作条例（试行）》（2018年）"
ORDINARY_ARTICLE = f"{BRANCH_RULES}第十一条"
SCHOOL_RULES = "《关于建立中小学校党组织领导的校长负责制的意见（试行）》（2022年，中办发〔2022〕7号）"
KIND_ARTICLES = {COMMITTEE: f"{BRANCH_RULES}第十二条", COUNCIL: SCHOOL_RULES}
VOTE_ARTICLES = {Matter.ADMISSION: (19, 20), Matter.FULL: (32,)}


def vote_basis(matter: Matter, edition: Edition, kind: str = "") -> str:
    """Return the articles a vote rests on; ``kind`` is that of the meeting."""
    if matter in VOTE_ARTICLES:
        return basis(VOTE_ARTICLES[matter], edition)
    return SCHOOL_RULES if matter is Matter.APPOINTMENT else KIND_ARTICLES.get(kind, ORDINARY_ARTICLE)


# -- how many are needed ---------------------------------------------------------------------


def more_than_half(number: int) -> int:
    """Return the least whole number above the half: 20 → 11, 21 → 11."""
    return number // 2 + 1


def two_thirds(number: int) -> int:
    """Return the least whole number that is two thirds or more: 9 → 6, 10 → 7."""
    return -(-2 * number // 3)


def needed_present(matter: Matter, due: int, settings: VoteSettings = USUAL) -> int:
    """Return how many must have come (Q1); for ordinary matters the half itself is enough (UNCONFIRMED)."""
    if matter is Matter.APPOINTMENT:
        return two_thirds(due)
    if matter is Matter.ORDINARY and settings.half_is_enough:
        return (due + 1) // 2
    return more_than_half(due)


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote on one person: ballots of those present, and written opinions that count."""

    due: int
    present: int
    yes: int
    no: int = 0
    abstain: int = 0
    written_yes: int = 0
    written_no: int = 0
    written_abstain: int = 0

    @property
    def ballots(self) -> int:
        """The valid ballots of those present."""
        return self.yes + self.no + self.abstain

    @property
    def written(self) -> int:
        """The written opinions that count."""
        return self.written_yes + self.written_no + self.written_abstain


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a meeting may open and its vote passes, and what is needed for each."""

    needed_present: int
    needed_yes: int
    yes: int
    may_open: bool
    passed: bool


def outcome_of(matter: Matter, vote: Vote, settings: VoteSettings = USUAL) -> Outcome:
    """Judge a vote (Q1, Q2): both halves are of all who should have come, never of those present."""
    present, needed = needed_present(matter, vote.due, settings), more_than_half(vote.due)
    yes = vote.yes + (vote.written_yes if matter in OF_PERSONS else 0)
    may_open = vote.due > 0 and vote.present >= present
    return Outcome(present, needed, yes, may_open, may_open and yes >= needed)


def impossible(vote: Vote) -> str:
    """Return why the numbers of a vote cannot be; empty where they can."""
    if any(getattr(vote, one.name) < 0 for one in fields(vote)):
        return "人数不能是负数"
    if vote.due == 0:
        return "应到会有表决权的党员为 0 人"
    if vote.present > vote.due:
        return f"实到 {vote.present} 人多于应到 {vote.due} 人"
    if vote.ballots > vote.present:
        return f"赞成、反对、弃权共 {vote.ballots} 票，多于实到 {vote.present} 人"
    if vote.written > vote.due - vote.present:
        return f"书面意见 {vote.written} 份，多于没有到会的 {vote.due - vote.present} 人"
    return ""


# -- the vote as recorded --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ballots:
    """The paper side of a vote: issued, returned, valid; how and by whom it was counted."""

    issued: int
    returned: int
    valid: int
    invalid: int = 0
    secret: bool = True
    persons: int = 1
    watcher: str = ""
    counter: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether hands were shown and no paper was given out: then there is nothing to be counted."""
        return not self.secret and not any((self.issued, self.returned, self.valid, self.invalid))


def check_vote(
    matter: Matter,
    vote: Vote,
    ballots: Ballots,
    edition: Edition,
    settings: VoteSettings = USUAL,
    kind: str = "",
) -> list[Finding]:
    """Return what stands against a vote: halves, arithmetic, secrecy, one by one, tellers."""
    return [
        *_halves(matter, vote, vote_basis(matter, edition, kind), settings),
        *_sums(vote, ballots),
        *_manner(matter, ballots, edition, settings),
    ]


def _halves(matter: Matter, vote: Vote, found: str, settings: VoteSettings) -> list[Finding]:
    outcome = outcome_of(matter, vote, settings)
    if not outcome.may_open:
        what = "表决任免事项" if matter is Matter.APPOINTMENT else "开会表决"
        message = f"实到 {vote.present} 人，不够 {outcome.needed_present} 人，不能{what}"
        return [Finding("Q1", Severity.BLOCK, message, "", found, present_sum(matter, vote, outcome))]
    if not outcome.passed:
        message = f"赞成 {outcome.yes} 票，不够 {outcome.needed_yes} 票，没有通过"
        return [Finding("Q2", Severity.BLOCK, message, "", found, yes_sum(vote, outcome))]
    return []


def present_sum(matter: Matter, vote: Vote, outcome: Outcome) -> str:
    """Return the sum of those present: 应到 20，半数为 10，须超过半数即 11 人，实到 10."""
    if matter is Matter.APPOINTMENT:
        return f"应到 {vote.due} 人，须三分之二以上即 {outcome.needed_present} 人，实到 {vote.present} 人"
    strict = outcome.needed_present == more_than_half(vote.due)
    word = "须超过半数即" if strict or matter is not Matter.ORDINARY else "须半数以上即"
    needed = f"{word} {outcome.needed_present} 人"
    return f"应到 {vote.due} 人，半数为 {vote.due / 2:g}，{needed}，实到 {vote.present} 人"


def yes_sum(vote: Vote, outcome: Outcome) -> str:
    """Return the sum of the yes votes."""
    written = outcome.yes - vote.yes
    told = f"（票 {vote.yes}，会前书面意见 {written}）" if written else ""
    return f"赞成 {outcome.yes}{told}，须超过应到 {vote.due} 的半数即 {outcome.needed_yes}"


def _sums(vote: Vote, ballots: Ballots) -> list[Finding]:
    if ballots.by_hand:
        return _wrong([(bool(impossible(vote)), impossible(vote))])
    wrong = (
        (bool(impossible(vote)), impossible(vote)),
        (ballots.issued != vote.present, f"发出 {ballots.issued} 票，实到 {vote.present} 人，应当相等"),
        (
            ballots.returned > ballots.issued,
            f"收回 {ballots.returned} 票，多于发出 {ballots.issued} 票，表决无效",
        ),
        (
            ballots.valid + ballots.invalid != ballots.returned,
            f"有效 {ballots.valid} 加无效 {ballots.invalid} 不等于收回 {ballots.returned}",
        ),
        (
            vote.ballots != ballots.valid,
            f"赞成 {vote.yes}、反对 {vote.no}、弃权 {vote.abstain} 之和不等于有效 {ballots.valid}",
        ),
    )
    return _wrong(wrong)


def _wrong(told: Iterable[tuple[bool, str]]) -> list[Finding]:
    return [Finding("Q3", Severity.BLOCK, message, "", "票数算术") for is_wrong, message in told if is_wrong]


def _manner(matter: Matter, ballots: Ballots, edition: Edition, settings: VoteSettings) -> list[Finding]:
    found, basis_ = [], vote_basis(matter, edition)
    if not ballots.secret and matter is Matter.ADMISSION:
        found.append(Finding("Q4", Severity.BLOCK, "接收预备党员要无记名投票", "", basis_))
    elif not ballots.secret and matter is Matter.FULL and settings.full_ballot_secret:
        found.append(Finding("Q4", Severity.WARN, "讨论转正一般也无记名投票", "", basis_, mark="[P]"))
    if ballots.persons > 1 and matter in OF_PERSONS:
        told = f"一次表决 {ballots.persons} 人"
        found.append(
            Finding("Q5", Severity.BLOCK, "两人以上要逐个讨论、逐个表决", "", cite(20, edition), told)
        )
    if ballots.by_hand:
        return found
    if not ballots.watcher or not ballots.counter or ballots.watcher == ballots.counter:
        message = "应写明监票人、计票人，一般为不同的两人"
        found.append(Finding("Q9", Severity.WARN, message, "", "习惯做法", mark="[P]"))
    return found
