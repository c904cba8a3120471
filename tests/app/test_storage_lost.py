"""The place of the office is gone while it is open: said once, nothing tried for ever, nothing typed lost."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit

from partyoffice.app.storage_lost import StorageDialog
from partyoffice.app.typed_text import typed_in
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import backup, faults, journal, lock, settings
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.harm import OutOfReachError
from partyoffice.store.keys import Key


@pytest.fixture
def stick(tmp_path, sample):
    """An office on a stick, and what pulls it out and plugs it in again."""

    class Stick:
        place, away = tmp_path / "U盘", tmp_path / "拔出的U盘"
        path = place / sample.name

        def pull(self):
            self.place.rename(self.away)

        def plug(self):
            self.away.rename(self.place)

    Stick.place.mkdir()
    sample.rename(Stick.path)
    return Stick()


@pytest.fixture
def window(show, stick):
    return show(stick.path)


def rename(window, school):
    with window.office.change("改名") as session:
        settings.put(session, SCHOOL, school)


def lost(window, qtbot):
    """Store something with the stick pulled out, and give the dialog that tells of it."""
    with pytest.raises(OutOfReachError):
        rename(window, "第一中学")
    qtbot.waitUntil(lambda: window.storage.dialog is not None, timeout=5000)
    return window.storage.dialog


def test_it_is_said_in_one_dialog_however_often_it_is_met(window, stick, qtbot):
    stick.pull()
    dialog = lost(window, qtbot)
    lost(window, qtbot)
    assert window.findChildren(StorageDialog) == [dialog]
    assert dialog.windowTitle() == "存储位置不可用"
    dialog.go.click()  # still away: one try, and it stays
    assert window.storage.dialog is dialog
    assert dialog.bar.notes
    dialog.reject()


def test_plugged_in_again_the_same_step_is_stored(window, stick, qtbot):
    stick.pull()
    dialog = lost(window, qtbot)
    stick.plug()
    dialog.go.click()
    assert window.storage.dialog is None
    assert window.messages.notes[-1].what == "存储位置又可以用了"
    rename(window, "第一中学")
    with window.office.reading() as session:
        assert settings.get(session, SCHOOL) == "第一中学"
        assert journal.verify(session) is None


def begun(window):
    """Open a form, type the name of the school, and give the form with the key of that field."""
    from partyoffice.app.commands import unit

    unit(window)
    form = next(one for one in window.findChildren(QObject) if hasattr(one, "form") and one.isVisible())
    key = next(iter(form.form.rows))
    form.form.set_value(key, "青禾第一中学")
    return form, key


@pytest.mark.parametrize("yes", [True, False])
def test_of_an_encrypted_office_typed_text_is_saved_plain_only_by_an_explicit_yes(window, monkeypatch, yes):
    form, _key = begun(window)
    dialog = StorageDialog(window, window)
    with monkeypatch.context() as patch:
        patch.setattr(window.office, "door", replace(window.office.door, key=Key(bytes(32), bytes(16))))
        patch.setattr(dialog.messages, "ask", lambda *_: yes)
        assert bool(dialog.taken_along()) is yes
    dialog.reject()
    form.form.load({})
    form.reject()


def test_the_lock_that_went_with_the_stick_is_taken_anew(window, stick, qtbot):
    stick.pull()
    dialog = lost(window, qtbot)
    shutil.copytree(stick.away, stick.place)  # as a system shows a stick again: other files, no lock on them
    dialog.go.click()
    assert window.storage.dialog is None
    with pytest.raises(OfficeError, match="已在另一个窗口中打开"):
        lock.take(stick.path)


def test_who_opened_it_meanwhile_keeps_it_and_this_window_only_reads(window, stick, qtbot):
    stick.pull()
    dialog = lost(window, qtbot)
    shutil.copytree(stick.away, stick.place)
    held = lock.take(stick.path)
    dialog.go.click()
    assert "已在另一个窗口中打开" in dialog.bar.notes[-1].what
    dialog.reject()
    with pytest.raises(OfficeError, match="只读"):
        rename(window, "第二中学")
    lock.free(stick.path, held)


def test_what_is_typed_stays_and_can_be_saved_here(window, stick, qtbot, tmp_path, monkeypatch):
    form, key = begun(window)
    assert any("青禾第一中学" in line for line in typed_in(window))
    stick.pull()
    dialog = lost(window, qtbot)
    here = tmp_path / "本机" / "青禾.dangwu"
    here.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(here), ""))
    dialog.here.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.notes), timeout=20000)
    assert "青禾第一中学" in here.with_name("青禾-未保存的内容.txt").read_text("utf-8-sig")
    assert not here.exists()
    assert not stick.place.exists()  # nothing empty was put where the stick was
    dialog.reject()
    assert form.form.values()[key] == "青禾第一中学"
    form.form.load({})
    form.reject()


def test_what_can_still_be_read_is_saved_here_whole(window, qtbot, tmp_path, monkeypatch):
    faults.refusal_of(RuntimeError("disk I/O error"), window.office.path)  # only writing fails
    qtbot.waitUntil(lambda: window.storage.dialog is not None, timeout=5000)
    dialog, here = window.storage.dialog, tmp_path / "本机.dangwu"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(here), ""))
    dialog.here.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.notes), timeout=20000)
    backup.verify(Door(here))
    assert "已核对" in dialog.bar.notes[0].sentence
    dialog.reject()


def test_another_office_in_its_place_is_not_written_into(window, stick, qtbot, empty):
    stick.pull()
    dialog = lost(window, qtbot)
    stick.place.mkdir()
    before = empty.read_bytes()
    empty.rename(stick.path)
    dialog.go.click()
    assert window.storage.dialog is dialog
    assert stick.path.read_bytes() == before
    dialog.reject()


def test_leaving_asks_for_no_copy_and_a_fault_of_elsewhere_is_no_alarm(window, stick, qtbot, tmp_path):
    faults.refusal_of(RuntimeError("disk I/O error"), tmp_path / "别的.dangwu")
    stick.pull()
    dialog = lost(window, qtbot)
    dialog.on_quit()
    assert not window.isVisible()
    with pytest.raises(OfficeError):
        rename(window, "第二中学")


@pytest.fixture
def roster(program, stick, rest):
    """The window with the real list of people."""
    program.prefs.put("page", "members")
    program.open(stick.path)
    window = program.shown
    rest(window)
    yield window
    window.leaving = True
    window.close()
    window.office.release()
    window.deleteLater()


def test_what_stands_in_an_open_cell_is_saved_with_its_row_and_column(roster):
    grid = roster.page().grid
    at = grid.model.place_of("name")
    grid.body.setCurrentIndex(grid.model.index(0, at))
    grid.editing.edit()
    grid.editing.box.part.setText("沈清越")
    [line] = [line for line in typed_in(roster) if "沈清越" in line]
    assert line.endswith(f"{grid.model.columns[at].title}：沈清越")
    assert grid.model.text(0, at) in line
    grid.editing.cancel()
    assert not typed_in(roster)


def test_what_is_written_into_minutes_is_saved_and_minutes_only_looked_at_are_not(window):
    window.show_page("meetings", view="minutes", new={"kind": ASSEMBLY, "on": "2026-11-12"})
    editor = window.page().pane().editor
    assert not any("明理楼" in line for line in typed_in(window))
    for one, text in ((editor.head.editors["place"], "明理楼三楼"), (editor.texts.editors["text"], "散会")):
        one.take_raw(text)
        one.edited.emit()
    lines = typed_in(window)
    assert any("明理楼三楼" in line for line in lines)
    assert any(line.endswith("散会") for line in lines)
    window.page().pane().keeper.forget()


def test_no_password_that_is_being_typed_is_ever_saved(window):
    window.dialogs.open("encryption")
    [dialog] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    lines = dialog.findChildren(QLineEdit)
    for line in lines:
        line.setText("不可外传的口令")
    assert lines
    assert not any("不可外传" in line for line in typed_in(window))
    dialog.reject()


def test_where_the_office_is_gone_the_newest_sound_copy_elsewhere_is_saved_and_named(
    window, stick, qtbot, tmp_path, monkeypatch
):
    older, newer = tmp_path / "旧.dangwu", tmp_path / "新.dangwu"
    window.office.back_up(Reason.HAND, older)
    rename(window, "第二中学")
    window.office.back_up(Reason.HAND, newer)
    newer.write_bytes(newer.read_bytes()[:-1])
    stick.pull()
    dialog, here = lost(window, qtbot), tmp_path / "本机" / "青禾.dangwu"
    here.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(here), ""))
    dialog.here.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.notes), timeout=20000)
    [saved] = here.parent.iterdir()
    assert saved.read_bytes() == older.read_bytes()
    told = dialog.bar.notes[-1].sentence
    assert (str(tmp_path) in told, saved.name in told, "少 1 步操作" in told) == (True, True, True)
    dialog.reject()
