"""年度工作计划, 任务分解表, 完成情况, 责任清单, 领导小组成员名单: words in, a Document out."""

from collections.abc import Sequence
from itertools import groupby, starmap
from typing import Any

from partyoffice.core.paper_words import on_paper, ordinal
from partyoffice.organisation.documents import PAGE
from partyoffice.plans.queries.groups import GroupRow, LineRow
from partyoffice.plans.queries.plans import TaskRow
from partyoffice.plans.records import WorkPlan
from partyoffice.plans.rules.tasks import State
from partyoffice.reports.document import (
    Block,
    Column,
    Document,
    Fields,
    Heading,
    Page,
    Paragraph,
    Signatures,
    Table,
)
from partyoffice.reports.official import Official

OTHER = "其他工作"
SPLIT = (
    Column("序号", 2.4, kind="number"), Column("方面", 5), Column("任务", 13, "left"),
    Column("量化指标和措施", 13, "left"), Column("责任人", 6), Column("完成时限", 6, kind="date"),
    Column("备注", 5, "left"),
)  # fmt: skip
DONE = (
    Column("序号", 2.4, kind="number"), Column("任务", 12, "left"), Column("责任人", 6),
    Column("完成时限", 6, kind="date"), Column("完成日期", 6, kind="date"), Column("状态", 5),
    Column("完成情况和佐证", 13, "left"),
)  # fmt: skip
DUTIES = (
    Column("序号", 2.4, kind="number"), Column("责任事项", 14, "left"), Column("工作措施", 14, "left"),
    Column("时限或频次", 6), Column("责任人", 6), Column("落实情况", 8, "left"),
)  # fmt: skip
MEMBERS = (
    Column("序号", 2.4, kind="number"), Column("组内职务", 5), Column("姓名", 5),
    Column("现任职务", 9, "left"), Column("责任分工", 12, "left"),
)  # fmt: skip


def year_plan(plan: WorkPlan, tasks: Sequence[TaskRow], official: Official) -> Document:
    """Return a plan as an official document: its aims, then its tasks by area, each with owner and day."""
    texts = [f"{ordinal(1, 1)}总体目标", *_paragraphs(plan.aims)] if plan.aims.strip() else []
    if tasks:
        texts.append(f"{ordinal(2 if texts else 1, 1)}重点任务")
    for at, (area, ones) in enumerate(by_area(tasks), 1):
        texts.append(f"{ordinal(at, 2)}{area}")
        texts += list(starmap(_sentence, enumerate(ones, 1)))
    blocks = tuple(Paragraph(on_paper(text), "body") for text in texts)
    return Document(on_paper(plan.name), blocks, PAGE, foot="", official=official)


def by_area(tasks: Sequence[TaskRow]) -> list[tuple[str, list[TaskRow]]]:
    """Return tasks by their area, areas in the order in which they first stand."""
    areas = list(dict.fromkeys(one.task.area or OTHER for one in tasks))
    return [(area, [one for one in tasks if (one.task.area or OTHER) == area]) for area in areas]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _sentence(number: int, one: TaskRow) -> str:
    """Return 1.召开党员大会。每季度至少一次。（责任人：沈砚秋；完成时限：2026年12月31日）."""
    said = "".join(_closed(text) for text in (one.task.what, one.task.measure) if text.strip())
    due = one.task.due.spoken() if one.task.due is not None else ""
    told = "；".join(
        f"{title}：{text}" for title, text in (("责任人", one.task.by), ("完成时限", due)) if text
    )
    return f"{number}.{said}{f'（{told}）' if told else ''}"


def _closed(text: str) -> str:
    said = "；".join(_paragraphs(text)).rstrip("。；;")
    return f"{said}。"


def split(plan: WorkPlan, tasks: Sequence[TaskRow], lines: tuple[str, ...]) -> Document:
    """Return 任务分解表: every task with measures, owner and day."""
    rows = [
        (at, one.task.area, one.task.what, one.task.measure, one.task.by, one.task.due, _remark(one))
        for at, one in enumerate(tasks, 1)
    ]
    return Document(
        f"{plan.name}任务分解表", (Table(SPLIT, rows, empty="还没有任务"),), Page(landscape=True), lines=lines
    )


def _remark(one: TaskRow) -> str:
    return f"停办：{one.task.why_dropped}" if one.state is State.DROPPED else ""


def report(plan: WorkPlan, tasks: Sequence[TaskRow], lines: tuple[str, ...]) -> Document:
    """Return 完成情况: the summary, then how each task was done."""
    rows = [
        (at, one.task.what, one.task.by, one.task.due, one.task.done, str(one.state), _became(one))
        for at, one in enumerate(tasks, 1)
    ]
    said = [Paragraph(text) for text in _paragraphs(plan.summary)]
    blocks: list[Block] = [Heading("总结", 2), *said] if said else []
    blocks += [Heading("各项任务", 2)] if said else []
    blocks += [Table(DONE, rows, empty="还没有任务"), Signatures(("填表人", "审核人", "日期"))]
    return Document(f"{plan.name}完成情况", tuple(blocks), Page(landscape=True), lines=lines)


def _became(one: TaskRow) -> str:
    given_up = f"停办：{one.task.why_dropped}" if one.state is State.DROPPED else ""
    return "；".join(filter(None, (one.evidence, one.moved, given_up)))


def duties(title: str, found: Sequence[LineRow], lines: tuple[str, ...]) -> Document:
    """Return 责任清单: a table for each post or group, to be signed by who answers for it."""
    blocks: list[Block] = []
    for whose, ones in groupby(found, key=lambda row: row.line.whose):
        rows = list(starmap(_duty, enumerate(ones, 1)))
        blocks += [Heading(f"{whose}（{len(rows)} 项）", 2), Table(DUTIES, rows)]
    if not blocks:
        blocks.append(Table(DUTIES, (), empty="还没有责任事项"))
    blocks.append(Signatures(("责任人签字", "审定人签字", "日期")))
    return Document(title, tuple(blocks), Page(landscape=True), lines=lines)


def _duty(at: int, row: LineRow) -> tuple[Any, ...]:
    one = row.line
    return at, one.duty, one.measure, one.term, one.by, one.result


def members(row: GroupRow, lines: tuple[str, ...]) -> Document:
    """Return 领导小组成员名单: when it was set up and by which paper, who sits in it, what for."""
    group = row.group
    facts = (("成立（调整）日期", group.founded), ("文号", group.document))
    rows = [
        (at, one.seat.role, one.seat.name, one.seat.post, one.seat.duty)
        for at, one in enumerate(row.seats, 1)
    ]
    blocks: list[Block] = [Fields(facts), Table(MEMBERS, rows, empty="还没有成员")]
    said = _paragraphs(group.duty)
    blocks += [Heading("职责", 2), *(Paragraph(text) for text in said)] if said else []
    return Document(f"{group.name}成员名单", tuple(blocks), lines=lines)
