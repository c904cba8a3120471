"""Which panes of 进程 there is room for: a narrow window has the people in one line and 依据 as a tab."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from partyoffice.ui import theme
from partyoffice.ui.controls import KEYBOARD

if TYPE_CHECKING:
    from partyoffice.development.page.way import WayPane

NARROW, STEPS = 1200, 352


class Room(QObject):
    """Shows, folds and moves the panes; the page keeps its own row of them."""

    def __init__(self, page: "WayPane", row: QHBoxLayout) -> None:
        super().__init__(page)
        self.page, self.row, self.open = page, row, True
        theme.keep_width(page.middle, STEPS)
        page.installEventFilter(self)
        theme.signals.changed.connect(self.fit)

    def narrow(self) -> bool:
        """Say whether steps and form need the whole width."""
        return self.page.width() < theme.scaled(NARROW)

    def fit(self) -> None:
        """Show what there is room for."""
        page, narrow = self.page, self.narrow()
        for part in (page.side, page.lines[0]):
            part.setVisible(not narrow)
        page.pick.setVisible(narrow)
        page.lines[1].setVisible(page.middle.isVisibleTo(page))
        inside = narrow and page.step_pane.detail is not None
        page.step_pane.take_basis(inside=inside)
        page.basis.fit(fixed=not inside)
        if not inside:
            if page.basis.parentWidget() is not page:
                self.row.addWidget(page.basis)
            shown = self.open and not narrow and page.step_pane.detail is not None
            for part in (page.basis, page.lines[2]):
                part.setVisible(shown)
        else:
            page.lines[2].hide()

    def toggle(self) -> None:
        """Show or fold 依据; where it is a tab, turn to it and back (F4)."""
        tabs = self.page.step_pane.tabs
        if self.narrow():
            tabs.setCurrentIndex(1 - tabs.currentIndex())
            tabs.setFocus(KEYBOARD[2])
        else:
            self.open = not self.open
            self.fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the page's width."""
        if isinstance(event, QResizeEvent):
            self.fit()
        return False
