"""What a list shows of what a page offers: the search, the filter row, and a chip for each of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from partyoffice.ui.chips import ChipRow
from partyoffice.ui.filter_row import FilterRow
from partyoffice.ui.filters import Filters, State

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

QUERY = "query"
Told = tuple[str, str, str]  # key, name and value of a chip
Find = Callable[[str], Iterable[int]]  # the positions of the rows that a search text means


class Narrowing(QObject):
    """``changed`` tells that other rows are shown. The page says which rows are its own by ``offer``.

    ``cleared`` asks the page to empty the search box: the box is the window's, not the list's. A page
    that narrows by more names it in ``more`` and takes it away when ``dropped`` tells.
    """

    changed = Signal()
    filters_changed = Signal()
    cleared = Signal()
    dropped = Signal()

    def __init__(self, grid: "Grid", filters: Filters, chips: ChipRow, find: Find) -> None:
        super().__init__(grid)
        self.grid, self.filters, self.chips, self.find = grid, filters, chips, find
        self.query = ""
        self.here: frozenset[int] | None = None  # None: all rows of the model
        self.more: Callable[[], Sequence[Told]] = list
        self.renew: Callable[[], str] = lambda: ""  # the named view that 更新视图 would store
        self.row = FilterRow(grid, filters)
        self.row.among = self._among
        self.row.changed.connect(self._on_filters)
        grid.model.layoutChanged.connect(self.tell)  # another order
        chips.removed.connect(self.remove)
        chips.cleared.connect(self.clear)
        chips.emptied.connect(grid.take_focus)

    # What narrows ------------------------------------------------------------------------------

    def offer(self, here: Iterable[int] | None) -> None:
        """Take the rows of the page's own choice, such as a branch, and narrow them."""
        self.here = None if here is None else frozenset(here)
        self.show()

    def search(self, text: str) -> None:
        """Narrow to what a search text means."""
        self.query = text.strip()
        self.show()

    def restore(self, state: State) -> None:
        """Take kept filters, without showing yet what they leave."""
        self.filters.restore(state)
        self.row.show_filters()

    def remove(self, key: str) -> None:
        """Take one filter away, or the search."""
        if key == QUERY:
            self.query = ""
            self.cleared.emit()
            self.show()
        elif key in self.filters.columns:
            self.row.clear(key)
        else:
            self.dropped.emit()

    def clear(self) -> None:
        """Take every filter and the search away."""
        self.filters.clear()
        self.row.show_filters()
        if self.query:
            self.query = ""
            self.cleared.emit()
        if self.more():
            self.dropped.emit()
        self._on_filters()

    def _on_filters(self) -> None:
        self.show()
        self.filters_changed.emit()

    # What is left ------------------------------------------------------------------------------

    def found(self, but: str = "") -> frozenset[int] | None:
        """Return the positions left, without one column's filter if it is named."""
        parts = [part for part in (self.here, self.filters.found(but=but)) if part is not None]
        if self.query:
            parts.append(frozenset(self.find(self.query)))
        return frozenset.intersection(*sorted(parts, key=len)) if parts else None

    def _among(self, key: str) -> frozenset[int] | None:
        return self.found(but=key)

    def show(self) -> None:
        """Show what is left, and its chips."""
        self.grid.model.show_only(self.found())
        self.tell()
        self.grid.choice.settle()
        self.changed.emit()

    def tell(self) -> None:
        """Show chips and order as they are."""
        self.chips.fill(self.told(), self.order_note(), self.renew())

    def told(self) -> list[Told]:
        """Return every filter in force as key, name and value."""
        named = [
            (key, self.filters.columns[key].title, condition.words)
            for key, condition in self.filters.active.items()
        ]
        return [*self.more(), *([(QUERY, "查找", self.query)] if self.query else []), *named]

    def order_note(self) -> str:
        """Return 按入党时间排序, or nothing."""
        by = self.grid.model.sorted_by
        return f"按{self.grid.model.columns[by[0]].title}排序" if by else ""
