"""Whatever file is chosen by mistake: one calm sentence, and nothing is changed."""

import contextlib
import shutil
import zipfile

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2

from partyoffice.app.backups import BackupDialog
from partyoffice.app.entering import enter
from partyoffice.app.receiving import ReceiveDialog
from partyoffice.core.errors import OfficeError
from partyoffice.store import lock, salvage
from partyoffice.store.engine import Door
from partyoffice.store.office import Office
from partyoffice.ui import tasks


def _empty(path, _sample):
    path.touch()


def _text(path, _sample):
    path.write_text("这不是数据文件\n" * 50, encoding="utf-8")


def _foreign(path, _sample):
    with contextlib.closing(dbapi2.connect(str(path))) as opened:
        opened.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
        opened.commit()


def _workbook(path, _sample):
    Workbook().save(path)


def _damaged(path, sample):
    body = sample.read_bytes()
    middle = len(body) // 8192 * 4096
    path.write_bytes(body[:middle] + bytes(4096) + body[middle + 4096 :])


def _cut(path, sample):
    path.write_bytes(sample.read_bytes()[:-1000])


def _secret(path, _sample):
    Office.create(path, "别人的密码").release()


def _newer(path, sample):
    shutil.copyfile(sample, path)
    with contextlib.closing(dbapi2.connect(str(path))) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
        opened.commit()


def _folder(path, _sample):
    path.mkdir()


def _own_lock(path, sample):
    shutil.copyfile(lock.lock_path(sample), path)


def _zip(path, _sample):
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("随便.txt", "内容")


KINDS = {
    "empty": (_empty, "是空文件"), "text": (_text, "不是本程序的数据文件"),
    "foreign": (_foreign, "不是本程序的数据文件"), "workbook": (_workbook, "不是本程序的数据文件"),
    "zip": (_zip, "不是本程序的数据文件"), "lock": (_own_lock, "是空文件"), "folder": (_folder, ""),
    "damaged": (_damaged, "已损坏"), "cut": (_cut, "已损坏"), "newer": (_newer, "由更新版本的程序保存"),
}  # fmt: skip
NO_PACKAGE = {
    "empty": "是空文件，不是交接包", "text": "不是交接包", "foreign": "是数据文件，不是交接包",
    "workbook": "里没有目录，不是本程序做的交接包", "zip": "里没有目录，不是本程序做的交接包",
    "folder": "是文件夹，不是交接包", "damaged": "是数据文件，不是交接包", "secret": "不是交接包",
}  # fmt: skip


def state(folder):
    """The bytes of every file but the locks, which the system holds."""
    return {
        str(path): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if ".lock" not in path.name
    }


def settled(qtbot):
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)


@pytest.fixture
def chosen(tmp_path, sample):
    """Make a file of a kind under a name, and give its path."""

    def make(kind, ending="dangwu"):
        path = tmp_path / f"选错的-{kind}.{ending}"
        (_secret if kind == "secret" else KINDS[kind][0])(path, sample)
        return path

    return make


def test_whatever_is_opened_by_mistake_is_refused_in_one_sentence(window, chosen, tmp_path, qtbot):
    paths = {kind: chosen(kind) for kind in KINDS}
    before = state(tmp_path)
    for kind, path in paths.items():
        window.messages.notes.clear()
        enter(window.program, path, window, window.messages.refuse)
        [note] = window.messages.notes
        assert KINDS[kind][1] in note.what, (kind, note.what)
        assert "没有改动" in note.sentence, kind
        assert QApplication.activeModalWidget() is None, kind
    assert state(tmp_path) == before


def test_whatever_is_taken_for_a_copy_is_refused_before_any_question(
    window, chosen, tmp_path, qtbot, monkeypatch
):
    paths = {kind: chosen(kind) for kind in KINDS}
    dialog, asked = BackupDialog(window), []
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.reader.busy(), timeout=20000)
    monkeypatch.setattr(dialog.messages, "ask", lambda *words: asked.append(words))
    before = state(tmp_path)
    for kind, path in paths.items():
        dialog.messages.clear()
        dialog.restore_from(path, path.name)
        settled(qtbot)
        [note] = dialog.bar.notes
        assert KINDS[kind][1] in note.what, (kind, note.what)
        assert "没有改动" in note.sentence, kind
    assert not asked
    assert state(tmp_path) == before
    dialog.reject()


def test_whatever_is_taken_for_a_package_is_told_what_it_is(window, chosen, tmp_path, qtbot):
    paths = {kind: chosen(kind, "zip") for kind in NO_PACKAGE}
    before = state(tmp_path)
    dialog = ReceiveDialog(window.program, window)
    dialog.open()
    for kind, path in paths.items():
        dialog.read(path)
        settled(qtbot)
        [note] = dialog.bar.notes
        assert note.what == f"“{path.name}”{NO_PACKAGE[kind]}" or note.what.endswith(NO_PACKAGE[kind]), kind
        assert "没有改动" in note.sentence, kind
        assert not dialog.go.isEnabled()
    assert state(tmp_path) == before
    dialog.reject()


def test_nothing_is_salvaged_from_what_never_was_an_office(chosen, tmp_path):
    paths = [chosen(kind) for kind in ("empty", "text", "foreign", "workbook", "zip", "folder", "newer")]
    before = state(tmp_path)
    for path in paths:
        with pytest.raises(OfficeError, match="没有改动"):
            salvage.salvage(Door(path), tmp_path / "新.dangwu")
    assert state(tmp_path) == before


def test_an_office_of_another_password_asks_for_its_own_and_a_held_one_says_so(window, chosen, sample, qtbot):
    enter(window.program, chosen("secret"), window, window.messages.refuse)
    dialog = QApplication.activeModalWidget()
    assert dialog.windowTitle() == "打开加密的数据"
    dialog.reject()
    held = shutil.copyfile(sample, sample.with_name("另一个.dangwu"))
    taken = lock.take(held)
    enter(window.program, held, window, window.messages.refuse)
    assert "已在另一个窗口中打开" in window.messages.notes[-1].what
    lock.free(held, taken)
