"""The head of the minutes: which meeting, how far it is, what can be done; when, where, led by whom."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from partyoffice.meetings.page.minutes.counted import CountedAs
from partyoffice.meetings.page.minutes.pieces import TimeEditor, lock, name_choice, named, offer_names, slim
from partyoffice.meetings.rules.kinds import LECTURE, PARTY_DAY, RITE, STUDY, TOPIC
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, label, tip
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.editors import Editor, LineEditor
from partyoffice.ui.number_editors import NumberEditor

LECTURED = frozenset({LECTURE, STUDY, PARTY_DAY, TOPIC, RITE})
ONE_LINE = 780  # from this width on time, place and heads stand in one line
TWO_LINES = 500  # from this width on time and place do
PLAIN = (0, 0, 0, 0)
NAMES = {
    "on": "会议日期", "begins": "开始时间", "ends": "结束时间", "place": "地点", "chair": "主持人",
    "recorder": "记录人", "subject": "会议名称", "lecturer": "主讲人", "hours": "学时", "year": "所属年度",
    "number": "第几次",
}  # fmt: skip


def _small() -> NumberEditor:
    made = NumberEditor()
    theme.keep_width(made.line, 56)
    return made


class MinutesHead(QFrame):
    """The fields; ``edited`` tells every stroke, ``committed`` the field that is done."""

    edited = Signal()
    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self.editors: dict[str, Editor] = {
            "on": slim(DayEditor()), "begins": slim(TimeEditor()), "ends": slim(TimeEditor()),
            "place": LineEditor(), "chair": slim(name_choice("主持人")),
            "recorder": slim(name_choice("记录人")), "subject": LineEditor(),
            "lecturer": slim(name_choice("主讲人")), "hours": slim(_small()), "year": slim(_small()),
            "number": slim(_small()),
        }  # fmt: skip
        self.counted = CountedAs()
        self._build()
        for key, one in self.editors.items():
            one.focus_part().setAccessibleName(NAMES[key])
            one.edited.connect(self.edited)
            one.committed.connect(lambda key=key: self.committed.emit(key))
            if isinstance(one, LineEditor):
                one.line.editingFinished.connect(lambda key=key: self.committed.emit(key))
        self.committed.connect(self._judge)
        self.counted.edited.connect(lambda: self.committed.emit("counted_as"))

    def _build(self) -> None:
        e = self.editors
        time = named("时间", e["on"], e["begins"], label("–", "label"), e["ends"], gap=6)
        place = named("地点", e["place"], stretch=0)
        self.first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.first.setSpacing(8)
        self.first.addWidget(time)
        self.first.addWidget(place, 1)
        heads = bar(named("主持", e["chair"]), named("记录", e["recorder"]), None, margins=PLAIN, gap=12)
        self.wide = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.wide.setSpacing(8)
        self.wide.addLayout(self.first, 1)
        self.wide.addLayout(heads)
        e["subject"].focus_part().setProperty(
            "placeholderText", "空着就按类型和次数称呼，如 主题党日：走进校史馆"
        )
        self.lecturer = named("主讲", e["lecturer"])
        second = bar(named("名称", e["subject"], stretch=0), self.lecturer, margins=PLAIN, gap=12)
        second.setStretch(0, 1)
        numbers = (named("学时", e["hours"]), named("年度", e["year"]), named("次数", e["number"]))
        self.third = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.third.setSpacing(8)
        self.third.addLayout(bar(named("计入", self.counted), None, margins=PLAIN), 1)
        self.third.addLayout(bar(*numbers, margins=PLAIN, gap=12))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 4, 20, 12)
        box.setSpacing(8)
        for line in (self.wide, second, self.third):
            box.addLayout(line)

    # Values ------------------------------------------------------------------------------

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what stands in these fields."""
        for key, one in self.editors.items():
            one.take_raw(values.get(key) or "")
            if isinstance(one, LineEditor):
                one.line.setCursorPosition(0)

    def show_kind(self, kind: str) -> None:
        """Ask what this kind of meeting is asked."""
        self.lecturer.setVisible(kind in LECTURED)

    def propose(self, year: int, number: int) -> None:
        """Show in empty fields what holds without them."""
        for key, told in (("year", year), ("number", number)):
            self.editors[key].focus_part().setProperty("placeholderText", str(told))

    def raw(self) -> dict[str, Any]:
        """Return what stands here as a draft keeps it."""
        return {key: one.raw() for key, one in self.editors.items()}

    def values(self) -> dict[str, Any]:
        """Return it as the records keep it."""
        found = {key: one.value() for key, one in self.editors.items()}
        hours = found["hours"]
        found["hours"] = None if hours is None else float(hours)
        return {**found, "counted_as": list(self.counted.kinds)}

    def value(self, key: str) -> Any:  # noqa: ANN401 -- each field its own
        """Return one of them."""
        return self.editors[key].value()

    def offer(self, names: list[str]) -> None:
        """Let one of these people be chosen."""
        for key in ("chair", "recorder", "lecturer"):
            offer_names(self.editors[key], names)  # type: ignore[arg-type]  # choices of names

    def _judge(self, key: str) -> None:
        """Mark what cannot be read when it is left, and say why where one points at it."""
        if key in self.editors:
            editor = self.editors[key]
            editor.mark_bad(bool(editor.problem()))
            tip(editor.focus_part(), editor.problem())

    def problem(self) -> tuple[str, QWidget | None]:
        """Return what cannot be read, and where it stands."""
        for key, one in self.editors.items():
            found = one.problem() or ("请填写会议日期" if key == "on" and one.value() is None else "")
            one.mark_bad(bool(found))
            if found:
                return found, one.focus_part()
        return "", None

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to, in the order of the eye."""
        parts = {key: one.focus_part() for key, one in self.editors.items()}
        last = [parts.pop(key) for key in ("hours", "year", "number")]
        return [*parts.values(), *self.counted.chips, self.counted.adder, *last]

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        lock(self, on)
        self.counted.lock(on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the heads beside the place where there is room."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for box, least in ((self.wide, ONE_LINE), (self.first, TWO_LINES), (self.third, TWO_LINES)):
            way = across if event.size().width() >= theme.scaled(least) else down
            if box.direction() != way:
                box.setDirection(way)
