"""F9: what is masked is shown for half a minute, noted once in 操作记录, and masks itself again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import settings
from partyoffice.store.settings import Setting

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

SECONDS, STEP = 30, 5  # told in steps: a figure that changes every second draws the eye
SENTENCE = "显示证件号、电话、住址"
SHOWN = Setting("privacy.shown", "最近一次显示", "")


class Reveal(QObject):
    """One showing of sensitive values: ``left`` seconds of it remain, 0 while they are masked.

    Asked for again while it lasts, it begins anew without a further line. An office that may only be read
    takes no line.
    """

    left_changed = Signal(int)

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self.desk, self.left = desk, 0
        self.timer = QTimer(self, interval=STEP * 1000)
        self.timer.timeout.connect(self.pass_step)
        desk.masked_changed.connect(self._follow)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._turn_away)

    def show(self) -> None:
        """Show sensitive values, or go on showing them; nothing is shown that could not be noted."""
        if self.desk.masked:
            if not self.note():
                return
            self.desk.set_masked(False)
        self._tell(SECONDS)
        self.timer.start()

    def note(self, of_whom: str = "", sentence: str = SENTENCE) -> bool:
        """Leave the line of one showing, of one record where it is named; False if refused."""
        office = self.desk.open_office()
        sentence = f"{sentence}：{of_whom}" if of_whom else sentence
        try:
            if office.writing:
                with office.change(sentence, kind="log") as session:
                    settings.put(session, SHOWN, clock.stamp())
        except OfficeError as error:
            self.desk.messages.refuse(error)
            return False
        return True

    def hide(self) -> None:
        """Mask at once."""
        self.desk.set_masked(True)

    def pass_step(self) -> None:
        """Let the next seconds pass; the last ones mask."""
        if self.left > STEP:
            self._tell(self.left - STEP)
        else:
            self.hide()

    def _follow(self, masked: bool) -> None:
        if masked:
            self.timer.stop()
            self._tell(0)

    def _turn_away(self, state: Qt.ApplicationState) -> None:
        """Mask when the user turns to another program: nobody may be watching this one."""
        if state != Qt.ApplicationState.ApplicationActive:
            self.hide()

    def _tell(self, left: int) -> None:
        self.left = left
        self.left_changed.emit(left)
