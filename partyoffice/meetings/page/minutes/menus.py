"""The menus of the view: kinds to begin, to narrow by or to count as, decisions, files; what can be done."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from partyoffice.meetings.page.minutes import deciding, files
from partyoffice.meetings.page.minutes.commands import ITEM_MENU, LIST_MENU
from partyoffice.meetings.rules.kinds import ATTACHED, MEETING_KINDS
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
    """Makes them, and opens them where they belong."""

    def __init__(self, pane: "MinutesPane") -> None:
        self.pane = pane

    # Lists to choose from --------------------------------------------------------------------

    def kinds(self) -> QMenu:
        """Return the kinds of meeting to begin."""
        menu = QMenu(self.pane)
        for kind in MEETING_KINDS:
            menu.addAction(kind, partial(self.pane.beginning.begin, kind))
        return menu

    def filter(self) -> QMenu:
        """Return the kinds to narrow the list by."""
        menu, listing = QMenu(self.pane), self.pane.listing
        for kind in ("", *listing.kinds_there()):
            made = menu.addAction(kind or ALL_KINDS, partial(listing.turn_kind, kind))
            made.setCheckable(True)
            made.setChecked(kind in listing.kinds if kind else not listing.kinds)
        return menu

    def counted(self) -> QMenu:
        """Return the kinds the meeting could count as too."""
        menu, counted = QMenu(self.pane), self.pane.editor.head.counted
        for kind in counted.more():
            menu.addAction(kind, partial(counted.add, kind))
        return menu

    def decisions(self) -> QMenu:
        """Return what the parts let this meeting decide about somebody."""
        menu, scene = QMenu(self.pane), self.pane.editor.agenda.scene
        for one in scene.offered() if scene is not None else ():
            menu.addAction(f"{one.title}…", partial(deciding.choose_person, self.pane, one))
        return menu

    def files(self) -> QMenu:
        """Return the files of the meeting, and what could be added."""
        menu, kept = QMenu(self.pane), files.kept(self.pane)
        for one in kept:
            inside = menu.addMenu(f"{one.kind}　{one.name}")
            inside.addAction("打开或另存…", partial(files.look_at, self.pane, one))
            inside.addAction("取下", partial(files.take_off, self.pane, one))
        if kept:
            menu.addSeparator()
        for kind in ATTACHED:
            menu.addAction(f"附上{kind}…", partial(files.add, self.pane, kind))
        return menu

    # Opening them ------------------------------------------------------------------------------

    def open_kinds(self) -> None:
        """Offer the kinds of meeting under the plus."""
        open_under(self.kinds(), self.pane.side.plus)

    def open_filter(self) -> None:
        """Offer the kinds to narrow the list by."""
        open_under(self.filter(), self.pane.side.funnel)

    def open_counted(self) -> None:
        """Offer the kinds to count as."""
        open_under(self.counted(), self.pane.editor.head.counted.adder)

    def open_decisions(self) -> None:
        """Offer what this meeting may decide."""
        open_under(self.decisions(), self.pane.editor.agenda.others)

    def open_files(self) -> None:
        """Offer the files of the meeting."""
        if not self.pane.meeting():
            self.pane.desk.messages.inform("这次会议还没有保存", "请先保存，再附文件。")
            return
        open_under(self.files(), self.pane.editor.title.files)

    def popup(self, at: QPoint) -> None:
        """Offer what can be done with the meeting shown."""
        self._popup(LIST_MENU, at)

    def popup_item(self, at: QPoint) -> None:
        """Offer what can be done with the current item."""
        self._popup(ITEM_MENU, at)

    def _popup(self, idents: tuple[str, ...], at: QPoint) -> None:
        window = self.pane.desk.window
        if isinstance(window, MainWindow):
            window.actions_table.popup(idents, at)
