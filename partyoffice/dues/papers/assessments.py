"""党员月交纳党费数额核定表 (dues-01) and variants (dues-01b): how each amount was reckoned, to be signed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.dues.papers.asked import YEAR, over, usual_year, year_of
from partyoffice.dues.queries.assessments import Line, ordered_lines
from partyoffice.dues.rules.assessing import ARTICLE
from partyoffice.dues.rules.editions import BASED, FIXED, RULES_2008, rate_spoken
from partyoffice.dues.rules.items import COLUMNS, ITEMS, Item, columns_of
from partyoffice.dues.rules.months import month_of, number_of
from partyoffice.dues.rules.words import Cause, Payer
from partyoffice.organisation.queries import full_name, signs, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Block, Cell, Column, Document, Page, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "党员月交纳党费数额核定表"
STAFF_ITEMS = ("post", "grade", "merit_basic", "pension", "annuity", "fund", "medical", "tax")
FIXED_KIND, ALL_KINDS = "固定数额", "汇总"
KINDS = (*(str(one) for one in BASED if one is not Payer.STAFF), FIXED_KIND, ALL_KINDS)
KIND = Field("kind", "人员类型", Kind.CHOICE, choices=KINDS, open=False, required=True)
PAGE = Page(landscape=True, top=15, right=12, bottom=15, left=12)
BEFORE = (Column("序号", 2.6, kind="number"), Column("姓名", 5))
AFTER = (
    Column("交纳\n比例", 3.2), Column("每月\n应交", 4.4, "right", "money"),
    Column("共交纳", 5, "right", "money"), Column("本人签字", 5.4), Column("备注", 7, "left"),
)  # fmt: skip
BASE_TITLES = {Payer.STAFF: "税后工资\n总额（基数）", Payer.CONTRACT: "税后工资\n总额（基数）"}
SIGNED = Signatures(("审核人", "填报人", "联系电话"))
SIZE = 8
HOW = f"应交数额一年核定一次，当年一般不变（{ARTICLE}）；基数和比例见 {RULES_2008}第一条至第六条。"


def staff(session: "Session", body: int, asked: Asked) -> Document:
    """Return the sheet of those 在编在职."""
    return _sheet(session, body, asked, str(Payer.STAFF), lambda payer: payer is Payer.STAFF)


def variant(session: "Session", body: int, asked: Asked) -> Document:
    """Return the sheet of another kind of payers, of those with fixed amounts, or of all by their bases."""
    kind = asked.text("kind") or ALL_KINDS
    keep = {FIXED_KIND: lambda payer: payer in FIXED, ALL_KINDS: lambda _payer: True}
    return _sheet(session, body, asked, kind, keep.get(kind, lambda payer: payer == kind))


def _sheet(session: "Session", body: int, asked: Asked, kind: str, keep: Callable[[Payer], bool]) -> Document:
    year = year_of(asked)
    every = [one for one in ordered_lines(session, year, asked.on, body or None) if keep(one.payer)]
    held = [one for one in every if one.held is not None]
    items = _items(held, kind)
    table = Table(
        _columns(items, kind), [_row(at, one, items, kind) for at, one in enumerate(held, 1)],
        f"{year} 年还没有核定", SIZE, _totals(held, items, kind) if held else (),
    )  # fmt: skip
    name = full_name(tree(session), body or None) or signs(session)
    heads = (f"填报单位（盖章）：{name}", f"共 {len({one.row.id for one in held})} 人")
    blocks: list[Block] = [table, *_unset(every), Paragraph(HOW, "note"), SIGNED]
    title = f"{year}年{TITLE}" + ("" if kind == Payer.STAFF else f"（{kind}）")
    return Document(title, tuple(blocks), PAGE, lines=over(session, asked.on, *heads))


def _items(held: Sequence[Line], kind: str) -> tuple[Item, ...]:
    """Return the items that have columns: the usual ones of the kind, and all that somebody has."""
    if kind in {FIXED_KIND, ALL_KINDS}:
        return ()
    payer = Payer(kind)
    usual = STAFF_ITEMS if payer is Payer.STAFF else tuple(one.key for one in columns_of([payer]))
    met = {one["key"] for line in held for one in (line.held.items if line.held else ()) if one["sign"]}
    return tuple(one for one in ITEMS if one.key in met or (one.key in usual and one.key in COLUMNS[payer]))


def _columns(items: Sequence[Item], kind: str) -> tuple[Column, ...]:
    base = Column(BASE_TITLES.get(Payer(kind), "计算基数") if items else "计算基数", 5.6, "right", "money")
    kinds = () if items else (Column("人员类型", 5),)
    shown = tuple(Column(_broken(one.title), 4.8, "right", "money") for one in items)
    return (*BEFORE, *kinds, *shown, base, *AFTER)


def _broken(title: str) -> str:
    """Break a long title of a column in two."""
    return title if len(title) <= 4 else f"{title[: (len(title) + 1) // 2]}\n{title[(len(title) + 1) // 2 :]}"


def _row(at: int, line: Line, items: Sequence[Item], kind: str) -> tuple[Cell, ...]:
    held = line.held
    if held is None:
        return ()
    rate = rate_spoken(held.rate) if held.rate is not None else ""
    shown = [line.amount(one.key) for one in items] if items else [str(line.payer)]
    signed = str(held.signed) if held.signed is not None else ""
    return (
        at, dotted_name(line.row.name), *shown, held.base, rate, held.due, line.whole, signed,
        _remark(line, kind),
    )  # fmt: skip


def _remark(line: Line, kind: str) -> str:
    """Return from which month where it is not January, why, and what was settled otherwise."""
    held = line.held
    if held is None:
        return ""
    start, branch = month_of(held.start), line.row.someone.branch if kind == ALL_KINDS else ""
    since = f"{number_of(start)}月起" if number_of(start) > 1 else ""
    cause = held.cause if held.cause != Cause.YEARLY else ""
    capped = "按上限核定" if held.capped else ""
    return "；".join(filter(None, (branch, since, cause, capped, on_paper(held.note))))


def _totals(held: Sequence[Line], items: Sequence[Item], kind: str) -> tuple[Cell, ...]:
    sums = [sum(line.amount(one.key) or 0 for line in held) for one in items] if items else [None]
    due = sum(line.held.due for line in held if line.held)
    base = None if kind == FIXED_KIND else sum(line.held.base or 0 for line in held if line.held)
    return (None, "合计", *sums, base, None, due, sum(line.whole for line in held), None, None)


def _unset(every: Sequence[Line]) -> list[Block]:
    names = [dotted_name(one.row.name) for one in every if one.held is None]
    said = f"未核定 {len(names)} 人，不计入合计：{'、'.join(names)}"
    return [Paragraph(said, align="left")] if names else []


PAPERS = (
    Paper(
        "dues-01", TITLE, ("body",), build=staff, asks=(YEAR,), usual=usual_year,
        note="在编在职党员一人一行，工资项目、基数、比例和每月应交，供审核和本人签字；横向 A4",
    ),
    Paper(
        "dues-01b", f"{TITLE}（其他人员、汇总）", ("body",), build=variant, asks=(KIND, YEAR),
        usual=usual_year,
        note="编外聘用、离退休、年薪制、不按月取酬、固定数额各一种，汇总列出全部人员；横向 A4",
    ),
)  # fmt: skip
