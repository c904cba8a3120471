"""Copies while the office is open: beside the window, now and then, only of what changed since the last."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from partyoffice import plain
from partyoffice.app.quiet import Reader
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, settings
from partyoffice.store.backup import Copy, Reason
from partyoffice.store.office import Office
from partyoffice.store.settings import StoredSetting
from partyoffice.ui import tasks

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

MINUTE_MS = 60_000


Kept = tuple[Copy | None, OfficeError | None]


def keep(office: Office) -> Kept:
    """Make a copy unless there is one of all that was ever done, and once a month a plain one.

    Returns the copy, and why the plain one was not written.
    """
    made = None if backup.is_copied(office.door) else office.back_up(Reason.CLOSE)
    try:
        plain.monthly(office)
    except OfficeError as error:
        return made, error
    return made, None


class Keeper(QObject):
    """Waits the minutes that the settings name, and a minute more while a dialog is open or work goes on."""

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self.window, self.told, self.every = window, False, 0
        self.reader = Reader(self._made, self._refused, self)
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.look)
        window.desk.changed.connect(self._on_changed)
        self.plan()

    def minutes(self) -> int:
        """Return how many minutes lie between two looks; 0 where there are to be none."""
        if not self.window.office.writing:
            return 0
        with self.window.office.reading() as session:
            wanted = settings.get(session, settings.COPY_EVERY)
        return settings.EVERY.get(str(wanted), settings.EVERY[settings.COPY_EVERY.default])

    def plan(self) -> None:
        """Wait for the next look."""
        self.every = self.minutes()
        self.timer.start(self.every * MINUTE_MS) if self.every else self.timer.stop()

    def stop(self) -> None:
        """Wait for what runs and look no more: the file is about to be let go."""
        self.timer.stop()
        self.reader.stop()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if StoredSetting in kinds and self.minutes() != self.every:
            self.plan()

    def look(self) -> None:
        """Make a copy if something changed; somebody at work is not disturbed."""
        if tasks.running() or QApplication.activeModalWidget() is not None:
            self.timer.start(MINUTE_MS)
            return
        self.plan()
        self.reader.read(partial(keep, self.window.office))

    def _made(self, kept: Kept) -> None:
        copy, refused = kept
        if copy is not None:
            self.window.show_backup()
        if refused is not None:
            self._tell("每月的明文没有存成", refused, "备份已经做好")
        else:
            self.told = False

    def _refused(self, error: OfficeError) -> None:
        self._tell("自动备份没有做成", error, "数据已保存在原文件中，只是没有做成备份")

    def _tell(self, what: str, error: OfficeError, safe: str) -> None:
        """Tell it once; whether the next one fails as well, the age of the last copy says."""
        if self.told:
            return
        self.told = True
        way = ("备份与恢复", partial(self.window.dialogs.open, "backups"))
        self.window.messages.warn(what, f"{error.what}。{safe}。{error.remedy}。", way)
