"""Every command of the window in one table: its words, key, picture and place in the menus.

A context menu is made from registered commands only, so nothing is reachable by right-click alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from partyoffice.ui import icons
from partyoffice.ui.controls import letters
from partyoffice.ui.rights import READ_ONLY, is_writing, reading_only

MENUS = {
    "file": "文件(&F)",
    "edit": "编辑(&E)",
    "view": "视图(&V)",
    "record": "记录(&R)",
    "tools": "工具(&T)",
    "help": "帮助(&H)",
}


# Menus inside a menu, so that none is longer than a low screen.
INSIDE = {"look": ("view", "外观和字号"), "pages": ("view", "转到")}


@dataclass(frozen=True, slots=True)
class Action:
    """One command. ``menu`` is a key of MENUS or INSIDE; ``separate`` sets a line above it.

    The key of a ``local`` command is only shown: what has the keyboard answers it, so that Del and
    Ctrl+V stay with a text field.
    """

    id: str
    text: str
    slot: Callable[[], object]
    menu: str = "record"
    icon: str = ""
    shortcut: str = ""
    separate: bool = False
    checkable: bool = False
    local: bool = False


class Actions:
    """The commands of a window; those of a page are shown while the page is."""

    def __init__(self, window: QWidget, menu_bar: QMenuBar) -> None:
        self.window = window
        self.menus = {key: menu_bar.addMenu(text) for key, text in MENUS.items()}
        for menu in self.menus.values():
            menu.setToolTipsVisible(True)  # a disabled command says why
        self._made: dict[str, QAction] = {}
        self._known: dict[str, Action] = {}
        self._page_of: dict[str, str] = {}
        self._pane_of: dict[str, str] = {}
        self._page = ""
        self._panes: dict[str, str] = {}  # the pane shown, by page

    def menu(self, key: str) -> QMenu:
        """Return a menu; one inside another is made when its first command comes."""
        if key not in self.menus:
            above, title = INSIDE[key]
            self.menus[key] = self.menus[above].addMenu(title)
            self.menus[key].setToolTipsVisible(True)
        return self.menus[key]

    def add(self, entries: Iterable[Action], page: str = "", pane: str = "") -> None:
        """Register commands; those with a ``page`` belong to it alone, with a ``pane`` to that one of it."""
        for entry in entries:
            self._pane_of[entry.id] = self._pane_of[f"{entry.id}|"] = pane
            if entry.separate:
                self._page_of[f"{entry.id}|"] = page
                self._made[f"{entry.id}|"] = self.menu(entry.menu).addSeparator()
            self._made[entry.id], self._known[entry.id] = self._action(entry), entry
            self._page_of[entry.id] = page
            if self._held(entry.id):
                self.block(entry.id, READ_ONLY)
        self.show_page(self._page)

    def _action(self, entry: Action) -> QAction:
        made = QAction(entry.text, self.window)
        made.setObjectName(entry.id)
        if entry.shortcut:
            made.setShortcuts([QKeySequence(key) for key in entry.shortcut.split("|")])
        if entry.icon:
            icons.put(made, entry.icon)
        made.setCheckable(entry.checkable)
        made.triggered.connect(lambda _checked=False: entry.slot())
        self.menu(entry.menu).addAction(made)
        if entry.local:
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        else:
            self.window.addAction(made)
        return made

    def show_page(self, key: str) -> None:
        """Show and enable the commands of one page and those of the whole window."""
        self._page = key
        for ident, action in self._made.items():
            shown = self._pane_of[ident] in {"", self._panes.get(self._page_of[ident], "")}
            mine = shown and self._page_of[ident] in {"", key}
            action.setVisible(mine)
            if self._page_of[ident]:
                action.setEnabled(mine and not self._held(ident))

    def show_pane(self, page: str, pane: str) -> None:
        """Show the commands of one pane of a page in place of those of its others."""
        if self._panes.get(page) != pane:
            self._panes[page] = pane
            self.show_page(self._page)

    def __getitem__(self, ident: str) -> QAction:
        """Return a command by its id (KeyError if unknown)."""
        return self._made[ident]

    def __contains__(self, ident: str) -> bool:
        """Say whether a command is registered."""
        return ident in self._made

    def all(self) -> dict[str, QAction]:
        """Return every command by id, separators left out."""
        return {ident: action for ident, action in self._made.items() if not ident.endswith("|")}

    def page_of(self, ident: str) -> str:
        """Return the page that a command belongs to, empty for the whole window's."""
        return self._page_of[ident]

    def pane_of(self, ident: str) -> str:
        """Return the pane of its page that a command belongs to, empty for the whole page's."""
        return self._pane_of[ident]

    def menu_title(self, ident: str) -> str:
        """Return the menu that a command stands in, without its key; empty for one taken out."""
        found = (key for key, menu in self.menus.items() if self._made[ident] in menu.actions())
        key = next(found, "")
        return INSIDE[key][1] if key in INSIDE else MENUS.get(key, "").partition("(")[0]

    def block(self, ident: str, reason: str) -> None:
        """Disable a command with a reason, or enable it again with an empty one if it may change anything."""
        reason = READ_ONLY if self._held(ident) else reason
        self[ident].setEnabled(not reason)
        self[ident].setToolTip(letters(reason))

    def _held(self, ident: str) -> bool:
        """Say whether a command rests because the office is only read."""
        known = self._known.get(ident)
        return known is not None and is_writing(known.slot) and reading_only(self.window)

    def hold(self) -> None:
        """Let what changes the office rest from now on: it is only read."""
        for ident in filter(self._held, self._known):
            self.block(ident, READ_ONLY)

    def all_keys(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return every key there is: the menu's title with its (keys, words), menus in their order."""
        found: dict[str, list[tuple[str, str]]] = {key: [] for key in MENUS}
        for one in self._known.values():
            if one.shortcut and self._made[one.id] in self.menus[one.menu].actions():
                keys = one.shortcut.replace("|", " 或 ").replace("Return", "Enter")
                found[INSIDE.get(one.menu, (one.menu,))[0]].append((keys, one.text.rstrip("…")))
        return [(MENUS[key].split("(")[0], lines) for key, lines in found.items() if lines]

    def menu_of(self, idents: Iterable[str]) -> QMenu:
        """Return a menu of registered commands; an empty id is a line."""
        menu = QMenu(self.window)
        for ident in idents:
            if ident:
                menu.addAction(self[ident])
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def popup(self, idents: Iterable[str], at: QPoint) -> None:
        """Open a context menu at a place on the screen."""
        self.menu_of(idents).popup(at)
