"""What every verb on a move asks first, and the verbs that all directions share."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import Person
from partyoffice.members.rules import MEMBERS
from partyoffice.organisation.records import Organisation
from partyoffice.part import PaidTo
from partyoffice.transfers.queries import letters_of, move_of, open_of
from partyoffice.transfers.records import Transfer
from partyoffice.transfers.rules.judging import Move
from partyoffice.transfers.rules.words import INTO, OPEN, RETURNED, STOPPED, VALID, VOID, WITHIN

Given = Mapping[str, Any]
# How 出具登记 is told that a paper of a number is void; transfers and archives are peers.
Withdraw = Callable[[Session, str, str, str], object]
Heard = Callable[[Session, PaidTo], object]  # how 党费 hears what a letter says of it
TEXTS = ("reason", "from_unit", "to_unit", "serial", "contact", "note", "checked")


def unheard(_session: Session, _told: PaidTo) -> None:
    """Tell nobody."""


def must_be_open(one: Transfer) -> None:
    """Refuse what is done to a move that is over (OfficeError)."""
    if one.state != OPEN:
        raise OfficeError(f"这件转接{one.state}", remedy="如果记错了，请在“操作记录”里撤销那一步")


def must_be_alone(session: Session, person: Person) -> None:
    """Refuse a second move while one is under way (OfficeError)."""
    other = open_of(session, person.id)
    if other is not None:
        raise OfficeError(
            f"{person.name}已有一件{other.direction}在办理（{other.begun} 发起）",
            remedy="请接着办那一件；不再办的先中止",
        )


def exact(day: Day | None, what: str) -> Day:
    """Return a day that must be known to the day (OfficeError otherwise)."""
    if day is None or not day.exact:
        raise OfficeError(f"没有写明{what}是哪一日", remedy=f"请填写{what}，如 2026-11-20")
    return day


def wanted_text(given: Given, key: str, what: str) -> str:
    """Return a text that must be given (OfficeError otherwise)."""
    text = clean(str(given.get(key) or ""))
    if not text:
        raise OfficeError(f"没有填写{what}", remedy=f"请填写{what}")
    return text


def on_day(session: Session, person_id: int, on: Day) -> Someone:
    """Return somebody as they are on a day (OfficeError for who is not on the books then)."""
    found = everyone(session, on.first, ids=[person_id])
    if not found or not found[0].present:
        name = session.get_one(Person, person_id).name
        raise OfficeError(f"{name}在 {on} 不在册", remedy="请核对日期，或在党员名册中核对这个人的履历")
    return found[0]


def body(session: Session, org: int | None) -> Organisation | None:
    """Return a body by its id, None for none."""
    return session.get_one(Organisation, org) if org else None


def as_rules_see(session: Session, one: Transfer) -> Move:
    """Return a move with its letters as plain values."""
    return move_of(one, letters_of(session, one.id))


def note_down(one: Transfer, line: str) -> None:
    """Add a line to the note of a move."""
    one.note = f"{one.note}\n{line}" if one.note else line


def tell_dues(session: Session, one: Transfer, heard: Heard) -> None:
    """Let 党费 hear from which month or up to which somebody pays here, once they have come or left."""
    if one.received is None or one.direction == WITHIN or one.category not in MEMBERS:
        return
    letters = letters_of(session, one.id)
    proof = f"介绍信{letters[-1].number}" if letters else f"流水号 {one.serial}" if one.serial else "转接登记"
    coming = one.direction == INTO
    heard(session, PaidTo(one.person_id, not coming, one.received, one.paid_to, proof))


def correct(session: Session, transfer_id: int, given: Given, heard: Heard = unheard) -> None:
    """Mend what is written about a move; its days, letters and people have verbs of their own."""
    one = session.get_one(Transfer, transfer_id)
    for key in TEXTS:
        if key in given:
            setattr(one, key, given[key] or "")
    if "paid_to" in given:
        one.paid_to = given["paid_to"]
        tell_dues(session, one, heard)
    if "materials" in given:
        one.materials = list(given["materials"])


def chase(session: Session, transfer_id: int, given: Given) -> None:
    """Note that the other side was asked, and what it answered."""
    one = session.get_one(Transfer, transfer_id)
    must_be_open(one)
    day, said = exact(given.get("on"), "催问日期"), wanted_text(given, "said", "催问的情况")
    note_down(one, f"{day} 催问：{said}")


def stop(session: Session, transfer_id: int, given: Given, withdraw: Withdraw) -> None:
    """End a move that will not be (中止); its letter is void, the person stays where they are."""
    one = session.get_one(Transfer, transfer_id)
    must_be_open(one)
    one.ended, one.why_ended = exact(given.get("on"), "中止日期"), wanted_text(given, "reason", "中止的原因")
    one.state = STOPPED
    for letter in letters_of(session, transfer_id):
        if letter.state == VALID:
            letter.state, letter.void_on, letter.void_reason = VOID, one.ended, f"转接中止：{one.why_ended}"
            withdraw(session, "trn-01", letter.number, letter.void_reason)


def drop(session: Session, transfer_id: int) -> None:
    """Take a mistaken entry out; one with a letter, or one that is over, is history (OfficeError)."""
    one = session.get_one(Transfer, transfer_id)
    letters = letters_of(session, transfer_id)
    if one.state != OPEN or any(letter.state in {VALID, RETURNED, VOID} for letter in letters):
        raise OfficeError(
            "已经开过介绍信或已办结的转接不能删除", remedy="不再办的请用“中止”，原因会留在登记里"
        )
    for letter in letters:
        session.delete(letter)
    session.flush()
    session.delete(one)


def today() -> Day:
    """Return the day of the clock."""
    return Day.of(clock.today())
