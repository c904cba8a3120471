"""What is to be said of a payment: still open, too early, too late, more than owed. Amounts are fen."""

from partyoffice.core.finding import Finding, Severity
from partyoffice.core.money import grouped
from partyoffice.dues.rules import giving
from partyoffice.dues.rules.ledger import ARTICLE_DUE, ARTICLE_LATE, Cell, State
from partyoffice.dues.rules.months import Month, spoken

ARTICLE_EXTRA = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第十一条"
RESTING = {
    State.NONE: "无需交纳",
    State.WAIVED: "已批准免交",
    State.ELSEWHERE: "流入地已交",
}


def still_open(cell: Cell) -> int:
    """Return what a month still asks for; nothing where it is not set."""
    return max((cell.due or 0) - cell.paid, 0)


def why_resting(cell: Cell) -> str:
    """Tell why nothing is to be collected for a month; nothing where something is."""
    if cell.state in RESTING:
        return RESTING[cell.state]
    if cell.due is None:
        return "还没有核定"
    return "" if still_open(cell) else "已经交清"


def is_too_early(month: Month, paid_in: Month, most: int) -> bool:
    """Say whether a month is paid further ahead than the office allows (the limit is LOCAL)."""
    return month - paid_in > most


def is_too_late(month: Month, paid_in: Month, most: int) -> bool:
    """Say whether 补交 comes later than it may without a word why (第十二条: 一般不超过 6 个月)."""
    return paid_in - month > most


def late_said(month: Month, paid_in: Month) -> str:
    """Return the arithmetic of 补交: ``2026年8月 − 2026年1月 = 7 个月``."""
    return f"{spoken(paid_in)} − {spoken(month)} = {paid_in - month} 个月"


def is_large(cell: Cell, amount: int) -> bool:
    """Say whether what somebody gives beyond what is owed is 大额党费, which never enters the balance."""
    return cell.due is not None and giving.is_large(amount - still_open(cell))


def remarks(cell: Cell, amount: int, *, owes: bool) -> list[Finding]:
    """Return what the one who writes a payment down should know; none of it forbids the payment."""
    if not owes:
        return [_warn("DUES-03", f"{spoken(cell.month)}不在本支部交纳党费的月份里，请核对", "")]
    if cell.state is State.ELSEWHERE:
        return [_warn("DUES-04", f"{spoken(cell.month)}已登记“流入地已交”，请核对是不是重复", "")]
    if cell.due is None:
        return [_warn("DUES-01", f"{spoken(cell.month)}还没有核定，先记下实交金额，核定以后再对", "")]
    over = cell.paid + amount - cell.due
    if amount > 0 and over > 0:
        sum_said = (
            f"已交 {grouped(cell.paid)} ＋ {grouped(amount)} − 应交 {grouped(cell.due)} = {grouped(over)}"
        )
        return [_warn("DUES-02", "比应交的多；自愿多交的应另记在收支账，不抵别的月份", sum_said)]
    return []


def _warn(code: str, said: str, arithmetic: str) -> Finding:
    article = ARTICLE_EXTRA if code == "DUES-02" else ARTICLE_DUE
    return Finding(code, Severity.WARN, said, arithmetic=arithmetic, article=article)


def late_remark(month: Month, paid_in: Month) -> Finding:
    """Return what is said of 补交 beyond the usual months, the reason of which was given."""
    said = f"补交{spoken(month)}的党费，已超过一般期限，说明已记下"
    return Finding("DUES-05", Severity.INFO, said, article=ARTICLE_LATE, arithmetic=late_said(month, paid_in))
