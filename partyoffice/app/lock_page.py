"""What is seen of a locked window: a page over it that asks for the password, and blank covers beneath."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QVBoxLayout, QWidget

from partyoffice.app.gate import Check, Gate, Patience
from partyoffice.ui import icons, theme
from partyoffice.ui.controls import bar, frame, label, primary, quiet

TITLE = "党务办公室（已锁定）"
WIDE, ICON = 360, 32
WORDS = "没有保存的内容都还在，正在做的工作不会停。"


class Cover(QFrame):
    """Nothing, over everything in one window; its title goes meanwhile."""

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self.covered, self.title = covered, covered.windowTitle()
        self.setProperty("role", "sheet")
        self.setAutoFillBackground(True)
        covered.setWindowTitle(TITLE)
        covered.installEventFilter(self)
        self.setGeometry(covered.rect())
        self.show()
        self.raise_()

    def eventFilter(self, _covered: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.covered.rect())
        return False

    def lift(self) -> None:
        """Show what is beneath, under its title."""
        self.covered.removeEventFilter(self)
        if self.covered.windowTitle() == TITLE:
            self.covered.setWindowTitle(self.title)
        self.hide()
        self.deleteLater()


class LockPage(QDialog):
    """Stands over a window exactly, in front of its dialogs; modal, so no key or click gets past it."""

    opened = Signal()
    left = Signal()

    def __init__(self, behind: QWidget, check: Check, patience: Patience) -> None:
        super().__init__(behind, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.behind = behind
        self.setWindowTitle(TITLE)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.go = primary("解锁")
        self.gate = Gate(self.go, check, patience, "密码或恢复码")
        self.more = label("", "cap", wraps=True)
        column = QVBoxLayout()
        column.setSpacing(10)
        for part in (self._picture(), label("已锁定", "title"), label(WORDS, "label", wraps=True)):
            column.addWidget(part)
        column.addWidget(self.gate)
        column.addLayout(bar(self.go, None, margins=(0, 0, 0, 0)))
        column.addWidget(self.more)
        middle = QWidget()
        middle.setLayout(column)
        theme.keep_width(middle, WIDE)
        foot = bar(
            None, quiet("最小化", behind.showMinimized), quiet("退出", self.left.emit), margins=(16, 8, 16, 8)
        )
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.addStretch(2)
        row = bar(None, middle, None, margins=(0, 0, 0, 0))  # an alignment forgets wrapped lines
        box.addLayout(row)
        box.addStretch(3)
        box.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame("sheet", box))
        self.gate.opened.connect(lambda _none: self.opened.emit())
        behind.installEventFilter(self)

    def _picture(self) -> QLabel:
        made = QLabel()
        made.setPixmap(icons.pixmap("lock", theme.ink("text2"), ICON, self.devicePixelRatioF(), 1.25))
        return made

    def come_forward(self) -> None:
        """Stand before whatever has appeared: of modal windows the one shown last has the word."""
        self.hide()
        self.place()
        self.show()
        self.raise_()
        self.activateWindow()
        self.gate.field.line.setFocus()

    def place(self) -> None:
        """Stand over the window behind."""
        self.setGeometry(QRect(self.behind.mapToGlobal(QPoint(0, 0)), self.behind.size()))

    def tell(self, words: str) -> None:
        """Say something under the button."""
        self.more.setText(words)

    def eventFilter(self, _behind: QObject, event: QEvent) -> bool:
        """Follow the window behind."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Know no key: Esc, F1 and all others lead nowhere."""
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the cross of the task bar as 退出."""
        event.ignore()
        self.left.emit()

    def go_away(self) -> None:
        """Leave nothing behind."""
        self.behind.removeEventFilter(self)
        self.gate.stop()
        self.hide()
        self.deleteLater()
