"""What the forms and lists of 工作计划 share: columns, bodies, people, today, the way to paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.members.page.asking import options
from partyoffice.members.page.people import people_of
from partyoffice.organisation.queries import own_body, tree
from partyoffice.ui.register import Sheet, Shown, Verb, adding

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

PAGE, LONGEST = "plans", 24
Values = Mapping[str, Any]
BODY = Field("organisation_id", "党组织", Kind.LINK, required=True)
PEOPLE = Field("people", "从名册选", Kind.LINK, hint="可选几人，姓名加到责任人里")
ON = Field("on", "日期", Kind.DAY, required=True, month_allowed=False)


def column(
    key: str,
    title: str,
    read: Callable[[Any], Any],
    kind: Kind = Kind.TEXT,
    **more: Any,  # noqa: ANN401 -- the rest of a Shown
) -> Shown:
    """Return a column that is read by a function of the row."""
    if kind is Kind.NUMBER:
        more.setdefault("text", lambda row: str(read(row) or ""))
    return Shown(Field(key, title, kind), read, **more)


def pressed(
    key: str,
    text: str,
    why_not: Callable[[Any], str],
    **more: Any,  # noqa: ANN401 -- what else a verb has
) -> Verb:
    """Return a verb with a button under the list, which stands there while it may be done."""
    return Verb(key, text, button=True, why_not=why_not, **more)


def entering(text: str, work: "Callable[[Session, Any, Values], object]", sheet: Sheet, named: str) -> Verb:
    """Return the verb for a new record; the journal says what the field ``named`` calls it."""

    def say(_row: Any, given: Values) -> str:  # noqa: ANN401 -- no row yet
        called = " ".join(str(given.get(named) or "").split())
        return f"{text}：{called[:LONGEST]}{'…' if len(called) > LONGEST else ''}" if called else text

    return replace(adding(text, work, sheet), sentence=say)


def bodies(desk: "Desk", _row: Any) -> "Links":  # noqa: ANN401 -- a row of any register
    """Return the living bodies as a form chooses from them."""
    with desk.open_office().reading() as session:
        nodes = [one for one in tree(session).nodes.values() if not one.ended]
    return {BODY.key: options(nodes)}


def people(desk: "Desk", _row: Any) -> "Links":  # noqa: ANN401 -- a row of any register
    """Return whom a form chooses several of."""
    return {PEOPLE.key: people_of(desk.open_office(), several=True)}


def today(_session: "Session", _row: Any) -> Values:  # noqa: ANN401 -- a row of any register
    """Begin a form with today, which the user looks at."""
    return {ON.key: Day.of(clock.today())}


def whose(session: "Session") -> int | None:
    """Return the body a new record is proposed for: the school's own."""
    return own_body(session) or None


def name_into(key: str) -> "Callable[[Desk, Asking], object]":
    """Let the names of people who are chosen be added to a text; nobody is taken out of it again."""

    def wire(_desk: "Desk", dialog: "Asking") -> None:
        source = dialog.form.editor(PEOPLE.key)
        known = getattr(source, "people", None)

        def add(edited: str) -> None:
            if edited != PEOPLE.key or known is None:
                return
            names = [one.name for one in map(known.named, source.value() or ()) if one is not None]
            text = str(dialog.form.values()[key] or "")
            new = [name for name in names if name not in text]
            if new:
                dialog.form.set_value(key, "、".join(filter(None, (text, *new))))

        dialog.form.committed.connect(add)

    return wire


def print_out(
    code: str, body: Callable[[Any], int], given: Callable[[Any], Mapping[str, str]]
) -> "Callable[[Desk, Sequence[Any]], object]":
    """Return what opens the print dialog for the record behind a row."""

    def show(desk: "Desk", rows: Sequence[Any]) -> None:
        desk.open_dialog("print", paper=code, branch=body(rows[0]), given=given(rows[0]))

    return show


def see(view: str, filters: Callable[[Any], Mapping[str, Any]]) -> "Callable[[Desk, Sequence[Any]], object]":
    """Return what goes to another view, narrowed to what belongs to a row."""

    def show(desk: "Desk", rows: Sequence[Any]) -> None:
        desk.go_to(PAGE, view=view, show="all", filters=filters(rows[0]))

    return show


def filled(*lines: tuple[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the facts of a card that are known."""
    return tuple((title, str(value)) for title, value in lines if value not in {None, ""})
