"""Who is behind is asked of sums and of open months alone; here it is reckoned from every payment again."""

import random
from datetime import date

from partyoffice.core.dates import Day
from partyoffice.dues.queries.arrears import behind, behind_of_late, one_behind
from partyoffice.dues.queries.assessments import assessed, not_assessed
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import accounts, since
from partyoffice.dues.records import Arrangement, Assessment, Liability, Payment, Waiver
from partyoffice.dues.rules.ledger import Paid, State
from partyoffice.dues.rules.months import day_of, month, month_of, year_of
from partyoffice.dues.rules.words import Bound, Payer, Plan

from .conftest import JOINED

FIRST, LAST = month(2024, 1), month(2026, 12)
DUES = (0, 1000, 2000, 2000, 3050)


def invented(rnd, person):
    """Yield what anybody may have: amounts set, months paid in every way, waivers, quarters, a letter."""
    for year in (2024, 2025, 2026):
        for _ in range(rnd.choice((0, 1, 1, 1, 2))):
            start = month(year, rnd.choice((1, 1, 1, 4, 9)))
            yield Assessment(
                person_id=person, year=year, start=day_of(start), payer=str(Payer.STAFF), due=rnd.choice(DUES)
            )
    for at in range(FIRST, LAST + 1):
        for _ in range(rnd.choice((0, 1, 1, 1, 1, 2))):
            came = min(max(at + rnd.choice((0, 0, 0, 0, -2, 1, 5)), FIRST), month(2026, 11))
            day = rnd.choice((Day(year_of(came), came % 12 + 1, rnd.randint(1, 28)), None))
            amount, elsewhere = rnd.choice((-1000, 1000, 2000, 2000, 2000, 3050)), rnd.random() < 0.05
            yield Payment(
                person_id=person,
                month=day_of(at),
                amount=0 if elsewhere else amount,
                on=day,
                elsewhere=elsewhere,
            )
    if rnd.random() < 0.3:
        start = rnd.randint(FIRST, LAST - 6)
        agreed = rnd.choice((Day(2024, 1, 5), None))
        yield Waiver(
            person_id=person, start=day_of(start), end=day_of(start + 5), amount=rnd.choice((0, 500)),
            approved=agreed,
        )  # fmt: skip
    if rnd.random() < 0.3:
        yield Arrangement(person_id=person, plan=str(Plan.QUARTERLY), start=day_of(rnd.randint(FIRST, LAST)))
    if rnd.random() < 0.2:
        begun = day_of(rnd.randint(FIRST, LAST))
        yield Liability(person_id=person, bound=str(Bound.FIRST), month=begun, on=JOINED)


def reckoned(session, on):
    """Return by person what is late, in a row and made up, from every payment until the day."""
    first, now = since(session), now_of(session, on)
    paid = {}
    for one in session.query(Payment).order_by(Payment.id):
        if first <= month_of(one.month) <= now.month and (one.on is None or one.on <= Day.of(on)):
            month_ = paid.setdefault(one.person_id, {}).setdefault(month_of(one.month), Paid())
            month_.amount += one.amount
            month_.elsewhere |= one.elsewhere
            if one.on is not None and one.amount > 0:
                month_.last = max(month_.last or 0, month_of(one.on))
    found = {}
    for one in accounts(session, range(first, now.month + 1), None, paid).values():
        cells = [one.cell(at, now) for at in range(first, now.month + 1)]
        late = tuple(cell for cell in cells if cell.state is State.LATE)
        up = tuple(
            cell
            for cell in cells
            if cell.state is State.MADE_UP and (one.paid[cell.month].last or 0) > cell.month
        )
        if late or up:
            found[one.person_id] = (late, tuple(one.run(first, now)) if late else (), up)
    return found


def told(rows):
    return {row.id: (row.late, row.run, row.made_up) for row in rows}


def test_open_months_and_sums_tell_what_every_payment_tells(session, member, tries):
    people = [member(f"教师{at:02d}", due=None) for at in range(6)]
    seen = 0
    for seed in range(tries(6, 400)):
        rnd = random.Random(seed)
        for kind in (Payment, Assessment, Waiver, Arrangement, Liability):
            for one in session.query(kind):
                session.delete(one)
        session.add_all(one for person in people for one in invented(rnd, person))
        session.flush()
        on = date(rnd.choice((2025, 2026)), rnd.randint(1, 11), rnd.randint(1, 28))
        truth, rows = reckoned(session, on), behind(session, on)
        assert told(rows) == truth, seed
        for person in people[:2]:
            one = one_behind(session, person, on)
            assert (told([one]) if one else {}) == ({person: truth[person]} if person in truth else {}), seed
        recent = now_of(session, on).month - 12
        lately = {person for person, (late, *_) in truth.items() if late and late[-1].month >= recent}
        assert {row.id for row in behind_of_late(session, on) if row.late} >= lately, seed
        seen += len(rows)
        unset = [one for one in assessed(session, on.year, on) if one.now is None]
        assert not_assessed(session, on.year, on) == unset, seed
        assert all(row.account.paid[cell.month].amount == cell.paid for row in rows for cell in row.made_up)
    assert seen > tries(6, 400)
