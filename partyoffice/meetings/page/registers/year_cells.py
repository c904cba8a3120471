"""How 年表 shows its cells: the kinds of a body by month, mark and word, and how each is reckoned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.queries.year import Held, Row
from partyoffice.meetings.rules.frequency import WINDOWED, Activity, Cell, Level, share_met
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Shown

YEAR_MONTHS, ACTIVITIES = tuple(range(1, 13)), tuple(Activity)
HELD, ASKED, MET = "held", "asked", "met"
OWED = frozenset({Level.MISSING, Level.EXPLAINED})


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of one body; ``keys`` are the columns the cursor or the selection covers."""

    row: Row
    year: int
    on: date
    until: date  # the last day of the window of a yearly kind
    keys: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        """The number of the row."""
        return self.row.id

    @property
    def cells(self) -> list[Cell]:
        """The spans chosen: those of the months, for 应开 and 达标 the gaps, else all."""
        months = months_of(self.keys)
        if months:
            return [one for one in self.row.cells if months & set(one.months)]
        gaps = [one for one in self.row.cells if one.level is Level.MISSING]
        return gaps if gaps and {ASKED, MET} & set(self.keys) else list(self.row.cells)

    @property
    def meetings(self) -> list[Held]:
        """The meetings of the spans chosen."""
        return self.row.within([month for one in self.cells for month in one.months])

    @property
    def owed(self) -> list[Cell]:
        """The spans chosen that are over and empty; where there is none, those still to come."""
        found = [one for one in self.cells if one.level in OWED]
        return found or [one for one in self.cells if one.level is Level.OPEN]


def months_of(keys: Sequence[str]) -> set[int]:
    """Return the months among the keys of columns."""
    return {int(key[1:]) for key in keys if key[:1] == "m" and key[1:].isdecimal()}


# -- how a cell is shown ------------------------------------------------------------------------

MARKS = {Level.MET: Mark.DONE, Level.MISSING: Mark.WARN, Level.EXPLAINED: Mark.RING}
TONES = {Level.MISSING: "warn", Level.EXPLAINED: "text2", Level.OPEN: "text3", Level.OUTSIDE: "text3"}


def _running(line: Line, cell: Cell) -> bool:
    """Say whether a span that is not over has begun."""
    return cell.level is Level.OPEN and date(line.year, cell.months[0], 1) <= line.on


def _text(month: int, line: Line) -> str:
    cell = line.row.cell(month)
    wide = len(cell.months) > 1
    match cell.level:
        case Level.MET:
            return f"{cell.held} 次" if wide else str(cell.held)
        case Level.MISSING:
            return "缺"
        case Level.EXPLAINED:
            return f"说 {cell.reason}" if wide else "说"
        case Level.OUTSIDE:
            return "—"
    return "待开" if _running(line, cell) else "未到期" if wide else "未到"


def _cell_mark(month: int, line: Line) -> Mark | None:
    cell = line.row.cell(month)
    return Mark.SOON if _running(line, cell) else MARKS.get(cell.level)


def _tone(month: int, line: Line) -> str:
    return TONES.get(line.row.cell(month).level, "")


def together(line: Line, key: str) -> Sequence[str]:
    """Return the months drawn as one with a column."""
    months = months_of([key])
    return [f"m{month}" for month in line.row.cell(months.pop()).months] if months else ()


def _held(line: Line) -> int:
    return len(line.row.held)


def _asked(line: Line) -> int:
    return sum(one.level is not Level.OUTSIDE for one in line.row.cells)


def _met(line: Line) -> str:
    met, judged = share_met(line.row.cells)
    return f"{met}/{judged}" if judged else ""


def gaps_of(line: Line) -> int:
    """Return how many spans are over and empty."""
    return sum(one.level is Level.MISSING for one in line.row.cells)


def _met_mark(line: Line) -> Mark | None:
    return Mark.WARN if gaps_of(line) else Mark.DONE if _met(line) else None


def _month(month: int) -> Shown:
    return Shown(
        Field(f"m{month}", f"{month}月"), partial(_text, month), mark=partial(_cell_mark, month),
        tone=partial(_tone, month), sample="待开", align="centre",
    )  # fmt: skip


# -- how it is reckoned --------------------------------------------------------------------------


def told(line: Line) -> tuple[str, str]:
    """Return what the current cell says in one line, and by which article."""
    frequency = line.row.frequency
    asked = f"一般{frequency.span} 1 次"
    if len(line.cells) == 1:
        words = _of_cell(line, line.cells[0])
    else:
        met, judged = share_met(line.row.cells)
        words = f"全年 {_held(line)} 次，应开 {_asked(line)}，已到期 {judged}，达标和已说明 {met}"
    mark = f"（{frequency.mark}）" if frequency.mark else ""
    return f"{line.row.name} {line.row.activity} {words}；{asked}", f"{frequency.article}{mark}"


def spoken(months: Sequence[int]) -> str:
    """Return 7 月, 7 至 9 月, 全年."""
    if len(months) == len(YEAR_MONTHS):
        return "全年"
    return f"{months[0]} 月" if len(months) == 1 else f"{months[0]} 至 {months[-1]} 月"


def _of_cell(line: Line, cell: Cell) -> str:
    when = f"{spoken(cell.months)}："
    if cell.level is Level.MET:
        days = "、".join(_short(one, line.year) for one in line.meetings)
        return f"{when}{cell.held} 次（{days}），达标"
    if cell.level is Level.OPEN and line.row.activity in WINDOWED:
        return f"{when}未到期，{line.until} 以前开都算本年度"
    words = {
        Level.MISSING: "没有会议记录，提醒", Level.EXPLAINED: f"已说明（{cell.reason}）",
        Level.OPEN: "未到期", Level.OUTSIDE: "党组织还没有成立或已经撤销，不适用",
    }  # fmt: skip
    return when + words[cell.level]


def _short(one: Held, year: int) -> str:
    day = str(one.on) if one.on.year != year else str(one.on)[5:]
    return f"{day} 计入" if one.counted else day


COLUMNS = (
    Shown(Field("body", "党组织"), lambda line: line.row.name, sample="第一党支部·第二党小组"),
    Shown(
        Field("kind", "类型", Kind.CHOICE, choices=ACTIVITIES),
        lambda line: line.row.activity,
        sample="理论学习中心组",
    ),
    *map(_month, YEAR_MONTHS),
    Shown(Field(HELD, "合计", Kind.NUMBER), _held, sample="合计"),
    Shown(Field(ASKED, "应开", Kind.NUMBER), _asked, sample="应开"),
    Shown(Field(MET, "达标"), _met, mark=_met_mark, sample="12/12"),
)
