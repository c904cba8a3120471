"""Beside a vote: whether the meeting may open and the vote passes, with its sums; the order of business."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.resolution import AGENDA
from partyoffice.meetings.rules.tally import NO_REFUSAL
from partyoffice.meetings.rules.voting import Matter, Vote, VoteSettings, outcome_of, present_sum, yes_sum
from partyoffice.ui import theme
from partyoffice.ui.controls import frame, label, rule
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.problem_list import in_line
from partyoffice.ui.remarks import Remark, RemarkBlock

WIDTH = 300
NOT_YET = "填了赞成票，这里算出是否通过"
TOLD_ABOVE = frozenset({"Q1", "Q2"})  # said with their sums already


class Verdict(QWidget):
    """One verdict: mark and word in bold, its sum below."""

    def __init__(self) -> None:
        super().__init__()
        self.mark, self.word, self.sum = MarkLabel(Mark.RING), label("", "bold"), label("", "cap", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.word)
        words.addWidget(self.sum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(in_line(self.mark), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def say(self, good: bool | None, word: str, sum_: str) -> None:
        """Show a verdict; None is one that cannot be said yet."""
        self.mark.show_mark(Mark.RING if good is None else Mark.DONE if good else Mark.LATE)
        self.word.setText(word)
        self.sum.setText(sum_)
        self.sum.setVisible(bool(sum_))


class VoteSide(QScrollArea):
    """The verdicts, what else is to be said, and what is done in which order."""

    def __init__(self, matter: Matter) -> None:
        super().__init__()
        self.matter = matter
        self.opening, self.passing, self.found = Verdict(), Verdict(), RemarkBlock()
        body = frame("panel")
        box = QVBoxLayout(body)
        box.setContentsMargins(16, 14, 16, 12)
        box.setSpacing(10)
        box.addWidget(label("人数和票数", "bold"))
        for part in (self.opening, self.passing, self.found, rule()):
            box.addWidget(part)
        box.addWidget(label("会议程序", "bold"))
        for number, words in enumerate(AGENDA.get(matter, ()), 1):
            box.addWidget(label(f"{number}. {words}", "label", wraps=True))
        box.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        theme.keep_width(self, WIDTH)

    def show_vote(self, vote: Vote, found: Sequence[Finding], settings: VoteSettings, *, typed: bool) -> None:
        """Show what the numbers say; ``typed`` is whether there are votes yet."""
        outcome = outcome_of(self.matter, vote, settings)
        opened = "可以开会" if outcome.may_open else "不能开会"
        self.opening.say(outcome.may_open, opened, present_sum(self.matter, vote, outcome))
        if typed:
            word = "通过" if outcome.passed else "没有通过"
            self.passing.say(outcome.passed, word, yes_sum(vote, outcome))
        else:
            self.passing.say(None, "还没有表决", NOT_YET)
        self.found.say([remark_of(one) for one in found if one.code not in TOLD_ABOVE])


def remark_of(one: Finding) -> Remark:
    """Return a finding as a remark; what is only left uncounted keeps nothing from being saved."""
    severity = Severity.WARN if one.code in NO_REFUSAL else one.severity
    return Remark(severity, one.message, one.arithmetic, one.article)
