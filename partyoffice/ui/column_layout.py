"""Widths, order and visibility of a grid's columns, kept by column key so that upgrades keep them."""

from typing import Any

from PySide6.QtCore import Qt

from partyoffice.ui import theme
from partyoffice.ui.delegate import MARK_ROOM, PAD
from partyoffice.ui.grid_view import GridView
from partyoffice.ui.head import ARROW
from partyoffice.ui.table_model import TICK_KEY, Column, TableModel

TICK_WIDTH, LEAST, MOST = 34, 40, 640


def usual_width(column: Column) -> int:
    """Return the width that fits the column's longest usual text, its mark and its sorted title."""
    if column.key == TICK_KEY:
        return TICK_WIDTH
    sample = theme.metrics().horizontalAdvance(column.sample) + (MARK_ROOM if column.mark else 0)
    title = theme.metrics("cap_bold").horizontalAdvance(column.title) + ARROW + 2
    return min(MOST, max(LEAST, sample, title) + 2 * PAD + 4)


class ColumnLayout:
    """Dresses the two headers of a grid and reads them back as a plain dict."""

    def __init__(self, left: GridView, body: GridView, model: TableModel, frozen: int) -> None:
        self.left, self.body, self.model, self.frozen = left, body, model, frozen
        self.chosen: dict[str, float] = {}  # widths set by the user, in pixels at 10 pt

    def view_of(self, column: int) -> GridView:
        """Return the view that shows a column."""
        return self.left if column < self.frozen else self.body

    def dress(self) -> None:
        """Set every width anew for the font in force."""
        for at, column in enumerate(self.model.columns):
            own = self.chosen.get(column.key)
            width = usual_width(column) if own is None else theme.scaled(own)
            self.view_of(at).setColumnWidth(at, width)

    def part(self) -> None:
        """Show the frozen columns on the left and the others in the body, as they are by default."""
        for at, column in enumerate(self.model.columns):
            self.left.setColumnHidden(at, at >= self.frozen or column.hidden)
            self.body.setColumnHidden(at, at < self.frozen or column.hidden)

    def resized(self, column: int, width: int) -> None:
        """Remember a width the user dragged."""
        self.chosen[self.model.columns[column].key] = width / max(1.0, theme.size() / theme.USUAL_PT)

    def reset(self) -> None:
        """Take back default order, widths and visibility."""
        self.chosen.clear()
        self.part()
        self.order([column.key for column in self.model.columns])
        self.dress()

    def visible(self) -> list[int]:
        """Return the columns in the order they stand, frozen ones first."""
        columns = [at for at in range(self.frozen) if not self.left.isColumnHidden(at)]
        head = self.body.head()
        moved = (head.logicalIndex(place) for place in range(head.count()))
        return columns + [at for at in moved if at >= self.frozen and not self.body.isColumnHidden(at)]

    def readable(self) -> list[int]:
        """Return the visible columns that hold text, in the order they stand."""
        return [at for at in self.visible() if self.model.columns[at].key != TICK_KEY]

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide a column."""
        at = self.model.place_of(key)
        if at >= 0:
            self.view_of(at).setColumnHidden(at, not shown)

    def order(self, keys: list[str]) -> None:
        """Set the body's columns in this order; unknown keys are passed over, new columns follow."""
        head, place = self.body.head(), self.frozen
        for at in range(self.frozen):
            head.moveSection(head.visualIndex(at), at)
        for key in keys:
            at = self.model.place_of(key)
            if at >= self.frozen:
                head.moveSection(head.visualIndex(at), place)
                place += 1

    def state(self) -> dict[str, Any]:
        """Return what is worth keeping, by column key."""
        head, columns = self.body.head(), self.model.columns
        by = self.model.sorted_by
        return {
            "order": [columns[head.logicalIndex(place)].key for place in range(self.frozen, head.count())],
            "hidden": [
                column.key for at, column in enumerate(columns) if self.view_of(at).isColumnHidden(at)
            ],
            "shown": [
                column.key for at, column in enumerate(columns) if not self.view_of(at).isColumnHidden(at)
            ],
            "widths": {key: round(width, 1) for key, width in self.chosen.items()},
            "sort": [columns[by[0]].key, by[1] == Qt.SortOrder.DescendingOrder] if by else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a kept state; columns it does not know stay as they are by default."""
        self.chosen = {str(key): float(width) for key, width in state.get("widths", {}).items()}
        for key in state.get("hidden", []):
            self.set_shown(key, shown=False)
        for key in state.get("shown", []):
            self.set_shown(key, shown=True)
        self.order(list(state.get("order", [])))
        self.dress()
        by = state.get("sort")
        at = self.model.place_of(by[0]) if by else -1
        if by and at >= 0:
            order = Qt.SortOrder.DescendingOrder if by[1] else Qt.SortOrder.AscendingOrder
            self.model.sort(at, order)
