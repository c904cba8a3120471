"""The list of a register between its bars, with the card beside it: what is read, shown and current."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.ui.chips import ChipRow
from partyoffice.ui.controls import rule, upright
from partyoffice.ui.empty import Empty
from partyoffice.ui.filtering import Search
from partyoffice.ui.filters import Filters
from partyoffice.ui.grid import Grid
from partyoffice.ui.joined_cells import JoinedCells
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.narrowing import Narrowing
from partyoffice.ui.register import Look, Register, Role, Row
from partyoffice.ui.register_bar import CommandBar, Foot
from partyoffice.ui.register_card import CardPane, hidden
from partyoffice.ui.register_columns import filterables, grid_columns, keys_of
from partyoffice.ui.register_deeds import Deeds
from partyoffice.ui.register_menu import give_key, row_menu
from partyoffice.ui.rule_line import RuleLine
from partyoffice.ui.table_model import TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from partyoffice.ui.desk import Desk

FOLLOW_MS = 30
UNDER = (Role.OTHER, Role.OPEN, Role.REMOVE)


class RegisterPane(QWidget):
    """One register at work; ``slots`` are what the bar calls, ``page`` and ``view`` where it stands."""

    told = Signal()  # other counts

    def __init__(
        self,
        desk: "Desk",
        register: Register,
        slots: "Mapping[str, Callable[[], object]]",
        page: str,
        view: str,
    ) -> None:
        super().__init__()
        self.desk, self.register, self.page, self.view = desk, register, page, view
        self.rows, self.finder = list[Row](), Search()
        self.shown_view = register.views[0].key if register.views else ""
        self.year, self.seen = clock.today().year, -1
        self.deeds = Deeds(self)
        ticks = register.person is not None or any(verb.many for verb in register.verbs)
        columns = grid_columns(register.columns, ticks=ticks)
        left, right = register.still
        self.grid: Grid = Grid(TableModel(columns), frozen=1 + left + ticks, right=right, unit=register.unit)
        self.grid.opens = True
        self.chips, self.filters = ChipRow(), Filters(filterables(register.columns))
        self.bar = CommandBar(register, self.deeds.run, slots)
        self.foot = Foot([one for one in register.verbs if one.button and one.role in UNDER], self.deeds.run)
        self.card = CardPane() if register.card is not None else None
        self.line = RuleLine() if register.line is not None else None
        self.joined = JoinedCells(self.grid, register.together) if register.together is not None else None
        self.narrowing = Narrowing(self.grid, self.filters, self.chips, self._find)
        self.follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._lay_out()
        self._wire()
        self._restore()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.chips)
        middle.addWidget(self.grid, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(middle, 1)
        if self.card is not None:
            self.edge = upright()
            row.addWidget(self.edge)
            row.addWidget(self.card)
        self.column = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addLayout(row, 1)
        if self.line is not None:
            box.addWidget(rule())
            box.addWidget(self.line)
        box.addWidget(self.foot)

    def _wire(self) -> None:
        self.grid.narrowing, self.grid.empty = self.narrowing, self._empty
        self.bar.view_chosen.connect(self.show_view)
        self.bar.year_chosen.connect(self.show_year)
        self.narrowing.changed.connect(self._tell)
        self.narrowing.cleared.connect(self._empty_box)
        self.grid.selection_changed.connect(self._tell)
        if self.register.cells is not None:
            self.grid.selection_changed.connect(self.follow.start)
        self.grid.current_changed.connect(lambda _id: self.follow.start())
        self.grid.opened.connect(lambda _id: self.deeds.run_role(Role.OPEN))
        self.grid.menu_wanted.connect(self._menu)
        self.follow.timeout.connect(self.show_card)
        self.desk.masked_changed.connect(self._on_masked)

    def _on_masked(self, masked: bool) -> None:
        self.grid.model.set_masked(masked)
        self.show_card()

    def _find(self, text: str) -> list[int]:
        return self.finder.find(text)

    def _restore(self) -> None:
        prefs, row, key = self.desk.prefs, self.narrowing.row, self.register.key
        self.grid.model.set_masked(self.desk.masked)
        self.grid.keep_in(prefs, f"{key}.columns")
        row.show_row(prefs.get(f"{key}.filter_row", True))
        row.shown_changed.connect(lambda shown: prefs.put(f"{key}.filter_row", shown))

    # Reading -----------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Read again what has changed since the rows were read."""
        if self.seen != self.desk.open_office().last_seq:
            self.reload()

    def reload(self) -> None:
        """Read the rows anew; the current one stays so, or leaves its place to the next."""
        register, office = self.register, self.desk.open_office()
        self.seen, before = office.last_seq, self.grid.body.currentIndex().row()
        look = Look(clock.today(), self.year if register.years is not None else None)
        with office.reading() as session:
            self.rows = list(register.read(session, look))
            years = register.years(session) if register.years is not None else ()
        if register.years is not None:
            self.bar.show_years(years, self.year)
        now, model = self.grid.choice.current_id(), self.grid.model
        self.finder = Search(lambda: [keys_of(register.columns, row) for row in self.rows])
        model.fill(self.rows, [row.id for row in self.rows])
        model.search_by(self.finder)
        self.filters.fill(self.rows)
        self._offer()
        if now and not model.rows_of([now]) and model.rowCount():
            self.grid.choice.go_to(model.record_id(min(max(before, 0), model.rowCount() - 1)))
        self.show_card()

    def _offer(self) -> None:
        views = self.register.views
        if not views:
            self.narrowing.offer(None)
            return
        keep = {view.key: [at for at, row in enumerate(self.rows) if view.keep(row)] for view in views}
        self.bar.show_view(self.shown_view, [len(keep[view.key]) for view in views])
        if isinstance(self.desk.window, MainWindow):
            give_key(self.register, self.desk.window.actions_table, self.bar.adder())
        self.narrowing.offer(keep[self.shown_view])

    # What is shown -----------------------------------------------------------------------

    def show_view(self, key: str) -> None:
        """Show the rows of a view."""
        self.shown_view = key
        self._offer()

    def show_year(self, year: int) -> None:
        """Show another year."""
        self.year = year
        self.reload()

    def current(self) -> Row:
        """Return the row under the cursor, None without one."""
        now = self.grid.choice.current_id()
        found = next((row for row in self.rows if row.id == now), None)
        return None if found is None else self._pointed(found)

    def chosen(self) -> "list[Row]":
        """Return the rows that are ticked or selected, else the current one."""
        ids = set(self.grid.choice.ids()) or {self.grid.choice.current_id()}
        return [self._pointed(row) for row in self.grid.model.shown() if row.id in ids]

    def _pointed(self, row: Row) -> Row:
        """Return a row as it is under the chosen columns."""
        if self.register.cells is None:
            return row
        places = self.grid.choice.block()[1] or [self.grid.body.currentIndex().column()]
        return self.register.cells(row, [self.grid.model.columns[at].key for at in places])

    def go_to(self, ident: int, column: str = "") -> bool:
        """Make a record current, leaving view and filters where they hide it."""
        if not any(row.id == ident for row in self.rows):
            return False
        if not self.grid.model.rows_of([ident]):
            self.narrowing.clear()
            row = next(row for row in self.rows if row.id == ident)
            home = next((view.key for view in self.register.views if view.keep(row)), self.shown_view)
            self.show_view(home)
        return self.grid.choice.go_to(ident, column)

    def show_card(self) -> None:
        """Let card and buttons follow the list."""
        self.follow.stop()
        row, make = self.current(), self.register.card
        self.foot.follow(row)
        if self.line is not None and self.register.line is not None:
            self.line.show_rule(*(self.register.line(row) if row is not None else ("", "")))
        if self.card is None or make is None or self.card.isHidden():
            return
        if row is None:
            self.card.show_card(None)
            return
        with self.desk.open_office().reading() as session:
            card = make(session, row)
        self.card.show_card(hidden(card) if self.desk.masked else card)

    def toggle_card(self) -> None:
        """Show or fold the card (F4)."""
        if self.card is not None:
            folded = not self.card.isHidden()
            self.card.setHidden(folded)
            self.edge.setHidden(folded)
            self.show_card()

    # What is told ------------------------------------------------------------------------

    def _tell(self) -> None:
        self.bar.block_empty(self.grid.model.rowCount())
        if not self.grid.model.rowCount():
            self.grid.pane.show_empty(self._empty())
        self.told.emit()

    def status(self) -> str:
        """Return the counts of the view shown."""
        here, unit, grid = self.narrowing.here, self.register.unit, self.grid
        whole, shown, chosen = (
            len(self.rows if here is None else here),
            grid.model.rowCount(),
            grid.choice.count(),
        )
        parts = [f"共 {whole} {unit}"]
        parts += [f"筛选后 {shown} {unit}"] if shown != whole else []
        parts += [f"已选 {chosen} {unit}"] if chosen else []
        return "·".join([*parts, *grid.sums()])

    def _empty_box(self) -> None:
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.header.search.find_now("")

    def _empty(self) -> Empty:
        """Say why nothing is listed: nothing yet, nothing in this view, or all of it filtered away."""
        here = self.narrowing.here
        if self.narrowing.told() and (self.rows if here is None else here):
            names = "、".join(f"“{title}”" for _key, title, _words in self.narrowing.told())
            return Empty(
                "search-x", "没有符合条件的", f"被{names}挡住了。", (("显示全部", self.narrowing.clear),)
            )
        words, adder = self.register.empty, self.bar.adder()
        adder = (not self.rows and self.register.begins) or adder
        title = words.title if not self.rows else f"“{self.view_title()}”里没有内容"
        ways = ((self.register.verb(adder).text, partial(self.deeds.run, adder)),) if adder else ()
        return Empty(words.icon, title, words.why if not self.rows else "", (*ways, *words.actions))

    def view_title(self) -> str:
        """Return the title of the view shown."""
        return next((view.title for view in self.register.views if view.key == self.shown_view), "")

    def listed(self) -> bool:
        """Say whether the roster of the register holds the rows of the view shown."""
        return all(view.listed for view in self.register.views if view.key == self.shown_view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Ins, remove with Del."""
        roles = {Qt.Key.Key_Insert: Role.ADD, Qt.Key.Key_Delete: Role.REMOVE}
        role = roles.get(Qt.Key(event.key())) if not event.modifiers() else None
        if role is None or not self.deeds.run_role(role):
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        if isinstance(self.desk.window, MainWindow):
            table = self.desk.window.actions_table
            row_menu(self.register, table, self.chosen()).popup(at)
