"""What may be typed into the cells of 年度核定: pay items, a base, what somebody lives on, the signature."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field
from partyoffice.core.money import grouped
from partyoffice.dues.actions.assess_many import Place, assess_cells
from partyoffice.dues.page.assessments import sheets
from partyoffice.dues.page.assessments.register import ITEM_FIELDS
from partyoffice.dues.queries.assessments import MOST_A_YEAR, Line
from partyoffice.dues.rules.editions import FIXED, FIXED_FEN
from partyoffice.dues.rules.items import BY_KEY
from partyoffice.dues.rules.words import Payer

if TYPE_CHECKING:
    from partyoffice.dues.page.assessments.pane import AssessmentsPane
    from partyoffice.ui.choice_editor import Option
    from partyoffice.ui.edits import Change

FIELDS = {
    **ITEM_FIELDS,
    "payer": sheets.PAYER,
    "base": replace(sheets.BASE, hint=""),
    "signed": sheets.STORED["signed"],
}


class AssessmentEdits:
    """The answers of the page; ``kinds`` keeps what was chosen for whom no amount is set yet."""

    def __init__(self, page: "AssessmentsPane", kinds: dict[int, str]) -> None:
        self.page, self.desk, self.kinds = page, page.desk, kinds

    def _line(self, record_id: int) -> Line:
        rows: Sequence[Line] = self.page.pane.rows
        return next(line for line in rows if line.id == record_id)

    # What the cells are --------------------------------------------------------------------

    def field(self, key: str) -> Field | None:
        """Return what can be typed; what is reckoned cannot."""
        return FIELDS.get(key)

    def links(self, key: str) -> "Sequence[Option]":  # noqa: ARG002 -- no column is a link
        """Return nothing."""
        return ()

    def asks(self, key: str) -> bool:  # noqa: ARG002 -- no column asks
        """Say that every cell is typed."""
        return False

    def ask(self, record_id: int, key: str) -> None:
        """Open nothing."""

    def ask_many(self, record_ids: Sequence[int], key: str) -> None:
        """Open nothing."""

    def name(self, record_id: int) -> str:
        """Return the member's name."""
        return self._line(record_id).row.name

    def value(self, record_id: int, key: str) -> Any:  # noqa: ANN401 -- each kind its own
        """Return what is stored."""
        line = self._line(record_id)
        if key in ITEM_FIELDS:
            return line.amount(key)
        return str(line.payer) if key == "payer" else getattr(line.held, key, None)

    def locked(self, record_id: int, key: str) -> str:
        """Say which cells rest: those of other kinds of payers, a base that is reckoned, what is not set."""
        line = self._line(record_id)
        if key == "signed" and line.held is None:
            return "还没有核定，先填工资项目"
        if key in {"payer", "signed"}:
            return ""
        if line.payer in FIXED:
            return f"{line.payer}党员每月交固定数额（{grouped(FIXED_FEN)} 元起），不填工资"
        if key == "base":
            return "基数由工资项目算出；要直接填，请先清空工资项目" if line.held and line.held.items else ""
        only = BY_KEY[key].payers
        return f"先把人员类型改为{'、'.join(only)}，再填这一项" if only and line.payer not in only else ""

    def judge(self, change: "Change") -> str:
        """Say that what is taken off is typed as a plain amount too."""
        if isinstance(change.value, int) and change.value < 0:
            return "不能是负数；扣除的项目照填正数，由程序减去"
        return "请选人员类型" if change.key == "payer" and not change.value else ""

    # Changing ------------------------------------------------------------------------------

    def write(
        self, changes: "Sequence[Change]", verb: str = "修改", new: Sequence[Mapping[str, Any]] = ()
    ) -> bool:
        """Set and mend amounts as one change; a kind chosen before there is an amount waits for it."""
        if new:
            return False
        cells: dict[Place, dict[str, Any]] = {}
        for change in changes:
            line = self._line(change.record_id)
            place = line.row.id, line.held.id if line.held is not None else None
            cells.setdefault(place, {})[change.key] = change.value
        waiting = {place: typed for place, typed in cells.items() if _waits(place, typed)}
        for (person, _), typed in waiting.items():
            self.kinds[_unset(person)] = typed["payer"]
        for (person, held), typed in cells.items():
            if held is None and _unset(person) in self.kinds:
                typed.setdefault("payer", self.kinds[_unset(person)])
        return self._store({place: cells[place] for place in cells.keys() - waiting.keys()}, verb)

    def _store(self, cells: dict[Place, dict[str, Any]], verb: str) -> bool:
        if not cells:
            self.page.read_again({record // MOST_A_YEAR for record in self.kinds})
            return True
        year, people = self.page.pane.year, {person for person, _ in cells}
        whom = self.name(_unset(next(iter(people)))) if len(people) == 1 else f"{len(people)} 人"
        sentence = f"核定{whom} {year} 年党费" if verb == "修改" else f"{verb}{whom} {year} 年党费核定"
        with self.page.typing():
            work = lambda session: assess_cells(session, year, cells)  # noqa: E731 -- one line, used once
            stored = self.desk.act(sentence, work, many=len(people))
        if stored:
            for person in people:
                self.kinds.pop(_unset(person), None)
            self.page.read_again(people)
        return stored

    def judge_new(self, values: Mapping[str, Any]) -> str:  # noqa: ARG002 -- whatever they are
        """Say that the lines are those who pay."""
        return "这里列出的是这一年应交党费的党员，不能从表里新增"

    def asked_of_new(self) -> Sequence[tuple[Field, Any]]:
        """Ask nothing."""
        return ()

    def add(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Add nothing."""
        return self.write((), "新增", rows)


def _unset(person: int) -> int:
    """Return how the list knows the first line of somebody."""
    return person * MOST_A_YEAR


def _waits(place: Place, typed: Mapping[str, Any]) -> bool:
    """Say whether only a kind was chosen that needs a base, and there is no amount yet."""
    return place[1] is None and set(typed) == {"payer"} and Payer(typed["payer"]) not in FIXED
