"""Start to first paint, and memory with the roster open, against a bare window."""

from benchmarks.measure import Place, Row, children

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1366, 768); window.show()
QTimer.singleShot(0, app.quit); sys.exit(app.exec())
"""
OURS = """
import sys
from PySide6.QtCore import QTimer
from partyoffice import app
QTimer.singleShot(0, lambda: None)
sys.exit(app.measured_start(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""))
"""


def start(place: Place) -> list[Row]:
    """The window of a real office, then with the roster shown."""
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    first, memory = children(["-c", OURS, str(place.office)], ["-c", BARE], **offscreen)
    roster, open_memory = children(["-c", OURS, str(place.office), "members"], ["-c", BARE], **offscreen)
    return [
        Row("start to first paint", first.ours, first.floor, "bare window", "<= 1.4x"),
        Row("memory, 首页", memory.ours, memory.floor, "bare window", unit="MiB"),
        Row("start to roster shown", roster.ours, roster.floor, "bare window", "<= 3.8x"),
        Row("memory, roster open", open_memory.ours, open_memory.floor, "bare window", "<= 2.1x", "MiB"),
    ]
