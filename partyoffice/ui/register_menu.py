"""The commands of a register in the menu 记录, and its context menu made of them."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from partyoffice.ui.menus import Action, Actions
from partyoffice.ui.register import Register, Role, Row, Verb

if TYPE_CHECKING:
    from partyoffice.ui.register_page import RegisterPage

KEYS = {Role.ADD: "Ctrl+N", Role.OPEN: "Alt+Enter|Alt+Return", Role.REMOVE: "Ctrl+Del"}
LIST = ("edit.copy", "edit.copy_heads")


def ident_of(register: Register, key: str) -> str:
    """Return the id of a verb among the commands of the window."""
    return f"{register.key}.{key}"


def commands(register: Register, page: "RegisterPage") -> list[Action]:
    """Return the commands of a register; ``page`` may stand in for one that is not built yet."""
    order = (Role.ADD, Role.OPEN, Role.OTHER, Role.REMOVE)
    verbs = [verb for role in order for verb in register.of_role(role)]
    made = [_action(register, page, verb) for verb in verbs]
    name = partial(ident_of, register)
    made += [
        Action(name("list_export"), f"导出{register.title}…", page.export, "record", "upload", separate=True),
        Action(name("list_print"), f"打印{register.title}…", page.print_out, "record", "printer"),
    ]
    if register.card is not None:
        fold = page.pane.toggle_card
        made.append(Action(name("card"), "显示或收起卡片", fold, "view", "panel-right", "F4", separate=True))
    return made


def _action(register: Register, page: "RegisterPage", verb: Verb) -> Action:
    first = verb is register.of_role(verb.role)[0]
    key = verb.shortcut or (KEYS.get(verb.role, "") if first else "")
    words = verb.text + ("…" if verb.sheet is not None else "")
    run, separate = verb.marked(partial(_run, page, verb.key)), first and verb.role is not Role.ADD
    return Action(ident_of(register, verb.key), words, run, "record", verb.icon, key, separate)


def _run(page: "RegisterPage", key: str) -> None:
    page.deeds.run(key)


def give_key(register: Register, table: Actions, adder: str) -> None:
    """Let Ctrl+N be the key of what is added in the view shown."""
    for verb in register.of_role(Role.ADD):
        key = KEYS[Role.ADD] if verb.key == adder else ""
        table[ident_of(register, verb.key)].setShortcut(QKeySequence(key))


def row_menu(register: Register, table: Actions, rows: Sequence[Row]) -> QMenu:
    """Return the menu of the chosen rows; what cannot be done with them says why while the menu is open."""
    idents: list[str] = []
    for role in (Role.OPEN, Role.OTHER, Role.REMOVE):
        verbs = register.of_role(role)
        for verb in verbs:
            why = next(filter(None, map(verb.why_not, rows)), "") if rows else "没有选中的一行"
            table.block(ident_of(register, verb.key), why)
        idents += [ident_of(register, verb.key) for verb in verbs] + ([""] if verbs else [])
    menu = table.menu_of([*idents, *LIST])
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(partial(_unblock, table, idents))
    return menu


def _unblock(table: Actions, idents: Sequence[str]) -> None:
    for each in filter(None, idents):
        table.block(each, "")  # by key and in the menu 记录 they say themselves why they rest
