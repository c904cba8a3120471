"""Who is behind with 党费: the whole school at once, as of a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import days_after
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import FEW, accounts, since
from partyoffice.dues.queries.sums import Sums, sums
from partyoffice.dues.records import Assessment, Chase
from partyoffice.dues.records.settings import COLLECT_DAY, MAKEUP_MOST, WARN_MONTHS
from partyoffice.dues.rules import arrears as rules
from partyoffice.dues.rules.arrears import Step, Stretch
from partyoffice.dues.rules.ledger import Account, Cell, Now, State
from partyoffice.dues.rules.months import Month, day_of, month_of, year_months, year_of
from partyoffice.dues.rules.paying import is_too_late
from partyoffice.dues.rules.words import Payer
from partyoffice.members.queries import Someone, everyone
from partyoffice.store import settings

RECENT = 13  # months that 首页 looks back for who is behind; older gaps of theirs are told along
NOBODYS = Sums({})
Judged = tuple[tuple[Cell, ...], tuple[Cell, ...], tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Behind:
    """One member's arrears: the months that are late, those of them in a row, what was done about it.

    ``made_up`` are months paid after their time: what was once in arrears stays told. ``old`` are the late
    months that are beyond the usual ``most`` months of 补交.
    """

    someone: Someone
    account: Account
    late: tuple[Cell, ...]
    run: tuple[Cell, ...]
    made_up: tuple[Cell, ...]
    step: Step
    reached: date | None
    chases: tuple[Chase, ...] = ()
    ladder: tuple[int, ...] = rules.USUAL
    old: tuple[Month, ...] = ()
    most: int = 0

    @property
    def id(self) -> int:
        """The person."""
        return self.someone.id

    @property
    def name(self) -> str:
        """The name."""
        return self.someone.name

    @property
    def owed(self) -> int:
        """What is late altogether."""
        return sum(cell.owed for cell in self.late)

    @property
    def months(self) -> list[Month]:
        """The late months."""
        return [cell.month for cell in self.late]

    @property
    def chased(self) -> Chase | None:
        """What was done last."""
        return self.chases[0] if self.chases else None

    @property
    def here(self) -> bool:
        """Whether it is somebody of the roster."""
        return self.someone.present

    def stretches(self) -> list[Stretch]:
        """Return the late months by year and by what was set."""
        rates = [self.account.rate(cell.month) for cell in self.late]
        return rules.stretches(
            [(cell, rate.base, rate.rate) for cell, rate in zip(self.late, rates, strict=True) if rate]
        )


def ladder_of(session: Session) -> tuple[int, ...]:
    """Return the months of the ladder, the usual ones where the setting cannot be read."""
    return rules.USUAL if ladder_problem(session) else rules.read_ladder(_ladder(session))


def ladder_problem(session: Session) -> str:
    """Return why the setting of the ladder cannot be used; empty where it can."""
    try:
        rules.read_ladder(_ladder(session))
    except ValueError as error:
        return str(error)
    return ""


def _ladder(session: Session) -> str:
    return str(settings.get(session, WARN_MONTHS))


def behind(session: Session, on: date, people: Collection[int] | None = None) -> list[Behind]:
    """Return who was in arrears on a day, by what was paid until then, or before; the longest run first."""
    first, now = since(session), now_of(session, on)
    if first is None or first > now.month:
        return []
    months = range(first, now.month + 1)
    paid = sums(session, months, on, people)
    open_, after = _open(session, months, paid, people), {one for one in paid if paid[one].late}
    whom = {*open_, *after} if people is None else set(people)
    found = accounts(session, months, whom, {one: paid[one] for one in whom & paid.keys()}) if whom else {}
    judged = {
        one.person_id: (
            one,
            _judged(one, now, open_.get(one.person_id, ()), paid.get(one.person_id, NOBODYS).late),
        )
        for one in found.values()
    }
    known, ids = _Known(session, now, whom), sorted(judged)
    rows = [
        known.row(one, *judged[one.id])
        for one in everyone(session, on, columns=("name",), ids=ids)
        if any(judged[one.id][1])
    ]
    return sorted(rows, key=lambda row: (-len(row.run), -len(row.late), row.id))


def behind_of_late(session: Session, on: date) -> list[Behind]:
    """Return who is behind with a month of the last year: 首页 asks often, and the whole book is long."""
    first, now = since(session), now_of(session, on)
    if first is None or first > now.month:
        return []
    late = short(session, range(max(first, now.month - RECENT + 1), now.month + 1), on)
    return behind(session, on, late) if late else []


def short(session: Session, months: Sequence[Month], on: date) -> set[int]:
    """Return for whom a month that was set is not paid in full: waivers, quarters and all else apart.

    Nobody beyond them is behind, and of most members every month is paid: this asks for no more than sums.
    """
    return set(_open(session, months, sums(session, months, on)))


def _open(
    session: Session,
    months: Sequence[Month],
    paid: Mapping[int, Sums],
    people: Collection[int] | None = None,
) -> dict[int, list[Month]]:
    """Return the months that were set and are not paid in full, by person, in order."""
    found: dict[int, list[Month]] = defaultdict(list)
    for person, dues in _dues(session, months, people).items():
        mine = paid.get(person, NOBODYS)
        if short := sorted(month for month, due in dues.items() if not mine.covers(month, due)):
            found[person] = short
    return found


def _dues(
    session: Session, months: Sequence[Month], people: Collection[int] | None
) -> dict[int, dict[Month, int]]:
    """Return what was set for each month of each, by what was set last."""
    wanted = select(Assessment.person_id, Assessment.start, Assessment.year, Assessment.due)
    years = Assessment.year.between(year_of(months[0]), year_of(months[-1]))
    if people is not None and len(people) <= FEW:
        wanted = wanted.where(Assessment.person_id.in_(people))
    found: dict[int, dict[Month, int]] = defaultdict(dict)
    rows = session.execute(wanted.where(years).order_by(Assessment.start, Assessment.id))
    for person, start, year, due in rows:
        first, last = max(month_of(start), months[0]), min(year_months(year)[-1], months[-1])
        found[person].update(dict.fromkeys(range(first, last + 1), due))
    return found


class _Known:
    """What all rows have in common: the settings, and what was done about whom."""

    def __init__(self, session: Session, now: Now, people: Collection[int] | None) -> None:
        self.now, self.chases, self.ladder = now, chases_of(session, people), ladder_of(session)
        self.collect_day = int(settings.get(session, COLLECT_DAY))
        self.most = int(settings.get(session, MAKEUP_MOST))

    def row(self, someone: Someone, account: Account, cells: Judged) -> Behind:
        late, run, made_up = cells
        old = (cell.month for cell in late if is_too_late(cell.month, self.now.month, self.most))
        return Behind(
            someone, account, late, run, made_up, rules.step_of(len(run), self.ladder),
            _day(rules.reached(run, self.ladder), self.collect_day),
            tuple(self.chases.get(someone.id, ())), self.ladder, tuple(old), self.most,
        )  # fmt: skip


def _judged(one: Account, now: Now, short: Sequence[Month], after: Iterable[Month]) -> Judged:
    """Return what is late of months not paid in full, what of it is in a row, what of others was made up."""
    late = tuple(one.late(0, now, short))
    run = tuple(one.run(short[0], now)) if late else ()
    made_up = (one.cell(at, now) for at in after)
    return late, run, tuple(cell for cell in made_up if cell.state is State.MADE_UP)


def _day(month: Month | None, collect_day: int) -> date | None:
    """Return the 党费日 of a month, its last day where it has none so late."""
    if month is None:
        return None
    return min(day_of(month).last, days_after(day_of(month).first, collect_day - 1))


def chases_of(session: Session, people: Collection[int] | None = None) -> dict[int, list[Chase]]:
    """Return what was done about arrears by person, the newest first."""
    found: dict[int, list[Chase]] = defaultdict(list)
    for one in session.execute(select(Chase)).scalars():
        if people is None or one.person_id in people:
            found[one.person_id].append(one)
    return {person: sorted(ones, key=_when, reverse=True) for person, ones in found.items()}


def _when(one: Chase) -> tuple[date, int]:
    return one.on.first, one.id


def one_behind(session: Session, person_id: int, on: date) -> Behind | None:
    """Return how somebody stands; None for who owes nothing and never did."""
    return next(iter(behind(session, on, (person_id,))), None)


def in_arrears(rows: Iterable[Behind]) -> Sequence[Behind]:
    """Return those of the roster who are in arrears now."""
    return [row for row in rows if row.late and row.here]


def payer_of(session: Session, person_id: int) -> Payer:
    """Return what kind of payer somebody was set as last, 在编在职 where nothing was set."""
    wanted = select(Assessment.payer).where(Assessment.person_id == person_id)
    found = session.execute(wanted.order_by(Assessment.start.desc(), Assessment.id.desc())).scalars().first()
    return Payer(found) if found else Payer.STAFF
