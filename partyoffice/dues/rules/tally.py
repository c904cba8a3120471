"""What some months of everybody come to: due, paid, the rate; who paid in time, less, late. In fen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from partyoffice.dues.rules.ledger import Account, Cell, Now, State
from partyoffice.dues.rules.months import Month

SHARE = Decimal("0.1")


@dataclass(slots=True)
class Tally:
    """Counts of ``months``, people by their ids. ``covered`` is what was paid of what was due.

    Nobody is in two of ``on_time``, ``reduced`` and ``waived``; whoever was relieved of a month did not pay
    by the standard. ``behind`` paid late or not yet, ``settled`` owe nothing of what is due; ``unset`` have a
    month without an amount, which is in no sum.
    """

    months: Sequence[Month] = ()
    due: int = 0
    paid: int = 0
    covered: int = 0
    people: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    on_time: set[int] = field(default_factory=set)
    reduced: set[int] = field(default_factory=set)
    waived: set[int] = field(default_factory=set)
    behind: set[int] = field(default_factory=set)
    unset: set[int] = field(default_factory=set)

    @property
    def rate(self) -> str:
        """收缴率, what was paid of what was due: ``98.6%``, rounded down; empty where nothing was due."""
        return share(self.covered, self.due)


def share(covered: int, due: int) -> str:
    """Return a part of a whole in per cent; 100% is said only of the whole."""
    if not due:
        return ""
    part = (Decimal(covered) * 100 / Decimal(due)).quantize(SHARE, ROUND_DOWN)
    return f"{part.normalize():f}%"


def tally(accounts: Iterable[Account], months: Sequence[Month], now: Now) -> Tally:
    """Return what some months come to, those after the running one left out."""
    found = Tally([one for one in months if one <= now.month])
    for account in accounts:
        cells = [account.cell(one, now) for one in found.months]
        if mine := [one for one in cells if one.state is not State.NONE]:
            _count(found, account, mine)
    return found


def _count(found: Tally, account: Account, cells: Sequence[Cell]) -> None:
    found.due += sum(one.due or 0 for one in cells)
    found.paid += sum(one.paid for one in cells)
    found.covered += sum(min(one.paid, one.due or 0) for one in cells)
    if any(account.owes(one.month) for one in cells):
        found.people.add(account.person_id)
        for whose in _sorts(found, account, cells):
            whose.add(account.person_id)


def _sorts(found: Tally, account: Account, cells: Sequence[Cell]) -> Iterable[set[int]]:
    """Yield to which of the counts somebody belongs."""
    states = {one.state for one in cells}
    relieved = [one for one in cells if _relieved(account, one)]
    unset = any(one.due is None for one in cells)
    if unset:
        yield found.unset
    if states & {State.LATE, State.MADE_UP}:
        yield found.behind
    if not unset and not states & {State.LATE, State.DUE}:
        yield found.settled
    if relieved:
        yield found.reduced if any(one.due for one in relieved) else found.waived
    elif not unset and not states & {State.LATE, State.MADE_UP, State.DUE}:
        yield found.on_time


def _relieved(account: Account, cell: Cell) -> bool:
    """Say whether less than the full amount was owed of a month because it was approved."""
    relief = account.relief(cell.month)
    if relief is None or cell.state is State.ELSEWHERE or not account.owes(cell.month):
        return False
    return cell.full is not None and cell.due is not None and cell.due < cell.full
