"""What a form remarks beside a field while it is filled in: sentence, arithmetic, article (校核)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.core.finding import Severity
from partyoffice.ui.controls import label, tip
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.problem_list import in_line

LOOKS = {
    Severity.BLOCK: ("problem", Mark.LATE),
    Severity.WARN: ("remark", Mark.WARN),
    Severity.INFO: ("aside", Mark.SOON),
}
ISSUER = "《中国共产党"  # what is left out beside a field; the tooltip names the text in full


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark about a field. BLOCK is red and keeps the form from saving, all others only tell."""

    severity: Severity
    sentence: str
    arithmetic: str = ""
    article: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the value cannot be kept."""
        return self.severity is Severity.BLOCK

    def below(self) -> str:
        """Return the line under the sentence: the sum and the short article."""
        return "　".join(part for part in (self.arithmetic, short(self.article)) if part)


Remarks = Callable[[dict[str, Any]], Mapping[str, Sequence[Remark]]]


def nothing(_values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
    """Remark nothing."""
    return {}


def short(article: str) -> str:
    """Return an article as a line beside a field has room for."""
    return article.replace(ISSUER, "《", 1) if article.startswith(ISSUER) else article


class RemarkLine(QWidget):
    """Mark and sentence, red, yellow or plain; under it sum and article, to be selected and copied."""

    def __init__(self, remark: Remark) -> None:
        super().__init__()
        self.remark = remark
        words = QVBoxLayout()
        words.setSpacing(0)
        role, shape = LOOKS[remark.severity]
        words.addWidget(label(remark.sentence, role, wraps=True, selectable=True))
        if remark.below():
            below = label(remark.below(), "cap", wraps=True, selectable=True)
            tip(below, remark.article)
            words.addWidget(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(in_line(MarkLabel(shape)), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class RemarkBlock(QWidget):
    """All remarks of one field, under it; gone while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.said: tuple[Remark, ...] = ()
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(2)
        self.hide()

    def say(self, remarks: Sequence[Remark]) -> None:
        """Show these; what is said already is not made anew, so that nothing flickers."""
        if self.said == tuple(remarks):
            return
        self.said = tuple(remarks)
        while (item := self.lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for remark in remarks:
            self.lines.addWidget(RemarkLine(remark))
        self.setVisible(bool(remarks))

    def blocking(self) -> str:
        """Return the sentence of what cannot be kept, empty where nothing is."""
        return next((remark.sentence for remark in self.said if remark.blocks), "")
