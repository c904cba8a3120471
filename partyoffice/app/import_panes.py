"""The panes of the import: the line of steps, and choosing a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, bar, button, label, link
from partyoffice.ui.desk import Desk
from partyoffice.ui.marks import Mark, MarkLabel

SUPPORTED = "可以导入 .xlsx、.xls、.et、.ods、.csv；原文件不会改动。"


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
        self.desk = desk
        self.path: Path | None = None
        self.kinds, self.sheets = QComboBox(), QComboBox()
        for key, importer in importers.items():
            self.kinds.addItem(importer.title, key)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))
        self.kinds.setAccessibleName("导入什么")
        self.sheets.setAccessibleName("工作表")
        self.file = label("还没有选择文件", "label")
        self.pick = button("选择文件", self.ask, "folder-open")
        field = DropField()
        field.dropped.connect(self.chosen)
        inner = QVBoxLayout(field)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(12)
        inner.addStretch(1)
        for part in (
            label("把表格拖到这里，或者", "bold"),
            self.pick,
            self.file,
            label(SUPPORTED, "cap"),
        ):
            inner.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        self.sheet_row = self._sheet_row()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        kinds = bar(
            label("导入", "label"),
            self.kinds,
            None,
            link("下载导入模板", self.template_wanted.emit),
            margins=(0, 0, 0, 0),
        )
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
