"""What stands beside the ledger: 大额 and 特殊党费, donations, 公示 and a handover."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.closing import Books
from partyoffice.dues.queries.money import balance
from partyoffice.dues.queries.publishing import figures
from partyoffice.dues.rules.closing import months_of, period_of
from partyoffice.dues.rules.months import Month, day_of, month, month_of, number_of, year_of
from partyoffice.dues.rules.publishing import Period
from partyoffice.dues.rules.words import GiftKind, Method, Published
from partyoffice.dues.sample.money import UPPER
from partyoffice.dues.sample.pay import BY
from partyoffice.dues.sample.purses import Purse
from partyoffice.organisation.queries import own_body

Row = dict[str, Any]
GIVERS, PHONE = 30, "0000-8620016"
# Years back, month, day, kind, fen, whether it was passed on.
GIFTS = (
    (2, 7, 1, GiftKind.LARGE, 200000, True), (1, 6, 30, GiftKind.SPECIAL, 100000, True),
    (0, 7, 1, GiftKind.LARGE, 100000, True), (0, 10, 28, GiftKind.LARGE, 300000, False),
)  # fmt: skip
EVENTS = (
    (1, 10, 20, "重阳节慰问困难老党员爱心款", "青禾中学党总支"),
    (0, 5, 14, "为患病学生捐款", "青禾市慈善总会"),
)  # fmt: skip


def gifts(found: Sequence[Purse], since: Month, on: date) -> Iterator[Row]:
    """Yield the large and special dues: of these years, passed up whole."""
    for at, (back, number, day, kind, amount, passed) in enumerate(GIFTS):
        given = date(on.year - back, number, day)
        if since <= month_of(given) and given <= on and len(found) > at:
            one = found[-1 - at]
            yield {
                "person_id": one.id, "kind": str(kind), "amount": amount, "on": Day.of(given),
                "profile": "从教多年，热心支部工作，主动多交党费。", "receiver": UPPER,
                "passed_on": Day(given.year, given.month + 1, 8) if passed else None,
                "receipt": f"中组收{given.year}{at + 1:04d}" if passed else "", "receipt_given": None,
            }  # fmt: skip


def donations(found: Sequence[Purse], since: Month, on: date) -> Iterator[Row]:
    """Yield who gave what to each event."""
    for back, number, day, event, recipient in EVENTS:
        given = date(on.year - back, number, day)
        for at, one in enumerate(found[:GIVERS] if since <= month_of(given) and given <= on else ()):
            yield {
                "person_id": one.id, "name": one.card.name, "event": event,
                "amount": (5, 10, 20)[at % 3] * 1000, "on": Day.of(given), "method": str(Method.PHONE),
                "recipient": recipient, "passed_on": Day(given.year, given.month + 1, 3),
            }  # fmt: skip


def notices(session: Session, since: Month, on: date) -> Iterator[Row]:
    """Yield the 公示 of the last year that is over, with what the books say of it."""
    year, body = on.year - 1, own_body(session)
    if year_of(since) <= year:
        span = Period(Published.YEAR, month(year, 1), month(year, 12))
        yield {
            "organisation_id": body or None, "span": str(span.kind), "start": day_of(span.first),
            "end": day_of(span.last), "posted": Day.of(min(date(year + 1, 1, 12), on)),
            "until": Day(year + 1, 1, 18), "place": "学校公示栏", "phone": PHONE, "contact": BY,
            "figures": figures(session, body, span, on), "feedback": "无",
        }  # fmt: skip


def closings(session: Session, since: Month, on: date) -> Iterator[Row]:
    """Yield the years that are over, and the months of this one, each closed on the 5th after it."""
    books, this = Books(session), month(on.year, 1)
    periods = [str(year) for year in range(year_of(since), on.year)]
    periods += [period_of(one) for one in range(max(since, this), month_of(on))]
    for period in periods:
        after = months_of(period)[-1] + 1
        closed = Day(year_of(after), number_of(after), 5)
        if not Day.of(on) < closed:
            yield {"period": period, "closed": closed, "by": BY, "figures": books.figures(period)}


def handovers(session: Session, since: Month, on: date) -> Iterator[Row]:
    """Yield how the book was handed to who keeps it now."""
    day = date(on.year - 1, 9, 20)
    if month_of(day) >= since:
        book = balance(session, day)
        yield {
            "on": Day.of(day), "giver": "江予安", "taker": BY, "watcher": "方砚舟", "cash_book": book.cash,
            "cash": book.cash, "bank_book": book.bank, "bank": book.bank,
            "items": [
                {"name": "党费收缴台账", "count": "1 册", "note": ""},
                {"name": "党费收据", "count": "2 本", "note": "1 本未启用"},
                {"name": "银行存折和印鉴卡", "count": "1 套", "note": ""},
            ],
        }  # fmt: skip
