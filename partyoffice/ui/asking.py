"""A form over the window that is judged before it is saved; its fields may come and go with the values."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.core import names
from partyoffice.core.field import Field
from partyoffice.store.pinyin import readings
from partyoffice.ui.choice_editor import ChoiceEditor, Option
from partyoffice.ui.controls import label
from partyoffice.ui.form_dialog import FormDialog, Save
from partyoffice.ui.paste_values import empty_of
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.remarks import Remarks, nothing

if TYPE_CHECKING:
    from partyoffice.ui.fields import Links

Judge = Callable[[dict[str, Any]], Mapping[str, str]]


@lru_cache(maxsize=4096)
def label_keys(text: str) -> tuple[str, ...]:
    """Return what a label is found by: full pinyin and initials."""
    return tuple(names.search_keys(text, readings).split())


class Asking(FormDialog):
    """A form over the window; ``judge`` names by field what would be wrong with the values."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        form: RecordForm,
        verb: str,
        save: Save,
        *,
        judge: Judge = lambda _values: {},
        note: str = "",
        more: str = "",
        kept: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent, title, form, verb, save, more=more, kept=kept)
        self.judge = judge
        self.first = ""  # the field to begin with
        self.about: dict[str, Any] = {}  # what opens the same form again, for drafts
        self.note = label(note, "label", wraps=True)
        self.note.setContentsMargins(16, 10, 16, 8)
        self.note.setVisible(bool(note))
        self.put_in(1, self.note)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _tell(self) -> None:
        for key, sentence in self.judge(self.form.values()).items():
            self.form.set_problem(key, sentence)

    def on_save(self) -> None:
        """Judge, save, close."""
        self._tell()
        super().on_save()

    def on_more(self) -> None:
        """Judge, save, begin the next."""
        self._tell()
        super().on_more()

    def show_rows(self, keys: Iterable[str]) -> None:
        """Show only these fields; the others keep what stands in them and are passed over by Enter."""
        wanted = set(keys)
        for key, row in self.form.rows.items():
            row.title.setVisible(key in wanted)
            row.editor.setVisible(key in wanted)
            row.editor.focus_part().setEnabled(key in wanted)
            if key not in wanted:
                row.sentence.hide()
                row.remarks.say(())
        self._close_gaps()
        self.tell_missing()
        self.fit()

    def _close_gaps(self) -> None:
        hidden = [row.editor for row in self.form.rows.values() if row.editor.isHidden()]
        for holder in self.form.grid.findChildren(QVBoxLayout):
            below = 0 if any(holder.indexOf(editor) >= 0 for editor in hidden) else 10
            holder.setContentsMargins(0, 0, 0, below)
        self.form.grid.invalidate()

    def set_choices(self, key: str, choices: tuple[Option, ...]) -> None:
        """Give a choice other entries; a value that is no longer among them is cleared."""
        editor = self.form.editor(key)
        if not isinstance(editor, ChoiceEditor):
            raise TypeError(key)
        editor.offer(choices)

    def begin(self) -> "Asking":
        """Open over the window and give the first field the keyboard."""
        self.fit()
        self.open()
        visible = (key for key, row in self.form.rows.items() if row.editor.isVisibleTo(self))
        self.form.jump(self.first or next(visible))
        return self

    def put_in(self, place: int, part: QWidget) -> None:
        """Set a part above the action bar; ``place`` counts from the top, negative from the bar."""
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(place if place >= 0 else box.count() + place, part)


def form(
    fields: Sequence[Field],
    values: Mapping[str, Any],
    links: "Links | None" = None,
    remarks: Remarks = nothing,
) -> RecordForm:
    """Return a form whose choices are found by pinyin too; what is not given is empty, not unknown."""
    empty = {field.key: empty_of(field) for field in fields}
    return RecordForm(fields, {**empty, **values}, links=links or {}, keys=label_keys, remarks=remarks)
