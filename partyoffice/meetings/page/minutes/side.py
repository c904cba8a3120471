"""The left pane: whose meetings of which year, filter, list, 年表 and 模板; one line where it is narrow."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QListView,
    QVBoxLayout,
    QWidget,
)

from partyoffice.meetings.page.minutes.commands import marked
from partyoffice.meetings.page.minutes.meeting_model import ENTRY, Entry, MeetingDelegate, MeetingModel
from partyoffice.organisation.queries import Node
from partyoffice.ui import theme
from partyoffice.ui.controls import ENTER, Button, bar, button, icon_button, tip
from partyoffice.ui.rights import writes
from partyoffice.ui.still import Combo

WIDTH = 216
BODY = 14  # letters of a body's name that are always seen
YEAR = "{} 年"
NEW, FILTER = "新的会议（Ins）", "按类型筛选"


class MeetingList(QListView):
    """``chosen`` tells the meeting that became current, ``opened`` Enter or a double click."""

    chosen = Signal(int)
    opened = Signal()
    removed = Signal()
    new_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.quiet = False
        self.meetings = MeetingModel(self)
        self.setModel(self.meetings)
        self.setItemDelegate(MeetingDelegate(self))
        self.setAccessibleName("会议")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def fill(self, entries: Sequence[Entry], current: int) -> None:
        """Show meetings; ``current`` is marked if among them."""
        self.quiet = True
        self.meetings.fill(entries)
        self.mark(current)
        self.quiet = False

    def mark(self, meeting: int) -> None:
        """Mark a meeting as current without asking for it."""
        was, self.quiet = self.quiet, True
        at = self.meetings.row_of(meeting)
        self.setCurrentIndex(self.meetings.index(at) if at >= 0 else QModelIndex())
        self.quiet = was

    def current(self) -> Entry | None:
        """Return the current line."""
        found = self.currentIndex().data(ENTRY)
        return found if isinstance(found, Entry) else None

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not self.quiet:
            self.chosen.emit(index.data(ENTRY).id)

    def _menu(self, at: QPoint) -> None:
        if not self.indexAt(at).isValid():
            at = self.visualRect(self.currentIndex()).center()
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, begin with Ins, delete with Del."""
        if event.modifiers():
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.new_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class Chooser(QWidget):
    """Body and year; ``changed`` tells that another one is wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.body, self.year = Combo(), Combo()
        for box, name in ((self.body, "党组织"), (self.year, "年度")):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _at: self.changed.emit())
        self.body.setMinimumContentsLength(BODY)
        theme.keep_width(self.year, 96)
        self.row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(self.body)
        self.below = bar(self.year, None, margins=(0, 0, 0, 0), gap=2)
        self.row.addLayout(self.below)

    def offer(self, bodies: Sequence[tuple[Node, int]], years: Sequence[int], body: int, year: int) -> None:
        """Let one of these be chosen; bodies are set in by how deep they stand."""
        self.body.clear()
        for node, depth in bodies:
            self.body.addItem("　" * depth + node.name, node.id)
        self.year.clear()
        for each in sorted({*years, year}, reverse=True):
            self.year.addItem(YEAR.format(each), each)
        self.body.setCurrentIndex(max(0, self.body.findData(body)))
        self.year.setCurrentIndex(self.year.findData(year))
        self.body.setVisible(len(bodies) > 1)
        tip(self.body, self.body.currentText().strip())

    def chosen(self) -> tuple[int, int]:
        """Return body and year."""
        return int(self.body.currentData() or 0), int(self.year.currentData() or 0)


class Side(QFrame):
    """``pressed`` tells which verb is wanted; where there is no room the list is one line to choose from."""

    pressed = Signal(str)
    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.chooser, self.list, self.pick = Chooser(), MeetingList(), Combo()
        self.pick.setAccessibleName("会议")
        self.pick.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pick.activated.connect(lambda at: self.picked.emit(int(self.pick.itemData(at))))
        self.funnel = self._icon("filter", "list-filter", FILTER)
        self.plus = self._icon("new", "plus", NEW)
        self.table = button("年表", lambda: self.pressed.emit("year"), "calendar")
        self.template = button("模板", writes(partial(self.pressed.emit, "template")), "file-text")
        for icon in (self.funnel, self.plus):
            self.chooser.below.addWidget(icon)
        self.top = bar(self.chooser, margins=(12, 10, 8, 6), gap=8)
        self.top.setStretch(0, 1)
        self.foot = QFrame()
        self.foot.setLayout(bar(self.table, self.template, None, margins=(12, 8, 12, 12)))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.box.addLayout(self.top)
        for part in (self.pick, self.list, self.foot):
            self.box.addWidget(part, 1 if part is self.list else 0)
        self.set_narrow(False)

    def _icon(self, verb: str, icon: str, name: str) -> Button:
        return icon_button(icon, name, marked(partial(self.pressed.emit, verb), verb))

    def fill(self, entries: Sequence[Entry], current: int) -> None:
        """Show meetings."""
        self.list.fill(entries, current)
        self.pick.clear()
        for one in entries:
            words = "　".join(filter(None, (one.day, one.title, one.told[1] if one.told else "")))
            self.pick.addItem(words, one.id)
        self.mark(current)

    def mark(self, meeting: int) -> None:
        """Mark a meeting as current."""
        self.list.mark(meeting)
        self.pick.setCurrentIndex(self.pick.findData(meeting))

    def set_narrow(self, narrow: bool) -> None:
        """Be a list at the left, or one line over the minutes."""
        self.list.setVisible(not narrow)
        self.pick.setVisible(narrow)
        way = QBoxLayout.Direction
        self.chooser.row.setDirection(way.LeftToRight if narrow else way.TopToBottom)
        if narrow:
            self.box.removeWidget(self.pick)
            self.top.insertWidget(1, self.pick, 2)
            for part in (self.table, self.template):
                self.top.addWidget(part)
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            row = self.foot.layout()
            for at, part in enumerate((self.table, self.template)):
                row.insertWidget(at, part)  # type: ignore[union-attr]  # a row of its own
            self.setFixedWidth(theme.scaled(WIDTH))
        self.foot.setVisible(not narrow)
