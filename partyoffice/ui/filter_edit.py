"""One editor of the filter row: filters by what is committed, marks what it cannot read."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from partyoffice.ui import icons, marks, theme
from partyoffice.ui.controls import set_property, tip
from partyoffice.ui.filters import Filterable, Way
from partyoffice.ui.line import Line
from partyoffice.ui.marks import Mark

REST_MS = 40  # a fast typist's next letter comes sooner than a list can be painted
PATIENCE_MS = 900  # who is still writing 19… is not told that 19 is no year
CHEVRON = 12
GROWN = 64  # the least width with room for a chevron
OPENING = (Qt.Key.Key_Down, Qt.Key.Key_F7)


class FilterEdit(Line):
    """``typed`` tells a rested text; ``list_wanted`` asks for the ticks; ``done`` goes to the list."""

    typed = Signal(str)
    list_wanted = Signal()
    done = Signal()
    focused = Signal(bool)
    said = Signal()  # something is wrong, or no longer

    def __init__(self, column: Filterable) -> None:
        super().__init__()
        self.column, self.sentence = column, ""
        self.setPlaceholderText(column.hint)
        self.setAccessibleName(f"筛选{column.title}")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.tell)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show_problem)
        self.textEdited.connect(self._on_edited)
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show a filter set elsewhere."""
        self._rest.stop()
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        self.take_problem("")

    def _on_edited(self) -> None:
        self.take_problem("")
        self._rest.start()

    def tell(self) -> None:
        """Tell the text now."""
        self._rest.stop()
        self.typed.emit(self.text())

    def take_problem(self, sentence: str) -> None:
        """Note what is wrong; it is shown after a while, or as soon as the user goes on."""
        self.sentence = sentence
        set_property(self, "filter", "filled" if self.text() else "empty")
        if sentence:
            self._patience.start()
        else:
            self._patience.stop()
            self.mark_bad(False)
        self._say()

    def show_problem(self) -> None:
        """Show the red frame, if anything is wrong."""
        self._patience.stop()
        self.mark_bad(bool(self.sentence))
        self._say()

    def _say(self) -> None:
        bad = self.bad()
        tip(self, self.sentence if bad else help_of(self.column))
        self.setAccessibleDescription(self.sentence if bad else "")
        self.said.emit()

    def bad(self) -> bool:
        """Say whether a red frame is shown."""
        return bool(self.property("state") == "bad")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the list, open the ticks, clear, go back."""
        key, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.composing():
            super().keyPressEvent(event)
        elif (alt and key == Qt.Key.Key_Down) or key == Qt.Key.Key_F7:
            self.list_wanted.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self._finish()
        elif key == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        self.tell()
        self.show_problem()
        if not self.bad():
            self.done.emit()

    def _give_up(self) -> None:
        if self.text():
            self.show_text("")
            self.tell()
        else:
            self.done.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask to be brought into sight."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Filter by what stands, and say what is wrong with it."""
        super().focusOutEvent(event)
        if self._rest.isActive():
            self.tell()
        self.show_problem()
        self.focused.emit(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the ticks by the chevron, or anywhere in an empty choice."""
        super().mousePressEvent(event)
        at_chevron = self._has_chevron() and event.position().x() > self.width() - CHEVRON - 8
        if at_chevron or (self.column.way is Way.CHOICE and not self.text()):
            self.list_wanted.emit()

    def _has_chevron(self) -> bool:
        return self.width() >= theme.scaled(GROWN) and (self.hasFocus() or self.underMouse())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chevron while the editor is in use."""
        super().paintEvent(event)
        if self._has_chevron():
            box = QRectF(self.width() - CHEVRON - 5, (self.height() - CHEVRON) / 2, CHEVRON, CHEVRON)
            icons.paint(QPainter(self), "chevron-down", box, theme.ink("text2"))


HELP = {
    Way.TEXT: "包含这些字即可；=张三 为完全相同；空白、非空白。Alt+↓ 打开列表",
    Way.DAYS: "如 1988、≥1968-01、1968-01—1970-12、1968 以后、空。Alt+↓ 按年份勾选",
    Way.NUMBERS: "如 30、≥30、30—40、空。Alt+↓ 勾选",
    Way.CHOICE: "可写一部分、拼音首字母，几项用“、”隔开。Alt+↓ 勾选",
}


def help_of(column: Filterable) -> str:
    """Return how a column's filter is written."""
    return f"筛选{column.title}：{HELP[column.way]}"


class Bubble(QLabel):
    """The sentence about a filter that cannot be read, just below its editor."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = parent
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "bubble")
        self.setContentsMargins(marks.SIDE + 6, 0, 0, 0)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark before the sentence: without colours the frame alone would say little."""
        super().paintEvent(event)
        marks.paint(QPainter(self), Mark.LATE, QPointF(marks.SIDE + 4, self.height() / 2))

    def show_at(self, edit: FilterEdit) -> None:
        """Show the sentence of an editor inside the room of the list."""
        self.setText(edit.sentence)
        self.adjustSize()
        place = edit.mapTo(self.room, edit.rect().bottomLeft())
        x = max(4, min(place.x(), self.room.width() - self.width() - 4))
        self.move(x, place.y() + 6)
        self.show()
        self.raise_()
