"""党费收缴、使用和管理情况公示 (dues-10): of a month, a quarter or a year, to be hung up."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.core.paper_words import day_of_document, on_paper
from partyoffice.dues.queries.publishing import figures, notice_of, period_of, proposed
from partyoffice.dues.records import DuesNotice
from partyoffice.dues.rules.months import day_of
from partyoffice.dues.rules.publishing import Period
from partyoffice.dues.rules.words import Published
from partyoffice.members.card import stamp
from partyoffice.organisation.papers import must_hide_numbers
from partyoffice.organisation.queries import full_name, own_body, signs, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Page,
    Paragraph,
    Signatures,
    Table,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "党费收缴、使用和管理情况公示"
SPAN = Field("span", "公示种类", Kind.CHOICE, choices=tuple(Published), open=False, required=True)
ASKS = (
    SPAN,
    Field("month", "哪个月份", Kind.DAY, required=True, hint="其中任一月"),
    Field("posted", "公示开始", Kind.DAY, month_allowed=False, hint="空着就手写"),
    Field("until", "公示结束", Kind.DAY, month_allowed=False),
    Field("place", "公示地点"),
    Field("phone", "监督电话", Kind.PHONE),
    Field("contact", "联系人", Kind.NAME),
    Field("more", "其他说明", Kind.LONG),
)
COLLECTED = (
    Column("应交党员（人）", 6), Column("应交（元）", 6, kind="money"), Column("实交（元）", 6, kind="money"),
    Column("收缴率", 5), Column("少交（人）", 5), Column("免交（人）", 5),
)  # fmt: skip
MONEY = (
    Column("收入", 8, "left"), Column("金额（元）", 6, "right", "money"),
    Column("支出", 8, "left"), Column("金额（元）", 6, "right", "money"),
)  # fmt: skip
USES = (
    Column("日期", 6), Column("用途", 8), Column("摘要", 14, "left"),
    Column("金额（元）", 6, "right", "money"),
)  # fmt: skip
SIZE = 11.0
APART = "党员交纳按收到的日期计；大额党费、特殊党费全额上缴，捐款另行登记，都不在以上收支之内。"
LINE = "____年__月__日"
BASED = "根据《关于中国共产党党费收缴、使用和管理的规定》，现将{name}{span}党费收缴、使用和管理情况公示如下。"


def build(session: "Session", body: int, asked: Asked) -> Document:
    """Return a 公示; one that was posted says what it told then."""
    must_hide_numbers(asked, "公示")
    body = body or own_body(session)
    span = _span(session, asked)
    told = _told(session, body, span, asked.on)
    name = full_name(tree(session), body) or signs(session)
    blocks: list[Block] = [_said(BASED.format(name=name, span=span.words))]
    blocks += [*_collected(told), *_money(session, told)]
    blocks += [_said(on_paper(text)) for text in asked.text("more").splitlines() if text.strip()]
    blocks += [_said(text) for text in _until(asked)]
    day = asked.day("posted")
    blocks.append(Signatures(("公示单位", "日期"), (name, day_of_document(day) if day else "")))
    lines = tuple(filter(None, (stamp(session),)))
    return Document(f"{span.words}{TITLE}", tuple(blocks), Page(bottom=16), lines=lines)


def _said(text: str) -> Paragraph:
    return Paragraph(f"　　{text}", align="left")


def _span(session: "Session", asked: Asked) -> Period:
    chosen, day = asked.text("span"), asked.day("month")
    if day is None:
        return proposed(session, asked.on)
    return period_of(chosen or Published.YEAR, day)


def _told(session: "Session", body: int, span: Period, on: date) -> Mapping[str, Any]:
    known = notice_of(session, body, span)
    return known.figures if known is not None and known.figures else figures(session, body, span, on)


def _collected(told: Mapping[str, Any]) -> list[Block]:
    row: tuple[Cell, ...] = (
        str(told["people"]), told["due"], told["paid"], told["rate"] or "—",
        *(str(told[key]) for key in ("reduced", "waived")),
    )  # fmt: skip
    unset = f"另有 {told['unset']} 人有的月份还没有核定，没有计入。" if told["unset"] else ""
    note = "实交按所属的月份计；收缴率是应交的已经交了多少。" + unset
    return [Heading("一、收缴情况", 2), Table(COLLECTED, [row], size=SIZE), Paragraph(note, "note")]


def _money(session: "Session", told: Mapping[str, Any]) -> list[Block]:
    if "opening" not in told:
        name = tree(session).name(own_body(session))
        return [_said(f"党费由{name}统一管理，上缴、使用和结存见{name}的公示。")]
    out = [*told["outgo"], ["使用", told["used"]]]
    pairs: list[tuple[Cell, ...]] = [
        (*came, *went)
        for came, went in zip_longest(_some(told["income"]), _some(out), fillvalue=(None, None))
    ]
    sums = [(f"{title}合计", told[key]) for title, key in (("收入", "came"), ("支出", "went"))]
    left = [(f"{title}结存", told[key]) for title, key in (("期初", "opening"), ("期末", "closing"))]
    pairs += [(*sums[0], *sums[1]), (*left[0], *left[1])]
    held = f"期末现金 {grouped(told['cash'])} 元，银行 {grouped(told['bank'])} 元。"
    return [
        Heading("二、收支和结存", 2), Table(MONEY, pairs, size=SIZE), Paragraph(f"{held}{APART}", "note"),
        *_uses(told),
    ]  # fmt: skip


def _some(sums: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(title, amount) for title, amount in sums if amount]


def _uses(told: Mapping[str, Any]) -> list[Block]:
    rows = [(on, purpose, on_paper(content), amount) for on, purpose, content, amount in told["uses"]]
    totals = ("合计", None, None, told["used"]) if rows else ()
    return [Heading("三、使用明细", 2), Table(USES, rows, "本期没有使用党费", SIZE, totals)]


def _until(asked: Asked) -> list[str]:
    posted, until = asked.day("posted"), asked.day("until")
    days = " 至 ".join(day_of_document(day) if day else LINE for day in (posted, until))
    told = [f"公示期：{days}。"]
    reach = "，".join(
        f"{title}：{text}"
        for title, text in (
            ("地点", on_paper(asked.text("place"))), ("联系人", asked.text("contact")),
            ("监督电话", asked.text("phone")),
        )
        if text
    )  # fmt: skip
    return [*told, f"如有疑问，请在公示期内反映。{f'{reach}。' if reach else ''}"]


def usual(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose the period that is to be published, with what is on record of it."""
    span = proposed(session, on)
    known = notice_of(session, body or own_body(session), span)
    texts = {"span": str(span.kind), "month": str(day_of(span.first))}
    return {**texts, **_kept(known)} if known is not None else texts


def again(session: "Session", body: int, asked: Asked) -> Mapping[str, str]:
    """Propose what is on record of the period typed; the days of another one are not its own."""
    if asked.day("month") is None:
        return {}
    known = notice_of(session, body or own_body(session), _span(session, asked))
    return _kept(known) if known is not None else {"posted": "", "until": ""}


def _kept(known: DuesNotice) -> dict[str, str]:
    return {key: str(getattr(known, key) or "") for key in ("posted", "until", "place", "phone", "contact")}


PAPERS = (
    Paper("dues-10", "党费收缴使用情况公示", ("body",), build=build, asks=ASKS, usual=usual, again=again,
          note="数字从账上取；张贴过的照张贴时的数字印"),
)  # fmt: skip
