"""Honours and punishments as the papers of the way print them, apart from each other."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from partyoffice.core import codes
from partyoffice.core.dates import Day
from partyoffice.members import card

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PUNISHED = "处分"


def award_texts(session: "Session", person_id: int) -> dict[str, str]:
    """Return honours and punishments, a line each."""
    rows = card.awards(session, person_id)
    return {
        "honours": _awards(row for row in rows if not punishes(row.kind)),
        "punishments": _awards(row for row in rows if punishes(row.kind)),
    }


def punishes(kind: str) -> bool:
    """Say whether a kind of award is a punishment."""
    return PUNISHED in kind or PUNISHED in codes.table("award_kind").group(kind)


def _awards(rows: Iterable[Any]) -> str:
    told = (
        "　".join(filter(None, (_month(row.on), row.name, f"（{row.body}）" if row.body else "")))
        for row in rows
    )
    return "\n".join(told)


def _month(day: Day | None) -> str:
    return Day(day.year, day.month).spoken() if day else ""
