"""可办名单: who becomes able to take the next step until the end of the quarter, with the arithmetic."""

from typing import TYPE_CHECKING

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.development.page.registers.whom import about_person, column, id_of, name_of, to_way, where
from partyoffice.development.queries.able import AbleRow, able_rows
from partyoffice.development.rules.able import Goal, quarter_end
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session


def read(session: "Session", look: Look) -> list[AbleRow]:
    """Return who becomes able until the end of this quarter."""
    return able_rows(session, look.on, quarter_end(look.on))


def _earliest(row: AbleRow) -> Day | None:
    return Day.of(row.able.earliest) if row.able.earliest is not None else None


def _state(row: AbleRow) -> str:
    if row.able.lacking:
        return f"还差 {len(row.able.lacking)} 步"
    return "现在可办" if row.now else "本季内可办"


def _mark(row: AbleRow) -> Mark:
    return Mark.WARN if row.able.lacking or row.able.note else Mark.NOW if row.now else Mark.SOON


def _card(_session: "Session", row: AbleRow) -> Card:
    facts = (("最早", str(row.able.earliest or "要先办前面的步骤")), ("算式", row.able.told))
    lacking = tuple((f"{at}", words) for at, words in enumerate(row.able.lacking, 1))
    note = (("注意", row.able.note),) if row.able.note else ()
    return Card(
        row.person.name,
        f"{row.person.category}　{row.able.goal}",
        _state(row),
        _mark(row),
        (),
        (("时间", facts), ("还要先办", lacking), ("提示", note), ("依据", (("条文", row.able.article),))),
    )


def _goal(goal: Goal) -> "Callable[[AbleRow], bool]":
    return lambda row: row.able.goal is goal


ABLE = Register(
    "development-able",
    "本季可办名单",
    (
        column("goal", "可办", lambda row: str(row.able.goal), Kind.CHOICE, tuple(Goal)),
        *about_person(),
        column("earliest", "最早日期", _earliest, Kind.DAY),
        column("state", "情况", _state, Kind.CHOICE, mark=_mark, sample="还差 10 步"),
        column("told", "算式", lambda row: row.able.told, sample="2025-09-01 满一年为 2026-09-01"),
        column(
            "lacking", "还要先办", lambda row: row.able.lacking, several=True, sample="第 9 步确定入党介绍人"
        ),
        column("note", "提示", lambda row: row.able.note, sample="三个月内要离开"),
        column("article", "依据", lambda row: row.able.article, hidden=True, sample="细则第三十一条"),
        where(),
    ),
    read,
    name_of,
    (to_way(Role.OPEN),),
    (View("all", "全部", lambda _row: True), *(View(one.name.lower(), str(one), _goal(one)) for one in Goal)),
    card=_card,
    person=id_of,
    empty=Empty("calendar-check", "本季没有可办的人", "到本季末没有人满足下一步的时间条件。"),
    unit="人",
    topic="development",
)
