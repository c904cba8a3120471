"""A line of contents as it is printed: the title, dots, the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyoffice.reports.breaking import printable
from partyoffice.reports.brush import Brush

if TYPE_CHECKING:
    from partyoffice.reports.blocks import Look


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of contents: the title at the left, dots, the page at the right."""

    title: str
    page: str
    look: "Look"
    width: float

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set the line; a title too long for it is cut."""
        role, size = self.look.role, self.look.size
        down, end = (self.look.leading - size) / 2 + size * 0.86, brush.width(self.page, role, size)
        room = self.width - end - 2 * size
        title = fitting(printable(self.title), lambda text: brush.width(text, role, size) <= room)
        dots = "…" * int((room - brush.width(title, role, size)) / size)
        brush.text(left, top - down, title, role, size)
        brush.text(left + self.width - end - (len(dots) + 0.5) * size, top - down, dots, role, size)
        brush.text(left + self.width - end, top - down, self.page, role, size)


def fitting(text: str, fits: Callable[[str], bool]) -> str:
    """Return a text, or as much of it as fits with … behind."""
    if fits(text):
        return text
    end = next((at for at in range(len(text) - 1, 0, -1) if fits(f"{text[:at]}…")), 0)
    return f"{text[:end]}…"
