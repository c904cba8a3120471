"""计入: the kinds a meeting counts as, its own first; each further one a chip that Del takes away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from partyoffice.ui.chips import Chip
from partyoffice.ui.controls import KEYBOARD, label, link


class CountedAs(QWidget):
    """``edited`` tells that a kind came or went, ``more_wanted`` that another one is to be chosen."""

    edited = Signal()
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.own, self.kinds, self.may = label("", "chip"), list[str](), list[str]()
        self.chips: list[Chip] = []
        self.locked = False
        self.adder = link("添加", self.more_wanted.emit)
        self.adder.setAccessibleName("添加计入类型")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.own)
        self.row.addWidget(self.adder)

    def take(self, own: str, kinds: Sequence[str], may: Sequence[str]) -> None:
        """Show the kinds; ``may`` are those that could be added."""
        self.own.setText(own)
        self.may = [one for one in may if one != own]
        self._show([str(one) for one in kinds])

    def _show(self, kinds: Sequence[str]) -> None:
        self.kinds = list(kinds)
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = [Chip(one, "", one) for one in self.kinds]
        for at, chip in enumerate(self.chips, 1):
            chip.setAccessibleName(f"计入：{chip.key}，按 Del 去掉")
            chip.removed.connect(self.remove)
            self.row.insertWidget(at, chip)
        self.adder.setVisible(bool(self.more()) and not self.locked)

    def more(self) -> list[str]:
        """Return the kinds that could be added."""
        return [one for one in self.may if one not in self.kinds]

    def add(self, kind: str) -> None:
        """Let the meeting count as another kind too."""
        self._show([*self.kinds, kind])
        self.edited.emit()

    def remove(self, kind: str) -> None:
        """Let it no longer count as that."""
        if not self.locked:
            self._show([one for one in self.kinds if one != kind])
            self.adder.setFocus(KEYBOARD[2])
            self.edited.emit()

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        self.locked = on
        self._show(self.kinds)
