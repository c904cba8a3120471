"""Questions about the steps."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.ways import AGAIN, NOW, WRITTEN
from partyoffice.development.records import PREFIX, SETTINGS, Step
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.store import settings

CHUNK = 900
RUNNING = (Step.open.is_(False), Step.mark.in_(NOW))  # closed, and of the way that runs


def days_of(session: Session, number: int, ids: Sequence[int]) -> dict[int, Day]:
    """Return the day of one step for each of the people that have it."""
    found: dict[int, Day] = {}
    for at in range(0, len(ids), CHUNK):
        wanted = select(Step.person_id, Step.on).where(
            Step.number == number, Step.person_id.in_(ids[at : at + CHUNK]), *RUNNING
        )
        wanted = wanted.order_by(Step.mark == AGAIN)
        found |= {person: day for person, day in session.execute(wanted) if day is not None}
    return found


def steps_of(session: Session, person_id: int) -> list[Step]:
    """Return the steps of one person in order, those of the way that runs."""
    wanted = select(Step).where(Step.person_id == person_id, *WRITTEN)
    return list(session.execute(wanted.order_by(Step.number)).scalars())


def all_days(session: Session) -> dict[int, dict[int, Day]]:
    """Return the days of all closed steps by person and step number; those after an extension count."""
    found: dict[int, dict[int, Day]] = {}
    wanted = select(Step.person_id, Step.number, Step.on).where(*RUNNING)
    for person, number, day in session.execute(wanted.order_by(Step.mark == AGAIN)):
        if day is not None:
            found.setdefault(person, {})[number] = day
    return found


def rule_settings(session: Session) -> RuleSettings:
    """Return the office's answers to what the rules leave open; the usual one for what cannot be read."""
    stored = {key.removeprefix(PREFIX): value for key, value in settings.get_all(session, SETTINGS).items()}
    return RuleSettings(
        **{one.name: _as(getattr(USUAL, one.name), stored[one.name]) for one in fields(RuleSettings)}
    )


def _as(usual: Any, value: Any) -> Any:  # noqa: ANN401 -- JSON in, the type of the field out
    if isinstance(usual, bool):
        return value is True
    try:
        return type(usual)(value)
    except (TypeError, ValueError):
        return usual
