"""组织生活会 and 民主生活会: their steps, what was asked, written and criticised; the 整改 that follow."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.text import clean, is_nothing
from partyoffice.meetings.queries import attendance_of, find_meeting
from partyoffice.meetings.records import (
    Criticism,
    LifeStep,
    Meeting,
    OpinionAsked,
    Rectification,
    SelfCheck,
)
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.life import LIFE_KINDS, check_step_day, why_not_done, why_not_later
from partyoffice.store.rows import add_row, correct_row, drop_row


def _life(session: Session, meeting_id: int | None) -> Meeting:
    if not meeting_id:
        raise OfficeError("没有选会议", remedy="请先登记组织生活会或民主生活会，再在这里选它")
    meeting = find_meeting(session, meeting_id)
    if meeting.kind not in LIFE_KINDS:
        raise OfficeError(f"“{meeting.label()}”不是组织生活会", remedy="请选组织生活会或民主生活会")
    return meeting


# -- steps ------------------------------------------------------------------------------------


def note_step(session: Session, meeting_id: int, step: str, on: Day | None, note: str = "") -> list[Finding]:
    """Write down on which day a step was done, again for another day; no day takes it back."""
    meeting = _life(session, meeting_id)
    wanted = select(LifeStep).where(LifeStep.meeting_id == meeting.id, LifeStep.step == step)
    row = session.execute(wanted).scalar_one_or_none()
    if on is None:
        if row is not None:
            drop_row(session, row)
        return []
    if on.first > clock.today():
        raise OfficeError(f"{step}的日期 {on} 还没有到", remedy="请在办过以后登记")
    if row is None:
        add_row(session, LifeStep, {"meeting_id": meeting.id, "step": step, "on": on, "note": clean(note)})
    else:
        correct_row(session, row, {"on": on, "note": clean(note)})
    return check_step_day(step, on, meeting.on)


# -- what was asked, written, criticised --------------------------------------------------------


def ask_opinion(session: Session, meeting_id: int, values: Mapping[str, Any]) -> OpinionAsked:
    """Write down an opinion that was asked for before a meeting (OfficeError without words)."""
    meeting = _life(session, meeting_id)
    return add_row(session, OpinionAsked, {"text": "", **values, "meeting_id": meeting.id})


def answer_opinion(session: Session, row: OpinionAsked, handled: str) -> None:
    """Write down what was done about an opinion and told to who gave it."""
    if not clean(handled):
        raise OfficeError("没有写采纳、反馈情况", remedy="没有采纳的，请写明原因")
    row.handled = handled.strip()
    session.flush()


def write_check(session: Session, meeting_id: int, person_id: int, text: str, stand: str = "") -> SelfCheck:
    """Write down what somebody said of themselves, and how they took criticism; one text a meeting."""
    meeting = _life(session, meeting_id)
    if not text.strip():
        raise OfficeError("没有写对照检查要点", remedy="写要点即可；还没有交的先空着，不必登记")
    wanted = select(SelfCheck).where(SelfCheck.meeting_id == meeting.id, SelfCheck.person_id == person_id)
    row = session.execute(wanted).scalar_one_or_none()
    if row is None:
        row = SelfCheck(meeting_id=meeting.id, person_id=person_id)
    row.text, row.stand = text.strip(), stand.strip()
    session.add(row)
    session.flush()
    return row


def criticise(
    session: Session, meeting_id: int, critic_id: int, person_id: int, text: str
) -> tuple[Criticism, list[Finding]]:
    """Write down a criticism; it is said where one of the two is not among those who came."""
    meeting = _life(session, meeting_id)
    if critic_id == person_id:
        raise OfficeError("批评人和被批评人是同一个人", remedy="自我批评请写在“对照检查”里")
    if not text.strip() or is_nothing(text):
        raise OfficeError("没有写批评意见", remedy="请写一两句具体的意见")
    made = Criticism(meeting_id=meeting.id, critic_id=critic_id, person_id=person_id, text=text.strip())
    session.add(made)
    session.flush()
    return made, _absent(session, meeting, (critic_id, person_id))


def _absent(session: Session, meeting: Meeting, people: tuple[int, int]) -> list[Finding]:
    rows = attendance_of(session, meeting.id)
    away = [one for one in people if rows and (one not in rows or rows[one].state not in CAME)]
    if not away:
        return []
    message = "批评人和被批评人有人不在到会名单里"
    return [Finding("criticism-absent", Severity.WARN, message, "", "", "请核对人选，或补登到会情况")]


# -- 整改 ---------------------------------------------------------------------------------------


def add_mending(session: Session, values: Mapping[str, Any]) -> Rectification:
    """Put a line on a 整改清单 (OfficeError where problem, owner, body, source or day lack)."""
    if not values.get("organisation_id"):
        raise OfficeError("没有选党组织", remedy="请选这份清单属于哪个党组织")
    needed = dict.fromkeys(("year", "source", "problem", "by", "due"))
    return add_row(session, Rectification, {**needed, **values})


def complete(session: Session, row: Rectification, on: Day, result: str) -> None:
    """Say that a line was done, on which day and how."""
    wrong = why_not_done(on, clock.today())
    if wrong:
        raise OfficeError(wrong, remedy="请在完成以后登记")
    if not clean(result):
        raise OfficeError("没有写完成情况", remedy="请写一句做了什么、效果怎样")
    row.done, row.result = on, result.strip()
    session.flush()


def delay(session: Session, row: Rectification, due: Day, why: str) -> None:
    """Put a line off until a later day; the first day and the reason stay on record."""
    if row.done is not None:
        raise OfficeError("这一项已经完成", remedy="要改完成时限的，请先“退回整改”")
    wrong = why_not_later(row.due, due)
    if wrong:
        raise OfficeError(wrong, remedy="要提前的，用“更正”")
    if not clean(why):
        raise OfficeError("没有写延期原因", remedy="请写明原因")
    told = {"from": str(row.due) if row.due else "", "to": str(due), "why": clean(why)}
    row.delays, row.due = [*row.delays, told], due
    session.flush()


def reopen_mending(session: Session, row: Rectification) -> None:
    """Take back that a line was done; what was written of it stays."""
    row.done = None
    session.flush()
