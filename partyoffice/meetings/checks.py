"""数据体检 of the minutes: who led and wrote, votes against attendance, what was decided without a vote."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.meetings.records import AgendaItem, Attendance, Meeting, Vote
from partyoffice.meetings.rules.kinds import CAME

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
