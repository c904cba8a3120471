"""公示: what of the dues was published for which months, what it told, and what was said to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.actions import publishing
from partyoffice.dues.queries import publishing as asked
from partyoffice.dues.queries.publishing import DONE, DRAFT, TO_DO, UP, NoticeRow
from partyoffice.dues.records import DuesNotice
from partyoffice.dues.rules.months import day_of
from partyoffice.dues.rules.publishing import ARTICLE, out_of_time
from partyoffice.dues.rules.statement import AMOUNTS, TOLD
from partyoffice.meetings.page.registers.choosing import BODY, bodies, filled
from partyoffice.organisation.queries import own_body
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import (
    Card,
    Look,
    Register,
    Role,
    Sheet,
    Shown,
    Verb,
    View,
    adding,
    opening,
    removing,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(DuesNotice)}
SPAN, PLACE, PHONE, CONTACT = (STORED[key] for key in ("span", "place", "phone", "contact"))
WHICH = replace(STORED["start"], title="哪个月份", hint="季度、年度的写其中任何一个月")
POSTED, UNTIL, FEEDBACK = (STORED[key] for key in ("posted", "until", "feedback"))
REACH = (PLACE, PHONE, CONTACT)
NEW = (BODY, SPAN, WHICH, *REACH)
POSTING = (replace(POSTED, required=True, month_allowed=False), UNTIL, *REACH)
POST_NOTE = "张贴时按现在的账取数并留存，以后账上有改动，这里会提示；再按一次就按新的数字重新公示。"
NEW_NOTE = "先拟好，打印出来张贴，再登记张贴日期。支部每年至少向党员公布一次；多久一次在设置里改。"
BASIS = ("依据", (("条文", ARTICLE),))
MARKS = {TO_DO: Mark.WARN, DRAFT: Mark.RING, UP: Mark.NOW, DONE: Mark.DONE}


def read(session: "Session", look: Look) -> list[NoticeRow]:
    """Return the 公示 of a year, with what is to be published still."""
    return asked.notices(session, look.on, look.year)


def _years(session: "Session") -> list[int]:
    return asked.notice_years(session, clock.today())


def _begin(session: "Session", row: NoticeRow | None) -> Values:
    span = row.period if row is not None else asked.proposed(session, clock.today())
    last = next((one.notice for one in asked.notices(session, clock.today()) if one.notice is not None), None)
    kept = {key: getattr(last, key) for key in publishing.TEXTS} if last is not None else {}
    return {
        BODY.key: own_body(session) or None, SPAN.key: span.kind, WHICH.key: day_of(span.first), **kept,
    }  # fmt: skip


def _now(_session: "Session", row: NoticeRow) -> Values:
    return {key: getattr(row.notice, key) for key in STORED}


def _posting(session: "Session", row: NoticeRow) -> Values:
    return {**_now(session, row), "posted": Day.of(clock.today()), "until": None}


def _judge(values: Values) -> Mapping[str, str]:
    wrong = out_of_time(values.get("posted"), values.get("until"))
    return {"until": wrong} if wrong else {}


def _add(session: "Session", _row: NoticeRow | None, given: Values) -> int:
    return publishing.draft_notice(session, given).id


def _said(_row: NoticeRow | None, given: Values) -> str:
    if not given.get(WHICH.key) or not given.get(SPAN.key):
        return "拟党费公示"
    return f"拟党费公示：{asked.period_of(str(given[SPAN.key]), given[WHICH.key]).words}"


def _post(session: "Session", row: NoticeRow, given: Values) -> None:
    publishing.post_notice(session, row.id, given, clock.today())


def _correct(session: "Session", row: NoticeRow, given: Values) -> None:
    publishing.correct_notice(session, row.id, given)


def _answer(session: "Session", row: NoticeRow, given: Values) -> None:
    publishing.note_feedback(session, row.id, given["feedback"] or "")


def _drop(session: "Session", row: NoticeRow, _given: Values) -> None:
    publishing.drop_notice(session, row.id)


def _no_record(row: NoticeRow) -> str:
    return "" if row.notice is not None else "还没有拟公示"


def _has_record(row: NoticeRow) -> str:
    return "已经拟好" if row.notice is not None else ""


def _not_posted(row: NoticeRow) -> str:
    if row.notice is None:
        return _no_record(row)
    return "" if row.notice.posted is not None else "还没有张贴"


def _print(desk: "Desk", rows: Sequence[NoticeRow]) -> None:
    row = rows[0]
    given = {"span": str(row.period.kind), "month": str(day_of(row.period.first))}
    if row.notice is not None:
        kept = {key: getattr(row.notice, key) for key in (*publishing.TEXTS, "posted", "until")}
        given |= {key: str(value) for key, value in kept.items() if value}
    desk.open_dialog("print", paper="dues-10", branch=row.body_id, given=given)


def _figure(key: str, row: NoticeRow) -> Any:  # noqa: ANN401 -- an amount, a count, a rate
    return row.notice.figures.get(key) if row.notice is not None else None


def _told(row: NoticeRow) -> tuple[tuple[str, str], ...]:
    found = ((key, title, _figure(key, row)) for key, title in TOLD.items())
    return tuple(
        (title, f"{grouped(value)} 元" if key in AMOUNTS else str(value))
        for key, title, value in found
        if value is not None
    )


def _card(session: "Session", row: NoticeRow) -> Card:
    one = row.notice
    if one is None:
        by = ("期限", (("下个月底前", str(row.period.by)),))
        return Card(row.name, row.body, row.state, MARKS[row.state], (), (by, BASIS))
    facts = filled(
        ("公示期", " 至 ".join(str(day) for day in (one.posted, one.until) if day)), ("地点", one.place),
        ("监督电话", one.phone), ("联系人", one.contact), ("反映情况", one.feedback),
    )  # fmt: skip
    sections = (("公示", facts), ("公示的数字", _told(row)), BASIS)
    findings = tuple(asked.told_since(session, row, clock.today()))
    return Card(row.name, row.body, row.state, MARKS[row.state], findings, sections)


def _money(key: str) -> Shown:
    return Shown(Field(key, TOLD[key], Kind.MONEY), partial(_figure, key), sample="100000.00")


DRAFTING = Sheet(NEW, _begin, bodies, note=lambda _row: NEW_NOTE)
NOTICES = Register(
    "dues-notices",
    "党费公示",
    (
        Shown(Field("period", "公示什么"), lambda row: row.period.first, lambda row: row.period.words,
              sample="2026年第三季度"),
        Shown(Field("body", "党组织", Kind.CHOICE), sample="第一党支部（文科）"),
        Shown(Field("state", "情况", Kind.CHOICE, choices=tuple(MARKS)), mark=lambda row: MARKS[row.state],
              sample="待公示　"),
        Shown(POSTED, lambda row: row.notice and row.notice.posted),
        Shown(UNTIL, lambda row: row.notice and row.notice.until),
        _money("due"), _money("paid"),
        Shown(Field("rate", "收缴率"), lambda row: _figure("rate", row) or "", sample="98.6%", align="right"),
        _money("went"), _money("closing"),
        Shown(FEEDBACK, lambda row: row.notice.feedback if row.notice is not None else "", sample="无"),
        Shown(PLACE, lambda row: row.notice.place if row.notice is not None else "", hidden=True),
    ),
    read,
    lambda row: row.name,
    (
        replace(adding("拟公示", _add, DRAFTING), sentence=_said),
        Verb("begin", "拟这一期公示", _add, DRAFTING, Role.OPEN, "pencil", button=True, why_not=_has_record,
             sentence=_said),
        replace(opening(_correct, Sheet((POSTED, UNTIL, *REACH, FEEDBACK), _now, judge=_judge)),
                why_not=_no_record),
        Verb("print", "打印公示", icon="printer", button=True, show=_print),
        Verb("post", "张贴公示", _post, Sheet(POSTING, _posting, judge=_judge, note=lambda _row: POST_NOTE),
             icon="check", button=True, why_not=_no_record),
        Verb("answer", "登记反映情况", _answer,
             Sheet((replace(FEEDBACK, required=True, hint="没有的写“无”"),), _now), icon="users",
             button=True, why_not=_not_posted),
        removing(_drop, why_not=_no_record),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", "没有贴出", lambda row: row.state in {TO_DO, DRAFT}),
    ),
    _years,
    card=_card,
    empty=Empty("landmark", "这一年还没有公示",
                "按月、按季或按年向党员公布收缴、使用和结存，数字从账上取。"),
    unit="次",
    hint="公示什么、党组织",
    topic="dues-money",
)  # fmt: skip
