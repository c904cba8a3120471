"""The rules of each step, asked of a file: which facts each rule is given, and what an old file may lack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, days_after, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.workdays import Holidays
from partyoffice.development.rules import admission, archive, deadlines, notice, people, probation, training
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.fields import LEAGUE_WAYS, NOT_PREVIEWED, PREVIEWED
from partyoffice.development.rules.file import DECISIONS, File, Taken
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.reckoning import (
    case_of,
    full_on,
    probation_of,
    received_on,
    spells_of,
    trained,
)
from partyoffice.members.rules import Category, Edition, cite

RECEIPT_DAYS = 7  # between the day on an application and that of its receipt [P]


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


def silent(_view: View) -> list[Finding]:
    """Say nothing: the step has no rule beside what comes before it."""
    return []


def _application(view: View) -> list[Finding]:
    adult = people.check_adult(view.file.birth, view.day, view.edition, view.settings)
    return [*adult, *_received(view)]


def _received(view: View) -> list[Finding]:
    """Warn where the day on the application and that of its receipt lie apart ([P]); both are kept."""
    received = view.step.day("received")
    if received is None or view.day is None:
        return []
    early = surely_before(received, view.day)
    if not early and received.first <= days_after(view.day.last, RECEIPT_DAYS):
        return []
    word = "早于" if early else "晚于"
    message = f"收到申请书 {received} {word}申请书日期 {view.day}，请核对，两个日期都照实保留"
    return [Finding("DEV-01", Severity.WARN, message, "", "习惯做法：收到日期与落款相近", mark="[P]")]


def _talk(view: View) -> list[Finding]:
    return _limit(view, deadlines.TALK, received_on(view.file))


def _limit(view: View, limit: deadlines.Limit, start: Day | None) -> list[Finding]:
    return deadlines.check_limit(limit, start, view.day, view.on, view.edition)


def _activist(view: View) -> list[Finding]:
    file, settings = view.file, view.settings
    recommended = view.step.text("way") in LEAGUE_WAYS or bool(view.step.text("league_committee_on"))
    wait = deadlines.check_wait(
        "DEV-03", "确定积极分子", file.day(1), view.day, settings.activist_wait_months
    )
    in_league = file.in_league and not view.step.late_entry
    return wait + people.check_league(
        file.birth, view.day, view.edition, in_league=in_league, recommended=recommended, settings=settings
    )


def _mentors(view: View) -> list[Finding]:
    if view.step.late_entry and not view.file.mentors:
        return []
    day = view.day.last if view.day else view.on
    named = [one for one in view.file.mentors if one.vouches(day)]
    return people.check_mentors(named, day, view.edition, view.settings)


def _training(view: View) -> list[Finding]:
    file, decided = view.file, view.file.day(3)
    if decided is None:
        return []
    until = min(view.on, file.days().get(7, Day.of(view.on)).first)
    if view.step.late_entry:
        return []
    return [
        *training.check_reviews(decided.first, file.reviews, until, view.edition, view.settings),
        *training.check_thought_reports(decided.first, file.reports, until, view.settings),
    ]


def _candidate(view: View) -> list[Finding]:
    return training.check_training_year(spells_of(view.file), view.day, view.edition, view.settings)


def _listing(view: View) -> list[Finding]:
    consented = view.step.day("consented") if view.edition is NEW else view.step.day("consented") or view.day
    if view.step.late_entry and not view.file.postings and view.step.day("consented") is None:
        return []
    step = notice.Listing(
        view.file.day(7), consented, view.file.postings, view.day, floating=view.file.floating
    )
    return notice.check_notice(step, view.edition, view.settings, view.holidays)


def _sponsors(view: View) -> list[Finding]:
    if view.step.late_entry and not view.file.sponsors:
        return []
    day = view.day.last if view.day else view.on
    named = [one for one in view.file.sponsors if one.vouches(day)]
    return people.check_sponsors(named, day, view.edition, view.settings)


def _political(view: View) -> list[Finding]:
    conclusion, file = view.step.text("conclusion"), view.file
    if view.step.late_entry and not conclusion:
        return []
    found = admission.check_political_review(conclusion, view.day, file.day(15), view.edition, view.settings)
    if file.floating and not view.step.text("places"):
        message = "流动人员的政治审查要征求户籍地和居住地两处的意见"
        found.append(Finding("DEV-10", Severity.WARN, message, "", cite(16, view.edition)))
    return found


def _short_training(view: View) -> list[Finding]:
    days, hours, by_video = trained(view.file)
    if view.step.late_entry and not days and not hours:
        return []
    return training.check_training(days, hours, view.edition, by_video=by_video)


def _preview(view: View) -> list[Finding]:
    found, result = [], view.step.text("result")
    if result and result != PREVIEWED:
        says = "不能进入下一步" if result == NOT_PREVIEWED else "补正后再报"
        message = f"预审结果为“{result}”，{says}"
        found.append(Finding("DEV-13", Severity.BLOCK, message, "", cite(18, view.edition)))
    if view.day is not None:
        found += deadlines.check_leaving(view.day, view.file.leaves_on, view.edition)
    most = view.settings.preview_months
    return found + deadlines.check_wait("DEV-13", "预审", view.file.day(12), view.day, 0, most)


def _meeting(view: View) -> list[Finding]:
    most, listed = view.settings.candidate_to_meeting_months, view.file.day(8) or view.file.day(7)
    wait = deadlines.check_wait("DEV-15", "支部大会", listed, view.day, 0, most)
    return [*_limit(view, deadlines.MEETING, view.file.day(13)), *wait, *_vote(view, 20)]


def _vote(view: View, article: int) -> list[Finding]:
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


def _approval(view: View) -> list[Finding]:
    step, found = view.step, _limit(view, deadlines.APPROVAL, view.file.day(15))
    if step.text("body_kind"):
        found += admission.check_approver(
            admission.Body(step.text("body_kind")), view.edition,
            deliberated=bool(step.text("deliberated")), has_general_branch=view.file.general_branch,
        )  # fmt: skip
    if step.open and not step.late_entry:
        found += admission.check_package(view.file.papers, view.edition)
    return found


def _oath(view: View) -> list[Finding]:
    return _limit(view, deadlines.OATH, view.file.day(17))


# -- 预备期 -----------------------------------------------------------------------------------


def _full_application(view: View) -> list[Finding]:
    runs = probation_of(view.file, view.settings)
    if runs is None or view.step.late_entry:
        return []
    return deadlines.check_full_application(view.day, runs.full, view.on, view.edition, view.settings)


def _full_meeting(view: View) -> list[Finding]:
    runs, step, decision = probation_of(view.file, view.settings), view.step, view.step.text("decision")
    found = _vote(view, 32)
    if runs is None:
        return found
    if decision == probation.Decision.EXTEND:
        months = int(step.number_of("months") or 0)
        found += probation.check_extension(months, int(bool(view.file.extended)), view.edition)
    elif decision == probation.Decision.REVOKE:
        return found  # the discipline of 预备期 does not wait for its end
    cause = probation.Cause(step.text("cause")) if step.text("cause") else None
    came = view.file.came_on is not None
    return found + probation.check_full_meeting(
        runs.full, view.day, view.on, view.edition, cause, transferred_in=came
    )


def _full_approval(view: View) -> list[Finding]:
    found = _limit(view, deadlines.FULL_APPROVAL, view.file.day(23))
    reckoned, closed = full_on(view.file, view.settings), view.file.closed(24)
    if closed and reckoned is not None and view.file.category == Category.FULL:
        found += probation.check_recorded(view.file.full, reckoned, view.edition)
    return found


def _archive(view: View) -> list[Finding]:
    papers = view.file.papers
    if view.step.late_entry and not papers:
        return []
    six = archive.check_archive(papers, view.edition)
    return [*six, *archive.check_materials(papers, case_of(view.file, view.on))]


RULES: Mapping[int, Callable[[View], list[Finding]]] = {
    1: _application, 2: _talk, 3: _activist, 5: _mentors, 6: _training, 7: _candidate, 8: _listing,
    9: _sponsors, 10: _political, 11: _short_training, 13: _preview, 15: _meeting, 17: _approval, 20: _oath,
    22: _full_application, 23: _full_meeting, 24: _full_approval, 25: _archive,
}  # fmt: skip
