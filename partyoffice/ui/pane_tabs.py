"""Tabs inside a pane: the current word bold over a bar of ink, a count beside it; else the usual tab bar."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from partyoffice.ui import painting, theme
from partyoffice.ui.still import Tabs

GAP, BETWEEN, HEIGHT = 18, 4, 32
RING = 5  # stands off the word and its count: who lays out the row leaves so much less before it


class PaneTabs(Tabs):
    """A row of words; its width is reserved for the bold word so that nothing shifts."""

    def __init__(self, titles: tuple[str, ...], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.counts: list[str] = [""] * len(titles)
        for title in titles:
            self.addTab(title)
        theme.keep_height(self, HEIGHT)

    def set_counts(self, counts: Sequence[str]) -> None:
        """Show after each word how many it holds."""
        if self.counts != list(counts):
            self.counts = list(counts)
            self.setTabText(0, self.tabText(0))  # lets Qt ask for the widths again
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first and the last with Home and End, to the neighbours as Qt does."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count() - 1}
        if event.key() in ends and not event.modifiers():
            self.setCurrentIndex(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def tabSizeHint(self, index: int) -> QSize:
        """Return the width of the bold word, its count and the gap."""
        word = theme.metrics("bold").horizontalAdvance(self.tabText(index))
        return QSize(word + self._count_width(index) + GAP, theme.scaled(HEIGHT))

    def _count_width(self, index: int) -> int:
        count = self.counts[index] if index < len(self.counts) else ""
        return theme.metrics("cap").horizontalAdvance(count) + BETWEEN if count else 0

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same: words are never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: object) -> None:
        """Draw the words, the bar under the current one, and the ring."""
        painter = QPainter(self)
        painting.hairline(painter, RING, self.height(), self.width(), theme.ink("line"))
        for at in range(self.count()):
            current = at == self.currentIndex()
            rect = QRectF(self.tabRect(at))
            role, tone = ("bold", "text") if current else ("body", "text2")
            word = theme.metrics(role).horizontalAdvance(self.tabText(at))
            area = QRectF(rect.left() + RING, 0, word + 1, self.height() - 2)
            painting.write(painter, area, self.tabText(at), role, tone)
            wide = self._count_width(at)
            if wide:
                beside = QRectF(area.right() - 1 + BETWEEN, 0, wide, area.height())
                painting.write(painter, beside, self.counts[at], "cap", "text3")
            if current:
                painter.fillRect(QRectF(area.left(), self.height() - 2, word, 2), theme.ink("text"))
                if self.hasFocus():
                    painting.ring(painter, area.adjusted(-RING, 4, wide + RING, -4), 4)
