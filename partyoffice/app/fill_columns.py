"""The columns of a template, each with what fills it; what nobody knows is pointed out once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.app.fill_work import LEFT_EMPTY, Asked, fields, titles
from partyoffice.core.field import Field
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, label
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.still import Combo

ASK = "请选择"
FORMULA = "由模板的公式计算"
SAID = {ASK: Mark.LATE, LEFT_EMPTY: Mark.WARN}  # anything else is an answer
ABOUT = "认不准的请指明一次，同样的模板下次不再问。"


class ColumnsPane(QWidget):
    """Headings or placeholders at the left, what fills them at the right."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.combos: dict[str, Combo] = {}
        self.asked: tuple[Asked, ...] = ()
        self.titles = titles()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(label("列和填的内容", "bold"))
        box.addWidget(label(ABOUT, "cap", wraps=True))
        box.addWidget(self.area, 1)

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """Show the columns; those that wait for an answer come first."""
        self.asked, self.combos = tuple(asked), {}
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 4, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, one in enumerate(sorted(asked, key=_rank)):
            self._row(grid, at, one)
        grid.setRowStretch(len(asked), 1)
        self.area.setWidget(body)
        self.edited.emit()

    def _row(self, grid: QGridLayout, at: int, one: Asked) -> None:
        mark = MarkLabel(_mark(one))
        grid.addWidget(mark, at, 0)
        heading = Elided(one.heading)
        heading.setMinimumWidth(theme.scaled(72))
        grid.addWidget(heading, at, 1)
        if one.reckoned:
            grid.addWidget(label(FORMULA, "label"), at, 2)
            return
        combo = Combo()
        combo.addItems(self._choices(one))
        combo.setCurrentText(self._first(one))
        combo.setMinimumWidth(theme.scaled(150))
        combo.setAccessibleName(f"“{one.heading}”填什么")
        combo.currentTextChanged.connect(lambda text: mark.show_mark(SAID.get(text, Mark.DONE)))
        combo.currentTextChanged.connect(lambda _text: self.edited.emit())
        grid.addWidget(combo, at, 2)
        self.combos[one.heading] = combo

    def _choices(self, one: Asked) -> list[str]:
        near = [text for text in one.could_be if text in self.titles.values()]
        ask = [ASK] if one.could_be else []
        return list(dict.fromkeys([*ask, *near, LEFT_EMPTY, *self.titles.values()]))

    def _first(self, one: Asked) -> str:
        return self.titles.get(one.key) or (ASK if one.could_be else LEFT_EMPTY)

    def waiting(self) -> list[str]:
        """Return the headings that still wait for an answer."""
        return [heading for heading, combo in self.combos.items() if combo.currentText() == ASK]

    def empty(self) -> list[str]:
        """Return the headings that stay empty."""
        return [heading for heading, combo in self.combos.items() if combo.currentText() == LEFT_EMPTY]

    def answers(self) -> dict[str, str]:
        """Return what was said otherwise than it was recognised."""
        first = {one.heading: self._first(one) for one in self.asked}
        said = {heading: combo.currentText() for heading, combo in self.combos.items()}
        asked = {one.heading for one in self.asked if one.could_be}
        told = {h: text for h, text in said.items() if text != ASK and (text != first[h] or h in asked)}
        return {h: "" if text == LEFT_EMPTY else text for h, text in told.items()}

    def fields(self) -> list[Field]:
        """Return the fields that fill a column."""
        chosen = {combo.currentText() for combo in self.combos.values()}
        return [one for one in fields() if one.title in chosen]

    def begin(self) -> None:
        """Take the keyboard to the first question, or to the first column."""
        waiting = self.waiting()
        for heading in [*waiting, *self.combos][:1]:
            self.combos[heading].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _rank(one: Asked) -> int:
    return 0 if one.could_be else 1 if not one.key and not one.reckoned else 2


def _mark(one: Asked) -> Mark:
    return (Mark.LATE, Mark.WARN, Mark.DONE)[_rank(one)]
