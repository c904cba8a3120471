"""到期日历: everything that falls due on the way into the Party, by month and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day, add_months
from partyoffice.core.field import Kind
from partyoffice.development import duties, home
from partyoffice.development.page.registers.whom import about_person, column, id_of, to_way, where
from partyoffice.development.queries.persons import NOBODY, Whom, whom
from partyoffice.part import Duty
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

AHEAD_MONTHS, NEAR_DAYS = 12, 30
WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty as the calendar lists it; ``left`` are the days until it, negative once it is past."""

    id: int
    person: Whom
    duty: Duty
    left: int

    @property
    def when(self) -> str:
        """已超期 5 天, 今天, 还有 5 天."""
        return f"已超期 {-self.left} 天" if self.left < 0 else f"还有 {self.left} 天" if self.left else "今天"


def read(session: "Session", look: Look) -> list[Entry]:
    """Return what falls due within a year, what is overdue first."""
    found = sorted(_duties(session, look.on), key=lambda one: (one.due, one.who))
    people = whom(session, look.on, [one.spot.record_id for one in found if one.spot])
    return [
        Entry(at, people.get(one.spot.record_id if one.spot else 0, NOBODY), one, (one.due - look.on).days)
        for at, one in enumerate(found, 1)
    ]


def _duties(session: "Session", on: date) -> Iterator[Duty]:
    yield from home.due_until(session, on, add_months(on, AHEAD_MONTHS))
    yield from duties.due(session, on)


def _mark(row: Entry) -> Mark | None:
    return Mark.LATE if row.left < 0 else Mark.NOW if row.left <= NEAR_DAYS else Mark.SOON


def _card(_session: "Session", row: Entry) -> Card:
    facts = (("日期", f"{row.duty.due}（星期{WEEK[row.duty.due.weekday()]}）"), ("事项", row.duty.text))
    return Card(row.person.name, row.person.category, row.when, _mark(row), (), (
        ("到期", facts), ("依据", (("条文", row.duty.article),) if row.duty.article else ()),
    ))  # fmt: skip


CALENDAR = Register(
    "development-calendar",
    "到期日历",
    (
        column("month", "月份", lambda row: f"{row.duty.due:%Y-%m}", sample="2026-11"),
        column("due", "日期", lambda row: Day.of(row.duty.due), Kind.DAY),
        column(
            "week", "星期", lambda row: WEEK[row.duty.due.weekday()], Kind.CHOICE, tuple(WEEK), sample="星期"
        ),
        column(
            "when",
            "期限",
            lambda row: row.left,
            Kind.NUMBER,
            text=lambda row: row.when,
            mark=_mark,
            sample="已超期 100 天",
        ),
        *about_person(),
        column("text", "事项", lambda row: row.duty.text, Kind.LONG, sample="党" * 30),
        column("article", "依据", lambda row: row.duty.article, sample="细" * 20, hidden=True),
        where(),
    ),
    read,
    lambda row: f"{row.person.name} {row.duty.due}",
    (to_way(Role.OPEN),),
    (
        View("all", "一年内", lambda _row: True),
        View("late", "已超期", lambda row: row.left < 0),
        View("near", "三十天内", lambda row: 0 <= row.left <= NEAR_DAYS),
        View("later", "以后", lambda row: row.left > NEAR_DAYS),
    ),
    card=_card,
    person=id_of,
    empty=Empty("calendar-check", "没有到期的事项", "办理中的人还没有由规定算出的期限。"),
    unit="项",
    hint="姓名、拼音、事项",
    topic="development",
)
