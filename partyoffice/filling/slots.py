"""Where the rows of people go in a template: below its head, above its totals, notes and signatures."""

import re
from collections import Counter
from dataclasses import dataclass

from partyoffice.filling.styles import Styles
from partyoffice.filling.tree import SheetTree
from partyoffice.intake import rows
from partyoffice.intake.cells import text_of
from partyoffice.intake.headings import Head
from partyoffice.intake.sheet import Sheet

_SERIAL = re.compile(r"[\d.、]*")
_EXAMPLE = re.compile(r"[(（\[【]?(?:示例|样例|例)[:：)）\]】]?")
ADVICE_CELLS = 2


@dataclass(frozen=True, slots=True)
class Slots:
    """The rows ``first`` to ``last`` take people, ``tall`` each; ``last`` < ``first`` where there are none.

    ``used`` are rows with an example or somebody's data, which give way; ``fixed`` are columns whose text
    was set into several rows beforehand, and goes into every new one.
    """

    first: int
    last: int
    tall: int = 1
    used: frozenset[int] = frozenset()
    fixed: frozenset[int] = frozenset()

    @property
    def room(self) -> int:
        """How many people find room without a row put in."""
        return max(0, self.last - self.first + 1) // self.tall


class Finder:
    """One look at the rows below the head."""

    def __init__(self, tree: SheetTree, sheet: Sheet, head: Head, styles: Styles, main: list[int]) -> None:
        self.tree, self.styles, self.head, self.main = tree, styles, head, main
        self.values = dict(zip(sheet.numbers, sheet.rows, strict=True))
        parts = rows.split(sheet, head, main, hidden=True)
        self.data = {row.number for row in parts.rows}
        self.totals = {row.number for row in parts.totals}
        self.columns = [at for at, label in enumerate(head.labels, 1) if label]
        self.first = self._below_head()
        self.repeated = self._repeated()

    def find(self) -> Slots:
        """Return where people go."""
        last = self._last()
        used = frozenset(n for n in range(self.first, last + 1) if not self._set_in(n))
        fixed = frozenset(column for column, _text in self.repeated)
        return Slots(self.first, last, self._tall(), used, fixed)

    # Above -------------------------------------------------------------------------------

    def _below_head(self) -> int:
        """Return the first row below the head: below what is merged into it, and below advice on filling."""
        number = self.head.row
        ends = [c for a, _b, c, _d in self.tree.merged if a <= self.head.row <= c]
        number = max([number, *ends]) + 1
        while self._advice(number):
            number += 1
        return number

    def _advice(self, number: int) -> bool:
        """Say whether a row says column by column how to fill them."""
        texts = [text_of(value) for value in self.values.get(number, [])]
        filled = [text for text in texts if text.strip()]
        known = number in self.data or number in self.totals or number not in self.values
        return not known and len(filled) >= ADVICE_CELLS and bool(self._texts(number))

    # What stands in a row ----------------------------------------------------------------

    def _texts(self, number: int) -> dict[int, str]:
        """Return what somebody wrote into a row by column: no running numbers, no formulas."""
        found = {}
        for column, value in enumerate(self.values.get(number, []), 1):
            text = text_of(value).strip()
            if text and not _SERIAL.fullmatch(text) and not self.tree.formula(number, column):
                found[column] = text
        return found

    def _repeated(self) -> set[tuple[int, str]]:
        """Return what stands in several rows alike, such as the school's name set in beforehand."""
        seen: Counter[tuple[int, str]] = Counter()
        for number in self.values:
            texts = self._texts(number) if number >= self.first and number not in self.totals else {}
            if not any(index + 1 in texts for index in self.main):
                seen.update(texts.items())
        return {pair for pair, count in seen.items() if count > 1}

    def _set_in(self, number: int) -> bool:
        """Say whether a row holds nothing but what was set in beforehand."""
        return all(pair in self.repeated for pair in self._texts(number).items())

    def _foot(self, number: int) -> bool:
        """Say whether a row belongs to what stands below the people."""
        if number in self.totals or self._broad(number):
            return True
        texts = self._texts(number)
        if any(_EXAMPLE.match(text) for text in texts.values()):
            return False
        return number not in self.data and not self._set_in(number)

    def _broad(self, number: int) -> bool:
        """Say whether a merged area of several rows and columns, or a band, begins here."""
        wide = max(3, len(self.columns) // 2)
        return any(a == number and ((c > a and d > b) or d - b + 1 > wide) for a, b, c, d in self.tree.merged)

    # Below -------------------------------------------------------------------------------

    def _last(self) -> int:
        """Return the last row for people: what stands below begins with a foot, or where the lines end."""
        end = max([self.head.row, *self.tree.rows, *self.values])
        framed, number = self._framed(self.first), self.first
        while number <= end and not self._foot(number) and (self._framed(number) or not framed):
            number += 1
        return number - 1

    def _framed(self, number: int) -> bool:
        return any(self.styles.bordered(self.tree.style(number, column)) for column in self.columns)

    def _tall(self) -> int:
        """Return how many rows one person takes: over how many the name is merged."""
        over = [
            c - a + 1 for a, b, c, d in self.tree.merged if a == self.first and b - 1 in self.main and b == d
        ]
        return max(over, default=1)
