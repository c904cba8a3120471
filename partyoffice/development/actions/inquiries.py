"""政审: whom it looks at, letters out and their answers. A letter's number is given once and for ever."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.development.records import Examined, Inquiry
from partyoffice.development.rules.inquiries import SERIES, number_text
from partyoffice.members.records import Person, Relative
from partyoffice.store import numbers

SELF = "本人"


def take_over_relatives(session: Session, person_id: int) -> list[Examined]:
    """Take the person and the family on the card over among those examined; who is there already stays."""
    person = session.get_one(Person, person_id)
    rows = session.execute(select(Examined.relation, Examined.name).where(Examined.person_id == person_id))
    there = {(row.relation, row.name) for row in rows}
    family = session.execute(select(Relative).where(Relative.person_id == person_id).order_by(Relative.id))
    wanted = [_self(person), *(_of(one) for one in family.scalars())]
    made = [one for one in wanted if one.name and (one.relation, one.name) not in there]
    session.add_all(made)
    session.flush()
    return made


def _self(person: Person) -> Examined:
    return Examined(
        person_id=person.id, relation=SELF, name=person.name, birth=person.birth
    )  # fmt: skip


def _of(one: Relative) -> Examined:
    return Examined(
        person_id=one.person_id, relation=one.relation, name=one.name, birth=one.birth,
        political_status=one.political_status, unit=one.unit,
    )  # fmt: skip


def send_inquiry(
    session: Session, person_id: int, addressee: str, sent: Day, *, about: str = "", number: int | None = None
) -> Inquiry:
    """Write down a letter and give it the year's next number, or a free one from the book of paper."""
    addressee = clean(addressee)
    if not addressee:
        raise OfficeError("没有写明政审函发给哪个单位", remedy="请填写收函单位全称")
    year = sent.year
    taken = numbers.next_number(session, SERIES, year) if number is None else number
    name = session.get_one(Person, person_id).name
    numbers.give(
        session, SERIES, year, taken, f"政审函：{name}（{addressee}）", kind=Inquiry.__tablename__
    )  # fmt: skip
    made = Inquiry(
        person_id=person_id, number=number_text(year, taken), addressee=addressee, about=about, sent=sent
    )
    session.add(made)
    session.flush()
    return made


def answer_inquiry(session: Session, row: Inquiry, returned: Day, answer: str, *, sealed: bool) -> None:
    """Write down the answer (OfficeError for a void letter, and for a day surely before it was sent)."""
    _must_be_valid(row)
    if returned.last < row.sent.first:
        raise OfficeError(f"回函日期 {returned} 早于发出日期 {row.sent}", remedy="请核对两个日期")
    row.returned, row.answer, row.sealed = returned, answer, sealed
    session.flush()


def void_inquiry(session: Session, row: Inquiry, reason: str) -> None:
    """Make a letter void; its number is not given again."""
    _must_be_valid(row)
    if not clean(reason):
        raise OfficeError("没有写作废的原因", remedy="请写一句，如“收函单位写错，重发”")
    row.void_reason = clean(reason)
    session.flush()


def _must_be_valid(row: Inquiry) -> None:
    if row.void_reason:
        raise OfficeError(f"{row.number}已经作废（{row.void_reason}）", remedy="需要时请另发一函，用新的编号")
