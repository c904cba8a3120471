"""The small pieces of every page: labels of plain text, hairlines, and the four kinds of button."""

import html
from collections.abc import Callable, Sequence

from PySide6 import QtGui
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QWidget

from partyoffice.ui import icons, theme
from partyoffice.ui.rights import READ_ONLY, is_writing, reading_only

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
THIN_SPACE = "\u2009"  # Fusion sets icon and word too tight
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and restyle if it is new."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def letters(text: str) -> str:
    """Return a text as a tooltip shows it letter by letter: names may hold what Qt would read as markup."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    return f"<qt>{html.escape(text, quote=False)}</qt>".replace("\n", "<br>")


def tip(widget: QWidget, text: str) -> None:
    """Give a tooltip of plain text."""
    widget.setToolTip(letters(text))


def label(text: str = "", role: str = "body", *, wraps: bool = False, selectable: bool = False) -> QLabel:
    """Return a label of plain text in a role of the type scale."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    made.setText(text)
    if selectable:
        made.setTextInteractionFlags(SELECTABLE)
    return made


class Elided(QLabel):
    """A label of one line that gives way to its neighbours and shows the whole as a tooltip."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Take a new text."""
        self._whole = text
        self._fit()

    def whole(self) -> str:
        """Return the text as given."""
        return self._whole

    def wrap(self, on: bool) -> None:
        """Show the whole in several lines, or one line again."""
        self.setWordWrap(on)
        self._fit()

    def _fit(self) -> None:
        if self.wordWrap():
            self.setText(self._whole)
            tip(self, "")
            return
        shown = QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        tip(self, self._whole if shown != self._whole else "")

    def resizeEvent(self, event: object) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt passes its own event
        self._fit()


def rule() -> QFrame:
    """Return a hairline across."""
    return frame("rule")


def upright() -> QFrame:
    """Return a hairline downwards, between panes."""
    return frame("upright")


def frame(role: str, layout: QLayout | None = None) -> QFrame:
    """Return a plain surface, such as ``sheet``, ``panel``, ``command`` or ``actions``."""
    made = QFrame()
    made.setProperty("role", role)
    if layout is not None:
        made.setLayout(layout)
    return made


def bar(
    *widgets: QWidget | None, margins: tuple[int, int, int, int] = (16, 0, 16, 0), gap: int = 8
) -> QHBoxLayout:
    """Return widgets in a row; None is the stretch between left and right."""
    row = QHBoxLayout()
    row.setContentsMargins(*margins)
    row.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def tab_last(parts: Sequence[QWidget]) -> None:
    """Let Tab reach these parts of a window, in their order, after everything else in it."""
    for part in parts:
        before: QWidget | None = part.window().previousInFocusChain()
        while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()  # Qt sets nothing after what takes no focus
        if before is not None:
            QWidget.setTabOrder(before, part)


class Button(QPushButton):
    """A button of one kind: ``primary``, ``default``, ``quiet``, ``link``, ``icon`` or ``tip``.

    Shows its ring only when the keyboard brought the focus. Rests where the office is only read and its
    slot changes it (``rights``).
    """

    def __init__(
        self, text: str, kind: str = "default", icon: str = "", slot: Callable[[], object] | None = None
    ) -> None:
        super().__init__((THIN_SPACE if icon and text else "") + text)
        self.usual, self.by_keyboard, self.slot = "", False, slot
        self.writes, self.why = is_writing(slot), READ_ONLY
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if icon:
            icons.put(
                self, icon, "on_accent" if kind == "primary" else "on_tip" if kind == "tip" else "text2"
            )
        if slot is not None:
            self.clicked.connect(lambda _checked=False: slot())

    def tell(self, usual: str) -> None:
        """Take the tip that stands while the button can be pressed, such as its key."""
        self.usual = usual
        if not self._held():
            tip(self, usual)

    def block(self, reason: str) -> None:
        """Disable with a reason in words, or enable again with an empty one."""
        if self._held():
            reason = self.why
        super().setEnabled(not reason)
        tip(self, reason or self.usual)

    def setEnabled(self, on: bool) -> None:
        """Enable or disable, unless nothing may be changed."""
        super().setEnabled(on and not self._held())

    def hold(self) -> None:
        """Rest from now on if its slot changes an office that is only read."""
        if self._held():
            self.block(self.why)

    def rest(self, why: str, *, writes: bool = True) -> None:
        """Count as one that changes the office whatever its slot is, and say so in these words."""
        self.writes, self.why = writes, why
        self.block("")

    def _held(self) -> bool:
        return self.writes and reading_only(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Rest where nothing may be changed: only now it is known in which window."""
        self.hold()
        super().showEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard brought the focus; a window that comes to the front brings what was."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.by_keyboard = event.reason() in KEYBOARD
        set_property(self, "ring", self.by_keyboard)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop the ring."""
        set_property(self, "ring", False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too: without Qt's automatic default only the space bar would."""
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button; on red the ring needs a gap of sheet colour to be seen."""
        super().paintEvent(event)
        if self.property("kind") == "primary" and self.property("ring"):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.ink("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.setPen(QPen(theme.ink("sheet"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.75, 2.75, -2.75, -2.75), 3, 3)


def primary(text: str, slot: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Return the one red button of a view."""
    return Button(text, "primary", icon, slot)


def button(text: str, slot: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Return an ordinary button with a border."""
    return Button(text, "default", icon, slot)


def quiet(text: str, slot: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Return a button without border, for bars."""
    return Button(text, "quiet", icon, slot)


def link(text: str, slot: Callable[[], object] | None = None) -> Button:
    """Return an action inside text."""
    made = Button(text, "link", "", slot)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon: str, name: str, slot: Callable[[], object] | None = None) -> Button:
    """Return an icon alone; ``name`` is its accessible name and tooltip."""
    made = Button("", "icon", icon, slot)
    made.setAccessibleName(name)
    tip(made, name)
    return made
