"""Tabs inside a pane: the current word bold over a bar of ink; the rest is the usual tab bar."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTabBar

from partyoffice.ui import painting, theme

GAP, HEIGHT = 18, 32


class PaneTabs(QTabBar):
    """A row of words; its width is reserved for the bold word so that nothing shifts."""

    def __init__(self, titles: tuple[str, ...], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        for title in titles:
            self.addTab(title)
        theme.keep_height(self, HEIGHT)

    def tabSizeHint(self, index: int) -> QSize:
        """Return the width of the bold word and its gap."""
        word = theme.metrics("bold").horizontalAdvance(self.tabText(index))
        return QSize(word + GAP, theme.scaled(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same: words are never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: object) -> None:
        """Draw the words, the bar under the current one, and the ring."""
        painter = QPainter(self)
        painting.hairline(painter, 0, self.height(), self.width(), theme.ink("line"))
        for at in range(self.count()):
            current = at == self.currentIndex()
            rect = QRectF(self.tabRect(at))
            role, tone = ("bold", "text") if current else ("body", "text2")
            word = theme.metrics(role).horizontalAdvance(self.tabText(at))
            area = QRectF(rect.left(), 0, word + 1, self.height() - 2)
            painting.write(painter, area, self.tabText(at), role, tone)
            if current:
                painter.fillRect(QRectF(area.left(), self.height() - 2, word, 2), theme.ink("text"))
                if self.hasFocus():
                    painting.ring(painter, area.adjusted(-5, 4, 5, -4), 4)
