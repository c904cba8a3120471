"""联系人、介绍人: who looks after whom, who must be replaced, and everybody before."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions.vouchers import (
    end_voucher,
    name_voucher,
    replace_voucher,
    sponsors_from_mentors,
)
from partyoffice.development.page.registers.whom import (
    PERSON,
    WAY,
    about_person,
    chooser,
    column,
    id_of,
    to_way,
    where,
)
from partyoffice.development.queries.named import PAST, Row, named
from partyoffice.development.queries.persons import whom
from partyoffice.development.queries.vouchers import Vouching, looked_after
from partyoffice.development.records import Voucher
from partyoffice.development.rules.profile import MENTOR, ROLES
from partyoffice.members.rules import Category
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Verb, View, adding, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

STORED = {one.key: one for one in fields_of(Voucher)}
ROLE = STORED["role"]
MEMBER = Field("member_id", "正式党员", Kind.LINK, hint="在名册中选")
OUTSIDE = Field("outside", "外单位的姓名", Kind.NAME, hint="不在本单位名册中的写姓名")
RELATIVE, START, END, REASON = (STORED[key] for key in ("relative", "start", "end", "reason"))
ON = Field("on", "从哪天起", Kind.DAY, required=True)
WHY = Field("why", "原因", required=True, hint="如调离本校、不能继续担任")


def read(session: "Session", look: Look) -> list[Row]:
    """Return who has none first, then every row."""
    return named(session, look.on)


def _mark(row: Row) -> Mark:
    marks = {"待指定": Mark.WARN, "应更换": Mark.BLOCKED, "在任": Mark.NOW, "已完成": Mark.DONE}
    return marks.get(row.state, Mark.RING)


def _card(session: "Session", row: Row) -> Card:
    facts = [("担任", row.role), ("谁", row.who)]
    others: tuple[tuple[str, str], ...] = ()
    if row.one:
        facts += [("开始", str(row.one.start or "")), ("结束", str(row.one.end or ""))]
        facts += [("更换原因", row.one.reason)] if row.one.reason else []
        others = _others(session, row.one)
    findings = row.one.against if row.one else ()
    return Card(row.person.name, row.person.category, row.state, _mark(row), findings, (
        ("登记", tuple(one for one in facts if one[1])), (f"{row.who}还联系", others),
    ))  # fmt: skip


def _others(session: "Session", one: Vouching) -> tuple[tuple[str, str], ...]:
    """Return whom else the member looks after now."""
    if one.member_id is None:
        return ()
    mine = [other for other in looked_after(session, one.member_id, clock.today()) if other.holds]
    people = whom(session, clock.today(), [other.person_id for other in mine])
    return tuple(
        (people[other.person_id].name, f"{other.role}，{other.start or ''} 起")
        for other in mine
        if other.person_id in people and other.id != one.id
    )


def _links(desk: "Desk", _row: Row | None) -> "Links":
    return {
        PERSON.key: chooser(desk, WAY),
        MEMBER.key: chooser(desk, (Category.FULL,)),
    }


def _begin(_session: "Session", row: Row | None) -> Mapping[str, Any]:
    today = Day.of(clock.today())
    return {"person_id": row.person.id if row else None, "role": row.role if row else MENTOR, "start": today}


def _one_of(given: Mapping[str, Any]) -> Mapping[str, str]:
    if given.get("member_id") and given.get("outside"):
        return {"outside": "名册中的人和外单位的人只填一个"}
    return {} if given.get("member_id") or given.get("outside") else {"member_id": "请选名册中的正式党员"}


def _whom(given: Mapping[str, Any]) -> dict[str, Any]:
    named = given.get("member_id")
    return {
        "member_id": named, "name": "" if named else given.get("outside", ""),
        "relative": bool(given.get("relative")),
    }  # fmt: skip


def _name(session: "Session", _row: Row | None, given: Mapping[str, Any]) -> int:
    return name_voucher(session, given["person_id"], given["role"], given["start"], **_whom(given)).id


def _replace(session: "Session", row: Row, given: Mapping[str, Any]) -> int:
    stored = session.get_one(Voucher, row.id)
    return replace_voucher(session, stored, given["on"], given["why"], **_whom(given)).id


def _end(session: "Session", row: Row, given: Mapping[str, Any]) -> None:
    end_voucher(session, session.get_one(Voucher, row.id), given["on"], given["why"])


def _correct(session: "Session", row: Row, given: Mapping[str, Any]) -> None:
    if row.one is None:
        raise OfficeError(f"{row.person.name}还没有指定{row.role}", remedy="请用“指定”")
    rows.correct_row(session, session.get_one(Voucher, row.id), given)


def _drop(session: "Session", row: Row, _given: Mapping[str, Any]) -> None:
    rows.drop_row(session, session.get_one(Voucher, row.id))


def _sponsors(session: "Session", row: Row, given: Mapping[str, Any]) -> None:
    if not sponsors_from_mentors(session, row.person.id, given["on"]):
        raise OfficeError(f"{row.person.name}没有可以担任介绍人的联系人", remedy="请用“指定”另选两名正式党员")


def _stored(row: Row) -> str:
    return "" if row.one else "还没有指定"


def _named(row: Row) -> str:
    return "已经指定" if row.one else ""


def _holding(row: Row) -> str:
    return _stored(row) or ("" if row.one and row.one.holds else "已经结束")


def _for_sponsors(row: Row) -> str:
    return "" if row.person.category == Category.CANDIDATE else "发展对象才确定入党介绍人"


def _today(_session: "Session", _row: Row) -> Mapping[str, Any]:
    return {"on": Day.of(clock.today())}


NAMING = Sheet(
    (PERSON, ROLE, MEMBER, OUTSIDE, START, RELATIVE), _begin, _links, kept=("role", "start"), judge=_one_of
)
VERBS = (
    adding("指定", _name, NAMING),
    Verb("name", "指定", _name, NAMING, Role.OPEN, "plus", button=True, why_not=_named),
    Verb(
        "open",
        "更正",
        _correct,
        Sheet((START, END, REASON, RELATIVE), lambda _s, row: _now(row)),
        Role.OPEN,
        "pencil",
        button=True,
        press="保存",
        why_not=_stored,
    ),
    Verb(
        "replace",
        "更换",
        _replace,
        Sheet((ON, WHY, MEMBER, OUTSIDE, RELATIVE), _today, _links, _one_of),
        icon="users",
        button=True,
        why_not=_holding,
    ),
    Verb("end", "结束", _end, Sheet((ON, WHY), _today), icon="x", button=True, why_not=_holding),
    Verb(
        "sponsors",
        "由联系人任介绍人",
        _sponsors,
        Sheet((ON,), _today),
        icon="check",
        button=True,
        why_not=_for_sponsors,
    ),
    to_way(),
    removing(_drop, why_not=_stored),
)


def _now(row: Row) -> Mapping[str, Any]:
    one = row.one
    if one is None:
        return {}
    return {"start": one.start, "end": one.end, "reason": one.reason, "relative": one.judged.relative}


VOUCHERS = Register(
    "development-vouchers",
    "联系人和介绍人",
    (
        *about_person(),
        column("role", "担任", lambda row: row.role, Kind.CHOICE, ROLES),
        column("who", "联系人、介绍人", lambda row: row.who, Kind.NAME, person=True),
        column(
            "state",
            "情况",
            lambda row: row.state,
            Kind.CHOICE,
            ("待指定", "应更换", "在任", "已完成", "已结束"),
            mark=_mark,
        ),
        column("start", "开始", lambda row: row.one.start if row.one else None, Kind.DAY),
        column("end", "结束", lambda row: row.one.end if row.one else None, Kind.DAY),
        column("reason", "更换原因", lambda row: row.one.reason if row.one else "", sample="调离本校"),
        column("told", "问题", lambda row: "；".join(row.told), sample="培养联系人沈砚秋是预备党员"),
        where(),
    ),
    read,
    lambda row: f"{row.person.name}（{row.role}{row.who}）",
    VERBS,
    (
        View("now", "现在的", lambda row: row.state not in PAST),
        View("lacking", "待指定", lambda row: row.state == "待指定"),
        View("wrong", "应更换", lambda row: row.state == "应更换"),
        View("all", "全部和历史", lambda _row: True),
    ),
    card=_card,
    person=id_of,
    empty=Empty("users", "还没有培养联系人", "有了积极分子以后，在这里指定培养联系人和入党介绍人。"),
    hint="姓名、拼音、联系人",
    topic="development",
)
