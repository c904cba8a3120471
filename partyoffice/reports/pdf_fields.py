"""A grid of labels and values on sheets: where its columns stand, how a row is painted."""

from collections.abc import Callable
from dataclasses import dataclass

from partyoffice.reports.brush import Brush
from partyoffice.reports.document import Fields
from partyoffice.reports.pdf_table import BASELINE, LEADING, PAD

FIELD_SIZE = 10.5


def field_edges(block: Fields, width: float, measure: Callable[[str], float]) -> tuple[float, ...]:
    """Return where labels and values begin and end in ``width`` points; ``measure`` tells ems."""
    longest = max((measure(label) for label, _ in block.pairs), default=0)
    part = width / block.columns
    label = min((min(longest, 8) * FIELD_SIZE) + 4 * PAD, part * 0.45)
    edges = [edge for place in range(block.columns) for edge in (part * place, part * place + label)]
    return (*edges, width)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Labels and values of one row of a field grid, already broken into lines."""

    cells: tuple[tuple[float, float, str, tuple[str, ...]], ...]
    height: float

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set labels centred and values flush left, all in the middle of the row."""
        step = FIELD_SIZE * LEADING
        for x, width, role, lines in self.cells:
            base = top - (self.height - len(lines) * step) / 2 - FIELD_SIZE * BASELINE
            for line in lines:
                slack = width - brush.width(line, role, FIELD_SIZE)
                start = slack / 2 if role == "hei" else PAD + 1
                brush.text(left + x + start, base, line, role, FIELD_SIZE)
                base -= step
