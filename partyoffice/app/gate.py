"""One secret is asked until the right one comes: judged off the window's thread, each wrong one waits longer.

Gates are those of a file before it is opened, of the locked window, and of what asks the old password.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.app.quiet import Reader
from partyoffice.core.errors import OfficeError
from partyoffice.store import keys
from partyoffice.store.keys import PasswordError, Why
from partyoffice.ui.controls import Button, label
from partyoffice.ui.secret_field import SecretField

Check = Callable[[str], Any]
NAME = "密码或恢复码"
EMPTY = f"请输入{NAME}"
GUESSES = frozenset({Why.WRONG, Why.UNCLEAR, Why.OTHER})  # a slip in a code is no guess and waits for nothing


@dataclass(slots=True)
class Patience:
    """The wrong ones in a row and the seconds still to wait; closing a dialog shortens nothing."""

    failures: int = 0
    left: int = 0

    def wrong(self) -> None:
        """Count one more and wait the longer."""
        self.failures += 1
        self.left = keys.delay(self.failures)

    def right(self) -> None:
        """Forget them."""
        self.failures = self.left = 0

    def pass_second(self) -> None:
        """Let a second pass."""
        self.left = max(0, self.left - 1)


class Gate(QWidget):
    """The field, what is wrong with it, and the seconds; ``go`` is the button that tries.

    ``check(text)`` runs in a thread; its answer comes with ``opened``, a refusal that no password
    answers with ``refused``. The text is out of the line before either is told.
    """

    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, go: Button, check: Check, patience: Patience, hint: str = "") -> None:
        super().__init__()
        self.go, self.check, self.patience = go, check, patience
        self.may_knock: Callable[[], bool] = lambda: True  # what else must be right first
        self.field, self.sentence = SecretField(NAME, hint), label("", "problem", wraps=True)
        self.wait = label("", "cap")
        self.reader = Reader(self._right, self._wrong, self)
        self.seconds = QTimer(self, interval=1000)
        self.seconds.timeout.connect(self.pass_second)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self.field, self.sentence, self.wait):
            box.addWidget(part)
        self.sentence.hide()
        self.setFocusProxy(self.field)
        self.field.entered.connect(self.knock)
        go.clicked.connect(lambda _checked=False: self.knock())
        self._show_wait()

    def knock(self) -> None:
        """Try what was typed, unless one is being tried or the wait is not over."""
        if self.reader.busy() or self.patience.left:
            return
        if not self.field.take():
            self.say(EMPTY)
            return
        if not self.may_knock():
            return
        self._rest("正在核对")
        text, check = self.field.take(), self.check
        self.reader.read(lambda: check(text))

    def say(self, sentence: str) -> None:
        """Say what is wrong; empty for nothing."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.field.line.mark_bad(bool(sentence))

    def _rest(self, reason: str) -> None:
        """Let the line rest while one is tried; the keyboard stays in it."""
        self.go.block(reason)
        self.field.line.setReadOnly(bool(reason))
        if reason:
            self.field.line.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.field.line.unsetCursor()

    def _right(self, answer: object) -> None:
        self._rest("")
        self.patience.right()
        self.say("")
        self.field.forget()
        self.opened.emit(answer)

    def _wrong(self, error: OfficeError) -> None:
        self._rest("")
        if not isinstance(error, PasswordError):
            self.field.forget()
            self.refused.emit(error)
            return
        if error.why in GUESSES:
            self.patience.wrong()
        self.say(f"{error.what}。{error.remedy}。")
        self.field.line.selectAll()
        self._show_wait()

    # Waiting -----------------------------------------------------------------------------

    def pass_second(self) -> None:
        """Count one second down."""
        self.patience.pass_second()
        self._show_wait()

    def _show_wait(self) -> None:
        left = self.patience.left
        reason = f"{left} 秒后可以再试" if left else ""
        self.wait.setText(reason)
        self.wait.setVisible(bool(left))
        self.go.block(reason)
        if left and not self.seconds.isActive():
            self.seconds.start()
        elif not left:
            self.seconds.stop()

    def stop(self) -> None:
        """Forget what was typed and what is being tried."""
        self.seconds.stop()
        self.reader.stop()
        self.field.forget()
