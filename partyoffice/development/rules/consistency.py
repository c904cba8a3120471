"""One file held against itself: the order of its days, the same facts on every paper, what a defect means."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from partyoffice.core.dates import Day, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.steps import IN_ORDER, MILESTONES, STEPS
from partyoffice.members.rules import PROBATION_ARTICLE, article, period_of

TITLES = {one.number: one.title for one in MILESTONES}


def check_order(days: Mapping[int, Day]) -> list[Finding]:
    """Warn of milestones that surely run against the order of the steps (development.md §8)."""
    return [disorder(earlier, later, days) for earlier, later in out_of_order(days)]


def out_of_order(days: Mapping[int, Day]) -> list[tuple[int, int]]:
    """Return the milestones that surely lie before the nearest earlier one of which that can be said."""
    known = [number for number in IN_ORDER if number in days]
    found = []
    for at, later in enumerate(known):
        told = ((one, surely_before(days[later], days[one])) for one in reversed(known[:at]))
        earlier, before = next(((one, before) for one, before in told if before is not None), (0, False))
        found += [(earlier, later)] if before else []
    return found


def disorder(earlier: int, later: int, days: Mapping[int, Day]) -> Finding:
    """Say that one milestone lies before another that comes first."""
    return Finding(
        "step-order", Severity.WARN,
        f"{TITLES[later]} {days[later]} 早于{TITLES[earlier]} {days[earlier]}，请核对档案", "",
        _order_basis(days[later]),
        f"第 {earlier} 步{STEPS[earlier]} {days[earlier]} → 第 {later} 步{STEPS[later]} {days[later]}",
    )  # fmt: skip


def _order_basis(day: Day) -> str:
    return f"{article(6, day.first)}至{article(36, day.first).partition('）')[2]}"


def check_joined(joined: Day | None, meeting: Day | None) -> list[Finding]:
    """Warn where 入党时间 is not the day of the accepting meeting, in the periods where it has to be."""
    if joined is None or meeting is None or _may_be_one(joined, meeting):
        return []
    period = period_of(joined)
    if period is not None and not period.joined_means.startswith("支部大会"):
        return []  # 入党时间 was the day of the approval then
    message = f"入党时间 {joined} 与支部大会接收时间 {meeting} 不一致，请核对入党志愿书"
    told = "入党时间为支部大会接收为预备党员之日"
    basis = article(PROBATION_ARTICLE, meeting.first)
    return [Finding("joined-meeting", Severity.WARN, message, "", basis, told)]


def _may_be_one(one: Day, other: Day) -> bool:
    return one.last >= other.first and other.last >= one.first


def check_meeting_days(papers: Mapping[str, Day]) -> list[Finding]:
    """Warn where 志愿书, minutes, 纪实表 and 公示 (by title) do not give the meeting one day."""
    for (paper, day), (other, theirs) in combinations(papers.items(), 2):
        if not _may_be_one(day, theirs):
            told = "，".join(f"{title} {when}" for title, when in papers.items())
            message = f"支部大会日期不一致：{paper}为 {day}，{other}为 {theirs}"
            return [Finding("meeting-days", Severity.WARN, message, "", "各种材料应当一致", told)]
    return []


def check_facts(papers: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """Warn of each fact (姓名, 出生日期, 民族 …) that the papers of one file give in several ways."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for paper, facts in papers.items():
        for fact, value in facts.items():
            if value:
                said[fact][value].append(paper)
    return [
        Finding(
            "papers-differ", Severity.WARN, f"{fact}在各份材料上不一致，请以最早最原始的材料核对", "",
            "各种材料应当一致", "；".join(f"{value}：{'、'.join(where)}" for value, where in values.items()),
        )
        for fact, values in said.items()
        if len(values) > 1
    ]  # fmt: skip


# -- what a defect means ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consequence:
    """A defect and what follows from it; ``codes`` are the findings that tell it."""

    defect: str
    consequence: str
    articles: tuple[int, ...]
    codes: tuple[str, ...] = ()
    mark: str = ""


CONSEQUENCES = (
    Consequence("申请时不满十八周岁", "不符合申请条件", (5,), ("DEV-01",)),
    Consequence("培养不满一年", "不能列为发展对象", (13,), ("DEV-07",)),
    Consequence("没有公示，或不够五个工作日", "不能列为发展对象（2026 年版）", (13,), ("DEV-08",)),
    Consequence("没有政治审查，或不合格", "不能入党", (16,), ("DEV-10",)),
    Consequence("没有集中培训，也不是批准的特殊情况", "不能入党", (17,), ("DEV-11",)),
    Consequence("到会有表决权的党员没有超过应到的半数", "不能开会", (19,), ("Q1",)),
    Consequence("赞成没有超过应到的半数", "决议没有通过", (20,), ("Q2",)),
    Consequence("一次表决了两人以上", "应逐个重新讨论、表决", (20, 24), ("Q5",)),
    Consequence("由没有审批权的组织审批", "审批无效", (22,), ("DEV-17",)),
    Consequence("超过六个月没有审批", "支部大会重新讨论，预备期从新的大会算起", (25,), ("DEV-17",), "[P]"),
    Consequence("弄虚作假或不具备条件被接收", "不承认党员身份，并在党员大会上宣布", (41,)),
    Consequence("转入的预备党员材料无法认定", "不予承认，由县级以上党委组织部门批准", (34,)),
    Consequence("预备党员违纪", "轻的批评教育或延长预备期，重的取消资格", (31,)),
)


def consequence_of(code: str) -> tuple[Consequence, ...]:
    """Return what follows from the defects a finding tells."""
    return tuple(one for one in CONSEQUENCES if code in one.codes)
