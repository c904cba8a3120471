"""公示 is drafted, posted with the figures of that day, answered, taken out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean, clean_long
from partyoffice.dues.queries.publishing import figures, notice_of, period_of
from partyoffice.dues.records import DuesNotice
from partyoffice.dues.rules.months import day_of
from partyoffice.dues.rules.publishing import Period, out_of_time
from partyoffice.organisation.queries import own_body
from partyoffice.store import rows

Given = Mapping[str, Any]
TEXTS = ("place", "phone", "contact")


def draft_notice(session: Session, given: Given) -> DuesNotice:
    """Draft a 公示 of the month, quarter or year a month lies in (OfficeError where there is one already)."""
    span = period_of(str(given["span"]), given["start"])
    body = given.get("organisation_id") or own_body(session) or None
    if notice_of(session, body or 0, span) is not None:
        raise OfficeError(f"已有{span.words}的公示", remedy="请打开原来的公示更正，或重新张贴")
    values = {key: clean(str(given.get(key) or "")) for key in TEXTS}
    return rows.add_row(session, DuesNotice, {"organisation_id": body, **_span(span), **values})


def _span(span: Period) -> dict[str, Any]:
    return {"span": str(span.kind), "start": day_of(span.first), "end": day_of(span.last)}


def post_notice(session: Session, notice_id: int, given: Given, on: date) -> None:
    """Post a 公示: what the books say now is what it told, also after they change."""
    notice = session.get_one(DuesNotice, notice_id)
    posted: Day | None = given.get("posted")
    if posted is None:
        raise OfficeError("没有写公示开始的日期", remedy="请填写从哪一天起公示")
    _must_fit(posted, given.get("until"))
    span = period_of(notice.span, notice.start)
    told = figures(session, notice.organisation_id or own_body(session), span, on)
    values = {key: clean(str(given.get(key) or "")) or getattr(notice, key) for key in TEXTS}
    found = {"posted": posted, "until": given.get("until"), **values, "figures": told}
    rows.correct_row(session, notice, found)


def correct_notice(session: Session, notice_id: int, given: Given) -> None:
    """Mend days and texts of a 公示; its figures stay as they were told."""
    notice = session.get_one(DuesNotice, notice_id)
    _must_fit(given.get("posted"), given.get("until"))
    if notice.posted is not None and given.get("posted") is None:
        raise OfficeError("已经公示过的不能没有开始日期", remedy="公示没有贴出的，请删除这一条")
    if notice.posted is None and given.get("posted") is not None:
        raise OfficeError("还没有张贴", remedy="请用“张贴公示”登记，数字才会留下来")
    values = {key: clean(str(given.get(key) or "")) for key in TEXTS}
    said = clean_long(str(given.get("feedback") or ""))
    days = {key: given.get(key) for key in ("posted", "until")}
    rows.correct_row(session, notice, {**values, **days, "feedback": said})


def note_feedback(session: Session, notice_id: int, text: str) -> None:
    """Note what was said to a 公示, and how it was answered."""
    rows.correct_row(session, session.get_one(DuesNotice, notice_id), {"feedback": clean_long(text)})


def drop_notice(session: Session, notice_id: int) -> None:
    """Take a wrong 公示 out."""
    rows.drop_row(session, session.get_one(DuesNotice, notice_id))


def _must_fit(posted: Day | None, until: Day | None) -> None:
    wrong = out_of_time(posted, until)
    if wrong:
        raise OfficeError(wrong, remedy="请核对公示的起止日期")
