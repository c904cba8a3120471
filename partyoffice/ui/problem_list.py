"""What is wrong in a form, one line each, and the way there."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.ui import theme
from partyoffice.ui.controls import Button, label, link, tip
from partyoffice.ui.marks import Mark, MarkLabel


def in_line(mark: MarkLabel) -> QWidget:
    """Return a mark set level with the first line of a small sentence beside it."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, max(0, (theme.line("cap") - mark.height()) // 2), 0, 0)
    box.addWidget(mark)
    return holder


class Sentence(QWidget):
    """What is wrong with one field, under it: mark and sentence; gone while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "problem", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(in_line(MarkLabel(Mark.LATE)), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence, or nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """Return the sentence."""
        return self._words.text()


class MissingLink(Button):
    """待补 in the action bar: how much is still to be filled in; pressing goes on to the next of it."""

    NAMED = 2

    def __init__(self, jump: Callable[[str], object]) -> None:
        super().__init__("", "link", "", self.go_on)
        self.jump, self.keys, self.next = jump, list[str](), 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_titles(self, wanting: Mapping[str, str]) -> None:
        """Name what is wanting by key; all of it stands in the tooltip."""
        titles = list(wanting.values())
        if list(wanting) != self.keys:
            self.keys, self.next = list(wanting), 0
        shown = "、".join(titles[: self.NAMED])
        more = f" 等 {len(titles)} 项" if len(titles) > self.NAMED else ""
        self.setText(f"待补：{shown}{more}" if titles else "")
        tip(self, f"按一下到这一项。待补：{'、'.join(titles)}" if titles else "")
        self.setVisible(bool(titles))

    def go_on(self) -> None:
        """Go to the next field that is still empty, from the last to the first again."""
        if self.keys:
            key = self.keys[self.next % len(self.keys)]
            self.next += 1
            self.jump(key)


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
