"""The figures of 首页: large number, caption, note; a press opens the list it counts."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from partyoffice.part import Number
from partyoffice.ui import painting, theme
from partyoffice.ui.controls import ENTER


class Figure(QAbstractButton):
    """One figure of the strip; a press opens the list it counts."""

    wanted = Signal(tuple)

    def __init__(self, number: Number) -> None:
        super().__init__()
        self.number, self.last = number, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda _checked=False: self.wanted.emit(self.number.target))
        theme.keep_height(self, 85)

    def show_number(self, number: Number, *, last: bool) -> None:
        """Say another figure."""
        self.number, self.last = number, last
        self.setText(f"{number.caption} {number.value}")
        self.setAccessibleName("，".join(filter(None, (self.text(), number.note))))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with the space bar."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw figure, caption and note; the ring when the keyboard is here."""
        painter, scale = (
            QPainter(self),
            theme.size() / theme.USUAL_PT if theme.size() > theme.USUAL_PT else 1.0,
        )
        if self.underMouse():
            painter.fillRect(self.rect(), theme.ink("hover"))
        width = self.width() - 24
        for top, high, text, role, tone in (
            (9, 35, self.number.value, "figure", "text"),
            (42, 17, self.number.caption, "cap", "text"),
            (59, 17, self.number.note, "cap", "text3"),
        ):
            painting.write(painter, QRectF(16, top * scale, width, high * scale), text, role, tone)
        if not self.last:
            painting.upright(painter, self.width(), 18 * scale, 68 * scale, theme.ink("line2"))
        if self.hasFocus():
            painting.ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 4)

    def sizeHint(self) -> QSize:
        """Return a narrow width: the strip shares its room evenly."""
        return QSize(108, theme.scaled(85))


class FigureStrip(QFrame):
    """The figures side by side, sharing the width evenly."""

    wanted = Signal(tuple)
    grown = Signal()  # a new figure stands at the end of the tab order, not where it is read

    def __init__(self) -> None:
        super().__init__()
        self.figures: list[Figure] = []
        self.setProperty("role", "sheet")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        theme.keep_height(self, 85)

    def fill(self, numbers: Sequence[Number]) -> None:
        """Show the figures; those that stand already only change what they say."""
        for figure in self.figures[len(numbers) :]:
            self.row.removeWidget(figure)
            figure.hide()  # until it is gone it must not be reached by Tab
            figure.deleteLater()
        del self.figures[len(numbers) :]
        for number in numbers[len(self.figures) :]:
            figure = Figure(number)
            figure.wanted.connect(self.wanted)
            self.figures.append(figure)
            self.row.addWidget(figure, 1)
            self.grown.emit()
        for figure, number in zip(self.figures, numbers, strict=True):
            figure.show_number(number, last=number is numbers[-1])
