"""What stands typed in a window and is not saved: in forms, an open cell, editors of pages; as plain text."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from partyoffice.ui.cell_editor import CellEditor
from partyoffice.ui.editors import Editor
from partyoffice.ui.grid import Grid
from partyoffice.ui.record_form import RecordForm

LONGEST = 60  # characters of what a row shows of itself

if TYPE_CHECKING:
    from partyoffice.ui.main_window import MainWindow

Said = tuple[str, str]  # where, and what


def typed_in(window: "MainWindow") -> list[str]:
    """Return what is typed and not saved, line by line, each place under its title."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for said in (_in_forms, _in_cells, _in_pages):
        for where, line in said(window):
            found[where].append(line)
    return [line for where, lines in found.items() for line in (f"【{where}】", *lines, "")]


def _in_forms(window: "MainWindow") -> Iterator[Said]:
    for form in window.findChildren(RecordForm):
        for row in form.rows.values() if form.window().isVisible() else ():
            if row.touched():
                yield _place(window, form), f"{row.field.title}：{_words(row.editor)}"


def _in_cells(window: "MainWindow") -> Iterator[Said]:
    """Yield what stands in an open cell, with what the row shows of itself: nothing is asked of the file."""
    for grid in window.findChildren(Grid):
        editing, model = grid.editing, grid.model
        if editing.box is None:
            continue
        row = model.rows_of([editing.record_id]).get(editing.record_id, -1)
        shown = [model.text(row, at) for at in range(model.columnCount())] if row >= 0 else []
        who = " ".join(text for text in shown if text)[:LONGEST]
        title = model.columns[model.place_of(editing.key)].title
        yield _place(window, grid), f"{who}　{title}：{_words(editing.box.editor)}"


def _in_pages(window: "MainWindow") -> Iterator[Said]:
    """Yield what stands in editors outside forms, where whatever holds them was written into."""
    for editor in window.findChildren(Editor):
        if editor.window().isVisible() and not _is_idle(editor) and (words := _words(editor)):
            title = _title(editor)
            yield _place(window, editor), f"{title}：{words}" if title else words


def _is_idle(editor: QWidget) -> bool:
    """Say whether an editor was told of already, or what holds it is as it was stored."""
    above, within = editor.parentWidget(), False
    while above is not None:
        if isinstance(above, RecordForm | CellEditor | Editor):
            return True
        if callable(touched := getattr(above, "touched", None)):
            return not touched()
        within = within or isinstance(above, QDialog)
        above = above.parentWidget()
    return not within  # what a dialog asks is typed anew; an editor of a page stands for a look at things


def _place(window: "MainWindow", widget: QWidget) -> str:
    holder = widget.window()
    if holder is not window:
        return holder.windowTitle()
    pages = (key for key, page in window.pages.items() if page.isAncestorOf(widget))
    return window.specs[key].title if (key := next(pages, "")) else window.windowTitle()


def _title(editor: Editor) -> str:
    part = editor.focus_part()
    above = editor.parentWidget()
    labels = above.findChildren(QLabel) if above is not None else []
    beside = next((one.text() for one in labels if one.buddy() is part), "")
    return (part.accessibleName() or beside).strip(" *")


def _words(editor: Editor) -> str:
    """Return what the user sees in an editor; what is typed unseen is told to nobody."""
    part = editor.focus_part()
    if isinstance(part, QLineEdit):
        return part.text() if part.echoMode() is QLineEdit.EchoMode.Normal else ""
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    value = editor.value()
    if isinstance(value, bool):
        return "是" if value else ""
    return value if isinstance(value, str) else ""
