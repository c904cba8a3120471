"""核定: once for a year, within it only for a cause and with a word why (2017 通知（一）)."""

from partyoffice.dues.rules.editions import NOTICE_2017
from partyoffice.dues.rules.months import Month, number_of, span_spoken, spoken, year_of
from partyoffice.dues.rules.words import Cause, Payer

ARTICLE = f"{NOTICE_2017}（一）"
STEADY = "工资变动的，当年不再调整，下一年核定时再算"
WITHIN = tuple(one for one in Cause if one is not Cause.YEARLY)  # the list is UNCONFIRMED
_PAYERS = {Cause.RETIRED: Payer.RETIRED, Cause.JOBLESS: Payer.JOBLESS}


def usual_cause(first: Month, year: int) -> Cause:
    """Return why somebody's first amount of a year is set who owes from a month on."""
    return Cause.NEW if year_of(first) == year and number_of(first) > 1 else Cause.YEARLY


def payer_after(cause: Cause, payer: Payer) -> Payer:
    """Return what somebody lives on after what happened to them."""
    return _PAYERS.get(cause, payer)


def why_not_from(start: Month, year: int, first: Month, last: Month) -> str:
    """Return why an amount cannot begin with a month; ``first`` to ``last`` are owed in the year."""
    if year_of(start) != year:
        return f"起交月份{spoken(start)}不在 {year} 年"
    if not first <= start <= last:
        return f"{spoken(start)}不在应交的月份里（{span_spoken(first, last)}）"
    return ""


def why_not_again(cause: Cause, start: Month, before: Month | None, note: str) -> str:
    """Return why another amount cannot be set in a year that has one from ``before`` on."""
    if before is None:
        return ""
    if start == before:
        return f"{spoken(start)}起的数额已经核定，填错的请更正"
    if cause is Cause.YEARLY:
        return f"每年核定一次（{ARTICLE}），年中重新核定要选明原因；{STEADY}"
    return "" if note.strip() else "年中重新核定没有写明情况"


def why_not_changed(paid: int, note: str) -> str:
    """Return why an amount by which ``paid`` months were paid cannot become another one."""
    if not paid or note.strip():
        return ""
    return f"已按原数交了 {paid} 个月。{STEADY}（{ARTICLE}）"
