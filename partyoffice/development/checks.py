"""数据体检 of the steps: whether the days of one file follow each other."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, surely_before
from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.development.queries import all_days
from partyoffice.development.rules import IN_ORDER, MILESTONES, STEPS
from partyoffice.members.records import Person
from partyoffice.members.rules import ADULT_ARTICLE, PROBATION_ARTICLE, adult_from, article, period_of

TITLES = {one.number: one.title for one in MILESTONES}


def check_steps(session: Session, on: date) -> Iterable[Finding]:  # noqa: ARG001 -- every check is asked alike
    """Yield steps whose days run against the order, and applications before the 18th birthday."""
    wanted = select(Person.id, Person.name, Person.birth, Person.joined).where(Person.binned.is_(None))
    people = {row.id: row for row in session.execute(wanted)}
    for person_id, days in all_days(session).items():
        if person_id not in people:
            continue
        row = people[person_id]
        yield from _order(row.name, person_id, days)
        yield from _adult(row.name, person_id, row.birth, days.get(1))
        yield from _same_joined(row.name, person_id, row.joined, days.get(15))


def _order(name: str, person_id: int, days: dict[int, Day]) -> Iterable[Finding]:
    for earlier, later in pairwise([number for number in IN_ORDER if number in days]):
        if surely_before(days[later], days[earlier]):
            yield Finding(
                "step-order", Severity.WARN,
                f"{TITLES[later]} {days[later]} 早于{TITLES[earlier]} {days[earlier]}，请核对档案", name,
                _order_article(days[later]),
                f"第 {earlier} 步{STEPS[earlier]} {days[earlier]} → "
                f"第 {later} 步{STEPS[later]} {days[later]}",
                Spot("person", person_id, "joined"),
            )  # fmt: skip


def _order_article(day: Day) -> str:
    return f"{article(6, day.first)}至{article(36, day.first).partition('）')[2]}"


def _adult(name: str, person_id: int, birth: Day | None, applied: Day | None) -> Iterable[Finding]:
    if (
        birth is None
        or applied is None
        or surely_before(applied, Day.of(adult_from(birth.first))) is not True
    ):
        return
    yield Finding(
        "under-18", Severity.BLOCK, f"申请入党时间 {applied} 未满 18 岁", name,
        article(ADULT_ARTICLE, applied.first),
        f"{birth} 出生，满 18 岁为 {adult_from(birth.first)}", Spot("person", person_id, "birth"),
    )  # fmt: skip


def _same_joined(name: str, person_id: int, joined: Day | None, meeting: Day | None) -> Iterable[Finding]:
    if joined is None or meeting is None or (joined.last >= meeting.first and meeting.last >= joined.first):
        return
    period = period_of(joined)
    if period is not None and not period.joined_means.startswith("支部大会"):
        return  # 入党时间 was the day of the approval then
    yield Finding(
        "joined-meeting", Severity.WARN,
        f"入党时间 {joined} 与支部大会接收时间 {meeting} 不一致，请核对入党志愿书", name,
        article(PROBATION_ARTICLE, meeting.first), "入党时间为支部大会接收为预备党员之日",
        Spot("person", person_id, "joined"),
    )  # fmt: skip
