"""Ten thousand ledgers by chance: every fen is somewhere, and no month is two things at once (R50)."""

from collections import Counter
from decimal import Decimal
from random import Random

from partyoffice.core.money import read_yuan, yuan
from partyoffice.dues.rules.ledger import PAID, Account, Now, Paid, Rate, Relief, State
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import month, number_of, year_months

YEAR = year_months(2026)
NOBODY_OWES = frozenset({State.NONE, State.WAIVED, State.ELSEWHERE, *PAID})


def amount(chance):
    """Give fen as they occur: the smallest, those that floats round, the ceiling."""
    return chance.choice(
        (1, 10, 20, 29, 57, 115, 1999, 2000, 4964, 10526, 99_999, 100_000, chance.randrange(1, 10**6))
    )


def stretch(chance, usual):
    """Give a first and a last month, often those of the whole year."""
    if chance.random() < usual:
        return YEAR[0], YEAR[-1]
    return tuple(sorted((chance.choice(YEAR), chance.choice(YEAR))))


def spans(chance):
    if chance.random() < 0.1:
        return ()
    first, last = stretch(chance, 0.6)
    return (Span(chance.choice((None, first)), chance.choice((None, last))),)


def rates(chance):
    found = [Rate(1, *stretch(chance, 0.8), amount(chance))] if chance.random() < 0.9 else []
    if found and chance.random() < 0.3:
        found.append(Rate(2, chance.choice(YEAR), YEAR[-1], amount(chance)))
    return found


def paid_for(chance, due):
    """Give what came for a month: all of it, a part, too much, something given back, or nothing here."""
    last = chance.choice((None, month(2025, 12), chance.choice(YEAR), month(2027, 2)))
    if chance.random() < 0.05:
        return Paid(0, last, elsewhere=True)
    part = chance.choice((due, due, due, due, due // 2, due + amount(chance), 0))
    return Paid(part, last)


def ledger(chance):
    """Make up a member's year, and as of when it is looked at."""
    mine = Account(1, spans(chance), rates(chance))
    if chance.random() < 0.3:
        most = amount(chance)
        mine.reliefs = [Relief(1, *stretch(chance, 0.2), chance.choice((0, most)))]
    if chance.random() < 0.2:
        mine.quarters = [Span(*stretch(chance, 0.5))]
    share = chance.choice((0, 0.5, 0.9, 1))
    dues = {at: (mine.rate(at) or Rate(0, 0, 0, amount(chance))).due for at in YEAR}
    mine.paid = {at: paid_for(chance, due) for at, due in dues.items() if chance.random() < share}
    return mine, Now(chance.choice(YEAR), chance.random() < 0.5)


def wanted(mine, at):
    """Reckon once more what a month asks for, the plain way round."""
    given = mine.paid.get(at)
    if given and given.elsewhere:
        return 0
    rate, owes = mine.rate(at), any(one.holds(at) for one in mine.spans)
    if rate is None:
        return None
    less = [one.amount for one in mine.reliefs if one.first <= at <= one.last]
    return min([rate.due, *less[:1]]) if owes else 0


def test_every_fen_of_a_random_ledger_is_in_its_place(tries):
    chance, met = Random(2026), Counter()
    for _ in range(tries(10_000, 300_000)):
        mine, now = ledger(chance)
        cells = [mine.cell(at, now) for at in YEAR]
        met.update(cell.state for cell in cells)
        assert sum(cell.paid for cell in cells) == sum(one.amount for one in mine.paid.values())
        for cell in cells:
            prove(mine, cell, now)
        late = [cell for cell in cells if cell.state is State.LATE]
        assert list(mine.late(YEAR[0], now)) == late
        run = mine.run(YEAR[0], now)
        assert run == late[len(late) - len(run) :]
        prove_sums(cells)
    assert met.keys() == set(State), "a kind of month was never met"


def prove(mine, cell, now):
    if cell.state is State.NONE:
        assert (cell.due, cell.paid, mine.owes(cell.month)) == (None, 0, False)
        return
    due = wanted(mine, cell.month)
    assert cell.due == due
    assert cell.owed == (max(due - cell.paid, 0) if cell.state is State.LATE else 0)
    if due is not None and cell.state not in NOBODY_OWES:
        assert cell.paid < due
        assert (cell.state is State.LATE) is now.overdue(cell.month, quarterly=mine.quarterly(cell.month))
    if cell.state in PAID and due is not None:
        assert cell.paid >= due
    if cell.state is State.WAIVED:
        assert (due, cell.paid) == (0, 0)


def prove_sums(cells):
    """What is asked for less what came is what lacks less what is too much, in fen and as it is printed."""
    known = [cell for cell in cells if cell.due is not None]
    due, paid = sum(cell.due for cell in known), sum(cell.paid for cell in known)
    owed, open_ = sum(cell.owed for cell in known), 0
    for cell in known:
        if cell.state in {State.DUE, State.FUTURE}:
            open_ += cell.due - cell.paid
    over = sum(cell.paid - cell.due for cell in known if cell.state in NOBODY_OWES)
    assert due - paid == owed + open_ - over
    printed = sum(Decimal(yuan(cell.paid)) for cell in known)
    assert f"{printed:.2f}" == yuan(paid)
    assert read_yuan(yuan(due)) == due
    assert [number_of(cell.month) for cell in cells] == list(range(1, 13))


def test_sums_of_fen_are_exact_where_floats_are_not():
    assert str(0.1 + 0.2) == "0.30000000000000004"
    assert yuan(read_yuan("0.1") + read_yuan("0.2")) == "0.30"
    assert yuan(sum([read_yuan("0.1")] * 10)) == "1.00"
    assert [read_yuan(text) for text in ("1.15", "0.57", "1000", "-0.29")] == [115, 57, 100_000, -29]
