"""A list on paper as it stands on the screen: the rows found, the columns shown, in their order."""

from collections.abc import Sequence

from partyoffice.core.field import Care
from partyoffice.reports.document import Align, Column, Document, Page, Table
from partyoffice.ui import theme
from partyoffice.ui.grid import Grid
from partyoffice.ui.table_model import NUMBER_KEY, TableModel

ALIGN: dict[str, Align] = {"left": "left", "right": "center", "center": "center"}
HIDDEN = "证件号、电话、住址已遮盖"
# So many characters fit across at 9 pt: A4 upright, A4 on its side; at 7.5 pt; wider lists want A3.
UPRIGHT, ASIDE, ASIDE_SMALL = 55, 84, 100
USUAL, SMALL = 9.0, 7.5
MOST = (14, 12, 10, 8, 6)  # a longer text is broken into lines, as early as it takes to spare an A3


def grid_document(
    grid: Grid, title: str, lines: Sequence[str] = (), only: Sequence[int] | None = None
) -> Document:
    """Return the list, or ``only`` these rows of it, as a paper; sensitive values are always masked."""
    model, places = grid.model, grid.columns.readable()
    wanted = range(model.rowCount()) if only is None else only
    rows = tuple(tuple(cell_text(model, row, at) for at in places) for row in wanted)
    totals = _totals(grid, places, wanted) if grid.strips and rows else ()
    whole = (*rows, totals) if totals else rows
    longest = [_longest(model, place, [row[at] for row in whole]) for at, place in enumerate(places)]
    widths = weights(longest, [_is_words(model, place) for place in places])
    columns = tuple(
        Column(model.columns[place].title or "序号", width, ALIGN.get(model.columns[place].align, "left"))
        for place, width in zip(places, widths, strict=True)
    )
    masked = any(model.columns[at].care is Care.SENSITIVE for at in places)
    said = (*lines, HIDDEN) if masked else tuple(lines)
    page, size = page_for(sum(widths))
    return Document(title, (Table(columns, rows, size=size, totals=totals),), page, lines=said)


def _totals(grid: Grid, places: Sequence[int], rows: Sequence[int]) -> tuple[str, ...]:
    """Return the row of totals of these rows, as the list shows it below."""
    model = grid.model
    records = [model.record(row) for row in rows]
    totals = [model.columns[at].total if model.columns[at].key != NUMBER_KEY else None for at in places]
    return tuple(total(records) if total is not None else "" for total in totals)


def cell_text(model: TableModel, row: int, at: int) -> str:
    """Return what a cell says on paper."""
    column = model.columns[at]
    return column.masked(model.text(row, at) if column.key == NUMBER_KEY else column.text(model.record(row)))


def weights(longest: Sequence[float], words: Sequence[bool]) -> list[float]:
    """Return the weights of columns in characters, of longest texts so long; ``words`` may be broken."""
    parts = list(zip(longest, words, strict=True))
    wide = [[round(min(one, most if word else MOST[0]) + 1, 1) for one, word in parts] for most in MOST]
    return next((one for one in wide if sum(one) <= ASIDE_SMALL), wide[0])


def _longest(model: TableModel, place: int, texts: Sequence[str]) -> float:
    """Return in characters the longest text of a column here, or its title."""
    measure = theme.metrics().horizontalAdvance
    one = measure("字")
    longest = max((measure(text) for text in texts), default=0)
    return max(measure(model.columns[place].title), longest, 2 * one) / one


def _is_words(model: TableModel, place: int) -> bool:
    """Say whether a column holds words: amounts, days and numbers of cards are never broken."""
    column = model.columns[place]
    return column.align == "left" and column.care is not Care.SENSITIVE


def page_for(characters: float) -> tuple[Page, float]:
    """Return the paper and the size of type that hold a list so many characters wide."""
    if characters <= UPRIGHT:
        return Page(), USUAL
    if characters <= ASIDE_SMALL:
        return Page(landscape=True), USUAL if characters <= ASIDE else SMALL
    return Page("A3", landscape=True), USUAL
