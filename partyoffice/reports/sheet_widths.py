"""How wide columns of a sheet are and how high its rows: text is never cut off, nor shrunk to dust."""

from collections.abc import Collection, Sequence

NARROWEST, WIDEST = 6, 40  # half-width characters, the unit of a sheet's columns
CHARACTER = 1.95  # millimetres of a half-width character at 10 points
ROW, LINE = 18.0, 13.5  # points of a row of one line, and of each further line


def text_width(text: str) -> int:
    """Return the half-width characters of a text's longest line."""
    if "\n" in text:
        return max(map(text_width, text.split("\n")))
    return len(text) if text.isascii() else sum(1 if char < "\u2e80" else 2 for char in text)


def column_width(texts: Sequence[str]) -> int:
    """Return the width for a column holding these texts, 6 to 40."""
    return min(max(max(map(text_width, texts), default=0) + 2, NARROWEST), WIDEST)


def on_paper(widths: Sequence[int], millimetres: float, whole: Collection[int] = ()) -> list[int]:
    """Return widths that fit the paper where they can: the widest give way, none below 12.

    Columns ``whole`` (numbers, days, ID numbers) are never made to wrap.
    """
    room, found = int(millimetres / CHARACTER), list(widths)
    yielding = [place for place in range(len(found)) if place not in whole]
    while sum(found) > room and max((found[place] for place in yielding), default=0) > 12:
        found[max(yielding, key=found.__getitem__)] -= 1
    return found


def row_height(texts: Sequence[object], widths: Sequence[int]) -> float | None:
    """Return the points a row needs, or None where one line is enough."""
    lines = 1
    for text, width in zip(texts, widths, strict=False):
        if isinstance(text, str) and (2 * len(text) >= width or "\n" in text):
            parts = text.split("\n")
            lines = max(lines, sum(max(-(-text_width(part) // (width - 1)), 1) for part in parts))
    return min(ROW + LINE * (lines - 1), 409) if lines > 1 else None  # 409: the highest row of Excel
