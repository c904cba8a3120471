"""Arrears: how many months in a row, which step of the ladder, and the words for it (operations §A6).

The program counts and reminds. What becomes of somebody who does not pay is for the 支部大会 to decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import starmap

from partyoffice.core.dates import UnreadableDateError, read_day
from partyoffice.core.money import grouped, read_yuan
from partyoffice.dues.rules.amount import amount_of, reckon
from partyoffice.dues.rules.editions import Terms, rate_spoken
from partyoffice.dues.rules.ledger import Cell, State
from partyoffice.dues.rules.months import Month, month_of, number_of, runs, span_spoken, year_of
from partyoffice.dues.rules.words import Payer

USUAL = (1, 3, 5, 6)
MOST = 6  # months in a row, 2008 规定第十三条
ARTICLE = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第十三条"
_BETWEEN = re.compile(r"至|到|~|～|\.\.")
_APART = re.compile(r"[，,、；;\s]+")


class Step(StrEnum):
    """What a run of unpaid months asks for; the months of the first three are the program's own (LOCAL)."""

    NONE = "无"
    REMIND = "提醒"
    TALK = "谈话批评教育"
    RED = "红色预警"
    STUDY = "待支部研究处置"


STEPS = (Step.REMIND, Step.TALK, Step.RED, Step.STUDY)
SAID = {
    Step.NONE: "",
    Step.REMIND: "提醒按时交纳",
    Step.TALK: "谈话批评教育，限期改正",
    Step.RED: "红色预警",
    Step.STUDY: "待支部研究处置，先弄清有没有正当理由，怎样处置由支部大会研究、报上级批准",
}


def read_ladder(text: str) -> tuple[int, ...]:
    """Read 1、3、5、6: four rising numbers, the last no more than six (ValueError otherwise)."""
    numbers = tuple(int(word) for word in re.findall(r"[0-9]{1,3}", text))
    if len(numbers) != len(STEPS) or list(numbers) != sorted(set(numbers)) or numbers[0] < 1:
        raise ValueError(f"“{text}”不是四个由小到大的月数")
    if numbers[-1] > MOST:
        raise ValueError(f"“{text}”的最后一级超过 {MOST} 个月（{ARTICLE}）")
    return numbers


def step_of(run: int, ladder: Sequence[int] = USUAL) -> Step:
    """Return the step that so many unpaid months in a row have reached."""
    return next(
        (step for step, least in reversed([*zip(STEPS, ladder, strict=True)]) if run >= least), Step.NONE
    )


def reached(run: Sequence[Cell], ladder: Sequence[int] = USUAL) -> Month | None:
    """Return the month with which a run reached its step; None for a run below the first."""
    passed = [least for least in ladder if least <= len(run)]
    return run[passed[-1] - 1].month if passed else None


def told(months: Sequence[Month], ladder: Sequence[int] = USUAL) -> str:
    """Return 连续5个月没有交党费（2026年1月至5月）：红色预警，下月满6个月."""
    count = len(months)
    if not count:
        return "没有欠交"
    head = f"连续{count}个月没有交党费（{spans_spoken(months)}）"
    parts = [SAID[step_of(count, ladder)], *([f"下月满{count + 1}个月"] if count + 1 == ladder[-1] else [])]
    said = "，".join(filter(None, parts))
    return f"{head}：{said}" if said else head


def spans_spoken(months: Sequence[Month]) -> str:
    """Return 2025年11月、2026年1月至5月."""
    return "、".join(starmap(span_spoken, runs(list(months))))


def read_months(text: str, today: date) -> list[Month]:
    """Read 2026-01、2026-03至2026-05 (ValueError for anything else)."""
    found: list[Month] = []
    for word in filter(None, _APART.split(text)):
        ends = [_read(part, today) for part in _BETWEEN.split(word)]
        if len(ends) > 2 or ends[0] > ends[-1]:
            raise ValueError(f"看不出“{word}”是从哪月到哪月")
        found += range(ends[0], ends[-1] + 1)
    return found


def _read(text: str, today: date) -> Month:
    try:
        return month_of(read_day(text, today))
    except UnreadableDateError as error:
        raise ValueError(str(error)) from error


# -- year by year --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """Unpaid months of a year that were all set alike: what each asks for, what is owed of them together."""

    year: int
    months: tuple[Month, ...]
    due: int
    base: int | None
    rate: int | None
    owed: int

    @property
    def spoken(self) -> str:
        """1—3月、5月."""
        return "、".join(starmap(_numbers, runs(list(self.months))))

    def sum(self) -> str:
        """Return 每月 49.64 元 × 5 个月（基数 4963.90，1%），已交 10.00 元."""
        head = f"每月 {grouped(self.due)} 元 × {len(self.months)} 个月"
        parts = [f"基数 {grouped(self.base)}"] if self.base is not None else []
        parts += [rate_spoken(self.rate)] if self.rate is not None else []
        part = self.due * len(self.months) - self.owed
        paid = f"，已交 {grouped(part)} 元" if part else ""
        return head + (f"（{'，'.join(parts)}）" if parts else "") + paid


def _numbers(first: Month, last: Month) -> str:
    return f"{number_of(first)}月" if first == last else f"{number_of(first)}—{number_of(last)}月"


def stretches(cells: Sequence[tuple[Cell, int | None, int | None]]) -> list[Stretch]:
    """Return unpaid months, each with its base and rate, gathered by year and by what was set."""
    found: dict[tuple[int, int, int | None, int | None], list[Cell]] = {}
    for cell, base, rate in cells:
        found.setdefault((year_of(cell.month), cell.due or 0, base, rate), []).append(cell)
    return [
        Stretch(year, tuple(one.month for one in ones), due, base, rate, sum(one.owed for one in ones))
        for (year, due, base, rate), ones in found.items()
    ]


# -- years before the book ------------------------------------------------------------------------

FORMULAS = {
    1998: "1998 年规定：固定的、经常性的工资收入",
    2008: "2008 年规定：计入的工资项目合计（绩效工资全算）减个人所得税",
    2017: "2017 年通知：计入的工资项目合计（绩效工资只算基础性的）减个人所得税和"
    "个人交的社会保险、公积金、年金",
}


def read_slip(text: str) -> list[tuple[str, int]]:
    """Read 岗位工资=2540、薪级工资=1950 as headings with fen (ValueError for anything else)."""
    found = []
    for word in filter(None, re.split(r"[，,、；;\s]+", text)):
        title, equals, amount = word.replace("＝", "=").partition("=")
        if not equals or not title:
            raise ValueError(f"“{word}”不是“项目=金额”")
        found.append((title, read_yuan(amount)))
    return found


def unpaid(
    months: Sequence[Month], base: str, payer: Payer, terms: Terms
) -> list[tuple[Cell, int | None, int | None]]:
    """Return months of which nothing was paid, by a base or a pay slip as typed, each by its own edition.

    ValueError for what cannot be read; OfficeError for what the editions refuse.
    """
    slip = read_slip(base) if "=" in base or "＝" in base else None
    fen = read_yuan(base) if slip is None and base.strip() else None
    amounts = [
        (at, reckon(payer, slip, at, terms)[1] if slip is not None else amount_of(payer, fen, at, terms))
        for at in months
    ]
    return [(Cell(at, State.LATE, one.due or 0), one.base, one.rate) for at, one in amounts]
