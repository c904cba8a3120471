"""What the shell expects of a page, with answers for those that need none."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.grid import Grid


class Page(QWidget):
    """One tab. ``grid`` is the list that copy, select all and the column menu mean."""

    grid: "Grid | None" = None
    lists_people = False
    search_hint = "姓名、拼音、证件尾号"
    imports = ""  # the kind of list that 导入 begins with here; without one it is the roster
    topic = ""  # the help topic of F1; without one it is the page's key
    # The column that begins with the command bar: the window's notes stand right under it.
    column: "QVBoxLayout | None" = None

    def search(self, text: str) -> None:
        """Show what the search box asks for."""
        if self.grid is not None:
            self.grid.model.find(text)

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- each page its own
        """Show what another page pointed at, such as ``member=12``."""

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again what changed; ``kinds`` are the record types of the last commit."""

    def status(self) -> str:
        """Return the counts for the status bar."""
        return self.grid.status() if self.grid is not None else ""

    def take_focus(self) -> None:
        """Give the keyboard to the main part of the page."""
        (self.grid or self).setFocus()

    def areas(self) -> list[QWidget]:
        """Return the parts F6 goes through, in reading order."""
        return [self.grid or self]

    def print_out(self) -> bool:
        """Show in the print preview what this page shows; False where it has nothing for paper."""
        return False

    def people_chosen(self) -> list[int]:
        """Return the people ticked or selected in the list, whom a paper is then printed for."""
        return self.grid.choice.ids() if self.lists_people and self.grid is not None else []

    def may_leave(self) -> bool:
        """Say whether nothing unsaved would be lost: what is being typed in a cell is stored, if it can."""
        return self.grid is None or self.grid.finish_edit()


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page before it is built; ``group`` puts it under 更多."""

    key: str
    title: str
    factory: "Callable[[Desk], Page]"
    group: str = ""
