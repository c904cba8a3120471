import gc

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from partyoffice.app import garbage
from partyoffice.app.garbage import Garbage


@pytest.fixture
def collector(qapp, monkeypatch):
    monkeypatch.setattr(garbage, "AFTER_MS", 1)
    made = Garbage(qapp)
    yield made
    made.clock.stop()
    made.setParent(None)
    made.deleteLater()


def test_what_is_due_is_freed_after_something_happened(collector, qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "THRESHOLDS", (10, 20, 20))
    rings = [[] for _ in range(50)]
    for ring in rings:
        ring.append(ring)
    assert gc.get_count()[0] > 10
    del rings
    collector.wake()
    assert collector.clock.isActive()
    freed = []
    collector.clock.timeout.connect(lambda: freed.append(gc.get_count()[0]))
    qtbot.waitUntil(lambda: bool(freed))
    assert freed[0] <= 10


def test_while_nothing_happens_nothing_runs(collector):
    gc.collect()
    ran = []
    collector.clock.timeout.connect(lambda: ran.append(1))
    loop = QEventLoop()
    QTimer.singleShot(120, loop.quit)
    loop.exec()
    assert len(ran) <= 2
