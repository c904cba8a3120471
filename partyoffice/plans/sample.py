"""Ten years of invented plans, a plan of three years, two leading groups and their lists."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, days_after
from partyoffice.members.queries import Someone, everyone
from partyoffice.organisation.queries import own_body, tree
from partyoffice.part import Sampling
from partyoffice.plans.records import LeadingGroup, Responsibility, Seat, Task, WorkPlan
from partyoffice.store.base import Record

AIMS = "坚持把方向、抓班子、带队伍，以高质量党建引领学校立德树人，做到年初有计划、过程有检查、年底有总结。"
# Area, task, measure, month it is due in.
YEARLY = (
    ("理论学习", "制定并落实年度学习计划", "集体学习每月不少于一次，撰写心得", 3),
    ("组织生活", "落实“三会一课”", "党员大会每季度、支委会每月、党课每季度不少于一次", 12),
    ("组织生活", "每月开展主题党日", "有目标、有策划、有记录、有反馈", 12),
    ("发展党员", "培养教学骨干入党", "联系人每半年考察一次，材料齐全", 11),
    ("党员教育管理", "组织教职工党员集中培训", "人均不少于 32 学时", 10),
    ("队伍建设", "设立党员先锋岗", "年级组、教研组各设一岗", 5),
    ("联系服务群众", "党员联系教师和困难学生", "每名党员联系 2 至 3 人，每学期谈心一次", 6),
    ("党风廉政建设", "签订党风廉政建设责任书", "支部书记与党员逐一签订", 3),
    ("意识形态", "研判意识形态工作", "每半年专题研究一次", 6),
    ("党费和换届", "党费收缴并公示", "每季度公示一次", 12),
)
THREE = (
    ("队伍建设", "党员教师占专任教师的比例逐年提高", "每年培养两名以上骨干教师", 12),
    ("阵地和制度", "建成党员活动室和支部文化墙", "达到十有标准", 9),
)
GROUPS = (
    ("党建工作领导小组", "研究部署学校党建工作，检查年度计划的落实。"),
    ("党风廉政建设领导小组", "落实全面从严治党主体责任，抓好教育和监督。"),
)
LISTS = {
    "书记": (
        ("履行党建第一责任人职责", "每半年主持一次党建专题会议", "每半年"),
        ("带头讲党课", "每学期至少讲一次", "每学期"),
        ("抓好意识形态工作", "定期研判，管好阵地", "全年"),
    ),
    "组织委员": (
        ("做好发展党员工作", "按程序培养、考察、公示", "全年"),
        ("管好党员名册和组织关系", "随变随记，年底核对", "全年"),
    ),
    "纪检委员": (("开展廉洁教育", "节假日前提醒，每半年一次警示教育", "每半年"),),
}


def invent(session: Session, wish: Sampling) -> None:
    """Write down the plans of the years, the last of them under way, and who answers for what."""
    body = own_body(session)
    if not body:
        return
    rnd, own = Random(wish.seed + 5), tree(session).name(body)
    people = _leaders(session, wish.on)
    names = [one.name for one in people[:6]]
    for year in range(wish.on.year - wish.years + 1, wish.on.year + 1):
        plan = _plan(session, body, own, year, wish.on)
        session.add_all(_tasks(plan, YEARLY, names, wish.on, rnd))
    _leave_one_late(session, wish.on)
    plan = _long(session, body, own, wish.on.year)
    session.add_all(_tasks(plan, THREE, names, wish.on, rnd))
    session.add_all(_lines(body, wish.on.year, names))
    for name, duty in GROUPS:
        session.add_all(_seats(session, body, (name, duty), people[:7], wish.on))
    session.flush()


def _leaders(session: Session, on: date) -> list[Someone]:
    """Return the members, who holds a post first, the secretary before all."""
    here = [one for one in everyone(session, on, columns=("name",)) if one.member]
    return sorted(here, key=lambda one: (not any("书记" in post for _org, post in one.posts), not one.posts))


def _leave_one_late(session: Session, on: date) -> None:
    """Let one task of this year be late, and one that was put off."""
    session.flush()
    for task in session.execute(select(Task)).scalars():
        if task.due == Day(on.year, 5, 20):
            task.done, task.evidence = None, ""
        elif task.due == Day(on.year, 11, 20):
            moved = {"on": f"{on.year}-09-10", "before": f"{on.year}-09-20", "to": str(task.due)}
            task.postponed = [{**moved, "why": "上级培训班改期"}]


def _plan(session: Session, body: int, own: str, year: int, on: date) -> WorkPlan:
    past = year < on.year
    made = WorkPlan(
        organisation_id=body, name=f"{own}{year}年工作计划", year=year, document=f"青中党〔{year}〕2号",
        issued=Day(year, 2, 26), aims=AIMS, closed=Day(year, 12, 30) if past else None,
        summary="各项任务按计划完成，下一年继续在联系服务群众上下功夫。" if past else "",
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _long(session: Session, body: int, own: str, year: int) -> WorkPlan:
    made = WorkPlan(
        organisation_id=body, name=f"{own}党建三年行动计划", year=year - 1, years=3, aims=AIMS,
        issued=Day(year - 1, 3, 6), closed=None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _tasks(
    plan: WorkPlan, wanted: Sequence[tuple[str, str, str, int]], names: Sequence[str], on: date, rnd: Random
) -> Iterator[Record]:
    last = plan.year + plan.years - 1
    for at, (area, what, measure, month) in enumerate(wanted):
        due = Day(last, month, 20)
        done = days_after(due.first, -rnd.randrange(1, 12)) if due.first < on else None
        yield Task(
            plan_id=plan.id, place=at, area=area, what=what, measure=measure,
            by=names[at % len(names)] if names else "", due=due, done=Day.of(done) if done else None,
            evidence="已落实，材料归档" if done else "", dropped=None,
        )  # fmt: skip


def _lines(body: int, year: int, names: Sequence[str]) -> Iterator[Record]:
    for at, (whose, lines) in enumerate(LISTS.items()):
        for place, (duty, measure, term) in enumerate(lines):
            yield Responsibility(
                organisation_id=body, year=year, whose=whose, place=place, duty=duty, measure=measure,
                term=term, by=names[at % len(names)] if names else "",
            )  # fmt: skip


def _seats(
    session: Session, body: int, about: tuple[str, str], people: Sequence[Someone], on: date
) -> Iterator[Record]:
    founded = Day(on.year - 1, 9, 2)
    group = LeadingGroup(
        organisation_id=body, name=about[0], founded=founded, document=f"青中党〔{on.year - 1}〕9号",
        duty=about[1], ended=None,
    )  # fmt: skip
    session.add(group)
    session.flush()
    roles = ("组长", "副组长", *["成员"] * 5)
    for at, (one, role) in enumerate(zip(people, roles, strict=False)):
        posts = "、".join(post for _org, post in one.posts)
        yield Seat(
            group_id=group.id, place=at, person_id=one.id, name=one.name, role=role, post=posts,
            start=founded, end=None,
        )  # fmt: skip
