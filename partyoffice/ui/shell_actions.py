"""The commands every page shares: undo, copy, find, look, pages, help."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from partyoffice.ui import go_to, grid_actions, list_actions, theme
from partyoffice.ui.menus import Action

if TYPE_CHECKING:
    from partyoffice.ui.main_window import MainWindow

MOST_NUMBERED = 9


def shell_actions(window: "MainWindow") -> list[Action]:
    """Return the shared commands of a window."""
    return [*_file(window), *_edit(window), *_view(window), *_help(window)]


def _file(window: "MainWindow") -> list[Action]:
    return [
        Action("file.lock", "锁定", window.lock, "file", "lock", "Ctrl+L"),
        Action("file.backup", "备份", window.back_up, "file", "save"),
        Action("file.quit", "退出", window.close, "file", shortcut="Ctrl+Q", separate=True),
    ]


def _edit(window: "MainWindow") -> list[Action]:
    return [
        Action("edit.undo", "撤销", window.undo, "edit", "undo-2", "Ctrl+Z"),
        Action("edit.redo", "重做", window.redo, "edit", "redo-2", "Ctrl+Y"),
        *grid_actions.clipboard_actions(window),
        Action("edit.select_all", "全选", partial(select_all, window), "edit", "", "Ctrl+A"),
        *grid_actions.cell_actions(window),
        Action("edit.find", "查找", window.header.seek, "edit", "search", "Ctrl+F", True),
        Action("edit.recent", "最近查找", window.header.search.offer_recent, "edit"),
        Action("edit.goto", "定位到姓名…", partial(go_to.ask, window), "edit", "", "Ctrl+G"),
        Action("edit.next", "下一个", partial(go_to.go_on, window, 1), "edit", "arrow-down", "F3"),
        Action("edit.previous", "上一个", partial(go_to.go_on, window, -1), "edit", "arrow-up", "Shift+F3"),
    ]


def _view(window: "MainWindow") -> list[Action]:
    looks = [
        Action(
            f"view.{key}",
            words,
            partial(_set_theme, window, key),
            "look",
            checkable=True,
        )
        for key, words in theme.NAMES.items()
    ]
    pages = [
        Action(
            f"page.{key}",
            spec.title,
            partial(window.show_page, key),
            "pages",
            "",
            f"Ctrl+{at}" if at <= MOST_NUMBERED else "",
        )
        for at, (key, spec) in enumerate(window.specs.items(), 1)
    ]
    return [
        Action("view.mask", "显示证件号、电话、住址（30 秒）", window.desk.reveal.show, "view", "eye", "F9"),
        Action("view.hide", "马上遮盖", window.desk.reveal.hide, "view", "eye-off", "Shift+F9"),
        *list_actions.list_actions(window),
        Action("view.columns", "显示的列…", partial(choose_columns, window), "view", "columns-3"),
        *looks,
        Action(
            "view.larger", "放大字号", partial(_resize, window, 1), "look", "zoom-in", "Ctrl++|Ctrl+=", True
        ),
        Action("view.smaller", "缩小字号", partial(_resize, window, -1), "look", "zoom-out", "Ctrl+-"),
        Action("view.usual", "默认字号", partial(_resize, window, 0), "look", "", "Ctrl+0"),
        Action("view.full", "全屏", partial(turn_full_screen, window), "view", "maximize", "F11", True),
        *pages,
        Action("view.pane", "下一个区域", partial(turn_pane, window, 1), "pages", "", "F6", True),
        Action("view.pane_back", "上一个区域", partial(turn_pane, window, -1), "pages", "", "Shift+F6"),
        Action("view.menus", "到菜单栏", window.header.enter_menus, "pages", "", "F10"),
        Action("page.next", "下一个页签", partial(turn_page, window, 1), "pages", "", "Ctrl+Tab", True),
        Action("page.previous", "上一个页签", partial(turn_page, window, -1), "pages", "", "Ctrl+Shift+Tab"),
    ]


def _help(window: "MainWindow") -> list[Action]:
    return [Action("help.page", "本页帮助", window.help, "help", "circle-help", "F1")]


def _set_theme(window: "MainWindow", name: str) -> None:
    set_look(window, name, theme.size())


def _resize(window: "MainWindow", step: int) -> None:
    set_look(window, theme.name(), theme.size() + step if step else theme.USUAL_PT)


def set_look(window: "MainWindow", name: str, size: int) -> None:
    """Change theme and font size at once and keep both."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, name, size)
    window.prefs.put("theme", theme.name())
    window.prefs.put("font_size", theme.size())
    show_look(window)


def show_look(window: "MainWindow") -> None:
    """Tick the theme in force."""
    for key in theme.NAMES:
        window.actions_table[f"view.{key}"].setChecked(key == theme.name())


def turn_page(window: "MainWindow", step: int) -> None:
    """Go to a neighbouring page (Ctrl+Tab)."""
    keys = list(window.specs)
    window.show_page(keys[(keys.index(window.key) + step) % len(keys)] if window.key else keys[0])


def turn_pane(window: "MainWindow", way: int) -> None:
    """Go to the next part of the window (F6): search, what is being said, then the parts of the page."""
    page, focus = window.page(), QApplication.focusWidget()
    parts = [window.header.search, window.message_bar, *(page.areas() if page is not None else ())]
    parts = [part for part in parts if part.isVisible() and part.isEnabled()]
    at = next((at for at, part in enumerate(parts) if part is focus or part.isAncestorOf(focus)), -1)
    enter(parts[(at + way) % len(parts)])


def enter(part: QWidget) -> None:
    """Give the keyboard to the part, or to the first thing in it, as one reads, that takes it."""
    # Not by Qt's own chain: what PySide finds by walking it dies in Python with where the walk began.
    found = [one for one in part.findChildren(QWidget) if one.window() is part.window()]
    for one in (part, *sorted(found, key=lambda one: _place_in(part, one))):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled():
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def _place_in(part: QWidget, one: QWidget) -> tuple[int, int]:
    at = one.mapTo(part, QPoint(0, 0))
    return at.y(), at.x()


def fit_to_page(window: "MainWindow") -> None:
    """Say of the commands that need a list why they rest on a page without one."""
    page = window.page()
    reason = "" if page is not None and page.grid is not None else go_to.NO_LIST
    for ident in ("edit.goto", "edit.next", "edit.previous"):
        window.actions_table.block(ident, reason)
    grid_actions.fit_to_page(window)
    list_actions.fit_to_page(window)


def turn_full_screen(window: "MainWindow") -> None:
    """Fill the screen, or come back (F11)."""
    window.showNormal() if window.isFullScreen() else window.showFullScreen()


def select_all(window: "MainWindow") -> None:
    """Select all text of a field, or all rows found."""
    focus, page = QApplication.focusWidget(), window.page()
    if isinstance(focus, QLineEdit | QPlainTextEdit):
        focus.selectAll()
    elif page is not None and page.grid is not None:
        page.grid.choice.select_all()


def choose_columns(window: "MainWindow") -> None:
    """Open 显示的列 for the page's list."""
    page = window.page()
    if page is not None and page.grid is not None:
        list_actions.choose_columns(page.grid)
