"""The money of the invented school: what was sent up, granted, spent and taken to the bank, never below 0."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.records import Entry
from partyoffice.dues.rules.months import Month, day_of, month_of, number_of, quarter_of, year_of
from partyoffice.dues.rules.remitting import share
from partyoffice.dues.rules.words import Account, Flow, account_of
from partyoffice.dues.sample.deciding import decide, tell
from partyoffice.dues.sample.pay import BY
from partyoffice.store.bulk import add_rows

Row = dict[str, Any]
UPPER, RATIO = "中共青禾市教育局委员会", 80  # 上缴比例（%）
APPROVER, RECEIVER = "方砚舟", "贺远山"
OPENED = 286350
BANKED_ON, SENT_ON, SPENT_ON, INTEREST_ON, GRANTED_ON = 12, 15, 18, 21, 25
LEFT = 3  # no more than a third of what is there is spent at once
USES = {  # by month, of a school of twenty members: fen, what for, told as, paid to
    1: (60000, "走访慰问", "春节前慰问困难党员", "慰问对象签领"),
    3: (84000, "订阅购买学习资料和设备", "购买党员学习用书", "青禾市新华书店"),
    5: (120000, "培训党员", "党员集中培训讲课费、场地费", "青禾市教师发展中心"),
    10: (45000, "组织生活和党内会议", "主题党日参观交通费", "青禾市公交公司"),
}
GRANTED, GRANT, GRANT_USE = 6, 200000, 198500


@dataclass(slots=True)
class Till:
    """What lies in cash and at the bank while the entries are made, oldest first."""

    on: Day
    members: int
    cash: int = 0
    bank: int = OPENED
    rows: list[Row] = field(default_factory=list)
    granted: list[Row] = field(default_factory=list)  # what was spent of each grant

    def put(self, month: Month, day: int, flow: Flow, amount: int, **more: Any) -> bool:  # noqa: ANN401 -- the columns of a record
        """Write an entry down; False where it lies ahead or moves nothing."""
        on = Day(year_of(month), number_of(month), day)
        if self.on < on or amount <= 0:
            return False
        values = {"on": on, "flow": str(flow), "account": str(Account.BANK), "amount": amount}
        self.rows.append(values | {"handler": BY} | more)
        return True


def entries(session: Session, paid: Sequence[Row], members: int, since: Month, on: Day) -> None:
    """Write down what moved the money beside the payments."""
    till, came, owned = Till(on, members), _by_account(paid), _by_month(paid)
    for month in range(since, month_of(on) + 1):
        till.cash += came[month, Account.CASH]
        till.bank += came[month, Account.BANK]
        _month(till, month, owned, since)
    decide(session, [row for row in (*till.rows, *till.granted) if row["flow"] == Flow.USED])
    tell(session, [row for row in till.rows if row["flow"] == Flow.REMITTED])
    ids = add_rows(session, Entry, till.rows)
    grants = [ident for ident, row in zip(ids, till.rows, strict=True) if row["flow"] == Flow.GRANT]
    spent = zip(till.granted, grants, strict=False)
    add_rows(session, Entry, [row | {"grant_id": grant} for row, grant in spent])


def _by_account(paid: Iterable[Row]) -> dict[tuple[Month, Account], int]:
    found: dict[tuple[Month, Account], int] = defaultdict(int)
    for row in paid:
        found[month_of(row["on"]), account_of(row["method"])] += row["amount"]
    return found


def _by_month(paid: Iterable[Row]) -> dict[Month, int]:
    found: dict[Month, int] = defaultdict(int)
    for row in paid:
        found[month_of(row["month"])] += row["amount"]
    return found


def _month(till: Till, month: Month, owned: dict[Month, int], since: Month) -> None:
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


def _send(till: Till, month: Month, quarter: range, owned: dict[Month, int]) -> None:
    paid = sum(owned[one] for one in quarter)
    amount = share(paid, RATIO)
    span = {"start": day_of(quarter[0]), "end": day_of(quarter[-1]), "ratio": RATIO}
    told = {"content": f"上缴{year_of(quarter[0])}年第{number_of(quarter[-1]) // 3}季度党费", "party": UPPER}
    if till.put(month, SENT_ON, Flow.REMITTED, amount, receiver=RECEIVER, base=paid, **span, **told):
        till.bank -= amount


def _use(till: Till, month: Month) -> None:
    each, purpose, content, party = USES[number_of(month)]
    amount = min(each * max(1, till.members // 20), till.bank // LEFT // 1000 * 1000)
    told = {"purpose": purpose, "content": content, "party": party, "approver": APPROVER}
    if till.put(month, SPENT_ON, Flow.USED, amount, **told):
        till.bank -= amount


def _grant(till: Till, month: Month) -> None:
    """Let the upper committee grant something before 七一, and the school spend it on that alone."""
    told = {"purpose": "表彰先进", "party": UPPER, "content": "下拨七一表彰专款"}
    if not till.put(month, GRANTED_ON, Flow.GRANT, GRANT, **told):
        return
    till.bank += GRANT
    told = {"purpose": "表彰先进", "content": "七一表彰优秀共产党员奖品", "approver": APPROVER}
    if till.put(month + 1, 1, Flow.USED, GRANT_USE, **told):
        till.bank -= GRANT_USE
        till.granted.append(till.rows.pop())
