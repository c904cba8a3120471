"""F1 in a dialog: its own chapter, else that of the page behind it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog


def takes_help(dialog: QDialog, event: QKeyEvent) -> bool:
    """Open the help if F1 was pressed; the window that the dialog stands over knows how."""
    if event.key() != Qt.Key.Key_F1:
        return False
    above = dialog.parentWidget()
    while above is not None and not hasattr(above, "help_for"):
        above = above.parentWidget()
    if above is not None:
        above.help_for(getattr(dialog, "topic", ""))
    return above is not None
