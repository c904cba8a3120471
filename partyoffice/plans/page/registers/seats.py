"""领导小组成员: who sits where, as what, answering for what; who left stays on record."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.members.records import History, Person
from partyoffice.plans.actions import groups
from partyoffice.plans.page.registers.asking import ON, PEOPLE, Values, column, filled, people, pressed, today
from partyoffice.plans.queries.groups import ROLES, SeatRow, group_rows, seat_rows
from partyoffice.plans.records import LeadingGroup, Seat
from partyoffice.store.base import fields_of
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

STORED = {one.key: one for one in fields_of(Seat)}
GROUP = Field("group_id", "领导小组", Kind.LINK, required=True)
WHO = replace(PEOPLE, title="成员（名册）", required=True, hint="可选几人，按选的先后排")
NAME = replace(STORED["name"], hint="不在名册里的人")
ROLE = Field("role", "组内职务", Kind.CHOICE, choices=ROLES, hint="组长、副组长、成员")
POST, DUTY, START, END = (STORED[key] for key in ("post", "duty", "start", "end"))
SEAT_NOTE = "现任职务照名册带出，可以再改；开始日期空着就用小组成立的日期。"
MARKS = {"在任": Mark.NOW, "已不在册": Mark.WARN, "已退出": Mark.SAME}


def read(session: "Session", look: Look) -> list[SeatRow]:
    """Return every seat."""
    return seat_rows(session, look.on)


def seat_people(session: "Session", group: int, given: Values) -> int:
    """Give those a form chose a seat; return the last one."""
    kept = {key: value for key, value in given.items() if key not in {PEOPLE.key, GROUP.key}}
    return groups.seat_people(session, group, given[PEOPLE.key] or (), kept)[-1].id


def _groups(desk: "Desk", row: Any) -> "Links":  # noqa: ANN401 -- a row, or none yet
    """Return the groups there are, and whom a form chooses."""
    with desk.open_office().reading() as session:
        found = [one for one in group_rows(session, clock.today()) if one.group.ended is None]
    groups_ = tuple(Option(one.id, one.group.name, note=one.body) for one in found)
    return {**people(desk, row), GROUP.key: groups_}


def _add(session: "Session", _row: None, given: Values) -> int:
    return seat_people(session, int(given[GROUP.key]), given)


def _outsider(session: "Session", _row: None, given: Values) -> int:
    kept = {key: value for key, value in given.items() if key != GROUP.key}
    return groups.seat_outsider(session, int(given[GROUP.key]), kept).id


def _nothing(_session: "Session", _row: Any) -> Values:  # noqa: ANN401 -- a row, or none yet
    return {ROLE.key: "成员"}


def _now(_session: "Session", row: SeatRow) -> Values:
    return {one.key: getattr(row.seat, one.key) for one in (ROLE, POST, DUTY, START, END)}


def _mend(session: "Session", row: SeatRow, given: Values) -> None:
    groups.correct_seat(session, row.id, given)


def _leave(session: "Session", row: SeatRow, given: Values) -> None:
    groups.leave(session, row.id, given[ON.key])


def _shift(by: int, session: "Session", row: SeatRow, _given: Values) -> None:
    groups.shift_seat(session, row.id, by)


def _drop(session: "Session", row: SeatRow, _given: Values) -> None:
    groups.drop_seat(session, row.id)


def _held(row: SeatRow) -> str:
    return "" if row.seat.end is None else f"{row.seat.end} 已退出"


def _known(row: SeatRow) -> str:
    return "" if row.seat.person_id else "不是名册里的人"


def _open_person(desk: "Desk", rows: Sequence[SeatRow]) -> None:
    desk.go_to("members", person=rows[0].seat.person_id)


def _card(_session: "Session", row: SeatRow) -> Card:
    one = row.seat
    facts = filled(
        ("小组", row.group.name), ("职务", one.role), ("现任", one.post), ("分工", one.duty),
        ("开始", one.start), ("结束", one.end),
    )  # fmt: skip
    return Card(one.name, row.body, row.state, MARKS[row.state], (), (("成员", facts),))


SEATED = Sheet(
    (WHO, ROLE, DUTY, START), _nothing, people, note=lambda _row: SEAT_NOTE, kept=(ROLE.key, START.key)
)
ADDED = Sheet(
    (GROUP, *SEATED.fields), _nothing, _groups, note=lambda _row: SEAT_NOTE,
    kept=(GROUP.key, ROLE.key, START.key),
)  # fmt: skip
OUTSIDE = Sheet((GROUP, NAME, ROLE, POST, DUTY, START), _nothing, _groups, kept=(GROUP.key, ROLE.key))
SEATS = Register(
    "plans-seats",
    "领导小组成员",
    (
        column("group", "领导小组", lambda row: row.group.name, Kind.CHOICE, sample="党风廉政建设领导小组"),
        column("name", "姓名", lambda row: row.seat.name, Kind.NAME, person=True),
        column("role", "组内职务", lambda row: row.seat.role, Kind.CHOICE, sample="办公室主任"),
        column("post", "现任职务", lambda row: row.seat.post, sample="党支部书记、校长"),
        column("duty", "责任分工", lambda row: row.seat.duty, Kind.LONG, sample="责" * 18),
        column("state", "情况", lambda row: row.state, Kind.CHOICE, mark=lambda row: MARKS[row.state],
               sample="已不在册　"),
        column("start", "开始", lambda row: row.seat.start, Kind.DAY),
        column("end", "结束", lambda row: row.seat.end, Kind.DAY),
        column("body", "党组织", lambda row: row.body, Kind.CHOICE, hidden=True),
    ),
    read,
    lambda row: f"{row.group.name}{row.seat.name}",
    (
        adding("增加成员", _add, ADDED),
        replace(adding("增加名册以外的成员", _outsider, OUTSIDE, "outsider"), icon="user-round", button=True),
        opening(_mend, Sheet((ROLE, POST, DUTY, START, END), _now)),
        pressed("leave", "退出", _held, work=_leave, icon="x", many=True,
                sheet=Sheet((replace(ON, title="退出日期"),), today)),
        pressed("up", "上移", _held, work=partial(_shift, -1), icon="arrow-up"),
        pressed("down", "下移", _held, work=partial(_shift, 1), icon="arrow-down"),
        Verb("person", "打开名册中的这个人", icon="user-round", show=_open_person, why_not=_known),
        removing(_drop, "删除登记"),
    ),
    (
        View("now", "现任", lambda row: row.holds),
        View("gone", "已不在册", lambda row: row.state == "已不在册"),
        View("left", "已退出", lambda row: not row.holds),
        View("all", "全部", lambda _row: True),
    ),
    kinds=frozenset({LeadingGroup, Seat, Person, History}),
    card=_card,
    person=lambda row: row.seat.person_id,
    empty=Empty("users", "还没有成员", "先在“领导小组”里成立小组，再从名册中选成员。"),
    unit="人",
    roster="leading-seats",
    hint="姓名、拼音、小组",
    topic="plans",
)  # fmt: skip
