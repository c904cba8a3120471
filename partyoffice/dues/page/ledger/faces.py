"""What a month of the ledger shows: its word and amount, and how both are set (look §3)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from partyoffice.core.money import grouped
from partyoffice.dues.rules.ledger import Cell, State
from partyoffice.ui.marks import Mark


@dataclass(frozen=True, slots=True)
class Face:
    """A cell as it is painted; ``mark`` stands before the text, ``corner`` is the ink of a turned corner."""

    text: str = ""
    role: str = "body"
    tone: str = "text"
    align: str = "right"
    ground: str = ""
    hatched: bool = False
    mark: Mark | None = None
    corner: str = ""


NOTHING = Face()
NONE = Face("—", tone="text3", align="centre", ground="na")
WAIVED = Face("免", "cap", "text2", "centre", hatched=True)
ELSEWHERE = Face("流入地", "cap", "text2", "centre")
UNSET = Face("未核定", "cap", "warn", "centre")


def owing(cell: Cell) -> int:
    """Return what of a month has not been paid yet."""
    return max(0, (cell.due or 0) - cell.paid)


def amount(cell: Cell) -> int | None:
    """Return the amount a cell shows, by which its column sorts and selections are summed."""
    if cell.state in {State.DUE, State.LATE}:
        return owing(cell)
    return cell.paid or None


def overridden(cell: Cell) -> bool:
    """Say whether something else was paid than was set."""
    return bool(cell.paid) and cell.due is not None and cell.paid != cell.due


def _paid(cell: Cell) -> Face:
    return _worded("", cell) if _over(cell) else Face(grouped(cell.paid))


def _over(cell: Cell) -> bool:
    return cell.due is not None and cell.paid > cell.due


def _worded(word: str, cell: Cell, tone: str = "text", corner: str = "") -> Face:
    """Return the amount with the word for how it was paid, 多 beside it where it is more than was set."""
    return Face(f"{word}{'多' if _over(cell) else ''} {grouped(cell.paid)}", "cap", tone, corner=corner)


def _due(cell: Cell) -> Face:
    return Face(grouped(owing(cell)), tone="text2", mark=Mark.RING)


def _late(cell: Cell) -> Face:
    return Face(grouped(owing(cell)), "bold", "accent_text", ground="accent_soft", mark=Mark.LATE)


def _future(cell: Cell) -> Face:
    return _worded("预", cell, "text2") if cell.paid else NOTHING


FACES: dict[State, Callable[[Cell], Face]] = {
    State.PAID: _paid,
    State.DUE: _due,
    State.LATE: _late,
    State.WAIVED: lambda _cell: WAIVED,
    State.REDUCED: lambda cell: _worded("" if _over(cell) else "少", cell),
    State.MADE_UP: lambda cell: _worded("补", cell, corner="link"),
    State.AHEAD: lambda cell: _worded("预", cell, "text2"),
    State.ELSEWHERE: lambda _cell: ELSEWHERE,
    State.NONE: lambda _cell: NONE,
    State.UNSET: lambda _cell: UNSET,
    State.FUTURE: _future,
}


def face(cell: Cell) -> Face:
    """Return how a month is shown; another amount than was set has a turned corner in the ink of warnings."""
    made = FACES[cell.state](cell)
    return replace(made, corner="warn") if overridden(cell) and not made.corner else made


SAID = {State.DUE: "应交", State.LATE: "欠交"}


def said(cell: Cell) -> str:
    """Return what a cell says without colour and mark: on the clipboard, on paper, read aloud."""
    word = SAID.get(cell.state, "")
    text = face(cell).text
    return f"{word} {text}" if word else text
