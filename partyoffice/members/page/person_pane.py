"""The card beside the list: who this is, what is known, the way so far, and what was changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from partyoffice.members.page import wording
from partyoffice.members.page.line_list import LineList
from partyoffice.members.page.reading import CardFacts
from partyoffice.members.page.summary import Summary
from partyoffice.members.page.trail_tab import TrailTab
from partyoffice.members.trail import Entry
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, frame, icon_button, label, quiet, rule
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.pane_tabs import RING, PaneTabs
from partyoffice.ui.photo_editor import PhotoFrame, cut_to_size
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.store.base import Record

WIDTH, HEAD, FOOT = 292, 122, 48
PHOTO, BESIDE_PHOTO = 75, 42  # margins and the gap
TABS = ("概要", "履历", "家庭奖惩", "修改记录")
PAST, TRAIL = 1, 3


class Head(QFrame):
    """Photo, name, one line of facts, status, unit."""

    def __init__(self) -> None:
        super().__init__()
        self.photo = PhotoFrame()
        self.name = label("", "title", wraps=True, selectable=True)
        self.line = label("", "label", wraps=True, selectable=True)
        self.mark, self.state = MarkLabel(Mark.FULL), label("", wraps=True, selectable=True)
        self.unit = label("", "label", wraps=True, selectable=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.line)
        status = QHBoxLayout()
        status.setSpacing(4)
        status.addWidget(self.mark)
        status.addWidget(self.state, 1)
        words.addLayout(status)
        words.addWidget(self.unit)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 12, 0)
        row.setSpacing(14)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.fit()
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take at least the height as drawn; long names and units take what they need."""
        self.setMinimumHeight(theme.scaled(HEAD + 6))

    def show_facts(self, facts: CardFacts) -> None:
        """Show somebody."""
        mark, words = wording.state(facts.one)
        self.photo.show_image(QImage.fromData(facts.photo) if facts.photo else QImage())
        self.name.setText(facts.one.name)
        self.line.setText(self._in_lines(wording.facts_line(facts).rpartition("·")))
        self.mark.show_mark(mark)
        self.state.setText(words)
        self.unit.setText(self._in_lines(wording.unit(facts.one).partition("·")))

    def _in_lines(self, parts: tuple[str, str, str]) -> str:
        """Begin a line with the group, or with the age, where all do not fit in one: nothing is torn."""
        room, whole = theme.scaled(WIDTH - PHOTO) - BESIDE_PHOTO, "".join(parts)
        return whole if theme.metrics().horizontalAdvance(whole) <= room else "\n".join(parts[::2]).strip()


def _two(above: tuple[QHBoxLayout, LineList], below: tuple[QHBoxLayout, LineList]) -> QWidget:
    """Return two lists under their heads, one above the other."""
    sheet = QWidget()
    box = QVBoxLayout(sheet)
    box.setContentsMargins(0, 8, 0, 0)
    box.setSpacing(0)
    for at, (head, lines) in enumerate((above, below)):
        if at:
            box.addWidget(rule())
        box.addLayout(head)
        box.addWidget(lines, 1)
    return sheet


class Lists:
    """简历, 家庭 and 奖惩, each with its way to add."""

    def __init__(self, add: Callable[[str], object]) -> None:
        self.add = add
        self.experiences = LineList("简历", strung=True)
        self.relatives, self.awards = LineList("家庭成员"), LineList("奖惩")

    def by_kind(self) -> dict[str, LineList]:
        """Return the lists by what they hold."""
        return {"experience": self.experiences, "relative": self.relatives, "award": self.awards}

    def head(self, kind: str) -> QHBoxLayout:
        """Return the words over a list and the way to add to it."""
        title = self.by_kind()[kind].accessibleName()
        plus = quiet("添加", writes(partial(self.add, kind)), "plus")
        plus.setAccessibleName(f"添加{title}")
        return bar(label(title, "bold"), None, plus, margins=(16, 0, 8, 4))

    def family(self) -> QWidget:
        """Return 家庭 over 奖惩."""
        return _two((self.head("relative"), self.relatives), (self.head("award"), self.awards))


class Sheets(QStackedWidget):
    """The sheets of the tabs; each scrolls, so that wrapped words in them claim no height of the pane."""

    def hasHeightForWidth(self) -> bool:
        """Take what height there is."""
        return False


def _scrolling(part: QWidget) -> QScrollArea:
    """Return a part in a pane that scrolls where it is too low."""
    area = QScrollArea()
    area.setWidget(part)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


class PersonPane(QFrame):
    """Follows the list. What is pressed here is told with the words the page acts upon."""

    wanted = Signal(str)  # open, print, change, photo of the person shown
    add_wanted = Signal(str)  # experience, relative, award
    row_wanted = Signal(str, int)  # a row of the history or of a list to be opened
    row_removed = Signal(str, int)
    row_menu = Signal(str, int, QPoint)
    more_wanted = Signal(QPoint)
    photo_given = Signal(QImage)
    photo_refused = Signal(str)
    trail_wanted = Signal()
    restore_wanted = Signal(object)  # Step
    trail_menu = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.facts: CardFacts | None = None
        self.head, self.tabs, self.summary = Head(), PaneTabs(TABS, "卡片"), Summary()
        self.histories = LineList("履历", strung=True)
        self.lists, self.trail = Lists(self.add_wanted.emit), TrailTab()
        self.stack, self.nobody = Sheets(), EmptyPane()
        self.nobody.show_empty(Empty("user-round", "没有选中的人", "在名册中选一个人，这里显示卡片。"))
        self._build()
        self._wire()
        self.show_facts(None, masked=True)
        self.fit()
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the width of the font in force."""
        self.setFixedWidth(theme.scaled(WIDTH))

    def _build(self) -> None:
        self.change = quiet("变更", writes(partial(self.wanted.emit, "change")), "plus")
        words = (label("党内履历", "bold"), label("双击一段可以更正", "cap"))
        head = bar(*words, None, self.change, margins=(16, 0, 8, 4))
        past = _two((head, self.histories), (self.lists.head("experience"), self.lists.experiences))
        for part in (self.summary, _scrolling(past), _scrolling(self.lists.family()), self.trail):
            self.stack.addWidget(part)
        # The head is whole and the lists take what is left: in a low window they scroll.
        self.stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        tabs = bar(self.tabs, margins=(16 - RING, 0, 0, 0))
        self.card = QWidget()
        box = QVBoxLayout(self.card)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addLayout(tabs)
        box.addWidget(self.stack, 1)
        box.addWidget(self._foot())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.card)
        outer.addWidget(self.nobody)

    def _foot(self) -> QFrame:
        self.open = button("打开卡片", lambda: self.wanted.emit("open"), "pencil")
        self.print = button("打印", lambda: self.wanted.emit("print"), "printer")
        self.more = icon_button("ellipsis", "更多操作", self._on_more)
        foot = frame("actions", bar(self.open, self.print, None, self.more, margins=(16, 0, 12, 0)))
        theme.keep_height(foot, FOOT)
        return foot

    def _on_more(self) -> None:
        self.more_wanted.emit(self.more.mapToGlobal(self.more.rect().topLeft()))

    def _wire(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.head.photo.given.connect(lambda image: cut_to_size(self, image, self.photo_given.emit))
        self.head.photo.refused.connect(self.photo_refused)
        self.trail.restore_wanted.connect(self.restore_wanted)
        self.trail.menu_wanted.connect(self.trail_menu)
        for kind, lines in self._by_kind().items():
            lines.opened.connect(lambda key, kind=kind: self.row_wanted.emit(kind, key))
            lines.removed.connect(lambda key, kind=kind: self.row_removed.emit(kind, key))
            lines.menu_wanted.connect(lambda key, at, kind=kind: self.row_menu.emit(kind, key, at))

    def _by_kind(self) -> dict[str, LineList]:
        return {"history": self.histories, **self.lists.by_kind()}

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        if at == TRAIL:
            self.trail_wanted.emit()

    def show_facts(self, facts: CardFacts | None, *, masked: bool) -> None:
        """Show somebody, or that nobody is chosen."""
        self.facts = facts
        self.card.setVisible(facts is not None)
        self.nobody.setVisible(facts is None)
        if facts is None:
            return
        self.head.show_facts(facts)
        self.summary.show_facts(facts, masked=masked)
        self.histories.fill(wording.history_lines(facts.rows))
        self.lists.experiences.fill([wording.experience_line(row) for row in facts.experiences])
        self.lists.relatives.fill([wording.relative_line(row) for row in facts.relatives])
        self.lists.awards.fill([wording.award_line(row) for row in facts.awards])
        if self.tabs.currentIndex() == TRAIL:
            self.trail_wanted.emit()

    def show_trail(self, entries: list[Entry], *, masked: bool) -> None:
        """Show what was changed of the person shown."""
        self.trail.fill(entries, masked=masked)

    def show_experiences(self) -> None:
        """Turn to 简历 and give it the keyboard."""
        self.tabs.setCurrentIndex(PAST)
        self.lists.experiences.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def chosen_row(self) -> tuple[str, int] | None:
        """Return kind and id of the current line of a list in sight, the one with the keyboard first."""
        for kind, lines in sorted(self._by_kind().items(), key=lambda pair: not pair[1].hasFocus()):
            key = lines.current_key()
            if lines.isVisible() and key is not None:
                return kind, key
        return None

    def row(self, kind: str, row_id: int) -> Any:  # noqa: ANN401 -- each kind its own record
        """Return a row of the person shown (KeyError for a row that is no longer there)."""
        if self.facts is None:
            raise KeyError(row_id)
        rows: dict[str, Sequence[Record]] = {
            "history": self.facts.rows,
            "experience": self.facts.experiences,
            "relative": self.facts.relatives,
            "award": self.facts.awards,
        }
        return {row.id: row for row in rows[kind]}[row_id]
