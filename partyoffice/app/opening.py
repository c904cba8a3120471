"""The first thing seen: the empty desk of the window, painted before anything heavy is loaded."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from partyoffice.ui import painting, placing, theme
from partyoffice.ui.prefs import Prefs


class Opening(QWidget):
    """Stands where the window will stand and says what is being opened."""

    def __init__(self, prefs: Prefs, sentence: str) -> None:
        super().__init__()
        self.sentence, self.painted = sentence, False
        self.setWindowTitle("党务办公室")
        self.setMinimumSize(640, 360)
        self.after = QTimer(self, singleShot=True, interval=0)
        placing.restore(self, prefs.get("window", {}))

    def paintEvent(self, _event: object) -> None:
        """Draw the head's and the page's ground and one sentence; then let the rest begin."""
        painter, head = QPainter(self), theme.scaled(73)
        painter.fillRect(self.rect(), theme.ink("sheet"))
        painter.fillRect(0, 0, self.width(), head, theme.ink("window"))
        painter.fillRect(0, self.height() - 26, self.width(), 26, theme.ink("window"))
        painting.hairline(painter, 0, head, self.width(), theme.ink("line2"))
        area = QRectF(0, head, self.width(), self.height() - head - 26)
        painting.write(painter, area, self.sentence, tone="text3", align=painting.CENTRE)
        if not self.painted:
            self.painted = True
            self.after.start()
