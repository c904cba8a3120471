"""政审函调: letters out and back, with the ledger of their numbers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions import inquiries
from partyoffice.development.page.registers.whom import (
    PERSON,
    WAY,
    about_person,
    among,
    column,
    to_way,
    where,
)
from partyoffice.development.queries.letters import (
    ANSWERED,
    VOID,
    WAITING,
    LetterRow,
    letter_years,
    letters,
)
from partyoffice.development.records import Inquiry
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STORED = {one.key: one for one in fields_of(Inquiry)}
OUT = tuple(STORED[key] for key in ("addressee", "about", "sent"))
NUMBER = Field("own_number", "号码", Kind.NUMBER, hint="不填为下一个号")
RETURNED = Field("returned", "回函日期", Kind.DAY, required=True)
ANSWER, SEALED = STORED["answer"], STORED["sealed"]
REASON = Field("reason", "作废原因", required=True, hint="如收函单位写错，重发")


def read(session: "Session", look: Look) -> list[LetterRow]:
    """Return the letters of a year."""
    return letters(session, look.on, look.year)


def _state(row: LetterRow) -> str:
    return f"{WAITING} {row.waiting} 天" if row.waiting is not None else row.state


def _mark(row: LetterRow) -> Mark:
    if row.state == VOID:
        return Mark.RING
    if row.findings:
        return Mark.LATE if row.waiting is not None else Mark.WARN
    return Mark.DONE if row.state == ANSWERED else Mark.SOON


def _card(_session: "Session", row: LetterRow) -> Card:
    out = (("函号", row.number), ("收函单位", row.addressee), ("了解", row.about), ("发出", str(row.sent)))
    back = (("回函", str(row.returned or "")), ("印章", "有" if row.sealed else ""), ("结论", row.answer))
    sections = (
        ("发出", _filled(out)),
        ("回函", _filled(back)),
        ("作废", _filled((("原因", row.void_reason),))),
    )
    return Card(row.person.name or "—", row.person.category, _state(row), _mark(row), row.findings, sections)


def _filled(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in facts if one[1])


def _send(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    own = given["own_number"]
    return inquiries.send_inquiry(
        session, given["person_id"], given["addressee"], given["sent"], about=given["about"],
        number=int(own) if own else None,
    ).id  # fmt: skip


def _answer(session: "Session", row: LetterRow, given: Mapping[str, Any]) -> None:
    stored = session.get_one(Inquiry, row.id)
    inquiries.answer_inquiry(
        session, stored, given["returned"], given["answer"], sealed=bool(given["sealed"])
    )


def _void(session: "Session", row: LetterRow, given: Mapping[str, Any]) -> None:
    inquiries.void_inquiry(session, session.get_one(Inquiry, row.id), given["reason"])


def _correct(session: "Session", row: LetterRow, given: Mapping[str, Any]) -> None:
    rows.correct_row(session, session.get_one(Inquiry, row.id), given)


def _today(_session: "Session", _row: LetterRow) -> Mapping[str, Any]:
    return {"returned": Day.of(clock.today()), "sealed": True}


def _may_mend(row: LetterRow) -> str:
    return "" if row.record and not row.void_reason else "已经作废"


def _may_answer(row: LetterRow) -> str:
    return _may_mend(row) or ("已经回函" if row.returned else "")


LETTERS = Register(
    "development-letters",
    "政审函调",
    (
        column("serial", "函号", lambda row: row.number, sample="政审函〔2026〕100号"),
        *about_person(),
        column("addressee", "收函单位", lambda row: row.addressee, sample="中共安和县教育局委员会"),
        column("sent", "发出", lambda row: row.sent, Kind.DAY),
        column("state", "情况", _state, mark=_mark, sample="等待回函 100 天"),
        column("returned", "回函", lambda row: row.returned, Kind.DAY),
        column("void", "作废原因", lambda row: row.void_reason, sample="登记已撤销"),
        where(),
    ),
    read,
    lambda row: f"{row.number}（{row.person.name}）",
    (
        adding(
            "发函",
            _send,
            Sheet((PERSON, *OUT, NUMBER), lambda _s, _r: {"sent": Day.of(clock.today())}, among(WAY)),
        ),
        Verb(
            "answer",
            "登记回函",
            _answer,
            Sheet((RETURNED, ANSWER, SEALED), _today),
            icon="check",
            button=True,
            why_not=_may_answer,
        ),
        opening(_correct, Sheet((*OUT, STORED["returned"], ANSWER, SEALED))),
        Verb("void", "作废", _void, Sheet((REASON,)), icon="x", button=True, why_not=_may_mend),
        to_way(),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", WAITING, lambda row: row.state == WAITING),
        View("late", "该催的", lambda row: bool(row.findings) and row.waiting is not None),
        View("void", VOID, lambda row: row.state == VOID),
    ),
    years=letter_years,
    card=_card,
    person=lambda row: row.person.id or None,
    empty=Empty("file-text", "这一年没有政审函", "发函时给号码，同一号码不给第二次；作废的也留在这里。"),
    unit="份",
    hint="姓名、函号、单位",
    topic="development",
)
