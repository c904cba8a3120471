"""A list as the product shows it: frozen columns, sorting head, cells to select and edit, totals.

Three views share one model and one selection; the left and right ones stand still while the body
scrolls. The body has the keyboard, the others only show and take presses. Without ``edits`` a grid
is read-only.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolTip, QWidget

from partyoffice.ui import cell_sums, copying, grid_parts, theme
from partyoffice.ui.cell_drag import Drag
from partyoffice.ui.cell_editing import Editing
from partyoffice.ui.cell_walk import Walk
from partyoffice.ui.choice import Choice
from partyoffice.ui.column_layout import ColumnLayout
from partyoffice.ui.delegate import CellDelegate
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.grid_frame import GridFrame
from partyoffice.ui.grid_view import GridView
from partyoffice.ui.list_actions import HEAD_MENU, head_menu
from partyoffice.ui.table_model import TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partyoffice.ui.choice_editor import Keys
    from partyoffice.ui.edits import Edits
    from partyoffice.ui.narrowing import Narrowing

NOTHING = Empty("inbox", "还没有内容")
MASKED_COPY = "敏感的列照遮盖的样子复制；要复制完整的，先按 F9 显示"
FILTERED = Empty("search-x", "没有符合条件的内容")


class Grid(GridFrame):
    """The list widget; ``frozen`` counts the columns that never scroll, ``right`` those at its right."""

    current_changed = Signal(int)  # record id, 0 for none
    selection_changed = Signal()
    opened = Signal(int)
    menu_wanted = Signal(QPoint)
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
        self._edits: Edits | None = None
        self.label_keys: Keys | None = None  # full pinyin and initials of a label, for lists in cells
        self.may_tab_out = False
        self.opens: bool = False  # whether Enter opens the record, or goes down as in a sheet
        self.empty: Callable[[], Empty] = lambda: FILTERED if self.model.total() else NOTHING
        self.setProperty("role", "sheet")
        self.left, self.body, self.right = GridView(self), GridView(self), GridView(self)
        self.columns = ColumnLayout((self.left, self.body, self.right), model, frozen)
        self.pane = EmptyPane(self)
        self.narrowing: Narrowing | None = None  # set by a page whose list can be filtered
        self.menu_column = -1  # the column whose head menu is open
        self._delegate = CellDelegate(self)
        self._many = False
        self._tell = QTimer(self, singleShot=True, interval=400)
        self._tell.timeout.connect(lambda: self.layout_changed.emit(self.columns.state()))
        self.bar, self.edges, self.strips = grid_parts.build(self, totals=totals)
        self.columns.fix(right)
        self.choice = Choice(self.body.selectionModel(), model, self.columns)
        self.editing: Editing = Editing(self)
        self.walk: Walk = Walk(self)
        self.drag = Drag(self)
        self.delegate = self._delegate
        grid_parts.wire(self)
        self._wire()
        self.columns.changed = self._fit_parts
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
    def edits(self) -> "Edits | None":
        """What a page answers about changing cells; None for a grid that is only read."""
        return self._edits

    @edits.setter
    def edits(self, edits: "Edits | None") -> None:
        self._edits = edits
        self.allow_input()

    @property
    def delegate(self) -> CellDelegate:
        """What paints the cells of every view; a page may set its own."""
        return self._delegate

    @delegate.setter
    def delegate(self, delegate: CellDelegate) -> None:
        self._delegate, delegate.choice = delegate, self.choice
        for view in self.columns.views:
            view.setItemDelegate(delegate)

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
        """Put the selected cells on the clipboard as shown, masked values masked, which is said."""
        rows, wide = self.editing.changes.cells()
        block = [[self.model.text(row, at) for at in wide] for row in rows]
        if heads:
            block.insert(0, [self.model.columns[at].title for at in wide])
        if block:
            QGuiApplication.clipboard().setMimeData(copying.mime(block))
        if any(self.editing.changes.masked(at) for at in wide):
            QToolTip.showText(self.body.mapToGlobal(QPoint()), MASKED_COPY, self)

    def leave(self, *, forward: bool) -> None:
        """Hand the keyboard to what stands after the list, or before it (F6, Shift+F6)."""
        self.may_tab_out = True
        self.body.focusNextPrevChild(forward)

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

    def commands_of_head(self, _column: int) -> "Sequence[str]":
        """Return the commands of the menu of a head."""
        return HEAD_MENU

    # What happens inside -----------------------------------------------------------------

    def arranged(self) -> None:
        """Let an open editor follow its cell."""
        self.editing.place()

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self._repaint_rows({before.row(), now.row()})
        self.allow_input()
        if now.row() != before.row():
            self.current_changed.emit(self.choice.current_id())

    def allow_input(self) -> None:
        """Let an input method begin in a cell that can be edited, and only there."""
        self.body.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.editing.possible())

    def _on_selected(self) -> None:
        lit, self.delegate.lit = self.delegate.lit, self.choice.lone()
        many, self._many = self._many, self.choice.many()
        if many or self._many:
            for view in self.columns.views:
                view.viewport().update()
        else:
            self._repaint_rows({lit, self.delegate.lit} - {-1})
        self.selection_changed.emit()

    def _bring_back(self) -> None:
        if not self.choice.bring_back():
            self.current_changed.emit(0)
        self._show_empty()
        self._on_selected()
