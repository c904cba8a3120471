"""How a cell is painted: ground, mark, text, selection, ring; nothing in cells is a widget."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from partyoffice.ui import marks, painting, theme
from partyoffice.ui.table_model import ALIGN, MARK, NUMBER_KEY, TICK_KEY, TableModel

if TYPE_CHECKING:
    from partyoffice.ui.choice import Choice

Index = QModelIndex | QPersistentModelIndex
CHOSEN = QStyle.StateFlag.State_Selected
PAD = 8
MARK_ROOM = 15


class CellDelegate(QStyledItemDelegate):
    """Paints cells of a TableModel; the views of a grid share one, and so one hovered row.

    ``lit`` is the row of the only selected cell: it has the selected ground from end to end.
    """

    hovered = -1
    lit = -1
    lined = False  # a sheet for entering has lines both ways and no zebra
    choice: "Choice | None" = None  # set by the grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect, view = QRectF(option.rect), option.widget
        chosen = self.chosen(option, index)
        painter.fillRect(rect, theme.ink(self._ground(index.row(), chosen)))
        self.content(painter, rect, index, chosen)
        if self.lined:
            painting.upright(painter, rect.right(), rect.top(), rect.bottom(), theme.ink("line"))
        if chosen or self.lined:
            tone = "sel_line" if chosen else "line"
            painting.hairline(painter, rect.left(), rect.bottom(), rect.right(), theme.ink(tone))
        if isinstance(view, QTableView) and view.currentIndex() == index and self._ringed(view):
            painting.ring(painter, rect, 2)

    def rest(self, painter: QPainter, rect: QRectF, row: int) -> None:
        """Paint the ground of a row on to the edge of the list, where its columns end before."""
        chosen = row == self.lit or (self.choice is not None and self.choice.ticked(row))
        painter.fillRect(rect, theme.ink(self._ground(row, chosen)))
        if chosen:
            painting.hairline(painter, rect.left(), rect.bottom(), rect.right(), theme.ink("sel_line"))

    def chosen(self, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say whether a cell has the ground of a selection."""
        return CHOSEN in option.state or index.row() == self.lit

    def _ground(self, row: int, chosen: bool) -> str:
        if chosen:
            return "sel"
        if row == self.hovered:
            return "hover"
        return "zebra" if row % 2 and not self.lined else "sheet"

    def _ringed(self, view: QTableView) -> bool:
        grid = view.parentWidget()
        return grid is not None and bool(grid.property("focused"))

    def content(self, painter: QPainter, rect: QRectF, index: Index, chosen: bool) -> None:
        """Paint what stands in the cell; a page with cells of its own overrides this."""
        model = index.model()
        if not isinstance(model, TableModel):
            return
        row, at = index.row(), index.column()
        column, inner = model.columns[at], rect.adjusted(PAD, 0, -PAD, 0)
        if column.key == TICK_KEY:
            painting.tick_box(painter, rect, self.choice.ticked(row) if self.choice else chosen)
            return
        mark = column.mark(model.record(row)) if column.mark else None
        if mark is not None and column.align == "centre":
            text = theme.metrics().horizontalAdvance(model.text(row, at)) + 1
            spare = max(0.0, inner.width() - text - MARK_ROOM)
            inner.adjust(spare / 2, 0, -spare / 2, 0)
        if mark is not None:
            marks.paint(painter, mark, QPointF(inner.left() + marks.SIDE / 2, inner.center().y()))
            inner.setLeft(inner.left() + MARK_ROOM)
        tone = column.tone(model.record(row)) if column.tone else ""
        usual = "text3" if column.key == NUMBER_KEY else "text"
        painting.write(painter, inner, model.text(row, at), "body", tone or usual, ALIGN[column.align])

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room the whole text needs."""
        text = str(index.data() or "")
        mark = MARK_ROOM if index.data(MARK) is not None else 0
        return QSize(theme.metrics().horizontalAdvance(text) + 2 * PAD + mark + 2, theme.row_height())
