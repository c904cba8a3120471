"""Lists of sentences: 待办, problems, journal. Each line is a mark and texts in fixed columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from partyoffice.ui import icons, marks, painting, theme
from partyoffice.ui.controls import letters
from partyoffice.ui.marks import Mark

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE = Qt.ItemDataRole.UserRole + 1
PAD, MARK_ROOM, GAP, READABLE = 16, 20, 8, 170


@dataclass(frozen=True, slots=True)
class Slot:
    """One column: width in pixels at 10 pt (0 takes the rest), colour, type role, right-aligned or not.

    A ``fits`` column is as wide as its longest text, up to its width; where the rest becomes too
    narrow to be read it gives way down to ``least``.
    """

    width: int = 0
    tone: str = "text"
    role: str = "body"
    right: bool = False
    fits: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``head`` makes it the title of a group with a count, ``tones`` recolours single texts.

    ``icon`` stands where no mark does; ``span`` writes the first text over all columns.
    """

    cells: tuple[str, ...]
    mark: Mark | None = None
    target: Any = None
    head: bool = False
    tip: str = ""
    tones: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    icon: str = ""
    span: bool = False

    def words(self) -> str:
        """Return the line as one text, for screen readers and copying."""
        return "  ".join(cell for cell in self.cells if cell)


class LineModel(QAbstractListModel):
    """The lines of a list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def fill(self, lines: Sequence[Line]) -> None:
        """Take all lines anew."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Answer with the words, or the line itself."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        words = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if role == Qt.ItemDataRole.ToolTipRole:
            return letters(line.tip)
        return line.words() if role in words else line if role == LINE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let heads be passed over."""
        if not index.isValid():
            return super().flags(index)
        line = self.lines[index.row()]
        return Qt.ItemFlag.ItemIsEnabled if line.head else super().flags(index)


class LineDelegate(QStyledItemDelegate):
    """Paints a line: ground, mark, texts, hairline, ring."""

    def __init__(self, view: "LineList") -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row or of a group's title."""
        head = index.data(LINE).head
        return QSize(100, theme.scaled(40) if head and index.row() else theme.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        line, area = index.data(LINE), QRectF(option.rect)
        painter.save()
        (self._head if line.head else self._row)(painter, area, line, option.state)
        painter.restore()

    def _head(self, painter: QPainter, area: QRectF, line: Line, _state: QStyle.StateFlag) -> None:
        base = QRectF(area.left(), area.bottom() - theme.row_height(), area.width(), theme.row_height())
        tone = line.tones[0] if line.tones else "text"
        if line.mark:
            marks.paint(painter, line.mark, QPointF(PAD + 6, base.center().y()), 12)
        left = PAD + (MARK_ROOM if line.mark else 0)
        width = theme.metrics("bold").horizontalAdvance(line.cells[0]) + 4
        painting.write(painter, QRectF(left, base.top(), width, base.height()), line.cells[0], "bold", tone)
        rest = QRectF(left + width + 4, base.top(), 200, base.height())
        painting.write(painter, rest, "  ".join(line.cells[1:]), tone="text3" if tone == "text" else tone)
        painting.hairline(painter, PAD, area.bottom(), area.right() - PAD, theme.ink("line2"))

    def _row(self, painter: QPainter, area: QRectF, line: Line, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.fillRect(area.adjusted(8, 0, -8, 0), theme.ink("sel" if chosen else "hover"))
        if line.mark:
            marks.paint(painter, line.mark, QPointF(PAD + 5, area.center().y()))
        elif line.icon:
            box = QRectF(PAD - 2, area.center().y() - 7, 14, 14)
            icons.paint(painter, line.icon, box, theme.ink("text2"))
        self._texts(painter, area, line)
        if not chosen:
            painting.hairline(painter, PAD + MARK_ROOM, area.bottom(), area.right() - PAD, theme.ink("line"))
        if chosen and self.view.hasFocus():
            painting.ring(painter, area.adjusted(8, 0, -8, 0), 4)

    def _texts(self, painter: QPainter, area: QRectF, line: Line) -> None:
        if line.span:
            room = area.adjusted(PAD + MARK_ROOM, 0, -PAD, 0)
            tone = line.tones[0] if line.tones else "text2"
            painting.write(painter, room, line.cells[0], "body", tone)
            return
        places = zip(self.view.places(area.width()), self.view.slots_, line.cells, strict=False)
        for at, ((left, width), slot, text) in enumerate(places):
            role = line.roles[at] if at < len(line.roles) and line.roles[at] else slot.role
            tone = line.tones[at] if at < len(line.tones) and line.tones[at] else slot.tone
            align = painting.RIGHT if slot.right else painting.LEFT
            painting.write(painter, QRectF(left, area.top(), width, area.height()), text, role, tone, align)


class LineList(QListView):
    """The list; ``opened`` gives the target of a line chosen by Enter or double-click."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, slots: Sequence[Slot], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slots_, self.lines = tuple(slots), LineModel(self)
        self.fitted: list[int] = []
        self.setAccessibleName(name)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("lines", "true")
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)
        theme.signals.changed.connect(self.fit)

    def fill(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.lines.fill(lines)
        self.fit()

    def fit(self) -> None:
        """Measure the columns that fit their texts, for the font in force."""
        self.fitted = list(starmap(self._width, enumerate(self.slots_)))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _width(self, at: int, slot: Slot) -> int:
        if not slot.fits:
            return theme.scaled(slot.width)
        plain = (line for line in self.lines.lines if not line.head and not line.span)
        texts = (line.cells[at] for line in plain if at < len(line.cells))
        widest = max((theme.metrics(slot.role).horizontalAdvance(text) for text in texts), default=0)
        return min(widest + 4, theme.scaled(slot.width)) if slot.width else widest + 4

    def places(self, width: float) -> list[tuple[float, float]]:
        """Return left edge and width of each column in a line of this width."""
        sizes = [self._own(at) for at in range(len(self.slots_))]
        flowing = sizes.count(0.0)
        rest = width - 2 * PAD - MARK_ROOM - GAP * (len(sizes) - 1) - sum(sizes)
        for at, slot in enumerate(self.slots_):
            if slot.least and flowing:  # a long name gives way to the sentence beside it
                given = min(
                    max(0.0, theme.scaled(READABLE) - rest), max(0.0, sizes[at] - theme.scaled(slot.least))
                )
                sizes[at], rest = sizes[at] - given, rest + given
        left, found = float(PAD + MARK_ROOM), []
        for size in sizes:
            found.append((left, size or max(40.0, rest / flowing)))
            left += found[-1][1] + GAP
        return found

    def _own(self, at: int) -> float:
        """Return the width a column takes for itself, 0 where it shares the rest."""
        slot = self.slots_[at]
        return float(self.fitted[at]) if slot.width or slot.fits else 0.0

    def moveCursor(self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier) -> QModelIndex:
        """Pass over the titles of groups; where only one is left in that direction, stay."""
        found, moves = super().moveCursor(action, held), QAbstractItemView.CursorAction
        step = -1 if action in {moves.MoveUp, moves.MovePageUp, moves.MoveEnd, moves.MovePrevious} else 1
        row = found.row()
        while 0 <= row < len(self.lines.lines) and self.lines.lines[row].head:
            row += step
        return self.lines.index(row) if 0 <= row < len(self.lines.lines) else self.currentIndex()

    def current(self) -> Any:  # noqa: ANN401 -- whatever the lines are about
        """Return the target of the current line, None where there is none."""
        line = self.currentIndex().data(LINE)
        return line.target if line is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if line is not None and not line.head and line.target is not None:
            self.opened.emit(line.target)

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = index.data(LINE) if index.isValid() else None
        if line is not None and not line.head:
            if index.row() and self.lines.lines[index.row() - 1].head:
                self.scrollTo(self.lines.index(index.row() - 1))  # the title of a group with its first line
            self.chosen.emit(line.target)

    def height_of_all(self) -> int:
        """Return the height that shows every line."""
        rows = range(self.lines.rowCount())
        return sum(self.sizeHintForRow(row) for row in rows) + 2

    def choose(self, fits: Callable[[Any], bool]) -> bool:
        """Make the first line whose target fits the current one."""
        for row, line in enumerate(self.lines.lines):
            if not line.head and fits(line.target):
                self.setCurrentIndex(self.lines.index(row))
                return True
        return False
