"""What meetings decided, and what is to be done after it: the lines of 决议 and of 落实."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, case, func, or_, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.meetings.queries.year import YEAR
from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting, Vote
from partyoffice.meetings.rules.following import Standing, days_over, standing
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.meetings.rules.voting import Matter

PASSED, FAILED, AGREED = VERDICTS = ("通过", "没有通过", "议定")
OF_MEETING = (
    Meeting.id.label("meeting"), Meeting.organisation_id.label("body"), Meeting.on, Meeting.kind,
    Meeting.number.label("nth"), Meeting.subject.label("name"), Meeting.state,
)  # fmt: skip
COUNTED = (
    Vote.id.label("vote"), Vote.due, Vote.present, Vote.yes, Vote.no, Vote.abstain, Vote.opinions, Vote.passed
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Where:
    """The meeting a line comes from."""

    meeting: int
    body: int
    on: Day
    kind: str
    title: str
    state: str

    @classmethod
    def of(cls, row: Row[Any]) -> "Where":
        """Return it from the columns ``OF_MEETING``."""
        return cls(row.meeting, row.body, row.on, row.kind, title_of(row.kind, row.nth, row.name), row.state)


@dataclass(frozen=True, slots=True)
class Decided:
    """One item that was decided: by a vote (``vote`` tells its numbers), or agreed without one."""

    id: int
    where: Where
    subject: str
    resolution: str
    number: str
    weighty: bool
    matter: str
    verdict: str
    vote: str
    following: int  # how much is to be done after it
    open: int  # and how much of it is not done


def decided(session: Session, year: int, bodies: Iterable[int] | None = None) -> list[Decided]:
    """Return the items of a year (所属年度) that were voted on, agreed or numbered, the newest first."""
    to_do = _to_do()
    wanted = (
        select(AgendaItem, *OF_MEETING, *COUNTED, to_do.c.all, to_do.c.open)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Vote, Vote.item_id == AgendaItem.id)
        .outerjoin(to_do, to_do.c.item_id == AgendaItem.id)
        .where(year == YEAR)
        .where(or_(AgendaItem.resolution > "", AgendaItem.number > "", Vote.id.is_not(None)))
        .order_by(Meeting.on.desc(), Meeting.id.desc(), AgendaItem.place, AgendaItem.id)
    )
    if bodies is not None:
        wanted = wanted.where(Meeting.organisation_id.in_(list(bodies)))
    return [_decided(row) for row in session.execute(wanted)]


def _to_do() -> Any:  # noqa: ANN401 -- a subquery
    still = func.sum(case((FollowUp.done.is_(None), 1), else_=0)).label("open")
    return select(FollowUp.item_id, func.count().label("all"), still).group_by(FollowUp.item_id).subquery()


def _decided(row: Row[Any]) -> Decided:
    item: AgendaItem = row.AgendaItem
    verdict = AGREED if row.vote is None else PASSED if row.passed else FAILED
    return Decided(
        item.id, Where.of(row), item.subject, item.resolution, item.number, item.weighty,
        item.decision or item.matter or Matter.ORDINARY, verdict, _numbers(row) if row.vote else "",
        row.all or 0, row.open or 0,
    )  # fmt: skip


def _numbers(row: Row[Any]) -> str:
    written = sum(one.get("before_opening") is not False and not one.get("by_proxy") for one in row.opinions)
    told = f"，书面意见 {written}" if written else ""
    votes = f"赞成 {row.yes}，反对 {row.no}，弃权 {row.abstain}"
    return f"应到 {row.due}，实到 {row.present}{told}；{votes}"


def years_decided(session: Session) -> list[int]:
    """Return the years in which something was decided, newest first."""
    wanted = select(YEAR).join(AgendaItem, AgendaItem.meeting_id == Meeting.id).distinct()
    return sorted(session.execute(wanted).scalars(), reverse=True)


# -- what is to be done ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to be done after an item, as it stands on a day."""

    id: int
    where: Where
    subject: str
    number: str
    what: str
    by: str
    due: Day | None
    done: Day | None
    result: str
    delays: int
    standing: Standing
    over: int  # days since it was due


def to_do(session: Session, on: date, *, only_open: bool = False) -> list[ToDo]:
    """Return what is to be done: what is open by the day it is due, then what was done, the newest first."""
    wanted = (
        select(FollowUp, AgendaItem.subject, AgendaItem.number, *OF_MEETING)
        .join(AgendaItem, AgendaItem.id == FollowUp.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .order_by(Meeting.on.desc(), FollowUp.id)
    )
    wanted = wanted.where(FollowUp.done.is_(None)) if only_open else wanted
    found = [_to_do_of(row, on) for row in session.execute(wanted)]
    undone = [one for one in found if one.done is None]
    done = [one for one in found if one.done is not None]
    undone.sort(key=lambda one: one.due.last if one.due is not None else date.max)
    done.sort(key=lambda one: str(one.done), reverse=True)
    return [*undone, *done]


def _to_do_of(row: Any, on: date) -> ToDo:  # noqa: ANN401 -- a row of ``to_do``
    one: FollowUp = row.FollowUp
    return ToDo(
        one.id, Where.of(row), row.subject, row.number, one.what, one.by, one.due, one.done, one.result,
        len(one.delays), standing(one.due, one.done, on), days_over(one.due, one.done, on),
    )  # fmt: skip
