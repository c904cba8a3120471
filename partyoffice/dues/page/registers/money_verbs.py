"""What can be done in 收支账: 支出, 收入, 存取, 建账, vouchers, paper; each with the form it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.core.money import grouped, yuan
from partyoffice.dues.actions import money
from partyoffice.dues.page.registers.vouchers import attaching
from partyoffice.dues.queries.money import CARRIED, Line, grants, opening
from partyoffice.dues.queries.remarks import remarks
from partyoffice.dues.records import Entry, Opening
from partyoffice.dues.rules.months import day_of, month_of
from partyoffice.dues.rules.uses import TITLES, purpose_of
from partyoffice.dues.rules.words import DECIDED_ON, INCOMES, MOVES, Account, Flow
from partyoffice.meetings.queries.decided import FAILED, Decided, decided
from partyoffice.store import settings
from partyoffice.store.base import fields_of
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.register import Role, Sheet, Verb, adding, removing
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Entry)}
ON = replace(STORED["on"], month_allowed=False)
AMOUNT, CONTENT = STORED["amount"], replace(STORED["content"], required=False, hint="空着按类别写")
SAID = replace(STORED["content"], hint="如 订阅党报党刊")
ACCOUNT = STORED["account"]
SPENT = Field("flow", "类别", Kind.CHOICE, choices=(Flow.USED, Flow.PASSED_DOWN), open=False, required=True)
CAME = replace(SPENT, choices=INCOMES)
MOVED = replace(SPENT, choices=MOVES)
PURPOSE = Field("purpose", "用途", Kind.CHOICE, choices=TITLES, open=False, required=True)
ITEM = Field("item_id", "研究的议题", Kind.LINK, hint="在会议记录里议过的选一项")
DECIDED = replace(STORED["decided"], title="集体研究情况", hint="没有会议记录的写日期和会议名称")
GRANT = Field("grant_id", "用哪笔专款", Kind.LINK, hint="用上级下拨款的才选")
PARTY = replace(STORED["party"], title="对方", hint="收款或付款的单位、个人")
VOUCHER, HANDLER, APPROVER, NOTE = (STORED[key] for key in ("voucher", "handler", "approver", "note"))
SPEND = (
    ON,
    SPENT,
    PURPOSE,
    SAID,
    AMOUNT,
    ACCOUNT,
    ITEM,
    DECIDED,
    GRANT,
    PARTY,
    VOUCHER,
    HANDLER,
    APPROVER,
    NOTE,
)
RECEIVE = (ON, CAME, AMOUNT, ACCOUNT, CONTENT, PARTY, VOUCHER, HANDLER, NOTE)
MOVE = (ON, MOVED, AMOUNT, VOUCHER, HANDLER, NOTE)
SINCE, CASH, BANK, BEGUN_NOTE = fields_of(Opening)
FEW_YEARS = 2  # of decisions to choose from
OPEN_NOTE = "写建账月份月初的现金和银行存款，与原来的账册、存折核对；以前的收支都在这两个数里。"
SPEND_NOTE = "党费的使用和下拨要集体研究；大额开支先附发票、回单再记账更稳妥。"


# -- what forms choose from and propose -------------------------------------------------------


def _links(desk: "Desk", _row: Line | None) -> "Links":
    """Return the items that agreed to something, the newest first, and the grants that are not spent."""
    with desk.open_office().reading() as session:
        this = clock.today().year
        found = [one for year in range(this, this - FEW_YEARS, -1) for one in decided(session, year)]
        left = [one for one in grants(session) if one.left]
    items = tuple(Option(one.id, _called(one), note=one.number) for one in found if one.verdict != FAILED)
    funds = tuple(Option(one.entry.id, one.entry.content, note=f"余 {grouped(one.left)}") for one in left)
    return {ITEM.key: items, GRANT.key: funds}


def _called(one: Decided) -> str:
    return f"{one.where.on} {one.where.kind}：{one.subject}"


def _told(one: Decided) -> str:
    return "，".join(filter(None, (f"{one.where.on} {one.where.kind}", one.number)))


def _follow(desk: "Desk", dialog: "Asking") -> None:
    """Write what decided, and for what, once an item is chosen; a grant lies in the bank as a rule."""

    def follow(key: str) -> None:
        chosen = dialog.form.values().get(ITEM.key)
        if key != ITEM.key or not chosen:
            return
        with desk.open_office().reading() as session:
            this = clock.today().year
            found = {one.id: one for year in (this, this - 1) for one in decided(session, year)}
        dialog.form.set_value(DECIDED.key, _told(found[chosen]))
        if not dialog.form.values()[SAID.key]:
            dialog.form.set_value(SAID.key, found[chosen].subject)

    dialog.form.committed.connect(follow)


def _begin(flow: Flow, account: Account) -> Any:  # noqa: ANN401 -- what begins a form
    def begin(session: "Session", _row: Line | None) -> Values:
        handler = str(settings.get(session, settings.OPERATOR))
        return {"on": Day.of(clock.today()), "flow": flow, "account": account, "handler": handler}

    return begin


def _begin_book(session: "Session", _row: object) -> Values:
    one = opening(session)
    if one is None:
        return {"since": day_of(month_of(clock.today()))}
    return {"since": one.since, "cash": one.cash, "bank": one.bank, "note": one.note}


def _now(_session: "Session", row: Line) -> Values:
    keys = {one.key for one in (*SPEND, *RECEIVE)}
    return {key: getattr(row.entry, key) for key in keys}


def _wanted(values: Values) -> Sequence[str]:
    """Ask for a purpose only of 使用."""
    return [one.key for one in SPEND if one.key != PURPOSE.key or values.get("flow") != Flow.PASSED_DOWN]


def _judge(values: Values) -> Mapping[str, str]:
    undecided = DECIDED.key in values and not values.get(ITEM.key) and not values[DECIDED.key]
    return {
        **({AMOUNT.key: "金额要大于零"} if (values.get("amount") or 0) <= 0 else {}),
        **({DECIDED.key: "请选研究的议题，或写会议日期和名称"} if undecided else {}),
    }


def _remarks(values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
    """Say beside the purpose what it covers and what it rests on."""
    used = purpose_of(str(values.get(PURPOSE.key) or ""))
    if used is None:
        return {}
    severity = Severity.INFO if used.use else Severity.WARN
    said = used.covers or ("五项用途之一" if used.use else "不在五项用途之内")
    return {PURPOSE.key: [Remark(severity, said, "", used.article)]}


# -- work -------------------------------------------------------------------------------------


def _add(session: "Session", _row: None, given: Values) -> "int | Sequence[Finding]":
    one = money.add_entry(session, given)
    return remarks(session, one) or one.id


def _mend(session: "Session", row: Line, given: Values) -> "Sequence[Finding]":
    return remarks(session, money.correct_entry(session, row.id, given))


def _drop(session: "Session", row: Line, _given: Values) -> None:
    money.drop_entry(session, row.id)


def _open_book(session: "Session", _row: object, given: Values) -> None:
    money.open_book(session, given["since"], given["cash"] or 0, given["bank"] or 0, str(given["note"] or ""))


def _sentence(_row: object, given: Values) -> str:
    said = str(given.get("content") or given.get("flow"))
    return f"登记收支：{said} {grouped(given.get('amount') or 0)} 元"


def _why_not(row: Line) -> str:
    if row.entry is None:
        other = "用“建账”更正" if row.id == CARRIED else "党员交纳的在“交纳流水”里更正"
        return f"这一行从别处来，{other}"
    return "上缴在“上缴”里更正" if row.flow == Flow.REMITTED else ""


def _no_entry(row: Line) -> str:
    return "" if row.entry is not None else "这一行不是登记的收支"


def _not_collected(row: Line) -> str:
    return "" if row.people else "这一行不是党员交纳"


def _not_remitted(row: Line) -> str:
    return "" if row.flow == Flow.REMITTED else "这一行不是上缴"


def _see_payments(desk: "Desk", rows: Sequence[Line]) -> None:
    on = rows[0].on
    days = {"on": str(on)} if on.exact else {"month": str(on), "on": "空"}
    desk.go_to("dues", view="payments", year=on.year, filters=days)


def _see_remittance(desk: "Desk", rows: Sequence[Line]) -> None:
    one = rows[0].entry
    year = one.end.year if one is not None and one.end is not None else rows[0].on.year
    desk.go_to("dues", view="remittances", year=year, row=rows[0].id)


def _sheet(row: Line) -> Sheet:
    """Return the form of a line by what it is."""
    if row.flow in DECIDED_ON:
        return Sheet(SPEND, _now, _links, _judge, _remarks, wanted=_wanted, follow=_follow)
    return Sheet(MOVE if row.flow in MOVES else RECEIVE, _now, judge=_judge)


def _print(desk: "Desk", rows: Sequence[Line]) -> None:
    desk.open_dialog("print", paper="dues-13", given={"year": str(rows[0].on.year)})


def _receipt(desk: "Desk", rows: Sequence[Line]) -> None:
    one = rows[0]
    party = one.entry.party if one.entry is not None else ""
    given = {"payer": party, "reason": one.content, "amount": yuan(one.amount), "day": str(one.on)}
    desk.open_dialog("print", paper="dues-05", given=given)


def _no_receipt(row: Line) -> str:
    came = row.moved.came.total and not row.moved.went.total
    return "" if came else "只有收入才开收据"


VERBS = (
    replace(
        adding("登记支出", _add,
               Sheet(SPEND, _begin(Flow.USED, Account.CASH), _links, _judge, _remarks, wanted=_wanted,
                     follow=_follow, note=lambda _row: SPEND_NOTE, kept=("on", "account", "handler")),
               "spend"),
        sentence=_sentence,
    ),
    replace(
        adding("登记收入", _add,
               Sheet(RECEIVE, _begin(Flow.INTEREST, Account.BANK), judge=_judge,
                     kept=("on", "flow", "account", "handler")), "receive"),
        icon="plus", button=True, sentence=_sentence,
    ),
    replace(
        adding("存取现金", _add, Sheet(MOVE, _begin(Flow.BANKED, Account.CASH), judge=_judge), "move"),
        icon="move-horizontal", button=True, sentence=_sentence,
    ),
    replace(
        adding("建账", _open_book, Sheet((SINCE, CASH, BANK, BEGUN_NOTE), _begin_book,
                                      note=lambda _row: OPEN_NOTE), "open_book"),
        icon="landmark", button=True, press="保存",
    ),
    Verb("open", "更正", _mend, _sheet, Role.OPEN, "pencil", button=True, press="保存", why_not=_why_not),
    Verb("payments", "看交纳明细", role=Role.OPEN, icon="arrow-right", why_not=_not_collected,
         show=_see_payments),
    Verb("remittance", "看上缴", role=Role.OPEN, icon="arrow-right", why_not=_not_remitted,
         show=_see_remittance),
    *attaching(lambda row: row.entry, lambda row: row.vouchers, _no_entry),
    Verb("print", "打印收支账", icon="printer", button=True, show=_print),
    Verb("receipt", "打印收据", icon="printer", why_not=_no_receipt, show=_receipt),
    removing(_drop, why_not=_why_not),
)  # fmt: skip
