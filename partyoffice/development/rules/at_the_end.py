"""The rules of the end of 预备期, steps 22 to 24, asked of a file."""

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules import deadlines, probation
from partyoffice.development.rules.file import File
from partyoffice.development.rules.reckoning import full_on, probation_of
from partyoffice.development.rules.view import View, limit_of, lost_vote, refusal_of, vote_of
from partyoffice.members.rules import PROBATION_ARTICLE, Category, cite


def full_application(view: View) -> list[Finding]:
    """Tell a 转正申请 that is missing, late or early (DEV-22)."""
    runs = probation_of(view.file, view.settings)
    if runs is None or view.step.late_entry:
        return []
    return deadlines.check_full_application(view.day, runs.full, view.on, view.edition, view.settings)


def full_meeting(view: View) -> list[Finding]:
    """Hold the meeting against the end of 预备期 by what it decides (DEV-23, T5 to T7)."""
    decision, found = view.step.text("decision"), [*_no_probation(view), *vote_of(view, 32)]
    if decision == probation.Decision.REVOKE:
        return found  # the discipline of 预备期 does not wait for its end
    found += _unasked(view)
    runs = probation_of(view.file, view.settings)
    if runs is None:
        return found + _unknown_end(view)
    extends = decision == probation.Decision.EXTEND
    if extends:
        found += probation.check_extension(_months(view), int(bool(view.file.extended)), view.edition)
    cause = probation.Cause(view.step.text("cause")) if view.step.text("cause") else None
    came = view.file.came_on is not None
    return found + probation.check_full_meeting(
        runs.full, view.day, view.on, view.edition, cause, transferred_in=came, extends=extends
    )


def _months(view: View) -> int:
    """Return the whole months of an extension; 0, which no rule allows, for a part of one."""
    months = view.step.number_of("months") or 0
    return int(months) if months == int(months) else 0


NOT_YET = frozenset({Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE})


def _no_probation(view: View) -> list[Finding]:
    """Block 转正 of somebody who never became 预备党员: there is no 预备期 to end."""
    file = view.file
    if view.step.late_entry or file.category not in NOT_YET or file.closed(17):
        return []
    message = f"{file.name}还不是预备党员，不能讨论转正"
    return [Finding("DEV-23", Severity.BLOCK, message, "", cite(32, view.edition))]


def _unasked(view: View) -> list[Finding]:
    """Warn of a meeting on somebody whose written application is not there (细则第三十二条)."""
    if view.step.late_entry or view.file.closed(22):
        return []
    message = "还没有登记第 22 步“提出转正申请”，转正要由本人书面提出"
    return [Finding("DEV-22", Severity.WARN, message, "", cite(32, view.edition))]


def _unknown_end(view: View) -> list[Finding]:
    """Say that 预备期 cannot be reckoned where only the month of the accepting meeting is known."""
    start = start_of(view.file)
    if start is None:
        return []
    message = f"接收预备党员的支部大会 {start} 只有年月，预备期何时届满无法计算，请查入党志愿书补日期"
    return [Finding("DEV-23", Severity.WARN, message, "", cite(PROBATION_ARTICLE, view.edition))]


def start_of(file: File) -> Day | None:
    """Return the day 预备期 would start from, known in full or not."""
    return file.day(15) or (file.joined if file.category == Category.PROBATIONARY else None)


REFUSED = "请支部大会按批复重新讨论：按期转正、延长预备期或取消资格"


def full_approval(view: View) -> list[Finding]:
    """Hold the approval against its limit, and the recorded 转正时间 against the reckoned one (DEV-24)."""
    file = view.file
    found = [
        *limit_of(view, deadlines.FULL_APPROVAL, file.day(23)),
        *lost_vote(view, 23, 32),
        *refusal_of(view, 33, REFUSED),
    ]
    reckoned = full_on(file, view.settings)
    if file.closed(24) and reckoned is not None and file.category == Category.FULL:
        found += probation.check_recorded(file.full, reckoned, view.edition)
    return found
