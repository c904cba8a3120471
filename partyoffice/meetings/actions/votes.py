"""The one vote on an item: judged, written down, and what it decides done in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.meetings.queries import hall_of, vote_of, vote_settings
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.meetings.rules.opening import TYPED, why_not_decide
from partyoffice.meetings.rules.tally import Tally, judge_tally, refused
from partyoffice.meetings.rules.voters import Exclusion, Opinion
from partyoffice.meetings.rules.voting import Matter, outcome_of
from partyoffice.members.rules import edition_of
from partyoffice.part import Decision

Decisions = Mapping[str, Decision]
PLAIN = (
    "issued",
    "returned",
    "valid",
    "invalid",
    "yes",
    "no",
    "abstain",
    "secret",
    "watcher",
    "counter",
    "note",
)


def decision_of(item: AgendaItem, decisions: Decisions) -> Decision | None:
    """Return what an item decides; None for an ordinary one (OfficeError for a decision nobody knows)."""
    if not item.decision:
        return None
    if item.decision not in decisions:
        raise OfficeError(f"议题“{item.subject}”的事项“{item.decision}”不能办理", remedy="请改用新版本的程序")
    return decisions[item.decision]


def matter_of(item: AgendaItem, decisions: Decisions) -> Matter:
    """Return how strictly the vote on an item is judged."""
    decision = decision_of(item, decisions)
    return Matter(decision.matter if decision else item.matter or Matter.ORDINARY)


def may_decide(meeting: Meeting, item: AgendaItem, matter: Matter) -> None:
    """Refuse a vote that is for another kind of meeting, or on a person whom the item does not name."""
    wrong = why_not_decide(matter, meeting.kind, meeting.counted_as)
    if wrong:
        raise OfficeError(wrong, remedy="请核对会议类型和表决事项")
    if matter not in TYPED and not item.decision:
        raise OfficeError(f"表决{matter}没有选定办理的事项和人", remedy=f"请选定“讨论{matter}”和表决对象")


def record_vote(session: Session, item: AgendaItem, tally: Tally, decisions: Decisions) -> list[Finding]:
    """Write down the vote on an item and let what it decides happen; return what is to be said of it.

    Raises OfficeError where the numbers cannot be, the meeting could not open, or the decision must not
    be: then nothing is kept. A vote that did not pass is written down and decides nothing.
    """
    session.flush()
    meeting = session.get_one(Meeting, item.meeting_id)
    must_have_been(meeting)
    matter, hall, settings = matter_of(item, decisions), hall_of(session, meeting.id), vote_settings(session)
    may_decide(meeting, item, matter)
    found = judge_tally(matter, tally, hall, edition_of(meeting.on.first), settings)
    _refuse(refused(found))
    old, judged = vote_of(session, item.id), tally.vote(hall.count, settings)
    passed = outcome_of(matter, judged, settings).passed
    if old is not None and old.passed and not passed:
        undo_decision(session, item, decisions)
    was = old is not None and old.passed
    vote = _written(session, item, old, tally)
    vote.due, vote.present, vote.passed = judged.due, judged.present, passed
    session.flush()
    return [*found, *(decide(session, item, decisions) if passed and not was else ())]


def must_have_been(meeting: Meeting) -> None:
    """Refuse votes of a day that is not known or has not come."""
    if not meeting.on.exact:
        raise OfficeError(f"会议日期“{meeting.on}”只有年月", remedy="表决要写明哪一日，请补全会议日期")
    if meeting.on.first > clock.today():
        raise OfficeError(f"{meeting.on} 的会还没有开", remedy="请核对会议日期，开会以后再登记表决")


def _refuse(blocks: Sequence[Finding]) -> None:
    """Refuse a vote by everything that stands against it, each with its arithmetic."""
    if not blocks:
        return
    told = "；".join(
        f"{one.message}（{one.arithmetic}）" if one.arithmetic else one.message for one in blocks
    )
    basis = "；".join(dict.fromkeys(one.article for one in blocks))
    raise OfficeError(told, remedy=f"请核对出席和票数；依据：{basis}")


def _written(session: Session, item: AgendaItem, old: Vote | None, tally: Tally) -> Vote:
    vote = old if old is not None else Vote(item_id=item.id, due=0, present=0)
    for key in PLAIN:
        setattr(vote, key, getattr(tally, key))
    vote.opinions = [_opinion(one) for one in tally.opinions]
    vote.excluded = [_exclusion(one) for one in tally.excluded]
    session.add(vote)
    return vote


def _opinion(one: Opinion) -> dict[str, Any]:
    return {**asdict(one), "view": str(one.view)}


def _exclusion(one: Exclusion) -> dict[str, Any]:
    return {key: None if value is None else str(value) for key, value in asdict(one).items()}


def decide(session: Session, item: AgendaItem, decisions: Decisions) -> Sequence[Finding]:
    """Do what a vote that passed decides."""
    decision, vote = decision_of(item, decisions), vote_of(session, item.id)
    if decision is None or vote is None or not vote.passed:
        return ()
    return decision.apply(session, item, vote, session.get_one(Meeting, item.meeting_id))


def undo_decision(session: Session, item: AgendaItem, decisions: Decisions) -> None:
    """Take back what a vote that passed decided."""
    decision, vote = decision_of(item, decisions), vote_of(session, item.id)
    if decision is not None and vote is not None and vote.passed:
        decision.take_back(session, item, vote, session.get_one(Meeting, item.meeting_id))


def drop_vote(session: Session, item: AgendaItem, decisions: Decisions) -> None:
    """Take the vote on an item out, and what it decided back."""
    vote = vote_of(session, item.id)
    if vote is None:
        return
    undo_decision(session, item, decisions)
    session.delete(vote)
    session.flush()
