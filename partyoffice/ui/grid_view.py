"""One of the views of a grid: keys and presses go to the grid, which moves across all of them."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from partyoffice.ui import cell_keys, theme
from partyoffice.ui.head import Head
from partyoffice.ui.table_model import TICK_KEY

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

Held = Qt.KeyboardModifier


class GridView(QTableView):
    """A table view dressed as the product's lists are."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self.grid = grid
        self.setHorizontalHeader(Head(self))
        for signal in (self.head().sectionPressed, self.head().sectionEntered):
            signal.disconnect()  # Qt would select the column: a press on a head sorts
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.fit_rows()

    def head(self) -> Head:
        """Return the header as what it is."""
        head = self.horizontalHeader()
        assert isinstance(head, Head)  # ruff: ignore[assert] -- set in __init__, told to the type checker
        return head

    def fit_rows(self) -> None:
        """Take the row height of the font."""
        self.verticalHeader().setMinimumSectionSize(theme.row_height())
        self.verticalHeader().setDefaultSectionSize(theme.row_height())

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight; one that another view shows only moves the rows."""
        if not index.isValid() or not self.isColumnHidden(index.column()):
            super().scrollTo(index, hint)
            return
        stand_in = self.columnAt(0)
        if stand_in >= 0:
            kept = self.horizontalScrollBar().value()
            super().scrollTo(index.sibling(index.row(), stand_in), hint)
            self.horizontalScrollBar().setValue(kept)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, and the ground of the rows beside them."""
        super().paintEvent(event)
        left, width = self.head().length() - self.head().offset(), self.viewport().width()
        if left >= width or self.grid.delegate.lined:
            return
        painter = QPainter(self.viewport())
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        for row in range(max(0, first), (last if last >= 0 else self.model().rowCount() - 1) + 1):
            rect = QRectF(left, self.rowViewportPosition(row), width - left, self.rowHeight(row))
            self.grid.delegate.rest(painter, rect, row)

    # Keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and edit as in a sheet; what is no key of the grid is left to those around it."""
        if not cell_keys.press(self.grid, event):
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next cell of a grid that can be edited; out of any other, and out of its head."""
        focus = QApplication.focusWidget()
        in_head = focus is not None and self.head().isAncestorOf(focus)
        if not in_head and cell_keys.tab(self.grid, forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the editor with the first composed character."""
        if not self.grid.editing.compose(event):
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # noqa: ANN401 -- Qt's variant
        """Tell where the candidates are to stand, beside the cell or in its editor."""
        part = self.grid.editing.part()
        if part is not None and query != Qt.InputMethodQuery.ImEnabled:
            return part.inputMethodQuery(query)
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return QRect(
                self.mapFromGlobal(self.grid.cell_on_screen().topLeft()), self.grid.cell_on_screen().size()
            )
        return super().inputMethodQuery(query)

    # Mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take cells, blocks and ticks ourselves: they may begin in another view."""
        index, held = self.indexAt(event.position().toPoint()), event.modifiers()
        if not self.grid.editing.finish():
            return
        self.grid.take_focus()
        if not index.isValid():
            return
        if event.button() is Qt.MouseButton.LeftButton:
            self._take(index, held)
        elif index.row() not in self.grid.choice.rows():
            self.grid.choice.choose(index)

    def _take(self, index: QModelIndex, held: Held) -> None:
        choice = self.grid.choice
        ticks = self.grid.model.columns[index.column()].key == TICK_KEY
        if held & Held.ShiftModifier:
            choice.extend(index, rows=ticks)
        elif ticks:
            choice.toggle(index)
        elif held & Held.ControlModifier:
            choice.add(index)
        else:
            choice.choose(index)
            self.grid.drag.begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the mouse in every view, or go on with a block."""
        self.grid.hover(self.rowAt(round(event.position().y())))
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.grid.drag.go_on(self.viewport().mapToGlobal(event.position().toPoint()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End a block."""
        self.grid.drag.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.grid.model.columns[index.column()].key != TICK_KEY:
            self.grid.open_current()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the page for its menu."""
        self.grid.menu_wanted.emit(event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the hovered row."""
        self.grid.hover(-1)
        super().leaveEvent(event)

    # Focus: Qt's own handlers would paint every cell anew, each time an editor opens or closes --------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Show the ring, on the first name if no cell was current."""
        self.grid.choice.settle()
        self.grid.allow_input()
        self.grid.show_focus(True)

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """Hide the ring."""
        self.grid.show_focus(False)
