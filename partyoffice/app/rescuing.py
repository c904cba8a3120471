"""打不开时: what happened to the file of an office, that it is untouched, and every way out of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from partyoffice.app import rescue_work, salvaged
from partyoffice.app.backup_list import COLUMNS, NOT_JUDGED, Listed, best_words, count_words
from partyoffice.app.dialog_frame import action_bar
from partyoffice.app.entering import ask_door, enter
from partyoffice.app.quiet import Reader
from partyoffice.app.rescue_words import said_of
from partyoffice.app.start_page import door_key
from partyoffice.app.trouble import Kind, Trouble
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import entrance, inspection, known
from partyoffice.store.backup import Copy
from partyoffice.store.engine import Door
from partyoffice.store.keys import PasswordError
from partyoffice.store.salvage import Report
from partyoffice.ui import placing, tasks
from partyoffice.ui.controls import ENTER, Button, bar, button, frame, label, link, primary
from partyoffice.ui.desk import KINDS
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.message_bar import MessageBar, UndoBar, WindowMessages
from partyoffice.ui.table_model import TableModel

if TYPE_CHECKING:
    from partyoffice.app.program import Program

NO_FILE = "没有可以读的文件"
SALVAGED = {Kind.DAMAGED: "；也可以抢救可读内容。"}
SHOWN = tuple(one for one in COLUMNS if one.key != "on")  # nothing was opened here yet
ON_STICK = "U 盘上若有备份，用“从其他位置恢复”"


class RescuePage(QWidget):
    """Stands where the start page stands; Esc leads there."""

    topic = "rescue"

    def __init__(self, program: "Program", trouble: Trouble) -> None:
        super().__init__()
        self.program, self.trouble, self.bar = program, trouble, MessageBar()
        self.messages = WindowMessages(self.bar, UndoBar(self))
        self.setWindowTitle("党务办公室")
        self.setMinimumSize(720, 480)
        self.copies = [one for one in trouble.copies() if trouble.better(one)]
        self.reader = Reader(self._show_states, self._not_judged, self)
        self.grid = Grid(TableModel(SHOWN), unit="份")
        self.grid.empty = self._empty
        self.grid.keep_in(program.prefs, "rescue.columns")
        self.back = primary("恢复选中的备份", self.on_restore, "history")
        self.salvage = button("抢救可读内容…", self.on_salvage)
        self.aside = button("另存一份送修…", self.on_aside)
        self.go_on = button("继续使用这个文件…", self.on_go_on)
        self._build()
        self.grid.current_changed.connect(lambda _id: self._follow())
        placing.restore(self, program.prefs.get("window", {}))
        self._show([Listed(one) for one in self.copies])
        self._judge_copies()

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 20, 16, 12)
        head.setSpacing(8)
        for text, role in said_of(self.trouble):
            head.addWidget(label(text, role, wraps=True))
        self.advice = label("正在核对备份…", "bold", wraps=True)
        head.addWidget(self.advice)
        copy = link("复制详情", self.on_details)
        copy.tell("复制程序版本、文件大小等，供维修人员看；没有姓名和号码")
        other, opened = link("从其他位置恢复", self.on_restore_other), link("打开别的文件", self.on_open)
        ways = bar(other, opened, link("回到开始页", self.leave), copy, None, margins=(16, 6, 16, 6))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addWidget(self.grid, 1)
        body.addLayout(ways)
        box.addWidget(self.bar)
        box.addWidget(frame("sheet", body), 1)
        box.addWidget(action_bar(*self._ways(), None, self.red()))

    def red(self) -> Button:
        """Return the button of the way that is proposed; Ctrl+Enter takes it."""
        return self.back

    def _ways(self) -> tuple[QWidget, ...]:
        if self.trouble.kind is Kind.OLDER:
            return (self.go_on, self.aside)
        reason = "" if self.trouble.kind is Kind.DAMAGED else NO_FILE
        self.salvage.block(reason)
        self.aside.block(reason)
        return (self.salvage, self.aside)

    def _empty(self) -> Empty:
        if self.trouble.kind is Kind.OLDER:
            return Empty("save", "没有操作号更大的备份", "U 盘上若有更新的备份，用“从其他位置恢复”。")
        return Empty("save", "旁边没有备份", ON_STICK + SALVAGED.get(self.trouble.kind, "。"))

    # Copies ----------------------------------------------------------------------------------

    def _judge_copies(self) -> None:
        copies, uuid = list(self.copies), self._uuid()
        self.reader.read(lambda: [Listed(copy, inspection.glance(copy, uuid)) for copy in copies])

    def _uuid(self) -> str:
        """Return whose file it was, as far as this PC or a copy beside it knows; else empty."""
        here = str(known.recall(self.trouble.path).get("uuid", ""))
        return here or next((str(one.note["uuid"]) for one in self.copies if one.note.get("uuid")), "")

    def _not_judged(self, error: OfficeError) -> None:
        self._show([Listed(one, failed=True) for one in self.copies])
        self.advice.setText(f"备份{NOT_JUDGED}；恢复以前会再核对。")
        self.messages.refuse(error)

    def _show_states(self, listed: list[Listed]) -> None:
        self._show(listed)
        best = next((at for at, one in enumerate(listed) if one.state is inspection.State.SOUND), None)
        if best is None:
            self.advice.setText("没有完好的备份。")
            self.advice.setVisible(bool(self.copies))
            return
        self.grid.choice.go_to(best + 1)
        self.advice.setText(best_words(self.copies[best], self.trouble.path))

    def _show(self, listed: list[Listed]) -> None:
        self.grid.model.fill(listed, range(1, len(listed) + 1))
        self.grid.choice.settle()
        self._follow()

    def _follow(self) -> None:
        self.back.block("" if self.copy() else "还没有可以恢复的备份")

    def copy(self) -> Copy | None:
        """Return the copy under the cursor."""
        number = self.grid.choice.current_id()
        return self.copies[number - 1] if 0 < number <= len(self.copies) else None

    # Ways out --------------------------------------------------------------------------------

    def on_restore(self) -> None:
        """Put the chosen copy in the office's place; its password is asked where it has another."""
        copy = self.copy()
        if copy is not None:
            self._enter(copy.path, partial(self._restore, copy.called))

    def on_restore_other(self) -> None:
        """Put a copy from elsewhere, as from a stick, in the office's place, after a look at it."""
        start = str(self.trouble.path.parent)
        chosen, _ = QFileDialog.getOpenFileName(self, "从其他位置恢复", start, KINDS["dangwu"])
        if chosen:
            self._enter(Path(chosen), self._judge)

    def _enter(self, path: Path, then: Callable[[Door], object]) -> None:
        try:
            then(entrance.door(path, self.trouble.door.key, plain_too=True))
        except OfficeError as error:
            self._not_opened(path, then, error)

    def _judge(self, door: Door) -> None:
        asked = partial(self._not_opened, door.path, self._judge)
        work = lambda _steps: rescue_work.judge(door)  # noqa: E731 -- the one step of this job
        tasks.run(self, "正在核对", work, partial(self._judged, door), asked)

    def _judged(self, door: Door, facts: dict[str, Any]) -> None:
        mine, name = self._uuid(), door.path.name
        foreign = "这份备份属于另一个数据文件，请先确认。" if mine and facts["uuid"] != mine else ""
        sentence = (
            f"{foreign}“{name}”：{count_words(facts)}，到第 {facts['head']} 号操作。"
            f"它会放到“{self.trouble.path.name}”的位置；原来的文件若还在，另外留着。"
        )
        if self.messages.ask("恢复到这一份？", sentence, "恢复", "不恢复"):
            self._restore(name, door)

    def _restore(self, name: str, door: Door) -> None:
        mine = self.trouble.door
        present = mine if mine.key or not door.key else door.at(mine.path)
        work = lambda _progress: rescue_work.restore(door, present)  # noqa: E731 -- the one step of this job
        asked = partial(self._not_opened, door.path, partial(self._restore, name))
        tasks.run(self, "正在恢复", work, partial(self._restored, name, present), asked)

    def _not_opened(self, path: Path, then: Callable[[Door], object], error: OfficeError) -> None:
        """Ask for the password of a copy that is of before it was changed; tell any other refusal."""
        if isinstance(error, PasswordError):
            ask_door(self, path, error, then, self.messages.refuse)
        else:
            self.messages.refuse(error)

    def _restored(self, name: str, door: Door, aside: Path) -> None:
        kept = f"原来的文件另存为“{aside.name}”。" if aside != door.path else ""
        words = f"现在是“{name}”的数据。{kept}旧备份暂不清理，核对数据以后在“备份与恢复”中确认。"
        self._open(door, "已恢复", words)

    def _open(self, door: Door, what: str = "", words: str = "", *, older_too: bool = False) -> None:
        self.reader.stop()
        try:
            window = self.program.open(door.path, door.key, older_too=older_too)
        except OfficeError as error:
            self.messages.refuse(error)
            return
        if window is not None and what:
            window.messages.inform(what, words, ("备份与恢复", partial(window.dialogs.open, "backups")))

    def on_salvage(self) -> None:
        """Write what is readable into a new file."""
        stem = f"{self.trouble.path.stem}-抢救-{clock.today():%Y%m%d}"
        target = self._target("抢救到新文件", stem)
        if target is not None:
            work = partial(rescue_work.salvage, self.trouble.door, target)
            tasks.run(self, "正在抢救可读内容", work, partial(self._salvaged, target), self.messages.refuse)

    def _salvaged(self, target: Path, report: Report) -> None:
        salvaged.tell(self, report, target, partial(self._open, self.trouble.door.at(target)))

    def on_aside(self) -> None:
        """Save the bytes of the file elsewhere, for somebody who mends it."""
        target = self._target("另存一份送修", f"{self.trouble.path.stem}-送修")
        if target is not None:
            work = lambda _progress: rescue_work.copy_bytes(self.trouble.path, target)  # noqa: E731 -- one step
            told = lambda _none: self.messages.inform("已另存", f"{target}，和原文件一个字节也不差。")  # noqa: E731 -- one answer
            tasks.run(self, "正在另存", work, told, self.messages.refuse)

    def _target(self, title: str, stem: str) -> Path | None:
        start = str(self.trouble.path.with_name(f"{stem}.dangwu"))
        chosen, _ = QFileDialog.getSaveFileName(self, title, start, KINDS["dangwu"])
        return Path(chosen) if chosen else None

    def on_go_on(self) -> None:
        """Take the older file for the office, after a question; that is written down."""
        sentence = "此后的操作接着这个文件记；操作号更大的备份都留着，不会清理。这一步记在操作记录里。"
        if self.messages.ask("继续使用这个较旧的文件？", sentence, "继续使用", "先不用"):
            self._open(self.trouble.door, older_too=True)
            rescue_work.note_older(self.program.shown, self.trouble)

    def on_details(self) -> None:
        """Copy what helps whoever mends it."""
        QGuiApplication.clipboard().setText(self.trouble.details())
        self.messages.inform("已复制详情", "可以粘贴到邮件或微信里发给维修人员；里面没有姓名和号码。")

    def on_open(self) -> None:
        """Let the user choose another file."""
        start = str(self.trouble.path.parent)
        chosen, _ = QFileDialog.getOpenFileName(self, "打开", start, KINDS["dangwu"])
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open another office; a refusal stays on this page."""
        enter(self.program, path, self, self.messages.refuse)

    def leave(self) -> None:
        """Go to the start page."""
        self.reader.stop()
        self.program.show_start()

    def help_for(self, topic: str) -> None:
        """Open the manual over this page."""
        from partyoffice.app.manual import HelpDialog

        HelpDialog(self, topic).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the manual with F1; Esc leads to the start page, Ctrl+Enter does what the red button says."""
        if event.key() == Qt.Key.Key_F1:
            self.help_for(self.topic)
        elif event.key() == Qt.Key.Key_Escape and not tasks.running():
            self.leave()
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.red().click()
        elif not door_key(self, event, self.on_open):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the background reading before the page goes."""
        self.reader.stop()
        super().closeEvent(event)

    def may_go(self) -> bool:
        """Say whether another page may take this one's place: not while it works."""
        return not tasks.running()
