"""公示 before somebody is listed as 发展对象: consent, posting, five working days, both places (DEV-08)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.workdays import PROVISIONAL, Counted, Holidays, count_working_days
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.members.rules import Edition, cite

CODE = "DEV-08"
NO_OBJECTION = "不影响发展入党"


@dataclass(frozen=True, slots=True)
class Posting:
    """One 公示 in one place: from when to when, and what came of it (empty: not yet entered)."""

    start: Day
    end: Day | None = None
    place: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is known of step 8: discussed, consented, posted, listed; ``floating``: a 流动人员."""

    discussed: Day | None = None
    consented: Day | None = None
    postings: Sequence[Posting] = ()
    listed: Day | None = None
    floating: bool = False


def latest(postings: Iterable[Posting]) -> list[Posting]:
    """Return of each place the last 公示: one put up anew stands for the one before it."""
    by_place = {one.place: one for one in sorted(postings, key=lambda one: one.start)}
    return list(by_place.values())


def notice_end(start: date, settings: RuleSettings = USUAL, holidays: Holidays | None = None) -> Counted:
    """Return the working days of a 公示 from its posting on; the last of them ends it (T8)."""
    return count_working_days(
        start, settings.posted_days, start_counts=settings.notice_start_counts, holidays=holidays
    )


def notice_sum(start: date, counted: Counted) -> str:
    """Return the sum: which days were counted, whether provisional."""
    told = "、".join(f"{day:%m-%d}" for day in counted.days)
    flag = f"（{PROVISIONAL}）" if counted.provisional else ""
    return f"{start} 张贴，工作日 {told} 共 {len(counted.days)} 天，{counted.last} 期满{flag}"


def check_notice(
    step: Listing, edition: Edition, settings: RuleSettings = USUAL, holidays: Holidays | None = None
) -> list[Finding]:
    """Hold consent, 公示 and listing against each other; before 2026 公示 was practice, not a rule."""
    found = [*_consent(step, edition), *_places(step, edition)]
    for posting in step.postings:
        found += [*_long_enough(posting, edition, settings, holidays), *_result(step, posting, edition)]
        if edition is NEW:
            found += [*_order(step, posting), *_listed(step, posting)]
    return found


def _finding(edition: Edition, message: str, told: str = "", severity: Severity | None = None) -> Finding:
    if edition is NEW:
        return Finding(CODE, severity or Severity.BLOCK, message, "", cite(13, edition), told)
    basis = f"{cite(13, edition)}：没有规定公示，按习惯做法"
    return Finding(CODE, severity or Severity.WARN, message, "", basis, told, mark="[P]")


def _consent(step: Listing, edition: Edition) -> list[Finding]:
    word, severity = ("同意", Severity.BLOCK) if edition is NEW else ("备案", Severity.WARN)
    basis = cite(13, edition)
    if step.consented is None:
        return [Finding(CODE, severity, f"没有上级党委{word}的日期", "", basis)]
    if step.discussed is not None and surely_before(step.consented, step.discussed):
        told = f"支委会 {step.discussed}，上级党委{word} {step.consented}"
        return [Finding(CODE, Severity.WARN, f"上级党委{word}早于支委会讨论", "", basis, told)]
    return []


def _places(step: Listing, edition: Edition) -> list[Finding]:
    if not step.postings:
        return [_finding(edition, "没有公示，不能列为发展对象" if edition is NEW else "没有公示记录")]
    places = {posting.place for posting in step.postings}
    if edition is NEW and step.floating and len(places) < 2:
        return [_finding(edition, "流动人员要在流出地和流入地都公示", f"现有 {len(places)} 处")]
    return []


def _order(step: Listing, posting: Posting) -> list[Finding]:
    if step.consented is None or not surely_before(posting.start, step.consented):
        return []
    told = f"同意 {step.consented}，公示自 {posting.start}"
    return [_finding(NEW, "公示早于上级党委同意，应先同意后公示", told, Severity.WARN)]


def _long_enough(
    posting: Posting, edition: Edition, settings: RuleSettings, holidays: Holidays | None
) -> list[Finding]:
    if not posting.start.exact:
        return [_finding(edition, f"公示开始 {posting.start} 只有年月，无法计算工作日", "", Severity.INFO)]
    counted = notice_end(posting.start.first, settings, holidays)
    told = notice_sum(posting.start.first, counted)
    if posting.end is None or surely_before(posting.end, Day.of(counted.last)):
        until = f"至 {posting.end} " if posting.end else "还没有登记结束日期，"
        return [_finding(edition, f"公示{until}不够 {len(counted.days)} 个工作日", told)]
    if counted.provisional:
        return [_finding(edition, "公示天数是暂算的，请核对当年放假安排", told, Severity.INFO)]
    return []


def _listed(step: Listing, posting: Posting) -> list[Finding]:
    if step.listed is None or posting.end is None or surely_before(posting.end, step.listed) is not False:
        return []
    told = f"公示至 {posting.end}，列为发展对象 {step.listed}"
    return [_finding(NEW, "列为发展对象应在公示期满之后", told)]


def _result(step: Listing, posting: Posting, edition: Edition) -> list[Finding]:
    if not posting.result and step.listed is not None:
        return [_finding(edition, "没有登记公示结果，不能确定是否影响入党")]
    if posting.result and posting.result != NO_OBJECTION:
        return [_finding(edition, f"公示结果为“{posting.result}”，查清以前不能列为发展对象")]
    return []


# -- the notice as a paper -------------------------------------------------------------------

_ID_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)")
_PHONE = re.compile(r"1\d{10}|(?:0\d{2,3}-?)?\d{7,8}")


def notice_words(start: date, counted: Counted) -> str:
    """Return the time of a 公示 as its notice writes it."""
    first, last = Day.of(start).spoken(), Day.of(counted.last).spoken()
    return f"{first}至{last}，共 {len(counted.days)} 个工作日"


def check_notice_paper(text: str) -> list[Finding]:
    """Say what must not, and what must, stand on a notice: ID number; phone and working days (example 71)."""
    wrong = []
    if _ID_NUMBER.search(text):
        wrong.append("公示上不应有身份证号")
    if not _PHONE.search(_ID_NUMBER.sub("", text)):
        wrong.append("公示上没有受理电话")
    if "个工作日" not in text:
        wrong.append("公示上没有写明工作日数")
    return [Finding(CODE, Severity.WARN, message, article="公示的通行写法", mark="[P]") for message in wrong]
