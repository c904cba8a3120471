"""The calendar under a date field: weeks from Monday, every key a day, a year by its four digits."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.core.dates import EARLIEST_YEAR, YEARS_AHEAD
from partyoffice.ui import icons, theme
from partyoffice.ui.controls import bar, label, link

HINT = "方向键选日，PgUp、PgDn 换月，直接键入年份"
YEAR_DIGITS = 4


class Calendar(QFrame):
    """A month to pick a day from."""

    picked = Signal(object)  # date

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.typed = ""  # digits of a year begun
        self.month, self.hint = QCalendarWidget(), label(HINT, "cap")
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setDateEditEnabled(False)  # its own typing reads days in another order
        last = clock.today().year + YEARS_AHEAD
        self.month.setDateRange(QDate(EARLIEST_YEAR, 1, 1), QDate(last, 12, 31))
        self._dress()
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(0)
        box.addWidget(self.month)
        box.addLayout(bar(self.hint, None, link("今天", self._today), margins=(8, 0, 4, 0)))
        self.month.activated.connect(self._take)
        self.month.clicked.connect(self._take)
        for part in (self.month, *self.month.findChildren(QWidget)):
            part.installEventFilter(self)
        theme.signals.changed.connect(self._dress)

    def _dress(self) -> None:
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
        """Open under a field at a day, within the screen."""
        self._begin_year("")
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        room, size = self.screen().availableGeometry(), self.sizeHint()
        left = min(below.x(), room.right() - size.width())
        self.move(max(room.left(), left), max(room.top(), min(below.y(), room.bottom() - size.height())))
        self.show()
        self.month.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take Esc, Enter, the months and the digits; the days are the calendar's own keys."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key, text = Qt.Key(event.key()), event.text()
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self.month.selectedDate())
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            step = -1 if key == Qt.Key.Key_PageUp else 1
            self._go_to(self.month.selectedDate().addMonths(step))
        elif text.isascii() and text.isdigit():
            self._begin_year(self.typed + text)
        elif key == Qt.Key.Key_Backspace:
            self._begin_year(self.typed[:-1])
        else:
            return False
        return True

    def _begin_year(self, digits: str) -> None:
        if len(digits) == YEAR_DIGITS:
            shown = self.month.selectedDate()
            self._go_to(shown.addYears(int(digits) - shown.year()))
            digits = ""
        self.typed = digits
        self.hint.setText(f"年份 {digits.ljust(YEAR_DIGITS, '_')}" if digits else HINT)

    def _go_to(self, day: QDate) -> None:
        within = min(max(day, self.month.minimumDate()), self.month.maximumDate())
        self.month.setSelectedDate(within)

    def _today(self) -> None:
        self._pick(clock.today())

    def _take(self, day: QDate) -> None:
        self._pick(date(day.year(), day.month(), day.day()))

    def _pick(self, day: date) -> None:
        self.hide()
        self.picked.emit(day)
