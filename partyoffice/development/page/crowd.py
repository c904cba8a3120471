"""Who is on the way and who of them is listed: the stage, the search, the filters."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.text import search_key
from partyoffice.development.page import wording
from partyoffice.development.page.reading import Walker, Ways, catch_up, in_order, read_ways
from partyoffice.development.page.strip import figures
from partyoffice.ui.main_window import MainWindow

if TYPE_CHECKING:
    from partyoffice.development.page.way import WayPane


class Crowd:
    """Everybody as last read, and the list filled with who is wanted."""

    def __init__(self, page: "WayPane") -> None:
        self.page, self.desk = page, page.desk
        self.ways, self.seq = Ways(clock.today()), 0
        self.words: list[str] = []
        self.only_late = self.with_ended = False

    def read(self) -> None:
        """Read everybody anew."""
        office = self.desk.open_office()
        self.ways, self.seq = read_ways(office, ended=self.with_ended), office.last_seq
        self.show()

    def catch_up(self) -> None:
        """Read who was touched since; everybody only where that is not enough."""
        office = self.desk.open_office()
        if self.ways.on != clock.today() or not catch_up(office, self.ways, self.seq):
            self.read()
            return
        self.seq = office.last_seq
        self.show()

    def bring(self, person: int) -> bool:
        """Read somebody whose way ended or who is long a full member; False for nobody."""
        found = read_ways(self.desk.open_office(), [person]).people
        if found:
            self.ways.people.update(found)
            self.with_ended = self.with_ended or found[person].ended
            self.show()
        return bool(found)

    def shown(self) -> list[Walker]:
        """Return the people of the stage that are wanted, in their order."""
        stage = self.page.strip.stage
        return in_order(
            one
            for one in self.ways.people.values()
            if (not stage or one.stage == stage)
            and (one.late or not self.only_late)
            and (self.with_ended or not one.ended)
            and one.found(self.words)
        )

    def show(self) -> None:
        """Fill stages and list."""
        page, found = self.page, self.shown()
        page.strip.stages.fill(figures([(one.stage, one.late) for one in self.ways.living()]))
        page.people.fill(found, page.people.current() or page.person())
        stage = page.strip.stage
        page.side.tell(wording.STAGES[stage - 1] if stage else "在办", len(found), self.narrowed())
        page.pick.offer(found, page.people.current())
        page.show_person()
        self.desk.set_status(self.status())

    def narrowed(self) -> str:
        """Return what the list is narrowed or widened by, besides the stage."""
        parts = ("只看超期" if self.only_late else "", "含已结束" if self.with_ended else "")
        return "、".join(part for part in parts if part)

    def search(self, text: str) -> None:
        """Narrow the list to who is meant by the words; the same again, as on coming to the tab, is shown."""
        words = [key for key in map(search_key, text.split()) if key]
        if words == self.words:
            self.desk.set_status(self.status())
            return
        self.words = words
        self.show()

    def toggle_late(self) -> None:
        """Show only who is late, or everybody again."""
        self.only_late = not self.only_late
        self.show()

    def toggle_ended(self) -> None:
        """Show also those whose way ended, or not."""
        self.with_ended = not self.with_ended
        self.read()

    def clear(self) -> None:
        """Show everybody again."""
        self.words, self.only_late = [], False
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.header.search.clear()
        self.page.strip.show_stage(0)
        self.show()

    def status(self) -> str:
        """Return 在办 53 人·超期 2 人·列出 5 人."""
        living = self.ways.living()
        late = sum(one.late for one in living)
        parts = (f"在办 {len(living)} 人", f"超期 {late} 人" if late else "", f"列出 {len(self.shown())} 人")
        return "·".join(part for part in parts if part)
