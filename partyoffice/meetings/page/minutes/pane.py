"""记录: the meetings of a body's year at the left, the one that is written, and who came at the right."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from partyoffice.core.dates import Day
from partyoffice.meetings.page.minutes import tabbing
from partyoffice.meetings.page.minutes.beginning import Beginning
from partyoffice.meetings.page.minutes.commands import commands
from partyoffice.meetings.page.minutes.deeds import Deeds
from partyoffice.meetings.page.minutes.editor import MinutesEditor
from partyoffice.meetings.page.minutes.keeping import PAGE, VIEW, Keeper
from partyoffice.meetings.page.minutes.listing import Listing
from partyoffice.meetings.page.minutes.menus import Menus
from partyoffice.meetings.page.minutes.reading import Opened, read_blank, read_opened
from partyoffice.meetings.page.minutes.room import Room
from partyoffice.meetings.page.minutes.side import Side
from partyoffice.meetings.records import Meeting
from partyoffice.part import Decision
from partyoffice.ui.controls import ENTER, upright
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.messages import Question
from partyoffice.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.ui.desk import Desk

SAVE, LOSE = "保存", "不保存"
LEAVING = Question("写好的内容还没有保存", "不保存的，这次写的内容就没有了。", (SAVE, LOSE), "接着写")


def none_open(begin: "Callable[[], object]", *, there: bool) -> Empty:
    """Return why no meeting is shown; ``there`` is whether the year has any."""
    verbs = (("新的会议…", begin),)
    if there:
        return Empty("file-text", "没有选中的会议", "在左边选一次会议，或新写一次。", verbs)
    why = "选一种会议开始写；人员、议题先按名册和模板列出。"
    return Empty("file-text", "这一年还没有会议记录", why, verbs, primary=True)


class MinutesPane(Page):
    """The view; ``show_target(meeting=…)`` opens a meeting, ``new={…}`` begins one, ``draft=…`` goes on."""

    search_hint = "会议名称、地点、主持人"

    def __init__(self, desk: "Desk", decisions: Mapping[str, Decision]) -> None:
        super().__init__()
        self.desk, self.decisions = desk, decisions
        self.side, self.editor, self.empty = Side(), MinutesEditor(desk, decisions), EmptyPane()
        self.listing, self.deeds, self.keeper = Listing(self), Deeds(self), Keeper(self)
        self.beginning, self.menus = Beginning(self), Menus(self)
        self.storing = False  # while what was written is being stored
        self.middle = QStackedWidget()
        self.lines = (upright(), upright())
        self._build()
        self._wire()
        if isinstance(desk.window, MainWindow):
            desk.window.actions_table.add(commands(self), PAGE, VIEW)
        self.listing.read()
        self.show_first()

    def _build(self) -> None:
        for page in (self.editor, self.empty):
            self.middle.addWidget(page)
        self.row = QHBoxLayout()
        self.row.setSpacing(0)
        parts = (self.side, self.lines[0], self.middle, self.lines[1], self.editor.attendance)
        for part in parts:
            self.row.addWidget(part, 1 if part is self.middle else 0)
        self.over = QVBoxLayout(self)
        self.over.setContentsMargins(0, 0, 0, 0)
        self.over.setSpacing(0)
        self.over.addLayout(self.row, 1)
        self.room = Room(self)

    def _wire(self) -> None:
        rows = self.side.list
        rows.chosen.connect(self.go_to)
        rows.opened.connect(self.enter)
        rows.removed.connect(self.deeds.remove)
        rows.new_wanted.connect(self.menus.open_kinds)
        rows.menu_wanted.connect(self.menus.popup)
        self.side.picked.connect(self.go_to)
        self.side.chooser.changed.connect(self._other_year)
        self.side.pressed.connect(self.deeds.press)
        self.editor.title.pressed.connect(self.deeds.press)
        self.editor.edited.connect(self._edited)
        agenda = self.editor.agenda
        agenda.decisions_wanted.connect(self.menus.open_decisions)
        agenda.menu_wanted.connect(self.menus.popup_item)
        self.editor.head.counted.more_wanted.connect(self.menus.open_counted)
        agenda.tables_wanted.connect(self.deeds.ask_tables)
        agenda.way_wanted.connect(self.deeds.open_way)
        agenda.article_wanted.connect(partial(self.desk.open_dialog, "help", topic="votes"))

    # Which meeting -------------------------------------------------------------------------

    def shown(self) -> Opened | None:
        """Return the meeting that is shown."""
        return self.editor.opened

    def meeting(self) -> int:
        """Return its id, 0 for none or a new one."""
        opened = self.shown()
        return opened.id if opened is not None else 0

    def go_to(self, meeting: int) -> bool:
        """Show a meeting of the office; False if the present one would not be left."""
        if meeting == self.meeting() and self.shown() is not None:
            return True
        if not self.may_leave():
            # Once its key is dealt with: the list selects after it told who became current.
            QTimer.singleShot(0, self, lambda: self.side.mark(self.meeting()))
            self.side.mark(self.meeting())
            return False
        self.show_meeting(read_opened(self.desk.open_office(), meeting))
        return True

    def begin(self, body: int, kind: str, on: Day, counted: Sequence[str] = ()) -> bool:
        """Begin a new meeting; False if the present one would not be left."""
        if not self.may_leave():
            return False
        self.show_meeting(read_blank(self.desk.open_office(), body, kind, on, counted))
        self.enter()
        return True

    def show_meeting(self, opened: Opened, key: str = "") -> None:
        """Show a meeting, with what was written in it before and not saved."""
        kept = None if opened.locked else self.keeper.begin(opened.id, key)
        self.editor.open(opened, kept)
        if kept is not None:
            self.desk.messages.inform(
                "接着写上次没有保存的内容", "核对以后按“保存”；不要的，离开时选“不保存”。"
            )
        self.middle.setCurrentWidget(self.editor)
        self.listing.follow(opened)
        self.room.fit()

    def close_meeting(self) -> None:
        """Show that no meeting is open."""
        self.editor.opened = None
        self.empty.show_empty(none_open(self.menus.open_kinds, there=bool(self.listing.entries)))
        self.middle.setCurrentWidget(self.empty)
        self.room.fit()

    def _other_year(self) -> None:
        if not self.may_leave():
            self.listing.show_chosen()
            return
        self.listing.choose(*self.side.chooser.chosen())
        self.editor.opened = None
        self.show_first()

    def show_first(self) -> None:
        """Show the newest meeting of the list."""
        first = next((one.id for one in self.listing.shown() if one.id), 0)
        if first:
            self.show_meeting(read_opened(self.desk.open_office(), first))
        else:
            self.close_meeting()

    def enter(self) -> None:
        """Give the keyboard to the editor: to the day of a new meeting, else to the agenda."""
        opened = self.shown()
        if opened is None:
            return
        heads = self.editor.agenda.cards
        part = heads[0].head if opened.id and heads else self.editor.head.editors["on"].focus_part()
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(part, QLineEdit):  # it may have had the keyboard before
            part.selectAll()

    # Changes -------------------------------------------------------------------------------

    def _edited(self) -> None:
        opened = self.shown()
        if opened is not None and self.editor.touched():
            self.editor.title.tell(f"{opened.stage}，有没保存的修改")

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again; what is being written stays, a meeting that is gone is closed."""
        if self.storing:
            return
        self.listing.read()
        opened = self.shown()
        if opened is None:
            if not kinds or Meeting in kinds:
                self.show_first()
        elif opened.id and opened.id not in self.listing.known():
            self._lost()
        elif opened.id:
            self._again(opened)

    def _again(self, opened: Opened) -> None:
        now = read_opened(self.desk.open_office(), opened.id)
        if self.editor.touched():
            self.editor.count_files(now.files)
        elif now != opened:
            place = self.editor.area.verticalScrollBar().value()
            self.show_meeting(now)
            self.editor.area.verticalScrollBar().setValue(place)

    def _lost(self) -> None:
        """Let what was written into a meeting that is no longer there be saved as a new one."""
        if not self.editor.touched():
            self.keeper.forget()
            self.show_first()
            return
        self.editor.forget_ids()
        self.desk.messages.warn("这次会议已不在数据里", "写好的内容还在，保存就登记成新的一次会议。")

    # What the window asks --------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Narrow the list to what the words mean."""
        self.listing.search(text)

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show a meeting, begin one, go on with a draft, or turn to a body and year."""
        if "draft" in target:
            self.beginning.resume(str(target["draft"]))
        elif "new" in target:
            self.beginning.begin_with(target["new"])
        elif "meeting" in target:
            self.beginning.show_meeting(int(target["meeting"]))
        elif "body" in target or "year" in target:
            body, year = self.listing.chosen
            if self.may_leave():
                self.listing.choose(int(target.get("body", body)), int(target.get("year", year)))
                self.show_first()
        elif self.shown() is None:
            self.show_first()

    def status(self) -> str:
        """Return 第一党支部 2026 年 21 次会议."""
        return self.listing.status()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        (self.side.list if self.side.list.isVisible() else self.side.pick).setFocus()

    def areas(self) -> list[QWidget]:
        """Return list, minutes and attendance."""
        if self.shown() is None:
            return [self.side, self.empty]
        return [self.side, self.editor, self.editor.attendance]

    def print_out(self) -> bool:
        """Print the minutes that are shown."""
        if self.shown() is not None:
            self.deeds.press("print")
        return self.shown() is not None

    def may_leave(self) -> bool:
        """Ask what becomes of what is not saved."""
        if not self.editor.touched():
            self.keeper.forget()
            return True
        said = self.desk.messages.choose(LEAVING)
        if said == SAVE:
            return self.deeds.save()
        if said == LOSE:
            self.keeper.forget()
            opened = self.shown()
            self.editor.opened = None
            if opened is not None and opened.id:
                self.editor.open(read_opened(self.desk.open_office(), opened.id))
            return True
        self.keeper.write()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go by Tab as the eye goes."""
        return tabbing.step(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+S, do what the red button says with Ctrl+Enter, from anywhere in the view."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in ENTER:
            self.deeds.press(self.editor.title.verb)
        elif control and event.key() == Qt.Key.Key_S:
            self.deeds.press("save")
        else:
            super().keyPressEvent(event)
