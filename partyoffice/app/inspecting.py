"""Copies are opened and checked while the window is: each once a month, one at a time, in nobody's way."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from partyoffice.app.quiet import Reader
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.store import inspection
from partyoffice.store.inspection import Verdict
from partyoffice.store.office import Office
from partyoffice.ui import tasks

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.core.errors import OfficeError

FIRST_MS, NEXT_MS, AGAIN_MS = 180_000, 5_000, 3_600_000  # after opening; after one copy; after all of them


class Inspector(QObject):
    """Looks at the next copy that is due, and goes on where it was stopped, in this sitting or another."""

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self.window, self.told, self.going = window, False, True
        self.reader = Reader(self._seen, self._refused, self)
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.look)
        self.plan()

    def plan(self) -> None:
        """Begin a while after the window was opened; a copy that is only looked into has none of its own."""
        self.going = True
        if self.window.office.writing:
            self.timer.start(FIRST_MS)

    def stop(self) -> None:
        """Leave the copy that is being looked at, and look no more: the file is about to be let go."""
        self.going = False
        self.timer.stop()
        self.reader.stop()

    def look(self) -> None:
        """Look at one copy; somebody at work in a dialog is not disturbed."""
        if tasks.running() or QApplication.activeModalWidget() is not None:
            self.timer.start(NEXT_MS)
        else:
            self.reader.read(partial(self._next, self.window.office))

    def _next(self, office: Office) -> Verdict | None:
        waiting = inspection.due(office.door, clock.today())
        if not waiting:
            return None
        try:
            return inspection.inspect(office.door, waiting[0], office.uuid, lambda _done, _total: self.going)
        except Cancelled:
            return None

    def _seen(self, verdict: Verdict | None) -> None:
        self.timer.start(AGAIN_MS if verdict is None else NEXT_MS)
        if verdict is not None and verdict.bad and not self.told:
            self.told = True  # 首页, 数据体检 and the list of copies tell of all of them
            way = ("备份与恢复", partial(self.window.dialogs.open, "backups"))
            words = f"{verdict.copy.called} {verdict.state}。现在的数据没有改动；怎么办写在备份列表下面。"
            self.window.messages.warn("有一份备份不能用", words, way)

    def _refused(self, _error: "OfficeError") -> None:
        self.timer.start(AGAIN_MS)
