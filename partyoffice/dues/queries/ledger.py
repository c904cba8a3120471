"""The ledger: every member's months as rules judge them, read for many people at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import String, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.places import placed
from partyoffice.dues.records import Arrangement, Assessment, Liability, Opening, Payment, Waiver
from partyoffice.dues.rules.ledger import Account, Cell, Now, Paid, Rate, Relief, State
from partyoffice.dues.rules.liability import Letter, Span, Stay, liable
from partyoffice.dues.rules.months import Month, day_of, month, month_of, year_months, year_of
from partyoffice.dues.rules.words import Plan
from partyoffice.members.queries import Line as Stretch
from partyoffice.members.queries import Someone, histories_by_person
from partyoffice.members.records import Person
from partyoffice.members.rules import MEMBERS, SUSPENDED, Fact
from partyoffice.organisation.queries import tree
from partyoffice.store.base import stored_day

FEW = 500  # people whose rows are asked for one by one


@dataclass(frozen=True)
class Row:
    """One member's year: the twelve cells and what they come to."""

    someone: Someone
    account: Account
    cells: tuple[Cell, ...]

    @property
    def id(self) -> int:
        """The person's id, by which lists know the row."""
        return self.account.person_id

    @property
    def name(self) -> str:
        """The name."""
        return self.someone.name

    @cached_property
    def due(self) -> int:
        """What the year asks for, what is not set left out."""
        return sum(cell.due or 0 for cell in self.cells)

    @cached_property
    def paid(self) -> int:
        """What was paid for the year."""
        return sum(cell.paid for cell in self.cells)

    @cached_property
    def owed(self) -> int:
        """What of the year is in arrears."""
        return sum(cell.owed for cell in self.cells)


@dataclass(frozen=True)
class Ledger:
    """A year of the ledger as of a day; ``since`` is the first month the book tells of, None for none."""

    year: int
    now: Now
    since: Month | None
    rows: tuple[Row, ...]


def read_year(
    session: Session,
    year: int,
    on: date,
    branch: int | None = None,
    people: Collection[int] | None = None,
) -> Ledger:
    """Return everybody who owes or paid anything in a year, in the order of the roster's records.

    People stand where they belong on the day, or at the year's end if that is over; who left stands where
    they stood last. ``branch`` takes in what hangs below it, ``people`` only these.
    """
    now, months = now_of(session, on), year_months(year)
    day = min(on, date(year, 12, 31)) if on.year >= year else on
    ids = None if people is None else sorted(people)
    known = placed(session, day, ids)
    found = accounts(session, months, people)
    first = since(session)
    rows = [
        Row(known[one.person_id], one, tuple(_cell(one, at, now, first) for at in months))
        for one in found.values()
        if one.person_id in known and _concerned(one, months)
    ]
    if branch is not None:
        wanted = tree(session).below(branch)
        rows = [row for row in rows if wanted & {row.someone.branch_id, row.someone.group_id}]
    return Ledger(year, now, first, tuple(rows))


def _cell(one: Account, at: Month, now: Now, first: Month | None) -> Cell:
    """Return what a month is; of those before the book it tells only what was paid all the same."""
    if first is not None and at < first and at not in one.paid:
        return Cell(at, State.NONE)
    return one.cell(at, now)


def _concerned(one: Account, months: Sequence[Month]) -> bool:
    return any(at in one.paid or one.owes(at) for at in months)


def accounts(
    session: Session,
    months: Sequence[Month],
    people: Collection[int] | None = None,
    paid: Mapping[int, Mapping[Month, Paid]] | None = None,
) -> dict[int, Account]:
    """Return the accounts of a run of months by person, of some people or of all who were ever members.

    ``paid`` is what was paid, where it is known already.
    """
    spans, rates = spans_by_person(session, people), _rates(session, months, people)
    paid = _paid(session, months, people) if paid is None else paid
    reliefs, quarters = _reliefs(session, people), _quarters(session, people)
    return {
        one: Account(
            one,
            spans.get(one, ()),
            rates.get(one, ()),
            reliefs.get(one, ()),
            quarters.get(one, ()),
            paid.get(one, {}),
        )
        for one in sorted({*spans, *paid})
    }


def since(session: Session) -> Month | None:
    """Return the first month the book tells of: 建账月份, or the first one set or paid."""
    opened = session.execute(select(Opening.since)).scalar()
    if opened is not None:
        return month_of(opened)
    firsts = (select(func.min(Payment.month)), select(func.min(Assessment.start)))
    days = [day for wanted in firsts if (day := session.execute(wanted).scalar()) is not None]
    return min(map(month_of, days)) if days else None


# -- what bears on a month ------------------------------------------------------------------------


def spans_by_person(session: Session, people: Collection[int] | None = None) -> dict[int, tuple[Span, ...]]:
    """Return which months everybody owes here, by person."""
    letters, ids = defaultdict(list), None if people is None else sorted(people)
    told = select(Liability.person_id, Liability.bound, Liability.month, Liability.on)
    for row in _rows(session, told, Liability.person_id, people):
        letters[row.person_id].append(Letter(row.bound, month_of(row.month), row.on))
    known = select(Person.id, Person.joined).where(Person.binned.is_(None))
    joined = {one.id: one.joined for one in _rows(session, known, Person.id, people)}
    return {
        one: spans
        for one, rows in histories_by_person(session, ids).items()
        if one in joined and (spans := _spans(joined[one], rows, letters[one]))
    }


def _spans(joined: Day | None, rows: Iterable[Stretch], letters: Sequence[Letter]) -> tuple[Span, ...]:
    stays, gaps, member = [], [], []
    for row in rows:
        if row.fact == Fact.PRESENCE:
            stays.append(Stay(row.start, row.end))
        elif row.fact == Fact.STATUS and row.value == SUSPENDED:
            gaps.append(Stay(row.start, row.end))
        elif row.fact == Fact.CATEGORY and row.value in MEMBERS:
            member.append(Stay(row.start, row.end))
    here = [one for one in stays if any(map(one.meets, member))]  # back as an applicant is no member
    if not here:
        return ()
    known = [one.start for one in member if one.start is not None]
    return liable(joined or (min(known) if len(known) == len(member) else None), here, letters, gaps)


def _rows(session: Session, wanted: Any, column: Any, people: Collection[int] | None) -> Any:  # noqa: ANN401 -- of any columns
    """Ask the connection itself, whose plain rows cost a third, for all at once; of a few them alone."""
    session.flush()
    few = people is not None and len(people) <= FEW
    return session.connection().execute(wanted.where(column.in_(people)) if few else wanted).all()


def _rates(
    session: Session, months: Sequence[Month], people: Collection[int] | None
) -> dict[int, list[Rate]]:
    found: dict[int, list[Rate]] = defaultdict(list)
    years = Assessment.year.between(year_of(months[0]), year_of(months[-1]))
    wanted = select(
        *(getattr(Assessment, key) for key in ("id", "person_id", "year", "start", "due", "base", "rate"))
    )
    wanted = wanted.where(years).order_by(Assessment.start, Assessment.id)
    for row in _rows(session, wanted, Assessment.person_id, people):
        if people is None or row.person_id in people:
            rate = Rate(row.id, month_of(row.start), month(row.year, 12), row.due, row.base, row.rate)
            found[row.person_id].append(rate)
    return found


def paid_by(on: date) -> Any:  # noqa: ANN401 -- a condition
    """Return the condition of payments that were made by a day; an old one without its day is."""
    return or_(Payment.on.is_(None), Payment.on <= Day.of(on))


@lru_cache(maxsize=65536)
def _month_of(text: str) -> Month:
    """Return the month a stored day lies in: 240 000 payments have few distinct ones."""
    return month_of(stored_day(text))


def _paid(
    session: Session, months: Sequence[Month], people: Collection[int] | None
) -> Mapping[int, dict[Month, Paid]]:
    found: dict[int, dict[Month, Paid]] = defaultdict(dict)
    texts = (type_coerce(Payment.month, String), type_coerce(Payment.on, String))
    wanted = select(Payment.person_id, *texts, Payment.amount, Payment.elsewhere).where(
        Payment.month.between(day_of(months[0]), day_of(months[-1]))
    )
    for person, of, on, amount, elsewhere in _rows(session, wanted, Payment.person_id, people):
        if people is not None and person not in people:
            continue
        one = found[person].setdefault(_month_of(of), Paid())
        one.amount += amount
        one.elsewhere |= elsewhere
        if on is not None and amount > 0:
            one.last = max(one.last or 0, _month_of(on))
    return found


def _reliefs(session: Session, people: Collection[int] | None) -> dict[int, list[Relief]]:
    found: dict[int, list[Relief]] = defaultdict(list)
    wanted = (
        select(Waiver.id, Waiver.person_id, Waiver.start, Waiver.end, Waiver.amount)
        .where(Waiver.approved.is_not(None), Waiver.refused.is_(None))
        .order_by(Waiver.id)
    )
    for row in _rows(session, wanted, Waiver.person_id, people):
        if people is None or row.person_id in people:
            found[row.person_id].append(Relief(row.id, month_of(row.start), month_of(row.end), row.amount))
    return found


def _quarters(session: Session, people: Collection[int] | None) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    wanted = select(Arrangement.person_id, Arrangement.start, Arrangement.end)
    wanted = wanted.where(Arrangement.plan == Plan.QUARTERLY)
    for row in _rows(session, wanted, Arrangement.person_id, people):
        if people is None or row.person_id in people:
            found[row.person_id].append(Span(month_of(row.start), month_of(row.end) if row.end else None))
    return found
