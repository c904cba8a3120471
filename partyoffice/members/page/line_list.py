"""A list of what happened, one line each: mark, when, what, and below it the particulars; it wraps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from partyoffice.ui import marks, painting, theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole + 1
PAD, MARK_ROOM, GAP, ABOVE = 16, 18, 8, 3
WRAP = Qt.TextFlag.TextWordWrap  # Qt breaks between Han characters and keeps 避头尾
TALL = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One entry; ``key`` is what opening it hands on, None for what cannot be opened."""

    what: str
    when: str = ""
    note: str = ""
    mark: marks.Mark | None = None
    key: Any = None

    def spoken(self) -> str:
        """Return the whole as one text, for screen readers and copying."""
        return "，".join(part for part in (self.when, self.what, self.note.replace("\n", "，")) if part)


class LineDelegate(QStyledItemDelegate):
    """Paints a line; its height follows its words."""

    def __init__(self, view: "LineList") -> None:
        super().__init__(view)
        self.view = view

    def _room(self) -> QRect:
        left = PAD + (MARK_ROOM if self.view.marked else 0) + self.view.when_width()
        return QRect(left, 0, max(60, self.view.viewport().width() - left - PAD), TALL)

    def _heights(self, line: Line) -> tuple[int, int]:
        room = self._room()
        what = theme.metrics().boundingRect(room, WRAP, line.what).height()
        note = theme.metrics("cap").boundingRect(room, WRAP, line.note).height() if line.note else 0
        return what, note

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height the words need."""
        what, note = self._heights(index.data(LINE))
        return QSize(100, what + note + 2 * ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        line: Line = index.data(LINE)
        painter.save()
        row = QRectF(0, option.rect.top(), self.view.viewport().width(), option.rect.height())
        if option.state & QStyle.StateFlag.State_Selected and self.view.hasFocus():
            painter.fillRect(row, theme.ink("sel"))
            painting.ring(painter, row.adjusted(2, 0, -2, 0), 4)
        top = row.top() + ABOVE
        if line.mark is not None:
            self._mark(painter, row, line.mark, index.row())
        left = PAD + (MARK_ROOM if self.view.marked else 0)
        painting.write(
            painter, QRectF(left, top, self.view.when_width(), theme.line()), line.when, tone="text2"
        )
        self._words(painter, line, round(top))
        painter.restore()

    def _mark(self, painter: QPainter, row: QRectF, mark: marks.Mark, at: int) -> None:
        centre = QPointF(PAD + marks.SIDE / 2, row.top() + ABOVE + theme.line() / 2)
        line, last = theme.ink("line2"), at == self.view.rows.rowCount() - 1
        if self.view.strung and at:
            painting.upright(painter, centre.x() + 0.5, row.top(), centre.y() - 7, line)
        if self.view.strung and not last:
            painting.upright(painter, centre.x() + 0.5, centre.y() + 7, row.bottom(), line)
        marks.paint(painter, mark, centre)

    def _words(self, painter: QPainter, line: Line, top: int) -> None:
        what, note = self._heights(line)
        room = self._room()
        for text, role, tone, y, height in (
            (line.what, "body", "text", top, what),
            (line.note, "cap", "text2", top + what, note),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.ink(tone))
            painter.drawText(QRect(room.left(), y, room.width(), height + 2), WRAP, text)


class LineList(QListView):
    """Shows lines. ``opened`` tells the key of a line; ``strung`` joins the marks by a hairline.

    ``whole`` makes the list as high as its lines, for panes that scroll as one.
    """

    opened = Signal(object)
    removed = Signal(object)  # Del
    menu_wanted = Signal(object, QPoint)

    def __init__(self, name: str, *, strung: bool = False, whole: bool = False) -> None:
        super().__init__()
        self.strung, self.whole, self.marked = strung, whole, False
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(LineDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(self._open)
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.signals.changed.connect(self.fit)

    def fill(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.marked = any(line.mark is not None for line in lines)
        self.rows.clear()
        for line in lines:
            item = QStandardItem(line.what)
            item.setData(line, LINE)
            item.setAccessibleText(line.spoken())
            self.rows.appendRow(item)
        self.fit()

    def lines(self) -> list[Line]:
        """Return what is shown."""
        return [self.rows.item(row).data(LINE) for row in range(self.rows.rowCount())]

    def current_key(self) -> Any:  # noqa: ANN401 -- the pane's own key
        """Return what the current line stands for, None for none."""
        line = self.currentIndex().data(LINE)
        return line.key if isinstance(line, Line) else None

    def when_width(self) -> int:
        """Return the room of the dates: none where no line has one."""
        longest = max((theme.metrics().horizontalAdvance(line.when) for line in self.lines()), default=0)
        return longest + GAP if longest else 0

    def fit(self) -> None:
        """Lay the lines out anew for the width and font in force."""
        self.doItemsLayout()
        if self.whole:
            heights = (self.sizeHintForRow(row) for row in range(self.rows.rowCount()))
            self.setFixedHeight(sum(heights) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is nothing."""
        super().paintEvent(event)
        if not self.whole and not self.rows.rowCount():
            room = QRectF(PAD, ABOVE, self.viewport().width() - 2 * PAD, theme.line())
            painting.write(QPainter(self.viewport()), room, "没有记录", "cap", "text3")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, Line) and line.key is not None:
            self.opened.emit(line.key)

    def _menu(self, at: QPoint) -> None:
        if not self.indexAt(at).isValid():  # the menu key: it is about the current line
            at = self.visualRect(self.currentIndex()).center()
        line = self.indexAt(at).data(LINE)
        if isinstance(line, Line) and line.key is not None:
            self.menu_wanted.emit(line.key, self.viewport().mapToGlobal(at))

    def copy(self) -> None:
        """Put the current line on the clipboard as it reads."""
        line = self.currentIndex().data(LINE)
        if isinstance(line, Line):
            QGuiApplication.clipboard().setText(line.spoken())

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+C for the line: the window's own command copies the grid."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove or copy the current line."""
        line = self.currentIndex().data(LINE)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and isinstance(line, Line) and line.key is not None:
            self.removed.emit(line.key)
        else:
            super().keyPressEvent(event)
