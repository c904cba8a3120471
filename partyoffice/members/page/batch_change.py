"""批量变更: branch, group, category or 党籍状态 of several people from one day on, in one change.

Whom it would be refused for is listed before anything is done, with the reason.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.members import actions
from partyoffice.members.page.asking import branches, groups, options
from partyoffice.members.page.change_forms import FIELDS, WAYS, asked_for
from partyoffice.members.page.edit_writing import Step, carry_out, must_go_on
from partyoffice.members.queries import Line, histories_by_person
from partyoffice.members.records import Person
from partyoffice.members.rules import Fact
from partyoffice.ui import drafts
from partyoffice.ui.asking import label_keys
from partyoffice.ui.change_pane import ChangePane
from partyoffice.ui.controls import bar, label
from partyoffice.ui.paste_plan import Plan, Planned, PlannedRow, Verdict
from partyoffice.ui.paste_preview import PreviewDialog
from partyoffice.ui.question_row import Questions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.members.page.editing import MemberEdits
    from partyoffice.members.queries import Someone
    from partyoffice.organisation.queries import Tree

PAGE = "members"
# What the fact is asked by in the form of one person.
KEYS = {Fact.BRANCH: "branch", Fact.GROUP: "group", Fact.CATEGORY: "category", Fact.STATUS: "status"}
PLACED = frozenset({Fact.BRANCH, Fact.GROUP})
POSTS = "党内职务各人不同，请逐人用“变更”办理任职、免职"
NOTE = "从这一天起按新的算，原来的一段到这一天结束，留在履历里。"
PAUSE_MS = 200


def open_change(edits: "MemberEdits", ids: list[int], fact: Fact) -> "BatchChange | None":
    """Open 批量变更 for these people."""
    if fact not in KEYS:
        edits.desk.messages.inform("不能批量变更", f"{POSTS}。")
        return None
    dialog = BatchChange(edits, ids, fact)
    edits.dialog = dialog
    about = {"form": "batch", "fact": str(fact), "people": ids}
    drafts.keep(edits.desk, dialog, PAGE, about, edits.resuming)
    dialog.begin()
    return dialog


class BatchChange(PreviewDialog):
    """New value, day, reason and evidence at the top; old → new of everybody below."""

    def __init__(self, edits: "MemberEdits", ids: list[int], fact: Fact) -> None:
        pane = ChangePane("姓名")
        super().__init__(edits.page.window(), f"批量变更{fact}：{len(ids)} 人", pane, self.apply)
        self.edits, self.ids, self.fact, self.key = edits, ids, fact, KEYS[fact]
        bodies = self._bodies()
        with edits.desk.open_office().reading() as session:
            self.rows = histories_by_person(session)
        begin = {"on": Day.of(clock.today())}
        links = {"branch": options(branches(bodies)), "group": options(groups(bodies, None))}
        asked = [(field, begin.get(field.key, "")) for field in FIELDS if field.key in self._ever()]
        self.form = Questions(asked, links, label_keys)
        self.skip = QCheckBox("")
        self.body.insertWidget(0, self.form)
        self.body.insertLayout(1, bar(label(NOTE, "cap"), None, margins=(16, 8, 16, 4)))
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.preview)
        self.form.edited.connect(self._on_edited)
        self.form.left_end.connect(self.preview)
        self.form.left_end.connect(self.focus_verb)
        self.skip.toggled.connect(lambda _on: self.judge())
        self.close_with(self.skip)
        self.form.show_only(self._asked())
        self.preview()

    def _ever(self) -> set[str]:
        """Return every question that this fact may lead to."""
        more = {Fact.CATEGORY: {"joined", "full"}}.get(self.fact, set())
        return {*asked_for({"fact": str(self.fact), "category": ""}), *more} - {"fact"}

    def _asked(self) -> set[str]:
        category = self.form.editors["category"].value() if "category" in self.form.editors else ""
        return set(asked_for({"fact": str(self.fact), "category": category}))

    def _on_edited(self, key: str) -> None:
        if key == "branch":
            self.form.set_choices("group", options(groups(self._bodies(), self.form.values()["branch"])))
        if key == "category":
            self.form.show_only(self._asked())
        self.pause.start()

    def draft(self) -> dict[str, Any]:
        """Return what was typed and is not saved."""
        return self.form.draft()

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        self.form.take_draft(kept)

    def above(self) -> list[QWidget]:
        """Return the questions."""
        return self.form.parts()

    # Preview -----------------------------------------------------------------------------

    def given(self) -> dict[str, Any]:
        """Return the answers as the form of one person gives them."""
        empty: dict[str, Any] = {field.key: None for field in FIELDS}
        found = empty | self.form.values()
        return found | {
            "fact": str(self.fact),
            "reason": found["reason"] or "",
            "evidence": found["evidence"] or "",
        }

    def _unsaid(self) -> str:
        missing = self.form.missing()
        return self.form.problem() or (f"还差：{'、'.join(missing)}" if missing else "")

    def preview(self) -> None:
        """Show what becomes of everybody, and of whom it would be refused."""
        self.pause.stop()
        field = Field(self.key, str(self.fact))
        self.plan = Plan({self.key: field})
        given, said = self.given(), not self._unsaid()
        for place, person_id in enumerate(self.ids, 1):
            row = PlannedRow(place, person_id, self.edits.name(person_id))
            if said:
                row.cells[self.key] = self._planned(person_id, given)
            self.plan.rows.append(row)
        self.pane.show_plan(self.plan)
        self.judge()

    def _planned(self, person_id: int, given: dict[str, Any]) -> Planned:
        one = self.edits.someone(person_id)
        old, new = self._old(one), self._new(given)
        made = partial(Planned, self.key, old, new, given[self.key])
        if why := self.edits.locked(person_id, self.key):
            return made(Verdict.LOCKED, why)
        if not one.present:
            return made(Verdict.LOCKED, f"{one.name}已经不在册")
        if old == new and not (self.fact is Fact.BRANCH and given["group"]):
            return made(Verdict.SAME)
        try:
            self._check(one, given)
        except OfficeError as error:
            return made(Verdict.LOCKED, f"{error.what}。{error.remedy}")
        return made(Verdict.CHANGE)

    def _check(self, one: "Someone", given: dict[str, Any]) -> None:
        rows, on = self.rows.get(one.id, []), given["on"]
        if self.fact is Fact.GROUP and given["group"] is None:
            if actions.holding(rows, Fact.GROUP, on) is None:
                raise OfficeError(f"{one.name}在 {on} 没有编入党小组", remedy="不用变更")
            return
        self._must_be_below(one, given)
        for fact, key in KEYS.items():
            asked = fact is self.fact or (self.fact is Fact.BRANCH and fact is Fact.GROUP)
            if asked and given[key]:
                body = given[key] if fact in PLACED else None
                value = self._bodies().name(body) if fact in PLACED else given[key]
                actions.check_change(one.name, rows, Line(one.id, str(fact), value, body, on, None, "", ""))

    def _must_be_below(self, one: "Someone", given: dict[str, Any]) -> None:
        """Refuse a group of another branch than the one somebody is in, or goes to."""
        bodies, group = self._bodies(), given["group"]
        parent = bodies.nodes[group].parent_id if group else None
        if group and parent != (given["branch"] or one.branch_id):
            what = f"{bodies.name(group)}属于{bodies.name(parent)}，{one.name}不在这个党支部"
            raise OfficeError(what, remedy="请先变更党支部")

    def _bodies(self) -> "Tree":
        return self.edits.page.listing.book.bodies

    def _old(self, one: "Someone") -> str:
        now = {Fact.BRANCH: one.branch, Fact.GROUP: one.group, Fact.CATEGORY: one.category}
        return now.get(self.fact, one.status)

    def _new(self, given: dict[str, Any]) -> str:
        if self.fact in PLACED:
            return self._bodies().name(given[self.key])
        return str(given[self.key] or "")

    def judge(self) -> None:
        """Name the red button, or say what is still to be decided."""
        changing, refused = len(self.plan.changes()), self.plan.counts()[Verdict.LOCKED]
        self.skip.setText(f"有 {refused} 人不能变更，只变更其余的人")
        self.skip.setVisible(refused > 0 and changing > 0)
        reason = self._unsaid()
        if not reason and not changing:
            reason = "没有可以变更的人"
        elif not reason and refused and not self.skip.isChecked():
            reason = f"还差：勾选“有 {refused} 人不能变更，只变更其余的人”"
        self.tell(f"变更 {changing or len(self.ids)} 人", reason, bad=bool(refused))

    # Doing -------------------------------------------------------------------------------

    def apply(self) -> None:
        """Change all of them as one step."""
        if self.pause.isActive():
            self.preview()  # Ctrl+Enter may come before the pause is over
        if not self.verb.isEnabled():
            return
        ids, given = [change.record_id for change in self.plan.changes()], self.given()
        desk, edits, way = self.edits.desk, self.edits, WAYS[str(self.fact)]
        one = f"变更 {edits.name(ids[0])} 的{self.fact}"
        sentence = one if len(ids) == 1 else f"批量变更 {len(ids)} 人的{self.fact}"

        def work(session: "Session", step: Step) -> None:
            for at, each in enumerate(ids, 1):
                way(session, session.get_one(Person, each), given)
                must_go_on(step, at, len(ids))

        self.accept()
        carry_out(desk, sentence, len(ids), work, lambda: desk.done(f"已{sentence}"))

    def begin(self) -> None:
        """Open with the keyboard in the first question."""
        super().begin()
        self.form.jump()
