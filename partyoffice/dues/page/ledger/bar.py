"""Above the ledger: which year and whose, the commands, as what payments are entered, the legend."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from partyoffice.dues.page.ledger.legend import Legend, LegendPopup
from partyoffice.dues.page.ledger.reading import EVERYBODY, LATE, UNPAID, UNSET
from partyoffice.organisation.queries import Node
from partyoffice.organisation.rules import OrgKind
from partyoffice.ui import theme
from partyoffice.ui.controls import label, link, primary, quiet
from partyoffice.ui.still import Combo

HEIGHT, SLIM, EDGE, END, GAP = 48, 32, 16, 12, 8
WHO = ((EVERYBODY, "全部人员"), (UNPAID, "本月未交"), (LATE, "有欠交"), (UNSET, "未核定"))
INDENT = "　"


def _wide(part: QWidget) -> int:
    return min(part.sizeHint().width(), part.maximumWidth()) + GAP


class CommandBar(QFrame):
    """Year, body and question at the left, commands at the right; ``changed`` tells of another choice."""

    year_chosen = Signal(int)
    changed = Signal()

    def __init__(self, slots: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setProperty("role", "command")
        self.years, self.bodies, self.who = Combo(), Combo(), Combo()
        for box, name in ((self.years, "年度"), (self.bodies, "党支部、党小组"), (self.who, "看哪些人")):
            box.setAccessibleName(name)
        for key, words in WHO:
            self.who.addItem(words, key)
        self.export, self.print = (
            quiet("导出", slots["export"], "upload"),
            quiet("打印", slots["print"], "printer"),
        )
        self.export.tell("Ctrl+E")
        self.print.tell("Ctrl+P")
        self.take = quiet("导入", slots["import"], "download")
        self.more = quiet("更多", slots["more"], "ellipsis")
        self.collect = primary("登记收缴", slots["collect"], "check")
        self.collect.tell("Ctrl+N")
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, END, 0)
        row.setSpacing(GAP)
        for part in (self.years, self.bodies, self.who):
            row.addWidget(part)
        row.addStretch(1)
        for made in (self.take, self.export, self.print, self.more, self.collect):
            row.addWidget(made)
        theme.keep_height(self, HEIGHT)
        self.years.activated.connect(lambda at: self.year_chosen.emit(int(self.years.itemData(at))))
        for box in (self.bodies, self.who):
            box.activated.connect(lambda _at: self.changed.emit())

    def body(self) -> int:
        """Return the body chosen, 0 for all."""
        return int(self.bodies.currentData() or 0)

    def question(self) -> str:
        """Return which people are asked for."""
        return str(self.who.currentData())

    def ask(self, question: str) -> None:
        """Choose a question without telling."""
        self.who.setCurrentIndex(max(0, self.who.findData(question)))

    def choose_body(self, body: int) -> None:
        """Choose a body without telling, all where it is none of these."""
        self.bodies.setCurrentIndex(max(0, self.bodies.findData(body)))

    def show_years(self, years: Sequence[int], year: int) -> None:
        """Offer years."""
        self.years.clear()
        for one in years:
            self.years.addItem(f"{one} 年度", one)
        self.years.setCurrentIndex(self.years.findData(year))

    def show_bodies(self, units: Sequence[Node]) -> None:
        """Offer branches with their groups; a school of one branch without groups has nothing to choose."""
        body, branches = self.body(), [one for one in units if one.kind is OrgKind.BRANCH]
        self.bodies.clear()
        self.bodies.addItem("全部支部" if len(branches) > 1 else "全支部", 0)
        for one in units:
            if one.kind is OrgKind.GROUP or len(branches) > 1:
                self.bodies.addItem((INDENT if one.kind is OrgKind.GROUP else "") + one.name, one.id)
        self.bodies.setVisible(self.bodies.count() > 1)
        self.choose_body(body)

    def count(self, counts: Mapping[str, int]) -> None:
        """Say behind each question how many it means."""
        for at, (key, words) in enumerate(WHO):
            self.who.setItemText(at, f"{words}  {counts[key]}")

    def name_month(self, title: str, why_not: str) -> None:
        """Let the red button say which month it enters, or why it rests."""
        self.collect.setText(f"\u2009登记 {title}收缴")
        self.collect.block(why_not)
        self._fit()

    def block_empty(self, why: str) -> None:
        """Say why nothing can be exported or printed."""
        for part in (self.export, self.print):
            part.block(why)

    def minimumSizeHint(self) -> QSize:
        """Never widen the window."""
        return QSize(theme.scaled(620), theme.scaled(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let names of bodies be no longer than there is room for, and commands go where 更多 has them."""
        super().resizeEvent(event)
        self.bodies.setMaximumWidth(max(theme.scaled(110), self.width() // 5))
        self._fit()

    def _fit(self) -> None:
        """Leave out of the quiet commands what there is no room for: they stand in 更多 too."""
        spare = (self.take, self.export, self.print)
        others = (self.years, self.bodies, self.who, self.more, self.collect)
        room = self.width() - EDGE - END - sum(_wide(part) for part in others if not part.isHidden())
        for at, part in enumerate(spare):
            part.setVisible(sum(map(_wide, spare[at:])) <= room)


class EntryBar(QFrame):
    """As what payments are entered, to be changed by a link; at the right the legend, or the way to it."""

    def __init__(self, change: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.how, self.legend = label("", "aside"), Legend()
        self.how.setMinimumWidth(1)  # cut where there is no room
        self.change = link("更改", change)
        self.change.setAccessibleName("更改登记用的日期、方式和收款人")
        self.shown = link("图例", self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(8)
        row.addWidget(self.how)
        row.addWidget(self.change)
        row.addStretch(1)
        row.addSpacing(16)
        row.addWidget(self.legend)
        row.addWidget(self.shown)
        theme.keep_height(self, SLIM)
        theme.signals.changed.connect(self._fit)

    def say(self, how: str) -> None:
        """Say as what payments are entered now."""
        self.how.setText(how)
        self._fit()

    def _open(self) -> None:
        LegendPopup(self).open_under(self.shown)

    def _fit(self) -> None:
        words = theme.metrics("cap").horizontalAdvance(self.how.text())
        taken = words + self.change.sizeHint().width() + 2 * EDGE + 60
        wide = self.width() >= taken + self.legend.sizeHint().width()
        self.legend.setVisible(wide)
        self.shown.setVisible(not wide)

    def minimumSizeHint(self) -> QSize:
        """Never widen the window."""
        return QSize(theme.scaled(300), theme.scaled(SLIM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the legend where there is room."""
        super().resizeEvent(event)
        self._fit()
