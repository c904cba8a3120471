"""校对页: the boxes of a form of places with their titles, to be held against the booklet by the light."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from partyoffice.reports.brush import MM, THIN, Brush
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.form import Form, Place
from partyoffice.reports.form_titles import title_of
from partyoffice.reports.pdf import Sheet, write_jobs

GREY, CORNER = "0.45 0.45 0.45", 4.0  # millimetres of the marks at the paper's corners
SMALL, LEAST = 8.0, 4.0  # points


@dataclass(frozen=True, slots=True)
class ProofLeaf:
    """One sheet: a box for each place, its title in it, marks where the paper ends."""

    form: Form
    sheet: int
    titles: Mapping[str, str]

    def paint(self, brush: Brush) -> None:
        """Draw boxes and titles."""
        wide, high = (side * MM for side in self.form.page.millimetres)
        for x, way in ((0, 1), (wide, -1)):
            brush.rules(
                [(x, 0, x + way * CORNER * MM, 0), (x, high, x + way * CORNER * MM, high)], THIN, GREY
            )
        for right, down in self._origins():
            for place in self.form.places:
                if place.sheet == self.sheet:
                    self._place(brush, replace(place, x=place.x + right, y=place.y + down), high)

    def _origins(self) -> list[tuple[float, float]]:
        """Return where each of several of a kind on one sheet is counted from."""
        tile = self.form.tile
        return [tile.origin(at) for at in range(tile.across * tile.down)] if tile else [(0.0, 0.0)]

    def _place(self, brush: Brush, place: Place, high: float) -> None:
        left, width, height = place.x * MM, place.width * MM, place.height * MM
        foot = high - place.y * MM - height
        if place.content == "rule":
            top = foot + height
            far = (left + width, top) if place.width >= place.height else (left, foot)
            brush.rules([(left, top, *far)], THIN)
            return
        brush.frame(left, foot, width, height, THIN)
        title = title_of(place, self.titles)
        size = min(place.size, SMALL, max(height - 1, LEAST))
        while size > LEAST and brush.width(title, "song", size) > width - 2:
            size -= 0.5
        brush.text(left + 1, foot + height - size, title, "song", size)


def write_proof(form: Form, titles: Mapping[str, str], path: Path) -> int:
    """Write the proof of every sheet of a form of places and return the number of pages."""
    wide, high = (side * MM for side in form.page.millimetres)

    def sheets(_fonts: FontSet) -> list[Sheet]:
        leaves = [ProofLeaf(form, number, titles) for number in range(1, form.sheets + 1)]
        return [Sheet(wide, high, leaf.paint) for leaf in leaves]

    write_jobs([sheets], 1, path, f"{form.title} 校对页", None)
    return form.sheets
