"""The people of a stage: name and step, below it in one line how things stand."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from partyoffice.development.page.reading import Walker
from partyoffice.ui import marks, painting, theme
from partyoffice.ui.controls import ENTER, KEYBOARD

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WALKER = Qt.ItemDataRole.UserRole + 1
ROW, INSET, PAD = 48, 6, 16


class PeopleModel(QAbstractListModel):
    """The people shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.people: list[Walker] = []

    def fill(self, people: Sequence[Walker]) -> None:
        """Take all anew."""
        self.beginResetModel()
        self.people = list(people)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self.people)

    def row_of(self, person: int) -> int:
        """Return where somebody stands, -1 for nowhere."""
        return next((at for at, one in enumerate(self.people) if one.id == person), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Answer with the words, or the person."""
        if not index.isValid():
            return None
        one = self.people[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{one.one.name}，第 {one.number} 步，{one.told.words}"
        return one if role == WALKER else None


class PeopleDelegate(QStyledItemDelegate):
    """Paints a person in two lines."""

    def __init__(self, view: "PeopleList") -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines."""
        return QSize(100, max(theme.scaled(ROW), theme.line() + theme.line("cap") + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one person."""
        one, area = index.data(WALKER), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = area.adjusted(INSET, 1, -INSET, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("sel" if chosen else "hover"))
            painter.drawRoundedRect(ground, 4, 4)
        else:
            painting.hairline(painter, PAD, area.bottom(), area.right() - PAD, theme.ink("line"))
        self._words(painter, area, one)
        if chosen and self.view.hasFocus() and self.view.by_keyboard:
            painting.ring(painter, ground, 4)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, one: Walker) -> None:
        line, cap = theme.line(), theme.line("cap")
        top, right = area.center().y() - (line + cap) / 2 - 1, area.right() - PAD
        step = f"第 {one.number} 步"
        wide = theme.metrics("cap").horizontalAdvance(step) + 4
        painting.write(painter, QRectF(PAD, top, right - PAD - wide - 6, line), one.one.name, "bold")
        end = QRectF(right - wide, top, wide, line)
        painting.write(painter, end, step, "cap", "text2", painting.RIGHT)
        marks.paint(painter, one.told.mark, QPointF(PAD + 5, top + line + cap / 2))
        below = QRectF(PAD + 16, top + line, right - PAD - 16, cap)
        painting.write(painter, below, one.told.words, "cap", one.told.tone)


class PeopleList(QListView):
    """``chosen`` tells the person that became current, ``opened`` Enter or a double click."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.by_keyboard = self.quiet = False
        self.people = PeopleModel(self)
        self.setModel(self.people)
        self.setItemDelegate(PeopleDelegate(self))
        self.setAccessibleName("在办的人")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(WALKER).id))
        self.selectionModel().currentChanged.connect(self._tell)
        theme.signals.changed.connect(self.scheduleDelayedItemsLayout)

    def fill(self, people: Sequence[Walker], current: int) -> None:
        """Show these; ``current`` stays so if among them, else the same place of the list."""
        row = self.currentIndex().row()
        self.quiet = True
        self.people.fill(people)
        at = self.people.row_of(current)
        if at < 0 and people:
            at = min(max(row, 0), len(people) - 1)
        if at >= 0:
            self.setCurrentIndex(self.people.index(at))
        self.quiet = False
        self.scheduleDelayedItemsLayout()
        if at >= 0:
            self.scrollTo(self.people.index(at))

    def current(self) -> int:
        """Return who is current, 0 for nobody."""
        one = self.currentIndex().data(WALKER)
        return one.id if isinstance(one, Walker) else 0

    def go_to(self, person: int) -> bool:
        """Make somebody current; False if not shown here."""
        at = self.people.row_of(person)
        if at >= 0:
            self.setCurrentIndex(self.people.index(at))
        return at >= 0

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not self.quiet:
            self.chosen.emit(index.data(WALKER).id)

    def _menu(self, at: QPoint) -> None:
        if not self.indexAt(at).isValid():  # the menu key: it is about the current one
            at = self.visualRect(self.currentIndex()).center()
        if self.indexAt(at).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in ENTER and not event.modifiers() and self.current():
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard brought the focus."""
        self.by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()
