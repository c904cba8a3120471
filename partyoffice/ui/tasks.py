"""Slow work off the window's thread: plain data in, plain data out, one job after the other.

``work`` runs in a thread and gets ``progress(done, total, item) -> bool``; on False it stops and
raises Cancelled, leaving nothing behind. It must touch no widget.
"""

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from partyoffice.core.cancel import WHOLE, Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.ui import crash, theme
from partyoffice.ui.controls import Elided, bar, button, label

Progress = Callable[[int, int, str], bool]
Work = Callable[[Progress], Any]
PATIENCE_MS = 500
FINE = 1000  # the bar's steps
TELL_EVERY = 0.05


def _quiet() -> None:
    """Be the answer to a stop nobody asks about."""


class TaskDialog(QDialog):
    """Title, current item, a bar that only moves forward, and 取消.

    Work of a single step has no share to tell: its bar only shows that it goes on.
    """

    def __init__(self, title: str, parent: QWidget | None, stop: Callable[[], object]) -> None:
        super().__init__(parent)
        self.stop, self.over = stop, False
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)  # until the work tells of how much it is
        self.bar.setTextVisible(False)
        self.item, self.count = Elided("", "label"), label("", "cap")
        self.cancel = button("取消", self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(12)
        box.addWidget(label(title, "bold"))
        box.addWidget(self.bar)
        box.addWidget(self.item)
        box.addLayout(bar(self.count, None, self.cancel, margins=(0, 0, 0, 0)))
        self.setMinimumWidth(theme.scaled(420))

    def move_on(self, done: int, total: int, item: str) -> None:
        """Show how far the work is; a smaller share than shown is passed over."""
        share = round(FINE * min(1.0, done / total)) if total else 0
        if total and not self.bar.maximum():
            self.bar.setRange(0, FINE)
        self.bar.setValue(max(share, self.bar.value()))
        self.item.show_text(item)
        self.count.setText("" if total in {0, WHOLE} else f"第 {done} / {total} 项")  # shares are no things

    def reject(self) -> None:
        """Ask the work to stop; the dialog stays until it has."""
        self.cancel.block("正在停下")
        self.item.show_text("正在停下…")
        self.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's cross as 取消 while the work runs."""
        if not self.over:
            event.ignore()
            self.reject()


class Task(QObject):
    """One job: its thread side emits, its window side shows and calls back."""

    moved = Signal(int, int, str)
    ended = Signal(object, object)  # result, error
    gone = Signal()  # answered, or forgotten: nobody need wait any longer

    def __init__(self, parent: QWidget | None, title: str, work: Work) -> None:
        super().__init__()
        self.title, self.work, self.asked_by = title, work, parent
        self.stopped, self.begun, self.forgotten, self._told = False, False, False, 0.0
        self.over = Event()
        self.dialog = TaskDialog(title, parent, self.stop)
        self.patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self.patience.timeout.connect(self.dialog.show)
        self.moved.connect(self.dialog.move_on)
        self.ended.connect(self._finish)
        self.answers: tuple[Callable[[Any], object], Callable[[OfficeError], object], Callable[[], object]]

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self.stopped = True

    def forget(self) -> None:
        """Tell nobody how it ends; a fault is still logged."""
        self.patience.stop()
        self.forgotten = True
        self.gone.emit()

    def progress(self, done: int, total: int, item: str = "") -> bool:
        """Take a step from the thread: how many of how many, and what; False says stop."""
        now = monotonic()
        if now - self._told >= TELL_EVERY or done >= total:
            self._told = now
            self.moved.emit(done, total, item)
        return not self.stopped

    def run(self) -> None:
        """Do the work; runs in the thread."""
        self.begun, result, error = True, None, None
        try:
            result = self.work(self.progress)
        except Exception as found:  # ruff: ignore[blind-except] -- handed to the window's thread, which sorts them
            error = found
        self.over.set()
        self.ended.emit(result, error)

    def _finish(self, result: object, error: Exception | None) -> None:
        _running.remove(self)
        self.patience.stop()
        if isValid(self.dialog):  # it goes with the dialog that asked
            self.dialog.over = True
            self.dialog.close()
            self.dialog.deleteLater()
        self._answer(result, error)
        self.gone.emit()

    def _answer(self, result: object, error: Exception | None) -> None:
        done, _failed, cancelled = self.answers
        if self.forgotten:
            if error is not None and not isinstance(error, Cancelled | OfficeError):
                crash.note(error)
        elif error is None or isinstance(error, Cancelled):
            if self._is_awaited():
                cancelled() if error else done(result)
        else:
            crash.settle(error, self._refuse, self.title.removeprefix("正在"))

    def _refuse(self, error: OfficeError) -> None:
        """Tell who asked; where that dialog is gone by now, the window."""
        self.answers[1](error) if self._is_awaited() else crash.reporter().refused.emit(error)

    def _is_awaited(self) -> bool:
        """Say whether who asked is still there: pressed twice, the first answer may have closed it."""
        return self.asked_by is None or isValid(self.asked_by)


_running: list[Task] = []
_pools: list[QThreadPool] = []


def _pool() -> QThreadPool:
    if not _pools:
        pool = QThreadPool()
        pool.setMaxThreadCount(1)
        _pools.append(pool)
    return _pools[0]


def running() -> bool:
    """Say whether a job runs or waits."""
    return bool(_running)


def busy(widget: QWidget) -> bool:
    """Say whether a job of this dialog runs or waits: it must not go before the answer comes."""
    return any(task.asked_by is widget for task in _running)


def stop_all() -> None:
    """Ask every job to stop and wait for the one that runs; nobody is told, for the window goes."""
    for pool in _pools:
        pool.clear()
    for task in _running:
        task.stop()
        task.forget()
        if task.begun:
            task.over.wait()  # Python's own wait: Qt's would keep the thread from ever running
    _running[:] = [task for task in _running if task.begun]


def run(
    parent: QWidget | None,
    title: str,
    work: Work,
    done: Callable[[Any], object],
    failed: Callable[[OfficeError], object],
    cancelled: Callable[[], object] = _quiet,
) -> Task:
    """Start a job; exactly one of the three is called in the window's thread when it ends.

    ``title`` says what is being done (正在导出名册). What the disk refuses is told to ``failed`` as a
    refusal; so is a fault of the program itself, which is shown in the crash dialog besides.
    """
    task = Task(parent, title, work)
    task.answers = (done, failed, cancelled)
    _running.append(task)
    task.patience.start()
    _pool().start(task.run)
    return task


def wait(parent: QWidget | None, title: str, work: Work) -> Any:  # noqa: ANN401 -- whatever the work answers
    """Do a job and return its answer; the window lives meanwhile, but who asked goes on only then.

    For a step that must be whole before the next, such as a copy before a change. Raises what the work
    raises: OfficeError, a fault of the program among them, and Cancelled where it was stopped.
    """
    found: list[Any] = []
    failed: list[Exception] = []
    loop, gone = QEventLoop(), Event()
    stopped = lambda: failed.append(Cancelled())  # noqa: E731 -- one line, used once
    task = run(parent, title, work, found.append, failed.append, stopped)
    for signal in (task.gone, task.patience.timeout):
        signal.connect(loop.quit)
    task.gone.connect(gone.set)
    # What is typed in the first moments waits too: it was meant for what comes after.
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if not gone.is_set():
        loop.exec()
    if not found:
        raise failed[0] if failed else Cancelled
    return found[0]
