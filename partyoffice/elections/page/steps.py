"""An election begun, led on step by step, and mended: what each form asks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.elections.actions import beginning
from partyoffice.elections.page.asking import BODY, DAY, DOCUMENT, Values, assemblies, bodies, today
from partyoffice.elections.queries.rows import Entry
from partyoffice.elections.queries.terms import coming, filling_in, most_pressing
from partyoffice.elections.records import Election
from partyoffice.elections.rules.steps import STEPS, misplaced
from partyoffice.elections.rules.typed import EXCLUDED, excluded_in, excluded_text
from partyoffice.store.base import fields_of
from partyoffice.ui.register import Sheet
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

STORED = {one.key: one for one in fields_of(Election)}
MEETING = Field("meeting_id", "会议记录", Kind.LINK, hint="在组织生活里登记过的选这里")
LEFT_OUT = Field(
    "excluded_text", "不计入应到", Kind.TABLE, choices=EXCLUDED, hint="上级同意、大会通过的才不计入"
)
FRAME = tuple(STORED[key] for key in ("number", "byelection", "due_on", "years", "seats"))
NOTED = tuple(STORED[key] for step in STEPS[:-1] for key in filter(None, (step.key, step.document)))
MENDED = (*FRAME, *NOTED, MEETING, LEFT_OUT, STORED["note"])


# -- begun ------------------------------------------------------------------------------------

PROPOSING = frozenset({BODY.key, "byelection"})
BEGUN = (
    BODY,
    *(STORED[key] for key in ("number", "byelection", "due_on", "years", "seats", "decided", "note")),
)
BEGIN_NOTE = "届满前一两个月，由支委会研究换届，向上级请示。届满日期照现任届次算，可以按批复改。"


def _propose(desk: "Desk", body: int, byelection: bool) -> Values:
    with desk.open_office().reading() as session:
        return filling_in(session, body) if byelection else coming(session, body)


def follow(desk: "Desk", dialog: Any) -> None:  # noqa: ANN401 -- the form, which only the window knows
    """Propose number, end of the term and seats of the body that is chosen."""

    def propose(key: str) -> None:
        values = dialog.form.values()
        if key in PROPOSING and values[BODY.key]:
            proposed = _propose(desk, int(values[BODY.key]), bool(values["byelection"]))
            for each, value in proposed.items():
                dialog.form.set_value(each, value)

    dialog.form.committed.connect(propose)


def begin_sentence(_row: object, given: Values) -> str:
    """Return how the journal calls the beginning."""
    return f"开始第{given['number']}届{'补选' if given.get('byelection') else '换届选举'}"


def begin_values(session: "Session", _row: object) -> Values:
    """Begin with the body whose term ends first."""
    body = most_pressing(session, clock.today())
    return {"years": 3, "seats": 3, **({BODY.key: body, **coming(session, body)} if body else {})}


def begin(session: "Session", _row: object, given: Values) -> int:
    """Begin an election."""
    values = {key: value for key, value in _whole(given).items() if key not in {BODY.key, "number"}}
    return beginning.begin(session, int(given[BODY.key]), int(given["number"]), values).id


def _whole(given: Values) -> dict[str, Any]:
    """Return typed values as the record keeps them: numbers whole, no empty text for None."""
    numbers = {"number", "years", "seats"}
    made = {
        key: int(value) if key in numbers and value is not None else value for key, value in given.items()
    }
    return {key: "" if value is None and _is_text(key) else value for key, value in made.items()}


def _is_text(key: str) -> bool:
    return key in STORED and STORED[key].kind in {Kind.TEXT, Kind.LONG}


# -- step by step -----------------------------------------------------------------------------


def step_sheet(row: Entry) -> Sheet:
    """Return what the next step asks: its day, its number, and of the meeting its minutes."""
    step = row.step or STEPS[0]
    day = Field(DAY.key, f"{step.title}日期", Kind.DAY, required=True)
    more = (DOCUMENT,) if step.document else (MEETING,) if step.key == "held" else ()

    def remarks(values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
        given = values.get(DAY.key)
        said = misplaced(step.key, given, row.days) if given is not None else ""
        return {DAY.key: [Remark(Severity.BLOCK, said)]} if said else {}

    def links(desk: "Desk", one: Entry) -> "Links":
        return {MEETING.key: assemblies(desk, one)} if step.key == "held" else {}

    return Sheet((day, *more), today, links, remarks=remarks, note=lambda _row: f"这一步：{step.title}。")


def take_step(session: "Session", row: Entry, given: Values) -> None:
    """Note the step that is next."""
    step = row.step or STEPS[0]
    election = session.get_one(Election, row.id)
    beginning.note_step(
        session, election, step.key, given[DAY.key], given.get(DOCUMENT.key) or "", given.get(MEETING.key)
    )


def step_sentence(row: Entry, _given: Values) -> str:
    """Return how the journal calls the step."""
    return f"登记{row.step.title if row.step else '进度'}：{row.body} {row.election.label()}"


def begin_mending(_session: "Session", row: Entry) -> Values:
    """Return what was noted."""
    values = {field.key: getattr(row.election, field.key, None) for field in MENDED}
    return {**values, LEFT_OUT.key: excluded_text(row.election.excluded)}


def mending_links(desk: "Desk", row: Entry) -> "Links":
    """Return the meetings to link to."""
    return {MEETING.key: assemblies(desk, row)}


def mend(session: "Session", row: Entry, given: Values) -> None:
    """Mend what was noted."""
    values = {key: value for key, value in _whole(given).items() if key != LEFT_OUT.key}
    values["excluded"] = excluded_in(given[LEFT_OUT.key] or "")
    beginning.correct(session, session.get_one(Election, row.id), values)


BEGINNING = Sheet(BEGUN, begin_values, bodies, follow=follow, note=lambda _row: BEGIN_NOTE)
MENDING = Sheet(MENDED, begin_mending, mending_links)
