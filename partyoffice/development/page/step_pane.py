"""The middle of the tab: title and state of a step, its form, and the bar that keeps and closes it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from partyoffice.development.page import wording
from partyoffice.development.page.basis_pane import BasisPane
from partyoffice.development.page.detail import Detail
from partyoffice.development.page.reading import Ways
from partyoffice.development.page.step_form import StepForm
from partyoffice.development.rules.standing import State
from partyoffice.development.rules.steps import step_of
from partyoffice.ui import theme
from partyoffice.ui.controls import KEYBOARD, Elided, bar, button, frame, label, primary, quiet
from partyoffice.ui.empty import Empty, EmptyPane
from partyoffice.ui.marks import Mark, MarkLabel
from partyoffice.ui.pane_tabs import RING, PaneTabs
from partyoffice.ui.rights import writes

VOTES = {15: "登记接收表决…", 23: "登记转正表决…"}
MEND_VOTE = "更正表决…"
BAR = 52


class StepPane(QFrame):
    """Shows one step. What is pressed is told: ``wanted`` with save, close, reopen, vote or edition."""

    wanted = Signal(str)
    add_wanted = Signal(object)
    row_wanted = Signal(object, int)
    row_removed = Signal(object, int)

    def __init__(self, basis: BasisPane) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self.basis, self.form, self.detail = basis, None, None
        self.title, self.mark, self.state = Elided("", "title"), MarkLabel(Mark.RING, 12), label("", "bold")
        self.tabs = PaneTabs(("办理", "依据"), "步骤")
        self.stack, self.holder = QStackedWidget(), QFrame()
        self.nobody = EmptyPane()
        self.nobody.show_empty(Empty("user-round", "没有选中的人", "在左边选一个人，这里办理步骤。"))
        self.room = QVBoxLayout(self.holder)
        self.room.setContentsMargins(0, 0, 0, 0)
        self._build()
        self.tabs.currentChanged.connect(self._turn)
        self.show_nobody()

    form: StepForm | None
    detail: Detail | None

    def _build(self) -> None:
        self.head = frame("sheet", bar(self.title, self.mark, self.state, margins=(16, 6, 16, 0)))
        self.head.layout().setStretch(0, 1)  # type: ignore[union-attr]  # set in the line above
        self.tab_row = frame("sheet", bar(self.tabs, None, margins=(16 - RING, 0, 16, 0)))
        self.reopen = quiet("撤回本步", writes(partial(self.wanted.emit, "reopen")), "undo-2")
        self.lacking = Elided("", "problem")
        self.vote = button("", writes(partial(self.wanted.emit, "vote")))
        self.save = button("暂存", writes(partial(self.wanted.emit, "save")))
        self.close_step = primary("办结本步", writes(partial(self.wanted.emit, "close")), "check")
        self.save.tell("Ctrl+S")
        self.close_step.tell("Ctrl+Enter")
        row: QHBoxLayout = bar(self.reopen, self.lacking, self.vote, self.save, self.close_step)
        row.setStretch(1, 1)
        self.foot = frame("actions", row)
        theme.keep_height(self.foot, BAR)
        self.stack.addWidget(self.holder)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.head, self.tab_row, self.stack, self.nobody, self.foot):
            box.addWidget(part, 1 if part in {self.stack, self.nobody} else 0)

    # What is shown -----------------------------------------------------------------------

    def show_nobody(self, empty: Empty | None = None) -> None:
        """Say that nobody is chosen, or why nobody can be."""
        if empty is not None:
            self.nobody.show_empty(empty)
        self.detail = None
        self._drop()
        for part in (self.head, self.tab_row, self.stack, self.foot):
            part.hide()
        self.nobody.show()

    def _drop(self) -> None:
        if self.form is not None:
            self.room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def show_step(self, ways: Ways, detail: Detail) -> StepForm:
        """Show a step with a form of its own."""
        self._drop()
        self.detail = detail
        self.nobody.hide()
        for part in (self.head, self.stack, self.foot):
            part.show()
        self.tab_row.setVisible(self.stack.count() > 1)
        self.form = made = StepForm(ways, detail)
        self.room.addWidget(made)
        made.judged.connect(self.tell)
        made.submitted.connect(partial(self.wanted.emit, "save"))
        made.submitted_more.connect(partial(self.wanted.emit, "close"))
        made.left_end.connect(self._to_bar)
        made.add_wanted.connect(self.add_wanted)
        made.row_wanted.connect(self.row_wanted)
        made.row_removed.connect(self.row_removed)
        self._tell_head(detail)
        self.basis.show_step(detail, made.verdict.found)
        self.tell()
        return made

    def _to_bar(self) -> None:
        part = self.close_step if self.close_step.isEnabled() else self.save
        part.setFocus(KEYBOARD[0])

    def _tell_head(self, detail: Detail) -> None:
        step, on = detail.walker.steps[detail.number - 1], detail.walker.on
        self.title.show_text(f"第 {detail.number} 步　{step_of(detail.number, detail.edition).name}")
        mark = wording.mark_of(step, on)
        self.mark.show_mark(mark)
        words = str(step.state) if step.state is not State.DONE else f"{step.on or '日期不详'} 办结"
        late = wording.until(step, on)
        self.state.setText(f"{words}·{late}" if late else words)
        self.state.setProperty("role", "bold")

    def tell(self) -> None:
        """Say in the bar what is lacking, and what can be pressed."""
        form, detail = self.form, self.detail
        if form is None or detail is None:
            return
        closed, ended, verdict = detail.closed, detail.walker.ended, form.verdict
        for part in (self.save, self.close_step):
            part.setVisible(not closed and not ended)
        self.reopen.setVisible(closed and not ended)
        self.vote.setVisible(detail.number in VOTES and not ended)
        self.vote.setText(MEND_VOTE if closed else VOTES.get(detail.number, ""))
        self.close_step.setText("例外办结…" if verdict.excusable else "办结本步")
        self.close_step.block("" if closed else verdict.why)
        self.lacking.show_text(self._said(detail) if closed or ended else verdict.why)
        self.lacking.setProperty("role", "cap" if closed or ended else "problem")
        self.lacking.style().polish(self.lacking)
        self.basis.show_found(verdict.found, step_of(detail.number, detail.edition).must)

    @staticmethod
    def _said(detail: Detail) -> str:
        if detail.walker.ended:
            return "这个人的发展已经结束，只能查看"
        step = detail.step
        if step is None or step.entered is None:
            return ""
        return f"{step.entered} 录入" + ("（补录旧档案）" if step.late_entry else "")

    # Where the keyboard is -----------------------------------------------------------------

    def place_of(self, person: int, number: int) -> tuple[str, int] | None:
        """Return field with the keyboard and scroll of this step's form, None if another one is shown."""
        form, detail = self.form, self.detail
        if form is None or detail is None or (detail.walker.id, detail.number) != (person, number):
            return None
        focus = QApplication.focusWidget()
        keys = (key for key, row in form.rows.items() if row.editor.focus_part() is focus)
        return next(keys, ""), form.area.verticalScrollBar().value()

    def go_back(self, place: tuple[str, int] | None) -> None:
        """Bring keyboard and scroll back to where they were before the form was made anew."""
        if place is None or self.form is None:
            return
        key, scroll = place
        if key:
            self.form.rows[key].editor.focus_part().setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.area.verticalScrollBar().setValue(scroll)

    # Room --------------------------------------------------------------------------------

    def take_basis(self, *, inside: bool) -> None:
        """Show 依据 as a second tab of the form, or give it back."""
        self.tab_row.setVisible(inside and self.detail is not None)
        if inside == (self.stack.count() > 1):
            return
        if inside:
            self.stack.addWidget(self.basis)
        else:
            self.tabs.setCurrentIndex(0)
            self.stack.removeWidget(self.basis)

    def _turn(self, at: int) -> None:
        if at < self.stack.count():
            self.stack.setCurrentIndex(at)
