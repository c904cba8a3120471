"""收支账: a year of the book, line by line, with what cash and bank come to after each."""

from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.page.registers.money_verbs import VERBS
from partyoffice.dues.queries.money import CARRIED, Line, book_years, read_book
from partyoffice.dues.queries.remarks import remarks
from partyoffice.dues.records import Closing, Entry, Opening, Payment, Voucher
from partyoffice.dues.rules.balance import COLLECTED, Balance
from partyoffice.dues.rules.uses import by_column, purpose_of
from partyoffice.dues.rules.words import INCOMES, MOVES, OUTGOINGS, Flow
from partyoffice.meetings.page.registers.choosing import filled
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Shown, View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

STORED = {one.key: one for one in fields_of(Entry)}
FLOWS = (COLLECTED, *INCOMES, *OUTGOINGS, *MOVES)


def read(session: "Session", look: Look) -> list[Line]:
    """Return a year of the book under the line of what was carried into it."""
    book = read_book(session, look.year or look.on.year)
    nothing = not book.lines and not book.carried.total and not book.begun
    return [] if nothing else [book.head, *book.lines]


def years(session: "Session") -> "Sequence[int]":
    """Return the years of the book."""
    return book_years(session, clock.today())


def _money(key: str, title: str, read: "Callable[[Line], int]", *, hidden: bool = False) -> Shown:
    """Return a column of amounts, empty where nothing moved."""
    return Shown(
        Field(key, title, Kind.MONEY), read, text=lambda row: grouped(read(row)) if read(row) else "",
        sample="100000.00", hidden=hidden,
    )  # fmt: skip


def _left(key: str, title: str, read: "Callable[[Balance], int]") -> Shown:
    """Return a column of what is there after a line; less than nothing is red."""
    return Shown(
        Field(key, title, Kind.MONEY), lambda row: read(row.balance), sample="100000.00",
        tone=lambda row: "accent_text" if read(row.balance) < 0 else "",
    )  # fmt: skip


def _entry(key: str, title: str = "", *, sample: str = "", hidden: bool = False) -> Shown:
    """Return a column that only entries have."""
    field = STORED[key]
    return Shown(
        Field(key, title or field.title, field.kind), lambda row: getattr(row.entry, key, "") or "",
        sample=sample, hidden=hidden,
    )  # fmt: skip


def _files(row: Line) -> str:
    return str(len(row.vouchers) or "")


def _card(session: "Session", row: Line) -> Card:
    if row.id == CARRIED:
        return _year_card(session, row)
    one = row.entry
    facts = [("日期", row.on), ("账户", row.account), ("金额", grouped(row.amount))]
    if one is not None:
        facts += [
            ("用途", one.purpose), ("对方", one.party), ("凭证号", one.voucher), ("经手", one.handler),
            ("审批", one.approver), ("接收", one.receiver), ("备注", one.note),
        ]  # fmt: skip
    used = purpose_of(one.purpose) if one is not None else None
    basis = filled(("集体研究", one.decided if one else ""), ("依据", used.article if used else ""))
    files = tuple((f"附件 {at}", each.name) for at, each in enumerate(row.vouchers, 1))
    after = tuple((name, grouped(amount)) for name, amount in row.balance.named)
    sections = (("这一笔", filled(*facts)), ("研究和依据", basis), ("凭证", files), ("这一笔以后结存", after))
    findings = tuple(remarks(session, one)) if one is not None else ()
    mark = Mark.WARN if findings else Mark.DONE
    return Card(row.content, row.flow, "有提示" if findings else "已入账", mark, findings, sections)


def _year_card(session: "Session", row: Line) -> Card:
    """Return the year's sums: what came, what went and for what, what is there."""
    book = read_book(session, row.on.year)
    came = {flow: book.sums.flows.get(flow, 0) for flow in (COLLECTED, *INCOMES)}
    went = {flow: book.sums.flows.get(flow, 0) for flow in OUTGOINGS}
    used = by_column(book.sums.purposes) if went[Flow.USED] else {}
    sections = (
        (row.flow, tuple((name, grouped(amount)) for name, amount in book.carried.named)),
        ("收入", _sums(came)), ("支出", _sums(went)), ("使用", _sums(used)),
        ("年末结存", tuple((name, grouped(amount)) for name, amount in book.closing.named)),
    )  # fmt: skip
    state, mark = ("账不平", Mark.LATE) if book.faults else ("账已核对", Mark.DONE)
    return Card(f"{book.year} 年党费收支", f"{len(book.lines)} 行", state, mark, (), sections)


def _sums(amounts: "dict[Any, int]") -> tuple[tuple[str, str], ...]:
    found = tuple((str(name), grouped(amount)) for name, amount in amounts.items() if amount)
    return (*found, ("合计", grouped(sum(amounts.values())))) if found else ()


def _of(flows: "Sequence[str]") -> "Callable[[Line], bool]":
    return lambda row: row.flow in flows


MONEY = Register(
    "dues-money",
    "党费收支账",
    (
        Shown(STORED["on"], lambda row: row.on),
        _entry("voucher", sample="记-012"),
        Shown(Field("flow", "类别", Kind.CHOICE, choices=FLOWS), sample="银行提取现金"),
        Shown(Field("content", "摘要"), sample="摘" * 15),
        _money("cash_in", "现金收入", lambda row: row.moved.came.cash),
        _money("cash_out", "现金支出", lambda row: row.moved.went.cash),
        _money("bank_in", "银行收入", lambda row: row.moved.came.bank),
        _money("bank_out", "银行支出", lambda row: row.moved.went.bank),
        _left("cash", "现金结存", lambda left: left.cash),
        _left("bank", "银行结存", lambda left: left.bank),
        _entry("purpose", sample="补助生活困难党员"),
        _entry("party", "对方", sample="单" * 8),
        _entry("decided", "集体研究", sample="2026-11-12 支部委员会"),
        Shown(Field("files", "凭证附件", Kind.NUMBER), _files, sample="12"),
        _entry("handler", hidden=True),
        _entry("approver", hidden=True),
        _entry("note", hidden=True),
        _left("total", "结存合计", lambda left: left.total),
    ),
    read,
    lambda row: f"{row.content} {grouped(row.amount)} 元",
    VERBS,
    (
        View("all", "全部", lambda _row: True),
        View("in", "收入", _of((COLLECTED, *INCOMES)), add="receive"),
        View("out", "支出", _of(OUTGOINGS)),
        View("used", "使用", _of((Flow.USED,))),
        View(
            "cash",
            "现金账",
            lambda row: row.id == CARRIED or bool(row.moved.came.cash or row.moved.went.cash),
        ),
        View(
            "bank",
            "银行账",
            lambda row: row.id == CARRIED or bool(row.moved.came.bank or row.moved.went.bank),
        ),
    ),
    years,
    frozenset({Entry, Voucher, Opening, Payment, Closing}),
    _card,
    empty=Empty(
        "bookmark",
        "还没有收支",
        "先按右上的“建账”写明现金和银行结存；党员交纳的自动记进来，其他收支在这里登记。",
    ),
    begins="open_book",
    unit="笔",
    roster="dues-money",
    hint="摘要、用途、对方、凭证号",
    topic="dues-money",
    still=(1, 1),
)
