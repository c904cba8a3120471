"""Who should come to a meeting as a list to be ticked: state, reason and vote of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from partyoffice.core.text import search_key
from partyoffice.meetings.queries import Seat
from partyoffice.meetings.rules.kinds import ABSENCES, ABSENT, ATTENDED, LATE, LEAVE
from partyoffice.meetings.rules.voters import Count, Presence, count
from partyoffice.ui.asking import label_keys
from partyoffice.ui.controls import letters

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SEAT = Qt.ItemDataRole.UserRole + 1
WITHOUT_LEAVE = ABSENCES[-1]
AWAY = Presence(ABSENT)


@dataclass(frozen=True, slots=True)
class Taken:
    """One line: who, and whether they came."""

    seat: Seat
    presence: Presence
    role: str = ""  # 主持 or 记录

    def told(self) -> str:
        """Return what the line says at its right: 出席, the reason of an absence, or that there is none."""
        one = self.presence
        came = one.note if one.state == LATE and LATE in one.note else one.state
        if one.here:
            return "，".join(filter(None, (self.role or came, one.note if one.note != came else "")))
        return "，".join(filter(None, (one.reason or f"{one.state}，未写原因", one.note)))

    def vote(self) -> str:
        """Return whether the person has a vote."""
        return "有" if self.presence.voting else "无"


class SeatModel(QAbstractListModel):
    """The people of a body on a day; ``find`` goes to whoever a word means."""

    marked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Taken] = []
        self.roles: dict[str, str] = {}

    def fill(self, seats: Sequence[Seat], presences: Mapping[int, Presence]) -> None:
        """Show people; who stands in ``presences`` keeps what was marked there, others did not come."""
        self.beginResetModel()
        self.lines = [
            Taken(
                one,
                presences.get(one.person_id, replace(AWAY, voting=one.voting)),
                self.roles.get(one.name, ""),
            )
            for one in seats
        ]
        self.endResetModel()
        self.marked.emit()

    def show_roles(self, roles: Mapping[str, str]) -> None:
        """Say of these people, by name, what they are at the meeting."""
        if self.roles == dict(roles):
            return
        self.roles = dict(roles)
        self.lines = [replace(line, role=self.roles.get(line.seat.name, "")) for line in self.lines]
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    def presences(self) -> dict[int, Presence]:
        """Return what is marked, by person."""
        return {line.seat.person_id: line.presence for line in self.lines}

    def count(self) -> Count:
        """Return 应到 and 实到."""
        return count(line.presence for line in self.lines)

    def voters(self, *, absent: bool = False) -> list[str]:
        """Return the names of those with a vote, or of them only those who did not come."""
        voting = (line for line in self.lines if line.presence.voting)
        return [line.seat.name for line in voting if not (absent and line.presence.here)]

    # Marking -----------------------------------------------------------------------------

    def mark(self, row: int, **values: Any) -> None:  # noqa: ANN401 -- each field its own
        """Change what is marked of one person."""
        line = self.lines[row]
        self.lines[row] = replace(line, presence=replace(line.presence, **values))
        self.dataChanged.emit(self.index(row), self.index(row))
        self.marked.emit()

    def toggle(self, row: int) -> None:
        """Turn 出席 round; who came has no reason to be absent."""
        here = self.lines[row].presence.here
        self.mark(row, state=ABSENT if here else ATTENDED, reason="")

    def excuse(self, row: int, reason: str) -> None:
        """Note why somebody did not come."""
        self.mark(row, state=ABSENT if reason == WITHOUT_LEAVE else LEAVE, reason=reason)

    def come_late(self, row: int) -> None:
        """Note that somebody came late."""
        self.mark(row, state=LATE, reason="")

    def turn_vote(self, row: int) -> None:
        """Turn the vote of somebody round whose rights the card does not tell (留党察看)."""
        if self.lines[row].seat.why:
            self.mark(row, voting=not self.lines[row].presence.voting)

    def all_came(self) -> None:
        """Mark everybody as having come who has no reason to be absent."""
        self.lines = [
            line if line.presence.reason else replace(line, presence=replace(line.presence, state=ATTENDED))
            for line in self.lines
        ]
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))
        self.marked.emit()

    def find(self, text: str) -> int:
        """Return the row of the first person a word means: part of the name, or how its pinyin begins."""
        wanted = search_key(text)
        if not wanted:
            return -1
        return next((row for row, line in enumerate(self.lines) if _means(line.seat.name, wanted)), -1)

    # Qt ----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many should come."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's variant
        """Return name, tick, the whole line, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.seat.name
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if line.presence.here else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.seat.name}，{line.vote()}表决权，{line.told()}"
            case Qt.ItemDataRole.ToolTipRole:
                return letters(line.seat.why) or None
        return line if role == SEAT else None


def _means(name: str, wanted: str) -> bool:
    keys = (search_key(key) for key in label_keys(name))
    return wanted in search_key(name) or any(key.startswith(wanted) for key in keys)
