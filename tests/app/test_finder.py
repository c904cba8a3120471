import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from partyoffice.app import office_window
from partyoffice.app.finder import MOST_RECENT
from partyoffice.app.finder_sources import SEEKS, Later, commands, keys_of, plain
from partyoffice.app.manual import chapters
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.members.actions import add_person
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.parts import PARTS

PAGES = office_window.pages  # before the fixtures put another roster in its place


@pytest.fixture
def first_page():
    return ""  # 首页, where a new program opens


@pytest.fixture
def finder(show, empty, rest):
    """Ctrl+K over an office with two people of one name and one other."""
    window = show(empty)
    with window.office.change("新增三人") as session:
        for name, year in (("单春华", 1985), ("单春华", 1990), ("方砚舟", 1970)):
            values = {"name": name, "birth": Day(year, 1, 1), "phone": f"19900000{year % 1000:03d}"}
            add_person(session, values, category=Category.FULL)
    rest(window)
    window.actions_table["edit.find_all"].trigger()
    return window.finder


@pytest.fixture
def look(finder, commit, qtbot):
    """Type a text and wait for what is found."""

    def wanted(text):
        finder.line.clear()
        commit(finder.line, text)
        finder.line.search_now()
        qtbot.waitUntil(lambda: not finder.reader.busy())
        return shown(finder)

    return wanted


def shown(finder):
    """What stands in the list: titles by group."""
    groups = {}
    for line in finder.list.lines.lines:
        if line.head:
            groups[line.cells[0]] = []
        else:
            groups[next(reversed(groups))].append(line.cells[0])
    return groups


def press(finder, qtbot, *keys):
    for key in keys:
        qtbot.keyClick(finder.line, key)


def test_the_key_is_ctrl_k_and_the_box_has_the_keyboard(finder):
    window = finder.window_
    assert window.actions_table["edit.find_all"].shortcut().toString() == "Ctrl+K"
    assert window.actions_table.menu_title("edit.find_all") == "编辑"
    assert finder.isVisible()
    assert window.focusWidget() is finder.line


def test_people_of_one_name_are_told_apart_and_groups_have_their_order(finder, look):
    found = look("单春华")
    assert found["人员"] == ["单春华", "单春华"]
    assert next(iter(found)) == "人员"
    notes = [line.cells[1] for line in finder.list.lines.lines if line.cells[0] == "单春华"]
    assert notes == ["1985 年生·正式党员", "1990 年生·正式党员"]


ANYTHING = (
    ("shanch", "人员", "单春华"), ("970", "人员", "方砚舟"), ("kbzx", "组织", "空白中学党支部"),
    ("导出", "页面与命令", "导出…"), ("导出…", "页面与命令", "导出…"), ("dc", "页面与命令", "导出…"),
    ("xzdy", "页面与命令", "新增党员…"), ("sjtj", "页面与命令", "数据体检"), ("印章", "设置", "印章名称"),
    ("新增三人", "操作记录", "新增三人"), ("推迟 7", "页面与命令", "推迟 7 天"),
    ("szz", "页面与命令", "收支账"), ("qdb", "名册和表格", "会议签到表"),
    ("花名册", "名册和表格", "党员花名册"),
)  # fmt: skip


def test_everything_is_found_by_name_and_pinyin(look):
    heading = next(iter(chapters().values()))[0]
    for text, group, title in (*ANYTHING, (heading, "帮助", heading)):
        assert title in look(text)[group]


def test_a_list_and_a_paper_of_one_name_are_told_apart(finder, look):
    look("党费收支账")
    notes = [line.cells[1] for line in finder.list.lines.lines if line.cells[0] == "党费收支账"]
    assert sorted(notes) == ["党费", "党费，清单"]


def test_a_paper_is_opened_by_its_initials_for_whom_the_list_has_marked(finder, look, qtbot, monkeypatch):
    page = finder.window_.page()
    monkeypatch.setattr(type(page), "people_chosen", lambda _page: [2, 3])
    assert next(iter(look("zmx"))) == "名册和表格"  # 证件号 could be read so too, by rare readings
    press(finder, qtbot, Qt.Key.Key_Return)
    dialog = finder.window_.dialogs.newest
    assert dialog.chosen().title == "党员证明信"
    assert dialog.whom.ways.currentText() == "选中的人（2 人）"
    assert dialog.focusWidget() is dialog.fields.form.editor("purpose").focus_part()


def test_every_character_is_literal_and_nothing_found_is_said(finder, look):
    for text in ("%", "_", "'", '"', "\\", "*", "?", "春_", "…"):
        assert look(text) == {}, text
        assert finder.nothing.text() == f"没有找到“{text}”"


def test_every_command_is_found_by_its_words(finder, look):
    window = finder.window_
    titles = {one.title for one in commands(window)}
    for ident, action in window.actions_table.all().items():
        own = not window.actions_table.page_of(ident)
        if own and action.isVisible() and action.isEnabled() and window.actions_table.menu_title(ident):
            assert plain(action.text()) in titles
    assert "新增党员…" in titles  # its page is not built yet
    assert {"深色", "放大字号"} <= titles  # they stand in a menu inside a menu


def test_enter_opens_the_first_and_arrows_choose(finder, look, qtbot):
    look("单春华")
    press(finder, qtbot, Qt.Key.Key_Return)
    window = finder.window_
    assert not finder.isVisible()
    assert window.key == "members"
    first = window.pages["members"].seen[-1]["person"]
    finder.open()
    look("单春华")
    press(finder, qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.pages["members"].seen[-1]["person"] == first + 1
    finder.open()
    look("单春华")
    press(finder, qtbot, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Return)
    assert window.pages["members"].seen[-1]["person"] == first


def test_enter_at_once_opens_what_is_still_being_looked_for(finder, commit, qtbot):
    commit(finder.line, "方砚舟")
    press(finder, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not finder.isVisible())
    assert "person" in finder.window_.pages["members"].seen[-1]


def test_nothing_is_searched_or_opened_while_the_input_method_composes(finder, look, qtbot):
    look("方砚舟")
    QApplication.sendEvent(finder.line, QInputMethodEvent("dan", []))
    before = finder.reader.newest
    press(finder, qtbot, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down)
    assert finder.isVisible()
    assert finder.reader.newest == before
    assert shown(finder)["人员"] == ["方砚舟"]


def test_escape_closes_and_gives_the_keyboard_back(finder, qtbot):
    window = finder.window_
    press(finder, qtbot, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    window.header.seek()
    finder.open()
    press(finder, qtbot, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.header.search


def test_a_press_elsewhere_closes_it(finder, qtbot):
    qtbot.mouseClick(finder.window_.pages["home"].duties, Qt.MouseButton.LeftButton)
    assert not finder.isVisible()


def test_a_command_of_a_page_is_run_on_its_page(finder, look, qtbot):
    window = finder.window_
    window.show_page("check")
    finder.open()
    assert "查看依据" in look("ckyj")["页面与命令"]
    finder.list.choose(lambda one: one.title == "查看依据")
    press(finder, qtbot, Qt.Key.Key_Return)
    assert window.key == "home"


def test_a_view_of_a_page_not_built_yet_is_opened_by_its_name(finder, look, qtbot):
    look("收支账")
    finder.list.choose(lambda one: one.group == "页面与命令" and one.title == "收支账")
    press(finder, qtbot, Qt.Key.Key_Return)
    window = finder.window_
    assert (window.key, window.page().shown) == ("dues", "money")


def test_a_command_runs_after_the_box_has_gone(finder, look, qtbot):
    look("关于")
    finder.list.choose(lambda one: one.title == "关于")
    press(finder, qtbot, Qt.Key.Key_Return)
    assert finder.window_.dialogs.newest.windowTitle().startswith("关于")
    finder.window_.dialogs.newest.reject()


def test_help_opens_at_its_heading(finder, look, qtbot):
    look("第一次打开")
    finder.list.choose(lambda one: one.group == "帮助")
    press(finder, qtbot, Qt.Key.Key_Return)
    dialog = finder.window_.dialogs.newest
    assert dialog.text.textCursor().selectedText() == "第一次打开"
    dialog.reject()


def test_what_was_opened_is_offered_again_and_kept_in_memory_only(finder, look, qtbot):
    for text in ("方砚舟", "单春华"):
        finder.open()
        look(text)
        press(finder, qtbot, Qt.Key.Key_Return)
    finder.open()
    assert shown(finder) == {"最近打开": ["单春华", "方砚舟"]}
    seen = finder.window_.pages["members"].seen
    press(finder, qtbot, Qt.Key.Key_Return)  # at once: the newest again
    assert seen[-1] == seen[-2]
    finder.open()
    assert len(finder.recent) <= MOST_RECENT
    kept = finder.window_.prefs.path.read_text(encoding="utf-8") if finder.window_.prefs.path.exists() else ""
    assert "方砚舟" not in kept


def test_many_people_lead_on_to_the_roster(show, sample, rest, qtbot, commit):
    window = show(sample)
    window.finder.open()
    commit(window.finder.line, "199")
    window.finder.line.search_now()
    qtbot.waitUntil(lambda: not window.finder.reader.busy())
    people = shown(window.finder)["人员"]
    assert people[-1] == "在名册中查找“199”"
    assert len(people) == 9
    window.finder.list.choose(lambda one: one.title == people[-1])
    press(window.finder, qtbot, Qt.Key.Key_Return)
    assert window.key == "members"
    assert window.header.search.text() == "199"


def test_somebody_in_the_bin_is_shown_there(show, sample, rest, qtbot, monkeypatch, commit):
    monkeypatch.setattr(office_window, "pages", PAGES)
    window = show(sample)
    with window.office.change("移入回收站") as session:
        person = session.get_one(Person, 1)
        person.binned = clock.stamp()
    rest(window)
    window.finder.open()
    commit(window.finder.line, person.name)
    window.finder.line.search_now()
    qtbot.waitUntil(lambda: not window.finder.reader.busy())
    assert window.finder.list.current().note.endswith("在回收站")
    press(window.finder, qtbot, Qt.Key.Key_Return)
    rest(window)
    page = window.page()
    assert (page.side.view(), page.current()) == ("回收站", 1)


def test_it_fits_a_small_window_with_large_type(finder, look, qapp):
    from partyoffice.ui import theme

    look("z")
    finder.window_.resize(1093, 560)
    theme.apply(qapp, "dark", 13)
    try:
        finder.place()
        assert finder.geometry().right() <= 1093
        assert finder.geometry().bottom() <= 560
        assert finder.list.isVisible()
    finally:
        theme.apply(qapp, "light", 10)


def test_a_part_joins_by_listing_what_it_lets_be_found():
    assert [seek.title for seek in SEEKS] == [seek.title for part in PARTS for seek in part.seek]
    assert {"人员", "组织"} <= {seek.title for seek in SEEKS}


def test_commands_of_an_unbuilt_page_are_only_named():
    later = Later()
    assert later.anything.more(1, two=3).again is later
    assert list(later) == []
    assert "dc" in keys_of("导出…").split()
