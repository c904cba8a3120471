"""双培: who is trained into the Party because a pillar of teaching, and the other way round; the shares."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions.plan import begin_pairing, end_pairing
from partyoffice.development.page.registers.whom import (
    PERSON,
    about_person,
    begins,
    column,
    id_of,
    only,
    to_way,
    where,
)
from partyoffice.development.queries.plan import PairingRow, pairing_rows, pairing_shares
from partyoffice.development.records import Pairing
from partyoffice.development.rules.profile import PAIRINGS
from partyoffice.members.page.people import people_of
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

FIELDS = fields_of(Pairing)
BEGUN = tuple(one for one in FIELDS if one.key not in {"end", "outcome"})
ON = Field("on", "结束日期", Kind.DAY, required=True)
OUTCOME = Field("outcome", "结果", required=True, hint="如 2026-06 成为预备党员、被评为市级骨干教师")


def read(session: "Session", look: Look) -> list[PairingRow]:
    """Return every 双培."""
    return pairing_rows(session, look.on)


def _everybody(desk: "Desk", _row: PairingRow | None) -> "Links":
    return {PERSON.key: people_of(desk.open_office())}


def _state(row: PairingRow) -> str:
    return "已结束" if row.row.end else "在培"


def _mark(row: PairingRow) -> Mark:
    return Mark.DONE if row.row.end else Mark.NOW


def _card(session: "Session", row: PairingRow) -> Card:
    one = row.row
    facts = (
        ("类型", one.kind), ("起止", f"{one.start} 至 {one.end or '今'}"), ("责任人", one.guide),
        ("目标", one.aim), ("进展", one.done), ("结果", one.outcome),
    )  # fmt: skip
    shares = tuple(pairing_shares(session, clock.today()).items())
    sections = (("双培", tuple(each for each in facts if each[1])), ("全校", shares))
    return Card(row.person.name, row.person.category, _state(row), _mark(row), (), sections)


def _begin(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    values = only(given, BEGUN)
    kind, start = values.pop("kind"), values.pop("start")
    return begin_pairing(session, given["person_id"], kind, start, **values).id


def _end(session: "Session", row: PairingRow, given: Mapping[str, Any]) -> None:
    end_pairing(session, session.get_one(Pairing, row.id), given["on"], given["outcome"])


def _correct(session: "Session", row: PairingRow, given: Mapping[str, Any]) -> None:
    rows.correct_row(session, session.get_one(Pairing, row.id), given)


def _drop(session: "Session", row: PairingRow, _given: Mapping[str, Any]) -> None:
    rows.drop_row(session, session.get_one(Pairing, row.id))


def _today(key: str) -> Any:  # noqa: ANN401 -- what fills a form
    return lambda _session, _row: {key: Day.of(clock.today())}


PAIRING = Register(
    "development-pairing",
    "双培",
    (
        *about_person(),
        column("kind", "类型", lambda row: row.row.kind, Kind.CHOICE, PAIRINGS),
        column("state", "情况", _state, Kind.CHOICE, ("在培", "已结束"), mark=_mark),
        column("start", "开始", lambda row: row.row.start, Kind.DAY),
        column("end", "结束", lambda row: row.row.end, Kind.DAY),
        column("guide", "责任人", lambda row: row.row.guide, Kind.NAME),
        column("aim", "目标", lambda row: row.row.aim, Kind.LONG, sample="成为预备党员"),
        column("outcome", "结果", lambda row: row.row.outcome, sample="2026-06 成为预备党员"),
        where(),
    ),
    read,
    lambda row: f"{row.person.name}（{row.row.kind}）",
    (
        adding("登记双培", _begin, Sheet((PERSON, *BEGUN), _today("start"), _everybody)),
        Verb(
            "end",
            "结束",
            _end,
            Sheet((ON, OUTCOME), _today("on")),
            icon="check",
            button=True,
            why_not=lambda row: "已经结束" if row.row.end else "",
        ),
        opening(_correct, Sheet(FIELDS, begins(lambda row: row.row))),
        to_way(),
        removing(_drop),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("into", PAIRINGS[0], lambda row: row.row.kind == PAIRINGS[0]),
        View("up", PAIRINGS[1], lambda row: row.row.kind == PAIRINGS[1]),
    ),
    card=_card,
    person=id_of,
    empty=Empty("users", "还没有双培对象", "骨干教师培养成党员、党员教师培养成骨干，在这里登记。"),
    topic="development",
)
