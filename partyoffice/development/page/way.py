"""进程: the people on the way by stage, the steps of one of them, and the form of a step."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.development.page.basis_pane import BasisPane
from partyoffice.development.page.commands import commands
from partyoffice.development.page.crowd import Crowd
from partyoffice.development.page.deeds import Deeds
from partyoffice.development.page.detail import Detail, read_detail
from partyoffice.development.page.empties import nobody_in
from partyoffice.development.page.people import PeopleList
from partyoffice.development.page.person_deeds import PersonDeeds
from partyoffice.development.page.person_head import PersonHead
from partyoffice.development.page.reading import Walker, Ways
from partyoffice.development.page.resuming import resume
from partyoffice.development.page.room import Room
from partyoffice.development.page.side import PickBar, Side
from partyoffice.development.page.step_pane import StepPane
from partyoffice.development.page.stepper import Stepper
from partyoffice.development.page.strip import StageStrip
from partyoffice.development.page.typed import Typed
from partyoffice.ui.controls import ENTER, upright
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.page import Page

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

FOLLOW_MS = 30  # an arrow key held down passes many people a second
KEEP_MS = 20_000
PAGE, WAY = "development", "way"


class WayPane(Page):
    """Stages above, people at the left, steps and form beside them, 依据 at the right."""

    lists_people = True

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.forget_typed = False  # while what was typed is being stored
        self.deeds: Deeds = Deeds(self)
        self.typed, self.crowd = Typed(desk), Crowd(self)
        self.about: PersonDeeds = PersonDeeds(self)
        self.strip, self.people, self.stepper = StageStrip(), PeopleList(), Stepper()
        self.head = PersonHead(self.about.choose_edition, self.about.open_menu)
        self.basis = BasisPane()
        self.step_pane = StepPane(self.basis)
        self.side, self.pick = Side(self.people, self.about.together), PickBar(self.about.together)
        self.follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self.keeper = QTimer(self, interval=KEEP_MS)
        self._build()
        self._wire()
        if isinstance(desk.window, MainWindow):
            desk.window.actions_table.add(commands(self), PAGE, WAY)
        self.crowd.read()

    # Building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self.middle = QFrame()
        self.middle.setProperty("role", "sheet")
        steps = QVBoxLayout(self.middle)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(0)
        steps.addWidget(self.pick)
        steps.addWidget(self.head)
        steps.addWidget(self.stepper, 1)
        self.lines = (upright(), upright(), upright())
        row = QHBoxLayout()
        row.setSpacing(0)
        parts = (
            self.side,
            self.lines[0],
            self.middle,
            self.lines[1],
            self.step_pane,
            self.lines[2],
            self.basis,
        )
        for part in parts:
            row.addWidget(part, 1 if part is self.step_pane else 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.strip)
        box.addLayout(row, 1)
        self.room = Room(self, row)

    def _wire(self) -> None:
        self.strip.chosen.connect(lambda _stage: self.crowd.show())
        self.people.chosen.connect(lambda _id: self.follow.start())
        self.people.opened.connect(lambda _id: self.stepper.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.people.menu_wanted.connect(self.about.popup)
        self.pick.picked.connect(self.go_to)
        for part in (self.side, self.pick):
            part.menu_wanted.connect(self.about.popup_filter)
        self.stepper.chosen.connect(self.show_step)
        self.stepper.opened.connect(lambda _step: self.enter_form())
        self.follow.timeout.connect(self.show_person)
        self.keeper.timeout.connect(self.keep_typed)
        self.keeper.start()
        self.basis.ticked.connect(self.deeds.tick_material)
        self.basis.article_wanted.connect(lambda _article: self.about.open_help())
        self.step_pane.wanted.connect(self.deeds.press)
        self.step_pane.add_wanted.connect(self.deeds.add_row)
        self.step_pane.row_wanted.connect(self.deeds.open_row)
        self.step_pane.row_removed.connect(self.deeds.remove_row)

    # Reading -----------------------------------------------------------------------------

    def refresh(self, kinds: frozenset[type]) -> None:
        """Read again; who was current stays so, and what is being typed stays typed."""
        self.keep_typed()
        self.crowd.catch_up() if kinds else self.crowd.read()

    @property
    def ways(self) -> Ways:
        """Everybody as last read."""
        return self.crowd.ways

    def search(self, text: str) -> None:
        """Narrow the list to who is meant by the words."""
        self.crowd.search(text)

    def go_to(self, person: int) -> None:
        """Make somebody of the list current."""
        if self.people.go_to(person):
            self.show_person()

    # One person --------------------------------------------------------------------------

    def walker(self) -> Walker | None:
        """Return who is current in the list."""
        return self.ways.people.get(self.people.current())

    def person(self) -> int:
        """Return whose step is shown, 0 for nobody's."""
        detail = self.step_pane.detail
        return detail.walker.id if detail is not None else 0

    def show_person(self) -> None:
        """Let steps and form follow the list."""
        self.follow.stop()
        one, before = self.walker(), self.person()
        self.middle.setVisible(one is not None or self.room.narrow())
        self.head.setVisible(one is not None)
        self.stepper.setVisible(one is not None)
        if one is None:
            self.keep_typed()
            self.step_pane.show_nobody(nobody_in(self))
            self.room.fit()
            return
        same = before == one.id and self.step_pane.detail is not None
        number = self.step_pane.detail.number if same and self.step_pane.detail else one.number
        self.stepper.fill(one.file, one.steps, one.on, number)
        self.pick.mark(one.id)
        self.show_step(number)

    def show_step(self, number: int) -> None:
        """Show the form of a step of the current person, with what was typed into it before."""
        one = self.walker()
        if one is None:
            return
        self.keep_typed()
        detail = read_detail(self.desk.open_office(), one, number)
        place = self.step_pane.place_of(one.id, number)
        self.head.show_walker(one, detail.photo, self._edition_words(detail))
        form = self.step_pane.show_step(self.ways, detail)
        typed = {} if detail.closed or one.ended else self.typed.find((one.id, number))
        if typed:
            form.take_draft(typed)
        self.room.fit()
        self.step_pane.go_back(place)

    def show_stored(self, *, go_on: bool) -> None:
        """After closing go on to the step that is next; what was kept stays in sight."""
        one = self.walker()
        if go_on and one is not None:
            self.stepper.show_step(one.number)
            self.show_step(one.number)
            self.stepper.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _edition_words(self, detail: Detail) -> str:
        chosen = detail.walker.file.choice is not None
        return f"{int(detail.edition)} 年细则" + ("（指定）" if chosen else "")

    def keep_typed(self) -> None:
        """Let what stands in the form and is not stored wait for its step."""
        form, detail = self.step_pane.form, self.step_pane.detail
        if self.forget_typed or form is None or detail is None or detail.closed or detail.walker.ended:
            return
        title = f"{detail.walker.one.name} 第 {detail.number} 步"
        self.typed.put((detail.walker.id, detail.number), title, form.draft())

    def enter_form(self) -> None:
        """Give the keyboard to the form."""
        if self.step_pane.form is not None:
            self.step_pane.tabs.setCurrentIndex(0)
            self.step_pane.form.first_field()

    # What the window asks ----------------------------------------------------------------

    def show_target(self, **target: Any) -> None:  # noqa: ANN401 -- the shell's own call
        """Show somebody, a step, a stage, everybody, or go on with what was typed."""
        if not target:
            self.crowd.clear()
        if "draft" in target:
            resume(self, str(target["draft"]))
        if "stage" in target:
            self.crowd.clear()
            self.strip.choose(int(target["stage"]))
        if "person" in target:
            step = str(target.get("step") or target.get("field") or "")
            self.show_one(int(target["person"]), int(step) if step.isdigit() else 0)

    def show_one(self, person: int, number: int = 0) -> None:
        """Make somebody current wherever in the list, at a step if one is named."""
        if person not in self.ways.people and not self.crowd.bring(person):
            self.desk.messages.warn("找不到这个人", "可能已被移入回收站，或不在发展党员的进程里。")
            return
        if not self.people.go_to(person):
            self.crowd.clear()
            self.people.go_to(person)
        self.show_person()
        if number:
            self.stepper.show_step(number)
            self.show_step(number)

    def status(self) -> str:
        """Return 在办 53 人·超期 2 人·列出 5 人."""
        return self.crowd.status()

    def areas(self) -> list[QWidget]:
        """Return stages, people, steps, form and 依据, as far as they are shown."""
        return [self.strip, self.side, self.pick, self.stepper, self.step_pane, self.basis]

    def take_focus(self) -> None:
        """Give the keyboard to the people."""
        (self.people if self.people.isVisible() else self.strip).setFocus()

    def people_chosen(self) -> list[int]:
        """Return who is current."""
        return [self.people.current()] if self.people.current() else []

    def may_leave(self) -> bool:
        """Let go: what is being typed waits for its step."""
        self.keep_typed()
        return True

    # Menus and keys ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the step with Ctrl+Enter and keep it with Ctrl+S from anywhere in the view."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in ENTER:
            self.deeds.press("close")
        elif control and event.key() == Qt.Key.Key_S:
            self.deeds.press("save")
        else:
            super().keyPressEvent(event)
