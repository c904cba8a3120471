"""Editing the organisation: 新增, 改名 and 撤销 of bodies, their 届次, and 单位信息."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.organisation import actions
from partyoffice.organisation.queries import Node, Tree, terms_of, tree
from partyoffice.organisation.records import OWN_KIND, SCHOOL, SETTINGS, Organisation, Term
from partyoffice.organisation.rules import TERM_YEARS, OrgKind, may_hang_below
from partyoffice.store import settings
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.form_dialog import FormDialog, Save
from partyoffice.ui.record_form import RecordForm

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

YES_NO = ("是", "否")
NAME = Field("name", "名称", required=True, hint="全称，如“第一党支部”")
KIND = Field("kind", "类型", Kind.CHOICE, choices=tuple(OrgKind), open=False, required=True)
PARENT = Field("parent", "上级组织", Kind.LINK)
FOUNDED = Field("founded", "成立时间", Kind.DAY)
NEW_TERM = (
    Field("number", "届次", Kind.NUMBER, required=True),
    Field("start", "任期开始", Kind.DAY, required=True, hint="选举产生之日"),
    Field("years", "任期（年）", Kind.NUMBER, required=True),
    Field("end_former", "上一届到此结束", Kind.FLAG),
)


def fields_of_unit() -> tuple[Field, ...]:
    """Return 单位信息 as a form asks it: the facts asked once, with what hangs on them."""
    groups = [one.group for one in SETTINGS]
    return tuple(
        Field(
            one.key, one.title, one.kind, choices=one.choices or (YES_NO if one.kind is Kind.FLAG else ()),
            open=False, hint=one.note, group=one.group, month_allowed=False,
        )
        for one in sorted(SETTINGS, key=lambda one: groups.index(one.group))
    )  # fmt: skip


class BodyDialog(FormDialog):
    """A form about a body; opens over the window without blocking."""

    def __init__(self, parent: QWidget | None, title: str, form: RecordForm, verb: str, save: Save) -> None:
        super().__init__(parent, title, form, verb, save)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def on_save(self) -> None:
        """Ask for what is required before saving."""
        for key, row in self.form.rows.items():
            if row.field.required and row.empty():
                self.form.set_problem(key, f"请填写{row.field.title}")
        super().on_save()


class Bodies:
    """The user's verbs on the tree.

    ``chosen`` tells the body they are about, 0 for the root; ``belonging`` how many people a body has.
    """

    def __init__(
        self, desk: "Desk", parent: QWidget, chosen: Callable[[], int], belonging: Callable[[int], int]
    ) -> None:
        self.desk, self.parent, self.chosen, self.belonging = desk, parent, chosen, belonging
        self.dialog: BodyDialog | None = None

    def _tree(self) -> Tree:
        with self.desk.open_office().reading() as session:
            return tree(session)

    def _body(self, whole: Tree) -> Node | None:
        org = self.chosen()
        if org:
            return whole.nodes.get(org)
        living = [node for node in whole.roots if not node.ended]
        return living[0] if len(living) == 1 else None

    def _ask(self, title: str, form: RecordForm, verb: str, save: Save, first: str) -> BodyDialog:
        self.dialog = BodyDialog(self.parent.window(), title, form, verb, save)
        self.dialog.open()
        form.jump(first)
        return self.dialog

    def _with_body(self, work: Callable[[Tree, Node], object]) -> None:
        whole = self._tree()
        body = self._body(whole)
        if body is None:
            self.desk.messages.inform("没有选中的组织", "请先在左边的组织树中选一个支部或小组。")
        else:
            work(whole, body)

    # 新增 ---------------------------------------------------------------------------------

    def found(self) -> BodyDialog:
        """Ask for a new body, below the chosen one where that may be."""
        whole = self._tree()
        body = self._body(whole)
        parent, kind = _place(body)
        values = {"kind": kind, "parent": parent, "founded": Day.of(clock.today())}
        living = tuple(Option(node.id, node.name) for node in whole.nodes.values() if not node.ended)
        form = RecordForm((NAME, KIND, PARENT, FOUNDED), values, links={"parent": living})

        def save(given: dict[str, Any]) -> None:
            with self.desk.open_office().change(f"新增党组织 {given['name']}") as session:
                made = actions.found(session, given["name"], OrgKind(given["kind"]), given["parent"])
                made.founded = given["founded"]

        return self._ask("新增党组织", form, "新增", save, "name")

    # 改名, 撤销 ---------------------------------------------------------------------------

    def rename(self) -> None:
        """Ask for another name."""
        self._with_body(self._rename)

    def _rename(self, _whole: Tree, body: Node) -> None:
        def save(given: dict[str, Any]) -> None:
            with self.desk.open_office().change(f"{body.name} 改名为 {given['name']}") as session:
                actions.rename(session, session.get_one(Organisation, body.id), given["name"])

        form = RecordForm((NAME,), {"name": body.name})
        self._ask(f"改名：{body.name}", form, "改名", save, "name")

    def dissolve(self) -> None:
        """Ask from which day a body is no more."""
        self._with_body(self._dissolve)

    def _dissolve(self, _whole: Tree, body: Node) -> None:
        people = self.belonging(body.id)
        if people:
            what = f"{body.name}还有 {people} 人"
            self.desk.messages.warn(what, "数据没有改动。请先用“变更”把他们转到别的支部或小组，再撤销。")
            return
        form = RecordForm((Field("on", "撤销日期", Kind.DAY, required=True),), {"on": Day.of(clock.today())})

        def save(given: dict[str, Any]) -> None:
            with self.desk.open_office().change(f"撤销党组织 {body.name}") as session:
                actions.dissolve(session, session.get_one(Organisation, body.id), given["on"])

        self._ask(f"撤销：{body.name}", form, "撤销这个组织", save, "on")

    # 届次 ---------------------------------------------------------------------------------

    def terms(self) -> None:
        """Ask for the next term of the body's committee."""
        self._with_body(self._terms)

    def _terms(self, _whole: Tree, body: Node) -> None:
        with self.desk.open_office().reading() as session:
            former = terms_of(session, body.id)
        running = [term for term in former if term.ended is None]
        values = {"number": former[-1].number + 1 if former else 1, "start": Day.of(clock.today())}
        values |= {"years": TERM_YEARS.get(body.kind, 3), "end_former": bool(running)}
        form = RecordForm(NEW_TERM, values)

        def save(given: dict[str, Any]) -> None:
            with self.desk.open_office().change(f"{body.name} 第{given['number']}届") as session:
                stored = session.get_one(Organisation, body.id)
                if given["end_former"]:
                    for term in running:
                        session.get_one(Term, term.id).ended = given["start"]
                actions.begin_term(session, stored, int(given["number"]), given["start"]).years = int(
                    given["years"]
                )

        said = f"，现任第{running[-1].number}届自 {running[-1].start} 起" if running else ""
        self._ask(f"届次：{body.name}{said}", form, "保存", save, "number")

    # 单位信息 -----------------------------------------------------------------------------

    def unit(self) -> BodyDialog:
        """Ask for the facts of the school and its upper bodies."""
        return self._ask("单位信息", *unit_form(self.desk), SCHOOL.key)


def _place(body: Node | None) -> tuple[int | None, str]:
    """Return where a new body most likely hangs, and of which kind it is."""
    if body is None:
        return None, str(OrgKind.BRANCH)
    if body.kind is OrgKind.GROUP:
        return body.parent_id, str(OrgKind.GROUP)
    below = OrgKind.GROUP if may_hang_below(OrgKind.GROUP, body.kind) else OrgKind.BRANCH
    return body.id, str(below)


def unit_form(desk: "Desk") -> tuple[RecordForm, str, Save]:
    """Return the form of 单位信息, its verb, and what saves it; 设置 shows the same."""
    with desk.open_office().reading() as session:
        asked = (*SETTINGS, settings.OPERATOR)
        values = {one.key: _shown(one, settings.get(session, one)) for one in asked}
        root = next((node.name for node in tree(session).roots), "")
    own = Field("own_name", "本级党组织名称", hint="如“青禾中学党总支”", group="单位")
    first, *rest = fields_of_unit()
    operator = Field(
        settings.OPERATOR.key, settings.OPERATOR.title, hint=settings.OPERATOR.note, group="单位"
    )
    form = RecordForm((first, own, operator, *rest), values | {"own_name": root})

    def save(given: dict[str, Any]) -> None:
        with desk.open_office().change("修改单位信息") as session:
            actions.set_up(session, given[SCHOOL.key], OrgKind(given[OWN_KIND.key]), given["own_name"])
            for one in asked:
                if one not in {SCHOOL, OWN_KIND}:
                    settings.put(session, one, _stored(given[one.key]))

    return form, "保存", save


def _shown(one: settings.Setting, value: Any) -> Any:  # noqa: ANN401 -- JSON
    return Day.parse(value) if one.kind is Kind.DAY and value else value or None


def _stored(value: Any) -> Any:  # noqa: ANN401 -- JSON
    return str(value) if isinstance(value, Day) else value or ""
