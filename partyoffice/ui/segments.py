"""Joined buttons that narrow a list by verdict: mark, word, count; one of them is chosen."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from partyoffice.ui import marks, painting, theme
from partyoffice.ui.marks import Mark

ALL = "全部"


class Segment(QAbstractButton):
    """One of the joined buttons."""

    def __init__(self, word: str, mark: Mark | None, unit: str) -> None:
        super().__init__()
        self.mark, self.count, self.unit = mark, 0, unit
        self.setText(word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a segment."""
        return QSize(theme.scaled(108), theme.scaled(36))

    def minimumSizeHint(self) -> QSize:
        """Return the least that holds mark, word and a count of four digits."""
        texts = theme.metrics("bold").horizontalAdvance(f"{self.text()}0000")
        return QSize(texts + 24 + 17 + 8, theme.scaled(36))

    def set_count(self, count: int) -> None:
        """Show how many have the verdict."""
        self.count = count
        self.setAccessibleName(f"{self.text()} {count} {self.unit}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, mark, word and count."""
        painter, area = QPainter(self), QRectF(self.rect())
        ground = "sel" if self.isChecked() else "hover" if self.underMouse() else "sheet"
        painter.fillRect(area, theme.ink(ground))
        bad = self.mark is Mark.LATE and self.count
        tone, left = "accent_text" if bad else "text", 12.0
        if self.mark:
            marks.paint(painter, self.mark, QPointF(left + 5, area.center().y()))
            left += 17
        strong = "bold" if self.isChecked() or bad else "body"
        painting.write(painter, area.adjusted(left, 0, -12, 0), self.text(), strong, tone)
        painting.write(painter, area.adjusted(left, 0, -12, 0), str(self.count), "bold", tone, painting.RIGHT)
        painter.setPen(painting.fine_pen(theme.ink("line2")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painting.ring(painter, area, 3)


class SegmentBar(QWidget):
    """全部 and one segment for each verdict; ``chosen`` tells the verdict, None for all."""

    chosen = Signal(object)

    def __init__(self, verdicts: Sequence[tuple[Hashable, Mark]], unit: str = "行") -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.segments: dict[Hashable | None, Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for verdict, mark in ((None, None), *verdicts):
            made = Segment(ALL if verdict is None else str(verdict), mark, unit)
            made.clicked.connect(lambda _checked=False, verdict=verdict: self.chosen.emit(verdict))
            self.group.addButton(made)
            self.segments[verdict] = made
            row.addWidget(made)
        self.segments[None].setChecked(True)

    def show_counts(self, counts: Mapping[Any, int], total: int) -> None:
        """Take the counts; ``total`` stands under 全部."""
        for verdict, segment in self.segments.items():
            segment.set_count(total if verdict is None else counts.get(verdict, 0))

    def current(self) -> Any:  # noqa: ANN401 -- the caller's own verdicts
        """Return the verdict chosen, None for all."""
        return next((verdict for verdict, one in self.segments.items() if one.isChecked()), None)

    def choose(self, verdict: Hashable | None) -> None:
        """Choose a segment as a click would."""
        self.segments[verdict].click()
