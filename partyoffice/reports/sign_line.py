"""The line to sign on: labels over the width, and rules of one length after those not filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from partyoffice.reports.brush import Brush

SIGN_SIZE, SMALL_SIGN, SIGN_GAP = 12, 10.5, 14
LONGEST_RULE = 142  # 50 mm are room enough for a name


@dataclass(frozen=True, slots=True)
class SignLine:
    """Labels with what is filled in, or room to sign, side by side."""

    pairs: tuple[tuple[str, str], ...]
    width: float
    role: str

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set the labels over the width, a rule after each that is not filled in."""
        size, base = sign_size(len(self.pairs)), top - 26
        texts = [f"{label}：{filled}" for label, filled in self.pairs]
        wide = [brush.width(text, self.role, size) for text in texts]
        spots = sign_spots(wide, [not filled for _label, filled in self.pairs], self.width)
        for text, width, (start, end) in zip(texts, wide, spots, strict=True):
            brush.text(left + start, base, text, self.role, size)
            if end > start + width:
                brush.rules([(left + start + width, base - 2.5, left + end, base - 2.5)])


def sign_size(count: int) -> float:
    """Return the type size of so many labels beside each other, points."""
    return SIGN_SIZE if count < 4 else SMALL_SIGN


def sign_spots(wide: Sequence[float], empty: Sequence[bool], width: float) -> list[tuple[float, float]]:
    """Return where each label begins and its rule ends, points: rules of one length, the last at the edge."""
    free = width - sum(wide)
    rule = min(LONGEST_RULE, max(20, (free - SIGN_GAP * (len(wide) - 1)) / max(sum(empty), 1)))
    gap = (free - rule * sum(empty)) / max(len(wide) - 1, 1)
    spots, at = [], 0.0
    for text, open_ in zip(wide, empty, strict=True):
        end = at + text + rule * open_
        spots.append((at, end))
        at = end + gap
    return spots
