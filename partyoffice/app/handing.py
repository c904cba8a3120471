"""交接: what is looked at before a post goes to somebody else, the package, and what is to be done after."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from partyoffice.app.dialog_frame import FramedDialog, action_bar, scrolled
from partyoffice.app.import_panes import Steps
from partyoffice.app.lists_out import show_preview, steps
from partyoffice.app.plain_copy import LOCKED, PLAIN
from partyoffice.app.quiet import Reader
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.handover import checklist, package, paper, proof
from partyoffice.handover.checklist import Item
from partyoffice.handover.proof import Package
from partyoffice.part import Asked
from partyoffice.reports.document import Document
from partyoffice.ui import tasks
from partyoffice.ui.controls import button, label, link, primary
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark
from partyoffice.ui.outside import open_file
from partyoffice.ui.table_model import NUMBER, Column, TableModel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

STEPS = ("移交前核对", "做交接包", "接下来")
LOOK, MAKE, AFTER = range(3)
NOT_LOOKED = "没有核对成"
COLUMNS = (
    NUMBER,
    Column("title", "核对项目", lambda one: one.title, sample="会议记录签字"),
    Column(
        "clean",
        "结果",
        lambda one: "正常" if one.clean else "待处理",
        mark=lambda one: Mark.DONE if one.clean else Mark.WARN,
        sample="待处理",
    ),
    Column("said", "情况", lambda one: one.said, sample="情" * 30),
)
HOLDS = (
    "交接包是一个压缩文件，里面有：",
    "· 全部数据的一份备份，写完重新读出核对；这里设了密码的，包里的也用同一个密码",
    f"· {paper.TITLE}（PDF）：各类记录的数目、核对结果、文件的校验值，三方签字",
    "· 核对用的目录。清单和目录不加密，只有数目，没有姓名",
)
TICK = "另附一份明文"
NEXT = (
    ("给接任的人", (
        "把交接包拷到 U 盘当面交给他，不要用微信等聊天软件传。",
        "请他在自己的电脑上“文件 → 打开交接包”，数目应和清单一致。",
        "设了密码的，当面告诉他密码；他打开以后马上换一个新密码，旧恢复码单随之作废。",
    )),
    ("在清单上签字", (
        "打印移交清单，把校验短码手写上去，一式三份，三方签字，各执一份。",
        "党费的现金、存折、票据在“党费 → 交接”里登记并另印清单。",
    )),
    ("这台电脑", (
        "数据文件、“备份”文件夹和 U 盘上的备份都还在，设了密码的仍按原来的密码打开；导出的文件没有密码。",
        "确认对方已经打开、签字以后，由两人商定哪些留存、哪些删除；不要再在这里改数据。",
    )),
)  # fmt: skip


def words(lines: tuple[str, ...], role: str = "body") -> QVBoxLayout:
    """Return lines under each other, each wrapped."""
    box = QVBoxLayout()
    box.setSpacing(6)
    for line in lines:
        box.addWidget(label(line, role, wraps=True))
    return box


class HandoverDialog(FramedDialog):
    """Three steps; what is not clean is told and stands in nobody's way."""

    topic = "handover"

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window, "交接", 860, 520)
        self.window_ = window
        self.items: list[Item] = []
        self.made: Package | None = None
        self.packed: Document | None = None  # the list as it lies in the package
        self.steps, self.stack = Steps(STEPS), QStackedWidget()
        self.stack.setProperty("role", "sheet")
        self.grid = Grid(TableModel(COLUMNS), unit="项")
        self.grid.empty = lambda: Empty("search", "正在核对…")
        self.grid.model.fill([], [])  # so that it is said
        self.grid.keep_in(window.prefs, "handover.columns")
        self.grid.opened.connect(lambda _id: self.on_go_to())
        self.plainly = QCheckBox(TICK)
        for pane in (self.grid, self._make_pane(), self._after_pane()):
            self.stack.addWidget(pane)
        self.list = link("预览移交清单", self.on_list)
        self.mend, self.back = button("去处理", self.on_go_to), button("上一步", lambda: self.show_step(LOOK))
        self.shut, self.go = button("取消", self.reject), primary("下一步", self.on_go)
        self.box.insertWidget(0, self.steps)
        self.set_body(self.stack, action_bar(self.list, None, self.mend, self.back, self.shut, self.go))
        self.reader = Reader(self.show_items, self._not_looked, self)
        self.grid.current_changed.connect(lambda _id: self._follow())
        self.show_step(LOOK)
        self.reader.read(lambda: checklist.of_office(window.office))
        self._follow()

    def _make_pane(self) -> QWidget:
        body = words(HOLDS)
        body.addSpacing(12)
        body.addWidget(self.plainly)
        locked = LOCKED if self.window_.office.encrypted else ""
        body.addWidget(label(f"{PLAIN}{locked}没有特别需要请不要附。", "cap", wraps=True))
        body.addStretch(1)
        made = scrolled(body)
        body.setContentsMargins(20, 20, 20, 16)
        return made

    def _after_pane(self) -> QWidget:
        body = QVBoxLayout()
        body.setSpacing(6)
        self.where, self.code = label("", "bold", wraps=True), label("", "body", wraps=True, selectable=True)
        for part in (self.where, self.code):
            body.addWidget(part)
        for title, lines in NEXT:
            body.addSpacing(6)
            body.addWidget(label(title, "bold"))
            body.addLayout(words(tuple(f"· {line}" for line in lines)))
        body.addStretch(1)
        made = scrolled(body)
        body.setContentsMargins(20, 16, 20, 16)
        return made

    # Steps -------------------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        """Show one step and what can be done in it."""
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)
        self.mend.setVisible(step == LOOK)
        self.back.setVisible(step == MAKE)
        self.shut.setText("关闭" if step == AFTER else "取消")
        self.go.setText(("下一步", "做交接包", "打开所在文件夹")[step])
        if step == LOOK:
            self.grid.setFocus()
        else:
            self.go.setFocus()

    def on_go(self) -> None:
        """Go on: to the package, to making it, to where it lies."""
        step = self.stack.currentIndex()
        if step == LOOK:
            self.messages.clear()
            self.show_step(MAKE)
        elif step == MAKE:
            self._ask_where()
        elif self.made is not None:
            open_file(self.made.path.parent)

    # Looking -----------------------------------------------------------------------------

    def show_items(self, items: list[Item]) -> None:
        """Show what was looked at."""
        self.items = items
        self.grid.model.fill(items, range(1, len(items) + 1))
        self.grid.choice.go_to(self.grid.choice.current_id() or 1)  # lit, for 去处理 speaks of it
        left = sum(not one.clean for one in items)
        self.steps.note.show_text(f"{left} 项待处理，不影响做交接包" if left else "各项都正常")
        self._follow()

    def _not_looked(self, error: OfficeError) -> None:
        """Say why; the package can be made all the same, for it is proved by itself."""
        self.grid.empty = lambda: Empty("search-x", NOT_LOOKED, "原因写在上面，不影响做交接包。")
        self.grid.body.viewport().update()
        self._follow()
        self.refuse(error)

    def item(self) -> Item | None:
        """Return the item under the cursor."""
        at = self.grid.choice.current_id()
        return self.items[at - 1] if 0 < at <= len(self.items) else None

    def _follow(self) -> None:
        one = self.item()
        self.mend.block("" if one is not None and one.page else "这一项没有要处理的")
        self.list.block("" if self.items else "正在核对" if self.reader.busy() else NOT_LOOKED)

    def on_go_to(self) -> None:
        """Leave for the page where the chosen item is mended."""
        one = self.item()
        if one is not None and one.page:
            window = self.window_
            self.reader.stop()
            self.accept()
            window.show_page(one.page, **one.target)

    def on_list(self) -> None:
        """Show 移交清单 as it would be printed, that of the package once there is one."""
        show_preview(self.window_.desk, self.packed or self._listed(), paper.TITLE, paper.LIST.code)

    def _listed(self) -> Document:
        made = self.made
        filed = [made.files[name] for name in (proof.DATA, proof.NOTE)] if made is not None else []
        with self.window_.office.reading() as session:
            return paper.list_of(session, Asked(clock.today()), self.items, filed)

    # The package -------------------------------------------------------------------------

    def _ask_where(self) -> None:
        office, tick = self.window_.office, self.plainly.isChecked()
        if tick and not self.messages.ask(
            "包里附一份明文？", f"{LOCKED if office.encrypted else ''}{PLAIN}", "附上明文", "不附"
        ):
            self.plainly.setChecked(False)
            return
        name = package.usual_name(office)
        path = self.window_.desk.ask_save_path("handover", "做交接包", name, "zip")
        if path is not None:
            self._make(path, plainly=tick)

    def _make(self, path: Path, *, plainly: bool) -> None:
        office = self.window_.office

        def work(progress: tasks.Progress) -> Package:
            return package.make(office, path, steps(progress, "打包、核对"), plainly=plainly)

        stopped = partial(self.messages.inform, "已取消", "没有做交接包，没有留下半个文件。")
        tasks.run(self, "正在做交接包", work, self.show_made, self.refuse, stopped)

    def show_made(self, made: Package) -> None:
        """Show where a package lies and what is to be done next; that it was made is written down."""
        self.made = made
        self.packed = self._listed()  # before 制作交接包 is one action more than the package holds
        told = f"已做好并重新读出核对：{made.path}"
        self.where.setText(f"{told}，{checklist.size_words(made.path.stat().st_size)}")
        whole = " ".join(made.sha256[at : at + 16] for at in range(0, 64, 16))  # parted, so that it wraps
        self.code.setText(f"校验短码 {paper.short(made.sha256)}；完整的 SHA-256：{whole}")
        self.show_step(AFTER)
        try:
            package.remember(self.window_.office, made)
        except OfficeError as error:
            self.refuse(error)

    def done(self, result: int) -> None:
        """Wait for the background reading before the dialog goes."""
        self.reader.stop()
        super().done(result)
