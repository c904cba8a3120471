"""Dues come in: a month for many, a sum of one member, a month paid elsewhere."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.core.money import grouped
from partyoffice.dues.actions.payable import (
    account_of,
    judged_on,
    must_be_in_time,
    must_be_sound,
    must_explain_late,
    someone_of,
)
from partyoffice.dues.queries.arrangements import arranged
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.queries.places import placed
from partyoffice.dues.records import Payment
from partyoffice.dues.rules import paying
from partyoffice.dues.rules.ledger import Account, Now
from partyoffice.dues.rules.months import Month, day_of, number_of, quarter_of, spoken
from partyoffice.dues.rules.words import Plan
from partyoffice.members.queries import Someone
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
    must_be_in_time(session, month, on)
    must_explain_late(session, month, on, note)
    common = {"on": on, "method": method, "collector": collector, "note": note.strip()}
    found, made, now = Collected(), [], now_of(session, judged_on(on))
    books, plans = accounts(session, quarter_of(month), people), arranged(session, month, people)
    for one in placed(session, judged_on(on), list(dict.fromkeys(people))).values():
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
    must_be_in_time(session, month, on)
    account, someone = account_of(session, person_id, month), someone_of(session, person_id, judged_on(on))
    cell = account.cell(month, now_of(session, judged_on(on)))
    must_be_sound(cell, amount, note)
    late = must_explain_late(session, month, on, note) if amount > 0 else []
    made = Payment(
        **_row(someone, month, amount, {"on": on, "method": method, "collector": collector}),
        payer=payer, note=note.strip(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return Taken(made, (*paying.remarks(cell, amount, owes=account.owes(month)), *late))


def pay_span(
    session: Session,
    person_id: int,
    first: Month,
    last: Month,
    *,
    on: Day | None,
    method: str,
    collector: str,
    payer: str = "",
    note: str = "",
) -> Collected:
    """Write down what is still open of each month of a span for one member: a quarter, a gap made up for.

    Raises OfficeError as ``pay`` does, and where no month of the span asks for anything.
    """
    months = range(first, last + 1)
    if not months:
        raise OfficeError("截止月份早于起始月份", remedy="请核对月份")
    for month in months:
        must_be_in_time(session, month, on)
        must_explain_late(session, month, on, note)
    account = accounts(session, months, {person_id}).get(person_id) or Account(person_id)
    now, someone = now_of(session, judged_on(on)), someone_of(session, person_id, judged_on(on))
    cells = [account.cell(month, now) for month in months]
    common = {"on": on, "method": method, "collector": collector, "payer": payer, "note": note.strip()}
    made = [
        _row(someone, one.month, paying.still_open(one), common)
        for one in cells
        if not paying.why_resting(one)
    ]
    if not made:
        why = paying.why_resting(cells[-1])
        raise OfficeError(f"{someone.name}这几个月没有要交的：{why}", remedy="请核对月份；金额特别的逐月填写")
    return Collected(add_rows(session, Payment, made), 1, sum(row["amount"] for row in made))


def pay_elsewhere(
    session: Session, person_id: int, month: Month, *, on: Day | None, collector: str = "", note: str = ""
) -> Taken:
    """Write down that a month was paid at 流入地 (第九条): it is settled, no money came here.

    ``on`` is the day the proof was seen, ``collector`` who saw it.
    """
    must_be_in_time(session, month, on)
    account, someone = account_of(session, person_id, month), someone_of(session, person_id, judged_on(on))
    paid = account.paid.get(month)
    if paid is not None:
        what = "流入地已交" if paid.elsewhere else f"实交 {grouped(paid.amount)}"
        raise OfficeError(
            f"{someone.name}{spoken(month)}已登记{what}", remedy="登记错的请先在“交纳流水”里更正或删除"
        )
    made = Payment(
        **_row(someone, month, 0, {"on": on, "collector": collector}), elsewhere=True, note=note.strip()
    )
    session.add(made)
    session.flush()
    cell = account.cell(month, now_of(session, judged_on(on)))
    return Taken(made, tuple(paying.remarks(cell, 0, owes=account.owes(month))))
