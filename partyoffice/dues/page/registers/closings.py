"""结账: the months of a year and the year, what each said when it was closed, what changed since."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.dues.actions.closing import close, reopen
from partyoffice.dues.queries.closing import (
    CLOSED,
    OPEN,
    REOPENED,
    STATES,
    PeriodRow,
    closing_years,
    periods,
)
from partyoffice.dues.records import Closing
from partyoffice.dues.rules.closing import FIGURES, is_year, shown
from partyoffice.meetings.page.registers.choosing import filled
from partyoffice.store import settings
from partyoffice.store.base import fields_of
from partyoffice.store.settings import OPERATOR
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Closing)}
WHY = Field("why", "重开原因", required=True, hint="改什么、为什么要改")
MONEY = tuple(FIGURES)[:8]  # what the list shows; the card tells all
MARKS = {OPEN: Mark.SOON, CLOSED: Mark.DONE, REOPENED: Mark.WARN}
NOTE = "结账以后，这期间的收缴、收支不能再改动；前面没有结的月份一并结。改动要先写明原因重开。"
REOPEN_NOTE = "这一期和它以后已结的各期一并重开，因为后面的结存是接着它算的。原来的结账和原因都留着。"
CHANGED = "结账后变动"


def read(session: "Session", look: Look) -> list[PeriodRow]:
    """Return the months of a year, and the year."""
    return periods(session, look.year or look.on.year)


def _begin(session: "Session", _row: PeriodRow) -> Values:
    return {"by": settings.get(session, OPERATOR)}


def _close(session: "Session", row: PeriodRow, given: Values) -> object:
    return close(session, row.period, str(given.get("by") or ""))


def _reopen(session: "Session", row: PeriodRow, given: Values) -> None:
    reopen(session, row.period, str(given["why"]))


def _why_not_close(row: PeriodRow) -> str:
    return "" if row.state == OPEN else f"{row.title}{row.state}"


def _why_not_reopen(row: PeriodRow) -> str:
    return "" if row.closed else f"{row.title}{row.state}"


def _figure(key: str) -> Shown:
    sample = "1234 人" if key == "people" else "123456.00"
    kind = Kind.NUMBER if key == "people" else Kind.MONEY
    return Shown(Field(key, FIGURES[key], kind), lambda row: row.figures.get(key), sample=sample)


def _card(_session: "Session", row: PeriodRow) -> Card:
    said = tuple(
        (title, shown(key, row.figures[key])) for key, title in FIGURES.items() if key in row.figures
    )
    one = row.closing
    told = filled(
        ("结账日期", one.closed), ("结账人", one.by), ("重开日期", one.reopened), ("重开原因", one.why),
    ) if one is not None else ()  # fmt: skip
    findings = tuple(Finding("DUES-09", Severity.WARN, said) for said in row.differences)
    sections = (("结账时" if one is not None else "现在", said), ("结账", told))
    return Card(
        row.title, "全年" if is_year(row.period) else "", row.state, MARKS.get(row.state), findings, sections
    )


CLOSE_SHEET = Sheet((STORED["by"],), _begin, note=lambda _row: NOTE)
CLOSINGS = Register(
    "dues-closings",
    "结账",
    (
        Shown(Field("title", "期间"), sample="2026年12月"),
        Shown(Field("state", "状态", Kind.CHOICE, choices=STATES), mark=lambda row: MARKS.get(row.state),
              sample="未到期末　"),
        *map(_figure, MONEY),
        Shown(Field("changed", CHANGED, Kind.NUMBER), lambda row: len(row.differences) or None,
              lambda row: f"{len(row.differences)} 处" if row.differences else "",
              mark=lambda row: Mark.WARN if row.differences else None),
        Shown(STORED["closed"], lambda row: row.closing.closed if row.closing else None),
        Shown(STORED["by"], lambda row: row.closing.by if row.closing else ""),
        Shown(STORED["reopened"], lambda row: row.closing.reopened if row.closing else None),
        Shown(STORED["why"], lambda row: row.closing.why if row.closing else ""),
    ),
    read,
    lambda row: row.title,
    (
        Verb("close", "结账", _close, CLOSE_SHEET, Role.OPEN, "lock", button=True, press="结账",
             why_not=_why_not_close),
        Verb("reopen", "重开", _reopen, Sheet((WHY,), note=lambda _row: REOPEN_NOTE), icon="undo-2",
             button=True, press="重开", why_not=_why_not_reopen),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", "未结账", lambda row: row.state == OPEN),
        View("changed", "有变动", lambda row: bool(row.differences)),
    ),
    closing_years,
    card=_card,
    empty=Empty("lock", "还没有党费账", "建账，或登记核定和收缴以后，一个月一个月结账。"),
    unit="期",
    hint="期间",
    topic="dues-money",
)  # fmt: skip
