"""Ten years of the invented school's organisation life: planned body by body, numbered, written at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from operator import itemgetter, setitem
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.meetings.actions.finishing import DECISIONS, year_of
from partyoffice.meetings.records import AgendaItem, Explanation, Meeting, Vote
from partyoffice.meetings.rules.kinds import ASSEMBLY, FINAL, SIGNED
from partyoffice.meetings.sample import odd
from partyoffice.meetings.sample.calendar import EXPLAINED, slots
from partyoffice.meetings.sample.life import live
from partyoffice.meetings.sample.minutes import Writer
from partyoffice.meetings.sample.sittings import Row, Sitting, write
from partyoffice.meetings.sample.stays import Stays
from partyoffice.meetings.sample.words import CLOSED
from partyoffice.organisation.queries import Node, tree
from partyoffice.part import Sampling
from partyoffice.store import numbers
from partyoffice.store.bulk import add_rows

Held = tuple[date, tuple[int, str, int], Callable[[int], object]]
SMALL = 100  # members of a school whose books are only a year old
MOST_ROWS = 12_000  # of attendance: the newest meetings have it, of the others only the minutes were kept


def invent(session: Session, wish: Sampling, most_rows: int = MOST_ROWS) -> None:
    """Hold the meetings of every body, explain the holidays, number what was held and decided."""
    years = range(wish.on.year - (wish.years if wish.members >= SMALL else 1), wish.on.year + 1)
    bodies = [one for one in tree(session).nodes.values() if not one.ended]
    writer = Writer(Stays.read(session), bodies, Random(wish.seed + 2))
    sittings = sorted(_sittings(session, writer, bodies, years, wish.on), key=lambda one: (one.on, one.body))
    _thin(sittings, most_rows)
    odd.make_odd(sittings, bodies, wish.on)
    _number(session, sittings)
    write(session, sittings)
    _number_decisions(session)
    add_rows(session, Explanation, _explanations(bodies, years, wish.on))
    live(session, wish)


def _sittings(
    session: Session, writer: Writer, bodies: Iterable[Node], years: range, on: date
) -> Iterator[Sitting]:
    """Yield what every body held by a day; an assembly that voted on somebody is the one of its quarter."""
    held = _held(session)
    for year in years:
        for body in bodies:
            for slot in slots(body.kind, year, writer.rnd):
                if slot.on <= on and not (slot.kind == ASSEMBLY and (body.id, *_quarter(slot.on)) in held):
                    made = writer.sitting(body, slot)
                    if made is not None:
                        yield made


def _held(session: Session) -> set[tuple[int, int, int]]:
    wanted = select(Meeting.organisation_id, Meeting.on).where(Meeting.kind == ASSEMBLY)
    return {(row.organisation_id, *_quarter(row.on.first)) for row in session.execute(wanted)}


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def _thin(sittings: list[Sitting], most_rows: int) -> None:
    """Leave the attendance of older meetings out where there would be too much of it."""
    left = most_rows
    for one in reversed(sittings):
        left -= len(one.seats)
        if left < 0:
            one.forget()


# -- numbers ---------------------------------------------------------------------------------


def _number(session: Session, sittings: Iterable[Sitting]) -> None:
    """Count the meetings of each kind of a body and year, those that voted on somebody among them."""
    counts: Counter[tuple[int, str, int]] = Counter()
    voted = session.execute(select(Meeting)).scalars()
    held: list[Held] = [
        (one.on.first, (one.organisation_id, one.kind, year_of(one)), partial(_sign, one)) for one in voted
    ]
    held += [
        (one.on, (one.body, one.kind, one.year), partial(setitem, one.values, "number")) for one in sittings
    ]
    for _, key, number in sorted(held, key=itemgetter(0)):
        counts[key] += 1
        number(counts[key])
    session.flush()


def _sign(meeting: Meeting, number: int) -> None:
    meeting.number, meeting.state, meeting.signed_on = number, SIGNED, meeting.on


def _number_decisions(session: Session) -> None:
    """Give every decision the next number of its year, in the order they were taken."""
    wanted = select(AgendaItem, Meeting).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    wanted = wanted.join(Vote, Vote.item_id == AgendaItem.id).order_by(Meeting.on, AgendaItem.id)
    by_year: dict[int, list[AgendaItem]] = defaultdict(list)
    for item, meeting in session.execute(wanted):
        if meeting.state in {FINAL, SIGNED}:
            by_year[year_of(meeting)].append(item)
    for year, items in by_year.items():
        given = numbers.give_all(session, DECISIONS, year, [one.subject for one in items], kind="agenda_item")
        for item, number in zip(items, given, strict=True):
            item.number = f"决议〔{year}〕{number}号"
    session.flush()


def _explanations(bodies: Iterable[Node], years: range, on: date) -> Iterator[Row]:
    for year in years:
        for body in bodies:
            for activity, months in EXPLAINED.get(body.kind, ()):
                for month in months:
                    if date(year, month, 28) <= on:
                        yield {
                            "organisation_id": body.id, "activity": str(activity), "year": year,
                            "month": month, "reason": CLOSED[month],
                        }  # fmt: skip
