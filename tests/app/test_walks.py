"""Walks over the whole window: every command, key, name and reason, on every page and dialog."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

import partyoffice
from partyoffice.app.manual import ELSEWHERE, chapters
from partyoffice.ui.chinese import english_words

SOURCES = sorted(Path(partyoffice.__file__).parent.rglob("*.py"))
# What input methods of Windows and Kylin use for themselves; Ctrl+; has a second way (. and 今天).
TAKEN = {"Shift", "Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift", "Ctrl+Shift+F"}
MUTE_VERBS = {"是", "否", "确定", "好", "好的", "知道了", "OK", "Yes", "No"}
# A list of columns, reasons or ways to go on, opened by a key; no command of its own.
CHOOSERS = {
    "menus.py", "more_menu.py", "home_year.py", "grid.py", "list_actions.py", "search_box.py", "seat_list.py",
    "year.py",
}  # fmt: skip
FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox, QAbstractItemView)
NO_REGULATION = {"history"}  # a page of the program itself: no regulation speaks of it


@pytest.fixture
def window(walked):
    """The one window of all walks."""
    return walked


def inside(root, kind):
    found = (one for one in root.findChildren(QWidget) if isinstance(one, kind))
    return [one for one in found if one.isVisible() and one.window() is root.window()]


def in_menus(window):
    return {action for menu in window.actions_table.menus.values() for action in menu.actions()}


# Commands and menus ----------------------------------------------------------------------------


def test_every_command_stands_in_a_menu_once(window, each_page):
    for _key, _page in each_page():
        placed = [act for menu in window.actions_table.menus.values() for act in menu.actions()]
        for ident, action in window.actions_table.all().items():
            if action.isVisible() and ident not in {"file.lock", "file.backup"}:
                assert placed.count(action) == 1, ident


def test_context_menus_hold_nothing_alone(window, each_page, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: opened.append(menu))
    window.show_page("members")
    page = window.page()
    page.grid.menu_wanted.emit(page.mapToGlobal(page.rect().center()))
    page.side.menu_wanted.emit(1, page.mapToGlobal(page.rect().center()))
    assert len(opened) == 2
    for menu in opened:
        alone = {act.text() for act in menu.actions() if not act.isSeparator()} - {
            act.text() for act in in_menus(window)
        }
        assert not alone


def test_a_line_of_the_card_is_mended_and_removed_by_commands_of_the_menu(window, monkeypatch, rest):
    window.show_page("members")
    rest(window)
    page, opened = window.page(), []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: opened.append(menu))
    window.actions_table["members.row_edit"].trigger()
    assert window.messages.notes[-1].what == "没有选中的一条"
    page.pane.tabs.setCurrentIndex(1)
    lines = page.pane.histories
    lines.setCurrentIndex(lines.model().index(0, 0))
    key = lines.current_key()
    assert page.pane.chosen_row() == ("history", key)
    page.pane.row_menu.emit("history", key, page.mapToGlobal(page.rect().center()))
    assert [act.text() for act in opened[0].actions()] == ["更正卡片里选中的一条…", "删除卡片里选中的一条"]
    window.actions_table["members.row_edit"].trigger()
    assert page.forms.dialog.isVisible()
    page.forms.dialog.close()


def test_only_the_table_of_commands_and_the_lists_of_columns_make_menus():
    makers = {path.name for path in SOURCES if "QMenu(" in path.read_text(encoding="utf-8")}
    assert makers <= CHOOSERS


def test_every_resting_command_and_button_says_why(window, each_page):
    for key, page in each_page():
        for ident, action in window.actions_table.all().items():
            if action.isVisible() and not action.isEnabled():
                assert action.toolTip(), (key, ident)
                assert action.toolTip().rstrip("…") != action.text().rstrip("…"), (key, ident)
        for button in inside(page, QAbstractButton):
            assert button.isEnabled() or button.toolTip(), (key, button.text())


def test_every_resting_button_of_a_dialog_says_why(window, each_dialog):
    for name, dialog in each_dialog():
        for button in inside(dialog, QAbstractButton):
            assert button.isEnabled() or button.toolTip(), (name, button.text())


def test_no_key_belongs_to_an_input_method_or_to_two_commands(window, each_page):
    for key, _page in each_page():
        shown = [act for act in window.actions_table.all().values() if act.isVisible()]
        keys = [each.toString() for act in shown for each in act.shortcuts()]
        assert not set(keys) & TAKEN
        assert len(keys) == len(set(keys)), key
        assert not [one for one in keys if len(one) == 1]


def test_no_alt_letter_is_given_twice_in_a_window_or_dialog(window, each_dialog):
    def letters(root):
        texts = [one.text() for one in root.findChildren(QAbstractButton)]
        texts += [menu.title() for menu in root.findChildren(QMenu)]
        return [text[text.index("&") + 1].upper() for text in texts if "&" in text.replace("&&", "")[:-1]]

    for root in (window, *(dialog for _name, dialog in each_dialog())):
        found = letters(root)
        assert len(found) == len(set(found)), root.windowTitle()


# Names, keyboard -------------------------------------------------------------------------------


def names_of(root):
    nameless = [
        one for one in inside(root, QAbstractButton) if not one.text().strip() and not one.accessibleName()
    ]
    nameless += [one for one in inside(root, FIELDS) if not isinstance(one, QHeaderView) and not _told(one)]
    return [f"{type(one).__name__}({one.parentWidget().__class__.__name__})" for one in nameless]


def _told(field):
    """Say whether a screen reader has a word for a field: its own, its label's or its holder's."""
    holder = field.parentWidget()
    own = field.accessibleName() or (field.placeholderText() if hasattr(field, "placeholderText") else "")
    return bool(own or (holder is not None and holder.accessibleName()))


def test_every_field_and_icon_has_a_name_for_a_screen_reader(window, each_page, each_dialog):
    assert names_of(window.header) == []
    for key, page in each_page():
        assert names_of(page) == [], key
    for name, dialog in each_dialog():
        assert names_of(dialog) == [], name


def test_every_icon_alone_has_a_tip(window, each_page):
    for key, page in each_page():
        for root in (window.header, page):
            for one in inside(root, QAbstractButton):
                assert one.text().strip() or one.toolTip(), (key, one.accessibleName())


def stops(root):
    """Return what the Tab key should reach."""
    return {
        one
        for one in inside(root, QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isEnabled()
        and isinstance(one, (QAbstractButton, *FIELDS))
        and not (isinstance(one, QLineEdit) and isinstance(one.parentWidget(), QAbstractItemView))
    }


def test_tab_reaches_everything_on_every_page(window, each_page):
    for key, page in each_page():
        window.header.search.setFocus()
        seen, wanted = set(), stops(page)
        for _ in range(len(wanted) * 2 + 20):
            focus = window.focusWidget()
            seen.add(focus)
            QWidget.focusNextPrevChild(focus, True)
        missed = [f"{type(one).__name__} {one.accessibleName()}" for one in wanted - seen if one.isVisible()]
        assert not [one for one in missed if not one.startswith("QRadioButton")], key


def test_every_page_menu_and_dialog_speaks_chinese(window, each_page, each_dialog):
    for key, page in each_page():
        assert english_words(page) == [], key
        texts = [f"{act.text()} {act.toolTip()}" for act in in_menus(window) if act.isVisible()]
        assert not [text for text in texts if re.search(r"[A-Za-z]{2,}", text.replace("Excel", ""))], key
        assert english_words(window.header) == [], key
        assert english_words(window.status) == [], key
    for name, dialog in each_dialog():
        if name != "about":  # licences and paths stand there as they are
            assert not [text for text in english_words(dialog) if ".xlsx" not in text], name


# Help ------------------------------------------------------------------------------------------


def test_every_page_and_dialog_has_a_chapter_of_its_own(window, each_page, each_dialog):
    known = {stem.split("-", 1)[-1] for stem in chapters()}
    topics = {key: page.topic or key for key, page in each_page()}
    topics |= {name: dialog.topic for name, dialog in each_dialog() if name != "help"}
    topics["new"] = "first-run"
    for name, topic in topics.items():
        assert ELSEWHERE.get(topic, topic) in known, (name, topic)


def test_the_chapter_of_each_page_gives_the_regulation_with_its_words(window):
    by_topic = {stem.split("-", 1)[-1]: path for stem, (_title, path) in chapters().items()}
    for key in set(window.specs) - NO_REGULATION:
        text = by_topic[key].read_text(encoding="utf-8")
        assert "## 依据" in text, key
        basis = text.split("## 依据", 1)[1]
        for part in ("《", "年）", "条", "> "):
            assert part in basis, (key, part)


# Questions and messages ------------------------------------------------------------------------


def test_no_box_that_only_says_ok():
    for path in SOURCES:
        assert "QMessageBox" not in path.read_text(encoding="utf-8"), path.name


def test_every_question_has_verbs_on_its_buttons():
    asked = 0
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name not in {"ask", "Question"}:
                continue
            words = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant)]
            asked += 1
            assert not set(map(str, words)) & MUTE_VERBS, (path.name, call.lineno)
    assert asked >= 6


def test_a_whole_sitting_can_be_taken_back_over_all_pages(window):
    from partyoffice.organisation.records import CHARGE
    from partyoffice.store import settings

    with window.office.reading() as session:
        before = settings.get(session, CHARGE)
    for number in range(60):
        window.show_page(list(window.specs)[number % 2])
        with window.office.change(f"第 {number} 次") as session:
            settings.put(session, CHARGE, f"沈{number}")
    assert window.actions_table["edit.undo"].text() == "撤销 “第 59 次”"
    for _ in range(60):
        window.actions_table["edit.undo"].trigger()
    assert not window.office.undo_sentence
    with window.office.reading() as session:
        assert settings.get(session, CHARGE) == before


def test_f6_comes_to_the_page_and_back_to_the_search_on_every_page(window, each_page, qtbot):
    for key, page in each_page():
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.header.search.setFocus()
        window.actions_table["view.pane"].trigger()
        assert page.isAncestorOf(window.focusWidget()), key
        for _ in page.areas():
            if window.focusWidget() is not window.header.search:
                window.actions_table["view.pane"].trigger()
        assert window.focusWidget() is window.header.search, key


def test_the_age_of_the_backup_opens_the_copies(window):
    window.status.backup.click()
    assert type(window.dialogs.newest).__name__ == "BackupDialog"
    window.dialogs.newest.close()


def test_the_list_of_keys_is_made_from_the_commands(window):
    window.actions_table["help.keys"].trigger()
    dialog = window.dialogs.newest
    shown = dialog.text.toPlainText()
    for action in set(window.actions_table.all().values()) & in_menus(window):
        for key in action.shortcuts():
            assert key.toString().replace("Return", "Enter") in shown, key.toString()
    assert "锁定" not in shown
    assert "照抄上面一格" in shown
    dialog.close()


def test_f1_in_a_form_opens_the_chapter_of_its_page(window, rest, qtbot):
    window.show_page("members")
    rest(window)
    window.actions_table["members.new"].trigger()
    form = window.page().forms.dialog
    qtbot.keyClick(form, Qt.Key.Key_F1)
    assert window.dialogs.newest.side.current_key() == "03-members"
    window.dialogs.newest.close()
    form.close()
