"""The register of 组织关系 as a list, and the hand-over list of those who leave together."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Care, Field, Kind
from partyoffice.members.card import over_list, stamp
from partyoffice.organisation.queries import signs, tree
from partyoffice.part import Asked, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Page,
    Paragraph,
    Signatures,
    Table,
)
from partyoffice.transfers.queries import Entry, entries
from partyoffice.transfers.rules.kit import names_of
from partyoffice.transfers.rules.words import OPEN, OUT, RECEIVED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE, HANDED_OVER = "组织关系转接登记表", "毕业（离校）人员组织关系和材料移交清单"


def _of_letter(key: str) -> Callable[[Entry], Any]:
    return lambda one: getattr(one.letter, key) if one.letter is not None else None


COLUMNS = (
    Listed(Field("name", "姓名", Kind.NAME), 5, lambda one: one.name),
    Listed(Field("category", "人员类别"), 6.5, lambda one: one.transfer.category),
    Listed(Field("direction", "方向"), 3, lambda one: one.transfer.direction),
    Listed(Field("branch", "党支部"), 6, lambda one: one.branch),
    Listed(Field("reason", "转接原因"), 5, lambda one: one.transfer.reason),
    Listed(Field("from_unit", "转出党组织"), 9, lambda one: one.transfer.from_unit, "left"),
    Listed(Field("to_unit", "转入党组织"), 9, lambda one: one.transfer.to_unit, "left"),
    Listed(Field("manner", "方式"), 5, lambda one: one.transfer.manner),
    Listed(Field("begun", "发起日期", Kind.DAY), 6, lambda one: one.transfer.begun),
    Listed(Field("number", "介绍信编号（流水号）"), 7, lambda one: one.number),
    Listed(Field("issued", "开具日期", Kind.DAY), 6, _of_letter("issued")),
    Listed(Field("days", "有效期（天）", Kind.NUMBER), 4, _of_letter("days")),
    Listed(Field("through", "有效至", Kind.DAY), 6, lambda one: one.through),
    Listed(Field("paid_to", "党费交到", Kind.DAY), 5, lambda one: one.transfer.paid_to),
    Listed(Field("state", "状态"), 4, lambda one: one.transfer.state),
    Listed(Field("received", "接收（回执）日期", Kind.DAY), 6, lambda one: one.transfer.received),
    Listed(Field("receipt", "回执寄出", Kind.DAY), 6, lambda one: one.transfer.receipt),
    Listed(
        Field("contact", "对方联系人和电话", Kind.PHONE, care=Care.SENSITIVE),
        7,
        lambda one: one.transfer.contact,
        "left",
    ),
    Listed(Field("materials", "随转材料"), 9, lambda one: names_of(one.move.materials), "left"),
    Listed(Field("note", "备注", Kind.LONG), 8, lambda one: one.transfer.note, "left"),
)
DEFAULT = (
    "name", "category", "direction", "reason", "from_unit", "to_unit", "begun", "number", "through",
    "paid_to", "state", "received",
)  # fmt: skip
LISTING = Listing(TITLE, COLUMNS, DEFAULT, "没有转接")


def register(session: "Session", wish: Wish) -> Document:
    """Return the moves of a year, or all of them, as a paper or a sheet to work on."""
    found = _wanted(session, wish)
    return LISTING.document(found, wish, over_list(session, wish.on, f"{len(found)} 件"))


def _wanted(session: "Session", wish: Wish) -> list[Entry]:
    """Return the moves of a list, oldest first."""
    below = tree(session).below(wish.branch) if wish.branch is not None else None
    found = [one for one in entries(session, wish.on)[::-1] if one.transfer.begun.first <= wish.on]
    if wish.year is not None:
        found = [one for one in found if wish.year in _years(one)]
    return [
        one
        for one in found
        if (below is None or one.branch_id in below) and (wish.only is None or one.person_id in wish.only)
    ]


def _years(one: Entry) -> set[int]:
    days = (one.transfer.begun, one.transfer.received, one.transfer.ended)
    return {day.year for day in days if day is not None}


# -- those who leave together -----------------------------------------------------------------

KIT_ASKS = (
    Field("issuer", "移交单位", hint="空着就印本单位党组织"),
    Field("day", "移交日期", Kind.DAY, month_allowed=False),
)
KIT_HEADS = (
    Column("序号", 2, kind="number"),
    Column("姓名", 5),
    Column("人员类别", 6),
    Column("介绍信编号（流水号）", 7),
    Column("随转材料", 16, "left"),
    Column("本人（接收人）签字", 7),
    Column("备注", 5, "left"),
)


def hand_over(session: "Session", ids: Sequence[int], asked: Asked) -> Document:
    """Return who takes which papers to which place, a table for each 去向 (trn-03).

    OfficeError where none of them is moving out.
    """
    found = _leaving(session, ids, asked)
    if not found:
        raise OfficeError(
            "选中的人都没有登记转出", remedy="请先在“更多 → 组织关系”里登记转出（可以一次登记多名毕业生）"
        )
    blocks: list[Block] = []
    for place, group in groupby(found, key=lambda one: one.transfer.to_unit):
        ones = list(group)
        blocks += [Heading(f"{place}（{len(ones)} 人）", 2), Table(KIT_HEADS, _kit_rows(ones))]
    blocks += [Paragraph("材料密封后由本人携带或机要转递，接收后请在本表签字。", "note"), _signed()]
    day = asked.day("day")
    lines = (asked.text("issuer") or signs(session), f"移交日期：{day or asked.on}", f"共 {len(found)} 人")
    marked = (*lines, "示例数据") if stamp(session) else lines
    return Document(HANDED_OVER, tuple(blocks), Page(landscape=True), lines=marked)


def _leaving(session: "Session", ids: Sequence[int], asked: Asked) -> list[Entry]:
    """Return the newest move out of each, open or received, by place and in the order they were begun."""
    wanted, seen, found = set(ids), set[int](), []
    for one in entries(session, asked.on):
        mine = one.person_id in wanted and one.transfer.direction == OUT
        if mine and one.transfer.state in {OPEN, RECEIVED} and one.person_id not in seen:
            seen.add(one.person_id)
            found.append(one)
    return sorted(found, key=lambda one: (one.transfer.to_unit, one.id))


def _kit_rows(ones: Sequence[Entry]) -> list[tuple[Any, ...]]:
    return [
        (at, one.name, one.transfer.category, one.number, names_of(one.move.materials), "", "")
        for at, one in enumerate(ones, 1)
    ]


def _signed() -> Signatures:
    return Signatures(("移交人", "接收人", "接收日期"))
