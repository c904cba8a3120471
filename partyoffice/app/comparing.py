"""与名单核对: a list from the national system or the upper office, held against the roster cell by cell."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from partyoffice.app.compare_pane import ComparePane, Side
from partyoffice.app.compare_work import Found, Refused, hold, paper, take
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.file_pane import FilePane
from partyoffice.app.import_panes import Steps
from partyoffice.app.import_questions import QuestionsPane
from partyoffice.app.import_work import SheetsToChoose
from partyoffice.app.lists_out import private_path, save_document, show_preview
from partyoffice.app.wishes import WHOLE, branch_options
from partyoffice.core.errors import OfficeError
from partyoffice.intake.target import Options
from partyoffice.members.accepting import Accepted
from partyoffice.members.comparing import Comparison, Scope
from partyoffice.organisation.queries import tree
from partyoffice.ui import tasks
from partyoffice.ui.controls import bar, button, label, primary
from partyoffice.ui.desk import Desk
from partyoffice.ui.still import Combo

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

STEPS = ("选择名单", "对应列", "核对")
CHOOSE, QUESTIONS, RESULT = range(3)
PASTED = "粘贴的名单.txt"
CODE, TITLE = "compare", "名单核对结果"


class ListPane(FilePane):
    """The list as a file or from the clipboard, and whom it should hold."""

    purpose = "compare"
    title, drop, pick_words = "选择要核对的名单", "把系统导出或上级返回的名单拖到这里，或者", "选择名单"
    supported = "可以核对 .xlsx、.xls、.et、.ods、.csv，也可以在系统或表格里复制后粘贴；核对不改动任何数据。"

    def __init__(self, desk: Desk) -> None:
        self.branch = Combo()
        self.branch.setAccessibleName("名单的范围")
        self.branch.addItem(WHOLE, None)
        with desk.office.reading() as session:
            for title, ident in branch_options(tree(session)):
                self.branch.addItem(title, ident)
        super().__init__(desk)

    def above(self) -> Sequence[QHBoxLayout]:
        """Return whom the list should hold."""
        return (bar(label("名单的范围", "label"), self.branch, None, margins=(0, 0, 0, 0)),)

    def beside(self) -> Sequence[QWidget]:
        """Offer the clipboard."""
        return (button("粘贴（Ctrl+V）", self.paste, "copy"),)

    def paste(self) -> None:
        """Take the list that was copied elsewhere."""
        text = QGuiApplication.clipboard().text()
        path = private_path(PASTED)
        path.write_text(text, encoding="utf-8", newline="\n")
        self.chosen.emit(path)


class CompareDialog(FramedDialog):
    """Three steps; nothing is written but what is ticked, and that in one step."""

    topic = "templates"

    def __init__(self, window: "OfficeWindow", path: Path | None = None) -> None:
        super().__init__(window, "与名单核对", 1180, 664)
        self.window_ = window
        self.found: Found | None = None
        self.written = 0  # how many steps Ctrl+Z takes back here
        self.steps, self.stack = Steps(STEPS), QStackedWidget()
        self.choose, self.questions = ListPane(window.desk), QuestionsPane()
        self.pane = ComparePane(masked=window.desk.masked)
        for pane in (self.choose, self.questions, self.pane):
            self.stack.addWidget(pane)
        self.box.insertWidget(0, self.steps)
        self.said = label("", "label")
        self.back, self.go = button("上一步", self.on_back), primary("下一步", self.on_go)
        self.out = button("导出结果", self.on_export, "upload")
        self.print = button("打印结果", self.on_print, "printer")
        self.close_ = button("关闭", self.reject)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.set_body(
            whole, action_bar(self.said, None, self.out, self.print, self.back, self.close_, self.go)
        )
        self._wire()
        self.show_step(CHOOSE)
        if path is not None:
            self.on_file(path)

    def _wire(self) -> None:
        self.choose.chosen.connect(self.on_file)
        self.questions.edited.connect(self.show_state)
        self.pane.state_changed.connect(self.show_state)
        self.pane.options_changed.connect(self.hold)
        self.pane.import_wanted.connect(self.on_import)
        self.pane.grid.refused.connect(lambda why: self.messages.inform("这一处不能接受", f"{why}。"))
        self.window_.desk.masked_changed.connect(self.pane.set_masked)

    # Steps -------------------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        """Show one step."""
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)
        if step == CHOOSE:
            self.choose.pick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.show_state()

    def show_state(self) -> None:
        """Say in the action bar what can be done, or what is missing."""
        step = self.stack.currentIndex()
        self.back.setVisible(step != CHOOSE)
        for part in (self.out, self.print):
            part.setVisible(step == RESULT)
        self.go.setText("接受" if step == RESULT else "下一步")
        said, reason = (self._choose_state, self._question_state, self._result_state)[step]()
        self.said.setText(said)
        self.go.block(reason)

    def _choose_state(self) -> tuple[str, str]:
        reason = "" if self.choose.path else "还没有选择名单"
        return reason, reason

    def _question_state(self) -> tuple[str, str]:
        waiting = self.questions.open_questions()
        reason = f"还差：{'、'.join(waiting)} 对应哪一栏" if waiting else ""
        return reason, reason

    def _result_state(self) -> tuple[str, str]:
        if self.pane.side() != Side.DIFFERENT:
            return "", "只有“内容不同”可以接受"
        ticked = len(self.pane.grid.chosen_cells())
        if ticked:
            self.go.setText(f"接受 {ticked} 处")
            return f"已勾选 {ticked} 处，接受后名册改成名单中的内容", ""
        return "按空格或点方框勾选要接受的内容", "还没有勾选"

    def on_back(self) -> None:
        """Go to the step before; the questions are passed over where there are none."""
        step = self.stack.currentIndex()
        self.messages.clear()
        self.show_step(QUESTIONS if step == RESULT and self.questions.combos else CHOOSE)

    def on_go(self) -> None:
        """Do what the red button says."""
        self.messages.clear()
        self.accept_ticked() if self.stack.currentIndex() == RESULT else self.hold()

    # Reading -----------------------------------------------------------------------------

    def on_file(self, path: Path) -> None:
        """Hold a list as soon as it is chosen."""
        self.choose.set_path(path)
        self.found = None
        self.hold()

    def hold(self) -> None:
        """Read the list and hold it, off this thread."""
        path, office = self.choose.path, self.window_.office
        if path is None:
            return
        answers = self.questions.answers() if self.stack.currentIndex() == QUESTIONS else {}
        kept = dict(self.comparison().staged.options.answers) if self.found else {}
        options = Options(sheet=self.choose.sheet(), on=self.pane.on(), answers=kept | answers)
        scope = Scope(self.choose.branch.currentData(), empties=self.pane.empties.isChecked())
        work = lambda progress: hold(office, path, options, scope, progress)  # noqa: E731 -- runs in the thread
        self._run(f"正在核对 {path.name}", work, self.show_found)

    def _run(self, title: str, work: tasks.Work, done: Callable[[Any], object]) -> None:
        task = tasks.run(self, title, work, done, self.refuse, self._stopped)
        task.dialog.count.hide()  # hundredths are no items

    def _stopped(self) -> None:
        self.messages.inform("已取消", "数据没有改动。")

    def comparison(self) -> Comparison:
        """Return what was found (RuntimeError before anything was)."""
        if self.found is None:
            raise RuntimeError("nothing is held")
        return self.found.comparison

    def show_found(self, found: Found | SheetsToChoose) -> None:
        """Ask for the sheet, ask about headings, or show what differs."""
        if isinstance(found, SheetsToChoose):
            self.choose.ask_sheet(found.names)
            self.show_step(CHOOSE)
            self.messages.warn("这个文件里有几张相似的表", "请在“工作表”中选定一张再继续。")
            return
        self.found = found
        staged, asking = found.comparison.staged, bool(found.comparison.staged.columns.ambiguous)
        if asking or self.stack.currentIndex() != QUESTIONS:
            self.questions.show_staged(staged)
        if asking:
            self.show_step(QUESTIONS)
            return
        self.steps.note.show_text(
            f"{staged.file}，标题在第 {staged.header_row} 行，{len(staged.rows)} 行，"
            f"{found.comparison.same} 人相同"
        )
        self.pane.show_found(found)
        self.show_step(RESULT)
        self.pane.begin()

    # Accepting ---------------------------------------------------------------------------

    def accept_ticked(self) -> None:
        """Write what is ticked in one step that can be undone."""
        office, comparison, on = self.window_.office, self.comparison(), self.pane.on()
        cells = self.pane.grid.chosen_cells()
        work = lambda progress: take(office, comparison, cells, on, progress)  # noqa: E731 -- runs in the thread
        self._run("正在写入", work, self.show_taken)

    def show_taken(self, done: Accepted | Refused) -> None:
        """Say what was written and hold the list anew, or say what cannot be written."""
        if isinstance(done, Refused):
            self.pane.grid.refuse_places(done.why)
            why = next(iter(done.why.values()))
            self.messages.warn(f"有 {len(done.why)} 处不能接受，已去掉勾", f"{why}。其余的请再按“接受”。")
            return
        window = self.window_
        self.written += 1
        window.show_backup()
        self.messages.inform(
            f"已接受 {done.cells} 处",
            f"改了 {done.people} 人，可以撤销（Ctrl+Z）。",
            ("撤销", self.take_back),
        )
        self.hold()

    def take_back(self) -> None:
        """Undo what was accepted last, here (Ctrl+Z)."""
        if not self.written:
            return
        try:
            self.window_.desk.step("undo")
        except OfficeError as error:
            self.refuse(error)
            return
        self.written -= 1
        self.messages.inform("已撤销", "名册回到接受以前。")
        self.hold()

    # Out ---------------------------------------------------------------------------------

    def on_export(self) -> None:
        """Save what was found as a sheet."""
        save_document(self.window_.desk, paper(self.comparison()), CODE, TITLE)

    def on_print(self) -> None:
        """Show what was found as it is printed."""
        show_preview(self.window_.desk, paper(self.comparison()), TITLE, CODE)

    def on_import(self) -> None:
        """Go on to the import with this very list."""
        path, window = self.choose.path, self.window_
        self.accept()
        window.dialogs.open("import", path=path, kind="members")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a list with Ctrl+V, take back with Ctrl+Z, show sensitive values for a while with F9."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.stack.currentIndex() == CHOOSE:
            self.choose.paste()
        elif event.key() == Qt.Key.Key_F9:
            self.window_.desk.reveal.show()
        else:
            super().keyPressEvent(event)
