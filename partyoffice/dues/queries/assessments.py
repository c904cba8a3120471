"""Who is 核定 for a year and at what: everybody who owes in it, set or not, with what was set before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.money import grouped
from partyoffice.dues.queries.ledger import FEW, accounts, spans_by_person
from partyoffice.dues.records import Assessment, Opening
from partyoffice.dues.rules.assessing import usual_cause
from partyoffice.dues.rules.editions import EDITIONS, article_of, rate_spoken
from partyoffice.dues.rules.ledger import Account
from partyoffice.dues.rules.months import Month, month_of, year_months, year_of
from partyoffice.dues.rules.words import Cause, Payer
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.members.queries import Someone, everyone
from partyoffice.organisation.queries import tree

UNSET, SET, UNSIGNED = "未核定", "已核定", "待签字"
_KEPT = (
    "id", "person_id", "year", "start", "payer", "items", "base", "rate", "raw", "rounding", "reckoned",
    "due", "capped", "edition", "cause", "on", "by", "signed", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One amount set, as it is stored."""

    id: int
    person_id: int
    year: int
    start: Day
    payer: str
    items: Sequence[dict[str, Any]]
    base: int | None
    rate: int | None
    raw: str
    rounding: str
    reckoned: int | None
    due: int
    capped: bool
    edition: str
    cause: str
    on: Day | None
    by: str
    signed: Day | None
    note: str

    @property
    def steps(self) -> str:
        """How it was reckoned, in one line."""
        told = "；".join(filter(None, (self._product(), self._sum())))
        if self.due == self.reckoned:
            return told or f"{self.payer}党员每月 {grouped(self.due)} 元"
        return f"{told}；另定 {grouped(self.due)} 元：{self.note}".removeprefix("；")

    def _sum(self) -> str:
        parts = [
            f" {one['sign']} {one['title']} {grouped(counted(one))}" for one in self.items if one["sign"]
        ]
        if not parts or self.base is None:
            return ""
        return f"基数 {''.join(parts).removeprefix(' + ').strip()} = {grouped(self.base)}"

    def _product(self) -> str:
        if self.base is None or self.rate is None or self.reckoned is None:
            return ""
        told = f"{grouped(self.base)} × {rate_spoken(self.rate)} = {self.raw}"
        how = "按每月上限核定" if self.capped else self.rounding
        return f"{told}，{how}为 {grouped(self.reckoned)} 元"

    @property
    def article(self) -> str:
        """The articles behind it."""
        edition = next((one for one in EDITIONS if one.name == self.edition), None)
        return article_of(edition, Payer(self.payer)) if edition is not None else ""

    @property
    def slip(self) -> list[tuple[str, int]]:
        """The pay slip behind it, headings with fen."""
        return [(one["title"], one["amount"]) for one in self.items]


def counted(item: Mapping[str, Any]) -> int:
    """Return what of an item of a stored slip went into the base: all, where nothing says otherwise."""
    return int(item.get("counted", item["amount"])) if item["sign"] else 0


@dataclass(frozen=True)
class Assessed:
    """One member's year: the months owed, every amount set in it, and the last one before it."""

    someone: Someone
    year: int
    first: Month
    last: Month
    held: tuple[Held, ...]
    before: Held | None
    paid: frozenset[Month]
    owed: frozenset[Month] = frozenset()

    @property
    def id(self) -> int:
        """The person's id, by which lists know the row."""
        return self.someone.id

    @property
    def name(self) -> str:
        """The name."""
        return self.someone.name

    @property
    def now(self) -> Held | None:
        """The newest amount of the year."""
        return self.held[-1] if self.held else None

    @property
    def payer(self) -> Payer:
        """What the member lives on: as set, else as before, else what the card's post lets think."""
        known = self.now or self.before
        if known is not None:
            return Payer(known.payer)
        job = str(self.someone.card.get("job") or "")
        return next((payer for word, payer in _JOBS.items() if word in job), Payer.STAFF)

    @property
    def cause(self) -> Cause:
        """Why the first amount of the year is set."""
        return usual_cause(self.first, self.year)

    def paid_since(self, start: Month) -> int:
        """Return how many months are paid by an amount that begins with ``start``."""
        return sum(at in self.paid for at in self._covered(start))

    def owed_since(self, start: Month) -> int:
        """Return how many months are owed by an amount that begins with ``start``."""
        return sum(at in self.owed for at in self._covered(start))

    def _covered(self, start: Month) -> range:
        """Return the months of an amount: up to the next one of the year."""
        following = (at for one in self.held if (at := month_of(one.start)) > start)
        return range(start, min(following, default=self.last + 1))


@dataclass(slots=True)
class Line:
    """A line of 年度核定: an amount of a year, or that there is none; ``chosen`` is a kind not yet stored."""

    row: Assessed
    at: int = 0
    chosen: str = ""

    @property
    def id(self) -> int:
        """What lists know it by: it stays when the first amount is set."""
        return self.row.id * MOST_A_YEAR + self.at

    @property
    def held(self) -> Held | None:
        """The amount."""
        return self.row.held[self.at] if self.row.held else None

    @property
    def payer(self) -> Payer:
        """What the member lives on."""
        return Payer(self.chosen or (self.held.payer if self.held is not None else self.row.payer))

    @property
    def state(self) -> str:
        """Whether it is set, and signed for."""
        if self.held is None:
            return UNSET
        return SET if self.held.signed else UNSIGNED

    @property
    def whole(self) -> int:
        """What the amount comes to in its months of the year."""
        return self.held.due * self.row.owed_since(month_of(self.held.start)) if self.held is not None else 0

    def amount(self, key: str) -> int | None:
        """Return an item of the pay slip, those of one key together; None where it has none."""
        found = [
            one["amount"] for one in (self.held.items if self.held is not None else ()) if one["key"] == key
        ]
        return sum(found) if found else None


MOST_A_YEAR = 100  # amounts of one member in one year
_JOBS = {"退休": Payer.RETIRED, "离休": Payer.RETIRED, "学生": Payer.STUDENT, "编外": Payer.CONTRACT,
         "聘用": Payer.CONTRACT, "合同": Payer.CONTRACT}  # fmt: skip


def assessed(session: Session, year: int, on: date, people: Collection[int] | None = None) -> list[Assessed]:
    """Return everybody who owes dues in a year, in the order of the roster's records.

    People stand where they belong on the day, or at the year's end if that is over.
    """
    day = min(on, date(year, 12, 31)) if on.year >= year else on
    ids = None if people is None else list(people)
    known = {one.id: one for one in everyone(session, day, columns=("name", "job"), ids=ids)}
    months, held = year_months(year), held_by_person(session, year, people)
    opened = session.execute(select(Opening.since)).scalar()
    began = month_of(opened) if opened is not None and opened.year <= year else months[0]
    return [
        row
        for one in accounts(session, months, people).values()
        if one.person_id in known
        and (row := _row(known[one.person_id], one, months, held[one.person_id], began)) is not None
    ]


def _row(
    someone: Someone, account: Account, months: range, held: Iterable[Held], began: Month
) -> Assessed | None:
    owed = [at for at in months if at >= began and account.owes(at)]
    every, year = list(held), year_of(months[0])
    mine = tuple(one for one in every if one.year == year)
    if not owed and not mine:
        return None
    first = owed[0] if owed else month_of(mine[0].start)
    before = next((one for one in reversed(every) if one.year < year), None)
    paid = frozenset(at for at, one in account.paid.items() if one.amount)
    return Assessed(
        someone, year, first, owed[-1] if owed else months[-1], mine, before, paid, frozenset(owed)
    )


def held_by_person(
    session: Session, year: int, people: Collection[int] | None = None
) -> defaultdict[int, list[Held]]:
    """Return the amounts of a year and of the one before it by person, in the order they begin."""
    found: defaultdict[int, list[Held]] = defaultdict(list)
    wanted = select(*(getattr(Assessment, key) for key in _KEPT)).where(Assessment.year.in_((year - 1, year)))
    if people is not None and len(people) <= FEW:
        wanted = wanted.where(Assessment.person_id.in_(people))
    for row in session.execute(wanted.order_by(Assessment.start, Assessment.id)):
        if people is None or row.person_id in people:
            found[row.person_id].append(Held(*row))
    return found


def assessed_years(session: Session) -> list[int]:
    """Return the years of which any amount is set, newest first."""
    wanted = select(Assessment.year).distinct().order_by(Assessment.year.desc())
    return list(session.execute(wanted).scalars())


def lines(session: Session, year: int, on: date, people: Collection[int] | None = None) -> list[Line]:
    """Return the lines of a year: one an amount, one for everybody who has none."""
    return [
        Line(row, at) for row in assessed(session, year, on, people) for at in range(max(len(row.held), 1))
    ]


def ordered_lines(session: Session, year: int, on: date, branch: int | None = None) -> list[Line]:
    """Return the lines of a year as rosters are ordered: by branch, post and name."""
    by_person: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines(session, year, on):
        by_person[line.row.id].append(line)
    bodies, people = tree(session), [some[0].row.someone for some in by_person.values()]
    if branch is not None:
        wanted = bodies.below(branch)
        people = [one for one in people if wanted & {one.branch_id, one.group_id}]
    return [line for one in sorted_people(session, people, STROKES, bodies) for line in by_person[one.id]]


def not_assessed(session: Session, year: int, on: date) -> list[Assessed]:
    """Return who owes dues in a year and has no amount set: mostly few, whom alone it reads."""
    done = set(session.execute(select(Assessment.person_id).where(Assessment.year == year)).scalars())
    left = [
        one
        for one, spans in spans_by_person(session).items()
        if one not in done and any(span.holds(at) for span in spans for at in year_months(year))
    ]
    return assessed(session, year, on, left) if left else []
