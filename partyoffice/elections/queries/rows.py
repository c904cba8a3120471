"""The registers: elections with what they have come to, and their ballots with what each brought."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.elections.queries.ballots import among_tied, counted, elections_of, frame_of, votes_of
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules.counting import counted as outcome
from partyoffice.elections.rules.counting import told_of
from partyoffice.elections.rules.steps import CONFIRM, REPORT, STEPS, Step, due_of, judge, next_of, skipped
from partyoffice.elections.rules.words import COMMITTEE, CONFIRMED, DROPPED, RULES, SECRETARY
from partyoffice.meetings.rules.elections import Outcome
from partyoffice.organisation.queries import tree

UNCOUNTED, VOID, TIED, SHORT, FULL, CUT = "未计票", "选举无效", "票数相等", "没有选足", "已选足", "减少名额"


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One ballot with who stood, and what the count brought once it was counted."""

    id: int
    body_id: int
    body: str
    label: str
    ballot: Ballot
    people: tuple[Nominee, ...]
    outcome: Outcome | None
    said: str
    last: bool  # of its office; an earlier one is settled by those after it
    over: bool  # the election is

    @property
    def title(self) -> str:
        """委员, or 委员（第 2 次）."""
        more = f"（第 {self.ballot.round} 次）" if self.ballot.round > 1 else ""
        return f"{self.ballot.office}{more}"

    @property
    def state(self) -> str:
        """What the ballot has come to."""
        if self.ballot.void:
            return VOID
        if self.outcome is None:
            return UNCOUNTED
        if self.ballot.vacated and self.outcome.vacant == self.ballot.vacated:
            return CUT
        return TIED if self.outcome.tied else SHORT if self.outcome.vacant else FULL

    @property
    def open(self) -> bool:
        """Whether it is still to be counted, or another ballot to be held."""
        return self.last and not self.over and self.state not in {FULL, CUT}

    @property
    def names(self) -> tuple[str, ...]:
        """Who stands, in the order of the ballot."""
        return tuple(one.name for one in self.people if not one.written_in)

    @property
    def elected(self) -> tuple[str, ...]:
        """Who was elected."""
        return tuple(one.name for one in self.people if one.elected)


@dataclass(frozen=True, slots=True)
class Entry:
    """One election with its body, its ballots and what is to be said of it."""

    id: int
    body_id: int
    body: str
    kind: str
    election: Election
    ballots: tuple[BallotRow, ...]
    findings: tuple[Finding, ...]

    @property
    def days(self) -> dict[str, Day | None]:
        """The days of the steps."""
        return {step.key: getattr(self.election, step.key) for step in STEPS}

    @property
    def state(self) -> str:
        """The stage."""
        return self.election.state

    @property
    def open(self) -> bool:
        """Whether it is under way."""
        return self.state not in {CONFIRMED, DROPPED}

    @property
    def step(self) -> Step | None:
        """The step that is next."""
        return next_of(self.days) if self.open else None

    @property
    def ends(self) -> date | None:
        """The day the old term ends."""
        return self.election.due_on.first if self.election.due_on is not None else None

    @property
    def due(self) -> Day | None:
        """By when the next step is usual."""
        by = due_of(self.step, self.days, self.ends) if self.step is not None else None
        return Day.of(by) if by is not None else None

    @property
    def waiting(self) -> BallotRow | None:
        """The first ballot that is still to be settled."""
        return next((one for one in self.ballots if one.open), None)

    @property
    def next(self) -> str:
        """What is to be done next, in a few words."""
        return _next(self) if self.open else ""

    @property
    def winners(self) -> str:
        """Who was elected to what, each once."""
        latest = {one.name: one for row in self.ballots for one in row.people if one.elected}
        return "、".join(f"{one.name}（{one.post}）" if one.post else name for name, one in latest.items())


def _next(one: Entry) -> str:
    step, waiting = one.step, one.waiting
    if step is None:
        return ""
    if step in {REPORT, CONFIRM} and waiting is not None:
        return {UNCOUNTED: "计票", VOID: "重新投票"}.get(waiting.state, "再次投票") + f"：{waiting.title}"
    if step in {REPORT, CONFIRM} and not one.ballots:
        return "登记候选人和计票"
    return f"提名候选人，{step.title}" if step.key == "proposed" and not one.ballots else step.title


def entries(session: Session, ids: Sequence[int] | None = None) -> list[Entry]:
    """Return the register, those under way first, then the newest; ``ids`` narrows to some elections."""
    bodies, ballots, people = tree(session), _ballots(session), _people(session)
    found = []
    for one in elections_of(session):
        if ids is not None and one.id not in ids:
            continue
        node = bodies.nodes[one.organisation_id]
        mine = ballots[one.id]
        rows = tuple(_row(session, one, node.name, each, mine, people[each.id]) for each in mine)
        found.append(Entry(one.id, node.id, node.name, str(node.kind), one, rows, tuple(_judge(one, rows))))
    return sorted(found, key=lambda row: (not row.open, -_newest(row), bodies.position(row.body_id)))


def ballot_rows(session: Session) -> list[BallotRow]:
    """Return the ballots of all elections, in the order of the register."""
    return [ballot for one in entries(session) for ballot in one.ballots]


def _newest(row: Entry) -> int:
    days = [day.first.toordinal() for day in row.days.values() if day is not None]
    return max(days, default=0)


def _ballots(session: Session) -> dict[int, list[Ballot]]:
    found: dict[int, list[Ballot]] = defaultdict(list)
    for one in session.execute(select(Ballot).order_by(Ballot.id)).scalars():
        found[one.election_id].append(one)
    return found


def _people(session: Session) -> dict[int, list[Nominee]]:
    found: dict[int, list[Nominee]] = defaultdict(list)
    for one in session.execute(select(Nominee).order_by(Nominee.written_in, Nominee.id)).scalars():
        found[one.ballot_id].append(one)
    return found


def _row(
    session: Session,
    election: Election,
    name: str,
    one: Ballot,
    all_: Sequence[Ballot],
    people: Sequence[Nominee],
) -> BallotRow:
    tied = counted(one) and one.round > 1 and among_tied(session, one)
    frame = frame_of(one)
    brought = outcome(frame, votes_of(people), among_tied=tied) if counted(one) else None
    said = told_of(brought, frame, among_tied=tied) if brought is not None else one.void
    last = not any(other.office == one.office and other.round > one.round for other in all_)
    over = election.state in {CONFIRMED, DROPPED}
    return BallotRow(
        one.id,
        election.organisation_id,
        name,
        election.label(),
        one,
        tuple(people),
        brought,
        said,
        last,
        over,
    )


def _judge(one: Election, rows: Sequence[BallotRow]) -> list[Finding]:
    """Say what an election lacks; one that was broken off lacks nothing."""
    if one.state == DROPPED:
        return []
    days = {step.key: getattr(one, step.key) for step in STEPS}
    found = judge(days, one.due_on.first if one.due_on is not None and not one.byelection else None)
    return [*found, *_passed_over(days), *_leaders(one, rows)]


def _passed_over(days: Mapping[str, Day | None]) -> list[Finding]:
    missing = [step.title for step in skipped(days)]
    if not missing:
        return []
    return [Finding("ELEC-05", Severity.INFO, f"没有登记日期：{'、'.join(missing)}", "", RULES)]


def _leaders(one: Election, rows: Sequence[BallotRow]) -> list[Finding]:
    """Warn of a committee without 书记 where the result is reported already."""
    offices = {row.ballot.office for row in rows}
    if one.reported is None or COMMITTEE not in offices or SECRETARY in offices or one.byelection:
        return []
    return [Finding("ELEC-06", Severity.WARN, "已经上报，还没有登记书记的选举", "", RULES)]
