"""The shell: head, pages built when first shown, message and undo bars, status bar. Knows no member."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.ui import crash, placing, tasks
from partyoffice.ui.clear_sight import ClearSight
from partyoffice.ui.desk import Desk
from partyoffice.ui.header import Header
from partyoffice.ui.main_tabs import MORE
from partyoffice.ui.menus import Actions
from partyoffice.ui.message_bar import MessageBar, UndoBar, WindowMessages
from partyoffice.ui.more_menu import more_menu
from partyoffice.ui.page import Page, PageSpec
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.rights import READING, writes
from partyoffice.ui.shell_actions import fit_to_page, shell_actions, show_look
from partyoffice.ui.status_bar import StatusBar
from partyoffice.ui.steps import settle_notes, show_steps, take_step

if TYPE_CHECKING:
    from partyoffice.store.office import Office

LEAST = (1024, 540)
FLASH_MS = 4000


class MainWindow(QMainWindow):
    """One office, its pages and commands.

    ``on_help(topic)``, ``on_lock()``, ``on_backup()``, ``on_leave_sample()`` and ``on_close() -> bool``
    are set by the program.
    """

    def __init__(
        self,
        office: "Office",
        pages: Sequence[PageSpec],
        prefs: Prefs,
        *,
        name: str = "",
        sample: bool = False,
    ) -> None:
        super().__init__()
        self.on_help: Callable[[str], object] = lambda _topic: None
        self.on_lock: Callable[[], object] = lambda: None
        self.on_backup: Callable[[], object] = lambda: None
        self.on_close: Callable[[], bool] = lambda: True
        self.on_leave_sample: Callable[[], object] = lambda: None
        self.office, self.prefs = office, prefs
        self.setProperty(READING, not office.writing)
        self.specs = {spec.key: spec for spec in pages}
        self.pages: dict[str, Page] = {}
        self._stale: dict[str, frozenset[type]] = {}
        self.key = self.sought = ""  # the page shown; what 定位 last asked for
        self._build()
        self.desk = Desk(office, WindowMessages(self.message_bar, self.undo_bar), prefs, self)
        self.messages, self._told = self.desk.messages, self.desk.messages.refuse
        crash.on_refusal(self._told)
        self.actions_table = Actions(self, self.header.menus)
        self.actions_table.add(shell_actions(self))
        self.header.set_office(name, sample=sample)
        self.setWindowTitle(f"{name} - 党务办公室" if name else "党务办公室")
        self._fill_tabs()
        self._wire()
        show_steps(self)
        show_look(self)
        self.setMinimumSize(*LEAST)
        placing.restore(self, prefs.get("window", {}))

    def _build(self) -> None:
        slots = {
            "undo": self.undo, "redo": self.redo, "lock": self.lock, "help": self.help,
            "leave": self.leave_sample,
        }  # fmt: skip
        self.header, self.status = Header(slots), StatusBar()
        self.message_bar, self.stack = MessageBar(), QStackedWidget()
        self.stack.setProperty("role", "sheet")
        root = QWidget()
        self.column = box = QVBoxLayout(root)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.header, self.message_bar, self.stack, self.status):
            box.addWidget(part, 1 if part is self.stack else 0)
        self.setCentralWidget(root)
        self.undo_bar = UndoBar(root)
        self.sight = ClearSight(self.undo_bar)
        self.flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self.flash_over.timeout.connect(self.show_counts)

    def _wire(self) -> None:
        self.header.tabs.currentChanged.connect(self._tab_changed)
        self.header.tabs.more_wanted.connect(self.open_more)
        self.header.search.searched.connect(self._search)
        self.header.search.left.connect(self.focus_page)
        self.header.search.entered.connect(self.focus_page)
        self.desk.page_wanted.connect(lambda key, target: self.show_page(key, **target))
        self.desk.status_changed.connect(self.status.set_counts)
        self.desk.reveal.left_changed.connect(self.status.set_revealed)
        self.desk.changed.connect(self._on_changed)
        self.status.mask_wanted.connect(self.toggle_masking)
        self.status.backup_wanted.connect(self.back_up)

    # Pages -------------------------------------------------------------------------------

    def _fill_tabs(self) -> None:
        for spec in self.specs.values():
            if not spec.group:
                self.header.tabs.add(spec.key, spec.title)
        if any(spec.group for spec in self.specs.values()):
            self.header.tabs.add(MORE, "更多")

    def show_page(self, key: str, **target: Any) -> bool:  # noqa: ANN401 -- each page its own
        """Show a page, built on first use; False if the present one would not be left."""
        spec = self.specs[key]
        if key != self.key:
            if self.key and not self.pages[self.key].may_leave():
                self._mark_tab()
                return False
            page = self._page(spec)  # before anything else changes: building may fail
            self.key = key
            self.stack.setCurrentWidget(page)
            self.message_bar.stand_in(page.column or self.column)
            self._refresh_stale(key)
            self.actions_table.show_page(key)
            fit_to_page(self)
            self.header.search.show_for(key, self.pages[key].search_hint)
            self.prefs.put("page", key)
            self.pages[key].take_focus()
        self._mark_tab()
        if target:
            self.pages[key].show_target(**target)
        self.show_counts()
        return True

    def _page(self, spec: PageSpec) -> Page:
        if spec.key not in self.pages:
            self.pages[spec.key] = page = spec.factory(self.desk)
            self.stack.addWidget(page)
            if page.grid is not None:
                page.grid.selection_changed.connect(self.show_counts)
                self.sight.watch(page.grid)
        return self.pages[spec.key]

    def page(self) -> Page | None:
        """Return the page shown."""
        return self.pages.get(self.key)

    def _mark_tab(self) -> None:
        spec = self.specs[self.key]
        self.header.tabs.show_key(spec.key, spec.title if spec.group else "")

    def _tab_changed(self, at: int) -> None:
        key = self.header.tabs.key(at)
        if key == MORE:
            self._mark_tab()
        elif key:
            by_arrow = self.header.tabs.hasFocus()
            self.show_page(key)
            if by_arrow:  # the next arrow goes on along the tabs
                self.header.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def more_menu(self) -> QMenu:
        """Return the menu of the pages under 更多, one section a group."""
        return more_menu(self, list(self.specs.values()), self.show_page)

    def open_more(self) -> None:
        """Open 更多 under its tab."""
        tabs, menu = self.header.tabs, self.more_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(tabs.mapToGlobal(tabs.tabRect(tabs.place(MORE)).bottomLeft()))

    def focus_page(self) -> None:
        """Bring the keyboard back to the page."""
        page = self.page()
        if page is not None:
            page.take_focus()

    def _search(self, text: str) -> None:
        page = self.page()
        if page is not None:
            page.search(text)
            self.show_counts()

    def show_counts(self) -> None:
        """Show what the page counts."""
        page = self.page()
        self.status.set_counts(page.status() if page is not None else "")

    def flash(self, text: str) -> None:
        """Show a sentence in the status bar for four seconds."""
        self.status.set_counts(text)
        self.flash_over.start()

    # Commands ----------------------------------------------------------------------------

    @writes
    def undo(self) -> None:
        """Take the last change back."""
        take_step(self, "undo", "已撤销")

    @writes
    def redo(self) -> None:
        """Do again what was taken back."""
        take_step(self, "redo", "已重做")

    def refuse_step(self, error: OfficeError) -> None:
        """Say why a step stays as it is."""
        self.messages.refuse(error)

    def _on_changed(self, kinds: object) -> None:
        self.status.set_saved(clock.now())
        settle_notes(self)
        show_steps(self)
        found = kinds if isinstance(kinds, frozenset) else frozenset()
        for key in self.pages:
            self._stale[key] = self._stale.get(key, frozenset()) | found
        if self.key:
            self._refresh_stale(self.key)
        self.show_counts()

    def _refresh_stale(self, key: str) -> None:
        """Tell a page what changed since it was last seen; hidden pages wait until they are shown."""
        kinds = self._stale.pop(key, None)
        if kinds is not None:
            self.pages[key].refresh(kinds)

    def lock(self) -> None:
        """Ask the program to lock the office; what is shown is masked first."""
        self.desk.reveal.hide()
        self.on_lock()

    def back_up(self) -> None:
        """Ask the program for a backup."""
        self.on_backup()

    def leave_sample(self) -> None:
        """Ask the program for the user's own office."""
        self.on_leave_sample()

    def help(self) -> None:
        """Open the help of the page."""
        self.help_for("")

    def help_for(self, topic: str) -> None:
        """Open the help at a topic, at that of the page without one."""
        page = self.page()
        self.on_help(topic or (page.topic if page is not None else "") or self.key)

    def toggle_masking(self) -> None:
        """Show ID numbers and phones everywhere for a while, or mask them at once."""
        self.desk.reveal.show() if self.desk.masked else self.desk.reveal.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let pages, running work and the program say whether the window may close."""
        if not self._may_close():
            event.ignore()
            return
        tasks.stop_all()
        self.desk.stop_listening()
        crash.no_longer(self._told)
        self.prefs.put("window", placing.state(self))

    def may_go(self) -> bool:
        """Say whether another office may take this one's place."""
        page = self.page()
        if tasks.running():
            self.messages.warn("还有工作没有做完", "等它做完，再打开别的文件。")
            return False
        return page is None or page.may_leave()

    def _may_close(self) -> bool:
        page, title = self.page(), "还有工作没有做完"
        sentence = "现在退出会停下这项工作，不留下半个文件。"
        if tasks.running() and not self.messages.ask(title, sentence, "停下并退出", "等它做完"):
            return False
        return (page is None or page.may_leave()) and self.on_close()
