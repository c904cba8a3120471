"""From what is typed into the table of written opinions and of exclusions to what the rules take."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from partyoffice.core import clock
from partyoffice.core.dates import UnreadableDateError, read_day
from partyoffice.core.text import table_of
from partyoffice.meetings.rules.voters import Exclusion, Opinion
from partyoffice.meetings.rules.voting import View

OPINION = ("姓名", "意见", "何时交来", "代投")
LEFT_OUT = ("姓名", "原因", "上级同意日期", "大会通过日期")
BEFORE, DURING = "会前", "会上"
PROXY = {"": False, "否": False, "是": True}
VIEWS = {str(one): one for one in View}
TIMES = {"": True, BEFORE: True, DURING: False, "会后": False}
Row = TypeVar("Row")


class UnreadableRowError(ValueError):
    """A row of a table that cannot be taken, in one sentence."""


def opinions(text: str) -> list[Opinion]:
    """Return the written opinions of a table (UnreadableRowError naming the first row that is none)."""
    return _rows(text, OPINION, _opinion)


def exclusions(text: str) -> list[Exclusion]:
    """Return who is left out of 应到 (UnreadableRowError naming the first row that cannot be read)."""
    return _rows(text, LEFT_OUT, _exclusion)


def _rows(text: str, titles: Sequence[str], read: Callable[[Mapping[str, str]], Row]) -> list[Row]:
    made = []
    for number, cells in enumerate(table_of(text), 1):
        padded = [*cells, *[""] * len(titles)][: len(titles)]
        row = dict(zip(titles, padded, strict=True))
        if not row["姓名"]:
            raise UnreadableRowError(f"第 {number} 行没有写姓名")
        try:
            made.append(read(row))
        except KeyError as error:
            raise UnreadableRowError(f"第 {number} 行的“{error.args[0]}”看不懂") from error
        except UnreadableDateError as error:
            raise UnreadableRowError(f"第 {number} 行：{error}") from error
    return made


def _opinion(row: Mapping[str, str]) -> Opinion:
    return Opinion(VIEWS[row["意见"]], TIMES[row["何时交来"]], PROXY[row["代投"]], row["姓名"])


def _exclusion(row: Mapping[str, str]) -> Exclusion:
    return Exclusion(row["姓名"], row["原因"], _day(row["上级同意日期"]), _day(row["大会通过日期"]))


def _day(text: str) -> date | None:
    return read_day(text, clock.today()).first if text else None


def opinions_text(found: Sequence[Opinion]) -> str:
    """Return written opinions as the table shows them."""
    rows = (
        (one.name, str(one.view), BEFORE if one.before_opening else DURING, "是" if one.by_proxy else "")
        for one in found
    )
    return "\n".join("\t".join(row) for row in rows)


def exclusions_text(found: Sequence[Exclusion]) -> str:
    """Return who is left out as the table shows them."""
    rows = ((one.name, one.reason, str(one.consented or ""), str(one.adopted or "")) for one in found)
    return "\n".join("\t".join(row) for row in rows)
