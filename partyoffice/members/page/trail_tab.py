"""修改记录 of one person: what was done, field by field, and the way back of each single field."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.members.page import wording
from partyoffice.members.page.line_list import LineList
from partyoffice.members.trail import Entry, Step
from partyoffice.ui.controls import bar, label, quiet
from partyoffice.ui.rights import writes

CHOOSE = "请先选中有“→”的一行"


class TrailTab(QWidget):
    """The list, and above it 恢复这一项 for the line that is current."""

    restore_wanted = Signal(object)  # Step
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.list = LineList("修改记录")
        self.restore = quiet("恢复这一项", self.on_restore, "undo-2")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(0)
        hint = label("选一项，恢复原来的值", "cap", wraps=True)
        top = bar(hint, self.restore, margins=(16, 0, 8, 4))
        top.setStretch(0, 1)
        box.addLayout(top)
        box.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._fit())
        self.list.opened.connect(lambda _key: self.on_restore())
        self.list.menu_wanted.connect(lambda _step, at: self.menu_wanted.emit(at))
        self._fit()

    def fill(self, entries: Iterable[Entry], *, masked: bool) -> None:
        """Show what was done, the newest first."""
        self.list.fill([line for entry in entries for line in wording.trail_lines(entry, masked=masked)])
        self._fit()

    def chosen(self) -> Step | None:
        """Return the field whose line is current."""
        key = self.list.current_key()
        return key if isinstance(key, Step) else None

    def _fit(self) -> None:
        self.restore.block("" if self.chosen() else CHOOSE)

    @writes
    def on_restore(self) -> None:
        """Ask for the old value of the current line."""
        step = self.chosen()
        if step is not None:
            self.restore_wanted.emit(step)
