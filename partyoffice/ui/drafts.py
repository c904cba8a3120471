"""Keeps what is typed into a form every twenty seconds, and offers it again after a crash."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, QTimer

from partyoffice.core.errors import OfficeError
from partyoffice.store.drafts import Draft
from partyoffice.ui.messages import Note, NoteKind

if TYPE_CHECKING:
    from partyoffice.store.drafts import Drafts
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.form_dialog import FormDialog

EVERY_MS = 20_000
LEFT_OVER = "上次没有保存的内容"


class DraftKeeper(QObject):
    """Writes the draft of one open form; saving it and giving it up both forget the draft.

    ``about`` is what the page needs to open the same form again.
    """

    def __init__(
        self, dialog: "FormDialog", drafts: "Drafts", page: str, about: dict[str, Any], key: str = ""
    ) -> None:
        super().__init__(dialog)
        self.dialog, self.drafts = dialog, drafts
        self.head = Draft(key or uuid4().hex, dialog.windowTitle(), page, about)
        self.kept: dict[str, Any] = {}
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(self.write)
        self.timer.start()
        dialog.installEventFilter(self)
        dialog.finished.connect(self._over)
        dialog.begun_anew.connect(self.write)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Write when the user turns to something else."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.write()
        return False

    def write(self) -> None:
        """Keep what has been typed since; nothing typed, nothing kept."""
        typed = self.dialog.form.draft()
        if typed == self.kept:
            return
        self.kept = typed
        if not typed:
            self.drafts.drop(self.head.key)
            return
        head = self.head
        try:
            self.drafts.keep(Draft(head.key, head.title, head.page, head.about, typed))
        except OfficeError as error:
            self.timer.stop()
            self.dialog.message.show_note(Note(NoteKind.WARNING, error.what, f"{error.remedy}。"))

    def _over(self) -> None:
        self.timer.stop()
        self.dialog.removeEventFilter(self)
        self.drafts.drop(self.head.key)


def keep(desk: "Desk", dialog: "FormDialog", page: str, about: dict[str, Any], key: str = "") -> DraftKeeper:
    """Keep drafts of a form as long as it is open; ``key`` goes on with one that was offered."""
    return DraftKeeper(dialog, desk.drafts, page, about, key)


def offer(desk: "Desk") -> None:
    """Offer the newest form that was begun and not saved, and then the next."""
    left = desk.drafts.all()
    if not left:
        return
    newest = left[0]
    more = f"，另有 {len(left) - 1} 份" if len(left) > 1 else ""
    desk.messages.inform(
        LEFT_OVER,
        f"{newest.title}（{newest.time()}）{more}",
        ("继续填写", partial(_go_on, desk, newest)),
        ("丢弃", partial(_discard, desk, newest.key)),
    )


def _go_on(desk: "Desk", draft: Draft) -> None:
    desk.messages.clear()
    desk.go_to(draft.page, draft=draft.key)


def _discard(desk: "Desk", key: str) -> None:
    desk.drafts.drop(key)
    desk.messages.clear()
    offer(desk)
