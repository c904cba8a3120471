"""The forms of the records beside a step, each one named change."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from partyoffice.core.field import Field, Kind
from partyoffice.development.actions.beside import drop_row, put_row
from partyoffice.development.page.reading import Walker
from partyoffice.development.page.rows import Rows
from partyoffice.members.page.asking import stored
from partyoffice.members.page.people import people_of
from partyoffice.ui.asking import Asking, form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.store.base import Record
    from partyoffice.ui.desk import Desk


def as_stored(field: Field, value: Any) -> Any:  # noqa: ANN401 -- each kind its own
    """Return what a form gave as these records store it: a flag is yes or no, a link may be nobody."""
    if field.kind is Kind.FLAG:
        return bool(value)
    return value if field.kind is Kind.LINK else stored(field, value)


def ask_row(desk: "Desk", parent: QWidget, walker: Walker, rows: Rows, row: "Record | None" = None) -> Asking:
    """Ask for a record of a step, new where ``row`` is None."""
    fields, name = rows.fields(), walker.one.name
    values = {one.key: getattr(row, one.key) for one in fields} if row is not None else {}
    if row is not None and values.get("member_id"):
        values["name"] = ""  # of the roster: the name follows from it
    sheet = form(fields, values, {"member_id": people_of(desk.open_office())})

    def write(session: "Session", given: dict[str, Any]) -> None:
        kept = {one.key: as_stored(one, given[one.key]) for one in fields}
        put_row(session, rows.kind, walker.id, row.id if row else 0, {**kept, **rows.fixed})

    def save(given: dict[str, Any]) -> None:
        verb = "更正" if row else "登记"
        with desk.open_office().change(f"{verb}{rows.title}：{name}") as session:
            write(session, given)

    title, more = f"{rows.title}：{name}", "" if row else "保存并新增"
    return Asking(parent, title, sheet, "保存", save, judge=rows.problems, more=more)


def remove_row(desk: "Desk", walker: Walker, rows: Rows, row_id: int) -> None:
    """Take a record of a step out, with the way back."""
    sentence = f"删除一条{rows.title}：{walker.one.name}"
    if desk.act(sentence, partial(drop_row, kind=rows.kind, row_id=row_id)):
        desk.done(f"已{sentence}")
