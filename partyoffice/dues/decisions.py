"""What a meeting may decide of dues: 少交 or 免交, which then goes to the upper committee."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.dues.actions.waiving import study, unstudy
from partyoffice.dues.queries.waivers import all_pending, decided_by, pending, request_of
from partyoffice.dues.rules.ledger import ARTICLE_WAIVED
from partyoffice.dues.rules.waivers import spoken
from partyoffice.meetings.queries import find_meeting
from partyoffice.meetings.records import AgendaItem
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.meetings.rules.voting import Matter
from partyoffice.members.records import Person
from partyoffice.part import Decision

WAIVED = "少交免交党费"
NO_REQUEST = "{name}没有登记少交、免交党费的申请"


def people(session: Session, _on: date) -> Sequence[int]:
    """Return whose request is still to be decided."""
    return list(dict.fromkeys(one.person_id for one in all_pending(session)))


def motion(session: Session, person_id: int, on: date, _given: Mapping[str, str]) -> str:
    """Return what is agreed: 同意林知夏同志2026年1月至6月免交党费，报上级党委审批."""
    one = pending(session, person_id, on)
    what = spoken(request_of(one)) if one is not None else "少交（免交）党费"
    return f"同意{_name(session, person_id)}同志{what}，报上级党委审批"


def check(session: Session, person_id: int, on: date, _given: Mapping[str, str]) -> Sequence[Finding]:
    """Tell where there is no request that the decision could be about."""
    if pending(session, person_id, on) is not None:
        return ()
    message = NO_REQUEST.format(name=_name(session, person_id))
    return (Finding("waiver-decision", Severity.BLOCK, message, "", ARTICLE_WAIVED),)


def apply(session: Session, item: Any, _vote: Any, meeting: Any) -> Sequence[Finding]:  # noqa: ANN401 -- records of the meetings
    """Write the day and the item on the request (OfficeError where there is none)."""
    one = pending(session, item.person_id)
    if one is None:
        what = NO_REQUEST.format(name=_name(session, item.person_id))
        raise OfficeError(what, remedy="请先在“党费”“少交免交”里登记本人的申请，再登记这项表决")
    study(session, one.id, meeting.on, item.id)
    return ()


def take_back(session: Session, item: Any, _vote: Any, _meeting: Any) -> None:  # noqa: ANN401 -- records of the meetings
    """Take day and item from the request this vote wrote them on; what the upper committee said stays."""
    one = decided_by(session, item.id)
    if one is not None:
        unstudy(session, one)


def _name(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).name


def agreed_by(session: Session, item_id: int | None) -> tuple[int, str]:
    """Return which meeting decided a request, by id and in words; 0 for none."""
    item = session.get(AgendaItem, item_id) if item_id else None
    if item is None:
        return 0, ""
    held = find_meeting(session, item.meeting_id)
    title = title_of(held.kind, held.number, held.subject)
    return held.id, " ".join(filter(None, (str(held.on), title, item.number)))


DECISIONS = (
    Decision(
        WAIVED, "讨论少交、免交党费", str(Matter.ORDINARY), people, motion, apply=apply, take_back=take_back,
        check=check, writes="少交免交登记", page="dues", view="waivers",
    ),
)  # fmt: skip
