"""The rules of each step, asked of a file: which facts each rule is given, and what an old file may lack."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from partyoffice.core.dates import Day, days_after, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules import (
    admission,
    archive,
    at_the_end,
    deadlines,
    notice,
    people,
    training,
)
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.fields import LEAGUE_WAYS, NOT_PREVIEWED, PREVIEWED
from partyoffice.development.rules.file import File
from partyoffice.development.rules.folder import wanted_case
from partyoffice.development.rules.people import Voucher
from partyoffice.development.rules.probation import Decision
from partyoffice.development.rules.reckoning import received_on, spells_of, trained
from partyoffice.development.rules.view import View, limit_of, lost_vote, refusal_of, vote_of
from partyoffice.members.rules import Category, cite

RECEIPT_DAYS = 7  # between the day on an application and that of its receipt [P]


def silent(_view: View) -> list[Finding]:
    """Say nothing: the step has no rule beside what comes before it."""
    return []


def _application(view: View) -> list[Finding]:
    found = people.check_adult(view.file.birth, view.day, view.edition, view.settings)
    if view.step.open and not view.step.late_entry:
        found += people.check_age_known(view.file.birth, view.day, view.edition, view.settings)
    return [*found, *_received(view)]


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
    return [Finding("received", Severity.WARN, message, "", "习惯做法：收到日期与落款相近", mark="[P]")]


def _talk(view: View) -> list[Finding]:
    return limit_of(view, deadlines.TALK, received_on(view.file))


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
    return [*people.check_mentors(named, day, view.edition, view.settings), *_nobody_left(view)]


def _nobody_left(view: View) -> list[Finding]:
    """Warn where those who were named are gone and nobody took their place while it goes on."""
    file = view.file
    goes_on = file.category in {Category.ACTIVIST, Category.CANDIDATE} and not file.closed(15)
    if not file.closed(5) or not goes_on or file.left or any(one.vouches(view.on) for one in file.mentors):
        return []
    message = "现在没有培养联系人，请指定一至两名正式党员并登记更换原因"
    return [Finding("DEV-05", Severity.WARN, message, "", cite(9, file.edition(0, view.on)))]


def _training(view: View) -> list[Finding]:
    file, decided = view.file, view.file.day(3)
    if decided is None:
        return []
    until = min(view.on, file.days().get(7, Day.of(view.on)).first)
    if view.step.late_entry:
        return []
    return [
        *training.check_reviews(decided.last, file.reviews, until, view.edition, view.settings),
        *training.check_thought_reports(decided.last, file.reports, until, view.settings),
    ]


def _candidate(view: View) -> list[Finding]:
    found = training.check_training_year(spells_of(view.file), view.day, view.edition, view.settings)
    return [*found, *_vague_year(view)]


def _vague_year(view: View) -> list[Finding]:
    """Say where a month leaves open whether the year of 培养 was whole."""
    first, last = (
        training.earliest_candidate(spells_of(view.file, surely=surely), view.settings)
        for surely in (False, True)
    )
    if view.day is None or first is None or last is None:
        return []
    if view.day.last < first or view.day.first >= last:
        return []
    message = f"确定发展对象时间 {view.day} 时是否已满一年无法判断，请查原件补全日期"
    told = f"满一年最早为 {first}，最迟为 {last}"
    return [Finding("DEV-07", Severity.INFO, message, "", cite(13, view.edition), told)]


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
    return people.check_sponsors(
        _sponsors_on(view), view.day.last if view.day else view.on, view.edition, view.settings
    )


def _sponsors_on(view: View) -> list[Voucher]:
    day = view.day.last if view.day else view.on
    return [one for one in view.file.sponsors if one.vouches(day)]


def _political(view: View) -> list[Finding]:
    conclusion, file = view.step.text("conclusion"), view.file
    if view.step.late_entry and not conclusion:
        return []
    found = admission.check_political_review(conclusion, view.day, None, view.edition, view.settings)
    if file.floating and not view.step.text("places"):
        message = "流动人员的政治审查要征求户籍地和居住地两处的意见，请写入“户籍地、居住地意见”"
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


def _previewed(view: View) -> list[Finding]:
    """Block what rests on a 预审 that was not passed, as an old file may have it."""
    preview = view.file.steps.get(13)
    if preview is None or preview.open or preview.text("result") in {"", PREVIEWED}:
        return []
    message = f"预审结果为“{preview.text('result')}”，不能进入这一步"
    return [Finding("DEV-14", Severity.BLOCK, message, "", cite(18, view.edition))]


def _reviewed(view: View) -> list[Finding]:
    """Hold the meeting against the 政治审查 in the books: passed, and not too old ([P])."""
    review = view.file.steps.get(10)
    if review is None or review.open or not review.text("conclusion"):
        return []
    return admission.check_political_review(
        review.text("conclusion"), review.on, view.day, view.edition, view.settings
    )


def _still_sponsored(view: View) -> list[Finding]:
    """Hold the sponsors in the books against the rules once more on the day of the meeting."""
    return _sponsors(view) if view.file.sponsors and view.day is not None else []


def _meeting(view: View) -> list[Finding]:
    most, listed = view.settings.candidate_to_meeting_months, view.file.day(8) or view.file.day(7)
    wait = deadlines.check_wait("DEV-15", "支部大会", listed, view.day, 0, most)
    return [
        *limit_of(view, deadlines.MEETING, view.file.day(13)),
        *wait, *_reviewed(view), *_previewed(view), *_still_sponsored(view), *vote_of(view, 20),
    ]  # fmt: skip


NOT_ADMITTED = "本人仍是发展对象，可以继续培养后由支部大会重新讨论，或终止培养"


def _approval(view: View) -> list[Finding]:
    step, meeting = view.step, view.file.day(15)
    found = [
        *limit_of(view, deadlines.APPROVAL, meeting),
        *lost_vote(view, 15, 20),
        *refusal_of(view, 25, NOT_ADMITTED),
        *admission.check_deliberation(step.day("deliberated"), meeting, view.day, view.edition),
    ]
    if step.text("body_kind"):
        found += admission.check_approver(
            admission.Body(step.text("body_kind")), view.edition,
            deliberated=bool(step.text("deliberated")), has_general_branch=view.file.general_branch,
        )  # fmt: skip
    if step.open and not step.late_entry:
        found += admission.check_package(view.file.papers, view.edition)
    return found


def _oath(view: View) -> list[Finding]:
    return limit_of(view, deadlines.OATH, view.file.day(17))


def _revoked(file: File) -> bool:
    meeting = file.steps.get(23)
    return meeting is not None and meeting.text("decision") == Decision.REVOKE


def _archive(view: View) -> list[Finding]:
    papers = view.file.papers
    if view.step.late_entry and not papers:
        return []
    six = archive.check_archive(papers, view.edition)
    if _revoked(view.file):  # the six are those of who became full: the 细则 lists none for others
        six = [replace(one, severity=Severity.WARN) for one in six]
    return [*six, *archive.check_materials(papers, wanted_case(view.file, view.on))]


RULES: Mapping[int, Callable[[View], list[Finding]]] = {
    1: _application, 2: _talk, 3: _activist, 5: _mentors, 6: _training, 7: _candidate, 8: _listing,
    9: _sponsors, 10: _political, 11: _short_training, 13: _preview, 14: _previewed, 15: _meeting,
    17: _approval, 20: _oath, 22: at_the_end.full_application, 23: at_the_end.full_meeting,
    24: at_the_end.full_approval, 25: _archive,
}  # fmt: skip
