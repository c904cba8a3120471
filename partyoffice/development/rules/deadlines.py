"""Time limits counted in months from a day (T1, T9, T10): DEV-02, 13, 15, 17, 20, 22, 24 and the receipt.

A limit that ends on a day of rest is not put off: the 细则 has no such clause.
"""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, add_months, days_after, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.workdays import Holidays, is_working_day
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.members.rules import Edition, cite

RECEIPT_ARTICLE = "组通字〔2006〕45号：介绍信回执的填写说明"


@dataclass(frozen=True, slots=True)
class Limit:
    """Something to be done within months of a day; ``at_most`` is the end of special cases."""

    code: str
    name: str
    start: str
    months: int
    article: int = 0
    at_most: int = 0
    since: Edition = OLD  # the first edition that sets it

    def by(self, start: date) -> date:
        """Return the last day in time."""
        return add_months(start, self.months)

    def latest(self, start: date) -> date:
        """Return the last day of special cases."""
        return add_months(start, self.at_most or self.months)

    def basis(self, edition: Edition) -> str:
        """Return the article; of an edition without the limit, that it has none."""
        if not self.article:
            return RECEIPT_ARTICLE
        missing = "：没有规定期限，按习惯做法计算" if edition < self.since else ""
        return cite(self.article, edition) + missing


TALK = Limit("DEV-02", "谈话", "收到申请书", 1, 7)
MEETING = Limit("DEV-15", "支部大会", "预审合格", 1, 19, since=NEW)
APPROVAL = Limit("DEV-17", "审批", "支部大会", 3, 25, 6)
OATH = Limit("DEV-20", "宣誓", "批准", 1, 29, since=NEW)
FULL_APPROVAL = Limit("DEV-24", "转正审批", "转正大会", 3, 33)
RECEIPT = Limit("R9", "回执", "开具介绍信", 1)
LIMITS = {one.name: one for one in (TALK, MEETING, APPROVAL, OATH, FULL_APPROVAL, RECEIPT)}
ANEW = "习惯做法是支部大会重新讨论，预备期从新的大会算起"
CHINESE = {1: "一", 3: "三", 6: "六"}


def sum_of(limit: Limit, start: Day) -> str:
    """Return the sum: ``收到申请书 2026-01-31，一个月内为 2026-02-28``; a bare month by its last day."""
    vague = "" if start.exact else "（日不详，按月末）"
    told = f"{limit.start} {start}{vague}，{CHINESE[limit.months]}个月内为 {limit.by(start.last)}"
    most = f"，特殊情况{CHINESE[limit.at_most]}个月内为 {limit.latest(start.last)}" if limit.at_most else ""
    return told + most


def check_limit(
    limit: Limit, start: Day | None, done: Day | None, on: date, edition: Edition
) -> list[Finding]:
    """Say whether something was done, or can still be done, within its limit; true days are kept."""
    if start is None or edition < limit.since:
        return []
    return _still_open(limit, start, on, edition) if done is None else _done(limit, start, done, edition)


def _finding(
    limit: Limit, severity: Severity, message: str, told: str, edition: Edition, *, overridable: bool = False
) -> list[Finding]:
    basis = limit.basis(edition)
    return [Finding(limit.code, severity, message, "", basis, told, overridable=overridable)]


def _still_open(limit: Limit, start: Day, on: date, edition: Edition) -> list[Finding]:
    by = limit.by(start.last)
    if on <= by:
        return []
    late = (on - by).days
    message = f"{limit.name}应在 {by} 前办理，已超过 {late} 天"
    if limit.at_most and on > limit.latest(start.last):
        message += f"，也过了最长期限 {limit.latest(start.last)}，{ANEW}"
    return _finding(limit, Severity.WARN, message, f"{sum_of(limit, start)}，超过 {late} 天", edition)


def _done(limit: Limit, start: Day, done: Day, edition: Edition) -> list[Finding]:
    by, latest = limit.by(start.last), limit.latest(start.last)
    if limit.at_most and done.first > latest:
        message = f"{limit.name} {done} 超过最长期限 {latest}，{ANEW}"
        told = f"{sum_of(limit, start)}，超过 {(done.first - latest).days} 天"
        return _finding(limit, Severity.BLOCK, message, told, edition, overridable=True)
    if done.first > by:
        late = (done.first - by).days
        message = f"{limit.name} {done} 晚于期限 {by}，请写明原因，日期照实登记"
        return _finding(limit, Severity.WARN, message, f"{sum_of(limit, start)}，晚 {late} 天", edition)
    if done.last > limit.by(start.first):
        message = f"{limit.name} {done} 是否在期限内无法判断，请查原件补日期"
        return _finding(limit, Severity.INFO, message, sum_of(limit, start), edition)
    return []


def rest_day_note(day: date, holidays: Holidays | None = None) -> str:
    """Say that a limit ending on a day of rest stays where it is; empty for a working day."""
    return "" if is_working_day(day, holidays) else f"{day} 是休息日，没有顺延的规定，期限不变"


# -- limits that are no plain month from a day ----------------------------------------------

LEAVING_MONTHS = 3
FULL_APPLICATION_MONTHS = 1


def check_leaving(previewed: Day, leaves: Day | None, edition: Edition) -> list[Finding]:
    """Warn of an admission shortly before the person leaves, such as a pupil's last term (DEV-13)."""
    if leaves is None or leaves.first > add_months(previewed.last, LEAVING_MONTHS):
        return []
    told = f"预审 {previewed}，三个月内为 {add_months(previewed.last, LEAVING_MONTHS)}，离开日期 {leaves}"
    message = "三个月内要离开工作、学习单位的，一般不办理接收预备党员的手续"
    if leaves.last < previewed.first:
        message = f"登记的离开日期 {leaves} 已过，请核对是否还在本单位，没有离开的更正日期"
    return [Finding("DEV-13", Severity.WARN, message, article=cite(18, edition), arithmetic=told)]


def check_full_application(
    applied: Day | None, full: date, on: date, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Tell a 转正申请 that is missing or late, or earlier than the office takes it (DEV-22)."""
    by = add_months(full, FULL_APPLICATION_MONTHS)
    if applied is None and on > by:
        message = f"预备期 {full} 已满，还没有转正申请，请提醒本人书面提出"
    elif applied is not None and applied.first > by:
        message = f"转正申请 {applied} 晚于期满一个月，请核对日期和原因"
    elif applied is not None and _too_early(applied, full, settings.full_application_lead_days):
        message = f"转正申请 {applied} 早于本单位规定的期满前 {settings.full_application_lead_days} 天"
    else:
        return []
    told = f"预备期满 {full}，之后一个月为 {by}"
    return [Finding("DEV-22", Severity.WARN, message, "", cite(32, edition), told, mark="[P]")]


def _too_early(applied: Day, full: date, lead: int) -> bool:
    return lead > 0 and surely_before(applied, Day.of(days_after(full, -lead))) is True


def check_wait(
    code: str, title: str, start: Day | None, done: Day | None, least: int, most: int = 0
) -> list[Finding]:
    """Warn where the office's own waiting time was not kept, or its longest passed ([P], 0: not asked)."""
    if start is None or done is None:
        return []
    early = least > 0 and done.last < add_months(start.first, least)
    late = most > 0 and done.first > add_months(start.last, most)
    if not early and not late:
        return []
    months, day = (least, add_months(start.first, least)) if early else (most, add_months(start.last, most))
    told = f"{start} 起 {months} 个月为 {day}，实际 {done}"
    message = f"{title} {done} {'早' if early else '晚'}于本单位规定的 {months} 个月"
    return [Finding(code, Severity.WARN, message, "", "本单位规定，细则没有规定", told, mark="[P]")]
