"""One value as a cell of the template: in the style that is there, text always as text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.filling.choices import fitted
from partyoffice.filling.days import DayForm, serial
from partyoffice.filling.styles import Styles
from partyoffice.intake.target import Target
from partyoffice.reports.breaking import exportable
from partyoffice.reports.excel import HOSTILE, MOST_TEXT
from partyoffice.reports.excel_rows import inline

Value = str | int | float | Day | None
AS_TEXT = frozenset({Kind.ID_NUMBER, Kind.PHONE})


@dataclass(slots=True)
class Column:
    """One column of the template as it is filled: what it shows, how days look, what its list allows.

    ``odd`` gathers what the list does not allow: it is written all the same, and told.
    """

    number: int
    heading: str
    target: Target
    form: DayForm
    allowed: Sequence[str] = ()
    odd: set[str] = field(default_factory=set)
    known: dict[str, str] = field(default_factory=dict)

    def word(self, text: str) -> str:
        """Return our word as the template's list says it."""
        if text not in self.known:
            said = fitted(self.target, tuple(self.allowed), text)
            self.known[text] = said
            if self.allowed and said not in self.allowed:
                self.odd.add(text)
        return self.known[text]


@dataclass(slots=True)
class CellWriter:
    """Writes cells as XML; ``prefix`` stands before every name in this file."""

    styles: Styles
    prefix: str
    since_1904: bool
    blank: str = ""

    def put(self, place: str, style: int, column: Column, value: Value) -> str:
        """Return a cell with a value, or with the word for nothing."""
        if value is None or value == "":  # noqa: PLC1901 -- 0 is a value
            value = self.blank
        if isinstance(value, Day):
            return self._day(place, style, column, value)
        if isinstance(value, str):
            shown = column.word(value) if value and value != self.blank else value
            return self.text(place, self._safe(style, shown, column.target.field), shown)
        return self.number(place, style, value)

    def _day(self, place: str, style: int, column: Column, day: Day) -> str:
        # A month has no number of its own: only where the style shows no day does its first stand for it.
        if self.styles.day(style) and (day.exact or self.styles.month(style)):
            number = serial(day.first, since_1904=self.since_1904)
            if number is not None:
                return self.number(place, style, number)
        return self.text(place, self.styles.as_text(style), column.form.text(day))

    def _safe(self, style: int, text: str, about: Field) -> int:
        """Return a style in which nothing becomes a number or a formula once the cell is edited."""
        if text.startswith(HOSTILE):
            return self.styles.as_text(style, quoted=True)
        digits = text.replace("-", "").replace(".", "").isdigit()
        return self.styles.as_text(style) if digits or about.kind in AS_TEXT else style

    def number(self, place: str, style: int, value: float) -> str:
        """Return a numeric cell."""
        p = self.prefix
        return f'<{p}c r="{place}" s="{style}"><{p}v>{value}</{p}v></{p}c>'

    def text(self, place: str, style: int, text: str) -> str:
        """Return a text cell, or an empty one."""
        if not text:
            return self.empty(place, style)
        plain, p = exportable(text), self.prefix
        if len(plain.encode("utf-16-le")) > 2 * MOST_TEXT:
            raise OfficeError(
                f"{place} 一格的文字有 {len(plain)} 字，一格最多放 {MOST_TEXT} 字",
                remedy="请先缩短这一项，或不填这一列",
            )
        return f'<{p}c r="{place}" s="{style}" t="inlineStr">{inline(plain, p)}</{p}c>'

    def empty(self, place: str, style: int) -> str:
        """Return a cell with nothing but its style."""
        return f'<{self.prefix}c r="{place}" s="{style}"/>'

    def formula(self, place: str, style: int, formula: str, *, array: bool = False) -> str:
        """Return a cell with a formula; its result is reckoned when the file is opened."""
        from xml.sax.saxutils import escape

        about = f' t="array" ref="{place}"' if array else ""
        p = self.prefix
        return f'<{p}c r="{place}" s="{style}"><{p}f{about}>{escape(formula)}</{p}f></{p}c>'
