"""Finishing minutes: their number, made final, signed, opened again; and what follows from them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.text import clean
from partyoffice.meetings.queries import items_of, presences_of, vote_of, vote_settings
from partyoffice.meetings.queries.year import YEAR
from partyoffice.meetings.records import AgendaItem, Explanation, Meeting
from partyoffice.meetings.rules.kinds import DRAFT, FINAL, SIGNED
from partyoffice.meetings.rules.minutes import Written, check_written
from partyoffice.meetings.rules.opening import check_opening
from partyoffice.meetings.rules.voters import count
from partyoffice.store import numbers

DECISIONS = "决议"  # the series of numbers decisions bear


def year_of(meeting: Meeting) -> int:
    """Return 所属年度: as named, else that of the day."""
    return meeting.year or meeting.on.year


def next_number(session: Session, meeting: Meeting) -> int:
    """Return which meeting of its kind this one of the body is in its year (第 n 次)."""
    wanted = select(func.max(Meeting.number)).where(
        Meeting.organisation_id == meeting.organisation_id, Meeting.kind == meeting.kind,
        year_of(meeting) == YEAR, Meeting.id != meeting.id,
    )  # fmt: skip
    return int(session.execute(wanted).scalar() or 0) + 1


def written_of(session: Session, meeting: Meeting) -> Written:
    """Return minutes as the rules look at them."""
    items = [(one.subject, vote_of(session, one.id) is not None, one.resolution) for one in
             items_of(session, meeting.id)]  # fmt: skip
    return Written(
        meeting.kind, meeting.on.first, meeting.begins, meeting.ends, meeting.place, meeting.chair,
        meeting.recorder, items, meeting.text, meeting.lecturer,
    )  # fmt: skip


def finalise(session: Session, meeting: Meeting) -> list[Finding]:
    """Make minutes final (定稿): they get their number, voted items theirs; what lacks is refused."""
    if meeting.state != DRAFT:
        raise OfficeError(f"“{meeting.label()}”已经定稿", remedy="要修改的，请先退回草稿")
    came = count(presences_of(session, meeting.id).values())
    opening = check_opening(meeting.kind, came, vote_settings(session))
    found = [*check_written(written_of(session, meeting), came), *opening]
    blocks = [one for one in found if one.severity is Severity.BLOCK]
    if blocks:
        raise OfficeError("；".join(one.message for one in blocks), remedy="请补齐后再定稿")
    meeting.number = meeting.number or next_number(session, meeting)
    for item in items_of(session, meeting.id):
        if vote_of(session, item.id) is not None and not item.number:
            item.number = number_decision(session, meeting, item)
    meeting.state = FINAL
    session.flush()
    return found


def number_decision(session: Session, meeting: Meeting, item: AgendaItem) -> str:
    """Give a decision the next number of its year, which is never given again."""
    year = year_of(meeting)
    number = numbers.next_number(session, DECISIONS, year)
    numbers.give(session, DECISIONS, year, number, item.subject, kind=AgendaItem.__tablename__)
    return f"决议〔{year}〕{number}号"


def give_number(session: Session, item: AgendaItem) -> None:
    """Give a number to what was agreed without a vote (OfficeError before the minutes are final)."""
    meeting = session.get_one(Meeting, item.meeting_id)
    if meeting.state == DRAFT:
        raise OfficeError(f"“{meeting.label()}”还没有定稿", remedy="请先把会议记录定稿，再编号")
    if item.number:
        raise OfficeError(f"议题“{item.subject}”已有编号{item.number}", remedy="一项决议一个编号，不用再编")
    item.number = number_decision(session, meeting, item)
    session.flush()


def reopen(session: Session, meeting: Meeting) -> None:
    """Give final minutes back to be mended; numbers stay theirs. Signed ones stay as they are."""
    if meeting.state == SIGNED:
        raise OfficeError(
            "纸质记录已经签字，不能退回草稿", remedy="写错的，请另记一条更正说明，纸上照实更正并签字"
        )
    meeting.state = DRAFT
    session.flush()


def sign(session: Session, meeting: Meeting, on: Day) -> None:
    """Note that the paper was signed by chair and recorder; the paper is the original."""
    if meeting.state != FINAL:
        raise OfficeError("还没有定稿，不能登记签字", remedy="请先定稿、打印，由主持人和记录人签字")
    if on.first < meeting.on.first:
        raise OfficeError(f"签字日期 {on} 早于会议日期 {meeting.on}", remedy="请核对日期")
    meeting.state, meeting.signed_on = SIGNED, on
    session.flush()


# -- what follows ----------------------------------------------------------------------------


def explain(
    session: Session, body: int, activity: str, year: int, months: Sequence[int], reason: str
) -> list[Explanation]:
    """Say why a body did not hold a kind in some months; an empty reason takes the saying back."""
    found = []
    for month in months:
        row = session.execute(
            select(Explanation).where(
                Explanation.organisation_id == body, Explanation.activity == activity,
                Explanation.year == year, Explanation.month == month,
            )
        ).scalar_one_or_none()  # fmt: skip
        if not clean(reason):
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = Explanation(organisation_id=body, activity=activity, year=year, month=month, reason="")
            session.add(row)
        row.reason = clean(reason)
        found.append(row)
    session.flush()
    return found
