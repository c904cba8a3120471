"""Which panes of 党员名册 there is room for: a narrow window folds them, F4 slides the card over the list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout

from partyoffice.ui import theme
from partyoffice.ui.controls import KEYBOARD

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage

NARROW = 1200
LEAST = 248  # head, tabs, foot and two lines of the card, drawn for 10 pt


class Room(QObject):
    """Shows, folds and lays over, below the commands; the page keeps its own row of panes."""

    def __init__(self, page: "RosterPage", row: QHBoxLayout) -> None:
        super().__init__(page)
        self.page, self.row = page, row
        self.open, self.over = True, False  # the card shown; shown over the list instead of beside it
        page.installEventFilter(self)
        theme.signals.changed.connect(self.fit)

    def narrow(self) -> bool:
        """Say whether the list needs the whole width."""
        return self.page.width() < theme.scaled(NARROW)

    def toggle(self) -> None:
        """Show the card, ready for the keyboard where it lies over the list, or fold it (F4)."""
        self.open = not self.page.pane.isVisibleTo(self.page)
        self.fit()
        if not self.open:
            self._back_to_list()
        elif self.over:
            self.page.pane.tabs.setFocus(KEYBOARD[2])

    def _back_to_list(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or focus is self.page.pane or self.page.pane.isAncestorOf(focus) or self.over:
            self.page.take_focus()

    def fit(self) -> None:
        """Show what there is room for."""
        page, narrow = self.page, self.narrow()
        page.bar.set_narrow(narrow)
        for part in (page.side, page.lines[0]):
            part.setVisible(not narrow)
        self._lay(over=narrow)
        for part in (page.pane, page.lines[1]):
            part.setVisible(self.open)

    def _lay(self, *, over: bool) -> None:
        """Lay the card over the right edge, or give it back its place in the row."""
        card = (self.page.lines[1], self.page.pane)
        if over != self.over:
            self.over = over
            for part in card:
                self.row.removeWidget(part) if over else self.row.addWidget(part)
        if over:
            top, width = self._top(), self.page.pane.width()
            left, height = self.page.width() - width, self.page.height() - top
            card[1].setGeometry(left, top, width, height)
            card[0].setGeometry(left - 1, top, 1, height)
            for part in card:
                part.raise_()

    def _top(self) -> int:
        """Return where the card begins: below the commands, or above them where it would be too low."""
        below = self.page.bar.height()
        return below if self.page.height() - below >= theme.scaled(LEAST) else 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the page's width; Esc folds the card that lies over the list."""
        if isinstance(event, QResizeEvent):
            self._resized(event)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() == Qt.Key.Key_Escape and self._esc()
        return False

    def _resized(self, event: QResizeEvent) -> None:
        narrow, was = (
            width < theme.scaled(NARROW) for width in (event.size().width(), event.oldSize().width())
        )
        if narrow != was or event.oldSize().width() < 0:
            self.open = not narrow
        self.fit()

    def _esc(self) -> bool:
        focus, pane = QApplication.focusWidget(), self.page.pane
        if self.over and self.open:
            self.toggle()
            return True
        if focus is not None and pane.isAncestorOf(focus):
            self.page.take_focus()
            return True
        return False
