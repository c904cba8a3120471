"""党员名册: organisation and views at the left, the list, and the card of the current person."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.members import views
from partyoffice.members.page.arrival import Arrival
from partyoffice.members.page.column_choice import ColumnChoice
from partyoffice.members.page.command_bar import CommandBar
from partyoffice.members.page.commands import commands
from partyoffice.members.page.deeds import Deeds
from partyoffice.members.page.empties import empty_of
from partyoffice.members.page.forms import Forms
from partyoffice.members.page.grid_columns import FROZEN, grid_columns
from partyoffice.members.page.person_pane import PersonPane
from partyoffice.members.page.picked import Picked
from partyoffice.members.page.reading import read_card, read_trail
from partyoffice.members.page.resuming import resume
from partyoffice.members.page.room import Room
from partyoffice.members.page.shown import Shown
from partyoffice.members.page.side import SidePane
from partyoffice.members.records import Person
from partyoffice.members.trail import owned_kinds
from partyoffice.organisation.records import Organisation
from partyoffice.store.settings import StoredSetting
from partyoffice.ui.asking import label_keys
from partyoffice.ui.chips import ChipRow
from partyoffice.ui.controls import upright
from partyoffice.ui.grid import Grid
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.page import Page
from partyoffice.ui.table_model import TableModel
from partyoffice.ui.views import VIEW_MENU

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from partyoffice.members.page.listing import Listing
    from partyoffice.members.page.reading import CardFacts
    from partyoffice.members.queries import Someone
    from partyoffice.ui.desk import Desk

KEY = "members"
FOLLOW_MS = 30  # an arrow key held down passes many people a second


class RosterPage(Page):
    """The tab; ``show_view`` and ``show_person`` are how others point at something in it."""

    search_hint = "姓名、拼音、证件尾号、电话"
    topic = "members"
    lists_people = True

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.forms, self.deeds, self.picked = Forms(self), Deeds(self), Picked(self)
        self.model = TableModel(grid_columns(self.day))
        self.grid: Grid = Grid(self.model, frozen=FROZEN, unit="人")
        self.grid.empty = partial(empty_of, self)
        self.grid.label_keys = label_keys
        self.columns = ColumnChoice(self)
        self.side, self.pane, self.chips = SidePane(), PersonPane(), ChipRow()
        self.bar = CommandBar(self.deeds.bar_slots())
        self.follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self.arrival = Arrival(self)
        self.shown = Shown(self)
        self._build()
        self._wire()
        self.columns.restore()
        self.shown.begin()
        if isinstance(desk.window, MainWindow):
            desk.window.actions_table.add([*commands(self), *self.shown.views.actions()], page=KEY)
        self.arrival.read()

    # Building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self.column = middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (self.bar, self.chips, self.grid):
            middle.addWidget(part, 1 if part is self.grid else 0)
        self.lines = (upright(), upright())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.lines[0])
        row.addLayout(middle, 1)
        row.addWidget(self.lines[1])
        row.addWidget(self.pane)
        self.room = Room(self, row)

    def _wire(self) -> None:
        self.side.chosen.connect(self.picked.drop)
        self.side.save_wanted.connect(self.shown.views.save)
        self.side.view_menu_wanted.connect(partial(self.forms.popup, VIEW_MENU))
        self.bar.body_chosen.connect(lambda body: self.choose(self.side.view_key(), body))
        self.bar.view_chosen.connect(lambda view: self.choose(view, self.side.body()))
        self.grid.current_changed.connect(lambda _id: self.follow.start())
        self.grid.selection_changed.connect(self._tell)
        self.grid.opened.connect(lambda _id: self.forms.open_card())
        self.grid.menu_wanted.connect(self.forms.person_menu)
        self.follow.timeout.connect(self.show_card)
        self.desk.masked_changed.connect(self._on_masked)
        self.deeds.wire_panes()
        self.pane.trail_wanted.connect(self._show_trail)

    def day(self) -> "date":
        """Return the day that the list is of."""
        return self.listing.book.on

    # Reading -----------------------------------------------------------------------------

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again who was changed; current and selected people stay so."""
        if not kinds:
            self.reload()
        elif kinds & {Person, Organisation, StoredSetting, *owned_kinds()}:
            self.arrival.catch_up()

    def reload(self) -> None:
        """Read everybody anew."""
        self.arrival.read()

    @property
    def listing(self) -> "Listing":
        """Everybody as last read."""
        return self.arrival.listing

    def fill(self) -> None:
        """Show everybody as just read."""
        people = self.listing.book.people
        self.columns.fit_branch()
        self._shown_again(lambda: self.model.fill(people, [one.id for one in people]), self.shown.fill)
        self.model.search_by(self.listing.finder)

    def mend(self, touched: "Mapping[int, Someone]") -> None:
        """Show a few people as just read again; everybody else stands as before."""
        self._shown_again(lambda: self.model.replace(touched), partial(self.shown.mend, touched))

    def _shown_again(self, put: "Callable[[], None]", show: "Callable[[], None]") -> None:
        before, row = self.current(), self.grid.body.currentIndex().row()
        self.grid.blockSignals(True)
        put()
        self.grid.blockSignals(False)
        show()
        if before and self.current() != before and self.model.rowCount():
            # Who went out of the list leaves the place to the next one, not to the first.
            self.grid.choice.go_to(self.model.record_id(min(max(row, 0), self.model.rowCount() - 1)))
        self.show_card()

    # What is shown -----------------------------------------------------------------------

    def choose(self, view: str, body: int) -> None:
        """Show a view of a body."""
        self.side.choose(view, body)
        self.picked.drop()

    def search(self, text: str) -> None:
        """Narrow the list to who is meant by the words."""
        self.shown.narrowing.search(text)

    def _tell(self) -> None:
        self.desk.set_status(self.status())

    def print_out(self) -> bool:
        """Print the list as it stands."""
        self.deeds.print_list()
        return True

    def areas(self) -> list[QWidget]:
        """Return side, list and card, as far as they are shown."""
        return [self.side, self.grid, self.pane]

    def status(self) -> str:
        """Return 第一党支部 42 人·筛选后 38 人·已选 1 人."""
        return self.shown.status()

    # The card ----------------------------------------------------------------------------

    def current(self) -> int:
        """Return the person that commands are about, 0 for none."""
        return self.grid.choice.current_id()

    def facts(self) -> "CardFacts | None":
        """Read the card of the current person."""
        person = self.current()
        return read_card(self.desk.open_office(), person, self.day()) if person else None

    def show_card(self) -> None:
        """Let the card follow the list."""
        self.follow.stop()
        self.pane.show_facts(self.facts(), masked=self.desk.masked)

    def _show_trail(self) -> None:
        facts = self.pane.facts
        if facts is not None:
            entries = read_trail(self.desk.open_office(), facts.one.id)
            self.pane.show_trail(entries, masked=self.desk.masked)

    def _on_masked(self, masked: bool) -> None:
        self.model.set_masked(masked)
        self.show_card()

    # Ways in -----------------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Show a view of the whole school, nothing filtered away."""
        self.choose(name if name in views.TITLES else views.ON_ROSTER, 0)
        self.shown.clear()

    def show_person(self, person_id: int, field: str = "") -> None:
        """Make somebody current wherever they are; a named field of the card is opened for 更正."""
        at = self.listing.place_of(person_id)
        if at < 0:
            self.desk.messages.warn("找不到这个人", "可能已被彻底删除。")
            return
        if at not in (self.shown.narrowing.found() or ()):
            self.show_view(next(view for view in views.TITLES if at in set(self.listing.rows[view])))
        self.grid.choice.go_to(person_id)
        self.show_card()
        if field:
            self.forms.open_field(field)

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show a view, a person or a body that another page named."""
        if self.arrival.busy:
            self.arrival.waiting = target
        elif "view" in target:
            self.show_view(str(target["view"]))
        elif "person" in target:
            self.show_person(int(target["person"]), str(target.get("field", "")))
        elif "people" in target:
            self.picked.show(str(target.get("title", "名单")), target["people"])
        elif "branch" in target:
            self.choose(views.ON_ROSTER, int(target["branch"]))
        elif "draft" in target:
            resume(self, str(target["draft"]))

    # Room --------------------------------------------------------------------------------

    def show_experiences(self) -> None:
        """Show 简历 of the current person, whether the card was folded or not."""
        if self.pane.isHidden():
            self.toggle_card()
        self.pane.show_experiences()

    def toggle_card(self) -> None:
        """Show or fold the card (F4)."""
        self.room.toggle()
