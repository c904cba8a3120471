"""领导小组: set up by a paper, with a head and members, adjusted, dissolved."""

from dataclasses import replace
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.plans.actions import groups
from partyoffice.plans.page.registers.asking import (
    BODY,
    ON,
    Values,
    bodies,
    column,
    entering,
    filled,
    pressed,
    print_out,
    see,
    today,
    whose,
)
from partyoffice.plans.page.registers.seats import SEATED, seat_people
from partyoffice.plans.queries.groups import GroupRow, group_rows
from partyoffice.plans.records import LeadingGroup, Seat
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Verb, View, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NAME, FOUNDED, DOCUMENT, DUTY, _ENDED = fields_of(LeadingGroup)
WRITTEN = (NAME, FOUNDED, DOCUMENT, DUTY)
END_NOTE = "组里现有的成员一起到这一天为止；成立新的小组另行登记。"


def read(session: "Session", look: Look) -> list[GroupRow]:
    """Return every leading group."""
    return group_rows(session, look.on)


def _mark(row: GroupRow) -> Mark:
    return Mark.SAME if row.group.ended else Mark.WARN if row.findings else Mark.NOW


def _card(_session: "Session", row: GroupRow) -> Card:
    one = row.group
    facts = filled(("成立", one.founded), ("文号", one.document), ("职责", one.duty), ("撤销", one.ended))
    named = tuple((each.seat.role or "成员", _said(each.seat)) for each in row.seats)
    return Card(one.name, row.body, row.state, _mark(row), row.findings, (("小组", facts), ("成员", named)))


def _said(seat: Seat) -> str:
    return f"{seat.name}{f'（{seat.post}）' if seat.post else ''}"


def _begin(session: "Session", _row: None) -> Values:
    return {BODY.key: whose(session), "founded": Day.of(clock.today())}


def _add(session: "Session", _row: None, given: Values) -> int:
    return groups.found_group(session, given).id


def _now(_session: "Session", row: GroupRow) -> Values:
    return {key: getattr(row.group, key) for key in (BODY.key, *(one.key for one in WRITTEN))}


def _mend(session: "Session", row: GroupRow, given: Values) -> None:
    groups.correct_group(session, row.id, given)


def _seat(session: "Session", row: GroupRow, given: Values) -> None:
    seat_people(session, row.id, given)


def _end(session: "Session", row: GroupRow, given: Values) -> None:
    groups.end_group(session, row.id, given[ON.key])


def _reopen(session: "Session", row: GroupRow, _given: Values) -> None:
    groups.reopen_group(session, row.id)


def _drop(session: "Session", row: GroupRow, _given: Values) -> None:
    groups.drop_group(session, row.id)


def _running(row: GroupRow) -> str:
    return "" if row.group.ended is None else f"{row.group.ended} 已撤销"


def _ended(row: GroupRow) -> str:
    return "" if row.group.ended else "没有撤销"


MEMBERS = see("seats", lambda row: {"group": [row.group.name]})
LIST = print_out("plan-04", lambda row: row.group.organisation_id, lambda row: {"group": row.group.name})
GROUPS = Register(
    "plans-groups",
    "领导小组",
    (
        column("name", "领导小组", lambda row: row.group.name, sample="党风廉政建设工作领导小组"),
        column("body", "党组织", lambda row: row.body, Kind.CHOICE, sample="第一党支部（文科）"),
        column("state", "状态", lambda row: row.state, Kind.CHOICE, mark=_mark, sample="在运行　"),
        column("head", "组长", lambda row: row.named("组长"), Kind.NAME, person=True),
        column("deputy", "副组长", lambda row: row.named("副组长"), sample="沈砚秋、林知夏"),
        column("count", "成员数", lambda row: len(row.seats), Kind.NUMBER),
        column("founded", "成立（调整）", lambda row: row.group.founded, Kind.DAY),
        column("document", "文号", lambda row: row.group.document, sample="青中党支〔2026〕3号"),
        column("told", "问题", lambda row: "；".join(one.message for one in row.findings), sample="问" * 12),
        column("ended", "撤销", lambda row: row.group.ended, Kind.DAY, hidden=True),
    ),
    read,
    lambda row: row.group.name,
    (
        entering("成立领导小组", _add, Sheet((BODY, *WRITTEN), _begin, bodies), "name"),
        Verb("members", "看成员", role=Role.OPEN, icon="arrow-right", button=True, show=MEMBERS),
        pressed("seat", "增加成员", _running, work=_seat, sheet=SEATED, icon="users"),
        pressed("mend", "更正", lambda _row: "", work=_mend, press="保存", icon="pencil",
                sheet=Sheet((BODY, *WRITTEN), _now, bodies)),
        Verb("print", "打印成员名单", icon="printer", button=True, show=LIST),
        pressed("end", "撤销小组", _running, work=_end, icon="x",
                sheet=Sheet((replace(ON, title="撤销日期"),), today, note=lambda _row: END_NOTE)),
        pressed("reopen", "恢复小组", _ended, work=_reopen, icon="undo-2"),
        removing(_drop, "删除登记"),
    ),
    (
        View("now", "在运行", lambda row: row.group.ended is None),
        View("ended", "已撤销", lambda row: row.group.ended is not None),
        View("all", "全部", lambda _row: True),
    ),
    kinds=frozenset({LeadingGroup, Seat}),
    card=_card,
    empty=Empty("users", "还没有领导小组", "党建工作、意识形态、党风廉政等领导小组，成员从名册中选。"),
    unit="个小组",
    hint="小组、组长",
    topic="plans",
)  # fmt: skip
