"""打开交接包: chosen, judged whole, its office put where it is wished; then its counts beside the list's."""

from collections import defaultdict
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from partyoffice.app.dialog_frame import FramedDialog, action_bar, side_label
from partyoffice.app.entering import PasswordDialog
from partyoffice.app.first_run import LEAST_MEGABYTES, NOT_TO_BEGIN, free_megabytes, place_sentence
from partyoffice.app.gate import Patience
from partyoffice.app.lists_out import steps
from partyoffice.core.errors import OfficeError
from partyoffice.handover import checklist, paper, proof, receiving
from partyoffice.handover.proof import Package
from partyoffice.handover.receiving import Received
from partyoffice.store import files, places
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key
from partyoffice.store.places import ADVICE
from partyoffice.ui import tasks
from partyoffice.ui.controls import Elided, bar, button, label, primary
from partyoffice.ui.desk import KINDS
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.table_model import NUMBER, Column, TableModel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.app.program import Program

NONE = "还没有选择"
ASKED = "交接包里的数据设了密码。请输入移交人告诉您的密码。"
_patience: defaultdict[str, Patience] = defaultdict(Patience)


class ReceiveDialog(FramedDialog):
    """The package and the place; behind the red button the office opens there."""

    topic = "handover"

    def __init__(self, program: "Program", parent: QWidget | None = None) -> None:
        super().__init__(parent, "打开交接包", 720, 420)
        self.program = program
        self.found: Package | None = None
        self.folder = places.proposed()
        self.chosen, self.told = Elided(NONE, "bold"), label("", "body", wraps=True)
        self.shown, self.mark = Elided("", "bold"), MarkLabel(Mark.DONE)
        self.advice = label("", "body", wraps=True)
        self.pick = button("选择交接包", self.on_pick, "folder-open")
        self.other = button("换一个位置", self.on_folder, "folder-open")
        self.go = primary("放在这里并打开", self.on_go)
        self.set_body(self._body(), action_bar(None, button("取消", self.reject), self.go))
        self.show_place()
        self.pick.setFocus()

    def _body(self) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        advice = bar(self.mark, margins=(0, 0, 0, 0))
        advice.addWidget(self.advice, 1)
        for row, (title, one, beside) in enumerate(
            (("交接包", self.chosen, self.pick), ("", self.told, None), ("放在", self.shown, self.other))
        ):
            grid.addWidget(side_label(title), row, 0)
            grid.addWidget(one, row, 1)
            if beside is not None:
                grid.addWidget(beside, row, 2)
        grid.addLayout(advice, 3, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        body = QVBoxLayout()
        body.setContentsMargins(20, 20, 20, 16)
        body.addLayout(grid)
        body.addStretch(1)
        return body

    # The package -------------------------------------------------------------------------

    def on_pick(self) -> None:
        """Choose a package; it is read whole before anything else."""
        chosen, _ = QFileDialog.getOpenFileName(self, "打开交接包", str(Path.home()), KINDS["zip"])
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Judge a package."""
        self.messages.clear()
        self.found = None
        self.chosen.show_text(str(path))
        self.told.setText("")
        self.show_place()
        work = lambda progress: proof.look(path, steps(progress, "核对"))  # noqa: E731 -- runs in the thread
        tasks.run(self, "正在核对交接包", work, self.show_found, self.refuse)

    def show_found(self, found: Package) -> None:
        """Tell what the package says of itself."""
        self.found = found
        told = found.told
        people = told["lists"].get("正式党员", 0) + told["lists"].get("预备党员", 0)
        size = checklist.size_words(found.path.stat().st_size)
        locked = "，设了密码" if found.encrypted else ""
        self.told.setText(
            f"{told['school'] or told['name']}，{told['on']} 制作，党员 {people} 人，{size}{locked}。"
            f"{len(found.files)} 个文件都和目录一致；校验短码 {paper.short(found.sha256)}，"
            "请和移交清单上手写的对一下。"
        )
        self.show_place()
        self.go.setFocus()

    # The place ---------------------------------------------------------------------------

    def target(self) -> Path:
        """Return the file to be made."""
        name = receiving.usual_name(self.found) if self.found is not None else "党务数据.dangwu"
        return self.folder / name

    def show_place(self) -> None:
        """Show where the office goes, with what is good or bad about it."""
        self.shown.show_text(str(self.target()))
        mark, sentence = place_sentence(self.folder)
        self.mark.show_mark(mark)
        self.advice.setText(sentence)
        self.go.block("" if self.found is not None else "请先选择交接包")

    def on_folder(self) -> None:
        """Choose another folder."""
        chosen = QFileDialog.getExistingDirectory(self, "数据文件放在哪里", str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self.show_place()

    def _check_place(self) -> None:
        kind, left = places.place_of(self.folder), free_megabytes(self.folder)
        if kind in NOT_TO_BEGIN:
            raise OfficeError(f"所选位置{ADVICE[kind]}", remedy="请换到本机硬盘")
        if left < LEAST_MEGABYTES:
            raise OfficeError(f"所选位置只剩 {left} MB", remedy="请清理磁盘，或换一个位置")
        receiving.must_be_free(self.target())

    # The end -----------------------------------------------------------------------------

    def on_go(self) -> None:
        """Ask the password where there is one, then place, open and count."""
        found = self.found
        try:
            self._check_place()
        except OfficeError as error:
            self.refuse(error)
            return
        if found is None:
            return
        if not found.encrypted:
            self._place(found, None)
            return
        check = partial(proof.key_for, found)
        asked = PasswordDialog(self, "打开交接包", ASKED, check, _patience[found.sha256])
        asked.ask(partial(self._place, found), self.refuse)

    def _place(self, found: Package, key: Any) -> None:  # noqa: ANN401 -- a Key or none
        target = self.target()
        work = lambda _progress: receive(found, target, key)  # noqa: E731 -- runs in the thread
        self.go.block("正在放好、清点")
        tasks.run(self, "正在放好、清点", work, self._open, self.refuse)

    def refuse(self, error: OfficeError) -> None:
        """Show a refusal; another package or place may be chosen."""
        super().refuse(error)
        self.show_place()

    def _open(self, done: tuple[Door, Received]) -> None:
        door, counted = done
        try:
            window = self.program.open(door.path, door.key)
        except OfficeError as error:
            self.refuse(error)
            return
        self.accept()
        if window is not None:
            ReceivedDialog(window, counted).open()


def receive(found: Package, target: Path, key: Key | None) -> tuple[Door, Received]:
    """Make the folder where there is none, and put the office there, opened once and counted."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.refusal(error, target.parent, "新建文件夹") from error
    return receiving.receive(found, target, key)


COLUMNS = (
    NUMBER,
    Column("name", "内容", itemgetter(0), sample="附件（照片、扫描件、文件）"),
    Column("said", "清单上", lambda one: str(one[1]), align="right", sample="清单上000"),
    Column("found", "打开后", lambda one: str(one[2]), align="right", sample="打开后000"),
    Column(
        "same",
        "结果",
        lambda one: "一致" if one[1] == one[2] else "不一致",
        mark=lambda one: Mark.DONE if one[1] == one[2] else Mark.LATE,
        sample="不一致",
    ),
)
PLAIN = "这份数据没有设密码，谁拿到文件谁就能看。请设一个只有您知道的密码；移交前的备份和交接包仍没有密码。"
RENEW = "请马上设一个只有您知道的新密码，旧密码和旧恢复码单随之作废；移交前的备份和交接包仍按旧密码打开。"


class ReceivedDialog(FramedDialog):
    """Every list with the two counts; then a new password."""

    topic = "handover"

    def __init__(self, window: "OfficeWindow", counted: Received) -> None:
        super().__init__(window, "已接收", 720, 520)
        self.window_ = window
        self.grid = Grid(TableModel(COLUMNS), unit="项")
        self.grid.model.fill(counted.counted, range(1, len(counted.counted) + 1))
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.grid, 1)
        note = label(RENEW if window.office.encrypted else PLAIN, "cap", wraps=True)
        note.setContentsMargins(16, 8, 16, 8)
        body.addWidget(note)
        later, now = button("以后再设", self.reject), primary("设新密码", self.on_renew)
        self.set_body(body, action_bar(None, later, now))
        self._say(counted)

    def on_renew(self) -> None:
        """Go to where the password is set or changed."""
        window = self.window_
        self.accept()
        window.dialogs.open("encryption")

    def _say(self, counted: Received) -> None:
        if counted.agrees:
            self.messages.inform("数目都和清单一致", "操作记录也逐条相扣。接收已写进操作记录。")
            return
        what = "有的数目和清单不一致" if counted.unbroken else "操作记录对不上"
        self.messages.warn(what, "请和移交人一起核对后再签字；数据没有改动。")
