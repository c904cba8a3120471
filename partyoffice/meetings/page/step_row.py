"""The pages of the entry in one slim row: the meeting, then one person after the other."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from partyoffice.ui import theme
from partyoffice.ui.controls import Button, quiet, set_property

HEIGHT = 44


class StepRow(QFrame):
    """One button a page; the page shown stands out, those behind it say how they went."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("role", "command")
        self.words = list(words)
        self.buttons: list[Button] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        for at, word in enumerate(words):
            made = quiet(word, partial(self.chosen.emit, at))
            made.setCheckable(True)
            self.buttons.append(made)
            row.addWidget(made)
        row.addStretch(1)
        theme.keep_height(self, HEIGHT)

    def show_page(self, page: int) -> None:
        """Let one button stand out."""
        for at, one in enumerate(self.buttons):
            one.setChecked(at == page)
            set_property(one, "current", "true" if at == page else "false")

    def tell(self, page: int, verdict: str) -> None:
        """Say on a button how its vote went."""
        word = self.words[page]
        self.buttons[page].setText(f"{word}　{verdict}" if verdict else word)
