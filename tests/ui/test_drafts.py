"""What is typed and not saved is there again after a crash, and nowhere once it is saved or given up."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.store.drafts import Draft, Drafts
from partyoffice.store.office import Office
from partyoffice.ui import drafts
from partyoffice.ui.desk import Desk
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.record_form import RecordForm

FIELDS = (Field("name", "姓名", Kind.NAME), Field("birth", "出生日期", Kind.DAY))
ABOUT = {"form": "new", "category": "正式党员"}


@pytest.fixture
def office(blank, tmp_path, stopped_clock):
    opened = Office.open(shutil.copyfile(blank, tmp_path / "校.dangwu"))
    yield opened
    opened.release()


@pytest.fixture
def desk(office, qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"), parent)
    made.saved = []
    yield made
    made.stop_listening()


def open_form(desk, key=""):
    form = RecordForm(FIELDS, {})
    dialog = FormDialog(desk.window, "新增党员", form, "保存", desk.saved.append, more="保存并新增")
    dialog.keeper = drafts.keep(desk, dialog, "members", ABOUT, key)
    dialog.show()
    return dialog


def type_name(dialog, name="林知夏"):
    dialog.form.set_value("name", name)
    dialog.form.editor("birth").line.setText("1996-4-3x")


def test_what_is_typed_is_kept_every_twenty_seconds_and_on_turning_away(desk):
    dialog = open_form(desk)
    assert dialog.keeper.timer.isActive()
    assert dialog.keeper.timer.interval() == 20_000
    dialog.keeper.timer.timeout.emit()
    assert not desk.drafts.path.exists(), "nothing typed, nothing kept"
    type_name(dialog)
    dialog.keeper.timer.timeout.emit()
    (kept,) = desk.drafts.all()
    assert (kept.title, kept.page, kept.about) == ("新增党员", "members", ABOUT)
    assert kept.values == {"name": "林知夏", "birth": "1996-4-3x"}
    dialog.form.set_value("name", "沈砚秋")
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.WindowDeactivate))
    (kept,) = desk.drafts.all()
    assert kept.values["name"] == "沈砚秋"


@pytest.mark.parametrize("way", ["save", "more", "give_up", "take_back"])
def test_a_draft_and_its_file_are_gone_once_the_form_is_saved_or_given_up(desk, way, monkeypatch):
    from partyoffice.ui.message_bar import QuestionDialog

    dialog = open_form(desk)
    dialog.form.set_value("name", "林知夏")
    dialog.keeper.write()
    assert desk.drafts.path.exists()
    monkeypatch.setattr(QuestionDialog, "ask", classmethod(lambda *_: "不保存"))
    if way == "take_back":
        dialog.form.set_value("name", "")
        dialog.keeper.write()
    else:
        {"save": dialog.on_save, "more": dialog.on_more, "give_up": dialog.reject}[way]()
    assert desk.drafts.all() == []
    assert not desk.drafts.path.exists()


def test_the_newest_is_offered_by_name_and_time_and_may_be_gone_on_with_or_thrown_away(desk):
    for name, key in (("林知夏", "one"), ("沈砚秋", "two")):
        desk.drafts.keep(Draft(key, f"新增党员 {name}", "members", ABOUT, {"name": name}))
    drafts.offer(desk)
    note = desk.messages.notes[-1]
    assert (note.what, note.sentence) == (
        "上次没有保存的内容",
        f"新增党员 林知夏（{desk.drafts.all()[0].time()}），另有 1 份",
    )
    assert [words for words, _slot in note.links] == ["继续填写", "丢弃"]
    gone_to = []
    desk.page_wanted.connect(lambda page, target: gone_to.append((page, target)))
    note.links[0][1]()
    assert gone_to == [("members", {"draft": "one"})]
    note.links[1][1]()
    assert [one.key for one in desk.drafts.all()] == ["two"]
    assert "沈砚秋" in desk.messages.notes[-1].sentence, "the next one is offered"
    desk.messages.notes[-1].links[1][1]()
    assert desk.messages.notes == []
    drafts.offer(desk)
    assert desk.messages.notes == []


def test_a_form_gone_on_with_replaces_its_draft(desk):
    desk.drafts.keep(Draft("one", "新增党员", "members", ABOUT, {"name": "林知夏"}))
    dialog = open_form(desk, "one")
    dialog.form.take_draft({"name": "林知夏"})
    dialog.form.set_value("birth", None)
    dialog.form.editor("birth").line.setText("1996")
    dialog.keeper.write()
    (kept,) = desk.drafts.all()
    assert (kept.key, kept.values) == ("one", {"name": "林知夏", "birth": "1996"})


def test_drafts_of_an_encrypted_office_are_under_its_password(tmp_path, stopped_clock):
    with Office.create(tmp_path / "密.dangwu", "一二三四") as office:
        left = Drafts(office)
        left.keep(Draft("one", "新增党员", "members", ABOUT, {"name": "林知夏", "phone": "19900006204"}))
        stored = left.path.read_bytes()
        assert b"SQLite format" not in stored
        assert b"19900006204" not in stored
        assert "林知夏".encode() not in stored
        assert left.find("one").values["name"] == "林知夏"
        left.drop("one")
        assert not left.path.exists()


def test_a_draft_that_nobody_can_read_any_more_is_thrown_away(office):
    left = Drafts(office)
    left.path.write_bytes(b"not a database at all" * 100)
    assert left.all() == []
    assert not left.path.exists()


def test_a_disk_that_refuses_is_told_in_the_form_which_stays(desk, monkeypatch):
    def refuse(_self, _draft):
        raise OfficeError("填写的内容没有存成草稿", remedy="请尽快保存这张表")

    monkeypatch.setattr(Drafts, "keep", refuse)
    dialog = open_form(desk)
    type_name(dialog)
    dialog.keeper.write()
    assert dialog.message.what.text() == "填写的内容没有存成草稿"
    assert dialog.isVisible()
    assert not dialog.keeper.timer.isActive()


def test_a_window_that_only_reads_is_offered_nothing_and_keeps_nothing(desk, office):
    desk.drafts.keep(Draft("one", "新增党员", "members", ABOUT, {"name": "林知夏"}))
    with Office.open(office.path, writing=False) as reader:
        beside = Drafts(reader)
        assert beside.all() == []
        beside.keep(Draft("two", "新增党员", "members", ABOUT, {"name": "沈砚秋"}))
    assert [one.key for one in desk.drafts.all()] == ["one"]


KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from partyoffice.core.field import Field, Kind
from partyoffice.store.office import Office
from partyoffice.ui import drafts
from partyoffice.ui.desk import Desk
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.record_form import RecordForm

app = QApplication([])
drafts.EVERY_MS = 20
desk = Desk(Office.open(sys.argv[1]), Recorder(), Prefs(Path(sys.argv[1]).with_name("prefs.json")))
dialog = FormDialog(None, "新增党员", RecordForm([Field("name", "姓名", Kind.NAME)], {}), "保存", list)
drafts.keep(desk, dialog, "members", {"form": "new"})
dialog.show()
dialog.form.editor("name").line.insert("林知夏")
look = QTimer(interval=10)
look.timeout.connect(lambda: desk.drafts.path.exists() and print("kept", flush=True))
look.start()
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_after_a_kill_while_typing_the_draft_is_still_there(office):
    office.release()
    command = [sys.executable, "-c", KILLED, str(office.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ, text=True) as running:
        assert running.stdout.readline().strip() == "kept"
        running.send_signal(signal.SIGKILL)
    with Office.open(office.path) as again:
        left = Drafts(again)
        (kept,) = left.all()
        assert (kept.title, kept.about, kept.values) == ("新增党员", {"form": "new"}, {"name": "林知夏"})
        left.drop(kept.key)
