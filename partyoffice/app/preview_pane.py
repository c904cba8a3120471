"""The last step of the import: verdicts, options, rows and problems; a wrong cell is mended in its place."""

import itertools
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from partyoffice.app.created_pane import CreatedPane
from partyoffice.app.import_edits import Corrections, ImportEdits
from partyoffice.app.import_preview import (
    PROBLEM_SLOTS,
    VerdictBar,
    columns_of,
    preview_grid,
    problem_lines,
    seen,
)
from partyoffice.app.import_work import Founded
from partyoffice.app.lines import LineList
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Note, Row, Verdict
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, bar, button, frame, label
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.marks import Mark

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

PROBLEM_ROWS = 5
HINT = "F4 到下一处，直接打字或按 F2 改正；改好了按 Ctrl+Enter 导入"


class PreviewPane(QWidget):
    """Verdicts, options, rows, problems."""

    options_changed = Signal()  # the file is to be read again
    judgement_changed = Signal()  # a cell was mended or a name answered: the rows are to be judged again
    errors_wanted = Signal()
    refused = Signal(str)

    def __init__(self, *, masked: bool) -> None:
        super().__init__()
        self.masked = masked
        self.grid: Grid | None = None
        self.edits: ImportEdits | None = None
        self.corrections: Corrections = {}
        self.keys: list[str] = []
        self.staged_rows: list[Row] = []
        self.rows: dict[int, int] = {}
        self.last = 0  # the row a problem was last shown of
        self.verdicts, self.created = VerdictBar(), CreatedPane()
        self.errors = button("导出有问题的行", self.errors_wanted.emit, "file-spreadsheet")
        self.day, self.take_hidden = DayEditor(month_allowed=False), QCheckBox()
        self.day.set_value(Day.of(clock.today()))
        self.day.line.setAccessibleName("自何日起生效")
        self.from_day = label("变更自何日起生效", "label")
        self.list, self.counted = LineList(PROBLEM_SLOTS, "问题"), label("", "bold")
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.problems = self._problems()
        self.split.addWidget(self.problems)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top())
        box.addWidget(self._options())
        box.addWidget(self.split, 1)
        self._wire()
        self.day_read = self.on()

    @property
    def ticks(self) -> dict[str, QCheckBox]:
        """The ticks of what would be created, by name."""
        return self.created.ticks

    def _top(self) -> QWidget:
        row = bar(self.verdicts, margins=(16, 8, 16, 4))
        row.addWidget(Elided("空白单元格不会覆盖已有内容", "cap"), 1)
        row.addWidget(self.errors)
        made = frame("sheet", row)
        theme.keep_height(made, 52)
        return made

    def _options(self) -> QWidget:
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = bar(self.from_day, self.day, self.take_hidden, margins=(16, 0, 16, 6))
        row.addSpacing(8)
        row.addWidget(self.created.words, 1)
        row.addWidget(self.created.fold)
        row.addStretch(0)
        box.addLayout(row)
        box.addWidget(self.created)
        return frame("sheet", box)

    def _problems(self) -> QWidget:
        box = QVBoxLayout()
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(0)
        head = bar(self.counted)
        hint = Elided(HINT, "cap")
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(hint, 1)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        made = frame("panel", box)
        made.setMinimumHeight(2 * theme.row_height() + theme.scaled(28))
        return made

    def _wire(self) -> None:
        self.verdicts.chosen.connect(self.show_verdict)
        self.day.line.editingFinished.connect(self._day_left)
        self.take_hidden.clicked.connect(lambda _on: self.options_changed.emit())
        self.created.edited.connect(self.judgement_changed)
        self.list.chosen.connect(self.jump)
        self.list.opened.connect(self.mend)

    # What the rows are read with -----------------------------------------------------------

    def ask_day(self, wanted: bool) -> None:
        """Ask from which day on changes hold, of sheets of which any does."""
        self.from_day.setVisible(wanted)
        self.day.setVisible(wanted)

    def on(self) -> date:
        """Return the day from which differing histories hold, today where none is asked for."""
        day = None if self.day.isHidden() else self.day.value()
        return day.first if day is not None and day.exact else clock.today()

    def hidden(self) -> bool:
        """Say whether hidden rows come in too."""
        return self.take_hidden.isChecked()

    def _day_left(self) -> None:
        if self.on() != self.day_read:
            self.day_read = self.on()
            self.options_changed.emit()

    def forget(self) -> None:
        """Begin anew with another file."""
        self.corrections.clear()
        self.created.forget()
        self.take_hidden.setChecked(False)
        self.keys = []

    # What is shown -----------------------------------------------------------------------

    def show_staged(self, staged: Staged, founded: Sequence[Founded]) -> None:
        """Show a file's rows, or the same rows judged again: place and filter stay then."""
        keys = [column.key for column in columns_of(staged)[0]]
        again = self.grid is not None and keys == self.keys
        self.staged_rows, self.keys = staged.rows, keys
        self.rows = {row.number: at for at, row in enumerate(staged.rows)}
        self.verdicts.count_rows(staged.rows)
        self.errors.setVisible(bool(staged.problems))
        self.take_hidden.setText(f"隐藏的 {len(staged.hidden_rows)} 行也导入")
        self.take_hidden.setVisible(bool(staged.hidden_rows) or self.hidden())
        self.created.show_founded(founded)
        self._refill(staged) if again else self._show_rows(staged)
        self._show_problems(staged)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go as the eye does: what was made later stands last in Qt's chain."""
        parts: list[QWidget] = [self.created.fold]
        for name, tick in self.created.ticks.items():
            parts += [tick, self.created.combos[name]]
        if self.grid is not None:
            self.grid.leave_chain()
            parts.append(self.grid.body)
        for before, after in itertools.pairwise([*parts, self.list]):
            QWidget.setTabOrder(before, after)

    def _refill(self, staged: Staged) -> None:
        if self.grid is None or self.edits is None:
            return
        self.edits.show(staged)
        rows = seen(staged)
        self.grid.model.fill(rows, [one.row.number for one in rows])
        self.show_verdict(self.verdicts.current())

    def _show_rows(self, staged: Staged) -> None:
        if self.grid is not None:
            self.grid.setParent(None)
            self.grid.deleteLater()
        self.verdicts.segments[None].setChecked(True)
        self.edits = ImportEdits(staged, self.corrections, self.judgement_changed.emit)
        self.grid = preview_grid(staged, masked=self.masked)
        self.grid.edits = self.edits
        self.grid.refused.connect(self.refused)
        self.split.insertWidget(0, self.grid)
        self.split.setStretchFactor(0, 1)
        count = len(staged.problems) + len(staged.warnings)
        rows = min(PROBLEM_ROWS, count)
        self.split.setSizes([400, rows * theme.row_height() + theme.scaled(32)])
        self.last = 0

    def _show_problems(self, staged: Staged) -> None:
        bad, warnings = len({note.row for note in staged.problems}), len(staged.warnings)
        words = [f"有问题的 {bad} 行"] if bad else []
        words += [f"提醒 {warnings} 处（不影响导入）"] if warnings else []
        self.counted.setText("，".join(words))
        self.list.selectionModel().blockSignals(True)
        self.list.fill(problem_lines(staged))
        self.list.selectionModel().blockSignals(False)
        self.problems.setVisible(bool(bad or warnings))

    def set_masked(self, masked: bool) -> None:
        """Show or hide sensitive values."""
        self.masked = masked
        if self.grid is not None:
            self.grid.model.set_masked(masked)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show only the rows with one verdict."""
        if self.grid is not None:
            rows = (
                None
                if verdict is None
                else [at for at, row in enumerate(self.staged_rows) if row.verdict is verdict]
            )
            self.grid.model.show_only(rows)
        if verdict is not None:
            self.list.selectionModel().clear()  # any line leads to its cell anew

    def jump(self, note: Note) -> None:
        """Bring the cell of a note into sight."""
        if self.grid is None:
            return
        self.last = note.row
        if note.row not in self.grid.model.rows_of([note.row]):
            self.verdicts.segments[None].click()
        shown = self.grid.model.rows_of([note.row])
        if note.row in shown:
            index = self.grid.model.index(shown[note.row], self._place(note))
            self.grid.choice.choose(index)
            self.grid.columns.show_cell(index)

    def _place(self, note: Note) -> int:
        columns = self.grid.model.columns if self.grid is not None else ()
        named = (at for at, one in enumerate(columns) if self._label(one.key, note.row) == note.column)
        return next(named, 2)

    def _label(self, key: str, number: int) -> str:
        row = self.staged_rows[self.rows[number]] if number in self.rows else None
        return row.columns.get(key, "") if row is not None else ""

    def mend(self, note: Note) -> None:
        """Open the cell of a note for mending."""
        self.jump(note)
        if self.grid is not None:
            self.grid.take_focus()
            self.grid.edit_current()

    def next_problem(self) -> None:
        """Take the keyboard to the next problem after the last one shown, from the top again at the end."""
        lines = self.list.lines.lines
        # What is only worth a look waits until nothing is wrong any more.
        rows = [line.target.row for line in lines if line.mark is Mark.LATE] or [
            one.target.row for one in lines
        ]
        if not rows:
            return
        now = self.list.currentIndex().row()
        if now >= 0:
            at = (now + 1) % len(rows)
        else:
            at = next((at for at, row in enumerate(rows) if row >= self.last), 0)
        self.list.setCurrentIndex(self.list.lines.index(at))
        if self.grid is not None:
            self.grid.take_focus()  # F2 and typing mean the cell now

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next problem with F4."""
        if event.key() == Qt.Key.Key_F4:
            self.next_problem()
        else:
            super().keyPressEvent(event)
