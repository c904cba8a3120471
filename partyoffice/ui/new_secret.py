"""A new password, typed twice, with what is weak about it said beside the first."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from partyoffice.store import keys
from partyoffice.ui import theme
from partyoffice.ui.controls import label
from partyoffice.ui.secret_field import SecretField

PROTECTS = (
    "设了密码，电脑、硬盘、U 盘丢了或被人拷走，别人只看得到乱码。"
    "窗口开着时、导出的表格和打印的纸不受保护。密码忘了要用恢复码，两样都丢了谁也打不开。"
)
EMPTY, DIFFERENT = "请填写新密码", "两次输入的密码不一样"


class NewSecret(QWidget):
    """Two fields; ``problem`` says why they are not yet one password. Nothing is kept: see ``forget``."""

    typed = Signal()
    entered = Signal()

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.first, self.second = SecretField("新密码", hint), SecretField("再输入一次")
        self.advice, self.wrong = label("", "cap", wraps=True), label("", "problem", wraps=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for at, (title, part) in enumerate((("新密码", self.first), ("再输入一次", self.second))):
            name = label(title, "label")
            name.setFixedHeight(theme.control_height())
            grid.addWidget(name, 2 * at, 0)
            grid.addWidget(part, 2 * at, 1)
        grid.addWidget(self.advice, 1, 1)
        grid.addWidget(self.wrong, 3, 1)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.first)
        order = (self.first.line, self.second.line, self.first.eye, self.second.eye)
        for before, after in pairwise(order):  # Tab after the first is for typing it again
            self.setTabOrder(before, after)
        for field in (self.first, self.second):
            field.typed.connect(self._on_typed)
        self.first.entered.connect(self._on_first)
        self.second.entered.connect(self.entered.emit)
        self._on_typed()

    def _on_first(self) -> None:
        """Go on to the second; with nothing typed both are passed over."""
        self.second.line.setFocus() if self.first.take() else self.entered.emit()

    def _on_typed(self) -> None:
        words = keys.advice(self.first.take())
        self.advice.setText(f"{words}；可以照用" if words else "")
        self.advice.setVisible(bool(words))
        self.say("")
        self.typed.emit()

    def say(self, problem: str) -> None:
        """Say what is wrong; empty for nothing."""
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))
        self.first.line.mark_bad(problem == EMPTY)
        self.second.line.mark_bad(bool(problem) and problem != EMPTY)

    def problem(self) -> str:
        """Return why this is no new password yet; empty where it is one."""
        if not self.first.take():
            return EMPTY
        return "" if self.first.take() == self.second.take() else DIFFERENT

    def empty(self) -> bool:
        """Say whether nothing was typed at all."""
        return not (self.first.take() or self.second.take())

    def take(self) -> str:
        """Return the password."""
        return self.first.take()

    def forget(self) -> None:
        """Empty both."""
        for field in (self.first, self.second):
            field.forget()
        self._on_typed()
