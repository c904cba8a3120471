"""References of formulas and areas when rows are put in: what stands below moves, what spans them grows."""

import re
from dataclasses import dataclass
from functools import lru_cache

from partyoffice.intake.scan import column_number

_CELL = r"(\$?[A-Z]{1,3})(\$?)(\d+)"
_AREA = re.compile(rf"{_CELL}(?::{_CELL})?", re.IGNORECASE)
_ROWS = re.compile(r"(\$?)(\d+):(\$?)(\d+)")
_QUOTED = re.compile(r"(?:'((?:[^']|'')*)'|([^'!\[\]]+))!(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Push:
    """Rows put in below ``last``: what stands there moves by ``by``, areas that end from ``reach`` on grow.

    ``reach`` is the last row people are written to, so that a total over the rows covers the new ones.
    """

    last: int
    by: int
    reach: int

    def row(self, number: int) -> int:
        """Return where a row stands afterwards."""
        return number if number <= self.last else number + self.by

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where a run of rows reaches afterwards."""
        return self.row(first), last if last < self.reach else last + self.by


def _cell(column: str, mark: str, row: int) -> str:
    return f"{column}{mark}{row}"


def _area(text: str, push: Push) -> str:
    if found := _AREA.fullmatch(text):
        column, mark, row, last_column, last_mark, last_row = found.groups()
        if last_row is None:
            return _cell(column, mark, push.row(int(row)))
        first, last = push.span(int(row), int(last_row))
        return f"{_cell(column, mark, first)}:{_cell(last_column, last_mark, last)}"
    if found := _ROWS.fullmatch(text):
        first, last = push.span(int(found[2]), int(found[4]))
        return f"{found[1]}{first}:{found[3]}{last}"
    return text


def areas(text: str, push: Push) -> str:
    """Return a list of areas, as merged cells and conditions name them, after the push."""
    return " ".join(_area(area, push) for area in text.split())


def _sheet_of(text: str) -> tuple[str | None, str, str]:
    """Return the sheet a reference names (None for its own), how it was written, and the rest."""
    found = _QUOTED.fullmatch(text)
    if not found:
        return None, "", text
    quoted, plain, rest = found.groups()
    name = quoted.replace("''", "'") if quoted is not None else plain
    return name, text[: len(text) - len(rest)], rest


@lru_cache(maxsize=1024)
def _parted(formula: str) -> tuple[tuple[str, bool], ...]:
    """Return the pieces of a formula and which of them are references; one that cannot be parted is whole."""
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokens = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError):
        return ((formula, False),)
    ranges = (Token.OPERAND, Token.RANGE)
    return tuple((one.value, (one.type, one.subtype) == ranges) for one in tokens)


def pushed(formula: str, push: Push, sheet: str, *, own: bool) -> str:
    """Return a formula after rows were put into ``sheet``; ``own`` says that it stands in that sheet."""

    def change(text: str) -> str:
        name, written, rest = _sheet_of(text)
        here = own if name is None else name == sheet
        return written + _area(rest, push) if here else text

    return "".join(change(text) if refers else text for text, refers in _parted(formula))


_LOOSE_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])", re.IGNORECASE)


def moved(formula: str, down: int, right: int = 0) -> str:
    """Return a formula as copying it so far down and to the right writes it.

    One that would point beyond the sheet stays as it is.
    """
    if not down and not right:
        return formula
    pieces = []
    for text, refers in _parted(formula):
        _name, written, rest = _sheet_of(text) if refers else (None, text, "")
        shifted = _LOOSE_CELL.sub(lambda found: _shifted(found, down, right), rest)
        if BEYOND in shifted:
            return formula
        pieces.append(written + shifted)
    return "".join(pieces)


BEYOND = "\0"


def _shifted(found: re.Match[str], down: int, right: int) -> str:
    fixed_column, column, fixed_row, row = found.groups()
    number = int(row) + (0 if fixed_row else down)
    at = column_number(column.upper()) + (0 if fixed_column else right)
    if number < 1 or at < 1:
        return BEYOND
    name = column if fixed_column or not right else letters(at)
    return f"{fixed_column}{name}{fixed_row}{number}"


def letters(column: int) -> str:
    """Return A for 1, AA for 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
