"""The bars of a register: title, views, year and the commands of the list above it, its verbs below."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from partyoffice.ui import theme
from partyoffice.ui.controls import Button, button, label, primary, quiet
from partyoffice.ui.pane_tabs import RING, PaneTabs
from partyoffice.ui.register import Register, Role, Verb
from partyoffice.ui.still import Combo

HEIGHT, FOOT, EDGE, GAP = 48, 52, 16, 20
NO_ROWS = "列表是空的"


class CommandBar(QFrame):
    """Title, views and year at the left, commands at the right; ``run(key)`` does a verb."""

    view_chosen = Signal(str)
    year_chosen = Signal(int)

    def __init__(
        self, register: Register, run: Callable[[str], object], slots: Mapping[str, Callable[[], object]]
    ) -> None:
        super().__init__()
        self.setProperty("role", "command")
        self.keys = [view.key for view in register.views]
        self.title, self.years = label(register.title, "title"), Combo()
        self.tabs, self.views = PaneTabs(tuple(v.title for v in register.views), "视图"), Combo()
        self.views.addItems([view.title for view in register.views])
        if register.years is None:
            self.years.hide()  # never shown here: without a parent it would be a window of its own
        for box, name in ((self.views, "视图"), (self.years, "年份")):
            box.setAccessibleName(name)
        self.quiet = [
            quiet("导出", slots["export"], "upload"),
            quiet("打印", slots["print"], "printer"),
            quiet("列", slots["columns"], "columns-3"),
        ]
        self.quiet[1].tell("Ctrl+P")
        verbs = register.of_role(Role.ADD)
        self.adders = {one.key: self._adder(one, run) for one in verbs if not one.button}
        self.quiet += [
            quiet(one.text, one.marked(partial(run, one.key)), one.icon) for one in verbs if one.button
        ]
        self._adds = {view.key: view.add or (verbs[0].key if verbs else "") for view in register.views}
        self._lay_out()
        self._wire()
        self.show_adder(verbs[0].key if verbs else "")

    def _adder(self, verb: Verb, run: Callable[[str], object]) -> Button:
        made = primary(verb.text, verb.marked(partial(run, verb.key)), verb.icon)
        made.tell("Ctrl+N 或 Ins")
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addSpacing(GAP - RING)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.views)
        row.addWidget(self.years)
        row.addStretch(1)
        for part in (*self.quiet, *self.adders.values()):
            row.addWidget(part)
        theme.keep_height(self, HEIGHT)
        theme.signals.changed.connect(self._fit)
        self._fit()

    def _wire(self) -> None:
        for signal in (self.tabs.currentChanged, self.views.activated):
            signal.connect(self._choose)
        self.years.activated.connect(lambda at: self.year_chosen.emit(int(self.years.itemData(at))))

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.keys):
            self.view_chosen.emit(self.keys[at])

    # What is shown -----------------------------------------------------------------------

    def show_view(self, key: str, counts: Sequence[int]) -> None:
        """Mark the view, say how many each holds, and offer what is added in it."""
        at = self.keys.index(key)
        self.tabs.set_counts([str(count) for count in counts])
        for place, count in enumerate(counts):
            self.views.setItemText(place, f"{self.tabs.tabText(place)}  {count}")
        for box in (self.tabs, self.views):
            box.blockSignals(True)
            box.setCurrentIndex(at)
            box.blockSignals(False)
        self.tabs.update()
        self.show_adder(self._adds[key])
        self._fit()

    def show_adder(self, key: str) -> None:
        """Show one red button of those there are."""
        for each, made in self.adders.items():
            made.setVisible(each == key)

    def adder(self) -> str:
        """Return the verb of the red button, empty without one."""
        return next((key for key, made in self.adders.items() if not made.isHidden()), "")

    def show_years(self, years: Sequence[int], year: int) -> None:
        """Offer years, the newest first."""
        self.years.blockSignals(True)
        self.years.clear()
        for one in sorted({*years, year}, reverse=True):
            self.years.addItem(f"{one} 年", one)
        self.years.setCurrentIndex(self.years.findData(year))
        self.years.blockSignals(False)

    def block_empty(self, shown: int) -> None:
        """Say why nothing can be exported or printed while nothing is listed."""
        for part in self.quiet[:2]:
            part.block("" if shown else NO_ROWS)

    # Room --------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Show the views as words where there is room for them, else as one list."""
        words = sum(self.tabs.tabSizeHint(at).width() for at in range(self.tabs.count()))
        others = (self.title, *self.quiet, *(one for one in self.adders.values() if not one.isHidden()))
        taken = sum(part.sizeHint().width() + 4 for part in others) + 2 * EDGE + GAP
        taken += self.years.sizeHint().width() if not self.years.isHidden() else 0
        narrow = bool(self.width()) and words + taken > self.width()
        self.tabs.setVisible(bool(self.keys) and not narrow)
        self.views.setVisible(bool(self.keys) and narrow)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the list of views: the words never widen the window."""
        return QSize(min(super().minimumSizeHint().width(), theme.scaled(620)), theme.scaled(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words or list."""
        super().resizeEvent(event)
        self._fit()


class Foot(QFrame):
    """Under the list: the buttons of what can be done with the current row."""

    def __init__(self, verbs: Sequence[Verb], run: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("role", "actions")
        self.verbs = tuple(verbs)
        self.buttons = {
            one.key: button(one.text, one.marked(partial(run, one.key)), one.icon) for one in verbs
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(8)
        for made in self.buttons.values():
            row.addWidget(made)
        row.addStretch(1)
        theme.keep_height(self, FOOT)
        if not verbs:
            self.hide()

    def follow(self, row: object) -> None:
        """Show what can be done with a row; None for no row."""
        for one in self.verbs:
            made = self.buttons[one.key]
            made.setVisible(row is not None and not one.why_not(row))
