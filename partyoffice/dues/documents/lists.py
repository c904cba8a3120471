"""The lists around the ledger: what was set, what came in, who is behind, who was let off."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Care, Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.documents.telling import share_told
from partyoffice.dues.queries.arrears import Behind, behind, in_arrears
from partyoffice.dues.queries.assessments import Line, lines
from partyoffice.dues.queries.sheets import came_in
from partyoffice.dues.queries.waivers import waivers
from partyoffice.dues.rules.arrears import spans_spoken
from partyoffice.members.card import over_list
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PEOPLE = (
    Listed(Field("name", "姓名", Kind.NAME), 5),
    Listed(Field("branch", "党支部"), 8, lambda row: row.someone.branch, "left"),
    Listed(Field("category", "党员类别"), 5, lambda row: row.someone.category),
)


def _money(key: str, title: str, read: Callable[[Any], Any], *, summed: bool = True) -> Listed:
    return Listed(Field(key, title, Kind.MONEY), 5, read, "right", summed=summed)


def _wanted(session: "Session", wish: Wish, rows: Iterable[Any]) -> list[Any]:
    """Return the rows of the people a list is asked for; each row has its ``someone``."""
    below = tree(session).below(wish.branch) if wish.branch is not None else None
    return [
        row
        for row in rows
        if (wish.only is None or row.someone.id in wish.only)
        and (below is None or {row.someone.branch_id, row.someone.group_id} & below)
    ]


# -- what was set ---------------------------------------------------------------------------------


def _of(key: str) -> Callable[[Line], Any]:
    return lambda line: getattr(line.held, key) if line.held is not None else None


SET = Listing(
    "党费核定一览表",
    (
        Listed(Field("name", "姓名", Kind.NAME), 5, lambda line: line.row.name),
        Listed(Field("branch", "党支部"), 8, lambda line: line.row.someone.branch, "left"),
        Listed(Field("payer", "人员类型"), 5, lambda line: str(line.payer)),
        Listed(Field("start", "起交月份", Kind.DAY), 5, _of("start")),
        _money("base", "计算基数", _of("base"), summed=False),
        Listed(Field("rate", "交纳比例"), 4, lambda line: share_told(line.held and line.held.rate)),
        _money("due", "每月应交", _of("due")),
        Listed(Field("cause", "核定原因"), 5, _of("cause")),
        Listed(Field("on", "核定日期", Kind.DAY), 6, _of("on")),
        Listed(Field("signed", "签字日期", Kind.DAY), 6, _of("signed")),
        Listed(Field("state", "情况"), 5),
        Listed(Field("edition", "标准"), 6, _of("edition")),
        Listed(
            Field("steps", "计算过程", Kind.LONG),
            18,
            lambda line: line.held.steps if line.held else "",
            "left",
        ),
        Listed(Field("note", "说明", Kind.LONG), 8, _of("note"), "left"),
    ),
    ("name", "branch", "payer", "start", "base", "rate", "due", "cause", "on", "signed", "state"),
    "没有要核定的党员",
)


def set_list(session: "Session", wish: Wish) -> Document:
    """Return the amounts set of a year; who has none stands there as 未核定."""
    year, on = wish.year or wish.on.year, min(wish.on, clock.today())
    by_person: dict[int, list[Line]] = defaultdict(list)
    for line in lines(session, year, on):
        by_person[line.row.id].append(line)
    kept = _wanted(session, wish, (ones[0].row for ones in by_person.values()))
    people = sorted_people(session, [row.someone for row in kept], STROKES, tree(session))
    found = [line for one in people for line in by_person[one.id]]
    unset = sum(line.held is None for line in found)
    told = f"未核定 {unset} 人" if unset else "都已核定"
    return SET.document(found, replace(wish, year=year), (*over_list(session, on, f"{len(found)} 行"), told))


# -- what came in ---------------------------------------------------------------------------------

CAME = Listing(
    "党费交纳流水",
    (
        Listed(Field("on", "交纳日期", Kind.DAY), 6),
        Listed(Field("name", "姓名", Kind.NAME), 5),
        Listed(Field("branch", "党支部"), 8, align="left"),
        Listed(Field("month", "所属月份", Kind.DAY), 5),
        _money("amount", "实交金额", lambda row: row.amount),
        Listed(Field("method", "交纳方式"), 5, lambda row: "流入地已交" if row.elsewhere else row.method),
        Listed(Field("payer", "交款人", Kind.NAME), 5),
        Listed(Field("collector", "收款人", Kind.NAME), 5),
        Listed(Field("receipt", "收据编号"), 6),
        Listed(Field("note", "说明"), 10, align="left"),
    ),
    ("on", "name", "branch", "month", "amount", "method", "payer", "collector", "note"),
    "没有交纳记录",
)


def came_list(session: "Session", wish: Wish) -> Document:
    """Return the payments of a year by the day they came, or all up to a day."""
    on = min(wish.on, clock.today())
    found = [
        one
        for one in came_in(session, on, wish.year, wish.branch)
        if wish.only is None or one.person_id in wish.only
    ]
    told = f"{len(found)} 笔，合计 {grouped(sum(one.amount for one in found))} 元"
    return CAME.document(found, wish, over_list(session, on, told))


# -- who is behind, who was let off ---------------------------------------------------------------


def _chased(row: Behind) -> str:
    return f"{row.chased.on} {row.chased.kind}" if row.chased is not None else ""


LATE = Listing(
    "欠交党费名单",
    (
        *PEOPLE,
        Listed(Field("months", "欠交月份"), 12, lambda row: spans_spoken(row.months), "left"),
        Listed(Field("count", "欠交月数", Kind.NUMBER), 4, lambda row: len(row.late)),
        Listed(Field("run", "连续月数", Kind.NUMBER), 4, lambda row: len(row.run)),
        _money("owed", "欠交金额", lambda row: row.owed),
        Listed(Field("step", "提醒"), 6, lambda row: str(row.step) if row.run else ""),
        Listed(Field("chased", "最近一次催交"), 8, _chased),
        Listed(Field("deadline", "限期", Kind.DAY), 6, lambda row: row.chased and row.chased.deadline),
    ),
    ("name", "branch", "months", "count", "run", "owed", "step", "chased", "deadline"),
    "没有欠交的党员",
)


def late_list(session: "Session", wish: Wish) -> Document:
    """Return who of the roster is in arrears on a day, the longest run first."""
    on = min(wish.on, clock.today())
    found = _wanted(session, wish, in_arrears(behind(session, on)))
    return LATE.document(found, replace(wish, year=None), over_list(session, on, f"{len(found)} 人"))


LET_OFF = Listing(
    "少交免交党费名单",
    (
        *PEOPLE,
        Listed(Field("start", "起始月份", Kind.DAY), 5, lambda row: row.waiver.start),
        Listed(Field("end", "截止月份", Kind.DAY), 5, lambda row: row.waiver.end),
        _money("due", "原核定", lambda row: row.due, summed=False),
        _money("amount", "每月交纳", lambda row: row.waiver.amount, summed=False),
        Listed(Field("applied", "申请日期", Kind.DAY), 6, lambda row: row.waiver.applied),
        Listed(Field("studied", "支部研究日期", Kind.DAY), 6, lambda row: row.waiver.studied),
        Listed(Field("approved", "批准日期", Kind.DAY), 6, lambda row: row.waiver.approved),
        Listed(Field("approved_by", "批准机关和文号"), 9, lambda row: row.waiver.approved_by, "left"),
        Listed(Field("progress", "办理"), 5, lambda row: str(row.progress)),
        Listed(
            Field("reason", "困难情况", Kind.LONG, care=Care.SENSITIVE),
            12,
            lambda row: row.waiver.reason,
            "left",
        ),
    ),
    ("name", "branch", "start", "end", "due", "amount", "studied", "approved", "approved_by", "progress"),
    "没有少交免交的党员",
)


def let_off_list(session: "Session", wish: Wish) -> Document:
    """Return the requests for 少交、免交 that touch a year, or all up to a day, the oldest first."""
    on = min(wish.on, clock.today())
    found = [row for row in _wanted(session, wish, waivers(session, on))[::-1] if _touches(row.waiver, wish)]
    return LET_OFF.document(found, wish, over_list(session, on, f"{len(found)} 件"))


def _touches(waiver: Any, wish: Wish) -> bool:  # noqa: ANN401 -- a record, of which only the span is asked
    first, last = waiver.start, waiver.end
    return first.first <= wish.on and (wish.year is None or first.year <= wish.year <= last.year)


def _roster(code: str, listing: Listing, build: Callable[..., Document], *, yearly: bool = True) -> Roster:
    return Roster(code, listing.title, build, listing.fields, listing.default, yearly=yearly)


ROSTERS: Sequence[Roster] = (
    _roster("dues-assessments", SET, set_list),
    _roster("dues-payments", CAME, came_list),
    _roster("dues-arrears", LATE, late_list, yearly=False),
    _roster("dues-waivers", LET_OFF, let_off_list),
)
