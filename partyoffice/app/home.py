"""首页: figures, 待办 in three groups, findings, and where one left off."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.app import home_data
from partyoffice.app.figure import Figure
from partyoffice.app.home_data import LATE, MONTH, WEEK, HomeData
from partyoffice.app.lines import Line, LineList, Slot
from partyoffice.app.quiet import Reader
from partyoffice.core import clock
from partyoffice.core.finding import Severity, Spot
from partyoffice.part import Duty, Number
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, frame, label, link, rule, upright
from partyoffice.ui.desk import Desk
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.marks import Mark
from partyoffice.ui.page import Page

RIGHT_WIDE, RIGHT_NARROW, NARROW = 500, 380, 1200
GROUPS = {LATE: Mark.LATE, WEEK: Mark.NOW, MONTH: Mark.SOON}
DUTY_SLOTS = (
    Slot(78, "text", fits=True),
    Slot(62, "text2", fits=True),
    Slot(150, "text", "bold", fits=True),
    Slot(),
    Slot(320, "text3", "cap", right=True, fits=True),
)
LAST_SLOTS = (Slot(), Slot(90, "text3", "cap", right=True, fits=True))
SEVERITIES = {
    Severity.BLOCK: (Mark.LATE, "必须改正"),
    Severity.WARN: (Mark.WARN, "请核对"),
    Severity.INFO: (Mark.SOON, "提醒"),
}


class HomePage(Page):
    """The page that is open in the morning."""

    counted = Signal(int)  # how many duties are overdue
    search_hint = "在待办中查找"
    topic = "home"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.found, self.known = desk, HomeData(clock.today()), False
        self.reader = Reader(self.show_read, desk.messages.refuse, self)
        self.wanted: list[str] = []
        self.figures: list[Figure] = []
        self.strip = QHBoxLayout()
        self.strip.setContentsMargins(0, 0, 0, 0)
        self.strip.setSpacing(0)
        self.count = label("", "label")
        self.duties = LineList(DUTY_SLOTS, "待办")
        self.last = LineList(LAST_SLOTS, "接着上次")
        self.findings = LineList((Slot(), Slot(60, "text", "bold", right=True)), "数据体检")
        self.rest = EmptyPane()
        self._build()
        self.duties.opened.connect(self.open_duty)
        self.last.opened.connect(lambda seq: desk.go_to("history", seq=seq))
        self.findings.opened.connect(lambda severity: desk.go_to("check", severity=str(severity)))
        theme.signals.changed.connect(self._fit_lists)
        self.refresh(frozenset())

    # Building ----------------------------------------------------------------------------

    def _build(self) -> None:
        strip = frame("sheet", self.strip)
        theme.keep_height(strip, 85)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._left(), 1)
        below.addWidget(upright())
        self.right = self._right()
        below.addWidget(self.right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(strip)
        box.addWidget(rule())
        box.addLayout(below, 1)

    def _left(self) -> QWidget:
        head = bar(label("待办", "title"), self.count, None)
        box = QVBoxLayout()
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addSpacing(4)
        box.addWidget(self.duties, 1)
        box.addWidget(self.rest, 1)
        self.rest.hide()
        return frame("sheet", box)

    def _right(self) -> QWidget:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(4, 8, 4, 16)
        box.setSpacing(0)
        box.addLayout(bar(label("数据体检", "title"), None, link("查看", lambda: self.desk.go_to("check"))))
        box.addWidget(self.findings)
        box.addSpacing(16)
        box.addLayout(
            bar(label("接着上次", "title"), None, link("操作记录", lambda: self.desk.go_to("history")))
        )
        box.addWidget(self.last)
        box.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(area)
        return frame("panel", inner)

    def resizeEvent(self, event: object) -> None:
        """Give the right pane less where the window is narrow."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt passes its own event
        self.right.setFixedWidth(RIGHT_WIDE if self.width() >= NARROW else RIGHT_NARROW)

    # What is shown -----------------------------------------------------------------------

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
        """Show what was read at once, then go on to the findings."""
        self.show_data(found)
        if not found.checked:
            self.reader.read(self._reading(partial(home_data.add_findings, found)))

    def show_data(self, found: HomeData) -> None:
        """Show what was read."""
        self.found, self.known = found, True
        self._fill_strip(found.numbers)
        self._fill_duties(found.duties)
        lines = [
            Line((word, str(found.findings[severity])), mark, severity)
            for severity, (mark, word) in SEVERITIES.items()
            if found.findings[severity]
        ]
        sound = Line(("没有发现问题", ""), Mark.DONE) if found.checked else Line(("正在核对…", ""), Mark.SOON)
        self.findings.fill(lines or [sound])
        self.last.fill([Line((one.sentence, home_data.when(one.at)), None, one.seq) for one in found.last])
        self._fit_lists()
        self.counted.emit(self.late())

    def _fit_lists(self) -> None:
        """Give the lists at the right the height of their lines, for the font in force."""
        for part in (self.findings, self.last):
            part.setFixedHeight(part.height_of_all())

    def _fill_strip(self, numbers: Sequence[Number]) -> None:
        """Show the figures; those that stand already only change what they say."""
        for figure in self.figures[len(numbers) :]:
            self.strip.removeWidget(figure)
            figure.deleteLater()
        del self.figures[len(numbers) :]
        for number in numbers[len(self.figures) :]:
            figure = Figure(number)
            figure.wanted.connect(self.open_target)
            self.figures.append(figure)
            self.strip.addWidget(figure, 1)
        for figure, number in zip(self.figures, numbers, strict=True):
            figure.show_number(number, last=number is numbers[-1])

    def _fill_duties(self, duties: Sequence[Duty]) -> None:
        on = self.found.on
        duties = [
            one for one in duties if all(word in f"{one.who}{one.text}{one.article}" for word in self.wanted)
        ]
        groups = home_data.grouped(duties, on)
        lines: list[Line] = []
        for title, found in groups.items():
            if found:
                late = title == LATE
                head = Line(
                    (title, str(len(found))), GROUPS[title], head=True, tones=("accent_text",) if late else ()
                )
                lines += [head, *(self._duty_line(duty, late=late) for duty in found)]
        after = home_data.later(duties, on)
        if after:
            lines += [Line(("以后", str(len(after))), Mark.RING, head=True), *map(self._duty_line, after)]
        count = sum(map(len, groups.values()))
        self.count.setText(f"{count} 件" if count else "")
        self.duties.fill(lines)
        self.duties.setVisible(bool(lines))
        if not lines:
            self.rest.show_empty(self._rest())
        self.rest.setVisible(not lines and self.known)  # nothing is said before it is read

    def _rest(self) -> Empty:
        """Return what stands there without duties; an office without people begins with its roster."""
        people = [number.value for number in self.found.numbers if number.target[0] == "members"]
        if not people or set(people) != {"0"}:
            return Empty("calendar-check", "今日无待办", "有事情到期时会列在这里，写明谁、哪天、依据哪一条。")
        ways = (
            ("导入名册", lambda: self._open("import")),
            ("下载导入模板", lambda: self._open("template")),
        )
        why = "把手里的花名册交给程序，不用先整理。没有花名册，就先下载模板，或按 Ctrl+N 逐人新增。"
        return Empty("users", "还没有党员", why, ways, primary=True)

    def _open(self, name: str) -> None:
        self.desk.open_dialog(name)

    def _duty_line(self, duty: Duty, *, late: bool = False) -> Line:
        on = self.found.on
        words = home_data.relative(duty.due, on)
        tones = ("", "accent_text" if late else "text" if duty.due == on else "text3")
        cells = (
            home_data.day_words(duty.due, on),
            words,
            duty.who,
            duty.text,
            home_data.short_article(duty.article),
        )
        tip = "\n".join(filter(None, (duty.text, duty.article)))
        return Line(cells, None, duty, tip=tip, tones=tones, roles=("", "bold" if duty.due == on else ""))

    def late(self) -> int:
        """Return how many duties are overdue, for the tag of the tab."""
        return len(home_data.grouped(self.found.duties, self.found.on)[LATE])

    # Going on ----------------------------------------------------------------------------

    def open_target(self, target: tuple[str, str]) -> None:
        """Open the list a figure counts."""
        page, view = target
        if page:
            self.desk.go_to(page, **({"view": view} if view else {}))  # the page knows its own views

    def open_duty(self, duty: Duty) -> None:
        """Open the record a duty is about."""
        if duty.spot is not None:
            open_spot(self.desk, duty.spot)

    def search(self, text: str) -> None:
        """Show only the duties that name all the words."""
        self.wanted = text.split()
        self._fill_duties(self.found.duties)

    def status(self) -> str:
        """Return the day."""
        on = self.found.on
        return f"{on.year} 年 {on.month} 月 {on.day} 日，星期{home_data.WEEKDAYS[on.weekday()]}"

    def take_focus(self) -> None:
        """Give the keyboard to the duties."""
        self.duties.setFocus(Qt.FocusReason.ShortcutFocusReason)


def target_of(spot: Spot) -> tuple[str, dict[str, Any]]:
    """Return page and target of a spot: people by id and field, bodies by id."""
    if spot.kind == "organisation":
        return "members", {"branch": spot.record_id}
    return "members", {"person": spot.record_id, "field": spot.field}


def open_spot(desk: Desk, spot: Spot) -> None:
    """Jump to the record and field of a spot."""
    page, target = target_of(spot)
    desk.go_to(page, **target)
