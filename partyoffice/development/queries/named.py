"""Who looks after whom as one list: those for whom nobody is named yet, then every row there is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Severity
from partyoffice.development.queries.files import files_of
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.queries.vouchers import Vouching, vouchings
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.members.rules import Category

NONE = "（未指定）"
PAST = frozenset({"已完成", "已结束"})
WAY = (Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE, Category.PROBATIONARY)


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
    lacking = _lacking(session, on, found)
    people = whom(session, on, [*(one.person_id for one in found), *(who for who, _ in lacking)])
    empty = [Row(-at, people[who], role) for at, (who, role) in enumerate(lacking, 1) if who in people]
    rows_ = [Row(one.id, people[one.person_id], one.role, one) for one in found if one.person_id in people]
    return [*empty, *sorted(rows_, key=lambda row: (row.state in PAST, row.person.name))]


def _lacking(session: Session, on: date, found: list[Vouching]) -> list[tuple[int, str]]:
    """Return for whom a mentor (积极分子) or sponsors (after the notice) have to be named."""
    held = {(one.person_id, one.role) for one in found if one.holds}
    wanted = []
    for file in files_of(session, on).values():
        if file.category in {Category.ACTIVIST, Category.CANDIDATE} and (file.person_id, MENTOR) not in held:
            wanted.append((file.person_id, MENTOR))
        if file.category == Category.CANDIDATE and (file.person_id, SPONSOR) not in held:
            wanted.append((file.person_id, SPONSOR))
    return wanted
