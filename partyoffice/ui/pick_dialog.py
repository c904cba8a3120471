"""The list behind F7: everything a field can take, found by Chinese, pinyin or initials as one types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from partyoffice.ui import painting, theme
from partyoffice.ui.controls import bar, button, frame, label, primary, rule
from partyoffice.ui.line import Line

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole + 1
WIDTH, HEIGHT = 440, 480
PAD, INDENT = 12, 16
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
NONE_THERE = "还没有可以选的。"
NONE_FOUND = "没有找到。换一个词、拼音或首字母试试。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what is taken, its words, a note at the right; a heading is only read."""

    value: Any
    text: str
    note: str = ""
    depth: int = 0
    heading: bool = False


Find = Callable[[str], Sequence[Entry]]


def fill_model(model: QStandardItemModel, entries: Sequence[Entry]) -> None:
    """Show these entries; headings cannot be chosen."""
    model.clear()
    for entry in entries:
        item = QStandardItem(entry.text)
        item.setData(entry, ENTRY)
        item.setAccessibleText("，".join(part for part in (entry.text, entry.note) if part))
        item.setFlags(
            Qt.ItemFlag.NoItemFlags
            if entry.heading
            else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        )
        model.appendRow(item)


class EntryDelegate(QStyledItemDelegate):
    """Paints an entry: words at the left, the note in grey at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row of side lists."""
        return QSize(100, theme.line() + 9)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        entry, area = index.data(ENTRY), QRectF(option.rect)
        if not isinstance(entry, Entry):
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.ink("sel"))
        inner = area.adjusted(PAD + entry.depth * INDENT, 0, -PAD, 0)
        if entry.heading:
            painting.write(painter, inner, entry.text, "cap", "text2")
        else:
            taken = theme.metrics().horizontalAdvance(entry.text) + PAD
            painting.write(painter, inner, entry.text)
            painting.write(
                painter, inner.adjusted(taken, 0, 0, 0), entry.note, "cap", "text2", painting.RIGHT
            )
        painter.restore()


class EntryLine(Line):
    """The line one searches in; the arrows move in the list."""

    def __init__(self, mover: Callable[[QKeyEvent], object]) -> None:
        super().__init__()
        self.mover = mover

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the moving keys to the list."""
        if not self.composing() and Qt.Key(event.key()) in MOVES:
            self.mover(event)
        else:
            super().keyPressEvent(event)


class PickDialog(QDialog):
    """Everything there is to choose from; Enter or a double click takes, Esc leaves things as they are.

    A window of its own and no popup: an input method needs one to type Chinese into.
    """

    picked = Signal(object)  # Entry

    def __init__(self, parent: QWidget, title: str, seek: Find, hint: str = "文字、拼音或首字母") -> None:
        super().__init__(parent)
        self.seek = seek
        self.setWindowTitle(title)
        self.finished.connect(self.deleteLater)
        self.list, self.count = QListView(), label("", "cap")
        self.line = EntryLine(self.list.keyPressEvent)
        self.model = QStandardItemModel(self)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(f"查找{title.removeprefix('选择')}")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setAccessibleName(title)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.take = primary("选择", self.on_take)
        self._build()
        self.line.textChanged.connect(self.show_found)
        self.line.returnPressed.connect(self.on_take)
        self.list.doubleClicked.connect(lambda _index: self.on_take())
        self.show_found("")

    def _build(self) -> None:
        actions = frame("actions", bar(self.count, None, button("取消", self.reject), self.take))
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar(self.line, margins=(12, 12, 12, 8)))
        box.addWidget(rule())
        box.addWidget(self.list, 1)
        box.addWidget(actions)
        room = self.screen().availableGeometry()
        self.resize(theme.scaled(WIDTH), min(theme.scaled(HEIGHT), 560, room.height() - 40))

    def show_found(self, text: str) -> None:
        """Show what the words may mean, the best of it current."""
        found = list(self.seek(text.strip()))
        fill_model(self.model, found)
        nothing = NONE_FOUND if text.strip() else NONE_THERE
        self.count.setText(f"{sum(not entry.heading for entry in found)} 项" if found else nothing)
        first = next((at for at, entry in enumerate(found) if not entry.heading), -1)
        self.take.setEnabled(first >= 0)
        if first >= 0:
            self.list.setCurrentIndex(self.model.index(first, 0))

    def go_to(self, text: str) -> None:
        """Make the entry of these words current, where it stands among all."""
        for row in range(self.model.rowCount() - 1, -1, -1):
            if self.model.index(row, 0).data() == text:
                self.list.setCurrentIndex(self.model.index(row, 0))
                return

    def on_take(self) -> None:
        """Hand on the current entry and close."""
        entry = self.list.currentIndex().data(ENTRY)
        if isinstance(entry, Entry) and not entry.heading:
            self.picked.emit(entry)
            self.accept()

    def begin(self) -> "PickDialog":
        """Open, ready to type."""
        self.open()
        self.line.setFocus()
        return self
