"""查找全部 (Ctrl+K): one box over the window; people, bodies, commands, settings, help, operations."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from partyoffice.app.finder_sources import MOST_OF_PART, Answer, Found, ask_office, at_hand, told, words_of
from partyoffice.app.lines import Line as Row
from partyoffice.app.lines import LineList, Slot
from partyoffice.app.quiet import Reader
from partyoffice.core.errors import OfficeError
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, label
from partyoffice.ui.line import Line
from partyoffice.ui.search_box import SearchBox

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

HINT = "姓名、拼音、证件尾号、电话、支部、操作、帮助"
KEYS = "↑ ↓ 选择，Enter 打开，Esc 关闭"
PEOPLE, RECENT = "人员", "最近打开"
WIDTH, TOP, GAP, MOST_RECENT = 680, 56, 8, 8
BEFOREHAND = "a"  # asked while the user begins to type: names met for the first time are reckoned once
AROUND = 12 + 2 * GAP + 2  # margins and gap of the box without its list
SLOTS = (
    Slot(240, "text", "bold", fits=True),
    Slot(0, "text2"),
    Slot(110, "text3", "cap", right=True, fits=True),
)
PAGE = 6  # lines that PageUp and PageDown pass
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -PAGE, Qt.Key.Key_PageDown: PAGE}


class FinderLine(SearchBox):
    """The box: arrows move among what was found, Enter opens, Esc closes; all wait while composing."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list, leave the rest to the line."""
        key = Qt.Key(event.key())
        if self.composing():
            Line.keyPressEvent(self, event)
        elif key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            Line.keyPressEvent(self, event)

    def offer_recent(self) -> None:
        """Offer nothing: what was opened before stands below the empty box."""

    def _room_for_key(self) -> bool:
        return False  # the key that opened it is no longer of use


class Finder(QFrame):
    """The box and what it found, over the middle of the window; what was opened is kept in memory only."""

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window.undo_bar.window_body)
        self.window_, self.recent = window, list[Found]()
        self.before: QWidget | None = None
        self.enter_waits = False
        self.line, self.list = FinderLine(HINT), LineList(SLOTS, "查找结果")
        self.line.setAccessibleName("查找全部")
        self.line.setToolTip("")
        self.nothing, self.keys = label("", "label"), label(KEYS, "cap")
        self.reader = Reader(self._take, self._refuse, self)
        self._build()
        self.line.textChanged.connect(lambda _text: self._forget_enter())
        self.line.searched.connect(self.search)
        self.line.stepped.connect(self.step)
        self.line.entered.connect(self.enter)
        self.line.left.connect(self.leave)
        self.list.clicked.connect(lambda _index: self.open_current())
        theme.signals.changed.connect(self.place)

    def _build(self) -> None:
        self.setProperty("role", "popup")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, GAP)
        box.setSpacing(GAP)
        box.addLayout(bar(self.line, margins=(12, 0, 12, 0)))
        box.addWidget(self.list, 1)
        box.addLayout(bar(self.nothing, None, self.keys))
        self.hide()

    # Coming and going --------------------------------------------------------------------

    def open(self) -> None:
        """Come up empty, with what was opened before; a second Ctrl+K selects what stands in the box."""
        app = QApplication.instance()
        if self.isHidden() and app is not None:
            self.before = QApplication.focusWidget()
            self.line.find_now("")
            self._ask("", BEFOREHAND)
            app.installEventFilter(self)
            self.show()
            self.raise_()
        self.place()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def leave(self) -> None:
        """Go away and give the keyboard back to where it was."""
        before = self.before
        self.close_box()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.window_.focus_page()

    def close_box(self) -> None:
        """Go away; the keyboard is elsewhere already."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.before = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away when something else is pressed or gets the keyboard; follow the window's size."""
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn} and isinstance(
            watched, QWidget
        ):
            if watched is not self and not self.isAncestorOf(watched) and not self._menu_of(watched):
                self.close_box()
        elif event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.place()
        return False

    def _menu_of(self, watched: QWidget) -> bool:
        """Say whether this is the line's own context menu."""
        return watched.isWindow() and watched.windowType() == Qt.WindowType.Popup

    def place(self) -> None:
        """Stand in the upper middle of the window, as high as what was found, within its room."""
        parent = self.window_.undo_bar.window_body
        width = min(theme.scaled(WIDTH), parent.width() - 48)
        some = bool(self.list.lines.lines)
        self.list.setVisible(some)
        height = self.line.sizeHint().height() + self.keys.sizeHint().height() + AROUND
        height += self.list.height_of_all() + GAP if some else 0
        self.resize(width, min(height, parent.height() - TOP - 40))
        self.move(QPoint((parent.width() - width) // 2, TOP))

    # Searching ---------------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Look through everything; the office is asked beside the window."""
        if not words_of(text):
            self.reader.stop()
            self._fill([Found(RECENT, one.title, one.note, one.run, one.key) for one in self.recent], "")
            return
        self._ask(text, text)

    def _ask(self, shown: str, text: str) -> None:
        office = self.window_.office

        def ask() -> tuple[str, Answer]:
            with office.reading_aside() as session:
                return shown, ask_office(session, text)

        self.reader.read(ask)

    def _take(self, found: tuple[str, Answer]) -> None:
        text, answer = found
        if not text:
            return  # asked beforehand only
        hits, steps = told(self.window_, answer)
        people = [one for one in hits if one.group == PEOPLE]
        rest = [one for one in hits if one.group != PEOPLE]
        if len(people) == MOST_OF_PART:
            people.append(
                Found(PEOPLE, f"在名册中查找“{text.strip()}”", "列出全部", partial(self._in_roster, text))
            )
        everything = [*people, *rest, *at_hand(self.window_, text), *steps]
        self._fill(everything, "" if everything else f"没有找到“{text.strip()}”")
        if self.enter_waits and everything:
            self.open_current()

    def _refuse(self, error: OfficeError) -> None:
        self.leave()
        self.window_.messages.refuse(error)

    def _in_roster(self, text: str) -> None:
        self.window_.show_page("members", view="全部人员")
        self.window_.header.search.find_now(text)

    def _fill(self, found: Sequence[Found], said: str) -> None:
        rows: list[Row] = []
        for group, ones in groupby(found, lambda one: one.group):
            rows.append(Row((group,), head=True, tones=("text2",)))
            rows += [Row((one.title, one.note, one.key), None, one, tip=one.note) for one in ones]
        self.list.fill(rows)
        self.list.choose(lambda _target: True)
        self.list.scrollToTop()
        self.nothing.setText(said)
        self.place()

    # Choosing ----------------------------------------------------------------------------

    def step(self, lines: int) -> None:
        """Move among what was found, over the titles of groups."""
        rows = [at for at, row in enumerate(self.list.lines.lines) if not row.head]
        if rows:
            now = rows.index(self.list.currentIndex().row()) if self.list.currentIndex().row() in rows else 0
            to = min(max(now + lines, 0), len(rows) - 1)
            self.list.setCurrentIndex(self.list.lines.index(rows[to]))
            self.list.scrollTo(self.list.lines.index(0 if to == 0 else rows[to]))

    def enter(self) -> None:
        """Open the current one; what is still being looked for is opened when it comes."""
        self.line.search_now()
        if self.reader.busy() and words_of(self.line.text()):
            self.enter_waits = True
        else:
            self.open_current()

    def _forget_enter(self) -> None:
        self.enter_waits = False

    def open_current(self) -> None:
        """Open what is marked, and remember it."""
        one = self.list.current()
        if not isinstance(one, Found):
            return
        known = [other for other in self.recent if (other.title, other.note) != (one.title, one.note)]
        self.recent = [one, *known][:MOST_RECENT]
        self.leave()
        one.run()

    def stop(self) -> None:
        """Ask no more: the file is about to be let go."""
        self.close_box()
        self.reader.stop()
