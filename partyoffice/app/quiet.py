"""Reading for a page without a dialog: in a thread, the newest request wins, closing waits for it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from partyoffice.core.cancel import Superseded
from partyoffice.core.errors import OfficeError
from partyoffice.ui import crash

Work = Callable[[], Any]


class Reader(QObject):
    """Runs ``work`` in a thread and hands its answer to ``done`` in the window's thread."""

    ended = Signal(int, object, object)

    def __init__(
        self, done: Callable[[Any], object], failed: Callable[[OfficeError], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.done, self.failed = done, failed
        self.newest = self.answered = 0
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(1)
        self.ended.connect(self._finish)

    def read(self, work: Work) -> None:
        """Start; an older request still running is answered with nothing."""
        self.newest += 1
        number = self.newest
        self.pool.clear()
        self.pool.start(lambda: self._run(number, work))

    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self.answered != self.newest

    def stop(self) -> None:
        """Forget what is asked and wait for what runs: the file is about to be let go."""
        self.newest += 1
        self.answered = self.newest
        self.pool.clear()
        self.pool.waitForDone()

    def _run(self, number: int, work: Work) -> None:
        try:
            answer, error = work(), None
        except Exception as found:  # noqa: BLE001 -- handed to the window's thread, which sorts them
            answer, error = None, found
        with suppress(RuntimeError):  # the page is gone, and with it whoever would be told
            self.ended.emit(number, answer, error)

    def _finish(self, number: int, answer: object, error: Exception | None) -> None:
        if number != self.newest:
            return
        self.answered = number
        if error is None:
            self.done(answer)
        elif not isinstance(error, Superseded):  # the page heard of the change and asks again
            crash.settle(error, self.failed)
