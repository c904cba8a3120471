"""How long nobody has touched mouse or keys: told once the minutes are over, at once after a sleep of the PC.

It hears what comes to the windows themselves: a filter on the whole application would see every event
there is. Time passes in steps, so that a test may let it pass.
"""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from partyoffice.core import clock

STEP = 10  # seconds
ASLEEP = timedelta(seconds=6 * STEP)  # a step that took so long was a sleep
TOUCHES = frozenset({
    QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.Wheel,
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
})  # fmt: skip


class Idle(QObject):
    """``passed`` tells that the PC was left, ``wanted`` that Ctrl+L was pressed in any window."""

    passed = Signal()
    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.limit = self.quiet = 0  # seconds; a limit of 0 never ends
        self.before = clock.now()
        self.timer = QTimer(self, interval=STEP * 1000)
        self.timer.timeout.connect(self.pass_step)
        self.windows: list[QWindow] = []
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)

    def begin(self, minutes: int) -> None:
        """Count from now; 0 minutes: only a key locks."""
        self.limit, self.quiet, self.before = minutes * 60, 0, clock.now()
        self.timer.start()

    def watch(self, window: QWindow | None) -> None:
        """Hear what comes to the window that has the keyboard; coming to it counts."""
        if window is not None:
            self.quiet = 0
            window.installEventFilter(self)  # a second time it only moves to the front

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Begin to count anew; Ctrl+L works over any dialog too."""
        if event.type() not in TOUCHES:
            return False
        self.quiet = 0
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            mine = event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if mine:
                self.wanted.emit()
            return mine
        return False

    def pass_step(self) -> None:
        """Let a step pass."""
        now, before = clock.now(), self.before
        self.quiet, self.before = self.quiet + STEP, now
        if self.limit and (self.quiet >= self.limit or now - before >= ASLEEP):
            self.quiet = 0
            self.passed.emit()
