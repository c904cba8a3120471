"""党费交纳自查（补交）表 (dues-07) and 交纳党费提醒通知 (dues-07b): what somebody owes, year by year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import amount_in_words, grouped
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.dues.queries.arrears import one_behind, payer_of
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.queries.waivers import of_person, request_of
from partyoffice.dues.rules.arrears import FORMULAS, Stretch, read_months, stretches, unpaid
from partyoffice.dues.rules.editions import Edition, edition_of, rate_spoken
from partyoffice.dues.rules.months import month_of
from partyoffice.dues.rules.waivers import spoken as waived
from partyoffice.dues.rules.words import Payer
from partyoffice.members import card
from partyoffice.organisation.queries import full_name, tree
from partyoffice.organisation.records import FILLER
from partyoffice.part import Asked, Paper
from partyoffice.reports import document as paper
from partyoffice.reports.document import Block, Column, Document, Fields, Paragraph, Signatures, Table
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHEET, NOTICE = "党费交纳自查（补交）表", "交纳党费提醒通知"
# -- 自查（补交）表 -----------------------------------------------------------------------------

OLDER = {"first": "起始月份", "last": "截止月份", "base": "计算基数或工资项目"}
SHEET_ASKS = (
    Field("unit_kind", "单位分类", hint="如 事业单位"),
    Field(
        "older", "账以前没有交的", Kind.TABLE, choices=tuple(OLDER.values()),
        hint="基数写数字，或写 岗位工资=2540、薪级工资=1950、个人所得税=21.35，照那一年的标准算",
    ),
    Field("note", "说明", Kind.LONG),
)  # fmt: skip
COLUMNS = (
    Column("年度", 3.4), Column("月份", 6), Column("月数", 3, kind="number"),
    Column("计算基数（元）", 6, "right", "money"), Column("比例", 3.4),
    Column("每月应交（元）", 5.6, "right", "money"), Column("应补交（元）", 5.6, "right", "money"),
    Column("标准", 6),
)  # fmt: skip


def sheet(session: "Session", person_id: int, asked: Asked) -> Document:
    """Return what somebody is to make up for, by year; of years before the book as it was typed."""
    one, found = card.values(session, person_id, asked.on), _older(session, person_id, asked)
    row = one_behind(session, person_id, asked.on)
    found += row.stretches() if row is not None else []
    editions = {each.year: edition for each in found if (edition := _edition(session, each)) is not None}
    total = sum(each.owed for each in found)
    blocks = (
        Fields(_who(session, person_id, one, asked)),
        Table(COLUMNS, [_line(each, editions.get(each.year)) for each in found], _none(asked), 9.5,
              _sums(found) if found else ()),
        Paragraph(f"应补交合计（大写）：{amount_in_words(total)}", align="left"),
        *_notes(editions, asked),
        Signatures(("本人签字", "党支部负责人签字", "日期")),
    )  # fmt: skip
    lines = (f"填报日期：{asked.on}", "单位：元", card.stamp(session))
    return Document(SHEET, blocks, lines=tuple(filter(None, lines)))


def _none(asked: Asked) -> str:
    return f"截至 {asked.on} 没有欠交"


def _older(session: "Session", person_id: int, asked: Asked) -> list[Stretch]:
    """Return what was typed of years before the book (OfficeError for what cannot be read)."""
    payer, rules, cells = payer_of(session, person_id), terms(session), []
    for at, row in enumerate(asked.rows("older", tuple(OLDER)), 1):
        span = f"{row['first']}至{row['last'] or row['first']}"
        try:
            cells += unpaid(read_months(span, clock.today()), row["base"], payer, rules)
        except ValueError as error:
            raise OfficeError(
                f"“账以前没有交的”第 {at} 行：{error}", remedy="月份请写成 2012-01，基数写数字或工资项目"
            ) from error
    return stretches(cells)


def _edition(session: "Session", one: Stretch) -> Edition | None:
    return edition_of(one.months[0], terms(session))


def _who(
    session: "Session", person_id: int, one: Mapping[str, str], asked: Asked
) -> tuple[tuple[str, paper.Cell], ...]:
    now, payer = month_of(asked.on), payer_of(session, person_id)
    account = accounts(session, range(now, now + 1), {person_id}).get(person_id)
    rate = account.rate(now) if account is not None else None
    base = grouped(rate.base) if rate is not None and rate.base is not None else ""
    return (
        ("姓名", one["name"]), ("性别", one["sex"]), ("身份证号", one["id_number"]),
        ("出生年月", one["born_month"]), ("入党时间", one["joined"]), ("所在党支部", one["branch"]),
        ("工作单位及职务", one["post_admin"]), ("单位分类", on_paper(asked.text("unit_kind"))),
        ("是否年薪制", "是" if payer is Payer.YEARLY else "否"),
        ("是否准予少交免交", _waived(session, person_id)), ("目前计算基数（元）", base),
        ("目前每月应交（元）", grouped(rate.due) if rate is not None else "未核定"),
    )  # fmt: skip


def _waived(session: "Session", person_id: int) -> str:
    granted = [one for one in of_person(session, person_id) if one.approved is not None]
    return "；".join(waived(request_of(one)) for one in granted[::-1]) or "否"


def _line(one: Stretch, edition: Edition | None) -> tuple[paper.Cell, ...]:
    rate = rate_spoken(one.rate) if one.rate is not None else ""
    name = edition.name if edition is not None else ""
    return str(one.year), one.spoken, len(one.months), one.base, rate, one.due, one.owed, name


def _sums(found: Sequence[Stretch]) -> tuple[paper.Cell, ...]:
    months, owed = sum(len(one.months) for one in found), sum(one.owed for one in found)
    return ("合计", None, months, None, None, None, owed, None)


def _notes(editions: Mapping[int, Edition], asked: Asked) -> Sequence[Block]:
    """Return how the bases of each standard are reckoned, and what the user says of it."""
    years = sorted({edition.year for edition in editions.values()})
    told = "；".join(FORMULAS[year] for year in years)
    notes = [f"计算基数：{told}。"] if told else []
    notes += [f"说明：{on_paper(asked.text('note'))}"] if asked.text("note") else []
    return [Paragraph(text, "note") for text in notes]


# -- 提醒通知 -----------------------------------------------------------------------------------

NOTICE_ASKS = (
    Field("deadline", "请在哪天前交", Kind.DAY, month_allowed=False),
    Field("contact", "联系人", Kind.NAME),
    Field("phone", "联系电话", Kind.PHONE),
    Field("issuer", "落款", hint="空着就印本人所在的党支部"),
    Field("day", "通知日期", Kind.DAY, month_allowed=False),
)
OWED = (
    Column("年度", 4), Column("没有交纳的月份", 12), Column("月数", 4, kind="number"),
    Column("每月应交（元）", 7, "right", "money"), Column("合计（元）", 7, "right", "money"),
)  # fmt: skip


def notice(session: "Session", person_id: int, asked: Asked) -> Document:
    """Return what somebody is reminded of (OfficeError for who owes nothing)."""
    one, row = card.someone(session, person_id, asked.on), one_behind(session, person_id, asked.on)
    if row is None or not row.late:
        raise OfficeError(f"{one.name}在 {asked.on} 没有欠交", remedy="请核对是谁、哪一天")
    found, count = row.stretches(), len(row.late)
    rows = [(str(each.year), each.spoken, len(each.months), each.due, each.owed) for each in found]
    sums = ("合计", None, count, None, row.owed)
    issuer = on_paper(asked.text("issuer")) or full_name(tree(session), one.branch_id)
    blocks = (
        Paragraph(f"{dotted_name(one.name)}同志："),
        Paragraph(
            f"　　党员应当按月主动交纳党费。截至{day_of_document(asked.on)}，您还有下列月份的党费没有交纳："
        ),
        Table(OWED, rows, size=10.5, totals=sums),
        Paragraph(
            f"　　共 {count} 个月、{grouped(row.owed)} 元（大写：{amount_in_words(row.owed)}）。"
            f"{_please(asked)}"
        ),
        Paragraph(issuer, align="right"),
        Paragraph(day_of_document(asked.issued()), align="right"),
    )
    return Document(NOTICE, blocks, foot="", lines=tuple(filter(None, (card.stamp(session),))))


def _please(asked: Asked) -> str:
    deadline = asked.day("deadline")
    when = f"于{day_of_document(deadline)}前" if deadline is not None else "尽快"
    whom = "，".join(filter(None, (dotted_name(asked.text("contact")), asked.text("phone"))))
    who = f"（联系人：{whom}）" if whom else ""
    return (
        f"请{when}交到党支部{who}；不便前来的，可以请亲属或别的党员代交。"
        "已经交过的请告诉我们核对；生活确有困难的，可以向党支部说明，申请少交或者免交。"
    )


def usual_notice(session: "Session", person_id: int, on: date) -> Mapping[str, str]:
    """Propose who is asked, the day it is written, and the day that was set last."""
    row = one_behind(session, person_id, on) if person_id else None
    last = row.chased.deadline if row is not None and row.chased is not None else None
    known = {"contact": str(settings.get(session, FILLER)), "day": str(on)}
    return known | ({"deadline": str(last)} if last is not None and last.exact else {})


PAPERS = (
    Paper(
        "dues-07", SHEET, ("member",), build=sheet, asks=SHEET_ASKS,
        note="按年列出没有交的月份；账以前的年度填月份和基数，照那一年的标准算；按格式印完整的身份证号",
    ),
    Paper(
        "dues-07b", NOTICE, ("member",), build=notice, asks=NOTICE_ASKS, usual=usual_notice,
        note="欠交的人一人一张；没有欠交的不印",
    ),
)  # fmt: skip
