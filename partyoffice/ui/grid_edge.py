"""The inner edge of the frozen parts of a grid."""

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollBar, QWidget

from partyoffice.ui import painting, theme


class FrozenEdge(QWidget):
    """One hairline; two stronger pixels while something is scrolled under it."""

    def __init__(self, bar: QScrollBar, *, right: bool = False) -> None:
        super().__init__()
        self.bar, self.right = bar, right
        self.setFixedWidth(2)
        bar.valueChanged.connect(self.update)
        bar.rangeChanged.connect(self.update)

    def covers(self) -> bool:
        """Say whether something is scrolled under the edge."""
        return self.bar.value() < self.bar.maximum() if self.right else self.bar.value() > 0

    def paintEvent(self, _event: object) -> None:
        """Draw one hairline, or two pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ink("sheet"))
        if self.covers():
            painter.fillRect(self.rect(), theme.ink("edge"))
        else:
            painting.upright(painter, 2 if self.right else 1, 0, self.height(), theme.ink("line2"))
