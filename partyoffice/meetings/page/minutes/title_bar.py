"""The bar over the minutes: what the meeting is called, how far its record is, the verbs of its state."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from partyoffice.meetings.rules.kinds import DRAFT, FINAL, SIGNED
from partyoffice.ui import theme
from partyoffice.ui.controls import Button, Elided, bar, button, label, primary, quiet, tip
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.rights import writes

HEIGHT = 52
MARKS = {DRAFT: Mark.NOW, FINAL: Mark.WARN, SIGNED: Mark.DONE}
VERBS = {DRAFT: "finalise", FINAL: "sign", SIGNED: ""}


class TitleBar(QFrame):
    """``pressed`` tells which verb is wanted."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self.title, self.mark, self.told = Elided("", "title"), MarkLabel(Mark.NOW), label("", "cap")
        self.title.setMinimumWidth(theme.scaled(120))
        self.print = self._quiet("print", "打印记录", "printer", "Ctrl+P")
        self.files = self._quiet("files", "附件", "paperclip")
        self.save = button("保存", writes(partial(self.pressed.emit, "save")), "save")
        tip(self.save, "Ctrl+S")
        self.reopen = button("退回草稿", writes(partial(self.pressed.emit, "reopen")), "undo-2")
        self.verb = "finalise"
        self.red = primary("定稿", writes(lambda: self.pressed.emit(self.verb)), "check")
        verbs = (self.print, self.files, self.save, self.reopen, self.red)
        row = bar(self.title, self.mark, self.told, None, *verbs, margins=(20, 0, 16, 0))
        row.setStretch(0, 100)  # the title gives way only where there is no room
        self.setLayout(row)
        theme.keep_height(self, HEIGHT)

    def _quiet(self, verb: str, words: str, icon: str, keys: str = "") -> Button:
        made = quiet(words, lambda: self.pressed.emit(verb), icon)
        tip(made, keys)
        return made

    def show_title(self, title: str) -> None:
        """Show what the meeting is called."""
        self.title.setMaximumWidth(theme.metrics("title").horizontalAdvance(title) + 4)
        self.title.show_text(title)

    def show_state(self, state: str, told: str, files: int, *, saved: bool) -> None:
        """Offer what can be done with minutes of this state."""
        self.mark.show_mark(MARKS[state])
        self.told.setText(told)
        self.verb = VERBS[state]
        self.red.setText("\u2009定稿" if state == DRAFT else "\u2009登记签字")
        self.red.setVisible(state != SIGNED)
        self.reopen.setVisible(state == FINAL)
        self.save.setVisible(state == DRAFT)
        self.files.setText(f"\u2009附件 {files}" if files else "\u2009附件")
        for part in (self.print, self.files):
            part.block("" if saved else "请先保存这次会议")

    def tell(self, told: str) -> None:
        """Say how far it is, such as when it was last kept."""
        self.told.setText(told)
