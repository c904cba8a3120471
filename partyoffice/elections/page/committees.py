"""历届委员: who served in which committee, from the posts of people and the terms of bodies."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.elections.queries.committees import Served, served
from partyoffice.members.records import History, Person
from partyoffice.organisation.records import Organisation, Term
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Look, Register, Role, Shown, Verb, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk


def _mark(one: Served) -> Mark | None:
    return Mark.NOW if one.here else None


COLUMNS = (
    Shown(Field("name", "姓名", Kind.NAME), person=True),
    Shown(Field("body", "党组织", Kind.CHOICE), sample="第三党支部（行政后勤）"),
    Shown(Field("number", "届次", Kind.NUMBER), text=lambda one: one.term, sample="第10届"),
    Shown(
        Field("post", "职务", Kind.CHOICE),
        mark=lambda one: Mark.NOW if one.here else None,
        sample="党支部副书记",
    ),
    Shown(Field("start", "任职", Kind.DAY)),
    Shown(Field("end", "免职", Kind.DAY)),
    Shown(Field("reason", "方式", Kind.CHOICE), sample="换届选举"),
    Shown(Field("term_start", "本届开始", Kind.DAY), hidden=True),
    Shown(Field("term_end", "本届结束", Kind.DAY), hidden=True),
)
EMPTY = Empty("inbox", "还没有委员", "选举办结以后，当选的人列在这里；也可以在名册的卡片里登记党内职务。")


def _read(session: "Session", _look: Look) -> Sequence[Served]:
    return served(session)


def _go(desk: "Desk", rows: Sequence[Served]) -> None:
    desk.go_to("members", person=rows[0].person_id)


COMMITTEES = Register(
    "elections-committees", "历届委员", COLUMNS, _read, lambda one: one.name,
    (Verb("person", "打开名册中的这个人", role=Role.OPEN, icon="user-round", button=True, show=_go),),
    (
        View("here", "现任", lambda one: one.here),
        View("all", "历届", lambda _one: True),
    ),
    kinds=frozenset({History, Person, Organisation, Term}), person=lambda one: one.person_id,
    empty=EMPTY, unit="人", roster="committees", topic="elections",
)  # fmt: skip
