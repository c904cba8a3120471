"""少交、免交: somebody applies, the branch studies, the upper committee approves or not (第七条)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.closing import must_be_open
from partyoffice.dues.queries.waivers import of_person
from partyoffice.dues.records import Waiver
from partyoffice.dues.rules.months import day_of, month_of, span_spoken
from partyoffice.dues.rules.waivers import kind_of
from partyoffice.store.rows import add_row, correct_row, drop_row

Given = Mapping[str, Any]
MONTHS = ("start", "end")


def ask_waiver(session: Session, person_id: int, given: Given) -> Waiver:
    """Write down that somebody asked for 少交 or 免交 of a span of months."""
    values = _in_months(given)
    _must_be_sound(session, person_id, values)
    return add_row(session, Waiver, {**values, "person_id": person_id})


def correct_waiver(session: Session, waiver_id: int, given: Given) -> None:
    """Mend a request; one that counts may not change closed months, neither before nor after."""
    one, values = session.get_one(Waiver, waiver_id), _in_months(given)
    then = {key: values.get(key, getattr(one, key)) for key in (*MONTHS, "amount", "approved")}
    _must_be_sound(session, one.person_id, then, one.id)
    _must_be_open(session, _as_it_is(one))
    _must_be_open(session, then)
    correct_row(session, one, values)


def study(session: Session, waiver_id: int, on: Day, item_id: int | None = None) -> None:
    """Write down the day on which the branch studied it, by a vote on record or by hand."""
    one = session.get_one(Waiver, waiver_id)
    _must_have_come(on, "支部研究日期")
    one.studied, one.item_id = on, item_id
    session.flush()


def unstudy(session: Session, one: Waiver) -> None:
    """Take back that the branch studied it: the vote was changed or taken out."""
    one.studied, one.item_id = None, None
    session.flush()


def approve(session: Session, waiver_id: int, given: Given) -> None:
    """Write down the approval: from now on the months count as waived (OfficeError for closed months)."""
    _must_have_come(given["approved"], "上级批准日期")
    correct_waiver(session, waiver_id, {**given, "refused": None})


def refuse(session: Session, waiver_id: int, on: Day, note: str) -> None:
    """Write down that it was not approved; months that counted as waived are owed again."""
    one = session.get_one(Waiver, waiver_id)
    _must_have_come(on, "未批准日期")
    _must_be_open(session, _as_it_is(one))
    one.refused, one.approved, one.approved_by = on, None, ""
    one.note = note or one.note
    session.flush()


def drop_waiver(session: Session, waiver_id: int) -> None:
    """Take out a request that was never made."""
    one = session.get_one(Waiver, waiver_id)
    _must_be_open(session, _as_it_is(one))
    drop_row(session, one)


def _in_months(given: Given) -> dict[str, Any]:
    """Return values whose months have no day."""
    return {
        **given, **{key: day_of(month_of(given[key])) for key in MONTHS if given.get(key) is not None}
    }  # fmt: skip


def _as_it_is(one: Waiver) -> Given:
    return {key: getattr(one, key) for key in (*MONTHS, "approved")}


def _must_be_sound(session: Session, person_id: int, then: Given, but: int = 0) -> None:
    """Refuse months the wrong way round, a negative amount, and months asked for twice."""
    start, end = then["start"], then["end"]
    if end < start:
        raise OfficeError(f"截止月份 {end} 早于起始月份 {start}", remedy="请核对两个月份")
    if then["amount"] < 0:
        raise OfficeError("每月交纳的是负数", remedy="免交请写 0，少交请写每月还交多少")
    for other in of_person(session, person_id):
        if other.id != but and other.refused is None and start <= other.end and other.start <= end:
            told = f"{span_spoken(month_of(other.start), month_of(other.end))}{kind_of(other.amount)}"
            raise OfficeError(f"月份和已登记的（{told}）重叠", remedy="请改月份，或更正已登记的那一条")


def _must_have_come(on: Day | None, title: str) -> None:
    if on is None:
        raise OfficeError(f"没有填写{title}", remedy=f"请填写{title}")
    if on.first > clock.today():
        raise OfficeError(f"{title} {on} 还没有到", remedy="请在这一天以后登记")


def _must_be_open(session: Session, then: Given) -> None:
    """Refuse what changes what was owed of closed months, as only a request that was approved does."""
    if then["approved"] is None:
        return
    last = min(month_of(then["end"]), month_of(clock.today()))
    for month in range(month_of(then["start"]), last + 1):
        must_be_open(session, month)
