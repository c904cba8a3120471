"""The forms of 党员名册 and the menus that lead to them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from partyoffice.members.page import change_forms, person_forms, row_forms
from partyoffice.members.page.commands import IN_BIN, PERSON_MENU, ROW_MENU
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.page import Bodies
from partyoffice.ui import drafts
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.members.page.reading import CardFacts
    from partyoffice.members.page.roster import RosterPage
    from partyoffice.ui.asking import Asking

KEY = "members"
STAGES = {"入党积极分子": Category.ACTIVIST, "发展对象": Category.CANDIDATE, "入党申请人": Category.APPLICANT}
ROWS = {"history": "履历", "experience": "简历", "relative": "家庭成员", "award": "奖惩"}
# What is no field of the card but a history: a finding about it leads to 变更.
WITH_HISTORY = {
    "category": Fact.CATEGORY, "branch": Fact.BRANCH, "group": Fact.GROUP, "party_status": Fact.STATUS,
}  # fmt: skip


class Forms:
    """Opens the forms about the current person."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.desk = page, page.desk
        self.bodies = Bodies(page.desk, page, lambda: page.side.body(), self._belonging)  # noqa: PLW0108 -- the pane comes later
        self.dialog: Asking | None = None  # the newest form, for who wants to look at it
        self.resuming = ""  # the draft that the next form goes on with

    def _belonging(self, body: int) -> int:
        listing = self.page.listing
        return sum(one.present and body in listing.bodies_of(one) for one in listing.book.people)

    def _show(self, dialog: "Asking") -> "Asking":
        self.dialog = dialog
        drafts.keep(self.desk, dialog, KEY, dialog.about, self.resuming)
        return dialog.begin()

    # Menus -------------------------------------------------------------------------------

    def popup(self, idents: tuple[str, ...], at: QPoint) -> None:
        """Open a menu of registered commands."""
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.actions_table.popup(idents, at)

    def person_menu(self, at: QPoint) -> None:
        """Offer what can be done with the current person."""
        facts = self.page.facts()
        if facts is None:
            return
        one = facts.one
        left_out = set(IN_BIN if not one.other.get("binned") else set(PERSON_MENU) - {*IN_BIN, ""})
        left_out |= {"members.back"} if one.present else {"members.leave", "members.change"}
        self.popup(tuple(each for each in PERSON_MENU if each not in left_out), at)

    def row_menu(self, _kind: str, _row_id: int, at: QPoint) -> None:
        """Offer what can be done with the line of the card under the mouse, which is the current one."""
        self.popup(ROW_MENU, at)

    def with_row(self, work: Callable[[str, int], object]) -> None:
        """Do something with the current line of the card, or say that there is none."""
        chosen = self.page.pane.chosen_row()
        if chosen is None:
            how = "请先在卡片里选一段履历或简历、一名家庭成员或一条奖惩。"
            self.desk.messages.inform("没有选中的一条", how)
        else:
            work(*chosen)

    # Forms -------------------------------------------------------------------------------

    @writes
    def new_person(self, category: str = "") -> "Asking":
        """Ask for somebody new, of the kind and at the place that the list shows."""
        page = self.page
        kind = category or str(STAGES.get(page.side.view(), Category.FULL))
        bodies, body = page.listing.book.bodies, page.side.body() or None
        return self._show(person_forms.new_person(self.desk, page.window(), bodies, body, kind))

    def _with_facts(self, make: Callable[["CardFacts"], "Asking"]) -> None:
        facts = self.page.facts()
        if facts is None:
            self.desk.messages.inform("没有选中的人", "请先在名册中选一个人。")
        elif facts.one.other.get("binned"):
            back = ("从回收站恢复", self.page.deeds.unbin)
            self.desk.messages.inform(f"{facts.one.name}在回收站", "恢复以后才能修改。", back)
        else:
            self._show(make(facts))

    def open_card(self) -> None:
        """Open the whole card for 更正."""
        self.open_field("")

    def open_field(self, field: str) -> None:
        """Open the card at a field; what has a history or a list opens that instead."""
        window, fact = self.page.window(), WITH_HISTORY.get(field)
        if field == "experience":  # no field of the card either, but a list of its own
            self.page.show_experiences()
            return

        def make(facts: "CardFacts") -> "Asking":
            if fact is not None:
                return change_forms.change_fact(self.desk, window, facts, fact)
            return person_forms.open_card(self.desk, window, facts, field)

        self._with_facts(make)

    @writes
    def change(self, fact: str = "") -> None:
        """Ask what changes from which day, beginning with the fact that is named."""
        self._with_facts(lambda facts: change_forms.change_fact(self.desk, self.page.window(), facts, fact))

    @writes
    def leave(self) -> None:
        """Ask how somebody leaves."""
        self._with_facts(lambda facts: change_forms.leave(self.desk, self.page.window(), facts))

    @writes
    def come_back(self) -> None:
        """Ask since when somebody is here again."""
        self._with_facts(lambda facts: change_forms.come_back(self.desk, self.page.window(), facts))

    @writes
    def add_row(self, kind: str) -> None:
        """Ask for a row of 简历, a member of the family or an award."""
        self._with_facts(lambda facts: row_forms.edit_row(self.desk, self.page.window(), facts, kind))

    def edit_row(self, kind: str, row_id: int) -> None:
        """Open a history row or one of the lists."""
        row, parent = self.page.pane.row(kind, row_id), self.page.window()
        if kind == "history":
            self._with_facts(lambda facts: row_forms.mend_history(self.desk, parent, facts, row))
        else:
            self._with_facts(lambda facts: row_forms.edit_row(self.desk, parent, facts, kind, row))
