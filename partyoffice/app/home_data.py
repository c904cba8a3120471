"""What 首页 shows, read off the window's thread: figures, duties, the year, findings, where one left off."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from partyoffice.core import clock
from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.organisation.queries import Tree, tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Duty, Number, YearRow
from partyoffice.parts import PARTS
from partyoffice.store import history, inspection, proof
from partyoffice.store.office import Office
from partyoffice.store.snoozes import Snooze, snoozes

_TITLE = re.compile(r"《(?:中国共产党)?([^》]+)》(?:（\d{4} ?年[^）]*）)?")
# As the office speaks of them; the whole title stands in the tooltip and on paper.
SHORT = {
    "发展党员工作细则": "细则",
    "基层组织选举工作条例": "选举条例",
    "支部工作条例（试行）": "支部条例",
    "党员教育管理工作条例": "教育管理条例",
}
LATE, WEEK, MONTH = "已超期", "本周", "本月"
WEEKDAYS = "一二三四五六日"
LAST, LOOKED_BACK = 8, 40
DOUBTS = "doubts"  # the findings that are more than a reminder
# Findings are told by what has to be looked at, gravest first.
ORDER = (Severity.BLOCK, Severity.WARN, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Last:
    """Something worked on: what was done, when, and the record that it leads back to."""

    sentence: str
    at: datetime
    page: str
    target: dict[str, int]


@dataclass(slots=True)
class HomeData:
    """Everything of 首页 on a day; ``rows`` are those of ``year``, None before they were read."""

    on: date
    numbers: list[Number] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    findings: Counter[Severity] = field(default_factory=Counter)
    last: list[Last] = field(default_factory=list)
    checked: bool = False
    snoozes: dict[str, Snooze] = field(default_factory=dict)
    bodies: Tree = field(default_factory=lambda: Tree([]))
    year: int = 0
    rows: list[YearRow] | None = None

    def waiting(self) -> list[Duty]:
        """Return the duties that are to be seen."""
        return [duty for duty in self.duties if not self.snoozed(duty)]

    def put_off(self) -> list[tuple[Duty, Snooze]]:
        """Return the duties put off or ignored, the soonest due first."""
        found = [(duty, self.snoozes[duty.key]) for duty in self.duties if self.snoozed(duty)]
        return sorted(found, key=lambda pair: (pair[0].due, pair[0].who))

    def snoozed(self, duty: Duty) -> bool:
        """Say whether a duty is out of sight today."""
        snooze = self.snoozes.get(duty.key)
        return snooze is not None and snooze.holds(self.on)

    def late(self) -> int:
        """Return how many duties are overdue and not put off: the tag of the tab."""
        return sum(duty.due < self.on for duty in self.waiting())

    def branches(self) -> list[tuple[str, int]]:
        """Return the branches one may choose among; a single one is no choice."""
        found = [(one.name, one.id) for one in self.bodies.of_kind(OrgKind.BRANCH) if not one.ended]
        return found if len(found) > 1 else []

    def within(self, duties: Iterable[Duty], branch: int) -> list[Duty]:
        """Return the duties of a branch and what hangs below it, all of them for 0."""
        below = self.bodies.below(branch) if branch else frozenset()
        return [duty for duty in duties if not branch or duty.branch in below]


def read(session: Any) -> HomeData:  # noqa: ANN401 -- SQLAlchemy stays below
    """Read figures, duties and where one left off; what takes longer follows."""
    on = clock.today()
    found = HomeData(on)
    for part in PARTS:
        found.duties += [duty for due in part.due for duty in due(session, on)]
        if part.numbers is not None:
            found.numbers += part.numbers(session, on)
    found.last, found.snoozes, found.bodies = last(session), snoozes(session), tree(session)
    return found


def last(session: Any) -> list[Last]:  # noqa: ANN401 -- SQLAlchemy stays below
    """Return what was worked on, each record once; what touched several leads to 操作记录."""
    entries = [one for one in history.entries(session, LOOKED_BACK) if one.kind != "log"]
    subjects = history.subjects(session, [one.seq for one in entries])
    found: dict[tuple[str, int], Last] = {}
    for one in entries:
        roots = subjects.get(one.seq, set())
        key = next(iter(roots)) if len(roots) == 1 else ("", one.seq)
        name = {"person": "person", "organisation": "branch"}.get(key[0])
        page, target = ("members", {name: key[1]}) if name else ("history", {"seq": one.seq})
        found.setdefault(key, Last(one.sentence, one.at, page, target))
    return list(found.values())[:LAST]


def add_year(found: HomeData, year: int, session: Any) -> HomeData:  # noqa: ANN401 -- SQLAlchemy stays below
    """Read the rows of a year from every part."""
    parts = [part.year for part in PARTS if part.year is not None]
    found.rows = [row for rows in parts for row in rows(session, year, found.on)]
    found.year = year
    return found


def add_findings(office: Office, found: HomeData, session: Any) -> HomeData:  # noqa: ANN401 -- SQLAlchemy stays below
    """Count the findings of every part; the figure that leads to them shows what its list will."""
    found.findings = Counter(one.severity for _title, one in findings(office, session))
    doubts = found.findings.total() - found.findings[Severity.INFO]
    found.numbers = [
        replace(one, value=str(doubts), target=("check", DOUBTS)) if one.target[0] == "check" else one
        for one in found.numbers
    ]
    found.duties += bad_copies(office, found.on)
    found.checked = True
    return found


def bad_copies(office: Office, on: date) -> list[Duty]:
    """Return what is to be done about copies that were found bad, as one duty of today."""
    bad = inspection.bad_ones(office.door)
    if not bad:
        return []
    words = f"{bad[0].copy.called}{bad[0].state}" if len(bad) == 1 else f"有 {len(bad)} 份备份不能用"
    text = f"{words}：打开备份列表，看每一份怎么办，再备份一份到 U 盘"
    return [Duty("copies", inspection.PART, on, text, spot=Spot("backups", 0))]


def findings(office: Office, session: Any) -> list[tuple[str, Finding]]:  # noqa: ANN401 -- SQLAlchemy stays below
    """Return every finding, those against the journal too, by the title of its part; the gravest first."""
    on = clock.today()
    found = [(proof.PART, finding) for finding in proof.findings(office, session)]
    found += [(inspection.PART, finding) for finding in inspection.findings(office.door)]
    found += [
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
    """Return an article as it is spoken of: 细则第十三条."""
    return _TITLE.sub(lambda found: SHORT.get(found[1], found[1]), article)


def day_words(due: date, on: date) -> str:
    """Return month and day, with the year where it is another one."""
    return f"{due:%m-%d}" if due.year == on.year else f"{due:%Y-%m-%d}"


def when(at: datetime) -> str:
    """Return 今天 09:41, 昨天 16:20 or the day."""
    days = (clock.today() - at.date()).days
    if days in {0, 1}:
        return f"{('今天', '昨天')[days]} {at:%H:%M}"
    return f"{at:%m-%d}" if at.year == clock.today().year else f"{at:%Y-%m-%d}"
