"""The verbs of a register at work: asked for in a form, done in one named change, told with the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Kind
from partyoffice.core.finding import Finding
from partyoffice.ui import drafts
from partyoffice.ui.asking import Asking, form
from partyoffice.ui.controls import bar, frame
from partyoffice.ui.person_editor import People
from partyoffice.ui.register import Role, Row, Sheet, Verb
from partyoffice.ui.remarks import short
from partyoffice.ui.rights import READ_ONLY
from partyoffice.ui.veil import Veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links
    from partyoffice.ui.register_pane import RegisterPane

NAMED = 3
MORE = "保存并新增"


class Deeds:
    """Does what buttons, keys and menus of one register ask for."""

    def __init__(self, pane: "RegisterPane") -> None:
        self.pane, self.desk, self.register = pane, pane.desk, pane.register
        self.dialog: Asking | None = None  # the newest form, for who wants to look at it
        self.resuming = ""  # the draft that the next form goes on with

    def run(self, key: str) -> None:
        """Do a verb with the rows it is about, or say why not."""
        verb = self.register.verb(key)
        rows = [None] if verb.role is Role.ADD else self._rows(verb)
        if not rows:
            self.desk.messages.inform("没有选中的一行", f"请先在列表里选中一行，再{verb.text}。")
            return
        why = next(filter(None, map(verb.why_not, rows)), "") if rows != [None] else ""
        if verb.writes and not self.desk.open_office().writing:
            why = READ_ONLY  # before anything is typed; what is opened can still be read
        if why:
            self.desk.messages.inform(f"现在不能{verb.text}", f"{why.rstrip('。')}。")
        elif verb.show is not None:
            verb.show(self.desk, rows)
        elif (sheet := verb.sheet_for(rows[0])) is not None:
            self.ask(verb, sheet, rows)
        else:
            self._do(verb, rows)

    def begin(self, key: str, given: Mapping[str, Any]) -> None:
        """Open the form of a verb with what another page knows already: none of it was typed."""
        self.run(key)
        if self.dialog is not None:
            asked = self.dialog.form
            for each, value in given.items():
                asked.set_value(each, value)
            asked.load(asked.values())

    def run_role(self, role: Role) -> bool:
        """Do the first verb of a role; False where there is none."""
        row = self.pane.current()
        verbs = self.register.of_role(role)
        fitting = [one for one in verbs if row is None or role is Role.ADD or not one.why_not(row)]
        keys = [one.key for one in fitting or verbs]
        if role is Role.ADD and self.pane.bar.adder():
            keys = [self.pane.bar.adder()]
        if keys:
            self.run(keys[0])
        return bool(keys)

    def _rows(self, verb: Verb) -> list[Row]:
        return self.pane.chosen() if verb.many else [row for row in (self.pane.current(),) if row is not None]

    # Sentences ---------------------------------------------------------------------------

    def sentence(self, verb: Verb, rows: Sequence[Row], given: Mapping[str, Any], links: "Links") -> str:
        """Return what the journal says: the verb, and what or whom it is about."""
        if verb.sentence is not None:
            return verb.sentence(rows[0], given)
        names = [self.register.name(row) for row in rows if row is not None] or _people_in(given, links)
        shown = "、".join(names[:NAMED])
        whom = shown if len(names) <= NAMED else f"{shown} 等 {len(names)} {self.register.unit}"
        return f"{verb.text}：{whom}" if whom else verb.text

    # Without a form ----------------------------------------------------------------------

    def _do(self, verb: Verb, rows: Sequence[Row]) -> None:
        work, sentence = verb.work, self.sentence(verb, rows, {}, {})
        if work is None:
            raise LookupError(verb.key)
        told: list[object] = []

        def run(session: "Session") -> None:
            told.extend(work(session, row, {}) for row in rows)

        if self.desk.act(sentence, run, many=len(rows)):
            self._done(sentence, told)

    # With a form -------------------------------------------------------------------------

    def ask(self, verb: Verb, sheet: Sheet, rows: Sequence[Row]) -> Asking:
        """Open the form of a verb; of several rows it begins as the first of them is."""
        row = rows[0]
        with self.desk.open_office().reading() as session:
            values = sheet.values(session, row)
        links = sheet.links(self.desk, row)
        # What is begun anew, or goes on with the next, shows what is typed.
        veil = Veil(sheet.fields, values, masked=self.desk.masked and row is not None and not sheet.kept)
        made = form(sheet.fields, veil.over(values), links, sheet.remarks)
        title = self.sentence(replace(verb, sentence=None), rows, {}, {})
        dialog = Asking(
            self.pane.window(), title, made, verb.press or verb.text,
            lambda given: self._save(verb, rows, links, veil.true(made, given)),
            judge=lambda given: {**_problems(sheet, made.rows, given), **veil.starred(made)},
            note=sheet.note(row), more=MORE if sheet.kept else "", kept=sheet.kept,
        )  # fmt: skip
        if veil.fields:
            note = partial(self.desk.reveal.note, self.register.name(row), veil.words())
            dialog.put_in(2, frame("command", bar(None, veil.lifter(made, note), margins=(12, 4, 12, 4))))
        _follow(self.desk, dialog, sheet)
        about = {"register": self.register.key, "verb": verb.key, "row": getattr(row, "id", None)}
        drafts.keep(self.desk, dialog, self.pane.page, about | {"view": self.pane.view}, self.resuming)
        self.dialog = dialog
        dialog.begin()
        return dialog

    def _save(self, verb: Verb, rows: Sequence[Row], links: "Links", given: dict[str, Any]) -> None:
        work, sentence = verb.work, self.sentence(verb, rows, given, links)
        if work is None:
            raise LookupError(verb.key)
        told: list[object] = []

        def run(session: "Session") -> None:
            told.extend(work(session, row, given) for row in rows)

        self.desk.change(sentence, run, many=reach(rows, given))
        self._done(sentence, told)

    def _done(self, sentence: str, told: Sequence[object]) -> None:
        self.pane.catch_up()
        new = [one for one in told if isinstance(one, int) and not isinstance(one, bool)]
        if new:
            self.pane.go_to(new[-1])
        self.desk.done(f"已{sentence}")
        findings = [one for each in told if isinstance(each, Sequence) for one in each]
        for one in findings[:1]:
            self._tell(one, len(findings) - 1)

    def _tell(self, one: object, more: int) -> None:
        if isinstance(one, Finding):
            others = f"另有 {more} 处，见卡片。" if more else ""
            said = "；".join(filter(None, (one.arithmetic, short(one.article))))
            self.desk.messages.warn(one.message, f"{said}。{others}" if said else others)

    # A form begun before -------------------------------------------------------------------

    def resume(self, key: str) -> None:
        """Open the form of a draft again, with what it kept."""
        draft = self.desk.drafts.find(key)
        if draft is None:
            return
        row = draft.about.get("row")
        if row is not None and not self.pane.go_to(int(row)):
            self.desk.drafts.drop(key)
            self.desk.messages.warn(f"{draft.title} 没有恢复", "记录已被删除或移走，草稿已丢弃。")
            return
        self.resuming, before = key, self.dialog
        try:
            self.run(str(draft.about["verb"]))
        finally:
            self.resuming = ""
        if self.dialog is not None and self.dialog is not before:
            self.dialog.form.take_draft(draft.values)


def reach(rows: Sequence[Row], given: Mapping[str, Any]) -> int:
    """Return how many records a verb touches at least: the rows it is about, or all whom its form chose."""
    chosen = [len(value) for value in given.values() if isinstance(value, tuple)]
    return max([len(rows), *chosen])


def _people_in(given: Mapping[str, Any], links: "Links") -> list[str]:
    """Return the names of whom a form chose."""
    found: list[str] = []
    for key, source in links.items():
        chosen = given.get(key)
        if isinstance(source, People) and chosen:
            ids = chosen if isinstance(chosen, tuple) else (chosen,)
            found += [one.name for one in map(source.named, ids) if one is not None]
    return found


def _problems(sheet: Sheet, rows: Mapping[str, Any], values: dict[str, Any]) -> Mapping[str, str]:
    """Return what keeps a form from being saved: required fields that are asked and empty, and its own."""
    empty = {
        key: f"请{'选择' if row.field.kind in {Kind.CHOICE, Kind.LINK} else '填写'}{row.field.title}"
        for key, row in rows.items()
        if row.wanting() and not row.editor.problem()  # else the field says what is wrong itself
    }
    return {**empty, **sheet.judge(values)}


def _follow(desk: "Desk", dialog: Asking, sheet: Sheet) -> None:
    """Show the fields that the values lead to, now and whenever one changes."""
    wanted = sheet.wanted
    if wanted is not None:
        shown: list[tuple[str, ...]] = [()]

        def again(_key: str = "") -> None:
            keys = tuple(wanted(dialog.form.values()))
            if keys != shown[0]:
                shown[0] = keys
                dialog.show_rows(keys)

        dialog.form.edited.connect(again)
        again()
    if sheet.follow is not None:
        sheet.follow(desk, dialog)
