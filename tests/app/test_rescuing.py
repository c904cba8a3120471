"""An office whose file came to harm leads to the ways out, not to a dead end."""

import re
import shutil

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from partyoffice import __version__
from partyoffice.app import newer_page
from partyoffice.app.office_window import OfficeWindow
from partyoffice.app.rescue_words import said_of
from partyoffice.app.rescuing import RescuePage
from partyoffice.app.start_page import StartPage
from partyoffice.app.trouble import Kind
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import backup, engine, settings, shelf, stamp
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.office import Office
from partyoffice.ui import tasks
from partyoffice.ui.messages import Recorder
from tests.app.conftest import settle
from tests.store.later import ADDS, TAKES, later_program, upgraded

PAGE = 4096


def rename(path, school):
    with Office.open(path) as office:
        with office.change(f"修改学校名称：{school}") as session:
            settings.put(session, SCHOOL, school)
        made = office.back_up(Reason.HAND)
        office.release()
        return made


def spoil(path):
    """Break a page in the midst of the file."""
    with path.open("r+b") as handle:
        handle.seek(path.stat().st_size // PAGE // 2 * PAGE)
        handle.write(bytes(PAGE))


@pytest.fixture
def begin(program, qtbot):
    """Start the program with an office and give what is shown then."""

    def start(path):
        program.begin(str(path), "")
        first = program.shown
        qtbot.waitUntil(lambda: program.shown is not first, timeout=20000)
        page = program.shown
        if isinstance(page, RescuePage):
            qtbot.waitUntil(lambda: not page.reader.busy(), timeout=20000)
            page.messages = Recorder()
        return page

    yield start
    page = program.shown
    if isinstance(page, OfficeWindow):
        page.leaving = True
        page.close()
        page.office.release()
    page.close()
    page.deleteLater()


@pytest.fixture
def saved_at(monkeypatch, tmp_path):
    """Answer the dialog that asks where to save."""
    path = tmp_path / "别处" / "新.dangwu"
    path.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def finished(qtbot):
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)


def test_a_damaged_office_shows_its_newest_sound_copy_and_stays_as_it_is(begin, sample, qtbot):
    first, newer = rename(sample, "第一中学"), rename(sample, "第二中学")
    spoil(newer.path)
    spoil(sample)
    before = sample.read_bytes()
    page = begin(sample)
    assert isinstance(page, RescuePage)
    assert page.trouble.kind is Kind.DAMAGED
    assert page.copy().path == first.path  # the newer one has gone bad
    assert re.fullmatch(rf"最近的完好备份：.*（手动），\d+ 人，到第 {first.seq} 号操作。", page.advice.text())
    assert sample.read_bytes() == before


def test_a_copy_made_elsewhere_is_found_where_it_lies(begin, sample, tmp_path, qtbot):
    (tmp_path / "U盘").mkdir()
    with Office.open(sample) as office:
        made = office.back_up(Reason.HAND, tmp_path / "U盘" / "带走.dangwu")
        office.release()
    shutil.rmtree(shelf.folder_of(sample), ignore_errors=True)
    spoil(sample)
    page = begin(sample)
    assert page.copy().path == made.path
    assert str(made.path.parent) in page.advice.text()


def test_restoring_it_opens_the_copy_and_keeps_the_damaged_file(begin, sample, program, qtbot):
    rename(sample, "第一中学")
    spoil(sample)
    damaged = sample.read_bytes()
    begin(sample).back.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    with program.shown.office.reading() as session:
        assert settings.get(session, SCHOOL) == "第一中学"
    [kept] = shelf.folder_of(sample).glob("*.damaged")
    assert kept.read_bytes() == damaged


def test_what_is_readable_goes_into_a_new_file_with_a_list_beside_it(begin, sample, saved_at, program, qtbot):
    spoil(sample)
    before = sample.read_bytes()
    page = begin(sample)
    page.salvage.click()
    finished(qtbot)
    note = page.messages.notes[-1]
    assert note.what.startswith(f"从“{sample.name}”读出 ")
    links = ["打开新文件", "查看清单", "打开 Excel 清单", "打开所在文件夹"]
    assert [text for text, _slot in note.links] == links
    assert note.what in saved_at.with_name("新-清单.txt").read_text("utf-8-sig")
    assert load_workbook(saved_at.with_name("新-清单.xlsx")).sheetnames[0] == "抢救清单"
    assert sample.read_bytes() == before
    note.links[0][1]()
    assert program.shown.office.path == saved_at


def test_a_copy_for_the_mender_is_the_file_byte_for_byte(begin, sample, saved_at, qtbot):
    spoil(sample)
    page = begin(sample)
    page.aside.click()
    finished(qtbot)
    assert saved_at.read_bytes() == sample.read_bytes()
    assert page.messages.notes[-1].what == "已另存"


def test_the_details_name_nobody(begin, sample, qtbot):
    rename(sample, "第一中学")
    spoil(sample)
    begin(sample).on_details()
    text = QGuiApplication.clipboard().text()
    assert "DAMAGED" in text
    assert sample.stem not in text
    assert "第一中学" not in text


@pytest.mark.parametrize("harm", ["missing", "empty", "head"])
def test_a_missing_an_empty_and_a_beheaded_office_lead_to_their_copies(begin, sample, harm, qtbot):
    rename(sample, "第一中学")
    if harm == "missing":
        sample.unlink()
    else:
        body = b"" if harm == "empty" else bytes(200) + sample.read_bytes()[200:]
        sample.write_bytes(body)
    page = begin(sample)
    assert isinstance(page, RescuePage)
    assert page.trouble.kind is {"missing": Kind.MISSING, "empty": Kind.EMPTY, "head": Kind.DAMAGED}[harm]
    assert page.copy() is not None
    assert page.salvage.isEnabled() == (harm == "head")
    assert harm == "head" or page.salvage.toolTip() == "没有可以读的文件"


def test_the_page_says_where_the_file_was_looked_for(begin, sample):
    rename(sample, "第一中学")
    sample.unlink()
    said = [text for text, _role in said_of(begin(sample).trouble)]
    assert said[0] == f"“{sample.name}”不在原来的位置"
    assert said[-1] == f"文件夹：{sample.parent}"


def test_a_lost_office_is_restored_where_it_lay(begin, sample, program, qtbot):
    rename(sample, "第一中学")
    sample.unlink()
    begin(sample).back.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    assert program.shown.office.path == sample


@pytest.fixture
def chosen(monkeypatch):
    """Answer the dialog that asks for a file."""
    files = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(files[-1]), ""))
    return files.append


def test_a_copy_on_a_stick_is_looked_at_asked_about_and_put_where_the_lost_office_lay(
    begin, sample, program, chosen, tmp_path, qtbot
):
    rename(sample, "第一中学")
    stick = tmp_path / "U盘" / "手里的.dangwu"
    stick.parent.mkdir()
    with Office.open(sample) as office:
        made = office.back_up(Reason.HAND, stick)
        office.release()
    sample.unlink()
    chosen(stick)
    page = begin(sample)
    page.messages = Recorder(answers=["不恢复", "恢复"])
    page.on_restore_other()
    finished(qtbot)
    asked = page.messages.questions[0]
    assert f"“手里的.dangwu”：{made.note['rows']['person']} 人，到第 {made.seq} 号操作。" in asked.sentence
    assert not sample.exists()
    page.on_restore_other()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    assert program.shown.office.path == sample
    assert stick.read_bytes()[:16] == sample.read_bytes()[:16]


def test_what_is_no_copy_is_refused_and_the_page_stays(begin, sample, program, chosen, tmp_path, qtbot):
    rename(sample, "第一中学")
    sample.unlink()
    other = tmp_path / "文本.dangwu"
    other.write_text("不是数据", encoding="utf-8")
    chosen(other)
    page = begin(sample)
    page.on_restore_other()
    finished(qtbot)
    assert "不是本程序的数据文件" in page.messages.notes[-1].what
    assert program.shown is page


def test_the_keys_of_the_menu_that_is_not_there_work(begin, sample, program, monkeypatch, qtbot):
    spoil(sample)
    page, asked = begin(sample), []
    monkeypatch.setattr(page, "on_open", lambda: asked.append("打开"))
    monkeypatch.setattr(page.back, "click", lambda: asked.append("恢复"))
    qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["打开", "恢复"]
    qtbot.keyClick(page, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not page.isVisible()


def test_a_copy_opened_as_an_office_says_that_it_is_one(show, sample):
    window = show(rename(sample, "第一中学").path)
    assert window.message_bar.notes[0].what == "打开的是一份备份，不是平时用的数据文件"


def test_esc_leads_to_the_start_page_and_f1_to_the_chapter(begin, sample, program, qtbot, monkeypatch):
    spoil(sample)
    page, asked = begin(sample), []
    monkeypatch.setattr(page, "help_for", asked.append)
    qtbot.keyClick(page, Qt.Key.Key_F1)
    assert asked == ["rescue"]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(program.shown, StartPage)


def test_over_an_open_office_a_damaged_one_is_a_link_and_the_open_one_stays(show, sample, tmp_path, program):
    other = shutil.copyfile(sample, tmp_path / "另一个.dangwu")
    spoil(other)
    window = show(sample)
    window.open_path(other)
    note = window.messages.notes[-1]
    assert program.shown is window
    assert "已损坏" in note.what
    [(text, slot)] = note.links
    assert text == "查看办法"
    slot()
    assert isinstance(program.shown, RescuePage)
    program.shown.reader.stop()
    program.shown.close()


# --- older than it was ---


@pytest.fixture
def older(sample):
    """An office that was put back by itself after a copy was made."""
    rename(sample, "第一中学")
    before = sample.read_bytes()
    newer = rename(sample, "第二中学")
    sample.write_bytes(before)
    return newer


def test_an_older_office_is_not_opened_and_the_newer_copy_is_offered(begin, sample, older, qtbot):
    before = sample.read_bytes()
    page = begin(sample)
    assert page.trouble.kind is Kind.OLDER
    assert [one.path for one in page.copies] == [older.path]
    assert page.copy().path == older.path
    assert sample.read_bytes() == before


def test_restoring_the_newer_copy_ends_it(begin, sample, older, program, qtbot):
    begin(sample).back.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    with program.shown.office.reading() as session:
        assert settings.get(session, SCHOOL) == "第二中学"
    stamp.must_not_be_older(Door(sample))


def test_going_on_with_the_older_file_is_asked_logged_and_keeps_every_copy(
    begin, sample, older, program, qtbot
):
    page = begin(sample)
    page.messages = Recorder(answers=["先不用", "继续使用"])
    page.go_on.click()
    assert program.shown is page
    page.go_on.click()
    window = program.shown
    assert isinstance(window, OfficeWindow)
    with window.office.reading() as session:
        last = session.connection().exec_driver_sql("SELECT sentence FROM journal ORDER BY seq DESC").scalar()
    assert last.startswith("继续使用较旧的文件：这台电脑记得第 ")
    assert shelf.paused(sample)
    assert older.path in {one.path for one in backup.copies(sample)}
    stamp.must_not_be_older(Door(sample))


# An office of a newer program ----------------------------------------------------------------

STORES = """
    op.execute("INSERT INTO setting (key, value) VALUES ('later.setting', '1')")
    op.execute("UPDATE person SET education='后来的学历', note='后来的' WHERE id=1")
"""


@pytest.fixture
def newer(sample, tmp_path):
    """Give an office to a newer program; returns the copy it made before."""
    return lambda **more: upgraded(sample, tmp_path / "versions", **more)


def words(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def test_of_a_newer_office_the_page_names_the_version_and_the_copies_this_program_opens(
    begin, sample, newer, tmp_path
):
    copy = newer()
    with later_program(tmp_path / "versions"), Office.open(sample) as office:
        office.back_up(Reason.HAND)
        office.release()
    before = sample.read_bytes()
    page = begin(sample)
    assert page.trouble.kind is Kind.NEWER
    assert f"这台电脑上的程序是 {__version__}；要改动这个文件，请安装 9.2.0 或更新的版本。" in words(page)
    assert [one.path for one in page.copies] == [copy.path]
    assert page.red() is page.look
    assert page.look.isEnabled()
    assert not page.plain.isVisibleTo(page)
    assert sample.read_bytes() == before


def test_a_newer_office_is_looked_at_page_by_page_and_stays_as_it_is(begin, sample, newer, program, qtbot):
    newer(steps=ADDS + STORES)
    before = sample.read_bytes()
    page = begin(sample)
    page.look.click()
    window = program.shown
    assert isinstance(window, OfficeWindow)
    assert window.message_bar.notes[0].what == "数据由更新版本的程序保存，只能查看"
    assert not window.office.writing
    for key in window.specs:
        window.show_page(key)
        settle(qtbot, window)
    assert sample.read_bytes() == before


@pytest.mark.parametrize("more", [{"steps": TAKES}, {"form": engine.FORMAT + 1}])
def test_a_newer_office_this_program_does_not_understand_is_not_shown(begin, sample, newer, more):
    newer(**more)
    page = begin(sample)
    assert not page.look.isEnabled()
    assert "9.2.0 或更新的版本" in words(page)
    assert page.copy()


def test_its_copy_from_before_is_restored_only_after_a_question(begin, sample, newer, program, qtbot):
    rename(sample, "第一中学")
    newer()
    after = sample.read_bytes()
    page = begin(sample)
    page.messages = Recorder(answers=["不恢复", "恢复"])
    page.back.click()
    assert sample.read_bytes() == after
    page.back.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    assert "登记的内容不在里面" in page.messages.questions[-1].sentence
    with program.shown.office.reading() as session:
        assert settings.get(session, SCHOOL) == "第一中学"
    assert Reason.RESTORE in {one.reason for one in backup.copies(sample)}


def test_a_plain_copy_beside_a_newer_office_is_offered(begin, sample, newer, monkeypatch):
    newer()
    for month in ("2026-09", "2026-10"):
        (backup.folder_of(sample) / f"{sample.stem}-明文-{month}").mkdir()
    opened = []
    monkeypatch.setattr(newer_page, "open_file", lambda path: opened.append(path.name) or True)
    page = begin(sample)
    page.plain.click()
    assert opened == [f"{sample.stem}-明文-2026-10"]
