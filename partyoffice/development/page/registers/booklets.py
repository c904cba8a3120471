"""志愿书: the stock by number, to whom each was given, what became of it."""

from collections.abc import Mapping
from itertools import starmap
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions import booklets as actions
from partyoffice.development.page.registers.whom import (
    PERSON,
    about_person,
    among,
    begins,
    column,
    to_way,
    where,
)
from partyoffice.development.queries.booklets import BookletRow, booklets, in_stock, stock, waiting
from partyoffice.development.records import Booklet
from partyoffice.development.rules.profile import BOOKLET_STATES, GIVEN, IN_STOCK, LOST, SPOILT, USED
from partyoffice.members.rules import Category
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

STORED = {one.key: one for one in fields_of(Booklet)}
FIRST = Field("first", "起号", required=True, hint="照志愿书上印的编号，含字母和零")
LAST = Field("last", "止号", hint="只有一本的不填")
RECEIVED, NOTE = STORED["received"], STORED["note"]
ON = Field("on", "发给日期", Kind.DAY, required=True)
WHY_STATE = Field("state", "情况", Kind.CHOICE, True, choices=(SPOILT, LOST), open=False)
REASON = Field("reason", "原因", required=True, hint="如姓名写错，已交回上级")
NEW = Field("new", "换发的编号", Kind.LINK, required=True)
NEAR = (Category.CANDIDATE, Category.ACTIVIST)
MARKS = {IN_STOCK: Mark.RING, GIVEN: Mark.NOW, USED: Mark.DONE}


def read(session: "Session", look: Look) -> list[BookletRow]:
    """Return every booklet by its number."""
    return booklets(session, look.on)


def _mark(row: BookletRow) -> Mark:
    return MARKS.get(row.row.state, Mark.WARN)


def _card(session: "Session", row: BookletRow) -> Card:
    one, there, queue = row.row, stock(session), waiting(session)
    facts = (
        ("编号", one.number), ("领回", str(one.received or "")), ("发给", row.person.name),
        ("发给日期", str(one.given or "")), ("原因", one.reason), ("备注", one.note),
    )  # fmt: skip
    counts = tuple((state, f"{there[state]} 本") for state in BOOKLET_STATES if there[state])
    queued = tuple((name, "已预审合格，待发") for name in queue.values())
    sections = (("这一本", tuple(one for one in facts if one[1])), ("库存", counts), ("待发", queued))
    return Card(f"志愿书 {one.number}", row.person.name, one.state, _mark(row), (), sections)


def _take_in(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    made = actions.take_in(session, given["first"], given["last"], given["received"], given["note"])
    return made[0].id


def _give(session: "Session", row: BookletRow, given: Mapping[str, Any]) -> None:
    actions.give_booklet(session, session.get_one(Booklet, row.id), given["person_id"], given["on"])


def _spoil(session: "Session", row: BookletRow, given: Mapping[str, Any]) -> None:
    actions.spoil_booklet(session, session.get_one(Booklet, row.id), given["state"], given["reason"])


def _replace(session: "Session", row: BookletRow, given: Mapping[str, Any]) -> int:
    new = session.get_one(Booklet, given["new"])
    old = session.get_one(Booklet, row.id)
    actions.replace_booklet(session, old, new, given["on"], given["state"], given["reason"])
    return new.id


def _file(session: "Session", row: BookletRow, _given: Mapping[str, Any]) -> None:
    actions.file_booklet(session, session.get_one(Booklet, row.id))


def _correct(session: "Session", row: BookletRow, given: Mapping[str, Any]) -> None:
    rows.correct_row(session, session.get_one(Booklet, row.id), given)


def _drop(session: "Session", row: BookletRow, _given: Mapping[str, Any]) -> None:
    actions.take_back_intake(session, session.get_one(Booklet, row.id))


def _new_ones(desk: "Desk", _row: BookletRow) -> "Links":
    with desk.open_office().reading() as session:
        there = in_stock(session)
    if not there:
        desk.messages.inform("没有在库的志愿书", "请先登记领入，再换发。")
    return {NEW.key: tuple(starmap(Option, there))}


def _today(_session: "Session", _row: BookletRow) -> Mapping[str, Any]:
    return {"on": Day.of(clock.today())}


def _must_be(*states: str) -> Any:  # noqa: ANN401 -- what says why a verb rests
    return lambda row: "" if row.row.state in states else f"这一本是{row.row.state}"


BOOKLETS = Register(
    "development-booklets",
    "志愿书",
    (
        column("serial", "编号", lambda row: row.row.number, sample="桂2026-000123"),
        column("state", "状态", lambda row: row.row.state, Kind.CHOICE, BOOKLET_STATES, mark=_mark),
        column("received", "领回日期", lambda row: row.row.received, Kind.DAY),
        *about_person(),
        column("given", "发给日期", lambda row: row.row.given, Kind.DAY),
        column("reason", "作废、遗失原因", lambda row: row.row.reason, sample="姓名写错，已交回上级"),
        column("note", "备注", lambda row: row.row.note, sample="省委组织部印制"),
        where(),
    ),
    read,
    lambda row: f"{row.row.number}{f'（{row.person.name}）' if row.person.name else ''}",
    (
        adding("领入", _take_in, Sheet((FIRST, LAST, RECEIVED, NOTE))),
        Verb(
            "give",
            "发给",
            _give,
            Sheet((PERSON, ON), _today, among((Category.CANDIDATE, Category.ACTIVIST))),
            icon="user-round",
            button=True,
            why_not=_must_be(IN_STOCK),
        ),
        Verb(
            "replace",
            "换发",
            _replace,
            Sheet((WHY_STATE, REASON, NEW, ON), _today, _new_ones),
            icon="copy",
            button=True,
            why_not=_must_be(GIVEN),
        ),
        Verb(
            "spoil",
            "作废、遗失",
            _spoil,
            Sheet((WHY_STATE, REASON)),
            icon="x",
            button=True,
            why_not=_must_be(IN_STOCK, GIVEN),
        ),
        Verb("file", "已归档", _file, icon="check", button=True, many=True, why_not=_must_be(GIVEN)),
        opening(_correct, Sheet((RECEIVED, NOTE), begins(lambda row: row.row))),
        to_way(),
        removing(_drop, why_not=_must_be(IN_STOCK)),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("stock", IN_STOCK, lambda row: row.row.state == IN_STOCK),
        View("given", GIVEN, lambda row: row.row.state == GIVEN),
        View("gone", "作废、遗失", lambda row: row.row.state in {SPOILT, LOST}),
        View("used", USED, lambda row: row.row.state == USED),
    ),
    card=_card,
    person=lambda row: row.person.id or None,
    empty=Empty("file-text", "还没有登记志愿书", "从上级领回后按编号登记；发给、作废、遗失都留在这里。"),
    unit="本",
    hint="编号、姓名、拼音",
    topic="development",
)
