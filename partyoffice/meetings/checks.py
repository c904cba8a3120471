"""数据体检 of the minutes: who led and wrote, votes against attendance, what was decided without a vote."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.meetings.queries import vote_settings
from partyoffice.meetings.records import AgendaItem, Attendance, Criticism, Meeting, Rectification, Vote
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.life import LIFE_KINDS, check_times
from partyoffice.meetings.rules.opening import check_opening
from partyoffice.meetings.rules.voters import Count

HEADS = (("chair", "主持人"), ("recorder", "记录人"))


def check_minutes(session: Session, on: date) -> Iterable[Finding]:  # noqa: ARG001 -- all are asked alike
    """Yield meetings without 主持人 or 记录人, items without their vote, votes against the attendance."""
    meetings = {one.id: one for one in session.execute(select(Meeting).order_by(Meeting.on)).scalars()}
    for meeting in meetings.values():
        yield from _heads(meeting)
    counts = _counts(session)
    votes = {one.item_id: one for one in session.execute(select(Vote)).scalars()}
    for item in session.execute(select(AgendaItem).order_by(AgendaItem.id)).scalars():
        meeting, vote = meetings[item.meeting_id], votes.get(item.id)
        if vote is not None:
            yield from _against(meeting, item, vote, counts.get(meeting.id))
        elif item.decision:
            yield _finding("decision-no-vote", meeting, f"议题“{item.subject}”没有登记表决")


def _finding(code: str, meeting: Meeting, message: str, arithmetic: str = "") -> Finding:
    spot = Spot("meeting", meeting.id)
    return Finding(code, Severity.WARN, message, meeting.label(), "", arithmetic, spot)


def _heads(meeting: Meeting) -> Iterable[Finding]:
    for key, title in HEADS:
        if not getattr(meeting, key):
            yield _finding(f"no-{key}", meeting, f"会议记录没有写{title}")


def _counts(session: Session) -> dict[int, tuple[int, int]]:
    """Return how many with a vote should have come and came, by meeting."""
    came = func.sum(case((Attendance.state.in_(CAME), 1), else_=0))
    wanted = (
        select(Attendance.meeting_id, func.count(), came)
        .where(Attendance.voting)
        .group_by(Attendance.meeting_id)
    )
    return {meeting: (due, present) for meeting, due, present in session.execute(wanted)}


def _against(
    meeting: Meeting, item: AgendaItem, vote: Vote, counted: tuple[int, int] | None
) -> Iterable[Finding]:
    """Say where a vote tells another number than the attendance; those left out of 应到 are not due."""
    if counted is None:
        return
    due, present = counted
    least = due - len(vote.excluded)
    if not least <= vote.due <= due or vote.present != present:
        told = f"到会情况：应到 {due}，实到 {present}；表决：应到 {vote.due}，实到 {vote.present}"
        yield _finding("vote-attendance", meeting, f"“{item.subject}”的表决人数与到会情况不一致", told)


# -- 组织生活会 and 民主生活会 ------------------------------------------------------------------


def check_life_meetings(session: Session, on: date) -> Iterable[Finding]:  # noqa: ARG001 -- all are asked alike
    """Yield a 民主生活会 with too few or held twice for a year, criticism of who was away, early 整改."""
    wanted = select(Meeting).where(Meeting.kind.in_(LIFE_KINDS)).order_by(Meeting.on)
    meetings = {one.id: one for one in session.execute(wanted).scalars()}
    came, settings = _came(session), vote_settings(session)
    years: dict[tuple[int, str, int], list[Meeting]] = defaultdict(list)
    for one in meetings.values():
        years[one.organisation_id, one.kind, one.year or one.on.year].append(one)
        here = came.get(one.id, {})
        if here:
            count = Count(len(here), sum(here.values()), 0, 0)
            yield from (_about(one, each) for each in check_opening(one.kind, count, settings))
    for (_, kind, year), ones in years.items():
        yield from (
            _about(ones[-1], each) for each in check_times(kind, year, [one.on.first for one in ones])
        )
    yield from _away(session, meetings, came)
    yield from _early(session, meetings)


def _about(meeting: Meeting, one: Finding) -> Finding:
    return replace(one, who=meeting.label(), spot=Spot("meeting", meeting.id))


def _came(session: Session) -> dict[int, dict[int, bool]]:
    """Return who of each such meeting came."""
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    wanted = (
        select(Attendance.meeting_id, Attendance.person_id, Attendance.state)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.kind.in_(LIFE_KINDS))
    )
    for meeting, person, state in session.execute(wanted):
        found[meeting][person] = state in CAME
    return found


def _away(
    session: Session, meetings: Mapping[int, Meeting], came: Mapping[int, Mapping[int, bool]]
) -> Iterable[Finding]:
    wanted = select(Criticism.meeting_id, Criticism.critic_id, Criticism.person_id).order_by(Criticism.id)
    told: dict[int, int] = defaultdict(int)
    for meeting, critic, person in session.execute(wanted):
        here = came.get(meeting, {})
        told[meeting] += bool(here) and not (here.get(critic) and here.get(person))
    for meeting, number in told.items():
        if number:
            message = f"{number} 条批评意见的批评人或被批评人不在到会名单里"
            yield _finding("criticism-away", meetings[meeting], message)


def _early(session: Session, meetings: Mapping[int, Meeting]) -> Iterable[Finding]:
    wanted = select(Rectification).where(
        Rectification.meeting_id.is_not(None), Rectification.done.is_not(None)
    )
    for row in session.execute(wanted.order_by(Rectification.id)).scalars():
        meeting = meetings.get(row.meeting_id or 0)
        if meeting is not None and row.done is not None and row.done.last < meeting.on.first:
            told = f"完成 {row.done}，会议 {meeting.on}"
            yield _finding("mending-early", meeting, f"整改“{row.problem}”在会议之前就已完成", told)
