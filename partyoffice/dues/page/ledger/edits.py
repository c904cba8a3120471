"""What the grid asks about typing into the ledger: months take amounts, everything else is reckoned."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.dues.page.ledger.columns import MONTHS, cell_of
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import Month, month_of, year_months

if TYPE_CHECKING:
    from partyoffice.dues.page.ledger.pane import LedgerPane
    from partyoffice.dues.queries.ledger import Row
    from partyoffice.ui.choice_editor import Option
    from partyoffice.ui.edits import Change

FIELDS = {key: Field(key, f"{at} 月", Kind.MONEY) for at, key in enumerate(MONTHS, 1)}


class LedgerEdits:
    """The answers of one pane; ``pane.list.edits`` is this."""

    def __init__(self, pane: "LedgerPane") -> None:
        self.pane = pane

    def _row(self, record_id: int) -> "Row":
        return self.pane.book.row(record_id)

    def _month(self, key: str) -> Month:
        return year_months(self.pane.year)[MONTHS.index(key)]

    # What cells are ----------------------------------------------------------------------

    def field(self, key: str) -> Field | None:
        """Return an amount for a month; nothing else is typed here."""
        return FIELDS.get(key)

    def links(self, _key: str) -> "Sequence[Option]":
        """Return nothing: no month is a link."""
        return ()

    def asks(self, _key: str) -> bool:
        """Say that no month is a history."""
        return False

    def ask(self, record_id: int, key: str) -> None:
        """Open nothing."""

    def ask_many(self, record_ids: Sequence[int], key: str) -> None:
        """Open nothing."""

    def name(self, record_id: int) -> str:
        """Return the name."""
        return self._row(record_id).name

    def value(self, record_id: int, key: str) -> int | None:
        """Return what was paid for a month, None where nothing was."""
        cell = cell_of(self._row(record_id), key)
        return cell.paid or None if cell is not None else None

    def locked(self, record_id: int, key: str) -> str:
        """Say why a month takes no typing: paid elsewhere, in parts, or on a day that is closed."""
        row, month = self._row(record_id), self._month(key)
        cell, there = cell_of(row, key), self.pane.entering.payments(row, month)
        if cell is not None and cell.state is State.ELSEWHERE:
            return "已登记流入地已交；登记错的，先按 Del 删除"
        if len(there) > 1:
            return f"分 {len(there)} 笔交的，请在“交纳流水”里更正"
        if there and month_of(there[0].on or there[0].month) in self.pane.book.closed:
            return "交纳的那个月已经结账；确要改动，请先写明原因重开"
        return ""

    def judge(self, change: "Change") -> str:
        """Say that nothing was paid where 0 is typed; the actions judge all else."""
        return "金额不能是 0；免交的在“少交免交”里登记" if change.value == 0 else ""

    # Writing -----------------------------------------------------------------------------

    def judge_new(self, _values: Mapping[str, Any]) -> str:
        """Say that nobody comes into the ledger by pasting."""
        return "人从名册来，不能在台账里增加"

    def asked_of_new(self) -> Sequence[tuple[Field, Any]]:
        """Ask nothing."""
        return ()

    def write(
        self, changes: "Sequence[Change]", verb: str = "修改", new: Sequence[Mapping[str, Any]] = ()
    ) -> bool:
        """Store what was typed; a block that was pasted is one change."""
        del verb, new
        places = [(self._row(one.record_id), self._month(one.key), one.value) for one in changes]
        if len(places) == 1:
            return self.pane.entering.type(*places[0])
        return self.pane.entering.paste(places)

    def add(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Add nobody."""
        return not rows
