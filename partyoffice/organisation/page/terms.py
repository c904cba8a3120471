"""届次 of a body: the next one, and the earlier ones to be corrected or taken out."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from partyoffice.core import clock
from partyoffice.core.dates import Day, add_years_forward
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.organisation import actions
from partyoffice.organisation.queries import Node
from partyoffice.organisation.records import Organisation, Term
from partyoffice.organisation.rules import TERM_YEARS
from partyoffice.store.base import fields_of
from partyoffice.ui.controls import bar, frame, label, link, rule
from partyoffice.ui.record_form import RecordForm
from partyoffice.ui.remarks import Remark
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.form_dialog import Save

NEW_TERM = (
    Field("number", "届次", Kind.NUMBER, required=True),
    Field("start", "任期开始", Kind.DAY, required=True, hint="选举产生之日"),
    Field("years", "任期（年）", Kind.NUMBER, required=True, hint="以上级批复为准"),
    Field("end_former", "上届到此结束", Kind.FLAG),
)
ENDED = "第一天不再任职的日子"


def told(term: Term) -> str:
    """Return 第3届　2023-09-15 起，任期 3 年，至 2026-09-15 届满."""
    end = add_years_forward(term.start.first, term.years)
    over = f"{term.ended} 换届" if term.ended else f"至 {end} 届满"
    return f"{term.label()}　{term.start} 起，任期 {term.years} 年，{over}"


def next_term(desk: "Desk", body: Node, former: Sequence[Term]) -> tuple[RecordForm, "Save", str]:
    """Return the form of the next term, what saves it, and what its title says of the running one."""
    running = [term for term in former if term.ended is None]
    values = {"number": former[-1].number + 1 if former else 1, "start": Day.of(clock.today())}
    values |= {"years": TERM_YEARS.get(body.kind, 3), "end_former": bool(running)}

    def save(given: dict[str, Any]) -> None:
        with desk.open_office().change(f"{body.name} 第{given['number']}届") as session:
            stored = session.get_one(Organisation, body.id)
            if given["end_former"]:
                for term in running:
                    session.get_one(Term, term.id).ended = given["start"]
            begun = actions.begin_term(session, stored, int(given["number"]), given["start"])
            begun.years = int(given["years"])

    said = f"，现任第{running[-1].number}届自 {running[-1].start} 起" if running else ""
    return RecordForm(NEW_TERM, values), save, said


def one_term(desk: "Desk", body: Node, term: Term) -> tuple[RecordForm, "Save"]:
    """Return the form that corrects a term, and what saves it."""
    fields = fields_of(Term)
    form = RecordForm(fields, {field.key: getattr(term, field.key) for field in fields}, remarks=_remarks)

    def save(_given: dict[str, Any]) -> None:
        changed = form.changed()
        if changed:
            with desk.open_office().change(f"更正 {body.name} {term.label()}") as session:
                actions.correct_term(session, session.get_one(Term, term.id), changed)

    return form, save


def _remarks(values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
    start, ended = values["start"], values["ended"]
    if start is not None and ended is not None and ended.first < start.first:
        return {"ended": [Remark(Severity.BLOCK, f"实际换届 {ended} 早于任期开始 {start}")]}
    return {}


def drop_term(desk: "Desk", body: Node, term: Term) -> bool:
    """Take a wrong term out, with the way back."""
    sentence = f"删除 {body.name} {term.label()}"
    done = desk.act(sentence, lambda session: session.delete(session.get_one(Term, term.id)))
    if done:
        desk.done(f"已{sentence}")
    return done


def earlier(
    terms: Sequence[Term], mend: Callable[[Term], object], drop: Callable[[Term], object]
) -> "QFrame":
    """Return the earlier terms as lines with their verbs, the newest first."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(0)
    for term in reversed(terms):
        verbs = (link("更正", partial(mend, term)), link("删除", writes(partial(drop, term))))
        for verb in verbs:
            verb.setAccessibleName(f"{verb.text()}{term.label()}")
        column.addLayout(bar(label(told(term), selectable=True), None, *verbs))
    column.addWidget(rule())
    return frame("panel", column)
