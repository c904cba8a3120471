"""A table on sheets: column widths from weights or content, rows as high as their text."""

from collections.abc import Sequence
from functools import cached_property, partial

from partyoffice.reports.breaking import cached_wrap, printable, units
from partyoffice.reports.brush import Brush
from partyoffice.reports.document import Align, Column, Fonts, Table, shown
from partyoffice.reports.flow import Band, Grid
from partyoffice.reports.fonts import FontSet

PAD = 2.5  # points between a rule and the text
AIR = 3.5  # points above and below the text of a row
LEADING = 1.3
BASELINE = (LEADING - 1) / 2 + 0.86  # of the first line, in ems below the top of its box
SAMPLE = 400  # rows looked at for widths
SMALLEST = 6.5
WIDEST_SHARE = 0.4
ONE_LINE = frozenset({"date", "id", "number", "money"})
LEFT_FROM = 3  # a cell of so many lines reads better flush left

Lines = tuple[float, tuple[str, ...]]


def _longest_unit(text: str) -> str:
    return max(units(text), key=len, default="")


def shared(wanted: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """Return widths that fill ``total``.

    Where all get what they want, the surplus is shared in proportion. Else the modest are served
    first, and only the widest give way, never below ``least`` unless even that is too much.
    """
    if sum(least) >= total or sum(wanted) <= total:
        base = least if sum(least) >= total else wanted
        return [width * total / sum(base) for width in base]
    found, spare = list(least), total - sum(least)
    waiting = sorted(range(len(wanted)), key=lambda place: wanted[place] - least[place])
    for served, place in enumerate(waiting):
        extra = min(wanted[place] - least[place], spare / (len(waiting) - served))
        found[place] += extra
        spare -= extra
    return found


class TableSetter:
    """One table made ready for sheets ``width`` by ``height`` points."""

    def __init__(self, table: Table, fonts: FontSet, roles: Fonts, width: float, height: float) -> None:
        """Read the rows once; a generator is used up here."""
        places = table.shown
        self.table, self.fonts, self.roles = table, fonts, roles
        self.width, self.height, self.size = width, height, table.size
        self.columns = tuple(table.columns[place] for place in places)
        kinds = tuple((place, table.columns[place].kind) for place in places)
        self.rows = [tuple(printable(shown(row[place], kind)) for place, kind in kinds) for row in table.rows]
        self._total = len(self.rows) if self.rows and table.totals else -1
        if self.totalled:
            self.rows.append(tuple(printable(shown(table.totals[place], kind)) for place, kind in kinds))
        self._setting = fonts.setting(roles.table)
        self._wrap = cached_wrap(self._setting.width)
        self._head_wrap = cached_wrap(fonts.setting(roles.head).width)

    @property
    def totalled(self) -> bool:
        """Say whether the last row is that of the sums."""
        return self._total >= 0

    def is_total(self, row: int) -> bool:
        """Say whether a row is that of the sums, which is set as the head is."""
        return row == self._total

    def _ems(self, place: int) -> tuple[float, float]:
        """Return the wanted and the least width of a column's content, in ems."""
        title = self.columns[place].title
        cells = {row[place] for row in self.rows[:SAMPLE]}
        longest = max((self._setting.width(text) for text in cells), default=0.0)
        if self.columns[place].kind in ONE_LINE:
            return max(longest, 2.0, min(len(title), 4)), max(longest, 2.0)
        whole = max((self._setting.width(_longest_unit(text)) for text in cells), default=0.0)
        return max(longest, 2.0, min(len(title), 4)), max(min(whole, 8.0), 2.0)

    def _by_content(self, places: list[int], total: float) -> dict[int, float]:
        cap = max(total * WIDEST_SHARE, total / max(len(places), 1))
        ems = [self._ems(place) for place in places]
        wanted = [min(high * self.size, cap) + 2 * PAD + 1 for high, _ in ems]
        least = [min(low * self.size, cap) + 2 * PAD + 1 for _, low in ems]
        return dict(zip(places, shared(wanted, least, total), strict=True))

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The width of each column in points; together they fill the page."""
        weights = [column.width for column in self.columns]
        unsaid = [place for place, weight in enumerate(weights) if not weight]
        share = self.width * len(unsaid) / len(weights)
        found = (
            self._by_content(unsaid, share if len(unsaid) < len(weights) else self.width) if unsaid else {}
        )
        rest = (self.width - sum(found.values())) / (sum(weights) or 1)
        return tuple(found.get(place, weight * rest) for place, weight in enumerate(weights))

    @cached_property
    def grid(self) -> Grid:
        """The upright rules."""
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)
        return Grid(tuple(edges))

    def lines(self, place: int, text: str) -> Lines:
        """Return the size and the lines a cell is set in."""
        ems = (self.widths[place] - 2 * PAD) / self.size
        if "\n" not in text:
            needed = self._setting.width(text)
            if needed <= ems:
                return self.size, (text,)
            if self.columns[place].kind in ONE_LINE and ems * self.size / needed >= SMALLEST:
                return ems * self.size / needed, (text,)
        return self.size, self._wrap(text, ems)

    def _count(self, row: tuple[str, ...]) -> int:
        return max([len(self.lines(place, text)[1]) for place, text in enumerate(row) if text], default=1)

    def _height(self, lines: int) -> float:
        return lines * self.size * LEADING + 2 * AIR

    def _cell(self, brush: Brush, left: float, top: float, place: int, cut: Lines, role: str) -> None:
        """Set the lines of a cell as its column is aligned, the first line's box beginning at ``top``."""
        self._set(brush, left, top, place, cut, role, cell_align(self.columns[place], len(cut[1])))

    def _set(
        self, brush: Brush, left: float, top: float, place: int, cut: Lines, role: str, align: Align
    ) -> None:
        size, lines = cut
        width = self.widths[place]
        x, baseline = left + self.grid.uprights[place], top - size * BASELINE
        for line in lines:
            slack = width - brush.width(line, role, size)
            brush.text(x + _offset(align, slack), baseline, line, role, size)
            baseline -= size * LEADING

    def paint_row(self, row: int, brush: Brush, left: float, top: float) -> None:
        """Set a whole row, each cell in the middle of its height."""
        texts, role = self.rows[row], self.roles.head if self.is_total(row) else self.roles.table
        cuts = [(place, self.lines(place, text)) for place, text in enumerate(texts) if text]
        tallest = max((len(lines) for _, (_, lines) in cuts), default=1) * self.size
        for place, cut in cuts:
            down = AIR + (tallest - len(cut[1]) * cut[0]) * LEADING / 2
            self._cell(brush, left, top - down, place, cut, role)

    def paint_part(self, row: int, part: slice, brush: Brush, left: float, top: float) -> None:
        """Set some lines of a row too tall to stay whole, flush with the top."""
        down = 0 if part.start else AIR
        for place, text in enumerate(self.rows[row]):
            size, lines = self.lines(place, text)
            self._cell(brush, left, top - down, place, (size, lines[part]), self.roles.table)

    def paint_head(self, brush: Brush, left: float, top: float) -> None:
        """Set the head row."""
        for place in range(len(self.columns)):
            lines = self._head_cell(place)
            down = AIR + (self._head_lines - len(lines)) * self.size * LEADING / 2
            self._set(brush, left, top - down, place, (self.size, lines), self.roles.head, "center")

    def _head_cell(self, place: int) -> tuple[str, ...]:
        text = printable(self.columns[place].title)
        return self._head_wrap(text, (self.widths[place] - 2 * PAD) / self.size)

    @cached_property
    def _head_lines(self) -> int:
        return max(len(self._head_cell(place)) for place in range(len(self.columns)))

    @cached_property
    def _most(self) -> int:
        """Lines a row may have and stay whole: a third of a sheet."""
        return max(int(self.height / 3 / (self.size * LEADING)), 1)

    def stays_whole(self, row: int) -> bool:
        """Say whether a row is kept on one sheet."""
        return self._count(self.rows[row]) <= self._most

    def _row_bands(self, row: int, head: Band) -> list[Band]:
        count, most = self._count(self.rows[row]), self._most
        if count <= most:
            return [Band(self._height(count), partial(self.paint_row, row), head=(head,), grid=self.grid)]
        return [
            self._part_band(row, slice(start, min(start + most, count)), count, head)
            for start in range(0, count, most)
        ]

    def _part_band(self, row: int, part: slice, count: int, head: Band) -> Band:
        height = (part.stop - part.start) * self.size * LEADING
        height += (AIR if part.start == 0 else 0) + (AIR if part.stop == count else 0)
        paint = partial(self.paint_part, row, part)
        return Band(height, paint, head=(head,), grid=self.grid, joined=part.start > 0)

    def _no_rows(self, brush: Brush, left: float, top: float) -> None:
        brush.centred(
            left + self.width / 2, top - AIR - self.size, self.table.empty, self.roles.table, self.size
        )

    def bands(self) -> list[Band]:
        """Return the head and the rows, or the head and 无."""
        head = Band(self._height(self._head_lines), self.paint_head, keep=True, grid=self.grid)
        if not self.rows:
            whole = Grid((0.0, self.width))
            return [head, Band(self._height(1), self._no_rows, grid=whole)]
        found = [head, *(band for row in range(len(self.rows)) for band in self._row_bands(row, head))]
        if self.totalled:  # the sums never open a sheet alone
            found[-2].keep = True
        return found


def cell_align(column: Column, lines: int) -> Align:
    """Return how a cell of so many lines is set."""
    return "left" if column.align == "center" and lines >= LEFT_FROM else column.align


def _offset(align: Align, slack: float) -> float:
    if align == "center":
        return slack / 2
    return slack - PAD if align == "right" else PAD
