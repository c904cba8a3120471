"""What organisation life gives to 首页: what is still to be held or finished, its figure, its year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, add_months, days_after, month_length
from partyoffice.core.finding import Spot
from partyoffice.meetings.queries.attendance import silent_people
from partyoffice.meetings.queries.year import Row, custom_of, first_on_record, name_among, year_table
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.attendance import CONSTITUTION, SILENT_MONTHS
from partyoffice.meetings.rules.frequency import (
    WINDOWED,
    Activity,
    Cell,
    Custom,
    Level,
    window_of,
)
from partyoffice.meetings.rules.kinds import DRAFT, FINAL
from partyoffice.meetings.rules.minutes import BOOK, title_of
from partyoffice.meetings.rules.writing import from_paper
from partyoffice.organisation.queries import tree
from partyoffice.part import Duty, Number, YearCell, YearRow

PAGE, YEAR, LIST, MINUTES, ATTENDANCE = "meetings", "year", "list", "minutes", "attendance"
# A gap is told so many days before its span ends, and for a month after; then the year's table has it.
AHEAD = {1: 10, 3: 30, 6: 45, 12: 60}
BEHIND_MONTHS = 1
MONTHS = 12
WAITING = frozenset({Level.OPEN, Level.MISSING})
# What is left to do with minutes, and how many days after the meeting it is told.
LEFT = {DRAFT: (14, "的记录还是草稿"), FINAL: (30, "已定稿，还没有登记签字")}
SOONEST = min(days for days, _words in LEFT.values())


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield gaps near the end of their span, minutes left unfinished, who was not seen for long."""
    yield from _gaps(session, on)
    yield from _unfinished(session, on)
    yield from _silent(session, on)


def _gaps(session: Session, on: date) -> Iterator[Duty]:
    """Yield what each body has not held since minutes are kept here, that of one day together."""
    custom, begun = custom_of(session), first_on_record(session)
    if begun is None:
        return
    found: dict[tuple[int, int, date, tuple[int, ...]], list[Row]] = defaultdict(list)
    for year in (on.year - 1, on.year):
        for row in year_table(session, year, on):
            for cell in row.cells:
                until = last_day(row, cell, year, custom)
                first = days_after(until, -AHEAD[len(cell.months)])
                if (
                    cell.level in WAITING
                    and begun <= until
                    and first <= on <= add_months(until, BEHIND_MONTHS)
                ):
                    found[row.body, year, until, cell.months].append(row)
    for (_body, year, until, months), rows in found.items():
        yield _gap(rows, year, months, until, on)


def last_day(row: Row, cell: Cell, year: int, custom: Custom) -> date:
    """Return the last day on which a span can still be met."""
    if row.activity in WINDOWED:
        return window_of(year, custom)[1]
    return date(year, cell.months[-1], month_length(year, cell.months[-1]))


def _gap(rows: Sequence[Row], year: int, months: tuple[int, ...], until: date, on: date) -> Duty:
    when = {1: f"{months[0]} 月", MONTHS: f"{year} 年度"}.get(len(months), f"{months[0]} 至 {months[-1]} 月")
    kinds = "、".join(row.activity for row in rows)
    state = "还没有开" if on <= until else "还没有记录，请补记录或填写说明"
    article = "；".join(dict.fromkeys(row.frequency.article for row in rows))
    spot = Spot(PAGE, rows[0].id, f"{year}.m{months[0]}", YEAR)
    return Duty("gap", rows[0].name, until, f"{when}的{kinds}{state}", article, spot, rows[0].body)


def _unfinished(session: Session, on: date) -> Iterator[Duty]:
    """Yield by body the drafts older than two weeks, and the final minutes not signed for a month.

    Those copied from an old book have their signed paper there; older ones are left to their list.
    """
    wanted = select(
        Meeting.id, Meeting.organisation_id, Meeting.kind, Meeting.on, Meeting.state, Meeting.number,
        Meeting.subject, Meeting.year, Meeting.entered,
    ).where(
        Meeting.state.in_((DRAFT, FINAL)), Meeting.on > Day.of(add_months(on, -MONTHS)),
        Meeting.on <= Day.of(days_after(on, -SOONEST)),
    )  # fmt: skip
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in session.execute(wanted.order_by(Meeting.on, Meeting.id)):
        old = row.state == FINAL and from_paper(row.on, row.entered)
        if days_after(row.on.first, LEFT[row.state][0]) <= on and not old:
            found[row.organisation_id, row.state].append(row)
    whole = tree(session)
    for (body, state), rows in found.items():
        yield _left(rows, name_among(whole, body), *LEFT[state])


def _left(rows: Sequence[Any], body: str, days: int, words: str) -> Duty:
    """Return what is left to do with minutes of a body: one of them by name, several by their number."""
    row = rows[0]
    by = days_after(row.on.first, days)
    told = title_of(row.kind, row.number, row.subject)
    if len(rows) == 1:
        text, spot = f"{told}{words}", Spot("meeting", row.id)
    else:
        text = f"{len(rows)} 次会议{words}，最早的是{told}"
        spot = Spot(PAGE, row.id, str(row.year or row.on.year), LIST)
    said = f"{text}（{row.on} 开会，{days} 天为 {by}）"
    return Duty(f"minutes-{row.state}", body, by, said, BOOK, spot, row.organisation_id)


def _silent(session: Session, on: date) -> Iterator[Duty]:
    for one in silent_people(session, on):
        by = add_months(one.since, SILENT_MONTHS)
        text = (
            f"六个月没有参加组织生活，也没有请假，请谈话了解情况"
            f"（{one.since} 满 {SILENT_MONTHS} 个月为 {by}，缺席 {one.times} 次）"
        )
        spot = Spot(PAGE, one.person.id, "", ATTENDANCE)
        yield Duty("silent", one.person.name, by, text, CONSTITUTION, spot, one.person.branch_id)


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return how many lines of the year's table have a gap; how the quarter stands is told beside it."""
    rows = year_table(session, on.year, on) if first_on_record(session) is not None else []
    if not rows:
        return ()
    lacking = sum(any(cell.level is Level.MISSING for cell in row.cells) for row in rows)
    quarter = {(on.month - 1) // 3 * 3 + step for step in (1, 2, 3)}
    cells = [cell for row in rows for cell in row.cells if set(cell.months) <= quarter]
    asked = [cell for cell in cells if cell.level is not Level.OUTSIDE]
    met = sum(cell.level in {Level.MET, Level.EXPLAINED} for cell in asked)
    note = f"本季 {met}/{len(asked)} 次"
    return (Number(str(lacking), "三会一课有缺", note, (PAGE, f"{YEAR}.gaps")),)


# -- the year at a glance -----------------------------------------------------------------------

TITLES = {
    Activity.ASSEMBLY: "党员大会", Activity.COMMITTEE: "支委会", Activity.GROUP: "小组会",
    Activity.LECTURE: "党课", Activity.PARTY_DAY: "主题党日", Activity.CRITICISM: "组织生活会",
}  # fmt: skip


def year(session: Session, wanted: int, on: date) -> Sequence[YearRow]:
    """Return one row for each kind: how many were held in which month, and where one is lacking."""
    rows: dict[Activity, list[Row]] = defaultdict(list)
    for row in year_table(session, wanted, on) if first_on_record(session) is not None else ():
        rows[row.activity].append(row)
    return [_year_row(title, rows[kind]) for kind, title in TITLES.items() if rows[kind]]


def _year_row(title: str, rows: Sequence[Row]) -> YearRow:
    cells = tuple(_year_cell(month, rows) for month in range(1, 13))
    return YearRow(title, cells, "当月召开的次数，缺的标在期末那一月")


def _year_cell(month: int, rows: Sequence[Row]) -> YearCell:
    held = [one for row in rows for one in row.within([month])]
    gaps = [row for row in rows if _lacks(row.cell(month), month)]
    ways = tuple((f"{one.on} {one.title}", PAGE, {"view": MINUTES, "meeting": one.id}) for one in held)
    ways += tuple((f"{row.name}{row.activity}缺", PAGE, {"view": YEAR, "show": "gaps"}) for row in gaps)
    note = "；".join(words for words, _page, _target in ways)
    text = str(len(held)) if held else "缺" if gaps else ""
    return YearCell(text, "warn" if gaps else "", note, ways)


def _lacks(cell: Cell, month: int) -> bool:
    return cell.level is Level.MISSING and month == cell.months[-1]
