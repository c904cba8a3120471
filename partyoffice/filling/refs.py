"""References of formulas and areas when rows are put in: what stands below moves, what spans them grows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

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


def _each_reference(formula: str, change: Callable[[str], str]) -> str:
    """Return a formula with every reference changed; one that cannot be taken apart stays as it is."""
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokens = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError):
        return formula
    ranges = (Token.OPERAND, Token.RANGE)
    return "".join(change(one.value) if (one.type, one.subtype) == ranges else one.value for one in tokens)


def pushed(formula: str, push: Push, sheet: str, *, own: bool) -> str:
    """Return a formula after rows were put into ``sheet``; ``own`` says that it stands in that sheet."""

    def change(text: str) -> str:
        name, written, rest = _sheet_of(text)
        here = own if name is None else name == sheet
        return written + _area(rest, push) if here else text

    return _each_reference(formula, change)


@lru_cache(maxsize=4096)
def _relative(formula: str) -> bool:
    return bool(_AREA.search(formula))


def moved(formula: str, start: str, to: str) -> str:
    """Return a formula as copying it from one cell to another writes it."""
    if start == to or not _relative(formula):
        return formula
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator("=" + formula, origin=start).translate_formula(to))[1:]
    except (TokenizerError, TranslatorError, IndexError, ValueError):
        return formula
