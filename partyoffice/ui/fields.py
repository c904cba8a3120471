"""From the one description of a field to its editor."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from partyoffice.core import codes
from partyoffice.core.field import Field, Kind
from partyoffice.ui.choice_editor import ChoiceEditor, Keys, Option, options
from partyoffice.ui.controls import tip
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.editors import Editor, FlagEditor, LineEditor, LongEditor, NameEditor
from partyoffice.ui.number_editors import IdNumberEditor, MoneyEditor, NumberEditor, PhoneEditor
from partyoffice.ui.person_editor import People, PeopleEditor, PersonEditor
from partyoffice.ui.photo_editor import PhotoEditor
from partyoffice.ui.table_editor import TableEditor

Links = Mapping[str, Sequence[Option] | People]


def _choice(field: Field, keys: Keys | None) -> Editor:
    if not field.codes:
        return ChoiceEditor(options(field.choices, keys), open_ended=field.open)
    table = codes.table(field.codes)
    return ChoiceEditor(_entries(table, keys), open_ended=field.open, name=field.codes, find=table.find)


def _entries(table: codes.Table, keys: Keys | None) -> list[Option]:
    depths = _depths(table)
    return [
        Option(
            item.label,
            item.label,
            (*item.aliases, *(keys(item.label) if keys else ())),
            "" if any(depths) or item.group == item.label else item.group,  # the indent says it already
            depth,
        )
        for item, depth in zip(table.items, depths, strict=True)
    ]


def _depths(table: codes.Table) -> list[int]:
    """Return how deep each label lies below others; most tables are flat."""
    above = {item.code: item.parent for item in table.items if item.parent}
    return [_steps_up(item.parent, above) for item in table.items]


def _steps_up(code: str, above: dict[str, str]) -> int:
    steps = 0
    while code and steps < len(above):
        steps, code = steps + 1, above.get(code, "")
    return steps


def _flag(field: Field, keys: Keys | None) -> Editor:
    # A flag with labels may also be unknown, so it is a choice; a bare one is a tick.
    return ChoiceEditor(options(field.choices, keys)) if field.choices else FlagEditor()


PLAIN: dict[Kind, Callable[[], Editor]] = {
    Kind.TEXT: LineEditor,
    Kind.NAME: NameEditor,
    Kind.LONG: LongEditor,
    Kind.ID_NUMBER: IdNumberEditor,
    Kind.PHONE: PhoneEditor,
    Kind.NUMBER: NumberEditor,
    Kind.MONEY: MoneyEditor,
    Kind.PHOTO: PhotoEditor,
}


def _linked(choices: Sequence[Option] | People) -> Editor:
    if isinstance(choices, People):
        return PeopleEditor(choices) if choices.several else PersonEditor(choices)
    return ChoiceEditor(choices)


def _made(field: Field, links: Links, keys: Keys | None) -> Editor:
    if field.kind is Kind.LINK:
        return _linked(links.get(field.key, ()))
    if field.kind is Kind.CHOICE:
        return _choice(field, keys)
    if field.kind is Kind.FLAG:
        return _flag(field, keys)
    if field.kind is Kind.DAY:
        return DayEditor(month_allowed=field.month_allowed)
    if field.kind is Kind.TABLE:
        return TableEditor(field.choices)
    return PLAIN[field.kind]()


def editor_for(field: Field, *, links: Links | None = None, keys: Keys | None = None) -> Editor:
    """Return the editor of a field.

    ``links`` gives the options of LINK fields by key, or the People to choose from; ``keys`` full
    pinyin and initials of a label.
    """
    editor = _made(field, links or {}, keys)
    if isinstance(editor, ChoiceEditor | PersonEditor | PeopleEditor):
        editor.title = field.title
    part = editor.focus_part()
    part.setAccessibleName(field.title + ("，必填" if field.required else ""))
    tip(part, field.hint)
    if field.hint and isinstance(part, QLineEdit | QPlainTextEdit):
        part.setPlaceholderText(field.hint)
    return editor
