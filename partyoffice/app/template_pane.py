"""Choosing a template of the upper office, or one of those used lately."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.app.file_pane import FilePane
from partyoffice.ui.controls import label, link
from partyoffice.ui.desk import Desk
from partyoffice.ui.prefs import Prefs

RECENT, MOST_RECENT = "fill.templates", 5


def note_template(prefs: Prefs, path: Path) -> None:
    """Keep a template among the last ones, on this PC."""
    others = [one for one in prefs.texts(RECENT) if one != str(path)]
    prefs.put(RECENT, [str(path), *others][:MOST_RECENT])


class TemplatePane(FilePane):
    """The template, or one of those used lately."""

    purpose, kind_of_file = "template.upper", "template"
    title, drop, pick_words = "选择上级发的模板", "把上级发的模板拖到这里，或者", "选择模板"
    supported = "Excel 模板 .xlsx，或写有 {{姓名}} 这样占位符的 Word 模板 .docx；模板本身不会改动。"

    def __init__(self, desk: Desk) -> None:
        self.recent = QVBoxLayout()
        super().__init__(desk)
        self.show_recent()

    def below(self) -> Sequence[QWidget]:
        """Return the templates used lately."""
        made = QWidget()
        self.recent.setContentsMargins(0, 0, 0, 0)
        self.recent.setSpacing(0)
        made.setLayout(self.recent)
        return (made,)

    def show_recent(self) -> None:
        """Offer the templates used lately that are still there."""
        kept = [Path(one) for one in self.desk.prefs.texts(RECENT)]
        there = [path for path in kept if path.is_file()]
        if there:
            self.recent.addWidget(label("最近用过的模板", "cap"))
        for path in there:
            self.recent.addWidget(
                link(path.name, partial(self.chosen.emit, path)), 0, Qt.AlignmentFlag.AlignLeft
            )
