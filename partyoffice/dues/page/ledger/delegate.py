"""Paints the cells of the ledger: states by mark, word and ground; lines both ways, no zebra."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from partyoffice.dues.page.ledger.columns import YEAR_OWED, cell_of
from partyoffice.dues.page.ledger.faces import Face, face
from partyoffice.ui import marks, painting, theme
from partyoffice.ui.delegate import CHOSEN, MARK_ROOM, PAD, CellDelegate, Index
from partyoffice.ui.table_model import ALIGN, TableModel

if TYPE_CHECKING:
    from partyoffice.dues.queries.ledger import Row

CORNER = 6
RIGHT = Qt.AlignmentFlag.AlignRight


class LedgerDelegate(CellDelegate):
    """A lone current cell has its ring, its row the ground of the mouse: blue means several cells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lined = True

    def chosen(self, option: QStyleOptionViewItem, _index: Index) -> bool:
        """Say whether a cell is one of several that are selected."""
        return CHOSEN in option.state and self.lit < 0

    def _ground(self, row: int, chosen: bool) -> str:
        return "hover" if row == self.lit and not chosen else super()._ground(row, chosen)

    def content(self, painter: QPainter, rect: QRectF, index: Index, chosen: bool) -> None:
        """Paint a month by what it is, every other cell as lists do."""
        model = index.model()
        if not isinstance(model, TableModel):
            return
        row: Row = model.record(index.row())
        key = model.columns[index.column()].key
        cell = cell_of(row, key)
        if key == YEAR_OWED and row.owed:
            text = model.text(index.row(), index.column())
            painting.write(painter, rect.adjusted(PAD, 0, -PAD, 0), text, "bold", "accent_text", RIGHT)
        elif cell is None:
            super().content(painter, rect, index, chosen)
        else:
            paint_face(painter, rect, face(cell), chosen=chosen)


def paint_face(
    painter: QPainter, rect: QRectF, shown: Face, *, chosen: bool = False, pad: float = PAD
) -> None:
    """Paint a month; a selected one keeps its marks and words, its ground is the selection's."""
    if shown.ground and not chosen:
        painter.fillRect(rect, theme.ink(shown.ground))
    if shown.hatched:
        painter.fillRect(rect, QBrush(theme.ink("line2"), Qt.BrushStyle.BDiagPattern))
    if shown.corner:
        _corner(painter, rect, shown.corner)
    inner = rect.adjusted(pad, 0, -pad, 0)
    if shown.mark is not None and not shown.text:
        marks.paint(painter, shown.mark, rect.center(), marks.SIDE)
    elif shown.mark is not None:
        wide = theme.metrics(shown.role).horizontalAdvance(shown.text)
        left = max(inner.left(), inner.right() - wide - MARK_ROOM + marks.SIDE / 2)
        marks.paint(painter, shown.mark, QPointF(left, inner.center().y()), marks.SIDE - 1)
    painting.write(painter, inner, shown.text, shown.role, shown.tone, ALIGN[shown.align])


def _corner(painter: QPainter, rect: QRectF, tone: str) -> None:
    corner = rect.topRight()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ink(tone))
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(-CORNER, 0), corner + QPointF(0, CORNER)]))
