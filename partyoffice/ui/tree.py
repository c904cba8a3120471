"""The tree of organisations and the lists beside it: rounded choice, icon or mark, count at the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from partyoffice.ui import icons, marks, painting, theme
from partyoffice.ui.controls import KEYBOARD

Index = QModelIndex | QPersistentModelIndex
NODE = Qt.ItemDataRole.UserRole + 1
INSET, STEP, PICTURE = 6, 16, 14


@dataclass(frozen=True)
class Node:
    """One row: what it stands for (``key``), its words, icon or mark, count, and what lies under it."""

    key: Any
    title: str
    count: str = ""
    icon: str = ""
    mark: marks.Mark | None = None
    children: tuple["Node", ...] = ()
    late: bool = False


class NodeDelegate(QStyledItemDelegate):
    """Paints a row as the product's side lists are."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a tree row."""
        return QSize(120, theme.tree_row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row, its whole width."""
        node, view = index.data(NODE), option.widget
        if not isinstance(node, Node) or not isinstance(view, SideTree):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(0, option.rect.top(), view.viewport().width(), option.rect.height())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, row.adjusted(INSET, 1, -INSET, -1), option, chosen)
        if node.children:
            sign = "chevron-down" if option.state & QStyle.StateFlag.State_Open else "chevron-right"
            box = QRectF(option.rect.left() - 4, row.center().y() - 6, 12, 12)
            icons.paint(painter, sign, box, theme.ink("text3"))
        left = self._picture(painter, node, QRectF(option.rect))
        count = theme.metrics("cap").horizontalAdvance(node.count) + 8 if node.count else 0
        room = QRectF(left, row.top(), row.right() - INSET - 8 - count - left, row.height())
        painting.write(painter, room, node.title, "bold" if chosen else "body")
        tone, role = ("accent_text", "cap_bold") if node.late else ("text2", "cap")
        end = QRectF(row.right() - INSET - 8 - count, row.top(), count, row.height())
        painting.write(painter, end, node.count, role, tone, painting.RIGHT)
        painter.restore()

    def _ground(self, painter: QPainter, row: QRectF, option: QStyleOptionViewItem, chosen: bool) -> None:
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("sel" if chosen else "hover"))
            painter.drawRoundedRect(row, 4, 4)
        view = option.widget
        if isinstance(view, SideTree) and view.hasFocus() and view.by_keyboard and chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.ink("focus"), 2))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)

    def _picture(self, painter: QPainter, node: Node, area: QRectF) -> float:
        left, middle = area.left() + 12, area.center().y()
        if node.mark is not None:
            marks.paint(painter, node.mark, QPointF(left + marks.SIDE / 2 + 2, middle))
        elif node.icon:
            box = QRectF(left, middle - PICTURE / 2, PICTURE, PICTURE)
            icons.paint(painter, node.icon, box, theme.ink("text2"))
        else:
            return left
        return left + PICTURE + 6


class SideTree(QTreeView):
    """Shows nodes; ``chosen`` tells the key of the current one."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_keyboard = False
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setIndentation(STEP)
        self.setMouseTracking(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(NodeDelegate(self))
        self.selectionModel().currentChanged.connect(self._tell)
        self._quiet = False
        theme.signals.changed.connect(self.doItemsLayout)

    def fill(self, nodes: Sequence[Node]) -> None:
        """Take nodes anew; what was open stays open, what was chosen stays chosen."""
        shut = {item.data(NODE).key for item in self._items() if not self.isExpanded(item.index())}
        current, self._quiet = self.current_key(), True
        self.rows.clear()
        for node in nodes:
            self.rows.appendRow(self._item(node))
        for item in self._items():
            self.setExpanded(item.index(), item.data(NODE).key not in shut)
        self.choose(current)
        self._quiet = False

    def choose(self, key: object) -> bool:
        """Make the row of ``key`` the current one; False if there is none."""
        for item in self._items():
            if item.data(NODE).key == key:
                self.setCurrentIndex(item.index())
                return True
        return False

    def current_key(self) -> Any:  # noqa: ANN401 -- the page's own key
        """Return the key of the current row, None for none."""
        node = self.currentIndex().data(NODE)
        return node.key if isinstance(node, Node) else None

    def _item(self, node: Node) -> QStandardItem:
        item = QStandardItem(node.title)
        item.setData(node, NODE)
        item.setAccessibleText(f"{node.title} {node.count}".strip())
        for child in node.children:
            item.appendRow(self._item(child))
        return item

    def _items(self) -> Iterator[QStandardItem]:
        waiting = [self.rows.item(row) for row in range(self.rows.rowCount())]
        while waiting:
            item = waiting.pop(0)
            yield item
            waiting.extend(item.child(row) for row in range(item.rowCount()))

    def _tell(self, now: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.chosen.emit(self.current_key())

    def focusInEvent(self, event: Any) -> None:  # noqa: ANN401 -- Qt's event
        """Note whether the keyboard brought the focus."""
        self.by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: Index) -> None:
        """Draw nothing: the delegate draws the chevron, over the rounded bar of the row."""
