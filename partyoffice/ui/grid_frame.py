"""How a list is arranged: its columns, what is frozen, where each cell stands; ``Grid`` builds it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollBar

from partyoffice.ui import grid_parts, theme
from partyoffice.ui.choice import Choice
from partyoffice.ui.column_layout import ColumnLayout
from partyoffice.ui.delegate import CellDelegate
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.grid_edge import FrozenEdge
from partyoffice.ui.grid_view import GridView
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.table_model import TICK_KEY, TableModel
from partyoffice.ui.total_row import TotalStrip


class GridFrame(QFrame):
    """The parts of a list and the layout of its columns."""

    layout_changed = Signal(dict)  # what ``restore`` takes, to be kept on this PC

    model: TableModel
    left: GridView
    body: GridView
    right: GridView
    columns: ColumnLayout
    choice: Choice
    delegate: CellDelegate
    pane: EmptyPane
    empty: Callable[[], Empty]
    bar: QScrollBar
    edges: tuple[FrozenEdge, FrozenEdge]
    strips: list[TotalStrip]
    _tell: QTimer

    # Fitting -----------------------------------------------------------------------------

    def fit(self) -> None:
        """Take heights and widths of the font in force."""
        self.right.head().strip = self.body.head().strip
        for view in self.columns.views:
            view.fit_rows()
            view.head().fit()
        self.columns.dress()
        self._show_empty()

    def _fit_parts(self) -> None:
        grid_parts.fit(self)
        self.arranged()

    def arranged(self) -> None:
        """Follow: every cell may stand elsewhere now."""

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        if not self.columns.dressing and new:
            self.columns.resized(column, new)
            self._tell.start()
            self._fit_parts()

    # Columns -----------------------------------------------------------------------------

    def sort_by(self, column: int) -> None:
        """Sort by a column, or turn its order round; the tick column selects all."""
        if self.model.columns[column].key == TICK_KEY:
            self.choice.select_all()
            return
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self.model.sort(column, down if self.model.sorted_by == (column, up) else up)
        self._after_layout()

    def freeze_to(self, key: str) -> None:
        """Let everything up to a column stand still while the others scroll."""
        at = self.model.place_of(key)
        if at >= 0:
            self.columns.freeze(self.columns.places.index(at) + 1)
            self._after_layout()

    def freeze_none(self) -> None:
        """Let every column scroll."""
        self.columns.freeze(0)
        self._after_layout()

    def freeze_usual(self) -> None:
        """Freeze the columns that are frozen by default."""
        self.columns.freeze(self.columns.usual)
        self._after_layout()

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column."""
        self.columns.set_shown(key, shown=shown)
        self._after_layout()

    def reset_columns(self) -> None:
        """Take back default order, widths, visibility and freezing."""
        self.columns.reset()
        self._after_layout()

    def restore(self, state: dict[str, Any]) -> None:
        """Take the layout kept on this PC; an empty one changes nothing, a spoilt one means the default."""
        try:
            if state:
                self.columns.restore(state)
        except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError):
            self.reset_columns()

    def keep_in(self, prefs: Prefs, key: str) -> None:
        """Take the layout kept on this PC under a key, and keep every change of it there."""
        self.restore(prefs.get(key, {}))
        self.layout_changed.connect(lambda state: prefs.put(key, state))

    def _after_layout(self) -> None:
        for view in self.columns.views:
            view.head().viewport().update()
        self._tell.start()

    # Cells -------------------------------------------------------------------------------

    def hover(self, row: int) -> None:
        """Mark the row under the mouse, -1 for none."""
        before, self.delegate.hovered = self.delegate.hovered, row
        if before != row:
            self._repaint_rows({before, row} - {-1})

    def show_focus(self, focused: bool) -> None:
        """Draw the ring of the current cell, or not."""
        self.setProperty("focused", focused)
        self._repaint_rows({self.body.currentIndex().row()})

    def _repaint_rows(self, rows: set[int]) -> None:
        for view in self.columns.views:
            for row in rows:
                top = view.rowViewportPosition(row)
                view.viewport().update(0, top, view.viewport().width(), theme.row_height())

    def cell_rect(self, index: QModelIndex) -> QRect:
        """Return where a cell stands in the list."""
        view = self.columns.view_of(index.column())
        return view.visualRect(index).translated(view.viewport().mapTo(self, QPoint(0, 0)))

    def cell_room(self, index: QModelIndex) -> QRect:
        """Return the place an editor of a cell may take: never under the frozen part or below the edge."""
        return grid_parts.room(self, self.columns.view_of(index.column()))

    def cell_on_screen(self) -> QRect:
        """Return where the current cell stands on the screen."""
        rect = self.cell_rect(self.body.currentIndex())
        return QRect(self.mapToGlobal(rect.topLeft()), rect.size())

    def take_focus(self) -> None:
        """Bring the keyboard to the list."""
        self.body.setFocus(Qt.FocusReason.MouseFocusReason)

    def leave_chain(self) -> None:
        """Let a dialog set the body into its own order: a proxy has its fixed place in Qt's chain."""
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none, the stub does not know it

    def _show_empty(self) -> None:
        gone = self.model.rowCount() == 0
        if gone:
            self.pane.show_empty(self.empty())
            self._place_pane()
            self.pane.raise_()
        self.pane.setVisible(gone)

    def _place_pane(self) -> None:
        head = self.body.head().height()
        self.pane.setGeometry(0, head, self.width(), max(0, self.height() - head))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the empty state in the middle."""
        super().resizeEvent(event)
        self._place_pane()
        self._fit_parts()
