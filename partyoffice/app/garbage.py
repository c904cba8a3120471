"""Python's collector runs in the window's thread only: a widget freed in another one ends the program.

Reading threads make enough objects to set the collector off, and it frees whatever it finds, windows
and dialogs with their signals included. So it is switched off and called here, when nothing else waits.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
THRESHOLDS = (2000, 20, 20)


class Garbage(QObject):
    """Collects as often as Python itself would, but here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self.clock = QTimer(self, interval=EVERY_MS)
        self.clock.timeout.connect(self.collect)
        self.clock.start()

    def collect(self) -> None:
        """Free the oldest generation that is due."""
        due = [
            at
            for at, (count, most) in enumerate(zip(gc.get_count(), THRESHOLDS, strict=True))
            if count > most
        ]
        if due:
            gc.collect(max(due))
