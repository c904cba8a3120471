"""培养 and its length, half-yearly reviews, 集中培训: DEV-06, 07, 11."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, add_months, add_years_forward, days_after
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.profile import USUAL, ReviewBasis, RuleSettings
from partyoffice.members.rules import Edition, cite

HALF_YEAR = 6
TRAINING_DAYS, TRAINING_HOURS = 3, 24


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch as 积极分子 in one organization, to its last day; ``proved``: its papers came along."""

    start: date
    end: date | None = None
    proved: bool = True


def gap_days(spells: Sequence[Spell]) -> int:
    """Return the days between the first and the last spell that belong to none; an open one runs on."""
    gaps, reached = 0, date.max
    for one in sorted(spells, key=lambda spell: spell.start):
        gaps += max((one.start - reached).days - 1, 0)
        end = one.end or date.max
        reached = end if reached == date.max else max(reached, end)
    return gaps


def earliest_candidate(spells: Sequence[Spell], settings: RuleSettings = USUAL) -> date | None:
    """Return the first day after a whole year of 培养, times in several organizations added up (DEV-07, T2).

    A spell without its papers counts all the same; whether it may is told by ``check_training_year``.
    """
    if not spells:
        return None
    whole = add_years_forward(min(one.start for one in spells), 1)
    return days_after(whole, gap_days(spells) + (0 if settings.year_day_counts else 1))


def check_training_year(
    spells: Sequence[Spell], candidate: Day | None, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Block 发展对象 before a whole year of 培养, unless with a reason; warn of time without papers."""
    earliest = earliest_candidate(spells, settings)
    if earliest is None:
        return []
    found = _unproved(spells, edition, settings)
    if candidate is not None and candidate.last < earliest:
        missing = (earliest - candidate.last).days
        message = f"确定发展对象时间 {candidate} 时，培养教育不满一年"
        told = f"{year_sum(spells, earliest)}，还差 {missing} 天"
        basis = cite(13, edition)
        found.append(Finding("DEV-07", Severity.BLOCK, message, "", basis, told, overridable=True))
    return found


def year_sum(spells: Sequence[Spell], earliest: date) -> str:
    """Return the sum of a whole year: ``2025-09-01 满一年为 2026-09-01``."""
    gaps = gap_days(spells)
    cut = f"，扣除中断 {gaps} 天" if gaps else ""
    return f"{min(one.start for one in spells)} 满一年{cut}为 {earliest}"


def _unproved(spells: Sequence[Spell], edition: Edition, settings: RuleSettings) -> list[Finding]:
    unproved = [one for one in spells if not one.proved]
    if not unproved:
        return []
    without = earliest_candidate([one for one in spells if one.proved], settings)
    told = f"不计这段时间，满一年为 {without or '（没有可计的时间）'}"
    message = f"{unproved[0].start} 起在原单位的培养没有随转培养考察登记表，无法核实"
    return [Finding("DEV-07", Severity.WARN, message, "", cite(12, edition), told)]


# -- reviews ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reviews:
    """How 考察 stands on a day: what is missed, what comes next, what was made up late."""

    overdue: tuple[date, ...]
    upcoming: date
    late: tuple[date, ...] = ()


def review_due(decided: date, number: int, settings: RuleSettings = USUAL) -> date:
    """Return the day the ``number``-th half-yearly review is due (T11)."""
    if settings.review_basis is ReviewBasis.DECISION:
        return add_months(decided, HALF_YEAR * number)
    half = (decided.year * 12 + decided.month - 1) // HALF_YEAR + number
    return days_after(date(half // 2, 1 + HALF_YEAR * (half % 2), 1), -1)


def reviews_on(decided: date, held: Iterable[date], on: date, settings: RuleSettings = USUAL) -> Reviews:
    """Hold the reviews up to a day against the half years: each meets the first one still open (DEV-06).

    A review answers for the half year it lies in, or late for an earlier one that has none; two in one
    half year do not answer for the next.
    """
    waiting = sorted(day for day in held if decided <= day <= on)
    overdue, late, number, start = [], [], 0, decided
    while True:
        number += 1
        due = review_due(decided, number, settings)
        first = next((day for day in waiting if day > start or number == 1), None)
        if first is not None:
            waiting.remove(first)
            late += [due] if first > due else []
        elif due < on:
            overdue.append(due)
        else:
            return Reviews(tuple(overdue), due, tuple(late))
        start = due


def check_reviews(
    decided: date, held: Iterable[date], on: date, edition: Edition, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Tell each review that is overdue: mildly within the days of grace."""
    overdue = reviews_on(decided, held, on, settings).overdue
    return [
        Finding(
            "DEV-06",
            Severity.WARN if (on - due).days > settings.review_grace_days else Severity.INFO,
            f"应在 {due} 前完成的半年考察没有记录",
            "",
            cite(11, edition),
            f"{decided} 确定，每半年一次，{due} 到期，已过 {(on - due).days} 天",
        )
        for due in overdue
    ]


def check_thought_reports(
    decided: date, reported: Iterable[date], on: date, settings: RuleSettings = USUAL
) -> list[Finding]:
    """Tell how many 思想汇报 are missing where the office asks for one each quarter ([P], off by default)."""
    if not settings.thought_reports:
        return []
    wanted = 0
    while add_months(decided, 3 * (wanted + 1)) <= on:
        wanted += 1
    count = sum(decided <= day <= on for day in reported)
    if count >= wanted:
        return []
    told = f"{decided} 至 {on} 满 {wanted} 个季度，已有 {count} 篇"
    message = f"思想汇报少 {wanted - count} 篇"
    return [Finding("DEV-06", Severity.WARN, message, "", "习惯做法，细则没有规定次数", told, mark="[P]")]


# -- 集中培训 -----------------------------------------------------------------------------------


def check_training(
    days: float | None, hours: float | None, edition: Edition, *, by_video: bool = False
) -> list[Finding]:
    """Block less than three days and less than 24 学时, unless approved as a special case (DEV-11)."""
    basis = cite(17, edition)
    video = Finding("DEV-11", Severity.INFO, "集中培训一般面授，确有需要才用视频", "", basis)
    found = [video] if by_video and edition is NEW else []
    if (days or 0) >= TRAINING_DAYS or (hours or 0) >= TRAINING_HOURS:
        return found
    told = f"{days or 0:g} 天、{hours or 0:g} 学时，应不少于 {TRAINING_DAYS} 天或 {TRAINING_HOURS} 学时"
    message = "短期集中培训不够" if days or hours else "没有短期集中培训的记录"
    return [*found, Finding("DEV-11", Severity.BLOCK, message, "", basis, told, overridable=True)]
