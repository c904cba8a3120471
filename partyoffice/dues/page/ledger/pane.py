"""收缴台账: the ledger of a year, whom it shows, and what is entered in it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.dues.page.ledger.bar import CommandBar, EntryBar
from partyoffice.dues.page.ledger.columns import MONTHS, cell_of, key_of
from partyoffice.dues.page.ledger.commands import CELL_MENU, MORE_MENU, commands
from partyoffice.dues.page.ledger.edits import LedgerEdits
from partyoffice.dues.page.ledger.entering import Entering
from partyoffice.dues.page.ledger.explain import Told, month_told, year_told
from partyoffice.dues.page.ledger.forms import Forms
from partyoffice.dues.page.ledger.formula_line import FormulaLine
from partyoffice.dues.page.ledger.grid import LedgerGrid
from partyoffice.dues.page.ledger.how import usual
from partyoffice.dues.page.ledger.locking import Locking
from partyoffice.dues.page.ledger.printing import Printing
from partyoffice.dues.page.ledger.reading import Book, read_assessment
from partyoffice.dues.page.ledger.resuming import resume
from partyoffice.dues.page.ledger.shown import Shown
from partyoffice.dues.rules import paying
from partyoffice.dues.rules.ledger import PAID
from partyoffice.dues.rules.months import Month, month, number_of, year_of
from partyoffice.organisation.records import Organisation
from partyoffice.store.base import Record
from partyoffice.ui.controls import rule
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.page import Page
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyoffice.dues.queries.ledger import Ledger, Row
    from partyoffice.dues.rules.ledger import Cell
    from partyoffice.ui.desk import Desk

PAGE, VIEW = "dues", "ledger"
FOLLOW_MS = 30  # an arrow key held down passes many cells a second


class LedgerPane(Page):
    """The view; ``show_target(year=…, month=…, person=…, who=…)`` shows what another page pointed at."""

    search_hint = "姓名、拼音"
    topic, imports = "dues", "dues"
    lists_people = True

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.shown = Shown(self)
        self.list = LedgerGrid(self.ledger)
        self.grid = self.list
        self.entering, self.forms = Entering(self, usual(desk.open_office())), Forms(self)
        self.printing, self.locking = Printing(self), Locking(self)
        self.list.edits = LedgerEdits(self)
        self.resuming = ""  # the draft that the next form goes on with
        self.bar, self.entry = CommandBar(self._slots()), EntryBar(self.forms.how)
        self.line = FormulaLine(partial(desk.open_dialog, "help", topic=self.topic))
        self.follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._build()
        self._wire()
        if isinstance(desk.window, MainWindow):
            desk.window.actions_table.add(commands(self), PAGE, VIEW)
        self.tell_how()
        self.shown.fill()

    def _slots(self) -> dict[str, Any]:
        return {
            "import": writes(partial(self.desk.open_dialog, "import", kind="dues")),
            "export": self.printing.export,
            "print": self.print_out,
            "more": self._more,
            "collect": self.collect_now,
        }

    def _build(self) -> None:
        self.column = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.bar, self.entry, rule(), self.list, rule(), self.line):
            box.addWidget(part, 1 if part is self.list else 0)

    def _wire(self) -> None:
        self.bar.year_chosen.connect(self.shown.read)
        self.bar.changed.connect(self.shown.narrow)
        self.list.empty, self.list.proposed = self.shown.empty, self._proposed
        self.list.above_wanted.connect(self.entering.above)
        self.list.due_wanted.connect(self.entering.due)
        self.list.cleared.connect(self.entering.drop)
        self.list.refused.connect(lambda why: self.desk.messages.inform("没有改动", f"{why}。"))
        self.list.opened.connect(lambda _id: self.forms.one())
        self.list.menu_wanted.connect(partial(self.popup, CELL_MENU))
        self.list.current_changed.connect(lambda _id: self.follow.start())
        self.list.selection_changed.connect(self.tell)
        self.follow.timeout.connect(self.explain)

    # What is shown -----------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """The year as it was read."""
        return self.shown.book

    def ledger(self) -> "Ledger":
        """Return the year that is shown."""
        return self.book.ledger

    @property
    def year(self) -> int:
        """The year shown."""
        return self.book.ledger.year

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again if something changed that the ledger shows."""
        if not kinds:
            self.shown.read(self.year)
        elif any(_ours(kind) for kind in kinds):
            self.shown.catch_up()

    def search(self, text: str) -> None:
        """Narrow the list to who is meant by the words."""
        self.shown.search(text)

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show a year, a month, somebody, or those a question means; go on with a form."""
        if "draft" in target:
            resume(self, str(target["draft"]))
            return
        if "year" in target and int(target["year"]) != self.year:
            self.shown.read(int(target["year"]))
        if who := target.get("who", target.get("show")):
            self.shown.ask(str(who))
        number = int(target.get("month", 0))
        key = MONTHS[number - 1] if number else key_of(self.shown.month_now())
        if "person" in target:
            self.shown.show_all()
            if not self.list.choice.go_to(int(target["person"]), key):
                self.desk.messages.warn("台账里没有这个人", f"{self.year} 年度不在应交党费之列。")
        elif number:
            self.list.choice.go_to(self.list.choice.current_id(), key)

    # Entering ----------------------------------------------------------------------------

    def _proposed(self) -> int | None:
        found = self.current()
        cell = found[1] if found is not None else None
        return paying.still_open(cell) if cell is not None and not cell.paid else None

    @writes
    def collect_now(self) -> None:
        """Ask to enter the running month of those listed, or of those selected."""
        self._collect(self.shown.month_now())

    @writes
    def collect_here(self) -> None:
        """Ask to enter the month of the head or cell."""
        self._collect(self.month_here())

    def month_here(self) -> Month:
        """Return the month whose head was pressed, or in which the cursor stands, else the running one."""
        at = self.list.menu_column if self.list.menu_column >= 0 else self.list.body.currentIndex().column()
        key = self.list.model.columns[at].key if at >= 0 else ""
        return month(self.year, MONTHS.index(key) + 1) if key in MONTHS else self.shown.month_now()

    def _collect(self, of: Month) -> None:
        grid, rows = self.list, self.list.choice.block()[0]
        chosen = rows if len(rows) > 1 else range(grid.model.rowCount())
        whose = f"选中的 {len(rows)} 人" if len(rows) > 1 else f"列出的 {len(chosen)} 人"
        self.forms.month(of, [grid.model.record(row) for row in chosen], whose)

    def tell_how(self) -> None:
        """Say above the list as what payments are entered."""
        self.entry.say(self.entering.how.said())

    def _more(self) -> None:
        self.popup(MORE_MENU, self.bar.more.mapToGlobal(self.bar.more.rect().bottomLeft()))

    def popup(self, idents: "Sequence[str]", at: QPoint) -> None:
        """Open a menu of registered commands."""
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.actions_table.popup(idents, at)

    # What is told ------------------------------------------------------------------------

    def current(self) -> "tuple[Row, Cell | None] | None":
        """Return the row and the month under the cursor, None without a row."""
        now = self.list.body.currentIndex()
        if not now.isValid():
            return None
        row: Row = self.list.model.record(now.row())
        return row, cell_of(row, self.list.model.columns[now.column()].key)

    def explain(self) -> None:
        """Say below the list how the current cell is reckoned."""
        self.follow.stop()
        found = self.current()
        self.line.show_told(self._told(*found) if found is not None else Told())

    def _told(self, row: "Row", cell: "Cell | None") -> Told:
        if cell is None:
            return year_told(row, self.year)
        rate = row.account.rate(cell.month)
        assessment = read_assessment(self.desk.open_office(), rate.id) if rate is not None else None
        return month_told(row, cell, self.ledger(), assessment, self.entering.paid_said(row, cell))

    def tell(self) -> None:
        """Show the counts, and soon what the line says."""
        self.follow.start()
        self.desk.set_status(self.status())

    def status(self) -> str:
        """Return how many are listed, who of them paid this month, and what is selected."""
        grid, now = self.list, self.ledger().now.month
        rows: list[Row] = grid.model.shown()
        parts = [f"共 {len(rows)} 人"]
        if year_of(now) == self.year:
            here = number_of(now) - 1
            paid = sum(row.cells[here].state in PAID for row in rows)
            parts.append(f"{number_of(now)} 月已交 {paid} 人")
        chosen, wide = grid.choice.block()
        parts += [f"选中 {len(chosen) * len(wide)} 格"] if chosen else []
        return "·".join([*parts, *grid.sums()])

    def print_out(self) -> bool:
        """Print the ledger as it stands."""
        self.printing.print()
        return True

    def areas(self) -> list[QWidget]:
        """Return bar and list."""
        return [self.bar, self.list]

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the running month into sight, and read what changed meanwhile."""
        super().showEvent(event)
        if self.shown.seen != self.desk.open_office().last_seq:
            self.shown.catch_up()
        QTimer.singleShot(0, self, lambda: self.list.show_month(key_of(self.shown.month_now())))


def _ours(kind: type) -> bool:
    part = kind.__module__.split(".")
    return kind is Organisation or not issubclass(kind, Record) or part[1] in {"dues", "members"}
