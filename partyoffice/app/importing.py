"""导入: choose a file, answer what is doubtful, look at every row, then write all of it or the good rows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.import_edits import told
from partyoffice.app.import_errors import save_errors
from partyoffice.app.import_panes import ChoosePane, Steps
from partyoffice.app.import_questions import QuestionsPane
from partyoffice.app.import_work import SheetsToChoose, founded, shares, stage
from partyoffice.app.preview_pane import PreviewPane
from partyoffice.intake import staging
from partyoffice.intake.staging import Outcome, Staged
from partyoffice.intake.target import Options, Verdict
from partyoffice.parts import PARTS
from partyoffice.ui import tasks
from partyoffice.ui.controls import button, label, primary
from partyoffice.ui.marks import Mark, MarkLabel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

STEPS = ("选择文件", "对应列", "预览")
CHOOSE, QUESTIONS, PREVIEW = range(3)


class ImportDialog(FramedDialog):
    """The three steps in one dialog; nothing is written before the last button."""

    topic = "import"

    def __init__(self, window: "OfficeWindow", path: Path | None = None, kind: str = "") -> None:
        super().__init__(window, "导入", 1180, 664)
        self.window_ = window
        self.staged: Staged | None = None
        self.importers = {one.kind: one for part in PARTS for one in part.importers}
        self.steps, self.stack = Steps(STEPS), QStackedWidget()
        self.choose = ChoosePane(window.desk, self.importers, kind)
        self.questions, self.preview = QuestionsPane(), PreviewPane(masked=window.desk.masked)
        for pane in (self.choose, self.questions, self.preview):
            self.stack.addWidget(pane)
        self.box.insertWidget(0, self.steps)
        self.mark, self.said = MarkLabel(Mark.LATE), label("", "label")
        self.back = button("上一步", self.on_back)
        self.go = primary("下一步", self.on_go)
        actions = action_bar(self.mark, self.said, None, self.back, button("取消", self.reject), self.go)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.set_body(whole, actions)
        self.choose.chosen.connect(self.on_file)
        self.choose.template_wanted.connect(self.on_template)
        self.questions.edited.connect(self.show_state)
        self.preview.options_changed.connect(self.restage)
        self.preview.judgement_changed.connect(self.judge_again)
        self.preview.refused.connect(lambda why: self.messages.inform("这一格不能改", f"{why}。"))
        window.desk.masked_changed.connect(self.preview.set_masked)
        self.preview.errors_wanted.connect(self.on_errors)
        self.show_step(CHOOSE)
        if path is not None:
            self.on_file(path)

    # Steps -------------------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        """Show one step."""
        self.stack.setCurrentIndex(step)
        if step == CHOOSE:
            self.choose.pick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.steps.show_step(step)
        self.show_state()

    def show_state(self) -> None:
        """Say in the action bar what can be done, or what is missing."""
        step = self.stack.currentIndex()
        self.back.setVisible(step != CHOOSE)
        self.mark.hide()
        said, reason = {
            CHOOSE: self._choose_state,
            QUESTIONS: self._question_state,
            PREVIEW: self._preview_state,
        }[step]()
        self.said.setText(said)
        self.go.block(reason)

    def _choose_state(self) -> tuple[str, str]:
        self.go.setText("下一步")
        reason = "" if self.choose.path else "还没有选择文件"
        return reason, reason

    def _question_state(self) -> tuple[str, str]:
        self.go.setText("下一步")
        waiting = self.questions.open_questions()
        reason = f"还差：{'、'.join(waiting)} 对应哪一栏" if waiting else ""
        return reason, reason

    def _preview_state(self) -> tuple[str, str]:
        staged = self.ready()
        bad = len(staged.having(Verdict.BAD))
        writes = len(staged.having(Verdict.NEW)) + len(staged.having(Verdict.CHANGED))
        self.mark.setVisible(bool(bad))
        self.go.setText(f"只导入没有问题的 {writes} 行" if bad else f"导入 {writes} 行")
        said = (
            f"{bad} 行有问题，不能全部导入"
            if bad
            else "各行都可以导入"
            if writes
            else "没有新内容：各行与已有数据相同"
            if staged.rows
            else "表头下面没有内容，没有可以导入的"
        )
        return said, "" if writes else "没有新增或更新的行"

    def ready(self) -> Staged:
        """Return the staged file (RuntimeError before there is one)."""
        if self.staged is None:
            raise RuntimeError("nothing is staged")
        return self.staged

    def on_back(self) -> None:
        """Go to the step before; the questions are passed over where there are none."""
        step = self.stack.currentIndex()
        self.messages.clear()
        self.show_step(QUESTIONS if step == PREVIEW and self.questions.combos else CHOOSE)

    def on_go(self) -> None:
        """Do what the red button says."""
        self.messages.clear()
        {CHOOSE: self.restage, QUESTIONS: self.restage, PREVIEW: self.commit}[self.stack.currentIndex()]()

    # Reading -----------------------------------------------------------------------------

    def on_file(self, path: Path) -> None:
        """Read a file as soon as it is chosen."""
        self.choose.set_path(path)
        self.preview.forget()
        self.restage()

    def restage(self) -> None:
        """Read the file with the answers given so far, in the child process and off this thread."""
        path, importer = self.choose.path, self.importers[self.choose.kind()]
        if path is None:
            return
        self.preview.ask_day(not getattr(importer, "undated", False))
        answers = self.questions.answers() if self.stack.currentIndex() != CHOOSE else {}
        kept = (
            dict(self.staged.options.answers)
            if self.staged and answers is not None and self.same_file()
            else {}
        )
        options = Options(
            sheet=self.choose.sheet(),
            on=self.preview.on(),
            answers=kept | answers,
            hidden=self.preview.hidden(),
            **self._mended(),
        )
        office = self.window_.office
        work = lambda progress: stage(office, importer, path, options, progress)  # noqa: E731 -- runs in the thread
        self._run(f"正在读取 {path.name}", work, self.show_staged)

    def _mended(self) -> dict[str, Any]:
        """Return what the user mended in the preview, for this import alone."""
        created = self.preview.created
        return {
            "corrections": dict(self.preview.corrections),
            "renamed": created.renamed(),
            "refused": created.refused(),
        }

    def judge_again(self) -> None:
        """Judge the rows with what was mended, off this thread; the file is not read again."""
        staged, office = self.ready(), self.window_.office
        options = replace(staged.options, **self._mended())
        tell = lambda progress: staging.judge_again(office, staged, options, shares(progress))  # noqa: E731 -- runs in the thread
        self._run("正在核对", tell, self.show_staged)

    def same_file(self) -> bool:
        """Say whether the staged file is still the chosen one."""
        return (
            self.staged is not None
            and self.choose.path is not None
            and self.staged.file == self.choose.path.name
        )

    def _run(
        self,
        title: str,
        work: tasks.Work,
        done: Callable[[Any], object],
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        task = tasks.run(self, title, work, done, self.refuse, stopped)
        task.dialog.count.hide()  # hundredths are no items

    def show_staged(self, found: Staged | SheetsToChoose) -> None:
        """Go on with what was read: ask for the sheet, ask about headings, or show the rows."""
        if isinstance(found, SheetsToChoose):
            self.choose.ask_sheet(found.names)
            self.show_step(CHOOSE)
            self.messages.warn("这个文件里有几张相似的表", "请在“工作表”中选定一张再继续。")
            return
        self.staged = found
        asked = self.stack.currentIndex() != QUESTIONS or bool(found.columns.ambiguous)
        if asked:
            self.questions.show_staged(found)
        if found.columns.ambiguous:
            self.show_step(QUESTIONS)
            return
        renamed = self.preview.created.renamed()
        self.preview.show_staged(found, founded(self.window_.office, found, renamed))
        self.steps.note.setText(
            f"{found.file}，工作表“{found.sheet}”，标题在第 {found.header_row} 行，{len(found.rows)} 行"
        )
        if self.stack.currentIndex() != PREVIEW:
            self.show_step(PREVIEW)
            self._begin_preview()
        self.show_state()

    def _begin_preview(self) -> None:
        """Begin where something is to be done: in the first faulty cell, or on the red button."""
        if self.ready().problems:
            self.preview.next_problem()
        else:
            self.go.setFocus(Qt.FocusReason.TabFocusReason)

    # Writing -----------------------------------------------------------------------------

    def commit(self) -> None:
        """Write all rows, or the good ones, in one step that can be undone."""
        staged, office = self.ready(), self.window_.office
        only_good = bool(staged.having(Verdict.BAD))
        work = lambda progress: staging.commit(  # noqa: E731 -- runs in the thread
            office, staged, only_good=only_good, progress=shares(progress)
        )
        self._run("正在导入", work, self.show_outcome, self._stopped)

    def _stopped(self) -> None:
        self.messages.inform("已取消", "没有导入任何一行，数据没有改动。")

    def show_outcome(self, outcome: Outcome) -> None:
        """Close and say in the window what came in, with the way back."""
        messages, window, staged = self.window_.messages, self.window_, self.ready()
        sentence = f"新增 {outcome.new} 行，更新 {outcome.changed} 行。"
        if outcome.left_out:
            sentence += f"{outcome.left_out} 行有问题，没有导入。"
        sentence += told(dict(staged.options.corrections), staged)
        links = []
        if outcome.import_id is not None:
            seq = outcome.import_id
            links.append(("撤销导入", lambda: undo_import(window, seq)))
        if outcome.left_out:
            links.append(("导出有问题的行", lambda: save_errors(window, staged)))
        self.accept()
        messages.inform(f"已导入 {outcome.new + outcome.changed} 行", sentence, *links)
        window.show_backup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show sensitive values for a while with F9, as in the window."""
        if event.key() == Qt.Key.Key_F9:
            self.messages.clear()  # it may have asked for this very key
            self.window_.desk.reveal.show()
        else:
            super().keyPressEvent(event)

    def on_errors(self) -> None:
        """Save the rows with problems, each with its reason."""
        save_errors(self.window_, self.ready(), self)

    def on_template(self) -> None:
        """Offer the template to fill in."""
        self.window_.dialogs.open("template", kind=self.choose.kind())


def undo_import(window: "OfficeWindow", seq: int) -> None:
    """Take an import back as far as nothing was changed since, and list what was kept."""
    from partyoffice.app.reverting import revert

    revert(window, seq, partly=True)
