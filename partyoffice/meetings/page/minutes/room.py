"""Which panes there is room for: a narrow window has the meetings in one line over the minutes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent

from partyoffice.meetings.page.minutes import attendance
from partyoffice.ui import theme
from partyoffice.ui.controls import KEYBOARD

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.pane import MinutesPane

NARROW, LOW = 1200, 560


class Room(QObject):
    """Shows, folds and moves the panes."""

    def __init__(self, pane: "MinutesPane") -> None:
        super().__init__(pane)
        self.pane, self.open, self.was_narrow = pane, True, False
        pane.installEventFilter(self)
        theme.signals.changed.connect(self.fit)

    def narrow(self) -> bool:
        """Say whether the minutes need the whole width."""
        return self.pane.width() < theme.scaled(NARROW)

    def fit(self) -> None:
        """Show what there is room for."""
        pane, narrow = self.pane, self.narrow()
        if narrow != self.was_narrow:
            self.was_narrow = narrow
            (pane.row if narrow else pane.over).removeWidget(pane.side)
            if narrow:
                pane.over.insertWidget(0, pane.side)
            else:
                pane.row.insertWidget(0, pane.side)
        pane.side.set_narrow(narrow)
        pane.lines[0].setVisible(not narrow)
        people, there = pane.editor.attendance, pane.shown() is not None
        theme.keep_width(people, attendance.NARROW if narrow else attendance.WIDTH)
        people.set_low(pane.height() <= theme.scaled(LOW))
        for part in (people, pane.lines[1]):
            part.setVisible(there and self.open)

    def toggle(self) -> None:
        """Show or fold the attendance (F4)."""
        self.open = not self.open
        self.fit()
        if self.open and self.pane.shown() is not None:
            self.pane.editor.attendance.seats.line.setFocus(KEYBOARD[2])

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the page's size."""
        if isinstance(event, QResizeEvent):
            self.fit()
        return False
