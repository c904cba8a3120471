"""Storing the lines of an imported ledger: what was set, and each month that was paid."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.dues.actions.assess import mend_many, set_many
from partyoffice.dues.queries.assessments import Assessed, assessed
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.records import Assessment, Payment
from partyoffice.dues.rules.months import day_of
from partyoffice.intake.target import Options, Row, Verdict
from partyoffice.store.bulk import add_rows

CHUNK = 500  # records asked for by their ids at once
KEPT = {"on": "on", "method": "method", "collector": "collector", "by": "payer", "note": "note"}


def take(session: Session, rows: Sequence[Row], options: Options) -> None:
    """Write down the amounts and the payments that are new, many at once."""
    new = [row for row in rows if row.verdict is Verdict.NEW]
    for row in new:
        options.step(str(row.values["name"]))
    add_rows(session, Assessment, [row.values["set"] for row in new if "set" in row.values])
    add_rows(session, Payment, [made for row in new for made in _payments(row)])


def _payments(row: Row) -> Iterator[dict[str, Any]]:
    values = row.values
    kept = {to: values[key] for key, to in KEPT.items() if values.get(key)}
    for part in values["parts"]:
        yield {
            "person_id": row.record_id, "organisation_id": values["branch_id"], "month": day_of(part.month),
            "amount": part.amount, "elsewhere": part.elsewhere, **kept,
        }  # fmt: skip


def take_pay(session: Session, rows: Sequence[Row], options: Options) -> None:
    """Set or mend the 核定 of each line of a pay slip."""
    years = {int(row.values["year"]) for row in rows}
    known = {(year, one.id): one for year in years for one in assessed(session, year, options.on)}
    new, held = list[tuple[Assessed, dict[str, Any]]](), dict[int, tuple[Assessed, dict[str, Any]]]()
    for row in rows:
        options.step(str(row.values["name"]))
        found, given = known[int(row.values["year"]), int(row.record_id or 0)], dict(row.values["given"])
        given |= {"note": row.values["note"]} if row.values.get("note") else {}
        if found.now is None:
            new.append((found, given))
        else:
            held[found.now.id] = found, given | {"due": None}
    agreed = terms(session)
    set_many(session, new, agreed)
    made = _kept(session, sorted(held))
    mend_many(session, ((held[one.id][0], one, held[one.id][1]) for one in made), agreed)


def _kept(session: Session, ids: Sequence[int]) -> Iterator[Assessment]:
    for at in range(0, len(ids), CHUNK):
        wanted = select(Assessment).where(Assessment.id.in_(ids[at : at + CHUNK]))
        yield from session.execute(wanted).scalars()
