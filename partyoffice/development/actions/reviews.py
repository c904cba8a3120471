"""半年考察 and 思想汇报: entered for one or several people at once, under the stage each is in that day."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.development.records import Review, ThoughtReport
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category

WATCHED = {Category.ACTIVIST: 6, Category.CANDIDATE: 6, Category.PROBATIONARY: 21}
REMEDY = "积极分子、发展对象和预备党员才有培养考察和思想汇报，请核对日期和人员类别"


def stages(session: Session, ids: Sequence[int], on: Day, what: str) -> dict[int, int]:
    """Return the step (6 or 21) each person is in on a day (OfficeError for one who is in neither)."""
    found = {}
    for one in everyone(session, on.first, columns=("name",), ids=ids):
        step = WATCHED.get(one.category) if one.present else None  # type: ignore[call-overload]  # labels
        if step is None:
            raise OfficeError(
                f"{one.name}在 {on} 是{one.category or '不在册人员'}，不登记{what}", remedy=REMEDY
            )
        found[one.id] = step
    if not found:
        raise OfficeError(f"没有选中登记{what}的人", remedy="请先在名单中选一人或几人")
    return found


def add_reviews(
    session: Session,
    ids: Sequence[int],
    on: Day,
    *,
    content: str,
    mentor_opinion: str = "",
    branch_opinion: str = "",
    secretary: str = "",
) -> list[Review]:
    """Enter one 考察 for each of the people (OfficeError for a second one on the same day)."""
    if not clean(content):
        raise OfficeError("没有填写考察情况", remedy="请写明这半年的表现，可以一并写几人的，之后再逐人更正")
    steps = stages(session, ids, on, Review.title)
    _must_be_new(session, Review, steps, on)
    made = [
        Review(
            person_id=person, step=step, on=on, content=content, mentor_opinion=mentor_opinion,
            branch_opinion=branch_opinion, secretary=secretary,
        )
        for person, step in steps.items()
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    return made


def add_reports(
    session: Session, ids: Sequence[int], on: Day, *, subject: str = "", reader: str = "", remark: str = ""
) -> list[ThoughtReport]:
    """Enter one 思想汇报 for each of the people."""
    steps = stages(session, ids, on, ThoughtReport.title)
    _must_be_new(session, ThoughtReport, steps, on)
    made = [
        ThoughtReport(person_id=person, step=step, on=on, subject=subject, reader=reader, remark=remark)
        for person, step in steps.items()
    ]
    session.add_all(made)
    session.flush()
    return made


def _must_be_new(session: Session, kind: type[Review | ThoughtReport], ids: dict[int, int], on: Day) -> None:
    same = select(kind.person_id).where(kind.person_id.in_(list(ids)), kind.on == on)
    there = list(session.execute(same).scalars())
    if there:
        names = "、".join(one.name for one in everyone(session, on.first, columns=("name",), ids=there))
        raise OfficeError(f"{names} {on} 已有{kind.title}", remedy="同一天不重复登记；要改内容请用“更正”")
