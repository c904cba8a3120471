"""A leading group is set up, its seats filled from the roster, left, and the group dissolved."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean, clean_name
from partyoffice.members.queries import everyone
from partyoffice.members.records import Person
from partyoffice.plans.actions.plans import past_day
from partyoffice.plans.records import LeadingGroup, Responsibility, Seat
from partyoffice.store import rows

Given = Mapping[str, Any]


def found_group(session: Session, given: Given) -> LeadingGroup:
    """Enter a leading group (OfficeError for a name the body has already)."""
    values = {**given, "name": clean(str(given.get("name") or ""))}
    _must_be_new(session, values["organisation_id"], values["name"])
    return rows.add_row(session, LeadingGroup, values)


def correct_group(session: Session, group_id: int, given: Given) -> None:
    """Mend what is written of a group."""
    group = session.get_one(LeadingGroup, group_id)
    values = {**given, "name": clean(str(given.get("name", group.name) or ""))}
    _must_be_new(session, values.get("organisation_id", group.organisation_id), values["name"], group.id)
    rows.correct_row(session, group, values)


def _must_be_new(session: Session, body: int, name: str, but: int = 0) -> None:
    wanted = select(LeadingGroup.id).where(
        LeadingGroup.organisation_id == body, LeadingGroup.name == name, LeadingGroup.ended.is_(None),
        LeadingGroup.id != but,
    )  # fmt: skip
    if name and session.execute(wanted).first() is not None:
        raise OfficeError(f"已有“{name}”", remedy="成员有变的，请打开它调整；重新成立的先撤销原来的")


def end_group(session: Session, group_id: int, on: Day | None) -> None:
    """Dissolve a group: all its seats end with it."""
    group, day = _running(session, group_id), past_day(on, "撤销日期")
    if group.founded is not None and day.last < group.founded.first:
        raise OfficeError(f"撤销日期 {day} 早于成立日期 {group.founded}", remedy="请核对日期")
    group.ended = day
    for seat in _seats(session, group_id):
        seat.end = seat.end or day
    session.flush()


def reopen_group(session: Session, group_id: int) -> None:
    """Take back that a group was dissolved, and the seats that ended with it."""
    group = session.get_one(LeadingGroup, group_id)
    if group.ended is None:
        raise OfficeError(f"“{group.name}”没有撤销", remedy="不用恢复")
    for seat in _seats(session, group_id):
        seat.end = None if seat.end == group.ended else seat.end
    group.ended = None
    session.flush()


def _running(session: Session, group_id: int) -> LeadingGroup:
    group = session.get_one(LeadingGroup, group_id)
    if group.ended is not None:
        raise OfficeError(f"“{group.name}”在 {group.ended} 已撤销", remedy="要接着用的，请先恢复")
    return group


def _seats(session: Session, group_id: int) -> list[Seat]:
    wanted = select(Seat).where(Seat.group_id == group_id).order_by(Seat.place, Seat.id)
    return list(session.execute(wanted).scalars())


def drop_group(session: Session, group_id: int) -> None:
    """Take a mistaken group out with its seats; lines of a list keep its name."""
    for line in session.execute(select(Responsibility).where(Responsibility.group_id == group_id)).scalars():
        line.group_id = None
    for seat in _seats(session, group_id):
        session.delete(seat)
    session.flush()
    rows.drop_row(session, session.get_one(LeadingGroup, group_id))


# -- seats ------------------------------------------------------------------------------------


def seat_people(session: Session, group_id: int, people: Sequence[int], given: Given) -> list[Seat]:
    """Give people of the roster a seat, with their posts of today as 现任职务."""
    group = _running(session, group_id)
    if not people:
        raise OfficeError("没有选人", remedy="请在名册中选一人或几人；不在名册的用“增加名册以外的成员”")
    found = {one.id: one for one in everyone(session, clock.today(), columns=("admin_post",), ids=people)}
    made = []
    for person in people:
        one = found[person]
        posts = "、".join(post for _org, post in one.posts)
        post = "、".join(filter(None, (posts, str(one.card.get("admin_post") or ""))))
        made.append(_sit(session, group, {**given, "person_id": person, "name": one.name, "post": post}))
    return made


def seat_outsider(session: Session, group_id: int, given: Given) -> Seat:
    """Give a seat to somebody who is not on the roster."""
    name = clean_name(str(given.get("name") or ""))
    if not name:
        raise OfficeError("没有填写姓名", remedy="请填写姓名")
    return _sit(session, _running(session, group_id), {**given, "person_id": None, "name": name})


def _sit(session: Session, group: LeadingGroup, given: Given) -> Seat:
    holding = [one for one in _seats(session, group.id) if one.end is None]
    if any(_same(one, given) for one in holding):
        raise OfficeError(f"{given['name']}已经在“{group.name}”里", remedy="职务有变的请用“更正”，或先“退出”")
    start = given.get("start") or group.founded
    last = session.execute(select(func.max(Seat.place)).where(Seat.group_id == group.id)).scalar()
    made = Seat(
        group_id=group.id, place=0 if last is None else last + 1, person_id=given["person_id"],
        name=given["name"], role=clean(str(given.get("role") or "")),
        post=clean(str(given.get("post") or "")),
        duty=str(given.get("duty") or ""), start=start, end=None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _same(one: Seat, given: Given) -> bool:
    if one.person_id is not None or given["person_id"] is not None:
        return bool(one.person_id == given["person_id"])
    return bool(one.name == given["name"])


def correct_seat(session: Session, seat_id: int, given: Given) -> None:
    """Mend what is written of a seat."""
    seat = session.get_one(Seat, seat_id)
    rows.correct_row(session, seat, given)
    if seat.start is not None and seat.end is not None and seat.end.last < seat.start.first:
        raise OfficeError(f"结束 {seat.end} 早于开始 {seat.start}", remedy="请核对日期")


def leave(session: Session, seat_id: int, on: Day | None) -> None:
    """End a seat; it stays on record."""
    seat, day = session.get_one(Seat, seat_id), past_day(on, "退出日期")
    if seat.end is not None:
        raise OfficeError(f"{seat.name}在 {seat.end} 已退出", remedy="不用再登记")
    if seat.start is not None and day.last < seat.start.first:
        raise OfficeError(f"退出日期 {day} 早于开始日期 {seat.start}", remedy="请核对日期")
    seat.end = day
    session.flush()


def shift_seat(session: Session, seat_id: int, by: int) -> None:
    """Move a seat up (-1) or down (1) among those held in its group."""
    one = session.get_one(Seat, seat_id)
    seats = [each for each in _seats(session, one.group_id) if each.end is None or each is one]
    at = seats.index(one)
    if not 0 <= at + by < len(seats):
        raise OfficeError(f"{one.name}已经在最{'前' if by < 0 else '后'}", remedy="不用再移")
    seats[at], seats[at + by] = seats[at + by], seats[at]
    for place, each in enumerate(seats):
        each.place = place
    session.flush()


def drop_seat(session: Session, seat_id: int) -> None:
    """Take a mistaken seat out."""
    rows.drop_row(session, session.get_one(Seat, seat_id))


def name_of(session: Session, person: int | None) -> str:
    """Return somebody's name, empty for nobody."""
    return session.get_one(Person, person).name if person else ""
