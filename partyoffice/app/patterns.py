"""表样: every printed form, whose pattern it is; a changed copy out to a file and in again, ours back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from partyoffice.app import pattern_work
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.lists_out import file_stem, open_preview, private_path
from partyoffice.app.opening_files import tell_written
from partyoffice.app.pattern_work import Loaded, Pattern
from partyoffice.app.print_work import Printed
from partyoffice.core.errors import OfficeError
from partyoffice.reports.form import Form
from partyoffice.ui.controls import bar, button, frame, label, primary, quiet
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.rights import writes
from partyoffice.ui.table_model import NUMBER, Column, TableModel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

COLUMNS = (
    NUMBER,
    Column("code", "编号", lambda one: one.code, sample="DUES-03W"),
    Column("title", "表", lambda one: one.paper.title, sample="中国共产党入党志愿书（套打）"),
    Column("origin", "表样", lambda one: one.origin, sample="本单位：某省采集表 2026-11-20"),
    Column("laying", "套打", lambda one: one.laying, mark=lambda one: one.laying_mark, sample="未校准"),
    Column("remark", "说明", lambda one: one.remark, sample="以上级统一印制的为准"),
)
ABOUT = "换成本单位的表样以后，打印、导出都用它，并在纸上写明；它随数据文件和备份一起走。"


class Strip(QFrame):
    """What was read from a file: right and waiting to be used, or the sentence that says what is wrong."""

    def __init__(self, use: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self.words = label("", "body", wraps=True, selectable=True)
        self.use, self.leave = primary("使用这份表样", use), button("不用", leave)
        self.copy = button("复制这句话", self.copy_words, "copy")
        self.mark = MarkLabel(Mark.DONE, 12)
        row = bar(self.mark, margins=(16, 8, 16, 8))
        row.addWidget(self.words, 1)
        for part in (self.copy, self.leave, self.use):
            row.addWidget(part)
        self.setProperty("role", "panel")
        self.setLayout(row)
        self.hide()

    def show_words(self, words: str, *, right: bool) -> None:
        """Show what was found."""
        self.mark.show_mark(Mark.DONE if right else Mark.LATE)
        self.words.setText(words)
        self.copy.setVisible(not right)
        self.use.setVisible(right)
        self.leave.setText("不用" if right else "关闭")
        self.show()

    def copy_words(self) -> None:
        """Put the sentence on the clipboard, for whoever mends the file."""
        QGuiApplication.clipboard().setText(self.words.text())


class PatternDialog(FramedDialog):
    """The list of forms; each change is one step that Ctrl+Z takes back."""

    topic = "forms"

    def __init__(self, window: "OfficeWindow", code: str = "") -> None:
        super().__init__(window, "表样", 940, 520)
        self.window_, self.patterns = window, list[Pattern]()
        self.waiting: Loaded | None = None
        self.undone: Callable[[], object] = lambda: None
        self.grid = Grid(TableModel(COLUMNS), unit="张")
        self.grid.keep_in(window.prefs, "patterns.columns")
        self.strip = Strip(self.on_use, self.on_leave)
        self.save = quiet("另存表样…", self.on_save, "download")
        self.take = quiet("载入本单位表样…", self.on_load, "upload")
        self.back = quiet("恢复自带", self.on_drop, "undo-2")
        self.look = quiet("预览空白", self.on_look, "eye")
        self.move_ = button("调整位置…", self.on_move)
        self._build()
        window.desk.changed.connect(self._on_changed)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self.take_back)
        self.grid.current_changed.connect(lambda _id: self._follow())
        self.grid.opened.connect(lambda _id: self.on_look())
        self.load()
        self.choose(code)
        self.grid.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        command = frame(
            "command", bar(self.save, self.take, self.back, self.look, None, margins=(8, 0, 8, 0))
        )
        command.setMinimumHeight(48)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(command)
        body.addWidget(self.strip)
        body.addWidget(self.grid, 1)
        note = label(ABOUT, "cap", wraps=True)
        note.setContentsMargins(16, 8, 16, 8)
        body.addWidget(note)
        self.set_body(body, action_bar(None, button("关闭", self.reject), self.move_))

    # The list ----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the patterns anew, the same one staying current."""
        self.patterns = pattern_work.patterns(self.window_.office)
        self.grid.model.fill(self.patterns, range(1, len(self.patterns) + 1))
        self.grid.choice.settle()
        self._follow()

    def choose(self, code: str) -> None:
        """Put the cursor on a form."""
        numbers = {one.paper.code: at for at, one in enumerate(self.patterns, 1)}
        if code.lower() in numbers:
            self.grid.choice.go_to(numbers[code.lower()])

    def pattern(self) -> Pattern | None:
        """Return the form under the cursor."""
        number = self.grid.choice.current_id()
        return self.patterns[number - 1] if 0 < number <= len(self.patterns) else None

    def _follow(self) -> None:
        one = self.pattern()
        nothing = "" if one is not None else "没有选中表"
        for part in (self.save, self.take, self.look):
            part.block(nothing)
        self.back.block(nothing or ("" if one is not None and one.own.text else "用的就是自带的表样"))
        self.move_.block(nothing or (one.why_fixed if one is not None else ""))

    def _on_changed(self, _kinds: frozenset[type]) -> None:
        self.load()

    # Files -------------------------------------------------------------------------------

    def on_save(self) -> None:
        """Write the pattern in use to a file that can be changed with Notepad."""
        one = self.pattern()
        if one is None:
            return
        name = f"{file_stem(f'{one.code} {one.paper.title}')}.toml"
        path = self.window_.desk.ask_save_path("patterns", "另存表样", name, "toml")
        if path is None:
            return
        try:
            pattern_work.save(one, path)
        except OfficeError as error:
            self.refuse(error)
            return
        then = "用记事本改好后，再载入本单位表样。"
        tell_written(self.window_.desk, path, f"{one.paper.title}表样", "已另存", then, self.messages)

    @writes
    def on_load(self) -> None:
        """Read a changed copy; it is looked at before it is used."""
        one = self.pattern()
        path = self.window_.desk.ask_open_path("patterns", "载入本单位表样", "toml") if one else None
        if path is not None and one is not None:
            self.read(one, path)

    def read(self, one: Pattern, path: Path) -> None:
        """Check a file and show its pages, or say which line is wrong."""
        self.waiting = None
        try:
            loaded = pattern_work.load(one, path)
            self.show_blank(one, loaded.form)
        except OfficeError as error:
            self.strip.show_words(f"{error.what}。{error.safe}。{error.remedy}。", right=False)
            return
        self.waiting = loaded
        self.strip.show_words(
            f"“{path.name}”读过了，没有错。现在{one.paper.title}用的是：{one.origin}。", right=True
        )

    def on_use(self) -> None:
        """Print with the file just looked at."""
        if self.waiting is not None:
            title = self.waiting.pattern.paper.title
            self._change(partial(pattern_work.use, self.window_.office, self.waiting), f"已载入{title}的表样")
            self.on_leave()

    def on_leave(self) -> None:
        """Forget the file."""
        self.waiting = None
        self.strip.hide()

    @writes
    def on_drop(self) -> None:
        """Print with our own pattern again."""
        one = self.pattern()
        if one is not None:
            self._change(
                partial(pattern_work.drop, self.window_.office, one), f"{one.paper.title}已恢复自带的表样"
            )

    def _change(self, work: Callable[[], object], sentence: str) -> None:
        try:
            work()
        except OfficeError as error:
            self.refuse(error)
            return
        self._changed(sentence)

    def _changed(self, sentence: str) -> None:
        self.undone = partial(self._take_back, self.window_.office.last_seq)
        self.messages.done(sentence, self.undone)

    def take_back(self) -> None:
        """Undo the last change made here (Ctrl+Z)."""
        self.undone()

    def _take_back(self, seq: int) -> None:
        self.undone = lambda: None
        self.messages.undo_bar.hide()
        try:
            self.window_.desk.take_back(seq)
        except OfficeError as error:
            self.refuse(error)

    # Looking -----------------------------------------------------------------------------

    def on_look(self) -> None:
        """Show the form with nothing in it."""
        one = self.pattern()
        if one is None or one.form is None:
            return
        try:
            self.show_blank(one, one.form)
        except OfficeError as error:
            self.refuse(error)

    def show_blank(self, one: Pattern, form: Form) -> None:
        """Lay a form out empty and show its pages over this dialog."""
        path = private_path(f"{file_stem(form.title)}.pdf")
        pages = pattern_work.write_blank(one.paper, form, path)
        done = Printed(path, pages)
        open_preview(self.window_.desk, done, form.title, f"空白，共 {pages} 页", one.paper.code, over=self)

    def on_move(self) -> None:
        """Open the places of the form over the pre-printed page."""
        from partyoffice.app.placing import PlacingDialog

        one = self.pattern()
        if one is None or one.form is None or one.why_fixed:
            return
        dialog = PlacingDialog(self.window_, one, one.form, self)
        dialog.kept = partial(self._changed, f"已保存{one.paper.title}的套打位置")
        dialog.begin()
