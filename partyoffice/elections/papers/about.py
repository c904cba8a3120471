"""What the papers of an election rest on: the body, its election, the last ballot of each office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, numeral
from partyoffice.elections import queries
from partyoffice.elections.queries.rows import BallotRow, Entry, entries
from partyoffice.elections.records import Election
from partyoffice.elections.rules.standing import in_order
from partyoffice.elections.rules.words import COMMITTEE, DELEGATES, DROPPED, LEADERS
from partyoffice.members import card
from partyoffice.organisation.queries import full_name, own_body, terms_of, tree
from partyoffice.organisation.records import Term
from partyoffice.organisation.rules import OrgKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PEN, MANY = "____", 100
Texts = Mapping[str, Any]
NAMES = {
    OrgKind.COMMITTEE: "委员会", OrgKind.GENERAL: "总支部委员会", OrgKind.BRANCH: "支部委员会",
}  # fmt: skip
HALLS = {OrgKind.COMMITTEE: "党员大会", OrgKind.GENERAL: "党员大会", OrgKind.BRANCH: "支部党员大会"}


@dataclass(frozen=True, slots=True)
class About:
    """A body and its election as papers tell of them; both may be unknown, and leave room for the pen."""

    session: "Session"
    body: int
    name: str
    kind: OrgKind
    entry: Entry | None
    terms: tuple[Term, ...]

    @property
    def election(self) -> Election | None:
        """The record."""
        return self.entry.election if self.entry is not None else None

    @property
    def committee(self) -> str:
        """支部委员会, 总支部委员会 or 委员会."""
        return NAMES.get(self.kind, "支部委员会")

    @property
    def hall(self) -> str:
        """The meeting that elects."""
        return HALLS.get(self.kind, "党员大会")

    @property
    def number(self) -> str:
        """第四届, or 新一届 where the number is not known."""
        return f"第{_numeral(self.election.number)}届" if self.election is not None else "新一届"

    @property
    def term(self) -> str:
        """The number of the election as the field 第几届 takes it."""
        return str(self.election.number) if self.election is not None else ""

    @property
    def seats(self) -> str:
        """How many 委员 are to be elected."""
        rows = self.ballots(COMMITTEE)
        known = rows[0].ballot.seats if rows else self.election.seats if self.election else None
        return str(known or PEN)

    def day(self, key: str) -> str:
        """Return a day of the election as papers write it, room for the pen where it is not known."""
        found = getattr(self.election, key) if self.election is not None else None
        return day_of_document(found) if isinstance(found, Day) else f"{PEN}年{PEN[:2]}月{PEN[:2]}日"

    def text(self, key: str) -> str:
        """Return a text of the election."""
        return str(getattr(self.election, key)) if self.election is not None else ""

    def ballots(self, *offices: str) -> list[BallotRow]:
        """Return the ballots of some offices in their order."""
        rows = self.entry.ballots if self.entry is not None else ()
        return [row for row in rows if row.ballot.office in offices]

    def stands(self, *offices: str) -> list[tuple[str, str]]:
        """Return who stands on the first ballot of each office: name and office, in the order of ballots."""
        rows = [row for row in self.ballots(*offices) if row.ballot.round == 1]
        return _ordered(
            (one.name, row.ballot.office) for row in rows for one in row.people if not one.written_in
        )

    def elected(self, *offices: str) -> list[tuple[str, str]]:
        """Return who was elected to the offices: name and office, in the order of ballots."""
        rows = self.ballots(*offices)
        return _ordered((one.name, row.ballot.office) for row in rows for one in row.people if one.elected)

    @property
    def stamp(self) -> str:
        """示例数据 in an invented office."""
        return card.stamp(self.session)


def _numeral(number: int) -> str:
    return numeral(number) if 1 <= number < MANY else str(number)


def _ordered(people: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return names office by office: 委员 by 姓氏笔画 whichever ballot elected them."""
    of: dict[str, list[str]] = {}
    for name, office in people:
        of.setdefault(office, []).append(name)
    return [(dotted_name(name), office) for office, names in of.items() for name in in_order(office, names)]


TERM = Field("term", "第几届", Kind.NUMBER, hint="可空着")


def about(session: "Session", body: int, term: str = "") -> About:
    """Return what papers tell of a body: the election of a term, else the one under way or the last."""
    body, whole = body or own_body(session), tree(session)
    node = whole.nodes.get(body)
    election = _of_term(session, body, term) or queries.last_of(session, body)
    rows = entries(session, [election.id]) if election is not None else []
    kind = node.kind if node is not None else OrgKind.BRANCH
    terms = tuple(terms_of(session, body)) if node is not None else ()
    return About(session, body, full_name(whole, body), kind, rows[0] if rows else None, terms)


def _of_term(session: "Session", body: int, term: str) -> Election | None:
    found = [one for one in queries.elections_of(session, body) if str(one.number) == term.strip()]
    return next((one for one in found if one.state != DROPPED), None)


def listed(names: Sequence[str]) -> str:
    """Return names joined, room for the pen where there is none."""
    return "、".join(names) or PEN * 3


def next_ballot(one: About, *offices: str) -> BallotRow | None:
    """Return the ballot a sheet is about: the one to be settled, else the last."""
    rows = one.ballots(*offices) if offices else one.ballots(COMMITTEE, *LEADERS, DELEGATES)
    waiting = [row for row in rows if row.open]
    return waiting[0] if waiting else rows[-1] if rows else None


def on_day(row: BallotRow | None, one: About, on: date) -> str:
    """Return the day of a ballot: its own, that of the meeting, else the day asked."""
    known = row.ballot.on if row is not None else None
    held = one.election.held if one.election is not None else None
    return str(known or held or on)
