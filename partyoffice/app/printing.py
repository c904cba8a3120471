"""打印: a form, a letter or a roster, laid out into a private PDF and shown before it is printed."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from partyoffice.app import full_values, issuing
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.lists_out import file_stem, open_preview, private_path, steps, ways_out
from partyoffice.app.opening_files import tell_written
from partyoffice.app.paper_list import PaperList, things
from partyoffice.app.paper_subjects import NAMED
from partyoffice.app.placing_work import under
from partyoffice.app.print_side import PrintSide
from partyoffice.app.print_work import Incomplete, Order, Printed, print_forms, print_roster
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.part import Paper, Roster, Wish
from partyoffice.ui import drafts, tasks
from partyoffice.ui.controls import Button, button, primary, tab_last
from partyoffice.ui.messages import Question
from partyoffice.ui.sheet_choice import kept_page

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.ui.preview import Preview

FIRST = "mem-01"
ANYWAY = "仍然打印"
NOT_ENTERED = "这张出具以后要登记，这个文件是只读打开的，不能登记"
LOST = Question("写好的内容不要了？", "还没有打印或另存，关闭以后就没有了。", ("不要了",), "接着写")


class PrintDialog(FramedDialog):
    """What to print at the left, for whom and with which words at the right; 预览 shows exactly the pages.

    ``given`` are words that the caller knows better than what the office would propose, ``meeting`` is one
    on record to be printed.
    """

    topic = "print"
    then: tuple[object, ...]  # for whom and with which words a paper printed again was issued

    def __init__(
        self,
        window: "OfficeWindow",
        paper: str = "",
        ids: Sequence[int] = (),
        branch: int | None = None,
        issued: int = 0,
        given: Mapping[str, str] | None = None,
        meeting: int = 0,
        draft: str = "",
    ) -> None:
        super().__init__(window, "打印名册和表格", 900, 600)
        self.window_, self.things, self.issued, self.then = window, things(), 0, ()
        self.out = False  # whether the paper was printed or saved
        self.list, self.side = PaperList(), PrintSide(window.office, window.prefs, ids)
        self.whom, self.wishes, self.fields = self.side.whom, self.side.wishes, self.side.fields
        self._build()
        self.list.chosen.connect(lambda _code: self.show_what())
        self.list.entered.connect(self.go_on)
        self.side.submitted.connect(self.on_preview)
        self.wishes.choose_branch(branch)
        self.list.choose(paper if paper in self.things else FIRST)
        self.show_what()
        if meeting:
            self.side.show_meeting(meeting)
        self.fields.show_known(given or {})
        if not (paper in self.things and self.side.go_on()):
            self.list.seek.setFocus()
        if issued:
            self.show_again(issued)
        drafts.keep(window.desk, self, "print", {}, draft)
        if (kept := window.desk.drafts.find(draft)) is not None:
            self.take_draft(kept.values)

    def draft(self) -> dict[str, Any]:
        """Return what was written for the papers looked at and is not printed, as JSON; empty for nothing."""
        typed = {} if self.out else self.fields.draft()
        return {"paper": self.list.current(), "whom": self.whom.draft(), "typed": typed} if typed else {}

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        self.list.choose(kept["paper"])
        chosen = self.chosen()
        if isinstance(chosen, Paper):
            self.whom.take_draft(kept["whom"], chosen)
        self.fields.take_draft(kept["typed"])

    def _build(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(16, 16, 16, 12)
        body.setSpacing(20)
        body.addWidget(self.list)
        body.addWidget(self.side, 1)
        self.word = button("存为 Word…", self.on_word, "file-text")
        self.buttons = (button("取消", self.reject), self.word, primary("预览", self.on_preview, "printer"))
        self.set_body(body, action_bar(None, *self.buttons))

    def reject(self) -> None:
        """Close; a text that was written and never printed or saved is given up only by the user's word."""
        if self.out or not self.fields.written() or self.messages.choose(LOST) != LOST.safe:
            super().reject()

    # What is chosen --------------------------------------------------------------------------

    def chosen(self) -> Paper | Roster:
        """Return the form, letter or roster chosen."""
        return self.things[self.list.current() or FIRST]

    def show_what(self) -> None:
        """Offer what the chosen thing can be asked for."""
        self.issued = 0
        self.side.show_thing(self.chosen())
        self.word.setVisible(isinstance(self.chosen(), Paper))
        self._must_enter(self.word)
        tab_last(self.buttons)  # the fields were made anew and came after them

    def _must_enter(self, way: Button) -> None:
        """Let a way out rest where the paper chosen is entered when it leaves, and nothing can be."""
        chosen = self.chosen()
        way.rest(NOT_ENTERED, writes=isinstance(chosen, Paper) and chosen.kept)

    def show_again(self, issued: int) -> None:
        """Show whom a paper was issued for and with which words, to be printed again under its number."""
        one = issuing.issued_paper(self.window_.office, issued)
        if one is None or not self.list.choose(one.code):
            self.messages.warn("这份出具记录已经不在", "可能已经撤销，请在“出具登记”里核对。")
            return
        if whom := issuing.whom_of(one):
            self.whom.ways.setCurrentText(NAMED)
            self.whom.people.set_value(whom)
        self.fields.show_given(one.given)
        self.issued, self.then = issued, self.side.wanted()

    def same(self) -> bool:
        """Say whether what was issued is printed again; another person or other words need a new number."""
        return bool(self.issued) and self.side.wanted() == self.then

    def go_on(self) -> None:
        """Take the keyboard from the list to what is to be filled in, or to the preview."""
        if not self.side.go_on():
            self.on_preview()

    # Out -------------------------------------------------------------------------------------

    def on_preview(self, *, skip: bool | None = None) -> None:
        """Lay the pages out off the window's thread; ``skip`` leaves out whose form is not complete."""
        chosen, office = self.chosen(), self.window_.office
        try:
            order = self.side.order(again=self.same())
        except OfficeError as error:
            self.refuse(error)
            return
        title, prefs = title_of(chosen, order.wish), self.window_.prefs
        path = private_path(f"{file_stem(title)}.pdf")

        def work(progress: tasks.Progress) -> Printed | Incomplete:
            told = steps(progress, "排版")
            if isinstance(chosen, Roster):
                done: Printed | Incomplete = print_roster(
                    office, chosen, order, path, told, partial(kept_page, prefs, chosen.code)
                )
            else:
                done = print_forms(office, chosen, order, path, told, skip=skip)
            if isinstance(done, Printed):
                self._log(chosen, order, "打印")
            return done

        shown = partial(self.show_printed, order)
        tasks.run(self, f"正在排版 {title}", work, shown, self.refuse)

    def _log(self, thing: Paper | Roster, order: Order, verb: str) -> None:
        """Leave the line of what goes out whole; a blank holds nobody."""
        out = order.outgoing
        if not order.blank and not (isinstance(thing, Paper) and (thing.kept or thing.letter)):
            full_values.log(
                self.window_.office, thing.code, thing.title, verb=verb, whole=out.whole, purpose=out.purpose
            )

    def show_printed(self, order: Order, done: Printed | Incomplete) -> None:
        """Ask about those whose form is not complete, or show the pages."""
        if isinstance(done, Incomplete):
            self._ask_incomplete(done)
            return
        chosen = self.chosen()
        note = f"{len(done.people)} 人，共 {done.pages} 页" if len(done.people) > 1 else f"共 {done.pages} 页"
        title = title_of(chosen, order.wish)
        name_after(done, title)
        preview: Preview = open_preview(self.window_.desk, done, title, note, chosen.code, over=self)
        if isinstance(chosen, Paper):
            scans = under(self.window_.office, chosen, order.manner, len(done.people), done.pages)
            preview.desk.lay_under(scans)
        kept = isinstance(chosen, Paper) and chosen.kept and order.subjects != (None,)
        entry = self._entry(chosen, order, done) if isinstance(chosen, Paper) and kept else None
        preview.taken = partial(self._taken, entry)
        for way in (preview.save, preview.go) if entry is not None else ():
            self._must_enter(way)
        preview.finished.connect(self._come_back)

    def _taken(self, entry: issuing.Entry | None, way: str) -> None:
        self.out = True
        if entry is not None:
            entry.taken(way)

    def _come_back(self) -> None:
        """Close with the preview once something left it; else what was typed is here to be mended."""
        if self.out:
            self.accept()

    def _entry(self, paper: Paper, order: Order, done: Printed) -> issuing.Entry:
        return issuing.Entry(self.window_, paper, order, done, [self.issued] if self.same() else [])

    def _ask_incomplete(self, found: Incomplete) -> None:
        title, rest = self.chosen().title, found.people - len(found.lacking)
        verbs = (f"跳过，印其余 {rest} 人", ANYWAY) if rest else (ANYWAY,)
        names = tuple(f"{name}（{lacking}）" for name, lacking in found.lacking)
        question = Question(
            f"{len(found.lacking)} 人的{title}还没有填全",
            "可以跳过这些人；仍然打印时，空栏印为“—”。" if rest else "仍然打印时，空栏印为“—”。",
            verbs,
            "返回",
            names,
        )
        answer = self.messages.choose(question)
        if answer != question.safe:
            self.on_preview(skip=answer != ANYWAY)

    # Word ------------------------------------------------------------------------------------

    def on_word(self) -> None:
        """Ask where, then write the same as a Word file."""
        chosen = self.chosen()
        try:
            order = self.side.order(again=self.same())
        except OfficeError as error:
            self.refuse(error)
            return
        name = f"{file_stem(chosen.title)}_{clock.today()}.docx"
        path = self.window_.desk.ask_save_path("word", f"另存{chosen.title}", name, "docx")
        if path is not None and isinstance(chosen, Paper):
            self._write_word(chosen, order, path)

    def _write_word(self, paper: Paper, order: Order, path: Path) -> None:
        office = self.window_.office

        def work(progress: tasks.Progress) -> Printed | Incomplete:
            done = print_forms(office, paper, order, path, steps(progress, "写入"), skip=False)
            self._log(paper, order, "存为 Word")
            return done

        def written(done: Printed | Incomplete) -> None:
            self.accept()
            if paper.kept and isinstance(done, Printed) and order.subjects != (None,):
                self._entry(paper, order, done).taken("另存")
            tell_written(self.window_.desk, path, paper.title, "已存为 Word")

        ways = ways_out(path, partial(self._write_word, paper, order), self.on_word)
        refuse = lambda error: self.messages.refuse(error, *ways)  # noqa: E731 -- one line, used once
        tasks.run(self, f"正在写入 {path.name}", work, written, refuse)


def title_of(thing: Paper | Roster, wish: Wish) -> str:
    """Return what a paper is called on the screen and as a file: a yearly roster with its year."""
    yearly = isinstance(thing, Roster) and wish.year is not None
    return f"{wish.year} {thing.title}" if yearly else thing.title


def name_after(done: Printed, title: str) -> None:
    """Name the file of one person's paper after both, so that the next one's is another."""
    name = "".join(done.people[0].split()) if len(done.people) == 1 else ""
    if name and name != title:
        done.path = done.path.rename(done.path.with_stem(file_stem(f"{title}_{name}")))
