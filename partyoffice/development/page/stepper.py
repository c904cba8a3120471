"""The 25 steps of one person under their five stages: done, at hand, or what stands in the way."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from partyoffice.development.page import wording
from partyoffice.development.page.step_model import StepModel
from partyoffice.development.rules.file import File
from partyoffice.development.rules.standing import Standing, State
from partyoffice.ui import icons, marks, painting, theme
from partyoffice.ui.controls import ENTER, KEYBOARD
from partyoffice.ui.marks import Mark

Index = QModelIndex | QPersistentModelIndex
STAGES = range(1, len(wording.STAGES) + 1)
HEAD, ROW, TALL = 30, 25, 40
EDGE, RAIL, NUMBER, NAME = 8, 26, 44, 70  # left edges: ground, marks, numbers (right), names
FAR = frozenset({State.AHEAD, State.BLOCKED})


class StepDelegate(QStyledItemDelegate):
    """Paints stage heads with their pips, and steps on their rail."""

    def __init__(self, view: "Stepper") -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a head, of a step, of a step with something to say."""
        step = self.view.shown.step(index)
        if step is None:
            return QSize(100, max(theme.scaled(HEAD), theme.line() + 11))
        tall = bool(self.view.shown.note(step))
        least = theme.line() + (theme.line("cap") if tall else 0) + 6
        return QSize(100, max(theme.scaled(TALL if tall else ROW), least))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row, its whole width."""
        step, stage = self.view.shown.step(index), self.view.shown.stage(index)
        row = QRectF(0, option.rect.top(), self.view.viewport().width(), option.rect.height())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = row.adjusted(EDGE, 0, -EDGE, -1)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("sel" if chosen else "hover"))
            painter.drawRoundedRect(ground, 4, 4)
        if step is None:
            self._head(painter, row, stage, open_=bool(option.state & QStyle.StateFlag.State_Open))
        else:
            self._step(painter, row, step, chosen=chosen)
        if chosen and self.view.hasFocus() and self.view.by_keyboard:
            painting.ring(painter, ground, 4)
        painter.restore()

    def _head(self, painter: QPainter, row: QRectF, stage: int, *, open_: bool) -> None:
        box = QRectF(EDGE + 6, row.center().y() - 6, 12, 12)
        icons.paint(painter, "chevron-down" if open_ else "chevron-right", box, theme.ink("text3"))
        title = f"{wording.NUMERALS[stage - 1]} {wording.STAGES[stage - 1]}"
        left, wide = float(RAIL + 2), theme.metrics("bold").horizontalAdvance(title) + 4
        painting.write(painter, QRectF(left, row.top(), wide, row.height()), title, "bold")
        steps = self.view.shown.of_stage(stage)
        if not open_:
            self._pips(painter, left + wide + 8, row.center().y(), steps)
        right = QRectF(left, row.top(), row.right() - EDGE - 6 - left, row.height())
        painting.write(painter, right, self.view.shown.told_of(stage), "cap", "text2", painting.RIGHT)
        painting.hairline(painter, EDGE + 4, row.bottom(), row.right() - EDGE, theme.ink("line2"))

    def _pips(self, painter: QPainter, left: float, middle: float, steps: Sequence[Standing]) -> None:
        for at, step in enumerate(steps):
            done, late = step.state is State.DONE, wording.is_late(step, self.view.shown.on)
            ink = theme.ink("ok" if done else "accent_text" if late else "text3")
            painter.setPen(painting.fine_pen(ink))
            painter.setBrush(ink if done or late else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(left + 3 + at * 9, middle), 2.5, 2.5)

    def _step(self, painter: QPainter, row: QRectF, step: Standing, *, chosen: bool) -> None:
        line, mark = theme.line(), wording.mark_of(step, self.view.shown.on)
        top = row.top() + (theme.scaled(ROW) - line) / 2
        self._rail(painter, row, step, top + line / 2)
        marks.paint(painter, mark, QPointF(RAIL, top + line / 2), 12)
        number = QRectF(RAIL, top, NUMBER - RAIL + 16, line)
        painting.write(painter, number, str(step.number), tone="text2", align=painting.RIGHT)
        right = row.right() - EDGE - 6
        right_of_name = right - self._end(painter, right, top, step, late=mark is Mark.LATE) - 8
        tone = "text3" if step.state in FAR and mark is not Mark.BLOCKED else "text"
        strong = "bold" if chosen or step.state is State.OPEN else "body"
        name = QRectF(NAME, top, right_of_name - NAME, line)
        painting.write(painter, name, self.view.shown.name_of(step), strong, tone)
        below = QRectF(NAME, top + line - 1, right - NAME, theme.line("cap"))
        red = "accent_text" if mark in wording.URGENT else "text2"
        painting.write(painter, below, self.view.shown.note(step), "cap", red)

    def _end(self, painter: QPainter, right: float, top: float, step: Standing, *, late: bool) -> float:
        """Write day or limit at the right; return its width."""
        words, role = wording.at_right(step, self.view.shown.on), "cap_bold" if late else "cap"
        wide = theme.metrics(role).horizontalAdvance(words) + 4 if words else 0
        tone = "accent_text" if late else "text2"
        painting.write(
            painter, QRectF(right - wide, top, wide, theme.line()), words, role, tone, painting.RIGHT
        )
        return wide

    def _rail(self, painter: QPainter, row: QRectF, step: Standing, middle: float) -> None:
        """Join the marks: green behind a step that is done, and not over the first and last of a stage."""
        numbers = wording.numbers_of(wording.stage_at(step.number))
        before = step.number > numbers[0] and self.view.shown.steps[step.number - 2].state is State.DONE
        if step.number > numbers[0]:
            ink = theme.ink("ok" if before else "line2")
            painting.upright(painter, RAIL + 0.5, row.top(), middle - 7, ink)
        if step.number < numbers[-1]:
            ink = theme.ink("ok" if step.state is State.DONE else "line2")
            painting.upright(painter, RAIL + 0.5, middle + 7, row.bottom() + 1, ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class Stepper(QTreeView):
    """``chosen`` tells the step that became current, ``opened`` Enter on it."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.by_keyboard = self.quiet = False
        self.shown = StepModel(self)
        self.setModel(self.shown)
        self.setItemDelegate(StepDelegate(self))
        self.setAccessibleName("二十五个步骤")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setProperty("lines", "true")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(self._turn)
        theme.signals.changed.connect(self.doItemsLayout)

    def fill(self, file: File, steps: tuple[Standing, ...], on: date, number: int) -> None:
        """Show somebody; the stage of the step at hand and the next one are open, the others folded."""
        known = self.shown.file
        here, shut = wording.stage_at(number), None
        if known is not None and known.person_id == file.person_id:
            shut = {stage for stage in STAGES if not self.isExpanded(self.shown.head(stage))}
        self.quiet = True
        self.shown.fill(file, steps, on)
        for stage in STAGES:
            open_ = stage in {here, here + 1} if shut is None else stage not in shut
            self.setExpanded(self.shown.head(stage), open_)
        self.quiet = False
        self.show_step(number)

    # What is chosen ----------------------------------------------------------------------

    def current(self) -> int:
        """Return the step that is current, 0 on a head."""
        step = self.shown.step(self.currentIndex())
        return step.number if step is not None else 0

    def show_step(self, number: int) -> None:
        """Make a step current without telling; its stage opens."""
        index = self.shown.index_of(number)
        if not index.isValid():
            return
        self.quiet = True
        self.setExpanded(index.parent(), True)
        self.setCurrentIndex(index)
        self.quiet = False
        self.scrollTo(index)

    def _tell(self, index: QModelIndex) -> None:
        step = self.shown.step(index)
        if step is not None and not self.quiet:
            self.chosen.emit(step.number)

    def _turn(self, index: QModelIndex) -> None:
        if self.shown.step(index) is None:
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the form with Enter; on a head it opens and folds."""
        if event.key() in ENTER and not event.modifiers():
            self.opened.emit(self.current()) if self.current() else self._turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard brought the focus."""
        self.by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: Index) -> None:
        """Draw nothing: the delegate draws the chevron."""
