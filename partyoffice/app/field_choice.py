"""只印这几栏: which fields of a form go on a page that was printed before."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from partyoffice.reports.form import Form
from partyoffice.ui import theme

KEY = Qt.ItemDataRole.UserRole
SHOWN = 5  # rows in sight
WORDS = "只印其中几栏（补填用）"


class FieldChoice(QWidget):
    """A tick that unfolds the list of fields."""

    def __init__(self) -> None:
        super().__init__()
        self.some, self.list = QCheckBox(WORDS), QListWidget()
        self.offered = False
        self.list.setAccessibleName("要印的栏目")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.some)
        box.addWidget(self.list)
        self.some.toggled.connect(self.list.setVisible)
        self.list.hide()
        self.fit()
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the height of some rows in the font in force."""
        self.list.setFixedHeight(theme.row_height() * SHOWN + 6)

    def show_form(self, form: Form | None, titles: Mapping[str, str]) -> None:
        """Offer the fields of a form that lies over a printed page, under their titles."""
        self.offered = form is not None and bool(form.base)
        self.some.setChecked(False)
        self.list.clear()
        for key in form.fields if form and self.offered else ():
            item = QListWidgetItem(titles.get(key, key))
            item.setData(KEY, key)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def chosen(self) -> frozenset[str]:
        """Return the keys that are ticked; none means all."""
        if not self.some.isChecked():
            return frozenset()
        items = (self.list.item(at) for at in range(self.list.count()))
        return frozenset(
            str(item.data(KEY))
            for item in items
            if item is not None and item.checkState() is Qt.CheckState.Checked
        )
