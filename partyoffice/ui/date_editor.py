"""Days and months as people type them, with a calendar; Qt's own date edit reads 2025-7-1 wrongly."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day, UnreadableDateError, read_day
from partyoffice.ui import icons, theme
from partyoffice.ui.controls import link
from partyoffice.ui.editors import Editor, LineEditor
from partyoffice.ui.line import Line

TODAY_WORDS = frozenset({".", "。", "今天", "今日"})
WIDTH = 128
PICTURE_ROOM = 26


def read(text: str) -> Day | None:
    """Return the day or month a text means, None for an empty one (UnreadableDateError otherwise)."""
    plain = text.strip()
    if not plain:
        return None
    if plain in TODAY_WORDS:
        return Day.of(clock.today())
    return read_day(plain, clock.today())


class Calendar(QFrame):
    """A month to pick a day from; weeks begin on Monday."""

    picked = Signal(object)  # date

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.month = QCalendarWidget()
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._plain_days()
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.month)
        box.addWidget(link("今天", lambda: self._pick(clock.today())))
        self.month.activated.connect(self._take)
        self.month.clicked.connect(self._take)

    def _plain_days(self) -> None:
        plain = QTextCharFormat()
        plain.setForeground(theme.ink("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red is kept for what needs attention
            self.month.setWeekdayTextFormat(day, plain)
        for name, icon, words in (
            ("qt_calendar_prevmonth", "chevron-left", "上个月"),
            ("qt_calendar_nextmonth", "chevron-right", "下个月"),
        ):
            button = self.month.findChild(QToolButton, name)
            if button is not None:
                icons.put(button, icon)
                button.setIconSize(QSize(16, 16))
                button.setAccessibleName(words)

    def show_for(self, day: date, below: QPoint) -> None:
        """Open under a field at a day."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(below)
        self.show()
        self.month.setFocus()

    def _take(self, day: QDate) -> None:
        self._pick(date(day.year(), day.month(), day.day()))

    def _pick(self, day: date) -> None:
        self.hide()
        self.picked.emit(day)


class DayLine(Line):
    """The line of a date: keys for today, the neighbouring days and the calendar."""

    stepped = Signal(int)
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
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not held & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
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

    def step(self, days: int) -> None:
        """Go to a neighbouring day."""
        day = self.value()
        if day is not None and day.exact and not self.line.isReadOnly():
            self._put(Day.of(day.first + timedelta(days=days)))

    def open_calendar(self) -> None:
        """Open the calendar under the line."""
        if self.calendar is None:
            self.calendar = Calendar(self)
            self.calendar.picked.connect(lambda day: self._put(Day.of(day)))
        day = self.value()
        below = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        self.calendar.show_for(day.first if day else clock.today(), below)
