"""The columns of a list as something to tick, move and freeze: what 显示的列 shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from partyoffice.core.text import search_key
from partyoffice.ui import painting, theme

if TYPE_CHECKING:
    from partyoffice.ui.choice_editor import Keys

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ENTRY = Role.UserRole + 1
NOWHERE = QModelIndex()


@dataclass(slots=True)
class Entry:
    """One column as the dialog holds it; a ``fixed`` one is always shown."""

    key: str
    title: str
    shown: bool
    fixed: bool = False


class ColumnList(QAbstractListModel):
    """The columns in their order, the first ``frozen`` of them kept in sight."""

    def __init__(self, entries: list[Entry], frozen: int, keys: "Keys | None" = None) -> None:
        super().__init__()
        self.entries, self.frozen, self.keys = entries, frozen, keys
        self._found = list(entries)

    def take(self, entries: list[Entry], frozen: int) -> None:
        """Take other entries."""
        self.beginResetModel()
        self.entries, self.frozen, self._found = entries, frozen, list(entries)
        self.endResetModel()

    def find(self, text: str) -> None:
        """Show only the columns whose title holds the text, or begins so in pinyin or initials."""
        wanted = search_key(text)
        self.beginResetModel()
        self._found = [entry for entry in self.entries if self._means(wanted, entry.title)]
        self.endResetModel()

    def _means(self, wanted: str, title: str) -> bool:
        keys = self.keys(title) if self.keys is not None else ()
        return wanted in search_key(title) or any(search_key(key).startswith(wanted) for key in keys)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns found."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Return title, tick or entry."""
        if not index.isValid() or index.row() >= len(self._found):
            return None
        entry = self._found[index.row()]
        if role == Role.DisplayRole:
            return entry.title
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if entry.shown else Qt.CheckState.Unchecked
        if role == Role.AccessibleTextRole:
            return f"{entry.title}，{'显示' if entry.shown else '不显示'}{self.note(entry)}"
        return entry if role == ENTRY else None

    def note(self, entry: Entry) -> str:
        """Return what stands at the right of a column."""
        if self.entries.index(entry) < self.frozen:
            return "冻结"
        return "总是显示" if entry.fixed else ""

    def toggle(self, row: int) -> bool:
        """Show or hide a column; False for one that is always shown."""
        entry = self._found[row]
        if entry.fixed:
            return False
        entry.shown = not entry.shown
        self._told()
        return True

    def move(self, row: int, step: int) -> int:
        """Move a column up or down among those found; return its new row."""
        other = row + step
        if not 0 <= other < len(self._found):
            return row
        entry, place = self._found[row], self.entries.index(self._found[other])
        self.entries.remove(entry)
        self.entries.insert(place, entry)
        self._found.insert(other, self._found.pop(row))
        self._told()
        return other

    def freeze(self, row: int) -> None:
        """Keep everything up to this column in sight; -1 for nothing."""
        self.frozen = self.entries.index(self._found[row]) + 1 if row >= 0 else 0
        self._told()

    def _told(self) -> None:
        if self._found:
            self.dataChanged.emit(self.index(0), self.index(len(self._found) - 1))


class EntryDelegate(QStyledItemDelegate):
    """Paints tick, title and note."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a tree row."""
        return QSize(100, theme.tree_row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        entry, model, area = index.data(ENTRY), index.model(), QRectF(option.rect)
        if not isinstance(entry, Entry) or not isinstance(model, ColumnList):
            return
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if current or over:
            painter.fillRect(area, theme.ink("sel" if current else "hover"))
        painting.tick_box(painter, QRectF(area.left() + 4, area.top(), 24, area.height()), entry.shown)
        tone = "text2" if entry.fixed else "text"
        painting.write(painter, area.adjusted(32, 0, -76, 0), entry.title, tone=tone)
        painting.write(
            painter, area.adjusted(0, 0, -10, 0), model.note(entry), "cap", "text2", painting.RIGHT
        )
        if model.entries.index(entry) == model.frozen - 1:
            painting.hairline(painter, area.left(), area.bottom() + 1, area.right(), theme.ink("edge"))
