"""A second line under the title of a column: how the whole column stands."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from partyoffice.ui import icons, marks, painting, theme
from partyoffice.ui.marks import Mark

SIGN, GAP = 11, 3


@dataclass(frozen=True, slots=True)
class HeadNote:
    """What stands there: a word with a mark or an icon before it; ``now`` prints the title bold."""

    text: str
    mark: Mark | None = None
    icon: str = ""
    tone: str = "text2"
    now: bool = False


def upper(area: QRectF) -> QRectF:
    """Return the room of the title above a note."""
    half = area.height() / 2
    return QRectF(area.left(), area.top() + 2, area.width(), half - 2)


def paint(painter: QPainter, area: QRectF, note: HeadNote) -> None:
    """Paint a note at the right of the lower half, as figures stand under it."""
    half = area.height() / 2
    lower = QRectF(area.left(), area.top() + half - 1, area.width(), half - 2)
    signed = bool(note.mark or note.icon)
    room = SIGN + GAP if signed else 0
    width = min(theme.metrics("cap").horizontalAdvance(note.text) + 1.0, lower.width() - room)
    left, middle = lower.right() - width, lower.center().y()
    if note.mark is not None:
        marks.paint(painter, note.mark, QPointF(left - GAP - SIGN / 2, middle), SIGN - 2)
    elif note.icon:
        box = QRectF(left - GAP - SIGN, middle - SIGN / 2, SIGN, SIGN)
        icons.paint(painter, note.icon, box, theme.ink(note.tone))
    painting.write(painter, QRectF(left, lower.top(), width, lower.height()), note.text, "cap", note.tone)
