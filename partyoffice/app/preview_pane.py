"""The last step of the import: verdicts, options, rows and problems."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from partyoffice.app.import_preview import PROBLEM_SLOTS, VerdictBar, preview_grid, problem_list
from partyoffice.app.lines import LineList
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Note, Row, Verdict
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, bar, button, frame, label
from partyoffice.ui.date_editor import DayEditor

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

PROBLEM_ROWS = 5


class PreviewPane(QWidget):
    """Verdicts, options, rows, problems."""

    options_changed = Signal()
    errors_wanted = Signal()

    def __init__(self, *, masked: bool) -> None:
        super().__init__()
        self.masked = masked
        self.grid: Grid | None = None
        self.list = LineList(PROBLEM_SLOTS, "问题")
        self.ticks: dict[str, QCheckBox] = {}
        self.staged_rows: list[Row] = []
        self.rows: dict[int, int] = {}
        self.verdicts = VerdictBar()
        self.errors = button("导出有问题的行", self.errors_wanted.emit, "file-spreadsheet")
        self.day, self.take_hidden = DayEditor(month_allowed=False), QCheckBox()
        self.day.set_value(Day.of(clock.today()))
        self.day.line.setAccessibleName("自何日起生效")
        self.created = QHBoxLayout()
        self.creating = label("将新建", "label")
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top())
        box.addWidget(self._options())
        box.addWidget(self.split, 1)
        self.verdicts.chosen.connect(self.show_verdict)
        self.day.line.editingFinished.connect(self._day_left)
        self.take_hidden.clicked.connect(lambda _on: self.options_changed.emit())
        self.day_read = self.on()

    def _top(self) -> QWidget:
        row = bar(self.verdicts, margins=(16, 8, 16, 4))
        row.addWidget(Elided("空白单元格不会覆盖已有内容", "cap"), 1)
        row.addWidget(self.errors)
        made = frame("sheet", row)
        theme.keep_height(made, 52)
        return made

    def _options(self) -> QWidget:
        self.created.setSpacing(12)
        row = bar(
            label("变更自何日起生效", "label"),
            self.day,
            self.take_hidden,
            self.creating,
            margins=(16, 0, 16, 6),
        )
        row.addLayout(self.created)
        row.addStretch(1)
        return frame("sheet", row)

    # What the rows are read with -----------------------------------------------------------

    def on(self) -> date:
        """Return the day from which differing histories hold."""
        day = self.day.value()
        return day.first if day is not None and day.exact else clock.today()

    def hidden(self) -> bool:
        """Say whether hidden rows come in too."""
        return self.take_hidden.isChecked()

    def refused(self) -> list[str]:
        """Return what is not to be created."""
        return [name for name, tick in self.ticks.items() if not tick.isChecked()]

    def _day_left(self) -> None:
        if self.on() != self.day_read:
            self.day_read = self.on()
            self.options_changed.emit()

    # What is shown -----------------------------------------------------------------------

    def show_staged(self, staged: Staged) -> None:
        """Show a file's rows."""
        self.verdicts.show_counts(staged.rows)
        self.verdicts.segments[None].setChecked(True)
        self.errors.setVisible(bool(staged.problems))
        self.take_hidden.setText(f"隐藏的 {len(staged.hidden_rows)} 行也导入")
        self.take_hidden.setVisible(bool(staged.hidden_rows) or self.hidden())
        self._show_created(staged.options.created)
        self._show_rows(staged)

    def _show_created(self, names: Sequence[str]) -> None:
        refused = set(self.refused())
        while (item := self.created.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.ticks = {}
        for name in names:
            tick = QCheckBox(name)
            tick.setChecked(name not in refused)
            tick.clicked.connect(lambda _on: self.options_changed.emit())
            self.ticks[name] = tick
            self.created.addWidget(tick)
        self.creating.setVisible(bool(names))

    def _show_rows(self, staged: Staged) -> None:
        while self.split.count():
            old = self.split.widget(0)
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self.grid = preview_grid(staged, masked=self.masked)
        self.split.addWidget(self.grid)
        self.split.setStretchFactor(0, 1)
        self.list, bad, warnings = problem_list(staged)
        if bad or warnings:
            self.split.addWidget(self._problems(bad, warnings))
            rows = min(PROBLEM_ROWS, bad + warnings)
            self.split.setSizes([400, rows * theme.row_height() + theme.scaled(32)])
        self.list.chosen.connect(self.jump)
        self.rows = {row.number: at for at, row in enumerate(staged.rows)}
        self.staged_rows = staged.rows

    def _problems(self, bad: int, warnings: int) -> QWidget:
        words = [f"有问题的 {bad} 行"] if bad else []
        words += [f"提醒 {warnings} 处（不影响导入）"] if warnings else []
        box = QVBoxLayout()
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(0)
        box.addLayout(
            bar(label("，".join(words), "bold"), None, label("选中一行，上表跳到该格；F4 显示下一处", "cap"))
        )
        box.addWidget(self.list, 1)
        return frame("panel", box)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show only the rows with one verdict."""
        if self.grid is not None:
            rows = (
                None
                if verdict is None
                else [at for at, row in enumerate(self.staged_rows) if row.verdict is verdict]
            )
            self.grid.model.show_only(rows)

    def jump(self, note: Note) -> None:
        """Bring the cell of a note into sight."""
        if self.grid is None:
            return
        if note.row not in self.grid.model.rows_of([note.row]):
            self.verdicts.segments[None].click()
        shown = self.grid.model.rows_of([note.row])
        column = next(
            (
                at
                for at, one in enumerate(self.grid.model.columns)
                if self._label(one.key, note.row) == note.column
            ),
            2,
        )
        if note.row in shown:
            index = self.grid.model.index(shown[note.row], column)
            self.grid.choice.choose(index)
            self.grid.body.scrollTo(index)

    def _label(self, key: str, number: int) -> str:
        row = self.staged_rows[self.rows[number]] if number in self.rows else None
        return row.columns.get(key, "") if row is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next problem with F4."""
        if event.key() == Qt.Key.Key_F4 and self.grid is not None and self.list.lines.rowCount():
            at = (self.list.currentIndex().row() + 1) % self.list.lines.rowCount()
            self.list.setCurrentIndex(self.list.lines.index(at))
        else:
            super().keyPressEvent(event)
