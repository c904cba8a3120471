"""The user's verbs about the person shown: forms over the window, ways to other pages, who is listed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from partyoffice.development.page import forms
from partyoffice.development.page.commands import FILTER_MENU, PERSON_MENU
from partyoffice.development.page.deeds import NOBODY
from partyoffice.development.page.together import Together
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.development.page.reading import Walker
    from partyoffice.development.page.way import WayPane


class PersonDeeds:
    """Opens what is about the current person, or about who is listed."""

    def __init__(self, page: "WayPane") -> None:
        self.page, self.desk, self.steps = page, page.desk, page.deeds

    def _current(self) -> "Walker | None":
        one = self.page.walker()
        if one is None:
            self.desk.messages.inform(*NOBODY)
        return one

    @writes
    def register(self) -> None:
        """Ask for somebody new on the way: of the roster, or not yet in it."""
        self.steps.show(forms.ask_applicant(self.steps), form="new")

    @writes
    def choose_edition(self) -> None:
        """Ask which edition holds for this person, and why."""
        one = self._current()
        if one is not None:
            self.steps.show(forms.ask_edition(self.steps, one), form="edition", person=one.id)

    def ask_facts(self) -> None:
        """Ask what matters only on the way: League, leaving, 流动."""
        one = self._current()
        if one is not None:
            self.steps.show(forms.ask_facts(self.steps, one), form="facts", person=one.id)

    @writes
    def end(self) -> None:
        """Ask why and when the way ends."""
        one = self._current()
        if one is not None and one.ended:
            self.desk.messages.inform(f"{one.one.name}的发展已经结束", "要恢复的，请用“恢复培养”。")
        elif one is not None:
            self.steps.show(forms.ask_end(self.steps, one), form="end", person=one.id)

    @writes
    def come_back(self) -> None:
        """Ask since when somebody is on the way again."""
        one = self._current()
        if one is not None and not one.ended:
            self.desk.messages.inform(f"{one.one.name}正在发展进程中", "不需要恢复。")
        elif one is not None:
            self.steps.show(forms.ask_return(self.steps, one), form="back", person=one.id)

    @writes
    def together(self) -> None:
        """Open the step of several people at one meeting."""
        self.steps.show(Together(self.page), form="together")

    # Other pages ---------------------------------------------------------------------------

    def open_card(self) -> None:
        """Show the person in 党员名册."""
        one = self._current()
        if one is not None:
            self.desk.go_to("members", person=one.id)

    def open_folder(self) -> None:
        """Show the materials of the person."""
        one = self._current()
        if one is not None:
            self.desk.go_to("development", view="folders", person=one.id)

    def open_transfers(self) -> None:
        """Show the transfers of the person."""
        one = self._current()
        if one is not None:
            self.desk.go_to("transfers", person=one.id)

    def print_forms(self) -> None:
        """Offer the papers of the current person."""
        one = self._current()
        if one is not None:
            self.desk.open_dialog("print", paper="", ids=[one.id])

    def open_help(self) -> None:
        """Open the chapter with the articles."""
        self.desk.open_dialog("help", topic="development")

    # Filters -------------------------------------------------------------------------------

    def popup(self, at: QPoint) -> None:
        """Offer what can be done with the current person."""
        if isinstance(self.desk.window, MainWindow) and self.page.walker() is not None:
            self.desk.window.actions_table.popup(PERSON_MENU, at)

    def open_menu(self) -> None:
        """Offer the same under its button."""
        more = self.page.head.more
        self.popup(more.mapToGlobal(more.rect().bottomLeft()))

    def popup_filter(self, at: QPoint) -> None:
        """Offer what the list can be narrowed by."""
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.actions_table.popup(FILTER_MENU, at)

    def toggle_late(self) -> None:
        """Show only who is late, or everybody again."""
        self.page.crowd.toggle_late()

    def toggle_ended(self) -> None:
        """Show also those whose way ended, or not."""
        self.page.crowd.toggle_ended()
