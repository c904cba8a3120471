"""交接 and 打开交接包 in the window, as the leaving and the coming officer use them."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from partyoffice.app import handing
from partyoffice.app.entering import PasswordDialog
from partyoffice.app.office_window import OfficeWindow
from partyoffice.app.receiving import ReceivedDialog, ReceiveDialog
from partyoffice.app.start_page import StartPage
from partyoffice.core.errors import OfficeError
from partyoffice.handover import package, proof
from partyoffice.handover.receiving import Received
from partyoffice.reports.document import as_text
from partyoffice.store import history, places
from partyoffice.store.office import Office
from partyoffice.store.places import PlaceKind
from partyoffice.ui import tasks, theme
from partyoffice.ui.messages import Recorder


@pytest.fixture
def dialog(show, empty, qtbot):
    made = show(empty).dialogs.open("handover")
    qtbot.waitUntil(lambda: not made.reader.busy(), timeout=20000)
    return made


@pytest.fixture(scope="module")
def packed(blank, tmp_path_factory):
    folder = tmp_path_factory.mktemp("交接")
    made = []
    for name, password in (("明.dangwu", None), ("密.dangwu", "从前的密码")):
        path = folder / name
        office = Office.create(path, password) if password else Office.open(shutil.copyfile(blank, path))
        made.append(package.make(office, folder / f"{name}.zip").path)
        office.release()
    return made


def newest(office):
    with office.reading() as session:
        return history.entries(session, 1)[0].sentence


def test_what_is_not_clean_is_told_and_leads_to_where_it_is_mended(dialog):
    titles = {one.title: one for one in dialog.items}
    assert not titles["最近备份"].clean
    assert "不影响做交接包" in dialog.steps.note.text()
    assert titles["最近备份"].page == "backups"
    assert dialog.go.isEnabled()


def test_the_item_that_would_be_mended_is_lit_wherever_the_keyboard_is(dialog):
    dialog.mend.setFocus()
    assert dialog.grid.delegate.lit == 0
    assert dialog.item() is dialog.items[0]


def test_three_steps_make_a_package_that_is_proved_and_noted(dialog, rest, tmp_path, paths):
    assert not dialog.plainly.isChecked()
    dialog.on_go()
    dialog.on_go()
    rest(dialog.window_)
    made = proof.look(tmp_path / paths[0][1])
    assert paths[0] == ("handover", package.usual_name(dialog.window_.office))
    assert made.sha256 in dialog.code.text().replace(" ", "")
    assert set(made.files) == proof.OWN
    assert newest(dialog.window_.office) == f"制作交接包：{made.path.name}"


def test_the_list_shown_after_is_the_list_in_the_package(dialog, rest, tmp_path, paths, monkeypatch):
    shown = []
    monkeypatch.setattr(handing, "show_preview", lambda _desk, document, *_more: shown.append(document))
    dialog.on_go()
    dialog.on_go()
    rest(dialog.window_)
    dialog.on_list()
    told = proof.look(tmp_path / paths[0][1]).told
    text = as_text(shown[0])
    assert told["chain"] in text or not told["head"]
    assert f"操作记录条数：{told['head']}" in text.replace(" ", "")


def test_a_plain_copy_is_asked_for_once_more(dialog, rest, tmp_path, paths):
    dialog.messages = Recorder(answers=["不附", "附上明文"])
    dialog.on_go()
    dialog.plainly.setChecked(True)
    dialog.on_go()
    assert not dialog.plainly.isChecked()
    assert paths == []
    dialog.plainly.setChecked(True)
    dialog.on_go()
    rest(dialog.window_)
    assert newest(dialog.window_.office).endswith("（附明文）")
    assert any(one.startswith("明文/") for one in proof.look(tmp_path / paths[0][1]).files)


def test_a_package_that_cannot_be_made_is_refused_in_the_dialog(dialog, rest, monkeypatch, paths):
    def refuse(*_given, **_more):
        raise OfficeError("磁盘空间不足", remedy="请清理磁盘")

    monkeypatch.setattr(package, "make", refuse)
    dialog.on_go()
    dialog.on_go()
    rest(dialog.window_)
    assert dialog.bar.notes[0].what == "磁盘空间不足"
    assert dialog.stack.currentIndex() == 1


@pytest.fixture
def start(program, qtbot, monkeypatch, tmp_path):
    """The start page of a new PC, and the dialog over it."""
    monkeypatch.setattr(places, "proposed", lambda: tmp_path / "党务")
    monkeypatch.setattr(places, "place_of", lambda _folder: PlaceKind.FIXED)
    program.show_start()
    assert isinstance(program.shown, StartPage)
    program.shown.on_receive()
    return program.shown.findChild(ReceiveDialog)


def choose(dialog, path, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    dialog.on_pick()
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)


def test_on_a_new_pc_the_package_opens_and_every_count_stands_beside_the_list(
    start, program, show, packed, qtbot, monkeypatch, rest
):
    start.on_go()
    assert isinstance(program.shown, StartPage)
    choose(start, packed[0], qtbot, monkeypatch)
    assert "都和目录一致" in start.told.text()
    start.on_go()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    rest(program.shown)
    counted = program.shown.findChild(ReceivedDialog)
    assert counted.bar.notes[0].what == "数目都和清单一致"
    assert newest(program.shown.office).startswith("接收交接包：")
    assert program.shown.office.path.name == "明.dangwu"


def test_an_encrypted_one_asks_for_its_password(start, program, show, packed, qtbot, monkeypatch, rest):
    choose(start, packed[1], qtbot, monkeypatch)
    assert "设了密码" in start.told.text()
    start.on_go()
    asked = start.findChild(PasswordDialog)
    asked.gate.field.line.setText("不对")
    asked.gate.knock()
    qtbot.waitUntil(lambda: not asked.gate.reader.busy(), timeout=20000)
    assert "密码不对" in asked.gate.sentence.text()
    asked.gate.patience.right()
    asked.gate.field.line.setText("从前的密码")
    asked.gate.knock()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    rest(program.shown)
    assert program.shown.office.encrypted


def test_a_damaged_package_and_a_bad_place_are_refused_and_nothing_is_made(
    start, packed, qtbot, monkeypatch, tmp_path
):
    bad = tmp_path / "坏.zip"
    bad.write_bytes(Path(packed[0]).read_bytes()[:-30])
    choose(start, bad, qtbot, monkeypatch)
    assert "已损坏" in start.bar.notes[0].what
    assert start.found is None
    choose(start, packed[0], qtbot, monkeypatch)
    monkeypatch.setattr(places, "place_of", lambda _folder: PlaceKind.CLOUD)
    start.on_go()
    assert "网盘" in start.bar.notes[0].what
    assert not (tmp_path / "党务").exists()
    start.reject()


def test_counts_that_differ_are_warned_of(show, empty):
    made = ReceivedDialog(show(empty), Received((("正式党员", 7, 6),), unbroken=True))
    assert made.bar.notes[0].what == "有的数目和清单不一致"
    made.reject()


def test_the_dues_are_told_in_two_lines_and_no_line_is_cut(show, sample, qtbot):
    made = show(sample).dialogs.open("handover")
    qtbot.waitUntil(lambda: not made.reader.busy(), timeout=20000)
    titles = [one.title for one in made.items]
    assert titles.index("党费交接") == titles.index("党费结存") + 1
    at, letters = made.grid.model.place_of("said"), theme.metrics()
    room = letters.horizontalAdvance(made.grid.model.columns[at].sample)
    assert all(letters.horizontalAdvance(one.said) <= room for one in made.items)
    made.reject()
