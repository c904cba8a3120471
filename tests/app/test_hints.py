"""Hints in the fields of the papers: all of a hint is seen, at any size of type."""

from PySide6.QtWidgets import QLineEdit

from partyoffice import papers
from partyoffice.core.field import Kind

BESIDE = {Kind.DAY: 26}  # the mark of the calendar stands in the line


def test_no_hint_of_a_paper_is_cut_off(window):
    dialog = window.dialogs.open("print", paper="mem-01")
    cut = []
    for paper in papers.known().values():
        dialog.list.choose(paper.code)
        for row in dialog.fields.form.rows.values() if paper.asks else ():
            line = row.editor.focus_part()
            if isinstance(line, QLineEdit):
                room = line.maximumWidth() - 20 - BESIDE.get(row.field.kind, 0)
                if line.fontMetrics().horizontalAdvance(line.placeholderText()) > room:
                    cut.append((paper.title, row.field.title, line.placeholderText(), room))
    assert not cut
