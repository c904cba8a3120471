"""What is written and not saved outlives a crash: kept every twenty seconds, offered again at the start."""

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, QTimer

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.page.minutes.sheet import State
from partyoffice.store.drafts import Draft
from partyoffice.ui.drafts import EVERY_MS

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.pane import MinutesPane

PAGE, VIEW = "meetings", "minutes"


class Keeper(QObject):
    """Writes the draft of the meeting that is shown; saving it and giving it up both forget it."""

    def __init__(self, pane: "MinutesPane") -> None:
        super().__init__(pane)
        self.pane, self.drafts = pane, pane.desk.drafts
        self.key, self.kept = "", None
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(self.write)
        self.timer.start()
        pane.installEventFilter(self)

    kept: State | None

    @staticmethod
    def key_of(meeting: int) -> str:
        """Return what the draft of a meeting is called; each new one has a name of its own."""
        return f"minutes-{meeting or uuid4().hex}"

    def begin(self, meeting: int, key: str = "") -> State | None:
        """Go on with the draft of a meeting where there is one."""
        self.key = key or self.key_of(meeting)
        found = self.drafts.find(self.key) if meeting or key else None
        self.kept = dict(found.values) if found is not None else None
        return self.kept

    def write(self) -> None:
        """Keep what has been written since; nothing written, nothing kept."""
        editor = self.pane.editor
        if editor.opened is None or not editor.touched():
            return
        state = editor.state()
        if state == self.kept:
            return
        opened = editor.opened
        about = {"view": VIEW, "meeting": opened.id, "body": opened.body, "kind": opened.kind}
        about["on"] = str(editor.head.value("on") or "")
        try:
            self.drafts.keep(Draft(self.key, f"会议记录：{editor.title.title.whole()}", PAGE, about, state))
        except OfficeError as error:
            self.timer.stop()
            self.pane.desk.messages.warn(error.what, f"{error.remedy}。")
            return
        self.kept = state
        editor.title.tell(f"{opened.stage}，{clock.now():%H:%M} 自动保存")

    def forget(self) -> None:
        """Drop the draft: it is saved, or given up."""
        self.kept = None
        if self.key:
            self.drafts.drop(self.key)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep it too when the user turns to something else."""
        if event.type() in {QEvent.Type.WindowDeactivate, QEvent.Type.Hide}:
            self.write()
        return False
