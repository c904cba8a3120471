"""Bands of content stacked on sheets: what stays together, what is repeated, where rules run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from partyoffice.reports.brush import Brush, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Where the upright rules of a table stand, in points from the left of the content."""

    uprights: tuple[float, ...]


@dataclass(slots=True, eq=False)
class Band:
    """A strip of content as wide as the page.

    ``paint`` is called with the brush, the left and the top of the strip. ``keep`` holds it to
    the next band; ``head`` is repeated above it where it opens a sheet; neighbours with one
    ``grid`` share their rules; a ``joined`` one goes on from the band above without a rule.
    """

    height: float
    paint: Callable[[Brush, float, float], None]
    keep: bool = False
    head: "tuple[Band, ...]" = ()
    grid: Grid | None = None
    joined: bool = False
    new_sheet: bool = False


@dataclass(slots=True)
class Stack:
    """The bands of one sheet with their distance from the top."""

    placed: list[tuple[Band, float]] = field(default_factory=list)
    used: float = 0

    def put(self, band: Band) -> None:
        """Add a band below the others."""
        self.placed.append((band, self.used))
        self.used += band.height


def _group(bands: list[Band], start: int) -> float:
    """Return the height of a band with all that must stay with it."""
    end = start
    while bands[end].keep and end + 1 < len(bands) and not bands[end + 1].new_sheet:
        end += 1
    return sum(band.height for band in bands[start : end + 1])


def _opens_sheet(bands: list[Band], place: int, stack: Stack, room: float) -> bool:
    band = bands[place]
    if not stack.placed or band.new_sheet:
        return band.new_sheet and bool(stack.placed)
    if place and bands[place - 1].keep and stack.used + band.height <= room:
        return False  # its group was judged when the group began
    need = _group(bands, place)
    return stack.used + (need if need <= room else band.height) > room


def stacked(bands: list[Band], room: float) -> list[Stack]:
    """Part bands into sheets of ``room`` points; a band higher than a sheet gets its own."""
    stacks = [Stack()]
    for place, band in enumerate(bands):
        if _opens_sheet(bands, place, stacks[-1], room):
            stacks.append(Stack())
            for head in band.head:
                stacks[-1].put(head)
        stacks[-1].put(band)
    return stacks


def _runs(stack: Stack) -> Iterator[list[tuple[Band, float]]]:
    """Yield neighbours that share a grid."""
    run: list[tuple[Band, float]] = []
    for band, offset in stack.placed:
        if run and band.grid is not run[-1][0].grid:
            yield run
            run = []
        if band.grid:
            run.append((band, offset))
    if run:
        yield run


def _rules(run: list[tuple[Band, float]], left: float, top: float) -> Iterable[Rule]:
    grid, (last, offset) = run[0][0].grid or Grid(()), run[-1]
    start, end = top - run[0][1], top - offset - last.height
    west, east = left + grid.uprights[0], left + grid.uprights[-1]
    yield from ((left + x, start, left + x, end) for x in grid.uprights)
    yield west, start, east, start
    yield west, end, east, end
    for _, (band, below) in pairwise(run):
        if not band.joined:
            yield west, top - below, east, top - below


def paint(stack: Stack, brush: Brush, left: float, top: float) -> None:
    """Paint one sheet's bands and the rules of its tables."""
    for run in _runs(stack):
        brush.rules(_rules(run, left, top))
    for band, offset in stack.placed:
        band.paint(brush, left, top - offset)
