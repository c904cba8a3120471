"""Papers of the money: 党费上缴单 (dues-04), 交接清单 (dues-11), 收支账 (dues-13), as the records say."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import starmap
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import amount_in_words, grouped
from partyoffice.core.paper_words import on_paper
from partyoffice.dues.papers.asked import YEAR, usual_year, year_of
from partyoffice.dues.queries.handing import handovers
from partyoffice.dues.queries.money import CARRIED, Book, Line, read_book
from partyoffice.dues.queries.remitting import (
    Part,
    counts,
    parts_of,
    pending,
    read_back,
    remittance,
)
from partyoffice.dues.records import Entry, Handover
from partyoffice.dues.records.settings import REMIT_RATIO
from partyoffice.dues.rules.months import Month, day_of, month_of, span_spoken
from partyoffice.dues.rules.remitting import Figures, Slip, share
from partyoffice.dues.rules.words import Account
from partyoffice.members.card import stamp
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import APPROVER
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Fields,
    Heading,
    Page,
    Paragraph,
    Signatures,
    Table,
)
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# -- 上缴单 -----------------------------------------------------------------------------------

START = Field("start", "起始月份", Kind.DAY, hint="空着第一期")
END = Field("end", "截止月份", Kind.DAY)
RATIO = Field("ratio", "上缴比例（%）", Kind.NUMBER, hint="空着照登记")
SLIP_ASKS = (START, END, RATIO, Field("party", "接收单位"), Field("handler", "经手人", Kind.NAME))
SLIP = (
    Column("序号", 2.4, kind="number"), Column("党支部", 10, "left"), Column("党员数", 4, kind="number"),
    Column("应缴人数", 4, kind="number"), Column("实缴人数", 4, kind="number"),
    Column("少交人数", 4, kind="number"), Column("免交人数", 4, kind="number"),
    Column("应缴额", 6, "right", "money"), Column("实缴额", 6, "right", "money"), Column("备注", 5, "left"),
)  # fmt: skip
APART = "一次自愿交纳 1000 元以上的大额党费和特殊党费另行全额上缴，不在此单内。回单、存根附后。"


def slip(session: "Session", _body: int, asked: Asked) -> Document:
    """Return 党费上缴单: of a remittance as it was kept, or of a period as the ledger says today."""
    first, last = _span(session, asked)
    entry = remittance(session, day_of(first), day_of(last))
    whole, parts, one = _figures(session, entry, first, last, asked.on)
    blocks = (
        Table(
            SLIP,
            list(starmap(_part, enumerate(parts, 1))),
            empty="没有应缴党费的党员",
            totals=_total(whole) if parts else (),
        ),
        Fields(_amounts(session, entry, one, asked)),
        Paragraph(APART, "note"),
        Signatures(("经手人签字", "接收人签字", "日期")),
    )
    title = on_paper(f"所属月份：{span_spoken(first, last)}")
    lines = (f"上缴单位（盖章）：{signs(session)}", title, "单位：元", stamp(session))
    return Document("党费上缴单", blocks, Page(landscape=True), lines=tuple(filter(None, lines)))


def _span(session: "Session", asked: Asked) -> tuple[Month, Month]:
    start, end = asked.day("start"), asked.day("end") or asked.day("start")
    if start is None or end is None:
        found = pending(session, asked.on)
        if not found:
            raise OfficeError("没有还没上缴的月份", remedy="请填写起始月份和截止月份")
        return found[0].first, found[0].last
    if month_of(end) < month_of(start):
        raise OfficeError(f"起始月份 {start} 在截止月份 {end} 以后", remedy="请核对所属月份")
    return month_of(start), month_of(end)


def _figures(
    session: "Session", entry: Entry | None, first: Month, last: Month, on: date
) -> tuple[Figures, list[Part], Slip]:
    kept = read_back(entry.figures) if entry is not None else None
    if kept is not None:
        return kept
    whole, parts = parts_of(session, first, last, on)
    return whole, parts, counts(session, entry.id if entry is not None else None).slip(first, last)


def _part(at: int, each: Part) -> tuple[Cell, ...]:
    return (at, on_paper(each.name), *_counted(each.figures))


def _counted(one: Figures) -> tuple[Cell, ...]:
    unset = f"未核定 {one.unset} 人" if one.unset else ""
    return one.members, one.owing, one.payers, one.reduced, one.waived, one.due, one.paid, unset


def _total(whole: Figures) -> tuple[Cell, ...]:
    return (None, "合计", *_counted(whole)[:-1], None)


def _amounts(
    session: "Session", entry: Entry | None, one: Slip, asked: Asked
) -> tuple[tuple[str, Cell], ...]:
    """Return what is passed up and how it is reckoned."""
    usual = entry.ratio if entry is not None else int(settings.get(session, REMIT_RATIO))
    ratio = asked.count(RATIO.key, RATIO.title, 100) or (usual if usual is not None else 100)
    amount = entry.amount if entry is not None else share(one.base, ratio)
    to = asked.text("party") or (entry.party if entry is not None else "")
    return (
        ("上缴金额（小写）", grouped(amount)), ("上缴金额（大写）", amount_in_words(amount)),
        ("计算", one.told(ratio)), ("接收单位", on_paper(to)),
        ("上缴日期", entry.on if entry is not None else None),
        ("经手人", on_paper(asked.text("handler") or (entry.handler if entry is not None else ""))),
        ("接收人", on_paper(entry.receiver) if entry is not None else ""),
        ("方式和凭证号", f"{entry.account} {entry.voucher}".strip() if entry is not None else ""),
    )  # fmt: skip


def usual_slip(session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose the first period that is open."""
    found = [one for one in pending(session, on) if one.slip.base > 0]
    if not found:
        return {}
    one = found[0]
    usual = {"start": str(day_of(one.first)), "end": str(day_of(one.last)), "ratio": str(one.ratio)}
    operator = str(settings.get(session, settings.OPERATOR))
    return {**usual, "party": str(settings.get(session, APPROVER)), "handler": operator}


# -- 交接清单 ---------------------------------------------------------------------------------

DAY = Field("day", "交接日期", Kind.DAY, hint="空着最近的", month_allowed=False)
MONEY_LINES = (
    Column("项目", 6), Column("账面结存", 8, "right", "money"), Column("清点（对账单）", 8, "right", "money"),
    Column("差额", 8, "right", "money"),
)  # fmt: skip
ITEMS = (
    Column("序号", 2.4, kind="number"), Column("移交物品", 12, "left"), Column("数量", 5),
    Column("说明", 12, "left"),
)  # fmt: skip


def handover(session: "Session", _body: int, asked: Asked) -> Document:
    """Return 交接清单 of a handover (OfficeError where there is none of the day)."""
    day = asked.day("day")
    found = [row for row in handovers(session) if day is None or row.one.on == day]
    if not found:
        what = f"{day} 没有登记交接" if day is not None else "还没有登记交接"
        raise OfficeError(what, remedy="请先在“党费 → 交接”里登记")
    one = found[0].one
    items = [
        (at, on_paper(each["name"]), on_paper(each["count"]), on_paper(each["note"]))
        for at, each in enumerate(one.items, 1)
    ]
    said: list[Block] = [Heading("差额说明和备注", 2), Paragraph(on_paper(one.note))] if one.note else []
    people = (("移交人", one.giver), ("接收人", one.taker), ("监交人", one.watcher), ("交接日期", one.on))
    blocks: list[Block] = [
        Fields(people), Heading("款项", 2), _held(one),
        Heading("账册、票据和其他", 2), Table(ITEMS, items, empty="没有登记移交物品"),
        *said,
        Paragraph(f"以上账目、款项和物品截至 {one.on}，当面点交，三方核对无误后签字，各执一份。"),
        Signatures(("移交人签字", "接收人签字", "监交人签字")),
    ]  # fmt: skip
    lines = (signs(session), f"交接日期：{one.on}", "单位：元", stamp(session))
    return Document("党费交接清单", tuple(blocks), lines=tuple(filter(None, lines)))


def _held(one: Handover) -> Table:
    cash, bank = one.cash - one.cash_book, one.bank - one.bank_book
    rows = [("现金", one.cash_book, one.cash, cash), ("银行存款", one.bank_book, one.bank, bank)]
    totals = ("合计", one.cash_book + one.bank_book, one.cash + one.bank, cash + bank)
    return Table(MONEY_LINES, rows, totals=totals)


def usual_handover(session: "Session", _body: int, _on: date) -> Mapping[str, str]:
    """Propose the newest handover."""
    found = handovers(session)
    return {"day": str(found[0].one.on)} if found else {}


# -- 收支账 -----------------------------------------------------------------------------------

BOTH = "现金和银行"
WHICH = Field("account", "账户", Kind.CHOICE, choices=(BOTH, *Account), open=False, hint="空着两个账户都印")
LEFT = (
    Column("序号", 2.2, kind="number"), Column("日期", 5.4, kind="date"), Column("凭证号", 4.4),
    Column("摘要", 12, "left"),
)  # fmt: skip
IN_OUT = ("收入", "支出", "结存")


def book(session: "Session", _body: int, asked: Asked) -> Document:
    """Return a year of the book: cash and bank side by side, or one of them as its 日记账."""
    year, which = year_of(asked), asked.text("account") or BOTH
    found = read_book(session, year)
    accounts = tuple(Account) if which == BOTH else (Account(which),)
    lines = [one for one in found.lines if any(_of(one, account)[:2] != (0, 0) for account in accounts)]
    rows = [_line(at, one, accounts) for at, one in enumerate((found.head, *lines))]
    table = Table(
        (*LEFT, *_columns(accounts)), rows, totals=_sums(found, accounts) if lines else (), size=8.5
    )
    blocks = (table, Signatures(("记账", "复核", "党支部书记")))
    name = "党费收支账" if which == BOTH else f"党费{which}日记账"
    top = (f"单位（盖章）：{signs(session)}", f"截至 {asked.on}", "单位：元", stamp(session))
    return Document(f"{year}年{name}", blocks, Page(landscape=True), lines=tuple(filter(None, top)))


def _columns(accounts: Sequence[Account]) -> tuple[Column, ...]:
    both = len(accounts) > 1
    each = tuple(
        Column(f"{account if both else ''}{word}", 5.6, "right", "money")
        for account in accounts
        for word in IN_OUT
    )
    return (*each, Column("结存合计", 5.8, "right", "money")) if both else each


def _of(one: Line, account: Account) -> tuple[int, int, int]:
    """Return what a line brings into an account, takes out of it, and leaves there."""
    name = "cash" if account is Account.CASH else "bank"
    came, went, left = (getattr(each, name) for each in (one.moved.came, one.moved.went, one.balance))
    return came, went, left


def _line(at: int, one: Line, accounts: Sequence[Account]) -> tuple[Cell, ...]:
    voucher = one.entry.voucher if one.entry is not None else ""
    cells = [(came or None, went or None, left) for came, went, left in (_of(one, each) for each in accounts)]
    flat: list[Cell] = [cell for each in cells for cell in each]
    last = [one.balance.total] if len(accounts) > 1 else []
    on = None if one.id == CARRIED else one.on
    return (at or None, on, on_paper(voucher), on_paper(one.content), *flat, *last)


def _sums(found: Book, accounts: Sequence[Account]) -> tuple[Cell, ...]:
    """Return the sums of what came and went; what is left stands in the last line."""
    names = ["cash" if each is Account.CASH else "bank" for each in accounts]
    sums = [(getattr(found.sums.came, name), getattr(found.sums.went, name), None) for name in names]
    flat: list[Cell] = [cell for each in sums for cell in each]
    return (None, None, None, "本年合计", *flat, *([None] if len(accounts) > 1 else []))


PAPERS = (
    Paper("dues-04", "党费上缴单", ("body",), build=slip, asks=SLIP_ASKS, usual=usual_slip,
          note="已登记上缴的照登记印，没有登记的照台账现在的数；回单附后"),
    Paper("dues-11", "党费交接清单", ("body",), build=handover, asks=(DAY,), usual=usual_handover,
          note="照“交接”里的登记印，移交人、接收人、监交人签字"),
    Paper("dues-13", "党费收支账", ("body",), build=book, asks=(YEAR, WHICH), usual=usual_year,
          note="一年的现金、银行收支和逐笔结存；选一个账户就是它的日记账"),
)  # fmt: skip
