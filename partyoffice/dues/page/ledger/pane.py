"""收缴台账: the ledger of a year, whom it shows, and what is entered in it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.dues.page.ledger import heads
from partyoffice.dues.page.ledger.bar import WHO, CommandBar, EntryBar
from partyoffice.dues.page.ledger.columns import MONTHS, cell_of, key_of
from partyoffice.dues.page.ledger.explain import Told, month_told, year_told
from partyoffice.dues.page.ledger.formula_line import FormulaLine
from partyoffice.dues.page.ledger.grid import LedgerGrid
from partyoffice.dues.page.ledger.reading import EVERYBODY, Book, keys_of, read_assessment, read_book
from partyoffice.dues.rules.ledger import PAID
from partyoffice.dues.rules.months import number_of, year_of
from partyoffice.organisation.records import Organisation
from partyoffice.reports.document import Document
from partyoffice.store.base import Record
from partyoffice.ui.controls import rule
from partyoffice.ui.empty import Empty
from partyoffice.ui.filtering import Search
from partyoffice.ui.list_paper import grid_document
from partyoffice.ui.page import Page
from partyoffice.ui.register_page import AS_LISTED

if TYPE_CHECKING:
    from partyoffice.dues.queries.ledger import Ledger, Row
    from partyoffice.dues.rules.ledger import Cell
    from partyoffice.ui.desk import Desk

PAGE, VIEW = "dues", "ledger"
FOLLOW_MS = 30  # an arrow key held down passes many cells a second
NO_ROWS = "表里没有人"


class LedgerPane(Page):
    """The view; ``show_target(year=…, month=…, person=…, who=…)`` shows what another page pointed at."""

    search_hint = "姓名、拼音"
    topic = "dues"
    lists_people = True

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.book: Book = read_book(desk.open_office(), clock.today().year)
        self.query, self.finder, self.seen = "", Search(), desk.open_office().last_seq
        self.list = LedgerGrid(self.ledger)
        self.grid = self.list
        self.bar, self.entry = CommandBar(self._slots()), EntryBar(self._later)
        self.line = FormulaLine(partial(desk.open_dialog, "help", topic=self.topic))
        self.follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        for part in (self.bar.take, self.bar.more, self.bar.collect, self.entry.change):
            part.hide()
        self._build()
        self._wire()
        self._fill()

    def _slots(self) -> dict[str, Any]:
        slots = dict.fromkeys(("import", "more", "collect"), self._later)
        return {**slots, "export": self.export, "print": self.print_out}

    def _later(self) -> None:
        self.desk.messages.inform("还不能登记", "这一步正在做。")

    def _build(self) -> None:
        self.column = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.bar, self.entry, rule(), self.list, rule(), self.line):
            box.addWidget(part, 1 if part is self.list else 0)

    def _wire(self) -> None:
        self.bar.year_chosen.connect(self.show_year)
        self.bar.changed.connect(self.narrow)
        self.list.empty = self._empty
        self.list.current_changed.connect(lambda _id: self.follow.start())
        self.list.selection_changed.connect(self._tell)
        self.follow.timeout.connect(self.explain)

    # Reading -----------------------------------------------------------------------------

    def ledger(self) -> "Ledger":
        """Return the year that is shown."""
        return self.book.ledger

    @property
    def year(self) -> int:
        """The year shown."""
        return self.book.ledger.year

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again if something changed that the ledger shows."""
        if not kinds or any(_ours(kind) for kind in kinds):
            self.reload()

    def reload(self) -> None:
        """Read the year anew; the current cell stays so."""
        self.show_year(self.year)

    def show_year(self, year: int) -> None:
        """Show another year."""
        office = self.desk.open_office()
        self.book, self.seen = read_book(office, year), office.last_seq
        self._fill()

    def _fill(self) -> None:
        book, rows = self.book, self.book.ledger.rows
        self.bar.show_years(book.years(), self.year)
        self.bar.show_bodies(book.units())
        self.list.model.fill(rows, [row.id for row in rows])
        self.finder = Search(keys_of(rows))
        self.list.set_notes(heads.notes(book.ledger, book.closed))
        self.narrow()

    # What is shown -----------------------------------------------------------------------

    def narrow(self) -> None:
        """Show whom body, question and search leave."""
        body = self.bar.body()
        self.bar.count({key: len(self.book.rows_of(body, key)) for key, _words in WHO})
        here = set(self.book.rows_of(body, self.bar.question()))
        if self.query:
            here &= set(self.finder.find(self.query))
        self.list.model.show_only(here)
        self.list.choice.settle()
        self.bar.block_empty("" if here else NO_ROWS)
        self.explain()
        self._tell()

    def search(self, text: str) -> None:
        """Narrow the list to who is meant by the words."""
        self.query = text.strip()
        self.narrow()

    def _empty(self) -> Empty:
        if self.book.ledger.rows:
            return Empty(
                "search-x",
                "没有符合条件的党员",
                "换一个支部、条件或查找的字。",
                (("显示全部", self.show_all),),
            )
        why = "名册里有了党员，并且到了应交党费的月份，就列在这里。"
        return Empty("inbox", f"{self.year} 年度没有应交党费的党员", why)

    def show_all(self) -> None:
        """Show everybody."""
        self.bar.ask(EVERYBODY)
        self.bar.choose_body(0)
        self.query = ""
        self.narrow()

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show a year, a month, somebody, or those a question means."""
        if "year" in target and int(target["year"]) != self.year:
            self.show_year(int(target["year"]))
        if who := target.get("who", target.get("show")):
            self.show_all()
            self.bar.ask(str(who))
            self.narrow()
        month = int(target.get("month", 0))
        key = MONTHS[month - 1] if month else self._now_key()
        if "person" in target:
            self.show_all()
            if not self.list.choice.go_to(int(target["person"]), key):
                self.desk.messages.warn("台账里没有这个人", f"{self.year} 年度不在应交党费之列。")
        elif month:
            self.list.choice.go_to(self.list.choice.current_id(), key)

    def _now_key(self) -> str:
        now = self.book.ledger.now.month
        return key_of(now) if year_of(now) == self.year else MONTHS[-1]

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
        return month_told(row, cell, self.ledger(), assessment)

    def _tell(self) -> None:
        self.follow.start()
        self.desk.set_status(self.status())

    def status(self) -> str:
        """Return how many are listed, who of them paid this month, and what is selected."""
        grid, now = self.list, self.ledger().now.month
        rows: list[Row] = grid.model.shown()
        parts = [f"共 {len(rows)} 人"]
        if year_of(now) == self.year:
            paid = sum(row.cells[number_of(now) - 1].state in PAID for row in rows)
            parts.append(f"{number_of(now)} 月已交 {paid} 人")
        chosen, wide = grid.choice.block()
        parts += [f"选中 {len(chosen) * len(wide)} 格"] if chosen else []
        return "·".join([*parts, *grid.sums()])

    # Paper and sheet -----------------------------------------------------------------------

    def title(self) -> str:
        """Return what the ledger is called on paper."""
        unit = self.bar.bodies.currentText().strip() if self.bar.body() else ""
        return f"{self.year} 年度党费收缴台账{f'（{unit}）' if unit else ''}"

    def _document(self) -> Document:
        return grid_document(self.list, self.title(), (str(clock.today()), self.status().split("·选中")[0]))

    def print_out(self) -> bool:
        """Print the ledger as it stands."""
        about = {"title": self.title(), "code": "list.dues.ledger", "note": AS_LISTED}
        self.desk.open_dialog("preview", document=self._document(), **about)
        return True

    def export(self) -> None:
        """Export the ledger as it stands."""
        self.desk.open_dialog("sheet", document=self._document(), title=self.title())

    def areas(self) -> list[QWidget]:
        """Return bar and list."""
        return [self.bar, self.list]

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the running month into sight, and read what changed meanwhile."""
        super().showEvent(event)
        if self.seen != self.desk.open_office().last_seq:
            self.reload()
        QTimer.singleShot(0, self, lambda: self.list.show_month(self._now_key()))


def _ours(kind: type) -> bool:
    part = kind.__module__.split(".")
    return kind is Organisation or not issubclass(kind, Record) or part[1] in {"dues", "members"}
