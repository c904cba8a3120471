"""The lists of 收支账 and 上缴 that are exported: every line with the balance after it, every period."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.queries.money import CARRIED, read_book
from partyoffice.dues.queries.remitting import periods
from partyoffice.dues.rules.months import span_spoken
from partyoffice.members.card import over_list
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from partyoffice.reports.document import Document


def _text(key: str, title: str, width: float, kind: Kind = Kind.TEXT) -> Listed:
    """Return a column that only entries have."""

    def read(row: Any) -> Any:  # noqa: ANN401 -- a line or a period, any value
        return getattr(row.entry, key) if row.entry is not None else None

    return Listed(Field(key, title, kind), width, read, "left" if width > 6 else "center")


def _money(
    key: str,
    title: str,
    read: "Callable[[Any], int | None]",
    *,
    adds: tuple[str, ...] = (),
    summed: bool = True,
) -> Listed:
    return Listed(Field(key, title, Kind.MONEY), 6, read, "right", adds, summed)


def _figure(key: str, title: str) -> Listed:
    """Return a column of people as the ledger counts them; empty where an old book does not say."""
    return Listed(Field(key, title, Kind.NUMBER), 4, lambda row: getattr(row.figures, key, None))


BOOK = Listing(
    "党费收支账",
    (
        Listed(Field("on", "日期", Kind.DAY), 6, lambda row: row.on),
        _text("voucher", "凭证号", 5),
        Listed(Field("flow", "类别"), 6, lambda row: row.flow),
        Listed(Field("content", "摘要"), 12, lambda row: row.content, "left"),
        _text("purpose", "用途", 8),
        _money("cash_in", "现金收入", lambda row: row.moved.came.cash or None),
        _money("cash_out", "现金支出", lambda row: row.moved.went.cash or None),
        _money("bank_in", "银行收入", lambda row: row.moved.came.bank or None),
        _money("bank_out", "银行支出", lambda row: row.moved.went.bank or None),
        _money("cash", "现金结存", lambda row: row.balance.cash, summed=False),
        _money("bank", "银行结存", lambda row: row.balance.bank, summed=False),
        _money("total", "结存合计", lambda row: row.balance.total, adds=("cash", "bank"), summed=False),
        _text("party", "对方", 8),
        _text("decided", "集体研究情况", 10),
        _text("handler", "经手人", 5),
        _text("approver", "审批人", 5),
        Listed(Field("files", "凭证附件（份）", Kind.NUMBER), 4, lambda row: len(row.vouchers) or None),
        _text("note", "备注", 8),
    ),
    (
        "on",
        "voucher",
        "flow",
        "content",
        "cash_in",
        "cash_out",
        "cash",
        "bank_in",
        "bank_out",
        "bank",
        "total",
    ),
    "没有收支",
)
REMITTANCES = Listing(
    "党费上缴登记表",
    (
        Listed(Field("span", "所属月份"), 9, lambda row: span_spoken(row.first, row.last)),
        Listed(Field("state", "状态"), 5, lambda row: row.state),
        Listed(Field("by", "期限"), 6, lambda row: str(row.by)),
        _figure("members", "党员"), _figure("owing", "应交人数"), _figure("payers", "实交人数"),
        _figure("reduced", "少交人数"), _figure("waived", "免交人数"),
        _money("due", "应交金额", lambda row: getattr(row.figures, "due", None)),
        _money("paid", "实交金额", lambda row: getattr(row.figures, "paid", None)),
        Listed(Field("ratio", "上缴比例（%）", Kind.NUMBER), 4, lambda row: row.ratio),
        _money("reckoned", "应上缴", lambda row: row.reckoned),
        _money("amount", "已上缴", lambda row: row.entry.amount if row.entry is not None else None),
        _text("on", "上缴日期", 6, Kind.DAY),
        _text("account", "账户", 4),
        _text("party", "上缴给", 9),
        _text("handler", "经手人", 5),
        _text("receiver", "接收人", 5),
        _text("voucher", "凭证号", 5),
        _text("note", "备注", 8),
    ),
    ("span", "state", "owing", "payers", "due", "paid", "reckoned", "amount", "on", "handler", "receiver"),
    "没有上缴",
)  # fmt: skip


def book_list(session: "Session", wish: Wish) -> "Document":
    """Return a year of the book; as a paper under the line of what was carried into it."""
    book = read_book(session, wish.year or wish.on.year)
    lines = [one for one in (book.head, *book.lines) if not wish.plain or one.id != CARRIED]
    left = lines[-1].balance if lines else book.carried
    held = f"（现金 {grouped(left.cash)}，银行 {grouped(left.bank)}）"
    said = f"{len(book.lines)} 笔，结存 {grouped(left.total)} 元{held}"
    return BOOK.document(lines, wish, over_list(session, wish.on, said))


def remittance_list(session: "Session", wish: Wish) -> "Document":
    """Return the periods of a year, remitted or not."""
    found = periods(session, wish.year or wish.on.year, wish.on)
    done = [one.entry.amount for one in found if one.entry is not None]
    said = f"{len(found)} 期，已上缴 {len(done)} 期 {grouped(sum(done))} 元"
    return REMITTANCES.document(found, wish, over_list(session, wish.on, said))


ROSTERS = (
    Roster("dues-money", BOOK.title, book_list, BOOK.fields, BOOK.default, yearly=True),
    Roster(
        "dues-remittances", REMITTANCES.title, remittance_list, REMITTANCES.fields, REMITTANCES.default,
        yearly=True,
    ),
)  # fmt: skip
