"""党建专题会议 once each half-year: what was held, what is missing, when it is called to mind.

No national text asks for it; schools and their upper committees do (LOCAL): how often is a setting, 0 for
not at all. A meeting of another kind counts where it was counted as one (计入).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import add_months, month_length
from partyoffice.meetings.rules.frequency import Level, Span, spans_of

ARTICLE = "各地要求不同，没有查到全国性规定"
TITLES = ("上半年", "下半年")
AHEAD_MONTHS = 2


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a year of one body, and how many meetings were held in it."""

    year: int
    number: int  # 1 or 2
    held: int
    least: int
    level: Level

    @property
    def title(self) -> str:
        """2026 年上半年."""
        return f"{self.year} 年{TITLES[self.number - 1]}"

    @property
    def ends(self) -> date:
        """The last day of it."""
        return _bounds(self.year, self.number)[1]

    @property
    def told(self) -> str:
        """The arithmetic in one line."""
        return f"应有 {self.least} 次，已开 {self.held} 次"


def _bounds(year: int, number: int) -> tuple[date, date]:
    months = spans_of(Span.HALF)[number - 1]
    return date(year, months[0], 1), date(year, months[-1], month_length(year, months[-1]))


def half_of(year: int, number: int, held: Iterable[date], on: date, least: int = 1) -> Half:
    """Return how a half stands; one that is not over is open until enough were held."""
    first, last = _bounds(year, number)
    count = sum(first <= day <= last for day in held)
    met = count >= least
    return Half(year, number, count, least, Level.MET if met else Level.OPEN if on <= last else Level.MISSING)


def to_remind(held: Iterable[date], on: date, since: date, least: int = 1) -> Iterator[Half]:
    """Yield the half just gone and the present one as far as they lack a meeting.

    The present one from two months before its end, the last one until the present ends; neither where the
    body or the books began only after it, on ``since``.
    """
    days, now = list(held), (on.year, 1 if on.month <= 6 else 2)
    before = (on.year, 1) if now[1] == 2 else (on.year - 1, 2)
    for year, number in (before, now):
        one = half_of(year, number, days, on, least)
        if one.level is not Level.MET and one.ends >= since and on >= add_months(one.ends, -AHEAD_MONTHS):
            yield one
