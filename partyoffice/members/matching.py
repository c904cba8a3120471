"""Whom a row means: by our own 编号, then 身份证号, then name, birth and branch; never by guess."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.text import count_of
from partyoffice.intake.target import Row
from partyoffice.members.queries import Someone, everyone, gone_by_person
from partyoffice.members.records import Person
from partyoffice.part import Fact
from partyoffice.store.meta import Meta


def own_number(uuid: str, person_id: int) -> str:
    """Return the hidden 编号 of our exports: the office, then the person."""
    return f"{uuid[:8]}-{person_id}"


def office_uuid(session: Session) -> str:
    """Return the identity of the office."""
    return session.execute(select(Meta.uuid)).scalar_one()


@dataclass(slots=True)
class Book:
    """Everybody known on a day, by what a row may name them."""

    on: date
    uuid: str
    people: dict[int, Someone]
    by_id_number: dict[str, Someone]
    by_name: dict[str, list[Someone]]
    binned: list[tuple[int, str, str, Day | None]]
    gone: dict[int, str]

    @classmethod
    def of(cls, session: Session, on: date, facts: Iterable[Fact] = ()) -> "Book":
        """Read the book."""
        people = {one.id: one for one in everyone(session, on)}
        for fact in facts:
            for person_id, value in fact.read(session, list(people)).items():
                people[person_id].other[fact.field.key] = value
        by_name = defaultdict(list)
        for one in people.values():
            by_name[one.name].append(one)
        numbers = {one.card["id_number"]: one for one in people.values() if one.card["id_number"]}
        in_bin = select(Person.id, Person.name, Person.id_number, Person.birth)
        found = session.execute(in_bin.where(Person.binned.is_not(None)))
        binned = [(row.id, row.name, row.id_number, row.birth) for row in found]
        return cls(
            on, office_uuid(session), people, numbers, dict(by_name), binned, gone_by_person(session, on)
        )

    def match(self, row: Row) -> Someone | None:
        """Return whom a row means, None for somebody new; a doubtful match faults the row."""
        one = self.known(row)
        if one is not None and row.good:
            self._must_be_here(row, one)
            self._must_not_be_anothers(row, one)
        if one is None and row.good:
            self._must_not_lie_in_the_bin(row)
        return one

    def known(self, row: Row) -> Someone | None:
        """Return whom a row means, here or gone; two of one name fault the row."""
        return self.by_signs(row) or self._by_name(row)

    def by_signs(self, row: Row) -> Someone | None:
        """Return whom a row names by our own 编号 or by 身份证号."""
        return self._by_number(row) or self._by_id_number(row)

    def _must_not_be_anothers(self, row: Row, one: Someone) -> None:
        other = self.by_id_number.get(row.values.get("id_number") or "", one)
        if other.id != one.id:
            row.fault("id_number", "id-conflict", f"编号是{one.name}，身份证号却是{other.name}的，请核对")

    def _must_not_lie_in_the_bin(self, row: Row) -> None:
        """Ask about somebody new whom the same signs would find in the bin: no second row for one person."""
        number, mine = self._number(row), row.values.get("id_number")
        for person_id, name, theirs, birth in self.binned:
            same_name = name == row.values["name"] and birth is not None and birth == row.values.get("birth")
            if person_id == number or (theirs == mine if theirs and mine else same_name):
                row.fault("name", "in-bin", f"{name}在回收站中，请先从回收站恢复，再导入")
                return

    def _number(self, row: Row) -> int:
        """Return the person of our own 编号, 0 where the row has none of this office."""
        office, _, number = str(row.values.get("number") or "").partition("-")
        return (count_of(number) or 0) if office == self.uuid[:8] else 0

    def _by_number(self, row: Row) -> Someone | None:
        return self.people.get(self._number(row))

    def _by_id_number(self, row: Row) -> Someone | None:
        return self.by_id_number.get(row.values.get("id_number") or "")

    def _by_name(self, row: Row) -> Someone | None:
        found = self._fitting(row)
        if len(found) > 1:
            row.fault(
                "name", "match-unclear", f"名册中有 {len(found)} 位同名的人，只凭表中内容分不清，请补身份证号"
            )
            return None
        if not found:
            return None
        mine, theirs = row.values.get("id_number") or "", found[0].card["id_number"]
        if mine and theirs and mine != theirs:
            if row.values.get("birth") is None or found[0].card["birth"] is None:
                return None
            row.fault(
                "id_number", "id-conflict", f"名册中同名同生日的{found[0].name}身份证号不同，请核对是否同一人"
            )
            return None
        return found[0]

    def _fitting(self, row: Row) -> list[Someone]:
        found = self.by_name.get(str(row.values.get("name")), [])
        tests: tuple[Callable[[Someone], bool], ...] = (
            lambda one: _compatible(row.values.get("birth"), one.card["birth"]),
            lambda one: not row.values.get("branch") or not one.branch or one.branch == row.values["branch"],
        )
        return [one for one in found if all(test(one) for test in tests)]

    def _must_be_here(self, row: Row, one: Someone) -> None:
        if not one.present and one.id in self.gone:
            row.fault("name", "left", f"{one.name}已于 {self.gone[one.id]}，若又回来请先在名册中办理恢复")


def _compatible(mine: Any, theirs: Any) -> bool:  # noqa: ANN401 -- Day or None
    """Say whether two birth dates may be one: nothing known, or no day in common excludes them."""
    if not isinstance(mine, Day) or not isinstance(theirs, Day):
        return True
    return mine.first <= theirs.last and theirs.first <= mine.last
