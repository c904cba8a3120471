"""A list as the product shows it: frozen first columns, sorting head, search, copy, empty state.

Two views share one model and one selection. The body has the keyboard; the frozen view on the left
only shows and takes presses. Rows are selected, with one current cell.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QScrollBar, QWidget

from partyoffice.ui import copying, painting, theme
from partyoffice.ui.choice import Choice
from partyoffice.ui.column_layout import ColumnLayout
from partyoffice.ui.delegate import CellDelegate
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.grid_view import GridView
from partyoffice.ui.table_model import TICK_KEY, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING = Empty("inbox", "还没有内容")
FILTERED = Empty("search-x", "没有符合条件的内容")


class FrozenEdge(QWidget):
    """The inner edge of the frozen columns; stronger while something is scrolled under it."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__()
        self.bar = bar
        self.setFixedWidth(2)
        bar.valueChanged.connect(self.update)

    def paintEvent(self, _event: object) -> None:
        """Draw one hairline, or two pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ink("sheet"))
        if self.bar.value() > 0:
            painter.fillRect(self.rect(), theme.ink("edge"))
        else:
            painting.upright(painter, 1, 0, self.height(), theme.ink("line2"))


class Grid(QFrame):
    """The list widget; ``frozen`` counts the columns that never scroll."""

    current_changed = Signal(int)  # record id, 0 for none
    selection_changed = Signal()
    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    layout_changed = Signal(dict)  # what ``restore`` takes, to be kept on this PC

    def __init__(
        self, model: TableModel, *, frozen: int = 0, unit: str = "条", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self.unit = model, unit
        self.empty: Callable[[], Empty] = lambda: FILTERED if self.model.total() else NOTHING
        self.setProperty("role", "sheet")
        self.left, self.body = GridView(self), GridView(self)
        self.delegate = CellDelegate(self)
        self.columns = ColumnLayout(self.left, self.body, model, frozen)
        self.pane = EmptyPane(self)
        self.bar = QScrollBar(Qt.Orientation.Horizontal)
        self._fitting = False
        self._tell = QTimer(self, singleShot=True, interval=400)
        self._tell.timeout.connect(lambda: self.layout_changed.emit(self.columns.state()))
        self._build()
        self.choice = Choice(self.body.selectionModel(), model, self.columns)
        self._wire()
        self.fit()

    # Building ----------------------------------------------------------------------------

    def _build(self) -> None:
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.edge = FrozenEdge(self.body.horizontalScrollBar())
        for place, widget in enumerate((self.left, self.edge, self.body)):
            box.addWidget(widget, 0, place)
        box.addWidget(self.bar, 1, 2)
        box.setColumnStretch(2, 1)
        for view in (self.left, self.body):
            view.setModel(self.model)
            view.setItemDelegate(self.delegate)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setSelectionModel(self.body.selectionModel())
        self.left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.body)
        self.body.head().setSectionsMovable(True)
        self.left.head().edge = self.columns.frozen - 1
        self.columns.part()
        for part in (self.left, self.edge):
            part.setVisible(self.columns.frozen > 0)

    def _wire(self) -> None:
        inner, left, body = self.body.horizontalScrollBar(), self.left, self.body
        inner.rangeChanged.connect(self._match_bar)
        inner.valueChanged.connect(self.bar.setValue)
        self.bar.valueChanged.connect(inner.setValue)
        body.verticalScrollBar().valueChanged.connect(left.verticalScrollBar().setValue)
        left.verticalScrollBar().valueChanged.connect(body.verticalScrollBar().setValue)
        for view in (left, body):
            head = view.head()
            head.sectionClicked.connect(self.sort_by)
            head.sectionResized.connect(self._on_resized)
            head.sectionMoved.connect(lambda *_: self._tell.start())
            head.customContextMenuRequested.connect(
                lambda at, head=head: self._head_menu(head.mapToGlobal(at))
            )
        chosen = body.selectionModel()
        chosen.currentChanged.connect(self._on_current)
        chosen.selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.model.modelAboutToBeReset.connect(self.choice.keep)
        self.model.modelReset.connect(self._bring_back)
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take heights and widths of the font in force."""
        for view in (self.left, self.body):
            view.fit_rows()
            view.head().setFixedHeight(theme.head_height())
        self._fitting = True
        self.columns.dress()
        self._fitting = False
        self._fit_left()
        self._show_empty()

    def _fit_left(self) -> None:
        widths = (self.left.columnWidth(at) for at in range(self.columns.frozen))  # 0 where hidden
        self.left.setFixedWidth(sum(widths))

    def _match_bar(self, least: int, most: int) -> None:
        self.bar.setRange(least, most)
        self.bar.setPageStep(self.body.horizontalScrollBar().pageStep())
        self.bar.setSingleStep(self.body.horizontalScrollBar().singleStep())
        self.bar.setVisible(most > least)

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        if not self._fitting and new:
            self.columns.resized(column, new)
            self._tell.start()
        self._fit_left()

    def open_current(self) -> None:
        """Say that the current record is to be opened."""
        if self.choice.current_id():
            self.opened.emit(self.choice.current_id())

    # What menus call ---------------------------------------------------------------------

    def copy(self, *, heads: bool = False) -> None:
        """Put the selected rows on the clipboard as shown, masked values masked."""
        wide = self.columns.readable()
        block = [[self.model.text(row, at) for at in wide] for row in self.choice.rows()]
        if heads:
            block.insert(0, [self.model.columns[at].title for at in wide])
        if block:
            QGuiApplication.clipboard().setMimeData(copying.mime(block))

    def sort_by(self, column: int) -> None:
        """Sort by a column, or turn its order round; the tick column selects all."""
        if self.model.columns[column].key == TICK_KEY:
            self.choice.select_all()
            return
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self.model.sort(column, down if self.model.sorted_by == (column, up) else up)
        self._after_layout()

    def fill_column_menu(self, menu: QMenu) -> None:
        """Fill a menu with one tick per column and the way back to the default."""
        for at, column in enumerate(self.model.columns):
            if at < self.columns.frozen or not column.title:
                continue
            action = QAction(column.title.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(not self.body.isColumnHidden(at))
            action.toggled.connect(lambda shown, key=column.key: self.show_column(key, shown=shown))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("恢复默认的列", self.reset_columns)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column."""
        self.columns.set_shown(key, shown=shown)
        self._after_layout()

    def reset_columns(self) -> None:
        """Take back default order, widths and visibility."""
        self.columns.reset()
        self._after_layout()

    def restore(self, state: dict[str, Any]) -> None:
        """Take the layout kept on this PC; an empty one changes nothing."""
        if state:
            self._fitting = True
            self.columns.restore(state)
            self._fitting = False
            self._fit_left()

    def status(self) -> str:
        """Return the counts for the status bar."""
        total, shown, chosen = self.model.total(), self.model.rowCount(), len(self.choice.rows())
        parts = [f"共 {total} {self.unit}"]
        if shown != total:
            parts.append(f"筛选后 {shown} {self.unit}")
        return "·".join([*parts, f"已选 {chosen} {self.unit}"] if chosen else parts)

    # What happens inside -----------------------------------------------------------------

    def _head_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        self.fill_column_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _after_layout(self) -> None:
        self._fit_left()
        for view in (self.left, self.body):
            view.head().viewport().update()
        self._tell.start()

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self._repaint_rows({before.row(), now.row()})
        if now.row() != before.row():
            self.current_changed.emit(self.choice.current_id())

    def _repaint_rows(self, rows: set[int]) -> None:
        for view in (self.left, self.body):
            for row in rows:
                top = view.rowViewportPosition(row)
                view.viewport().update(0, top, view.viewport().width(), theme.row_height())

    def _bring_back(self) -> None:
        if not self.choice.bring_back():
            self.current_changed.emit(0)
        self._show_empty()
        self.selection_changed.emit()

    def _show_empty(self) -> None:
        gone = self.model.rowCount() == 0
        if gone:
            self.pane.show_empty(self.empty())
            self._place_pane()
            self.pane.raise_()
        self.pane.setVisible(gone)

    def _place_pane(self) -> None:
        head = theme.head_height()
        self.pane.setGeometry(0, head, self.width(), max(0, self.height() - head))

    def hover(self, row: int) -> None:
        """Mark the row under the mouse, -1 for none."""
        before, self.delegate.hovered = self.delegate.hovered, row
        if before != row:
            self._repaint_rows({before, row} - {-1})

    def take_focus(self) -> None:
        """Bring the keyboard to the list."""
        self.body.setFocus(Qt.FocusReason.MouseFocusReason)

    def show_focus(self, focused: bool) -> None:
        """Draw the ring of the current cell, or not."""
        self.setProperty("focused", focused)
        self._repaint_rows({self.body.currentIndex().row()})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the empty state in the middle."""
        super().resizeEvent(event)
        self._place_pane()
