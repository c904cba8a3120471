"""Which meetings the list shows: of which body and year, of which kinds, by which words."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.meetings.page.minutes.meeting_model import UNSAVED, Entry, entry_of, narrowed
from partyoffice.meetings.page.minutes.reading import Opened, read_bodies, read_lines, read_years
from partyoffice.meetings.rules.kinds import MEETING_KINDS
from partyoffice.organisation.queries import Node
from partyoffice.organisation.rules import OrgKind

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.pane import MinutesPane


class Listing:
    """Reads and narrows; ``chosen`` is body and year."""

    def __init__(self, pane: "MinutesPane") -> None:
        self.pane = pane
        self.bodies: list[Node] = []
        self.chosen = (0, clock.today().year)
        self.entries: list[Entry] = []
        self.kinds: frozenset[str] = frozenset()
        self.words, self.years = "", list[int]()

    # Reading -----------------------------------------------------------------------------

    def read(self) -> None:
        """Read bodies, years and meetings again."""
        office = self.pane.desk.open_office()
        self.bodies, own = read_bodies(office)
        body, year = self.chosen
        if body not in {one.id for one in self.bodies}:
            body = self._usual(own)
        self.chosen = (body, year)
        self.entries = [entry_of(one, year=year) for one in read_lines(office, body, year)] if body else []
        self.years = read_years(office)
        self.show_chosen()
        self.show()

    def _usual(self, own: int) -> int:
        """Return the first branch: most meetings are of branches; else the school's own body."""
        branches = [one.id for one in self.bodies if one.kind is OrgKind.BRANCH]
        return branches[0] if branches else own

    def choose(self, body: int, year: int) -> None:
        """Turn to a body and a year."""
        self.chosen = (body, year)
        self.read()

    def show_chosen(self) -> None:
        """Show which body and year it is."""
        known = {one.id: one for one in self.bodies}
        self.pane.side.chooser.offer(
            [(one, self._depth(one, known)) for one in self.bodies], self.years, *self.chosen
        )

    def _depth(self, node: Node, known: dict[int, Node]) -> int:
        steps, at = 0, node
        while at.parent_id in known and steps < len(known):
            steps, at = steps + 1, known[at.parent_id]
        return steps

    def follow(self, opened: Opened) -> None:
        """Turn to where the meeting shown stands, and mark it."""
        year = self._year_of(opened)
        if self.chosen != (opened.body, year):
            self.choose(opened.body, year)
        else:
            self.show()

    def _year_of(self, opened: Opened) -> int:
        values = opened.state["values"]
        return int(values.get("year") or str(values["on"])[:4])

    # Showing -----------------------------------------------------------------------------

    def shown(self) -> list[Entry]:
        """Return what is listed."""
        return narrowed([*self._unsaved(), *self.entries], self.kinds, self.words)

    def _unsaved(self) -> list[Entry]:
        opened = self.pane.shown()
        if opened is None or opened.id:
            return []
        day = str(opened.state["values"]["on"]).partition("-")[2]
        return [Entry(0, opened.kind, opened.kind, day, UNSAVED)]

    def show(self) -> None:
        """List what is to be listed."""
        self.pane.side.fill(self.shown(), self.pane.meeting() if self.pane.shown() is not None else -1)
        self.pane.desk.set_status(self.status())

    def search(self, text: str) -> None:
        """Narrow to what holds the words."""
        self.words = text
        self.show()

    def turn_kind(self, kind: str) -> None:
        """Show only one kind, or all of them again."""
        self.kinds = frozenset() if self.kinds == {kind} or not kind else frozenset({kind})
        self.show()

    def kinds_there(self) -> list[str]:
        """Return the kinds of which there are meetings."""
        there = {one.kind for one in self.entries}
        return [one for one in MEETING_KINDS if one in there]

    def known(self) -> set[int]:
        """Return the meetings there are."""
        return {one.id for one in self.entries}

    def body_name(self) -> str:
        """Return whose meetings they are."""
        return next((one.name for one in self.bodies if one.id == self.chosen[0]), "")

    def status(self) -> str:
        """Return 第一党支部 2026 年 21 次会议·列出 4 次."""
        listed = sum(bool(one.id) for one in self.shown())
        told = f"{self.body_name()} {self.chosen[1]} 年 {len(self.entries)} 次会议"
        return told if listed == len(self.entries) else f"{told}·列出 {listed} 次"
