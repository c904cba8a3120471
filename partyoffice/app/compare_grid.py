"""The cells that differ, one line each, with a tick of its own that stays through filters and sorting."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from partyoffice.members.comparing import Cell
from partyoffice.ui import painting
from partyoffice.ui.delegate import CellDelegate
from partyoffice.ui.empty import Empty
from partyoffice.ui.filtering import Search
from partyoffice.ui.grid import Grid
from partyoffice.ui.table_model import Column, TableModel

TAKE, HERE, THERE, NOTE = "take", "here", "there", "note"
Place = tuple[int, str]
TICKED_WORD = "接受"


class TickDelegate(CellDelegate):
    """Paints a tick box in the first column, none where the list's value cannot be written."""

    grid: "DifferenceGrid"

    def content(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex, chosen: bool
    ) -> None:
        """Paint what stands in the cell."""
        model = index.model()
        if not isinstance(model, TableModel) or model.columns[index.column()].key != TAKE:
            super().content(painter, rect, index, chosen)
            return
        one = model.record(index.row())
        if not self.grid.why(one):
            painting.tick_box(painter, rect, one.place in self.grid.ticked)


class DifferenceGrid(Grid):
    """Space and a click tick; several selected lines are ticked alike."""

    ticks_changed = Signal()

    def __init__(self, *, masked: bool) -> None:
        self.ticked: set[Place] = set()
        self.refused_places: dict[Place, str] = {}
        self.cells: list[Cell] = []
        self.search = Search()
        model = TableModel(_columns(self))
        model.masked = masked
        super().__init__(model, frozen=2, unit="处")
        self.delegate = made = TickDelegate(self)
        made.grid = self
        self.empty = lambda: (
            Empty("search-x", "没有符合条件的不同") if self.cells else Empty("check", "没有不同")
        )
        for view in self.columns.views:
            view.viewport().installEventFilter(self)

    def show_cells(self, cells: Sequence[Cell], search: Search) -> None:
        """Show what differs; ticks begin anew."""
        self.cells, self.ticked, self.refused_places = list(cells), set(), {}
        self.search = search
        self.model.fill(self.cells, range(1, len(cells) + 1))
        self.ticks_changed.emit()

    def narrow(self, query: str, fits: Callable[[Cell], bool]) -> None:
        """Show only what is searched for and fits."""
        found = set(self.search.find(query)) if query.split() else None
        rows = [at for at, one in enumerate(self.cells) if fits(one) and (found is None or at in found)]
        self.model.show_only(None if len(rows) == len(self.cells) else rows)

    def why(self, one: Cell) -> str:
        """Return why a cell cannot be accepted, empty where it can."""
        return one.why_not or self.refused_places.get(one.place, "")

    def refuse_places(self, why: Mapping[Place, str]) -> None:
        """Take the ticks off what cannot be written, and say why beside it."""
        self.refused_places |= why
        self.set_ticked([one for one in self.cells if one.place in why], on=False)

    def forget_refusals(self) -> None:
        """Let everything be ticked again, as when another day is asked for."""
        self.refused_places = {}
        self._repaint()

    # Ticks -------------------------------------------------------------------------------

    def set_ticked(self, cells: Iterable[Cell], *, on: bool) -> None:
        """Tick cells that can be accepted, or take their ticks off."""
        places = {one.place for one in cells if not on or not self.why(one)}
        self.ticked = self.ticked | places if on else self.ticked - places
        self._repaint()
        self.ticks_changed.emit()

    def chosen_cells(self) -> list[Cell]:
        """Return what is ticked, shown or not."""
        return [one for one in self.cells if one.place in self.ticked]

    def tick_current(self) -> None:
        """Tick the selected lines, or take their ticks off where all are ticked."""
        self._turn(self.choice.rows() or {self.body.currentIndex().row()})

    def _turn(self, rows: Collection[int]) -> None:
        cells = [self.model.record(row) for row in rows if 0 <= row < self.model.rowCount()]
        free = [one for one in cells if not self.why(one)]
        if cells and not free:
            self.refused.emit(self.why(cells[0]))
        self.set_ticked(free, on=any(one.place not in self.ticked for one in free))

    def _repaint(self) -> None:
        for view in self.columns.views:
            view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a click on a tick box."""
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            view = next(one for one in self.columns.views if one.viewport() is watched)
            index = view.indexAt(event.position().toPoint())
            if index.isValid() and self.model.columns[index.column()].key == TAKE:
                self.take_focus()
                self._turn({index.row()})
                return True
        return super().eventFilter(watched, event)


def _columns(grid: DifferenceGrid) -> list[Column]:
    def side(at: int) -> Callable[[Cell], str]:
        return lambda one: one.shown(masked=grid.model.masked)[at]

    return [
        Column(TAKE, "", lambda one: TICKED_WORD if one.place in grid.ticked else "", sample="接"),
        Column("who", "姓名", lambda one: one.who, sample="阿依古丽·买买提"),
        Column(
            "field", "栏目", lambda one: one.about.title, sample="参加工作时间", tone=lambda _one: "text2"
        ),
        Column(HERE, "名册中", side(0), sample="330099199003071234"),
        Column(THERE, "名单中", side(1), sample="330099199003071234"),
        Column(
            NOTE,
            "说明",
            grid.why,
            sample="没有名为“第一党支部（文科）”的党支部，请先在党员名册左边的组织中新建",
            tone=lambda _one: "text2",
        ),
    ]
