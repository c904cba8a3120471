"""The preview of an import: four verdicts, the rows with what they change, every problem in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from partyoffice.app.lines import Line, Slot
from partyoffice.core.field import Field
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Difference, Note, Row, Verdict
from partyoffice.ui import icons, marks, painting, theme
from partyoffice.ui.delegate import PAD, CellDelegate
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark
from partyoffice.ui.table_model import Column, TableModel

MARKS = {Verdict.NEW: Mark.NEW, Verdict.CHANGED: Mark.CHANGE, Verdict.SAME: Mark.SAME, Verdict.BAD: Mark.LATE}
EMPTY_WORD = "空"
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


def _value(key: str) -> Callable[[Seen], str]:
    def text(one: Seen) -> str:
        value = one.row.values.get(key)
        return one.row.shown.get(key, "") if value is None else str(value)

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
    return Column.of(about, _value(about.key), sample=sample, align="left")


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
            self._change(painter, inner, one.changes[column.key], hide)
        elif column.key in one.bad:
            self._fault(painter, rect, inner, model.text(index.row(), index.column()))
        else:
            super().content(painter, rect, index, chosen)

    def _change(
        self, painter: QPainter, area: QRectF, change: Difference, hide: Callable[[str], str]
    ) -> None:
        old = hide(change.old) if change.old else EMPTY_WORD
        width = min(theme.metrics().horizontalAdvance(old) + 2, area.width() / 2)
        painting.write(painter, QRectF(area.left(), area.top(), width, area.height()), old, tone="text3")
        if change.old:
            painter.setPen(QPen(theme.ink("text3"), 1))
            middle = area.center().y() + 1
            painter.drawLine(QPointF(area.left(), middle), QPointF(area.left() + width - 2, middle))
        arrow = QRectF(area.left() + width + 3, area.center().y() - 5, 10, 10)
        icons.paint(painter, "arrow-right", arrow, theme.ink("text3"))
        rest = area.adjusted(width + 17, 0, 0, 0)
        painting.write(painter, rest, hide(change.new), "bold")

    def _fault(self, painter: QPainter, cell: QRectF, area: QRectF, text: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink("accent_text"))
        corner = cell.topRight()
        painter.drawPolygon(QPolygonF([corner, corner + QPointF(-6, 0), corner + QPointF(0, 6)]))
        shown = text or "表中空白"
        painting.write(painter, area, shown, tone="accent_text")
        pen = QPen(theme.ink("accent_text"), 1, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        width = min(theme.metrics().horizontalAdvance(shown), area.width())
        base = area.center().y() + theme.line() / 2
        painter.drawLine(QPointF(area.left(), base), QPointF(area.left() + width, base))


class Segment(QAbstractButton):
    """One of the joined verdict buttons: mark, word, count."""

    def __init__(self, word: str, mark: Mark | None) -> None:
        super().__init__()
        self.mark, self.count = mark, 0
        self.setText(word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a segment."""
        return QSize(theme.scaled(108), theme.scaled(36))

    def minimumSizeHint(self) -> QSize:
        """Return the least that holds mark, word and a count of four digits."""
        texts = theme.metrics("bold").horizontalAdvance(f"{self.text()}0000")
        return QSize(texts + 24 + 17 + 8, theme.scaled(36))

    def set_count(self, count: int) -> None:
        """Show how many rows have the verdict."""
        self.count = count
        self.setAccessibleName(f"{self.text()} {count} 行")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, mark, word and count."""
        painter, area = QPainter(self), QRectF(self.rect())
        ground = "sel" if self.isChecked() else "hover" if self.underMouse() else "sheet"
        painter.fillRect(area, theme.ink(ground))
        bad = self.mark is Mark.LATE and self.count
        tone, left = "accent_text" if bad else "text", 12.0
        if self.mark:
            marks.paint(painter, self.mark, QPointF(left + 5, area.center().y()))
            left += 17
        strong = "bold" if self.isChecked() or bad else "body"
        painting.write(painter, area.adjusted(left, 0, -12, 0), self.text(), strong, tone)
        painting.write(painter, area.adjusted(left, 0, -12, 0), str(self.count), "bold", tone, painting.RIGHT)
        painter.setPen(painting.fine_pen(theme.ink("line2")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painting.ring(painter, area, 3)


class VerdictBar(QWidget):
    """全部 新增 更新 相同 有问题 with their counts; one is chosen."""

    chosen = Signal(object)  # a Verdict, or None for all

    def __init__(self) -> None:
        super().__init__()
        self.group, self.segments = QButtonGroup(self), {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for verdict in (None, *Verdict):
            made = Segment(str(verdict) if verdict else "全部", MARKS[verdict] if verdict else None)
            made.clicked.connect(lambda _checked=False, verdict=verdict: self.chosen.emit(verdict))
            self.group.addButton(made)
            self.segments[verdict] = made
            row.addWidget(made)
        self.segments[None].setChecked(True)

    def current(self) -> Verdict | None:
        """Return the verdict shown, None for all."""
        return next((verdict for verdict, one in self.segments.items() if one.isChecked()), None)

    def show_counts(self, rows: Sequence[Row]) -> None:
        """Take the counts of a file."""
        counts: Mapping[Verdict, int] = Counter(row.verdict for row in rows)
        for verdict, segment in self.segments.items():
            segment.set_count(counts.get(verdict, 0) if verdict else len(rows))


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
