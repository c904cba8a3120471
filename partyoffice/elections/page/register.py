"""换届: the register of elections as data: its columns, its views, the way of one election beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.elections.page.verbs import VERBS
from partyoffice.elections.queries.rows import Entry, entries
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules.steps import STEPS, Step, window
from partyoffice.elections.rules.words import CONFIRMED, DROPPED, STATES
from partyoffice.members.records import History, Person
from partyoffice.organisation.records import Organisation, Term
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Shown, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Lines = tuple[tuple[str, str], ...]
MARKS = {CONFIRMED: Mark.DONE, DROPPED: Mark.SAME}
EMPTY = Empty("inbox", "还没有换届选举", "届满前一两个月由支委会研究、向上级请示，从“开始换届选举”登记起。")


def _mark(one: Entry) -> Mark:
    grave = any(found.severity is not Severity.INFO for found in one.findings)
    return MARKS.get(one.state, Mark.WARN if grave else Mark.NOW)


def _due_mark(one: Entry) -> Mark | None:
    return Mark.SOON if one.due is not None else None


def _day(key: str, title: str, *, hidden: bool = False) -> Shown:
    return Shown(Field(key, title, Kind.DAY), lambda one: getattr(one.election, key), hidden=hidden)


COLUMNS = (
    Shown(Field("body", "党组织", Kind.CHOICE), sample="第三党支部（行政后勤）"),
    Shown(Field("number", "届次"), lambda one: one.election.number, lambda one: one.election.label(),
          sample="第4届换届选举"),
    Shown(Field("state", "进度", Kind.CHOICE, choices=STATES), mark=_mark, sample="已请示已"),
    Shown(Field("next", "下一步"), sample="提名候选人，候选人预备人选请示"),
    Shown(Field("due", "最好在…以前", Kind.DAY), mark=_due_mark),
    _day("due_on", "届满"),
    _day("asked", "换届请示"),
    _day("approved", "换届批复"),
    _day("held", "选举大会"),
    _day("confirmed", "结果批复"),
    Shown(Field("winners", "当选"), sample="沈砚秋（党支部书记）、顾清和（组织委员）"),
    _day("decided", "支委会研究", hidden=True),
    _day("proposed", "人选请示", hidden=True),
    _day("accepted", "人选批复", hidden=True),
    _day("reported", "结果上报", hidden=True),
    _day("term_start", "任期开始", hidden=True),
    Shown(Field("seats", "委员名额", Kind.NUMBER), lambda one: one.election.seats, hidden=True),
    Shown(Field("note", "备注", Kind.LONG), lambda one: one.election.note, hidden=True),
)  # fmt: skip
VIEWS = (
    View("open", "进行中", lambda one: one.open),
    View("done", "已办结", lambda one: one.state == CONFIRMED),
    View("dropped", "已中止", lambda one: one.state == DROPPED),
    View("all", "全部", lambda _one: True),
)


def name_of(one: Entry) -> str:
    """Return how sentences call an election."""
    return f"{one.body} {one.election.label()}"


def _read(session: "Session", _look: Look) -> Sequence[Entry]:
    return entries(session)


# -- the card ---------------------------------------------------------------------------------


def _card(_session: "Session", one: Entry) -> Card:
    it = one.election
    ends = f"届满 {it.due_on}" if it.due_on else ""
    facts = "·".join(filter(None, (ends, f"委员 {it.seats} 名", f"任期 {it.years} 年")))
    state = f"{one.state}　下一步：{one.next}" if one.next else one.state
    sections = (
        ("进度", tuple(_step(one, step) for step in STEPS)),
        ("选票", tuple((row.title, f"{row.state}\n{row.said}".strip()) for row in one.ballots)),
        ("当选", tuple(_posts(one))),
        ("不计入应到", tuple((str(row["name"]), _left_out(row)) for row in it.excluded)),
        ("其他", _others(it)),
    )
    return Card(name_of(one), facts, state, _mark(one), one.findings, sections)


def _step(one: Entry, step: Step) -> tuple[str, str]:
    """Return what is known of a step: its day and number, else when it is usual."""
    day = one.days[step.key]
    if day is not None:
        number = str(getattr(one.election, step.document)) if step.document else ""
        return step.title, f"✓ {day} {number}".rstrip()
    if not one.open:
        return step.title, "没有登记"
    usual = _usual(one, step)
    return step.title, ("下一步" + (f"，{usual}" if usual else "")) if step is one.step else usual or "—"


def _usual(one: Entry, step: Step) -> str:
    """Return when a step before the meeting is usual, reckoned from the end of the term."""
    if one.ends is None or step.key in {"reported", "confirmed"}:
        return ""
    first, last = window(step, one.ends)
    return f"{first} 至 {last}" if first < last else f"{last} 以前"


def _posts(one: Entry) -> Lines:
    latest = {each.name: each.post for row in one.ballots for each in row.people if each.elected}
    return tuple(latest.items())


def _left_out(row: dict[str, str]) -> str:
    consents = (("consented", "上级同意"), ("adopted", "大会通过"))
    told = "，".join(f"{words} {row[key] or '没有登记'}" for key, words in consents)
    return f"{row['reason']}（{told}）"


def _others(it: Election) -> Lines:
    lines = (
        ("任期开始", str(it.term_start or "")), ("中止原因", it.why_dropped), ("备注", it.note),
    )  # fmt: skip
    return tuple(line for line in lines if line[1])


REGISTER = Register(
    "elections", "换届选举", COLUMNS, _read, name_of, VERBS, VIEWS,
    kinds=frozenset({Election, Ballot, Nominee, Organisation, Term, Person, History}), card=_card,
    empty=EMPTY, unit="次", roster="elections", hint="党组织、届次、姓名",
)  # fmt: skip
