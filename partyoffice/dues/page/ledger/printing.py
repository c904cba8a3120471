"""The ledger on paper and in sheets as it stands in the list, and what those selected paid one by one."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.money import grouped
from partyoffice.dues.page.ledger.faces import owing
from partyoffice.dues.queries.payments import payments_by_month
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import day_of, year_months
from partyoffice.reports.document import Column, Document, Page, Table
from partyoffice.ui.list_paper import grid_document
from partyoffice.ui.register_page import AS_LISTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyoffice.dues.page.ledger.pane import LedgerPane
    from partyoffice.dues.queries.ledger import Row
    from partyoffice.dues.records import Payment
    from partyoffice.dues.rules.months import Month
    from partyoffice.reports.document import Cell as Value

    Paid = Mapping[tuple[int, Month], list[Payment]]

ROSTER, SLIP = "dues-ledger", "党费交纳明细"
NAMED = 3
COLUMNS = (
    Column("姓名", 8), Column("所属月份", 8, kind="date"), Column("应交", 8, kind="money", align="right"),
    Column("实交", 8, kind="money", align="right"), Column("交纳日期", 10, kind="date"),
    Column("交纳方式", 8), Column("交款人", 8), Column("收款人", 8), Column("收据编号", 9),
    Column("说明", 16, align="left"),
)  # fmt: skip


class Printing:
    """Prints and exports for one pane: of those selected, where several are."""

    def __init__(self, pane: "LedgerPane") -> None:
        self.pane, self.desk = pane, pane.desk

    def title(self) -> str:
        """Return what the ledger is called on paper."""
        bar = self.pane.bar
        unit = bar.bodies.currentText().strip() if bar.body() else ""
        return f"{self.pane.year} 年度党费收缴台账{f'（{unit}）' if unit else ''}"

    def _chosen(self) -> list[int] | None:
        rows = self.pane.list.choice.block()[0]
        return rows if len(rows) > 1 else None

    def _document(self) -> Document:
        only = self._chosen()
        said = f"选中的 {len(only)} 人" if only else self.pane.status().split("·选中")[0]
        return grid_document(self.pane.list, self.title(), (str(clock.today()), said), only)

    def print(self) -> None:
        """Print the ledger as it stands, of those selected alone where several are."""
        about = {"title": self.title(), "code": "list.dues.ledger", "note": AS_LISTED}
        self.desk.open_dialog("preview", document=self._document(), **about)

    def export(self) -> None:
        """Export the whole ledger, with its formulas; of those selected what is listed."""
        if self._chosen():
            self.desk.open_dialog("sheet", document=self._document(), title=self.title())
        else:
            self.desk.open_dialog("export", roster=ROSTER)

    # The papers of the ledger ----------------------------------------------------------------

    def register(self) -> None:
        """Offer everybody's twelve months of the year and body shown."""
        self._offer("dues-02", year=str(self.pane.year))

    def sign(self) -> None:
        """Offer the sheet to sign of the month chosen."""
        self._offer("dues-02c", month=str(day_of(self.pane.month_here())))

    def notices(self) -> None:
        """Offer slips to those who have not paid the month chosen."""
        self._offer("dues-12", month=str(day_of(self.pane.month_here())))

    def _offer(self, paper: str, **given: str) -> None:
        self.desk.open_dialog("print", paper=paper, branch=self.pane.bar.body() or None, given=given)

    # One by one ----------------------------------------------------------------------------

    def slip(self) -> None:
        """Print payment by payment what those selected, else the current one, paid for the year."""
        grid = self.pane.list
        at = grid.body.currentIndex().row()
        rows: list[Row] = [grid.model.record(row) for row in self._chosen() or ([at] if at >= 0 else [])]
        if not rows:
            self.desk.messages.inform("没有选中的人", "请先在台账里选中一人或几人。")
            return
        months, people = year_months(self.pane.year), [row.id for row in rows]
        with self.desk.open_office().reading() as session:
            paid = payments_by_month(session, people, months)
        about = {"title": SLIP, "code": "list.dues.slip", "note": "按台账里选中的人"}
        self.desk.open_dialog("preview", document=slip(rows, paid, self.pane.year), **about)


def slip(rows: "list[Row]", paid: "Paid", year: int) -> Document:
    """Return the payments of some people for a year, the months still open among them."""
    names = "、".join(row.name for row in rows[:NAMED]) + (f" 等 {len(rows)} 人" if len(rows) > NAMED else "")
    lines = tuple(line for row in rows for line in _lines(row, paid))
    totals = ("合计", "", _sum(lines, 2), _sum(lines, 3), "", "", "", "", "", "")
    table = Table(COLUMNS, lines, empty="没有应交和已交的月份", size=9, totals=totals if lines else ())
    said = (f"{year} 年度", names, str(clock.today()))
    return Document(SLIP, (table,), Page(landscape=True), lines=said)


def _sum(lines: "Sequence[tuple[Value, ...]]", at: int) -> int:
    return sum(value for line in lines if isinstance(value := line[at], int))


def _lines(row: "Row", paid: "Paid") -> "Iterator[tuple[Value, ...]]":
    for cell in row.cells:
        there, due = paid.get((row.id, cell.month), []), cell.due
        for at, one in enumerate(there):
            how = "流入地已交" if one.elsewhere else one.method
            first = due if not at else None
            yield (
                row.name, day_of(cell.month), first, one.amount, one.on, how, one.payer or "本人",
                one.collector, one.receipt, one.note,
            )  # fmt: skip
        if not there and due and cell.state is not State.FUTURE:
            said = f"未交 {grouped(owing(cell))}"
            yield (row.name, day_of(cell.month), due, None, None, "", "", "", "", said)
