"""What export and print ask alike: which roster, of which day or year, of whom, in which order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from partyoffice.app import full_values
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.queries import Tree, tree
from partyoffice.part import Roster, Wish
from partyoffice.parts import PARTS
from partyoffice.store.office import Office
from partyoffice.ui.controls import bar
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.still import Combo

WHOLE = "全部"
YEARS_BACK = 30


def rosters() -> dict[str, Roster]:
    """Return every roster of every part by its code."""
    return {roster.code: roster for part in PARTS for roster in part.rosters}


def branch_options(whole: Tree, parent: int | None = None, depth: int = 0) -> Iterable[tuple[str, int]]:
    """Yield every body that still exists, indented as it hangs."""
    nodes = whole.roots if parent is None else whole.children(parent)
    for node in nodes:
        if not node.ended:
            yield "　" * depth + node.name, node.id
            yield from branch_options(whole, node.id, depth + 1)


class WhenEditor(QWidget):
    """A day, or 12-31 of a year."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.by_day, self.by_year = QRadioButton("截止日期"), QRadioButton("年度")
        self.day, self.year = DayEditor(month_allowed=False), Combo()
        self.day.set_value(Day.of(clock.today()))
        self.day.line.setAccessibleName("截止日期")
        this_year = clock.today().year
        self.year.addItems([str(year) for year in range(this_year, this_year - YEARS_BACK, -1)])
        self.year.setCurrentText(str(this_year - 1))
        self.year.setAccessibleName("年度")
        self.by_day.setChecked(True)
        self.setLayout(bar(self.by_day, self.day, self.by_year, self.year, None, margins=(0, 0, 0, 0)))
        self.by_day.toggled.connect(lambda _on: self._follow())
        self.year.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.day.edited.connect(self.changed)
        self._follow()

    def _follow(self) -> None:
        self.day.setEnabled(self.by_day.isChecked())
        self.year.setEnabled(self.by_year.isChecked())
        self.changed.emit()

    def allow_year(self, *, allowed: bool) -> None:
        """Offer the year only for rosters that know one."""
        for part in (self.by_year, self.year):
            part.setVisible(allowed)
        if not allowed:
            self.by_day.setChecked(True)

    def focus_chosen(self) -> None:
        """Give the keyboard to the way that is chosen; Left and Right change it."""
        way = self.by_year if self.by_year.isChecked() else self.by_day
        way.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def value(self) -> tuple[date, int | None]:
        """Return the day, and the year where one was asked for (OfficeError for no day)."""
        if self.by_year.isChecked():
            year = int(self.year.currentText())
            return date(year, 12, 31), year
        day = self.day.value()
        if day is None or not day.exact:
            raise OfficeError("截止日期没有填对", remedy="请写成 2026-11-20 这样的日期")
        return day.first, None


class WishEditor:
    """The fields that export and print share; each dialog lays them out itself."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.when, self.branch, self.order = WhenEditor(), Combo(), Combo()
        self.full = QCheckBox(full_values.TICK)
        self.branch.setAccessibleName("组织范围")
        self.order.setAccessibleName("排序")
        self.branch.addItem(WHOLE, None)
        with office.reading() as session:
            for title, ident in branch_options(tree(session)):
                self.branch.addItem(title, ident)

    def show_roster(self, roster: Roster) -> None:
        """Offer what a roster can be asked for."""
        self.when.allow_year(allowed=roster.yearly)
        self.order.clear()
        self.order.addItems(list(roster.orders))
        self.order.setEnabled(bool(roster.orders))

    def choose_branch(self, ident: int | None) -> None:
        """Set the branch the caller stands in."""
        at = self.branch.findData(ident)
        self.branch.setCurrentIndex(max(at, 0))

    def branch_name(self) -> str:
        """Return the chosen body's name, empty for all."""
        return self.branch.currentText().strip("　") if self.branch.currentData() is not None else ""

    def wish(self, **more: Any) -> Wish:  # noqa: ANN401 -- Wish's own fields
        """Return the wish; OfficeError where the day is not one."""
        on, year = self.when.value()
        made = Wish(
            on,
            year,
            self.branch.currentData(),
            order=self.order.currentText(),
            masked=not self.full.isChecked(),
        )
        return replace(made, **more)
