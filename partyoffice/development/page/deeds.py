"""The user's verbs on a step: one named change each, with its way back."""

from typing import TYPE_CHECKING, Any

from partyoffice.development.actions.beside import tick_material
from partyoffice.development.actions.steps import close_step, reopen_step, save_step
from partyoffice.development.page import forms, row_forms, voting
from partyoffice.development.page.rows import Rows
from partyoffice.development.page.typed import PAGE
from partyoffice.development.rules.archive import BY_CODE
from partyoffice.development.rules.steps import STEPS
from partyoffice.ui import drafts
from partyoffice.ui.rights import READ_ONLY, reading_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from partyoffice.development.page.detail import Detail
    from partyoffice.development.page.step_form import StepForm
    from partyoffice.development.page.together import Together
    from partyoffice.development.page.way import WayPane
    from partyoffice.development.rules.overrides import Override
    from partyoffice.store.base import Record
    from partyoffice.ui.form_dialog import FormDialog

NOBODY = ("没有选中的人", "请先在左边选一个人。")


class Deeds:
    """Does things with the step that is shown, and what lies beside it."""

    def __init__(self, page: "WayPane") -> None:
        self.page, self.desk = page, page.desk
        self.dialog: Any = None  # the newest form, for who wants to look at it
        self.resuming = ""  # the draft that the next form goes on with

    # The step ----------------------------------------------------------------------------

    def press(self, verb: str) -> None:
        """Do what the bar of the step, a key or a command asks for."""
        form, detail = self.page.step_pane.form, self.page.step_pane.detail
        if form is None or detail is None:
            self.desk.messages.inform(*NOBODY)
            return
        verbs = {"save": self.save, "close": self.close, "reopen": self.reopen, "vote": self.vote}
        verbs[verb](form, detail)

    def _readable(self, form: "StepForm") -> bool:
        key = form.unreadable()
        if key:
            form.rows[key].judge()
            form.jump(key)
        return not key

    def _sentence(self, verb: str, detail: "Detail") -> str:
        return f"{verb}第 {detail.number} 步“{STEPS[detail.number]}”：{detail.walker.one.name}"

    def save(self, form: "StepForm", detail: "Detail") -> None:
        """Keep what is entered without closing the step."""
        if detail.closed:
            self.desk.messages.inform("这一步已经办结", "要改的，请先“撤回本步”。")
            return
        if not self._readable(form):
            return
        said, spot = form.entered(), (detail.walker.id, detail.number)
        taken = said.taken

        def work(session: "Session") -> None:
            save_step(session, *spot, taken.on, taken.facts, evidence=said.evidence, note=said.note)

        self._store(spot, self._sentence("暂存", detail), work, "已暂存")

    def close(self, form: "StepForm", detail: "Detail") -> None:
        """Close the step; where rules know special cases, after a reason."""
        form.remark()
        if detail.closed:
            self.desk.messages.inform("这一步已经办结", "要改的，请先“撤回本步”。")
        elif not self._readable(form):
            return
        elif form.verdict.excusable:
            about = {"person": detail.walker.id, "number": detail.number}
            self.show(forms.ask_reasons(self, form, detail), form="reasons", **about)
        elif form.verdict.blocks and form.missing_key():
            form.jump(form.missing_key())  # beside the button stands what is lacking
        elif form.verdict.why:
            self.desk.messages.warn("本步还不能办结", f"{form.verdict.why}。填写的内容还在，可以先“暂存”。")
        else:
            self.close_with(form, detail, ())

    def close_with(self, form: "StepForm", detail: "Detail", overrides: "Sequence[Override]") -> bool:
        """Close the step as typed; ``overrides`` are the reasons it is closed all the same."""
        said, spot = form.entered(), (detail.walker.id, detail.number)

        def work(session: "Session") -> None:
            close_step(
                session, *spot, said.taken.on, said.taken.facts, overrides=overrides, evidence=said.evidence,
                note=said.note, late_entry=said.taken.late_entry,
            )  # fmt: skip

        verb = "补录" if said.taken.late_entry else "例外办结" if overrides else "办结"
        return self._store(spot, self._sentence(verb, detail), work, f"已{verb}", go_on=True)

    def _store(
        self, spot: tuple[int, int], sentence: str, work: object, said: str, *, go_on: bool = False
    ) -> bool:
        kept = self.page.typed.find(spot)
        self.page.typed.drop(spot)
        self.page.forget_typed = True
        try:
            stored = self.desk.act(sentence, work)  # type: ignore[arg-type]  # a function of the session
        finally:
            self.page.forget_typed = False
        if not stored:
            if kept:
                self.page.keep_typed()
            return False
        self.desk.messages.clear()  # why the step could not be closed is settled
        self.page.show_stored(go_on=go_on)
        self.desk.done(f"{said}{sentence[sentence.index('第') :]}")
        return True

    def reopen(self, _form: "StepForm", detail: "Detail") -> None:
        """Take a closed step back to be mended."""
        spot, sentence = (detail.walker.id, detail.number), self._sentence("撤回", detail)
        if self.desk.act(sentence, lambda session: reopen_step(session, *spot)):
            self.desk.done(f"已{sentence}")

    def vote(self, _form: "StepForm", detail: "Detail") -> None:
        """Open the record of the vote, which closes the step."""
        self.open_vote([detail.walker.id], detail.number)

    def open_vote(self, people: "Sequence[int]", number: int) -> None:
        """Open the record of a vote about some people."""
        self.dialog = voting.open_vote(self.desk, self.page.window(), number, people, key=self.resuming)

    # What lies beside a step ---------------------------------------------------------------

    def tick_material(self, code: str, present: bool) -> None:
        """Say that a material is there, or is not."""
        one = self.page.walker()
        if one is None or not code:
            return
        if reading_only(self.page):
            self.desk.messages.inform("没有记下", f"{READ_ONLY}。")
            return
        word = "已有" if present else "没有"
        sentence = f"记下材料“{BY_CODE[code].name}”{word}：{one.one.name}"
        self.desk.act(sentence, lambda session: tick_material(session, one.id, code, present))

    def add_row(self, rows: Rows) -> None:
        """Ask for a new record beside the step."""
        one = self.page.walker()
        if one is not None:
            self._show_row(rows, row_forms.ask_row(self.desk, self.page.window(), one, rows))

    def open_row(self, rows: Rows, row_id: int) -> None:
        """Open a record beside the step."""
        one, row = self.page.walker(), self._row(rows, row_id)
        if one is not None and row is not None:
            self._show_row(rows, row_forms.ask_row(self.desk, self.page.window(), one, rows, row), row_id)

    def _row(self, rows: Rows, row_id: int) -> "Record | None":
        detail = self.page.step_pane.detail
        there = detail.rows.get(rows.title, ()) if detail is not None else ()
        return next((row for row in there if row.id == row_id), None)

    def remove_row(self, rows: Rows, row_id: int) -> None:
        """Take a record beside the step out."""
        one = self.page.walker()
        if one is not None:
            row_forms.remove_row(self.desk, one, rows, row_id)

    def _show_row(self, rows: Rows, dialog: "FormDialog", row_id: int = 0) -> None:
        detail = self.page.step_pane.detail
        if detail is not None:
            about = {"person": detail.walker.id, "number": detail.number, "rows": rows.title, "row": row_id}
            self.show(dialog, form="row", **about)

    def show(self, dialog: "FormDialog | Together", **about: object) -> None:
        """Open a form over the window; what is typed into it outlives a crash, ``about`` opens it again."""
        self.dialog = dialog
        drafts.keep(self.desk, dialog, PAGE, about, self.resuming)
        begin = getattr(dialog, "begin", dialog.open)
        begin()
