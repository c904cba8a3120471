"""全年一览: what happened in each month of a year, each number opening the list that it counts."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from partyoffice.part import YearCell, YearRow
from partyoffice.ui import marks, painting, theme
from partyoffice.ui.controls import ENTER, bar, label, letters
from partyoffice.ui.marks import Mark, MarkLabel

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CELL = Qt.ItemDataRole.UserRole + 1
MONTHS = 12
QUARTERS = frozenset({3, 6, 9})
TITLE_WIDTH, HEAD, ROW = 76, 24, 28
NOTHING = "·"
MARK_WORDS = {"late": "已过期", "soon": "将到期", "done": "已办", "warn": "有缺的"}


def legend() -> QHBoxLayout:
    """Return what explains the table, mark and word."""
    explained: list[QWidget | None] = [label("数字为当月人数或件数，双击打开名单", "cap", wraps=True), None]
    for mark in (Mark.LATE, Mark.SOON, Mark.WARN):
        explained += [MarkLabel(mark), label(MARK_WORDS[mark], "cap")]
    made = bar(*explained, gap=6)
    made.setStretch(0, 1000)  # before the empty room; in a narrow pane the sentence takes two lines
    return made


class YearModel(QAbstractTableModel):
    """Rows of a year by month; column 0 is what a row counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[YearRow] = []
        self.year, self.on = 0, date.min

    def fill(self, rows: Sequence[YearRow], year: int, on: date) -> None:
        """Take the rows of a year as seen on a day."""
        self.beginResetModel()
        self.rows, self.year, self.on = list(rows), year, on
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many things are counted."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the title and twelve months."""
        return 0 if parent.isValid() else MONTHS + 1

    def is_now(self, month: int) -> bool:
        """Say whether a column is the present month."""
        return (self.year, month) == (self.on.year, self.on.month)

    def cell(self, index: Index) -> YearCell | None:
        """Return the month of a row, None for its title."""
        month = index.column()
        return self.rows[index.row()].cells[month - 1] if index.isValid() and month else None

    def shown(self, index: Index) -> str:
        """Return what a cell shows: the count, a point for nothing, a blank for what is still to come."""
        cell = self.cell(index)
        if cell is None:
            return self.rows[index.row()].title
        ahead = (self.year, index.column()) > (self.on.year, self.on.month)
        return cell.text or ("" if ahead else NOTHING)

    def words(self, index: Index) -> str:
        """Return a cell as it is read aloud."""
        row, cell = self.rows[index.row()], self.cell(index)
        if cell is None:
            return f"{row.title}，{row.note}" if row.note else row.title
        said = [f"{self.year} 年 {index.column()} 月", row.title, cell.text or "无"]
        return " ".join([*said, MARK_WORDS.get(cell.mark, "")]).strip()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Answer with what is shown, said or explained."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index)
            return letters(self.rows[index.row()].note if cell is None else cell.note)
        return self.cell(index) if role == CELL else None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Return the number of a month."""
        if way != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(section) if section else ""


def _ground(painter: QPainter, area: QRectF, model: YearModel, month: int) -> None:
    if month and model.is_now(month):
        painter.fillRect(area, theme.ink("hover"))
    if month in QUARTERS:
        painting.upright(painter, area.right(), area.top(), area.bottom(), theme.ink("line2"))


class MonthHead(QHeaderView):
    """The months; the present one bold on its ground."""

    def __init__(self, parent: "YearTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(12)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """Return the height of the head for the font in force."""
        return QSize(100, theme.scaled(HEAD))

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        """Paint one month."""
        area, model = QRectF(rect), self.model()  # type: ignore[call-overload]  # Qt passes a QRect
        if not isinstance(model, YearModel):
            return
        painter.save()
        _ground(painter, area, model, section)
        role, tone = ("cap_bold", "text") if section and model.is_now(section) else ("cap", "text2")
        painting.write(painter, area, str(section) if section else "", role, tone, painting.CENTRE)
        painting.hairline(painter, area.left(), area.bottom(), area.right(), theme.ink("line2"))
        painter.restore()


class YearDelegate(QStyledItemDelegate):
    """Paints a month: ground, quarter line, mark and count, ring."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model, area = index.model(), QRectF(option.rect)
        if not isinstance(model, YearModel):
            return
        painter.save()
        _ground(painter, area, model, index.column())
        painting.hairline(painter, area.left(), area.bottom(), area.right(), theme.ink("line"))
        self._write(painter, area, model, index)
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painting.ring(painter, area.adjusted(1, 1, -1, -1), 2)
        painter.restore()

    def _write(self, painter: QPainter, area: QRectF, model: YearModel, index: Index) -> None:
        text, cell = model.shown(index), model.cell(index)
        if cell is None:
            painting.write(painter, area, text)
            return
        tone = "text3" if text == NOTHING else "accent_text" if cell.mark == "late" else "text"
        role = "bold" if cell.mark == "late" else "body"
        if not cell.mark:
            painting.write(painter, area, text, role, tone, painting.CENTRE)
            return
        number = theme.metrics(role).horizontalAdvance(text)
        width = number + marks.SIDE + 3
        if width <= area.width():
            left = area.center().x() - width / 2
            marks.paint(painter, Mark(cell.mark), QPointF(left + marks.SIDE / 2, area.center().y()))
            area = QRectF(left + marks.SIDE + 3, area.top(), number + 1, area.height())
        else:  # no room beside the number: smaller, above it
            marks.paint(painter, Mark(cell.mark), area.topRight() + QPointF(-5, 5), 7)
        painting.write(painter, area, text, role, tone, painting.CENTRE)


class YearTable(QTableView):
    """The table; ``wanted`` gives page and target of the list that a number counts."""

    wanted = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self.year = YearModel(self)
        self.setModel(self.year)
        self.setItemDelegate(YearDelegate(self))
        self.setHorizontalHeader(MonthHead(self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setProperty("lines", "true")
        self.setAccessibleName("全年一览")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self.open_cell)
        self.menu: QMenu | None = None
        theme.signals.changed.connect(self.fit)

    def fill(self, rows: Sequence[YearRow], year: int, on: date) -> None:
        """Show a year; the cell with the keyboard keeps it."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.year.fill(rows, year, on)
        if rows:
            at = (min(max(row, 0), len(rows) - 1), column if column > 0 else on.month)
            self.setCurrentIndex(self.year.index(*at))
        self.fit()

    def fit(self) -> None:
        """Share the width among the months; the height is that of all rows."""
        first = theme.scaled(TITLE_WIDTH)
        rest = max(0, self.viewport().width() - first)
        for month in range(1, MONTHS + 1):
            self.setColumnWidth(month, rest * month // MONTHS - rest * (month - 1) // MONTHS)
        self.setColumnWidth(0, first)
        for row in range(self.year.rowCount()):
            self.setRowHeight(row, theme.scaled(ROW))
        self.setFixedHeight(theme.scaled(HEAD) + theme.scaled(ROW) * self.year.rowCount() + 2)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in ENTER and self.currentIndex().isValid():
            self.open_cell(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def open_cell(self, index: QModelIndex) -> None:
        """Open the list that a number counts; several bodies are offered by name."""
        cell = index.data(CELL)
        if not isinstance(cell, YearCell) or not cell.ways:
            return
        if len(cell.ways) == 1:
            _words, page, target = cell.ways[0]
            self.wanted.emit(page, dict(target))
            return
        self.menu = QMenu(self)
        for words, page, target in cell.ways:
            self.menu.addAction(words.replace("&", "&&"), partial(self.wanted.emit, page, dict(target)))
        self.menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
