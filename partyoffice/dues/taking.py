"""Storing the lines of an imported ledger: what was set, and each month that was paid."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.dues.records import Assessment, Payment
from partyoffice.dues.rules.months import day_of
from partyoffice.intake.target import Options, Row, Verdict
from partyoffice.store.bulk import add_rows

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
