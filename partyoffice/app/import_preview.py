"""The preview of an import: four verdicts, the rows with what they change, every problem in words."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter

from partyoffice.app.lines import Line, Slot
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Difference, Note, Row, Verdict
from partyoffice.ui import change_painting
from partyoffice.ui.change_painting import EMPTY_WORD
from partyoffice.ui.delegate import PAD, CellDelegate
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark
from partyoffice.ui.segments import SegmentBar
from partyoffice.ui.table_model import Column, TableModel

MARKS = {Verdict.NEW: Mark.NEW, Verdict.CHANGED: Mark.CHANGE, Verdict.SAME: Mark.SAME, Verdict.BAD: Mark.LATE}
MOST_PROBLEMS = 2000


@dataclass(slots=True)
class Seen:
    """A row as the preview shows it: ``changes`` and ``notes`` by target key."""

    row: Row
    changes: dict[str, Difference] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)


def seen(staged: Staged) -> list[Seen]:
    """Return every row with its changes and faulty cells by target key."""
    by_title = {target.field.title: target.key for target in staged.targets}
    by_label = {label: key for key, label in staged.columns.by_key().items()}
    found = []
    for row in staged.rows:
        changes = {by_title[one.title]: one for one in row.differences if one.title in by_title}
        bad = {by_label.get(note.column, "") for note in row.problems}
        found.append(Seen(row, changes, bad))
    return found


def _value(about: Field) -> Callable[[Seen], str]:
    def text(one: Seen) -> str:
        value = one.row.values.get(about.key)
        if value is None:
            return one.row.shown.get(about.key, "")
        return grouped(value) if about.kind is Kind.MONEY else str(value)

    return text


def columns_of(staged: Staged) -> tuple[list[Column], int]:
    """Return the columns of the preview and how many are frozen: row, verdict, and who it is."""
    fields = {target.key: target.field for target in staged.targets}
    must = {target.key for target in staged.targets if target.must}
    keys = list(dict.fromkeys(staged.columns.keys[index] for index in sorted(staged.columns.keys)))
    order = [key for key in keys if key in must] + [key for key in keys if key not in must]
    first = [
        Column(
            "row",
            "行号",
            lambda one: str(one.row.number),
            sort=lambda one: one.row.number,
            align="right",
            sample="20000",
        ),
        Column(
            "verdict",
            "判定",
            lambda one: str(one.row.verdict),
            mark=lambda one: MARKS[one.row.verdict],
            sample="有问题",
            tone=lambda one: "accent_text" if one.row.problems else "",
        ),
    ]
    widths = _samples(staged, order)
    rest = [_column(fields[key], widths[key]) for key in order]
    return [*first, *rest], 2 + len([key for key in keys if key in must])


def _column(about: Field, sample: str) -> Column:
    align = "right" if about.kind is Kind.MONEY else "left"
    return Column.of(about, _value(about), sample=sample, align=align)


def _samples(staged: Staged, keys: Sequence[str]) -> dict[str, str]:
    """Return the longest text of each column among the first rows, a change counting with both its sides."""
    longest = dict.fromkeys(keys, "")
    titles = {target.key: target.field.title for target in staged.targets}
    for row in staged.rows[:400]:
        changes = {one.title: f"{one.old or EMPTY_WORD} → {one.new}" for one in row.differences}
        for key in keys:
            text = changes.get(titles[key]) or row.shown.get(key, "")
            if len(text.encode()) > len(longest[key].encode()):
                longest[key] = text[:40]
    return longest


class PreviewDelegate(CellDelegate):
    """Paints a changed cell as old → new and a faulty one with corner and dotted line."""

    def content(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex, chosen: bool
    ) -> None:
        """Paint what stands in the cell."""
        model = index.model()
        if not isinstance(model, TableModel):
            return
        column, one = model.columns[index.column()], model.record(index.row())
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if column.key in one.changes:
            hide = column.mask if model.masked and column.care.value == "敏感" else str
            change = one.changes[column.key]
            change_painting.change(painter, inner, hide(change.old), hide(change.new))
        elif column.key in one.bad:
            shown = model.text(index.row(), index.column()) or "表中空白"
            change_painting.fault(painter, rect, inner, shown)
        else:
            super().content(painter, rect, index, chosen)


class VerdictBar(SegmentBar):
    """全部 新增 更新 相同 有问题 with their counts; one is chosen."""

    def __init__(self) -> None:
        super().__init__([(verdict, MARKS[verdict]) for verdict in Verdict], "行")

    def count_rows(self, rows: Sequence[Row]) -> None:
        """Take the counts of a file."""
        self.show_counts(Counter(row.verdict for row in rows), len(rows))


def preview_grid(staged: Staged, *, masked: bool) -> Grid:
    """Return the table of a staged file."""
    columns, frozen = columns_of(staged)
    model = TableModel(columns)
    model.masked = masked
    rows = seen(staged)
    model.fill(rows, [one.row.number for one in rows])
    grid = Grid(model, frozen=frozen, unit="行")
    grid.delegate = PreviewDelegate(grid)
    grid.empty = lambda: Empty("search-x", "没有这一类的行")
    return grid


PROBLEM_SLOTS = (Slot(84, "text2", fits=True), Slot(150, "text", "bold", fits=True), Slot())


def problem_lines(staged: Staged) -> list[Line]:
    """Return the problems and below them the warnings, one line each."""
    problems, warnings = staged.problems[:MOST_PROBLEMS], staged.warnings[:MOST_PROBLEMS]
    return [_line(note, Mark.LATE) for note in problems] + [_line(note, Mark.WARN) for note in warnings]


def _line(note: Note, mark: Mark) -> Line:
    return Line((f"第 {note.row} 行", note.column, note.message), mark, note)
