"""选票: the ballots of all elections as a register: who stands, what was counted, what it brought."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.elections.actions.ballots import remove_ballot
from partyoffice.elections.page import candidates, counting
from partyoffice.elections.page.asking import Values
from partyoffice.elections.page.verbs import count, count_sheet
from partyoffice.elections.papers import ballots, sheets
from partyoffice.elections.papers.about import About, about
from partyoffice.elections.queries.rows import (
    CUT,
    FULL,
    SHORT,
    TIED,
    UNCOUNTED,
    VOID,
    BallotRow,
    ballot_rows,
)
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules.words import BALLOTS as OFFICES
from partyoffice.elections.rules.words import LEADERS
from partyoffice.members.records import Person
from partyoffice.organisation.records import Organisation
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

MARKS = {
    UNCOUNTED: Mark.NOW, VOID: Mark.BLOCKED, TIED: Mark.WARN, SHORT: Mark.WARN, FULL: Mark.DONE,
    CUT: Mark.DONE,
}  # fmt: skip
EMPTY = Empty("inbox", "还没有选票", "在“换届”里选中一次选举，按“提名候选人”，选票就列在这里。")
Propose = Callable[[About, BallotRow, date], dict[str, str]]
SEALED = "这次选举已经办结或中止"


def _number(key: str, title: str, *, hidden: bool = False) -> Shown:
    return Shown(Field(key, title, Kind.NUMBER), lambda one: getattr(one.ballot, key), hidden=hidden)


COLUMNS = (
    Shown(Field("body", "党组织", Kind.CHOICE), sample="第三党支部（行政后勤）"),
    Shown(Field("label", "选举", Kind.CHOICE), sample="第4届换届选举"),
    Shown(Field("title", "选票", Kind.CHOICE, choices=OFFICES), sample="委员（第 2 次）"),
    Shown(Field("state", "结果", Kind.CHOICE), mark=lambda one: MARKS[one.state], sample="票数相等票"),
    Shown(Field("on", "投票日期", Kind.DAY), lambda one: one.ballot.on),
    _number("seats", "应选"),
    _number("due", "应到"),
    _number("present", "实到"),
    _number("issued", "发出"),
    _number("returned", "收回"),
    _number("valid", "有效"),
    _number("invalid", "无效"),
    Shown(Field("names", "候选人"), several=True, sample="沈砚秋、顾清和、林知夏、方砚舟"),
    Shown(Field("elected", "当选"), several=True, sample="沈砚秋、顾清和、林知夏"),
    Shown(Field("tellers", "监票人"), lambda one: one.ballot.tellers, hidden=True),
    Shown(Field("counters", "计票人"), lambda one: one.ballot.counters, hidden=True),
)


def name_of(one: BallotRow) -> str:
    """Return how sentences call a ballot."""
    return f"{one.body} {one.label} {one.title}"


def _read(session: "Session", _look: Look) -> Sequence[BallotRow]:
    return ballot_rows(session)


def _card(_session: "Session", one: BallotRow) -> Card:
    votes = tuple((each.name, _got(each) + ("　当选" if each.elected else "")) for each in one.people)
    it = one.ballot
    tellers = (("总监票人", it.head_teller), ("监票人", it.tellers), ("计票人", it.counters))
    cut = (("减少名额", f"{it.vacated} 名，{it.consented} 人同意"),) if it.vacated else ()
    sections = (
        ("结果", ((("说明", one.said),) if one.said else ()) + cut),
        ("票数" if it.valid is not None else "候选人", votes),
        ("监票计票", tuple(line for line in tellers if line[1])),
    )
    return Card(one.title, f"{one.body}·{one.label}", one.state, MARKS[one.state], (), sections)


def _got(one: Nominee) -> str:
    if one.yes is None:
        return one.post
    if one.written_in:
        return f"另选 {one.yes}"
    return f"赞成 {one.yes}　不赞成 {one.no}　弃权 {one.abstain}"


# -- verbs ------------------------------------------------------------------------------------


def _living(one: BallotRow) -> str:
    return SEALED if one.over else "" if one.last else "后面已有再次投票"


def _uncounted(one: BallotRow) -> str:
    return _living(one) or ("" if one.state in {UNCOUNTED, VOID} else "已经计票")


def _counted(one: BallotRow) -> str:
    return _living(one) or ("还没有计票" if one.state in {UNCOUNTED, VOID} else "")


def _to_change(one: BallotRow) -> str:
    return _living(one) or ("" if one.state == UNCOUNTED else "已经计票，候选人不能再改")


def _is(one: BallotRow, *states: str) -> str:
    return _living(one) or ("" if one.state in states else f"这张选票{one.state}")


def _drop(session: "Session", row: BallotRow, _given: Values) -> None:
    remove_ballot(session, session.get_one(Ballot, row.id))


def _print(paper: str, propose: Propose, desk: "Desk", rows: Sequence[BallotRow]) -> None:
    """Open the print dialog at a paper, with the words of this ballot."""
    row = rows[0]
    with desk.open_office().reading() as session:
        term = str(session.get_one(Election, row.ballot.election_id).number)
        given = propose(about(session, row.body_id, term), row, clock.today())
    desk.open_dialog("print", paper=paper, branch=row.body_id, given=given)


def _print_ballots(desk: "Desk", rows: Sequence[BallotRow]) -> None:
    paper = "elec-08" if rows[0].ballot.office in LEADERS else "elec-07"
    _print(paper, ballots.of_ballot, desk, rows)


VOIDING = Sheet(counting.VOID, counting.begin_void)
VERBS = (
    Verb(
        "count",
        "计票",
        count,
        count_sheet,
        Role.OPEN,
        "pencil",
        button=True,
        press="保存计票",
        why_not=_uncounted,
    ),
    Verb(
        "recount",
        "更正计票",
        count,
        count_sheet,
        Role.OPEN,
        "pencil",
        button=True,
        press="保存计票",
        why_not=_counted,
    ),
    Verb(
        "change",
        "更正候选人",
        candidates.change,
        candidates.changing,
        icon="users",
        button=True,
        press="保存",
        why_not=_to_change,
    ),
    Verb(
        "tell",
        "职务和简要情况",
        candidates.tell,
        candidates.telling,
        icon="file-text",
        button=True,
        press="保存",
        why_not=_living,
    ),
    Verb(
        "again",
        "再次投票",
        candidates.vote_again,
        candidates.again,
        icon="users",
        button=True,
        why_not=lambda one: _is(one, TIED, SHORT, VOID),
    ),
    Verb(
        "leave",
        "减少名额",
        counting.leave,
        counting.leaving,
        button=True,
        why_not=lambda one: _is(one, SHORT),
    ),
    Verb("void", "选举无效", counting.void, VOIDING, icon="x", why_not=_living),
    Verb("print", "打印选票", icon="printer", button=True, show=_print_ballots),
    Verb("print_sheet", "打印计票单", icon="printer", show=partial(_print, "elec-10", sheets.of_ballot)),
    removing(_drop, "删除选票", _to_change),
)
VIEWS = (
    View("open", "待办", lambda one: one.open),
    View("all", "全部", lambda _one: True),
)
BALLOTS = Register(
    "elections-ballots", "选票", COLUMNS, _read, name_of, VERBS, VIEWS,
    kinds=frozenset({Election, Ballot, Nominee, Organisation, Person}), card=_card,
    empty=EMPTY, unit="张", hint="党组织、姓名", topic="elections",
)  # fmt: skip
