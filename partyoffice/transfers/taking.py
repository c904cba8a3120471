"""Storing the rows of an imported register of moves: records, and who came in and was not known."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.intake.target import Options, Row, Verdict
from partyoffice.members import taking as people
from partyoffice.members.queries import books_opened
from partyoffice.organisation.queries import tree
from partyoffice.transfers.actions.moving import Heard, tell_dues, unheard
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.rules.words import INTO, OPEN, PAPER, RECEIVED, RETURNED, VALID

KEPT = ("from_unit", "to_unit", "paid_to", "serial", "received", "receiver", "note")
UNSAID = "（原登记未写）"


def take(session: Session, rows: Sequence[Row], options: Options, heard: Heard = unheard) -> None:
    """Write the moves down as they were: the histories of those who are known stay as they are."""
    new = [row for row in rows if row.verdict is Verdict.NEW]
    unknown = [row for row in new if row.record_id is None]
    people.take_new(session, unknown, options.on, first=False, began=_came)
    bodies = tree(session)
    for row in new:
        options.step(str(row.values["name"]))
        branch = bodies.named(str(row.values.get("branch") or ""))
        move = _move(row)
        move.branch_id = branch.id if branch and move.direction == INTO else None
        session.add(move)
        session.flush()
        if {"number", "issued", "days"} & set(row.values):
            session.add(_letter(row, move))
            session.flush()
        tell_dues(session, move, heard)
    if books_opened(session) is None and unknown:
        people.open_books(session, options.on)


def _came(row: Row) -> Day | None:
    day = row.values.get("received")
    return day if isinstance(day, Day) else None


def _move(row: Row) -> Transfer:
    values = row.values
    manner = values.get("manner") or (PAPER if "number" in values and values["direction"] != INTO else "")
    return Transfer(
        person_id=row.record_id or 0, direction=values["direction"], category=values.get("category") or "",
        manner=manner, begun=values["begun"], reason=values.get("reason") or UNSAID,
        state=RECEIVED if "received" in values else OPEN,
        **{key: values[key] for key in KEPT if key in values},
    )  # fmt: skip


def _letter(row: Row, move: Transfer) -> TransferLetter:
    values = row.values
    return TransferLetter(
        transfer_id=move.id, number=values.get("number") or "",
        issued=values.get("issued") or values["begun"],
        days=int(values.get("days") or 0), addressee=move.to_unit,
        state=RETURNED if "received" in values else VALID,
    )  # fmt: skip
