"""The list of a sheet's fields beside the page, and their lengths to be typed."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from partyoffice.reports.form import Place
from partyoffice.ui import painting, theme
from partyoffice.ui.controls import label
from partyoffice.ui.figure_line import Figure
from partyoffice.ui.place_board import TYPE, Board

Role = Qt.ItemDataRole
NUMBER, LENGTHS = Role.UserRole + 1, Role.UserRole + 2
FAR, ACROSS = 999.0, 3
FIELDS = (
    ("x", "左", "离纸左边，毫米", 0.0, FAR),
    ("y", "上", "离纸上边，毫米", 0.0, FAR),
    ("width", "宽", "宽，毫米", 0.0, FAR),
    ("height", "高", "高，毫米", 0.0, FAR),
    ("size", "字号", "字号，磅", *TYPE),
)


class PlaceDelegate(QStyledItemDelegate):
    """Paints a title, and at the right where it lies."""

    def sizeHint(self, _option: object, _index: object) -> QSize:
        """Return the height of a tree row."""
        return QSize(100, theme.tree_row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]  # Qt also knows persistent ones
        """Paint one row."""
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.ink("sel"))
        where = str(index.data(LENGTHS))
        room = theme.metrics("cap").horizontalAdvance(where) + 4
        painting.write(painter, area.adjusted(8, 0, -room - 12, 0), str(index.data()))
        painting.write(painter, area.adjusted(0, 0, -8, 0), where, "cap", "text3", painting.RIGHT)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.ring(painter, area, 3)


class PlaceList(QListView):
    """The fields of the sheet looked at; what is chosen here is chosen on the page."""

    def __init__(self, board: Board, title: Callable[[Place], str]) -> None:
        super().__init__()
        self.board, self.title = board, title
        self.rows, self._told = QStandardItemModel(self), False
        self.setModel(self.rows)
        self.setItemDelegate(PlaceDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setAccessibleName("这一面的栏目")
        self.setMinimumHeight(theme.tree_row() * 3)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        board.changed.connect(self.fill)
        board.chosen_changed.connect(self.show_chosen)
        self.fill()

    def fill(self) -> None:
        """Show the fields of the sheet; where only lengths changed, the rows stay."""
        numbers = self.board.of_sheet()
        shown = [self.rows.item(row).data(NUMBER) for row in range(self.rows.rowCount())]
        if shown != numbers:
            self._told = True
            self.rows.clear()
            for at in numbers:
                item = QStandardItem(self.title(self.board.places[at]))
                item.setData(at, NUMBER)
                self.rows.appendRow(item)
            self._told = False
            self.show_chosen()
        for row, at in enumerate(numbers):
            place = self.board.places[at]
            self.rows.item(row).setData(f"{place.x:.1f}，{place.y:.1f}", LENGTHS)

    def show_chosen(self) -> None:
        """Choose here what is chosen on the page."""
        if self._told:
            return
        self._told = True
        wanted, last = QItemSelection(), QModelIndex()
        for row in range(self.rows.rowCount()):
            if self.rows.item(row).data(NUMBER) in self.board.chosen:
                last = self.rows.index(row, 0)
                wanted.select(last, last)
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if last.isValid():
            self.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(last)
        self._told = False

    def _on_selected(self, *_selection: object) -> None:
        if not self._told:
            self._told = True
            self.board.choose(index.data(NUMBER) for index in self.selectedIndexes())
            self._told = False


class Length(Figure):
    """A length of what is chosen; ``given`` when another one was typed or stepped to."""

    given = Signal(float)

    def __init__(self, least: float, most: float) -> None:
        super().__init__(least, least, most, 1)
        self.shown = ""
        self.editingFinished.connect(self._give)

    def show_length(self, value: float | None) -> None:
        """Show a length, none where those chosen differ."""
        self.shown = "" if value is None else f"{value:.1f}"
        self.setText(self.shown)

    def set_value(self, value: float) -> None:
        """Show a number; an empty field stays empty, for then the chosen ones differ."""
        if self.text().strip():
            super().set_value(value)

    def _give(self) -> None:
        if self.text().strip() and self.text() != self.shown:
            self.shown = self.text()
            self.given.emit(self.value())

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the dialog: its steps are those of the whole page."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys, and take the step at once."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._give()


class LengthBox(QWidget):
    """Left, top, width, height and type size of what is chosen."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board
        self.lengths = {key: Length(least, most) for key, _title, _name, least, most in FIELDS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        for at, (key, title, name, _least, _most) in enumerate(FIELDS):
            length = self.lengths[key]
            length.setAccessibleName(name)
            length.given.connect(lambda value, key=key: self.board.put(key, value))
            grid.addWidget(label(title, "label"), at // ACROSS, at % ACROSS * 2)
            grid.addWidget(length, at // ACROSS, at % ACROSS * 2 + 1)
        board.changed.connect(self.show_lengths)
        board.chosen_changed.connect(self.show_lengths)
        self.show_lengths()

    def show_lengths(self) -> None:
        """Show the lengths that all the chosen share."""
        chosen = [self.board.places[at] for at in self.board.chosen]
        for key, length in self.lengths.items():
            found = {round(getattr(place, key), 1) for place in chosen}
            length.setEnabled(bool(chosen))
            length.setToolTip("" if chosen else "先选中栏目")
            length.setPlaceholderText("不同" if len(found) > 1 else "")
            length.show_length(found.pop() if len(found) == 1 else None)
