"""The meetings of a body's year as a list: what each is called, its day, how far its record is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from partyoffice.core.text import search_key
from partyoffice.meetings.queries.year import Line
from partyoffice.meetings.rules.kinds import DRAFT, FINAL
from partyoffice.ui import marks, painting, theme
from partyoffice.ui.marks import Mark

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole + 1
ROW, INSET, PAD = 44, 6, 16
TOLD = {DRAFT: (Mark.NOW, "草稿"), FINAL: (Mark.WARN, "待签字")}
UNSAVED = (Mark.NOW, "未保存")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; ``id`` 0 is the meeting that is written and was never saved."""

    id: int
    kind: str
    title: str
    day: str
    told: tuple[Mark, str] | None = None
    late: bool = False
    words: str = ""

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        parts = (self.title, self.day, self.told[1] if self.told else "", "补录" if self.late else "")
        return "，".join(filter(None, parts))


def entry_of(line: Line, *, year: int) -> Entry:
    """Return a meeting as the list shows it: month and day, with the year where it is another one."""
    on = str(line.on)
    day = on.partition("-")[2] if line.on.year == year else on
    words = f"{line.title} {line.kind} {on} {line.place} {line.chair} {line.recorder}"
    return Entry(line.id, line.kind, line.title, day, TOLD.get(line.state), line.late, words)


def narrowed(entries: Sequence[Entry], kinds: frozenset[str], text: str) -> list[Entry]:
    """Return those of some kinds, all of them where none is chosen, that hold the words."""
    wanted = search_key(text)
    return [
        one
        for one in entries
        if not one.id or ((not kinds or one.kind in kinds) and wanted in search_key(one.words))
    ]


class MeetingModel(QAbstractListModel):
    """The meetings shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def fill(self, entries: Sequence[Entry]) -> None:
        """Take all anew."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self.entries)

    def row_of(self, meeting: int) -> int:
        """Return where a meeting stands, -1 for nowhere."""
        return next((at for at, one in enumerate(self.entries) if one.id == meeting), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Answer with the words, or the line."""
        if not index.isValid():
            return None
        one = self.entries[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return one.spoken()
        return one if role == ENTRY else None


class MeetingDelegate(QStyledItemDelegate):
    """Paints a meeting in two lines."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        return QSize(100, max(theme.scaled(ROW), theme.line() + theme.line("cap") + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one meeting."""
        one, area = index.data(ENTRY), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = area.adjusted(INSET, 1, -INSET, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("sel" if chosen else "hover"))
            painter.drawRoundedRect(ground, 4, 4)
        self._words(painter, area, one, "bold" if chosen else "body")
        if chosen and self.view.hasFocus():
            painting.ring(painter, ground, 4)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, one: Entry, role: str) -> None:
        line, cap = theme.line(), theme.line("cap")
        top, right = area.center().y() - (line + cap) / 2 - 1, area.right() - PAD
        painting.write(painter, QRectF(PAD, top, right - PAD, line), one.title, role)
        day = f"{one.day}　补录" if one.late else one.day
        painting.write(painter, QRectF(PAD, top + line, right - PAD, cap), day, "cap", "text2")
        if one.told is None:
            return
        mark, words = one.told
        wide = theme.metrics("cap").horizontalAdvance(words) + 1
        painting.write(painter, QRectF(right - wide, top + line, wide, cap), words, "cap", "text2")
        marks.paint(painter, mark, QPointF(right - wide - 10, top + line + cap / 2))
