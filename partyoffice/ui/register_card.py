"""The card beside a register: what is to be said of the current row, then its facts under their titles."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core.finding import Finding
from partyoffice.core.text import mask_numbers
from partyoffice.ui import theme
from partyoffice.ui.controls import label, rule
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.register import Card
from partyoffice.ui.remarks import Remark, RemarkBlock

WIDTH, EDGE, TITLES = 292, 16, 68


class CardPane(QFrame):
    """Shows one card; scrolls rather than grow."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.title, self.facts = (
            label("", "title", wraps=True, selectable=True),
            label("", "label", wraps=True),
        )
        self.state, self.mark, self.remarks = label("", "bold"), MarkLabel(Mark.NOW), RemarkBlock()
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        self.parts: list[QWidget] = []
        self.card: Card | None = None
        self._lay_out()
        self.mark.hide()  # until there is a card
        theme.keep_width(self, WIDTH)

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self.mark)
        state.addWidget(self.state, 1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(EDGE, 12, EDGE, 12)
        inside.setSpacing(4)
        for part in (self.title, self.facts):
            inside.addWidget(part)
        inside.addLayout(state)
        inside.addSpacing(4)
        inside.addWidget(self.remarks)
        inside.addLayout(self.body)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area)

    def show_card(self, card: Card | None) -> None:
        """Show a card, or nothing."""
        if card == self.card:
            return
        self.card = card
        shown = card or Card("")
        self.title.setText(shown.title)
        self.facts.setText(shown.facts)
        self.facts.setVisible(bool(shown.facts))
        self.state.setText(shown.state)
        self.mark.setVisible(shown.mark is not None)
        if shown.mark is not None:
            self.mark.show_mark(shown.mark)
        self.remarks.say(tuple(map(_remark, shown.findings)))
        self._fill(shown.sections)

    def _fill(self, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        for old in self.parts:
            old.hide()
            old.deleteLater()
        self.parts = [_section(title, lines) for title, lines in sections if lines]
        for made in self.parts:
            self.body.addWidget(made)


def hidden(card: Card) -> Card:
    """Return a card that hides its sensitive facts, and whatever number of a person stands in others."""
    own = {one.title: one.mask for one in card.hides}
    sections = tuple(
        (title, tuple((name, own.get(name, mask_numbers)(value)) for name, value in lines))
        for title, lines in card.sections
    )
    return replace(card, facts=mask_numbers(card.facts), sections=sections)


def _remark(one: Finding) -> Remark:
    return Remark(one.severity, one.message, one.arithmetic, one.article)


def _section(title: str, lines: Sequence[tuple[str, str]]) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 10, 0, 0)
    box.setSpacing(6)
    box.addWidget(rule())
    box.addWidget(label(title, "bold"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, (name, value) in enumerate(lines):
        head = label(name, "label", wraps=True)
        theme.keep_width(head, TITLES)
        grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, wraps=True, selectable=True), at, 1)
    box.addLayout(grid)
    return made
