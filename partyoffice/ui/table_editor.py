"""A small table in a form: rows typed or pasted from WPS and Excel, kept as the text a sheet copies."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from partyoffice.core.text import clean, table_of
from partyoffice.ui import theme
from partyoffice.ui.controls import ENTER, set_property
from partyoffice.ui.editors import Editor, fill_row

SHOWN, SPARE = 6, 2  # rows in sight; empty ones kept at the end
NARROWEST = 72
STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class TableEditor(Editor):
    """Rows of texts under fixed titles; an empty row always waits at the end."""

    long = True

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.titles = list(titles)
        self.table = QTableWidget(SHOWN, len(self.titles))
        self.table.setHorizontalHeaderLabels(self.titles)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(False)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(theme.scaled(NARROWEST))
        head.setHighlightSections(False)
        self.table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table.installEventFilter(self)
        self.table.cellChanged.connect(lambda *_at: self._changed())
        self._setting = False
        fill_row(self, self.table)
        self.fit()
        theme.signals.changed.connect(self.fit)

    def fit(self) -> None:
        """Take the height of some rows in the font in force."""
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.table.setFixedHeight(theme.row_height() * (SHOWN + 1) + 20)

    def rows(self) -> list[list[str]]:
        """Return the rows that hold anything."""
        across, down = range(len(self.titles)), range(self.table.rowCount())
        rows = [[self._text(row, column) for column in across] for row in down]
        return [row for row in rows if any(row)]

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return clean(item.text()) if item is not None else ""

    def value(self) -> str:
        """Return the rows as a sheet copies them: tabs between cells, a line each."""
        out = io.StringIO()
        csv.writer(out, "excel-tab", lineterminator="\n").writerows(self.rows())
        return out.getvalue().rstrip("\n")

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- text or None
        """Show rows."""
        self._setting = True
        self.table.clearContents()
        self._put(0, 0, table_of(value or ""))
        self._setting = False

    def _put(self, top: int, left: int, rows: Sequence[Sequence[str]]) -> None:
        self.table.setRowCount(max(self.table.rowCount(), top + len(rows) + SPARE, SHOWN))
        for down, row in enumerate(rows):
            for across, text in enumerate(row[: len(self.titles) - left]):
                self.table.setItem(top + down, left + across, QTableWidgetItem(text))

    def _changed(self) -> None:
        if self._setting:
            return
        if self._text_in_last():
            self.table.setRowCount(self.table.rowCount() + SPARE)
        self.edited.emit()

    def _text_in_last(self) -> bool:
        last = self.table.rowCount() - 1
        return any(self._text(last, column) for column in range(len(self.titles)))

    def mark_bad(self, bad: bool) -> None:
        """Frame the table."""
        set_property(self.table, "state", "bad" if bad else "")

    def focus_part(self) -> QWidget:
        """Return the table."""
        return self.table

    # Keys --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paste blocks, clear cells, go down with Enter, right with Tab; begin at the first cell."""
        if watched is self.table and event.type() == QEvent.Type.FocusIn and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_chosen()
        elif event.key() in ENTER and not event.modifiers():
            self.table.setCurrentCell(self.table.currentRow() + 1, max(self.table.currentColumn(), 0))
        else:
            return event.key() in STEPS and self._step(STEPS[Qt.Key(event.key())])
        return True

    def _step(self, by: int) -> bool:
        """Go to the next cell as a sheet does; from an empty row Tab goes on to the next field."""
        row, column = max(self.table.currentRow(), 0), max(self.table.currentColumn(), 0)
        row, column = divmod(row * len(self.titles) + column + by, len(self.titles))
        empty = not any(self._text(self.table.currentRow(), at) for at in range(len(self.titles)))
        if row < 0 or (by > 0 and empty):
            return False
        self.table.setCurrentCell(row, column)
        return True

    def paste(self, text: str) -> None:
        """Put a copied block at the current cell; a head row like ours is left out."""
        rows = table_of(text)
        if rows and rows[0][: len(self.titles)] == self.titles[: len(rows[0])]:
            rows = rows[1:]
        top, left = max(self.table.currentRow(), 0), max(self.table.currentColumn(), 0)
        self._setting = True
        self._put(top, left, rows)
        self._setting = False
        if len(rows) > 1:
            self.table.setCurrentCell(top + len(rows), 0)  # where the next row begins, or Tab leaves
        self.edited.emit()
        self.committed.emit()

    def clear_chosen(self) -> None:
        """Empty the chosen cells."""
        for item in self.table.selectedItems():
            item.setText("")
