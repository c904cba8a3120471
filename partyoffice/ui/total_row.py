"""The row of totals under a grid: a strip for each of its parts, under the very columns it sums."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from partyoffice.ui import painting, theme
from partyoffice.ui.delegate import PAD
from partyoffice.ui.table_model import ALIGN, NUMBER_KEY

if TYPE_CHECKING:
    from partyoffice.ui.grid_view import GridView

NOTHING = "—"  # what a total says that has nothing to sum


class TotalStrip(QWidget):
    """Totals under one view, each where the view's head has its column: they follow all that moves."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view.grid)
        self.view = view
        head, model = view.head(), view.grid.model
        head.sectionResized.connect(self.update)
        head.sectionMoved.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        for signal in (model.modelReset, model.dataChanged):
            signal.connect(self.refresh)
        theme.signals.changed.connect(self.refresh)
        self.texts: dict[int, str] = {}
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Sum anew."""
        model = self.view.grid.model
        records = model.shown()
        shown = self._shown()
        self.texts = {at: self._total(at, records) for at in shown}
        self.setFixedHeight(theme.row_height())
        self.setAccessibleName("合计")
        self.setAccessibleDescription(
            "，".join(f"{model.columns[at].title} {self.texts[at]}" for at in shown)
        )
        self.update()

    def _shown(self) -> list[int]:
        """Return the columns with totals that stand in this view."""
        columns = enumerate(self.view.grid.model.columns)
        return [at for at, one in columns if one.total is not None and not self.view.isColumnHidden(at)]

    def _total(self, at: int, records: Sequence[Any]) -> str:
        total = self.view.grid.model.columns[at].total
        return total(records) if total is not None else ""

    def follow(self) -> None:
        """Sum anew where other columns stand in this view now."""
        self.refresh() if self.texts.keys() != set(self._shown()) else self.update()

    def rect_of(self, column: int) -> QRectF:
        """Return where the total of a column stands."""
        left = self.view.head().sectionViewportPosition(column)
        return QRectF(left, 0, self.view.columnWidth(column), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the totals, bold, on the ground of a head."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ink("panel"))
        painting.hairline(painter, 0, 1, self.width(), theme.ink("line2"))
        model = self.view.grid.model
        for at, text in self.texts.items():
            if self.view.isColumnHidden(at) or model.columns[at].key == NUMBER_KEY:
                continue
            column, area = model.columns[at], self.rect_of(at)
            if area.right() > 0 and area.left() < self.width():
                inner = area.adjusted(PAD, 0, -PAD, 0)
                tone = column.total_tone if text != NOTHING else "text3"
                painting.write(painter, inner, text, "bold", tone, ALIGN[column.align])
