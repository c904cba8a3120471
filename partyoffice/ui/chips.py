"""The row of active filters: each a chip that Tab reaches and Del removes."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, starmap

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from partyoffice.ui import icons, painting, theme
from partyoffice.ui.controls import KEYBOARD, label, link, tip
from partyoffice.ui.rights import writes

PAD, GAP, CROSS = 8, 6, 12
EDGE, BETWEEN, HEIGHT = 16, 8, 24
WIDEST = 260  # a longer value is cut and told by the tooltip


class Chip(QWidget):
    """Name and value of one filter with a cross."""

    removed = Signal(str)

    def __init__(self, key: str, name: str, value: str) -> None:
        super().__init__()
        self.key, self.name, self.value = key, name, value
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"筛选：{name} {value}，按 Del 去掉")
        self.fit()
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the size of the words in the font in force."""
        self.setFixedSize(self.sizeHint())
        cut = theme.metrics().horizontalAdvance(self.value) > self._widths()[1]
        tip(self, f"{self.name} {self.value}" if cut else "")

    def _widths(self) -> tuple[int, int]:
        advance = theme.metrics().horizontalAdvance
        return advance(self.name), min(advance(self.value), theme.scaled(WIDEST))

    def sizeHint(self) -> QSize:
        """Return the room of both words and the cross."""
        return QSize(2 * PAD + sum(self._widths()) + 2 * GAP + CROSS, theme.scaled(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Del or Backspace."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove by the cross."""
        if event.position().x() >= self.width() - PAD - CROSS - 2:
            self.removed.emit(self.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw border, words, cross, ring."""
        painter, area = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.ink("line2"), 1))
        painter.setBrush(theme.ink("sheet"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        name, value = self._widths()
        left = PAD + name + GAP
        painting.write(painter, QRectF(PAD, 0, name + 2, area.height()), self.name, tone="text2")
        painting.write(painter, QRectF(left, 0, value + 2, area.height()), self.value)
        cross = QRectF(area.width() - PAD - CROSS + 2, (area.height() - CROSS) / 2, CROSS, CROSS)
        icons.paint(painter, "x", cross, theme.ink("text3"))
        if self.hasFocus():
            painting.ring(painter, area, 4)


class ChipRow(QFrame):
    """All chips, 清除筛选, 更新视图, and a note at the right; gone while there is nothing to say.

    What does not fit goes into another line: the row never makes the window wider.
    """

    removed = Signal(str)
    cleared = Signal()
    update_wanted = Signal()
    emptied = Signal()  # the last chip went while it had the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.chips: list[Chip] = []
        self.clear, self.renew = (
            link("清除筛选", self.cleared.emit),
            link("更新视图", writes(partial(self.update_wanted.emit))),
        )
        self.note = label("", "cap")
        self._told: tuple[tuple[str, str, str], ...] = ()
        self._before: QWidget | None = None  # what Tab leaves to come to the chips
        for part in (self.clear, self.renew, self.note):
            part.setParent(self)
        theme.signals.changed.connect(self.flow)
        self.hide()

    def fill(self, filters: Sequence[tuple[str, str, str]], note: str = "", renew: str = "") -> None:
        """Show these filters, each as key, name and value; ``renew`` names a view that was changed."""
        if self._told != tuple(filters):
            self._told = tuple(filters)
            self._make(filters)
        self.note.setText(note)
        self.clear.setVisible(bool(filters))
        self.renew.setVisible(bool(renew))
        tip(self.renew, f"把现在的筛选、列和排序保存到视图“{renew}”" if renew else "")
        self.setVisible(bool(filters or renew))
        self.flow()

    def _make(self, filters: Sequence[tuple[str, str, str]]) -> None:
        self._before = self._before or self._find_before()
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = list(starmap(Chip, filters))
        for chip in self.chips:
            chip.removed.connect(self.removed)
            chip.setParent(self)
            chip.show()
        self._chain()
        if focused >= 0:
            self._focus_near(focused)

    def _chain(self) -> None:
        """Let Tab come to the chips after what stands before the row; the chain knows no layout."""
        if self._before is not None:
            for one, other in pairwise((self._before, *self.chips, self.clear, self.renew)):
                QWidget.setTabOrder(one, other)

    def _find_before(self) -> QWidget | None:
        """Return what takes the keyboard before the row, nothing outside a window.

        Asked before there are chips: what PySide finds by walking on from a chip dies in Python with it.
        """
        before = self.previousInFocusChain()
        while before is not None and before is not self:
            if before.focusPolicy() & Qt.FocusPolicy.TabFocus and not self.isAncestorOf(before):
                return before
            before = before.previousInFocusChain()
        return None

    def _focus_near(self, place: int) -> None:
        if self.chips:
            self.chips[min(place, len(self.chips) - 1)].setFocus(KEYBOARD[0])
        else:
            self.emptied.emit()

    def flow(self) -> None:
        """Set the parts one after the other, in as many lines as they need."""
        parts: list[QWidget] = [
            *self.chips,
            *(part for part in (self.clear, self.renew) if not part.isHidden()),
        ]
        height, top, left = theme.scaled(HEIGHT), theme.scaled(6), EDGE
        self.note.adjustSize()
        for part in parts:
            if part not in self.chips:
                part.resize(part.sizeHint())
            room = self.width() - EDGE - (self.note.width() + BETWEEN if top == theme.scaled(6) else 0)
            if left > EDGE and left + part.width() > room:
                left, top = EDGE, top + height + BETWEEN
            part.move(left, top + (height - part.height()) // 2)
            left += part.width() + BETWEEN
        beside = theme.scaled(6) + (height - self.note.height()) // 2
        self.note.move(max(EDGE, self.width() - EDGE - self.note.width()), beside)
        self.setFixedHeight(top + height + theme.scaled(6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.flow()
