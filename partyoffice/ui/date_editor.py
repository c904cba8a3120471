"""Days and months as people type them, with a calendar; Qt's own date edit reads 2025-7-1 wrongly."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from partyoffice.core import clock
from partyoffice.core.dates import Day, UnreadableDateError, add_months, read_day
from partyoffice.ui import icons, theme
from partyoffice.ui.calendar import Calendar
from partyoffice.ui.editors import Editor, LineEditor
from partyoffice.ui.line import Line

TODAY_WORDS = frozenset({".", "。", "今天", "今日"})
WIDTH = 128
PICTURE_ROOM = 26
# What a key adds: days, months.
STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_PageUp: (0, 1),
    Qt.Key.Key_PageDown: (0, -1),
}


def read(text: str) -> Day | None:
    """Return the day or month a text means, None for an empty one (UnreadableDateError otherwise)."""
    plain = text.strip()
    if not plain:
        return None
    if plain in TODAY_WORDS:
        return Day.of(clock.today())
    return read_day(plain, clock.today())


class DayLine(Line):
    """The line of a date: keys for today, the neighbouring days and the calendar."""

    stepped = Signal(int, int)  # days, months
    today_wanted = Signal()
    calendar_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the date keys, leave the rest to the line."""
        key, held = Qt.Key(event.key()), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alone = event.text() in {".", "。"} and (not self.text() or self.hasSelectedText())
        if self.composing():
            super().keyPressEvent(event)
        elif (control and key == Qt.Key.Key_Semicolon) or alone:
            self.today_wanted.emit()
        elif held & Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_Down:
            self.calendar_wanted.emit()
        elif key in STEPS and not held & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(*STEPS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the calendar by its picture."""
        if event.position().x() > self.width() - PICTURE_ROOM and self.isEnabled() and not self.isReadOnly():
            self.calendar_wanted.emit()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture of a calendar at the right."""
        super().paintEvent(event)
        box = QRectF(self.width() - 22, self.height() / 2 - 7, 14, 14)
        icons.paint(QPainter(self), "calendar", box, theme.ink("text3" if self.isEnabled() else "off"))


class DayEditor(LineEditor):
    """A day, or a month where the field allows one; may be empty. The value is a Day or None."""

    def __init__(self, *, month_allowed: bool = True) -> None:
        Editor.__init__(self)
        self.month_allowed, self.tidy, self.wide = month_allowed, str.strip, False
        self.line: DayLine = DayLine()
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.line.setTextMargins(0, 0, PICTURE_ROOM - 6, 0)
        theme.keep_width(self.line, WIDTH)
        self.row = self.place(stretch=True)
        self.calendar: Calendar | None = None
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self.normalise)
        self.line.stepped.connect(self.step)
        self.line.today_wanted.connect(lambda: self._put(Day.of(clock.today())))
        self.line.calendar_wanted.connect(self.open_calendar)

    def value(self) -> Day | None:
        """Return the day, None for empty or unreadable text."""
        try:
            return read(self.line.text())
        except UnreadableDateError:
            return None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- Day, date or None
        """Show a Day or a plain date."""
        self.line.setText("" if value is None else str(value))

    def problem(self) -> str:
        """Say why the text is no day, or that the month alone is not enough."""
        try:
            day = read(self.line.text())
        except UnreadableDateError as reason:
            return f"{reason}。请核对原件"
        return "请写到日，如 2025-07-01" if day and not day.exact and not self.month_allowed else ""

    def normalise(self) -> None:
        """Show the stored form of what was typed; unreadable text stays to be mended."""
        if self.value() is not None:
            self.set_value(self.value())

    def _put(self, day: Day) -> None:
        self.set_value(day)
        self.edited.emit()
        self.committed.emit()

    def step(self, days: int, months: int = 0) -> None:
        """Go to a neighbouring day or month; where only the month is known, always by months."""
        day = self.value()
        if day is None or self.line.isReadOnly():
            return
        if months or not day.exact:
            later = add_months(day.first, months or days)
            self._put(Day(later.year, later.month, later.day if day.exact else None))
        else:
            self._put(Day.of(day.first + timedelta(days=days)))

    def open_calendar(self) -> None:
        """Open the calendar under the line."""
        if self.calendar is None:
            self.calendar = Calendar(self)
            self.calendar.picked.connect(lambda day: self._put(Day.of(day)))
        day = self.value()
        below = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        self.calendar.show_for(day.first if day else clock.today(), below)
