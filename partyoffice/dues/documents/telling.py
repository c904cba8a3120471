"""How the ledger is said on paper: a month in its cell, what was set, what changed in the year."""

from partyoffice.core.dates import Day
from partyoffice.core.money import grouped
from partyoffice.dues.queries.ledger import Row
from partyoffice.dues.queries.sheets import Line
from partyoffice.dues.rules.editions import rate_spoken
from partyoffice.dues.rules.ledger import Cell, Rate, State
from partyoffice.dues.rules.months import Month, number_of, year_of

WORDS = {
    State.LATE: "欠交", State.WAIVED: "免交", State.ELSEWHERE: "流入地", State.NONE: "—",
    State.UNSET: "未核定",
}  # fmt: skip
MARKS = {State.MADE_UP: "补", State.AHEAD: "预", State.REDUCED: "少"}
HOW = (
    "空格：还没有交；欠交：过了党费日没有交；免：经批准免交；少：经批准少交；补：过期补交；预：预交；"
    "流入地：在流入地已交，不计入实交；未核定：还没有核定，不计入应交；—：不在本支部交纳。"
)  # fmt: skip


def word_of(cell: Cell) -> str:
    """Return what a month without money says."""
    return WORDS.get(cell.state, "")


def money_of(cell: Cell) -> int | str:
    """Return a month as a figure, which sums may count, or as the word for none."""
    return cell.paid or word_of(cell)


def share_told(tenths: int | None) -> str:
    """Return 1.5 % for 15 tenths of a per cent; nothing where there is no rate."""
    return rate_spoken(tenths) if tenths else ""


def rates_of(row: Row) -> list[tuple[int, Rate]]:
    """Return what was set in the months a member owes, each where it begins: month of the year, amount."""
    found: list[tuple[int, Rate]] = []
    for cell in row.cells:
        rate = row.account.rate(cell.month) if row.account.owes(cell.month) else None
        if rate is not None and (not found or found[-1][1].id != rate.id):
            found.append((number_of(cell.month), rate))
    return found


def last_rate(row: Row) -> Rate | None:
    """Return the last amount set of the year."""
    rates = rates_of(row)
    return rates[-1][1] if rates else None


def remark(row: Line) -> str:
    """Return what the figures do not tell: an amount that changed within the year, who has left."""
    rates = rates_of(row)
    changed = [f"{at}月起 {grouped(rate.due)}" for at, rate in rates[1:]]
    several = len({rate.due for _, rate in rates}) > 1
    told = [grouped(rates[0][1].due), *changed] if several else []
    return "；".join(filter(None, (*told, row.left)))


def day_told(day: Day | None, month: Month) -> str:
    """Return the day a month was paid on: 11-10, with its year where that is another than the month's."""
    if day is None:
        return ""
    short = f"{day.month:02d}-{day.day:02d}" if day.day else f"{day.month}月"
    return short if day.year == year_of(month) else str(day)
