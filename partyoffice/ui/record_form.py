"""A form for one record: labels right-aligned, groups, Enter goes on, problems listed with a jump.

What the user did not touch comes back exactly as it was given, also where no editor could show it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core.field import Field
from partyoffice.ui import theme
from partyoffice.ui.choice_editor import Keys
from partyoffice.ui.controls import ENTER
from partyoffice.ui.editors import Editor
from partyoffice.ui.fields import Links, editor_for
from partyoffice.ui.form_row import LABEL_WIDTH, Row, lay_out
from partyoffice.ui.line import composing
from partyoffice.ui.problem_list import ProblemList
from partyoffice.ui.remarks import Remarks, nothing


class RecordForm(QWidget):
    """Editors for described fields; scrolls rather than grow.

    ``remarks`` says of the values what is to be said beside the fields, asked whenever a value is
    committed: a field left after typing, an entry picked; never while somebody is still typing.
    """

    edited = Signal(str)  # field key
    committed = Signal(str)  # field key
    submitted = Signal()  # Ctrl+S
    submitted_more = Signal()  # Ctrl+Enter: save and begin the next
    left_end = Signal()  # Enter in the last field

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Any] | None = None,
        *,
        links: Links | None = None,
        keys: Keys | None = None,
        remarks: Remarks = nothing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.remarks = remarks
        self._typed: set[str] = set()  # the fields typed into and not yet left
        self.rows = {field.key: Row(field, editor_for(field, links=links, keys=keys)) for field in fields}
        self.problem_list = ProblemList()
        self.problem_list.jumped.connect(self.jump)
        self._order = [row.editor.focus_part() for row in self.rows.values()]
        body = QWidget()
        self.grid = QGridLayout(body)
        lay_out(self.grid, self.rows.values())
        self.area = QScrollArea()
        self.area.setWidget(body)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.area, 1)
        box.addWidget(self.problem_list)
        self._watch()
        self.fit()
        theme.signals.changed.connect(self.fit)
        self.load(values or {})

    def fit(self) -> None:
        """Take the label column's width for the font in force."""
        rows = self.rows.values()
        width = max([theme.scaled(LABEL_WIDTH), *(row.wanted_width() for row in rows)])
        for row in rows:
            row.fit(width)

    def _watch(self) -> None:
        for key, row in self.rows.items():
            row.editor.focus_part().installEventFilter(self)
            row.editor.edited.connect(lambda key=key: self._on_edited(key))
            row.editor.committed.connect(lambda key=key: self.commit(key))
        for one, other in zip(self._order, self._order[1:], strict=False):
            QWidget.setTabOrder(one, other)

    def wanted_height(self) -> int:
        """Return the height at which nothing scrolls."""
        body = self.area.widget()
        return body.sizeHint().height() if body is not None else 0

    # Values ------------------------------------------------------------------------------

    def load(self, values: Mapping[str, Any]) -> None:
        """Show a record anew; missing keys are empty."""
        self._typed.clear()
        for key, row in self.rows.items():
            row.load(values.get(key))
        self.problem_list.fill({}, {})
        self.remark()

    def values(self) -> dict[str, Any]:
        """Return every value by key."""
        return {key: row.value() for key, row in self.rows.items()}

    def changed(self) -> dict[str, Any]:
        """Return the values the user changed."""
        return {key: row.value() for key, row in self.rows.items() if row.touched()}

    def set_value(self, key: str, value: Any) -> None:  # noqa: ANN401 -- each kind its own
        """Fill a field as the user would, such as the birth date an ID number tells."""
        self.rows[key].editor.set_value(value)
        self._on_edited(key)
        self.commit(key)

    def editor(self, key: str) -> Editor:
        """Return the editor of a field."""
        return self.rows[key].editor

    def draft(self) -> dict[str, Any]:
        """Return what the user typed and has not saved, as JSON, also what could not yet be read."""
        return {key: row.editor.raw() for key, row in self.rows.items() if row.touched()}

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept, as the user's own edits."""
        for key in kept.keys() & self.rows.keys():
            self.rows[key].editor.take_raw(kept[key])
            self._on_edited(key)
            self.rows[key].judge()
        self.remark()

    # Remarks -----------------------------------------------------------------------------

    def remark(self) -> None:
        """Say beside the fields what is to be said of the values as they stand."""
        said = self.remarks(self.values())
        for key, row in self.rows.items():
            row.remark(said.get(key, ()))
            if row.remarks.blocking():
                row.editor.mark_bad(True)

    def commit(self, key: str) -> None:
        """Take a value as meant: remark on it, tell others."""
        self._typed.discard(key)
        self.committed.emit(key)
        self.remark()
        self.rows[key].judge()

    # Problems ----------------------------------------------------------------------------

    def set_problem(self, key: str, sentence: str) -> None:
        """Tell a problem only the page can know; empty takes it back."""
        self.rows[key].outer = sentence
        self.rows[key].judge()

    def problems(self) -> dict[str, str]:
        """Return what is wrong, by field."""
        return {key: row.problem() for key, row in self.rows.items() if row.problem()}

    def wanting(self) -> dict[str, str]:
        """Return the titles of required fields that are empty (待补) by key; no reason to refuse saving."""
        return {key: row.field.title for key, row in self.rows.items() if row.wanting()}

    def missing(self) -> list[str]:
        """Return the titles alone."""
        return list(self.wanting().values())

    def check(self) -> bool:
        """Show all problems and jump to the first; True if there is none."""
        self.remark()
        found = self.problems()
        for row in self.rows.values():
            row.judge()
        self.problem_list.fill(found, {key: row.field.title for key, row in self.rows.items()})
        if found:
            self.jump(next(iter(found)))
        return not found

    def jump(self, key: str) -> None:
        """Bring a field into sight and give it the keyboard."""
        part, box = self.rows[key].editor.focus_part(), self.layout()
        if box is not None:
            box.activate()  # what is said below may just have taken some of the room
        self.area.ensureWidgetVisible(part, 16, 60)
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_edited(self, key: str) -> None:
        row = self.rows[key]
        row.outer = ""
        row.look_for_junk()
        self._typed.add(key)
        if not row.problem():
            row.judge()
        self.edited.emit(key)

    # Keys --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go on, judge a field when it is left, keep the current one in sight."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(watched, event)
        if isinstance(watched, QWidget) and watched in self._order:
            if event.type() == QEvent.Type.FocusOut:
                self._left(list(self.rows)[self._order.index(watched)])
            elif event.type() == QEvent.Type.FocusIn:
                self.area.ensureWidgetVisible(watched, 16, 60)
        return False

    def _left(self, key: str) -> None:
        if key in self._typed:
            self.commit(key)
        else:
            self.rows[key].judge()

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        if composing(watched):
            return False
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if control and key == Qt.Key.Key_S:
            self._submit(watched, more=False)
        elif control and key in ENTER:
            self._submit(watched, more=True)
        elif key in ENTER and not self._is_long(watched):
            self._go_on(watched, -1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            return False
        return True

    def _submit(self, watched: QObject, *, more: bool) -> None:
        self._settle(watched)
        (self.submitted_more if more else self.submitted).emit()

    def _settle(self, watched: QObject) -> None:
        """Take what was typed into a part as meant."""
        for key, row in self.rows.items():
            if row.editor.focus_part() is watched and key in self._typed:
                if hasattr(row.editor, "normalise"):
                    row.editor.normalise()
                self.commit(key)

    def _editor_of(self, part: QObject) -> Editor | None:
        return next((row.editor for row in self.rows.values() if row.editor.focus_part() is part), None)

    def _is_long(self, part: QObject) -> bool:
        editor = self._editor_of(part)
        return editor is not None and editor.long

    def _go_on(self, part: QObject, step: int) -> None:
        self._settle(part)
        parts = [widget for widget in self._order if widget.isEnabled()]
        place = next((at for at, widget in enumerate(parts) if widget is part), 0) + step
        if place >= len(parts):
            self.left_end.emit()
        else:
            parts[max(place, 0)].setFocus(Qt.FocusReason.TabFocusReason)
