"""What members are told of their dues: a slip of a month to each who has not paid it, one of the year."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day, month_length
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.core.text import clean_name
from partyoffice.dues.documents.telling import last_rate, rates_of, share_told
from partyoffice.dues.papers.asked import MONTH, YEAR, month_asked, usual_month, usual_year, year_of
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import Row, since
from partyoffice.dues.queries.sheets import ordered_year
from partyoffice.dues.records.settings import COLLECT_DAY
from partyoffice.dues.rules.ledger import PAID, Cell, Rate, State
from partyoffice.dues.rules.months import number_of, runs, span_spoken, spoken
from partyoffice.dues.rules.months import year_of as year_of_month
from partyoffice.members import card
from partyoffice.organisation.queries import signs
from partyoffice.part import Asked, Paper
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.dues.rules.ledger import Now
    from partyoffice.dues.rules.months import Month

Texts = Mapping[str, str]
PEOPLE = Field("people", "通知谁", Kind.LONG, hint="用顿号分开；空着通知全部要交的人")
ISSUER = Field("issuer", "落款")
WRITTEN = Field("written", "通知日期", Kind.DAY, month_allowed=False)
MONTH_ASKS = (
    MONTH, PEOPLE, Field("by", "交纳期限", Kind.DAY, month_allowed=False, hint="一般写党费日"),
    Field("collector", "收款人", Kind.NAME),
    Field("way", "交纳办法", hint="如 现金，或转账到学校党组织的党费账户"),
    ISSUER, WRITTEN,
)  # fmt: skip
YEAR_ASKS = (YEAR, PEOPLE, ISSUER, WRITTEN)
RESTING = frozenset({State.NONE, State.WAIVED, *PAID})


def month_slips(session: "Session", body: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of 交纳党费通知单, one for each who has not paid a month, else one for the pen."""
    month = month_asked(asked)
    by, at = asked.day("by"), number_of(month) - 1
    texts = {
        **_common(session, asked), "month": spoken(month), "by": day_of_document(by) if by else "",
        "collector": dotted_name(asked.text("collector")), "way": on_paper(asked.text("way")),
    }  # fmt: skip
    rows = ordered_year(session, year_of_month(month), asked.on, body or None)
    told = partial(_of_month, month=month, first=since(session), now=now_of(session, asked.on))
    asks = [row for row in rows if row.cells[at].state not in RESTING]
    return [{**texts, **each} for each in _told(rows, asked, told, asks)]


def _of_month(row: Row, month: "Month", first: "Month | None", now: "Now") -> Texts:
    cell, rate = row.account.cell(month, now), row.account.rate(month)
    late = [one for one in row.account.late(first, now) if one.month < month] if first is not None else []
    return {
        "person": dotted_name(row.name),
        "due": grouped(max(cell.due - cell.paid, 0)) if cell.due is not None else "",
        "how": _how(rate, cell) if rate is not None else "",
        "owed": f"此前还欠{_owed(late)}，请一并补交。" if late else "",
    }


def _how(rate: Rate, cell: Cell) -> str:
    """Return how a month's amount comes about, as far as it is kept."""
    told = _set(rate) + ("" if rate.base is not None else f"每月 {grouped(rate.due)} 元")
    if cell.due is not None and cell.due < rate.due:
        told += f"，经批准少交，每月 {grouped(cell.due)} 元"
    return told + (f"，已交 {grouped(cell.paid)} 元" if cell.paid else "")


def _set(rate: Rate) -> str:
    if rate.base is None:
        return ""
    return f"计算基数 {grouped(rate.base)} 元，交纳比例 {share_told(rate.rate)}"


def _owed(late: Sequence[Cell]) -> str:
    return f"{_spans(one.month for one in late)}党费 {grouped(sum(one.owed for one in late))} 元"


def _spans(months: "Iterable[Month]") -> str:
    return "、".join(starmap(span_spoken, runs(list(months))))


# -- the year ------------------------------------------------------------------------------------


def year_slips(session: "Session", body: int, asked: Asked) -> Sequence[Texts]:
    """Return the texts of 年度党费通知单: what was set for the year, what of it is paid, what is not."""
    year = year_of(asked)
    texts = {**_common(session, asked), "year": f"{year}年度", "on": day_of_document(asked.on)}
    rows = ordered_year(session, year, asked.on, body or None)
    return [{**texts, **each} for each in _told(rows, asked, _of_year, rows)]


def _of_year(row: Row) -> Texts:
    rate, late = last_rate(row), [one for one in row.cells if one.owed]
    return {
        "person": dotted_name(row.name),
        "set": _set(rate) if rate is not None else "还没有核定",
        "monthly": "；".join(_monthly(row)),
        "due": grouped(row.due),
        "waived": "；".join(_settled(row)),
        "paid": grouped(row.paid),
        "owed": f"还欠{_owed(late)}，请及时补交。" if late else "",
    }


def _settled(row: Row) -> Iterable[str]:
    """Tell the months nothing is to be paid for here."""
    for state, word in ((State.WAIVED, "经批准免交"), (State.ELSEWHERE, "流入地已交")):
        months = [one.month for one in row.cells if one.state is state]
        if months:
            yield f"{word}：{_spans(months)}"


def _monthly(row: Row) -> Iterable[str]:
    rates = rates_of(row)
    for at, (month, rate) in enumerate(rates):
        amount = f"{grouped(rate.due)} 元"
        yield f"{month}月起每月 {amount}" if at or month > 1 else f"每月 {amount}"


# -- what both say -------------------------------------------------------------------------------


def _common(session: "Session", asked: Asked) -> Texts:
    written = asked.day("written")
    return {
        "issuer": on_paper(asked.text("issuer")), "written": day_of_document(written) if written else "",
        "stamp": card.stamp(session),
    }  # fmt: skip


def _told(
    rows: Sequence[Row], asked: Asked, tell: Callable[[Row], Texts], meant: Sequence[Row]
) -> list[Texts]:
    """Return what is told to those named, or to all who are meant; whom nobody knows, the pen tells."""
    named = [clean_name(name) for name in re.split(r"[、，,\n]+", asked.text("people")) if name.strip()]
    if not named:
        return [tell(row) for row in meant] or [{"person": ""}]
    known = {name: [tell(row) for row in rows if row.name == name] for name in dict.fromkeys(named)}
    return [each for name, found in known.items() for each in found or [{"person": dotted_name(name)}]]


def usual_of_month(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose this month, its 党费日 or what is left of it, and who tells."""
    last = month_length(on.year, on.month)
    day = min(int(settings.get(session, COLLECT_DAY)), last)
    by = on.replace(day=day if on.day <= day else last)
    return {**usual_month(session, body, on), "by": str(by), **_signed(session, body, on)}


def usual_of_year(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose this year, and who tells."""
    return {**usual_year(session, body, on), **_signed(session, body, on)}


def _signed(session: "Session", body: int, on: date) -> Mapping[str, str]:
    return {"issuer": signs(session, body or None), "written": str(Day.of(on))}


MONTH_OFFERS = {
    "person": "姓名", "due": "本月应交", "how": "核定情况", "owed": "此前欠交",
}  # fmt: skip
YEAR_OFFERS = {
    "person": "姓名", "set": "核定情况", "monthly": "每月应交", "due": "全年应交",
    "waived": "免交和流入地已交", "on": "截止日期", "paid": "已交", "owed": "欠交",
}  # fmt: skip
PAPERS = (
    Paper(
        "dues-12", "交纳党费通知单", ("body",), "dues-12", month_slips, asks=MONTH_ASKS, usual=usual_of_month,
        offers=MONTH_OFFERS, note="没有交这个月党费的一人一条，一张 A4 排 4 条，沿线裁开",
    ),
    Paper(
        "dues-12b", "年度党费通知单", ("body",), "dues-12b", year_slips, asks=YEAR_ASKS, usual=usual_of_year,
        offers=YEAR_OFFERS,
        note="核定多少、交了多少，一人一条，一张 A4 排 4 条，沿线裁开；年初通知核定，年末用来对账",
    ),
)  # fmt: skip
