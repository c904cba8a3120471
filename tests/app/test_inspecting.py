"""While the window is open every copy is opened and checked once a month, and what is bad is told."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.store import backup, inspection, known
from partyoffice.store.backup import Reason
from partyoffice.ui import tasks

MONTH_AGO = date(2026, 10, 8)


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every test here looks at this PC's memory
def this_pc(monkeypatch, tmp_path):
    monkeypatch.setenv(known.HOME, str(tmp_path / "这台电脑"))


@pytest.fixture
def old_copies(window, stopped_clock):
    with clock.stopped(MONTH_AGO):
        return [window.office.back_up(Reason.HAND).path for _ in range(3)]


def spoil(path):
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def look_on(window, qtbot, times):
    for _ in range(times):
        window.inspector.look()
        qtbot.waitUntil(lambda: not window.inspector.reader.busy(), timeout=20000)


def checked(window):
    return len(inspection.verdicts(window.office.door))


def test_one_copy_after_the_other_is_checked_until_none_is_due(window, old_copies, qtbot):
    for many in (1, 2, 3, 3):
        look_on(window, qtbot, 1)
        assert checked(window) == many
    assert window.inspector.timer.isActive()
    assert not window.messages.notes


def test_a_bad_one_is_told_once_and_stands_in_home_and_the_check(window, old_copies, qtbot, rest):
    for path in old_copies[:2]:
        spoil(path)
    look_on(window, qtbot, 3)
    (note,) = window.messages.notes
    assert note.what == "有一份备份不能用"
    assert note.links[0][0] == "备份与恢复"
    window.show_page("home")
    rest(window)
    (duty,) = [one for one in window.page().found.duties if one.kind == "copies"]
    assert "2 份备份不能用" in duty.text
    window.show_page("check")
    rest(window)
    model = window.page().grid.model
    said = " ".join(
        model.text(row, at) for row in range(model.rowCount()) for at in range(len(model.columns))
    )
    assert all(path.name in said for path in old_copies[:2])  # the list is complete


def test_it_waits_while_somebody_is_at_work_in_a_dialog(window, old_copies, qtbot):
    dialog = window.dialogs.open("about")
    look_on(window, qtbot, 1)
    assert (checked(window), window.inspector.timer.isActive()) == (0, True)
    dialog.close()


def test_leaving_stops_in_the_midst_of_a_copy_and_the_next_sitting_goes_on(window, old_copies, monkeypatch):
    real = backup.verify

    def slow(door, progress):
        window.inspector.going = False  # what closing says
        return real(door, progress)

    monkeypatch.setattr(backup, "verify", slow)
    window.inspector.look()
    window.inspector.stop()
    assert checked(window) == 0
    assert len(inspection.due(window.office.door, clock.today())) == 3
    assert not window.inspector.timer.isActive()
    assert not tasks.running()
    monkeypatch.setattr(backup, "verify", real)
    window.inspector.plan()
    assert window.inspector.timer.isActive()


def test_a_copy_that_is_only_looked_into_has_none_to_check(window, show, rest):
    window.office.writing = False
    window.inspector.timer.stop()
    window.inspector.plan()
    assert not window.inspector.timer.isActive()
    window.office.writing = True
