"""The form of one step, what stands beside it as records of its own, and what was done on it."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from partyoffice.core.finding import Severity
from partyoffice.development.page.detail import Detail
from partyoffice.development.page.row_list import RowList
from partyoffice.development.page.rows import ROWS
from partyoffice.development.page.step_values import (
    ON,
    Entered,
    Verdict,
    entered,
    fields_of_step,
    values_of,
    verdict,
)
from partyoffice.development.rules.overrides import record_line
from partyoffice.members.page.line_list import Line, LineList
from partyoffice.ui.asking import label_keys
from partyoffice.ui.controls import label, rule
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.remarks import Remark, RemarkBlock
from partyoffice.ui.rights import lock_fields, reading_only

if TYPE_CHECKING:
    from partyoffice.development.page.reading import Ways

Said = Mapping[str, list[Remark]]


class StepForm(RecordForm):
    """Fields with what the rules say of them while they are filled in; below them records and deeds.

    A closed step is only read: it is mended after 撤回本步.
    """

    judged = Signal()
    add_wanted = Signal(object)  # Rows
    row_wanted = Signal(object, int)
    row_removed = Signal(object, int)

    def __init__(self, ways: "Ways", detail: Detail) -> None:
        fields = fields_of_step(detail.number, detail.edition)
        super().__init__(fields, values_of(detail.step, fields), keys=label_keys, remarks=self._judge)
        self.ways, self.detail, self.fields, self.verdict = ways, detail, fields, Verdict()
        self.beside, self.lists = RemarkBlock(), [RowList(one) for one in ROWS.get(detail.number, ())]
        self.excused = label("", "warn", wraps=True, selectable=True)
        self.vote = label("", wraps=True, selectable=True)
        self.trail = LineList("办理记录", whole=True)
        self.trail.setProperty("lines", "true")
        self.later = QTimer(self, singleShot=True, interval=0)  # once the words are laid out
        self.later.timeout.connect(self.fit_height)
        self._add_rest()
        self._fill_rest()
        if detail.closed:
            self._lock()
        self.remark()

    def showEvent(self, event: QShowEvent) -> None:
        """Lock the fields where the office is only read."""
        if reading_only(self):
            for row in self.rows.values():
                lock_fields(row.editor)
        super().showEvent(event)

    def _add_rest(self) -> None:
        """Set in below the fields what scrolls with them."""
        grid = self.grid
        for at in range(grid.rowCount()):
            grid.setRowStretch(at, 0)
        head = label("办理记录", "bold")
        head.setContentsMargins(0, 8, 0, 4)
        parts: tuple[QWidget, ...] = (self.vote, *self.lists, self.beside, self.excused)
        self.beside.setContentsMargins(0, 0, 0, 8)
        for words in (self.excused, self.vote):
            words.setContentsMargins(0, 4, 0, 8)
        line = rule()
        for part in (*parts, line, head, self.trail):
            grid.addWidget(part, grid.rowCount(), 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        for one in self.lists:
            one.add_wanted.connect(partial(self.add_wanted.emit, one.rows))
            one.opened.connect(partial(self.row_wanted.emit, one.rows))
            one.removed.connect(partial(self.row_removed.emit, one.rows))

    def _fill_rest(self) -> None:
        for one in self.lists:
            one.fill(self.detail.rows[one.rows.title])
        taken = self.detail.walker.file.steps.get(self.detail.number)
        told = [record_line(one) for one in taken.overrides] if taken is not None else []
        self.excused.setText("\n".join(told))
        self.excused.setVisible(bool(told))
        self.vote.setText(self._vote_words())
        self.vote.setVisible(bool(self.vote.text()))
        self.trail.fill(
            [Line(one.sentence, f"{one.at:%Y-%m-%d %H:%M}", one.operator) for one in self.detail.deeds]
            or [Line("还没有办理记录")]
        )

    def _vote_words(self) -> str:
        """Return what the meeting decided: it is entered once, in the record of the meeting."""
        ballot = self.detail.walker.file.votes.get(self.detail.number)
        if ballot is None:
            return ""
        count = f"应到 {ballot.due}，实到 {ballot.present}，赞成 {ballot.yes}"
        return f"{ballot.on} 支部党员大会表决：{count}，{'通过' if ballot.passed else '没有通过'}"

    def _lock(self) -> None:
        for row in self.rows.values():
            for part in row.editor.findChildren(QWidget):
                if isinstance(part, QLineEdit | QPlainTextEdit):
                    part.setReadOnly(True)
                elif isinstance(part, QComboBox | QCheckBox):
                    part.setEnabled(False)

    def fit_height(self) -> None:
        """Take the height that wrapped words need: Qt would rather squeeze the fields than scroll."""
        body = self.area.widget()
        if body is not None:
            self.grid.activate()
            body.setMinimumHeight(self.grid.totalHeightForWidth(self.area.viewport().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.later.start()

    # Judging -----------------------------------------------------------------------------

    def entered(self) -> Entered:
        """Return the step as it stands in the form."""
        return entered(self.detail.number, self.values(), self.fields)

    def _judge(self, values: dict[str, Any]) -> Said:
        if not hasattr(self, "trail"):
            return {}  # the fields are still being made
        file, on = self.detail.walker.file, self.detail.walker.on
        taken = entered(self.detail.number, values, self.fields).taken
        if self.detail.closed:
            taken = file.steps.get(self.detail.number, taken)
        self.verdict = verdict(self.ways, file, taken, on)
        self.beside.say(self.verdict.beside())
        said = self.verdict.remarks(self.fields, dated=values.get(ON) is not None)
        self.judged.emit()
        self.later.start()
        return {
            key: [_calm(one) for one in ones] if self.detail.closed else ones for key, ones in said.items()
        }

    def unreadable(self) -> str:
        """Return the key of the first field whose text cannot be read, empty for none."""
        return next((key for key, row in self.rows.items() if row.touched() and row.editor.problem()), "")

    def first_field(self) -> None:
        """Give the keyboard to the first field that is still empty, else to the first."""
        wanting = next(iter(self.wanting()), next(iter(self.rows)))
        self.rows[wanting].editor.focus_part().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def missing_key(self) -> str:
        """Return the field that is wanting first, empty for none."""
        return next(iter(self.wanting()), "")


def _calm(one: Remark) -> Remark:
    """Return a remark on a step that is closed: it keeps nobody from anything."""
    return Remark(Severity.WARN, one.sentence, one.arithmetic, one.article)
