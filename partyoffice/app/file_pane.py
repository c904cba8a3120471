"""Choosing a file: a large field to drop it on, a button, and the sheet where several fit."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.ui.controls import bar, button, label
from partyoffice.ui.desk import Desk
from partyoffice.ui.still import Combo


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


class FilePane(QWidget):
    """Which file, which sheet. ``purpose`` names the folder, ``kind`` the files the system offers."""

    chosen = Signal(object)
    purpose, kind_of_file = "import", "sheet"
    title, drop, pick_words = "选择要导入的表格", "把表格拖到这里，或者", "选择文件"
    supported = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.path: Path | None = None
        self.sheets = Combo()
        self.sheets.setAccessibleName("工作表")
        self.file = label("还没有选择文件", "label")
        self.pick = button(self.pick_words, self.ask, "folder-open")
        self.sheet_row = self._sheet_row()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        for row in self.above():
            box.addLayout(row)
        box.addWidget(self._field(), 1)
        for part in self.below():
            box.addWidget(part)
        box.addWidget(self.sheet_row)

    def above(self) -> Sequence[QHBoxLayout]:
        """Return what stands above the field."""
        return ()

    def beside(self) -> Sequence[QWidget]:
        """Return other ways to hand something in, under the button."""
        return ()

    def below(self) -> Sequence[QWidget]:
        """Return what stands below the field."""
        return ()

    def _field(self) -> DropField:
        field = DropField()
        field.dropped.connect(self.chosen)
        inner = QVBoxLayout(field)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(12)
        inner.addStretch(1)
        parts = (label(self.drop, "bold"), self.pick, *self.beside(), self.file, label(self.supported, "cap"))
        for part in parts:
            inner.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        return field

    def _sheet_row(self) -> QWidget:
        made = QWidget()
        made.setLayout(bar(label("工作表", "label"), self.sheets, None, margins=(0, 0, 0, 0)))
        made.hide()
        return made

    def sheet(self) -> str:
        """Return the sheet chosen, empty to let the engine find it."""
        return self.sheets.currentText() if self.sheets.count() else ""

    def ask(self) -> None:
        """Let the user choose a file."""
        path = self.desk.ask_open_path(self.purpose, self.title, self.kind_of_file)
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
