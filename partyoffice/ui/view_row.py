"""The slim row of views: words where there is room for all of them, else one list to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from partyoffice.ui import painting, theme
from partyoffice.ui.page import PageSpec
from partyoffice.ui.pane_tabs import RING, PaneTabs
from partyoffice.ui.still import Combo

EDGE, LEAST = 16, 160


class ViewRow(QFrame):
    """Tells which view is wanted; ``show_view`` marks the one shown. ``name`` is for screen readers."""

    wanted = Signal(str)

    def __init__(self, views: Sequence[PageSpec], name: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.keys = [view.key for view in views]
        self.tabs, self.box = PaneTabs(tuple(view.title for view in views), name), Combo()
        self.box.setAccessibleName(name)
        self.box.addItems([view.title for view in views])
        row = QHBoxLayout(self)
        row.addWidget(self.box)
        row.addWidget(self.tabs)  # last: the window's notes are reached by Tab from what is last here
        row.addStretch(1)
        self.tabs.currentChanged.connect(self._tell)
        self.box.activated.connect(self._tell)
        theme.signals.changed.connect(self._fit)
        self._fit()

    def _tell(self, at: int) -> None:
        if 0 <= at < len(self.keys):
            self.wanted.emit(self.keys[at])

    def show_view(self, key: str) -> None:
        """Mark a view without asking for it."""
        at = self.keys.index(key)
        for part in (self.tabs, self.box):
            part.blockSignals(True)
            part.setCurrentIndex(at)
            part.blockSignals(False)
        self.tabs.update()

    def stop(self) -> QWidget:
        """Return what takes the keyboard here."""
        return self.box if self.tabs.isHidden() else self.tabs

    def _fit(self) -> None:
        words = sum(self.tabs.tabSizeHint(at).width() for at in range(self.tabs.count()))
        narrow = bool(self.width()) and words + 2 * EDGE > self.width()
        self.layout().setContentsMargins(EDGE if narrow else EDGE - RING, 0, EDGE, 0)  # type: ignore[union-attr]  # set in __init__
        self.tabs.setVisible(not narrow)
        self.box.setVisible(narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line the words stand on from edge to edge."""
        super().paintEvent(event)
        painting.hairline(QPainter(self), 0, self.height(), self.width(), theme.ink("line"))

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the list alone: the words never widen the window."""
        return QSize(theme.scaled(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words or list."""
        super().resizeEvent(event)
        self._fit()
