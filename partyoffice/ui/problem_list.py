"""What is wrong in a form, one line each, and the way there."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.ui.controls import label, link
from partyoffice.ui.marks import Mark, MarkLabel


class Sentence(QWidget):
    """What is wrong with one field, under it: mark and sentence; gone while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "problem", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(MarkLabel(Mark.LATE), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence, or nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """Return the sentence."""
        return self._words.text()


class ProblemList(QFrame):
    """All problems of a form, each a link to its field."""

    jumped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(16, 4, 16, 4)
        self.rows.setSpacing(0)
        self.hide()

    def fill(self, problems: Mapping[str, str], titles: Mapping[str, str]) -> None:
        """Show these problems by field."""
        while (item := self.rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for key, sentence in problems.items():
            self.rows.addWidget(self._line(key, f"{titles[key]}：{sentence}"))
        self.setVisible(bool(problems))

    def _line(self, key: str, text: str) -> QWidget:
        line = QWidget()
        box = QGridLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(MarkLabel(Mark.LATE), 0, 0)
        box.addWidget(link(text, lambda: self.jumped.emit(key)), 0, 1)
        box.setColumnStretch(2, 1)
        return line
