"""No way round 结账: what is stored, taken back or put back leaves the money of a closed period alone.

Actions refuse earlier and in better words (``must_be_open``). This holds for whatever comes otherwise: an
old action or import taken back, Ctrl+Z and Ctrl+Y, 恢复这一项.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.records import Assessment, Closing, Entry, Opening, Payment, Waiver
from partyoffice.dues.rules.closing import closed_months, holding, period_spoken
from partyoffice.dues.rules.months import Month, month, month_of
from partyoffice.store.journal import Difference, history_of
from partyoffice.store.watching import mapper_of, values_of

Values = Mapping[str, Any]
NAMED = 3
REMEDY = "请先在“结账”里写明原因重开，改完再结；交款记错的也可以用“退还冲正”记在今天"
REOPEN = "请在“结账”里写明原因重开，改完再结"


def guard(session: Session, differences: Sequence[Difference]) -> None:
    """Refuse a change that alters the money of a period which was closed before it and is so after it.

    A period that the same change closes or opens is not meant. Raises OfficeError naming what is closed.
    """
    touched = [one for one in differences if one.kind in MONTHS_OF]
    turned = [one for one in differences if one.kind == Closing.__tablename__]
    if not touched and not turned:
        return
    held = _standing(session, {one.record_id for one in turned})
    _must_turn_openly(session, turned, held)
    periods = list(held.values())
    months = {each for one in touched for each in _months(session, one, periods)} if periods else set()
    if hit := sorted({period for one in months if (period := holding(periods, one))}):
        raise OfficeError(f"{_named(hit)}已经结账，这一步会改动其中的收支或应交", remedy=REMEDY)


def _standing(session: Session, but: Collection[int]) -> dict[int, str]:
    """Return the closings that stand, by id, without those of this change."""
    wanted = select(Closing.id, Closing.period).where(Closing.reopened.is_(None))
    return {ident: period for ident, period in session.execute(wanted) if ident not in but}


def _named(periods: Sequence[str]) -> str:
    more = f"等 {len(periods)} 期" if len(periods) > NAMED else ""
    return "、".join(map(period_spoken, periods[:NAMED])) + more


# -- which months a change alters -----------------------------------------------------------------


def _months(session: Session, one: Difference, periods: Collection[str]) -> Iterable[Month]:
    """Return the months whose money or dues a change of one record alters, before and after it."""
    if one.kind == Opening.__tablename__:
        return closed_months(periods)  # every later balance stands on it
    keys = one.after if one.before is not None and one.after is not None else None
    if keys is not None and not BEARING[one.kind] & keys.keys():
        return ()
    return [each for values in _both(session, one) for each in MONTHS_OF[one.kind](values)]


def _both(session: Session, one: Difference) -> list[Values]:
    """Return a record as it was and as it is now, each as far as there was or is one."""
    if one.before is None or one.after is None:
        return [values for values in (one.before, one.after) if values is not None]
    now = values_of(session.get_one(mapper_of(one.kind).class_, one.record_id))
    return [now | one.before, now]


def _of_payment(values: Values) -> Iterator[Month]:
    yield _month(values.get("on") or values["month"])


def _of_entry(values: Values) -> Iterator[Month]:
    yield _month(values["on"])


def _of_assessment(values: Values) -> Iterable[Month]:
    return range(_month(values["start"]), month(values["year"], 12) + 1)


def _of_waiver(values: Values) -> Iterable[Month]:
    """Only one that was approved counts, up to now."""
    if not values.get("approved"):
        return ()
    last = min(_month(values["end"]), month_of(clock.today()))
    return range(_month(values["start"]), last + 1)


@lru_cache(maxsize=4096)  # the payments of a ledger of ten years have few distinct days
def _month(stored: str) -> Month:
    return month_of(Day.parse(stored))


MONTHS_OF: Mapping[str, Callable[[Values], Iterable[Month]]] = {
    Payment.__tablename__: _of_payment,
    Entry.__tablename__: _of_entry,
    Assessment.__tablename__: _of_assessment,
    Waiver.__tablename__: _of_waiver,
    Opening.__tablename__: lambda _values: (),
}
# What a figure stands on, by kind; a signature, a receipt's number or a word more alters none.
BEARING: Mapping[str, frozenset[str]] = {
    Payment.__tablename__: frozenset({"person_id", "month", "amount", "on", "method", "elsewhere"}),
    Entry.__tablename__: frozenset(
        {"on", "flow", "account", "amount", "purpose", "grant_id", "start", "end"}
    ),
    Assessment.__tablename__: frozenset({"person_id", "year", "start", "due"}),
    Waiver.__tablename__: frozenset({"person_id", "start", "end", "amount", "approved"}),
}


# -- closing and opening --------------------------------------------------------------------------


def _must_turn_openly(session: Session, turned: Iterable[Difference], held: Mapping[int, str]) -> None:
    """Refuse that a closing or a reopening is taken back later than its day, or under later closings.

    A slip is taken back at once; afterwards a period is opened with a reason, and closed with new figures.
    """
    for one in turned:
        taken = one.after is None and "reopened" not in (one.before or {})
        again = bool((one.before or {}).get("reopened")) and not (one.after or {}).get("reopened")
        if not (taken or again):
            continue
        what = "结账" if taken else "重开"
        if later := [period for ident, period in held.items() if ident > one.record_id]:
            raise OfficeError(f"其后{_named(sorted(later))}已经结账，这次{what}不能撤销", remedy=REOPEN)
        if (day := _written(session, one)) != clock.today():
            raise OfficeError(
                f"{day} 的{what}只能当天撤销",
                remedy=REOPEN if taken else "账目核对以后请重新结账",
            )


def _written(session: Session, one: Difference) -> date:
    """Return when a closing was last written, by the journal: the record of a sample says an invented day."""
    newest = history_of(session, one.kind, [one.record_id])[0]
    return clock.from_stamp(newest[0].at).date()
