"""征求意见: what was asked for before the meetings of a year, whom it is about, what was done about it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.life import answer_opinion, ask_opinion
from partyoffice.meetings.page.registers.choosing import (
    MEETING,
    NO_MEETING,
    PAGE,
    filled,
    held_by,
    meetings,
    newest,
    print_meeting,
)
from partyoffice.meetings.queries.life import life_years
from partyoffice.meetings.queries.said import OpinionRow, opinions
from partyoffice.meetings.records import Meeting, OpinionAsked
from partyoffice.meetings.rules.kinds import ASKED_OF
from partyoffice.store.base import fields_of
from partyoffice.store.rows import correct_row, drop_row
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, View, adding, opening, removing
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

FIELDS = fields_of(OpinionAsked)
HANDLED = Field(
    "handled", "采纳、反馈情况", Kind.LONG, required=True, hint="没有采纳的写明原因，怎样告诉本人"
)
WAITING, ANSWERED = "待反馈", "已反馈"


def read(session: "Session", look: Look) -> list[OpinionRow]:
    """Return the opinions of a year."""
    return opinions(session, look.on, look.year)


def _begin(session: "Session", row: OpinionRow | None) -> Mapping[str, Any]:
    if row is None:
        return {MEETING.key: newest(session), "source": ASKED_OF[0]}
    return {one.key: getattr(row.opinion, one.key) for one in FIELDS}


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    values = {one.key: given[one.key] for one in FIELDS}
    return ask_opinion(session, given[MEETING.key], values).id


def _correct(session: "Session", row: OpinionRow, given: Mapping[str, Any]) -> None:
    correct_row(session, session.get_one(OpinionAsked, row.id), given)


def _answer(session: "Session", row: OpinionRow, given: Mapping[str, Any]) -> None:
    answer_opinion(session, session.get_one(OpinionAsked, row.id), given["handled"])


def _drop(session: "Session", row: OpinionRow, _given: Mapping[str, Any]) -> None:
    drop_row(session, session.get_one(OpinionAsked, row.id))


@writes
def _mend(desk: "Desk", rows: Sequence[OpinionRow]) -> None:
    """Begin a line of the 整改清单 with what was said."""
    one, meeting = rows[0].opinion, rows[0].meeting
    given = {
        "organisation_id": meeting.body, "year": meeting.year, "source": meeting.kind,
        "meeting_id": meeting.id, "whose": one.about, "problem": one.text,
    }  # fmt: skip
    desk.go_to(PAGE, view="rectification", year=meeting.year, add="new", given=given)


def _state(row: OpinionRow) -> str:
    return ANSWERED if row.opinion.handled else WAITING


def _mark(row: OpinionRow) -> Mark:
    return Mark.DONE if row.opinion.handled else Mark.SOON


def _name(row: OpinionRow) -> str:
    return f"{row.opinion.source}对{row.opinion.about or row.meeting.body_name}的意见"


def _card(_session: "Session", row: OpinionRow) -> Card:
    one = row.opinion
    facts = filled(("会议", row.meeting.name), ("日期", one.on), ("来源", one.source), ("对谁", one.about))
    said = filled(("意见建议", one.text), ("采纳、反馈", one.handled))
    return Card(one.about or row.meeting.body_name, one.source, _state(row), _mark(row), (), (
        ("征求意见", facts), ("内容", said),
    ))  # fmt: skip


OPINIONS = Register(
    "meetings-opinions",
    "征求意见",
    (
        Shown(Field("on", "日期", Kind.DAY), lambda row: row.opinion.on),
        Shown(
            Field("source", "来源", Kind.CHOICE, choices=ASKED_OF),
            lambda row: row.opinion.source,
            sample="上级党组织",
        ),
        Shown(Field("about", "对谁"), lambda row: row.opinion.about, sample="党支部委员会"),
        Shown(Field("text", "意见建议", Kind.LONG), lambda row: row.opinion.text, sample="说" * 20),
        Shown(
            Field("state", "情况", Kind.CHOICE, choices=(WAITING, ANSWERED)),
            _state,
            mark=_mark,
            sample="已反馈",
        ),
        Shown(Field("handled", "采纳、反馈情况", Kind.LONG), lambda row: row.opinion.handled),
        Shown(Field("meeting", "会议", Kind.CHOICE), held_by, sample="年" * 14),
    ),
    read,
    _name,
    (
        adding(
            "登记意见",
            _add,
            Sheet((MEETING, *FIELDS), _begin, meetings, kept=(MEETING.key, "on", "source", "about")),
        ),
        Verb(
            "answer",
            "登记反馈",
            _answer,
            Sheet((HANDLED,), lambda _session, row: {"handled": row.opinion.handled}),
            icon="check",
            button=True,
        ),
        opening(_correct, Sheet(FIELDS, _begin)),
        Verb("mend", "列入整改清单", icon="arrow-right", button=True, show=_mend),
        Verb(
            "print",
            "打印汇总表",
            icon="printer",
            button=True,
            show=lambda desk, rows: print_meeting(desk, "life-03", rows[0].meeting),
        ),
        removing(_drop),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", WAITING, lambda row: not row.opinion.handled),
        View("done", ANSWERED, lambda row: bool(row.opinion.handled)),
    ),
    life_years,
    frozenset({OpinionAsked, Meeting}),
    _card,
    empty=Empty("inbox", "这一年还没有征求到的意见", NO_MEETING),
    hint="对谁、意见",
    topic="life",
)
