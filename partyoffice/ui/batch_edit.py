"""批量修改: one field of the selected records gets one value; every change is looked at before."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.ui.change_pane import ChangePane
from partyoffice.ui.choice_editor import Keys, Option
from partyoffice.ui.controls import bar, frame, label
from partyoffice.ui.paste_plan import Plan, Planner
from partyoffice.ui.paste_preview import PreviewDialog
from partyoffice.ui.paste_values import Read, empty_of
from partyoffice.ui.question_row import Questions

if TYPE_CHECKING:
    from partyoffice.ui.edits import Edits
    from partyoffice.ui.grid import Grid

WHAT = Field("#what", "修改哪一项", Kind.LINK, required=True)
ALONE = frozenset({Kind.NAME, Kind.ID_NUMBER, Kind.PHOTO})  # never the same for several people
PAUSE_MS = 150  # a preview of hundreds is not made anew for every key
DATED = "有起止时间：下一步写明从哪一天起变更，原来的一段留在履历里。"


def fields_of(grid: "Grid", edits: "Edits") -> list[Field]:
    """Return what can be set for several records at once, shown columns and hidden ones."""
    found = (edits.field(column.key) for column in grid.model.columns)
    return [field for field in found if field is not None and field.kind not in ALONE]


class BatchDialog(PreviewDialog):
    """Field, value, preview; the red button names how many are changed."""

    def __init__(
        self,
        parent: QWidget | None,
        grid: "Grid",
        edits: "Edits",
        ids: list[int],
        who: str,
        keys: Keys | None,
    ) -> None:
        pane = ChangePane(who)
        super().__init__(parent, f"批量修改：{len(ids)} {grid.unit}", pane, self.apply)
        self.grid, self.edits, self.ids, self.keys = grid, edits, ids, keys
        self.fields = {field.key: field for field in fields_of(grid, edits)}
        options = [self._option(field) for field in self.fields.values()]
        self.what = Questions([(WHAT, self._first())], {WHAT.key: options}, keys)
        self.value: Questions | None = None
        self.taken: str | None = None  # the field that the value is asked for
        self.clear, self.note = QCheckBox("清空"), label("", "cap")
        self.head = bar(self.what, self.clear, self.note, None, margins=(0, 4, 16, 4))
        self.body.insertWidget(0, frame("panel", self.head))
        self.plan = Plan({})
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.preview)
        self.what.edited.connect(lambda _key: self._take_field())
        self.what.left_end.connect(lambda: self.value.jump() if self.value else self.focus_verb())
        self.clear.toggled.connect(lambda _on: self._on_clear())
        self.close_with()
        self._take_field()

    def _option(self, field: Field) -> Option:
        title = f"{field.title}（变更）" if self.edits.asks(field.key) else field.title
        return Option(field.key, title, tuple(self.keys(field.title)) if self.keys else ())

    def _first(self) -> str | None:
        """Begin with the column in which the user stands, if it can be set."""
        now = self.grid.body.currentIndex()
        key = self.grid.model.columns[now.column()].key if now.isValid() else ""
        return key if key in self.fields and not self.edits.asks(key) else None

    def field(self) -> Field | None:
        """Return the field that is to be set."""
        return self.fields.get(self.what.values()[WHAT.key] or "")

    def above(self) -> list[QWidget]:
        """Return the questions of field and value."""
        value = self.value.parts() if self.value is not None else []
        return [*self.what.parts(), *value, self.clear]

    # Field and value ---------------------------------------------------------------------

    def _take_field(self) -> None:
        field = self.field()
        key = field.key if field is not None else ""
        if key == self.taken:
            return
        self.taken = key
        if self.value is not None:
            self.head.removeWidget(self.value)
            self.value.hide()
            self.value.deleteLater()
            self.value = None
        dated = field is not None and self.edits.asks(field.key)
        if field is not None and not dated:
            self.value = self._editor(field)
            self.head.insertWidget(1, self.value)
        self.clear.setChecked(False)
        self.clear.setVisible(self.value is not None and field is not None and not field.required)
        self.note.setText(DATED if dated else "")
        self.preview()

    def _editor(self, field: Field) -> Questions:
        asked = Field(
            field.key, "改为", field.kind, codes=field.codes, choices=field.choices, open=field.open,
            hint=field.hint, month_allowed=field.month_allowed,
        )  # fmt: skip
        made = Questions([(asked, empty_of(field))], {field.key: self.edits.links(field.key)}, self.keys)
        made.edited.connect(lambda _key: self.pause.start())
        made.left_end.connect(self.preview)
        made.left_end.connect(self.focus_verb)
        return made

    def _on_clear(self) -> None:
        if self.value is not None:
            self.value.setEnabled(not self.clear.isChecked())
        self.preview()

    def given(self) -> Read | None:
        """Return what the field is to become, None while nothing has been said."""
        field = self.field()
        if field is None or self.value is None:
            return None
        if self.clear.isChecked():
            return Read(empty_of(field))
        value = self.value.values()[field.key]
        return None if self.value.problem() or value in {None, ""} else Read(value)

    # Preview -----------------------------------------------------------------------------

    def preview(self) -> None:
        """Show what would become of every record."""
        self.pause.stop()
        field, given = self.field(), self.given()
        planner = Planner(self.grid.model, self.edits, clock.today())
        self.plan = planner.plan([field.key] if field is not None else [])
        places = self.grid.model.rows_of(self.ids)  # rows may have moved behind the dialog, or gone
        for at in sorted(places.values()):
            row = planner.row(at)
            if field is not None and given is not None:
                row.cells[field.key] = planner.put(row, field, given)
            self.plan.rows.append(row)
        self.pane.show_plan(self.plan)
        self.judge()

    def judge(self) -> None:
        """Name the red button, or say what is still to be decided."""
        field = self.field()
        changing = len({change.record_id for change in self.plan.changes()})
        reason = ""
        if field is None:
            reason = "还差：修改哪一项"
        elif self.edits.asks(field.key):
            self.tell("下一步：批量变更", "")
            return
        elif self.given() is None:
            reason = (self.value.problem() if self.value else "") or "还差：改为什么，或勾选“清空”"
        elif self.plan.bad_cells():
            reason = self.plan.troubles()[0].why
        elif not changing:
            reason = "没有要改动的内容"
        self.tell(f"修改 {changing or len(self.ids)} {self.grid.unit}", reason)

    def apply(self) -> None:
        """Store the value for all as one change, or go on to 批量变更."""
        if self.pause.isActive():
            self.preview()  # Ctrl+Enter may come before the pause is over
        field = self.field()
        if field is None or not self.verb.isEnabled():
            return
        changes = self.plan.changes()
        self.accept()
        if self.edits.asks(field.key):
            self.edits.ask_many(self.ids, field.key)
        else:
            self.edits.write(changes, "批量修改")

    def begin(self) -> None:
        """Open with the keyboard in the first question."""
        super().begin()
        (self.value or self.what).jump()
