"""The money of the invented school: what was sent up, granted, spent and taken to the bank, never below 0."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.records import Entry
from partyoffice.dues.rules.months import Month, day_of, month_of, number_of, quarter_of, year_of
from partyoffice.dues.rules.words import Account, Flow, account_of
from partyoffice.dues.sample.pay import BY
from partyoffice.meetings.records import AgendaItem, Meeting
from partyoffice.store.bulk import add_rows

Row = dict[str, Any]
UPPER, SHARE = "中共青禾市教育局委员会", 80  # 上缴比例（%）
APPROVER, MATTER, RECENT = "方砚舟", "党费使用", 200  # days within which it was decided
OPENED = 286350
BANKED_ON, SENT_ON, SPENT_ON, INTEREST_ON, GRANTED_ON = 12, 15, 18, 21, 25
LEFT = 3  # no more than a third of what is there is spent at once
# By month: fen, what for, told as, paid to.
USES = {  # of a school of twenty members
    1: (60000, "补助生活困难党员", "春节前慰问困难党员", "慰问对象签领"),
    3: (84000, "订阅或购买党员教育用品", "购买党员学习用书", "青禾市新华书店"),
    5: (120000, "培训党员", "党员集中培训讲课费、场地费", "青禾市教师发展中心"),
    10: (45000, "培训党员", "主题党日参观交通费", "青禾市公交公司"),
}
GRANTED, GRANT, GRANT_USE = 6, 200000, 198500


@dataclass(slots=True)
class Till:
    """What lies in cash and at the bank while the entries are made, oldest first."""

    on: date
    members: int
    decided: Sequence[tuple[date, int, str]]
    cash: int = 0
    bank: int = OPENED
    rows: list[Row] = field(default_factory=list)
    granted: list[Row] = field(default_factory=list)  # what was spent of each grant

    def put(self, month: Month, day: int, flow: Flow, amount: int, **more: Any) -> bool:  # noqa: ANN401 -- the columns of a record
        """Write an entry down; False where it lies ahead or moves nothing."""
        on = date(year_of(month), number_of(month), day)
        if on > self.on or amount <= 0:
            return False
        values = {"on": Day.of(on), "flow": str(flow), "account": str(Account.BANK), "amount": amount}
        self.rows.append(values | {"handler": BY} | more)
        return True

    def decision(self, month: Month, day: int) -> Row:
        """Return by which item of the minutes a use was decided, else what is told of it."""
        on = date(year_of(month), number_of(month), day)
        found = [one for one in self.decided if one[0] <= on and (on - one[0]).days <= RECENT]
        if found:
            return {"item_id": found[-1][1], "decided": found[-1][2]}
        return {"decided": f"{Day(on.year, on.month, min(day, 3)).spoken()}支委会集体研究"}


def entries(session: Session, paid: Sequence[Row], members: int, since: Month, on: date) -> None:
    """Write down what moved the money beside the payments."""
    till, came, owned = Till(on, members, _decided(session)), _by_account(paid), _by_month(paid)
    for month in range(since, month_of(on) + 1):
        till.cash += came[month, Account.CASH]
        till.bank += came[month, Account.BANK]
        _month(till, month, owned, since)
    ids = add_rows(session, Entry, till.rows)
    grants = [ident for ident, row in zip(ids, till.rows, strict=True) if row["flow"] == Flow.GRANT]
    spent = zip(till.granted, grants, strict=False)
    add_rows(session, Entry, [row | {"grant_id": grant} for row, grant in spent])


def _by_account(paid: Iterable[Row]) -> dict[tuple[Month, Account], int]:
    found: dict[tuple[Month, Account], int] = defaultdict(int)
    for row in paid:
        found[month_of(row["on"]), account_of(row["method"])] += row["amount"]
    return found


def _by_month(paid: Iterable[Row]) -> dict[Month, list[int]]:
    found: dict[Month, list[int]] = defaultdict(list)
    for row in paid:
        found[month_of(row["month"])].append(row["amount"])
    return found


def _decided(session: Session) -> list[tuple[date, int, str]]:
    wanted = select(Meeting.on, AgendaItem.id, Meeting.kind).join(
        Meeting, Meeting.id == AgendaItem.meeting_id
    )
    wanted = wanted.where(AgendaItem.subject.contains(MATTER)).order_by(Meeting.on)
    return [(on.first, item, f"{on.spoken()}{kind}") for on, item, kind in session.execute(wanted)]


def _month(till: Till, month: Month, owned: dict[Month, list[int]], since: Month) -> None:
    """Make the entries of one month in the order of its days."""
    number = number_of(month)
    if till.put(month, BANKED_ON, Flow.BANKED, till.cash, content="党费现金存入银行"):
        till.bank, till.cash = till.bank + till.cash, 0
    if number % 3 == 1 and month > since:
        _send(till, month, quarter_of(month - 1), owned)
    if number in USES:
        _use(till, month)
    interest = till.bank // 1200
    if number % 3 == 0 and till.put(month, INTEREST_ON, Flow.INTEREST, interest, content="银行存款利息"):
        till.bank += interest
    if number == GRANTED:
        _grant(till, month)


def _send(till: Till, month: Month, quarter: range, owned: dict[Month, list[int]]) -> None:
    paid = sum(sum(owned[one]) for one in quarter)
    amount = paid * SHARE // 100
    span = {"start": day_of(quarter[0]), "end": day_of(quarter[-1]), "ratio": SHARE}
    told = {"content": f"上缴{year_of(quarter[0])}年第{number_of(quarter[-1]) // 3}季度党费", "party": UPPER}
    figures = {"members": max(len(owned[one]) for one in quarter), "paid": paid}
    if till.put(month, SENT_ON, Flow.REMITTED, amount, receiver="贺远山", figures=figures, **span, **told):
        till.bank -= amount


def _use(till: Till, month: Month) -> None:
    most, purpose, content, party = USES[number_of(month)]
    amount = min(most * max(1, till.members // 20), till.bank // LEFT // 1000 * 1000)
    told = {"purpose": purpose, "content": content, "party": party, "approver": APPROVER}
    if till.put(month, SPENT_ON, Flow.USED, amount, **told, **till.decision(month, SPENT_ON)):
        till.bank -= amount


def _grant(till: Till, month: Month) -> None:
    """Let the upper committee grant something before 七一, and the school spend it on that alone."""
    granted = till.put(
        month, GRANTED_ON, Flow.GRANT, GRANT, party=UPPER, purpose="表彰先进", content="下拨七一表彰专款"
    )
    till.bank += GRANT if granted else 0
    told = {"purpose": "表彰先进", "content": "七一表彰优秀共产党员奖品", "approver": APPROVER}
    if till.put(month + 1, 1, Flow.USED, GRANT_USE, **told, **till.decision(month + 1, 1)):
        till.bank -= GRANT_USE
        till.granted.append(till.rows.pop())
