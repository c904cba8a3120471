"""What is not in order, put in on purpose so that every screen has something to show: each thing once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from partyoffice.core.dates import Day, add_months, add_years_forward, days_after
from partyoffice.development.records import EditionChoice, Wayfarer
from partyoffice.development.rules.editions import OLD
from partyoffice.development.rules.notice import notice_end
from partyoffice.development.rules.probation import Decision
from partyoffice.development.sample.days import Way, after_meeting, review_days, to_meeting
from partyoffice.development.sample.rows import PLACE, post
from partyoffice.members.rules import Category, edition_of
from partyoffice.store.base import Record


@dataclass(slots=True)
class Choice:
    """Who is still as everybody else."""

    ways: list[Way]
    on: date

    def take(self, fits: Callable[[Way], bool]) -> Way | None:
        """Return somebody who fits and had nothing done to them."""
        found = next((way for way in self.ways if fits(way)), None)
        if found is not None:
            self.ways.remove(found)
        return found


def make_odd(ways: list[Way], on: date, rnd: Random) -> Iterator[Record]:
    """Put one of each in: late, missing, running, blocked, passed with a reason, extended, taken over."""
    left = Choice([way for way in ways if way.category != Category.FULL], on)
    _extended(left, rnd)
    _not_talked_to(left)
    _talked_late(left)
    _no_review(left, rnd)
    _on_notice(left, running=True)
    _on_notice(left, running=False)
    _passed_with_a_reason(left, rnd)
    _short_training(left)
    _taken_over(left)
    yield from _chosen_edition(left)
    yield from _leaving(left)


def _not_talked_to(left: Choice) -> None:
    way = left.take(lambda way: way.category == Category.APPLICANT and add_months(way.days[1], 1) < left.on)
    if way is not None:
        way.days.pop(2, None)


def _talked_late(left: Choice) -> None:
    def fits(way: Way) -> bool:
        return way.category == Category.APPLICANT and days_after(add_months(way.days[1], 1), 5) <= left.on

    way = left.take(fits)
    if way is not None:
        way.days[2] = days_after(add_months(way.days[1], 1), 5)


def _no_review(left: Choice, rnd: Random) -> None:
    def fits(way: Way) -> bool:
        return way.category == Category.ACTIVIST and days_after(add_months(way.days[3], 6), 32) < left.on

    way = left.take(fits)
    if way is not None:
        way.reviewed = review_days(way.days[3], left.on, rnd)[:-1]


def _on_notice(left: Choice, *, running: bool) -> None:
    """Let a discussed activist be posted: the five working days run, or are over without a conclusion."""

    def fits(way: Way) -> bool:
        return way.category == Category.ACTIVIST and add_years_forward(way.days[3], 1) <= days_after(
            left.on, -18
        )

    way = left.take(fits)
    if way is None:
        return
    start = days_after(left.on, -1 if running else -12)
    way.days |= {6: days_after(start, -9), 7: days_after(start, -6)}
    way.begun.add(8)
    way.whole = True
    way.facts[8] = {"consented": days_after(start, -1).isoformat()}
    end = None if running else notice_end(start).last
    way.posted = [(start, end, PLACE, "")]


def _passed_with_a_reason(left: Choice, rnd: Random) -> None:
    """Let one be listed twenty days before the year was over, with the reason on the record."""
    way = left.take(lambda way: way.category == Category.CANDIDATE and way.whole)
    if way is None:
        return
    way.days[3] = days_after(add_years_forward(way.days[7], -1), 20)
    way.days |= {4: days_after(way.days[3], 14), 5: days_after(way.days[3], 7)}
    way.reviewed = review_days(way.days[3], way.days[7], rnd)
    way.overrides[7] = [
        {
            "code": "DEV-07",
            "reason": "在抢险救灾中表现突出，上级党委同意提前讨论",
            "by": "方砚舟",
            "on": str(way.days[7]),
        }
    ]


def _short_training(left: Choice) -> None:
    """Let one have been to two days of training only: the step is begun and cannot be closed."""
    way = left.take(lambda way: way.category == Category.CANDIDATE and 12 not in way.days and 10 in way.days)
    if way is not None:
        way.days[11] = days_after(left.on, -3)
        way.begun.add(11)
        way.facts[11] = {"days": "2", "hours": "16", "start": days_after(left.on, -4).isoformat()}


def _taken_over(left: Choice) -> None:
    """Let one 预备党员 have only the days of an old roster."""
    way = left.take(lambda way: way.category == Category.PROBATIONARY and 23 not in way.days)
    if way is not None:
        way.late, way.whole, way.posted = True, False, []
        way.days = {number: day for number, day in way.days.items() if number in {1, 3, 15, 17}}


def _chosen_edition(left: Choice) -> Iterator[Record]:
    """Let one who was discussed under the old edition go on under it."""
    way = left.take(lambda way: way.category == Category.CANDIDATE and edition_of(way.days[7]) is OLD)
    if way is not None:
        yield EditionChoice(
            person_id=way.person.id, edition=OLD, reason="2026 年 5 月 11 日以前已备案，请示后按原细则办完",
            on=Day.of(days_after(way.days[8], 30)), by="支委会",
        )  # fmt: skip


def _extended(left: Choice, rnd: Random) -> None:
    """Let one 预备期 be extended by six months: accepted thirteen months ago, the second round not begun."""
    way = left.take(lambda way: way.category == Category.PROBATIONARY and way.whole)
    if way is None:
        return
    meeting = add_months(left.on, -13)
    days = to_meeting(meeting, rnd) | after_meeting(meeting)
    way.days = days | {24: days_after(days[23], 20)}
    way.moved = True
    way.facts[23] = {"decision": str(Decision.EXTEND), "months": "6", "committee_opinion": "还需继续考察。"}
    post(way)


def _leaving(left: Choice) -> Iterator[Record]:
    """Let one activist leave the school soon."""
    way = left.take(lambda way: way.category == Category.ACTIVIST and not way.whole)
    if way is not None:
        yield Wayfarer(
            person_id=way.person.id, leaves_on=Day.of(add_months(left.on, 2)), leaves_for="青禾市第三中学"
        )
