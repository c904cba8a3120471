"""Who looks after whom as one list: those for whom nobody is named yet, then every row there is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Severity
from partyoffice.development.queries.persons import WAY, Whom, whom_of
from partyoffice.development.queries.vouchers import Vouching, vouchings
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category

NONE = "（未指定）"
PAST = frozenset({"已完成", "已结束"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a voucher, or somebody for whom none is named (``one`` None)."""

    id: int
    person: Whom
    role: str
    one: Vouching | None = None

    @property
    def who(self) -> str:
        """The name of the mentor or sponsor."""
        return self.one.name if self.one else NONE

    @property
    def told(self) -> tuple[str, ...]:
        """What stands against it."""
        return tuple(one.message for one in self.one.against) if self.one else ()

    @property
    def state(self) -> str:
        """待指定, 应更换, 在任, 已完成 (who was looked after is past it) or 已结束."""
        if self.one is None:
            return "待指定"
        if not self.one.holds:
            return "已结束"
        if not self.running:
            return "已完成"
        return "应更换" if any(one.severity is not Severity.INFO for one in self.one.against) else "在任"

    @property
    def running(self) -> bool:
        """Whether somebody still needs this: mentors until acceptance, sponsors until 转正."""
        wanted = set(WAY[:3]) if self.role == MENTOR else set(WAY)
        return self.person.present and self.person.category in wanted


def named(session: Session, on: date) -> list[Row]:
    """Return who has none first, then every row, those that hold above."""
    found = vouchings(session, on)
    people = {one.id: whom_of(one) for one in everyone(session, on, columns=("name",))}
    held = {(one.person_id, one.role) for one in found if one.holds}
    wanted = [(who, role) for who in people.values() for role in _needs(who) if (who.id, role) not in held]
    empty = [Row(-at, who, role) for at, (who, role) in enumerate(wanted, 1)]
    rows = [Row(one.id, people[one.person_id], one.role, one) for one in found if one.person_id in people]
    return [*empty, *sorted(rows, key=lambda row: (row.state in PAST, row.person.name))]


def _needs(who: Whom) -> tuple[str, ...]:
    """Return whom somebody needs: 积极分子 a mentor, 发展对象 sponsors as well."""
    needs = {Category.ACTIVIST: (MENTOR,), Category.CANDIDATE: (MENTOR, SPONSOR)}
    return needs.get(Category(who.category), ()) if who.category in set(Category) else ()
