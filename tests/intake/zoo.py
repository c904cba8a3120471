"""The zoo: sheets shaped like the ones schools really have, filled with invented people.

Each shape says what should come of it: the row of headings, how many rows come in, the codes of
the rows that do not. The writers are xlsxwriter, openpyxl and plain text, as the shape needs.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import starmap
from pathlib import Path
from random import Random

import xlsxwriter

from partyoffice.core.invented import Person, invent_people

HEAD = ("序号", "姓名", "性别", "民族", "出生日期", "身份证号", "入党时间", "所在党支部", "手机号码")
BRANCH = "教工第一党支部"


def people(count: int, seed: int = 7) -> list[Person]:
    source = invent_people(Random(seed), years=range(1965, 2000))
    return [next(source) for _ in range(count)]


def line(number: int, one: Person) -> list[str]:
    born = one.born.isoformat()
    return [str(number), one.name, one.sex, one.nation, born, one.id_number, "2012-06-21", BRANCH, one.phone]


def lines(count: int, seed: int = 7) -> list[list[str]]:
    return list(starmap(line, enumerate(people(count, seed), 1)))


@dataclass(frozen=True)
class Shape:
    name: str
    make: Callable[[Path], Path]
    header_row: int = 1
    good: int = 5
    codes: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass
class Zoo:
    shapes: list[Shape] = field(default_factory=list)

    def shape(self, ending: str = ".xlsx", **expected):
        """Register a function that fills a file of this ending."""

        def register(fill):
            def make(folder: Path) -> Path:
                path = folder / f"{fill.__name__}{ending}"
                fill(path)
                return path

            self.shapes.append(Shape(fill.__name__, make, **expected))
            return make

        return register


def book(path: Path, rows, *, top: int = 0, after=None, name: str = "党员名册", **options) -> None:
    """Write rows of texts as text cells, then let ``after(workbook, sheet)`` spoil them."""
    with xlsxwriter.Workbook(str(path), options) as workbook:
        sheet = workbook.add_worksheet(name)
        for row, values in enumerate(rows, top):
            for column, value in enumerate(values):
                if value:
                    sheet.write_string(row, column, value)
        if after:
            after(workbook, sheet)


def roster(count: int = 5) -> list[list[str]]:
    return [list(HEAD), *lines(count)]


def spoiled(row: int, column: int, value: str, count: int = 5) -> list[list[str]]:
    rows = roster(count)
    rows[row][column] = value
    return rows


def rezip(path: Path, changes: dict[str, Callable[[bytes], bytes]]) -> None:
    """Write the zip again with some of its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts:
            new.writestr(name, changes.get(name, lambda same: same)(body))


def table(rows, delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()
