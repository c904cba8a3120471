"""One of the two views of a grid: keys and presses go to the grid, which moves across both."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from partyoffice.ui import theme
from partyoffice.ui.head import Head
from partyoffice.ui.table_model import TICK_KEY

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

Key, Modifier = Qt.Key, Qt.KeyboardModifier
STEPS = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}


class GridView(QTableView):
    """A table view dressed as the product's lists are."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self.grid = grid
        self._own_press = False
        self.setHorizontalHeader(Head(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
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
        """Bring a cell into sight; one that the other view shows only moves the rows."""
        if not index.isValid() or not self.isColumnHidden(index.column()):
            super().scrollTo(index, hint)
            return
        stand_in = self.columnAt(0)
        if stand_in >= 0:
            kept = self.horizontalScrollBar().value()
            super().scrollTo(index.sibling(index.row(), stand_in), hint)
            self.horizontalScrollBar().setValue(kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move as in a sheet; whatever else is pressed goes Qt's way."""
        if not self._moves(event) and not self._acts(event):
            super().keyPressEvent(event)

    def _moves(self, event: QKeyEvent) -> bool:
        key, held = Key(event.key()), event.modifiers()
        extend, jump = bool(held & Modifier.ShiftModifier), bool(held & Modifier.ControlModifier)
        page = max(1, self.viewport().height() // theme.row_height() - 1)
        steps = STEPS | {Key.Key_PageUp: (-page, 0), Key.Key_PageDown: (page, 0)}
        far = 1 << 30
        if held & Modifier.AltModifier:
            return False
        if key in {Key.Key_Return, Key.Key_Enter}:
            self.grid.choice.step(-1 if extend else 1, 0)
        elif key in {Key.Key_Home, Key.Key_End}:
            end = far if key == Key.Key_End else -far
            self.grid.choice.step(end if jump else 0, end, extend=extend)
        elif key in steps:
            down, right = steps[key]
            self.grid.choice.step(down * far if jump else down, right * far if jump else right, extend=extend)
        else:
            return False
        return True

    def _acts(self, event: QKeyEvent) -> bool:
        alt = event.modifiers() & Modifier.AltModifier
        if alt and event.key() in {Key.Key_Return, Key.Key_Enter}:
            self.grid.open_current()
        elif event.key() == Key.Key_Space and self.currentIndex().isValid():
            self.grid.choice.toggle(self.currentIndex())
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take ranges and ticks ourselves: they may begin in the other view."""
        index, held = self.indexAt(event.position().toPoint()), event.modifiers()
        self.grid.take_focus()
        self._own_press = False
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        ticks = self.grid.model.columns[index.column()].key == TICK_KEY
        self._own_press = bool(held & (Modifier.ShiftModifier | Modifier.ControlModifier)) or ticks
        if held & Modifier.ShiftModifier:
            self.grid.choice.extend(index)
        elif self._own_press:
            self.grid.choice.toggle(index)
        else:
            self.grid.choice.anchor = index.row()
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the mouse in both views."""
        self.grid.hover(self.rowAt(round(event.position().y())))
        if not self._own_press:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a press; one we took ourselves is already done."""
        if not self._own_press:
            super().mouseReleaseEvent(event)
        self._own_press = False

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, on the first name if no cell was current."""
        self.grid.choice.settle()
        super().focusInEvent(event)
        self.grid.show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.grid.show_focus(False)
