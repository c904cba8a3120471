"""A clock that cannot be right is told of at opening and asked about before anything is stored by it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import journal

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

REMEDY = (
    "今天的日期、到期提醒都从它来。请看屏幕右下角的日期和时间，改对以后再登记；"
    "操作和备份的先后按操作号，不受影响。"
)
DOUBT = (
    "自动填的日期、应交党费的月份都从它来，时间不对就会写进错的日期。请看屏幕右下角："
    "时间不对的，改对以后再登记；时间没有错，或一定要现在登记的，请核对日期。"
)
SURE, WAIT = "日期已核对，照样登记", "先不登记"


class ClockWatch(QObject):
    """Warns when the office is opened; a change by such a clock waits for the user's word, once a sitting.

    Only what the user does in the window is asked about: an import brings its days in its sheet.
    """

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self.window, self.sure = window, False
        with window.office.reading() as session:
            last = journal.last_done(session)
        self.last = clock.from_stamp(last) if last else None
        if told := clock.doubt(clock.now(), self.last):
            window.messages.warn(told, REMEDY)
        window.office.asked = self.must_be_believed

    def must_be_believed(self, kind: str) -> None:
        """Have nothing stored by a clock that cannot be right before the user has said so."""
        if kind != "change" or QThread.currentThread() is not self.thread():
            return
        told = clock.doubt(clock.now(), self.last)
        if not told:
            self.last = clock.now()
        elif not self.sure:
            self.sure = self.window.messages.ask("电脑的时间可能不对", f"{told}。{DOUBT}", SURE, WAIT)
            if not self.sure:
                raise OfficeError(f"没有登记，{told}", remedy="请改对电脑的日期和时间，再保存一次")
