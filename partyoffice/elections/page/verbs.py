"""What can be done with an election, in the order of its life: each with the form it asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock, codes
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.elections import queries
from partyoffice.elections.actions import beginning
from partyoffice.elections.actions.concluding import conclude, last_posts
from partyoffice.elections.page import candidates, counting, steps
from partyoffice.elections.page.asking import DAY, DOCUMENT, REASON, Values, today
from partyoffice.elections.papers.about import about
from partyoffice.elections.papers.letters import PROPOSED
from partyoffice.elections.queries.rows import SHORT, TIED, UNCOUNTED, VOID, BallotRow, Entry
from partyoffice.elections.records import Election
from partyoffice.elections.rules.steps import CONFIRM
from partyoffice.elections.rules.typed import POSTS, posts_in, table_text
from partyoffice.ui.register import Sheet, Verb, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

OVER = "这次选举已经办结或中止"


def _pressed(key: str, text: str, why_not: Callable[[Entry], str], **more: Any) -> Verb:  # noqa: ANN401 -- what else a verb has
    """Return a verb with a button under the list, which stands there while it may be done."""
    return Verb(key, text, button=True, why_not=why_not, **more)


# -- why one rests ----------------------------------------------------------------------------


def _open(one: Entry) -> str:
    return "" if one.open else OVER


def _stepping(one: Entry) -> str:
    return _open(one) or ("收到上级对选举结果的批复以后，用“办结”" if one.step in {CONFIRM, None} else "")


def _waits(*states: str) -> Callable[[Entry], str]:
    """Rest unless the ballot to be settled is in one of some states."""

    def why(one: Entry) -> str:
        waiting = one.waiting
        fits = waiting is not None and waiting.state in states
        return _open(one) or ("" if fits else "现在没有这样的选票")

    return why


def _may_conclude(one: Entry) -> str:
    if one.waiting is not None:
        return f"“{one.waiting.title}”{one.waiting.state}"
    return _open(one) or ("" if any(row.elected for row in one.ballots) else "还没有选举结果")


def _may_remove(one: Entry) -> str:
    counted = any(row.state != UNCOUNTED for row in one.ballots)
    return "有计票结果的不能删除；不再办的用“中止”" if counted or one.election.confirmed else ""


# -- ballots ----------------------------------------------------------------------------------


def _of_waiting(make: Callable[[BallotRow], Sheet]) -> Callable[[Entry], Sheet]:
    return lambda row: make(_waiting(row))


def _waiting(row: Entry) -> BallotRow:
    waiting = row.waiting
    if waiting is None:
        raise LookupError(row.id)
    return waiting


def _on_waiting(
    work: "Callable[[Session, BallotRow, Values], Any]",
) -> "Callable[[Session, Entry, Values], Any]":
    return lambda session, row, given: work(session, _waiting(row), given)


def count(session: "Session", row: BallotRow, given: Values) -> "list[Any]":
    """Count a ballot, and tell what it brought."""
    return counting.CountingSheet(row).save(session, given)


def count_sheet(row: BallotRow) -> Sheet:
    """Return the counting sheet of a ballot."""
    return counting.CountingSheet(row).sheet()


def _ballot_sentence(words: str) -> Callable[[Entry, Values], str]:
    return lambda row, _given: f"{words}：{row.body} {row.election.label()} {_waiting(row).title}"


# -- concluded --------------------------------------------------------------------------------

START = Field("start", "任期开始", Kind.DAY, required=True, hint="一般为选举产生之日")
TABLE = Field("posts", "当选的职务（分工）", Kind.TABLE, choices=POSTS, hint="书记、副书记、委员的分工")
CONCLUDED = (Field(DAY.key, "批复日期", Kind.DAY, required=True), DOCUMENT, START, TABLE)


def _conclude_begin(session: "Session", row: Entry) -> Values:
    winners = last_posts(queries.elected(session, row.id))
    posts = table_text((one.name, one.post) for one in winners)
    start = row.election.held or Day.of(clock.today())
    return {**today(session, row), START.key: start, TABLE.key: posts}


def _conclude_note(row: Entry) -> str:
    if row.election.byelection:
        return "从任期开始之日起，补选的人担任新的职务，别人的职务和届次不变。"
    return "从任期开始之日起：原来的委员会职务结束，当选的人担任新的职务，换为这一届。这是一步，可以撤销。"


CONCLUDING = Sheet(CONCLUDED, _conclude_begin, note=_conclude_note)


def _conclude(session: "Session", row: Entry, given: Values) -> None:
    posts = {
        name: codes.find("party_post", post) or post
        for name, post in posts_in(given[TABLE.key] or "").items()
    }
    election = session.get_one(Election, row.id)
    conclude(session, election, given[DAY.key], given[START.key], given.get(DOCUMENT.key) or "", posts)


def _drop(session: "Session", row: Entry, given: Values) -> None:
    beginning.drop(session, session.get_one(Election, row.id), given[REASON.key])


def _remove(session: "Session", row: Entry, _given: Values) -> None:
    beginning.remove(session, session.get_one(Election, row.id))


PAPERS = (
    ("asked", "elec-01"), ("approved", "elec-02"), ("proposed", "elec-03"), ("accepted", "elec-04"),
    ("held", "elec-05"), ("reported", "elec-12"),
)  # fmt: skip


def _print(desk: "Desk", rows: Sequence[Entry]) -> None:
    """Open the print dialog at the paper that is next."""
    row = rows[0]
    paper = next((paper for key, paper in PAPERS if row.days[key] is None), "elec-12")
    with desk.open_office().reading() as session:
        one = about(session, row.body_id, str(row.election.number))
        given = PROPOSED[paper](one) if paper in PROPOSED else {"term": one.term}
    desk.open_dialog("print", paper=paper, branch=row.body_id, given=given)


def _ballot_verbs() -> tuple[Verb, ...]:
    """Return what is done with the ballot that waits."""
    again, leave = candidates.again, counting.leaving
    return (
        _pressed(
            "count", "计票", _waits(UNCOUNTED), work=_on_waiting(count), sheet=_of_waiting(count_sheet),
            icon="pencil", sentence=_ballot_sentence("计票"), press="保存计票",
        ),
        _pressed(
            "again", "再次投票", _waits(TIED, SHORT, VOID), work=_on_waiting(candidates.vote_again),
            sheet=_of_waiting(again), icon="users", sentence=_ballot_sentence("再次投票"),
        ),
        _pressed(
            "leave", "减少名额", _waits(SHORT), work=_on_waiting(counting.leave), sheet=_of_waiting(leave),
            sentence=_ballot_sentence("减少名额"),
        ),
    )  # fmt: skip


VERBS = (
    replace(adding("开始换届选举", steps.begin, steps.BEGINNING), sentence=steps.begin_sentence),
    _pressed(
        "step", "登记下一步", _stepping, work=steps.take_step, sheet=steps.step_sheet, icon="check",
        sentence=steps.step_sentence, press="登记",
    ),
    _pressed("put", "提名候选人", _open, work=candidates.put, sheet=candidates.put_up, icon="users"),
    *_ballot_verbs(),
    _pressed("conclude", "办结", _may_conclude, work=_conclude, sheet=CONCLUDING, icon="check"),
    Verb("print", "打印文书", icon="printer", button=True, show=_print),
    opening(steps.mend, steps.MENDING),
    Verb("drop", "中止", _drop, Sheet((REASON,), lambda _session, _row: {}), icon="x", why_not=_open),
    removing(_remove, "删除登记", _may_remove),
)  # fmt: skip
