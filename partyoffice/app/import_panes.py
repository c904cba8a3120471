"""The panes of the import: the line of steps, and choosing a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from partyoffice.app.file_pane import FilePane
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, bar, label, link
from partyoffice.ui.desk import Desk
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.still import Combo

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


class ChoosePane(FilePane):
    """Which kind, which file, which sheet; the template for those who begin with nothing."""

    template_wanted = Signal()
    supported = SUPPORTED

    def __init__(self, desk: Desk, importers: Mapping[str, Any], kind: str) -> None:
        self.kinds = Combo()
        super().__init__(desk)
        for key, importer in importers.items():
            self.kinds.addItem(importer.title, key)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))
        self.kinds.setAccessibleName("导入什么")
        self.kinds.setEnabled(self.kinds.count() > 1)

    def above(self) -> Sequence[QHBoxLayout]:
        """Return the kind, and the template."""
        wanted = link("下载导入模板", self.template_wanted.emit)
        return (bar(label("导入", "label"), self.kinds, None, wanted, margins=(0, 0, 0, 0)),)

    def kind(self) -> str:
        """Return the kind chosen."""
        return str(self.kinds.currentData())
