"""数据体检 of organisation life: numbers, reasons, windows, fixed days, what counts twice, committees."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.meetings.queries.year import committees_of, custom_of, lives_of
from partyoffice.meetings.records import Attendance, Meeting
from partyoffice.meetings.rules.frequency import (
    BY_ACTIVITY,
    WINDOWED,
    Activity,
    Custom,
    fixed_day,
    in_window,
    told_for,
    window_of,
)
from partyoffice.meetings.rules.kinds import APPRAISAL, CAME, DRAFT, PARTY_DAY
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import ARTICLE_COMMITTEE, OrgKind, shape_of

MANY = "每类各有记录才算；按设置，一次会议只计一类"


def check_life(session: Session, on: date) -> Iterable[Finding]:
    """Yield what 数据体检 finds in the meetings of all years, and bodies that lack their committee."""
    custom, lives, whole = custom_of(session), lives_of(session), tree(session)
    unexplained = _unexplained(session)
    for meeting in session.execute(select(Meeting).order_by(Meeting.on, Meeting.id)).scalars():
        yield from _meeting(meeting, custom, whole.name(meeting.organisation_id))
        yield from _lived(meeting, *lives[meeting.organisation_id])
        if meeting.id in unexplained:
            message = f"{unexplained[meeting.id]} 人请假或缺席，没有写原因"
            yield _finding("absence-reason", Severity.INFO, meeting, message)
    yield from check_committees(session, on)


def _finding(
    code: str, severity: Severity, meeting: Meeting, message: str, told: str = "", article: str = ""
) -> Finding:
    return Finding(code, severity, message, meeting.label(), article, told, Spot("meeting", meeting.id))


def _meeting(meeting: Meeting, custom: Custom, body: str) -> Iterator[Finding]:
    if meeting.state != DRAFT and not meeting.number:
        yield _finding("no-number", Severity.INFO, meeting, f"记录{meeting.state}，没有写第几次")
    if meeting.chair and meeting.chair == meeting.recorder:
        message = f"主持人和记录人都是{meeting.chair}，一般为两人"
        yield _finding("same-heads", Severity.INFO, meeting, message)
    twice = [str(one) for one in meeting.counted_as if one != APPRAISAL]
    if twice and not custom.several:
        message = f"同时计入{'、'.join(twice)}"
        yield _finding("counted-twice", Severity.WARN, meeting, message, MANY)
    yield from _window(meeting, custom)
    yield from _fixed(meeting, told_for(custom.fixed_day, body))


def _window(meeting: Meeting, custom: Custom) -> Iterator[Finding]:
    kinds = [one for one in (meeting.kind, *meeting.counted_as) if one in WINDOWED]
    year = meeting.year or meeting.on.year
    if not kinds or in_window(year, meeting.on.first, custom):
        return
    begins, ends = window_of(year, custom)
    told = f"{year} 年度一般在 {begins} 至 {ends}，实际 {meeting.on}"
    message = f"{kinds[0]}不在通常的时间里，请核对所属年度"
    article = BY_ACTIVITY[Activity(kinds[0])].article
    yield _finding("life-window", Severity.INFO, meeting, message, told, article)


def _fixed(meeting: Meeting, told: str) -> Iterator[Finding]:
    if meeting.kind != PARTY_DAY or not meeting.on.exact:
        return
    fixed = fixed_day(told, meeting.on.year, meeting.on.first.month)
    if fixed is not None and fixed != meeting.on.first:
        told = f"按设置固定在{told}，本月为 {fixed}"
        message = "主题党日没有在固定的日期"
        article = BY_ACTIVITY[Activity.PARTY_DAY].article
        yield _finding("fixed-day", Severity.INFO, meeting, message, told, article)


def _lived(meeting: Meeting, founded: date, ended: date) -> Iterator[Finding]:
    if meeting.on.last < founded:
        message, told = "会议早于党组织成立", f"{meeting.on} 开会，{founded} 成立"
    elif meeting.on.first > ended:
        message, told = "会议晚于党组织撤销", f"{meeting.on} 开会，{ended} 撤销"
    else:
        return
    yield _finding("out-of-life", Severity.WARN, meeting, message, told)


def _unexplained(session: Session) -> Counter[int]:
    """Return how many were missing without a word, by meeting."""
    wanted = (
        select(Attendance.meeting_id, func.count())
        .where(Attendance.state.not_in(CAME), func.length(Attendance.reason) == 0)
        .group_by(Attendance.meeting_id)
    )
    return Counter({row[0]: row[1] for row in session.execute(wanted)})


def check_committees(session: Session, on: date) -> Iterator[Finding]:
    """Yield the branches with seven 正式党员 or more that have no committee."""
    whole, committees = tree(session), committees_of(session, on.year)
    formal = Counter(
        one.branch_id for one in everyone(session, on, columns=("name",))
        if one.member and one.category == Category.FULL
    )  # fmt: skip
    for node in whole.of_kind(OrgKind.BRANCH):
        shape = shape_of(formal[node.id])
        if shape.committee_required and not node.ended and not committees[node.id]:
            told = f"正式党员 {formal[node.id]} 名，满 7 名"
            spot = Spot("organisation", node.id)
            message = "应当设立支部委员会"
            yield Finding("no-committee", Severity.WARN, message, node.name, ARTICLE_COMMITTEE, told, spot)
