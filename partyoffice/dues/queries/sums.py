"""What was paid for each month by each, as sums: of most months of a long book nobody asks more."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, case, func, select, type_coerce
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.ledger import FEW, paid_by
from partyoffice.dues.records import Payment
from partyoffice.dues.rules.ledger import Paid
from partyoffice.dues.rules.months import Month, day_of, month_of

MONTH = len("2026-11")
Sum = tuple[int, bool, str]  # fen, whether at 流入地, the month in which the last part came as it is stored


@dataclass(frozen=True, slots=True)
class Sums(Mapping[Month, Paid]):
    """The months somebody paid, as an account asks for them: each is put together when it is looked at."""

    of: Mapping[Month, Sum]
    late: Sequence[Month] = ()  # those of which a part came after they were over

    def __getitem__(self, at: Month) -> Paid:
        """Return what was paid for a month (KeyError where nothing was)."""
        amount, away, last = self.of[at]
        return Paid(amount, month_of(Day.parse(last)) if last else None, away)

    def __contains__(self, at: object) -> bool:
        """Say whether anything was paid for a month."""
        return at in self.of

    def __iter__(self) -> Iterator[Month]:
        """Give the months."""
        return iter(self.of)

    def __len__(self) -> int:
        """Return how many months."""
        return len(self.of)

    def covers(self, at: Month, due: int) -> bool:
        """Say whether a month is paid in full: one paid at 流入地 is, whatever it is."""
        amount, away, _last = self.of.get(at, NOTHING)
        return away or amount >= due


NOTHING: Sum = (0, False, "")


def sums(
    session: Session, months: Sequence[Month], on: date, people: Collection[int] | None = None
) -> dict[int, Sums]:
    """Return what was paid until a day for each of some months, by person."""
    of, spelt = type_coerce(Payment.month, String), {str(day_of(one)): one for one in months}
    came = func.substr(type_coerce(Payment.on, String), 1, MONTH)
    wanted = select(
        Payment.person_id, of, func.sum(Payment.amount), func.max(Payment.elsewhere),
        func.max(case((Payment.amount > 0, came))),
    ).where(of.between(min(spelt), max(spelt)), paid_by(on))  # fmt: skip
    if people is not None and len(people) <= FEW:
        wanted = wanted.where(Payment.person_id.in_(people))
    session.flush()
    found, late = defaultdict[int, dict[Month, Sum]](dict), defaultdict[int, list[Month]](list)
    rows = session.connection().execute(wanted.group_by(Payment.person_id, of))
    for person, month, paid, away, last in rows:
        found[person][spelt[month]] = (paid, bool(away), last or "")
        if last is not None and last > month:
            late[person].append(spelt[month])
    return {person: Sums(each, sorted(late[person])) for person, each in found.items()}
