"""Questions about moves of 组织关系: the register, one person's open move, the letters of a move."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.members.queries import CHUNK, Someone, everyone
from partyoffice.members.records import Person
from partyoffice.organisation.queries import Tree, tree
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.rules.judging import Letter, Move, judge
from partyoffice.transfers.rules.words import LOST, OPEN, OUT, STOPPED, VALID, VOID


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register, with its letters and what is to be said of it."""

    id: int
    person_id: int
    name: str
    branch: str  # where the person is now, or was or is to be received
    branch_id: int | None
    transfer: Transfer
    move: Move
    findings: tuple[Finding, ...] = field(default=())

    @property
    def letter(self) -> Letter | None:
        """The letter that holds, else the last."""
        return self.move.letter

    @property
    def number(self) -> str:
        """The number of the letter, else that of the system."""
        return self.letter.number if self.letter is not None else self.transfer.serial

    @property
    def through(self) -> Day | None:
        """The last day the letter holds."""
        return Day.of(self.letter.through) if self.letter is not None else None

    @property
    def open(self) -> bool:
        """Whether it is still under way."""
        return self.transfer.state == OPEN

    @property
    def grave(self) -> bool:
        """Whether something about it needs a look."""
        return any(one.severity is not Severity.INFO for one in self.findings)

    @property
    def said(self) -> str:
        """What needs a look first."""
        return self.findings[0].message if self.findings else ""


def move_of(one: Transfer, letters: Sequence[TransferLetter]) -> Move:
    """Return a move as the rules see it."""
    return Move(
        one.direction, one.category, one.manner, one.begun, one.state,
        tuple(map(_letter, letters)),
        one.paid_to, one.serial, one.received, one.receipt, one.checked, tuple(map(str, one.materials)),
    )  # fmt: skip


def _letter(one: TransferLetter) -> Letter:
    return Letter(one.number, one.issued, one.days, one.state, one.carrier, one.informed)


def letters_of(session: Session, transfer_id: int) -> list[TransferLetter]:
    """Return the letters of a move in the order they were given."""
    wanted = select(TransferLetter).where(TransferLetter.transfer_id == transfer_id)
    return list(session.execute(wanted.order_by(TransferLetter.id)).scalars())


def holding_letter(session: Session, transfer_id: int) -> TransferLetter | None:
    """Return the letter of a move that holds, None where none does."""
    found = [one for one in letters_of(session, transfer_id) if one.state == VALID]
    return found[-1] if found else None


def open_of(session: Session, person_id: int, direction: str = "") -> Transfer | None:
    """Return the move of somebody that is under way, None where there is none."""
    wanted = select(Transfer).where(Transfer.person_id == person_id, Transfer.state == OPEN)
    if direction:
        wanted = wanted.where(Transfer.direction == direction)
    return session.execute(wanted.order_by(Transfer.id.desc())).scalars().first()


def last_of(session: Session, person_id: int, direction: str) -> Transfer | None:
    """Return somebody's newest move of a direction, whatever became of it."""
    wanted = select(Transfer).where(Transfer.person_id == person_id, Transfer.direction == direction)
    return session.execute(wanted.order_by(Transfer.id.desc())).scalars().first()


def entries(session: Session, on: date, ids: Sequence[int] | None = None) -> list[Entry]:
    """Return the register, the newest first; ``ids`` narrows to some moves."""
    wanted = select(Transfer, Person.name).join(Person, Person.id == Transfer.person_id)
    # Who was sent back went into the bin; that they were stays on record.
    wanted = wanted.where(or_(Person.binned.is_(None), Transfer.state == STOPPED))
    wanted = wanted.order_by(Transfer.id.desc())
    if ids is not None:
        wanted = wanted.where(Transfer.id.in_(ids))
    rows = session.execute(wanted).all()
    letters, people = _letters(session), _people(session, on, {one.person_id for one, _ in rows})
    bodies = tree(session)
    return [_entry(one, name, letters[one.id], people.get(one.person_id), bodies, on) for one, name in rows]


def _entry(
    one: Transfer,
    name: str,
    letters: Sequence[TransferLetter],
    person: Someone | None,
    bodies: Tree,
    on: date,
) -> Entry:
    move = move_of(one, letters)
    branch = one.branch_id or (person.branch_id if person is not None else None)
    return Entry(one.id, one.person_id, name, bodies.name(branch), branch, one, move, tuple(judge(move, on)))


def _letters(session: Session) -> dict[int, list[TransferLetter]]:
    found: dict[int, list[TransferLetter]] = defaultdict(list)
    for one in session.execute(select(TransferLetter).order_by(TransferLetter.id)).scalars():
        found[one.transfer_id].append(one)
    return found


def _people(session: Session, on: date, ids: Iterable[int]) -> dict[int, Someone]:
    wanted = sorted(ids)
    few = wanted if len(wanted) <= CHUNK else None
    return {one.id: one for one in everyone(session, on, columns=("name",), ids=few)}


def under_way(session: Session, on: date) -> list[Entry]:
    """Return the moves that are still to be dealt with: open ones, and receipts owed."""
    return [one for one in entries(session, on) if one.open or one.findings]


def number_used(session: Session, number: str) -> bool:
    """Say whether a letter of ours already bears a number, whatever became of it."""
    wanted = select(TransferLetter.id).join(Transfer, Transfer.id == TransferLetter.transfer_id)
    wanted = wanted.where(Transfer.direction == OUT, TransferLetter.number == number)
    return session.execute(wanted).first() is not None


def gone_letters(session: Session, transfer_id: int) -> list[TransferLetter]:
    """Return the letters of a move that are void or lost and of which the receiver was not told."""
    states = {VOID, LOST}
    return [one for one in letters_of(session, transfer_id) if one.state in states and one.informed is None]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the register has: moves by person, direction and day, and the days of our letters by number."""

    moves: frozenset[tuple[int, str, Day]]
    letters: dict[str, Day]


def stored(session: Session) -> Stored:
    """Read what an imported register is held against."""
    moves = session.execute(select(Transfer.person_id, Transfer.direction, Transfer.begun))
    wanted = select(TransferLetter.number, Transfer.begun)
    wanted = wanted.join(Transfer, Transfer.id == TransferLetter.transfer_id).where(Transfer.direction == OUT)
    letters = {row.number: row.begun for row in session.execute(wanted) if row.number}
    return Stored(frozenset((row.person_id, row.direction, row.begun) for row in moves), letters)
