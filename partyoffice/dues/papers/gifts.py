"""大额党费登记表 (dues-08): who gave what, and the way it went up."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.money import amount_in_words
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.core.text import count_of
from partyoffice.dues.queries.giving import GiftRow, gifts
from partyoffice.dues.rules.words import GiftKind
from partyoffice.members.card import stamp
from partyoffice.organisation.queries import full_name, signs, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Cell, Column, Document, Page, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

YEAR = Field("year", "年度", Kind.NUMBER, hint="空着印历年全部")
KIND = Field("kind", "种类", Kind.CHOICE, choices=tuple(GiftKind), open=False, hint="空着两种都印")
COLUMNS = (
    Column("序号", 2.4, kind="number"), Column("姓名", 5), Column("所在党支部", 7),
    Column("简要情况", 13, "left"), Column("金额（元）", 6, "right", "money"),
    Column("交纳日期", 6, kind="date"), Column("代收党委", 8, "left"), Column("转交日期", 6, kind="date"),
    Column("中组部收据号", 6.5), Column("备注", 6, "left"),
)  # fmt: skip
NOTE = "大额党费全额上缴，由中组部开具收据，不计入本单位党费收支和结存。"


def build(session: "Session", body: int, asked: Asked) -> Document:
    """Return the gifts of a year, or of all years, with their sum."""
    year, kind = count_of(asked.text("year")), asked.text("kind")
    found = [one for one in gifts(session, year, body or None)[::-1] if kind in {"", one.gift.kind}]
    name = full_name(tree(session), body) or signs(session)
    total = sum(one.gift.amount for one in found)
    lines = (f"填报单位（盖章）：{name}", f"填报日期：{asked.on}", "单位：元", stamp(session))
    blocks = (
        Table(COLUMNS, _rows(found), empty="没有大额党费", totals=_sums(total) if found else ()),
        Paragraph(f"共 {len(found)} 笔，合计（大写）：{amount_in_words(total)}", align="left"),
        Paragraph(NOTE, "note"),
        Signatures(("审核人", "填报人", "联系电话")),
    )
    title = f"{f'{year}年' if year else ''}{kind or GiftKind.LARGE}登记表"
    return Document(title, blocks, Page(landscape=True), lines=tuple(filter(None, lines)))


def _rows(found: Sequence[GiftRow]) -> list[tuple[Cell, ...]]:
    return [
        (
            at, dotted_name(one.name), one.branch, on_paper(one.gift.profile), one.gift.amount, one.gift.on,
            on_paper(one.gift.receiver), one.gift.passed_on, one.gift.receipt, _remark(one),
        )
        for at, one in enumerate(found, 1)
    ]  # fmt: skip


def _sums(total: int) -> tuple[Cell, ...]:
    return (None, "合计", None, None, total, *(None for _column in COLUMNS[5:]))


def _remark(one: GiftRow) -> str:
    special = GiftKind.SPECIAL if one.gift.kind == GiftKind.SPECIAL else ""
    return "；".join(filter(None, (special, on_paper(one.gift.note))))


def usual(_session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose this year."""
    return {"year": str(on.year)}


PAPERS = (
    Paper("dues-08", "大额党费登记表", ("body",), build=build, asks=(YEAR, KIND), usual=usual,
          note="照“大额与特殊”里的登记印，金额合计带大写"),
)  # fmt: skip
