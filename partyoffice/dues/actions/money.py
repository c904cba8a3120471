"""Money beside the members' payments: 建账, what comes and goes, the vouchers that prove it."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import grouped
from partyoffice.core.text import clean, clean_name
from partyoffice.dues.actions.closing import must_be_open
from partyoffice.dues.queries.closing import closed_periods
from partyoffice.dues.queries.money import grants, opening
from partyoffice.dues.records import Entry, Opening, Voucher
from partyoffice.dues.rules.giving import is_large
from partyoffice.dues.rules.months import day_of, month_of
from partyoffice.dues.rules.uses import TITLES, purpose_of
from partyoffice.dues.rules.words import DECIDED_ON, Account, Flow
from partyoffice.meetings.queries import vote_of
from partyoffice.meetings.records import AgendaItem, Meeting
from partyoffice.store import attachments, rows

Given = Mapping[str, Any]
NAMES = ("handler", "approver", "receiver")
TEXTS = ("content", "party", "voucher", "decided", "note")
USUAL = {
    Flow.INTEREST: "银行利息", Flow.BANKED: "现金存入银行", Flow.DRAWN: "银行提取现金",
    Flow.GRANT: "上级下拨党费", Flow.FROM_BELOW: "下级上缴党费", Flow.ADMINISTRATION: "行政拨款",
    Flow.EXTRA: "自愿多交党费",
}  # fmt: skip


# -- 建账 -----------------------------------------------------------------------------------------


def open_book(session: Session, since: Day, cash: int, bank: int, note: str = "") -> Opening:
    """Begin the book at a month with what is there, or mend with what it began; there is one 建账.

    Raises OfficeError where a period is closed: every later balance stands on these amounts.
    """
    if month_of(since) > month_of(clock.today()):
        raise OfficeError(f"建账月份 {since} 还没有到", remedy="请填写本月或以前的月份")
    if min(cash, bank) < 0:
        raise OfficeError("结存不能小于零", remedy="请核对建账时的现金和银行存款")
    if closed := sorted(closed_periods(session)):
        raise OfficeError(f"{closed[0]} 已经结账，建账的金额不能再改", remedy="请先在“结账”里重开，写明原因")
    values = {"since": day_of(month_of(since)), "cash": cash, "bank": bank, "note": clean(note)}
    found = opening(session)
    if found is None:
        return rows.add_row(session, Opening, values)
    rows.correct_row(session, found, values)
    return found


# -- what comes and goes --------------------------------------------------------------------------


def add_entry(session: Session, given: Given) -> Entry:
    """Write down what moved money; 上缴 has an action of its own (``remit``)."""
    values = _tidy(session, given, None)
    return rows.add_row(session, Entry, values)


def correct_entry(session: Session, entry_id: int, given: Given) -> Entry:
    """Mend a line as long as neither its old nor its new period is closed."""
    one = _open_entry(session, entry_id)
    kept = {key: getattr(one, key) for key in (*KEYS, *LINKS)}
    rows.correct_row(session, one, _tidy(session, {**kept, **given}, one))
    return one


def drop_entry(session: Session, entry_id: int) -> None:
    """Take a wrong line out with its vouchers; a grant that was spent of stays (OfficeError)."""
    one = _open_entry(session, entry_id)
    _must_not_be_spent(session, one, 0)
    for voucher in session.execute(select(Voucher).where(Voucher.entry_id == entry_id)).scalars().all():
        session.delete(voucher)
    session.flush()
    rows.drop_row(session, one)


def _open_entry(session: Session, entry_id: int) -> Entry:
    """Return a line whose period is open (OfficeError for none, and for one that is closed)."""
    one = session.get(Entry, entry_id)
    if one is None:
        raise OfficeError("这一笔收支已经不在账上", remedy="请刷新列表后再试")
    must_be_open(session, one.on)
    return one


LINKS = ("person_id", "organisation_id", "item_id", "grant_id")
KEYS = ("on", "flow", "account", "amount", "purpose", *TEXTS, *NAMES)


def _tidy(session: Session, given: Given, old: Entry | None) -> dict[str, Any]:
    """Return a line as it is stored (OfficeError for what cannot be)."""
    values: dict[str, Any] = {key: given.get(key) for key in (*KEYS, *LINKS)}
    values |= {key: clean(str(values[key] or "")) for key in TEXTS}
    values |= {key: clean_name(str(values[key] or "")) for key in NAMES}
    flow = _flow(values, old)
    values["account"] = ACCOUNT_OF.get(flow) or values["account"]
    values["content"] = values["content"] or USUAL.get(flow, "")
    if flow is not Flow.USED:
        values["purpose"] = ""
    if flow not in DECIDED_ON:
        values |= {"item_id": None, "decided": "", "grant_id": None}
    rows.must_be_filled(Entry, values)
    must_be_of_the_book(session, values["on"])
    must_be_open(session, values["on"])
    _must_be_money(values["amount"])
    _must_be_allowed(session, flow, values)
    _must_be_granted(session, values, old)
    if old is not None and old.flow == Flow.GRANT:
        _must_not_be_spent(session, old, values["amount"] if flow is Flow.GRANT else 0)
    return values


ACCOUNT_OF = {Flow.BANKED: Account.CASH, Flow.DRAWN: Account.BANK}


def _flow(values: Given, old: Entry | None) -> Flow:
    if not values["flow"]:
        raise OfficeError("没有选类别", remedy="请选收入或支出的类别")
    flow = Flow(values["flow"])
    if (flow is Flow.REMITTED) != (old is not None and old.flow == Flow.REMITTED):
        raise OfficeError("上缴上级要写明所属月份", remedy="请在“上缴”里登记，数字从台账带出")
    return flow


def must_be_of_the_book(session: Session, on: Day) -> None:
    """Refuse a day that is not known, has not come, or lies before 建账."""
    if not on.exact:
        raise OfficeError(f"日期“{on}”只有年月", remedy="收支要写明哪一日")
    if on.first > clock.today():
        raise OfficeError(f"{on} 还没有到", remedy="请核对日期，收付以后再登记")
    begun = opening(session)
    if begun is not None and on.first < begun.since.first:
        raise OfficeError(
            f"{on} 在建账月份 {begun.since} 以前",
            remedy="以前的收支已在建账结存里；建账月份写错了请先更正建账",
        )


def _must_be_money(amount: int) -> None:
    if amount <= 0:
        raise OfficeError(
            f"金额 {grouped(amount)} 不对", remedy="请写大于零的金额；记错的在那一笔上更正或删除"
        )


def _must_be_allowed(session: Session, flow: Flow, values: dict[str, Any]) -> None:
    if flow is Flow.EXTRA and is_large(values["amount"]):
        raise OfficeError(
            f"一次自愿交 {grouped(values['amount'])} 元是大额党费，全额上交中央，不进结存",
            remedy="请在“大额与特殊”里登记（2008 年规定第十一条）",
        )
    if flow is Flow.USED and purpose_of(str(values["purpose"] or "")) is None:
        raise OfficeError(
            f"用途“{values['purpose']}”不在党费使用范围内" if values["purpose"] else "没有选用途",
            remedy=f"可选：{'、'.join(TITLES)}（2008 年规定第十九条）",
        )
    if flow in DECIDED_ON:
        _must_be_decided(session, values)


def _must_be_decided(session: Session, values: dict[str, Any]) -> None:
    """Refuse spending that nobody decided together, or that a vote refused (2008 规定第二十条)."""
    item_id = values["item_id"]
    if item_id is None:
        if not values["decided"]:
            raise OfficeError(
                "没有写集体研究情况",
                remedy="请选讨论这件事的议题，或写明会议日期和名称（2008 年规定第二十条）",
            )
        return
    item = session.get(AgendaItem, item_id)
    if item is None:
        raise OfficeError("所选的议题已被删除", remedy="请另选一项议题，或写明会议日期和名称")
    vote = vote_of(session, item_id)
    if vote is not None and not vote.passed:
        raise OfficeError(f"“{item.subject}”表决没有通过", remedy="请核对会议记录，或另选一项议题")
    values["decided"] = values["decided"] or told_of(session, item)


def told_of(session: Session, item: AgendaItem) -> str:
    """Return what decided, for the book: 2026-11-20 支部委员会，决议〔2026〕3号."""
    meeting = session.get_one(Meeting, item.meeting_id)
    return "，".join(filter(None, (f"{meeting.on} {meeting.kind}", item.number)))


# -- 专款专用 -------------------------------------------------------------------------------------


def _must_be_granted(session: Session, values: Given, old: Entry | None) -> None:
    """Refuse spending more of a grant than is left, or before it came (2008 规定第二十一条)."""
    if values["grant_id"] is None:
        return
    found = next((one for one in grants(session) if one.entry.id == values["grant_id"]), None)
    if found is None:
        raise OfficeError("所选的下拨款已经不在账上", remedy="请另选，或不选专款")
    before = old.amount if old is not None and old.grant_id == found.entry.id else 0
    left = found.left + before
    if values["amount"] > left:
        raise OfficeError(
            f"“{found.entry.content}”只剩 {grouped(left)} 元",
            remedy="专款专用；超出的部分请另记一笔，不选专款",
        )
    if values["on"] < found.entry.on:
        raise OfficeError(f"“{found.entry.content}” {found.entry.on} 才到账", remedy="请核对日期")


def _must_not_be_spent(session: Session, one: Entry, amount: int) -> None:
    """Refuse a grant that is less than what was spent of it."""
    found = next((each for each in grants(session) if each.entry.id == one.id), None)
    if found is not None and found.spent > amount:
        raise OfficeError(
            f"“{one.content}”已经用了 {grouped(found.spent)} 元", remedy="请先更正或删除用这笔专款的支出"
        )


# -- vouchers -------------------------------------------------------------------------------------


def keep_voucher(session: Session, entry_id: int, name: str, content: bytes) -> Voucher:
    """Keep a bank slip, invoice or receipt with a line; a closed period takes one as well."""
    kept = attachments.keep(session, name, content)
    return rows.add_row(session, Voucher, {"entry_id": entry_id, "content": kept.digest, "name": kept.name})


def drop_voucher(session: Session, entry_id: int, name: str) -> None:
    """Take a file out (OfficeError where none is called so)."""
    _open_entry(session, entry_id)
    wanted = select(Voucher).where(Voucher.entry_id == entry_id, Voucher.name == PurePath(name).name)
    found = session.execute(wanted.order_by(Voucher.id.desc()).limit(1)).scalar_one_or_none()
    if found is None:
        raise OfficeError(f"没有名为“{name}”的凭证附件", remedy="请在卡片上核对文件名")
    rows.drop_row(session, found)
