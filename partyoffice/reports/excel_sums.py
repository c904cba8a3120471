"""What a sheet adds up itself: formulas across its rows and down its columns, each beside its value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from partyoffice.reports.document import Table
from partyoffice.reports.excel_rows import Reckoned, Written

Spans = tuple[tuple[str, str], ...]  # the first and the last column of each stretch that is added


@dataclass(frozen=True, slots=True)
class Sums:
    """Which columns of a sheet add up others of their row."""

    across: dict[int, Spans]

    @classmethod
    def of(cls, table: Table, places: Sequence[int]) -> "Sums":
        """Return the sums of a table whose columns stand at ``places``; one that lacks a part has none."""
        at = {place: column for column, place in enumerate(places)}
        return cls({
            at[place]: _spans([at[one] for one in table.columns[place].adds])
            for place in places
            if table.columns[place].adds and set(table.columns[place].adds) <= at.keys()
        })  # fmt: skip

    def row(self, cells: list[Written], row: int) -> list[Written]:
        """Return a row with its sums as formulas; ``row`` counts from 0."""
        for column, spans in self.across.items():
            style, value = cells[column]
            if isinstance(value, int | Decimal):
                parts = ",".join(_range(*span, row + 1, row + 1) for span in spans)
                cells[column] = style, Reckoned(f"SUM({parts})", value)
        return cells


def down(cells: list[Written], first: int, last: int) -> list[Written]:
    """Return the row of sums with a formula for each whole number, over the rows ``first`` to ``last``."""
    return [
        (style, Reckoned(f"SUM({_range(name, name, first + 1, last + 1)})", value))
        if isinstance(value, int | Decimal)
        else (style, value)
        for name, (style, value) in zip(map(xl_col_to_name, range(len(cells))), cells, strict=True)
    ]


def _range(left: str, right: str, top: int, foot: int) -> str:
    return f"{left}{top}" if (left, top) == (right, foot) else f"{left}{top}:{right}{foot}"


def _spans(columns: Sequence[int]) -> Spans:
    """Return neighbours together: 4, 5, 6, 9 as E:G and J:J."""
    found: list[list[int]] = []
    for one in sorted(columns):
        if found and found[-1][1] == one - 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return tuple((xl_col_to_name(first), xl_col_to_name(last)) for first, last in found)
