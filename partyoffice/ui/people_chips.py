"""The people chosen so far, each a chip with unit and name that Tab reaches and Del removes."""

from collections.abc import Sequence
from itertools import starmap

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from partyoffice.ui import theme
from partyoffice.ui.chips import BETWEEN, HEIGHT, Chip
from partyoffice.ui.controls import KEYBOARD, tip


class PeopleChips(QWidget):
    """Chips in as many lines as they need; gone while nobody is chosen."""

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.chips: list[Chip] = []
        theme.signals.changed.connect(self.flow)
        self.hide()

    def fill(self, people: Sequence[tuple[int, str, str]]) -> None:
        """Show these people, each as id, name and what tells them from others."""
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = list(starmap(self._chip, people))
        self.setVisible(bool(people))
        self.flow()
        if focused >= 0 and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].setFocus(KEYBOARD[0])

    def _chip(self, person: int, name: str, notes: str) -> Chip:
        chip = Chip(str(person), notes.split("·", maxsplit=1)[0], name)
        chip.setParent(self)
        chip.setAccessibleName(f"{name}，{notes}，按 Del 去掉")
        tip(chip, f"{name}　{notes}")
        chip.removed.connect(lambda key: self.removed.emit(int(key)))
        chip.show()
        return chip

    def flow(self) -> None:
        """Set the chips one after the other, in as many lines as they need."""
        left, top, height = 0, 0, theme.scaled(HEIGHT)
        for chip in self.chips:
            if left and left + chip.width() > self.width():
                left, top = 0, top + height + BETWEEN
            chip.move(left, top)
            left += chip.width() + BETWEEN
        self.setFixedHeight(top + height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.flow()
