"""The main tabs: words on the desk, the current one red and bold over its bar; 更多 opens a menu."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QWidget

from partyoffice.ui import icons, painting, theme
from partyoffice.ui.controls import KEYBOARD
from partyoffice.ui.still import Tabs

PAD, TAG_GAP, CHEVRON = 14, 6, 14
MORE = "more"


class MainTabs(Tabs):
    """Keys and screen readers as of any QTabBar; only the painting is our own."""

    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: dict[str, int] = {}
        self._by_keyboard = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(False)
        self.setAccessibleName("主页签")
        self.tabBarClicked.connect(self._clicked)
        theme.signals.changed.connect(self._fit)

    def add(self, key: str, title: str) -> None:
        """Add a tab."""
        at = self.addTab(title)
        self.setTabData(at, key)

    def key(self, at: int) -> str:
        """Return the page key of a tab."""
        return str(self.tabData(at) or "")

    def place(self, key: str) -> int:
        """Return where a page's tab stands, -1 for none."""
        return next((at for at in range(self.count()) if self.key(at) == key), -1)

    def show_key(self, key: str, more: str = "") -> None:
        """Mark the tab of a page, without telling; one under 更多 lends its title ``more`` to that tab."""
        at, last = self.place(key), self.place(MORE)
        if last >= 0:
            self.setTabText(last, more or "更多")
        self.blockSignals(True)
        self.setCurrentIndex(at if at >= 0 else last)
        self.blockSignals(False)
        self.update()

    def set_count(self, key: str, count: int) -> None:
        """Tag a tab with the number of overdue items; 0 takes the tag away."""
        self.counts[key] = count
        at = self.place(key)
        if at >= 0:
            words = f"，{count} 项超期" if count else ""
            self.setAccessibleTabName(at, self.tabText(at) + words)
            self.setTabText(at, self.tabText(at))  # the only way to have the widths reckoned anew
        self._fit()

    def _fit(self) -> None:
        self.setFont(theme.font("strong"))
        self.updateGeometry()
        self.update()

    def _clicked(self, at: int) -> None:
        if self.key(at) == MORE:
            self.more_wanted.emit()

    def _tag_width(self, key: str) -> int:
        count = self.counts.get(key, 0)
        return max(18, theme.metrics("cap_bold").horizontalAdvance(str(count)) + 10) if count else 0

    def tabSizeHint(self, index: int) -> QSize:
        """Reserve the width of the bold word, so that nothing shifts."""
        key = self.key(index)
        width = theme.metrics("strong_bold").horizontalAdvance(self.tabText(index)) + 2 * PAD
        tag = self._tag_width(key)
        width += tag + TAG_GAP if tag else CHEVRON + 4 if key == MORE else 0
        return QSize(width, theme.scaled(40))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same: words are never cut."""
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard brought the focus."""
        self._by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Paint all tabs."""
        painter = QPainter(self)
        for at in range(self.count()):
            self._paint_tab(painter, at)

    def _paint_tab(self, painter: QPainter, at: int) -> None:
        rect, current, key = QRectF(self.tabRect(at)), at == self.currentIndex(), self.key(at)
        role, tone = ("strong_bold", "accent_text") if current else ("strong", "text")
        word = theme.metrics(role).horizontalAdvance(self.tabText(at))
        area = QRectF(rect.left() + PAD, rect.top(), word + 1, rect.height() - 2)
        painting.write(painter, area, self.tabText(at), role, tone)
        if current:
            painter.fillRect(QRectF(area.left(), rect.bottom() - 3, word, 3), theme.ink("accent_text"))
        if self._tag_width(key):
            self._paint_tag(
                painter,
                QRectF(area.right() + TAG_GAP, area.center().y() - 8.5, self._tag_width(key), 17),
                key,
            )
        elif key == MORE:
            box = QRectF(area.right() + 4, area.center().y() - 7, CHEVRON, CHEVRON)
            icons.paint(painter, "chevron-down", box, theme.ink("text2"))
        if current and self._by_keyboard and self.hasFocus():
            painting.ring(painter, area.adjusted(-6, 5, 6, -5), 4)

    def _paint_tag(self, painter: QPainter, box: QRectF, key: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink("accent"))
        painter.drawRoundedRect(box, 4, 4)
        painting.write(painter, box, str(self.counts[key]), "cap_bold", "on_accent", painting.CENTRE)
