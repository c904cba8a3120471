"""Widths, order, visibility and freezing of a grid's columns, kept by key so that upgrades keep them."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from partyoffice.ui import theme
from partyoffice.ui.delegate import MARK_ROOM, PAD
from partyoffice.ui.grid_view import GridView
from partyoffice.ui.head import ARROW
from partyoffice.ui.table_model import TICK_KEY, Column, TableModel

TICK_WIDTH, LEAST, MOST = 34, 40, 640
DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


def usual_width(column: Column) -> int:
    """Return the width that fits the column's longest usual text, its mark and its sorted title."""
    if column.key == TICK_KEY:
        return TICK_WIDTH
    sample = theme.metrics().horizontalAdvance(column.sample) + (MARK_ROOM if column.mark else 0)
    title = theme.metrics("cap_bold").horizontalAdvance(column.title) + ARROW + 2
    return min(MOST, max(LEAST, sample, title) + 2 * PAD + 4)


class ColumnLayout:
    """Dresses the three heads of a grid, all in one order, and reads them back as a plain dict.

    ``places`` holds every column in the order they stand, hidden ones too; the first ``frozen`` of
    them stand in the left view and the last ``fixed`` in the right one. ``usual`` is how many are
    frozen by default: these cannot be hidden.
    """

    def __init__(self, views: tuple[GridView, GridView, GridView], model: TableModel, frozen: int) -> None:
        self.left, self.body, self.right = self.views = views
        self.model, self.usual, self.frozen, self.fixed = model, frozen, frozen, 0
        self.chosen: dict[str, float] = {}  # widths set by the user, in pixels at 10 pt
        self.places = list(range(len(model.columns)))
        self.hidden = {at for at, column in enumerate(model.columns) if column.hidden}
        self.dressing = False  # what moves now is not the user's doing
        self.changed: Callable[[], None] = lambda: None  # called once after everything stands anew

    @contextmanager
    def _dressed(self) -> Generator[None]:
        outer, self.dressing = self.dressing, True
        try:
            yield
        finally:
            self.dressing = outer
        if not outer:
            self.changed()

    # Where a column stands ---------------------------------------------------------------

    def part_of(self, column: int) -> int:
        """Return 0 for a column of the left view, 1 for the body, 2 for the right view."""
        place = self.places.index(column)
        return 0 if place < self.frozen else 2 if place >= len(self.places) - self.fixed else 1

    def view_of(self, column: int) -> GridView:
        """Return the view that shows a column."""
        return self.views[self.part_of(column)]

    def visible(self) -> list[int]:
        """Return the columns in the order they stand, frozen ones first."""
        return [at for at in self.places if at not in self.hidden]

    def readable(self) -> list[int]:
        """Return the visible columns that hold text, in the order they stand."""
        return [at for at in self.visible() if self.model.columns[at].key != TICK_KEY]

    def show_cell(self, index: QModelIndex) -> None:
        """Bring a cell into sight, whole and clear of the frozen parts."""
        self.view_of(index.column()).scrollTo(index)

    # Dressing ----------------------------------------------------------------------------

    def dress(self) -> None:
        """Set every width anew for the font in force."""
        with self._dressed():
            for at, column in enumerate(self.model.columns):
                own = self.chosen.get(column.key)
                width = usual_width(column) if own is None else theme.scaled(own)
                self.view_of(at).setColumnWidth(at, width)

    def widen(self, widths: Mapping[str, int]) -> None:
        """Set widths by column key that a page reckons of its room; those set by the user stay."""
        with self._dressed():
            for key, width in widths.items():
                if key not in self.chosen:
                    at = self.model.place_of(key)
                    self.view_of(at).setColumnWidth(at, width)

    def part(self) -> None:
        """Show every column in its view and place."""
        with self._dressed():
            for number, view in enumerate(self.views):
                for place, at in enumerate(self.places):
                    view.head().moveSection(view.head().visualIndex(at), place)
                    view.setColumnHidden(at, at in self.hidden or self.part_of(at) != number)
        shown = [at for at in self.places[: self.frozen] if at not in self.hidden]
        self.left.head().edge = shown[-1] if shown else -1

    def moved(self) -> bool:
        """Take the order the user dragged in the body; False if nobody dragged."""
        if self.dressing:
            return False
        head = self.body.head()
        dragged = [head.logicalIndex(place) for place in range(head.count())]
        still = set(self.places[: self.frozen]), set(self.places[len(self.places) - self.fixed :])
        middle = [at for at in dragged if at not in still[0] | still[1]]
        self.places[self.frozen : len(self.places) - self.fixed] = middle
        self.part()
        return True

    def resized(self, column: int, width: int) -> None:
        """Remember a width the user dragged."""
        self.chosen[self.model.columns[column].key] = width / max(1.0, theme.size() / theme.USUAL_PT)

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide a column."""
        at = self.model.place_of(key)
        if at >= 0 and shown == (at in self.hidden):
            (self.hidden.discard if shown else self.hidden.add)(at)
            with self._dressed():
                self.view_of(at).setColumnHidden(at, not shown)

    def freeze(self, count: int) -> None:
        """Freeze that many columns, hidden ones counted; the right ones never count among them."""
        self.frozen = min(max(count, 0), len(self.places) - self.fixed)
        with self._dressed():
            self.part()
            self.dress()

    def fix(self, count: int) -> None:
        """Let the last columns stand in the right view."""
        self.fixed = count
        self.part()

    def order(self, keys: list[str]) -> None:
        """Set the columns that are not frozen in this order; unknown keys are passed over."""
        end = len(self.places) - self.fixed
        kept, last = self.places[: self.frozen], self.places[end:]
        wanted = [self.model.place_of(key) for key in keys]
        first = [at for at in dict.fromkeys(wanted) if at >= 0 and at not in kept and at not in last]
        rest = [at for at in self.places[self.frozen : end] if at not in first]
        self.places = [*kept, *first, *rest, *last]
        self.part()

    def reset(self) -> None:
        """Take back default order, widths, visibility and freezing."""
        self.chosen.clear()
        self.places = list(range(len(self.model.columns)))
        self.hidden = {at for at, column in enumerate(self.model.columns) if column.hidden}
        self.frozen = self.usual
        with self._dressed():
            self.part()
            self.dress()

    # Kept on this PC ---------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return what is worth keeping, by column key."""
        columns, model = self.model.columns, self.model
        sorts = [
            [columns[by[0]].key, by[1] == DOWN] if by else None for by in (model.sorted_by, model.then_by)
        ]
        return {
            "order": [columns[at].key for at in self.places],
            "frozen": [columns[at].key for at in self.places[: self.frozen]],
            "hidden": [columns[at].key for at in self.places if at in self.hidden],
            "shown": [columns[at].key for at in self.places if at not in self.hidden],
            "widths": {key: round(width, 1) for key, width in self.chosen.items()},
            "sort": sorts[0],
            "then": sorts[1],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a kept state; columns it does not know stay as they are by default."""
        self.chosen = {str(key): float(width) for key, width in state.get("widths", {}).items()}
        for hide, name in ((True, "hidden"), (False, "shown")):
            known = {self.model.place_of(key) for key in state.get(name, [])} - {-1}
            self.hidden = self.hidden | known if hide else self.hidden - known
        with self._dressed():
            self._restore_frozen(state.get("frozen"))
            self.order(list(state.get("order", [])))
            self.dress()
        for name in ("then", "sort"):
            by = state.get(name)
            at = self.model.place_of(by[0]) if by else -1
            if by and at >= 0:
                self.model.sort(at, DOWN if by[1] else UP)

    def _restore_frozen(self, keys: list[str] | None) -> None:
        if keys is None:  # kept before freezing could be chosen
            return
        end = len(self.places) - self.fixed
        known = [at for at in map(self.model.place_of, keys) if at >= 0 and at in self.places[:end]]
        self.places = [*known, *(at for at in self.places if at not in known)]
        self.frozen = len(known)
