"""A short list of records inside a form: add, correct with Enter, take out with Del."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.development.page.rows import Rows
from partyoffice.members.page.line_list import LineList
from partyoffice.ui.controls import bar, label, quiet
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyoffice.store.base import Record

NONE = "还没有记录"


class RowList(QWidget):
    """Heading with 添加, the lines, or that there are none yet."""

    add_wanted = Signal()
    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.lines = LineList(rows.title, whole=True)
        self.lines.setProperty("lines", "true")
        self.none = label(NONE, "cap")
        self.none.setContentsMargins(16, 0, 0, 4)
        self.add = quiet("添加", writes(partial(self.add_wanted.emit)), "plus")
        self.add.setAccessibleName(f"添加{rows.title}")
        self.correct = quiet("更正", self._correct)
        self.remove = quiet("删除", self._remove)
        for part, word in ((self.correct, "更正"), (self.remove, "删除")):
            part.setAccessibleName(f"{word}选中的{rows.title}")
        head = bar(label(rows.title, "bold"), None, self.correct, self.remove, self.add, margins=(0, 0, 0, 0))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 8)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.none)
        box.addWidget(self.lines)
        self.lines.opened.connect(self.opened.emit)
        self.lines.removed.connect(self.removed.emit)
        self.lines.selectionModel().currentChanged.connect(lambda *_: self._fit())

    def fill(self, records: "Sequence[Record]") -> None:
        """Show these."""
        self.lines.fill([self.rows.line(row) for row in records])
        self.lines.setVisible(bool(records))
        self.none.setVisible(not records)
        self._fit()

    def _fit(self) -> None:
        chosen = self.lines.current_key() is not None
        for part in (self.correct, self.remove):
            part.setVisible(bool(self.lines.lines()))
            part.block("" if chosen else f"请先选中一条{self.rows.title}")

    def _correct(self) -> None:
        self.opened.emit(self.lines.current_key())

    @writes
    def _remove(self) -> None:
        self.removed.emit(self.lines.current_key())
