"""What was paid, payment by payment."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.dues.records import Payment
from partyoffice.dues.rules.months import Month, day_of, month_of


def payments_by_month(
    session: Session, people: Collection[int], months: Sequence[Month]
) -> dict[tuple[int, Month], list[Payment]]:
    """Return the payments of some people for a run of months by person and month, in their order."""
    found: dict[tuple[int, Month], list[Payment]] = defaultdict(list)
    wanted = select(Payment).where(
        Payment.person_id.in_(people), Payment.month.between(day_of(months[0]), day_of(months[-1]))
    )
    for one in session.execute(wanted.order_by(Payment.id)).scalars():
        found[one.person_id, month_of(one.month)].append(one)
    return found


def newest_payment(session: Session) -> Payment | None:
    """Return what was paid last of all that came here, None where nothing was."""
    wanted = select(Payment).where(Payment.elsewhere.is_(False)).order_by(Payment.id.desc()).limit(1)
    return session.execute(wanted).scalar()
