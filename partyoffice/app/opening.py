"""The first thing seen: the empty desk of the window, painted before anything heavy is loaded.

It draws with the bare colours, for theme, fonts and icons come later.
"""

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from partyoffice.ui import placing
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.tokens import LIGHT, THEMES

HEAD, FOOT, AT_PT = 73, 26, 10  # heights at 10 pt, as the window has them


class Opening(QWidget):
    """Stands where the window will stand and says what is being opened."""

    def __init__(self, prefs: Prefs, sentence: str) -> None:
        super().__init__()
        self.sentence, self.painted = sentence, False
        self.colours = THEMES.get(prefs.get("theme", "light"), LIGHT)
        self.scale = max(1.0, prefs.get("font_size", AT_PT) / AT_PT)
        self.setWindowTitle("党务办公室")
        self.setMinimumSize(640, 360)
        self.after = QTimer(self, singleShot=True, interval=0)
        placing.restore(self, prefs.get("window", {}))

    def paintEvent(self, _event: object) -> None:
        """Draw the head's and the page's ground and one sentence; then let the rest begin."""
        painter, width = QPainter(self), self.width()
        head, foot = round(HEAD * self.scale), round(FOOT * self.scale)
        painter.fillRect(self.rect(), QColor(self.colours.sheet))
        painter.fillRect(0, 0, width, head, QColor(self.colours.window))
        painter.fillRect(0, head - 1, width, 1, QColor(self.colours.line2))
        painter.fillRect(0, self.height() - foot, width, foot, QColor(self.colours.window))
        painter.setPen(QColor(self.colours.text3))
        room = QRect(0, head, width, self.height() - head - foot)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.sentence)
        if not self.painted:
            self.painted = True
            self.after.start()
