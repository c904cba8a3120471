"""发展党员: the frame that shows one view at a time and hands on what the window asks."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from partyoffice.development.page.view_row import ViewRow
from partyoffice.development.page.views import VIEWS, WAY
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.page import Page
from partyoffice.ui.shell_actions import fit_to_page

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.grid import Grid

KEY = "development"


class DevelopmentPage(Page):
    """The tab; ``show_target(view=…)`` chooses a view, all else is for the view that is shown.

    A draft says by ``view`` in its ``about`` which view opens it again, 进程 where it says nothing.
    """

    search_hint = "姓名、拼音、证件尾号"
    topic = KEY
    lists_people = True

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk, self.shown = desk, ""
        self.specs = {view.key: view for view in VIEWS}
        self.panes: dict[str, Page] = {}
        self._stale: dict[str, frozenset[type]] = {}
        self.row, self.stack = ViewRow(VIEWS), QStackedWidget()
        self.column = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.row)
        box.addWidget(self.stack, 1)
        self.row.wanted.connect(self.show_view)
        self.show_view(WAY)

    # Views -------------------------------------------------------------------------------

    def pane(self) -> Page:
        """Return the view shown."""
        return self.panes[self.shown]

    @property
    def grid(self) -> "Grid | None":  # type: ignore[override]  # the list is that of the view shown
        """The list of the view shown, None where it has none."""
        return self.pane().grid if self.shown else None

    def show_view(self, key: str) -> bool:
        """Show a view, built on first use; False if the present one would not be left."""
        if key not in self.specs or key == self.shown:
            self.row.show_view(self.shown or WAY)
            return key == self.shown
        if self.shown and not self.pane().may_leave():
            self.row.show_view(self.shown)
            return False
        pane = self._built(key)
        self.shown = key
        self.stack.setCurrentWidget(pane)
        self.row.show_view(key)
        kinds = self._stale.pop(key, None)
        if kinds is not None:
            pane.refresh(kinds)
        self._fit_window()
        return True

    def _built(self, key: str) -> Page:
        if key not in self.panes:
            self.panes[key] = pane = self.specs[key].factory(self.desk)
            self.stack.addWidget(pane)
            if pane.grid is not None:
                pane.grid.selection_changed.connect(partial(self._tell, pane))
        return self.panes[key]

    def _tell(self, pane: Page) -> None:
        if pane is self.pane():
            self.desk.set_status(pane.status())

    def _fit_window(self) -> None:
        """Let the window's commands follow the view that is shown."""
        window = self.desk.window
        if isinstance(window, MainWindow):
            window.actions_table.show_pane(KEY, self.shown)
            if window.page() is self:
                fit_to_page(window)
                window.show_counts()

    # What the window asks ------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Narrow the view shown."""
        self.pane().search(text)

    def refresh(self, kinds: frozenset[type]) -> None:
        """Tell the view shown at once, the others when they are next seen."""
        for key in self.panes.keys() - {self.shown}:
            before = self._stale.get(key)
            everything = not kinds or before == frozenset()
            self._stale[key] = frozenset() if everything else (before or frozenset()) | kinds
        self.pane().refresh(kinds)

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show a view, and in it what another page named; people and drafts without a view are of 进程."""
        view = str(target.pop("view", "") or self._view_of(target))
        if self.show_view(view) and (target or view == WAY):
            self.pane().show_target(**target)

    def _view_of(self, target: dict[str, Any]) -> str:
        draft = self.desk.drafts.find(str(target["draft"])) if "draft" in target else None
        return str(draft.about.get("view", WAY)) if draft is not None else WAY

    def status(self) -> str:
        """Return the counts of the view shown."""
        return self.pane().status()

    def take_focus(self) -> None:
        """Give the keyboard to the main part of the view shown."""
        self.pane().take_focus()

    def areas(self) -> list[QWidget]:
        """Return the row of views, and the parts of the one shown."""
        return [self.row, *self.pane().areas()]

    def print_out(self) -> bool:
        """Print what the view shows."""
        return self.pane().print_out()

    def people_chosen(self) -> list[int]:
        """Return the people marked in the view shown."""
        return self.pane().people_chosen()

    def may_leave(self) -> bool:
        """Say whether nothing unsaved of the view shown would be lost."""
        return self.pane().may_leave()
