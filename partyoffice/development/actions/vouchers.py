"""联系人、介绍人: name one, replace one with reason and day, end one. Rows are ended, never overwritten."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.development.queries.vouchers import standings, vouchings
from partyoffice.development.records import Voucher
from partyoffice.development.rules.people import MENTORS, SPONSORS
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, holds

MOST = {True: MENTORS[1], False: SPONSORS}


def name_voucher(
    session: Session,
    person_id: int,
    role: str,
    start: Day,
    *,
    member_id: int | None = None,
    name: str = "",
    relative: bool = False,
) -> Voucher:
    """Name a mentor or sponsor of the roster, or by name one of another organization.

    Raises OfficeError for nobody, the person itself, the same one twice, a third one, and a member who is
    not 正式党员 on that day.
    """
    member_id, name = _whom(session, person_id, role, start.first, member_id, clean(name))
    _must_fit_in(session, person_id, role, start.first, member_id, name)
    made = Voucher(
        person_id=person_id, role=role, member_id=member_id, name=name, start=start, relative=relative,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _whom(
    session: Session, person_id: int, role: str, on: date, member_id: int | None, name: str
) -> tuple[int | None, str]:
    if member_id is None:
        if not name:
            raise OfficeError(f"没有写明{role}是谁", remedy="请选名册中的正式党员，外单位的写姓名")
        return None, name
    if member_id == person_id:
        raise OfficeError(f"本人不能作自己的{role}", remedy="请另选一名正式党员")
    one = standings(session, on, [member_id]).get(member_id)
    if one is None or one.category != Category.FULL:
        known = f"{one.name}在 {on} 是{one.category or '非党员'}" if one else "这个人不在名册中"
        raise OfficeError(f"{known}，不能作{role}", remedy="培养联系人、入党介绍人都应是正式党员，请另选")
    return member_id, one.name


def _must_fit_in(
    session: Session, person_id: int, role: str, on: date, member_id: int | None, name: str
) -> None:
    there = [one for one in vouchings(session, on, [person_id]) if one.role == role and one.holds]
    if any((one.member_id, one.name) == (member_id, name) for one in there):
        raise OfficeError(
            f"{name}已经是{role}",
            remedy="同一人不重复登记；同名的另一人请在姓名后注明单位，如“王芳（实验小学）”",
        )
    if len(there) >= MOST[role == MENTOR]:
        names = "、".join(one.name for one in there)
        raise OfficeError(f"已有两名{role}：{names}", remedy="请用“更换”，写明原因和日期")


def end_voucher(session: Session, row: Voucher, on: Day, reason: str) -> None:
    """End a row from a day on (OfficeError without a reason, before its start, or a second time)."""
    if row.end is not None:
        raise OfficeError(f"{row.name}已于 {row.end} 不再担任{row.role}", remedy="要改日期请用“更正”")
    if not clean(reason):
        raise OfficeError("没有写更换的原因", remedy="请写一句，如“调离本校”“不能继续担任”")
    if row.start is not None and on.first < row.start.first:
        raise OfficeError(f"结束日期 {on} 早于开始日期 {row.start}", remedy="请核对日期")
    row.end, row.reason = on, clean(reason)
    session.flush()


def replace_voucher(
    session: Session,
    row: Voucher,
    on: Day,
    reason: str,
    *,
    member_id: int | None = None,
    name: str = "",
    relative: bool = False,
) -> Voucher:
    """End a row and name another one from the same day on; the old row stays as history."""
    end_voucher(session, row, on, reason)
    return name_voucher(
        session, row.person_id, row.role, on, member_id=member_id, name=name, relative=relative
    )


def sponsors_from_mentors(session: Session, person_id: int, on: Day) -> list[Voucher]:
    """Name those who are mentors on a day 入党介绍人 as well, as is usual (细则第十四条)."""
    there = vouchings(session, on.first, [person_id])
    known = {(one.member_id, one.name) for one in there if one.holds and one.role != MENTOR}
    mentors = [one for one in there if one.holds and one.role == MENTOR]
    wanted = [one for one in mentors if (one.member_id, one.name) not in known]
    return [
        name_voucher(session, person_id, SPONSOR, on, member_id=one.member_id, name=one.name)
        for one in wanted
    ]


def rows_of(session: Session, person_id: int, on: date) -> list[Voucher]:
    """Return the rows that hold for somebody on a day, to be ended when their way ends."""
    rows = session.execute(select(Voucher).where(Voucher.person_id == person_id)).scalars()
    return [row for row in rows if holds(row.start, row.end, on)]


def end_all(session: Session, person_id: int, on: Day, reason: str) -> int:
    """End every row of somebody whose way has ended or who left; return how many."""
    rows = rows_of(session, person_id, on.first)
    for row in rows:
        end_voucher(session, row, on, reason)
    return len(rows)


def person_name(session: Session, person_id: int) -> str:
    """Return somebody's name for the sentence of a change."""
    return session.get_one(Person, person_id).name
