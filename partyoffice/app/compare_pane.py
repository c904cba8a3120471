"""The last step of a comparison: what differs with its ticks, and who is on one side only."""

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from partyoffice.app.compare_grid import DifferenceGrid
from partyoffice.app.compare_work import Found
from partyoffice.app.lines import Line, LineList, Slot
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.members.comparing import Cell, Comparison, Stray
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, frame, label, link
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.marks import Mark
from partyoffice.ui.search_box import SearchBox
from partyoffice.ui.segments import SegmentBar
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY = "全部栏目"


class Side(StrEnum):
    """What a comparison finds."""

    DIFFERENT = "内容不同"
    HERE = "只在名册"
    THERE = "只在名单"
    UNCLEAR = "分不清"


MARKS = {Side.DIFFERENT: Mark.CHANGE, Side.HERE: Mark.SAME, Side.THERE: Mark.NEW, Side.UNCLEAR: Mark.LATE}
SLOTS = (Slot(84, "text2", fits=True), Slot(260, "text", "bold", fits=True), Slot())
NOTHING = {
    Side.HERE: "名册中的人都在名单里。",
    Side.THERE: "名单中的人都在名册里。",
    Side.UNCLEAR: "每一行都分得清是谁。",
}


class ComparePane(QWidget):
    """Counts, filters, the grid, and the lists of strays."""

    options_changed = Signal()  # the list is to be held anew
    import_wanted = Signal()
    state_changed = Signal()

    def __init__(self, *, masked: bool) -> None:
        super().__init__()
        self.found: Comparison | None = None
        self.sides = SegmentBar(list(MARKS.items()), "处")
        self.sides.segments[None].hide()
        self.grid = DifferenceGrid(masked=masked)
        self.strays = LineList(SLOTS, "只在一边的人")
        self.fields, self.seek = Combo(), SearchBox("姓名、拼音、内容")
        self.fields.setAccessibleName("只看一个栏目")
        self.all, self.none = link("全部勾选", self.tick_all), link("全部不勾", self.tick_none)
        self.day, self.empties = DayEditor(month_allowed=False), QCheckBox("名单中空白的也算不同")
        self.day.set_value(Day.of(clock.today()))
        self.day.line.setAccessibleName("变更自何日起生效")
        self.bring = button("去导入", self.import_wanted.emit, "download")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._different())
        self.stack.addWidget(self.strays)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = bar(self.sides, None, self.bring, margins=(16, 8, 16, 4))
        top = frame("sheet", row)
        theme.keep_height(top, 52)
        box.addWidget(top)
        box.addWidget(self.stack, 1)
        self._wire()

    def _different(self) -> QWidget:
        first = bar(self.fields, self.seek, self.all, self.none, None, margins=(16, 0, 16, 4))
        self.fields.setMinimumWidth(theme.scaled(150))
        self.seek.setMinimumWidth(theme.scaled(180))
        when = label("支部、小组、类别、职务的变更自", "label")
        second = bar(when, self.day, label("起", "label"), self.empties, None, margins=(16, 0, 16, 6))
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(first)
        rows.addLayout(second)
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(frame("sheet", rows))
        box.addWidget(self.grid, 1)
        made = QWidget()
        made.setLayout(box)
        return made

    def _wire(self) -> None:
        self.sides.chosen.connect(self.show_side)
        self.fields.currentIndexChanged.connect(lambda _at: self._narrow())
        self.seek.searched.connect(lambda _text: self._narrow())
        self.seek.entered.connect(self.grid.take_focus)
        self.seek.left.connect(self.grid.take_focus)
        self.empties.clicked.connect(lambda _on: self.options_changed.emit())
        self.day.edited.connect(self.grid.forget_refusals)
        self.grid.ticks_changed.connect(self.state_changed)

    # What the list is held with ----------------------------------------------------------

    def on(self) -> date:
        """Return the day from which accepted changes hold."""
        day = self.day.value()
        return day.first if day is not None and day.exact else clock.today()

    # What is shown -----------------------------------------------------------------------

    def show_found(self, found: Found) -> None:
        """Show a comparison, beginning with what differs, or with whatever there is."""
        self.found = one = found.comparison
        counts = {
            Side.DIFFERENT: len(one.different), Side.HERE: len(one.only_here),
            Side.THERE: len(one.only_there), Side.UNCLEAR: len(one.unclear),
        }  # fmt: skip
        self.sides.show_counts(counts, sum(counts.values()))
        self._offer_fields(one.different)
        self.seek.clear()
        self.grid.show_cells(one.different, found.search)
        self.sides.choose(next((side for side, count in counts.items() if count), Side.DIFFERENT))

    def _offer_fields(self, cells: "Sequence[Cell]") -> None:
        kept = self.fields.currentData()
        counts = Counter((one.about.key, one.about.title) for one in cells)
        self.fields.blockSignals(True)
        self.fields.clear()
        self.fields.addItem(f"{EVERY}（{len(cells)}）", None)
        for (key, title), count in counts.items():
            self.fields.addItem(f"{title}（{count}）", key)
        self.fields.setCurrentIndex(max(0, self.fields.findData(kept)))
        self.fields.blockSignals(False)

    def show_side(self, side: Side) -> None:
        """Show the cells, or those on one side only."""
        self.stack.setCurrentIndex(int(side != Side.DIFFERENT))
        self.bring.setVisible(side == Side.THERE and bool(self.found and self.found.only_there))
        if side != Side.DIFFERENT and self.found is not None:
            strays = {Side.HERE: self.found.only_here, Side.THERE: self.found.only_there}
            lines = [_line(one, side) for one in strays.get(side, self.found.unclear)]
            self.strays.fill(lines or [Line(("", "", NOTHING[side]))])
        self.state_changed.emit()

    def side(self) -> Side:
        """Return what is shown."""
        return Side(self.sides.current() or Side.DIFFERENT)

    def _narrow(self) -> None:
        key = self.fields.currentData()
        self.grid.narrow(self.seek.text(), lambda one: key is None or one.about.key == key)

    def set_masked(self, masked: bool) -> None:
        """Show or hide sensitive values."""
        self.grid.model.set_masked(masked)

    # Ticks -------------------------------------------------------------------------------

    def tick_all(self) -> None:
        """Tick everything that is shown: a field, what was found, or all."""
        self.grid.set_ticked(self.grid.model.shown(), on=True)

    def tick_none(self) -> None:
        """Take the ticks off everything that is shown."""
        self.grid.set_ticked(self.grid.model.shown(), on=False)

    def begin(self) -> None:
        """Take the keyboard to the list."""
        if self.side() == Side.DIFFERENT:
            self.grid.choice.settle()
            self.grid.take_focus()
        else:
            self.strays.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _line(one: Stray, side: Side) -> Line:
    row = f"第 {one.row} 行" if one.row else ""
    return Line((row, one.who, one.note), MARKS[side], one)
