"""The panes of the import: the line of steps, choosing a file, the preview with its options."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from partyoffice.app.import_preview import VerdictBar, preview_grid, problem_list
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Note, Verdict
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, bar, button, frame, label, link
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.desk import Desk
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark, MarkLabel

SUPPORTED = "可以导入 .xlsx、.xls、.et、.ods、.csv；原文件不会改动。"
PROBLEM_ROWS = 5


class Steps(QFrame):
    """Where one is: done, now, to come; what is read stands at the right."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("role", "command")
        self.marks, self.words = [], []
        self.note = Elided("", "cap")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = bar(margins=(16, 0, 16, 0))
        for at, title in enumerate(titles):
            if at:
                row.addWidget(label("—", "cap"))
            self.marks.append(MarkLabel(Mark.RING))
            self.words.append(label(title))
            row.addWidget(self.marks[-1])
            row.addWidget(self.words[-1])
        row.addWidget(self.note, 1)
        self.setLayout(row)
        theme.keep_height(self, 44)

    def show_step(self, now: int) -> None:
        """Mark the steps before as done."""
        for at, (mark, word) in enumerate(zip(self.marks, self.words, strict=True)):
            mark.show_mark(Mark.DONE if at < now else Mark.NOW if at == now else Mark.RING)
            word.setFont(theme.font("bold" if at == now else "body"))


class DropField(QFrame):
    """A large field to drop a file on."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "popup")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        event.acceptProposedAction()
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))


class ChoosePane(QWidget):
    """Which kind, which file, which sheet; the template for those who begin with nothing."""

    chosen = Signal(object)
    template_wanted = Signal()

    def __init__(self, desk: Desk, importers: Mapping[str, Any], kind: str) -> None:
        super().__init__()
        self.desk, self.path = desk, None
        self.kinds, self.sheets = QComboBox(), QComboBox()
        for key, importer in importers.items():
            self.kinds.addItem(importer.title, key)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))
        self.kinds.setAccessibleName("导入什么")
        self.sheets.setAccessibleName("工作表")
        self.file = label("还没有选择文件", "label")
        field = DropField()
        field.dropped.connect(self.chosen)
        inner = QVBoxLayout(field)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(12)
        inner.addStretch(1)
        for part in (
            label("把表格拖到这里，或者", "bold"), button("选择文件", self.ask, "folder-open"), self.file, label(SUPPORTED, "cap"),
        ):  # fmt: skip
            inner.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        self.sheet_row = self._sheet_row()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        kinds = bar(label("导入", "label"), self.kinds, None, link("下载导入模板", self.template_wanted.emit), margins=(0, 0, 0, 0))
        box.addLayout(kinds)
        self.kinds.setEnabled(self.kinds.count() > 1)
        box.addWidget(field, 1)
        box.addWidget(self.sheet_row)

    def _sheet_row(self) -> QWidget:
        made = QWidget()
        made.setLayout(bar(label("工作表", "label"), self.sheets, None, margins=(0, 0, 0, 0)))
        made.hide()
        return made

    def kind(self) -> str:
        """Return the kind chosen."""
        return str(self.kinds.currentData())

    def sheet(self) -> str:
        """Return the sheet chosen, empty to let the engine find it."""
        return self.sheets.currentText() if self.sheets.count() else ""

    def ask(self) -> None:
        """Let the user choose a file."""
        path = self.desk.ask_open_path("import", "选择要导入的表格", "sheet")
        if path is not None:
            self.chosen.emit(path)

    def set_path(self, path: Path) -> None:
        """Take a file; sheets asked about the former one are forgotten."""
        self.path = path
        self.file.setText(path.name)
        self.sheets.clear()
        self.sheet_row.hide()

    def ask_sheet(self, names: Sequence[str]) -> None:
        """Ask which of several sheets is meant."""
        self.sheets.clear()
        self.sheets.addItems(list(names))
        self.sheet_row.show()


class PreviewPane(QWidget):
    """Verdicts, options, rows, problems."""

    options_changed = Signal()
    errors_wanted = Signal()

    def __init__(self, *, masked: bool) -> None:
        super().__init__()
        self.masked, self.grid = masked, None
        self.verdicts = VerdictBar()
        self.errors = button("导出有问题的行", self.errors_wanted.emit, "file-spreadsheet")
        self.day, self.take_hidden = DayEditor(month_allowed=False), QCheckBox()
        self.day.set_value(Day.of(clock.today()))
        self.day.line.setAccessibleName("自何日起生效")
        self.created, self.ticks = QHBoxLayout(), {}
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
        row = bar(label("变更自何日起生效", "label"), self.day, self.take_hidden, self.creating, margins=(16, 0, 16, 6))
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
        box.addLayout(bar(label("，".join(words), "bold"), None, label("选中一行，上表跳到该格；F4 显示下一处", "cap")))
        box.addWidget(self.list, 1)
        return frame("panel", box)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show only the rows with one verdict."""
        if isinstance(self.grid, Grid):
            rows = None if verdict is None else [at for at, row in enumerate(self.staged_rows) if row.verdict is verdict]
            self.grid.model.show_only(rows)

    def jump(self, note: Note) -> None:
        """Bring the cell of a note into sight."""
        if not isinstance(self.grid, Grid):
            return
        if note.row not in self.grid.model.rows_of([note.row]):
            self.verdicts.segments[None].click()
        shown = self.grid.model.rows_of([note.row])
        column = next(
            (at for at, one in enumerate(self.grid.model.columns) if self._label(one.key, note.row) == note.column), 2
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
        if event.key() == Qt.Key.Key_F4 and isinstance(self.grid, Grid) and self.list.lines.rowCount():
            at = (self.list.currentIndex().row() + 1) % self.list.lines.rowCount()
            self.list.setCurrentIndex(self.list.lines.index(at))
        else:
            super().keyPressEvent(event)
