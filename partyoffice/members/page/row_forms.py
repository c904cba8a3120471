"""更正 of one history row, and the lists of 简历, family and awards."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from partyoffice.core.field import Field, Kind
from partyoffice.members import actions
from partyoffice.members.page.asking import options, stored, titles_of
from partyoffice.members.page.judging import judge_stretch
from partyoffice.members.page.reading import CardFacts
from partyoffice.members.records import Award, Experience, History, Relative
from partyoffice.members.rules import Fact
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.base import Record, fields_of
from partyoffice.ui.asking import Asking, form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

LISTS: dict[str, type[Record]] = {"experience": Experience, "relative": Relative, "award": Award}
NEEDED = {"experience": ("unit", "单位及职务"), "relative": ("name", "姓名"), "award": ("name", "名称")}
KINDS: dict[str, type[Record]] = {"history": History, **LISTS}
CODES = {Fact.CATEGORY: "category", Fact.STATUS: "party_status", Fact.POST: "party_post"}
PLACED = {Fact.BRANCH: (OrgKind.BRANCH,), Fact.GROUP: (OrgKind.GROUP,)}
HISTORY = {field.key: field for field in fields_of(History)}
MENDING = (
    "更正只改这一段填错的地方；若是情况变了，请用“变更”。"
    "开始留空表示建账以前就如此，结束是第一天不再如此的日子。"
)
SPAN = ("start", "end", "reason", "end_reason", "evidence")


def mend_history(desk: "Desk", parent: QWidget, facts: CardFacts, row: History) -> Asking:
    """Ask for the right values of a stretch that was entered wrongly."""
    one, body = facts.one, Field("organisation_id", str(row.fact), Kind.LINK, required=True)
    fields = [*_value_fields(row, body), *(HISTORY[key] for key in SPAN)]
    kinds = PLACED.get(Fact(row.fact), tuple(OrgKind))
    links = {"organisation_id": options(facts.bodies.of_kind(*kinds))}
    values = {field.key: getattr(row, field.key) for field in fields}
    sheet = form(fields, values, links)
    sheet.remarks = judge_stretch

    def save(_given: dict[str, Any]) -> None:
        changed = sheet.changed()
        if changed:
            titles = titles_of([field for field in fields if field.key in changed])
            with desk.open_office().change(f"更正 {one.name} 的{row.fact}：{titles}") as session:
                _mend(session, row, changed)

    dialog = Asking(parent, f"更正履历：{one.name} {row.fact}", sheet, "保存更正", save, note=MENDING)
    dialog.about = {"form": "row", "person": one.id, "kind": "history", "row": row.id}
    return dialog


def _value_fields(row: History, body: Field) -> list[Field]:
    fact = Fact(row.fact)
    if fact in PLACED:
        return [body]
    if fact is Fact.PRESENCE:
        return []
    value = Field("value", str(fact), Kind.CHOICE, codes=CODES[fact], open=fact is Fact.POST, required=True)
    where = Field("organisation_id", "在哪个组织", Kind.LINK)
    return [value, where] if fact is Fact.POST else [value]


def _mend(session: "Session", row: History, changed: dict[str, Any]) -> None:
    stored = session.get_one(History, row.id)
    org = changed.get("organisation_id")
    if org and Fact(row.fact) in PLACED:
        changed = {**changed, "value": session.get_one(Organisation, org).name}
    actions.correct_history(session, stored, changed)


def edit_row(desk: "Desk", parent: QWidget, facts: CardFacts, kind: str, row: Record | None = None) -> Asking:
    """Ask for a row of one of the lists, new where ``row`` is None."""
    record, one = LISTS[kind], facts.one
    fields = fields_of(record)
    sheet = form(fields, {field.key: getattr(row, field.key) for field in fields} if row else {})
    sheet.remarks = judge_stretch

    def save(given: dict[str, Any]) -> None:
        verb = "修改" if row else "添加"
        with desk.open_office().change(f"{verb} {one.name} 的{record.title}") as session:
            made: dict[str, Any] = {"person_id": one.id}
            target = session.get_one(record, row.id) if row else record(**made)
            for field in fields:
                setattr(target, field.key, stored(field, given[field.key]))
            session.add(target)

    title, more = f"{record.title}：{one.name}", "" if row else "保存并新增"
    dialog = Asking(parent, title, sheet, "保存", save, judge=lambda given: _named(kind, given), more=more)
    dialog.about = {"form": "row", "person": one.id, "kind": kind, "row": row.id if row else None}
    return dialog


def _named(kind: str, given: dict[str, Any]) -> dict[str, str]:
    key, word = NEEDED[kind]
    return {} if given[key] else {key: f"请填写{word}"}


def remove_row(session: "Session", kind: str, row_id: int) -> None:
    """Take a history row or one of the lists out; the journal keeps what it said."""
    row = session.get_one(KINDS[kind], row_id)
    if isinstance(row, History):
        actions.drop_history(session, row)
    else:
        session.delete(row)
