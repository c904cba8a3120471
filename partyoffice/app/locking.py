"""锁定: what is open is covered and only the password uncovers it; work, drafts and typed words stay.

Nothing is closed, hidden or moved underneath but popups: each window gets a blank cover, and a modal page
stands before them all. What appears while it stands is covered too.
"""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from partyoffice.app.entering import patience_of
from partyoffice.app.idle import Idle
from partyoffice.app.lock_page import Cover, LockPage
from partyoffice.app.session import Session
from partyoffice.core.errors import OfficeError
from partyoffice.store import keys, settings
from partyoffice.store.settings import StoredSetting
from partyoffice.ui import tasks

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

KINDS = frozenset({Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Tool})
AT_WORK = "还有工作没有做完，做完以后再退出。"


class Locker(QObject):
    """Locks one window by key, button, time and sleep; without a password it shows and does nothing."""

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self.window = window
        self.page: LockPage | None = None
        self.covers: dict[QWidget, Cover] = {}
        self.before: QWidget | None = None  # what had the keyboard
        if window.office.door.key is None:
            self._hide_ways()
            return
        self.idle, self.session = Idle(self), Session(window.lock)
        self.idle.passed.connect(window.lock)
        self.idle.wanted.connect(window.lock)
        self.session.listen(window)
        window.desk.changed.connect(self._on_changed)
        self.plan()

    def _hide_ways(self) -> None:
        """Take 锁定 away: without a password there is nothing that could be locked."""
        window = self.window
        window.header.lock.hide()
        action = window.actions_table["file.lock"]
        window.actions_table.menus["file"].removeAction(action)
        window.removeAction(action)

    def plan(self) -> None:
        """Take the minutes the settings name."""
        with self.window.office.reading() as session:
            wanted = str(settings.get(session, settings.LOCK_AFTER))
        self.idle.begin(settings.LOCKS.get(wanted, settings.LOCKS[settings.LOCK_AFTER.default]))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if StoredSetting in kinds:
            self.plan()

    @property
    def on(self) -> bool:
        """Whether it is locked."""
        return self.page is not None

    # Locking -----------------------------------------------------------------------------

    def lock(self) -> None:
        """Cover everything and ask for the password."""
        app, key = QApplication.instance(), self.window.office.door.key
        if self.on or key is None or app is None:
            return
        self.window.desk.reveal.hide()
        self.before = QApplication.activeWindow()
        self._put_away()
        for one in QApplication.topLevelWidgets():
            if one.isVisible():
                self._cover(one)
        check = partial(keys.must_open, key)
        self.page = LockPage(self.window, check, patience_of(self.window.office.path))
        self.page.opened.connect(self.unlock)
        self.page.left.connect(self.leave)
        self.page.come_forward()
        app.installEventFilter(self)

    def _put_away(self) -> None:
        """Close what hangs over the windows, and take what was copied here from the clipboard."""
        for tip in QApplication.topLevelWidgets():
            if tip.windowType() == Qt.WindowType.ToolTip:
                tip.hide()
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            following = QApplication.activePopupWidget()
            popup = following if following is not popup else None
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()

    def _cover(self, one: QWidget) -> None:
        if one is not self.page and one not in self.covers and one.windowType() in KINDS:
            self.covers[one] = Cover(one)

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        """While it is locked: cover what appears, and stay in front of it."""
        if event.type() != QEvent.Type.Show or self.page is None:
            return False
        if isinstance(seen, QWidget) and not isinstance(seen, Cover):
            top = seen.window()
            if top in self.covers:
                self.covers[top].raise_()
            elif top is not self.page and not self.page.isAncestorOf(top) and top.windowType() in KINDS:
                self._cover(top)
                QTimer.singleShot(0, self, self._stay_in_front)
        return False

    def _stay_in_front(self) -> None:
        if self.page is not None:
            self.page.come_forward()

    # Unlocking ---------------------------------------------------------------------------

    def unlock(self) -> None:
        """Uncover everything as it was; the keyboard goes back to where it was."""
        self.drop()
        if self.before is not None and isValid(self.before) and self.before.isVisible():
            self.before.activateWindow()

    def drop(self) -> None:
        """Take page and covers away, as when the window itself goes."""
        app, page = QApplication.instance(), self.page
        if page is None or app is None:
            return
        app.removeEventFilter(self)
        self.page = None
        for covered, cover in self.covers.items():
            if isValid(covered) and isValid(cover):
                cover.lift()
        self.covers.clear()
        page.go_away()

    def stop(self) -> None:
        """Hear of nothing any more: the window goes."""
        self.drop()
        if self.window.office.door.key is not None:
            self.idle.timer.stop()
            self.session.stop()

    def leave(self) -> None:
        """End the program without a question: what was typed stays as a draft, and the day's copy is made."""
        if tasks.running():
            if self.page is not None:
                self.page.tell(AT_WORK)
            return
        self.window.stop_reading()
        with suppress(OfficeError):  # everything stored is stored; only the copy was not made
            self.window.office.close()
        QApplication.exit(0)
