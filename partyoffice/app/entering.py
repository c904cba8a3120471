"""The door of an encrypted office: its password or recovery code is asked, then it is opened."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.gate import Check, Gate, Patience
from partyoffice.core.errors import OfficeError
from partyoffice.store import entrance
from partyoffice.store.engine import Door
from partyoffice.store.entrance import Secret
from partyoffice.store.keys import PasswordError
from partyoffice.store.lock import HeldError
from partyoffice.ui.controls import button, label, primary

if TYPE_CHECKING:
    from partyoffice.app.program import Program

FORGOTTEN = "忘了密码，可以输入恢复码单上的恢复码，大小写和横线不论。"
Refuse = Callable[..., object]  # an OfficeError, and links

_patience: defaultdict[Path, Patience] = defaultdict(Patience)


def patience_of(office: Path) -> Patience:
    """Return how long wrong ones make this office wait, wherever they are typed."""
    return _patience[office.resolve()]


class PasswordDialog(FramedDialog):
    """Asks once more for what opens a file; ``check`` tries it, and its answer goes to ``then``."""

    topic = "encryption"

    def __init__(
        self, parent: QWidget | None, title: str, words: str, check: Check, patience: Patience
    ) -> None:
        super().__init__(parent, title, 520, 270)
        self.go = primary("打开")
        self.gate = Gate(self.go, check, patience)
        body = QVBoxLayout()
        body.setContentsMargins(20, 20, 20, 16)
        body.setSpacing(8)
        body.addWidget(label(words, "bold", wraps=True))
        body.addWidget(self.gate)
        body.addWidget(label(FORGOTTEN, "cap", wraps=True))
        body.addStretch(1)
        self.set_body(body, action_bar(None, button("取消", self.reject), self.go))
        self.gate.field.line.setFocus()

    def ask(self, then: Callable[[object], object], refuse: Refuse) -> None:
        """Open; the dialog has gone before either answer is told."""
        self.gate.opened.connect(lambda answer: self._answer(then, answer))
        self.gate.refused.connect(lambda error: self._answer(refuse, error))
        self.open()

    def _answer(self, hear: Callable[..., object], answer: object) -> None:
        self.accept()
        hear(answer)

    def done(self, result: int) -> None:
        """Leave nothing of what was typed."""
        self.gate.stop()
        super().done(result)


def ask_door(
    parent: QWidget | None, path: Path, asked: PasswordError, then: Callable[[Door], object], refuse: Refuse
) -> PasswordDialog:
    """Ask for what opens a file and hand its door on; ``asked`` is why it did not open without."""
    path = path.resolve()
    words = f"{asked.what}。{asked.remedy}。"
    check = lambda text: entrance.door(path, text)  # noqa: E731 -- runs in the thread
    dialog = PasswordDialog(parent, "打开加密的数据", words, check, patience_of(path))
    dialog.ask(then, refuse)  # type: ignore[arg-type]  # what check returns
    return dialog


def enter(
    program: "Program", path: Path, over: QWidget | None, refuse: Refuse, asked: PasswordError | None = None
) -> None:
    """Open an office for the user, asking for its password where it has one.

    ``asked`` is the refusal where that was tried already.
    """
    if asked is None:
        _open(program, path, None, over, refuse)
    else:
        ask_door(over, path, asked, lambda door: _open(program, path, door, over, refuse), refuse)


def _open(program: "Program", path: Path, door: Door | None, over: QWidget | None, refuse: Refuse) -> None:
    from partyoffice.app.trouble import meet

    try:
        program.open(path, door.key if door else None)
    except OfficeError as error:
        if meet(program, path, door, error):
            return
        if isinstance(error, PasswordError):
            enter(program, path, over, refuse, error)
        else:
            say(program, path, door.key if door else None, refuse, error)


def say(program: "Program", path: Path, secret: Secret, refuse: Refuse, error: OfficeError) -> None:
    """Say why an office does not open; what another window holds may be looked at beside it."""

    def look() -> None:
        try:
            program.open(path, secret, reading=True)
        except OfficeError as again:
            refuse(again)

    refuse(error, *([("只读打开", look)] if isinstance(error, HeldError) else []))
