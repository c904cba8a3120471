"""The view 年度核定: the register as a sheet to type into."""

from collections.abc import Collection, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.dues.page.assessments.edits import AssessmentEdits
from partyoffice.dues.page.assessments.register import assessments, read
from partyoffice.ui.asking import label_keys
from partyoffice.ui.register import Look, Role
from partyoffice.ui.register_page import RegisterPage

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk


class AssessmentsPane(RegisterPage):
    """Enter goes down as in a sheet; a form opens by its button.

    What is typed into a cell reads the lines of that member alone; a line stays in its view until the list is
    read anew, so that a row can be filled in to its end.
    """

    imports = "pay"

    def __init__(self, desk: "Desk") -> None:
        self.kinds: dict[int, str] = {}
        self._typing = False
        super().__init__(desk, assessments(desk, self.kinds), "dues", "assessments")
        grid = self.pane.grid
        grid.edits, grid.label_keys = AssessmentEdits(self, self.kinds), label_keys
        grid.opens = False
        grid.delegate.lined = True
        grid.refused.connect(self._tell_refused)
        grid.delete_wanted.connect(lambda: self.deeds.run_role(Role.REMOVE))

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again what changed, but for what is being typed here."""
        if not self._typing:
            super().refresh(kinds)

    @contextmanager
    def typing(self) -> Generator[None, None, None]:
        """Hold back the reading of the whole list while cells are stored."""
        self._typing = True
        try:
            yield
        finally:
            self._typing = False

    def read_again(self, people: Collection[int]) -> None:
        """Read the lines of some members; the whole list where they have other lines than before."""
        pane, office = self.pane, self.desk.open_office()
        with office.reading() as session:
            new = read(self.kinds, session, Look(clock.today(), pane.year), people)
        found = {line.id: line for line in new}
        if found.keys() != {line.id for line in pane.rows if line.row.id in people}:
            pane.reload()
            return
        pane.rows = [found.get(line.id, line) for line in pane.rows]
        pane.seen = office.last_seq
        pane.grid.model.replace(found)
        pane.bar.show_view(pane.shown_view, [sum(map(one.keep, pane.rows)) for one in self.register.views])
        pane.show_card()

    def _tell_refused(self, why: str) -> None:
        what = "有的格没有改" if "个单元格没有改" in why else "没有改动"
        self.desk.messages.inform(what, f"{why.rstrip('。')}。")
