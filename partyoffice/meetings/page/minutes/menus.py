"""The menus of the view: what can be done with a meeting, by which kind the list is narrowed, its files."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from partyoffice.meetings.page.minutes import files
from partyoffice.meetings.page.minutes.commands import LIST_MENU
from partyoffice.ui.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from partyoffice.meetings.page.minutes.pane import MinutesPane

ALL_KINDS = "全部类型"


def open_under(menu: QMenu, part: "QWidget") -> None:
    """Open a menu under its button."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(part.mapToGlobal(part.rect().bottomLeft()))


class Menus:
    """Opens them where they belong."""

    def __init__(self, pane: "MinutesPane") -> None:
        self.pane = pane

    def filter_menu(self) -> QMenu:
        """Return the kinds to narrow the list by."""
        menu, listing = QMenu(self.pane), self.pane.listing
        for kind in ("", *listing.kinds_there()):
            made = menu.addAction(kind or ALL_KINDS, partial(listing.turn_kind, kind))
            made.setCheckable(True)
            made.setChecked(kind in listing.kinds if kind else not listing.kinds)
        return menu

    def open_filter(self) -> None:
        """Offer the kinds to narrow the list by."""
        open_under(self.filter_menu(), self.pane.side.funnel)

    def open_files(self) -> None:
        """Offer the files of the meeting."""
        open_under(files.menu(self.pane), self.pane.editor.title.files)

    def popup(self, at: QPoint) -> None:
        """Offer what can be done with the meeting shown."""
        window = self.pane.desk.window
        if isinstance(window, MainWindow):
            window.actions_table.popup(LIST_MENU, at)
