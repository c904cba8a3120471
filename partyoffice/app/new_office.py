"""新建: four pages, and only behind the last one is a file made; before, nothing is written anywhere."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.first_run import (
    LEAST_MEGABYTES,
    NOT_TO_BEGIN,
    Pane,
    PlacePage,
    SchoolPage,
    SecretPage,
    Way,
    WayPage,
    file_name,
    free_megabytes,
)
from partyoffice.app.import_panes import Steps
from partyoffice.app.recovery import seal_first
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import files, places
from partyoffice.store.engine import Door
from partyoffice.store.places import ADVICE
from partyoffice.ui import tasks
from partyoffice.ui.controls import ENTER, button, primary
from partyoffice.ui.line import Line

if TYPE_CHECKING:
    from partyoffice.app.program import Program

STEPS = ("学校与上级", "数据位置", "密码", "怎样开始")
SCHOOL, PLACE, SECRET, BEGIN = range(4)
VERBS = {Way.IMPORT: "新建并导入", Way.EMPTY: "新建", Way.SAMPLE: "打开示例"}


class NewOffice(FramedDialog):
    """Back keeps what was answered; Enter goes from field to field and on to the next page."""

    topic = "first-run"

    def __init__(self, program: "Program", parent: QWidget | None = None) -> None:
        super().__init__(parent, "新建", 720, 560)
        self.program = program
        self.school, self.place, self.ways = SchoolPage(), PlacePage(), WayPage()
        self.secret = SecretPage()
        self.panes: tuple[Pane, ...] = (self.school, self.place, self.secret, self.ways)
        self.steps, self.stack = Steps(STEPS), QStackedWidget()
        self.stack.setProperty("role", "sheet")
        for pane in self.panes:
            self.stack.addWidget(pane)
        self.back = button("上一步", self.on_back)
        self.go = primary("下一步", self.on_go)
        self.box.insertWidget(0, self.steps)
        self.set_body(self.stack, action_bar(None, self.back, button("取消", self.reject), self.go))
        self.ways.way.edited.connect(self.show_verb)
        self.secret.new.entered.connect(self.on_go)
        self.show_step(SCHOOL)

    # Steps -------------------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        """Show one page, the keyboard in its first field, or on the red button."""
        if step == PLACE:
            self.place.name = file_name(self.school.name())
            self.place.show_place()
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)
        self.back.setVisible(step != SCHOOL)
        self.show_verb()
        # Where nothing has to be answered Enter means the next page.
        self._go_to(next(iter(self.panes[step].stops()), self.go))

    def show_verb(self) -> None:
        """Say on the red button what it does."""
        last = self.stack.currentIndex() == BEGIN
        self.go.setText(VERBS[Way(self.ways.way.value())] if last else "下一步")

    def on_back(self) -> None:
        """Go one page back; everything answered stays."""
        self.messages.clear()
        self.show_step(self.stack.currentIndex() - 1)

    def on_go(self) -> None:
        """Go on, or make what was asked for; a refusal stays in the dialog."""
        step = self.stack.currentIndex()
        try:
            self._check(step)
        except OfficeError as error:
            self.refuse(error)
            return
        self.messages.clear()
        self.show_step(step + 1) if step < BEGIN else self._begin(Way(self.ways.way.value()))

    def _check(self, step: int) -> None:
        if step == SCHOOL and not self.school.name():
            self.school.school.mark_bad(True)
            self.school.school.line.setFocus()
            raise OfficeError("还没有填写学校名称", remedy="请填写后再到下一步")
        self.school.school.mark_bad(False)
        if step == PLACE:
            self._check_place()
        new = self.secret.new
        if step == SECRET and not new.empty() and (problem := new.problem()):
            new.say(problem)
            raise OfficeError(problem, remedy="请重新输入；不设密码就把两格都清空")

    def _check_place(self) -> None:
        folder, path = self.place.folder, self.place.path()
        kind, left = places.place_of(folder), free_megabytes(folder)
        if kind in NOT_TO_BEGIN:
            raise OfficeError(f"所选位置{ADVICE[kind]}", remedy="请换到本机硬盘")
        if left < LEAST_MEGABYTES:
            raise OfficeError(f"所选位置只剩 {left} MB", remedy="请清理磁盘，或换一个位置")
        if path.exists():
            raise OfficeError(f"“{path.name}”已经在这里", remedy="请换一个位置；要用原来的，取消后选“打开”")

    # The end -----------------------------------------------------------------------------

    def _begin(self, way: Way) -> None:
        if way is Way.SAMPLE:
            from partyoffice.app.start_page import open_sample

            open_sample(self.program, self, self.messages, self._open_sample)
            return
        self.go.block("正在新建")
        make = partial(self._make, self.secret.new.take())
        tasks.run(self, "正在新建", make, partial(self._open, way), self.refuse)

    def refuse(self, error: OfficeError) -> None:
        """Show a refusal; what was answered stays and may be mended."""
        self.go.block("")
        super().refuse(error)

    def _open_sample(self, path: Path) -> None:
        try:
            self.program.open(path)
        except OfficeError as error:
            self.refuse(error)
        else:
            self.accept()

    def _make(self, password: str, _progress: Any) -> Door:  # noqa: ANN401 -- the one step of this job
        from partyoffice.making import new_office

        path, kind = self.place.path(), OrgKind(self.school.kind.value())
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.refusal(error, path.parent, "新建文件夹") from error
        return new_office(path, self.school.name(), kind, self.school.facts(), password or None)

    def _open(self, way: Way, made: Door) -> None:
        try:
            window = self.program.open(made.path, made.key)
        except OfficeError as error:
            self.refuse(error)
            return
        self.accept()
        if window is not None:
            begin = partial(window.dialogs.open, "import") if way is Way.IMPORT else (lambda: None)
            seal_first(window, begin)

    def done(self, result: int) -> None:
        """Leave no password behind."""
        self.secret.new.forget()
        super().done(result)

    def reject(self) -> None:
        """Close; what was typed is given up only after a question."""
        asked = "放弃填写的内容？", "还没有新建任何文件，填写的内容不会保留。", "放弃填写", "继续填写"
        if not self.school.name() or self.messages.ask(*asked):
            super().reject()

    # Keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, from the last one to the next page."""
        if event.key() not in ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        focus, stops = self.focusWidget(), self.panes[self.stack.currentIndex()].stops()
        if isinstance(focus, Line) and focus.composing():
            return
        if focus not in stops or focus is stops[-1]:
            self.on_go()
        else:
            self._go_to(stops[stops.index(focus) + 1])

    def _go_to(self, part: QWidget) -> None:
        part.setFocus(Qt.FocusReason.TabFocusReason)
        self.panes[self.stack.currentIndex()].ensureWidgetVisible(part)
