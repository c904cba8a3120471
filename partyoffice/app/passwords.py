"""密码与加密: whether this office has a password, setting, changing and taking it away, the sheet again."""

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.entering import FORGOTTEN, patience_of
from partyoffice.app.first_run import Entry, OneOf
from partyoffice.app.gate import Gate
from partyoffice.app.recovery import show_sheet
from partyoffice.app.rekeying import Rewrite, rekey
from partyoffice.core.errors import OfficeError
from partyoffice.store import encryption, keys
from partyoffice.store.keys import Key
from partyoffice.ui.controls import button, label, primary
from partyoffice.ui.form_dialog import FormDialog
from partyoffice.ui.new_secret import PROTECTS, NewSecret

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

PLAIN = "这份数据没有设密码：谁拿到文件或备份，谁就能看到全部内容。"
SECRET = "这份数据已加密，没有密码或恢复码就打不开。"  # noqa: S105 -- no password, a sentence
BUSY = OfficeError("有一张表还没有保存，或有工作没有做完", remedy="请先保存或等它做完，再改密码")


class Deed(StrEnum):
    """What can be done with a password there is."""

    CHANGE = "change"
    SHEET = "sheet"
    REMOVE = "remove"


DEEDS = (
    Entry(Deed.CHANGE, "更换密码", "换一个新密码和一张新的恢复码单，以前的都作废"),
    Entry(Deed.SHEET, "再打印一次恢复码单", "恢复码不变，和以前印的一样"),
    Entry(Deed.REMOVE, "取消密码", "数据和备份都改回不加密，谁拿到都能看"),
)
VERBS = {Deed.CHANGE: "更换密码", Deed.SHEET: "打印恢复码单…", Deed.REMOVE: "取消密码…"}


class PasswordsDialog(FramedDialog):
    """Without a password two fields and 设置密码; with one three deeds, each behind the present password."""

    topic = "encryption"

    def __init__(self, window: "OfficeWindow") -> None:
        key = window.office.door.key
        super().__init__(window, "密码与加密", 620, 360 if key is None else 520)
        self.window_ = window
        self.new, self.go = NewSecret(), primary("设置密码")
        self.body = QVBoxLayout()
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(10)
        self.gate: Gate | None = None
        if key is None:
            self._build_plain()
        else:
            self._build_secret(key)
        self.body.addStretch(1)
        self.set_body(self.body, action_bar(None, button("关闭", self.reject), self.go))
        (self.new.first if self.gate is None else self.gate.field).line.setFocus()

    def _build_plain(self) -> None:
        self.body.addWidget(label(PLAIN, "bold", wraps=True))
        self.body.addWidget(label(PROTECTS, "label", wraps=True))
        self.body.addWidget(self.new)
        self.go.clicked.connect(lambda _checked=False: self.on_set())
        self.new.entered.connect(self.on_set)

    def _build_secret(self, key: Key) -> None:
        self.deeds = OneOf(DEEDS, "做什么")
        check = partial(keys.must_open, key)
        self.gate = Gate(self.go, check, patience_of(self.window_.office.path))
        self.gate.may_knock = self._new_is_right
        for part in (label(SECRET, "bold", wraps=True), self.deeds, self._old(self.gate), self.new):
            self.body.addWidget(part)
        self.deeds.edited.connect(self.show_deed)
        self.gate.opened.connect(lambda _none: self.on_opened())
        self.new.entered.connect(self.gate.knock)
        self.show_deed()

    def _old(self, gate: Gate) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(label("现在的密码", "label"))
        box.addWidget(gate)
        box.addWidget(label(FORGOTTEN, "cap", wraps=True))
        return holder

    # What is wished ----------------------------------------------------------------------

    def deed(self) -> Deed:
        """Return what is chosen."""
        return Deed(self.deeds.value())

    def show_deed(self) -> None:
        """Show what the chosen deed asks, and on the red button what it does."""
        self.go.setText(VERBS[self.deed()])
        self.new.setVisible(self.deed() is Deed.CHANGE)
        if self.deed() is not Deed.CHANGE:
            self.new.forget()

    def _new_is_right(self) -> bool:
        problem = self.new.problem() if self.gate is None or self.deed() is Deed.CHANGE else ""
        self.new.say(problem)
        if problem:
            (self.new.second if self.new.first.take() else self.new.first).line.setFocus()
        return not problem

    def on_set(self) -> None:
        """Encrypt a plain office."""
        if self._new_is_right():
            password = self.new.take()
            self._rekey("已设置密码", lambda door: encryption.set_password(door, password))

    def on_opened(self) -> None:
        """Do what was chosen, the present password being right."""
        password = self.new.take()
        if self.deed() is Deed.SHEET:
            self._sheet()
        elif self.deed() is Deed.CHANGE:
            self._rekey("已更换密码", lambda door: encryption.change_password(door, password))
        elif self.messages.ask("取消密码？", f"{DEEDS[2].meaning}，恢复码单作废。", "取消密码", "留着密码"):
            self._rekey("已取消密码", encryption.remove_password)

    def _sheet(self) -> None:
        key = self.window_.office.door.key
        if key is not None:
            show_sheet(self.window_, self, key, lambda _way: None)

    def _rekey(self, done: str, rewrite: Rewrite) -> None:
        forms = self.window_.findChildren(FormDialog)
        if any(form.isVisible() for form in forms) or not self.window_.may_go():
            self.refuse(BUSY)
            return
        self.new.forget()
        self.go.block("正在改密码")
        rekey(self, self.window_, done, rewrite)

    def done(self, result: int) -> None:
        """Leave nothing of what was typed."""
        self.new.forget()
        if self.gate is not None:
            self.gate.stop()
        super().done(result)
