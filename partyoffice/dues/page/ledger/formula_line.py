"""The line under the ledger, as a sheet has it for formulas: cell, sum, how it stands, article."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from partyoffice.dues.page.ledger.explain import Told, brief
from partyoffice.ui import theme
from partyoffice.ui.controls import Elided, label, link, tip

HEIGHT, EDGE, GAP = 32, 16, 20


class FormulaLine(QFrame):
    """``open_article`` shows the chapter that tells the article."""

    def __init__(self, open_article: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.cell, self.sum = label("", "bold"), label("", selectable=True)
        self.state = Elided("", "label")
        self.article = link("", open_article)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(GAP)
        for part in (self.cell, self.sum):
            part.setMinimumWidth(1)  # a long line is cut, it never widens the window
            row.addWidget(part)
        row.addWidget(self.state, 1)
        row.addWidget(self.article)
        theme.keep_height(self, HEIGHT)

    def show_told(self, told: Told) -> None:
        """Show what is said of a cell, or nothing."""
        for part, text in ((self.cell, told.cell), (self.sum, told.sum)):
            part.setText(text)
            part.setVisible(bool(text))
        tip(self.sum, told.sum)
        self.state.show_text(told.state)
        self.article.setText(f"依据：{brief(told.article)}" if told.article else "")
        self.article.setVisible(bool(told.article))
        tip(self.article, told.article)
