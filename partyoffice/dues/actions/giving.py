"""大额党费、特殊党费 and 捐款 are entered, mended and handed on. None of it is ever in the balance."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import read_yuan
from partyoffice.core.text import clean, clean_long, clean_name, table_of
from partyoffice.dues.records import Donation, Gift
from partyoffice.dues.rules.giving import NOT_DUES, out_of_order, too_small
from partyoffice.members.records import Person
from partyoffice.store import rows

Given = Mapping[str, Any]
HEADS = ("捐款人", "金额（元）", "说明")
LONG = frozenset({"profile"})
EXTRA = "不足 1000 元的自愿多交登记在“收支账”里，类别选“自愿多交”"


# -- gifts --------------------------------------------------------------------------------------


def receive_gift(session: Session, given: Given) -> Gift:
    """Enter a 大额党费 or 特殊党费 (OfficeError for one that is too small, or days that run backwards)."""
    values = _tidy(given)
    _judge_gift(values)
    return rows.add_row(session, Gift, values)


def correct_gift(session: Session, gift_id: int, given: Given) -> None:
    """Mend a gift."""
    gift, values = session.get_one(Gift, gift_id), _tidy(given)
    _judge_gift({key: getattr(gift, key) for key in GIFT_KEYS} | values)
    rows.correct_row(session, gift, values)


def hand_on_gift(session: Session, gift_id: int, on: Day, receiver: str) -> None:
    """Note that a gift was sent up, and through whom."""
    known = session.get_one(Gift, gift_id).receiver
    correct_gift(session, gift_id, {"passed_on": on, "receiver": receiver or known})


def take_receipt(session: Session, gift_id: int, receipt: str, on: Day | None) -> None:
    """Note the number of the receipt that came, and when the giver got it."""
    correct_gift(session, gift_id, {"receipt": receipt, "receipt_given": on})


def drop_gift(session: Session, gift_id: int) -> None:
    """Take a wrong gift out."""
    rows.drop_row(session, session.get_one(Gift, gift_id))


GIFT_KEYS = ("kind", "amount", "on", "passed_on", "receipt_given")


def _judge_gift(values: Given) -> None:
    small = too_small(str(values.get("kind") or ""), int(values.get("amount") or 0))
    if small:
        raise OfficeError(small, remedy=f"请核对金额；{EXTRA}")
    _must_follow(
        ("交纳日期", values.get("on")), ("转交日期", values.get("passed_on")),
        ("收据交本人日期", values.get("receipt_given")),
    )  # fmt: skip


def _must_follow(*days: tuple[str, Day | None]) -> None:
    wrong = out_of_order(*days)
    if wrong:
        raise OfficeError(wrong, remedy="请核对日期")


# -- donations ----------------------------------------------------------------------------------


def receive_donation(session: Session, given: Given) -> Donation:
    """Enter what one giver gave; somebody chosen from the roster gives the name."""
    values = _tidy(given)
    if values.get("person_id"):
        values["name"] = session.get_one(Person, values["person_id"]).name
    _judge_donation(values)
    return rows.add_row(session, Donation, values)


def receive_donations(session: Session, given: Given, text: str) -> list[Donation]:
    """Enter a pasted list of one event: name and amount a row; who is one of the roster is tied to it."""
    found = [cells for cells in table_of(text) if any(cells) and cells[0] not in {HEADS[0], "姓名"}]
    if not found:
        raise OfficeError("名单里没有捐款人", remedy=f"请一行写一人，列依次是{'、'.join(HEADS)}")
    people = _people(session)
    return [
        receive_donation(session, {**given, **_line(at, cells, people)}) for at, cells in enumerate(found, 1)
    ]


def _line(at: int, cells: Sequence[str], people: Mapping[str, int]) -> dict[str, Any]:
    name, amount, note, *_rest = (*cells, "", "")
    name = clean_name(name)
    if not name:
        raise OfficeError(f"第 {at} 行没有捐款人", remedy="请在名单里补上姓名，或删去这一行")
    try:
        fen = read_yuan(amount)
    except ValueError as error:
        raise OfficeError(f"第 {at} 行 {name}：{error}", remedy="请在名单里改好金额") from error
    return {"name": name, "person_id": people.get(name), "amount": fen, "note": note}


def _people(session: Session) -> dict[str, int]:
    """Return by name who of the roster is meant; a name that two people bear means neither."""
    found: dict[str, list[int]] = {}
    for person, name in session.execute(select(Person.id, Person.name).where(Person.binned.is_(None))):
        found.setdefault(name, []).append(person)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def correct_donation(session: Session, donation_id: int, given: Given) -> None:
    """Mend a donation."""
    donation, values = session.get_one(Donation, donation_id), _tidy(given)
    if values.get("person_id"):
        values["name"] = session.get_one(Person, values["person_id"]).name
    _judge_donation({key: getattr(donation, key) for key in ("amount", "on", "passed_on")} | values)
    rows.correct_row(session, donation, values)


def hand_on_donation(session: Session, donation_id: int, given: Given) -> None:
    """Note when a donation was handed to whom, and against which receipt."""
    known = session.get_one(Donation, donation_id)
    kept = {key: given.get(key) or getattr(known, key) for key in ("recipient", "receipt")}
    correct_donation(session, donation_id, {"passed_on": given["passed_on"], **kept})


def drop_donation(session: Session, donation_id: int) -> None:
    """Take a wrong donation out."""
    rows.drop_row(session, session.get_one(Donation, donation_id))


def _judge_donation(values: Given) -> None:
    if int(values.get("amount") or 0) <= 0:
        raise OfficeError("捐款金额要大于 0", remedy=f"请核对金额；{NOT_DUES}")
    _must_follow(("捐款日期", values.get("on")), ("转交日期", values.get("passed_on")))


def _tidy(given: Given) -> dict[str, Any]:
    """Return what was given as it is stored: nothing is an empty text, no day or nobody."""
    values = {
        key: (clean_long if key in LONG else clean)(value) if isinstance(value, str) else value
        for key, value in given.items()
    }
    return {key: "" if value is None and key in TEXTS else value for key, value in values.items()}


TEXTS = frozenset({
    "kind", "profile", "receiver", "receipt", "note", "name", "event", "method", "recipient",
})  # fmt: skip
