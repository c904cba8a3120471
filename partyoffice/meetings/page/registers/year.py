"""年表: how often each body held what it is asked for, month by month; gaps are filled or explained here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QTableView

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.finishing import explain
from partyoffice.meetings.page.registers.year_cells import (
    COLUMNS,
    YEAR_MONTHS,
    Line,
    gaps_of,
    together,
    told,
)
from partyoffice.meetings.queries.year import custom_of, year_table, years
from partyoffice.meetings.records import Explanation, Meeting
from partyoffice.meetings.rules.frequency import Activity, Level, usual_reason, window_of
from partyoffice.organisation.records import Organisation
from partyoffice.ui.empty import Empty
from partyoffice.ui.register import Look, Register, Role, Sheet, Verb, View
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

PAGE, MINUTES, PAPER = "meetings", "minutes", "life-year"
REASON = Field(
    "reason", "原因", Kind.CHOICE, required=True, choices=("寒假", "暑假", "与其他会议合并召开"),
    hint="印在一览表上",
)  # fmt: skip


def read(session: "Session", look: Look) -> list[Line]:
    """Return the lines of a year, each branch before its groups."""
    year = look.year or look.on.year
    custom = custom_of(session)
    return [
        Line(row, year, look.on, window_of(year, custom)[1]) for row in year_table(session, year, look.on)
    ]


# -- what can be done ----------------------------------------------------------------------------


def _no_meeting(line: Line) -> str:
    return "" if line.meetings else "这里没有会议记录"


def _not_asked(line: Line) -> str:
    outside = all(one.level is Level.OUTSIDE for one in line.cells)
    return "这个党组织那时还没有成立或已经撤销" if outside else ""


def _nothing_owed(line: Line) -> str:
    return _not_asked(line) or ("" if line.owed else "这里已经开过会，不用说明")


def _not_told(line: Line) -> str:
    said = any(one.level is Level.EXPLAINED for one in line.cells)
    return "" if said else "这里没有填写过说明"


def open_meeting(desk: "Desk", meeting: int) -> None:
    """Show the record of a meeting."""
    desk.go_to(PAGE, view=MINUTES, meeting=meeting)


def _open(desk: "Desk", rows: Sequence[Line]) -> None:
    """Open the meeting of a cell; several are offered by name."""
    meetings = rows[0].meetings
    if len(meetings) == 1:
        open_meeting(desk, meetings[0].id)
        return
    menu = QMenu(desk.window)
    for one in meetings:
        words = f"{one.on} {one.title}（{one.state}）".replace("&", "&&")
        menu.addAction(words, partial(open_meeting, desk, one.id))
    view = QApplication.focusWidget()
    at = QCursor.pos()
    if isinstance(view, QTableView):
        at = view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
    menu.popup(at)


@writes
def _hold(desk: "Desk", rows: Sequence[Line]) -> None:
    """Begin the record that a cell lacks: of a month that is over the day is still to be typed."""
    line = rows[0]
    over = [one for one in line.cells if one.level is Level.MISSING]
    on = Day(line.year, *over[0].months) if len(over) == 1 and len(over[0].months) == 1 else None
    new: dict[str, Any] = {"body": line.row.body, "kind": str(line.row.activity), "on": on}
    if line.row.activity is Activity.APPRAISAL:  # no meeting of its own: it is held with a 组织生活会
        new |= {"kind": str(Activity.CRITICISM), "counted_as": (str(Activity.APPRAISAL),)}
    desk.go_to(PAGE, view=MINUTES, new=new)


def _print(desk: "Desk", _rows: Sequence[Line]) -> None:
    desk.open_dialog("print", paper=PAPER)


def _begin(_session: "Session", line: Line) -> Mapping[str, Any]:
    known = next((one.reason for one in line.owed if one.reason), "")
    return {"reason": known or usual_reason([month for one in line.owed for month in one.months])}


def _say(session: "Session", line: Line, given: Mapping[str, Any]) -> None:
    months = [month for one in line.owed for month in one.months]
    explain(session, line.row.body, line.row.activity, line.year, months, str(given["reason"]))


def _unsay(session: "Session", line: Line, _given: Mapping[str, Any]) -> None:
    months = [month for one in line.cells if one.level is Level.EXPLAINED for month in one.months]
    explain(session, line.row.body, line.row.activity, line.year, months, "")


def _name(line: Line) -> str:
    """Return 第一党支部支部委员会 2026 年 7、8 月."""
    months = [month for one in line.owed for month in one.months]
    when = f" {'、'.join(map(str, months))} 月" if 0 < len(months) < len(YEAR_MONTHS) else ""
    return f"{line.row.name}{line.row.activity} {line.year} 年{when}"


def _pointed(line: Line, keys: Sequence[str]) -> Line:
    return replace(line, keys=tuple(keys))


def _note(line: Line) -> str:
    return f"{_name(line)}没有开展。原因印在一览表上，这几个月记为“已说明”。"


VERBS = (
    Verb("open", "打开会议记录", None, None, Role.OPEN, "file-text", button=True, why_not=_no_meeting,
         show=_open),
    Verb("hold", "补一次会议记录", None, None, Role.OPEN, "plus", button=True, why_not=_not_asked,
         show=_hold),
    Verb("explain", "填写说明", _say, Sheet((REASON,), _begin, note=_note), icon="pencil",
         shortcut="Ctrl+R", button=True, many=True, press="填写", why_not=_nothing_owed),
    Verb("unexplain", "撤回说明", _unsay, None, Role.REMOVE, "undo-2", button=True, many=True,
         why_not=_not_told),
    Verb("paper", "打印一览表…", None, None, icon="printer", button=True, many=True, show=_print),
)  # fmt: skip

YEAR = Register(
    "meetings-year",
    "三会一课年表",
    COLUMNS,
    read,
    _name,
    VERBS,
    (
        View("all", "全部", lambda _line: True),
        View("gaps", "有缺的", lambda line: gaps_of(line) > 0),
        View("explained", "有说明的", lambda line: any(one.reason for one in line.row.cells)),
    ),
    years,
    frozenset({Meeting, Explanation, Organisation}),
    empty=Empty("landmark", "还没有党支部", "先在“党组织”中建立支部。"),
    unit="行",
    roster=PAPER,
    hint="党组织、类型",
    topic="meetings-year",
    cells=_pointed,
    line=told,
    together=together,
    still=(2, 3),
)  # fmt: skip
