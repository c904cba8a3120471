"""恢复码单: the sheet that opens the office without its password, printed and sealed, kept nowhere.

It is laid out into a folder of its own that is overwritten and gone with the preview.
"""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.reports.document import Column, Document, Page, Paragraph, Signatures, Table
from partyoffice.store import files, keys, scratch
from partyoffice.store.keys import GROUPS, Key
from partyoffice.ui import tasks, theme
from partyoffice.ui.controls import KEYBOARD, bar, button, label, link, primary
from partyoffice.ui.line import Line

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.ui.preview import Preview

TITLE = "恢复码单"
HALF = (GROUPS + 1) // 2
USE = (
    "一、用途：忘了密码，或换了电脑打不开时，在输入密码的地方输入这 13 组，就能打开数据，再换一个新密码。",
    "二、输入：从第 1 组到第 13 组依次输入，大小写、空格、横线不论。码里没有字母 I、L、O、U，像的都是数字。",
    "三、保管：装进信封，封口签字，锁进保险柜。不要和电脑放在一起，不要拍照、扫描、存进电脑、发给别人。",
    "四、作废：换一次密码就要重新打印，这一张作废；以前的备份仍要用这一张打开，确认不再需要后销毁。",
    "五、后果：谁拿到这张纸和数据文件，谁就能看到全部内容；密码和这张纸都丢了，谁也打不开。",
)
Taken = Callable[[str], object]
HEADS = (Column("组", 1), Column("恢复码", 4), Column("组", 1), Column("恢复码", 4))


def document(school: str, file: str, key: Key) -> Document:
    """Return the sheet: 13 numbered groups, large, with how they are used and kept."""
    groups = keys.code(key).split("-")
    rows = [_row(groups, at) for at in range(HALF)]
    table = Table(HEADS, rows, size=20)
    lines = (f"单位：{school}", f"数据文件：{file}", f"日期：{clock.today()}")
    text = tuple(Paragraph(words) for words in USE)
    seal = Signatures(("封存人", "监督人", "封存日期"))
    return Document(TITLE, (table, *text, seal), Page(), lines=lines, foot="")


def _row(groups: list[str], at: int) -> tuple[str, str, str, str]:
    other = at + HALF
    right = (str(other + 1), groups[other]) if other < len(groups) else ("", "")
    return str(at + 1), groups[at], *right


class _Folder:
    """Where the sheet lies while it is looked at."""

    def __init__(self) -> None:
        self.folder = scratch.passing()
        self.path = Path(self.folder.name) / f"{TITLE}.pdf"

    def wipe(self) -> None:
        """Write zeros over the sheet and take its folder away."""
        files.overwrite(self.path)
        self.folder.cleanup()


def show_sheet(window: "OfficeWindow", over: FramedDialog, key: Key, taken: Taken) -> None:
    """Lay the sheet out and show it as it will be printed; ``taken`` hears 打印 or 另存 once that is done."""
    from partyoffice.app.office_window import name_of

    place, paper = _Folder(), document(name_of(window.office)[0], window.office.path.name, key)

    def work(_progress: tasks.Progress) -> None:
        from partyoffice.reports import pdf

        pdf.write(paper, place.path)

    def refused(error: OfficeError) -> None:
        place.wipe()
        over.refuse(error)

    shown = lambda _none: _preview(window, over, place, taken)  # noqa: E731 -- one line, used once
    tasks.run(over, f"正在排版{TITLE}", work, shown, refused, place.wipe)


def _preview(window: "OfficeWindow", over: FramedDialog, place: _Folder, taken: Taken) -> None:
    from partyoffice.ui.preview import Preview

    ask = lambda name: window.desk.ask_save_path("recovery", f"另存{TITLE}", name, "pdf")  # noqa: E731 -- one line
    preview = Preview(place.path, TITLE, ask, window.prefs, note="打印后装进信封封存", parent=over)
    preview.topic = "encryption"
    preview.taken = taken
    preview.saved = partial(_say_saved, preview)
    # The preview lets its file go at the end of its own closing.
    preview.finished.connect(lambda _result: QTimer.singleShot(0, place.wipe))
    preview.open()


def _say_saved(preview: "Preview", path: Path) -> None:
    preview.messages.warn("已另存", f"{path.name} 谁拿到谁就能打开数据：请打印后删除，不要留在电脑里。")


class RecoveryDialog(FramedDialog):
    """After a new password: the sheet is printed or saved, or two of its groups are typed from the copy."""

    topic = "encryption"

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window, TITLE, 620, 460)
        self.window_ = window
        key = window.office.door.key
        if key is None:
            raise ValueError("an office without a password has no recovery code")
        self.key, self.kept = key, False
        self.groups = keys.code(key).split("-")
        self.asked = sorted(secrets.SystemRandom().sample(range(GROUPS), 2))
        self.cells = [label("", "strong_bold", selectable=False) for _ in self.groups]
        self.eye = link("显示恢复码，手抄用", self.turn)
        self.lines = {at: Line() for at in self.asked}
        self.print = primary("打印恢复码单…", self.on_print, "printer")
        self.finish = button("完成", self.on_finish)
        self.wrong = label("", "problem", wraps=True)
        self._build()
        self._show(False)
        self.judge()
        self.print.setFocus()

    def _build(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(10)
        body.addWidget(label("请把恢复码印出来，装进信封封存", "title"))
        body.addWidget(label(
            "忘了密码，只有它能打开数据；程序没有后门，谁也帮不了。以前印过的恢复码单从现在起作废。",
            "label", wraps=True))  # fmt: skip
        body.addLayout(self._grid())
        body.addLayout(bar(self.eye, None, margins=(0, 0, 0, 0)))
        body.addStretch(1)
        body.addWidget(label("不方便打印，就手抄一份，再从抄好的纸上输入两组核对：", "label", wraps=True))
        body.addLayout(self._checks())
        body.addWidget(self.wrong)
        self.set_body(body, action_bar(None, self.finish, self.print))

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for at, cell in enumerate(self.cells):
            grid.addWidget(label(f"{at + 1}", "cap"), at // 4, 2 * (at % 4))
            grid.addWidget(cell, at // 4, 2 * (at % 4) + 1)
        grid.setColumnStretch(8, 1)
        return grid

    def _checks(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for place, (at, line) in enumerate(self.lines.items()):
            line.setAccessibleName(f"第 {at + 1} 组")
            theme.keep_width(line, 110)
            line.textEdited.connect(lambda _text: self._show(False))  # it is to be read from the copy
            line.textChanged.connect(lambda _text: self.judge())
            line.returnPressed.connect(self.on_enter)
            grid.addWidget(label(f"第 {at + 1} 组", "label"), 0, 2 * place)
            grid.addWidget(line, 0, 2 * place + 1)
        grid.setColumnStretch(4, 1)
        return grid

    # What is shown -----------------------------------------------------------------------

    def turn(self) -> None:
        """Show the groups, or hide them again."""
        self._show(not self.cells[0].text().isalnum())

    def _show(self, shown: bool) -> None:
        for cell, group in zip(self.cells, self.groups, strict=True):
            cell.setText(group if shown else "·····")
        self.eye.setText("隐藏恢复码" if shown else "显示恢复码，手抄用")

    def judge(self) -> None:
        """Let the dialog end once the code is on paper: printed, saved, or read back from a copy."""
        self._say([])
        self.finish.block("" if self.kept or not self._slips() else "先打印或另存，或输入两组核对")

    def _slips(self) -> list[int]:
        """Return the groups asked for that are not typed as they are."""
        return [at for at, line in self.lines.items() if not keys.same_group(line.text(), self.groups[at])]

    def _say(self, slips: list[int]) -> None:
        named = "、".join(str(at + 1) for at in slips)
        self.wrong.setText(f"第 {named} 组和恢复码不一样，请对照抄的纸再看一遍。" if slips else "")
        self.wrong.setVisible(bool(slips))
        for at, line in self.lines.items():
            line.mark_bad(at in slips)

    # Out ---------------------------------------------------------------------------------

    def on_print(self) -> None:
        """Show the sheet to be printed or saved."""
        show_sheet(self.window_, self, self.key, self._taken)

    def _taken(self, _way: str) -> None:
        self.kept = True
        self.judge()

    def on_enter(self) -> None:
        """Go on to the other group, or end once both are right; which one is wrong is said."""
        empty = next((line for line in self.lines.values() if not line.text()), None)
        slips = [] if empty is not None else self._slips()
        self._say(slips)
        if empty is not None or slips:
            (empty or self.lines[slips[0]]).setFocus(KEYBOARD[0])
        else:
            self.finish.click()

    def on_finish(self) -> None:
        """End: the code is kept."""
        self.accept()

    def reject(self) -> None:
        """Leave without a proof only by the user's word."""
        asked = "恢复码还没有核对", "忘了密码又没有恢复码，数据就再也打不开了。", "我已抄下", "返回"
        if self.finish.isEnabled() or self.messages.ask(*asked):
            super().reject()

    def done(self, result: int) -> None:
        """Leave nothing of the code behind."""
        self._show(False)
        self.groups, self.key = [""] * GROUPS, None  # type: ignore[assignment]  # nobody asks any more
        for line in self.lines.values():
            line.setText("")
        super().done(result)


def seal_first(window: "OfficeWindow", then: Callable[[], object] = lambda: None) -> None:
    """Offer the recovery sheet of an office that just got its password, then go on; a plain one has none."""
    if window.office.door.key is None:
        then()
        return
    dialog = RecoveryDialog(window)
    dialog.finished.connect(lambda _result: then())
    dialog.open()
