"""年度党费收支、结存情况表 (dues-09): its columns, its sums, and the check that they agree."""

from collections.abc import Mapping
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.core.text import count_of
from partyoffice.dues.queries.money import opening
from partyoffice.dues.queries.publishing import stated
from partyoffice.dues.rules.months import month, month_of
from partyoffice.members.card import stamp
from partyoffice.organisation.queries import signs
from partyoffice.organisation.records import FILLER
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Cell, Column, Document, Page, Paragraph, Signatures, Table
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.dues.rules.statement import Statement

TITLE = "年度党费收支、结存情况表"
ASKS = (
    Field("year", "年度", Kind.NUMBER, required=True),
    Field("unit", "填报单位", hint="空着印本单位党组织"),
    Field("filler", "制表人", Kind.NAME),
    Field("checker", "审核人", Kind.NAME),
    Field("day", "制表日期", Kind.DAY, month_allowed=False),
)
COLUMNS = (
    Column("收入", 9, "left"), Column("金额（元）", 6, "right", "money"),
    Column("支出", 9, "left"), Column("金额（元）", 6, "right", "money"),
)  # fmt: skip
NOTE = (
    "本年党员交纳含不足 1000 元的自愿多交，按收到的日期计。"
    "大额党费、特殊党费全额上缴，捐款另册登记，都不在本表之内。"
)


def build(session: "Session", _nobody: int, asked: Asked) -> Document:
    """Return the table of a year, as far as it has come (OfficeError for a year before the book)."""
    year = count_of(asked.text("year")) or asked.on.year
    _must_be_kept(session, year, asked.on)
    found = stated(session, month(year, 1), min(month(year, 12), month_of(asked.on)))
    filled = tuple(dotted_name(asked.text(key)) for key in ("checker", "filler"))
    first, last = _days(session, year, asked.on)
    name = (on_paper(asked.text("unit")) or signs(session)) + (
        f"（{marked}）" if (marked := stamp(session)) else ""
    )
    blocks = (
        Table(COLUMNS, _rows(found, "上年末结存" if _whole(session, year) else "建账时结存"), size=10.5),
        Paragraph(f"核对：上年末结存 + 收入合计 − 支出合计 = 年末结存：{found.arithmetic}", "note"),
        Paragraph(NOTE, "note"),
        Signatures(("审核人", "制表人", "制表日期"), (*filled, str(asked.day("day") or ""))),
    )
    lines = (f"填报单位（盖章）：{name}", "单位：元")
    return Document(f"{year}{TITLE}", blocks, Page(), f"{first} 至 {last}", lines)


def _must_be_kept(session: "Session", year: int, on: date) -> None:
    begun = opening(session)
    if year > on.year or (begun is not None and year < begun.since.year):
        raise OfficeError(f"{year} 年没有党费账", remedy="请核对年度；建账以前的年份请照旧账填写")


def _whole(session: "Session", year: int) -> bool:
    begun = opening(session)
    return begun is None or begun.since.year != year


def _days(session: "Session", year: int, on: date) -> tuple[date, date]:
    begun = opening(session)
    first = date(year, 1, 1) if begun is None else max(date(year, 1, 1), begun.since.first)
    return first, min(date(year, 12, 31), on)


def _rows(found: "Statement", before: str) -> list[tuple[Cell, ...]]:
    uses = [(f"　使用：{title}", amount) for title, amount in found.uses]
    outgo = [*found.outgo, *uses, ("　使用小计", found.used)]
    income = [
        (f"本年{title}" if at == 0 else title, amount) for at, (title, amount) in enumerate(found.income)
    ]
    pairs = [(*came, *went) for came, went in zip_longest(income, outgo, fillvalue=(None, None))]
    return [
        (before, found.opening, None, None), *pairs,
        ("收入合计", found.came, "支出合计", found.went),
        ("年末结存", found.closing, "　其中：现金", found.cash), (None, None, "　　　　银行", found.bank),
    ]  # fmt: skip


def usual(session: "Session", _nobody: int, on: date) -> Mapping[str, str]:
    """Propose last year at the beginning of a year, else this one; who fills it in."""
    year = on.year - 1 if on.month == 1 else on.year
    known = {"year": str(year), "unit": signs(session), "filler": str(settings.get(session, FILLER))}
    return {**known, "day": str(on)}


PAPERS = (
    Paper("dues-09", TITLE, (), build=build, asks=ASKS, usual=usual,
          note="数字从收支账取：上年末结存、收入、支出、年末结存，印出核对的算式"),
)  # fmt: skip
