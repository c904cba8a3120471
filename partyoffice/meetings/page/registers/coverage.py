"""谈话覆盖: the members of each branch and the pairs of its committee, with what they lack in a year."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.page.registers.choosing import PAGE, filled
from partyoffice.meetings.queries.talks import CoverRow, covered, talk_years, talks_with
from partyoffice.meetings.records import Talk
from partyoffice.meetings.rules.talks import ARTICLE, KINDS, Want, reminds
from partyoffice.members.records import History, Person
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Shown, Verb, View
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

DONE, LACKS = "已谈", "还差"
MEMBER, SEATED, BETWEEN = SORTS = ("党员", "支委", "支委之间")


def read(session: "Session", look: Look) -> list[CoverRow]:
    """Return the matrix of a year."""
    return covered(session, look.year or look.on.year, look.on)


def _sort(row: CoverRow) -> str:
    return BETWEEN if row.pair else SEATED if row.sits else MEMBER


def _state(row: CoverRow) -> str:
    return LACKS if row.wants else DONE


def _mark(row: CoverRow) -> Mark:
    if not row.wants:
        return Mark.DONE
    return Mark.WARN if reminds(row.year, clock.today()) else Mark.SOON


def _card(session: "Session", row: CoverRow) -> Card:
    held = {one.id: one for person in row.people for one in talks_with(session, person, row.year)}
    both = set(row.people)
    told = tuple(
        (str(one.on), f"{one.talker} — {one.person}（{one.kind}）")
        for one in held.values()
        if not row.pair or both == {one.talker_id, one.person_id}
    )
    asked = "、".join(row.wants) if row.wants else ""
    sections = (("要求", filled(("依据", ARTICLE), (LACKS, asked))), (f"{row.year} 年的谈话", told))
    return Card(row.name, "·".join((_sort(row), row.branch)), _state(row), _mark(row), row.findings, sections)


@writes
def _talk(desk: "Desk", rows: Sequence[CoverRow]) -> None:
    """Open a new talk with whom the row is about; its day is the user's."""
    row = rows[0]
    given: dict[str, Any] = dict(zip(("person_id", "talker_id"), row.people, strict=False))
    if row.wants:
        given["kind"] = KINDS[row.wants[0]]
    desk.go_to(PAGE, view="talks", year=row.year, add="new", given=given)


def _print(desk: "Desk", rows: Sequence[CoverRow]) -> None:
    """Print the matrix of the branch of a row."""
    desk.open_dialog("print", paper="life-05", branch=rows[0].branch_id, given={"year": str(rows[0].year)})


def _asked(row: CoverRow, value: int | None, *wants: Want) -> Mark | None:
    return None if value is None else Mark.WARN if set(wants) & set(row.wants) else None


def _times(value: int | None) -> str:
    return "" if value is None else f"{value} 次"


COVERAGE = Register(
    "meetings-coverage",
    "谈心谈话覆盖",
    (
        Shown(Field("name", "姓名", Kind.NAME), person=True, sample="阿依古丽·买买提、阿依古丽"),
        Shown(Field("sort", "身份", Kind.CHOICE, choices=SORTS), _sort, sample=f"{BETWEEN}　"),
        Shown(
            Field("with_committee", "与支委", Kind.NUMBER), text=lambda row: _times(row.with_committee),
            mark=lambda row: _asked(row, row.with_committee, Want.COMMITTEE, Want.PAIR), sample="12 次",
        ),
        Shown(
            Field("with_members", "与党员", Kind.NUMBER), text=lambda row: _times(row.with_members),
            mark=lambda row: _asked(row, row.with_members, Want.MEMBER), sample="12 次",
        ),
        Shown(Field("state", "情况", Kind.CHOICE, choices=(LACKS, DONE)), _state, mark=_mark, sample="还差"),
        Shown(Field("wants", "还差什么"), several=True, sample="与支委谈、与党员谈"),
        Shown(Field("last", "最近一次", Kind.DAY)),
        Shown(Field("branch", "党支部", Kind.CHOICE), sample="第一党支部（文科）"),
    ),
    read,
    lambda row: row.name,
    (
        Verb("talk", "登记谈心谈话", role=Role.OPEN, icon="plus", button=True, show=_talk),
        Verb("print", "打印一览表", icon="printer", button=True, show=_print),
    ),
    (
        View("lacking", LACKS, lambda row: bool(row.wants)),
        View("people", "党员", lambda row: not row.pair),
        View("pairs", BETWEEN, lambda row: row.pair),
        View("all", "全部", lambda _row: True),
    ),
    talk_years,
    frozenset({Talk, Person, History}),
    _card,
    lambda row: None if row.pair else row.people[0],
    Empty("users", "没有要谈的人", "支部里的党员和支委都谈过，或者名册里还没有党员。"),
    "行",
    hint="姓名、拼音、党支部",
    topic="life",
)  # fmt: skip
