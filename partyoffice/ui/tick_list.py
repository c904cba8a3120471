"""The list that opens under a filter: every value of a column with its count, to be ticked."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from partyoffice.core.text import search_key
from partyoffice.ui import painting, theme
from partyoffice.ui.controls import bar, link
from partyoffice.ui.filter_words import BLANK
from partyoffice.ui.line import Line

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COUNT = Role.UserRole + 1
NOWHERE = QModelIndex()
WIDTH, ROWS = 220, 9
FINDING_FROM = 8  # fewer entries than these need no search
Key = Qt.Key


class TickModel(QAbstractListModel):
    """Labels with their counts, some of them ticked; ``find`` narrows to those that hold a word."""

    ticks_changed = Signal()

    def __init__(
        self, labels: Sequence[tuple[str, int]], ticked: frozenset[str], keys: Callable[[str], Sequence[str]]
    ) -> None:
        super().__init__()
        self.ticked = set(ticked)
        self._all, self._keys = list(labels), keys
        self._shown = list(labels)

    def find(self, text: str) -> None:
        """Show only the labels that hold the text or begin so in pinyin."""
        wanted = search_key(text)
        self.beginResetModel()
        self._shown = [pair for pair in self._all if self._holds(pair[0], wanted)]
        self.endResetModel()

    def _holds(self, label: str, wanted: str) -> bool:
        return wanted in search_key(label or BLANK) or any(
            search_key(key).startswith(wanted) for key in self._keys(label)
        )

    def labels(self) -> list[str]:
        """Return the labels shown."""
        return [label for label, _ in self._shown]

    def set_ticked(self, labels: Sequence[str], ticked: bool) -> None:
        """Tick labels, or take their ticks away."""
        self.ticked = self.ticked | set(labels) if ticked else self.ticked - set(labels)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [Role.CheckStateRole])
        self.ticks_changed.emit()

    def toggle(self, row: int) -> None:
        """Turn one tick round."""
        label = self._shown[row][0]
        self.set_ticked([label], label not in self.ticked)

    def in_order(self) -> list[str]:
        """Return what is ticked, in the order of the list."""
        return [label for label, _ in self._all if label in self.ticked]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of labels shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Return label, count or tick."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        label, count = self._shown[index.row()]
        if role == Role.DisplayRole:
            return label or f"（{BLANK}）"
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if label in self.ticked else Qt.CheckState.Unchecked
        if role == Role.AccessibleTextRole:
            return f"{label or BLANK} {count}"
        return count if role == COUNT else None


class TickDelegate(QStyledItemDelegate):
    """Paints tick, label and count."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a tree row."""
        return QSize(100, theme.tree_row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        area = QRectF(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if current or over:
            painter.fillRect(area, theme.ink("sel" if current else "hover"))
        ticked = index.data(Role.CheckStateRole) == Qt.CheckState.Checked
        painting.tick_box(painter, QRectF(area.left() + 4, area.top(), 24, area.height()), ticked)
        count = str(index.data(COUNT))
        room = theme.metrics("cap").horizontalAdvance(count) + 8
        words = QRectF(area.left() + 32, area.top(), area.width() - 40 - room, area.height())
        painting.write(painter, words, str(index.data()))
        end = QRectF(area.right() - room - 8, area.top(), room, area.height())
        painting.write(painter, end, count, "cap", "text2", painting.RIGHT)


class TickList(QFrame):
    """Opens below a filter; every tick is told at once, Enter and Esc close."""

    ticked = Signal(list)
    closed = Signal()

    def __init__(self, parent: QWidget, title: str, model: TickModel) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.setAccessibleName(f"{title}的内容")
        self.model = model
        model.setParent(self)
        self.line, self.view = Line(), QListView()
        self.line.setPlaceholderText("查找")
        self.line.setAccessibleName(f"在{title}的内容中查找")
        self.line.setVisible(model.rowCount() >= FINDING_FROM)
        self.view.setModel(model)
        self.view.setItemDelegate(TickDelegate(self.view))
        self.view.setAccessibleName(f"{title}的内容")
        self.view.setUniformItemSizes(True)
        self.view.setProperty("lines", "true")  # on the ground of the popup
        self.view.setMouseTracking(True)
        self._build()
        self._wire()
        first = next((at for at, label in enumerate(model.labels()) if label in model.ticked), 0)
        self.view.setCurrentIndex(model.index(first))

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 4)
        box.setSpacing(4)
        box.addWidget(self.line)
        box.addWidget(self.view)
        self.all, self.none = link("全选", self._tick_all), link("全不选", self._tick_none)
        box.addLayout(bar(self.all, self.none, None, link("完成", self.close), margins=(0, 0, 0, 0), gap=4))
        rows = min(max(self.model.rowCount(), 2), ROWS)
        self.view.setFixedSize(theme.scaled(WIDTH), rows * theme.tree_row() + 2)

    def _wire(self) -> None:
        self.line.textChanged.connect(self._find)
        self.view.clicked.connect(lambda index: self.model.toggle(index.row()))
        self.model.ticks_changed.connect(lambda: self.ticked.emit(self.model.in_order()))
        for part in (self.line, self.view):
            part.installEventFilter(self)

    def open_at(self, place: QPoint) -> None:
        """Open with its upper left corner at a place on the screen, moved so that all is seen."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = max(screen.left(), min(place.x(), screen.right() - self.width()))
        y = max(screen.top(), min(place.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        (self.view if self.line.isHidden() else self.line).setFocus(Qt.FocusReason.PopupFocusReason)

    def _find(self, text: str) -> None:
        self.model.find(text)
        self.view.setCurrentIndex(self.model.index(0))

    def _tick_all(self) -> None:
        self.model.set_ticked(self.model.labels(), ticked=True)

    def _tick_none(self) -> None:
        self.model.set_ticked(self.model.labels(), ticked=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of line and list: Space ticks, letters search, Enter and Esc close."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and not self.line.composing()
        ):
            return self._on_line(event) if watched is self.line else self._on_list(event)
        return super().eventFilter(watched, event)

    def _on_line(self, event: QKeyEvent) -> bool:
        """Let the line keep the keyboard: arrows and Space are about the list."""
        key = event.key()
        if key in {Key.Key_Up, Key.Key_Down}:
            self._step(-1 if key == Key.Key_Up else 1)
        elif key in {Key.Key_Return, Key.Key_Enter}:
            self._take_found()
        elif key == Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            return key in {Key.Key_Escape, Key.Key_Space} and self._on_list(event)
        return True

    def _step(self, step: int) -> None:
        row = min(max(self.view.currentIndex().row() + step, 0), self.model.rowCount() - 1)
        self.view.setCurrentIndex(self.model.index(row))

    def _on_list(self, event: QKeyEvent) -> bool:
        key, at = event.key(), self.view.currentIndex()
        if key == Key.Key_Space and at.isValid():
            self.model.toggle(at.row())
        elif key in {Key.Key_Return, Key.Key_Enter, Key.Key_Escape}:
            self._shut()
        elif event.text().strip() and event.text().isprintable() and self.line.isVisible():
            self.line.setFocus(Qt.FocusReason.TabFocusReason)
            self.line.insert(event.text())
        else:
            return False
        return True

    def _take_found(self) -> None:
        """Tick what is left where the search left one that has no tick, and be done."""
        found = self.model.labels()
        if self.line.text().strip() and len(found) == 1 and not self.model.ticked & set(found):
            self.model.set_ticked(found, ticked=True)
        self._shut()

    def _shut(self) -> bool:
        self.close()
        return True

    def hideEvent(self, event: Any) -> None:  # noqa: ANN401 -- Qt's event
        """Tell that the keyboard goes back."""
        super().hideEvent(event)
        self.closed.emit()
