"""Small pieces of the editor: text that grows with its lines, a time of day, a field with its label."""

import re

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from partyoffice.core.text import half_width
from partyoffice.ui import theme
from partyoffice.ui.asking import label_keys
from partyoffice.ui.choice_editor import ChoiceEditor, options
from partyoffice.ui.controls import label, restyle
from partyoffice.ui.editors import Editor, LineEditor, LongEditor

AROUND = 14  # what border and padding of a text take of its height
TIME_WIDTH = 60
_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.点时]?(?P<minute>[0-5]\d)?分?")


def read_time(text: str) -> str:
    """Return a time of day as 08:30, also from 830, 8点30分 and 8:30; what is none comes back as it is."""
    plain = "".join(half_width(text).split())
    found = _TIME.fullmatch(plain)
    return f"{int(found['hour']):02}:{found['minute'] or '00'}" if found else plain


class TimeEditor(LineEditor):
    """A time of day."""

    def __init__(self) -> None:
        super().__init__(read_time, TIME_WIDTH)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def problem(self) -> str:
        """Say that this is no time."""
        text = self.value()
        return f"“{text}”不是时间，请写成 15:30" if text and not _TIME.fullmatch(text) else ""


class GrowingEditor(LongEditor):
    """Long text as high as its lines, so that only the page scrolls."""

    def __init__(self, hint: str, lines: int = 2) -> None:
        super().__init__(lines)
        self.count.hide()
        self.later = QTimer(self, singleShot=True, interval=0)  # once the words are laid out
        self.later.timeout.connect(self.fit)
        self.text.setPlaceholderText(hint)
        self.text.setAccessibleName(hint.partition("，")[0])
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.textChanged.connect(self.fit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Take the height of the lines, two where there are fewer."""
        lines = max(self.lines, round(self.text.document().size().height()))
        height = lines * self.text.fontMetrics().lineSpacing() + AROUND
        if self.text.height() != height or self.text.maximumHeight() != height:
            self.text.setFixedHeight(height)
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.later.start()

    def minimumSizeHint(self) -> QSize:
        """Never make the page wider."""
        return QSize(80, super().minimumSizeHint().height())


def name_choice(title: str, width: int = 104) -> ChoiceEditor:
    """Return a line for a person's name that offers those of the meeting, also by pinyin."""
    made = ChoiceEditor((), open_ended=True)
    made.title = title
    made.line.setAccessibleName(title)
    theme.keep_width(made.line, width)
    return made


def offer_names(editor: ChoiceEditor, names: list[str]) -> None:
    """Let one of these be chosen; any other name may be typed all the same."""
    editor.offer(options(names, label_keys))


def named(title: str, *parts: QWidget, stretch: int = -1, gap: int = 8) -> QWidget:
    """Return a label and what belongs to it in one line."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    words = label(title, "label")
    words.setMinimumWidth(theme.metrics().horizontalAdvance("时间"))
    row.addWidget(words)
    for at, part in enumerate(parts):
        row.addWidget(part, 1 if at == stretch else 0)
    if stretch < 0:
        row.addStretch(0)
    return made


def slim(editor: Editor) -> Editor:
    """Return an editor that takes only the room of its line."""
    editor.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return editor


def lock(root: QWidget, on: bool) -> None:
    """Let the fields below a widget be read only, or written again; figures and texts stay to be copied."""
    for one in root.findChildren(QLineEdit):
        one.setReadOnly(on)
    for text in root.findChildren(QPlainTextEdit):
        text.setReadOnly(on)
        restyle(text)
