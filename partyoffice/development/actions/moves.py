"""What a closed step moves in a person's card and histories, and how it goes back."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions.again import note_former
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.records import Booklet, Step
from partyoffice.development.rules.file import File
from partyoffice.development.rules.probation import Decision
from partyoffice.development.rules.profile import GIVEN, USED
from partyoffice.development.rules.reckoning import full_on
from partyoffice.development.rules.steps import STEPS, category_after
from partyoffice.members.actions import accept_in_full, change, current, leave
from partyoffice.members.queries import histories
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.queries import Node, tree
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind

FILING = 25
RANK = {
    one: at
    for at, one in enumerate(
        (Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE, Category.PROBATIONARY, Category.FULL)
    )
}


def reason_of(number: int) -> str:
    """Return what the histories say where a step has moved them."""
    return f"第{number}步{STEPS[number]}"


def move_on(session: Session, file: File, number: int, step: Step) -> None:
    """Do in the books what a closed step means: category, 入党时间, group, 转正, the booklet."""
    person = session.get_one(Person, file.person_id)
    if step.on is not None and (number == FILING or not file.left):  # of who is gone the histories rest
        MOVES.get(number, _category)(session, file, number, step, person)
    session.flush()


def _category(session: Session, file: File, number: int, step: Step, person: Person) -> None:
    """Raise the category where the step does; who is further already, from an old roster, stays there."""
    day = _day(step)
    becomes = category_after(number, file.edition(number, day.first))
    rows = histories(session, person.id)
    held = next((row for row in rows if row.fact == Fact.CATEGORY and row.end is None), None)
    now = RANK.get(Category(file.category), -1) if file.category in RANK else -1
    if becomes is None or RANK[becomes] <= now:
        return
    if held is not None and held.start is not None and day.first <= held.start.first:
        raise OfficeError(
            f"{file.name}从 {held.start} 起是{held.value}，{becomes}的日期 {day} 不能早于或等于它",
            remedy=f"名册履历里“{held.value}”的开始时间填晚了的，先在名册更正，如改为申请书日期；或核对这一步的日期",
        )
    change(session, person, Fact.CATEGORY, becomes, day, reason=reason_of(number), evidence=step.evidence)


def _day(step: Step) -> Day:
    if step.on is None:
        raise OfficeError(f"第 {step.number} 步没有日期", remedy="请填写日期")
    return step.on


def _approved(session: Session, file: File, number: int, step: Step, person: Person) -> None:
    """Make somebody 预备党员: 入党时间 is the day of the meeting (细则第三十一条), never that of approval."""
    meeting = file.day(15)
    note_former(session, person, file.again)
    if person.joined is None and meeting is not None:
        person.joined = meeting
    person.sponsors = person.sponsors or _sponsors(file)
    _category(session, file, number, step, person)


def _sponsors(file: File) -> str:
    """Return who were sponsors on the day of the meeting, of those not replaced by then."""
    meeting = file.day(15)
    return "、".join(one.name for one in file.sponsors if meeting is None or one.vouches(meeting.last))


def _grouped(session: Session, file: File, _number: int, step: Step, person: Person) -> None:
    """Put the new member into the group that was named, of the branch of that day."""
    name, day = str(step.facts.get("group", "")), _day(step)
    if not name:
        return
    branch = current(session, person, Fact.BRANCH, day)
    node = tree(session).named(name, OrgKind.GROUP, branch.organisation_id if branch else file.branch_id)
    if node is None:
        raise OfficeError(f"本支部没有名为“{name}”的党小组", remedy="请在“党员名册”左边的组织中先建立小组")
    held = current(session, person, Fact.GROUP, day)
    if held is not None and held.organisation_id == node.id:
        return
    if branch is not None and branch.end is not None:  # has moved on since: until then alone
        _grouped_until(session, person, node, day, held, branch)
        return
    body = session.get_one(Organisation, node.id)
    change(session, person, Fact.GROUP, node.name, day, reason=reason_of(19), body=body)


def _grouped_until(
    session: Session, person: Person, node: Node, day: Day, held: History | None, branch: History
) -> None:
    """Write the group of a branch somebody has left since: it ended with the branch."""
    if held is not None:
        held.end, held.end_reason = day, reason_of(19)
    session.add(
        History(
            person_id=person.id, fact=str(Fact.GROUP), value=node.name, organisation_id=node.id, start=day,
            end=branch.end, end_reason=branch.end_reason, reason=reason_of(19),
        )
    )  # fmt: skip
    session.flush()


def _decided(session: Session, file: File, _number: int, step: Step, person: Person) -> None:
    """Do what the meeting decided and the committee approved; an extension moves nothing."""
    meeting = file.steps.get(23)
    decision = meeting.text("decision") if meeting is not None else str(Decision.ON_TIME)
    day = _day(step)
    if decision == Decision.REVOKE:
        leave(session, person, str(Leaving.PROBATION_REVOKED), day, step.evidence)
    elif decision != Decision.EXTEND and file.category != Category.FULL:
        full = full_on(file, rule_settings(session))
        if full is None:
            raise OfficeError(f"{file.name}的转正时间还不能确定", remedy=_why_unknown(file))
        accept_in_full(session, person, Day.of(full), day, step.evidence)


def _why_unknown(file: File) -> str:
    """Return what 转正时间 still hangs on."""
    start, meeting, approved = file.day(15) or file.joined, file.day(23), file.day(24)
    if start is None or not start.exact:
        return "预备期从接收的支部大会之日算起，请先查入党志愿书，在第 15 步补全大会的年月日"
    if meeting is None or (approved is not None and not approved.exact):
        return "请先写明第 23 步的大会日期和第 24 步的批准日期（年月日）"
    return "讨论晚于期满，请先撤回第 23 步，在会议记录的议题里选好“晚于期满的原因”，再办结本步"


def _filed(session: Session, file: File, _number: int, _step: Step, _person: Person) -> None:
    """Let the booklet of somebody whose papers are filed be used."""
    wanted = select(Booklet).where(Booklet.person_id == file.person_id, Booklet.state == GIVEN)
    for booklet in session.execute(wanted).scalars():
        booklet.state = USED


MOVES: dict[int, Callable[[Session, File, int, Step, Person], None]] = {
    17: _approved, 19: _grouped, 24: _decided, 25: _filed,
}  # fmt: skip


# -- and back --------------------------------------------------------------------------------


def move_back(session: Session, file: File, number: int, step: Step) -> None:
    """Take out of the books what closing a step has put there, and nothing else."""
    person = session.get_one(Person, file.person_id)
    rows = histories(session, person.id)
    if number == 24:
        _not_full(file, person, rows, step)
    if number == 17 and person.joined == file.day(15):
        person.joined = None
        person.sponsors = "" if person.sponsors == _sponsors(file) else person.sponsors
    for fact in (Fact.CATEGORY, Fact.GROUP):
        _drop_last(session, rows, fact, step, reason_of(number) if number != 24 else "转正")
    if number == 25:
        wanted = select(Booklet).where(Booklet.person_id == person.id, Booklet.state == USED)
        for booklet in session.execute(wanted).scalars():
            booklet.state = GIVEN
    session.flush()


def _not_full(file: File, person: Person, rows: list[History], step: Step) -> None:
    gone = [row for row in rows if row.end == step.on and row.end_reason == Leaving.PROBATION_REVOKED]
    for row in gone:
        row.end, row.end_reason = None, ""
    if file.category == Category.FULL:
        person.full = None


def _drop_last(session: Session, rows: list[History], fact: Fact, step: Step, reason: str) -> None:
    """Take the row a step has opened out again, and let the one before it go on."""
    mine = [row for row in rows if row.fact == fact and row.start == step.on and row.reason == reason]
    for row in mine:
        before = [other for other in rows if other.fact == fact and other.end == step.on and other is not row]
        for other in before:
            other.end, other.end_reason = row.end, row.end_reason
        session.delete(row)
