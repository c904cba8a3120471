"""The row of active filters: each a chip that Tab reaches and Del removes."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from partyoffice.ui import icons, painting, theme
from partyoffice.ui.controls import label, link

PAD, GAP, CROSS = 8, 6, 12


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

    def _widths(self) -> tuple[int, int]:
        advance = theme.metrics().horizontalAdvance
        return advance(self.name), advance(self.value)

    def sizeHint(self) -> QSize:
        """Return the room of both words and the cross."""
        return QSize(2 * PAD + sum(self._widths()) + 2 * GAP + CROSS, theme.scaled(24))

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

    def paintEvent(self, _event: object) -> None:
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
    """All chips, 清除筛选, and a note at the right; gone while nothing is filtered."""

    removed = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.note = label("", "cap")
        self.chips = QHBoxLayout()
        self.chips.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addLayout(self.chips)
        row.addWidget(link("清除筛选", self.cleared.emit))
        row.addStretch(1)
        row.addWidget(self.note)
        theme.keep_height(self, 36)
        self.hide()

    def fill(self, filters: Sequence[tuple[str, str, str]], note: str = "") -> None:
        """Show these filters, each as key, name and value."""
        while (item := self.chips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for key, name, value in filters:
            chip = Chip(key, name, value)
            chip.removed.connect(self.removed)
            self.chips.addWidget(chip)
            chip.show()
        self.note.setText(note)
        self.setVisible(bool(filters))
