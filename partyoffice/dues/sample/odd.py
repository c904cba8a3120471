"""What is not usual among the invented payers: each way of owing, paying and being let off, once."""

from collections.abc import Callable, Sequence

from partyoffice.core.dates import Day
from partyoffice.dues.records import Arrangement, Chase, Waiver
from partyoffice.dues.rules.months import Month, day_of, month, number_of, quarter_of, year_of
from partyoffice.dues.rules.words import Chased, Payer, Plan
from partyoffice.dues.sample.pay import BY, dues_of
from partyoffice.dues.sample.purses import Purse

LONG = 12  # months somebody has owed at least, to be made an example of
Oddness = Callable[[Purse, Month], None]


def make_odd(found: Sequence[Purse], now: Month, overdue: Month) -> None:
    """Let the first of those who have long been here, at work and retired, be what the screens can show.

    ``overdue`` is the last month whose 党费日 is over.
    """
    long = [one for one in found if len(one.months) >= LONG and one.months[-1] == now]
    for kind, oddities in ((Payer.STAFF, AT_WORK), (Payer.RETIRED, AT_HOME)):
        mine = [one for one in long if one.payer_kind(one.months[0]) is one.payer_kind(now) is kind]
        for purse, oddness in zip(mine[2:], oddities, strict=False):
            purse.overdue = overdue
            oddness(purse, now)


def _day(one: Month, day: int) -> Day:
    return Day(year_of(one), number_of(one), day)


def _running(now: Month) -> range:
    """Return the months of the year up to now."""
    return range(month(year_of(now), 1), now + 1)


# -- arrears ----------------------------------------------------------------------------------


def _behind(months: int, *chased: Chased) -> Oddness:
    """Return that the last months whose 党费日 is over were not paid, and what was done about it."""

    def late(purse: Purse, now: Month) -> None:
        last = purse.overdue
        purse.unpaid |= set(range(last - months + 1, now + 1))
        for at, kind in enumerate(chased):
            since = last - len(chased) + at + 1
            count = months - (last - since)
            purse.add(
                Chase, on=_day(since, 12), kind=str(kind), months=count, owed=count * dues_of(purse, now),
                by=BY, deadline=None,
                said="本人表示近期补交。" if kind is Chased.REMINDED else "指出不按时交纳的问题，本人承认。",
            )  # fmt: skip

    return late


def _made_up(purse: Purse, now: Month) -> None:
    """Let two months be paid two months late."""
    first = now - 5
    purse.days |= dict.fromkeys((first, first + 1), _day(first + 2, 9))
    purse.note = "外出支教，返校后补交"


def _long_made_up(purse: Purse, now: Month) -> None:
    """Let a month be paid after more than six."""
    purse.days[now - 9] = _day(now - 1, 8)
    purse.note = "核对账目时发现漏交，本人补交"


def _in_part(purse: Purse, now: Month) -> None:
    purse.amounts[now - 1] = dues_of(purse, now - 1) // 200 * 100


def _not_set(purse: Purse, now: Month) -> None:
    """Let nothing be set or paid in the year."""
    purse.unset.add(year_of(now))
    purse.unpaid |= set(_running(now))


# -- agreed otherwise -------------------------------------------------------------------------


def _quarterly(purse: Purse, now: Month) -> None:
    """Let each quarter be paid in its last month."""
    for one in purse.months:
        last = quarter_of(one)[-1]
        if last > now:
            purse.unpaid.add(one)
        purse.days[one] = _day(min(last, now), 6)
    purse.add(
        Arrangement, plan=str(Plan.QUARTERLY), start=day_of(purse.months[0]), end=None,
        consented=_day(purse.months[0], 4), reason="长期在分校任教",
    )  # fmt: skip


def _elsewhere(purse: Purse, now: Month) -> None:
    start = now - 7
    purse.elsewhere |= set(range(start, now))
    purse.add(
        Arrangement, plan=str(Plan.ELSEWHERE), start=day_of(start), end=None, place="竹汀区文昌社区党委",
        consented=_day(start, 3), reason="借调外地，凭流动党员活动证交纳",
    )  # fmt: skip


def _by_family(purse: Purse, now: Month) -> None:
    purse.payer = f"{purse.card.name[0]}念安"
    purse.add(
        Arrangement, plan=str(Plan.BY_OTHERS), start=day_of(now - 11), end=None, payer=purse.payer,
        consented=_day(now - 11, 5), reason="年老行动不便，由女儿代交",
    )  # fmt: skip


def _ahead(purse: Purse, now: Month) -> None:
    purse.ahead = [one for one in (now + 1, now + 2) if year_of(one) == year_of(now)]


# -- let off ----------------------------------------------------------------------------------


def _let_off(amount: int, first: int, last: int) -> Oddness:
    """Return an approved 少交 or 免交 of months of the year."""

    def let_off(purse: Purse, now: Month) -> None:
        start, end = month(year_of(now), first), month(year_of(now), last)
        for one in range(start, end + 1):
            if amount:
                purse.amounts[one] = amount
            else:
                purse.unpaid.add(one)
        purse.add(
            Waiver, start=day_of(start), end=day_of(end), amount=amount,
            reason="长期患病，医药费负担重" if not amount else "爱人失业，家庭收入减少",
            applied=_day(start - 1, 10), studied=_day(start - 1, 16),
            approved=_day(start - 1, 24), approved_by="中共青禾市教育局委员会", refused=None,
        )  # fmt: skip

    return let_off


def _asking(purse: Purse, now: Month) -> None:
    """Let 少交 be asked for and not yet be approved."""
    purse.add(
        Waiver, start=day_of(now + 1), end=day_of(now + 6), amount=1000, reason="家中老人住院",
        applied=_day(now, 1), studied=None, approved=None, refused=None,
    )  # fmt: skip


AT_WORK: tuple[Oddness, ...] = (
    _behind(5, Chased.REMINDED, Chased.TALKED), _quarterly, _made_up, _let_off(1000, 4, 9), _elsewhere,
    _ahead, _not_set, _behind(1), _in_part, _behind(3, Chased.REMINDED), _asking, _long_made_up,
    _behind(6, Chased.REMINDED, Chased.TALKED, Chased.DEADLINE),
)  # fmt: skip
AT_HOME: tuple[Oddness, ...] = (_let_off(0, 1, 12), _by_family, _behind(2, Chased.REMINDED), _not_set)
