"""What every dialog of the program shares: its size, its message bar, its action bar, its opening."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.ui import tasks, theme
from partyoffice.ui.controls import ENTER, Button, bar, frame, label
from partyoffice.ui.help_key import takes_help
from partyoffice.ui.message_bar import MessageBar, UndoBar, WindowMessages
from partyoffice.ui.placing import bring_forward, room_over

WIDEST, HIGHEST = 1180, 664
BESIDE, ABOVE = 48, 40  # so much of the window stays in sight around a dialog


def action_bar(*widgets: QWidget | None) -> QFrame:
    """Return the bar at the foot: what is missing at the left, the red button at the far right."""
    made = frame("actions", bar(*widgets, margins=(16, 0, 16, 0)))
    theme.keep_height(made, 52)
    return made


def message_pair(dialog: QDialog) -> tuple[MessageBar, WindowMessages]:
    """Return a message bar for a dialog and the voice that speaks through it."""
    shown = MessageBar(dialog)
    undo = UndoBar(dialog)
    undo.hide()
    return shown, WindowMessages(shown, undo)


def side_label(text: str) -> QLabel:
    """Return the label left of a field, right-aligned as in every form."""
    made = label(text, "label")
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def scrolled(body: QLayout) -> QScrollArea:
    """Return fields that scroll where a small screen has no room for them; the action bar stays."""
    inner = QWidget()
    body.setContentsMargins(0, 0, 12, 0)
    inner.setLayout(body)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inner)
    return made


class FramedDialog(QDialog):
    """Message bar, body, action bar; fits the window and never more than its own wish."""

    topic = ""  # the chapter of F1

    def __init__(self, parent: QWidget | None, title: str, width: int = 760, height: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bar, self.messages = message_pair(self)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.box.addWidget(self.bar)
        self._fit(width, height)

    @property
    def message(self) -> MessageBar:
        """The bar it speaks through, by the name that every form has."""
        return self.bar

    def _fit(self, width: int, height: int) -> None:
        room = room_over(self.parentWidget(), self)
        wide = min(theme.scaled(width), WIDEST, max(480, room.width() - BESIDE))
        self.resize(wide, min(theme.scaled(height), HIGHEST, max(360, room.height() - ABOVE)))

    def set_body(self, body: QWidget | QLayout, actions: QFrame | None = None) -> None:
        """Fill the dialog."""
        if isinstance(body, QLayout):
            body = frame("sheet", body)
        self.box.addWidget(body, 1)
        if actions is not None:
            self.box.addWidget(actions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the help of the dialog with F1; Ctrl+Enter does what the red button says."""
        if takes_help(self, event):
            return
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._press_red()
        else:
            super().keyPressEvent(event)

    def _press_red(self) -> None:
        red = (one for one in self.findChildren(Button) if one.property("kind") == "primary")
        for one in red:
            if one.isVisible():
                one.click()  # a blocked button does nothing, and its bar says why
                return

    def reject(self) -> None:
        """Close, unless a job of this dialog runs: its own window says 取消, and its answer comes here."""
        if not tasks.busy(self):
            super().reject()

    def done(self, result: int) -> None:
        """Close, and give the keyboard to what is behind."""
        super().done(result)
        bring_forward(self.parentWidget())

    def refuse(self, error: OfficeError) -> None:
        """Show a refusal inside the dialog, where the work is."""
        self.messages.refuse(error)
