"""A list as the product shows it: frozen columns, sorting head, cells to select and edit, totals.

Three views share one model and one selection; the left and right ones stand still while the body
scrolls. The body has the keyboard, the others only show and take presses. Without ``edits`` a grid
is read-only.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from partyoffice.ui import cell_sums, copying, grid_parts, theme
from partyoffice.ui.cell_drag import Drag
from partyoffice.ui.cell_editing import Editing
from partyoffice.ui.choice import Choice
from partyoffice.ui.column_layout import ColumnLayout
from partyoffice.ui.delegate import CellDelegate
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.grid_view import GridView
from partyoffice.ui.list_actions import head_menu
from partyoffice.ui.table_model import TICK_KEY, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.ui.choice_editor import Keys
    from partyoffice.ui.edits import Edits
    from partyoffice.ui.narrowing import Narrowing

NOTHING = Empty("inbox", "还没有内容")
FILTERED = Empty("search-x", "没有符合条件的内容")


class Grid(QFrame):
    """The list widget; ``frozen`` counts the columns that never scroll, ``right`` those at its right."""

    current_changed = Signal(int)  # record id, 0 for none
    selection_changed = Signal()
    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    layout_changed = Signal(dict)  # what ``restore`` takes, to be kept on this PC
    refused = Signal(str)  # why a cell was not changed, for the page's messages
    delete_wanted = Signal()  # Del on ticked rows: the page's own deleting, if it has one

    def __init__(
        self,
        model: TableModel,
        *,
        frozen: int = 0,
        right: int = 0,
        totals: bool = False,
        unit: str = "条",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model, self.unit = model, unit
        self.edits: Edits | None = None
        self.label_keys: Keys | None = None  # full pinyin and initials of a label, for lists in cells
        self.may_tab_out = False
        self.empty: Callable[[], Empty] = lambda: FILTERED if self.model.total() else NOTHING
        self.setProperty("role", "sheet")
        self.left, self.body, self.right = GridView(self), GridView(self), GridView(self)
        self.columns = ColumnLayout((self.left, self.body, self.right), model, frozen)
        self.pane = EmptyPane(self)
        self.narrowing: Narrowing | None = None  # set by a page whose list can be filtered
        self.menu_column = -1  # the column whose head menu is open
        self._delegate = CellDelegate(self)
        self._fitting = False
        self._many = False
        self._tell = QTimer(self, singleShot=True, interval=400)
        self._tell.timeout.connect(lambda: self.layout_changed.emit(self.columns.state()))
        self.bar, self.edges, self.strips = grid_parts.build(self, totals=totals)
        self.columns.fix(right)
        self.choice = Choice(self.body.selectionModel(), model, self.columns)
        self.editing, self.drag = Editing(self), Drag(self)
        self.delegate = self._delegate
        grid_parts.wire(self)
        self._wire()
        self.fit()

    # Building ----------------------------------------------------------------------------

    def _wire(self) -> None:
        for view in self.columns.views:
            head = view.head()
            head.sectionClicked.connect(self.sort_by)
            head.sectionResized.connect(self._on_resized)
            head.customContextMenuRequested.connect(
                lambda at, head=head: head_menu(self, head.logicalIndexAt(at), head.mapToGlobal(at))
            )
        self.body.head().sectionMoved.connect(lambda *_: self.columns.moved() and self._tell.start())
        chosen = self.body.selectionModel()
        chosen.currentChanged.connect(self._on_current)
        chosen.selectionChanged.connect(self._on_selected)
        self.model.modelAboutToBeReset.connect(self.choice.keep)
        self.model.modelReset.connect(self._bring_back)
        self.model.moving.connect(self.choice.drop)
        self.model.moved.connect(self.choice.bring_back)
        theme.signals.changed.connect(self.fit)

    @property
    def delegate(self) -> CellDelegate:
        """What paints the cells of every view; a page may set its own."""
        return self._delegate

    @delegate.setter
    def delegate(self, delegate: CellDelegate) -> None:
        self._delegate, delegate.choice = delegate, self.choice
        for view in self.columns.views:
            view.setItemDelegate(delegate)

    def fit(self) -> None:
        """Take heights and widths of the font in force."""
        self.right.head().strip = self.body.head().strip
        for view in self.columns.views:
            view.fit_rows()
            view.head().fit()
        self._fitting = True
        self.columns.dress()
        self._fitting = False
        self._fit_parts()
        self._show_empty()

    def _fit_parts(self) -> None:
        grid_parts.fit(self)
        self.editing.place()

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        if not self._fitting and new:
            self.columns.resized(column, new)
            self._tell.start()
        self._fit_parts()

    # What menus and keys call ------------------------------------------------------------

    def open_current(self) -> None:
        """Say that the current record is to be opened."""
        if self.choice.current_id():
            self.opened.emit(self.choice.current_id())

    def tick_current(self) -> None:
        """Tick the current row, or take its tick off."""
        if self.body.currentIndex().isValid():
            self.choice.toggle(self.body.currentIndex())

    def edit_current(self, *, select: bool = False) -> None:
        """Edit the current cell (F2), the caret at the end."""
        self.editing.edit(select=select)

    def clear_cells(self) -> None:
        """Empty the selected cells (Del); ticked rows are the page's to delete."""
        if self.choice.whole_rows():
            self.delete_wanted.emit()
        else:
            self.editing.changes.clear()

    def fill_down(self) -> None:
        """Fill the selected cells with the first row's, a single one with what stands above (Ctrl+D)."""
        if self.editing.finish():
            self.editing.changes.fill_down()

    def fill_selection(self) -> None:
        """Fill the selection with the current cell, or with what is being typed into it (Ctrl+Enter)."""
        self.editing.changes.fill()

    def today(self) -> None:
        """Write today into a date cell (Ctrl+; or a full stop)."""
        self.editing.today()

    def choose(self) -> None:
        """Open the list of a choice cell (F7)."""
        self.editing.choose()

    def finish_edit(self) -> bool:
        """Store what is being typed; False if it cannot stand, and the editor stays."""
        return self.editing.finish()

    def copy(self, *, heads: bool = False) -> None:
        """Put the selected cells on the clipboard as shown, masked values masked."""
        rows, wide = self.choice.block()
        block = [[self.model.text(row, at) for at in wide] for row in rows]
        if heads:
            block.insert(0, [self.model.columns[at].title for at in wide])
        if block:
            QGuiApplication.clipboard().setMimeData(copying.mime(block))

    def leave(self, *, forward: bool) -> None:
        """Hand the keyboard to what stands after the list, or before it (F6, Shift+F6)."""
        self.may_tab_out = True
        self.body.focusNextPrevChild(forward)

    def ahead(self, rows: int, columns: int) -> tuple[int, str] | None:
        """Return record and column some cells on; past the end of a row, the next row's first editable cell."""
        now, order = self.body.currentIndex(), self.columns.readable()
        if not now.isValid() or now.column() not in order:
            return None
        row, place = now.row() + rows, order.index(now.column()) + columns
        if not 0 <= place < len(order):
            row += columns
            can = [at for at in order if self.editing.changes.editable(at)] or order
            place = order.index(can[0] if columns > 0 else can[-1])
        if not 0 <= row < self.model.rowCount():
            return None
        return self.model.record_id(row), self.model.columns[order[place]].key

    def go_along(self, step: int) -> bool:
        """Go to the next or previous cell (Tab); False at the end of the list."""
        target = self.ahead(0, step)
        return target is not None and self.choice.go_to(*target)

    def sort_by(self, column: int) -> None:
        """Sort by a column, or turn its order round; the tick column selects all."""
        if self.model.columns[column].key == TICK_KEY:
            self.choice.select_all()
            return
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self.model.sort(column, down if self.model.sorted_by == (column, up) else up)
        self._after_layout()

    # Columns -----------------------------------------------------------------------------

    def freeze_to(self, key: str) -> None:
        """Let everything up to a column stand still while the others scroll."""
        at = self.model.place_of(key)
        if at >= 0:
            self.columns.freeze(self.columns.places.index(at) + 1)
            self._after_layout()

    def freeze_none(self) -> None:
        """Let every column scroll."""
        self.columns.freeze(0)
        self._after_layout()

    def freeze_usual(self) -> None:
        """Freeze the columns that are frozen by default."""
        self.columns.freeze(self.columns.usual)
        self._after_layout()

    def fill_column_menu(self, menu: QMenu) -> None:
        """Fill a menu with one tick per column and the way back to the default."""
        for at, column in enumerate(self.model.columns):
            if at < self.columns.usual or not column.title:
                continue
            action = QAction(column.title.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(at not in self.columns.hidden)
            action.toggled.connect(lambda shown, key=column.key: self.show_column(key, shown=shown))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("恢复默认的列", self.reset_columns)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column."""
        self.columns.set_shown(key, shown=shown)
        self._after_layout()

    def reset_columns(self) -> None:
        """Take back default order, widths, visibility and freezing."""
        self.columns.reset()
        self._after_layout()

    def restore(self, state: dict[str, Any]) -> None:
        """Take the layout kept on this PC; an empty one changes nothing."""
        if state:
            self._fitting = True
            self.columns.restore(state)
            self._fitting = False
            self._fit_parts()

    def status(self) -> str:
        """Return the counts for the status bar, and the sum of selected numbers."""
        total, shown, chosen = self.model.total(), self.model.rowCount(), self.choice.count()
        parts = [f"共 {total} {self.unit}"]
        if shown != total:
            parts.append(f"筛选后 {shown} {self.unit}")
        if chosen:
            parts.append(f"已选 {chosen} {self.unit}")
        return "·".join([*parts, *self.sums()])

    def sums(self) -> list[str]:
        """Return 求和, 平均 and 计数 of several selected numbers, nothing for other selections."""
        return cell_sums.sums(self.model, self.choice)

    # What happens inside -----------------------------------------------------------------

    def _after_layout(self) -> None:
        self._fit_parts()
        for view in self.columns.views:
            view.head().viewport().update()
        self._tell.start()

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self._repaint_rows({before.row(), now.row()})
        # An input method may begin in a cell that can be edited, and only there.
        self.body.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.editing.possible())
        if now.row() != before.row():
            self.current_changed.emit(self.choice.current_id())

    def _on_selected(self) -> None:
        lit, self.delegate.lit = self.delegate.lit, self.choice.lone()
        many, self._many = self._many, self.choice.many()
        if many or self._many:
            for view in self.columns.views:
                view.viewport().update()
        else:
            self._repaint_rows({lit, self.delegate.lit} - {-1})
        self.selection_changed.emit()

    def _repaint_rows(self, rows: set[int]) -> None:
        for view in self.columns.views:
            for row in rows:
                top = view.rowViewportPosition(row)
                view.viewport().update(0, top, view.viewport().width(), theme.row_height())

    def _bring_back(self) -> None:
        if not self.choice.bring_back():
            self.current_changed.emit(0)
        self._show_empty()
        self._on_selected()

    def _show_empty(self) -> None:
        gone = self.model.rowCount() == 0
        if gone:
            self.pane.show_empty(self.empty())
            self._place_pane()
            self.pane.raise_()
        self.pane.setVisible(gone)

    def _place_pane(self) -> None:
        head = self.body.head().height()
        self.pane.setGeometry(0, head, self.width(), max(0, self.height() - head))

    def hover(self, row: int) -> None:
        """Mark the row under the mouse, -1 for none."""
        before, self.delegate.hovered = self.delegate.hovered, row
        if before != row:
            self._repaint_rows({before, row} - {-1})

    def cell_rect(self, index: QModelIndex) -> QRect:
        """Return where a cell stands in the list."""
        view = self.columns.view_of(index.column())
        return view.visualRect(index).translated(view.viewport().mapTo(self, QPoint(0, 0)))

    def cell_room(self, index: QModelIndex) -> QRect:
        """Return the place an editor of a cell may take: never under the frozen part or below the edge."""
        return grid_parts.room(self, self.columns.view_of(index.column()))

    def cell_on_screen(self) -> QRect:
        """Return where the current cell stands on the screen."""
        rect = self.cell_rect(self.body.currentIndex())
        return QRect(self.mapToGlobal(rect.topLeft()), rect.size())

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
        self._fit_parts()
