"""The user's verbs on minutes: saved, made final, signed, opened again, deleted; one named change each."""

from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.meetings import queries
from partyoffice.meetings.actions.finishing import finalise, reopen, sign
from partyoffice.meetings.actions.minutes import drop_meeting, must_be_draft
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.page.minutes import blocks, deciding, templates
from partyoffice.meetings.page.minutes.keeping import PAGE
from partyoffice.meetings.page.minutes.reading import read_opened
from partyoffice.meetings.rules.kinds import MEETING_KINDS
from partyoffice.ui.asking import Asking, form

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.meetings.page.minutes.item_card import ItemCard
    from partyoffice.meetings.page.minutes.pane import MinutesPane
    from partyoffice.meetings.records import Meeting

NONE = ("没有选中的会议", "请先在左边选一次会议，或新写一次。")
NO_ITEM = ("没有选中的议题", "请先点一项议题；已经定稿的先退回草稿。")
ITEM_VERBS = frozenset({"up", "down", "drop", "vote"})
PAPER = "mtg-02"
SIGNED_ON = Field("on", "签字日期", Kind.DAY, required=True, month_allowed=False)


class Deeds:
    """Does what buttons, keys and menus of the view ask for."""

    def __init__(self, pane: "MinutesPane") -> None:
        self.pane, self.desk = pane, pane.desk
        self.dialog: Asking | None = None  # the newest form, for who wants to look at it

    def press(self, verb: str) -> None:
        """Do what a bar, a key or a command asks for."""
        always: dict[str, Callable[[], object]] = {
            "new": self.pane.menus.open_kinds, "filter": self.pane.menus.open_filter,
            "year": self.open_year, "template": self.open_templates, "blocks": partial(blocks.ask, self.pane),
        }  # fmt: skip
        about: dict[str, Callable[[], object]] = {
            "save": self.save, "finalise": self.finalise, "sign": self.ask_signed, "reopen": self.reopen,
            "remove": self.remove, "print": self.print_minutes, "files": self.pane.menus.open_files,
            "add": self.pane.editor.agenda.add_plain, "decide": self.pane.menus.open_decisions,
            "block": partial(blocks.choose, self.pane),
        }  # fmt: skip
        if verb in ITEM_VERBS:
            if self.pane.shown() is None or not self.pane.editor.agenda.do(verb):
                self.desk.messages.inform(*NO_ITEM)
        elif verb in always:
            always[verb]()
        elif self.pane.shown() is None:
            self.desk.messages.inform(*NONE)
        elif verb:
            about[verb]()

    # Saving ------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save what is written as one change; False where it was refused."""
        return self._store("保存会议记录", None)

    def finalise(self) -> None:
        """Save and make final."""
        self._store("定稿会议记录", finalise)

    def _store(self, verb: str, then: "Callable[[Session, Meeting], list[Finding]] | None") -> bool:
        pane, editor = self.pane, self.pane.editor
        opened = pane.shown()
        if opened is None or opened.locked:
            self.desk.messages.inform(*(NONE if opened is None else ("已经定稿", "要修改的，请先退回草稿。")))
            return False
        wrong = editor.problem()
        if wrong:
            self.desk.messages.warn("还没有保存", f"{wrong}。写好的内容还在。")
            return False
        sentence = f"{verb}：{editor.head.value('on')} {editor.title.title.whole()}"
        stored = self._written(sentence, then)
        if stored is None:
            return False
        meeting, found = stored
        pane.keeper.forget()
        pane.keeper.begin(meeting)
        editor.adopt(read_opened(self.desk.open_office(), meeting))
        pane.listing.read()
        pane.listing.follow(editor.shown())
        self.desk.messages.clear()
        self.desk.done(f"已{sentence}")
        self._tell(found)
        return True

    def _written(
        self, sentence: str, then: "Callable[[Session, Meeting], list[Finding]] | None"
    ) -> "tuple[int, list[Finding]] | None":
        pane = self.pane
        pane.storing = True
        try:
            with self.desk.open_office().change(sentence) as session:
                meeting, found = save_minutes(session, pane.editor.minutes(), pane.decisions)
                found = [*found, *(then(session, meeting) if then is not None else ())]
                made = meeting.id
        except OfficeError as error:
            self.desk.messages.refuse(error)
            return None
        finally:
            pane.storing = False
        return made, found

    def _tell(self, found: "list[Finding]") -> None:
        told = [one for one in found if one.message]
        if told:
            more = f"另有 {len(told) - 1} 处。" if len(told) > 1 else ""
            sentence = "；".join(filter(None, (told[0].arithmetic, told[0].article)))
            self.desk.messages.warn(told[0].message, f"{sentence}。{more}" if sentence else more)

    # Final and signed ----------------------------------------------------------------------------

    def _change(self, verb: str, work: "Callable[[Session, Meeting], object]") -> bool:
        """Do something with the meeting shown, as it is in the office."""
        meeting, title = self.pane.meeting(), self.pane.editor.title.title.whole()
        day = self.pane.editor.head.value("on")
        sentence = f"{verb}：{day} {title}"
        done = self.desk.act(sentence, lambda session: work(session, queries.find_meeting(session, meeting)))
        if done:
            self.desk.done(f"已{sentence}")
        return done

    def reopen(self) -> None:
        """Give final minutes back to be mended."""
        if self.pane.editor.shown().locked:
            self._change("退回草稿", reopen)
        else:
            self.desk.messages.inform("这次会议还是草稿", "可以直接修改。")

    def ask_signed(self) -> None:
        """Ask when the paper was signed."""
        made = form((SIGNED_ON,), {"on": Day.of(clock.today())})
        note = "主持人、记录人在打印的记录上签字以后登记；登记后记录不再修改。"
        self.dialog = Asking(self.pane.window(), "登记签字", made, "登记签字", self._signed, note=note)
        self.dialog.begin()

    def _signed(self, given: dict[str, Any]) -> None:
        meeting, title = self.pane.meeting(), self.pane.editor.title.title.whole()
        sentence = f"登记签字：{title}"
        with self.desk.open_office().change(sentence) as session:
            sign(session, queries.find_meeting(session, meeting), given["on"])
        self.desk.done(f"已{sentence}")

    def remove(self) -> None:
        """Delete the meeting shown, with what its votes decided; undo brings all of it back."""
        opened = self.pane.shown()
        if opened is None:
            self.desk.messages.inform(*NONE)
        elif not opened.id:
            if self.pane.may_leave():
                self.pane.editor.opened = None
                self.pane.listing.show()
                self.pane.show_first()
        else:
            self._drop()

    def _drop(self) -> None:
        def work(session: "Session", meeting: "Meeting") -> None:
            must_be_draft(meeting)
            drop_meeting(session, meeting, self.pane.decisions)

        self.pane.keeper.forget()
        self.pane.storing = True
        try:
            done = self._change("删除会议", work)
        finally:
            self.pane.storing = False
        if done:
            self.pane.editor.opened = None
            self.pane.listing.read()
            self.pane.show_first()

    # Beside the minutes --------------------------------------------------------------------------

    def print_minutes(self) -> None:
        """Print the minutes as they are saved; what is not saved yet is saved first."""
        if self.pane.editor.changed() and not self.save():
            return
        body, _year = self.pane.listing.chosen
        self.desk.open_dialog("print", paper=PAPER, branch=body, meeting=self.pane.meeting())

    def ask_tables(self, card: "ItemCard") -> None:
        """Ask for written opinions and who is left out."""
        self.dialog = deciding.ask_tables(self.pane, card)

    def open_way(self, card: "ItemCard") -> None:
        """Show the way of whom an item is about."""
        decided = card.decision
        if decided is not None and decided.page:
            self.desk.go_to(decided.page, view=decided.view, person=card.kept["person_id"])

    def open_year(self) -> None:
        """Turn to 年表 of the body and year shown."""
        body, year = self.pane.listing.chosen
        self.desk.go_to(PAGE, view="year", body=body, year=year)

    def open_templates(self) -> None:
        """Let the office keep its own template of the kind shown."""
        opened = self.pane.shown()
        self.dialog = templates.ask(self.pane, opened.kind if opened is not None else MEETING_KINDS[0])
