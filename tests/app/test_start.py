import sys
import threading

import pytest
from shiboken6 import isValid

from partyoffice.app import single, start_page
from partyoffice.app.office_window import OfficeWindow
from partyoffice.app.program import read_words, run
from partyoffice.app.start_page import StartPage
from partyoffice.core.errors import OfficeError
from partyoffice.store.entrance import password_in
from partyoffice.store.office import Office
from partyoffice.store.places import PlaceKind
from partyoffice.ui import crash, tasks


def test_the_words_of_the_window_are_office_and_password_file():
    given = read_words(["--office", "甲.dangwu", "--password-file", "p.txt"])
    assert (given.office, given.password_file) == ("甲.dangwu", "p.txt")


def test_a_missing_password_file_is_a_sentence(tmp_path):
    with pytest.raises(OfficeError, match="读不了密码文件"):
        password_in(str(tmp_path / "没有.txt"))
    (tmp_path / "p.txt").write_text("青禾 2026\n", encoding="utf-8")
    assert password_in(str(tmp_path / "p.txt")) == "青禾 2026"


def begin(program, qtbot, office=""):
    program.begin(office, "")
    first = program.shown
    qtbot.waitUntil(lambda: program.shown is not first, timeout=20000)
    if isinstance(program.shown, StartPage):
        qtbot.addWidget(program.shown)
    return program.shown


def test_without_any_office_the_start_page_offers_three_ways(program, qtbot):
    page = begin(program, qtbot)
    assert isinstance(page, StartPage)
    assert [button.text().strip() for button in (page.new, page.open, page.sample)] == [
        "新建",
        "打开",
        "打开示例",
    ]


def test_the_office_last_opened_is_opened_again(program, qtbot, show, sample, rest):
    rest(show(sample))
    program.shown.close()
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)
    again = begin(program, qtbot)
    assert isinstance(again, OfficeWindow)
    assert again.office.path == sample.resolve()


def test_an_office_open_elsewhere_is_refused_on_the_start_page(program, qtbot, sample):
    with Office.open(sample):
        page = begin(program, qtbot, str(sample))
    assert isinstance(page, StartPage)
    note = page.bar.notes[0]
    assert "已在另一个窗口中打开" in note.what
    assert "数据没有改动" in note.sentence


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not an office", b"SQLite format 3\x00" + b"\x00" * 2000]
)
def test_a_foreign_file_is_refused_in_one_sentence(program, qtbot, tmp_path, content):
    path = tmp_path / "别的.dangwu"
    path.write_bytes(content)
    page = begin(program, qtbot, str(path))
    assert isinstance(page, StartPage)
    assert len(page.bar.notes) == 1
    assert "别的.dangwu" in page.bar.notes[0].what


def test_the_sample_is_invented_once(program, show, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "示例" / "示例学校.dangwu"
    monkeypatch.setattr(start_page, "sample_path", lambda: path)
    monkeypatch.setattr(start_page, "SAMPLE_MEMBERS", 8)
    page = StartPage(program)
    qtbot.addWidget(page)
    page.sample.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, OfficeWindow), timeout=20000)
    window = program.shown
    assert window.header.badge.isVisibleTo(window)
    assert path.is_file()


def test_a_half_made_sample_is_taken_away(program, qtbot, tmp_path, monkeypatch):
    import partyoffice.making

    def refuse(*_):
        raise OfficeError("保存时磁盘空间不足", remedy="请清理后再试")

    path = tmp_path / "示例学校.dangwu"
    monkeypatch.setattr(start_page, "sample_path", lambda: path)
    monkeypatch.setattr(partyoffice.making, "make_sample", refuse)
    page = StartPage(program)
    qtbot.addWidget(page)
    page.on_sample()
    qtbot.waitUntil(lambda: bool(page.bar.notes), timeout=20000)
    assert page.bar.notes[0].what == "保存时磁盘空间不足"
    assert not path.exists()


def test_an_office_in_a_synchronised_folder_is_opened_with_a_warning(show, sample, rest, monkeypatch):
    from partyoffice.app import office_window

    monkeypatch.setattr(office_window.places, "place_of", lambda _folder: PlaceKind.CLOUD)
    window = show(sample)
    (note,) = window.message_bar.notes
    assert note.what == "数据文件在网盘同步文件夹里"
    assert "搬到本机硬盘" in note.sentence


def test_nothing_is_said_of_duties_before_they_are_read(program, show, sample, rest, monkeypatch):
    from partyoffice.app.home import HomePage

    monkeypatch.setattr(HomePage, "show_read", lambda *_: None)
    window = show(sample)
    window.show_page("home")
    page = window.page()
    assert not page.duties.rest.isVisibleTo(page)
    assert not page.duties.list.isVisibleTo(page)


def test_changing_to_another_office_makes_the_copy_of_the_first_and_closes_it(
    program, show, sample, empty, qtbot, monkeypatch
):
    from partyoffice.organisation.records import CHARGE
    from partyoffice.store import backup, settings

    first = show(sample)
    with first.office.change("设置") as session:
        settings.put(session, CHARGE, "沈砚秋")
    assert program.open(empty) is program.shown
    qtbot.waitUntil(lambda: not isValid(first), timeout=20000)
    assert [copy.reason for copy in backup.copies(sample)] == [backup.Reason.CLOSE]
    Office.open(sample).release()
    program.shown.messages.error("还在")
    assert crash.reporter().on_refusal is not None


def test_another_office_is_not_opened_while_work_runs_or_something_is_unsaved(program, show, sample, empty):
    window = show(sample)
    window.page().may_leave = lambda: False
    assert program.open(empty) is None
    assert program.shown is window
    Office.open(empty).release()


def test_an_error_before_the_first_window_is_told_in_the_same_dialog(qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(crash, "log_folder", lambda: tmp_path)
    monkeypatch.setattr(crash, "_reporters", [])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(single.First, "alone", lambda *_given: False)
    assert run([]) == 0
    error = ValueError("nothing is on the screen yet")
    sys.excepthook(ValueError, error, None)
    dialog = crash.reporter().dialog
    assert dialog.isVisible()
    assert "ValueError" in dialog.detail
    assert list(tmp_path.glob("*.log"))
    dialog.accept()
    qtbot.waitUntil(lambda: crash.reporter().dialog is None)
