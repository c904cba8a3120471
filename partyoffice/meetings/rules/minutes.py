"""A meeting's minutes: what they must hold before they are final, how they are called, how each kind runs.

Sources: manuals for the minute book (B5), 支部工作条例 2018; that chair and recorder are two people is our
own rule. The templates are in our own words, to be changed while writing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    COUNCIL,
    CRITICISM,
    GROUP,
    LEADERS,
    LECTURE,
    PARTY_DAY,
    REGULAR,
    RITE,
    STUDY,
    TOPIC,
)
from partyoffice.meetings.rules.voters import Count

BOOK = "会议记录的通行要求"


def title_of(kind: str, number: int | None, subject: str) -> str:
    """Return what a meeting is called: its name, else 第 4 次支部党员大会."""
    if subject:
        return subject
    return f"第 {number} 次{kind}" if number else kind


@dataclass(frozen=True, slots=True)
class Written:
    """What of the minutes the rules look at; times are 15:30, empty where not written."""

    kind: str
    on: date
    begins: str = ""
    ends: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    items: Sequence[tuple[str, bool, str]] = ()  # subject, whether it was voted on, resolution
    text: str = ""
    lecturer: str = ""


def check_written(one: Written, count: Count) -> list[Finding]:
    """Return what keeps minutes from being final (BLOCK) and what is better mended first (WARN)."""
    return [*_lacking(one, count), *_times(one), *_heads(one), *_items(one)]


def _finding(code: str, severity: Severity, message: str, told: str = "") -> Finding:
    return Finding(code, severity, message, "", BOOK, told)


def _lacking(one: Written, count: Count) -> list[Finding]:
    empty = [
        title
        for title, there in (
            ("开始时间", one.begins), ("地点", one.place), ("主持人", one.chair), ("记录人", one.recorder),
            ("到会情况", count.due), ("议题或会议内容", one.items or one.text),
        )
        if not there
    ]  # fmt: skip
    if not empty:
        return []
    return [_finding("minutes-lacking", Severity.BLOCK, f"会议记录还缺{'、'.join(empty)}")]


def _times(one: Written) -> list[Finding]:
    if not one.begins or not one.ends or one.begins.zfill(5) < one.ends.zfill(5):
        return []
    message = "结束时间应晚于开始时间"
    return [_finding("minutes-times", Severity.BLOCK, message, f"{one.begins} 至 {one.ends}")]


def _heads(one: Written) -> list[Finding]:
    if not one.chair or one.chair != one.recorder:
        return []
    return [_finding("minutes-heads", Severity.WARN, f"主持人和记录人都是{one.chair}，一般为两人")]


def _items(one: Written) -> list[Finding]:
    return [
        _finding("minutes-resolution", Severity.WARN, f"议题“{subject}”表决了，没有写决议")
        for subject, voted, resolution in one.items
        if voted and not resolution
    ]


# -- how each kind runs -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Template:
    """What a new meeting of a kind begins with: its items, and the blocks of text to fill."""

    kind: str
    items: tuple[str, ...] = ()
    text: str = ""


TEMPLATES = (
    Template(
        ASSEMBLY, ("传达学习", "报告支委会工作", "讨论决定事项"),
        "主持人清点人数，宣布开会。\n\n主持人小结。散会。",
    ),
    Template(
        COMMITTEE, ("传达上级精神", "研究本月工作", "研究党员队伍和发展工作"), "逐项讨论，形成意见。散会。"
    ),
    Template(GROUP, ("学习", "交流讨论", "布置任务"), "组长小结。散会。"),
    Template(LECTURE, ("党课主题",), "主讲内容：\n\n学习讨论：\n\n散会。"),
    Template(PARTY_DAY, ("活动主题",), "活动安排：\n\n活动过程：\n\n党员体会：\n"),
    Template(
        CRITICISM,
        ("书记代表支委会述职", "通报上年整改落实情况", "个人对照检查，开展批评", "表明整改态度"),
        "主持人说明会前学习、征求意见和谈心谈话情况。\n\n主持人小结。散会。",
    ),
    Template(
        LEADERS,
        ("通报上次会议整改情况", "通报征求意见情况", "班子对照检查", "个人对照检查，开展批评", "上级点评"),
        "到会须有应到人数的三分之二以上。",
    ),
    Template(STUDY, ("集体学习", "重点发言", "交流研讨"), "学习内容：\n\n发言提纲：\n"),
    Template(COUNCIL, ("议题提出和说明", "讨论", "表决"), "书记召集，半数以上成员到会方可举行。"),
    Template(REGULAR, ("通报工作", "布置工作"), ""),
    Template(TOPIC, ("专题汇报", "讨论", "决定事项"), ""),
    Template(RITE, ("仪式内容",), ""),
)  # fmt: skip
BY_KIND = {one.kind: one for one in TEMPLATES}


def template_of(kind: str) -> Template:
    """Return how a kind runs; an empty one where none is known."""
    return BY_KIND.get(kind, Template(kind))
