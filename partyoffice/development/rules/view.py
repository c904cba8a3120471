"""One step of one file looked at on a day, and what several steps ask of it alike."""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.workdays import Holidays
from partyoffice.development.rules import deadlines
from partyoffice.development.rules.fields import NOT_APPROVED
from partyoffice.development.rules.file import DECISIONS, File, Taken
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.members.rules import Edition, cite


@dataclass(frozen=True, slots=True)
class View:
    """One step of one file looked at on a day."""

    file: File
    number: int
    on: date
    settings: RuleSettings
    holidays: Holidays | None

    @property
    def step(self) -> Taken:
        """The step as entered, or an empty one."""
        return self.file.steps.get(self.number) or Taken(self.number)

    @property
    def day(self) -> Day | None:
        """The day entered for the step, closed or not."""
        return self.step.on

    @property
    def edition(self) -> Edition:
        """The edition the step falls under."""
        return self.file.edition(self.number, self.on)


def limit_of(view: View, limit: deadlines.Limit, start: Day | None) -> list[Finding]:
    """Hold the step against a limit that runs from a day."""
    return deadlines.check_limit(limit, start, view.day, view.on, view.edition)


def vote_of(view: View, article: int) -> list[Finding]:
    """Say that the meeting has not voted, or did not agree; an old file may have no vote in the books."""
    vote, word = view.file.votes.get(view.number), DECISIONS[view.number]
    if vote is None:
        message = f"还没有“{word}”的表决记录，请在会议记录中登记"
        late = view.step.late_entry
        return [] if late else [Finding("vote", Severity.BLOCK, message, "", cite(article, view.edition))]
    if vote.passed:
        return []
    told = f"应到 {vote.due}，实到 {vote.present}，赞成 {vote.yes}"
    return [Finding("Q2", Severity.BLOCK, f"“{word}”没有通过", "", cite(article, view.edition), told)]


def lost_vote(view: View, meeting: int, article: int) -> list[Finding]:
    """Block an approval where the last meeting voted anew and did not agree: the latest vote counts."""
    vote = view.file.votes.get(meeting)
    if vote is None or vote.passed:
        return []
    message = f"最近一次“{DECISIONS[meeting]}”（{vote.on}）没有通过，不能报批"
    told = f"应到 {vote.due}，实到 {vote.present}，赞成 {vote.yes}"
    return [Finding("Q2", Severity.BLOCK, message, "", cite(article, view.edition), told)]


def refusal_of(view: View, article: int, then: str) -> list[Finding]:
    """Block a step that the upper committee did not approve: what was answered stays written down."""
    if view.step.text("result") != NOT_APPROVED:
        return []
    message = f"上级党委没有批准，这一步不办结。{then}；批复和原因写在备注里，按“暂存”保留"
    return [Finding("refused", Severity.BLOCK, message, "", cite(article, view.edition))]
