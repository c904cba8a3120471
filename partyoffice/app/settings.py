"""设置: the settings of every part, with where each comes from; all of them are journalled."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.core import clock
from partyoffice.core.dates import Day, read_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.parts import PARTS
from partyoffice.store import settings
from partyoffice.store.settings import Setting
from partyoffice.ui import drafts, theme
from partyoffice.ui.controls import button, label, primary
from partyoffice.ui.form_row import Row
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.rights import lock_fields, writes

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

MARKS = {
    "[P]": "通行做法，以上级要求为准",
    "LOCAL": "各地规定不同，请按本地要求填写",
    "UNCONFIRMED": "没有查到全国性规定，请核实",
}
OWN, LABEL_WIDTH = "本程序", 132


def field_of(setting: Setting) -> Field:
    """Return a setting as the form wants it; a yes or no kept as text is a choice of the two."""
    choices = setting.choices
    kind = setting.kind
    if kind is Kind.FLAG and isinstance(setting.default, str):
        choices = ("是", "否")
    return Field(
        setting.key,
        setting.title,
        kind,
        choices=tuple(map(str, choices)),
        open=False,
        group=setting.group or OWN,
    )


def all_settings() -> list[Setting]:
    """Return every setting of the office in groups, the program's own first."""
    found = [*settings.OWN, *(one for part in PARTS for one in part.settings)]
    groups = list(dict.fromkeys(one.group or OWN for one in found))
    return sorted(found, key=lambda one: groups.index(one.group or OWN))


def shown(setting: Setting, stored: Any) -> Any:  # noqa: ANN401 -- JSON in, an editor's value out
    """Return a stored value as its editor takes it."""
    if setting.kind is Kind.DAY and stored:
        return read_day(str(stored), clock.today())
    return stored


def storable(value: Any) -> Any:  # noqa: ANN401 -- an editor's value in, JSON out
    """Return an editor's value as it is stored."""
    return str(value) if isinstance(value, (Day, Decimal)) else "" if value is None else value


class SettingsForm(RecordForm):
    """A form that says under each setting where it comes from."""

    def __init__(self, known: Mapping[str, Setting], values: Mapping[str, Any]) -> None:
        self.known = known
        super().__init__([field_of(one) for one in known.values()], values)
        for row in self.rows.values():
            self._add_note(row)

    def fit(self) -> None:
        """Give the titles more room than a card's: some are long."""
        super().fit()
        for row in self.rows.values():
            row.title.setFixedWidth(theme.scaled(LABEL_WIDTH))

    def _add_note(self, row: Row) -> None:
        setting = self.known[row.field.key]
        words = "。".join(filter(None, (setting.note.rstrip("。"), MARKS.get(setting.mark, setting.mark))))
        at = self.grid.getItemPosition(self.grid.indexOf(row.title))
        held = self.grid.itemAtPosition(at[0], 1) if isinstance(at, tuple) else None  # typed as an object
        holder = held.layout() if held is not None else None
        if words and holder is not None:
            holder.addWidget(label(words, "cap", wraps=True))


class SettingsDialog(FramedDialog):
    """All settings in one scrolling form; one change, one line in 操作记录."""

    topic = "settings"

    def __init__(self, window: "OfficeWindow", key: str = "", draft: str = "") -> None:
        super().__init__(window, "设置", 680, 560)
        self.window_ = window
        self.known = {one.key: one for one in all_settings()}
        with window.office.reading() as session:
            values = {key_: shown(one, settings.get(session, one)) for key_, one in self.known.items()}
        self.form = SettingsForm(self.known, values)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.form)
        look = label("外观、字号在“视图”菜单里，只影响这台电脑", "cap")
        save = primary("保存设置", self.on_save)
        self.form.submitted.connect(save.click)  # nothing while it rests
        self.set_body(body, action_bar(look, None, button("取消", self.reject), save))
        if not window.office.writing:
            lock_fields(self.form)
        if key in self.known:
            self.form.jump(key)
        drafts.keep(window.desk, self, "settings", {}, draft)
        if (kept := window.desk.drafts.find(draft)) is not None:
            self.take_draft(kept.values)

    def draft(self) -> dict[str, Any]:
        """Return what was changed and is not saved."""
        return self.form.draft()

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        self.form.take_draft(kept)

    @writes
    def on_save(self) -> None:
        """Store what was changed."""
        from partyoffice.app.office_window import name_of

        if not self.form.check():
            return
        changed = {key: storable(value) for key, value in self.form.changed().items()}
        if changed and not self._store(changed):
            return
        self.accept()
        if changed:
            self.window_.desk.done("已保存设置")
            name, sample = name_of(self.window_.office)
            self.window_.header.set_office(name, sample=sample)

    def _store(self, changed: Mapping[str, Any]) -> bool:
        titles = "、".join(self.known[key].title for key in changed)
        try:
            with self.window_.office.change(f"修改设置：{titles}") as session:
                for key, value in changed.items():
                    settings.put(session, self.known[key], value)
        except OfficeError as error:
            self.refuse(error)
            return False
        return True
