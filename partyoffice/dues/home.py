"""What 党费 gives to 首页: the running month, and the year by months."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.dues.queries.ledger import Row, read_year, since
from partyoffice.dues.queries.yearly import count
from partyoffice.dues.rules.ledger import PAID, State
from partyoffice.dues.rules.months import Month, month_of, number_of, year_months, year_of
from partyoffice.part import Number, YearCell, YearRow

PAGE, LEDGER = "dues", "ledger"
SETTLED = PAID | {State.WAIVED}
ALL = "齐"
MOST_WAYS = 12  # people of a month who are offered one by one


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return how many have not paid the running month yet, and how much of it has come in."""
    month = month_of(on)
    found = count(session, month, month, on)
    if not found.people:
        return ()
    rate = found.rate or "—"  # the strip has room for ten characters
    note = f"收 {rate}，未核定 {len(found.unset)}" if found.unset else f"收缴率 {rate}"
    open_ = len(found.people - found.settled - found.unset)
    return (Number(str(open_), "本月党费未交", note, (PAGE, f"{LEDGER}.unpaid")),)


# -- the year at a glance -----------------------------------------------------------------------


def year(session: Session, wanted: int, on: date) -> Sequence[YearRow]:
    """Return how many have paid of those who owe each month, from the first month of the book to now."""
    begun = since(session)
    if begun is None or wanted < year_of(begun) or wanted > on.year:
        return ()
    found = read_year(session, wanted, on)
    months = [one if begun <= one <= month_of(on) else None for one in year_months(wanted)]
    cells = tuple(_month(one, found.rows) if one is not None else YearCell() for one in months)
    return (YearRow("党费", cells, f"当月党费还没有交清的人数，没有核定的也算；都交清了写“{ALL}”"),)


def _month(month: Month, rows: Sequence[Row]) -> YearCell:
    at = number_of(month)
    mine = [(row, row.cells[at - 1]) for row in rows if row.account.owes(month)]
    if not mine:
        return YearCell()
    counts = Counter(cell.state for _row, cell in mine)
    open_ = sum(number for state, number in counts.items() if state not in SETTLED)
    told = "，".join(f"{state} {counts[state]} 人" for state in State if counts[state])
    late = [row for row, cell in mine if cell.state is State.LATE]
    note = f"{at} 月应交 {len(mine)} 人：{told}"
    return YearCell(str(open_) if open_ else ALL, _mark(counts), note, _ways(month, late))


def _mark(counts: Mapping[State, int]) -> str:
    marks = ((State.LATE, "late"), (State.UNSET, "warn"), (State.DUE, "soon"))
    return next((mark for state, mark in marks if counts.get(state)), "")


def _ways(month: Month, late: Sequence[Row]) -> tuple[tuple[str, str, dict[str, object]], ...]:
    """Return the ways to the month, and to each who is late with it."""
    at = {"view": LEDGER, "year": year_of(month), "month": number_of(month)}
    people = tuple((f"{row.name} 欠交", PAGE, {**at, "person": row.id}) for row in late[:MOST_WAYS])
    return ((f"{number_of(month)} 月收缴台账", PAGE, at), *people)
