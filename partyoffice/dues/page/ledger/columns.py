"""The columns of the ledger: who, what is set, twelve months, and what the year comes to."""

from collections.abc import Callable, Sequence

from partyoffice.core.field import Kind
from partyoffice.core.money import grouped
from partyoffice.dues.page.ledger.faces import amount, said
from partyoffice.dues.queries.ledger import Ledger, Row
from partyoffice.dues.rules.ledger import Cell, Rate
from partyoffice.dues.rules.months import month, number_of
from partyoffice.ui.register_columns import place_of_name
from partyoffice.ui.table_model import NUMBER, Column
from partyoffice.ui.total_row import NOTHING

BASE, RATE, DUE = "base", "rate", "due"
YEAR_DUE, YEAR_PAID, YEAR_OWED = "year_due", "year_paid", "year_owed"
LEFT, RIGHT = 5, 3  # columns that never scroll: with 序号 and the name what is set; the sums of the year
MONTHS = tuple(f"m{number}" for number in range(1, 13))
SAMPLE = "10,432.60"


def cell_of(row: Row, key: str) -> Cell | None:
    """Return the month of a column, None for a column of another kind."""
    return row.cells[MONTHS.index(key)] if key in MONTHS else None


def key_of(one: int) -> str:
    """Return the column of a month."""
    return MONTHS[number_of(one) - 1]


def rate_of(row: Row, ledger: Ledger) -> Rate | None:
    """Return what is set now: for the running month, in another year for its last month set."""
    last = min(ledger.now.month, month(ledger.year, 12))
    found = row.account.rate(max(last, month(ledger.year, 1)))
    return found or next((rate for rate in reversed(row.account.rates)), None)


def per_cent(tenths: int | None) -> str:
    """Return 1.5% for 15 tenths of a per cent."""
    return "" if tenths is None else f"{tenths / 10:g}%"


def summed(amount: int) -> str:
    """Return a sum as the row of totals says it."""
    return grouped(amount) if amount else NOTHING


def _sum(read: Callable[[Row], int]) -> Callable[[Sequence[Row]], str]:
    def total(rows: Sequence[Row]) -> str:
        return summed(sum(map(read, rows)))

    return total


def _money(key: str, title: str, read: Callable[[Row], int | None]) -> Column:
    def text(row: Row) -> str:
        value = read(row)
        return "" if value is None else grouped(value)

    return Column(key, title, text, read, align="right", sample=SAMPLE, kind=Kind.MONEY)


def _year(key: str, title: str, read: Callable[[Row], int]) -> Column:
    """Return a sum of the year; who owes and paid nothing has none, never 0.00."""

    def text(row: Row) -> str:
        return grouped(read(row)) if row.due or row.paid else NOTHING

    return Column(
        key, title, text, read, align="right", sample=SAMPLE, kind=Kind.MONEY, total=_sum(read),
        tone=lambda row: "text" if row.due or row.paid else "text3",
    )  # fmt: skip


def _month(at: int) -> Column:
    return Column(
        MONTHS[at], f"{at + 1} 月", lambda row: said(row.cells[at]), lambda row: amount(row.cells[at]),
        align="right", sample="补 101.22", kind=Kind.MONEY,
        total=lambda rows: summed(sum(row.cells[at].paid for row in rows)),  # each key sums all twelve anew
    )  # fmt: skip


def _owed() -> Column:
    return Column(
        YEAR_OWED, "欠交", lambda row: grouped(row.owed) if row.owed else NOTHING, lambda row: row.owed,
        tone=lambda row: "accent_text" if row.owed else "text3", align="right", sample="1,234.56",
        kind=Kind.MONEY, total=_sum(lambda row: row.owed), total_tone="accent_text",
    )  # fmt: skip


def _set(read: Callable[[Rate], int | None], ledger: Callable[[], Ledger]) -> Callable[[Row], int | None]:
    def value(row: Row) -> int | None:
        rate = rate_of(row, ledger())
        return read(rate) if rate is not None else None

    return value


def ledger_columns(ledger: Callable[[], Ledger]) -> tuple[Column, ...]:
    """Return the columns; ``ledger`` gives the year that is shown."""
    rate = _set(lambda one: one.rate, ledger)
    return (
        NUMBER,
        Column(
            "name", "姓名", lambda row: row.name, lambda row: place_of_name(row.name),
            sample="阿依古丽·买买提", total=lambda rows: f"合计 {len(rows)} 人",
        ),
        _money(BASE, "计算基数", _set(lambda one: one.base, ledger)),
        Column(RATE, "比例", lambda row: per_cent(rate(row)), rate, align="right", sample="1.5%"),
        _money(DUE, "月应交", _set(lambda one: one.due, ledger)),
        *map(_month, range(12)),
        _year(YEAR_DUE, "全年应交", lambda row: row.due),
        _year(YEAR_PAID, "实交", lambda row: row.paid),
        _owed(),
    )  # fmt: skip
