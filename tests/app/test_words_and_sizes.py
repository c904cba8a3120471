import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QDialog

from partyoffice.app import manual
from partyoffice.app.dialogs import KNOWN
from partyoffice.app.manual import chapter_for, chapters
from partyoffice.app.new_office import NewOffice
from partyoffice.app.start_page import StartPage
from partyoffice.ui import theme
from partyoffice.ui.chinese import english_words

# Licence texts and the paths of this PC are shown as they are.
FREE = {"about"}


def words_of(widget, free=()):
    return [text for text in english_words(widget) if not any(part in text for part in free)]


def test_every_dialog_speaks_chinese_and_fits_560(window, rest):
    for name in set(KNOWN) - FREE:
        dialog = window.dialogs.open(name)
        rest(window)
        assert isinstance(dialog, QDialog)
        assert not words_of(dialog, (".xlsx",))
        assert dialog.minimumSizeHint().height() <= 560, name
        assert dialog.height() <= 664, name
        assert dialog.windowTitle()
        dialog.close()


def test_every_dialog_fits_a_small_window_with_large_type(window, rest, qapp):
    theme.apply(qapp, "light", 13)
    try:
        window.resize(1093, 560)
        for name in KNOWN:
            dialog = window.dialogs.open(name)
            rest(window)
            assert dialog.minimumSizeHint().height() <= 560, name
            assert dialog.height() <= 560, name
            assert dialog.width() <= 1093, name
            dialog.close()
    finally:
        theme.apply(qapp, "light", 10)


def test_every_page_speaks_chinese_and_does_not_force_the_window(window, rest):
    for key in window.specs:
        window.show_page(key)
        rest(window)
        page = window.page()
        assert not words_of(page)
        assert page.minimumSizeHint().width() <= 1024
        assert page.minimumSizeHint().height() <= 540 - 73 - 26


def test_the_window_and_its_menus_speak_chinese(window):
    texts = [action.text().replace("&", "") for action in window.actions_table.all().values()]
    assert not [text for text in texts if any("a" <= char <= "z" for char in text.casefold())]
    assert not words_of(window.header)


def test_the_start_page_and_the_new_office_speak_chinese(program, qtbot):
    page, dialog = StartPage(program), NewOffice(program)
    for widget in (page, dialog):
        qtbot.addWidget(widget)
        assert not words_of(widget, ("/", "\\"))
        assert widget.minimumSizeHint().height() <= 560


def test_no_two_commands_share_a_key(window):
    keys = [key.toString() for action in window.actions_table.all().values() for key in action.shortcuts()]
    assert not {key for key in keys if keys.count(key) > 1}


def test_every_dialog_names_its_buttons_and_one_is_red_at_most(window, rest):
    for name in KNOWN:
        dialog = window.dialogs.open(name)
        rest(window)
        buttons = [one for one in dialog.findChildren(QAbstractButton) if one.isVisibleTo(dialog)]
        assert len([one for one in buttons if one.property("kind") == "primary"]) <= 1
        assert not [
            one for one in buttons if one.property("kind") and not one.text() and not one.accessibleName()
        ]
        dialog.close()


@pytest.fixture
def book(tmp_path, monkeypatch):
    folder = tmp_path / "docs" / "manual"
    folder.mkdir(parents=True)
    (folder / "01-home.md").write_text("# 一、首页\n\n见 [导入](02-members.md)。\n", encoding="utf-8")
    (folder / "02-members.md").write_text("# 二、名册\n\n正文。\n", encoding="utf-8")
    monkeypatch.setattr(manual, "home", lambda: tmp_path)
    chapters.cache_clear()
    yield folder
    chapters.cache_clear()


def test_help_opens_the_chapter_of_the_page(window, book):
    assert chapter_for("members") == "02-members"
    assert chapter_for("nothing") == "01-home"
    window.show_page("home")
    window.help()
    dialog = window.dialogs.newest
    assert dialog.text.toPlainText().startswith("一、首页")
    from PySide6.QtCore import QUrl

    dialog.follow(QUrl("02-members.md"))
    assert dialog.text.toPlainText().startswith("二、名册")
    dialog.close()


def test_help_without_a_manual_says_so(window, tmp_path, monkeypatch):
    monkeypatch.setattr(manual, "home", lambda: tmp_path / "nowhere")
    chapters.cache_clear()
    dialog = window.dialogs.open("help")
    assert "手册文件不在程序旁边" in dialog.text.toPlainText()
    chapters.cache_clear()
    dialog.close()


def test_about_names_version_and_licences(window):
    from partyoffice import __version__

    dialog = window.dialogs.open("about")
    texts = [part.text() for part in dialog.findChildren(type(window.header.badge))]
    assert any(f"版本 {__version__}" in text for text in texts)
    dialog.close()


def test_help_inside_a_dialog_opens_its_own_chapter(window, book, qtbot):
    (book / "03-export.md").write_text("# 三、导出\n", encoding="utf-8")
    chapters.cache_clear()
    dialog = window.dialogs.open("print")
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert window.dialogs.newest.text.toPlainText().startswith("三、导出")
    window.dialogs.newest.close()


def test_a_picture_of_the_manual_is_no_wider_than_the_page(window):
    window.dialogs.help("members")
    dialog = window.dialogs.newest
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = dialog.text.loadResource(kind, QUrl("../images/roster.png"))
    assert 400 < picture.width() <= dialog.text.room < dialog.width()
    dialog.reject()


@pytest.mark.parametrize("topic", ["members", "keys"])
def test_the_headings_of_the_manual_have_the_sizes_of_the_windows_own_titles(walked, topic):
    walked.dialogs.help(topic)
    dialog = walked.dialogs.newest
    sizes, block = {}, dialog.text.document().begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            letters = block.begin().fragment().charFormat()
            sizes[block.text()] = letters.fontPointSize()
        block = block.next()
    dialog.close()
    first, *rest = sizes.values()
    assert first == theme.font("title").pointSizeF()
    assert set(rest) == {theme.font("strong_bold").pointSizeF()}
