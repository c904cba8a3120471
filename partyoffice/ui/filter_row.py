"""The filter row under the head of a grid: an editor a column, in both of its views.

The editors are children of the two headers' viewports and are moved whenever sections are. What is
filtered lives in ``Filters``; ``changed`` tells the page to show what is left.
"""

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from partyoffice.ui import theme
from partyoffice.ui.filter_edit import Bubble, FilterEdit
from partyoffice.ui.filter_words import UnreadableFilterError
from partyoffice.ui.filters import Filters
from partyoffice.ui.tick_list import TickList, TickModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.ui.grid import Grid

HEIGHT, MARGIN = 24, 4
CHOSEN = Qt.FocusReason.TabFocusReason


class FilterRow(QObject):
    """Editors over the heads; hidden, the row leaves its filters in force, told by their chips."""

    changed = Signal()
    shown_changed = Signal(bool)

    def __init__(self, grid: "Grid", filters: Filters) -> None:
        super().__init__(grid)
        self.grid, self.filters, self.shown = grid, filters, False
        self.edits: dict[str, FilterEdit] = {}
        self.bubble = Bubble(grid)
        self.list: TickList | None = None
        # The rows whose values the list of ticks counts; a page that narrows by more sets its own.
        self.among: Callable[[str], frozenset[int] | None] = lambda key: filters.found(but=key)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.place)
        for view in grid.columns.views:
            head = view.head()
            for signal in (head.sectionResized, head.sectionMoved, head.geometriesChanged):
                signal.connect(lambda *_: self._soon.start())
        grid.body.horizontalScrollBar().valueChanged.connect(lambda _value: self.place())
        theme.signals.changed.connect(self._soon.start)

    # Showing -----------------------------------------------------------------------------------

    def show_row(self, shown: bool) -> None:
        """Show or hide the row; filters stay as they are."""
        if shown == self.shown:
            return
        self.shown = shown
        for view in self.grid.columns.views:
            view.head().strip = shown
        self.grid.fit()
        self.place()
        if not shown:
            self.bubble.hide()
            self.grid.take_focus()
        self.shown_changed.emit(shown)

    def toggle(self) -> None:
        """Show the row and go to it, or hide it (Ctrl+Shift+L)."""
        self.show_row(not self.shown)
        if self.shown:
            self.focus()

    def place(self) -> None:
        """Set every editor above its column."""
        visible = self.grid.columns.visible() if self.shown else []
        keys = {self.grid.model.columns[at].key: at for at in visible}
        for key, edit in self.edits.items():
            if key not in keys:
                edit.hide()
        for key, at in keys.items():
            if key in self.filters.columns:
                self._place(self._edit(key), at)
        self._chain([self.edits[key] for key in keys if key in self.edits])

    def _place(self, edit: FilterEdit, at: int) -> None:
        head = self.grid.columns.view_of(at).head()
        height = theme.scaled(HEIGHT)
        top = theme.head_height() + (head.strip_height() - height) // 2
        if edit.parentWidget() is not head.viewport():
            edit.setParent(head.viewport())
        left, width = head.sectionViewportPosition(at), head.sectionSize(at)
        edit.setGeometry(QRect(left + MARGIN, top, max(0, width - 2 * MARGIN), height))
        edit.show()

    def _chain(self, edits: list[FilterEdit]) -> None:
        """Let Tab go through the row before the list, and leave the list its place in the page."""
        before: QWidget = self.grid.body.previousInFocusChain() or self.grid.body
        while before in self.edits.values() or not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain() or self.grid.body
        for one, other in pairwise((before, *edits)):
            QWidget.setTabOrder(one, other)

    def _edit(self, key: str) -> FilterEdit:
        if key not in self.edits:
            self.edits[key] = edit = FilterEdit(self.filters.columns[key])
            edit.typed.connect(partial(self._type, key))
            edit.list_wanted.connect(partial(self.open_list, key))
            edit.done.connect(self.grid.take_focus)
            edit.focused.connect(partial(self._on_focus, edit))
            edit.said.connect(partial(self._say, edit))
            now = self.filters.active.get(key)
            edit.show_text(now.shown if now else "")
        return self.edits[key]

    # The keyboard ------------------------------------------------------------------------------

    def focus(self, key: str = "") -> None:
        """Bring the keyboard to the editor of a column, else of the current one, else to the first."""
        self.show_row(True)
        self.place()
        current = self.grid.body.currentIndex()
        here = self.grid.model.columns[current.column()].key if current.isValid() else ""
        visible = [self.grid.model.columns[at].key for at in self.grid.columns.visible()]
        keys = [each for each in visible if each in self.filters.columns]
        wanted = next((each for each in (key, here) if each in keys), keys[0] if keys else "")
        if wanted:
            self.edits[wanted].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.edits[wanted].selectAll()

    def _on_focus(self, edit: FilterEdit, focused: bool) -> None:
        if focused:
            self.filters.prepare(edit.column.key)  # the first letter is then as quick as the next
            self._bring_into_sight(edit)
        else:
            self._settle(edit)
        self._say(edit)

    def _say(self, edit: FilterEdit) -> None:
        if edit.bad() and edit.hasFocus():
            self.bubble.show_at(edit)
        else:
            self.bubble.hide()

    def _settle(self, edit: FilterEdit) -> None:
        """Write a filter as it was understood: 本科 becomes 大学本科."""
        now = self.filters.active.get(edit.column.key)
        if now is not None and not edit.sentence and edit.text() != now.shown:
            edit.show_text(now.shown)

    def _bring_into_sight(self, edit: FilterEdit) -> None:
        head, bar = self.grid.body.head(), self.grid.body.horizontalScrollBar()
        if edit.parentWidget() is not head.viewport():
            return
        left, right = edit.x() - MARGIN, edit.x() + edit.width() + MARGIN
        if left < 0:
            bar.setValue(bar.value() + left)
        elif right > head.viewport().width():
            bar.setValue(bar.value() + min(left, right - head.viewport().width()))

    # Filtering ---------------------------------------------------------------------------------

    def _type(self, key: str, text: str) -> None:
        before = self.filters.active.get(key)
        try:
            self.filters.type(key, text)
        except UnreadableFilterError as error:
            self.edits[key].take_problem(str(error))
        else:
            self.edits[key].take_problem("")
        now = self.filters.active.get(key)
        if (before is None) != (now is None) or (now and before and now.shown != before.shown):
            self.told()

    def tick(self, key: str, labels: list[str]) -> None:
        """Filter a column by labels."""
        self.filters.tick(key, labels)
        self.show_filters()
        self.told()

    def clear(self, key: str = "") -> None:
        """Take one filter away, or all."""
        self.filters.clear(key)
        self.show_filters()
        self.told()

    def show_filters(self) -> None:
        """Show in the editors and the heads what is filtered."""
        for key, edit in self.edits.items():
            now = self.filters.active.get(key)
            edit.show_text(now.shown if now else "")
        self._mark_heads()

    def told(self) -> None:
        """Mark the filtered heads and tell the page."""
        self._mark_heads()
        self.changed.emit()

    def _mark_heads(self) -> None:
        for view in self.grid.columns.views:
            view.head().filtered = set(self.filters.active)
            view.head().viewport().update()

    def _forget_list(self) -> None:
        self.list = None

    # The ticks ---------------------------------------------------------------------------------

    def open_list(self, key: str) -> None:
        """Open the values of a column to be ticked, counted among what the other filters leave."""
        column = self.filters.columns[key]
        labels = self.filters.labels(key, self.among(key))
        model = TickModel(labels, self.filters.ticked(key), column.keys)
        self.list = TickList(self.grid, column.title, model)
        self.list.ticked.connect(partial(self.tick, key))
        self.list.closed.connect(self._forget_list)
        edit = self.edits.get(key)
        if edit is not None and edit.isVisible():
            self.list.closed.connect(partial(edit.setFocus, Qt.FocusReason.PopupFocusReason))
            self.list.open_at(edit.mapToGlobal(edit.rect().bottomLeft() + QPoint(0, 2)))
        else:
            head = self.grid.body.head()
            self.list.open_at(head.mapToGlobal(head.rect().bottomLeft()))
