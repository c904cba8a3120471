"""A clock that cannot be right is told of at opening and at the first change: dates come from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from partyoffice.core import clock
from partyoffice.store import journal

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

REMEDY = (
    "今天的日期、到期提醒都从它来。请看屏幕右下角的日期和时间，改对以后再登记；"
    "操作和备份的先后按操作号，不受影响。"
)


class ClockWatch(QObject):
    """Looks twice in a sitting: when the office is opened, and when something is first stored."""

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self.window, self.told, self.changed = window, "", False
        self.look(None)
        window.desk.changed.connect(self._on_first_change)

    def look(self, before: int | None) -> None:
        """Warn where the clock cannot be right, once for each reason."""
        with self.window.office.reading() as session:
            last = journal.last_done(session, before)
        told = clock.doubt(clock.now(), clock.from_stamp(last) if last else None)
        if told and told != self.told:
            self.window.messages.warn(told, REMEDY)
        self.told = told

    def _on_first_change(self, _kinds: object) -> None:
        if not self.changed:
            self.changed = True
            self.look(self.window.office.last_seq)
