"""What a paste or a batch would do, to be looked at: old → new in a table, every problem in a list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.core.field import Field
from partyoffice.ui import change_painting, painting, theme
from partyoffice.ui.controls import Elided, bar, frame, label
from partyoffice.ui.delegate import PAD, CellDelegate
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark
from partyoffice.ui.paste_plan import Plan, Planned, PlannedRow, Trouble, Verdict
from partyoffice.ui.segments import SegmentBar
from partyoffice.ui.table_model import Column, TableModel

MARKS = {
    Verdict.CHANGE: Mark.CHANGE, Verdict.NEW: Mark.NEW, Verdict.SAME: Mark.SAME, Verdict.BAD: Mark.LATE,
    Verdict.LOCKED: Mark.BLOCKED,
}  # fmt: skip
# What a row is called by: the gravest of its cells, and a change before what stays as it is.
GRAVEST = (Verdict.BAD, Verdict.NEW, Verdict.CHANGE, Verdict.LOCKED, Verdict.SAME)
STORED = frozenset({Verdict.CHANGE, Verdict.NEW})
MEASURED = 400  # so many rows give the widths
WIDEST = 40
PROBLEM_ROWS = 5
FIRST = 3  # number, verdict, who


def verdict_of(row: PlannedRow) -> Verdict:
    """Return the verdict of a whole row."""
    found = {cell.verdict for cell in row.cells.values()}
    if row.fault:
        return Verdict.BAD
    return next((verdict for verdict in GRAVEST if verdict in found), Verdict.SAME)


def cell_text(key: str, hide: Callable[[str], str], row: PlannedRow) -> str:
    """Return a cell as one text, as it is copied and read out."""
    cell = row.cells.get(key)
    if cell is None:
        return ""
    if cell.verdict is Verdict.CHANGE:
        empty = change_painting.EMPTY_WORD
        return f"{hide(cell.old) or empty} → {hide(cell.new) or empty}"
    if cell.verdict in {Verdict.BAD, Verdict.NEW}:
        return hide(cell.new)
    return hide(cell.old)


class ChangeDelegate(CellDelegate):
    """Paints the planned cells; what stays as it is is grey."""

    hides: dict[str, Callable[[str], str]]

    def content(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex, chosen: bool
    ) -> None:
        """Paint what stands in the cell."""
        model = index.model()
        if not isinstance(model, TableModel):
            return
        key, row = model.columns[index.column()].key, model.record(index.row())
        cell = row.cells.get(key)
        if cell is None:
            super().content(painter, rect, index, chosen)
        else:
            self._planned(painter, rect, cell, self.hides[key])

    def _planned(self, painter: QPainter, rect: QRectF, cell: Planned, hide: Callable[[str], str]) -> None:
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        match cell.verdict:
            case Verdict.CHANGE:
                change_painting.change(painter, inner, hide(cell.old), hide(cell.new))
            case Verdict.NEW:
                painting.write(painter, inner, hide(cell.new), "bold")
            case Verdict.BAD:
                change_painting.fault(painter, rect, inner, hide(cell.new) or change_painting.EMPTY_WORD)
            case Verdict.LOCKED:
                change_painting.locked(painter, inner, hide(cell.old))
            case Verdict.SAME:
                painting.write(painter, inner, hide(cell.old), tone="text3")


def _stack() -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    return box


def _width(text: str) -> int:
    return theme.metrics("bold").horizontalAdvance(text)


def _same(text: str) -> str:
    return text


class ChangePane(QWidget):
    """Verdicts, table and problems of one plan; ``show_plan`` takes another."""

    def __init__(self, who: str) -> None:
        super().__init__()
        self.who = who
        self.plan = Plan({})
        self.samples: dict[str, str] = {}
        self.verdicts = SegmentBar([(verdict, MARKS[verdict]) for verdict in MARKS], "处")
        self.note = Elided("", "cap")
        self.table, self.under = _stack(), _stack()
        self.head, self.hint = label("", "bold"), label("点一行，上面的表跳到那一格", "cap")
        self.problems = self._problem_grid()
        self.below = frame("panel", self.under)
        self._lay_out()
        self.grid: Grid | None = None
        self.verdicts.chosen.connect(self.narrow)
        self.problems.current_changed.connect(self.jump)
        theme.signals.changed.connect(self._fit)

    def _problem_grid(self) -> Grid:
        columns = (
            Column(
                "row", "行", lambda one: f"第 {one.number} 行" if one.number else "", sample="第 20000 行"
            ),
            Column("who", self.who, lambda one: one.who, sample="阿依古丽·买买提"),
            Column("what", "列", lambda one: one.what, sample="入党时间认定依据"),
            Column("why", "问题", lambda one: one.why, sample="宽" * 60, mark=_trouble_mark),
        )
        made = Grid(TableModel(columns), unit="处")
        made.body.head().setStretchLastSection(True)  # the sentence takes what is left
        made.body.setAccessibleName("问题")
        return made

    def _lay_out(self) -> None:
        self.under.addLayout(bar(self.head, None, self.hint, margins=(16, 8, 16, 4)))
        self.under.addWidget(self.problems)
        box = _stack()
        self.setLayout(box)
        box.addLayout(self._top())
        box.addWidget(frame("sheet", self.table), 1)
        box.addWidget(self.below)
        self._fit()

    def _top(self) -> QHBoxLayout:
        row = bar(self.verdicts, margins=(16, 12, 16, 12), gap=16)
        row.addWidget(self.note, 1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of the room to the table."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = (self.height() // 3 - theme.head_height()) // theme.row_height()
        rows = max(1, min(self.problems.model.rowCount(), PROBLEM_ROWS, room))
        self.problems.setFixedHeight(theme.head_height() + rows * theme.row_height() + theme.scaled(14))

    # What is shown -----------------------------------------------------------------------

    def show_plan(self, plan: Plan) -> None:
        """Show a plan; the same columns keep their table."""
        anew = self.grid is None or list(plan.fields) != list(self.plan.fields)
        self.plan = plan
        samples = {key: self._sample(field) for key, field in plan.fields.items()}
        if anew or any(_width(samples[key]) > _width(self.samples.get(key, "")) for key in samples):
            self.samples = samples
            self._build_table()
        counts = plan.counts()
        self.verdicts.show_counts(counts, counts.total())
        for verdict, segment in self.verdicts.segments.items():
            segment.setVisible(verdict is not Verdict.NEW or counts[Verdict.NEW] > 0)
        if self.grid is not None:
            self.grid.model.fill(plan.rows, [row.number for row in plan.rows])
        self.verdicts.choose(None)
        self._show_troubles()

    def _show_troubles(self) -> None:
        found = self.plan.troubles()
        bad = [one for one in found if one.verdict is Verdict.BAD]
        odd = [one for one in found if one.verdict in STORED]
        self.problems.model.fill(found, range(1, len(found) + 1))
        self.head.setText(
            f"有问题的 {self.plan.bad_cells()} 处" if bad else "请核对" if odd else "不会改动的内容和原因"
        )
        self.below.setVisible(bool(found))
        self._fit()

    def _build_table(self) -> None:
        hides = {key: self.plan.hides.get(key, _same) for key in self.plan.fields}
        rest = [self._column(field, hides[field.key]) for field in self.plan.fields.values()]
        grid = Grid(TableModel((*self._first(), *rest)), frozen=FIRST, unit="行")
        grid.delegate = ChangeDelegate(grid)
        grid.delegate.hides = hides
        for view in (grid.left, grid.body):
            view.setItemDelegate(grid.delegate)
        grid.empty = lambda: Empty("search-x", "没有这一类的内容")
        grid.body.setAccessibleName("将要改动的内容")
        if self.grid is not None:
            self.grid.hide()
            self.grid.deleteLater()
        self.grid = grid
        self.table.addWidget(grid)

    def _first(self) -> tuple[Column, ...]:
        return (
            Column("#row", "行号", lambda row: str(row.number), align="right", sample="20000"),
            Column(
                "#verdict", "判定", lambda row: str(verdict_of(row)), sample="有问题",
                mark=lambda row: MARKS[verdict_of(row)],
                tone=lambda row: "accent_text" if row.bad() else "",
            ),
            Column("#who", self.who, lambda row: row.name or "（新增）", sample="阿依古丽·买买提"),
        )  # fmt: skip

    def _column(self, field: Field, hide: Callable[[str], str]) -> Column:
        text = partial(cell_text, field.key, hide)
        return Column(field.key, field.title, text, sample=self.samples[field.key])

    def _sample(self, field: Field) -> str:
        """Return the longest text of a column among the first rows, with room for the arrow."""
        seen = [cell_text(field.key, _same, row)[:WIDEST] for row in self.plan.rows[:MEASURED]]
        return f"{max([field.title, *seen], key=_width)}　"

    # Looking -----------------------------------------------------------------------------

    def narrow(self, verdict: object) -> None:
        """Show only the rows with a cell of this verdict, all of them for None."""
        if self.grid is None:
            return
        rows = self.plan.rows
        wanted = (at for at, row in enumerate(rows) if _has(row, verdict))
        self.grid.model.show_only(None if verdict is None else wanted)

    def jump(self, place: int) -> None:
        """Show the cell that a line of the problem list is about."""
        trouble: Trouble | None = self.plan.troubles()[place - 1] if place else None
        if trouble is None or not trouble.number or self.grid is None:
            return
        self.verdicts.choose(None)
        self.grid.choice.go_to(trouble.number)
        row, column = self.grid.body.currentIndex().row(), self.grid.model.place_of(trouble.key)
        if column >= 0:
            self.grid.choice.choose(self.grid.model.index(row, column))


def _has(row: PlannedRow, verdict: object) -> bool:
    bad = verdict is Verdict.BAD and bool(row.fault)
    return bad or any(cell.verdict is verdict for cell in row.cells.values())


def _trouble_mark(trouble: Trouble) -> Mark:
    return Mark.WARN if trouble.verdict in STORED else MARKS[trouble.verdict]
