"""Start to first paint, to the page shown, and memory, against a bare window of the same Qt."""

from benchmarks.measure import Place, Row, children

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1366, 768); window.show()
QTimer.singleShot(0, app.quit); sys.exit(app.exec())
"""
# ``paint`` ends with the first thing painted, ``home`` and ``members`` with that page filled.
OURS = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from partyoffice.app import program
office, until = sys.argv[1:]
app = QApplication([]); prefs = program.Prefs(); program.dress(app, prefs)
ours = program.Program(prefs)

def shown(window):
    if until == "members":
        window.show_page("members")
    QTimer.singleShot(0, lambda: QTimer.singleShot(50, leave))

def leave():
    ours.on_window = lambda _window: None
    os._exit(0)  # closing would make a copy, which is not what is measured

ours.on_window = shown
if until == "paint":
    ours._go_on = lambda *_: leave()
QTimer.singleShot(0, lambda: ours.begin(office, ""))
sys.exit(app.exec())
"""
IDLE = 0.05  # seconds the child waits for its page, taken off again


def start(place: Place) -> list[Row]:
    """The opening desk, then 首页, then the roster of a real office."""
    home = {"QT_QPA_PLATFORM": "offscreen", "PARTYOFFICE_HOME": str(place.folder / "prefs")}
    rows: list[Row] = []
    for until, name, target in (
        ("paint", "start to first paint", "<= 1.4x"),
        ("home", "start to 首页 filled", ""),
        ("members", "start to roster shown", "<= 3.8x"),
    ):
        time, memory = children(["-c", OURS, str(place.office), until], ["-c", BARE], **home)
        wait = 0.0 if until == "paint" else IDLE
        rows += [
            Row(name, time.ours - wait, time.floor, "bare window", target),
            Row(f"{name}, peak memory", memory.ours, memory.floor, "bare window", unit="MiB"),
        ]
    return rows
