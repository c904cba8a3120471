"""What each invented member pays from: which months are owed, out of what pay, through which branch."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.ledger import spans_by_person
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import Month, month_of
from partyoffice.dues.rules.words import Method, Payer
from partyoffice.members.queries import Line, histories_by_person
from partyoffice.members.records import Person
from partyoffice.members.rules import Fact, retires_in
from partyoffice.store.base import Record

RETIRED = "离退休"
STEWARD = "组织委员"
METHODS = (Method.PHONE, Method.PHONE, Method.BANK, Method.CASH, Method.PHONE)
CARD = ("id", "name", "sex", "birth", "work_start", "title_level", "establishment")


@dataclass(slots=True)
class Purse:
    """One member's dues as they are invented: usual months, and what about some of them is not usual."""

    card: Any
    months: Sequence[Month]  # owed, up to the running one
    branches: Sequence[tuple[Month, int]]  # through which branch, since when
    retired: Month | None = None
    unpaid: set[Month] = field(default_factory=set)
    unset: set[int] = field(default_factory=set)  # years without 核定
    elsewhere: set[Month] = field(default_factory=set)
    days: dict[Month, Day] = field(default_factory=dict)  # where not on the usual day
    amounts: dict[Month, int] = field(default_factory=dict)  # where not what is due
    ahead: list[Month] = field(default_factory=list)
    overdue: Month = 0  # the last month whose 党费日 is over
    payer: str = ""
    note: str = ""  # of what was paid on another day
    set: dict[tuple[int, Payer], dict[str, Any]] = field(default_factory=dict)  # what was set, once a year
    around: list[tuple[type[Record], dict[str, Any]]] = field(default_factory=list)

    @property
    def id(self) -> int:
        """Whose it is."""
        return int(self.card.id)

    @property
    def method(self) -> Method:
        """How it is paid: those who are retired bring it."""
        return Method.CASH if self.payer_kind(self.months[-1]) is Payer.RETIRED else METHODS[self.id % 5]

    def payer_kind(self, month: Month) -> Payer:
        """Return what its owner lives on in a month."""
        return Payer.RETIRED if self.retired is not None and month >= self.retired else Payer.STAFF

    def branch(self, month: Month) -> int | None:
        """Through which branch a month is paid."""
        before = [branch for start, branch in self.branches if start <= month]
        return before[-1] if before else None

    def add(self, record: type[Record], **values: Any) -> None:  # noqa: ANN401 -- the columns of a record
        """Add a record of its owner."""
        self.around.append((record, {"person_id": self.id, **values}))


def purses(session: Session, since: Month, now: Month) -> list[Purse]:
    """Return the purse of everybody who owes a month since the book began, oldest record first."""
    cards = {row.id: row for row in session.execute(select(*(getattr(Person, key) for key in CARD)))}
    histories = histories_by_person(session)
    found = []
    for person, spans in sorted(spans_by_person(session).items()):
        months = [month for month in range(since, now + 1) if _owes(spans, month)]
        if months:
            branches = list(_branches(histories[person]))
            found.append(Purse(cards[person], months, branches, _retired(cards[person])))
    return found


def _owes(spans: Sequence[Span], month: Month) -> bool:
    return any(one.holds(month) for one in spans)


def _branches(rows: Sequence[Line]) -> Iterator[tuple[Month, int]]:
    for row in rows:
        if row.fact == Fact.BRANCH and row.organisation_id is not None:
            yield month_of(row.start) if row.start else 0, row.organisation_id


def _retired(card: Any) -> Month | None:  # noqa: ANN401 -- a row of the database
    """Return the month from which somebody lives on a pension; who still teaches never does."""
    if card.establishment != RETIRED:
        return None
    month = retires_in(card.sex, card.birth)
    return month_of(month) + 1 if month else 0


def stewards(session: Session) -> dict[int, str]:
    """Return who collects in each branch: its 组织委员."""
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    found: dict[int, str] = defaultdict(str)
    for person, rows in histories_by_person(session).items():
        for row in rows:
            if row.fact == Fact.POST and row.value == STEWARD and row.organisation_id:
                found[row.organisation_id] = names[person]
    return found
