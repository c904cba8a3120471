"""A field for a small number in bounds, stepped with the arrow keys."""

import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from partyoffice.ui.line import Line

NUMBER = re.compile(r"[+-]?\d{1,4}(?:\.\d{0,3})?")
Held = Qt.KeyboardModifier


class Figure(Line):
    """A small number in bounds; ↑ and ↓ change it by a step, with Ctrl by ten."""

    def __init__(self, value: float, least: float, most: float, places: int = 0) -> None:
        super().__init__(f"{value:.{places}f}")
        self.least, self.most, self.places = least, most, places
        self.step = 0.1 if places else 1
        self.setMinimumWidth(40)
        self.editingFinished.connect(lambda: self.set_value(self.value()))

    def value(self) -> float:
        """Return the number in its bounds, the least or nothing for what is no number."""
        text = unicodedata.normalize("NFKC", self.text()).strip()
        found = float(text) if NUMBER.fullmatch(text) else max(self.least, 0)
        return min(max(found, self.least), self.most)

    def set_value(self, value: float) -> None:
        """Show a number."""
        self.setText(f"{min(max(value, self.least), self.most):.{self.places}f}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys."""
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if way:
            times = 10 if event.modifiers() & Held.ControlModifier else 1
            self.set_value(self.value() + way * self.step * times)
        else:
            super().keyPressEvent(event)
