"""Ctrl+P on every page: what the page shows comes on paper, or a sentence says where there is some (U65)."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from partyoffice.app.office_window import OfficeWindow
from partyoffice.app.program import Program
from partyoffice.core.alignment import Alignment
from partyoffice.reports.document import Page
from partyoffice.ui import preview
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.sheet_choice import NARROW, USUAL, WIDE, page_of


@pytest.fixture
def window(sample, tmp_path, qapp, qtbot):
    """The real window with its real roster."""
    from .conftest import leave, settle

    program = Program(Prefs(tmp_path / "prefs.json"))
    program.prefs.put("page", "calculator")  # it reads nothing
    program.open(sample)
    made = program.shown
    assert isinstance(made, OfficeWindow)
    made.messages = made.desk.messages = Recorder()
    settle(qtbot, made)
    yield made
    leave(qtbot, made)


@pytest.fixture
def press(window, rest, monkeypatch):
    """Show a page, run 文件 → 打印…, and return the preview and its text, or nothing."""
    opened = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: opened.append(self) or None)

    def run(page):
        window.show_page(page)
        rest(window)
        window.actions_table["file.print"].trigger()
        rest(window)
        return (opened[-1], text_of(opened[-1].paper.path)) if opened else (None, "")

    yield run
    for one in filter(isValid, opened):
        one.reject()


def text_of(path):
    with pypdfium2.PdfDocument(path) as pages:
        return "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_ctrl_p_is_the_key_of_print_and_the_forms_have_their_own_command(window):
    table = window.actions_table
    assert [key.toString() for key in table["file.print"].shortcuts()] == ["Ctrl+P"]
    table["file.papers"].trigger()
    assert window.dialogs.newest.windowTitle() == "打印名册和表格"


def test_the_roster_prints_who_is_found_with_the_columns_shown(window, rest, press):
    window.show_page("members")
    rest(window)
    page = window.page()
    name = page.model.record(0).name
    other = page.model.record(1).name
    page.grid.show_column("sex", shown=False)
    page.search(name)
    rest(window)
    shown, text = press("members")
    assert "在册党员" in text
    assert name in text
    assert other not in text
    assert "性别" not in text
    assert shown.windowTitle() == "打印预览：在册党员"


def test_a_list_on_paper_is_masked_even_where_the_screen_is_not(window, rest, press):
    window.desk.set_masked(False)
    window.show_page("members")
    rest(window)
    number = window.page().model.record(0).card["id_number"]
    window.page().grid.show_column("id_number", shown=True)
    _shown, text = press("members")
    assert "证件号、电话、住址已遮盖" in text
    assert "********" in text
    assert number not in text


@pytest.mark.parametrize(
    ("page", "title"), [("home", "待办清单"), ("check", "数据体检清单"), ("history", "操作记录")]
)
def test_every_list_has_its_paper(press, page, title):
    assert title in press(page)[1]


def test_the_calculator_prints_what_was_typed_and_the_answer(window, rest, press):
    window.show_page("calculator")
    rest(window)
    pane = window.page().stack.currentWidget()
    pane.answer.setText("满一年，可以讨论转正")
    text = press("calculator")[1]
    assert pane.calculation.title in text
    assert "满一年，可以讨论转正" in text


def test_a_page_without_a_paper_says_so_in_one_sentence(window, press, monkeypatch):
    window.show_page("home")
    monkeypatch.setattr(type(window.page()), "print_out", lambda _self: False)
    assert press("home") == (None, "")
    note = window.messages.notes[-1]
    assert note.what == "这一页没有可以打印的内容"
    assert [words for words, _ in note.links] == ["打印名册和表格"]


def test_a_wide_list_lies_on_its_side_and_a_wider_one_takes_a3():
    from partyoffice.ui.list_paper import page_for

    assert not page_for(40)[0].landscape
    assert page_for(70)[0].landscape
    assert page_for(95)[0].size == "A4"
    assert page_for(95)[1] < page_for(70)[1]
    assert page_for(120)[0].size == "A3"


def test_long_words_are_broken_into_lines_before_a_list_takes_a3():
    from partyoffice.ui.list_paper import page_for, weights

    def wide(words, numbers):
        found = weights([*[14.0] * words, *[7.0] * numbers], [*[True] * words, *[False] * numbers])
        assert found[words:] == [8.0] * numbers
        return found[0], page_for(sum(found))[0].size

    assert wide(3, 6) == (15.0, "A4")
    assert wide(4, 7) == (11.0, "A4")
    assert wide(4, 11) == (15.0, "A3")


def test_the_preview_names_its_checks(press):
    shown, _text = press("check")
    assert "字体齐全，无缺字" in [label.text() for label in shown.options.findChildren(QLabel)]


def test_a_list_of_the_sample_says_so_on_paper(press):
    for page in ("check", "members"):
        assert "示例数据" in press(page)[1]


def test_a_list_is_laid_out_on_another_paper_and_that_is_remembered(window, rest, press, qtbot):
    shown, _text = press("check")
    sheet = shown.options.sheet
    assert sheet.paper.currentText() == "A4 横向"
    sheet.paper.setCurrentIndex(sheet.paper.findText("16开 纵向"))
    sheet.paper.activated.emit(sheet.paper.currentIndex())
    rest(window)
    again, text = press("check")
    size = again.paper.size(0)
    assert (round(size.width() / 72 * 25.4), round(size.height() / 72 * 25.4)) == (184, 260)
    assert again.options.sheet.paper.currentText() == "16开 纵向"
    assert "数据体检清单" in text
    assert press("history")[0].options.sheet.paper.currentText().startswith("A4")


def test_margins_are_the_lists_own_narrow_or_wide():
    own = Page(top=20, left=20, right=15, bottom=18)
    assert page_of(own, "A4", False, USUAL) == own
    assert page_of(own, "A4", False, NARROW).left == 10
    assert page_of(own, "A3", True, WIDE).left == 28
    assert page_of(own, "A3", True, WIDE).millimetres == (420, 297)


def test_a_form_keeps_its_own_paper(window, rest, press, monkeypatch):
    opened = []
    monkeypatch.setattr(preview.Preview, "open", lambda self: opened.append(self) or None)
    window.dialogs.open("print", paper="mem-01", ids=[1]).on_preview()
    rest(window)
    assert opened[0].options.sheet is None
    opened[0].reject()


def test_a_list_needs_no_shift_and_is_ordered_as_it_lies(press):
    options = press("check")[0].options
    assert not options.laying.isVisibleTo(options)
    assert options.order().alignment == Alignment()


def test_f1_in_the_preview_opens_the_chapter_on_printing(window, press, qtbot):
    shown, _text = press("check")
    shown.show()
    qtbot.keyClick(shown.desk, Qt.Key.Key_F1)
    assert window.dialogs.newest.text.toPlainText().startswith("四、导出与打印")
    window.dialogs.newest.reject()
