"""组织生活会 and 民主生活会: 方案 before, 情况报告 after; both begin as the records tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, on_paper, ordinal
from partyoffice.meetings.papers.asked import spoken
from partyoffice.meetings.queries.life import LifeRow, find_life, life_meeting
from partyoffice.meetings.queries.mending import mendings
from partyoffice.meetings.rules.kinds import LEADERS, STUDIED
from partyoffice.meetings.rules.life import LIFE_KINDS
from partyoffice.meetings.rules.minutes import template_of
from partyoffice.organisation import papers as letters
from partyoffice.organisation.documents import Words, plan, report
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.meetings.queries.mending import MendingRow

PEN = "____"
SORT = Field("kind", "会议", Kind.CHOICE, choices=LIFE_KINDS, open=False)
YEAR = Field("year", "所属年度", Kind.NUMBER, hint="如 2026")
WHICH = (SORT, YEAR)
TEXT = Field("text", "正文", Kind.LONG, hint="空着照登记写成；一行一段，“一、”“（一）”开头的印成标题")
ASKS = (*WHICH, letters.ADDRESSEE, TEXT, letters.ISSUER, letters.DAY, letters.NUMBER, *letters.SHAPES)


def year_of(asked: Asked) -> int:
    """Return the year a paper is about: as typed, else that of its day."""
    return asked.count(YEAR.key, YEAR.title, 9999) or asked.on.year


def meeting_of(session: "Session", body: int, asked: Asked) -> LifeRow | None:
    """Return the meeting a paper is about; None where none is on record."""
    return known(session, body, asked.text(SORT.key) or LIFE_KINDS[0], year_of(asked), asked.on)


def known(session: "Session", body: int, kind: str, year: int, on: date) -> LifeRow | None:
    """Return the newest meeting of a kind that a body held for a year."""
    found = find_life(session, body, kind, year) if body else None
    return life_meeting(session, found.id, on) if found is not None else None


def of_meeting(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record, and which one it is."""
    row = life_meeting(session, meeting, clock.today())
    return [row.body], {SORT.key: row.kind, YEAR.key: str(row.year)}


def name_of(asked: Asked) -> str:
    """Return 2026年度组织生活会."""
    return f"{year_of(asked)}年度{asked.text(SORT.key) or LIFE_KINDS[0]}"


# -- 方案 -------------------------------------------------------------------------------------


def _numbered(parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    lines = [
        line for at, (title, texts) in enumerate(parts, 1) for line in (f"{ordinal(at, 1)}{title}", *texts)
    ]
    return "\n".join(lines)


def plan_text(kind: str, row: LifeRow | None, body: str) -> str:
    """Return the plan in paragraphs; what no record holds leaves room for the pen."""
    when = spoken(row.on) if row is not None else PEN
    who = "领导班子成员，须到三分之二以上" if kind == LEADERS else "全体党员"
    due = f"{len(row.expected)} 人" if row is not None and row.expected else PEN
    before = (
        f"学习。围绕会议主题组织学习，内容为{PEN}。",
        "征求意见。向党员、群众、上级党组织和服务对象征求意见，如实反馈到本人。",
        "谈心谈话。委员之间、委员和党员、党员之间都谈到，把问题谈开。",
        "对照检查。每人写出对照检查要点，写问题、找原因、定措施。",
    )
    items = tuple(f"{ordinal(at, 3)}{text}。" for at, text in enumerate(template_of(kind).items, 1))
    after = "会后列出整改清单，写明问题、措施、责任人和完成时限，整改情况在下一次会上通报。"
    return _numbered((
        ("会议主题", (f"{(row.subject if row is not None else '') or PEN}。",)),
        ("时间和参加人员", (f"时间：{when}。", f"参加人员：{body}{who}，{due}。")),
        ("会前准备", tuple(f"{ordinal(at, 2)}{text}" for at, text in enumerate(before, 1))),
        ("会议程序", items),
        ("整改落实", (after,)),
    ))  # fmt: skip


def usual_plan(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose who writes and which meeting; without a text the plan is made as the records tell."""
    return {**usual(session, body, on), "addressee": ""}


def _plan(session: "Session", body: int, kind: str, year: int, on: date) -> str:
    return plan_text(kind, known(session, body, kind, year, on), full_name(tree(session), body or None))


def usual(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose who writes, to whom, and the 组织生活会 of this year."""
    return {**letters.usual_letter(session, body, on), SORT.key: LIFE_KINDS[0], YEAR.key: str(on.year)}


def plan_of(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record and its plan."""
    bodies, which = of_meeting(session, meeting)
    text = _plan(session, bodies[0], which[SORT.key], int(which[YEAR.key]), clock.today())
    return bodies, {**which, "text": text}


def write_plan(session: "Session", body: int, asked: Asked) -> Document:
    """Return 方案."""
    text = asked.text("text") or _plan(
        session, body, asked.text(SORT.key) or LIFE_KINDS[0], year_of(asked), asked.on
    )
    return plan(_words(session, body, asked, f"召开{name_of(asked)}", text))


def _words(session: "Session", body: int, asked: Asked, about: str, text: str) -> Words:
    given = letters.official_of(session, asked)
    issuer = given.issuer or full_name(tree(session), body or None)
    return Words(
        about, replace(given, issuer=issuer), letters.paragraphs(on_paper(text)), asked.text("short")
    )


# -- 情况报告 ---------------------------------------------------------------------------------


def report_text(row: LifeRow | None, kind: str, lines: Sequence["MendingRow"]) -> str:
    """Return the report in paragraphs, with the numbers of the records."""
    problems = tuple(f"{ordinal(at, 3)}{one.item.problem}" for at, one in enumerate(lines, 1))
    measures = tuple(
        f"{ordinal(at, 3)}{one.item.measure or PEN}（责任人：{one.item.by}，时限：{_day(one)}）"
        for at, one in enumerate(lines, 1)
    )
    return _numbered((
        ("会前准备情况", (_prepared(row),)),
        ("会议召开情况", (_held(row, kind),)),
        ("查摆出的主要问题", problems or (f"{PEN}。",)),
        ("整改措施", measures or (f"{PEN}。",)),
    ))  # fmt: skip


def _day(one: "MendingRow") -> str:
    return one.item.due.spoken() if one.item.due is not None else PEN


def _prepared(row: LifeRow | None) -> str:
    if row is None:
        return f"会前组织学习{PEN}次，征求意见{PEN}条，开展谈心谈话，{PEN}人写出对照检查材料。"
    one = row.prepared
    studied = one.steps.get(STUDIED)
    when = day_of_document(studied) if studied else PEN
    return (
        f"{when}组织会前学习，征求意见 {one.opinions} 条，开展谈心谈话，"
        f"应写对照检查 {one.expected} 人，写出 {one.written} 人。"
    )


def _held(row: LifeRow | None, kind: str) -> str:
    if row is None:
        return f"{PEN}召开{kind}，应到{PEN}人，实到{PEN}人。"
    one = row.prepared
    last, left = one.last
    told = f"通报上年整改 {last} 项，其中完成 {last - left} 项；" if last else ""
    return (
        f"{spoken(row.on)}召开{kind}，{row.chair}主持，应到 {one.due} 人，实到 {one.present} 人。"
        f"会上{told}{one.spoken} 人开展批评，{one.criticised} 人听取了批评意见。"
    )


def _report(session: "Session", body: int, kind: str, year: int, on: date) -> str:
    lines = [one for one in mendings(session, on, year, [body]) if one.item.year == year] if body else []
    return report_text(known(session, body, kind, year, on), kind, lines)


def report_of(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record and what is reported of it."""
    bodies, which = of_meeting(session, meeting)
    text = _report(session, bodies[0], which[SORT.key], int(which[YEAR.key]), clock.today())
    return bodies, {**which, "text": text}


def write_report(session: "Session", body: int, asked: Asked) -> Document:
    """Return 情况报告."""
    kind = asked.text(SORT.key) or LIFE_KINDS[0]
    text = asked.text("text") or _report(session, body, kind, year_of(asked), asked.on)
    return report(_words(session, body, asked, f"{name_of(asked)}情况", text))


PAPERS = (
    Paper(
        "life-01", "组织生活会（民主生活会）方案", ("body",), build=write_plan, asks=ASKS, usual=usual_plan,
        record=plan_of, note="照登记的会议写成，可以改；民主生活会的方案报上级党组织",
    ),
    Paper(
        "life-09", "组织生活会（民主生活会）情况报告", ("body",), build=write_report, asks=ASKS,
        usual=usual, record=report_of, kept=True, note="照登记的数字和整改清单写成，可以改",
    ),
)  # fmt: skip
