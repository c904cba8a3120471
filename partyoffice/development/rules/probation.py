"""预备期: from the accepting meeting on, one year, one extension, and what becomes of it (T3 to T7, DEV-23).

Never from the day of approval, never from the oath; 29 February ends on 28 February, full on 1 March.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import Day, add_months, add_months_forward, add_years_forward, days_after
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.profile import USUAL, EndStyle, RuleSettings
from partyoffice.members.rules import PROBATION_ARTICLE, Edition, cite

SHORTEST, LONGEST = 6, 12  # months of an extension
PUT_OFF_MONTHS = 6  # for somebody who came from elsewhere
PROMPT_MONTHS = 1  # a meeting this soon after the end is prompt, its cause is not asked for [P]


class Decision(StrEnum):
    """What the meeting at the end of 预备期 may decide."""

    ON_TIME = "按期转正"
    EXTEND = "延长预备期"
    REVOKE = "取消预备党员资格"


class Cause(StrEnum):
    """Why 转正 was discussed late (T6): it decides the day, and is asked for, never guessed."""

    DELAY = "支部没有及时讨论，或疑点已经查清"
    QUALIFIED_LATER = "期满时还不够条件，没有办延长，后来够了"


@dataclass(frozen=True, slots=True)
class Probation:
    """预备期 as it is printed, and the day full membership counts from when it ends on time."""

    start: date
    end: date
    full: date


def _ending(full: date, style: EndStyle) -> date:
    return days_after(full, -1) if style is EndStyle.DAY_BEFORE else full


def probation_from(accepted: date, settings: RuleSettings = USUAL) -> Probation:
    """Return the 预备期 of somebody the branch accepted on a day (T3, T4)."""
    full = add_years_forward(accepted, 1)
    return Probation(accepted, _ending(full, settings.probation_end), full)


def extended(first: Probation, months: int, settings: RuleSettings = USUAL) -> Probation:
    """Return the extension: it follows the first year without a gap, whenever the meeting was (T5)."""
    full = add_months_forward(first.full, months)
    return Probation(first.full, _ending(full, settings.probation_end), full)


def check_extension(months: int, earlier: int, edition: Edition) -> list[Finding]:
    """Block an extension under six months, over a year, or a second one."""
    basis, found = cite(PROBATION_ARTICLE, edition), []
    if not SHORTEST <= months <= LONGEST:
        message = f"延长预备期应为六个月至一年，现为 {months} 个月"
        found.append(Finding("T5", Severity.BLOCK, message, "", basis, f"{SHORTEST} ≤ 月数 ≤ {LONGEST}"))
    if earlier:
        message = "预备期只能延长一次，不够条件的应取消预备党员资格"
        found.append(Finding("T5", Severity.BLOCK, message, "", basis, f"已延长 {earlier} 次"))
    return found


def probation_sum(one: Probation) -> str:
    """Return the sum: 支部大会 2025-06-18，满一年为 2026-06-18，预备期 2025-06-18 至 2026-06-17."""
    return f"支部大会 {one.start}，满一年为 {one.full}，预备期 {one.start} 至 {one.end}"


def extension_sum(one: Probation, months: int) -> str:
    """Return the sum of an extension."""
    return f"从 {one.start} 起延长 {months} 个月，延长至 {one.end}，转正时间 {one.full}"


# -- the meeting on 转正 ------------------------------------------------------------------------


def full_day(
    full: date,
    meeting: date,
    cause: Cause | None = None,
    approved: date | None = None,
    *,
    transferred_in: bool = False,
) -> date | None:
    """Return 转正时间 after a meeting on ``meeting``; None while what it hangs on is missing.

    A prompt meeting and that of somebody who came from elsewhere leave it at ``full`` (T6, T7).
    """
    if transferred_in or cause is Cause.DELAY or meeting <= add_months(full, PROMPT_MONTHS):
        return full
    return approved if cause is Cause.QUALIFIED_LATER else None


def check_full_meeting(
    full: date,
    meeting: Day | None,
    on: date,
    edition: Edition,
    cause: Cause | None = None,
    *,
    transferred_in: bool = False,
    extends: bool = False,
) -> list[Finding]:
    """Block a meeting before the end of 预备期 unless with a reason, ask why it was late (T6, T7).

    Of an extension the reason is not asked: it runs from the end whenever the meeting was (T5).
    """
    if meeting is not None and meeting.last < full:
        missing = (full - meeting.last).days
        told = f"预备期满 {full}，大会 {meeting}，还差 {missing} 天"
        basis, message = cite(PROBATION_ARTICLE, edition), "预备期未满，不能讨论转正"
        return [Finding("DEV-23", Severity.BLOCK, message, "", basis, told, overridable=True)]
    held = meeting.first if meeting is not None else on
    if transferred_in:
        return _put_off(full, held, edition)
    if held <= add_months(full, PROMPT_MONTHS) or cause is not None:
        return []
    return [_late(full, meeting, held, edition, extends=extends)]


def _put_off(full: date, held: date, edition: Edition) -> list[Finding]:
    latest = add_months(full, PUT_OFF_MONTHS)
    if held <= latest:
        return []
    told = f"期满 {full}，推迟六个月为 {latest}，{held} 晚 {(held - latest).days} 天"
    message = "转入的预备党员讨论转正最多推迟六个月"
    return [Finding("T7", Severity.WARN, message, "", cite(35, edition), told)]


def _late(full: date, meeting: Day | None, held: date, edition: Edition, *, extends: bool) -> Finding:
    told = f"预备期满 {full}，{held} 已过 {(held - full).days} 天"
    ask = "支部拖延或疑点查清的，转正时间仍为期满之日；期满时不够条件后来才够的，为上级批准之日"
    message = f"讨论转正晚于期满，请选原因：{ask}" if meeting else "预备期已满，应及时讨论转正"
    if meeting and extends:
        message = "讨论晚于期满，延长的预备期仍接着期满之日算"
    return Finding(
        "DEV-23", Severity.WARN, message, "", cite(32, edition), told, mark="[P]" if meeting else ""
    )


def check_recorded(recorded: Day | None, reckoned: date, edition: Edition) -> list[Finding]:
    """Tell where 转正时间 on the file is not the reckoned one; a day beside 29 February is also seen (T4)."""
    if recorded is None or recorded.first <= reckoned <= recorded.last:
        return []
    leap = (reckoned.month, reckoned.day) == (3, 1) and recorded == Day.of(days_after(reckoned, -1))
    severity = Severity.INFO if leap else Severity.WARN
    message = f"转正时间 {recorded} 与推算的 {reckoned} 不一致，请核对入党志愿书，以原件为准"
    return [Finding("T3", severity, message, "", cite(PROBATION_ARTICLE, edition), f"推算为 {reckoned}")]
