"""Whether a form read from its file can be printed: rows full, sheets not overfull, every key known."""

from collections.abc import Iterable

from partyoffice.reports.document import Page
from partyoffice.reports.form import Form, FormRow, keys_of
from partyoffice.reports.form_values import FormFaultError

ABOVE, BELOW = 12.5, 3.6  # millimetres of title and mark, and of each note


def check_spans(rows: tuple[FormRow, ...], columns: int) -> None:
    """See that every row is filled exactly, cells that reach down from above included."""
    reaching: list[tuple[int, int]] = []  # rows still to go, span
    for number, row in enumerate(rows, 1):
        above = sum(span for left, span in reaching if left > 0)
        across = columns if row.block and not above else above + sum(cell.span for cell in row.cells)
        if across != columns:
            raise FormFaultError(f"各格共占 {across} 份，应为 {columns} 份", "rows", number)
        if row.omit and (above or row.block or row.sheet or any(cell.down > 1 for cell in row.cells)):
            raise FormFaultError(
                "写了 omit 的一排不能是列表、不能另起一张，也不能有高格（down）", "rows", number
            )
        if above and row.sheet:
            raise FormFaultError("上一张纸还有没写完的高格（down）", "rows", number)
        reaching = [(left - 1, span) for left, span in reaching]
        reaching += [(cell.down - 1, cell.span) for cell in row.cells if cell.down > 1]
    if any(left > 0 for left, _ in reaching):
        raise FormFaultError("最后一排之下还有没写完的高格（down）", "rows", len(rows))


def room_of(page: Page, notes: int) -> float:
    """Return the millimetres between title and foot that a sheet of a grid has."""
    return page.millimetres[1] - page.top - page.bottom - ABOVE - BELOW * notes


def check_height(rows: tuple[FormRow, ...], page: Page, notes: int) -> None:
    """See that each sheet's rows fit between title and foot."""
    room, high = room_of(page, notes), 0.0
    for number, row in enumerate(rows, 1):
        high = 0 if row.sheet else high
        high += row.height * (row.block.count + 1 if row.block else 1)
        if high > room:
            raise FormFaultError(f"到这一排共高 {high:g} 毫米，纸上只有 {room:g} 毫米", "rows", number)


def check_keys(form: Form, known: frozenset[str]) -> None:
    """See that nothing is asked for that this form has no value of."""
    for number, row in enumerate(form.rows, 1):
        if row.block and row.block.key not in known:
            raise FormFaultError(f"这张表没有名为“{row.block.key}”的栏目", "rows", number)
        for at, cell in enumerate(row.cells, 1):
            _check_key(keys_of(cell.content, cell.of, cell.foot), known, "rows", number, at)
    for number, place in enumerate(form.places, 1):
        named = (place.key, place.when.partition("=")[0])
        keys = [*keys_of(place.content, place.of), *filter(None, named)]
        _check_key(keys, known, "places", number)


def _check_key(keys: Iterable[str], known: frozenset[str], table: str, number: int, cell: int = 0) -> None:
    for key in keys:
        if key not in known:
            raise FormFaultError(f"这张表没有名为“{key}”的栏目", table, number, cell)
