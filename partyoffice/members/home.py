"""What people give to 首页: the figures, and the rows of the year's table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Spot
from partyoffice.members.changes import changes_in
from partyoffice.members.columns import REQUIRED, missing
from partyoffice.members.purging import long_in_bin
from partyoffice.members.queries import everyone
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact, holds
from partyoffice.part import Duty, Number, YearCell, YearRow

PAGE = "members"


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return the figures of a day; each opens the view it counts. 数据体检 is counted by its own page."""
    people = everyone(session, on, columns=[field.key for field in REQUIRED])
    members = [one for one in people if one.member]
    full = sum(one.category == Category.FULL for one in members)
    to_fill = sum(one.present and bool(missing(one)) for one in people)
    return (
        Number(str(len(members)), "党员", f"正式 {full}，预备 {len(members) - full}", (PAGE, "在册党员")),
        Number(str(to_fill), "信息待补", "必填项未填", (PAGE, "信息待补")),
        Number("…", "数据体检", "日期、号码、履历有疑问", ("check", "")),
    )


def due(session: Session, on: date) -> Iterable[Duty]:
    """Offer once a month, never as overdue, to purge who has been in the bin for more than 180 days."""
    if old := long_in_bin(session, on):
        text = f"{len(old)} 人在回收站里超过 180 天，可以“清理回收站”，也可以恢复"
        yield Duty("bin", "回收站", Day(on.year, on.month).last, text, spot=Spot(PAGE, 0, view="回收站"))


def year(session: Session, wanted: int, on: date) -> Sequence[YearRow]:  # noqa: ARG001 -- every part is asked alike
    """Return who became a member, came, went and was made full, month by month, as 增减 has it."""
    rows: dict[str, dict[int, set[int]]] = {
        title: defaultdict(set) for title in ("发展入党", "转入恢复", "转出减少")
    }
    for move in changes_in(session, wanted).moves:
        title = "转出减少" if not move.into else "发展入党" if move.why == "发展党员" else "转入恢复"
        rows[title][move.on.month].add(move.person_id)
    rows["转正"] = _made_full(session, wanted)
    told, said = {"转正": "转正时间在当月、当时在册的人"}, "党员增减变动表里当月的人"
    return [person_row(wanted, title, months, told.get(title, said)) for title, months in rows.items()]


def person_row(wanted: int, title: str, months: Mapping[int, Iterable[int]], note: str) -> YearRow:
    """Return a row that counts people, each month opening the list of them."""
    cells = (_month(f"{wanted} 年 {at} 月 {title}", frozenset(months.get(at, ()))) for at in range(1, 13))
    return YearRow(title, tuple(cells), note)


def _month(words: str, ids: frozenset[int]) -> YearCell:
    if not ids:
        return YearCell()
    said = f"{words} {len(ids)} 人"
    return YearCell(str(len(ids)), "", said, ((said, PAGE, {"people": tuple(sorted(ids)), "title": words}),))


def _made_full(session: Session, wanted: int) -> dict[int, set[int]]:
    """Return by month who was made full while here; a bare month sorts before its days as a text."""
    within = (Person.full >= Day(wanted, 1), Person.full < Day(wanted + 1, 1), Person.binned.is_(None))
    rows = session.execute(
        select(Person.id, Person.full, History.start, History.end)
        .join(History, History.person_id == Person.id)
        .where(History.fact == Fact.PRESENCE, *within)
    )
    months: dict[int, set[int]] = defaultdict(set)
    for ident, full, start, end in rows:
        if full is not None and holds(start, end, full.first):
            months[full.month].add(ident)
    return months
