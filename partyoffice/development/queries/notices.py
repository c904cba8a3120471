"""公示 as a list: where, from when to when, how many working days that is, what came of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.workdays import Holidays, working_days_within
from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.records import Posting
from partyoffice.development.rules.notice import notice_end, notice_sum
from partyoffice.development.rules.profile import RuleSettings

RUNNING, OVER, CONCLUDED, AHEAD = "公示中", "期满，待结论", "已有结论", "尚未开始"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One posting; ``needed`` is its last day by the rules, ``days`` the working days it stays up."""

    id: int
    person: Whom
    row: Posting
    needed: Day | None
    days: int
    told: str
    state: str
    provisional: bool = False

    @property
    def short(self) -> bool:
        """Whether it comes off too early."""
        end = self.row.end
        return self.needed is not None and end is not None and end.last < self.needed.first


def notices(session: Session, on: date) -> list[NoticeRow]:
    """Return every posting, the newest first."""
    rows = list(session.execute(select(Posting).order_by(Posting.start.desc(), Posting.id)).scalars())
    people = whom(session, on, [row.person_id for row in rows])
    settings, table = rule_settings(session), holidays_of(session)
    return [_row(row, people[row.person_id], on, settings, table) for row in rows if row.person_id in people]


def _row(row: Posting, person: Whom, on: date, settings: RuleSettings, table: Holidays) -> NoticeRow:
    if not row.start.exact:
        return NoticeRow(row.id, person, row, None, 0, "只有年月，无法计算工作日", _state(row, on, row.end))
    counted = notice_end(row.start.first, settings, table)
    days = len(working_days_within(row.start.first, row.end.last, table)) if row.end else 0
    if days and not settings.notice_start_counts and table.works(row.start.first):
        days -= 1
    told, needed = notice_sum(row.start.first, counted), Day.of(counted.last)
    return NoticeRow(
        row.id, person, row, needed, days, told, _state(row, on, row.end or needed), counted.provisional
    )


def _state(row: Posting, on: date, until: Day | None) -> str:
    if row.result:
        return CONCLUDED
    if on < row.start.first:
        return AHEAD
    return OVER if until is not None and until.last < on else RUNNING
