"""The invented moves: what the histories of the invented people say, and a few under way."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, days_after
from partyoffice.core.paper_words import numbered
from partyoffice.members.queries import everyone
from partyoffice.members.records import History
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.queries import signs
from partyoffice.part import Sampling
from partyoffice.store import numbers
from partyoffice.store.base import Record
from partyoffice.transfers.actions.moving import Heard, tell_dues
from partyoffice.transfers.papers import LETTER
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.rules.words import (
    LOST,
    NATIONAL,
    OPEN,
    OUT,
    PAPER,
    RECEIVED,
    RETURNED,
    SELF,
    VALID,
    WITHIN,
)

ELSEWHERE = (
    "中共霁山县教育局委员会",
    "中共竹汀区教育局委员会",
    "中共鹿屿县教育局委员会",
    "中共望禾区委教育工委",
)
REASONS = ("工作调动", "工作调动", "居住地变动")
MOST = 300  # moves of the past that have a record; a school of thousands has no more


def invent(heard: Heard, session: Session, wish: Sampling) -> None:
    """Write down the moves of those who left or changed the branch, and open two."""
    rnd, own = Random(wish.seed + 2), signs(session)
    gone = _gone(session)
    for at, (person, day) in enumerate(gone):
        tell_dues(session, _out(session, person, day, own, at, rnd), heard)
    session.add_all(_within(session))
    for at, person in enumerate(_staying(session, wish.on)):
        _open(session, person, wish.on, own, (at, len(gone)), rnd)
    session.flush()


def _gone(session: Session) -> list[tuple[int, date]]:
    wanted = select(History.person_id, History.end).where(
        History.fact == str(Fact.PRESENCE), History.end_reason == str(Leaving.TRANSFER)
    )
    rows = session.execute(wanted.order_by(History.end.desc()).limit(MOST))
    return sorted(((person, end.first) for person, end in rows if end is not None), key=itemgetter(1))


def _out(session: Session, person: int, day: date, own: str, at: int, rnd: Random) -> Transfer:
    """Write down a move that is over; every fourth went through the national system."""
    paper, issued = at % 4 != 0, days_after(day, -rnd.randrange(6, 25))
    move = Transfer(
        person_id=person, direction=OUT, category=str(Category.FULL), manner=PAPER if paper else NATIONAL,
        begun=Day.of(days_after(issued, -3)), reason=rnd.choice(REASONS), from_unit=own,
        to_unit=rnd.choice(ELSEWHERE), paid_to=Day(day.year, day.month), received=Day.of(day),
        receiver="贺远山", state=RECEIVED, serial="" if paper else f"{issued:%Y%m%d}{at:04d}",
    )  # fmt: skip
    session.add(move)
    session.flush()
    if paper:
        session.add(_letter(session, move, issued, at, RETURNED))
    return move


def _letter(
    session: Session, move: Transfer, issued: date, at: int, state: str, days: int = 30
) -> TransferLetter:
    """Return a letter whose number is given for ever, as those that are printed."""
    number = at + 1
    numbers.give(session, LETTER, issued.year, number, f"出具 {LETTER}", kind=TransferLetter.__tablename__)
    return TransferLetter(
        transfer_id=move.id, number=numbered(str(number), issued.year), issued=Day.of(issued), days=days,
        addressee=move.to_unit, carrier=SELF, printed=1, state=state,
    )  # fmt: skip


def _within(session: Session) -> Iterator[Record]:
    """Yield the moves between branches that the histories tell."""
    wanted = select(History).where(History.fact == str(Fact.BRANCH)).order_by(History.person_id, History.id)
    rows = session.execute(wanted.where(History.reason == "校内调整")).scalars().all()
    left = session.execute(wanted.where(History.end_reason == "校内调整")).scalars()
    before = {row.person_id: row for row in left}
    for row in [row for row in rows if row.person_id in before][:MOST]:
        if row.start is not None:
            yield Transfer(
                person_id=row.person_id, direction=WITHIN, category=str(Category.FULL), manner="",
                begun=row.start, reason="支部调整", from_unit=before[row.person_id].value, to_unit=row.value,
                received=row.start, branch_id=row.organisation_id, state=RECEIVED,
            )  # fmt: skip


def _staying(session: Session, on: date) -> list[int]:
    members = [one.id for one in everyone(session, on, columns=("name",)) if one.member]
    return members[-2:]


def _open(session: Session, person: int, on: date, own: str, places: tuple[int, int], rnd: Random) -> None:
    """Leave two under way: one letter just given, one lost and given again, whose receipt is late."""
    at, number = places
    issued = days_after(on, -6 if at == 0 else -40)
    move = Transfer(
        person_id=person, direction=OUT, category=str(Category.FULL), manner=PAPER,
        begun=Day.of(days_after(issued, -2)), reason="工作调动", from_unit=own, to_unit=rnd.choice(ELSEWHERE),
        paid_to=Day(issued.year, issued.month), state=OPEN, contact="贺远山 19900000000",
    )  # fmt: skip
    session.add(move)
    session.flush()
    if at:
        lost = _letter(session, move, days_after(issued, -14), number, LOST)
        lost.void_on, lost.void_reason = Day.of(issued), "本人途中遗失，已报告"
        lost.informed = Day.of(issued)
        session.add(lost)
    session.add(_letter(session, move, issued, number + 1 + at, VALID, days=60))
