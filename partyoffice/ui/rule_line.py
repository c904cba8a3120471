"""The line under a list: how the current cell is reckoned, and at its right end by which article."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, label, tip

HEIGHT, EDGE = 32, 16


class RuleLine(QFrame):
    """One line, as a sheet has it for the formula of a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.sum, self.article = Elided(), label("", "cap", selectable=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.addWidget(self.sum, 1)
        row.addWidget(self.article)
        self.article.setMinimumWidth(1)  # a long line is cut, it never widens the window
        theme.keep_height(self, HEIGHT)

    def show_rule(self, told: str, article: str) -> None:
        """Show sum and article of a cell, or nothing."""
        self.sum.show_text(told)
        self.article.setText(article)
        tip(self.article, article)
