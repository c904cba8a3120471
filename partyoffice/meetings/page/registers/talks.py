"""谈心谈话: every talk of a year, with both people of the roster or by name."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.talks import correct_talk, drop_talk, hold_talk
from partyoffice.meetings.page.registers.choosing import filled, length, people
from partyoffice.meetings.queries.talks import TalkRow, talk_years, talks, usual_kind
from partyoffice.meetings.records import Talk
from partyoffice.meetings.rules.kinds import TALKS as KINDS
from partyoffice.meetings.rules.talks import OF_THE_WAY, WARNING
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

STORED = {one.key: one for one in fields_of(Talk)}
TALKER = Field("talker_id", "谈话人", Kind.LINK, hint="在名册中选")
WITH = Field("person_id", "谈话对象", Kind.LINK, hint="在名册中选")
OUTSIDE = Field("talker", "谈话人姓名", Kind.NAME, hint="不在名册中的才写，如 上级党委的谈话人")
OTHER = Field("person", "谈话对象姓名", Kind.NAME, hint="不在名册中的才写")
REST = tuple(STORED[key] for key in ("on", "kind", "place", "gist", "advice", "handled"))
FIELDS = (TALKER, OUTSIDE, WITH, OTHER, *REST)
NAMED = {TALKER.key: OUTSIDE.key, WITH.key: OTHER.key}


def _links(desk: "Desk", _row: TalkRow | None) -> "Links":
    return people(desk, TALKER.key, WITH.key)


def _begin(_session: "Session", row: TalkRow | None) -> Mapping[str, Any]:
    if row is None:
        return {}
    values = {key: getattr(row.talk, key) for key in (*STORED, *NAMED)}
    return values | {name: "" for key, name in NAMED.items() if values[key]}


def _wanted(values: Mapping[str, Any]) -> Sequence[str]:
    """Ask for a name only where nobody of the roster is chosen."""
    left_out = {name for key, name in NAMED.items() if values.get(key)}
    return [one.key for one in FIELDS if one.key not in left_out]


def _judge(values: Mapping[str, Any]) -> Mapping[str, str]:
    wrong = {
        key: f"请选{title}，或写姓名"
        for (key, name), title in zip(NAMED.items(), ("谈话人", "谈话对象"), strict=True)
        if not values.get(key) and not values.get(name)
    }
    same = values.get(TALKER.key) and values.get(TALKER.key) == values.get(WITH.key)
    return wrong | ({WITH.key: "谈话人和谈话对象是同一个人"} if same else {})


def _propose(desk: "Desk", dialog: "Asking") -> None:
    """Propose what the talk is, once both people are chosen."""
    dialog.form.committed.connect(partial(_propose_kind, desk, dialog))


def _propose_kind(desk: "Desk", dialog: "Asking", key: str) -> None:
    if key not in NAMED:
        return
    values = dialog.form.values()
    with desk.open_office().reading() as session:
        kind = usual_kind(session, values[TALKER.key], values[WITH.key], clock.today())
    if kind and values["kind"] not in {OF_THE_WAY, WARNING}:
        dialog.form.set_value("kind", kind)


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    return hold_talk(session, given).id


def _correct(session: "Session", row: TalkRow, given: Mapping[str, Any]) -> None:
    correct_talk(session, session.get_one(Talk, row.id), given)


def _drop(session: "Session", row: TalkRow, _given: Mapping[str, Any]) -> None:
    drop_talk(session, session.get_one(Talk, row.id))


def _print(desk: "Desk", rows: Sequence[TalkRow]) -> None:
    """Print the sheets of the people talked with, of those days."""
    given = {"year": str(rows[0].talk.on.year), "day": str(rows[0].talk.on) if len(rows) == 1 else ""}
    desk.open_dialog("print", paper="life-04", ids=[whom for whom in map(_whom, rows) if whom], given=given)


def _whom(row: TalkRow) -> int | None:
    return row.talk.person_id or row.talk.talker_id


def _why_not_printed(row: TalkRow) -> str:
    return "" if _whom(row) else "两个人都不在名册中，请打印空白表手写"


def _card(_session: "Session", row: TalkRow) -> Card:
    one = row.talk
    facts = filled(("日期", one.on), ("类型", one.kind), ("地点", one.place), ("党支部", row.branch))
    said = filled(("内容要点", one.gist), ("意见建议", one.advice), ("处理情况", one.handled))
    return Card(f"{one.talker} — {one.person}", one.kind, sections=(("谈话", facts), ("内容", said)))


def _handled(row: TalkRow) -> bool:
    return bool(row.talk.handled) or not row.talk.advice


def _of(key: str, kind: str) -> View:
    return View(key, kind, lambda row: row.talk.kind == kind)


def read(session: "Session", look: Look) -> list[TalkRow]:
    """Return the talks of a year."""
    return talks(session, look.year)


SHEET = Sheet(
    FIELDS, _begin, _links, _judge, wanted=_wanted, follow=_propose,
    kept=("on", TALKER.key, OUTSIDE.key, "place"),
)  # fmt: skip
TALKS = Register(
    "meetings-talks",
    "谈心谈话",
    (
        Shown(STORED["on"], lambda row: row.talk.on),
        Shown(Field("talker", "谈话人", Kind.NAME), lambda row: row.talk.talker, person=True),
        Shown(Field("person", "谈话对象", Kind.NAME), lambda row: row.talk.person, person=True),
        Shown(
            Field("kind", "类型", Kind.CHOICE, choices=KINDS), lambda row: row.talk.kind, sample="支委与党员"
        ),
        Shown(Field("place", "地点"), lambda row: row.talk.place, sample="党员活动室"),
        Shown(Field("gist", "内容要点"), lambda row: length(row.talk.gist), sample="120 字"),
        Shown(Field("advice", "意见建议"), lambda row: length(row.talk.advice), sample="120 字"),
        Shown(Field("handled", "处理情况", Kind.LONG), lambda row: row.talk.handled),
        Shown(Field("branch", "党支部", Kind.CHOICE), lambda row: row.branch, sample="第一党支部（文科）"),
    ),
    read,
    lambda row: row.talk.label(),
    (
        adding("登记谈心谈话", _add, SHEET),
        opening(_correct, SHEET),
        Verb(
            "print",
            "打印谈话记录",
            icon="printer",
            button=True,
            many=True,
            why_not=_why_not_printed,
            show=_print,
        ),
        removing(_drop),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", "意见待处理", lambda row: not _handled(row)),
        *(_of(f"kind{at}", kind) for at, kind in enumerate(KINDS)),
    ),
    talk_years,
    frozenset({Talk}),
    _card,
    _whom,
    Empty(
        "users",
        "这一年还没有谈心谈话",
        "委员之间、委员和党员、党员之间每年一般不少于一次，谈过的登记在这里。",
    ),
    "次",
    "talks",
    "姓名、拼音、地点",
    topic="life",
)
