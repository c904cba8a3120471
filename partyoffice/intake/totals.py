"""Compare the totals a sheet gives with the counted ones; the sheet's own are never taken in."""

import re
from collections.abc import Sequence

from partyoffice.core.field import Kind
from partyoffice.core.money import grouped
from partyoffice.intake.cells import convert, text_of
from partyoffice.intake.mapping import Columns
from partyoffice.intake.rows import RawRow
from partyoffice.intake.target import Note, Options, Row, Target

_PEOPLE = re.compile(r"(?:计|共|人数)\D{0,3}(\d+)\s*[人名]")
_PARTIAL = re.compile(r"\s*(?:小|本页)")


def check_totals(
    totals: Sequence[RawRow],
    rows: Sequence[Row],
    columns: Columns,
    targets: Sequence[Target],
    options: Options,
) -> list[Note]:
    """Return a warning for each total that differs from the rows above it."""
    kinds = {target.key: target for target in targets if target.field.kind in {Kind.NUMBER, Kind.MONEY}}
    notes: list[Note] = []
    previous = 0
    for total in totals:
        partial = any(_PARTIAL.match(text_of(value)) for value in total.cells)
        above = [row for row in rows if (previous if partial else 0) < row.number < total.number]
        notes += _people(total, len(above))
        for index, key in columns.keys.items():
            if key in kinds and index < len(total.cells):
                notes += _sum(total, columns.labels[index], index, kinds[key], above, options)
        previous = total.number
    return notes


def _people(total: RawRow, counted: int) -> list[Note]:
    found = _PEOPLE.search(" ".join(map(text_of, total.cells)))
    if not found or int(found.group(1)) == counted:
        return []
    message = f"表上写 {found.group(1)} 人，读到 {counted} 行，请核对"
    return [Note(total.number, "", found.group(), "total-differs", message)]


def _sum(
    total: RawRow, label: str, index: int, target: Target, above: Sequence[Row], options: Options
) -> list[Note]:
    given = convert(target, total.cells[index], options.on).value
    faulty = any(note.column == label for row in above for note in row.problems)
    counted = sum(row.values.get(target.key) or 0 for row in above)
    if given is None or faulty or abs(given - counted) < 1e-6:
        return []
    show = grouped if target.field.kind is Kind.MONEY else str
    message = f"表上合计 {show(given)}，逐行相加为 {show(counted)}，请核对"
    return [Note(total.number, label, text_of(total.cells[index]), "total-differs", message)]
