"""交纳安排: somebody pays by the quarter, through others, or where they work now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.text import clean, clean_name
from partyoffice.dues.records import Arrangement
from partyoffice.dues.rules.ledger import ARTICLE_ELSEWHERE, ARTICLE_LATE
from partyoffice.dues.rules.months import day_of, month_of, span_spoken, spoken
from partyoffice.dues.rules.words import Plan
from partyoffice.members.records import Person
from partyoffice.store import rows

Given = Mapping[str, Any]
WANTED = {Plan.BY_OTHERS: ("payer", "代交人"), Plan.ELSEWHERE: ("place", "流入地党组织")}
CONSENTED = "没有写支部同意的日期；按季交纳、由别人代交要经党支部同意"


def arrange(session: Session, given: Given) -> tuple[Arrangement, list[Finding]]:
    """Write down what was agreed (OfficeError: see ``_tidy``); return it with what is to be said."""
    values = _tidy(session, given)
    made = rows.add_row(session, Arrangement, values)
    return made, _remarks(values)


def correct_arrangement(session: Session, arrangement_id: int, given: Given) -> list[Finding]:
    """Mend what was agreed, or let it end."""
    one = session.get_one(Arrangement, arrangement_id)
    values = _tidy(session, {"person_id": one.person_id, **given}, one.id)
    rows.correct_row(session, one, values)
    return _remarks(values)


def drop_arrangement(session: Session, arrangement_id: int) -> None:
    """Take out what was never agreed."""
    rows.drop_row(session, session.get_one(Arrangement, arrangement_id))


def _tidy(session: Session, given: Given, but: int = 0) -> dict[str, Any]:
    """Return an arrangement as it is stored.

    Raises OfficeError without its months, without who pays or where, and where the same is agreed already.
    """
    keys = ("person_id", "plan", "start", "end", "consented")
    values: dict[str, Any] = {key: given.get(key) for key in keys}
    rows.must_be_filled(Arrangement, values)
    start, end = month_of(values["start"]), month_of(values["end"]) if values["end"] else None
    if end is not None and end < start:
        raise OfficeError(f"截止月份 {spoken(end)} 早于起始月份 {spoken(start)}", remedy="请核对月份")
    values |= {"start": day_of(start), "end": day_of(end) if end is not None else None}
    values |= {"payer": clean_name(clean(str(given.get("payer") or "")))}
    values |= {key: clean(str(given.get(key) or "")) for key in ("place", "reason")}
    for plan, (key, title) in WANTED.items():
        if values["plan"] == plan and not values[key]:
            raise OfficeError(f"没有填写{title}", remedy=f"{plan}的请填写{title}")
    _must_be_alone(session, values, but)
    return values


def _must_be_alone(session: Session, values: Given, but: int) -> None:
    wanted = select(Arrangement).where(
        Arrangement.person_id == values["person_id"],
        Arrangement.plan == values["plan"],
        Arrangement.id != but,
    )
    for one in session.execute(wanted).scalars():
        begun = one.end is None or values["start"] <= one.end
        if begun and (values["end"] is None or one.start <= values["end"]):
            name = session.get_one(Person, one.person_id).name
            until = span_spoken(month_of(one.start), month_of(one.end)) if one.end else f"{one.start} 起"
            raise OfficeError(
                f"{name}已有“{one.plan}”（{until}）", remedy="请更正那一条，或先写明它的截止月份"
            )


def _remarks(values: Given) -> list[Finding]:
    if values["consented"] or values["plan"] == Plan.ELSEWHERE:
        return []
    return [Finding("DUES-08", Severity.WARN, CONSENTED, article=ARTICLE_LATE)]


def article_of(plan: str) -> str:
    """Return the article an arrangement rests on."""
    return ARTICLE_ELSEWHERE if plan == Plan.ELSEWHERE else ARTICLE_LATE
