"""Editing the organisation: 新增, 改名 and 撤销 of bodies, their 届次, and 单位信息."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.organisation import actions
from partyoffice.organisation.page.terms import drop_term, earlier, next_term, one_term
from partyoffice.organisation.page.unit import unit_form
from partyoffice.organisation.queries import Node, Tree, terms_of, tree
from partyoffice.organisation.records import SCHOOL, Organisation, Term
from partyoffice.organisation.rules import OrgKind, may_hang_below
from partyoffice.ui import drafts
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.form_dialog import FormDialog, Save
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

PAGE = "members"  # the tab that these forms are opened on
NAME = Field("name", "名称", required=True, hint="全称，如“第一党支部”")
KIND = Field("kind", "类型", Kind.CHOICE, choices=tuple(OrgKind), open=False, required=True)
PARENT = Field("parent", "上级组织", Kind.LINK)
FOUNDED = Field("founded", "成立时间", Kind.DAY)


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

    def put_above(self, part: QWidget) -> None:
        """Set a part above the form."""
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(1, part)
        self.fit()

    def leave(self) -> bool:
        """Close, unless the user rather stays; say whether it is closed."""
        self.reject()
        return self.isHidden()


class Bodies:
    """The user's verbs on the tree.

    ``chosen`` tells the body they are about, 0 for the root; ``belonging`` how many people a body has.
    """

    def __init__(
        self, desk: "Desk", parent: QWidget, chosen: Callable[[], int], belonging: Callable[[int], int]
    ) -> None:
        self.desk, self.parent, self.chosen, self.belonging = desk, parent, chosen, belonging
        self.dialog: BodyDialog | None = None
        self.verb, self.term = "", 0  # what the form is about
        self.resuming = ""  # the draft that the next form goes on with

    def again(self, about: dict[str, Any]) -> None:
        """Open a form again that a draft was kept of (KeyError for what is no longer there)."""
        verbs: dict[str, Callable[[], object]] = {
            "found": self.found, "rename": self.rename, "dissolve": self.dissolve, "terms": self.terms,
            "unit": self.unit,
        }  # fmt: skip
        if about["verb"] in verbs:
            verbs[about["verb"]]()
            return
        body = self._tree().nodes[about["body"] or self._tree().roots[0].id]
        with self.desk.open_office().reading() as session:
            terms = {term.id: term for term in terms_of(session, body.id)}
        self.mend_term(body, terms[about["term"]])

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
        about = {"form": "body", "verb": self.verb, "body": self.chosen(), "term": self.term}
        drafts.keep(self.desk, self.dialog, PAGE, about, self.resuming)
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

    @writes
    def found(self) -> BodyDialog:
        """Ask for a new body, below the chosen one where that may be."""
        self.verb = "found"
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

    @writes
    def rename(self) -> None:
        """Ask for another name."""
        self.verb = "rename"
        self._with_body(self._rename)

    def _rename(self, _whole: Tree, body: Node) -> None:
        def save(given: dict[str, Any]) -> None:
            with self.desk.open_office().change(f"{body.name} 改名为 {given['name']}") as session:
                actions.rename(session, session.get_one(Organisation, body.id), given["name"])

        form = RecordForm((NAME,), {"name": body.name})
        self._ask(f"改名：{body.name}", form, "改名", save, "name")

    @writes
    def dissolve(self) -> None:
        """Ask from which day a body is no more."""
        self.verb = "dissolve"
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
        """Ask for the next term of the body's committee, beside what is known of the earlier ones."""
        self.verb = "terms"
        self._with_body(self._terms)

    def _terms(self, _whole: Tree, body: Node) -> None:
        with self.desk.open_office().reading() as session:
            former = terms_of(session, body.id)
        form, save, said = next_term(self.desk, body, former)
        dialog = self._ask(f"届次：{body.name}{said}", form, "保存", save, "number")
        if former:
            mend, drop = partial(self._turn, self.mend_term, body), partial(self._turn, self._drop, body)
            dialog.put_above(earlier(former, mend, drop))

    def _turn(self, verb: Callable[[Node, Term], object], body: Node, term: Term) -> None:
        """Leave the form of the next term for an earlier one, if the user does."""
        if self.dialog is None or self.dialog.leave():
            verb(body, term)

    def mend_term(self, body: Node, term: Term) -> BodyDialog:
        """Ask for the right values of a term that was entered wrongly."""
        self.verb, self.term = "mend_term", term.id
        form, save = one_term(self.desk, body, term)
        return self._ask(f"更正届次：{body.name} {term.label()}", form, "保存更正", save, "number")

    def _drop(self, body: Node, term: Term) -> None:
        drop_term(self.desk, body, term)

    # 单位信息 -----------------------------------------------------------------------------

    def unit(self) -> BodyDialog:
        """Ask for the facts of the school and its upper bodies."""
        self.verb = "unit"
        return self._ask("单位信息", *unit_form(self.desk), SCHOOL.key)


def _place(body: Node | None) -> tuple[int | None, str]:
    """Return where a new body most likely hangs, and of which kind it is."""
    if body is None:
        return None, str(OrgKind.BRANCH)
    if body.kind is OrgKind.GROUP:
        return body.parent_id, str(OrgKind.GROUP)
    below = OrgKind.GROUP if may_hang_below(OrgKind.GROUP, body.kind) else OrgKind.BRANCH
    return body.id, str(below)
