"""登记表决: the meeting and who came, then the vote on each person one by one; saved as one change."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.actions.minutes import drop_business
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.page.meeting_pane import MeetingPane
from partyoffice.meetings.page.reading import read_about, read_stand
from partyoffice.meetings.page.step_row import StepRow
from partyoffice.meetings.page.vote_form import VoteForm, verdict
from partyoffice.meetings.page.vote_side import VoteSide
from partyoffice.meetings.rules.tally import Hall, Tally, judge_tally
from partyoffice.meetings.rules.voting import outcome_of
from partyoffice.meetings.rules.writing import Minutes
from partyoffice.members.rules import edition_of
from partyoffice.part import Decision
from partyoffice.ui import theme
from partyoffice.ui.controls import ENTER, KEYBOARD, bar, button, frame, label, primary, quiet, tip, upright
from partyoffice.ui.help_key import takes_help
from partyoffice.ui.message_bar import MessageBar, QuestionDialog
from partyoffice.ui.messages import Note, NoteKind, Question
from partyoffice.ui.placing import bring_forward, room_over
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

WIDTH, HEIGHT, AROUND = 1120, 664, 40
NOTHING = Tally(0)
GIVE_UP = Question("不登记这次会议了？", "填写的内容还没有保存。", ("不登记",), "接着填")
DROP = Question("删除这个人的表决？", "由它办结的步骤一起退回；删除以后可以撤销。", ("删除表决",), "不删除")
Decisions = Mapping[str, Decision]


def _on_sheet(part: QWidget) -> QWidget:
    box = QHBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(part)
    return frame("sheet", box)


class VoteDialog(QDialog):
    """Page 0 is the meeting, each further page the vote on one person; nothing is lost on a refusal."""

    topic = "votes"

    def __init__(
        self, desk: "Desk", parent: QWidget | None, decisions: Decisions, name: str, people: Sequence[int]
    ) -> None:
        super().__init__(parent)
        self.desk, self.decisions, self.decision = desk, decisions, decisions[name]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(f"登记表决：{self.decision.title}")
        self.today = Day.of(clock.today())
        self.about = read_about(desk.open_office(), people, self.today)
        self.meeting = MeetingPane(desk, self.about, name)
        self.votes = [
            VoteForm(self.decision, one, who, self.about.settings) for one, who in self.about.names.items()
        ]
        self.sides = [VoteSide(one.matter) for one in self.votes]
        self.steps = StepRow(["会议和到会", *self.about.names.values()])
        self.message, self.pages = MessageBar(), QStackedWidget()
        self.back = button("上一步", lambda: self.show_page(self.page() - 1))
        self.red = primary("下一步", self.go_on)
        self.drop, self.note = quiet("删除表决", self.on_drop), label("", "cap")
        tip(self.red, "Ctrl+Enter；Ctrl+S 保存")
        self._build()
        self._wire()
        self._fit()

    def _build(self) -> None:
        self.pages.addWidget(_on_sheet(self.meeting))
        for vote, side in zip(self.votes, self.sides, strict=True):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            row.addWidget(vote.form, 1)
            row.addWidget(upright())
            row.addWidget(side)
            self.pages.addWidget(frame("sheet", row))
        actions = frame(
            "actions", bar(self.drop, self.note, None, button("取消", self.reject), self.back, self.red)
        )
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.message, self.steps, self.pages, actions):
            box.addWidget(part, 1 if part is self.pages else 0)

    def _wire(self) -> None:
        self.steps.chosen.connect(self.show_page)
        self.meeting.changed.connect(self.reckon)
        self.meeting.meeting_changed.connect(self._load_known)
        for form in (self.meeting.form, *(one.form for one in self.votes)):
            form.submitted.connect(self.save)
            form.submitted_more.connect(self.go_on)
        self.meeting.form.left_end.connect(lambda: self.meeting.seats.line.setFocus(KEYBOARD[0]))
        for one in self.votes:
            one.form.left_end.connect(lambda: self.red.setFocus(KEYBOARD[0]))
            one.form.edited.connect(lambda _key: self.reckon())
            one.form.committed.connect(lambda key, one=one: self._committed(one, key))

    def _fit(self) -> None:
        room = room_over(self.parentWidget(), self)
        wide = min(theme.scaled(WIDTH), room.width() - AROUND)
        self.resize(wide, min(theme.scaled(HEIGHT), room.height() - AROUND))

    def begin(self, meeting: int = 0) -> "VoteDialog":
        """Open at a meeting that is there, else at a new one of today."""
        self.meeting.begin(self.today, meeting)
        self.show_page(0)
        self.open()
        self.meeting.form.jump("on")
        return self

    # Pages -------------------------------------------------------------------------------

    def page(self) -> int:
        """Return the page shown."""
        return self.pages.currentIndex()

    def show_page(self, page: int) -> None:
        """Show a page; the keyboard goes to its first field."""
        self.pages.setCurrentIndex(page)
        self.steps.show_page(page)
        self.back.setVisible(page > 0)
        self.drop.setVisible(page > 0 and self.votes[page - 1].item is not None)
        self.red.setText("下一步" if page < len(self.votes) else "保存")
        if page:
            self._ask_stand(self.votes[page - 1])
            self.votes[page - 1].form.jump(next(iter(self.votes[page - 1].form.rows)))
        self.reckon()

    def go_on(self) -> None:
        """Do what the red button says."""
        if self.page() < len(self.votes):
            self.show_page(self.page() + 1)
        else:
            self.save()

    # What follows ------------------------------------------------------------------------

    def _load_known(self) -> None:
        count = self.meeting.seats.model.count()
        for one in self.votes:
            known = self.meeting.held.known.get(one.person)
            if known is not None:
                one.form.load(known.item.given)
            self._ask_stand(one)
            one.load(known, count)
        self.reckon()

    def _ask_stand(self, vote: VoteForm) -> None:
        on = self.meeting.on()
        if on is not None:
            vote.stand = read_stand(self.desk.open_office(), self.decision, vote.person, on, vote.given())

    def _committed(self, vote: VoteForm, key: str) -> None:
        if key in {one.key for one in self.decision.asks}:
            self._ask_stand(vote)
        self.reckon()

    def reckon(self) -> None:
        """Say anew what the numbers come to."""
        model = self.meeting.seats.model
        count = model.count()
        hall = Hall(count, model.voters(), model.voters(absent=True))
        for page, (vote, side) in enumerate(zip(self.votes, self.sides, strict=True), 1):
            vote.follow(count)
            tally = vote.tally()
            judged = (tally or NOTHING).vote(count, self.about.settings)
            found = [*(self._judged(vote, tally, hall) if tally else []), *vote.stand.found]
            side.show_vote(judged, found, self.about.settings, typed=tally is not None)
            passed = outcome_of(vote.matter, judged, self.about.settings).passed
            self.steps.tell(page, "" if tally is None else "通过" if passed else "没有通过")
        self.note.setText(self._lacking())

    def _judged(self, vote: VoteForm, tally: Tally, hall: Hall) -> Sequence[Any]:
        on = self.meeting.on() or self.today
        return judge_tally(vote.matter, tally, hall, edition_of(on.first), self.about.settings)

    def _lacking(self) -> str:
        """Return what is still to be filled in, told at the left of the action bar."""
        titles = list(self.meeting.form.wanting().values())
        if not self.meeting.seats.model.count().present:
            titles.append("到会情况")
        titles += [f"{one.name}的赞成票" for one in self.votes if one.tally() is None]
        return f"还差：{'、'.join(titles)}" if titles else ""

    # Saving ------------------------------------------------------------------------------

    def _ready(self) -> bool:
        """Say whether everything can be read; go to the first page where something cannot."""
        for page, form in enumerate((self.meeting.form, *(one.form for one in self.votes))):
            if not form.check():
                self.show_page(page)
                form.check()
                return False
        for page, one in enumerate(self.votes, 1):
            if one.tally() is None:
                self.show_page(page)
                self.message.show_note(
                    Note(NoteKind.ERROR, f"{one.name}的表决还没有填", "请填写赞成、反对、弃权票数。")
                )
                return False
        return True

    @writes
    def save(self) -> None:
        """Write everything down as one change and close; a refusal is shown and nothing is lost."""
        if not self._ready():
            return
        minutes = Minutes(
            self.meeting.values(), self.meeting.seats.model.presences(),
            [one.business() for one in self.votes], self.meeting.meeting() or None,
        )  # fmt: skip
        sentence = f"登记 {minutes.values['on']} 支部党员大会{self.decision.title}：{self._names()}"
        try:
            work = lambda session: save_minutes(session, minutes, self.decisions)  # noqa: E731 -- one line, used once
            self.desk.change(sentence, work, many=len(self.votes))
        except OfficeError as error:
            self._refuse(error)
            return
        self.accept()
        self.desk.done(f"已{sentence}{verdict(self.votes, self.meeting.seats.model.count())}")

    def _names(self) -> str:
        return "、".join(one.name for one in self.votes)

    @writes
    def on_drop(self) -> None:
        """Take the vote shown out, and the step it closed back."""
        one = self.votes[self.page() - 1]
        item, sentence = one.item, f"删除表决：{self.decision.title} {one.name}"
        if item is None or QuestionDialog.ask(DROP, self) != DROP.verbs[0]:
            return
        try:
            with self.desk.open_office().change(sentence) as session:
                drop_business(session, item, self.decisions)
        except OfficeError as error:
            self._refuse(error)
            return
        self.accept()
        self.desk.done(f"已{sentence}")

    def _refuse(self, error: OfficeError) -> None:
        named = (page for page, one in enumerate(self.votes, 1) if error.what.startswith(one.name))
        self.show_page(next(named, 0))
        self.message.show_note(Note(NoteKind.ERROR, error.what, f"{error.safe}。{error.remedy}。"))

    # Leaving -----------------------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """Return what was typed and marked and is not saved, as JSON; empty for nothing."""
        votes = {str(one.person): typed for one in self.votes if (typed := one.form.draft())}
        meeting = self.meeting.draft()
        return {"meeting": meeting, "votes": votes} if meeting or votes else {}

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        if kept["meeting"]:
            self.meeting.take_draft(kept["meeting"])
        for one in self.votes:
            one.form.take_draft(kept["votes"].get(str(one.person), {}))
        self.reckon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the help with F1; Ctrl+S saves and Ctrl+Enter goes on from anywhere."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if takes_help(self, event):
            return
        if held and event.key() in ENTER:
            self.go_on()
        elif held and event.key() == Qt.Key.Key_S:
            self.save()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close, and give the keyboard to what is behind."""
        super().done(result)
        bring_forward(self.parentWidget())

    def reject(self) -> None:
        """Close; what was typed is given up only by the user's word."""
        if not self.draft() or QuestionDialog.ask(GIVE_UP, self) == GIVE_UP.verbs[0]:
            super().reject()
