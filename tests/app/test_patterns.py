"""表样: a changed copy goes out, comes back checked and looked at, is used, named on the print, undone."""

import os

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from partyoffice import papers
from partyoffice.app import pattern_work
from partyoffice.app.print_work import Order, print_forms
from partyoffice.part import Wish
from partyoffice.reports import form_file, form_pdf, own_forms
from partyoffice.store import history
from partyoffice.store.backup import Reason
from partyoffice.store.office import Office
from partyoffice.ui import preview
from partyoffice.ui.desk import Desk

SHIPPED = form_file.shipped_text("mem-01")


@pytest.fixture
def window(window):
    """The user has said that the day is right, though the sample was made later."""
    window.clock_watch.sure = True
    return window


@pytest.fixture
def dialog(window):
    made = window.dialogs.open("patterns", code="mem-01")
    yield made
    made.close()


@pytest.fixture
def opened(monkeypatch):
    seen = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: seen.append(self) or None)
    yield seen
    for one in seen:
        one.reject()


@pytest.fixture
def give(monkeypatch, tmp_path):
    """Answer the dialog that asks for a file with one of this content."""

    def put(text, name="某省采集表.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        monkeypatch.setattr(Desk, "ask_open_path", lambda *_asked: path)
        return path

    return put


def changed():
    return SHIPPED.replace('title = "党员基本信息采集表"', 'title = "某省党员信息表"')


def row(dialog, code="MEM-01"):
    return next(one for one in dialog.patterns if one.code == code)


def test_every_paper_with_a_form_is_listed_with_whose_pattern_it_is(dialog):
    listed = {one.paper.code for one in dialog.patterns}
    assert listed == {code for code, paper in papers.known().items() if paper.layout}
    assert (row(dialog).origin, row(dialog).remark, row(dialog).laying) == ("自带", "自拟式样", "")
    assert not dialog.back.isEnabled()
    assert "用的就是自带的表样" in dialog.back.toolTip()


def test_the_list_has_the_keyboard_and_alt_enter_looks_at_a_form(dialog, opened, qtbot):
    qtbot.waitUntil(dialog.grid.body.hasFocus)
    qtbot.keyClick(dialog.grid.body, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert len(opened) == 1


def test_a_form_in_cells_says_why_its_places_cannot_be_moved(dialog):
    assert not dialog.move_.isEnabled()
    assert "按格子排" in dialog.move_.toolTip()


def test_the_pattern_in_use_goes_out_as_a_file_that_comes_in_again(dialog, paths, tmp_path):
    dialog.save.click()
    path = tmp_path / "MEM-01 党员基本信息采集表.toml"
    assert paths == [("patterns", path.name)]
    assert pattern_work.load(row(dialog), path).form == form_file.shipped("mem-01")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in path.read_bytes()


def test_a_changed_copy_is_looked_at_used_named_on_the_print_and_undone(
    dialog, window, give, opened, tmp_path
):
    give(changed())
    dialog.take.click()
    assert opened[0].title == "某省党员信息表"
    assert row(dialog).origin == "自带"
    assert "没有错" in dialog.strip.words.text()
    dialog.strip.use.click()
    assert row(dialog).origin.startswith("本单位：某省采集表 20")
    with window.office.reading() as session:
        assert history.entries(session, 1)[0].sentence == "载入表样：党员基本信息采集表"
        made = papers.blank(session, papers.find("mem-01"))
    form_pdf.write_forms(made.form, [None], tmp_path / "空白.pdf")
    text = "".join(PdfReader(tmp_path / "空白.pdf").pages[0].extract_text().split())
    assert "某省党员信息表" in text
    assert "本单位表样：某省采集表" in text
    dialog.take_back()
    assert row(dialog).origin == "自带"
    dialog.take_back()  # nothing is left to take back here


def test_ours_comes_back_and_that_too_is_a_step(dialog, window, give, opened):
    give(changed())
    dialog.take.click()
    dialog.strip.use.click()
    dialog.back.click()
    assert row(dialog).origin == "自带"
    window.undo()
    assert row(dialog).origin.startswith("本单位：某省采集表")
    window.undo()
    assert row(dialog).origin == "自带"


def test_a_file_not_wanted_is_forgotten(dialog, window, give, opened):
    before = window.office.last_seq
    give(changed())
    dialog.take.click()
    dialog.strip.leave.click()
    dialog.on_use()
    assert window.office.last_seq == before
    assert dialog.strip.isHidden()


FAULTS = {
    "第 2 行第": SHIPPED.replace('code = "MEM-01"', 'code = "MEM-01', 1),
    "第 20 行（第 1 排第 1 格）：不认识“spann”": SHIPPED.replace("span = 3", "spann = 3", 1),
    "第 17 行（第 1 排）：各格共占": SHIPPED.replace("span = 3", "span = 4", 1),
    "这张表没有名为“nickname”的栏目": SHIPPED.replace('field = "name"', 'field = "nickname"', 1),
    "第 7 行：“height”应为不小于 1 的数": SHIPPED.replace("height = 7.1", 'height = "高"', 1),
    "没有写“needs”": SHIPPED.replace('needs = "member"\n', "", 1),
    "“size”只能是 A4、A3、16开": SHIPPED.replace("[page]\n", '[page]\nsize = "B5"\n', 1),
    "第 1 行：不认识“colour”": 'colour = "red"\n' + SHIPPED,
    "第 17 行：不认识“row”": SHIPPED.replace("[[rows]]", "[[row]]"),
    "只能写一种": SHIPPED + '\n[[places]]\nfield = "name"\nx = 1\ny = 1\nwidth = 5\n',
    "太大，不像一份表样": SHIPPED + "#" * (300 * 1024),
    "是 DEV-11（党员基本信息采集表）的表样，不是 MEM-01 的": SHIPPED.replace("MEM-01", "DEV-11", 1),
    "不是表样文件": "党员".encode("gb18030"),
}


@pytest.mark.parametrize("said", FAULTS, ids=range(len(FAULTS)))
def test_a_faulty_file_is_told_with_its_line_and_nothing_is_kept(dialog, window, give, opened, said):
    before = window.office.last_seq
    give(FAULTS[said])
    dialog.take.click()
    assert said in dialog.strip.words.text()
    assert dialog.strip.use.isHidden()
    dialog.strip.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.strip.words.text()
    assert window.office.last_seq == before
    assert not opened


def test_a_folder_or_a_huge_file_is_no_pattern(dialog, give, tmp_path, opened):
    (tmp_path / "文件夹.toml").mkdir()
    dialog.read(row(dialog), tmp_path / "文件夹.toml")
    assert "“文件夹.toml”不是表样文件" in dialog.strip.words.text()
    if os.name == "posix":
        os.mkfifo(tmp_path / "管道.toml")  # it would never answer
        dialog.read(row(dialog), tmp_path / "管道.toml")
        assert "“管道.toml”不是表样文件" in dialog.strip.words.text()
    path = give(b" " * (own_forms.LARGEST + 1))
    dialog.read(row(dialog), path)
    assert "不是表样文件" in dialog.strip.words.text()
    dialog.read(row(dialog), tmp_path / "没有.toml")
    assert "“没有.toml”不是表样文件" in dialog.strip.words.text()


def test_a_kept_pattern_that_cannot_be_read_any_more_is_said_and_ours_can_be_brought_back(dialog, window):
    with window.office.change("坏") as session:
        own_forms._put(session, "mem-01", own_forms.OwnForm("坏", "旧表样", "2026-01-01"))
    assert row(dialog).remark == "读不出，请恢复自带"
    dialog.choose("mem-01")
    dialog.look.click()
    dialog.back.click()
    assert row(dialog).remark == "自拟式样"


def test_a_pattern_travels_with_the_file_and_prints_for_people(
    dialog, window, give, opened, tmp_path, stopped_clock
):
    give(changed())
    dialog.take.click()
    dialog.strip.use.click()
    window.office.back_up(Reason.HAND, tmp_path / "带走.dangwu")
    other = Office.open(tmp_path / "带走.dangwu")
    try:
        done = print_forms(
            other,
            papers.find("mem-01"),
            Order(Wish(stopped_clock), (1,)),
            tmp_path / "表.pdf",
            lambda *_told: True,
        )
        assert done.pages >= 1
        text = "".join(PdfReader(tmp_path / "表.pdf").pages[0].extract_text().split())
        assert "本单位表样：某省采集表" in text
    finally:
        other.release()


def test_the_finder_and_the_menu_lead_here(window):
    assert "file.patterns" in window.actions_table.all()
