"""What is seen when no office is open: 新建, 打开, 打开示例, and those opened before."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.ui import placing, tasks
from partyoffice.ui.controls import bar, button, frame, label, link, primary
from partyoffice.ui.desk import KINDS
from partyoffice.ui.message_bar import MessageBar, UndoBar, WindowMessages
from partyoffice.ui.messages import Messages

if TYPE_CHECKING:
    from partyoffice.app.program import Program
    from partyoffice.store.office import Office

SAMPLE_NAME, SAMPLE_MEMBERS, SAMPLE_SEED = "示例学校.dangwu", 200, 1
SHOWN_RECENT = 5


def sample_path() -> Path:
    """Return where the sample office of this user lies, apart from all real ones."""
    from platformdirs import user_data_path

    return user_data_path("partyoffice", appauthor=False) / SAMPLE_NAME


class StartPage(QWidget):
    """A plain page; a refusal stands in the bar on top."""

    def __init__(self, program: "Program", refused: OfficeError | None = None) -> None:
        super().__init__()
        self.program, self.bar = program, MessageBar()
        self.messages = WindowMessages(self.bar, UndoBar(self))
        self.setWindowTitle("党务办公室")
        self.setMinimumSize(640, 420)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._fill()
        sheet = frame("sheet", bar(None, None, margins=(0, 0, 0, 0)))
        row = sheet.layout()
        row.insertLayout(1, self.body)  # type: ignore[union-attr]  # bar returns a QHBoxLayout
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(sheet, 1)
        placing.restore(self, program.prefs.get("window", {}))
        if refused is not None:
            self.messages.refuse(refused)

    def _fill(self) -> None:
        self.body.addStretch(2)
        self.body.addWidget(label("党务办公室", "figure"))
        self.body.addWidget(label("学校党务数据保存在这台电脑上的一个文件里，不联网。", "label"))
        self.body.addSpacing(8)
        self.new = primary("新建", self.on_new, "plus")
        self.open = button("打开", self.on_open, "folder-open")
        self.sample = button("打开示例", self.on_sample, "users")
        self.receive = link("打开交接包", self.on_receive)
        ways = bar(self.new, self.open, self.sample, self.receive, None, margins=(0, 0, 0, 0))
        self.body.addLayout(ways)
        recent = self.program.recent()[:SHOWN_RECENT]
        if recent:
            self.body.addSpacing(12)
            self.body.addWidget(label("最近打开", "bold"))
        for path in recent:
            row = bar(link(path.stem, partial(self.open_path, path)), label(str(path.parent), "cap"), None)
            row.setContentsMargins(0, 0, 0, 0)
            self.body.addLayout(row)
        self.body.addStretch(3)
        self.new.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_path(self, path: Path) -> None:
        """Open an office; a refusal stays on this page."""
        from partyoffice.app.entering import enter

        enter(self.program, path, self, self.messages.refuse)

    def on_new(self) -> None:
        """Ask for the facts of a new office."""
        from partyoffice.app.new_office import NewOffice

        NewOffice(self.program, self).open()

    def on_receive(self) -> None:
        """Take over an office from a package."""
        from partyoffice.app.receiving import ReceiveDialog

        ReceiveDialog(self.program, self).open()

    def help_for(self, topic: str) -> None:
        """Open the manual over this page."""
        from partyoffice.app.manual import HelpDialog

        HelpDialog(self, topic).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the manual with F1."""
        if event.key() == Qt.Key.Key_F1:
            self.help_for("home")
        elif not door_key(self, event, self.on_open):
            super().keyPressEvent(event)

    def on_open(self) -> None:
        """Let the user choose a file."""
        start = str(next((path.parent for path in self.program.recent()), Path.home()))
        chosen, _ = QFileDialog.getOpenFileName(self, "打开", start, KINDS["dangwu"])
        if chosen:
            self.open_path(Path(chosen))

    def on_sample(self) -> None:
        """Open the sample office, invented on first use."""
        open_sample(self.program, self, self.messages, self.open_path)


def door_key(page: QWidget, event: QKeyEvent, choose: Callable[[], object]) -> bool:
    """Do what the keys of 文件 do where there is no menu: Ctrl+O chooses a file, Ctrl+Q ends the program."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier or tasks.running():
        return False
    way = {Qt.Key.Key_O: choose, Qt.Key.Key_Q: page.close}.get(Qt.Key(event.key()))
    if way is not None:
        way()
    return way is not None


def open_sample(
    program: "Program", parent: QWidget, messages: Messages, then: Callable[[Path], object] | None = None
) -> None:
    """Open the sample office of this user; it is a file of its own, never mixed with real data."""
    path, show = sample_path(), then or program.open
    if path.is_file():
        show(path)
    else:
        tasks.run(parent, "正在生成示例数据", partial(_invent, path), show, messages.refuse)


def _invent(path: Path, _progress: Any) -> Path:  # noqa: ANN401 -- the invention tells nothing on the way
    """Make the sample office in the thread of slow work; a half-made one is taken away."""
    from partyoffice.store import files
    from partyoffice.store.office import Office

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.refusal(error, path.parent, "新建文件夹") from error
    try:
        _fill(Office.create(path))
    except BaseException:
        files.remove(path)
        raise
    return path


def _fill(office: "Office") -> None:
    from partyoffice.making import make_sample

    try:
        make_sample(office, SAMPLE_MEMBERS, SAMPLE_SEED)
    finally:
        office.release()  # a copy of what can be invented again is no use
