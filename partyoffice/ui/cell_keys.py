"""The keys of a grid, as a sheet has them; each is one line of a table.

What a key does is a method of the grid or its choice, so that menus can do the same.
"""

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from partyoffice.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from partyoffice.ui.grid import Grid

Key = Qt.Key
Held = Qt.KeyboardModifier
NONE, SHIFT, CONTROL, ALT = Held.NoModifier, Held.ShiftModifier, Held.ControlModifier, Held.AltModifier
FAR = 1 << 30
STEPS = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}
TODAY_SIGNS = {".", "。"}


def _blocks() -> ModuleType:
    from partyoffice.ui import paste  # its previews are lists themselves

    return paste


ACTS: dict[tuple[Held, Key], Callable[["Grid"], object]] = {
    (NONE, Key.Key_Return): lambda grid: grid.open_current() if grid.opens else grid.walk.go_on(1, 0),
    (SHIFT, Key.Key_Return): lambda grid: grid.walk.go_on(-1, 0),
    (CONTROL, Key.Key_Return): lambda grid: grid.fill_selection(),
    (ALT, Key.Key_Return): lambda grid: grid.open_current(),
    (NONE, Key.Key_Space): lambda grid: grid.tick_current(),
    (NONE, Key.Key_F2): lambda grid: grid.edit_current(),
    (NONE, Key.Key_Backspace): lambda grid: grid.editing.begin_empty(),
    (NONE, Key.Key_F6): lambda grid: grid.leave(forward=True),
    (SHIFT, Key.Key_F6): lambda grid: grid.leave(forward=False),
    (NONE, Key.Key_F7): lambda grid: grid.choose(),
    (NONE, Key.Key_Delete): lambda grid: grid.clear_cells(),
    (CONTROL, Key.Key_D): lambda grid: grid.fill_down(),
    (CONTROL, Key.Key_Semicolon): lambda grid: grid.today(),
    (CONTROL, Key.Key_A): lambda grid: grid.choice.select_all(),
    (CONTROL, Key.Key_C): lambda grid: grid.copy(),
    (CONTROL, Key.Key_V): lambda grid: _blocks().paste(grid),
    (CONTROL, Key.Key_X): lambda grid: _blocks().cut(grid),
}
EDITING = {  # without edits these are not keys of the grid: what stands around it may want them
    (CONTROL, Key.Key_Return), (NONE, Key.Key_F2), (NONE, Key.Key_F7), (NONE, Key.Key_Delete),
    (NONE, Key.Key_Backspace), (CONTROL, Key.Key_D), (CONTROL, Key.Key_Semicolon),
    (CONTROL, Key.Key_V), (CONTROL, Key.Key_X),
}  # fmt: skip


def press(grid: "Grid", event: "QKeyEvent") -> bool:
    """Do what a key means; False if it means nothing here."""
    if grid.editing.composing():
        return True  # it belongs to the input method
    key = Key.Key_Return if event.key() == Key.Key_Enter else Key(event.key())
    held = event.modifiers() & ~Held.KeypadModifier
    if key == Key.Key_Escape:
        grid.may_tab_out = True
        return False
    if _acts(grid, held, key) or _moves(grid, held, key):
        grid.may_tab_out = False
        return True
    return _types(grid, event, held)


def _acts(grid: "Grid", held: Held, key: Key) -> bool:
    act = ACTS.get((held, key))
    if act is None or (grid.edits is None and (held, key) in EDITING):
        return False
    if (held, key) == (CONTROL, Key.Key_Return) and _one_cell(grid):
        return False  # nothing to fill: in a dialog it is the key of the red button
    act(grid)
    return True


def _one_cell(grid: "Grid") -> bool:
    rows, columns = grid.editing.changes.cells()
    return len(rows) * len(columns) < 2


def _moves(grid: "Grid", held: Held, key: Key) -> bool:
    extend, jump = bool(held & SHIFT), bool(held & CONTROL)
    if held & ALT or key not in {*STEPS, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown}:
        return False
    if key in STEPS:
        down, right = STEPS[key]
        if jump:
            down, right = to_edge(grid, down, right, extend=extend)
    elif key in {Key.Key_PageUp, Key.Key_PageDown}:
        page = max(1, grid.body.viewport().height() // theme.row_height() - 1)
        down, right = (page if key == Key.Key_PageDown else -page), 0
    else:
        right = FAR if key == Key.Key_End else -FAR
        down = right if jump else 0
    grid.choice.step(down, right, extend=extend)
    return True


def to_edge(grid: "Grid", down: int, right: int, *, extend: bool) -> tuple[int, int]:
    """Return how far the next edge of the data is: the last full cell, or the next one after empty ones."""
    order, now = grid.columns.readable(), grid.body.currentIndex()
    row, column = grid.choice.lead if extend else (now.row(), now.column())
    if not now.isValid() or column not in order:
        return down * FAR, right * FAR
    place, text = order.index(column), grid.model.text
    if down:
        ahead = range(row + down, -1 if down < 0 else grid.model.rowCount(), down)
        full = [bool(text(at, column)) for at in ahead]
    else:
        ahead = range(place + right, -1 if right < 0 else len(order), right)
        full = [bool(text(row, order[at])) for at in ahead]
    steps = _run(full, begun=bool(text(row, column)))
    return down * steps, right * steps


def _run(full: list[bool], *, begun: bool) -> int:
    if begun and full[:1] == [True]:
        return full.index(False) if False in full else len(full)
    return full.index(True) + 1 if True in full else len(full)


def _types(grid: "Grid", event: "QKeyEvent", held: Held) -> bool:
    text = event.text()
    if grid.edits is None or not text or not text.isprintable() or held & (CONTROL | ALT | Held.MetaModifier):
        return False
    grid.may_tab_out = False
    if text in TODAY_SIGNS and grid.editing.is_date():
        grid.today()
    else:
        grid.editing.type(event)
    return True


def tab(grid: "Grid", *, forward: bool) -> bool:
    """Go to the neighbouring cell of a grid with edits; False where Tab is to leave the grid."""
    if grid.editing.composing():
        return True
    if grid.edits is None or grid.may_tab_out or not grid.body.currentIndex().isValid():
        grid.may_tab_out = False
        return False
    return grid.walk.go_on(0, 1 if forward else -1)
