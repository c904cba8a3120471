"""交纳流水: every payment in the order the money came; a month, a span, what is given back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped, yuan
from partyoffice.dues.actions.collect import pay, pay_elsewhere, pay_span
from partyoffice.dues.actions.mend import correct_payment, drop_payment
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.queries.payments import (
    AHEAD,
    ELSEWHERE,
    GIVEN_BACK,
    MADE_UP,
    SORTS,
    PaymentRow,
    newest_payment,
    payment_years,
    payments,
    payments_by_month,
)
from partyoffice.dues.records import Closing, Payment
from partyoffice.dues.rules.ledger import ARTICLE_DUE, ARTICLE_ELSEWHERE, ARTICLE_LATE
from partyoffice.dues.rules.months import month_of, span_spoken, spoken
from partyoffice.dues.rules.paying import still_open, why_resting
from partyoffice.dues.rules.words import Method
from partyoffice.meetings.page.registers.choosing import filled, people
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Payment)}
PERSON = Field("person_id", "姓名", Kind.LINK, required=True)
FIRST = Field("month", "所属月份", Kind.DAY, required=True, hint="如 2026-10")
LAST = Field("last", "到哪月", Kind.DAY, hint="几个月的才写")
AMOUNT = Field("amount", "实交金额", Kind.MONEY, hint="照应交填好")
ON = replace(STORED["on"], hint="收到党费的日期；只有过去月份的老账可以空着")
HOW = (ON, STORED["method"], STORED["payer"], STORED["collector"], STORED["receipt"], STORED["note"])
PAID = (PERSON, FIRST, LAST, AMOUNT, *HOW)
AWAY = (PERSON, FIRST, LAST, replace(ON, title="见到凭据的日期"), STORED["collector"], STORED["note"])
MENDED = (replace(FIRST, hint=""), replace(AMOUNT, required=True, hint=""), *HOW)
MENDED_AWAY = (replace(FIRST, hint=""), *AWAY[3:])
BACK = (
    replace(AMOUNT, title="退还金额", required=True, hint=""), ON, STORED["method"], STORED["collector"],
    replace(STORED["note"], title="原因", required=True),
)  # fmt: skip
NOTE = "几个月的照各月应交一次登记；金额和应交不同的，一个月一个月登记。补交超过期限的要写说明。"
AWAY_NOTE = "凭流动党员活动证在流入地交纳的：本月算已交，钱不进本账。"
BACK_NOTE = "另记一笔负数，原来的一笔不动；已经结账的月份也这样更正，记在今天。"
MARKS = {MADE_UP: Mark.SOON, AHEAD: Mark.SOON, GIVEN_BACK: Mark.WARN}


def read(session: "Session", look: Look) -> list[PaymentRow]:
    """Return the payments that came in a year."""
    return payments(session, look.year)


def _links(desk: "Desk", _row: PaymentRow | None) -> "Links":
    return people(desk, PERSON.key)


def _begin(session: "Session", _row: PaymentRow | None) -> Values:
    last, today = newest_payment(session), Day.of(clock.today())
    method, collector = (last.method, last.collector) if last is not None else (Method.CASH, "")
    return {"on": today, "month": Day(today.year, today.month), "method": method, "collector": collector}


def _as_it_is(_session: "Session", row: PaymentRow) -> Values:
    return {one.key: getattr(row, one.key) for one in (*MENDED,)}


def _judge(values: Values) -> Mapping[str, str]:
    first, last = values.get("month"), values.get("last")
    return {"last": "不能早于所属月份"} if first and last and month_of(last) < month_of(first) else {}


def _propose(desk: "Desk", dialog: "Asking") -> None:
    """Say what is open of the month, once it is known whose."""

    def fill(key: str) -> None:
        values = dialog.form.values()
        if key in {PERSON.key, FIRST.key, LAST.key} and values[PERSON.key] and values[FIRST.key]:
            with desk.open_office().reading() as session:
                due = _open_of(session, values[PERSON.key], _span(values))
            dialog.form.set_value(AMOUNT.key, due or None)

    dialog.form.committed.connect(fill)


def _span(values: Values) -> range:
    first = month_of(values[FIRST.key])
    last = values.get(LAST.key)
    return range(first, max(first, month_of(last) if last else first) + 1)


def _open_of(session: "Session", person_id: int, months: range) -> int:
    account = accounts(session, months, {person_id}).get(person_id)
    now = now_of(session, clock.today())
    return sum(still_open(account.cell(at, now)) for at in months) if account is not None else 0


# -- what is done -----------------------------------------------------------------------------------


def _how(given: Values) -> dict[str, Any]:
    texts = {key: str(given.get(key) or "") for key in ("method", "payer", "collector", "note")}
    return {"on": given.get("on"), **texts}


def _add(session: "Session", _row: None, given: Values) -> object:
    months, amount = _span(given), given.get("amount")
    if len(months) > 1 or not amount:
        found = pay_span(session, given[PERSON.key], months[0], months[-1], **_how(given))
        if amount and amount != found.amount:
            raise OfficeError(
                f"这几个月应交 {grouped(found.amount)}，填的是 {grouped(amount)}",
                remedy="金额不同的请一个月一个月登记",
            )
        return found.payments[-1]
    taken = pay(session, given[PERSON.key], months[0], amount, **_how(given))
    taken.payment.receipt = str(given.get("receipt") or "")
    return list(taken.findings) or taken.payment.id


def _add_away(session: "Session", _row: None, given: Values) -> int:
    how = {key: _how(given)[key] for key in ("on", "collector", "note")}
    made = [pay_elsewhere(session, given[PERSON.key], at, **how) for at in _span(given)]
    return made[-1].payment.id


def _give_back(session: "Session", row: PaymentRow, given: Values) -> object:
    amount = -abs(given["amount"])
    return pay(session, row.person_id, month_of(row.month), amount, **_how(given)).payment.id


def _back(session: "Session", row: PaymentRow) -> Values:
    return {**_begin(session, row), "amount": row.amount, "note": ""}


def _correct(session: "Session", row: PaymentRow, given: Values) -> object:
    return list(correct_payment(session, row.id, given).findings)


def _drop(session: "Session", row: PaymentRow, _given: Values) -> None:
    drop_payment(session, row.id)


def _closed(row: PaymentRow) -> str:
    return f"{row.on or row.month} 所在的期间已经结账；更正请用“退还冲正”，或先重开" if row.closed else ""


def _no_money(row: PaymentRow) -> str:
    return "" if row.amount > 0 else "这一笔没有收进钱"


# -- what is shown ----------------------------------------------------------------------------------


def _card(session: "Session", row: PaymentRow) -> Card:
    at = month_of(row.month)
    book = accounts(session, range(at, at + 1), {row.person_id}).get(row.person_id)
    cell = book.cell(at, now_of(session, clock.today())) if book is not None else None
    due = "未核定" if cell is None or cell.due is None else grouped(cell.due)
    month = filled(
        ("所属月份", spoken(at)), ("应交", due), ("实交合计", grouped(cell.paid) if cell is not None else ""),
        ("现在", str(cell.state) if cell is not None else ""),
        ("尚欠", (grouped(still_open(cell)) if not why_resting(cell) else "") if cell is not None else ""),
    )  # fmt: skip
    parts = tuple(
        (str(one.on or "日期不详"), ELSEWHERE if one.elsewhere else f"{grouped(one.amount)} {one.method}")
        for one in payments_by_month(session, [row.person_id], [at])[row.person_id, at]
    )
    this = filled(
        ("交款人", row.payer or "本人"), ("收款人", row.collector), ("收据", row.receipt), ("说明", row.note),
        ("结账", "所在期间已结账" if row.closed else ""),
    )  # fmt: skip
    article = {ELSEWHERE: ARTICLE_ELSEWHERE, MADE_UP: ARTICLE_LATE}.get(row.sort, ARTICLE_DUE)
    sections = (("这一笔", this), ("这个月", month), ("这个月的各笔", parts), ("依据", (("条文", article),)))
    return Card(row.name, row.branch, row.sort, MARKS.get(row.sort), sections=sections)


def _print(desk: "Desk", rows: Sequence[PaymentRow]) -> None:
    desk.open_dialog("print", paper="dues-03", ids=list(dict.fromkeys(row.person_id for row in rows)))


def _receipt(desk: "Desk", rows: Sequence[PaymentRow]) -> None:
    """Open the receipt of what is ticked: whose it is if all are one person's, for how many, the sum."""
    first, people = rows[0], list(dict.fromkeys(row.name for row in rows))
    months = sorted(month_of(row.month) for row in rows)
    given = {
        "payer": first.payer or (people[0] if len(people) == 1 else ""), "reason": "交纳党费",
        "period": span_spoken(months[0], months[-1]), "people": str(len({row.person_id for row in rows})),
        "amount": yuan(sum(row.amount for row in rows)), "method": first.method,
        "day": str(first.on) if first.on is not None else "", "receiver": first.collector,
    }  # fmt: skip
    desk.open_dialog("print", paper="dues-05", given=given)


SHEET = Sheet(
    PAID, _begin, _links, _judge, follow=_propose, note=lambda _row: NOTE,
    kept=("month", "last", "on", "method", "collector"),
)  # fmt: skip
AWAY_SHEET = Sheet(AWAY, _begin, _links, _judge, note=lambda _row: AWAY_NOTE, kept=("on", "collector"))


def _mending(row: PaymentRow) -> Sheet:
    return Sheet(MENDED_AWAY if row.elsewhere else MENDED, _as_it_is)


PAYMENTS = Register(
    "dues-payments",
    "交纳流水",
    (
        Shown(STORED["on"], sample="2026-11-10"),
        Shown(Field("name", "姓名", Kind.NAME), person=True),
        Shown(STORED["month"], sample="2026-11"),
        Shown(STORED["amount"], sample="12345.00"),
        Shown(Field("sort", "性质", Kind.CHOICE, choices=SORTS), mark=lambda row: MARKS.get(row.sort),
              sample="流入地已交　"),
        Shown(STORED["method"], sample="银行转账"),
        Shown(STORED["payer"], sample="欧阳知夏"),
        Shown(STORED["collector"], sample="欧阳知夏"),
        Shown(Field("branch", "党支部", Kind.CHOICE), sample="第一党支部（文科）"),
        Shown(STORED["receipt"], sample="No. 0012", hidden=True),
        Shown(STORED["note"], sample="退还多收的部分"),
        Shown(Field("closed", "已结账", Kind.FLAG), hidden=True),
    ),
    read,
    PaymentRow.label,
    (
        adding("登记交纳", _add, SHEET),
        adding("登记流入地已交", _add_away, AWAY_SHEET, "away"),
        replace(opening(_correct, Sheet(MENDED)), sheet=_mending, why_not=_closed),
        Verb("back", "退还冲正", _give_back, Sheet(BACK, _back, note=lambda _row: BACK_NOTE), icon="undo-2",
             button=True, why_not=_no_money),
        Verb("card", "打印党费证", icon="printer", many=True, show=_print),
        Verb("receipt", "打印收据", icon="printer", many=True, why_not=_no_money, show=_receipt),
        removing(_drop, why_not=_closed),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("cash", "现金", lambda row: not row.elsewhere and row.method == Method.CASH),
        View("bank", "银行和手机", lambda row: not row.elsewhere and row.method != Method.CASH),
        View("late", "补交", lambda row: row.sort == MADE_UP),
        View("ahead", "预交", lambda row: row.sort == AHEAD),
        View("others", "他人代交", lambda row: bool(row.payer)),
        View("away", "流入地已交", lambda row: row.elsewhere, "away"),
        View("back", "退还冲正", lambda row: row.sort == GIVEN_BACK),
    ),
    payment_years,
    frozenset({Payment, Closing}),
    _card,
    lambda row: row.person_id,
    Empty("inbox", "这一年还没有收缴",
          "在“收缴台账”里整月登记的、在这里一笔一笔登记的，都按收到的先后列在这里。"),
    "笔",
    "dues-payments",
    hint="姓名、拼音、收据号",
    topic="dues",
)  # fmt: skip
