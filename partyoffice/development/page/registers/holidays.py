"""放假安排: the days off and the weekend days worked by which 公示 is counted, year by year."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions import holidays
from partyoffice.development.page.registers.whom import column
from partyoffice.development.queries.holidays import HolidayRow, holiday_rows, holiday_years
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Look, Register, Sheet, View, adding, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OFF, WORKED = KINDS = ("放假", "调休上班")
WEEK = "一二三四五六日"
FIRST = Field("first", "从哪天", Kind.DAY, required=True, month_allowed=False)
LAST = Field("last", "到哪天", Kind.DAY, month_allowed=False, hint="可不填")
KIND = Field("kind", "类型", Kind.CHOICE, required=True, choices=KINDS, open=False)
YEAR = Field("year", "年度", Kind.NUMBER, required=True)
SHIPPED, OWN = "随程序（国务院办公厅通知）", "本单位填写"


def read(session: "Session", look: Look) -> list[HolidayRow]:
    """Return the days of a year."""
    return holiday_rows(session, look.year or look.on.year)


def _years(session: "Session") -> list[int]:
    return holiday_years(session, clock.today().year)


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    holidays.add_days(session, given["first"], given["last"], worked=given["kind"] == WORKED)
    return int(given["first"].first.toordinal())


def _confirm(session: "Session", _row: None, given: Mapping[str, Any]) -> None:
    holidays.confirm_year(session, int(given["year"]))


def _drop(session: "Session", row: HolidayRow, _given: Mapping[str, Any]) -> None:
    holidays.drop_day(session, row.day)


def _off(_session: "Session", _row: None) -> Mapping[str, Any]:
    return {"kind": OFF}


def _next(_session: "Session", _row: None) -> Mapping[str, Any]:
    return {"year": clock.today().year + 1}


def _kind(row: HolidayRow) -> str:
    return WORKED if row.worked else OFF


HOLIDAYS = Register(
    "development-holidays",
    "放假安排",
    (
        column("day", "日期", lambda row: Day.of(row.day), Kind.DAY),
        column("week", "星期", lambda row: WEEK[row.day.weekday()], Kind.CHOICE, tuple(WEEK), sample="星期"),
        column(
            "kind", "类型", _kind, Kind.CHOICE, KINDS, mark=lambda row: Mark.FULL if row.worked else Mark.RING
        ),
        column("source", "来源", lambda row: OWN if row.own else SHIPPED, Kind.CHOICE, (SHIPPED, OWN)),
    ),
    read,
    lambda row: f"{row.day}",
    (
        adding("填放假、调休", _add, Sheet((KIND, FIRST, LAST), _off, kept=("kind",))),
        adding("本年已填完", _confirm, Sheet((YEAR,), _next), "confirm"),
        removing(_drop),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("off", OFF, lambda row: not row.worked),
        View("work", WORKED, lambda row: row.worked),
        View("done", "填完后确认", lambda _row: True, "confirm"),
    ),
    years=_years,
    empty=Empty(
        "calendar",
        "这一年没有放假安排",
        "工作日按周一至周五暂算。放假通知发布后在这里填写，公示的工作日随即改按它计算。",
    ),
    unit="天",
    hint="日期",
    topic="development",
)
