"""The inline bar under the command bar, the undo bar above the status bar, and the question."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from partyoffice.ui import theme
from partyoffice.ui.controls import (
    Button,
    Elided,
    bar,
    button,
    frame,
    icon_button,
    label,
    link,
    primary,
    restyle,
)
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.messages import Messages, Note, NoteKind, Question

MARKS = {NoteKind.ERROR: Mark.LATE, NoteKind.WARNING: Mark.WARN, NoteKind.INFO: Mark.SOON}
OLDER = 20
UNDO_SECONDS = 10
NAMES_SHOWN = 8
EDGE, ROW_GAP, HEIGHT = 16, 8, 44


class MessageBar(QFrame):
    """One note at a time; closing it brings back nothing, 详情 shows it and the earlier ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes: list[Note] = []
        self.mark, self.what = MarkLabel(Mark.SOON, 12), label("", "bold")
        self.sentence, self.cross = Elided("", "sentence"), icon_button("x", "关闭提示", self.close_note)
        self.above: QWidget | None = None
        self.ways: list[QWidget] = []
        self.links = QHBoxLayout()
        self.links.setSpacing(8)
        self.words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.words.setSpacing(ROW_GAP)
        self.words.addWidget(self.what)
        self.words.addWidget(self.sentence, 1)
        row = bar(margins=(12, 0, 8, 0))
        row.addWidget(self.mark)
        row.addLayout(self.words, 1)
        row.addLayout(self.links)
        row.addWidget(self.cross)
        self.setLayout(row)
        theme.keep_height(self, HEIGHT)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the words anew; the width of before it was first laid out means nothing."""
        super().resizeEvent(event)
        if self.isVisible():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Set the words into the room there is."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Stand in one line where there is room, else what to do under what happened, both whole."""
        rest = (self.mark, self.cross, *self.ways)
        room = self.width() - 2 * EDGE - sum(part.sizeHint().width() + ROW_GAP for part in rest)
        wide = theme.metrics("bold").horizontalAdvance(self.what.text())
        tall = wide + theme.metrics().horizontalAdvance(self.sentence.whole()) + 2 * ROW_GAP > room
        self._set_down(tall)
        lines = sum(part.heightForWidth(max(room, 1)) for part in (self.what, self.sentence)) if tall else 0
        self.setFixedHeight(max(theme.scaled(HEIGHT), lines + 2 * ROW_GAP))

    def _set_down(self, tall: bool) -> None:
        way, edge = QBoxLayout.Direction, ROW_GAP if tall else 0
        self.words.setDirection(way.TopToBottom if tall else way.LeftToRight)
        self.words.setStretch(1, 0 if tall else 1)
        self.words.setContentsMargins(0, edge, 0, edge)
        self.words.setSpacing(ROW_GAP - edge)
        self.what.setWordWrap(tall)
        self.sentence.wrap(tall)

    def stand_in(self, column: QVBoxLayout) -> None:
        """Stand in a column under its first part; Tab comes here after that part."""
        shown = not self.isHidden()
        first = column.itemAt(0)
        self.above = first.widget() if first is not None else None
        column.insertWidget(1, self)
        self.setVisible(shown)
        self._chain()

    def _chain(self) -> None:
        """Let Tab come to the links and the cross after what stands above; the chain knows no layout."""
        stops = self.above.findChildren(QWidget) if self.above is not None else []
        before = [one for one in stops if one.focusPolicy() & Qt.FocusPolicy.TabFocus][-1:]
        for one, other in pairwise((*before, *self.ways, self.cross)):
            QWidget.setTabOrder(one, other)

    def show_note(self, note: Note) -> None:
        """Show the newest note; the former ones stay under 详情."""
        self.notes = [note, *self.notes[:OLDER]]
        self.setProperty("bar", str(note.kind))
        restyle(self)
        self.mark.show_mark(MARKS[note.kind])
        self.what.setText(note.what)
        self.sentence.show_text(note.sentence)
        self.setAccessibleName(note.text())
        self._set_links(note)
        self._set_down(True)  # asks for no width of its own: a window must not grow by its note
        self.show()
        if self.isVisible():
            self._fit()

    def _set_links(self, note: Note) -> None:
        for old in self.ways:
            self.links.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.ways.clear()
        more = (("详情", self.show_details),) if note.detail or len(self.notes) > 1 else ()
        for text, slot in (*note.links, *more):
            made = link(text, slot)
            self.ways.append(made)
            self.links.addWidget(made)
            made.show()
        self._chain()

    def show_details(self) -> None:
        """Show the whole text of this note and the earlier ones, to be copied."""
        TextDialog("提示详情", "\n\n".join(note.text() for note in self.notes), self.window()).open()

    def close_note(self) -> None:
        """Take the bar away and forget what it said."""
        self.notes.clear()
        self.hide()


class TextDialog(QDialog):
    """A plain text to read and copy."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 320)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.addWidget(self.text)
        copy = button("复制详情", lambda: QGuiApplication.clipboard().setText(text), "copy")
        box.addLayout(bar(copy, None, button("关闭", self.reject), margins=(0, 8, 0, 0)))


class UndoBar(QFrame):
    """Says what was done and offers the way back for ten seconds; never takes the focus."""

    appeared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.undo: Callable[[], object] = lambda: None
        self.left_ms = 0
        self.setProperty("bar", "undo")
        self.sentence, self.key = Elided(), label("Ctrl+Z", "tipcap")
        self.way_back = Button("撤销", "tip", "undo-2", self._take_back)
        close = Button("", "tip", "x", self.hide)
        close.setAccessibleName("关闭")
        for part in (self.way_back, close):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = bar(self.sentence, self.way_back, self.key, None, close, margins=(16, 0, 4, 0))
        row.setStretch(0, 1000)  # before the empty room at the right
        self.setLayout(row)
        self.rest = (self.way_back, self.key, close)
        self.clock = QTimer(self, interval=100)
        self.clock.timeout.connect(self._pass_time)
        theme.keep_height(self, 40)
        self.window_body = parent
        parent.installEventFilter(self)
        self.hide()

    def show_undo(self, sentence: str, undo: Callable[[], object]) -> None:
        """Show a sentence in the past tense."""
        self.sentence.show_text(sentence)
        self.setAccessibleName(sentence)
        self.undo, self.left_ms = undo, UNDO_SECONDS * 1000
        self.place()
        self.show()
        self.raise_()
        self.clock.start()
        self.appeared.emit()

    def place(self) -> None:
        """Stand in the middle, 16 above the status bar."""
        parent, words = self.window_body, theme.metrics().horizontalAdvance(self.sentence.whole())
        wanted = words + sum(part.sizeHint().width() + ROW_GAP for part in self.rest) + 36
        self.setFixedWidth(min(max(360, wanted), parent.width() - 2 * EDGE))
        self.move(
            (parent.width() - self.width()) // 2, parent.height() - self.height() - EDGE - theme.scaled(26)
        )

    def _take_back(self) -> None:
        self.hide()
        self.undo()

    def _pass_time(self) -> None:
        self.left_ms -= self.clock.interval()
        self.update()
        if self.left_ms <= 0:
            self.hide()

    def hideEvent(self, _event: object) -> None:
        """Stop counting."""
        self.clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: object) -> None:
        """Draw the line of remaining seconds."""
        super().paintEvent(event)  # type: ignore[arg-type]  # Qt passes its own event
        painter = QPainter(self)
        part = self.left_ms / (UNDO_SECONDS * 1000)
        painter.fillRect(QRectF(6, self.height() - 3, (self.width() - 12) * part, 2), theme.ink("edge"))


class QuestionDialog(QDialog):
    """A question; its verbs stand on the buttons, the safe one is the default and Esc."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.answer = question.safe
        body = QVBoxLayout()
        body.setContentsMargins(20, 20, 20, 16)
        body.setSpacing(8)
        body.addWidget(label(question.title, "bold", wraps=True))
        body.addWidget(label(question.sentence, "label", wraps=True))
        if question.names:
            shown = "、".join(question.names[:NAMES_SHOWN])
            more = f" 等 {len(question.names)} 项" if len(question.names) > NAMES_SHOWN else ""
            body.addWidget(label(shown + more, wraps=True))
        self.safe = button(question.safe, self.reject)
        self.safe.setDefault(True)
        verbs = [button(verb, partial(self._press, verb)) for verb in question.verbs[1:]]
        verbs.append(primary(question.verbs[0], partial(self._press, question.verbs[0])))
        actions = frame("actions", bar(None, self.safe, *verbs))
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(body, 1)
        box.addWidget(actions)
        self.setMinimumWidth(theme.scaled(420))
        self.safe.setFocus()
        self.safe.by_keyboard = True  # with its ring: Enter means the safe way, not the red one

    def _press(self, verb: str) -> None:
        self.answer = verb
        self.accept()

    @classmethod
    def ask(cls, question: Question, parent: QWidget | None) -> str:
        """Return the verb pressed."""
        dialog = cls(question, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer


class WindowMessages(Messages):
    """Speaks through the bars of a window."""

    def __init__(self, message_bar: MessageBar, undo_bar: UndoBar) -> None:
        self.message_bar, self.undo_bar = message_bar, undo_bar

    def show(self, note: Note) -> None:
        """Show the note in the inline bar."""
        self.message_bar.show_note(note)

    def clear(self) -> None:
        """Take the inline bar away."""
        self.message_bar.close_note()

    def done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Show the undo bar."""
        self.undo_bar.show_undo(sentence, undo)

    def choose(self, question: Question) -> str:
        """Ask, over the window."""
        return QuestionDialog.ask(question, self.message_bar.window())
