"""The inner edge of the frozen parts of a grid."""

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from partyoffice.ui import painting, theme


class FrozenEdge(QWidget):
    """One hairline; two stronger pixels while something is scrolled under it.

    The scroll bar is asked for each time: PySide counts a part that Qt made itself as a child of whatever
    widget the focus chain was walked from, and a kept one dies in Python with that widget, such as a chip.
    """

    def __init__(self, body: QAbstractScrollArea, *, right: bool = False) -> None:
        super().__init__()
        self.body, self.right = body, right
        self.setFixedWidth(2)
        bar = body.horizontalScrollBar()
        bar.valueChanged.connect(self.update)
        bar.rangeChanged.connect(self.update)

    def covers(self) -> bool:
        """Say whether something is scrolled under the edge."""
        bar = self.body.horizontalScrollBar()
        return bar.value() < bar.maximum() if self.right else bar.value() > 0

    def paintEvent(self, _event: object) -> None:
        """Draw one hairline, or two pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ink("sheet"))
        if self.covers():
            painter.fillRect(self.rect(), theme.ink("edge"))
        else:
            painting.upright(painter, 2 if self.right else 1, 0, self.height(), theme.ink("line2"))
