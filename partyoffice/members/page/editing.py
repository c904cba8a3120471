"""What may be changed in the cells of 党员名册, and how: the card at once, histories through 变更 or 更正."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.members.columns import CARD, HISTORIES
from partyoffice.members.page import batch_change, edit_writing
from partyoffice.members.page.asking import branches, groups, options
from partyoffice.members.page.change_forms import APPOINT
from partyoffice.members.page.forms import STAGES
from partyoffice.members.page.person_forms import BRANCH, CATEGORY, GROUP, REASON, SINCE
from partyoffice.members.queries import values_of
from partyoffice.members.rules import Category, Fact, holds
from partyoffice.ui.messages import Question

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.members.page.batch_change import BatchChange
    from partyoffice.members.page.roster import RosterPage
    from partyoffice.members.queries import Someone
    from partyoffice.members.records import History
    from partyoffice.ui.choice_editor import Option
    from partyoffice.ui.edits import Change

FACTS = {
    "category": Fact.CATEGORY, "branch": Fact.BRANCH, "group": Fact.GROUP, "post": Fact.POST,
    "party_status": Fact.STATUS,
}  # fmt: skip
# Read as bodies: a name in a cell must be one of ours.
PLACES = {"branch": BRANCH, "group": GROUP}
FIELDS = {key: field for key, field in CARD.items() if field.kind is not Kind.PHOTO}
FIELDS |= {column.key: PLACES.get(column.key, column.field) for column in HISTORIES}
BINNED = "在回收站，恢复以后才能修改"


class MemberEdits:
    """The answers of one page; ``page.grid.edits`` is this."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.desk = page, page.desk
        self._read: dict[str, dict[int, Any]] = {}  # fields that the list has not read, by key
        self._seq = -1
        self.dialog: BatchChange | None = None  # the newest 批量变更, for who wants to look at it
        self.resuming = ""  # the draft that it goes on with
        self._numbers: tuple[tuple[int, int], dict[str, Someone]] = ((0, 0), {})

    # What the columns are ----------------------------------------------------------------

    def field(self, key: str) -> Field | None:
        """Return the field of the card or of a history; what is reckoned cannot be edited."""
        return FIELDS.get(key)

    def links(self, key: str) -> "Sequence[Option]":
        """Return the living branches and groups."""
        bodies = self.page.listing.book.bodies
        if key == "branch":
            return options(branches(bodies))
        return options(groups(bodies, None)) if key == "group" else ()

    def asks(self, key: str) -> bool:
        """Say whether the column is a history."""
        return key in FACTS

    # What a cell holds -------------------------------------------------------------------

    def someone(self, record_id: int) -> "Someone":
        """Return the person as last read."""
        listing = self.page.listing
        return listing.book.people[listing.place_of(record_id)]

    def name(self, record_id: int) -> str:
        """Return the person's name."""
        return self.someone(record_id).name

    def value(self, record_id: int, key: str) -> Any:  # noqa: ANN401 -- each kind its own
        """Return what the card holds, or what the history of today says."""
        one = self.someone(record_id)
        histories = {
            "category": one.category, "branch": one.branch_id, "group": one.group_id, "post": one.post,
            "party_status": one.status,
        }  # fmt: skip
        if key in histories:
            return histories[key]
        return one.card[key] if key in one.card else self.column(key).get(record_id)

    def column(self, key: str) -> dict[int, Any]:
        """Return a field of everybody by person, also one that the list does not show."""
        office = self.desk.open_office()
        if self._seq != office.last_seq:
            self._read, self._seq = {}, office.last_seq
        if key not in self._read:
            with office.reading() as session:
                self._read[key] = values_of(session, key)
        return self._read[key]

    def locked(self, record_id: int, key: str) -> str:  # noqa: ARG002 -- every cell of a person alike
        """Say that somebody in the bin must be taken out first, or that nothing can be written here."""
        one = self.someone(record_id)
        return f"{one.name}{BINNED}" if one.other.get("binned") else ""

    # Judging -----------------------------------------------------------------------------

    def judge(self, change: "Change") -> str:
        """Say what can never be stored; what only looks odd is told after it has been stored."""
        if change.key == "name" and not change.value:
            return "姓名不能为空"
        if change.key == "id_number" and change.value:
            other = self._other_with(str(change.value), change.record_id)
            return f"身份证号与“{other}”相同，请核对证件；若是同一人，不要重复建卡" if other else ""
        return ""

    def _other_with(self, number: str, record_id: int) -> str:
        """Return who else on the books has this number."""
        owner = self._owners().get(number)
        return owner.name if owner is not None and owner.id != record_id else ""

    def _owners(self) -> "dict[str, Someone]":
        listing = self.page.listing
        if self._numbers[0] != (id(listing), listing.seq):
            people = (one for one in listing.book.people if not one.other.get("binned"))
            owners = {one.card["id_number"]: one for one in people if one.card["id_number"]}
            self._numbers = ((id(listing), listing.seq), owners)
        return self._numbers[1]

    def judge_new(self, values: Mapping[str, Any]) -> str:
        """Say that nobody can be added without a name."""
        return "" if values.get("name") else "没有姓名，不能新增；请把姓名一起复制，从姓名那一列起粘贴"

    def asked_of_new(self) -> Sequence[tuple[Field, Any]]:
        """Ask for what 新增党员 asks, beginning with what the list shows; 正式党员 is never assumed."""
        view, bodies, body = self.page.side.view(), self.page.listing.book.bodies, self.page.side.body()
        known, small = branches(bodies), groups(bodies, None)
        place = bodies.nodes.get(body)
        group = place if place in small else None
        here = group.parent_id if group is not None else body if place in known else None
        begins = Category.PROBATIONARY if view == Category.PROBATIONARY else STAGES.get(view, "")
        asked: list[tuple[Field, Any]] = [(CATEGORY, str(begins))]
        asked += [(BRANCH, here)] if len(known) > 1 else []
        asked += [(GROUP, group.id if group is not None else None)] if small else []
        return [*asked, (replace(SINCE, required=True), Day.of(clock.today())), (REASON, "")]

    # Changing ----------------------------------------------------------------------------

    def ask(self, record_id: int, key: str) -> None:
        """Ask whether the fact changes from a day on or was entered wrongly, then open that form."""
        page, fact = self.page, FACTS[key]
        if why := self.locked(record_id, key):
            self.desk.messages.inform("没有改动", f"{why}。")
            return
        page.grid.choice.go_to(record_id)
        page.show_card()
        held = self._held(fact)
        mend = {f"更正“{row.value}”" if len(held) > 1 else "更正": row.id for row in held}
        sentence = "变更：从某一天起换成新的，原来的一段留在履历里。更正：原来就填错了，改掉填错的那一段。"
        question = Question(f"{self.name(record_id)}的{fact}要怎样改？", sentence, ("变更", *mend), "取消")
        verb = self.desk.messages.choose(question) if mend else "变更"
        if verb == "变更":
            page.forms.change(APPOINT if fact is Fact.POST else str(fact))
        elif verb in mend:
            page.forms.edit_row("history", mend[verb])

    def _held(self, fact: Fact) -> "list[History]":
        facts = self.page.pane.facts
        rows = facts.rows if facts is not None else []
        return [row for row in rows if row.fact == fact and holds(row.start, row.end, clock.today())]

    def ask_many(self, record_ids: Sequence[int], key: str) -> None:
        """Open 批量变更 for these people."""
        batch_change.open_change(self, list(record_ids), FACTS[key])

    def write(
        self, changes: "Sequence[Change]", verb: str = "修改", new: Sequence[Mapping[str, Any]] = ()
    ) -> bool:
        """Store everything as one change; odd values are told afterwards, with their articles."""
        if not changes and not new:
            return True
        cards = edit_writing.by_person(changes)
        sentence = edit_writing.sentence(verb, {each: self.name(each) for each in cards}, cards, len(new))
        before: edit_writing.Findings = {}
        only = branches(self.page.listing.book.bodies)
        store = partial(edit_writing.store, cards, new, only[0].id if len(only) == 1 else None)

        def work(session: "Session", step: edit_writing.Step) -> None:
            before.update(edit_writing.findings(session, cards))
            store(session, step)

        def done() -> None:
            if len(changes) + len(new) > 1:
                self.desk.done(f"已{sentence}")
            edit_writing.tell_odd(self.page, cards, before)

        return edit_writing.carry_out(self.desk, sentence, len(cards) + len(new), work, done)

    def add(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Add people."""
        return self.write((), "新增", rows)
