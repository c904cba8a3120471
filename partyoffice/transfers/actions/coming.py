"""Coming in: the other side's letter is written down, the files are checked, then the person is received."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.members import actions as members
from partyoffice.members.queries import everyone, histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.queries import full_name, signs, tree
from partyoffice.organisation.records import Organisation
from partyoffice.part import Arrival
from partyoffice.transfers.actions.moving import (
    Given,
    Heard,
    Withdraw,
    as_rules_see,
    body,
    exact,
    must_be_alone,
    must_be_open,
    note_down,
    stop,
    tell_dues,
    unheard,
    wanted_text,
)
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.rules.judging import against_receiving, received_late
from partyoffice.transfers.rules.kit import lettered
from partyoffice.transfers.rules.words import ARTICLE_LETTER, FILES, INTO, PAPER, RECEIVED, SOUND

Arrived = Callable[[Session, Arrival], object]
CARD = ("name", "sex", "ethnicity", "birth", "id_number", "phone")
REASON = "转入组织关系"


def begin_in(session: Session, given: Given) -> Transfer:
    """Write down that somebody is to be received: who it is, from where, with which letter.

    ``person_id`` names somebody known who had left; anybody else is a new person, on no roster yet.
    """
    begun, category = exact(given.get("begun"), "收到日期"), wanted_text(given, "category", "人员类别")
    manner = FILES if not lettered(category) else str(given.get("manner") or PAPER)
    person = _person(session, given, begun)
    must_be_alone(session, person)
    made = Transfer(
        person_id=person.id, direction=INTO, category=category, manner=manner, begun=begun,
        reason=wanted_text(given, "reason", "转接原因"),
        from_unit=wanted_text(given, "from_unit", "转出党组织"),
        to_unit=signs(session), paid_to=given.get("paid_to"), serial=str(given.get("serial") or ""),
        contact=str(given.get("contact") or ""), checked=str(given.get("checked") or ""),
        materials=list(given.get("materials") or ()), note=str(given.get("note") or ""),
    )  # fmt: skip
    session.add(made)
    session.flush()
    if manner == PAPER:
        _letter(session, made, given)
    return made


def _person(session: Session, given: Given, on: Day) -> Person:
    known = given.get("person_id")
    if known:
        if everyone(session, on.first, columns=("name",), ids=[known])[0].present:
            name = session.get_one(Person, known).name
            raise OfficeError(f"{name}在 {on} 已在册", remedy="校内支部之间请用“登记校内调整”")
        return session.get_one(Person, known)
    values = {key: given[key] for key in CARD if given.get(key)}
    person = Person(name=wanted_text(given, "name", "姓名"))
    members.correct_card(session, person, values)
    session.add(person)
    session.flush()
    return person


def _letter(session: Session, one: Transfer, given: Given) -> None:
    issued, days = exact(given.get("issued"), "介绍信开具日期"), int(given.get("days") or 0)
    if days < 1:
        raise OfficeError("没有写明介绍信的有效期", remedy="请照介绍信填写有效天数")
    session.add(
        TransferLetter(
            transfer_id=one.id, number=wanted_text(given, "number", "介绍信编号"), issued=issued, days=days,
            addressee=one.to_unit,
        )
    )  # fmt: skip
    session.flush()


def receive(
    session: Session, transfer_id: int, given: Given, arrived: Arrived, heard: Heard = unheard
) -> list[Finding]:
    """Receive somebody: from this day on they stand on the roster, with branch and group.

    An expired letter needs a reason (R6). What matters on the way into the Party, and to 党费, is handed on.
    """
    one = session.get_one(Transfer, transfer_id)
    must_be_open(one)
    on, move = exact(given.get("on"), "接收日期"), as_rules_see(session, one)
    if why := against_receiving(move, on):
        raise OfficeError(f"不能接收：{why}", remedy="请核对介绍信上的日期、编号")
    late = _must_explain_late(one, received_late(move, on), given)
    one.checked = wanted_text(given, "checked", "审核情况")
    branch, group = body(session, given.get("branch_id")), body(session, given.get("group_id"))
    if branch is None:
        raise OfficeError("没有选择编入的党支部", remedy="请选择党支部；党小组可以以后再编")
    _onto_roster(session, one, on, branch, group)
    _card(session.get_one(Person, one.person_id), given)
    one.received, one.receiver, one.state = on, str(given.get("receiver") or ""), RECEIVED
    one.branch_id, one.group_id = branch.id, group.id if group else None
    one.to_unit = full_name(tree(session), branch.id)
    arrived(session, _arrival(one, on, given))
    tell_dues(session, one, heard)
    return [*late, *_of_files(one)]


def _must_explain_late(one: Transfer, late: str, given: Given) -> list[Finding]:
    if not late:
        return []
    why = str(given.get("why_late") or "").strip()
    if not why:
        raise OfficeError(f"介绍信在接收这天已经过期（{late}）", remedy="请对方重新开具；仍要接收的写明原因")
    note_down(one, f"介绍信过期仍接收：{why}")
    return [Finding("TRN-06", Severity.WARN, "介绍信过期以后接收", arithmetic=late, article=ARTICLE_LETTER)]


def _of_files(one: Transfer) -> list[Finding]:
    if one.checked == SOUND:
        return []
    said = f"审核情况是“{one.checked}”，请对方补齐后再更正"
    return [Finding("TRN-05", Severity.WARN, said, article=ARTICLE_LETTER)]


def _onto_roster(
    session: Session, one: Transfer, on: Day, branch: Organisation, group: Organisation | None
) -> None:
    person = session.get_one(Person, one.person_id)
    if not histories(session, person.id):
        session.add_all(members.first_rows(person, one.category, on, REASON, branch, group))
        session.flush()
        return
    members.come_back(session, person, on, category=one.category, reason=REASON, branch=branch)
    if group is not None:
        members.begin(session, person, Fact.GROUP, group.name, on, REASON, group)


def _card(person: Person, given: Given) -> None:
    """Write the days of the files on the card, where they stood empty."""
    for key in ("joined", "full"):
        if given.get(key) and getattr(person, key) is None:
            setattr(person, key, given[key])


def _arrival(one: Transfer, on: Day, given: Given) -> Arrival:
    proved = "2-6" in one.materials
    return Arrival(
        one.person_id, one.category, on, one.from_unit, one.checked, given.get("activist_on"), proved
    )


def send_receipt(session: Session, transfer_id: int, on: Day | None) -> None:
    """Note when our receipt went back to the committee that gave the letter (R9)."""
    one, day = session.get_one(Transfer, transfer_id), exact(on, "寄出日期")
    if one.received is None or day.first < one.received.first:
        raise OfficeError(
            f"寄出日期 {day} 早于接收日期 {one.received or '（还没有接收）'}", remedy="请核对日期"
        )
    one.receipt = day


def refuse(session: Session, transfer_id: int, given: Given, withdraw: Withdraw) -> None:
    """Send the papers back (R5: with a reason); who was entered for this alone goes into the bin."""
    stop(session, transfer_id, given, withdraw)
    person = session.get_one(Person, session.get_one(Transfer, transfer_id).person_id)
    if not histories(session, person.id):
        members.bin_person(session, person)


def needs_activist_day(category: str) -> bool:
    """Say whether the day of becoming 积极分子 elsewhere is asked: that time adds up (细则 §12)."""
    return category in {Category.ACTIVIST, Category.CANDIDATE}
