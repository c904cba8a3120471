import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from partyoffice.ui import go_to
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.prefs import Prefs

Key, Held = Qt.Key, Qt.KeyboardModifier


class Office:
    undo_sentence = redo_sentence = ""
    writing = True

    def listen(self, _callback):
        return lambda: None


class Listed(Page):
    def __init__(self, _desk, grid):
        super().__init__()
        self.grid, self.side, self.card = grid, QPushButton("左"), QPushButton("右")
        box = QVBoxLayout(self)
        for part in (self.side, grid, self.card):
            box.addWidget(part)

    def areas(self):
        return [self.side, self.grid, self.card]


class Bare(Page):
    def __init__(self, _desk):
        super().__init__()
        QVBoxLayout(self).addWidget(QLabel("没有名单"))


@pytest.fixture
def window(qtbot, grid, tmp_path, dressed):
    pages = (
        PageSpec("members", "党员名册", lambda desk: Listed(desk, grid)),
        PageSpec("home", "首页", Bare),
    )
    made = MainWindow(Office(), pages, Prefs(tmp_path / "prefs.json"))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_page("members")
    return made


def name(window):
    grid = window.page().grid
    return grid.model.record(grid.body.currentIndex().row())[1]


def test_control_g_goes_to_somebody_and_hides_nobody(window, qtbot, commit):
    qtbot.keyClick(window, Key.Key_G, Held.ControlModifier)
    dialog = window.findChild(go_to.GoTo)
    commit(dialog.line, "骆")
    assert name(window) == "骆嘉言"
    assert window.page().grid.model.rowCount() == 5
    assert dialog.found.text() == "第 1 个，共 1 个"
    commit(dialog.line, "无此人")
    assert dialog.found.text() == "没有这样的人"
    qtbot.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(go_to.GoTo) is None)


def test_f3_goes_on_round_the_list_and_shift_f3_back(window, qtbot):
    window.sought = "fy"
    found = [window.page().grid.model.record(row)[1] for row in window.page().grid.model.rows_for("fy")]
    qtbot.keyClick(window, Key.Key_F3)
    assert name(window) == found[0]
    qtbot.keyClick(window, Key.Key_F3)
    assert name(window) == found[0]
    window.sought = ""
    for _ in range(5):
        qtbot.keyClick(window, Key.Key_F3)
    assert name(window) == found[0]
    before = window.page().grid.body.currentIndex().row()
    qtbot.keyClick(window, Key.Key_F3, Held.ShiftModifier)
    assert window.page().grid.body.currentIndex().row() == (before - 1) % 5


def test_nobody_found_is_said_in_the_status_bar(window, qtbot):
    window.sought = "无此人"
    qtbot.keyClick(window, Key.Key_F3)
    assert window.status.counts.whole() == "没有找到“无此人”"


def test_f6_goes_through_search_side_list_and_card(window, qtbot):
    window.header.search.setFocus()
    page, seen = window.page(), []
    for _ in range(4):
        window.actions_table["view.pane"].trigger()
        seen.append(window.focusWidget())
    assert seen == [page.side, page.grid.body, page.card, window.header.search]
    window.actions_table["view.pane_back"].trigger()
    assert window.focusWidget() is page.card
    page.card.hide()
    window.actions_table["view.pane_back"].trigger()
    page.grid.hide()
    window.actions_table["view.pane"].trigger()
    assert window.focusWidget() is not page.card


def test_f6_comes_to_what_is_being_said_and_its_ways(window, qtbot):
    window.messages.inform("上次没有保存的内容", "新增党员", ("继续填写", lambda: None))
    qtbot.waitUntil(window.message_bar.isVisible)
    window.header.search.setFocus()
    window.actions_table["view.pane"].trigger()
    assert window.message_bar.isAncestorOf(window.focusWidget())
    window.actions_table["view.pane"].trigger()
    assert window.focusWidget() is window.page().side


def test_f10_brings_the_keyboard_to_the_menus(window, qtbot):
    qtbot.keyClick(window, Key.Key_F10)
    menus = window.header.menus
    assert menus.activeAction() is menus.actions()[0]
    menus.setActiveAction(None)


def test_what_needs_a_list_says_so_on_a_page_without_one(window):
    window.show_page("home")
    for ident in ("edit.goto", "edit.next", "edit.previous", "view.columns"):
        action = window.actions_table[ident]
        assert not action.isEnabled()
        assert action.toolTip() == "这一页没有名单"
    window.show_page("members")
    assert window.actions_table["edit.goto"].isEnabled()


def test_every_key_of_the_commands_is_in_the_list_of_keys(window):
    listed = {key for _menu, lines in window.actions_table.all_keys() for key, _words in lines}
    for action in window.actions_table.all().values():
        for key in action.shortcuts():
            words = key.toString().replace("Return", "Enter")
            assert any(words in each.split(" 或 ") for each in listed), words
