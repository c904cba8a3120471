"""Scenes of the window itself: pages, dialogs, the search over everything, the first run, menus."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from partyoffice.showcase.stage import Stage
from partyoffice.ui.crash import CrashDialog
from partyoffice.ui.message_bar import QuestionDialog
from partyoffice.ui.messages import Question

MENUS = ("file", "edit", "view", "record", "tools", "help")


def page(key: str, stage: Stage) -> Iterator[QWidget]:
    """Show a tab as it is entered."""
    stage.page(key)
    yield stage.window


def dialog(name: str, stage: Stage) -> Iterator[QWidget]:
    """Show a dialog as it opens."""
    stage.page("members")
    if name == "recent":
        _note_files(stage)
    opened = stage.window.dialogs.open(name)
    if opened is not None:
        yield opened
        stage.fold(opened)


def _note_files(stage: Stage) -> None:
    from partyoffice.app.opening_files import note_written

    there = stage.scratch / "第一党支部（文科）_在册党员名册_2026-11-20.xlsx"
    there.touch()
    gone = Path("D:/党务/报表/2025年度党员花名册.pdf")
    note_written(stage.window.prefs, gone, "党员花名册")
    note_written(stage.window.prefs, there, "在册党员名册")


def finder(stage: Stage) -> Iterator[QWidget]:
    """Look for something over everything (Ctrl+K)."""
    stage.page("home")
    box = stage.window.finder
    box.open()
    box.line.find_now("li")
    yield stage.window
    box.line.find_now("没有这个人")
    yield stage.window
    box.leave()


def snooze(stage: Stage) -> Iterator[QWidget]:
    """Ask until when a duty is put off, and why it is ignored."""
    home = stage.page("home")
    if not home.duties.list.choose(lambda target: target is not None):
        return
    for ident in ("home.till", "home.ignore"):
        home.dialog = None
        stage.window.actions_table[ident].trigger()
        if home.dialog is not None:
            yield home.dialog
            stage.fold(home.dialog)


def snooze_menu(stage: Stage) -> Iterator[QWidget]:
    """Open the menu of 推迟."""
    from partyoffice.app.snooze import BUTTON_MENU

    stage.page("home")
    menu = stage.window.actions_table.menu_of(BUTTON_MENU)
    menu.popup(stage.window.mapToGlobal(QPoint(stage.window.width() // 3, 200)))
    yield stage.window
    menu.close()


def more(stage: Stage) -> Iterator[QWidget]:
    """Open 更多 beside the tabs."""
    from partyoffice.ui.more_menu import more_menu

    stage.page("home")
    menu = more_menu(stage.window, list(stage.window.specs.values()), stage.window.show_page)
    menu.popup(stage.window.mapToGlobal(QPoint(180, 70)))
    yield stage.window
    menu.close()


def start(stage: Stage) -> Iterator[QWidget]:
    """Show what is seen when no office is open."""
    from partyoffice.app.start_page import StartPage

    shown = StartPage(stage.program)
    shown.resize(stage.window.size())
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()


def first_run(stage: Stage) -> Iterator[QWidget]:
    """Walk the pages of 新建; nothing is made."""
    from partyoffice.app.new_office import BEGIN, NewOffice

    asked = NewOffice(stage.program, stage.window)
    asked.place.folder = stage.scratch / "党务"
    asked.show()
    asked.school.school.set_value("青禾中学")
    for _step in range(BEGIN + 1):
        yield asked
        if asked.stack.currentIndex() < BEGIN:
            asked.on_go()
    stage.fold(asked)


def keys(stage: Stage) -> Iterator[QWidget]:
    """Open the list of keys."""
    stage.window.actions_table["help.keys"].trigger()
    yield stage.window.dialogs.newest
    stage.fold(stage.window.dialogs.newest)


def menus(stage: Stage) -> Iterator[QWidget]:
    """Open each menu of the menu bar over the roster."""
    stage.page("members")
    table, row = stage.window.actions_table, stage.window.header.menus
    for key in MENUS:
        menu = table.menus[key]
        at: QRect = row.actionGeometry(menu.menuAction())
        menu.popup(row.mapToGlobal(at.bottomLeft()))
        yield stage.window
        menu.close()


def question(stage: Stage) -> Iterator[QWidget]:
    """Ask something with verbs on the buttons."""
    names = ("阿依古丽·买买提", "沈砚秋", "骆嘉言", "裴清越")
    sentence = "可以跳过这些人；仍然打印时，空栏印为“—”。"
    asked = Question("4 人的采集表还没有填全", sentence, ("跳过，印其余 38 人", "仍然打印"), "返回", names)
    shown = QuestionDialog(asked, stage.window)
    shown.show()
    yield shown
    stage.fold(shown)


def crash_dialog(stage: Stage) -> Iterator[QWidget]:
    """Show what is said when a step was not done for a fault of the program."""
    shown = CrashDialog("20261120-1042", "详情", stage.window)
    shown.show()
    yield shown
    stage.fold(shown)
