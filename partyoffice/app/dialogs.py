"""The dialogs by name, as pages and menus ask for them; each is loaded when first wanted."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog

from partyoffice.app.commands import open_sample
from partyoffice.app.lists_out import save_document, show_preview
from partyoffice.app.looking import not_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyoffice.app.office_window import OfficeWindow

# Name to module and class; every class takes the window and what the caller says about the wish.
KNOWN = {
    "import": ("importing", "ImportDialog"),
    "template": ("template", "TemplateDialog"),
    "export": ("exporting", "ExportDialog"),
    "fill": ("filling", "FillDialog"),
    "compare": ("comparing", "CompareDialog"),
    "print": ("printing", "PrintDialog"),
    "issued": ("issued", "IssuedDialog"),
    "patterns": ("patterns", "PatternDialog"),
    "recent": ("recent_files", "RecentDialog"),
    "seal": ("sealing", "SealDialog"),
    "backups": ("backups", "BackupDialog"),
    "encryption": ("passwords", "PasswordsDialog"),
    "handover": ("handing", "HandoverDialog"),
    "settings": ("settings", "SettingsDialog"),
    "help": ("manual", "HelpDialog"),
    "about": ("about", "AboutDialog"),
}
PAGES = frozenset({"check", "history", "calculator"})
WRITING = frozenset(
    {"import", "seal", "backups", "handover", "settings", "encryption"}
)  # means nothing in a copy that is only looked into


class Dialogs:
    """Opens dialogs over one window."""

    def __init__(self, window: "OfficeWindow") -> None:
        self.window = window
        self.newest: QDialog | None = None

    def open(self, name: str, **about: Any) -> QDialog | None:  # noqa: ANN401 -- each dialog its own
        """Open a dialog, such as ``open("export", roster="members")``; KeyError if unknown.

        Some names are pages and commands.
        """
        if name in PAGES:
            self.window.show_page(name, **about)
            return None
        if name in WRITING and self.window.looking:
            not_here(self.window)
            return None
        if name == "sample":
            open_sample(self.window)
            return None
        if name == "preview":
            show_preview(self.window.desk, **about)
            return None
        if name == "sheet":
            save_document(self.window.desk, about["document"], "export", about["title"])
            return None
        module, kind = KNOWN[name]
        made: Callable[..., QDialog] = getattr(import_module(f"partyoffice.app.{module}"), kind)
        dialog = made(self.window, **about)
        self.newest = dialog
        dialog.open()
        return dialog

    def help(self, topic: str) -> None:
        """Open the manual at the topic of a page."""
        self.open("help", topic=topic)
