"""Editing a cell in its place: opening, judging, storing, and what must not be lost on the way."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.ui.cell_changes import Changes
from partyoffice.ui.cell_editor import CellEditor
from partyoffice.ui.edits import Change, same
from partyoffice.ui.fields import editor_for
from partyoffice.ui.rights import reading_only

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid


class Editing(QObject):
    """At most one open editor; ``changes`` knows what may be changed at all."""

    begun = Signal()  # an editor stands open

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self.grid, self.changes = grid, Changes(grid)
        self.box: CellEditor | None = None
        self.record_id, self.key = 0, ""
        self._given: tuple[Any, str] = (None, "")  # what the editor made of the stored value
        self._storing = False
        for signal in (grid.model.modelReset, grid.model.moved):
            signal.connect(self.place)
        for view in grid.columns.views:
            view.head().sectionResized.connect(self.place)
            view.verticalScrollBar().valueChanged.connect(self.place)
            view.horizontalScrollBar().valueChanged.connect(self.place)

    # Opening -----------------------------------------------------------------------------

    def possible(self) -> bool:
        """Say whether typing in the current cell would open an editor."""
        now = self.grid.body.currentIndex()
        return now.isValid() and self.changes.editable(now.column())

    def is_date(self) -> bool:
        """Say whether the current cell holds a day that can be edited."""
        now = self.grid.body.currentIndex()
        field = self.changes.field(now.column()) if now.isValid() else None
        return field is not None and field.kind is Kind.DAY

    def open(self, *, typed: bool = False, focus: bool = True) -> bool:
        """Open the editor of the current cell; otherwise say why not, or open the form it takes."""
        now = self.grid.body.currentIndex()
        if self.box is not None or not now.isValid() or not self._allowed(now):
            return self.box is not None
        edits, field = self.grid.edits, self.changes.field(now.column())
        if edits is None or field is None:
            return False
        self.record_id, self.key = self.grid.model.record_id(now.row()), field.key
        links = {field.key: edits.links(field.key)} if field.kind is Kind.LINK else {}
        editor = editor_for(field, links=links, keys=self.grid.label_keys)
        editor.set_value(edits.value(self.record_id, self.key))
        self._given = editor.value(), editor.problem()
        self._show(CellEditor(self.grid, editor, typed=typed), focus=focus)
        return True

    def _allowed(self, now: QModelIndex) -> bool:
        edits, column = self.grid.edits, self.grid.model.columns[now.column()]
        if edits is None:
            return False
        record_id = self.grid.model.record_id(now.row())
        why = self.changes.why_not(now.row(), now.column())
        if edits.asks(column.key) and not (self.changes.masked(now.column()) or reading_only(self.grid)):
            edits.ask(record_id, column.key)
            return False
        if why:
            self.grid.refused.emit(why)
        return not why

    def _show(self, box: CellEditor, *, focus: bool) -> None:
        self.box = box
        box.moved_on.connect(self._go_on)
        box.filled.connect(self.grid.fill_selection)
        box.given_up.connect(self.cancel)
        box.left.connect(lambda: QTimer.singleShot(0, self, self._on_left))
        box.editor.edited.connect(self.place)
        self.grid.columns.show_cell(self.grid.body.currentIndex())
        box.show()
        self.place()
        box.raise_()
        self.begun.emit()
        if focus:
            box.take_focus()

    def edit(self, *, select: bool = False) -> None:
        """Edit what stands in the current cell, the caret at its end."""
        if self.open() and self.box is not None:
            self.box.caret_at_end(select=select)

    def begin_empty(self) -> None:
        """Open the current cell emptied (Backspace)."""
        if self.open(typed=True) and self.box is not None:
            self.box.clear()

    def type(self, event: QKeyEvent) -> None:
        """Overwrite the current cell, beginning with the key just pressed."""
        if self.open(typed=True) and self.box is not None:
            self.box.clear()
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QCoreApplication.sendEvent(self.box.part, again)

    def compose(self, event: QInputMethodEvent) -> bool:
        """Overwrite the current cell by an input method.

        The keyboard stays with the list until the first composition is committed: to move it would
        break the composition off and lose its first character.
        """
        text = event.preeditString() or event.commitString()
        box = self.box or (self._blank() if text else None)
        if box is None:
            return False
        QCoreApplication.sendEvent(box.part, event)
        if not event.preeditString():
            box.take_focus() if event.commitString() or box.holds_text() else self.cancel()
        return True

    def _blank(self) -> CellEditor | None:
        if self.open(typed=True, focus=False) and self.box is not None:
            self.box.clear()
        return self.box

    def today(self) -> None:
        """Propose today in a date cell; Enter stores it, Esc takes it back."""
        if self.box is None and not self.is_date():
            now = self.grid.body.currentIndex()
            if now.isValid():
                self.grid.refused.emit(f"“{self.grid.model.columns[now.column()].title}”不是日期，不能填今天")
            return
        if self.open() and self.box is not None and self.is_date():
            self.box.editor.set_value(Day.of(clock.today()))
            self.box.caret_at_end(select=False)
            self.box.editor.edited.emit()

    def choose(self) -> None:
        """Open the list of a choice or the calendar of a date."""
        if self.open() and self.box is not None:
            editor = self.box.editor
            show = getattr(editor, "open_list", None) or getattr(editor, "open_calendar", None)
            if show is not None:
                show()

    # Where it stands ---------------------------------------------------------------------

    def part(self) -> QWidget | None:
        """Return the widget an input method writes into while the list still has the keyboard."""
        return self.box.part if self.box is not None else None

    def composing(self) -> bool:
        """Say whether an input method is composing in the open editor."""
        return self.box is not None and self.box.composing()

    def place(self, *_: object) -> None:
        """Follow the record; one that left the list takes the editor with it, and that is told."""
        if self.box is None or self._storing:
            return
        row = self.grid.model.rows_of([self.record_id]).get(self.record_id, -1)
        if row < 0:
            self.close()
            self.grid.refused.emit("正在修改的这一行已不在列表中，刚才输入的内容没有保存")
            return
        index = self.grid.model.index(row, self.grid.model.place_of(self.key))
        self.box.place(self.grid.cell_rect(index), self.grid.cell_room(index))

    # Ending ------------------------------------------------------------------------------

    def _problem(self, value: Any) -> str:  # noqa: ANN401 -- each kind its own
        edits, box = self.grid.edits, self.box
        if edits is None or box is None:
            return ""
        found, changed = box.editor.problem(), not same(value, self._given[0])
        if found and (changed or found != self._given[1]):  # a strange value stored long ago may stay
            return found
        return "" if not changed else edits.judge(Change(self.record_id, self.key, value))

    def checked(self) -> list[Change] | None:
        """Return the change in the open editor, nothing if unchanged; None, and told, if it cannot stand."""
        box = self.box
        if box is None:
            return []
        box.tidy()
        value = box.editor.value()
        problem = self._problem(value)
        box.say(problem)
        if problem:
            return None
        return [] if same(value, self._given[0]) else [Change(self.record_id, self.key, value)]

    def finish(self) -> bool:
        """Store what stands in the open editor and close it; False, and it stays, if it cannot stand."""
        if self._storing:
            return False
        self._end_composing()
        box = self.box
        changes = self.checked()
        if changes is None and box is not None:
            box.take_focus()
        return changes is not None and self.store(changes)

    def _end_composing(self) -> None:
        """Have the input method commit; what it does not commit was never text, and empties no cell."""
        if self.composing():
            QGuiApplication.inputMethod().commit()
        if self.composing():
            self.compose(QInputMethodEvent("", []))

    def store(self, changes: list[Change], verb: str = "修改") -> bool:
        """Store and close; False, and the editor stays, if refused."""
        edits = self.grid.edits
        self._storing = True
        stored = not changes or edits is None or edits.write(changes, verb)
        self._storing = False
        if stored:
            self.close()
        else:
            self.place()
        return stored

    def _go_on(self, rows: int, columns: int) -> None:
        target = self.grid.walk.ahead(rows, columns)
        if self.finish() and target is not None:
            self.grid.walk.arrive(target, columns)

    def cancel(self) -> None:
        """Close without storing."""
        self.close()

    def close(self) -> None:
        """Take the editor away; the keyboard returns to the list if it was here."""
        box, self.box = self.box, None
        if box is None:
            return
        box.fold()
        here = box.part.window().focusWidget() is box.part  # also while another window is in front
        box.close_all()
        if here:
            self.grid.take_focus()

    def _on_left(self) -> None:
        box = self.box
        if box is None or box.part.hasFocus() or self._storing:
            return
        self._end_composing()
        changes = self.checked()
        if changes is not None:
            self.store(changes)
