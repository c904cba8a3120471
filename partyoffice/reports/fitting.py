"""Text into a cell that cannot grow: smaller type first, then more lines, then cut with a note."""

from dataclasses import dataclass, replace

from partyoffice.reports.breaking import wrap
from partyoffice.reports.fonts import Setting

SMALLEST = 7.5
SIZES = (10.5, 10, 9.5, 9, 8.5, 8, SMALLEST)
LEADING = 1.16
ON_ANNEX = "……（见附页）"
NARROWEST = 8  # characters of the narrowest kind that stand in one em


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it goes into a cell; ``whole`` is False where a part of it did not."""

    size: float
    lines: tuple[str, ...]
    whole: bool = True


def _cut(text: str, width: float, height: float, setting: Setting, leading: float) -> Fitted:
    """Return as much as fits at the smallest size, ending in （见附页）."""
    room, count = width / SMALLEST, max(int(height / (SMALLEST * leading)), 1)
    kept = min(len(text), int((room + 1) * NARROWEST) * count)
    while kept:
        lines = wrap(text[:kept] + ON_ANNEX, room, setting.width)
        if len(lines) <= count:
            return Fitted(SMALLEST, tuple(lines), whole=False)
        kept -= max((len(lines) - count) * int(room) // 2, 1)
        kept = max(kept, 0)
    return Fitted(SMALLEST, ("见附页",), whole=False)


def fit(
    text: str,
    width: float,
    height: float,
    setting: Setting,
    size: float,
    *,
    several: bool = False,
    leading: float = LEADING,
) -> Fitted:
    """Set a text into ``width`` by ``height`` points.

    A single line is kept, shrunk down to 7.5 pt, before it is broken; a ``several``-lines cell
    breaks at its full size first. ``leading`` is the distance of lines in ems.
    """
    ems = setting.width(text)
    if "\n" not in text and ems * size <= width:
        return Fitted(size, (text,))
    if not several and "\n" not in text and ems * SMALLEST <= width:
        return Fitted(width / ems, (text,))
    for smaller in (size, *(step for step in SIZES if step < size)):
        lines = wrap(text, width / smaller, setting.width)
        if len(lines) * smaller * leading <= height:
            return Fitted(smaller, tuple(lines))
    return _cut(text, width, height, setting, leading)


def balanced(label: Fitted, text: str, room: float, setting: Setting) -> Fitted:
    """Return a label of several lines with as much in each: 家庭主 要成员, not 家庭主要成 员."""
    count = len(label.lines)
    for width in (room * part / 20 for part in range(1, 21)) if count > 1 else ():
        lines = wrap(text, width / label.size, setting.width)
        if len(lines) == count:
            return replace(label, lines=tuple(lines))
    return label
