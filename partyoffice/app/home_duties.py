"""待办: what falls due in groups, of all branches or of one; what was put off is folded at the end."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from partyoffice.app import home_data, snooze
from partyoffice.app.home_data import LATE, MONTH, WEEK, HomeData
from partyoffice.app.home_paper import AFTER, groups_of
from partyoffice.app.lines import Line, LineList, Slot
from partyoffice.core import clock
from partyoffice.part import Duty
from partyoffice.store.snoozes import Snooze
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, frame, label, quiet
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.marks import Mark
from partyoffice.ui.still import Combo

WHOLE = "全部支部"
GROUPS = {LATE: Mark.LATE, WEEK: Mark.NOW, MONTH: Mark.SOON, AFTER: Mark.RING}
SLOTS = (
    Slot(84, "text", fits=True),
    Slot(62, "text2", fits=True),
    Slot(150, "text", "bold", fits=True, least=72),
    Slot(),
    Slot(200, "text3", "cap", right=True, fits=True),
)
FOLD = "fold"  # the target of the line that unfolds what was put off
PutOff = tuple[Duty, Snooze]


class DutyPane(QFrame):
    """Title with count, branch, 推迟 and 打印清单; the list, or what stands there when nothing is due."""

    opened = Signal(object)  # Duty
    menu_wanted = Signal(tuple, QPoint)

    def __init__(self, print_list: Callable[[], object], empty: Callable[[], Empty]) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self.found, self.known, self.unfolded = HomeData(clock.today()), False, False
        self.wanted: list[str] = []
        self.count, self.branches = label("", "label"), Combo()
        self.branches.setAccessibleName("支部")
        self.branches.addItem(WHOLE, 0)
        self.branches.hide()
        self.later = quiet("推迟", self._offer, "calendar")
        self.out = quiet("打印清单", print_list, "printer")
        self.list, self.rest, self.empty = LineList(SLOTS, "待办"), EmptyPane(), empty
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(0)
        head = bar(label("待办", "title"), self.count, None, self.branches, self.later, self.out)
        title = frame("sheet", head)
        theme.keep_height(title, 30)  # the same with and without its buttons
        box.addWidget(title)
        box.addSpacing(4)
        box.addWidget(self.list, 1)
        box.addWidget(self.rest, 1)
        self.rest.hide()
        self.list.opened.connect(self._open)
        self.list.customContextMenuRequested.connect(self._menu)
        self.branches.currentIndexChanged.connect(lambda _at: self.fill())

    # What is shown -----------------------------------------------------------------------

    def show_data(self, found: HomeData) -> None:
        """Show what was read; branch, fold and current line stay as they are."""
        self.found, self.known = found, True
        self._fill_branches()
        self.fill()

    def search(self, text: str) -> None:
        """Show only what names all the words."""
        self.wanted = text.split()
        self.fill()

    def branch(self) -> int:
        """Return the branch chosen, 0 for all."""
        return int(self.branches.currentData() or 0)

    def _fill_branches(self) -> None:
        known, kept = self.found.branches(), self.branch()
        if [(WHOLE, 0), *known] != [
            (self.branches.itemText(at), self.branches.itemData(at)) for at in range(self.branches.count())
        ]:
            self.branches.blockSignals(True)
            self.branches.clear()
            for name, ident in ((WHOLE, 0), *known):
                self.branches.addItem(name, ident)
            self.branches.setCurrentIndex(max(0, self.branches.findData(kept)))
            self.branches.blockSignals(False)
        self.branches.setVisible(bool(known))

    def _asked(self, duties: Iterable[Duty]) -> list[Duty]:
        within = self.found.within(duties, self.branch())
        return [one for one in within if all(w in f"{one.who}{one.text}{one.article}" for w in self.wanted)]

    def fill(self) -> None:
        """Show the duties of the branch that fit the words."""
        duties = self._asked(self.found.waiting())
        off = [(duty, one) for duty, one in self.found.put_off() if self._asked([duty])]
        lines = [line for title, ones in groups_of(duties, self.found) for line in self._group(title, ones)]
        soon = [duty for title, ones in groups_of(duties, self.found) if title != AFTER for duty in ones]
        self.count.setText(f"{len(soon)} 件" if soon else "")
        if off and not lines:
            lines = [Line(("今日无待办",), Mark.DONE, head=True)]
        self._keep_current([*lines, *self._folded(off)])
        for part in (self.list, self.later, self.out):
            part.setVisible(bool(lines))
        if not lines:
            self.rest.show_empty(self.empty())
        self.rest.setVisible(not lines and self.known)  # nothing is said before it is read

    def _keep_current(self, lines: Sequence[Line]) -> None:
        """Take other lines; the keyboard stays with its duty, or goes on to the next one."""
        key, row = _key(self.list.current()), self.list.currentIndex().row()
        self.list.fill(lines)
        if key and not self.list.choose(lambda target: _key(target) == key):
            plain = [at for at, line in enumerate(lines) if not line.head]
            near = min(plain, key=lambda at: (at < row, abs(at - row)), default=-1)
            self.list.setCurrentIndex(self.list.lines.index(near))

    def _group(self, title: str, duties: Sequence[Duty]) -> list[Line]:
        late = title == LATE
        head = Line(
            (title, str(len(duties))), GROUPS[title], head=True, tones=("accent_text",) if late else ()
        )
        return [head, *(self._line(duty, late=late) for duty in duties)]

    def _line(self, duty: Duty, *, late: bool = False) -> Line:
        on = self.found.on
        tones = ("", "accent_text" if late else "text" if duty.due == on else "text3")
        tip = "\n".join(filter(None, (duty.who, duty.text, duty.article)))
        return Line(
            self._cells(duty, duty.text),
            None,
            duty,
            tip=tip,
            tones=tones,
            roles=("", "bold" if duty.due == on else ""),
        )

    def _cells(self, duty: Duty, text: str) -> tuple[str, ...]:
        on = self.found.on
        return (
            home_data.day_words(duty.due, on),
            home_data.relative(duty.due, on),
            duty.who,
            text,
            home_data.short_article(duty.article),
        )

    def _folded(self, off: Sequence[PutOff]) -> list[Line]:
        """Return the line that tells how many were put off, unfolded with each and its reason."""
        if not off:
            return []
        heavy = sum(snooze.heavy(duty, one, self.found.on) for duty, one in off)
        more = f"，其中 {heavy} 件已超期、有条款依据" if heavy else ""
        icon = "chevron-down" if self.unfolded else "chevron-right"
        said = f"已推迟 {len(off)} 件{more}（按 Enter {'收起' if self.unfolded else '展开'}）"
        fold = Line((said,), None, FOLD, icon=icon, span=True)
        return [fold, *(self._off_line(duty, one) for duty, one in off if self.unfolded)]

    def _off_line(self, duty: Duty, one: Snooze) -> Line:
        text = f"{one.words()}｜{duty.text}"
        said = f"{one.since} {one.operator or '未填操作人'} 登记" if one.since else ""
        tip = "\n".join(filter(None, (duty.who, duty.text, one.words(), said, duty.article)))
        mark = Mark.LATE if snooze.heavy(duty, one, self.found.on) else None
        return Line(self._cells(duty, text), mark, (duty, one), tip=tip, tones=("text2",) * 4)

    def turn(self) -> None:
        """Unfold what was put off, or fold it again."""
        self.unfolded = not self.unfolded
        self.fill()
        self.list.choose(lambda target: target == FOLD)

    # The current line --------------------------------------------------------------------

    def duty(self) -> Duty | None:
        """Return the duty under the cursor that is not put off."""
        target = self.list.current()
        return target if isinstance(target, Duty) else None

    def put_off(self) -> PutOff | None:
        """Return the duty under the cursor that was put off."""
        target = self.list.current()
        return target if isinstance(target, tuple) else None

    def any_duty(self) -> Duty | None:
        """Return the duty under the cursor, put off or not."""
        pair = self.put_off()
        return pair[0] if pair is not None else self.duty()

    def _open(self, target: object) -> None:
        if target == FOLD:
            self.turn()
        else:
            self.opened.emit(target[0] if isinstance(target, tuple) else target)

    # Menus -------------------------------------------------------------------------------

    def menu_names(self) -> tuple[str, ...]:
        """Return the commands that fit the current line."""
        if self.put_off() is not None:
            return snooze.SNOOZED_MENU
        return snooze.DUTY_MENU if self.duty() is not None else snooze.FOLD_MENU

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():  # the menu key: beside the current line
            index = self.list.currentIndex()
            at = self.list.visualRect(index).bottomLeft()
        if index.isValid():
            self.menu_wanted.emit(self.menu_names(), self.list.viewport().mapToGlobal(at))

    def _offer(self) -> None:
        self.menu_wanted.emit(snooze.BUTTON_MENU, self.later.mapToGlobal(self.later.rect().bottomLeft()))


def _key(target: object) -> str:
    """Return what tells a line from others: the key of its duty, put off or not."""
    duty = target[0] if isinstance(target, tuple) else target
    return duty.key if isinstance(duty, Duty) else str(target or "")
