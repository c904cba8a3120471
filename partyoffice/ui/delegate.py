"""How a cell is painted: ground, mark, text, selection, ring; nothing in cells is a widget."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from partyoffice.ui import marks, painting, theme
from partyoffice.ui.table_model import MARK, NUMBER_KEY, TICK_KEY, TableModel

PAD = 8
MARK_ROOM = 15


class CellDelegate(QStyledItemDelegate):
    """Paints cells of a TableModel; both views of a grid share one, and so one hovered row."""

    hovered = -1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        painter.save()
        rect, view = QRectF(option.rect), option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.ink(self._ground(index.row(), chosen)))
        if chosen:
            painting.hairline(painter, rect.left(), rect.bottom(), rect.right(), theme.ink("sel_line"))
        self.content(painter, rect, index, chosen)
        if isinstance(view, QTableView) and view.currentIndex() == index and self._ringed(view):
            painting.ring(painter, rect, 2)
        painter.restore()

    def _ground(self, row: int, chosen: bool) -> str:
        if chosen:
            return "sel"
        if row == self.hovered:
            return "hover"
        return "zebra" if row % 2 else "sheet"

    def _ringed(self, view: QTableView) -> bool:
        grid = view.parentWidget()
        return grid is not None and bool(grid.property("focused"))

    def content(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex, chosen: bool
    ) -> None:
        """Paint what stands in the cell; a page with cells of its own overrides this."""
        model = index.model()
        if not isinstance(model, TableModel):
            return
        column = model.columns[index.column()]
        if column.key == TICK_KEY:
            painting.tick_box(painter, rect, chosen)
            return
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        mark = model.data(index, MARK)
        if mark is not None:
            marks.paint(painter, mark, QPointF(inner.left() + marks.SIDE / 2, inner.center().y()))
            inner.setLeft(inner.left() + MARK_ROOM)
        tone = column.tone(model.record(index.row())) if column.tone else ""
        usual = "text3" if column.key == NUMBER_KEY else "text"
        align = {"left": painting.LEFT, "right": painting.RIGHT}.get(column.align, painting.CENTRE)
        painting.write(
            painter, inner, model.text(index.row(), index.column()), tone=tone or usual, align=align
        )

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room the whole text needs."""
        text = str(index.data() or "")
        mark = MARK_ROOM if index.data(MARK) is not None else 0
        return QSize(theme.metrics().horizontalAdvance(text) + 2 * PAD + mark + 2, theme.row_height())
