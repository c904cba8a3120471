"""How far a printer misses the place, from what a ruler reads on its calibration sheet; millimetres.

A printer that is told the place x prints at ``miss + stretch · x``. So that it prints at x, everything
is drawn at ``shift + scale · x``: the scale is one part in the stretch, the shift takes the miss back.
"""

import re
import unicodedata
from dataclasses import dataclass

from partyoffice.core.errors import OfficeError

CROSS = 20.0  # how far the crosses of the calibration sheet stand from each edge
FARTHEST = 30.0  # millimetres that a print can be shifted
LEAST, MOST = 90.0, 110.0  # percent
OFF, STRETCHED = 18.0, 0.08  # what a ruler may read off the 20 mm, and of a distance
READING = re.compile(r"\s*(\d{1,4}(?:\.\d{1,3})?)\s*(?:毫米|mm)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a print is drawn: millimetres to the right and down, percent across and down."""

    right: float = 0.0
    down: float = 0.0
    across: float = 100.0
    upright: float = 100.0

    @property
    def figures(self) -> list[float]:
        """The four, as they are kept."""
        return [self.right, self.down, self.across, self.upright]

    @property
    def true_size(self) -> bool:
        """Whether nothing is stretched."""
        return self.across == self.upright == 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What the ruler says: the upper left cross from the edges, and the crosses from each other."""

    left: float
    top: float
    across: float
    down: float


def kept(figures: object) -> Alignment:
    """Return what was kept, the usual for what is missing, no number or out of bounds."""
    usual = Alignment().figures
    given = figures if isinstance(figures, list) else []
    least, most = (-FARTHEST, -FARTHEST, LEAST, LEAST), (FARTHEST, FARTHEST, MOST, MOST)
    for at, value in enumerate(given[:4]):
        if isinstance(value, int | float) and least[at] <= value <= most[at]:
            usual[at] = float(value)
    return Alignment(*usual)


def read_length(text: str, what: str) -> float:
    """Return a length as people type it (OfficeError for what is none)."""
    plain = unicodedata.normalize("NFKC", text).replace(",", ".").replace("。", ".")
    found = READING.fullmatch(plain)
    if found is None:
        raise OfficeError(
            f"“{what}”应是尺上读到的毫米数" if plain.strip() else f"还没有填“{what}”",
            remedy="请写成 20.5 这样，可以估读到 0.1 毫米",
        )
    return float(found[1])


def expected(wide: float, high: float) -> Reading:
    """Return what the ruler reads on a sheet of this size where the printer does not miss."""
    return Reading(CROSS, CROSS, wide - 2 * CROSS, high - 2 * CROSS)


def measured(read: Reading, wide: float, high: float) -> Alignment:
    """Return what brings a printer's crosses to their places (OfficeError for an absurd reading)."""
    true = expected(wide, high)
    _check("左边到十字", read.left, true.left, OFF)
    _check("上边到十字", read.top, true.top, OFF)
    _check("左右两十字相距", read.across, true.across, true.across * STRETCHED)
    _check("上下两十字相距", read.down, true.down, true.down * STRETCHED)
    across, upright = (round(100 * want / have, 1) for want, have in _distances(read, true))
    right, down = (CROSS - have * by / 100 for have, by in ((read.left, across), (read.top, upright)))
    return Alignment(round(right, 1), round(down, 1), across, upright)


def _distances(read: Reading, true: Reading) -> tuple[tuple[float, float], tuple[float, float]]:
    return (true.across, read.across), (true.down, read.down)


def _check(what: str, have: float, want: float, off: float) -> None:
    if abs(have - want) > off:
        raise OfficeError(
            f"“{what}”{have:g} 毫米，和应有的 {want:g} 毫米差得太多，不像是量出来的",
            remedy="请核对量的是不是这两处，打印时有没有“适合纸张”之类的缩放",
        )


def arithmetic(read: Reading, wide: float, high: float, made: Alignment) -> str:
    """Return how the four figures came about, in one line."""
    true = expected(wide, high)
    return (
        f"横 {true.across:g}÷{read.across:g}＝{made.across:.1f}%，右 20－{read.left:g}×{made.across:.1f}%＝"
        f"{made.right:.1f}；纵 {true.down:g}÷{read.down:g}＝{made.upright:.1f}%，下 20－{read.top:g}×"
        f"{made.upright:.1f}%＝{made.down:.1f} 毫米"
    )
