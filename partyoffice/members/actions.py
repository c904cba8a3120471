"""What the user does with people: 新增, 更正 of the card, 变更 and 更正 of histories, leaving."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.id_number import read_id_number
from partyoffice.members.queries import CHUNK, Line, bound_by, histories, stretch_of
from partyoffice.members.records import History, Person
from partyoffice.members.rules import NORMAL, Category, Fact, Leaving, compete, holds, overlap
from partyoffice.organisation.records import Organisation

ON_BOOKS = "在册"
Row = TypeVar("Row", History, Line)


def add_person(
    session: Session,
    values: Mapping[str, Any],
    *,
    category: str,
    since: Day | None = None,
    reason: str = "",
    branch: Organisation | None = None,
    group: Organisation | None = None,
) -> Person:
    """Put a new person on the books with the first row of each history.

    ``since`` None means 建账以前就如此. Raises OfficeError for an empty name or a number that
    somebody else on the books has.
    """
    person = Person(name=str(values.get("name", "")))
    _fill(person, values)
    _must_be_new(session, person)
    session.add(person)
    session.flush()
    session.add_all(first_rows(person, category, since, reason, branch, group))
    session.flush()
    return person


def first_rows(
    person: Person,
    category: str,
    since: Day | None,
    reason: str,
    branch: Organisation | None,
    group: Organisation | None = None,
) -> list[History]:
    """Return the rows with which a new person's histories begin; nothing can overlap yet."""
    facts: list[tuple[Fact, str, int | None]]
    facts = [(Fact.PRESENCE, ON_BOOKS, None), (Fact.CATEGORY, category, None), (Fact.STATUS, NORMAL, None)]
    facts += [(Fact.BRANCH, branch.name, branch.id)] if branch is not None else []
    facts += [(Fact.GROUP, group.name, group.id)] if group is not None else []
    return [
        History(
            person_id=person.id,
            fact=str(fact),
            value=value,
            organisation_id=body,
            start=since,
            end=None,
            reason=reason,
        )
        for fact, value, body in facts
    ]


def _fill(person: Person, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        setattr(person, key, value)
    if not person.name.strip():
        raise OfficeError("姓名是空的", remedy="请先填写姓名")
    person.id_number = read_id_number(person.id_number).number if person.id_number else ""


def _must_be_new(session: Session, person: Person) -> None:
    if not person.id_number:
        return
    same = select(Person).where(
        Person.id_number == person.id_number, Person.binned.is_(None), Person.id != person.id
    )
    with session.no_autoflush:
        other = session.execute(same).scalars().first()
    if other is not None:
        raise OfficeError(
            f"身份证号与“{other.name}”相同", remedy="请核对证件；若是同一人，请打开已有的卡片办理变更"
        )


def correct_card(session: Session, person: Person, values: Mapping[str, Any]) -> None:
    """Mend facts of the card (更正); only a new number can be somebody else's."""
    _fill(person, values)
    if "id_number" in values:
        _must_be_new(session, person)


def correct_cards(session: Session, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Mend facts of many cards at once, by person; only a new number can be somebody else's."""
    for person in _people(session, list(values)):
        _fill(person, values[person.id])
        if "id_number" in values[person.id]:
            _must_be_new(session, person)
            session.flush()


def _people(session: Session, ids: list[int]) -> Iterator[Person]:
    for at in range(0, len(ids), CHUNK):
        yield from session.execute(select(Person).where(Person.id.in_(ids[at : at + CHUNK]))).scalars().all()


def begin(
    session: Session,
    person: Person,
    fact: Fact,
    value: str,
    start: Day | None,
    reason: str = "",
    body: Organisation | None = None,
) -> History:
    """Open a stretch without closing another (OfficeError where one of the fact still holds)."""
    row = History(
        person_id=person.id, fact=str(fact), value=value, start=start, end=None, reason=reason,
        organisation_id=body.id if body else None,
    )  # fmt: skip
    _must_not_overlap(person.name, row, histories(session, person.id))
    session.add(row)
    session.flush()
    return row


def _must_not_overlap(name: str, row: History | Line, others: Iterable[History | Line]) -> None:
    mine = stretch_of(row)
    if mine.start and mine.end and mine.end.first < mine.start.first:
        raise OfficeError(f"{row.fact}的结束时间 {row.end} 早于开始时间 {row.start}", remedy="请核对两个日期")
    for other in others:
        theirs = stretch_of(other)
        if compete(mine, theirs) and overlap(mine, theirs):
            told = f"“{other.value}”（{other.start or '建账以前'} 至 {other.end or '今'}）"
            raise OfficeError(
                f"{name}的{row.fact}“{row.value}”与{told}时间重叠",
                remedy="请先用“变更”结束原来的一段，或更正日期",
            )


def change(
    session: Session,
    person: Person,
    fact: Fact,
    value: str,
    on: Day,
    *,
    reason: str = "",
    evidence: str = "",
    body: Organisation | None = None,
) -> History:
    """Close what holds on ``on`` and open the new value from that day (变更).

    Raises OfficeError when the new stretch would begin before the one it closes, or when a
    later one is already on the books.
    """
    new = Line(person.id, str(fact), value, body.id if body else None, on, None, reason, "")
    old = check_change(person.name, histories(session, person.id), new)
    if old is not None:
        old.end, old.end_reason = on, reason
        session.flush()
    row = begin(session, person, fact, value, on, reason, body)
    row.evidence = evidence
    return row


def check_change(name: str, rows: Sequence[Row], new: Line) -> Row | None:
    """Return the row that a 变更 to ``new`` would close, raising where it would be refused."""
    on = new.start or Day.of(clock.today())
    old = holding(rows, new.fact, on)
    if old is not None and old.start is not None and on.first <= old.start.first:
        raise OfficeError(
            f"{name}的{new.fact}从 {old.start} 起是“{old.value}”，变更日期 {on} 不能早于或等于它",
            remedy="若原来填错了，请用“更正”",
        )
    _must_not_overlap(name, new, [row for row in rows if row is not old])
    return old


def holding(rows: Iterable[Row], fact: str, on: Day) -> Row | None:
    """Return the last of the rows in which a fact holds on the first possible day of ``on``."""
    found = [row for row in rows if row.fact == fact and holds(row.start, row.end, on.first)]
    return found[-1] if found else None


def current(session: Session, person: Person, fact: Fact, on: Day) -> History | None:
    """Return the row of a fact that holds on the first possible day of ``on``."""
    return holding(histories(session, person.id), fact, on)


def correct_history(session: Session, row: History, values: Mapping[str, Any]) -> None:
    """Mend a history row (更正); the same fact may still not overlap."""
    for key, value in values.items():
        setattr(row, key, value)
    others = (other for other in histories(session, row.person_id) if other.id != row.id)
    _must_not_overlap(session.get_one(Person, row.person_id).name, row, others)


def drop_history(session: Session, row: History) -> None:
    """Take a wrong row out; the journal keeps what it said."""
    session.delete(row)


def move(
    session: Session,
    person: Person,
    branch: Organisation,
    on: Day,
    group: Organisation | None = None,
    *,
    reason: str = "校内调整",
    evidence: str = "",
) -> None:
    """Transfer within the school: branch and group change on one day."""
    change(session, person, Fact.BRANCH, branch.name, on, reason=reason, evidence=evidence, body=branch)
    old = current(session, person, Fact.GROUP, on)
    if group is not None:
        change(session, person, Fact.GROUP, group.name, on, reason=reason, body=group)
    elif old is not None:
        old.end, old.end_reason = on, reason


def appoint(
    session: Session, person: Person, post: str, body: Organisation | None, on: Day | None, reason: str = ""
) -> History:
    """Give a post from a day; several at several bodies may hold at once."""
    return begin(session, person, Fact.POST, post, on, reason, body)


def step_down(session: Session, row: History, on: Day, reason: str) -> None:
    """End a post."""
    correct_history(session, row, {"end": on, "end_reason": reason})


def leave(session: Session, person: Person, how: str, on: Day, evidence: str = "") -> None:
    """Take somebody out of the roster from a day on; every open stretch ends, nothing is lost.

    停止党籍 is a 变更 of 党籍状态: the person stays on the books.
    """
    if how == Leaving.SUSPENDED:
        change(session, person, Fact.STATUS, str(Leaving.SUSPENDED), on, reason=how, evidence=evidence)
        return
    # An end foreseen for later, such as that of a post, comes with the leaving too.
    open_rows = [row for row in histories(session, person.id) if row.end is None or on.first < row.end.first]
    if not any(row.fact == Fact.PRESENCE and row.end is None for row in open_rows):
        raise OfficeError(f"{person.name}已经不在册", remedy="请在卡片的履历中核对")
    for row in open_rows:
        if row.start is not None and on.first < row.start.first:
            raise OfficeError(
                f"离开日期 {on} 早于{row.fact}“{row.value}”的开始时间 {row.start}", remedy="请核对日期"
            )
        row.end, row.end_reason = on, how
        if row.fact == Fact.PRESENCE:
            row.evidence = evidence or row.evidence


def come_back(
    session: Session, person: Person, on: Day, *, category: str, reason: str, branch: Organisation | None
) -> None:
    """Put somebody who had left on the books again: new rows, never a second person."""
    if current(session, person, Fact.PRESENCE, on) is not None:
        raise OfficeError(f"{person.name}在 {on} 已在册", remedy="请在卡片的履历中核对")
    begin(session, person, Fact.PRESENCE, ON_BOOKS, on, reason)
    begin(session, person, Fact.CATEGORY, category, on, reason)
    begin(session, person, Fact.STATUS, NORMAL, on, reason)
    if branch is not None:
        begin(session, person, Fact.BRANCH, branch.name, on, reason, branch)


def accept_in_full(session: Session, person: Person, full: Day, approved: Day, evidence: str = "") -> None:
    """Record 转正: the certified day on the card, the category from the day of approval."""
    person.full = full
    change(session, person, Fact.CATEGORY, Category.FULL, approved, reason="转正", evidence=evidence)


def bin_person(session: Session, person: Person) -> None:
    """Put a mistaken record into the bin; who really left is taken out by ``leave``."""
    if ties := "、".join(f"{title} {count} 条" for title, count in bound_by(session, person.id).items()):
        advice = "离开了的请登记减少；录错的请先删除这些记录"
        raise OfficeError(f"{person.name}有{ties}，不能移入回收站", remedy=advice)
    person.binned = clock.stamp()
    session.flush()


def unbin_person(session: Session, person: Person) -> None:
    """Take a record out of the bin (OfficeError when its number has been given again)."""
    person.binned = None
    with session.no_autoflush:
        _must_be_new(session, person)
