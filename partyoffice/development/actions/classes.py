"""培训班 and 业余党校: enrol people, the stages of selection, marks, verdicts, certificates with numbers."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean_name, half_width, table_of
from partyoffice.development.records import Enrolment, PartyClass
from partyoffice.development.rules.classes import PASSED, verdict_of
from partyoffice.members.queries import everyone
from partyoffice.members.records import Person
from partyoffice.store import numbers

SERIES = "结业证书"


def enrol(session: Session, class_id: int, ids: Sequence[int]) -> list[Enrolment]:
    """Put people into a class (OfficeError where somebody is in it already, or nobody is named)."""
    if not ids:
        raise OfficeError("没有选中报名的人", remedy="请先选一人或几人")
    there = session.execute(
        select(Enrolment.person_id).where(Enrolment.class_id == class_id, Enrolment.person_id.in_(ids))
    ).scalars()
    twice = list(there)
    if twice:
        raise OfficeError(
            f"{names_of(session, twice)}已经在这个班里", remedy="同一人在一个班里只登记一次，请把重复的去掉"
        )
    made = [Enrolment(class_id=class_id, person_id=person) for person in ids]
    session.add_all(made)
    session.flush()
    return made


def set_marks(session: Session, class_id: int, marks: Mapping[int, float | None]) -> None:
    """Write marks by enrolment, and with each the verdict by the class's pass mark."""
    pass_mark = session.get_one(PartyClass, class_id).pass_mark
    for ident, mark in marks.items():
        row = session.get_one(Enrolment, ident)
        if mark is not None and mark < 0:
            raise OfficeError(f"成绩 {mark:g} 小于 0", remedy="请核对成绩")
        row.mark, row.verdict = mark, verdict_of(mark, pass_mark)
    session.flush()


def take_marks(session: Session, class_id: int, text: str) -> int:
    """Write marks as they were pasted, name and mark a line; return how many.

    Raises OfficeError for a name that is not in the class or stands there twice, and for what is no number.
    """
    names: dict[str, list[int]] = {}
    wanted = select(Person.name, Enrolment.id).join(Person, Person.id == Enrolment.person_id)
    for name, ident in session.execute(wanted.where(Enrolment.class_id == class_id)):
        names.setdefault(name, []).append(ident)
    marks = dict(_marked(names, [*cells, ""]) for cells in table_of(text) if cells[0])
    set_marks(session, class_id, marks)
    return sum(mark is not None for mark in marks.values())


def _marked(names: Mapping[str, Sequence[int]], cells: Sequence[str]) -> tuple[int, float | None]:
    found, told = names.get(clean_name(cells[0]), ()), half_width(cells[1]).strip()
    if len(found) != 1:
        why = "不在这个班里" if not found else f"在这个班里有 {len(found)} 人同名"
        raise OfficeError(f"“{cells[0]}”{why}", remedy="请核对姓名；同名的在“学员”里逐人登记成绩")
    try:
        return found[0], float(told) if told else None
    except ValueError:
        raise OfficeError(f"{cells[0]}的成绩“{told}”不是数字", remedy="请填阿拉伯数字") from None


def judge_class(session: Session, class_id: int) -> int:
    """Write the verdict of everybody who has a mark; return how many passed."""
    pass_mark = session.get_one(PartyClass, class_id).pass_mark
    rows = enrolled(session, class_id)
    for row in rows:
        if row.mark is not None:
            row.verdict = verdict_of(row.mark, pass_mark)
    session.flush()
    return sum(row.verdict == PASSED for row in rows)


def give_certificates(session: Session, class_id: int) -> list[Enrolment]:
    """Give all who passed and have none a certificate number: 2026-001 and on, none twice."""
    one = session.get_one(PartyClass, class_id)
    year = (one.end or one.start).year
    rows = [row for row in enrolled(session, class_id) if row.verdict == PASSED and not row.certificate]
    if not rows:
        raise OfficeError(f"{one.name}没有合格而未编号的学员", remedy="请先登记成绩；已编号的不重复编")
    for row in rows:
        number = numbers.next_number(session, SERIES, year)
        sentence = f"{SERIES}：{names_of(session, [row.person_id])}（{one.name}）"
        numbers.give(session, SERIES, year, number, sentence, kind=Enrolment.__tablename__)
        row.certificate = f"{year}-{number:03d}"
    session.flush()
    return rows


def enrolled(session: Session, class_id: int) -> list[Enrolment]:
    """Return who is in a class, in the order of enrolment."""
    wanted = select(Enrolment).where(Enrolment.class_id == class_id).order_by(Enrolment.id)
    return list(session.execute(wanted).scalars())


def drop_class(session: Session, row: PartyClass) -> None:
    """Take a class out that nobody attends (OfficeError otherwise)."""
    count = len(enrolled(session, row.id))
    if count:
        raise OfficeError(f"{row.name}还有 {count} 名学员", remedy="请先移出学员；办过的班请保留")
    session.delete(row)
    session.flush()


def names_of(session: Session, ids: Sequence[int]) -> str:
    """Return who a change is about, for its sentence: 林知夏, or 林知夏等 3 人."""
    found = {one.id: one.name for one in everyone(session, clock.today(), columns=("name",), ids=ids)}
    names = [found[one] for one in ids if one in found]
    return names[0] + (f"等 {len(names)} 人" if len(names) > 1 else "") if names else ""
