"""The first tab of the card: what one looks up most, the way so far, what should be looked at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core.finding import Finding
from partyoffice.members.columns import COLUMNS, Column
from partyoffice.members.page.line_list import Line, LineList
from partyoffice.members.page.reading import CardFacts
from partyoffice.members.page.wording import course_lines
from partyoffice.ui import theme
from partyoffice.ui.controls import label, rule, set_property
from partyoffice.ui.marks import Mark, MarkLabel

LABEL_WIDTH, ROW = 68, 24
SHORT = {
    "id_number": "身份证号", "phone": "手机", "native_place": "籍贯", "education_degree": "学历学位",
    "title_name": "职称", "job": "工作岗位", "admin_post": "行政职务", "subject": "任教学科",
    "joined": "入党时间", "full": "转正时间", "archive_place": "档案所在", "retires": "法定退休",
    "note": "备注",
}  # fmt: skip
ALWAYS = ("id_number", "phone")


class FactRow:
    """One label and its value; a missing 必填 value is a mark and a word instead."""

    def __init__(self, column: Column, title: str) -> None:
        self.column = column
        self.title, self.mark = label(title, "label"), MarkLabel(Mark.WARN)
        self.value = label("", wraps=True, selectable=True)
        self.holder = QWidget()
        row = QHBoxLayout(self.holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.mark)
        row.addWidget(self.value, 1)

    def show(self, facts: CardFacts, *, masked: bool) -> None:
        """Take the value of somebody; an empty one that nobody misses takes no room."""
        value = self.column.read(facts.one, facts.on)
        text = "" if value is None else str(value)
        missing = not text and self.column.key in facts.missing
        shown = self.column.field.mask(text) if masked and text else text
        self.value.setText(f"待补：{self.column.field.title}" if missing else shown)
        set_property(self.value, "role", "warn" if missing else "body")
        self.mark.setVisible(missing)
        for part in (self.title, self.holder):
            part.setVisible(bool(text) or missing or self.column.key in ALWAYS)


class Summary(QScrollArea):
    """基本情况, 党内历程 and 校核 in one scrolling column."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = [FactRow(COLUMNS[key], title) for key, title in SHORT.items()]
        self.complete, self.standing = label("", "cap"), label("", "cap")
        self.course = LineList("党内历程", strung=True, whole=True)
        self.findings = LineList("校核", whole=True)
        self.check_head = QWidget()
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 12, 0, 12)
        self.column.setSpacing(0)
        self._build()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(16, 4, 16, 8)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, theme.scaled(LABEL_WIDTH))
        grid.setColumnStretch(1, 1)
        for at, row in enumerate(self.rows):
            grid.addWidget(row.title, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row.holder, at, 1)
            for part in (row.title, row.holder):
                part.setMinimumHeight(theme.scaled(ROW))
                part.setContentsMargins(0, 2, 0, 2)
        self.column.addLayout(_head("基本情况", self.complete))
        self.column.addLayout(grid)
        self.column.addWidget(rule())
        self.column.addLayout(_head("党内历程", self.standing))
        self.column.addWidget(self.course)
        box = QVBoxLayout(self.check_head)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(rule())
        box.addLayout(_head("校核", label("", "cap")))
        self.column.addWidget(self.check_head)
        self.column.addWidget(self.findings)
        self.column.addStretch(1)

    def show_facts(self, facts: CardFacts, *, masked: bool) -> None:
        """Show somebody."""
        one, on = facts.one, facts.on
        for row in self.rows:
            row.show(facts, masked=masked)
        years = COLUMNS["standing"].read(one, on)
        self.complete.setText(f"完整度 {COLUMNS['completeness'].read(one, on)}")
        self.standing.setText(f"党龄 {years} 年" if isinstance(years, int) else "")
        self.course.fill(course_lines(facts))
        self.findings.fill([_finding(found) for found in facts.findings])
        for part in (self.check_head, self.findings):
            part.setVisible(bool(facts.findings))


def _head(title: str, right: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 8, 16, 4)
    row.addWidget(label(title, "bold"))
    row.addStretch(1)
    row.addWidget(right)
    return row


def _finding(found: Finding) -> Line:
    note = "\n".join(part for part in (found.arithmetic, found.article) if part)
    return Line(found.message, "", note, Mark.WARN)
