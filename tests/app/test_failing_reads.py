"""What a page reads beside the window fails: it says so, and nothing unread is shown as sound or empty."""

import errno
import os
from threading import Event

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from partyoffice.app.backup_list import COLUMNS, NOT_JUDGED
from partyoffice.app.gate import Gate, Patience
from partyoffice.app.quiet import Reader
from partyoffice.app.rescuing import RescuePage
from partyoffice.app.trouble import Kind, Trouble
from partyoffice.core.errors import OfficeError
from partyoffice.store import engine
from partyoffice.store.backup import Reason
from partyoffice.ui import crash
from partyoffice.ui.controls import primary
from partyoffice.ui.messages import Recorder

FAULTS = (
    (OfficeError("名册正被别处使用", remedy="请稍后再试"), "名册正被别处使用"),
    (OSError(errno.EIO, os.strerror(errno.EIO)), "磁盘没有回应"),
    (ZeroDivisionError("division by zero"), "程序出了问题"),
)


@pytest.fixture(params=FAULTS, ids=["refusal", "disk", "fault"])
def failing(request, monkeypatch, qtbot):
    """Make every reading fail; ``told`` waits for a page and proves that it tells why, once."""
    error, said = request.param

    def run(reader, number, _work):
        reader.ended.emit(number, None, error)

    monkeypatch.setattr(Reader, "_run", run)

    def told(page, messages):
        qtbot.waitUntil(lambda: not page.reader.busy(), timeout=20000)
        note = messages.notes[-1] if isinstance(messages, Recorder) else messages.message_bar.notes[0]
        assert said in note.what
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, crash.CrashDialog)]
        assert len(shown) == isinstance(error, ZeroDivisionError)
        for one in shown:
            one.accept()
            qtbot.waitUntil(lambda: crash.reporter().dialog is None)
        monkeypatch.undo()
        return note

    return told


def test_data_that_could_not_be_checked_are_not_called_sound(window, failing, rest):
    window.show_page("check")
    page = window.pages["check"]
    note = failing(page, window.messages)
    assert page._empty().title == page.status() == window.status.counts.text() == "没有核对成"
    assert not page.out.isEnabled()
    assert page.out.toolTip() == "没有核对成"
    assert page.print_out()
    assert window.messages.notes[-1].what == "还没有可以打印的"
    note.links[0][1]()
    rest(window)
    assert page.checked
    assert page.out.isEnabled()
    page.reader.failed(FAULTS[0][0])  # and the next one fails again
    assert (page.pairs, page._empty().title) == ([], "没有核对成")
    assert not page.out.isEnabled()


def test_the_first_page_does_not_go_on_checking_for_ever(window, failing):
    window.show_page("home")
    page = window.pages["home"]
    failing(page, window.messages)
    assert [one.words() for one in page.findings.lines.lines] == ["没有核对成"]


def test_a_journal_that_could_not_be_read_is_not_called_empty(window, failing, rest):
    window.show_page("history")
    page = window.pages["history"]
    note = failing(page, window.messages)
    assert page._empty().title == "没有读出来"
    note.links[0][1]()
    rest(window)
    assert page.entries
    assert not page.unread


def test_copies_that_could_not_be_judged_say_so(window, failing):
    window.office.back_up(Reason.HAND)
    dialog = window.dialogs.open("backups")
    failing(dialog, dialog.messages)
    column = next(one for one in COLUMNS if one.key == "state")
    shown = [dialog.grid.model.record(row) for row in range(dialog.grid.model.rowCount())]
    assert {column.text(one) for one in shown} == {NOT_JUDGED}
    assert dialog.back.isEnabled()
    dialog.reject()


def test_beside_a_damaged_office_too(window, failing, tmp_path):
    window.office.back_up(Reason.HAND)
    door = window.office.door
    page = RescuePage(window.program, Trouble(Kind.DAMAGED, door, engine.damaged(door.path)))
    failing(page, page.messages)
    assert NOT_JUDGED in page.advice.text()
    assert page.back.isEnabled()
    page.close()


def test_what_could_not_be_looked_at_before_a_handover_keeps_nobody_from_the_package(window, failing):
    dialog = window.dialogs.open("handover")
    failing(dialog, dialog.messages)
    assert dialog.grid.empty().title == "没有核对成"
    assert dialog.list.toolTip() == "没有核对成"
    assert dialog.go.isEnabled()
    dialog.reject()


def test_a_password_that_could_not_be_tried_leaves_the_gate_usable(qtbot, failing):
    said, go = Recorder(), primary("打开")
    gate = Gate(go, print, Patience())
    qtbot.addWidget(gate)
    gate.refused.connect(said.refuse)
    gate.field.line.setText("甲乙丙")
    gate.knock()
    failing(gate, said)
    assert go.isEnabled()
    assert not gate.field.line.isReadOnly()


def test_a_page_that_goes_while_it_is_read_for_is_told_nothing(qtbot):
    begun, may_end = Event(), Event()
    page = QObject()
    reader = Reader(lambda _answer: None, lambda _error: None, page)
    reader.destroyed.connect(may_end.set)
    reader.read(lambda: (begun.set(), may_end.wait()))
    begun.wait()
    page.deleteLater()
    qtbot.waitUntil(may_end.is_set)  # and the page waits for what is read before it is gone
