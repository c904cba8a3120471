"""新增党员 and 更正 of the card: all fields in their groups, checked while they are typed."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.id_number import read_id_number
from partyoffice.members import actions
from partyoffice.members.columns import CARD
from partyoffice.members.page.asking import branches, groups, options, stored, titles_of
from partyoffice.members.page.card_fields import card_fields, quote_source
from partyoffice.members.page.judging import CardJudge
from partyoffice.members.page.reading import CardFacts
from partyoffice.members.page.wording import unit
from partyoffice.members.queries import Someone
from partyoffice.members.records import Person
from partyoffice.members.rules import MEMBERS, Category
from partyoffice.organisation.queries import Tree
from partyoffice.organisation.records import Organisation
from partyoffice.store import blobs
from partyoffice.ui.asking import Asking, form
from partyoffice.ui.controls import bar, frame, link
from partyoffice.ui.number_editors import OLD
from partyoffice.ui.veil import Veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.record_form import RecordForm

ROSTER = "名册"
# The number comes second: it fills in sex and birth. All else stands in the order of the paper.
FIRST = ("name", "id_number", "sex", "ethnicity", "native_place", "birth", "phone")
THEN = (
    "education", "degree", "joined", "full", "joined_kind", "job", "archive_place", "subject",
    "establishment", "title_name", "note",
)  # fmt: skip
CATEGORY = Field(
    "category", "人员类别", Kind.CHOICE, codes="category", open=False, required=True, group=ROSTER
)
BRANCH = Field("branch", "所在党支部", Kind.LINK, required=True, group=ROSTER)
GROUP = Field("group", "党小组", Kind.LINK, group=ROSTER)
BEFORE = Field("before", "建账前已在册", Kind.FLAG, group=ROSTER)
SINCE = Field("since", "起始日期", Kind.DAY, group=ROSTER, hint="从哪一天起在本组织")
REASON = Field("reason", "增加方式", Kind.CHOICE, codes="arrive_kind", group=ROSTER)
NOTE = "类别、支部、小组、党籍、职务随时间变化，请用“变更”；这里更正卡片上的事实。"
FOR_MEMBERS = ("joined", "archive_place")
KEPT = ("category", "branch", "group", "before", "since", "reason")


def _fill_from_number(sheet: "RecordForm", key: str, *, left: bool) -> None:
    """Fill sex and birth from the number, only where nothing stands there yet.

    Fifteen digits are a number of the old kind only once the field is left: until then they may be the
    beginning of eighteen.
    """
    if key != "id_number":
        return
    said = read_id_number(sheet.editor("id_number").value())
    if said.valid or (left and said.code == OLD):
        found = {"sex": said.sex, "birth": Day.of(said.born) if said.born else None}
        for target, value in found.items():
            if value and sheet.rows[target].empty():
                sheet.set_value(target, value)


def _judged(dialog: Asking, judge: CardJudge) -> Asking:
    sheet = dialog.form
    judge.watch(sheet)
    quote_source(sheet)
    sheet.edited.connect(lambda key: _fill_from_number(sheet, key, left=False))
    sheet.committed.connect(lambda key: _fill_from_number(sheet, key, left=True))
    return dialog


# -- a new person ---------------------------------------------------------------------------


def new_person(desk: "Desk", parent: QWidget, bodies: Tree, body: int | None, category: str) -> Asking:
    """Ask for somebody new; ``body`` and ``category`` are what the list is showing."""
    known = branches(bodies)
    fields = _new_fields(known_branches=len(known), has_groups=bool(groups(bodies, None)))
    values = _new_values(bodies, body, category)
    links = {"branch": options(known), "group": options(groups(bodies, values.get("branch")))}
    sheet = form(fields, values, links)
    only = known[0].id if len(known) == 1 else None

    def save(given: dict[str, Any]) -> None:
        with desk.open_office().change(f"新增 {given['name'] or '党员'}") as session:
            _add(session, given, only)
        wanting = "、".join(sheet.missing())
        desk.done(f"已新增 {given['name']}" + (f"，待补：{wanting}" if wanting else ""))

    dialog = Asking(
        parent, "新增党员", sheet, "保存", save, judge=_judge_new, more="保存并新增", kept=_kept(fields)
    )
    dialog.about = {"form": "new", "category": category, "body": body or 0}
    _follow_branch(dialog, bodies, only)
    _follow_category(dialog)
    return _judged(dialog, CardJudge(category))


def _new_fields(*, known_branches: int, has_groups: bool) -> list[Field]:
    roster = [CATEGORY, BRANCH, GROUP, BEFORE, SINCE, REASON]
    if known_branches < 2:
        roster.remove(BRANCH)
    if not has_groups:
        roster.remove(GROUP)
    # The whole card is in 打开卡片; here is what a first entry needs.
    return [*(CARD[key] for key in FIRST), *roster, *(replace(CARD[key], group="其他") for key in THEN)]


def _kept(fields: list[Field]) -> tuple[str, ...]:
    return tuple(field.key for field in fields if field.key in KEPT)


def _new_values(bodies: Tree, body: int | None, category: str) -> dict[str, Any]:
    node = bodies.nodes.get(body or 0)
    is_group = node is not None and node in groups(bodies, None)
    values: dict[str, Any] = {"category": category, "since": Day.of(clock.today())}
    if node is not None and node in branches(bodies):
        values["branch"] = node.id
    elif node is not None and is_group:
        values |= {"group": node.id, "branch": node.parent_id}
    return values


def _follow_branch(dialog: Asking, bodies: Tree, only: int | None) -> None:
    rows = dialog.form.rows
    if only is not None and "group" in rows:
        dialog.set_choices("group", options(groups(bodies, only)))

    def follow(key: str) -> None:
        if key == "branch" and "group" in rows:
            branch = dialog.form.editor("branch").value()
            dialog.set_choices("group", options(groups(bodies, branch)))
        if key == "before":
            dialog.form.editor("since").focus_part().setEnabled(not dialog.form.editor("before").value())

    dialog.form.edited.connect(follow)


def _follow_category(dialog: Asking) -> None:
    """Ask of who is no member yet neither 入党时间 nor 档案所在单位."""
    sheet = dialog.form

    def follow(key: str = "category") -> None:
        if key == "category":
            member = sheet.editor("category").value() in MEMBERS
            for needed in FOR_MEMBERS:
                sheet.rows[needed].require(member)
            dialog.tell_missing()

    sheet.committed.connect(follow)
    follow()


def _judge_new(values: dict[str, Any]) -> dict[str, str]:
    problems = {}
    if not values["name"]:
        problems["name"] = "请填写姓名"
    if not values["category"]:
        problems["category"] = "请选择人员类别"
    if not values["before"] and values["since"] is None:
        problems["since"] = "请填写起始日期，或勾选“建账前已在册”"
    return problems


def _add(session: "Session", given: dict[str, Any], only: int | None) -> None:
    branch, group = given.get("branch") or only, given.get("group")
    actions.add_person(
        session,
        {key: stored(CARD[key], given[key]) for key in (*FIRST, *THEN)},
        category=given["category"],
        since=None if given["before"] else given["since"],
        reason=given["reason"] or "",
        branch=session.get(Organisation, branch) if branch else None,
        group=session.get(Organisation, group) if group else None,
    )


# -- the card -------------------------------------------------------------------------------


def open_card(desk: "Desk", parent: QWidget, facts: CardFacts, field: str = "") -> Asking:
    """Open the whole card of somebody for 更正, at a field if one is named."""
    one, fields = facts.one, card_fields()
    values = {**one.card, "photo": facts.photo}
    veil = Veil(CARD.values(), values, masked=desk.masked)
    sheet = form(fields, veil.over(values))
    note = f"{one.category or '人员类别待补'}·{unit(one) or '未编入支部'}。{NOTE}"
    save = partial(_correct, desk, one, sheet)
    title = f"{one.name} 的卡片"
    dialog = Asking(
        parent, title, sheet, "保存更正", save, judge=partial(_judge_card, sheet, veil), note=note
    )
    dialog.about = {"form": "card", "person": one.id}
    _sections(dialog, veil.lifter(sheet, partial(desk.reveal.note, one.name)))
    for needed in FOR_MEMBERS:
        sheet.rows[needed].require(one.category in MEMBERS)
    dialog.tell_missing()
    dialog.first = field if field in sheet.rows else ""
    category = one.category if one.category in MEMBERS else Category.APPLICANT
    return _judged(dialog, CardJudge(category, one.card))


def _judge_card(sheet: "RecordForm", veil: Veil, given: dict[str, Any]) -> dict[str, str]:
    problems = {} if given["name"] else {"name": "姓名不能为空"}
    return problems | veil.starred(sheet)


def _sections(dialog: Asking, lifter: QWidget) -> None:
    firsts: dict[str, str] = {}
    for key, row in dialog.form.rows.items():
        firsts.setdefault(row.field.group, key)
    buttons = [link(group, partial(_top, dialog, key)) for group, key in firsts.items()]
    for each in buttons:
        each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    dialog.put_in(2, frame("command", bar(*buttons, None, lifter, margins=(12, 4, 12, 4))))


def _top(dialog: Asking, key: str) -> None:
    area, part = dialog.form.area, dialog.form.rows[key].title
    inner = area.widget()
    if inner is not None:
        area.verticalScrollBar().setValue(part.mapTo(inner, part.rect().topLeft()).y() - 40)
    dialog.form.editor(key).focus_part().setFocus(Qt.FocusReason.ShortcutFocusReason)


def _correct(desk: "Desk", one: Someone, sheet: "RecordForm", _given: dict[str, Any]) -> None:
    changed = sheet.changed()
    if not changed:
        return
    titles = titles_of([CARD[key] for key in changed])
    with desk.open_office().change(f"修改 {one.name} 的 {titles}") as session:
        values = {key: stored(CARD[key], value) for key, value in changed.items()}
        if "photo" in changed:
            values["photo"] = blobs.put(session, changed["photo"]) if changed["photo"] else ""
        actions.correct_card(session, session.get_one(Person, one.id), values)
