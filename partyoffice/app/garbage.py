"""Python's collector runs in the window's thread only: a widget freed in another one ends the program.

Reading threads make enough objects to set the collector off, and it frees whatever it finds, windows
and dialogs with their signals included. So it is switched off and called here, a moment after something
happened; while nothing happens nothing runs.
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

AFTER_MS = 500
THRESHOLDS = (2000, 20, 20)


def due() -> int | None:
    """Return the oldest generation that is due, None for none."""
    counts = zip(gc.get_count(), THRESHOLDS, strict=True)
    return max((at for at, (count, most) in enumerate(counts) if count > most), default=None)


class Garbage(QObject):
    """Collects as often as Python itself would, but here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self.clock = QTimer(self, singleShot=True, interval=AFTER_MS)
        self.clock.timeout.connect(self.collect)
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None:
            dispatcher.awake.connect(self.wake)

    def wake(self) -> None:
        """Collect soon if enough was made; the window has just woken up for something."""
        if not self.clock.isActive() and due() is not None:
            self.clock.start()

    def collect(self) -> None:
        """Free the oldest generation that is due."""
        oldest = due()
        if oldest is not None:
            gc.collect(oldest)
