"""Undo and redo in the window: what would be taken back is named in menu and tooltips."""

from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.ui.messages import NoteKind

if TYPE_CHECKING:
    from partyoffice.ui.main_window import MainWindow


def take_step(window: "MainWindow", way: str, said: str) -> None:
    """Take the last change back (``undo``) or do it again (``redo``), and say so."""
    if not getattr(window.office, f"{way}_sentence"):
        return
    window.undo_bar.hide()
    if window.message_bar.notes and window.message_bar.notes[0].kind is NoteKind.INFO:
        window.messages.clear()  # what it tells may be what is taken back
    try:
        window.flash(f"{said}“{getattr(window.office, way)()}”")
    except OfficeError as error:
        window.refuse_step(error)
    show_steps(window)


def show_steps(window: "MainWindow") -> None:
    """Name what would be undone and redone."""
    undo, redo = window.office.undo_sentence, window.office.redo_sentence
    window.header.show_steps(undo, redo)
    for ident, word, sentence in (("edit.undo", "撤销", undo), ("edit.redo", "重做", redo)):
        action = window.actions_table[ident]
        action.setText(f"{word} “{sentence.replace('&', '&&')}”" if sentence else word)
        window.actions_table.block(ident, "" if sentence else f"没有可{word}的操作")
