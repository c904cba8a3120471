"""What a decision asks beside its vote, as fields with their labels."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.page.minutes.pieces import GrowingEditor
from partyoffice.ui import theme
from partyoffice.ui.asking import label_keys
from partyoffice.ui.controls import label
from partyoffice.ui.fields import editor_for
from partyoffice.ui.form_row import LABEL_WIDTH

if TYPE_CHECKING:
    from partyoffice.ui.editors import Editor

OVERRIDE = "override_reason"  # asked only where something stands against the decision


class Asks(QWidget):
    """The fields of one decision; ``edited`` tells every stroke, ``committed`` that one is done."""

    edited = Signal()
    committed = Signal()

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self.titles: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for at, one in enumerate(fields):
            made = GrowingEditor(one.hint, 1) if one.kind is Kind.LONG else editor_for(one, keys=label_keys)
            made.focus_part().setAccessibleName(one.title)
            title = label(one.title, "label")
            title.setContentsMargins(0, (theme.control_height() - theme.line()) // 2, 0, 0)
            theme.keep_width(title, LABEL_WIDTH)
            self.editors[one.key], self.titles[one.key] = made, title
            grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(made, at, 1)
            made.edited.connect(self.edited)
            made.committed.connect(self.committed)
            if hasattr(made, "line"):
                made.line.editingFinished.connect(self.committed)
        self.setVisible(bool(fields))

    def take(self, given: Mapping[str, Any]) -> None:
        """Show what was given."""
        for key, one in self.editors.items():
            one.take_raw(str(given.get(key) or ""))

    def given(self) -> dict[str, str]:
        """Return what is given, as texts."""
        found = {key: one.value() for key, one in self.editors.items()}
        return {key: str(value) for key, value in found.items() if value not in {None, ""}}

    def ask_override(self, wanted: bool) -> None:
        """Ask for the reason of an exception, or not: what stands there stays in sight."""
        if OVERRIDE in self.editors:
            shown = wanted or bool(self.editors[OVERRIDE].value())
            self.editors[OVERRIDE].setVisible(shown)
            self.titles[OVERRIDE].setVisible(shown)

    def problem(self) -> str:
        """Return what cannot be read."""
        return next((one.problem() for one in self.editors.values() if one.problem()), "")
