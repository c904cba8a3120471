"""Undo and redo in the window: what would be taken back is named in menu and tooltips."""

from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.ui.messages import NoteKind

if TYPE_CHECKING:
    from partyoffice.ui.main_window import MainWindow


def take_step(window: "MainWindow", way: str, said: str) -> None:
    """Take the last change back (``undo``) or do it again (``redo``), and say so."""
    step = window.office.step(way)
    if step is None:
        return
    window.undo_bar.hide()
    if window.message_bar.notes and window.message_bar.notes[0].kind is NoteKind.INFO:
        window.messages.clear()  # what it tells may be what is taken back
    try:
        sentence = window.desk.step(way)
    except OfficeError as error:
        window.refuse_step(error)
    else:
        window.flash(f"{said}“{sentence}”")
        if (way, step.kind) == ("undo", "import"):  # whoever meant a cell must see that all of it went
            words = f"“{sentence}”带来的内容已全部退回；若本来只想撤销一格，请重做。"
            window.messages.inform("已撤销一次导入", words, ("重做（Ctrl+Y）", window.redo))
    show_steps(window)


def settle_notes(window: "MainWindow") -> None:
    """Take away what was told before a change that is stored now; a note that offers a way stays."""
    notes = window.message_bar.notes
    if notes and not notes[0].links:
        window.messages.clear()


def show_steps(window: "MainWindow") -> None:
    """Name what would be undone and redone."""
    undo, redo = window.office.undo_sentence, window.office.redo_sentence
    window.header.show_steps(undo, redo)
    for ident, word, sentence in (("edit.undo", "撤销", undo), ("edit.redo", "重做", redo)):
        action = window.actions_table[ident]
        action.setText(f"{word} “{sentence.replace('&', '&&')}”" if sentence else word)
        window.actions_table.block(ident, "" if sentence else f"没有可{word}的操作")
