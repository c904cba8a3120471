"""Which months somebody owes here (operations §A5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partyoffice.core.dates import Day
from partyoffice.dues.rules.months import Month, month_of
from partyoffice.dues.rules.words import Bound

ACCEPTED = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第八条"
LETTER = "组织关系介绍信（组通字〔2006〕45 号）写明的党费交到月份"


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch on the books: ``start`` ≤ D < ``end``; no start means since before the books."""

    start: Day | None
    end: Day | None

    def meets(self, other: "Stay") -> bool:
        """Say whether both hold on some day."""
        begun = self.start is None or other.end is None or self.start < other.end
        return begun and (other.start is None or self.end is None or other.start < self.end)


@dataclass(frozen=True, slots=True)
class Letter:
    """The month a letter names: the first due here (起交) or the last (止交), at an arrival or leaving."""

    bound: str
    month: Month
    on: Day


@dataclass(frozen=True, slots=True)
class Span:
    """Months owed, both ends among them; None leaves an end open."""

    first: Month | None
    last: Month | None

    def holds(self, month: Month) -> bool:
        """Say whether a month is owed."""
        return (self.first is None or self.first <= month) and (self.last is None or month <= self.last)


def liable(
    joined: Day | None, stays: Sequence[Stay], letters: Iterable[Letter], suspended: Iterable[Stay] = ()
) -> tuple[Span, ...]:
    """Return the months a member owes here, in order.

    ``joined`` is the day of the 支部大会 that accepted (入党时间): that month is the first (2008 规定第八条;
    a full month is UNCONFIRMED). Who comes as a member owes from the month after 党费交到, gap months
    included, or from the month of arrival where no letter tells. The last month is that of the event, or
    the one on the letter (UNCONFIRMED). 停止党籍 leaves the months after its own out (UNCONFIRMED).
    """
    letters = tuple(letters)
    spans = [Span(_first(joined, one, letters), _last(one, letters)) for one in stays]
    for gap in suspended:
        spans = [piece for span in spans for piece in _without(span, gap)]
    return tuple(one for one in spans if one.first is None or one.last is None or one.first <= one.last)


def unmatched(stays: Sequence[Stay], letters: Iterable[Letter]) -> list[Letter]:
    """Return the letters that speak of no arrival or leaving of these stays, and so say nothing."""
    events = {(Bound.FIRST, one.start) for one in stays} | {(Bound.LAST, one.end) for one in stays}
    return [one for one in letters if (one.bound, one.on) not in events]


def _first(joined: Day | None, stay: Stay, letters: Sequence[Letter]) -> Month | None:
    if stay.start is None:
        return month_of(joined) if joined is not None else None
    here = joined is not None and month_of(joined) >= month_of(stay.start)
    usual = month_of(joined if joined is not None and here else stay.start)
    return _told(Bound.FIRST, stay.start, letters, usual)


def _last(stay: Stay, letters: Sequence[Letter]) -> Month | None:
    return None if stay.end is None else _told(Bound.LAST, stay.end, letters, month_of(stay.end))


def _told(bound: Bound, on: Day, letters: Sequence[Letter], usual: Month) -> Month:
    """Return the month a letter of that very event names, else the month of the event."""
    return next((one.month for one in letters if one.bound == bound and one.on == on), usual)


def _without(span: Span, gap: Stay) -> Iterable[Span]:
    """Leave out the months after that of ``gap.start`` up to the one before ``gap.end``'s."""
    if gap.start is not None:
        after = month_of(gap.start)
        yield Span(span.first, after if span.last is None else min(span.last, after))
    if gap.end is not None:
        again = month_of(gap.end)
        if gap.start is not None:
            again = max(again, month_of(gap.start) + 1)
        yield Span(again if span.first is None else max(span.first, again), span.last)
