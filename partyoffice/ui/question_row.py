"""A few fields above or below a table, side by side: what a batch or new records are asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from partyoffice.core.field import Field
from partyoffice.ui import theme
from partyoffice.ui.choice_editor import ChoiceEditor, Keys, Option
from partyoffice.ui.controls import ENTER, label
from partyoffice.ui.edits import EMPTY
from partyoffice.ui.fields import editor_for
from partyoffice.ui.line import composing

if TYPE_CHECKING:
    from partyoffice.ui.editors import Editor

BESIDE, LARGE_PT = 3, 11  # so many in a line; one less in a larger font


class Questions(QFrame):
    """Labels and editors, three in a line; Enter goes on to the next."""

    edited = Signal(str)  # field key
    left_end = Signal()  # Enter in the last field

    def __init__(
        self,
        asked: Sequence[tuple[Field, Any]],
        links: Mapping[str, Sequence[Option]] | None = None,
        keys: Keys | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.fields = {field.key: field for field, _ in asked}
        self.editors: dict[str, Editor] = {}
        self.titles: dict[str, QLabel] = {}
        self.lines = QGridLayout(self)
        self.lines.setContentsMargins(16, 8, 16, 8)
        self.lines.setHorizontalSpacing(10)
        self.lines.setVerticalSpacing(8)
        for field, value in asked:
            self._add(field, value, links or {}, keys)
        self.given = {key: editor.raw() for key, editor in self.editors.items()}
        self.show_only(self.fields)

    def _add(
        self,
        field: Field,
        value: Any,  # noqa: ANN401 -- each kind its own
        links: Mapping[str, Sequence[Option]],
        keys: Keys | None,
    ) -> None:
        editor = editor_for(field, links=links, keys=keys)
        editor.set_value(value)
        editor.edited.connect(lambda key=field.key: self.edited.emit(key))
        title = label(f"{field.title} *" if field.required else field.title, "label")
        title.setBuddy(editor.focus_part())
        editor.focus_part().installEventFilter(self)
        self.editors[field.key], self.titles[field.key] = editor, title

    def show_only(self, keys: Iterable[str]) -> None:
        """Show these fields, in the order they were given; the others keep what stands in them."""
        wanted = set(keys)
        for parts in (self.titles, self.editors):
            for part in parts.values():
                self.lines.removeWidget(part)
        shown = [key for key in self.fields if key in wanted]
        beside = BESIDE - int(theme.size() > LARGE_PT)
        for place, key in enumerate(shown):
            at, side = divmod(place, beside)
            self.lines.addWidget(self.titles[key], at, 2 * side, Qt.AlignmentFlag.AlignRight)
            self.lines.addWidget(self.editors[key], at, 2 * side + 1)
        for side in range(BESIDE):
            self.lines.setColumnStretch(2 * side + 1, int(side < len(shown)))
        for key in self.fields:
            for part in (self.titles[key], self.editors[key]):
                part.setVisible(key in wanted)

    def shown(self) -> list[str]:
        """Return the fields that are asked for now."""
        return [key for key, editor in self.editors.items() if not editor.isHidden()]

    def parts(self) -> list[QWidget]:
        """Return what takes the keyboard, in reading order."""
        return [self.editors[key].focus_part() for key in self.fields]

    def values(self) -> dict[str, Any]:
        """Return what stands in the shown fields, None in the others."""
        shown = self.shown()
        return {key: editor.value() if key in shown else None for key, editor in self.editors.items()}

    def draft(self) -> dict[str, Any]:
        """Return what was typed, as JSON, also what could not yet be read."""
        raws = {key: editor.raw() for key, editor in self.editors.items()}
        return {key: raw for key, raw in raws.items() if raw != self.given[key]}

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        for key in self.editors.keys() & kept.keys():
            self.editors[key].take_raw(kept[key])
            self.edited.emit(key)

    def set_choices(self, key: str, choices: Sequence[Option]) -> None:
        """Give a choice other entries; a value that is no longer among them is cleared."""
        editor = self.editors[key]
        if isinstance(editor, ChoiceEditor):
            editor.offer(choices)

    def problem(self) -> str:
        """Return the first sentence of what cannot be read."""
        found = ((self.fields[key].title, self.editors[key].problem()) for key in self.shown())
        return next((f"{title}：{why}" for title, why in found if why), "")

    def missing(self) -> list[str]:
        """Return the titles of required fields that are empty."""
        return [
            self.fields[key].title
            for key in self.shown()
            if self.fields[key].required and self.editors[key].value() in EMPTY
        ]

    def jump(self) -> None:
        """Give the first field the keyboard."""
        for key in self.shown()[:1]:
            self.editors[key].focus_part().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go on to the next field; Ctrl+Enter belongs to the dialog."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        plain = event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not plain or composing(watched):
            return False
        self._go_on(watched)
        return True

    def _go_on(self, watched: QObject) -> None:
        editors = [self.editors[key] for key in self.shown()]
        place = next((at for at, one in enumerate(editors) if one.focus_part() is watched), 0)
        tidy = getattr(editors[place], "normalise", None)
        if tidy is not None:
            tidy()  # before the keyboard leaves: what follows may depend on it
        if place + 1 < len(editors):
            editors[place + 1].focus_part().setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left_end.emit()
