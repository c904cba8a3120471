"""The forms about a person on the way: applicant, edition, what matters besides, the end, reasons."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding
from partyoffice.development.actions.beside import put_wayfarer
from partyoffice.development.actions.steps import choose_edition, close_step, end_way
from partyoffice.development.page.row_forms import as_stored
from partyoffice.development.queries.beside import beside
from partyoffice.development.records import Wayfarer
from partyoffice.development.rules.overrides import Override
from partyoffice.development.rules.people import check_adult
from partyoffice.members import actions
from partyoffice.members.columns import CARD
from partyoffice.members.page.asking import branches, options, stored
from partyoffice.members.page.change_forms import come_back
from partyoffice.members.page.people import people_of
from partyoffice.members.page.reading import read_card
from partyoffice.members.queries import everyone
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, edition_of
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import Organisation
from partyoffice.store.base import fields_of
from partyoffice.ui.asking import Asking, form
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from partyoffice.development.page.deeds import Deeds
    from partyoffice.development.page.detail import Detail
    from partyoffice.development.page.reading import Walker
    from partyoffice.development.page.step_form import StepForm
    from partyoffice.store.office import Office

# -- 例外办理 --------------------------------------------------------------------------------

SPECIAL = "规则只在个别特殊情况下允许这样办。理由会留在记录上，打印时照印。"


def ask_reasons(deeds: "Deeds", step: "StepForm", detail: "Detail") -> Asking:
    """Ask for a reason for each rule that stands in the way and knows special cases."""
    blocks = {one.code: one for one in step.verdict.blocks}
    fields = [_reason(one) for one in blocks.values()]
    by = Field("by", "决定人", Kind.NAME, hint="批准按例外办理的人")
    sheet = form([*fields, by], {"by": detail.operator})

    def save(given: dict[str, Any]) -> None:
        overrides = [Override(code, given[code], given["by"] or "", clock.today()) for code in blocks]
        deeds.close_with(step, detail, overrides)

    title = f"例外办理：{detail.walker.one.name} 第 {detail.number} 步"
    judge = partial(_needed, fields)
    return Asking(deeds.page.window(), title, sheet, "按例外办结", save, judge=judge, note=SPECIAL)


def _reason(one: Finding) -> Field:
    told = "，".join(part for part in (one.message, one.arithmetic) if part)
    return Field(one.code, "理由", Kind.LONG, required=True, group=told, hint="写明特殊情况")


def _needed(fields: "Sequence[Field]", given: "Mapping[str, Any]") -> dict[str, str]:
    return {
        one.key: f"请填写{one.title}" for one in fields if one.required and given.get(one.key) in {None, ""}
    }


# -- 入党申请人 ------------------------------------------------------------------------------

KNOWN = Field("person", "名册中的人", Kind.LINK, hint="已在名册中的选这里；新来的不填", group="是谁")
NEW = tuple(replace(CARD[key], group="新来的人") for key in ("name", "id_number", "sex", "birth", "phone"))
BRANCH = Field("branch", "所在党支部", Kind.LINK, group="新来的人")
FIRST = "第 1 步 递交入党申请书"
STEP_ONE = (
    Field("on", "申请书日期", Kind.DAY, required=True, group=FIRST),
    Field("received", "收到申请书日期", Kind.DAY, group=FIRST),
    Field("receiver", "接收人", Kind.NAME, group=FIRST),
    Field("late_entry", "补录旧档案", Kind.FLAG, group=FIRST),
)


def ask_applicant(deeds: "Deeds") -> Asking:
    """Ask for an applicant: somebody of the roster or a new person, and step 1."""
    office = deeds.desk.open_office()
    with office.reading() as session:
        known = branches(tree(session))
    fields = (KNOWN, *NEW, *([BRANCH] if len(known) > 1 else []), *STEP_ONE)
    sheet = form(fields, {}, {"person": people_of(office), "branch": options(known)})
    for row in sheet.rows.values():
        row.require(row.field.key in {"name", "on"})
    sheet.remarks = partial(_remark_applicant, office)
    only = known[0].id if len(known) == 1 else None

    def save(given: dict[str, Any]) -> None:
        name = _name_of(office, given)
        with office.change(f"登记入党申请人：{name}") as session:
            person = _applicant(session, given, only)
            facts = {key: given[key] for key in ("received", "receiver") if given[key]}
            close_step(session, person, 1, given["on"], facts, late_entry=bool(given["late_entry"]))
        deeds.page.show_one(person)
        deeds.desk.done(f"已登记入党申请人 {name}")

    note = "已在名册中的人只填“名册中的人”和第 1 步；新来的人填姓名等，同时进入名册。"
    dialog = Asking(
        deeds.page.window(), "登记入党申请人", sheet, "登记", save, judge=_judge_applicant, note=note
    )
    sheet.edited.connect(lambda _key: _follow_known(dialog))
    return dialog


def _follow_known(dialog: Asking) -> None:
    """Ask nothing more of somebody who is in the roster."""
    new = dialog.form.editor("person").value() is None
    for key in [*(one.key for one in NEW), "branch"]:
        if key in dialog.form.rows:
            dialog.form.editor(key).focus_part().setEnabled(new)
    dialog.form.rows["name"].require(new)
    dialog.tell_missing()


def _judge_applicant(given: "Mapping[str, Any]") -> dict[str, str]:
    found = {} if given["person"] or given["name"] else {"name": "请选名册中的人，或填写姓名"}
    return found if given["on"] else {**found, "on": "请填写申请书日期"}


def _remark_applicant(office: "Office", given: "Mapping[str, Any]") -> dict[str, list[Remark]]:
    birth, on = given.get("birth"), given.get("on")
    if given.get("person"):
        with office.reading() as session:
            birth = session.get_one(Person, given["person"]).birth
    if on is None:
        return {}
    said = check_adult(birth, on, edition_of(on.first))
    return {"on": [Remark(one.severity, one.message, one.arithmetic, one.article) for one in said]}


def _name_of(office: "Office", given: "Mapping[str, Any]") -> str:
    if not given["person"]:
        return str(given["name"])
    with office.reading() as session:
        return session.get_one(Person, given["person"]).name


def _applicant(session: "Session", given: "Mapping[str, Any]", only: int | None) -> int:
    if given["person"]:
        return _of_roster(session, int(given["person"]))
    branch = given.get("branch") or only
    return actions.add_person(
        session,
        {one.key: stored(one, given[one.key]) for one in NEW},
        category=Category.APPLICANT,
        since=given["on"],
        reason="递交入党申请书",
        branch=session.get(Organisation, branch) if branch else None,
    ).id


def _of_roster(session: "Session", person: int) -> int:
    one = everyone(session, clock.today(), columns=("birth",), ids=[person])[0]
    if one.member:
        raise OfficeError(f"{one.name}已经是{one.category}", remedy="请核对是不是另一位同名的人")
    return person


# -- the edition, and what matters besides ---------------------------------------------------

BY_DAY = "按每一步的日期"
EDITIONS = {"2014 年版": 2014, "2026 年版": 2026}
EDITION = (
    Field("edition", "适用版本", Kind.CHOICE, True, choices=(BY_DAY, *EDITIONS), open=False),
    Field("reason", "理由", Kind.LONG, hint="指定某一版时必填"),
    Field("by", "决定人", Kind.NAME),
)
EDITION_NOTE = "2026 年版自 2026-05-11 起施行，没有过渡规定；一般按每一步的日期适用。指定的理由留在记录上。"


def ask_edition(deeds: "Deeds", one: "Walker") -> Asking:
    """Ask which edition holds for somebody."""
    choice = one.file.choice
    named = {number: title for title, number in EDITIONS.items()}
    values = {"edition": named[int(choice.edition)] if choice else BY_DAY,
              "reason": choice.reason if choice else "", "by": choice.by if choice else ""}  # fmt: skip

    def judge(given: "Mapping[str, Any]") -> dict[str, str]:
        chosen = given["edition"] in EDITIONS
        return {"reason": "请写明指定这一版的理由"} if chosen and not given["reason"] else {}

    def save(given: dict[str, Any]) -> None:
        edition = EDITIONS.get(given["edition"])
        with deeds.desk.open_office().change(f"指定细则版本：{one.one.name} {given['edition']}") as session:
            choose_edition(session, one.id, edition, given["reason"] or "", clock.today(), given["by"] or "")

    return Asking(
        deeds.page.window(), f"指定细则版本：{one.one.name}", form(EDITION, values), "保存", save,
        judge=judge, note=EDITION_NOTE,
    )  # fmt: skip


def ask_facts(deeds: "Deeds", one: "Walker") -> Asking:
    """Ask what of somebody matters only on the way."""
    fields = fields_of(Wayfarer)
    with deeds.desk.open_office().reading() as session:
        rows = beside(session, Wayfarer, one.id, {})
    values = {field.key: getattr(rows[0], field.key) for field in fields} if rows else {}

    def save(given: dict[str, Any]) -> None:
        kept = {field.key: as_stored(field, given[field.key]) for field in fields}
        with deeds.desk.open_office().change(f"补充发展档案情况：{one.one.name}") as session:
            put_wayfarer(session, one.id, kept)

    title = f"发展档案补充情况：{one.one.name}"
    return Asking(deeds.page.window(), title, form(fields, values), "保存", save)


# -- the end ---------------------------------------------------------------------------------

END = (
    Field("on", "终止日期", Kind.DAY, required=True),
    Field("reason", "原因", Kind.LONG, required=True, hint="如 本人调离，材料已随转；不再具备条件"),
)
END_NOTE = "终止后不再列在进程里，已办的步骤和材料都保留；“也列出已结束的人”可以再看，也可以恢复。"


def ask_end(deeds: "Deeds", one: "Walker") -> Asking:
    """Ask when and why a way ends."""

    def save(given: dict[str, Any]) -> None:
        with deeds.desk.open_office().change(f"终止培养：{one.one.name}") as session:
            end_way(session, one.id, given["on"], given["reason"] or "")
        deeds.desk.done(f"已终止培养 {one.one.name}")

    title, values = f"终止培养：{one.one.name}", {"on": Day.of(clock.today())}
    judge = partial(_needed, END)
    return Asking(deeds.page.window(), title, form(END, values), "终止培养", save, judge=judge, note=END_NOTE)


def ask_return(deeds: "Deeds", one: "Walker") -> Asking:
    """Ask since when somebody is here again, as 党员名册 does."""
    office = deeds.desk.open_office()
    facts = read_card(office, one.id, clock.today())
    if facts is None:
        raise OfficeError("找不到这个人", remedy="可能已移入回收站，请在名册中核对")
    return come_back(deeds.desk, deeds.page.window(), facts)
