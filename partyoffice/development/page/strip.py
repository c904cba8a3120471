"""The five stages across the tab: how many people are in each, and how many are late there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from partyoffice.development.page import wording
from partyoffice.ui import marks, painting, theme
from partyoffice.ui.controls import KEYBOARD
from partyoffice.ui.marks import Mark

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FIGURE = Qt.ItemDataRole.UserRole + 1
HEIGHT, PAD, JOINT = 56, 16, 9


@dataclass(frozen=True, slots=True)
class Figure:
    """One stage: who is in it, who is late."""

    title: str
    steps: str
    count: int = 0
    late: int = 0

    def spoken(self) -> str:
        """Return the whole as one text."""
        return f"{self.title}，{self.steps}，{self.count} 人" + (
            f"，超期 {self.late} 人" if self.late else ""
        )


def figures(stages: Sequence[tuple[int, bool]]) -> list[Figure]:
    """Return the figures of five stages; ``stages`` are those of the people, and whether each is late."""
    return [
        Figure(
            title,
            wording.steps_of_stage(stage),
            sum(at == stage for at, _late in stages),
            sum(at == stage and late for at, late in stages),
        )
        for stage, title in enumerate(wording.STAGES, 1)
    ]


class StageModel(QAbstractListModel):
    """The five figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.figures = figures(())

    def fill(self, found: Sequence[Figure]) -> None:
        """Take other figures for the same stages."""
        self.figures = list(found)
        self.dataChanged.emit(self.index(0), self.index(len(self.figures) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return five."""
        return 0 if parent.isValid() else len(self.figures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Answer with the words, or the figure itself."""
        if not index.isValid():
            return None
        figure = self.figures[index.row()]
        words = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return figure.spoken() if role in words else figure if role == FIGURE else None


class StageDelegate(QStyledItemDelegate):
    """Paints a stage: ground, count, name over steps, who is late, the joint to the next."""

    def __init__(self, view: "StageStrip") -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Share the width among the stages to the last pixel."""
        width, parts, at = self.view.viewport().width(), index.model().rowCount(), index.row()
        return QSize(width * (at + 1) // parts - width * at // parts, theme.scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one stage."""
        figure, area = index.data(FIGURE), QRectF(option.rect)
        chosen = index.row() + 1 == self.view.stage
        painter.save()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(area, theme.ink("sheet" if chosen else "hover" if over else "panel"))
        left = area.left() + (PAD if not index.row() else PAD + JOINT / 2)
        end = self._late(painter, area, figure)
        self._words(painter, QRectF(left, area.top(), end - left, area.height()), figure, chosen)
        painting.hairline(painter, area.left(), area.bottom(), area.right(), theme.ink("line2"))
        if chosen:
            painter.fillRect(QRectF(left, area.bottom() - 2, end - left, 2), theme.ink("text"))
        if index.row() + 1 < index.model().rowCount():
            self._joint(painter, area)
        if self.view.hasFocus() and self.view.by_keyboard and index == self.view.currentIndex():
            painting.ring(painter, area.adjusted(2, 2, -JOINT, -3), 4)
        painter.restore()

    def _late(self, painter: QPainter, area: QRectF, figure: Figure) -> float:
        """Write how many are late at the right; return where the words must end."""
        right = area.right() - PAD
        if not figure.late:
            return right
        words = f"超期 {figure.late}"
        width = theme.metrics("cap_bold").horizontalAdvance(words) + 2
        top = QRectF(right - width, area.top() + 8, width, theme.line("cap"))
        painting.write(painter, top, words, "cap_bold", "accent_text", painting.RIGHT)
        marks.paint(painter, Mark.LATE, QPointF(right - width - 9, top.center().y()))
        return right - width - 18

    def _words(self, painter: QPainter, area: QRectF, figure: Figure, chosen: bool) -> None:
        count, wide = str(figure.count), theme.metrics("figure").horizontalAdvance(str(figure.count))
        line = theme.line()
        painting.write(painter, QRectF(area.left(), area.top(), wide + 2, area.height() - 8), count, "figure")
        left = area.left() + wide + 10
        room, top = area.right() - left, area.center().y() - (line + theme.line("cap")) / 2
        painting.write(painter, QRectF(left, top, room, line), figure.title, "bold" if chosen else "body")
        below = QRectF(left, top + line, room, theme.line("cap"))
        painting.write(painter, below, figure.steps, "cap", "text3")

    def _joint(self, painter: QPainter, area: QRectF) -> None:
        x, pen = area.right() - JOINT / 2, painting.fine_pen(theme.ink("line2"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        points = (
            QPointF(x - JOINT / 2, area.top()), QPointF(x + JOINT / 2, area.center().y()),
            QPointF(x - JOINT / 2, area.bottom()),
        )  # fmt: skip
        painter.drawPolyline(QPolygonF(points))


class StageStrip(QListView):
    """``chosen`` tells the stage, 1 to 5, or 0 for all: the chosen one pressed again, or Esc."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.by_keyboard, self.quiet = 0, False, False
        self.stages = StageModel(self)
        self.setModel(self.stages)
        self.setItemDelegate(StageDelegate(self))
        self.setAccessibleName("阶段")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.keep_height(self, HEIGHT)
        self.selectionModel().currentChanged.connect(self._moved)
        theme.signals.changed.connect(self.scheduleDelayedItemsLayout)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and self.hasFocus() and not self.quiet:
            self.choose(index.row() + 1)

    def choose(self, stage: int) -> None:
        """Take a stage, 0 for all, and tell it."""
        if stage != self.stage:
            self.show_stage(stage)
            self.chosen.emit(stage)

    def show_stage(self, stage: int) -> None:
        """Mark a stage without telling."""
        self.stage = stage
        if stage:
            self.quiet = True
            self.setCurrentIndex(self.stages.index(stage - 1))
            self.quiet = False
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the stage under the mouse; the chosen one again shows all."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.choose(0 if index.row() + 1 == self.stage else index.row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrows, turn it round with Enter or the space bar, show all with Esc."""
        key, row = event.key(), self.currentIndex().row() + 1
        if key == Qt.Key.Key_Escape and self.stage:
            self.choose(0)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.choose(0 if row == self.stage else max(row, 1))
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard brought the focus."""
        self.by_keyboard, self.quiet = event.reason() in KEYBOARD, True  # coming here chooses nothing
        super().focusInEvent(event)
        self.quiet = False
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
