"""One person's folder with what letters and records need besides: votes, 预备期, the decisions on 转正."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day
from partyoffice.development.papers.file_texts import Folder, folder_of, month_of, spoken
from partyoffice.development.queries import rule_settings, votes_on
from partyoffice.development.queries.ways import AGAIN
from partyoffice.development.records import Booklet, EditionChoice, Step, Wayfarer
from partyoffice.development.rules import probation
from partyoffice.development.rules.editions import Choice
from partyoffice.development.rules.probation import Cause, Decision, Probation
from partyoffice.development.rules.profile import GIVEN, USED, RuleSettings
from partyoffice.meetings.queries import opinions_of
from partyoffice.meetings.rules.voters import counted_opinions
from partyoffice.meetings.rules.voting import View
from partyoffice.members.rules import Edition

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.development.queries import Voted

PEN_DAY, PEN = "____年__月__日", "____"
ACCEPTING, DECIDING, APPROVING, CERTIFYING = 15, 23, 17, 24


@dataclass(slots=True)
class Case:
    """A folder and the office's answers to what the rules leave open."""

    folder: Folder
    settings: RuleSettings

    @property
    def session(self) -> "Session":
        """The session everything is read in."""
        return self.folder.session

    @property
    def name(self) -> str:
        """The name."""
        return self.folder.one.name

    # Votes and decisions -----------------------------------------------------------------

    def decided(self, decision: Decision) -> Step | None:
        """Return the last 转正大会 that decided so; one without a decision counts for each."""
        rounds = [one for one in self.folder.rows(Step) if one.number == DECIDING]
        fitting = [one for one in rounds if one.facts.get("decision") in {None, "", str(decision)}]
        return fitting[-1] if fitting else None

    def answered(self, decision: str) -> Step | None:
        """Return the approval of a decision: an extension was approved before its second round."""
        rounds = [one for one in self.folder.rows(Step) if one.number == CERTIFYING]
        first = [one for one in rounds if one.mark != AGAIN]
        fitting = first if decision == Decision.EXTEND else rounds
        return fitting[-1] if fitting else None

    def voted(self, number: int, on: Day | None) -> "Voted | None":
        """Return the vote of a step: that of its day, else the last."""
        votes = votes_on(self.session, self.folder.one.id, number)
        mine = [one for one in votes if one.meeting.on == on]
        return next(iter(reversed(mine or votes)), None)

    # 预备期 --------------------------------------------------------------------------------

    @property
    def first(self) -> Probation | None:
        """The first 预备期; None before the meeting, or where only its month is known."""
        start = self.folder.day(ACCEPTING)
        return probation.probation_from(start.first, self.settings) if start and start.exact else None

    @property
    def months(self) -> int:
        """How long it was extended, 0 where it was not."""
        step = self.decided(Decision.EXTEND)
        told = step.facts.get("months") if step is not None else None
        return int(told) if step is not None and step.facts.get("decision") and told else 0

    @property
    def extension(self) -> Probation | None:
        """The extension; None where there is none."""
        first, months = self.first, self.months
        return probation.extended(first, months, self.settings) if first and months else None

    @property
    def full(self) -> date | None:
        """转正时间 as the meeting on it makes it; None while something it hangs on is missing."""
        runs, step = self.extension or self.first, self.decided(Decision.ON_TIME)
        if runs is None or step is None or step.on is None or not step.on.exact:
            return None
        cause = Cause(step.facts["cause"]) if step.facts.get("cause") in set(Cause) else None
        approved = self.folder.day(CERTIFYING)
        certified = approved.first if approved is not None and approved.exact else None
        came = any(one.came_on for one in self.folder.rows(Wayfarer))
        return probation.full_day(runs.full, step.on.first, cause, certified, transferred_in=came)

    @property
    def choice(self) -> Choice | None:
        """The edition the office chose for this person."""
        for one in self.folder.rows(EditionChoice):
            return Choice(Edition(one.edition), one.reason, one.on.first, one.by)
        return None

    @property
    def deliberated(self) -> Day | None:
        """The day the 党总支 deliberated on the admission."""
        told = self.folder.text(APPROVING, "deliberated")
        return Day.parse(told) if told else None

    @property
    def booklet(self) -> str:
        """The number of the 志愿书 somebody was given."""
        held = [one for one in self.folder.rows(Booklet) if one.state in {GIVEN, USED}]
        return held[-1].number if held else ""


def case_of(session: "Session", person_id: int, on: date) -> Case:
    """Read one person's case."""
    return Case(folder_of(session, person_id, on), rule_settings(session))


def cases_of(session: "Session", ids: Iterable[int], on: date) -> list[Case]:
    """Read several."""
    return [case_of(session, one, on) for one in ids]


# -- words of them ------------------------------------------------------------------------------


def day(given: Day | date | None) -> str:
    """Return 2026年3月4日, or room for the pen."""
    return spoken(Day.of(given) if isinstance(given, date) else given) or PEN_DAY


def span(given: Probation | None) -> str:
    """Return 2025年6月18日至2026年6月17日, or room for the pen."""
    return f"{day(given.start if given else None)}至{day(given.end if given else None)}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote as papers count it: the written opinions that count are among the votes, never the present."""

    due: int
    present: int
    written: int
    yes: int
    no: int
    abstain: int


def counted(voted: "Voted") -> Counted:
    """Return the numbers of a vote."""
    vote = voted.vote
    written = counted_opinions(opinions_of(vote.opinions))
    return Counted(
        vote.due, vote.present, sum(written.values()), vote.yes + written[View.YES],
        vote.no + written[View.NO], vote.abstain + written[View.ABSTAIN],
    )  # fmt: skip


def ballots(voted: "Voted | None") -> str:
    """Return a vote as resolutions tell it, or room for its numbers."""
    if voted is None:
        return f"应到会有表决权的党员{PEN}名，实到{PEN}名，赞成{PEN}票，反对{PEN}票，弃权{PEN}票"
    vote = counted(voted)
    written = f"（另有会前正式提出的书面意见{vote.written}份）" if vote.written else ""
    how = "采取无记名投票方式表决" if voted.vote.secret else "经投票表决"
    said = f"赞成{vote.yes}票，反对{vote.no}票，弃权{vote.abstain}票"
    return f"应到会有表决权的党员{vote.due}名，实到{vote.present}名{written}，{how}，{said}"


def introduced(case: Case, post: str) -> str:
    """Return who somebody is in one sentence, as much of it as the card holds."""
    card = case.folder.one.card
    learnt = "、".join(
        f"{str(card[key]).removesuffix(word)}{word}"
        for key, word in (("education", "学历"), ("degree", "学位"))
        if card[key]
    )
    born = month_of(card["birth"])
    told = (card["sex"], card["ethnicity"], f"{born}出生" if born else "", learnt, post)
    return "，".join([f"{case.name}同志", *(str(one) for one in told if one)]) + "。"
