"""Dues come in: a month for many, a sum of one member, a month paid elsewhere; mended and taken out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.core.money import yuan
from partyoffice.dues.actions.closing import must_be_open
from partyoffice.dues.queries.arrangements import arranged
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.records import Payment
from partyoffice.dues.records.settings import MAKEUP_MOST, PREPAY_MOST
from partyoffice.dues.rules import paying
from partyoffice.dues.rules.ledger import Account, Cell, Now
from partyoffice.dues.rules.months import Month, day_of, month_of, number_of, quarter_of, spoken
from partyoffice.dues.rules.words import Plan
from partyoffice.members.queries import Someone, everyone
from partyoffice.store import rows, settings
from partyoffice.store.bulk import add_rows


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody of whom nothing was collected, and why."""

    person_id: int
    name: str
    why: str


@dataclass(slots=True)
class Collected:
    """What collecting a month came to: payments by id, how many people, the sum, and who was left out."""

    payments: list[int] = field(default_factory=list)
    people: int = 0
    amount: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """A payment written down, and what is to be said of it."""

    payment: Payment
    findings: tuple[Finding, ...] = ()


# -- a month for many ---------------------------------------------------------------------------


def collect_month(
    session: Session,
    month: Month,
    people: Sequence[int],
    *,
    on: Day | None,
    method: str,
    collector: str,
    payer: str = "",
    note: str = "",
) -> Collected:
    """Write down what is still open of a month for everybody of ``people`` who owes it.

    Who pays by the quarter is left out until its last month, which then takes the whole quarter; who pays
    where they work now is left out. Without ``payer`` it is who was agreed to pay for them.
    """
    _must_be_in_time(session, month, on)
    _late(session, month, on, note)
    common = {"on": on, "method": method, "collector": collector, "note": note.strip()}
    found, made, now = Collected(), [], now_of(session, _day(on))
    books, plans = accounts(session, quarter_of(month), people), arranged(session, month, people)
    for one in everyone(session, _day(on), columns=("name",), ids=list(dict.fromkeys(people))):
        agreed = {each.plan: each for each in plans.get(one.id, ())}
        due, why = _asked(books.get(one.id) or Account(one.id), month, now, agreed)
        if why:
            found.left_out.append(LeftOut(one.id, one.name, why))
            continue
        by = payer or (agreed[Plan.BY_OTHERS].payer if Plan.BY_OTHERS in agreed else "")
        made += [_row(one, at, amount, {**common, "payer": by}) for at, amount in due.items()]
        found.people += 1
    found.payments, found.amount = add_rows(session, Payment, made), sum(row["amount"] for row in made)
    return found


def _asked(account: Account, month: Month, now: Now, agreed: Collection[str]) -> tuple[dict[Month, int], str]:
    """Return what is collected by month, or why nothing is."""
    months: Sequence[Month] = [month]
    if account.quarterly(month):
        months, last = quarter_of(month), quarter_of(month)[-1]
        if month != last:
            return {}, f"按季交纳，{number_of(last)}月一并登记"
    cells = [account.cell(at, now) for at in months]
    due = {one.month: paying.still_open(one) for one in cells if not paying.why_resting(one)}
    if due and Plan.ELSEWHERE in agreed:
        return {}, "在流入地交纳，见到凭据后登记“流入地已交”"
    return due, "" if due else paying.why_resting(cells[-1])


def _row(one: Someone, month: Month, amount: int, common: Mapping[str, Any]) -> dict[str, Any]:
    where = {"person_id": one.id, "organisation_id": one.branch_id}
    return {**where, "month": day_of(month), "amount": amount, **common}


# -- one member ---------------------------------------------------------------------------------


def pay(
    session: Session,
    person_id: int,
    month: Month,
    amount: int,
    *,
    on: Day | None,
    method: str,
    collector: str,
    payer: str = "",
    note: str = "",
) -> Taken:
    """Write down a sum for one month of one member; a negative one gives back or puts right, with a reason.

    Raises OfficeError beyond the prepay limit, for late 补交 without a word, for what is 大额党费. What is
    not set, not owed or more than owed is taken and said.
    """
    _must_be_in_time(session, month, on)
    account, someone = _account(session, person_id, month), _someone(session, person_id, _day(on))
    cell = account.cell(month, now_of(session, _day(on)))
    _must_be_sound(cell, amount, note)
    late = _late(session, month, on, note) if amount > 0 else []
    made = Payment(
        **_row(someone, month, amount, {"on": on, "method": method, "collector": collector}),
        payer=payer, note=note.strip(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return Taken(made, (*paying.remarks(cell, amount, owes=account.owes(month)), *late))


def pay_elsewhere(
    session: Session, person_id: int, month: Month, *, on: Day | None, collector: str = "", note: str = ""
) -> Taken:
    """Write down that a month was paid at 流入地 (第九条): it is settled, no money came here.

    ``on`` is the day the proof was seen, ``collector`` who saw it.
    """
    _must_be_in_time(session, month, on)
    account, someone = _account(session, person_id, month), _someone(session, person_id, _day(on))
    paid = account.paid.get(month)
    if paid is not None:
        what = "流入地已交" if paid.elsewhere else f"实交 {yuan(paid.amount)}"
        raise OfficeError(
            f"{someone.name}{spoken(month)}已登记{what}", remedy="登记错的请先在“交纳流水”里更正或删除"
        )
    made = Payment(
        **_row(someone, month, 0, {"on": on, "collector": collector}), elsewhere=True, note=note.strip()
    )
    session.add(made)
    session.flush()
    cell = account.cell(month, now_of(session, _day(on)))
    return Taken(made, tuple(paying.remarks(cell, 0, owes=account.owes(month))))


def correct_payment(session: Session, payment_id: int, given: Mapping[str, Any]) -> Taken:
    """Mend a payment (更正); what is not given stays. Both its old and its new day must be open."""
    made = session.get_one(Payment, payment_id)
    must_be_open(session, made.on or made.month)
    rows.correct_row(session, made, given)
    made.month, made.note = day_of(month_of(made.month)), made.note.strip()
    session.flush()
    if made.elsewhere:
        _must_be_in_time(session, month_of(made.month), made.on)
        return Taken(made)
    return Taken(made, tuple(_again(session, made)))


def _again(session: Session, made: Payment) -> list[Finding]:
    """Judge a payment that stands in the book as if it were new; the book then counts it already."""
    month = month_of(made.month)
    _must_be_in_time(session, month, made.on)
    account = _account(session, made.person_id, month)
    account.paid[month].amount -= made.amount
    cell = account.cell(month, now_of(session, _day(made.on)))
    _must_be_sound(cell, made.amount, made.note)
    late = _late(session, month, made.on, made.note) if made.amount > 0 else []
    return [*paying.remarks(cell, made.amount, owes=account.owes(month)), *late]


def drop_payment(session: Session, payment_id: int) -> None:
    """Take a payment out that was never made; the journal keeps what it said."""
    made = session.get_one(Payment, payment_id)
    must_be_open(session, made.on or made.month)
    rows.drop_row(session, made)


# -- what all of them ask -----------------------------------------------------------------------


def _day(on: Day | None) -> date:
    return on.first if on is not None else clock.today()


def _someone(session: Session, person_id: int, on: date) -> Someone:
    found = everyone(session, on, columns=("name",), ids=[person_id])
    if not found:
        raise OfficeError("名册里没有这个人", remedy="在回收站里的，请先恢复")
    return found[0]


def _account(session: Session, person_id: int, month: Month) -> Account:
    found = accounts(session, range(month, month + 1), {person_id})
    return found.get(person_id) or Account(person_id)


def _must_be_in_time(session: Session, month: Month, on: Day | None) -> None:
    """Refuse a day that has not come or is closed, and what is paid too far ahead (LOCAL).

    No day is known of old payments alone: they count in the month they are for.
    """
    today, most = clock.today(), int(settings.get(session, PREPAY_MOST))
    if on is None and month >= month_of(today):
        raise OfficeError("没有填写交纳日期", remedy="请填写收到党费的日期；只有过去月份的老账可以空着")
    if on is not None and on.first > today:
        raise OfficeError(f"交纳日期 {on} 还没有到", remedy="请在收到以后登记")
    if on is not None and paying.is_too_early(month, month_of(on), most):
        raise OfficeError(
            f"{spoken(month)}的党费在 {on} 交太早：最多预交 {most} 个月",
            remedy="请晚些再收；上级另有规定的，在“设置”“党费”里改“最多预交几个月”",
        )
    must_be_open(session, on or month)


def _must_be_sound(cell: Cell, amount: int, note: str) -> None:
    """Refuse nothing, more given back than was paid, and what belongs to 大额党费."""
    if not amount:
        raise OfficeError("金额是 0", remedy="免交的在“少交免交”里登记；在流入地交的登记“流入地已交”")
    if amount < 0 and not note.strip():
        raise OfficeError("负数没有写明原因", remedy="退还或冲正的，请在“说明”里写原因")
    if cell.paid + amount < 0:
        raise OfficeError(f"退 {yuan(-amount)}，这个月只交过 {yuan(cell.paid)}", remedy="请核对月份和金额")
    if paying.is_large(cell, amount):
        raise OfficeError(
            f"比应交多 {yuan(amount - paying.still_open(cell))}：一次自愿多交 1000 元以上是大额党费，"
            f"全部上缴中央，不进本级结存（{paying.ARTICLE_EXTRA}）",
            remedy="应交的部分登记在这里，其余登记到“大额与特殊”",
        )


def _late(session: Session, month: Month, on: Day | None, note: str) -> list[Finding]:
    """Want a word where 补交 comes later than it may."""
    most = int(settings.get(session, MAKEUP_MOST))
    if on is None or not paying.is_too_late(month, month_of(on), most):
        return []
    if not note.strip():
        raise OfficeError(
            f"补交一般不超过 {most} 个月：{paying.late_said(month, month_of(on))}",
            remedy="请在“说明”里写明原因",
        )
    return [paying.late_remark(month, month_of(on))]
