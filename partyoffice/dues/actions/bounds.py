"""交纳起止: from which month somebody pays here and up to which, as a letter says."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.dues.queries.bounds import bound_of, stays_of
from partyoffice.dues.records import Liability
from partyoffice.dues.rules.months import day_of, month_of
from partyoffice.dues.rules.words import Bound
from partyoffice.part import PaidTo
from partyoffice.store import rows

Given = Mapping[str, Any]


def hear(session: Session, told: PaidTo) -> None:
    """Keep what a letter says of an arrival or leaving; one that says nothing takes back what it said.

    Who comes owes from the month after 党费交到, who leaves up to it.
    """
    bound = str(Bound.LAST if told.leaving else Bound.FIRST)
    kept = bound_of(session, told.person_id, bound, told.on)
    if told.month is None:
        if kept is not None:
            rows.drop_row(session, kept)
        return
    paid = month_of(told.month)
    first_or_last = day_of(paid if told.leaving else paid + 1)
    values = {"month": first_or_last, "evidence": f"{told.evidence}，党费交到 {told.month.spoken()}"}
    if kept is not None:
        rows.correct_row(session, kept, values)
    else:
        rows.add_row(
            session, Liability, {"person_id": told.person_id, "bound": bound, "on": told.on, **values}
        )


def set_bound(session: Session, given: Given) -> Liability:
    """Write down the first or last month here by hand (OfficeError: see ``_tidy``)."""
    values = _tidy(session, given)
    if bound_of(session, values["person_id"], values["bound"], values["on"]) is not None:
        raise OfficeError("这次转入（转出）的交纳起止已经登记", remedy="请更正那一条")
    return rows.add_row(session, Liability, values)


def correct_bound(session: Session, bound_id: int, given: Given) -> None:
    """Mend the first or last month here."""
    one = session.get_one(Liability, bound_id)
    rows.correct_row(session, one, _tidy(session, {"person_id": one.person_id, **given}))


def drop_bound(session: Session, bound_id: int) -> None:
    """Take it out: the month of the arrival or leaving counts again."""
    rows.drop_row(session, session.get_one(Liability, bound_id))


def _tidy(session: Session, given: Given) -> dict[str, Any]:
    """Return what is stored (OfficeError for a day on which nobody came or left)."""
    values: dict[str, Any] = {key: given.get(key) for key in ("person_id", "bound", "month", "on")}
    rows.must_be_filled(Liability, values)
    values |= {
        "month": day_of(month_of(values["month"])),
        "evidence": str(given.get("evidence") or "").strip(),
    }
    came = values["bound"] == Bound.FIRST
    stays = stays_of(session, [values["person_id"]]).get(values["person_id"], [])
    days = [day for one in stays if (day := one.start if came else one.end) is not None]
    if values["on"] not in days:
        what = "转入" if came else "转出"
        known = "、".join(map(str, days))
        raise OfficeError(
            f"名册里{values['on']} 没有{what}",
            remedy=f"{what}日期是 {known}，请核对" if known else f"请先在名册或“关系转接”里登记{what}",
        )
    return values
