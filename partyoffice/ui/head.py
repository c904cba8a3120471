"""The head of a grid: captions, the sorted column bold with its arrow, short separators.

Below the captions there may be a strip for the filter row, which sets its editors into the viewport.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from partyoffice.ui import head_note, icons, painting, theme
from partyoffice.ui.delegate import PAD
from partyoffice.ui.table_model import TICK_KEY, TableModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyoffice.ui.head_note import HeadNote

ARROW = 12
STRIP = 28


class Head(QHeaderView):
    """A horizontal header; a click sorts, a second click turns the order round."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.filtered: set[str] = set()
        self.strip = False  # whether there is room for a filter row
        self.tall = False  # whether there is room for notes
        self.notes: Mapping[str, HeadNote] = {}  # by the key of the column
        self.edge = -1  # the last frozen column: the frozen edge stands in for its separator
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(32)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def sizeHint(self) -> QSize:
        """Return the height of a head."""
        return QSize(super().sizeHint().width(), self.title_height() + self.strip_height())

    def title_height(self) -> int:
        """Return the height of titles, with the notes under them where there are any."""
        return theme.tall_head_height() if self.tall else theme.head_height()

    def strip_height(self) -> int:
        """Return the height of the filter row, 0 without one."""
        return theme.scaled(STRIP) if self.strip else 0

    def fit(self) -> None:
        """Take the heights of the font in force."""
        self.setFixedHeight(self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Sort by the captions alone: beside an editor nothing is pressed."""
        if event.position().y() < self.title_height():
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the grid."""
        self.customContextMenuRequested.emit(event.pos())

    def paintEvent(self, event: object) -> None:
        """Paint the ground where no section is."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.ink("panel"))
        bottom, right = self.viewport().height(), self.viewport().width()
        if self.strip:
            painting.hairline(painter, 0, self.title_height(), right, theme.ink("line"))
        painting.hairline(painter, 0, bottom, right, theme.ink("line2"))
        painter.end()
        super().paintEvent(event)  # type: ignore[arg-type]  # Qt passes its own event

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title."""
        model = self.model()
        if not isinstance(model, TableModel) or not rect.isValid():
            return
        painter.save()
        area, column = QRectF(rect), model.columns[section]
        painter.fillRect(area, theme.ink("panel"))
        if self.strip:
            painting.hairline(painter, area.left(), area.bottom(), area.right(), theme.ink("line2"))
            area.setBottom(area.top() + self.title_height())
        tone = "line" if self.strip else "line2"
        painting.hairline(painter, area.left(), area.bottom(), area.right(), theme.ink(tone))
        if column.key != TICK_KEY:
            middle = area.center().y()
            if section != self.edge:
                painting.upright(painter, area.right(), middle - 6, middle + 6, theme.ink("line2"))
            self._lines(painter, area.adjusted(PAD, 0, -PAD, 0), model, section)
        painter.restore()

    def _lines(self, painter: QPainter, area: QRectF, model: TableModel, section: int) -> None:
        note = self.notes.get(model.columns[section].key)
        if note is not None:
            head_note.paint(painter, area, note)
            area = head_note.upper(area)
        self._title(painter, area, model, section, bold=note is not None and note.now)

    def _title(self, painter: QPainter, area: QRectF, model: TableModel, section: int, *, bold: bool) -> None:
        column, by = model.columns[section], model.sorted_by
        sorted_here = by is not None and by[0] == section
        role, tone = ("cap_bold", "text") if sorted_here or bold else ("cap", "text2")
        signs = self._signs(model, section)
        if len(signs) > 1:  # two signs go close together, up to the separator, before the title is cut
            area = area.adjusted(0, 0, PAD, 0)
        step = ARROW + (2 if len(signs) == 1 else 0)
        room = len(signs) * step + (2 if len(signs) > 1 else 0)
        text_width = min(theme.metrics(role).horizontalAdvance(column.title), area.width() - room)
        left = area.left()
        if column.align == "right":
            left = area.right() - text_width - room
        elif column.align == "centre":
            left = area.center().x() - (text_width + room) / 2
        place = QRectF(left, area.top(), text_width + 1, area.height())
        painting.write(painter, place, column.title, role, tone)
        top, start = area.center().y() - ARROW / 2, left + text_width + 2
        for at, sign in enumerate(signs):
            icons.paint(painter, sign, QRectF(start + at * step, top, ARROW, ARROW), theme.ink("text"))

    def _signs(self, model: TableModel, section: int) -> list[str]:
        signs = ["funnel"] if model.columns[section].key in self.filtered else []
        by = model.sorted_by
        if by is not None and by[0] == section:
            signs.append("arrow-up" if by[1] == Qt.SortOrder.AscendingOrder else "arrow-down")
        return signs
