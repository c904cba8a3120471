"""上缴: which months are open, what the ledger says of them, what was remitted and what it counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import accounts, since
from partyoffice.dues.queries.money import PAID_ON, opening
from partyoffice.dues.records import Entry, Payment
from partyoffice.dues.records.settings import REMIT_DAY, REMIT_PERIOD, REMIT_RATIO
from partyoffice.dues.rules.months import Month, day_of, month, month_of, year_of
from partyoffice.dues.rules.remitting import (
    Figures,
    Remitted,
    Slip,
    deadline,
    measure,
    open_periods,
    period_of,
    share,
)
from partyoffice.dues.rules.words import Flow
from partyoffice.members.queries import everyone
from partyoffice.organisation.queries import full_name, own_body, tree
from partyoffice.store import settings

if TYPE_CHECKING:
    from partyoffice.dues.rules.ledger import Account

DONE, RUNNING, DUE, LATE, NONE = STATES = ("已上缴", "未到期", "待上缴", "逾期", "没有可上缴的")


def remittances(session: Session) -> list[Entry]:
    """Return what was remitted, in the order of its months; what names none comes first."""
    wanted = select(Entry).where(Entry.flow == Flow.REMITTED).order_by(Entry.start, Entry.on, Entry.id)
    return list(session.execute(wanted).scalars())


def remitted(session: Session, but: int | None = None) -> list[Remitted]:
    """Return the remittances that name their months, one of them left out."""
    return [
        Remitted(month_of(one.start), month_of(one.end), one.figures.get("base"))
        for one in remittances(session)
        if one.start is not None and one.end is not None and one.id != but
    ]


@dataclass(frozen=True, slots=True)
class Counts:
    """What slips are reckoned from, read once: money by the month it is for, and what was remitted.

    ``before`` was paid since 建账 for months before it.
    """

    paid: Mapping[Month, int]
    extra: Mapping[Month, int]
    done: tuple[Remitted, ...]
    before: int

    def of(self, months: Iterable[Month]) -> int:
        """Return what was paid for some months, 自愿多交 of them included."""
        return sum(self.paid.get(at, 0) + self.extra.get(at, 0) for at in months)

    def slip(self, first: Month, last: Month) -> Slip:
        """Return what a span comes to: its own money, and what came since for months remitted before."""
        done = [one for one in self.done if one.last < first]
        counted = sum(self.of(one.months) if one.counted is None else one.counted for one in done)
        old = 0 if any(one.counted is None for one in done) else self.before
        own = range(first, last + 1)
        return Slip(
            sum(self.paid.get(at, 0) for at in own),
            self.of(at for one in done for at in one.months) + old - counted,
            sum(self.extra.get(at, 0) for at in own),
        )


def counts(session: Session, but: int | None = None) -> Counts:
    """Read what slips are reckoned from, one remittance left out."""
    done = tuple(remitted(session, but))
    return Counts(_by_month(session), _extra_by_month(session), done, _of_before(session))


def _by_month(session: Session) -> dict[Month, int]:
    """Return what was paid here by the month it was paid for."""
    wanted = select(Payment.month, func.sum(Payment.amount)).where(Payment.elsewhere.is_(False))
    found: dict[Month, int] = defaultdict(int)
    for day, amount in session.execute(wanted.group_by(Payment.month)):
        found[month_of(day)] += amount
    return found


def _of_before(session: Session) -> int:
    """Return what was paid since 建账 for months before it."""
    begun = opening(session)
    if begun is None:
        return 0
    wanted = select(func.sum(Payment.amount)).where(
        Payment.elsewhere.is_(False), Payment.month < begun.since, PAID_ON.op(">=")(begun.since)
    )
    return int(session.execute(wanted).scalar() or 0)


def _extra_by_month(session: Session) -> dict[Month, int]:
    found: dict[Month, int] = defaultdict(int)
    wanted = select(Entry.on, Entry.amount).where(Entry.flow == Flow.EXTRA)
    for on, amount in session.execute(wanted):
        found[month_of(on)] += amount
    return found


# -- people ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one branch."""

    branch_id: int | None
    name: str
    figures: Figures


def parts_of(session: Session, first: Month, last: Month, on: date) -> tuple[Figures, list[Part]]:
    """Return the figures of a span of months, of all and by branch, as people stand at its end."""
    months = range(first, last + 1)
    found, now = accounts(session, months), now_of(session, on)
    day = min(on, day_of(last).last)
    branches = {one.id: one.branch_id for one in everyone(session, day, columns=("name",))}
    grouped: dict[int | None, list[Account]] = defaultdict(list)
    for one in found.values():
        grouped[branches.get(one.person_id)].append(one)
    whole = tree(session)
    found_parts = [
        Part(branch, full_name(whole, branch or own_body(session)), figures)
        for branch, ones in sorted(grouped.items(), key=lambda pair: whole.position(pair[0]))
        if (figures := measure(ones, months, now)).members
    ]
    return measure(found.values(), months, now), found_parts


def stored(figures: Figures, found: Iterable[Part], one: Slip) -> dict[str, Any]:
    """Return the figures as a remittance keeps them."""
    rows = [{"branch": each.branch_id, "name": each.name, **asdict(each.figures)} for each in found]
    return {**asdict(figures), **asdict(one), "base": one.base, "rows": rows}


def read_back(kept: dict[str, Any]) -> tuple[Figures, list[Part], Slip] | None:
    """Return the figures that a remittance kept; None where an old book gave none."""
    if "base" not in kept:
        return None
    names = Figures.__dataclass_fields__
    rows = [
        Part(row["branch"], row["name"], Figures(**{key: row[key] for key in names})) for row in kept["rows"]
    ]
    whole = Figures(**{key: kept[key] for key in names})
    return whole, rows, Slip(kept["paid"], kept["earlier"], kept["extra"])


# -- the periods of a year ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """A span of months that was remitted, or is to be; its id is below nothing while nothing was."""

    id: int
    first: Month
    last: Month
    state: str
    by: date
    ratio: int
    figures: Figures | None
    slip: Slip
    entry: Entry | None = None

    @property
    def reckoned(self) -> int:
        """What is to be remitted by the ratio; of an old book that does not say, what was."""
        if self.entry is not None and self.figures is None:
            return self.entry.amount
        return share(self.slip.base, self.ratio)

    @property
    def told(self) -> str:
        """How that is reckoned."""
        old = self.entry is not None and self.figures is None
        return "旧账没有写明怎样算" if old else self.slip.told(self.ratio)


def begins(session: Session, on: date) -> Month | None:
    """Return from which month on remitting is looked at: 建账, or the first remittance, or this year."""
    begun, first = opening(session), since(session)
    if begun is not None or first is None:
        return first
    done = [one.first for one in remitted(session)]
    return min(done) if done else max(first, month(on.year, 1))


def open_spans(session: Session, on: date) -> list[tuple[Month, Month]]:
    """Return the spans of months that nothing was remitted for, by the period of the setting.

    The last is the period that is running, to its end.
    """
    start, every = begins(session, on), str(settings.get(session, REMIT_PERIOD))
    if start is None:
        return []
    return open_periods(start, period_of(month_of(on), every)[-1], remitted(session), every)


def periods(session: Session, year: int, on: date) -> list[Period]:
    """Return what of a year was remitted and what is to be, in order."""
    done = [_done(session, one) for one in remittances(session) if one.start and one.end]
    still = [one for one in pending(session, on) if year_of(one.last) == year]
    found = [*(one for one in done if year_of(one.last) == year), *_measured(session, still, on)]
    return sorted(found, key=lambda one: (one.first, one.id))


def pending(session: Session, on: date) -> list[Period]:
    """Return the periods that nothing was remitted for, in order, without figures of people."""
    spans = open_spans(session, on)
    if not spans:
        return []
    counted, this = counts(session), month_of(on)
    ratio, by = int(settings.get(session, REMIT_RATIO)), int(settings.get(session, REMIT_DAY))
    found = []
    for first, last in spans:
        until, slip = deadline(last, by), counted.slip(first, last)
        over = NONE if slip.base <= 0 else LATE if until < on else DUE
        state = RUNNING if last >= this else over
        found.append(Period(-first, first, last, state, until, ratio, None, slip))
    return found


def _measured(session: Session, found: Sequence[Period], on: date) -> list[Period]:
    """Return periods with what the ledger says of their people."""
    if not found:
        return []
    known = accounts(session, range(found[0].first, found[-1].last + 1)).values()
    now = now_of(session, on)
    return [replace(one, figures=measure(known, range(one.first, one.last + 1), now)) for one in found]


def _done(session: Session, one: Entry) -> Period:
    first, last = month_of(one.start or one.on), month_of(one.end or one.on)
    by = deadline(last, int(settings.get(session, REMIT_DAY)))
    kept = read_back(one.figures)
    figures, told = (kept[0], kept[2]) if kept else (None, Slip(one.amount))
    ratio = one.ratio if one.ratio is not None else 100
    return Period(one.id, first, last, DONE, by, ratio, figures, told, one)


def remitted_years(session: Session, on: date) -> list[int]:
    """Return the years that have something remitted or to be remitted, the newest first."""
    years = {year_of(one.last) for one in remitted(session)} | {
        year_of(last) for _, last in open_spans(session, on)
    }
    return sorted(years | {on.year}, reverse=True)


def remittance(session: Session, first: Day, last: Day) -> Entry | None:
    """Return the remittance of exactly these months."""
    return next((one for one in remittances(session) if (one.start, one.end) == (first, last)), None)
