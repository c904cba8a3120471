"""The letters of a move: given, void, lost, printed; a number once given stays given (R6, R7, R10)."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.paper_words import numbered
from partyoffice.core.text import clean, count_of
from partyoffice.members.records import Person
from partyoffice.members.rules import MEMBERS
from partyoffice.part import Handed
from partyoffice.transfers.actions.moving import (
    Given,
    Withdraw,
    exact,
    must_be_open,
    note_down,
    on_day,
    today,
    wanted_text,
)
from partyoffice.transfers.queries import gone_letters, holding_letter, letters_of, number_used, open_of
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.rules.letter import validity
from partyoffice.transfers.rules.words import (
    ARTICLE_LETTER,
    LOST,
    MOST_DAYS,
    OFFERED,
    OUT,
    PAPER,
    SELF,
    USUAL_DAYS,
    VALID,
    VOID,
)

CODE, LETTER = "trn-01", "组织关系介绍信"
UNKNOWN_REASON = "（待补）"


class Issue(Protocol):
    """How 出具登记 takes a paper that was given out otherwise than by the printing of the program."""

    def __call__(
        self,
        session: Session,
        *,
        code: str,
        paper: str,
        subject: str,
        on: Day,
        person_id: int | None,
        series: str | None,
        number: int | None,
        number_text: str,
        given: Mapping[str, Any],
    ) -> Any:  # noqa: ANN401 -- an issued paper, whose ``number_text`` is the number as it is written
        """Enter the paper; OfficeError where the number was given before."""  # fmt: skip


def issue_letter(session: Session, transfer_id: int, given: Given, issue: Issue) -> TransferLetter:
    """Note a letter that was written by hand or by the upper committee; the number stands in 出具登记.

    A plain number is one of our own series; any other text is the committee's own numbering. More than
    90 days need a reason (R6, +OVR). Raises OfficeError while another letter holds.
    """
    one = session.get_one(Transfer, transfer_id)
    must_be_open(one)
    must_hold_none(session, one)
    issued, days = exact(given.get("issued"), "开具日期"), _days(one, given)
    person = session.get_one(Person, one.person_id)
    if on_day(session, one.person_id, issued).category not in MEMBERS or one.manner != PAPER:
        raise OfficeError(
            f"{person.name}不用开介绍信", remedy="入党积极分子等只转材料，不用介绍信；网上转接的请记流水号"
        )
    entered = issue(
        session, code=CODE, paper=LETTER, subject=person.name, on=issued, person_id=person.id,
        given={key: str(given[key]) for key in ("addressee", "days") if given.get(key)},
        **_number(session, given),
    )  # fmt: skip
    made = TransferLetter(
        transfer_id=one.id, number=entered.number_text, issued=issued, days=days,
        addressee=str(given.get("addressee") or one.to_unit), carrier=str(given.get("carrier") or SELF),
    )  # fmt: skip
    if given.get("paid_to"):
        one.paid_to = given["paid_to"]
    session.add(made)
    session.flush()
    return made


def must_hold_none(session: Session, one: Transfer) -> None:
    """Refuse a second letter while one holds (OfficeError): it is made void first (R7)."""
    holding = holding_letter(session, one.id)
    if holding is not None:
        raise OfficeError(
            f"介绍信{holding.number}还有效", remedy="要重新开具的，请先把旧信作废或登记遗失，并告知接收方"
        )


def _days(one: Transfer, given: Given) -> int:
    days, why = int(given.get("days") or 0), clean(str(given.get("why_long") or ""))
    if validity(today().first, days).allowed:
        return days
    if days > MOST_DAYS and why:
        note_down(one, f"有效期写 {days} 天：{why}")
        return days
    raise OfficeError(
        f"有效期 {days} 天不在 1 至 {MOST_DAYS} 天之内（{ARTICLE_LETTER}）",
        remedy=f"请改为 {OFFERED}；已经这样开出的，写明原因",
    )


def _number(session: Session, given: Given) -> dict[str, Any]:
    text = wanted_text(given, "number", "介绍信编号")
    number = count_of(text)
    if number is None and number_used(session, text):
        raise OfficeError(f"编号“{text}”的介绍信已经登记过", remedy="请核对编号；作废的号码也不再用")
    return {"series": LETTER if number else None, "number": number, "number_text": "" if number else text}


def void_letter(session: Session, transfer_id: int, given: Given, withdraw: Withdraw) -> None:
    """Make the letter that holds void, or note that it is lost; the receiver is to be told (R7)."""
    one = session.get_one(Transfer, transfer_id)
    must_be_open(one)
    letter = holding_letter(session, transfer_id)
    if letter is None:
        raise OfficeError("没有有效的介绍信", remedy="请核对这件转接的介绍信")
    letter.void_on, letter.void_reason = (
        exact(given.get("on"), "作废日期"),
        wanted_text(given, "reason", "原因"),
    )
    if letter.void_on.first < letter.issued.first:
        raise OfficeError(f"作废日期 {letter.void_on} 早于开具日期 {letter.issued}", remedy="请核对日期")
    letter.state, letter.informed = LOST if given.get("lost") else VOID, given.get("informed")
    withdraw(session, CODE, letter.number, f"{letter.state}：{letter.void_reason}")


def inform(session: Session, transfer_id: int, on: Day | None) -> None:
    """Note when the receiver was told that void and lost letters hold no longer."""
    day, gone = exact(on, "告知日期"), gone_letters(session, transfer_id)
    if not gone:
        raise OfficeError("没有要告知接收方的旧信", remedy="旧信作废或遗失以后才需要告知")
    for letter in gone:
        letter.informed = day


def told(session: Session, person_id: int, handed: Handed) -> None:
    """Take note of a letter that the program printed or saved, and of what became of it since.

    Somebody without an open move gets one: what was printed is begun.
    """
    letter = _of_number(session, person_id, handed.number)
    if letter is None:
        letter = _new(session, _open(session, person_id, handed), handed)
    letter.printed = handed.printed
    if handed.void and letter.state == VALID:
        letter.state, letter.void_on, letter.void_reason = VOID, today(), handed.void


def _of_number(session: Session, person_id: int, number: str) -> TransferLetter | None:
    one = open_of(session, person_id, OUT)
    found = [each for each in letters_of(session, one.id) if each.number == number] if one is not None else []
    return found[-1] if found else None


def _open(session: Session, person_id: int, handed: Handed) -> Transfer:
    one = open_of(session, person_id, OUT)
    if one is None:
        someone = on_day(session, person_id, handed.on)
        one = Transfer(
            person_id=person_id, direction=OUT, category=someone.category, begun=handed.on,
            reason=UNKNOWN_REASON, from_unit=_typed(handed, "from"), to_unit=_typed(handed, "to"),
            branch_id=someone.branch_id, group_id=someone.group_id,
        )  # fmt: skip
        session.add(one)
        session.flush()
    one.to_unit = one.to_unit or _typed(handed, "to")
    return one


def _typed(handed: Handed, key: str) -> str:
    return clean(str(handed.given.get(key, "")))


def _new(session: Session, one: Transfer, handed: Handed) -> TransferLetter:
    days, paid = count_of(str(handed.given.get("days", "")).removesuffix("天")), handed.day("paid_to")
    if paid is not None:
        one.paid_to = paid
    made = TransferLetter(
        transfer_id=one.id, number=handed.number, issued=handed.on, days=days or USUAL_DAYS,
        addressee=_typed(handed, "addressee"), carrier=SELF,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def against_printing(session: Session, person_id: int, number: str, year: int) -> str:
    """Return why no letter of a number may be printed for somebody; empty where it may (R7)."""
    one = open_of(session, person_id, OUT)
    holding = holding_letter(session, one.id) if one is not None else None
    if holding is None or holding.number == numbered(number, year):
        return ""
    return f"介绍信{holding.number}还有效"
