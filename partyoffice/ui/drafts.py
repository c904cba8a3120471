"""Keeps what is typed into a form every twenty seconds, and offers it again after a crash.

Every form of the kit keeps its own by itself (``keep_by_itself``); where the page can open it again it says
how (``keep``). Other dialogs in which people write have the same two words, ``draft`` and ``take_draft``.
"""

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, QTimer

from partyoffice.core.errors import OfficeError
from partyoffice.store.drafts import Draft
from partyoffice.ui.message_bar import TextDialog
from partyoffice.ui.messages import Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import SignalInstance

    from partyoffice.store.drafts import Drafts
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.message_bar import MessageBar

EVERY_MS = 20_000
NOWHERE = ""  # the page of a draft whose form nobody can open again
LEFT_OVER = "上次没有保存的内容"


class Written(Protocol):
    """A dialog in which people write."""

    finished: "SignalInstance"
    message: "MessageBar"

    def windowTitle(self) -> str:
        """Return what the draft is called."""

    def draft(self) -> dict[str, Any]:
        """Return what was typed and not saved, as JSON; empty for nothing."""

    def take_draft(self, kept: "Mapping[str, Any]") -> None:
        """Show again what a draft kept."""


class DraftKeeper(QObject):
    """Writes the draft of one open form; saving it and giving it up both forget the draft.

    ``about`` is what the page needs to open the same form again.
    """

    def __init__(
        self, dialog: "Written", drafts: "Drafts", page: str, about: dict[str, Any], key: str = ""
    ) -> None:
        if not isinstance(dialog, QObject):
            raise TypeError(dialog)
        super().__init__(dialog)
        self.dialog: Written = dialog
        self.drafts = drafts
        self.head = Draft(key or uuid4().hex, dialog.windowTitle(), page, about)
        self.kept: dict[str, Any] = {}
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(self.write)
        self.timer.start()
        dialog.installEventFilter(self)
        dialog.finished.connect(self._over)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Write when the user turns to something else."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.write()
        return False

    def write(self) -> None:
        """Keep what has been typed since; nothing typed, nothing kept."""
        typed = self.dialog.draft()
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
        if isinstance(self.dialog, QObject):
            self.dialog.removeEventFilter(self)
        self.drafts.drop(self.head.key)


def keep(desk: "Desk", dialog: Any, page: str, about: dict[str, Any], key: str = "") -> DraftKeeper:  # noqa: ANN401 -- a dialog that is ``Written``
    """Keep drafts of a form as long as it is open; ``key`` goes on with one that was offered."""
    dialog.keeper = DraftKeeper(dialog, desk.drafts, page, about, key)
    return dialog.keeper  # type: ignore[no-any-return]  # set in the line above


def keep_by_itself(dialog: Any, titles: "Mapping[str, str]") -> None:  # noqa: ANN401 -- a dialog that is ``Written``
    """Keep drafts of a form that no page can open again: what was typed is offered to be read and copied."""
    above = dialog.parentWidget()
    while above is not None and not isinstance(getattr(above, "desk", None), QObject):
        above = above.parentWidget()
    if above is not None:
        keep(above.desk, dialog, NOWHERE, {"titles": dict(titles)})


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
        ("继续填写" if newest.page else "查看", partial(_go_on, desk, newest)),
        ("丢弃", partial(_discard, desk, newest.key)),
    )


def _go_on(desk: "Desk", draft: Draft) -> None:
    if draft.page:
        desk.messages.clear()
        desk.go_to(draft.page, draft=draft.key)
    else:  # the offer stays: 丢弃 comes after it was read
        TextDialog(draft.title, "\n".join(lines(draft.values, draft.about["titles"])), desk.window).open()


def lines(values: "Mapping[str, Any]", titles: "Mapping[str, str]") -> list[str]:
    """Return what was typed into a form, line by line."""
    return [f"{titles.get(key, key)}：{value}" for key, value in values.items()]


def _discard(desk: "Desk", key: str) -> None:
    desk.drafts.drop(key)
    desk.messages.clear()
    offer(desk)
