"""A tab of several views: the frame shows one at a time and hands on what the window asks."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.menus import Action
from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.shell_actions import fit_to_page
from partyoffice.ui.view_row import ViewRow

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.grid import Grid


class ViewTab(Page):
    """The tab; ``show_target(view=…)`` chooses a view, all else is for the view that is shown.

    ``key`` is the page's own, the first of ``views`` is shown at first. A draft says by ``view`` in its
    ``about`` which view opens it again, the first where it says nothing.
    """

    lists_people = True

    def __init__(self, desk: "Desk", key: str, title: str, views: Sequence[PageSpec]) -> None:
        super().__init__()
        self.desk, self.key, self.first, self.shown = desk, key, views[0].key, ""
        self.specs = {view.key: view for view in views}
        self.panes: dict[str, Page] = {}
        self._stale: dict[str, frozenset[type]] = {}
        self.row, self.stack = ViewRow(views, f"{title}的视图"), QStackedWidget()
        self.column = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.row)
        box.addWidget(self.stack, 1)
        self.row.wanted.connect(self.show_view)
        if isinstance(desk.window, MainWindow):
            desk.window.actions_table.add(self._turning(), key)
        self.show_view(self.first)

    @property
    def search_hint(self) -> str:  # type: ignore[override]  # the box searches the view shown
        """What the search box of the view shown is for."""
        return self.pane().search_hint

    @property
    def imports(self) -> str:  # type: ignore[override]  # 导入 is that of the view shown
        """The kind of list that 导入 begins with in the view shown."""
        return self.pane().imports if self.shown else ""

    @property
    def topic(self) -> str:  # type: ignore[override]  # the help is that of the view shown
        """The chapter of the view shown, of the tab where it has none of its own."""
        return (self.pane().topic if self.shown else "") or self.key

    # Views -------------------------------------------------------------------------------

    def _turning(self) -> list[Action]:
        """Return the commands that go from view to view, as a workbook goes from sheet to sheet."""
        name, on, back = f"{self.key}.view", partial(self.turn, 1), partial(self.turn, -1)
        return [
            Action(f"{name}_next", "下一个视图", on, "view", "", "Ctrl+PgDown", separate=True),
            Action(f"{name}_last", "上一个视图", back, "view", "", "Ctrl+PgUp"),
        ]

    def turn(self, step: int) -> None:
        """Show a neighbouring view, from the last the first, and give it the keyboard."""
        keys = list(self.specs)
        if self.show_view(keys[(keys.index(self.shown) + step) % len(keys)]):
            self.take_focus()

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
            self.row.show_view(self.shown or self.first)
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
            window.actions_table.show_pane(self.key, self.shown)
            if window.page() is self:
                fit_to_page(window)
                window.header.search.show_for(self.key, self.search_hint)
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
        """Show a view, and in it what another page named; what names no view is for the first.

        ``view="year.gaps"`` is a view of a view.
        """
        view, _, inner = str(target.pop("view", "") or self._view_of(target)).partition(".")
        if inner:
            target["show"] = inner
        if self.show_view(view) and (target or view == self.first):
            self.pane().show_target(**target)

    def _view_of(self, target: dict[str, Any]) -> str:
        draft = self.desk.drafts.find(str(target["draft"])) if "draft" in target else None
        return str(draft.about.get("view", self.first)) if draft is not None else self.first

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


def register_view(page: str, view: str, title: str, module: str, name: str) -> PageSpec:
    """Return the view of a register: ``name`` in ``module`` is the Register, or makes it of the desk."""

    def build(desk: "Desk") -> Page:
        from partyoffice.ui.register_page import RegisterPage

        found = getattr(import_module(module), name)
        return RegisterPage(desk, found(desk) if callable(found) else found, page, view)

    return PageSpec(view, title, build)
