"""操作记录: what was done, when, by whom; what each action changed; the way back."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.app.lines import Line, LineList, Slot
from partyoffice.app.quiet import Reader
from partyoffice.app.reverting import revert
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.parts import PARTS
from partyoffice.store import history, journal, settings
from partyoffice.store.history import Entry
from partyoffice.ui import theme
from partyoffice.ui.controls import bar, frame, label, primary, quiet, upright
from partyoffice.ui.desk import Desk
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.list_paper import grid_document
from partyoffice.ui.page import Page
from partyoffice.ui.reveal import SHOWN
from partyoffice.ui.rights import writes
from partyoffice.ui.table_model import Column, TableModel

KINDS = {
    "change": "修改",
    "import": "导入",
    "undo": "撤销",
    "redo": "重做",
    "revert": "撤销",
    "sample": "示例",
    "log": "输出",
    "purge": "彻底删除",
}
# Undoing an undo by hand would only confuse: Ctrl+Y does it, or the next correction.
FINAL = frozenset({"undo", "redo", "revert", "log", "purge"})
COLUMNS = (
    Column("seq", "编号", lambda one: str(one.seq), sort=lambda one: one.seq, align="right", sample="000123"),
    Column(
        "at",
        "时间",
        lambda one: f"{one.at:%Y-%m-%d %H:%M}",
        sort=lambda one: one.seq,
        sample="2026-11-20 09:12",
    ),
    Column("kind", "类型", lambda one: KINDS.get(one.kind, "修改"), sample="修改"),
    Column("sentence", "操作", lambda one: one.sentence, sample="修" * 22),
    Column(
        "records",
        "记录",
        lambda one: str(one.records or ""),
        sort=lambda one: one.records,
        align="right",
        sample="20000",
    ),
    Column("operator", "操作人", history.operator_words, sample="林知夏"),
    Column(
        "undone",
        "状态",
        lambda one: f"已撤销（{one.undone_by}）" if one.undone_by else "",
        sample="已撤销（000123）",
    ),
)
TITLES = {one.key: one.title for part in PARTS for one in (*part.settings, settings.OPERATOR, SHOWN)}
DETAIL_SLOTS = (Slot(110, "text2", fits=True), Slot())
RIGHT = 380


class HistoryPage(Page):
    """The journal at the left, the chosen action's details at the right."""

    search_hint = "操作、操作人"
    topic = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.wanted = desk, 0
        self.entries: list[Entry] = []
        self.unread = False
        self.reader = Reader(self.show_entries, self._not_read, self)
        self.grid: Grid = Grid(TableModel(COLUMNS), unit="次操作")
        self.grid.empty = self._empty
        self.grid.keep_in(desk.prefs, "history.columns")
        self.title, self.when = label("", "title", wraps=True), label("", "label")
        self.details = LineList(DETAIL_SLOTS, "改动明细")
        self.chain = quiet("校验", self.verify, "check")
        self.back = primary("撤销这一步", self.take_back, "undo-2")
        self.column = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = frame(
            "command",
            bar(
                label("操作记录", "title"), label("只增不改，逐条相扣", "label"), None, self.chain, self.back
            ),
        )
        theme.keep_height(head, 48)
        box.addWidget(head)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.grid, 1)
        body.addWidget(upright())
        body.addWidget(self._right())
        box.addLayout(body, 1)
        self.grid.current_changed.connect(lambda _id: self.show_current())
        desk.masked_changed.connect(self._on_masked)
        self.refresh(frozenset())

    def _on_masked(self, _masked: bool) -> None:
        self.show_current()

    def _right(self) -> QWidget:
        box = QVBoxLayout()
        box.setContentsMargins(0, 12, 0, 8)
        box.setSpacing(4)
        for part in (self.title, self.when):
            part.setContentsMargins(16, 0, 16, 0)
            box.addWidget(part)
        box.addWidget(self.details, 1)
        made = frame("panel", box)
        made.setFixedWidth(RIGHT)
        return made

    def _empty(self) -> Empty:
        if self.reader.busy():
            return Empty("search", "正在读取…")
        if self.unread:
            return Empty(
                "search-x", "没有读出来", "原因写在上面，数据没有改动。", (("重新读取", self._again),)
            )
        return Empty("history", "没有符合条件的操作" if self.entries else "还没有操作")

    # Reading -----------------------------------------------------------------------------

    def refresh(self, kinds: frozenset[type]) -> None:  # noqa: ARG002 -- every commit adds a row
        """Read the journal, off the window's thread."""
        office = self.desk.open_office()

        def read() -> list[Entry]:
            with office.reading_aside() as session:
                return history.entries(session)

        self.reader.read(read)

    def _again(self) -> None:
        self.refresh(frozenset())

    def _not_read(self, error: OfficeError) -> None:
        """Say why; what was read before still stands in the list."""
        self.unread = not self.entries
        self.desk.messages.refuse(error, ("重新读取", self._again))
        self.grid.body.viewport().update()

    def show_entries(self, entries: list[Entry]) -> None:
        """Show the journal."""
        self.entries, self.unread = entries, False
        keys = [(one.sentence, one.operator, KINDS.get(one.kind, "")) for one in entries]
        self.grid.model.fill(entries, [one.seq for one in entries], keys)
        self.grid.choice.settle()
        if self.wanted and self.grid.choice.go_to(self.wanted):
            self.wanted = 0
        self.show_current()
        self.desk.set_status(self.grid.status())

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show one action by its number, or those that name a text."""
        self.wanted = int(target.get("seq", 0))
        if self.wanted and self.grid.choice.go_to(self.wanted):
            self.wanted = 0
        if target.get("query"):
            self.grid.model.find(str(target["query"]))

    def current(self) -> Entry | None:
        """Return the action under the cursor."""
        seq = self.grid.choice.current_id()
        return next((one for one in self.entries if one.seq == seq), None)

    def show_current(self) -> None:
        """Show what the action changed, before and after."""
        one = self.current()
        self.back.block(self._reason(one))
        self.back.setText("撤销导入" if one is not None and one.kind == "import" else "撤销这一步")
        if one is None:
            self.title.setText("")
            self.when.setText("")
            self.details.fill([])
            return
        self.title.setText(one.sentence)
        self.when.setText(f"{one.at:%Y-%m-%d %H:%M:%S}  {history.operator_words(one)}  第 {one.seq} 号")
        with self.desk.open_office().reading() as session:
            changes = history.changes(session, one.seq, TITLES)
        self.details.fill(self._lines(changes))

    def _reason(self, one: Entry | None) -> str:
        if one is None:
            return "请先选中一次操作"
        if one.kind in FINAL:
            return "撤销、重做、输出和彻底删除不能再撤销"
        return f"已由第 {one.undone_by} 号操作撤销" if one.undone_by else ""

    def _lines(self, changes: list[history.Change] | None) -> list[Line]:
        if changes is None:
            return [Line(("", "明细已清空"))]
        lines, name = [], ""
        for change in changes:
            if change.record != name:
                name = change.record
                lines.append(Line((name,), head=True))
            if change.field:
                before, after = change.texts(masked=self.desk.masked)
                lines.append(Line((change.field, f"{before or '空'} → {after or '空'}")))
        if len(changes) >= history.MOST_CHANGES:
            lines.append(Line(("", f"其余未列出，只显示前 {len(changes)} 处")))
        return lines or [Line(("", "没有改动任何栏目"))]

    def print_out(self) -> bool:
        """Print the actions listed."""
        from partyoffice.app.lists_out import show_preview

        lines = (f"{clock.today()}", self.grid.status().split("·已选")[0])
        show_preview(self.desk, grid_document(self.grid, "操作记录", lines), "操作记录", "list")
        return True

    # Acting ------------------------------------------------------------------------------

    @writes
    def take_back(self) -> None:
        """Take the chosen action back; an import as far as nothing was changed since."""
        one = self.current()
        if one is None or self.desk.window is None:
            return
        partly = one.kind == "import"
        why = "之后又改过的人会保留不动。" if partly else "之后又改过时不能整体撤销，会说明是哪些。"
        verb = "撤销导入" if partly else "撤销这一步"
        if self.desk.messages.ask(
            f"{verb}？", f"{one.sentence}（{one.at:%Y-%m-%d %H:%M}）。{why}", verb, "不撤销"
        ):
            revert(self.desk.window, one.seq, partly=partly)  # type: ignore[arg-type]  # the office's own window

    def verify(self) -> None:
        """Check that no row of the journal was changed or taken away."""
        office = self.desk.open_office()

        def work(_progress: Any) -> tuple[int | None, str]:  # noqa: ANN401 -- the one step of this job
            with office.reading() as session:
                return journal.verify(session), journal.head_words(*journal.head(session))

        self.desk.run_task("正在校验操作记录", work, self._told)

    def _told(self, found: tuple[int | None, str]) -> None:
        broken, head = found
        if broken is None:
            self.desk.messages.inform(
                "操作记录完整", f"{len(self.entries)} 次操作逐条相扣，到{head}。与备份的对照见“数据体检”。"
            )
            return
        words = f"从第 {broken} 号起对不上，文件可能在本程序之外被改动过。请保留现有文件，与备份核对。"
        show = ("查看这一条", partial(self.show_target, seq=broken))
        self.desk.messages.error("操作记录不完整", words, show)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.grid.body.setFocus(Qt.FocusReason.ShortcutFocusReason)
