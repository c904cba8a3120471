"""The rows of a form: title, editor, and what is to be said about the value under it."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from partyoffice.core.field import Field
from partyoffice.core.finding import Severity
from partyoffice.core.text import holds_junk
from partyoffice.ui import theme
from partyoffice.ui.controls import label, rule
from partyoffice.ui.editors import Editor
from partyoffice.ui.problem_list import Sentence
from partyoffice.ui.remarks import Remark, RemarkBlock

CLEARED = Remark(Severity.INFO, "已清除不可见字符")
LABEL_WIDTH, LABEL_WIDEST = 88, 112  # 本级党组织名称 stands in one line


class Row:
    """Label, editor, the sentence of a fault and the remarks under it."""

    def __init__(self, field: Field, editor: Editor) -> None:
        self.field, self.editor, self.required = field, editor, field.required
        self.title = label(wraps=True, role="label")
        self.title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.title.setBuddy(editor.focus_part())
        self.sentence, self.remarks = Sentence(), RemarkBlock()
        self.given: Any = None
        self.baseline: Any = None
        self.fault = ""  # what was wrong with the value as it was stored
        self.outer = ""  # a problem told by the page, gone with the next edit
        self.cleared = False  # what was pasted held characters nobody sees
        self.require(field.required)

    def wanted_width(self) -> int:
        """Return how wide the title would be in one line, if that is not too wide for a column."""
        words = theme.metrics().horizontalAdvance(self.title.text()) + 2
        return words if words <= theme.scaled(LABEL_WIDEST) else 0

    def fit(self, width: int) -> None:
        """Take the column's width and the height for the font in force."""
        self.title.setFixedWidth(width)
        self.title.setContentsMargins(0, (theme.control_height() - theme.line()) // 2, 0, 10)

    def require(self, wanted: bool) -> None:
        """Mark the field as 必填, or no longer."""
        self.required = wanted
        self.title.setText(self.field.title + (" *" if wanted else ""))
        self.editor.focus_part().setAccessibleName(self.field.title + ("，必填" if wanted else ""))

    def load(self, value: Any) -> None:  # noqa: ANN401 -- each kind its own
        """Show a value and remember it as the one stored."""
        self.editor.set_value(value)
        self.given, self.baseline = value, self.editor.value()
        self.fault, self.outer, self.cleared = self.editor.problem(), "", False
        self.remarks.say(())
        self.judge()

    def look_for_junk(self) -> None:
        """Note that what now stands there holds characters nobody sees, before they are cleared."""
        now = self.editor.unread()
        self.cleared = bool(now) and (self.cleared or holds_junk(now))

    def remark(self, said: Sequence[Remark]) -> None:
        """Say under the field what is to be said of its value."""
        self.remarks.say((*said, CLEARED) if self.cleared else tuple(said))

    def touched(self) -> bool:
        """Say whether something else stands there now."""
        return bool(self.editor.value() != self.baseline) or self.editor.problem() != self.fault

    def value(self) -> Any:  # noqa: ANN401 -- each kind its own
        """Return the value, untouched ones as they were given."""
        now = self.editor.value()
        return self.given if now == self.baseline else now

    def problem(self) -> str:
        """Return what must be mended before saving; a strange value stored long ago need not."""
        mine = self.editor.problem() if self.touched() else ""
        return self.outer or mine or self.remarks.blocking()

    def judge(self) -> None:
        """Show or hide the sentence and the frame."""
        found = self.editor.problem() or self.outer
        self.editor.mark_bad(bool(found or self.remarks.blocking()))
        self.sentence.say(found)

    def empty(self) -> bool:
        """Say whether nothing stands there."""
        return self.value() in {None, "", b"", ()}

    def wanting(self) -> bool:
        """Say whether a value is still to be filled in (待补); hidden fields ask for nothing."""
        return self.required and not self.editor.isHidden() and self.empty()


def lay_out(grid: QGridLayout, rows: Iterable[Row]) -> None:
    """Set rows into a grid, a head and a hairline where a group begins."""
    grid.setContentsMargins(16, 16, 16, 16)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    group = ""
    for row in rows:
        if row.field.group != group:
            group = row.field.group
            _head(grid, group)
        _place(grid, row)
    grid.setRowStretch(grid.rowCount(), 1)


def _head(grid: QGridLayout, title: str) -> None:
    at = grid.rowCount()
    if at > 1:
        grid.addWidget(rule(), at, 0, 1, 2)
    head = label(title, "bold")
    head.setContentsMargins(0, 10, 0, 8)
    grid.addWidget(head, at + 1, 0, 1, 2)


def _place(grid: QGridLayout, row: Row) -> None:
    at = grid.rowCount()
    holder = QVBoxLayout()
    holder.setContentsMargins(0, 0, 0, 10)
    holder.setSpacing(3)
    for part in (row.editor, row.sentence, row.remarks):
        holder.addWidget(part)
    grid.addWidget(row.title, at, 0, Qt.AlignmentFlag.AlignTop)
    grid.addLayout(holder, at, 1)
