"""An election begun and led on step by step, mended, broken off or taken out."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.elections import queries
from partyoffice.elections.records import Election
from partyoffice.elections.rules.steps import BY_KEY, STEPS, Days, misplaced, state_of
from partyoffice.elections.rules.words import CONFIRMED, DROPPED, HELD, NOT_COUNTED, PLANNED

CLOSED = "请在操作记录里撤销那一步，再更正"


def begin(session: Session, body: int, number: int, values: Mapping[str, Any]) -> Election:
    """Begin an election (OfficeError while another one of the body is under way)."""
    other = queries.running(session, body)
    if other is not None:
        raise OfficeError(f"{other.label()}还没有办完", remedy="请先办完或中止那一次")
    made = Election(organisation_id=body, number=number, **_stored(values))
    made.state = state_of(days_of(made), PLANNED)
    session.add(made)
    session.flush()
    return made


def days_of(election: Election) -> Days:
    """Return the days of the steps."""
    return {step.key: getattr(election, step.key) for step in STEPS}


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return typed values as the record keeps them: numbers whole, those not counted with their reasons."""
    kept = {key: value for key, value in values.items() if value is not None or key in BY_KEY}
    if "excluded" in kept:
        kept["excluded"] = [_reason_known(row) for row in kept["excluded"]]
    return kept


def _reason_known(row: Mapping[str, Any]) -> dict[str, Any]:
    if row.get("reason") not in NOT_COUNTED:
        raise OfficeError(
            f"{row.get('name')}不计入应到的原因“{row.get('reason')}”不在规定的几种里",
            remedy=f"可以写：{'；'.join(NOT_COUNTED)}",
        )
    return dict(row)


def must_be_open(election: Election) -> None:
    """Refuse what is over (OfficeError)."""
    if election.state == CONFIRMED:
        raise OfficeError(f"{election.label()}已经办完", remedy=CLOSED)
    if election.state == DROPPED:
        raise OfficeError(f"{election.label()}已经中止", remedy="请另外开始一次换届选举")


def note_step(
    session: Session,
    election: Election,
    key: str,
    day: Day,
    document: str = "",
    meeting: int | None = None,
) -> None:
    """Note the day of a step with its 文号; OfficeError where the order of the days cannot be."""
    must_be_open(election)
    if said := misplaced(key, day, days_of(election)):
        raise OfficeError(said, remedy="请核对两个日期")
    setattr(election, key, day)
    if BY_KEY[key].document:
        setattr(election, BY_KEY[key].document, clean(document))
    if key == "held":
        election.meeting_id = meeting
    _follow(session, election)


def _follow(session: Session, election: Election) -> None:
    counted = any(queries.counted(one) for one in queries.ballots_of(session, election.id))
    election.state = state_of(days_of(election), HELD if counted else PLANNED)
    session.flush()


def correct(session: Session, election: Election, values: Mapping[str, Any]) -> None:
    """Mend what was noted (OfficeError for days that cannot follow each other, or when it is over)."""
    must_be_open(election)
    kept = _stored(values)
    days = {**days_of(election), **{key: day for key, day in kept.items() if key in BY_KEY}}
    for key, day in days.items():
        if day is not None and (said := misplaced(key, day, days)):
            raise OfficeError(said, remedy="请核对两个日期")
    for key, value in kept.items():
        setattr(election, key, value)
    _follow(session, election)


def drop(session: Session, election: Election, reason: str) -> None:
    """Break an election off with a reason; its papers stay."""
    if not clean(reason):
        raise OfficeError("没有写中止的原因", remedy="请写一句原因，如“上级批准延期换届”")
    if election.state == CONFIRMED:
        raise OfficeError(f"{election.label()}已经办完", remedy="请在届次和党内职务中更正")
    election.state, election.why_dropped = DROPPED, clean(reason)
    session.flush()


def remove(session: Session, election: Election) -> None:
    """Take out an election entered by mistake (OfficeError once a ballot was counted)."""
    ballots: Sequence[Any] = queries.ballots_of(session, election.id)
    if election.confirmed is not None or any(one.valid is not None for one in ballots):
        raise OfficeError(
            f"{election.label()}已有计票结果，不能删除", remedy="不再办的请用“中止”，原因留在登记里"
        )
    for ballot in ballots:
        for one in queries.nominees_of(session, ballot.id):
            session.delete(one)
    session.flush()
    for ballot in ballots:
        session.delete(ballot)
    session.flush()
    session.delete(election)
