"""变更, 离开 and 恢复: what holds from a day on, with reason and evidence."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.members import actions
from partyoffice.members.page.asking import branches, groups, options
from partyoffice.members.page.judging import CardJudge
from partyoffice.members.page.reading import CardFacts
from partyoffice.members.page.wording import unit
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.records import Organisation
from partyoffice.ui.asking import Asking, form, label_keys
from partyoffice.ui.choice_editor import Option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.organisation.queries import Tree
    from partyoffice.ui.desk import Desk

APPOINT, STEP_DOWN = "任党内职务", "免党内职务"
FACT = Field("fact", "变更什么", Kind.LINK, required=True)
ON = Field("on", "自何日起", Kind.DAY, required=True, hint="这一天起按新的算")
REASON = Field("reason", "原因")
EVIDENCE = Field("evidence", "依据", hint="决议、批复、介绍信的文号")
COMMON = ("fact", "on", "reason", "evidence")
ASKED = {
    Fact.BRANCH: ("branch", "group"),
    Fact.GROUP: ("group",),
    Fact.CATEGORY: ("category",),
    Fact.STATUS: ("status",),
    APPOINT: ("post", "body"),
    STEP_DOWN: ("held",),
}
FIELDS = (
    FACT,
    Field("branch", "新的党支部", Kind.LINK, required=True),
    Field("group", "新的党小组", Kind.LINK),
    Field("category", "新的人员类别", Kind.CHOICE, codes="category", open=False, required=True),
    Field("joined", "入党时间", Kind.DAY, hint="支部大会接收为预备党员之日"),
    Field("full", "转正时间", Kind.DAY, hint="支部大会通过转正之日，党龄从这天算起"),
    Field("status", "新的党籍状态", Kind.CHOICE, codes="party_status", open=False, required=True),
    Field("post", "职务", Kind.CHOICE, codes="party_post", required=True),
    Field("body", "在哪个组织", Kind.LINK),
    Field("held", "免去的职务", Kind.LINK, required=True),
    ON,
    REASON,
    EVIDENCE,
)
TITLES = {field.key: field.title for field in FIELDS}


def change_fact(desk: "Desk", parent: QWidget, facts: CardFacts, fact: str = "") -> Asking:
    """Ask what changes from which day; the old value ends there and stays in the histories."""
    one, bodies = facts.one, facts.bodies
    begin = fact or (Fact.BRANCH if len(branches(bodies)) > 1 else Fact.CATEGORY)
    values = {"fact": str(begin), "on": Day.of(clock.today()), "branch": one.branch_id, "group": one.group_id}
    values |= {"category": one.category, "status": one.status, "joined": one.card["joined"]}
    values |= {"full": one.card["full"], "body": one.branch_id}
    sheet = form(FIELDS, values, _links(facts))

    def save(given: dict[str, Any]) -> None:
        kind = str(given["fact"])
        with desk.open_office().change(f"变更 {one.name} 的{_titled(kind)}") as session:
            WAYS[kind](session, session.get_one(Person, one.id), given)

    note = f"现在：{'·'.join(filter(None, (one.category, unit(one))))}。原来的一段到这一天结束，履历保留。"
    judge = partial(_judge, facts)
    dialog = Asking(parent, f"变更：{one.name}", sheet, "变更", save, judge=judge, note=note)
    dialog.about = {"form": "change", "person": one.id, "fact": fact}
    _follow(dialog, bodies)
    CardJudge(one.category, one.card).watch(sheet)
    return dialog


def _titled(kind: str) -> str:
    return {APPOINT: "党内职务（任职）", STEP_DOWN: "党内职务（免职）"}.get(kind, kind)


def _links(facts: CardFacts) -> dict[str, tuple[Option, ...]]:
    bodies = facts.bodies
    held = [row for row in facts.rows if row.fact == Fact.POST and row.end is None]
    kinds = [Fact.BRANCH, Fact.GROUP, Fact.CATEGORY, Fact.STATUS, APPOINT, *([STEP_DOWN] if held else [])]
    living = [node for node in bodies.nodes.values() if not node.ended]
    posts = tuple(
        Option(row.id, " ".join((bodies.name(row.organisation_id), row.value)).strip()) for row in held
    )
    return {
        "fact": tuple(Option(str(kind), str(kind), label_keys(str(kind))) for kind in kinds),
        "branch": options(branches(bodies)),
        "group": options(groups(bodies, facts.one.branch_id)),
        "body": options(living),
        "held": posts,
    }


def _follow(dialog: Asking, bodies: "Tree") -> None:
    def follow(key: str = "fact") -> None:
        values = dialog.form.values()
        if key == "branch":
            dialog.set_choices("group", options(groups(bodies, values["branch"])))
        if key in {"fact", "category"}:
            dialog.show_rows(asked_for(values))

    dialog.form.edited.connect(follow)
    follow()


def asked_for(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the questions that the fact, and a new category, lead to."""
    extra = {Category.FULL: ("full",), Category.PROBATIONARY: ("joined",)}
    more = extra.get(values["category"], ()) if values["fact"] == Fact.CATEGORY else ()
    return (*COMMON, *ASKED.get(values["fact"], ()), *more)


def _judge(facts: CardFacts, values: dict[str, Any]) -> dict[str, str]:
    kind, problems = values["fact"], {}
    if kind not in WAYS:
        return {"fact": "请选择变更什么"}
    if values["on"] is None:
        problems["on"] = "请填写从哪一天起"
    for key in asked_for(values):
        if key in {"branch", "category", "status", "post", "held"} and not values[key]:
            problems[key] = f"请填写{TITLES[key]}"
    now = {"branch": facts.one.branch_id, "category": facts.one.category, "status": facts.one.status}
    for key in ("branch", "category", "status"):
        if key in ASKED[kind] and values[key] and values[key] == now[key]:
            problems[key] = "与现在的相同，没有变更；若要改日期，请在履历中更正"
    return problems


def _body(session: "Session", org: int | None) -> Organisation | None:
    return session.get_one(Organisation, org) if org else None


def _branch(session: "Session", person: Person, given: dict[str, Any]) -> None:
    branch = session.get_one(Organisation, given["branch"])
    reason = given["reason"] or "校内调整"
    group = _body(session, given["group"])
    actions.move(session, person, branch, given["on"], group, reason=reason, evidence=given["evidence"])


def _group(session: "Session", person: Person, given: dict[str, Any]) -> None:
    group, on, reason = _body(session, given["group"]), given["on"], given["reason"]
    if group is not None:
        actions.change(
            session, person, Fact.GROUP, group.name, on, reason=reason, evidence=given["evidence"], body=group
        )
        return
    old = actions.current(session, person, Fact.GROUP, on)
    if old is None:
        raise OfficeError(f"{person.name}在 {on} 没有编入党小组", remedy="请选择新的党小组")
    actions.correct_history(session, old, {"end": on, "end_reason": reason})


def _category(session: "Session", person: Person, given: dict[str, Any]) -> None:
    value, on = given["category"], given["on"]
    if value == Category.FULL and given["full"] is not None:
        person.full = given["full"]
    if value == Category.PROBATIONARY and given["joined"] is not None:
        person.joined = given["joined"]
    reason = given["reason"] or {Category.FULL: "转正", Category.PROBATIONARY: "发展"}.get(value, "")
    actions.change(session, person, Fact.CATEGORY, value, on, reason=reason, evidence=given["evidence"])


def _status(session: "Session", person: Person, given: dict[str, Any]) -> None:
    actions.change(
        session, person, Fact.STATUS, given["status"], given["on"],
        reason=given["reason"] or given["status"], evidence=given["evidence"],
    )  # fmt: skip


def _appoint(session: "Session", person: Person, given: dict[str, Any]) -> None:
    body = _body(session, given["body"])
    row = actions.appoint(session, person, given["post"], body, given["on"], given["reason"])
    row.evidence = given["evidence"]


def _step_down(session: "Session", _person: Person, given: dict[str, Any]) -> None:
    row = session.get_one(History, given["held"])
    actions.step_down(session, row, given["on"], given["reason"] or "免职")
    row.evidence = given["evidence"] or row.evidence


WAYS: dict[str, Callable[["Session", Person, dict[str, Any]], None]] = {
    str(Fact.BRANCH): _branch,
    str(Fact.GROUP): _group,
    str(Fact.CATEGORY): _category,
    str(Fact.STATUS): _status,
    APPOINT: _appoint,
    STEP_DOWN: _step_down,
}


# -- leaving and coming back ----------------------------------------------------------------

HOW = Field("how", "怎样离开", Kind.CHOICE, choices=tuple(Leaving), open=False, required=True)
LEFT_ON = Field("on", "日期", Kind.DAY, required=True, hint="介绍信接收、去世或作出决定之日")
LEAVING_NOTE = (
    "从这一天起不在名册中；履历和资料都保留，以后可以恢复。停止党籍的人仍然在册，只是不计入党员数。"
)
COME_BACK = (
    Field("category", "人员类别", Kind.CHOICE, codes="category", open=False, required=True),
    Field("branch", "所在党支部", Kind.LINK),
    Field("on", "自何日起", Kind.DAY, required=True),
    Field("reason", "增加方式", Kind.CHOICE, codes="arrive_kind", required=True),
)


def _needs(*fields: Field) -> Callable[[dict[str, Any]], dict[str, str]]:
    keys = {field.key: field.title for field in fields if field.required}
    return lambda values: {key: f"请填写{title}" for key, title in keys.items() if not values[key]}


def leave(desk: "Desk", parent: QWidget, facts: CardFacts) -> Asking:
    """Ask how and when somebody leaves the roster."""
    one = facts.one
    values = {"how": str(Leaving.TRANSFER), "on": Day.of(clock.today())}

    def save(given: dict[str, Any]) -> None:
        with desk.open_office().change(f"{one.name} {given['how']}") as session:
            person = session.get_one(Person, one.id)
            actions.leave(session, person, given["how"], given["on"], given["evidence"])

    sheet = form((HOW, LEFT_ON, EVIDENCE), values)
    judge = _needs(HOW, LEFT_ON)
    title = f"离开：{one.name}"
    dialog = Asking(parent, title, sheet, "办理离开", save, judge=judge, note=LEAVING_NOTE)
    dialog.about = {"form": "leave", "person": one.id}
    return dialog


def come_back(desk: "Desk", parent: QWidget, facts: CardFacts) -> Asking:
    """Ask since when somebody who had left is here again."""
    one, known = facts.one, branches(facts.bodies)
    last = [row for row in facts.rows if row.fact == Fact.CATEGORY]
    values = {
        "category": last[-1].value if last else "",
        "on": Day.of(clock.today()),
        "reason": "转入组织关系",
    }
    values["branch"] = known[0].id if len(known) == 1 else None

    def save(given: dict[str, Any]) -> None:
        with desk.open_office().change(f"{one.name} {given['reason']}") as session:
            actions.come_back(
                session, session.get_one(Person, one.id), given["on"], category=given["category"],
                reason=given["reason"], branch=_body(session, given["branch"]),
            )  # fmt: skip

    sheet = form(COME_BACK, values, {"branch": options(known)})
    note = "再次在册会接着原来的卡片添上新的履历，不另建一人。"
    dialog = Asking(
        parent, f"恢复、转入：{one.name}", sheet, "恢复在册", save, judge=_needs(*COME_BACK), note=note
    )
    dialog.about = {"form": "back", "person": one.id}
    return dialog
