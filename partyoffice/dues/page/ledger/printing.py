"""The ledger on paper and in sheets, as it stands in the list."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.ui.list_paper import grid_document
from partyoffice.ui.register_page import AS_LISTED

if TYPE_CHECKING:
    from partyoffice.dues.page.ledger.pane import LedgerPane
    from partyoffice.reports.document import Document


class Printing:
    """Prints and exports for one pane."""

    def __init__(self, pane: "LedgerPane") -> None:
        self.pane, self.desk = pane, pane.desk

    def title(self) -> str:
        """Return what the ledger is called on paper."""
        bar = self.pane.bar
        unit = bar.bodies.currentText().strip() if bar.body() else ""
        return f"{self.pane.year} 年度党费收缴台账{f'（{unit}）' if unit else ''}"

    def _document(self) -> "Document":
        said = self.pane.status().split("·选中")[0]
        return grid_document(self.pane.list, self.title(), (str(clock.today()), said))

    def print(self) -> None:
        """Print the ledger as it stands."""
        about = {"title": self.title(), "code": "list.dues.ledger", "note": AS_LISTED}
        self.desk.open_dialog("preview", document=self._document(), **about)

    def export(self) -> None:
        """Export the ledger as it stands."""
        self.desk.open_dialog("sheet", document=self._document(), title=self.title())
