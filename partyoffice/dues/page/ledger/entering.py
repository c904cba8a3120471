"""What keys and commands write into the ledger: one named change each, told with its way back."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from partyoffice.core.finding import Finding
from partyoffice.core.money import grouped
from partyoffice.dues.actions.collect import (
    Collected,
    LeftOut,
    Taken,
    collect_month,
    pay,
    pay_elsewhere,
)
from partyoffice.dues.actions.mend import correct_payment, drop_payment
from partyoffice.dues.page.ledger.columns import MONTHS, cell_of
from partyoffice.dues.page.ledger.explain import brief
from partyoffice.dues.queries.payments import payments_by_month
from partyoffice.dues.records import Payment
from partyoffice.dues.rules import paying
from partyoffice.dues.rules.ledger import Cell, State
from partyoffice.dues.rules.months import Month, month_of, number_of, spoken, year_months
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.dues.page.ledger.how import How
    from partyoffice.dues.page.ledger.pane import LedgerPane
    from partyoffice.dues.queries.ledger import Row

NAMED = 3
Place = tuple["Row", Cell]


class Entering:
    """Writes for one pane; ``how`` is as what payments are entered."""

    def __init__(self, pane: "LedgerPane", how: "How") -> None:
        self.pane, self.desk, self.how = pane, pane.desk, how
        self._read: tuple[int, int, dict[tuple[int, Month], list[Payment]]] = (-1, 0, {})

    # What there is -----------------------------------------------------------------------

    def payments(self, row: "Row", month: Month) -> list[Payment]:
        """Return what somebody paid for a month, payment by payment."""
        office = self.desk.open_office()
        if self._read[:2] != (office.last_seq, row.id):
            with office.reading() as session:
                found = payments_by_month(session, [row.id], year_months(self.pane.year))
            self._read = office.last_seq, row.id, found
        return self._read[2].get((row.id, month), [])

    def places(self) -> list[Place]:
        """Return the months selected, else the current one, line by line."""
        grid = self.pane.list
        rows, columns = grid.editing.changes.cells()
        keys, people = [grid.model.columns[at].key for at in columns], map(grid.model.record, rows)
        found = [(one, cell_of(one, key)) for one in people for key in keys]
        return [(row, cell) for row, cell in found if cell is not None]

    def paid_said(self, row: "Row", cell: Cell) -> str:
        """Tell when, how and by whom a month was paid, payment by payment."""
        there = self.payments(row, cell.month) if cell.paid or cell.state is State.ELSEWHERE else []
        return "；".join(filter(None, map(_said, there)))

    # Doing -------------------------------------------------------------------------------

    def _do(self, sentence: str, work: Any, many: int = 1, *, told: bool, must: bool = False) -> bool:  # noqa: ANN401 -- a callable of a session
        """Do one named change of so many payments and tell what is to be said of it; False if refused.

        With ``must`` a refusal is raised: a form is open and says it itself.
        """
        findings: list[Finding] = []

        def run(session: "Session") -> None:
            for each in work(session):
                findings.extend(each.findings if isinstance(each, Taken) else ())

        if must:
            self.desk.change(sentence, run, many=many)
        elif not self.desk.act(sentence, run, many=many):
            return False
        if told:
            self.desk.done(f"已{sentence}")
        self.tell(findings)
        return True

    def tell(self, findings: Sequence[Finding]) -> None:
        """Tell the first thing to be said of what was written, and how many more there are."""
        for one in findings[:1]:
            more = f"另有 {len(findings) - 1} 处。" if len(findings) > 1 else ""
            said = "；".join(filter(None, (one.arithmetic, brief(one.article))))
            self.desk.messages.warn(one.message, f"{said}。{more}" if said else more)

    def type(self, row: "Row", month: Month, amount: int | None) -> bool:
        """Write a typed amount: a payment, or another amount of the one there is; nothing takes it out."""
        there, name = self.payments(row, month), f"{number_of(month)}月党费：{row.name}"
        if there and amount is None:
            return self._do(f"删除{name}", lambda session: self._drop(session, there), told=False)
        if amount is None:
            return True
        if why := self._wants_a_word(month, amount):
            self._ask_soon(row, month, amount, why)
            return True
        said = f"{name} {grouped(amount)} 元"
        if there:
            mend = {"amount": amount}
            return self._do(
                f"更正{said}", lambda session: [correct_payment(session, there[0].id, mend)], told=False
            )
        return self._do(f"登记{said}", lambda session: [self._pay(session, row, month, amount)], told=False)

    def paste(self, places: Sequence[tuple["Row", Month, int | None]]) -> bool:
        """Write a block of amounts as one change: payments, or other amounts of those there are."""
        names = _named(list(dict.fromkeys(row.name for row, _month, _amount in places)))

        def work(session: "Session") -> Iterator[Taken]:
            for row, month, amount in places:
                there = self.payments(row, month)
                if there and amount is None:
                    drop_payment(session, there[0].id)
                elif there:
                    yield correct_payment(session, there[0].id, {"amount": amount})
                elif amount is not None:
                    yield self._pay(session, row, month, amount)

        return self._do(f"登记党费 {len(places)} 格：{names}", work, len(places), told=True)

    def _wants_a_word(self, month: Month, amount: int) -> str:
        """Say why an amount wants a word in 说明, or nothing."""
        most = self.pane.book.makeup_most
        if amount < 0:
            return "退还、冲正的金额是负数，请在“说明”里写明原因。"
        late = paying.is_too_late(month, month_of(self.how.on), most)
        return f"这个月补交已经超过 {most} 个月，请在“说明”里写明原因。" if late else ""

    def _ask_soon(self, row: "Row", month: Month, amount: int, why: str) -> None:
        # Once the editor has gone: what was typed needs a word of why, which a cell has no room for.
        ask = partial(self.pane.forms.pay, row, month, amount, why)
        QTimer.singleShot(0, self.pane, ask)

    def _drop(self, session: "Session", there: Sequence[Payment]) -> tuple[()]:
        for one in there:
            drop_payment(session, one.id)
        return ()

    def _pay(self, session: "Session", row: "Row", month: Month, amount: int) -> Taken:
        return pay(session, row.id, month, amount, **self.how.given())

    @writes
    def due(self) -> None:
        """Write what is due for every selected month (Ctrl+Enter, =)."""
        self.collect(self._by_month(self.places()), self.how.given())

    def _by_month(self, places: Sequence[Place]) -> dict[Month, list["Row"]]:
        found: dict[Month, list[Row]] = {}
        for row, cell in places:
            found.setdefault(cell.month, []).append(row)
        return found

    def collect(self, wanted: dict[Month, list["Row"]], given: dict[str, Any], *, must: bool = False) -> bool:
        """Write what is due for months of people, and tell who was left out and why."""
        got: list[Collected] = []
        names = "、".join(f"{number_of(month)}月" for month in wanted)
        many = len({row.id for rows in wanted.values() for row in rows})
        only = next(iter(wanted.values()))[0].name if many == 1 else f"{many} 人"

        def work(session: "Session") -> list[Taken]:
            for month, rows in wanted.items():
                got.append(collect_month(session, month, [row.id for row in rows], **given))
            return []

        count = sum(map(len, wanted.values()))
        if not wanted or not self._do(f"登记{names}党费：{only}", work, count, told=False, must=must):
            return False
        people, amount = sum(one.people for one in got), sum(one.amount for one in got)
        if people:
            self.desk.done(f"已登记{names}党费：{people if many > 1 else only}{' 人' if many > 1 else ''}，"
                           f"共 {grouped(amount)} 元")  # fmt: skip
        self.tell_left([one for each in got for one in each.left_out], people)
        return True

    def tell_left(self, left: Sequence[LeftOut], done: int) -> None:
        """Tell of whom nothing was written, and why, people of one reason together."""
        reasons: dict[str, list[str]] = {}
        for one in left:
            reasons.setdefault(one.why, []).append(one.name)
        lines = [f"{why}：{_named(names)}" for why, names in reasons.items()]
        if not lines:
            return
        whole = "\n".join(f"{why}：{'、'.join(names)}" for why, names in reasons.items())
        what = f"{len(left)} 人没有登记" if done else "没有登记"
        self.desk.messages.inform(what, "；".join(lines) + "。", detail=whole)

    # As above, elsewhere, out --------------------------------------------------------------

    def above(self) -> None:
        """Write the selected months as the line above them was: its day, way and collector (Ctrl+D, ..)."""
        grid = self.pane.list
        rows, columns = grid.editing.changes.cells()
        start = rows[0] if len(rows) > 1 else rows[0] - 1 if rows else -1
        if start < 0:
            grid.refused.emit("第一行上面没有可以照填的内容")
            return
        source: Row = grid.model.record(start)
        others = [grid.model.record(row) for row in rows if row != start]
        keys = [key for at in columns if (key := grid.model.columns[at].key) in MONTHS]
        todo = [(row, key) for row in others for key in keys if not self._rests(row, key)]
        last = {key: self.payments(source, month)[-1:] for key in keys if (month := self._month(key))}
        known = [(row, key) for row, key in todo if last[key]]
        if not known:
            why = "上面一格没有登记过收缴" if todo else "这一格没有要登记的"
            grid.refused.emit(f"没有照填：{why}")
            return
        names = _named(list(dict.fromkeys(row.name for row, _key in known)))
        self._do(
            f"照上一行登记党费：{names}",
            lambda session: [self._alike(session, row, key, source, last[key][0]) for row, key in known],
            len(known),
            told=len(known) > 1,
        )

    def _month(self, key: str) -> Month:
        return year_months(self.pane.year)[MONTHS.index(key)]

    def _rests(self, row: "Row", key: str) -> str:
        cell = cell_of(row, key)
        return "" if cell is None or cell.state is State.UNSET else paying.why_resting(cell)

    def _alike(self, session: "Session", row: "Row", key: str, source: "Row", last: Payment) -> Taken:
        """Write a month as another's: who paid in full is followed in full, by the own amount."""
        month, own, theirs = self._month(key), cell_of(row, key), cell_of(source, key)
        if last.elsewhere:
            return pay_elsewhere(session, row.id, month, on=last.on, collector=last.collector)
        full = own is not None and theirs is not None and theirs.paid == theirs.due and own.due is not None
        amount = paying.still_open(own) if full and own is not None else last.amount
        return pay(
            session, row.id, month, amount,
            on=last.on, method=last.method, collector=last.collector, payer=last.payer,
        )  # fmt: skip

    def elsewhere(self, places: Sequence[Place], given: dict[str, Any]) -> bool:
        """Write that months were paid at 流入地; a refusal is for the form that asked."""
        names = _named(list(dict.fromkeys(row.name for row, _cell in places)))
        return self._do(
            f"登记流入地已交：{names}",
            lambda session: [pay_elsewhere(session, row.id, cell.month, **given) for row, cell in places],
            len(places),
            told=True,
            must=True,
        )

    @writes
    def drop(self) -> None:
        """Take out what was entered for the selected months (Del)."""
        there = [one for row, cell in self.places() for one in self.payments(row, cell.month)]
        if not there:
            self.pane.list.refused.emit("选中的月份没有登记过收缴，没有可以删除的")
            return
        names = _named(list(dict.fromkeys(row.name for row, _cell in self.places())))
        month = spoken(self.places()[0][1].month) if len(there) == 1 else f"{len(there)} 笔"
        self._do(
            f"删除党费收缴：{names} {month}",
            lambda session: self._drop(session, there),
            len(there),
            told=True,
        )


def _said(one: Payment) -> str:
    """Return 2026-11-09 交 103.15，现金，收款人 王东."""
    if one.elsewhere:
        return f"{one.on} 见到凭据" if one.on else ""
    parts = [f"{one.on or '日期没有记'} 交 {grouped(one.amount)}", one.method if one.on else ""]
    parts += [f"{one.payer} 代交" if one.payer else "", f"收款人 {one.collector}" if one.collector else ""]
    return "，".join(filter(None, [*parts, one.note]))


def _named(names: Sequence[str]) -> str:
    shown = "、".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} 等 {len(names)} 人"
