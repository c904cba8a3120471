"""依据: what is to be done, who does it, limits, materials, articles in our words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core.finding import Finding, Severity
from partyoffice.development.page.detail import Detail
from partyoffice.development.rules.archive import Need, papers_of
from partyoffice.development.rules.editions import gist
from partyoffice.development.rules.judging import LACKING
from partyoffice.development.rules.steps import step_of
from partyoffice.members.page.line_list import Line, LineList
from partyoffice.members.rules import cite
from partyoffice.ui import theme
from partyoffice.ui.controls import Button, label, link
from partyoffice.ui.marks import Mark

WIDTH, PAD = 276, 16
MARKS = {Severity.BLOCK: Mark.LATE, Severity.WARN: Mark.WARN, Severity.INFO: Mark.SOON}
NO_STEP = "选一个步骤，这里说明要做什么、由谁做、依据哪一条。"


class BasisPane(QScrollArea):
    """Follows the step; a material is ticked or cleared with Enter, an article opens the help."""

    ticked = Signal(str, bool)  # code, there
    article_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAccessibleName("依据")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.what, self.who = label("", "label", wraps=True), label("", "label", wraps=True)
        self.limits = LineList("时限核对", whole=True)
        self.papers = LineList("需要的材料", whole=True)
        self.papers.opened.connect(self._tick)
        self.papers.removed.connect(lambda key: self.ticked.emit(key[0], False))
        self.articles = QVBoxLayout()
        self.articles.setSpacing(4)
        self.sheet = QFrame()
        self.sheet.setProperty("role", "panel")
        self._build()
        self.setWidget(self.sheet)
        self.later = QTimer(self, singleShot=True, interval=0)  # once the words are laid out
        self.later.timeout.connect(self.fit_height)

    def _build(self) -> None:
        for lines in (self.limits, self.papers):
            lines.setProperty("lines", "true")
        self.papers_head = self._head("需要的材料")
        self.papers_hint = label("按 Enter 或双击，记下材料有或没有", "cap", wraps=True)
        box = QVBoxLayout(self.sheet)
        box.setContentsMargins(0, 12, 0, 12)
        box.setSpacing(2)
        for part in (self._head("要做什么"), _inset(self.what), self._head("谁做"), _inset(self.who)):
            box.addWidget(part)
        for part in (self._head("时限核对"), self.limits, self.papers_head, _inset(self.papers_hint)):
            box.addWidget(part)
        box.addWidget(self.papers)
        box.addWidget(self._head("依据"))
        box.addLayout(self.articles)
        box.addStretch(1)

    def _head(self, text: str) -> QWidget:
        head = label(text, "bold")
        head.setContentsMargins(PAD, 8, PAD, 2)
        return head

    def _tick(self, key: object) -> None:
        code, there = key if isinstance(key, tuple) else ("", False)
        self.ticked.emit(code, not there)

    # What is shown -----------------------------------------------------------------------

    def show_step(self, detail: Detail, found: Sequence[Finding]) -> None:
        """Show what a step asks for, and what the rules say of it now."""
        step = step_of(detail.number, detail.edition)
        self.what.setText(f"{step.do}。")
        limit = "" if step.limit.startswith("没有规定") else f"。时限：{step.limit}"
        self.who.setText(f"{step.actor}{limit}")
        self.show_found(found, step.must)
        self._papers(detail)
        self._articles(detail, step.articles)
        self.later.start()

    def show_found(self, found: Sequence[Finding], must: Sequence[str] = ()) -> None:
        """Say what was checked: what stands against it, or what must be true, once all is in."""
        told = [one for one in found if one.code != LACKING]  # what is still to be filled in is said below
        lines = [Line(one.message, "", one.arithmetic, MARKS[one.severity]) for one in told]
        mark = Mark.RING if len(told) < len(found) else Mark.DONE
        if not lines:
            nothing = "填写以后核对" if mark is Mark.RING else "没有发现问题"
            lines = [Line(one, "", "", mark) for one in must or (nothing,)]
        self.limits.fill(lines)
        self.later.start()

    def _papers(self, detail: Detail) -> None:
        papers = papers_of(detail.number)
        lines = []
        for one in papers:
            row = detail.materials.get(one.code)
            there = row is not None and row.present
            local = "" if one.need is Need.ALWAYS else str(one.need)
            note = "·".join(part for part in (local, one.note, "" if there else "没有") if part)
            mark = Mark.DONE if there else Mark.RING
            lines.append(Line(f"{one.code} {one.name}", "", note, mark, (one.code, there)))
        self.papers.fill(lines)
        for part in (self.papers, self.papers_head, self.papers_hint):
            part.setVisible(bool(papers))

    def _articles(self, detail: Detail, numbers: Sequence[int]) -> None:
        while (item := self.articles.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number in numbers:
            named = cite(number, detail.edition)
            whole = named.replace("《中国共产党", "", 1).replace("》", "", 1)
            words = whole[: whole.find("条") + 1]  # whether its number was only worked out is told by the tip
            made: Button = link(words, partial(self.article_wanted.emit, named))
            made.tell(named)
            made.setContentsMargins(0, 0, 0, 0)
            self.articles.addWidget(_inset(made, 12), 0, Qt.AlignmentFlag.AlignLeft)
            said = gist(number, detail.edition)
            if said:
                self.articles.addWidget(
                    _inset(label(f"{said}（大意）", "label", wraps=True, selectable=True))
                )

    def fit_height(self) -> None:
        """Take the height that the wrapped words need: Qt would rather squeeze them than scroll."""
        layout = self.sheet.layout()
        if layout is not None:
            layout.activate()
            self.sheet.setMinimumHeight(layout.totalHeightForWidth(self.viewport().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.later.start()

    def fit(self, *, fixed: bool) -> None:
        """Take the width of a pane of its own, or what the form leaves."""
        self.setMinimumWidth(theme.scaled(WIDTH) if fixed else 0)
        self.setMaximumWidth(theme.scaled(WIDTH) if fixed else 16777215)


def _inset(part: QWidget, pad: int = PAD) -> QWidget:
    """Return a part with room at its sides."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(pad, 0, pad, 0)
    box.addWidget(part)
    return holder
