"""单位党费台账: what each branch paid in for each month, its quarters and its year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.dues.documents.ledger_list import PAGE, sums_told, year_and_day
from partyoffice.dues.queries.sheets import Line, ordered_year
from partyoffice.members.card import over_list
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document, Paragraph

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "单位党费台账"
GONE = "已不在本单位"
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
HOW = "各月为党员实际交纳的所属当月的党费，在流入地交纳的不计入；年中转走的党员列在最后。"


@dataclass(frozen=True, slots=True)
class Unit:
    """One branch with its members' rows."""

    name: str
    year: int
    rows: Sequence[Line]

    def paid(self, *months: int) -> int:
        """Return what was paid for some months, 0 to 11."""
        return sum(row.cells[at].paid for row in self.rows for at in months)

    def due(self, *months: int) -> int:
        """Return what some months ask for, what is not set left out."""
        return sum(row.cells[at].due or 0 for row in self.rows for at in months)

    def owed(self, *months: int) -> int:
        """Return what of some months is in arrears."""
        return sum(row.cells[at].owed for row in self.rows for at in months)


def units_of(year: int, rows: Sequence[Line]) -> list[Unit]:
    """Return ordered rows by branch; who has left stands last, under no branch."""
    parts = groupby(rows, key=lambda row: (row.someone.branch_id, row.someone.branch))
    return [Unit(name or GONE, year, list(ones)) for (_, name), ones in parts]


def _paid(months: Sequence[int], unit: Unit) -> int:
    return unit.paid(*months)


def _quarter(at: int) -> tuple[Listed, ...]:
    months = range(3 * at, 3 * at + 3)
    keys = tuple(f"m{one + 1}" for one in months)
    return (
        *(
            Listed(Field(key, f"{one + 1}月", Kind.MONEY), 5.2, partial(_paid, [one]), "right", summed=True)
            for key, one in zip(keys, months, strict=True)
        ),
        Listed(
            Field(f"q{at + 1}", QUARTERS[at], Kind.MONEY), 5.2, partial(_paid, months), "right", keys, True
        ),
    )


COLUMNS = (
    Listed(Field("name", "组织名称"), 8, align="left"),
    Listed(Field("year", "年度"), 3.4, lambda one: str(one.year)),
    Listed(Field("members", "人数", Kind.NUMBER), 2.8, lambda one: len(one.rows), summed=True),
    *(column for at in range(4) for column in _quarter(at)),
    Listed(Field("paid", "合计", Kind.MONEY), 6, partial(_paid, range(12)), "right",
           adds=("q1", "q2", "q3", "q4"), summed=True),
)  # fmt: skip
DEFAULT = tuple(one.field.key for one in COLUMNS)
ON_PAPER = tuple(key for key in DEFAULT if key != "year")  # the title says the year
SIZE = 7.5  # seventeen amounts side by side, all of one size
LISTING = Listing(TITLE, COLUMNS, DEFAULT, "没有交纳党费的党员")


def unit_list(session: "Session", wish: Wish) -> Document:
    """Return what each branch paid in a year, as a paper or as a sheet to work on."""
    year, on = year_and_day(wish)
    rows = ordered_year(session, year, on, wish.branch)
    said = (*over_list(session, on, f"{len(rows)} 人"), sums_told(rows), "单位：元")
    made = LISTING.document(units_of(year, rows), replace(wish, year=year), said)
    return made if wish.plain else replace(made, blocks=(*made.blocks, Paragraph(HOW, "note")), page=PAGE)


ROSTER = Roster("dues-units", TITLE, unit_list, LISTING.fields, LISTING.default, yearly=True)
