"""Where a copied block lands in a list: from the current cell on, or over the whole selection."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Kind
from partyoffice.ui.paste_plan import Plan, PlannedRow, Planner

if TYPE_CHECKING:
    from partyoffice.ui.clipboard import Block
    from partyoffice.ui.edits import Edits
    from partyoffice.ui.grid import Grid


@dataclass(frozen=True, slots=True)
class Landing:
    """The rows of the list and the columns (by key) that take the block, row by row.

    ``source`` repeats the block as often as the selection holds it; ``below`` are its rows beyond
    the end of the list, ``beside`` how many of its columns have no room.
    """

    rows: tuple[int, ...]
    keys: tuple[str, ...]
    source: "Block"
    below: "Block" = ()
    beside: int = 0


def land(grid: "Grid", block: "Block") -> Landing:
    """Return where the block goes: one value fills the selection, a block that fits it is repeated."""
    rows, columns = _selected(grid)
    high, wide = len(block), max(map(len, block))
    down, across = _times(len(rows), high), _times(len(columns), wide)
    order, end = grid.columns.readable(), grid.model.rowCount()
    first = order.index(columns[0])
    taken = columns if across else order[first : first + wide]
    taking = [at for at in (rows if down else range(rows[0], rows[0] + high)) if at < end]
    even = (row if across < 2 else (row + ("",) * (wide - len(row))) * across for row in block)
    source = tuple(even) * max(down, 1)
    keys = tuple(grid.model.columns[at].key for at in taken)
    return Landing(
        tuple(taking), keys, source[: len(taking)], source[len(taking) :], 0 if across else wide - len(taken)
    )


def _times(room: int, size: int) -> int:
    """Return how often a side of the block goes into that of the selection, 0 if not evenly."""
    return 0 if room % size else room // size


def _selected(grid: "Grid") -> tuple[list[int], list[int]]:
    """Return the selected rows and columns; of whole rows only the current column begins a paste."""
    now = grid.body.currentIndex()
    if not now.isValid():  # an empty list: everything would be added
        return [0], grid.columns.readable()[1:2]
    rows, columns = grid.choice.block()
    whole = bool(rows) and grid.choice.whole_rows() == rows
    if not rows or whole or not columns:
        columns = [now.column()]
    return rows or [now.row()], columns


def plan_paste(grid: "Grid", edits: "Edits", block: "Block", on: date) -> Plan:
    """Return what pasting the block would do."""
    landing, planner = land(grid, block), Planner(grid.model, edits, on)
    plan = planner.plan(landing.keys)
    for row, texts in zip(landing.rows, landing.source, strict=True):
        planned = planner.row(row)
        planned.cells = {
            key: planner.text(planned, key, text) for key, text in zip(landing.keys, texts, strict=False)
        }
        plan.rows.append(planned)
    plan.rows += _fresh(planner, landing, grid.model.rowCount(), edits)
    if landing.beside:
        plan.left_out.append(f"右边没有更多的列，复制的内容中最后 {landing.beside} 列放不下，没有粘贴")
    return plan


def _fresh(planner: Planner, landing: Landing, height: int, edits: "Edits") -> Iterable[PlannedRow]:
    for at, texts in enumerate(landing.below):
        row = PlannedRow(height + at + 1, 0, "")
        found = (planner.fresh(row, key, text) for key, text in zip(landing.keys, texts, strict=False))
        row.cells = {cell.key: cell for cell in found if cell is not None}
        if row.cells:
            names = (cell.new for key, cell in row.cells.items() if planner.field(key).kind is Kind.NAME)
            row.name = next(names, "")
            row.fault = edits.judge_new({key: cell.value for key, cell in row.cells.items()})
            yield row
