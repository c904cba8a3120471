"""The page of a register: alone under its own tab, or as a view of another page."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.reports.document import Document
from partyoffice.ui.column_dialog import ColumnDialog
from partyoffice.ui.list_paper import grid_document
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.page import Page
from partyoffice.ui.register import Register
from partyoffice.ui.register_menu import commands
from partyoffice.ui.register_pane import RegisterPane

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

AS_LISTED = "按屏幕上的列表"


class RegisterPage(Page):
    """The list of a register. ``page`` is the tab its commands belong to, ``view`` its place within that.

    ``show_target(row=…)`` goes to a record, with ``cell=…`` to one of its columns, ``person=…`` to the newest
    about somebody, ``show=…`` (or ``view=…``) to a view of its own, ``year=…`` to a year, ``filters=…`` to
    the rows that have these labels; ``add=…`` opens a form with what is ``given``.
    """

    def __init__(self, desk: "Desk", register: Register, page: str = "", view: str = "") -> None:
        super().__init__()
        self.desk, self.register = desk, register
        self.page, self.view = page or register.key, view
        self.topic, self.search_hint = register.topic or self.page, register.hint
        self.lists_people = register.person is not None
        slots = {"export": self.export, "print": self.print_out, "columns": self.choose_columns}
        self.pane = RegisterPane(desk, register, slots, self.page, view)
        self.grid, self.column, self.deeds = self.pane.grid, self.pane.column, self.pane.deeds
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pane)
        if isinstance(desk.window, MainWindow):
            desk.window.actions_table.add(commands(register, self), self.page, self.view)
        self.pane.told.connect(lambda: desk.set_status(self.status()))
        self.pane.reload()

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again if something changed that the register shows."""
        if not kinds or not self.register.kinds or kinds & self.register.kinds:
            self.pane.reload()

    def search(self, text: str) -> None:
        """Narrow the list to what the words mean."""
        self.pane.narrowing.search(text)

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show what another page pointed at, or open a form that was begun."""
        if "year" in target:
            self.pane.show_year(int(target["year"]))
        wanted = target.get("show", target.get("view"))
        if wanted in {view.key for view in self.register.views}:
            self.pane.narrowing.clear()
            self.pane.show_view(str(wanted))
        if "filters" in target:
            self.pane.narrowing.restore(target["filters"])
            self.pane.narrowing.show()
        if "person" in target:
            self._show_person(int(target["person"]))
        if "row" in target and not self.pane.go_to(int(target["row"]), str(target.get("cell", ""))):
            self.desk.messages.warn("找不到这一条", "可能已被删除，或属于别的年份。")
        if "add" in target:
            self.deeds.begin(str(target["add"]), target.get("given", {}))
        if "draft" in target:
            self.deeds.resume(str(target["draft"]))

    def _show_person(self, person_id: int) -> None:
        """Go to the newest record about somebody."""
        whom = self.register.person
        found = [row for row in self.pane.rows if whom is not None and whom(row) == person_id]
        if found:
            self.pane.go_to(found[0].id)
        else:
            self.desk.messages.warn(f"{self.register.title}里没有这个人", "可能已被删除，或属于别的年份。")

    def status(self) -> str:
        """Return the counts of the view shown."""
        return self.pane.status()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.pane.grid.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def areas(self) -> list[QWidget]:
        """Return list and buttons; where the list is empty, all there is."""
        if not self.pane.grid.model.rowCount():
            return [self.pane]
        return [self.pane.grid, *([] if self.pane.foot.isHidden() else [self.pane.foot])]

    def people_chosen(self) -> list[int]:
        """Return whom the chosen rows are about."""
        whom = self.register.person
        found = [whom(row) for row in self.pane.chosen()] if whom is not None else []
        return list(dict.fromkeys(one for one in found if one))

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the commands along, and read what changed meanwhile."""
        super().showEvent(event)
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.actions_table.show_pane(self.page, self.view)
        self.pane.catch_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the commands of this view away."""
        super().hideEvent(event)
        if self.view and isinstance(self.desk.window, MainWindow):
            self.desk.window.actions_table.show_pane(self.page, "")

    # Paper and sheet -----------------------------------------------------------------------

    def title(self) -> str:
        """Return what the list is called on paper."""
        year = f"{self.pane.year} 年" if self.register.years is not None else ""
        view = self.pane.view_title()
        return f"{year}{self.register.title}{f'（{view}）' if view else ''}"

    def _document(self) -> Document:
        counted = self.status().split("·已选")[0]
        return grid_document(self.pane.grid, self.title(), (str(clock.today()), counted))

    def print_out(self) -> bool:
        """Print the list as it stands."""
        about = {"title": self.title(), "code": f"list.{self.register.key}", "note": AS_LISTED}
        self.desk.open_dialog("preview", document=self._document(), **about)
        return True

    def export(self) -> None:
        """Export the roster that holds these rows, else the rows as they stand."""
        if self.register.roster and self.pane.listed():
            self.desk.open_dialog("export", roster=self.register.roster)
        else:
            self.desk.open_dialog("sheet", document=self._document(), title=self.title())

    def choose_columns(self) -> None:
        """Open 显示的列."""
        ColumnDialog(self.pane.grid, self.window()).open()
