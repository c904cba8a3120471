"""Which rows of the ledger are shown: read from the office, narrowed by body, question and search."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.dues.page.ledger import heads
from partyoffice.dues.page.ledger.bar import WHO
from partyoffice.dues.page.ledger.reading import EVERYBODY, Book, catch_up, keys_of, read_book
from partyoffice.dues.rules.months import Month, month, number_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.filtering import Search

if TYPE_CHECKING:
    from partyoffice.dues.page.ledger.pane import LedgerPane

NO_ROWS = "表里没有人"


class Shown:
    """Reads for one pane, and fills its list."""

    def __init__(self, pane: "LedgerPane") -> None:
        self.pane, self.desk = pane, pane.desk
        self.query, self.seen = "", self.desk.open_office().last_seq
        self.finder: Search | None = None  # made when the first word is looked for
        self.book: Book = read_book(self.desk.open_office(), clock.today().year)

    @property
    def year(self) -> int:
        """The year shown."""
        return self.book.ledger.year

    def month_now(self) -> Month:
        """Return the running month, in another year the one nearest to it."""
        return min(max(self.book.ledger.now.month, month(self.year, 1)), month(self.year, 12))

    # Reading -----------------------------------------------------------------------------

    def read(self, year: int) -> None:
        """Read a year anew and show it; the current cell stays so."""
        office = self.desk.open_office()
        self.book, self.seen = read_book(office, year), office.last_seq
        self.fill()

    def catch_up(self) -> None:
        """Read who was touched since; everybody only where that is not enough."""
        office = self.desk.open_office()
        found = catch_up(office, self.book, self.seen) if self.seen != office.last_seq else None
        if found is None:
            self.read(self.year)
            return
        (self.book, rows), self.seen = found, office.last_seq
        self.pane.list.model.replace(rows)
        self.pane.list.set_notes(heads.notes(self.book))
        self._count()
        self.pane.tell()

    def fill(self) -> None:
        """Show what was read."""
        book, rows, bar = self.book, self.book.ledger.rows, self.pane.bar
        bar.show_years(book.years(), self.year)
        bar.show_bodies(book.units())
        self.pane.list.model.fill(rows, [row.id for row in rows])
        self.finder = None
        self.pane.list.set_notes(heads.notes(book))
        self.narrow()

    # Narrowing ---------------------------------------------------------------------------

    def narrow(self) -> None:
        """Show whom body, question and search leave."""
        bar, grid = self.pane.bar, self.pane.list
        self._count()
        here = set(self.book.rows_of(bar.body(), bar.question()))
        if self.query:
            self.finder = self.finder or Search(keys_of(self.book.ledger.rows))
            here &= set(self.finder.find(self.query))
        grid.model.show_only(here if len(here) < grid.model.total() else None)
        grid.choice.settle()
        bar.block_empty("" if here else NO_ROWS)
        self.pane.explain()
        self.pane.tell()

    def _count(self) -> None:
        bar, body = self.pane.bar, self.pane.bar.body()
        bar.count({key: len(self.book.rows_of(body, key)) for key, _words in WHO})
        why = "" if self.book.ledger.rows else NO_ROWS
        bar.name_month(f"{number_of(self.month_now())} 月", why)

    def search(self, text: str) -> None:
        """Narrow the list to who is meant by the words."""
        self.query = text.strip()
        self.narrow()

    def ask(self, question: str) -> None:
        """Show those of the whole school whom a question means."""
        self.pane.bar.ask(question)
        self.pane.bar.choose_body(0)
        self.query = ""
        self.narrow()

    def show_all(self) -> None:
        """Show everybody."""
        self.ask(EVERYBODY)

    def empty(self) -> Empty:
        """Say why nobody is listed."""
        if self.book.ledger.rows:
            ways = (("显示全部", self.show_all),)
            return Empty("search-x", "没有符合条件的党员", "换一个支部、条件或查找的字。", ways)
        why = "名册里有了党员，并且到了应交党费的月份，就列在这里。"
        return Empty("inbox", f"{self.year} 年度没有应交党费的党员", why)
