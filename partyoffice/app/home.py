"""首页: figures, 待办, the year at a glance, where one left off, findings."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.app import home_data
from partyoffice.app.figure import FigureStrip
from partyoffice.app.home_data import HomeData, Last
from partyoffice.app.home_duties import WHOLE, DutyPane
from partyoffice.app.home_empties import empty_of
from partyoffice.app.home_paper import TITLE, duties_document
from partyoffice.app.home_year import YearTable, legend
from partyoffice.app.lines import Line, LineList, Slot
from partyoffice.app.manual import chapter_with
from partyoffice.app.quiet import Reader
from partyoffice.app.snooze import duty_actions
from partyoffice.app.spots import open_spot
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.part import Duty
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, frame, icon_button, label, link, rule, upright
from partyoffice.ui.desk import Desk
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.marks import Mark
from partyoffice.ui.page import Page

KEY = "home"
RIGHT_WIDE, RIGHT_NARROW, NARROW = 500, 440, 1340
RIGHT_LEAST = 380  # so much the year takes, more with large letters
EARLIEST = 1950
LAST_SLOTS = (Slot(), Slot(90, "text3", "cap", right=True, fits=True))
ICONS = {"person": "user-round", "branch": "landmark", "seq": "history"}
SEVERITIES = {
    Severity.BLOCK: (Mark.LATE, "必须改正"),
    Severity.WARN: (Mark.WARN, "请核对"),
    Severity.INFO: (Mark.SOON, "提醒"),
}


class HomePage(Page):
    """The page that is open in the morning."""

    counted = Signal(int)  # how many duties are overdue and not put off
    search_hint = "在待办中查找"
    topic = "home"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.found = desk, HomeData(clock.today())
        self.wanted_year = self.found.on.year
        self.dialog: QDialog | None = None
        self.reader = Reader(self.show_read, self._not_read, self)
        self.strip = FigureStrip()
        self.duties = DutyPane(self.print_list, partial(empty_of, self))
        self.year, self.year_name = YearTable(), label("", "label")
        self.before = icon_button("chevron-left", "上一年", partial(self.turn_year, -1))
        self.after = icon_button("chevron-right", "下一年", partial(self.turn_year, 1))
        self.last = LineList(LAST_SLOTS, "接着上次")
        self.findings = LineList((Slot(), Slot(60, "text", "bold", right=True)), "数据体检")
        self.links = [
            link(words, partial(desk.go_to, page))
            for words, page in (("操作记录", "history"), ("查看", "check"))
        ]
        self._build()
        self._wire()
        if isinstance(desk.window, MainWindow):
            desk.window.actions_table.add(duty_actions(self), page=KEY)
        self.refresh(frozenset())

    # Building ----------------------------------------------------------------------------

    def _build(self) -> None:
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.duties, 1)
        below.addWidget(upright())
        self.right = self._right()
        below.addWidget(self.right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.strip)
        box.addWidget(rule())
        box.addLayout(below, 1)

    def _right(self) -> QWidget:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(4, 8, 4, 16)
        box.setSpacing(0)
        box.addLayout(bar(label("全年一览", "title"), None, self.before, self.year_name, self.after, gap=4))
        box.addLayout(bar(self.year))
        box.addSpacing(8)
        box.addLayout(legend())
        box.addSpacing(16)
        box.addLayout(bar(label("接着上次", "bold"), None, self.links[0]))
        box.addWidget(self.last)
        box.addSpacing(16)
        box.addLayout(bar(label("数据体检", "bold"), None, self.links[1]))
        box.addWidget(self.findings)
        box.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(area)
        return frame("panel", inner)

    def _wire(self) -> None:
        self.strip.wanted.connect(self.open_target)
        self.strip.grown.connect(self._order)
        self.duties.opened.connect(self.open_duty)
        self.duties.menu_wanted.connect(self._show_menu)
        self.year.wanted.connect(lambda page, target: self.desk.go_to(page, **target))
        self.last.opened.connect(lambda one: self.desk.go_to(one.page, **one.target))
        self.findings.opened.connect(lambda severity: self.desk.go_to("check", severity=str(severity)))
        theme.signals.changed.connect(self._fit_lists)

    def _order(self) -> None:
        """Let Tab walk as one reads: figures, duties, the year, where one left off, findings."""
        duties = self.duties
        left = (*self.strip.figures, duties.branches, duties.later, duties.out, duties.list)
        records, findings = self.links
        right = (self.before, self.after, self.year, records, self.last, findings, self.findings)
        for first, second in pairwise((*left, *right)):
            QWidget.setTabOrder(first, second)

    def resizeEvent(self, event: object) -> None:
        """Give the right pane less where the window is narrow."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt passes its own event
        self._share()

    def _share(self) -> None:
        """Give the year what it takes, as far as the duties leave it room."""
        usual = RIGHT_WIDE if self.width() >= NARROW else RIGHT_NARROW
        left = self.width() - self.duties.minimumSizeHint().width() - 1
        self.right.setFixedWidth(max(usual, min(theme.scaled(RIGHT_LEAST), left)))

    # Reading -----------------------------------------------------------------------------

    def refresh(self, kinds: frozenset[type]) -> None:  # noqa: ARG002 -- every change may move a figure
        """Read everything again, off the window's thread."""
        self.reader.read(self._reading(home_data.read))

    def _reading(self, work: Callable[[Any], HomeData]) -> Callable[[], HomeData]:
        office = self.desk.open_office()

        def read() -> HomeData:
            with office.reading_aside() as session:
                return work(session)

        return read

    def show_read(self, found: HomeData) -> None:
        """Show what was read at once, then go on to the year and to the findings."""
        self.show_data(found)
        if found.rows is None or found.year != self.wanted_year:
            self.reader.read(self._reading(partial(home_data.add_year, found, self.wanted_year)))
        elif not found.checked:
            self.reader.read(self._reading(partial(home_data.add_findings, self.desk.open_office(), found)))

    def _not_read(self, error: OfficeError) -> None:
        """Say why; what could not be checked is not shown as being checked, nor as sound."""
        if not self.found.checked:
            self.findings.fill([Line(("没有核对成", ""), Mark.WARN)])
            self._fit_lists()
        self.desk.messages.refuse(error, ("重新读取", lambda: self.refresh(frozenset())))

    def turn_year(self, step: int) -> None:
        """Show the neighbouring year; the list of what is to come ends with the present one."""
        year = self.wanted_year + step
        if EARLIEST <= year <= self.found.on.year:
            self.wanted_year = year
            self._name_year()
            self.show_read(self.found)

    # What is shown -----------------------------------------------------------------------

    def show_data(self, found: HomeData) -> None:
        """Show what was read."""
        self.found = found
        self.strip.fill(found.numbers)
        self.duties.show_data(found)
        self._name_year()
        if found.rows is not None and found.year == self.wanted_year:
            self.year.fill(found.rows, found.year, found.on)
        self._fill_findings(found)
        self.last.fill([self._last_line(one) for one in found.last])
        self._fit_lists()
        self.counted.emit(found.late())

    def _name_year(self) -> None:
        self.year_name.setText(f"{self.wanted_year} 年")
        self.after.block("还没有到下一年" if self.wanted_year >= self.found.on.year else "")

    def _fill_findings(self, found: HomeData) -> None:
        lines = [
            Line((word, str(found.findings[severity])), mark, severity)
            for severity, (mark, word) in SEVERITIES.items()
            if found.findings[severity]
        ]
        sound = Line(("没有发现问题", ""), Mark.DONE) if found.checked else Line(("正在核对…", ""), Mark.SOON)
        self.findings.fill(lines or [sound])

    def _last_line(self, one: Last) -> Line:
        icon = ICONS[next(iter(one.target))]
        return Line((one.sentence, home_data.when(one.at)), None, one, tip=one.sentence, icon=icon)

    def _fit_lists(self) -> None:
        """Give the lists at the right the height of their lines, for the font in force."""
        self._share()
        for part in (self.findings, self.last):
            part.setFixedHeight(part.height_of_all())

    def show_all(self) -> None:
        """Show the duties of every branch, nothing searched."""
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.header.search.find_now("")
        self.search("")
        self.duties.branches.setCurrentIndex(0)

    # Going on ----------------------------------------------------------------------------

    def open_target(self, target: tuple[str, str]) -> None:
        """Open the list a figure counts."""
        page, view = target
        if page:
            self.desk.go_to(page, **({"view": view} if view else {}))  # the page knows its own views

    def open_current(self) -> None:
        """Open the record of the current duty."""
        duty = self.duties.any_duty()
        if duty is not None:
            self.open_duty(duty)

    def open_duty(self, duty: Duty) -> None:
        """Open the record a duty is about."""
        if duty.spot is not None:
            open_spot(self.desk, duty.spot)

    def tell_article(self) -> None:
        """Open the article that the current duty rests on, or name it where the manual has no excerpt."""
        duty = self.duties.any_duty()
        if duty is None:
            self.desk.messages.inform("没有选中的待办", "请先用方向键或鼠标选中一件。")
        elif chapter := chapter_with(duty.article):
            dialog: Any = self.desk.open_dialog("help", topic=chapter)
            dialog.text.find(duty.article)
        else:
            self.desk.messages.inform(f"{duty.who}：{duty.text}", duty.article or "没有写明依据。")

    def _show_menu(self, names: tuple[str, ...], at: QPoint) -> None:
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.actions_table.popup(names, at)

    def print_out(self) -> bool:
        """Print 待办清单 with Ctrl+P too."""
        self.print_list()
        return True

    def print_list(self) -> None:
        """Show the list as it will be printed."""
        from partyoffice.app.lists_out import show_preview

        document = duties_document(self.found, self.duties.branch(), WHOLE)
        show_preview(self.desk, document, TITLE)

    def search(self, text: str) -> None:
        """Show only the duties that name all the words."""
        self.duties.search(text)

    def status(self) -> str:
        """Return the day."""
        on = self.found.on
        return f"{on.year} 年 {on.month} 月 {on.day} 日，星期{home_data.WEEKDAYS[on.weekday()]}"

    def take_focus(self) -> None:
        """Give the keyboard to the duties."""
        self.duties.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
