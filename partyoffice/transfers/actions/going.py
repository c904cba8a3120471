"""Going out: begun, given a letter, chased, and over only with the receipt (R4)."""

from collections.abc import Callable, Collection, Iterable

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.members import actions as members
from partyoffice.members.queries import Someone
from partyoffice.members.records import Person
from partyoffice.members.rules import SUSPENDED, Fact, Leaving
from partyoffice.organisation.queries import full_name, tree
from partyoffice.organisation.records import Organisation
from partyoffice.transfers.actions.moving import (
    Given,
    Heard,
    as_rules_see,
    body,
    exact,
    must_be_alone,
    must_be_open,
    on_day,
    tell_dues,
    unheard,
    wanted_text,
)
from partyoffice.transfers.queries import holding_letter
from partyoffice.transfers.records import Transfer
from partyoffice.transfers.rules.judging import against_receiving, received_late
from partyoffice.transfers.rules.kit import kit, lettered
from partyoffice.transfers.rules.words import (
    ARTICLE_LETTER,
    FILES,
    GRADUATING,
    OUT,
    PAPER,
    RECEIVED,
    RETURNED,
    WITHIN,
)

Held = Callable[[Session, int], Collection[str]]  # the papers that lie in somebody's folder, by code


def _none(_session: Session, _person_id: int) -> Collection[str]:
    return ()


def begin_out(session: Session, person_id: int, given: Given) -> Transfer:
    """Begin to move somebody out; who is no member yet moves with the papers alone (R12, 细则 §12).

    Raises OfficeError for who is not on the books, has stopped membership, or is moving already.
    """
    person, begun = session.get_one(Person, person_id), exact(given.get("begun"), "发起日期")
    one = on_day(session, person_id, begun)
    if one.status == SUSPENDED:
        raise OfficeError(f"{one.name}已停止党籍，不能转接组织关系", remedy="请在恢复党籍以后再办理")
    must_be_alone(session, person)
    made = Transfer(
        person_id=person_id, direction=OUT, category=one.category, manner=_manner(one, given), begun=begun,
        reason=wanted_text(given, "reason", "转接原因"),
        from_unit=str(given.get("from_unit") or full_name(tree(session), one.branch_id)),
        to_unit=wanted_text(given, "to_unit", "转入党组织"), paid_to=given.get("paid_to"),
        serial=str(given.get("serial") or ""), contact=str(given.get("contact") or ""),
        branch_id=one.branch_id, group_id=one.group_id, note=str(given.get("note") or ""),
        materials=list(given.get("materials") or ()),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _manner(one: Someone, given: Given) -> str:
    """Return by which way somebody goes: only members by letter or through the system."""
    if not lettered(one.category):
        return FILES
    manner = str(given.get("manner") or PAPER)
    if manner == FILES:
        raise OfficeError(
            f"{one.name}是{one.category}，转接组织关系不能只转材料", remedy="请选纸质介绍信，或网上转接的系统"
        )
    return manner


def begin_pupils(session: Session, ids: Iterable[int], given: Given, held: Held = _none) -> list[Transfer]:
    """Begin to move pupils who leave school to one place, each with the papers of their folder."""
    made = []
    for person_id in ids:
        category = on_day(session, person_id, exact(given.get("begun"), "发起日期")).category
        mine = {
            **given,
            "reason": given.get("reason") or GRADUATING,
            "materials": kit(category, held(session, person_id)),
        }
        made.append(begin_out(session, person_id, mine))
    if not made:
        raise OfficeError("没有选择要转出的人", remedy="请在名单里选人")
    return made


def receive_receipt(
    session: Session, transfer_id: int, given: Given, heard: Heard = unheard
) -> list[Finding]:
    """Note the receipt: from its day on the person is no longer ours, and not a day earlier (R4, R9)."""
    one = session.get_one(Transfer, transfer_id)
    must_be_open(one)
    on, move = exact(given.get("on"), "接收日期"), as_rules_see(session, one)
    if why := against_receiving(move, on):
        raise OfficeError(f"不能登记接收：{why}", remedy="请核对回执和介绍信上的日期、编号")
    one.received, one.receiver, one.state = on, str(given.get("receiver") or ""), RECEIVED
    letter = holding_letter(session, transfer_id)
    if letter is not None:
        letter.state = RETURNED
    proof = f"介绍信{letter.number}回执" if letter is not None else one.serial or "对方接收材料的回执"
    members.leave(session, session.get_one(Person, one.person_id), Leaving.TRANSFER, on, proof)
    tell_dues(session, one, heard)
    late = received_late(move, on)
    said = "对方在介绍信过期以后才接收，请查明原因"
    return [Finding("TRN-06", Severity.WARN, said, arithmetic=late, article=ARTICLE_LETTER)] if late else []


def move_within(session: Session, person_id: int, given: Given) -> Transfer:
    """Move somebody to another branch or group of the school, on its day."""
    person, on = session.get_one(Person, person_id), exact(given.get("on"), "调整日期")
    before = on_day(session, person_id, on)
    must_be_alone(session, person)
    branch, group = body(session, given.get("branch_id")), body(session, given.get("group_id"))
    if branch is None:
        raise OfficeError("没有选择新的党支部", remedy="请选择新的党支部")
    reason = str(given.get("reason") or "校内调整")
    _move(session, before, (branch, group), on, reason)
    whole = tree(session)
    made = Transfer(
        person_id=person_id, direction=WITHIN, category=before.category, manner="", begun=on, received=on,
        reason=reason, from_unit=full_name(whole, before.group_id or before.branch_id),
        to_unit=full_name(whole, group.id if group else branch.id), state=RECEIVED, branch_id=branch.id,
        group_id=group.id if group else None, note=str(given.get("note") or ""),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _move(
    session: Session, before: Someone, to: tuple[Organisation, Organisation | None], on: Day, reason: str
) -> None:
    person, (branch, group) = session.get_one(Person, before.id), to
    if branch.id != before.branch_id:
        members.move(session, person, branch, on, group, reason=reason)
    elif group is not None and group.id != before.group_id:
        members.change(session, person, Fact.GROUP, group.name, on, reason=reason, body=group)
    else:
        where = f"{before.branch}{before.group}"
        raise OfficeError(f"{person.name}在 {on} 已经在{where}", remedy="请选择新的党支部或党小组")
