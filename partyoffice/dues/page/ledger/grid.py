"""The list of the ledger: two-line heads, months that share the room, the keys of entering."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from partyoffice.core.money import grouped
from partyoffice.dues.page.ledger import widths
from partyoffice.dues.page.ledger.columns import BASE, DUE, LEFT, MONTHS, RATE, RIGHT, ledger_columns
from partyoffice.dues.page.ledger.commands import HEAD_MENU
from partyoffice.dues.page.ledger.delegate import LedgerDelegate
from partyoffice.dues.queries.ledger import Ledger
from partyoffice.ui.grid import Grid
from partyoffice.ui.head_note import HeadNote
from partyoffice.ui.table_model import TableModel

SIGNS = {"..": "above", "。。": "above", "=": "due", "＝": "due"}  # typed instead of an amount
EDGES = 4  # the two frozen edges


class LedgerGrid(Grid):
    """Members by months. What its keys mean is the page's; ``proposed`` gives the amount a cell asks for."""

    above_wanted = Signal()  # Ctrl+D or ..: as in the line above
    due_wanted = Signal()  # Ctrl+Enter or =: what is due, for every selected month
    cleared = Signal()  # Del

    def __init__(self, ledger: Callable[[], Ledger]) -> None:
        super().__init__(TableModel(ledger_columns(ledger)), frozen=LEFT, right=RIGHT, totals=True, unit="人")
        self._longest: dict[str, str] = {}
        self.delegate = LedgerDelegate(self)
        self.proposed: Callable[[], int | None] = lambda: None
        self.body.head().setSectionsMovable(False)  # months stay in their order
        for view in self.columns.views:
            view.head().tall = True
            view.setAccessibleName("收缴台账")
        self.editing.begun.connect(self._on_begun)
        self.model.modelReset.connect(self._measure)
        self.fit()

    # Room --------------------------------------------------------------------------------

    def fit(self) -> None:
        """Take heights and widths of the font in force."""
        super().fit()
        if isinstance(self.delegate, LedgerDelegate):  # not yet while the list is being built
            self.fit_widths()

    def fit_widths(self) -> None:
        """Let the months share what the frozen columns leave."""
        room, model = self.width(), self.model
        gone = widths.hidden(room)
        for key in (BASE, RATE):
            self.columns.set_shown(key, shown=key not in gone)
        texts = {model.columns[at].key: text for one in self.strips for at, text in one.texts.items()}
        texts |= self._longest
        bar = self.right.verticalScrollBar().sizeHint().width() + EDGES
        self.columns.widen(widths.widths(room, texts, bar))

    def _measure(self) -> None:
        """Note the longest name and amounts of those listed, so that none is cut."""
        rows, columns = self.model.shown(), self.model.columns
        self._longest["name"] = max((row.name for row in rows), key=len, default="")
        for key in (BASE, DUE):
            read = columns[self.model.place_of(key)].sort
            amounts = (read(row) or 0 for row in rows) if read is not None else ()
            self._longest[key] = grouped(max(amounts, default=0))
        self.fit_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit_widths()

    def show_month(self, key: str) -> None:
        """Bring a month whole into sight, the left cut on the edge of a column."""
        at = MONTHS.index(key) + 1
        wide = self.body.columnWidth(self.model.place_of(key))
        room = self.body.viewport().width() // max(1, wide)
        self.body.horizontalScrollBar().setValue(max(0, at - room) * wide)

    def set_notes(self, notes: Mapping[str, HeadNote]) -> None:
        """Say under the months how they stand."""
        head = self.body.head()
        head.notes = notes
        head.viewport().update()

    def commands_of_head(self, column: int) -> Sequence[str]:
        """Return what can be done with a month, for other columns what lists offer."""
        months = self.model.columns[column].key in MONTHS
        return HEAD_MENU if months else super().commands_of_head(column)

    # Entering ----------------------------------------------------------------------------

    def edit_current(self, *, select: bool = False) -> None:
        """Edit the current cell; one not paid yet begins with what is due, so that Enter takes it."""
        super().edit_current(select=select)
        box, due = self.editing.box, self.proposed()
        if box is not None and due and isinstance(box.part, QLineEdit) and not box.part.text():
            box.editor.set_value(due)
            box.caret_at_end(select=True)

    def _on_begun(self) -> None:
        box = self.editing.box
        if box is not None and isinstance(box.part, QLineEdit):
            box.part.textEdited.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        wanted = SIGNS.get(text.strip())
        if wanted is not None:
            self.editing.cancel()
            (self.above_wanted if wanted == "above" else self.due_wanted).emit()

    def fill_down(self) -> None:
        """Enter the months as those above them were (Ctrl+D)."""
        if self.editing.finish():
            self.above_wanted.emit()

    def fill_selection(self) -> None:
        """Enter what is due for every selected month (Ctrl+Enter)."""
        self.editing.cancel()
        self.due_wanted.emit()

    def clear_cells(self) -> None:
        """Take out what was entered for the selected months (Del)."""
        self.cleared.emit()
