"""What 首页 shows, read at once and off the window's thread: figures, duties, findings, last actions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from partyoffice.core import clock
from partyoffice.core.finding import Finding, Severity
from partyoffice.part import Duty, Number
from partyoffice.parts import PARTS
from partyoffice.store import history

_TITLE = re.compile(r"《(?:中国共产党)?([^》]+)》(?:（\d{4} ?年[^）]*）)?")
LATE, WEEK, MONTH = "已超期", "本周", "本月"
WEEKDAYS = "一二三四五六日"
LAST = 12
DOUBTS = "doubts"  # the findings that are more than a reminder
# Findings are told by what has to be looked at, gravest first.
ORDER = (Severity.BLOCK, Severity.WARN, Severity.INFO)


@dataclass(slots=True)
class HomeData:
    """Everything of 首页 on a day."""

    on: date
    numbers: list[Number] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    findings: Counter[Severity] = field(default_factory=Counter)
    last: list[history.Entry] = field(default_factory=list)
    checked: bool = False


def read(session: Any) -> HomeData:  # noqa: ANN401 -- SQLAlchemy stays below
    """Read figures, duties and last actions; the findings take longer and follow."""
    on = clock.today()
    found = HomeData(on)
    for part in PARTS:
        found.duties += [duty for due in part.due for duty in due(session, on)]
        if part.numbers is not None:
            found.numbers += part.numbers(session, on)
    found.last = history.entries(session, LAST)
    return found


def add_findings(found: HomeData, session: Any) -> HomeData:  # noqa: ANN401 -- SQLAlchemy stays below
    """Count the findings of every part; the figure that leads to them shows what its list will."""
    found.findings = Counter(
        one.severity for part in PARTS for check in part.checks for one in check(session, found.on)
    )
    doubts = found.findings.total() - found.findings[Severity.INFO]
    found.numbers = [
        replace(one, value=str(doubts), target=("check", DOUBTS)) if one.target[0] == "check" else one
        for one in found.numbers
    ]
    found.checked = True
    return found


def findings(session: Any) -> list[tuple[str, Finding]]:  # noqa: ANN401 -- SQLAlchemy stays below
    """Return every finding with the title of its part, the gravest first."""
    on = clock.today()
    found = [
        (part.title, finding) for part in PARTS for check in part.checks for finding in check(session, on)
    ]
    return sorted(found, key=lambda pair: (ORDER.index(pair[1].severity), pair[1].code))


def grouped(duties: Iterable[Duty], on: date) -> dict[str, list[Duty]]:
    """Return the duties of 首页 by group; the week ends on Sunday, the month on its last day."""
    week_end = on + timedelta(days=6 - on.weekday())
    groups: dict[str, list[Duty]] = {LATE: [], WEEK: [], MONTH: []}
    for duty in sorted(duties, key=lambda one: (one.due, one.who)):
        if duty.due < on:
            groups[LATE].append(duty)
        elif duty.due <= week_end:
            groups[WEEK].append(duty)
        elif (duty.due.year, duty.due.month) == (on.year, on.month):
            groups[MONTH].append(duty)
    return groups


def later(duties: Sequence[Duty], on: date) -> list[Duty]:
    """Return what falls due after this month, soonest first."""
    shown = {id(duty) for group in grouped(duties, on).values() for duty in group}
    return sorted((duty for duty in duties if id(duty) not in shown), key=lambda one: one.due)


def relative(due: date, on: date) -> str:
    """Return 超 20 天, 今天, 明天 or the weekday."""
    days = (due - on).days
    if days < 0:
        return f"超 {-days} 天"
    return {0: "今天", 1: "明天"}.get(days, f"周{WEEKDAYS[due.weekday()]}")


def short_article(article: str) -> str:
    """Return an article as it is spoken of: 发展党员工作细则第十三条."""
    return _TITLE.sub(r"\1", article)


def day_words(due: date, on: date) -> str:
    """Return month and day, with the year where it is another one."""
    return f"{due:%m-%d}" if due.year == on.year else f"{due:%Y-%m-%d}"


def when(at: datetime) -> str:
    """Return 今天 09:41, 昨天 16:20 or the day."""
    days = (clock.today() - at.date()).days
    if days in {0, 1}:
        return f"{('今天', '昨天')[days]} {at:%H:%M}"
    return f"{at:%m-%d}" if at.year == clock.today().year else f"{at:%Y-%m-%d}"
