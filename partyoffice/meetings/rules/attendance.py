"""A member's year of organisation life: how often they came, what counts against them, how many hours.

Sources: the attendance sheets of schools (B6); 《中国共产党党员教育管理工作条例》 2019 for the hours. When a
leave is not counted, how many absences are too many and which rate is asked for are local.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import add_months
from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.kinds import ABSENT, ATTENDED, LATE, LEAVE

UNEXCUSED = frozenset({"", "无故"})
WAIVED = "公差、产假、外出学习、流动"
MOST_UNEXCUSED, LEAST_RATE, SILENT_MONTHS = 3, 90, 6
CONSTITUTION = "《中国共产党章程》（2022年）第九条"
HOURS_RULES = "《中国共产党党员教育管理工作条例》（2019年）"
MEMBER_HOURS, LEADER_HOURS = 32, 56


@dataclass(frozen=True, slots=True)
class Sums:
    """What came of somebody's meetings; ``waived`` are leaves that are not counted as due."""

    due: int = 0
    came: int = 0
    late: int = 0
    leave: int = 0
    waived: int = 0
    absent: int = 0
    unexcused: int = 0
    hours: float = 0

    @property
    def rate(self) -> int | None:
        """The share that came of those due, in percent, cut to whole ones; None where none counts."""
        counted = self.due - self.waived
        return (self.came + self.late) * 100 // counted if counted else None


Counted = tuple[str, str, int, float]  # state, reason, how many meetings, their hours


def sums_of(counted: Iterable[Counted], waived: Collection[str]) -> Sums:
    """Add up somebody's meetings; hours are those of meetings they came to."""
    numbers = dict.fromkeys(("due", "came", "late", "leave", "waived", "absent", "unexcused"), 0)
    hours = 0.0
    for state, reason, times, lasted in counted:
        numbers["due"] += times
        numbers[_kept_as(state, reason, waived)] += times
        if state == ABSENT and reason in UNEXCUSED:
            numbers["unexcused"] += times
        if state in {ATTENDED, LATE}:
            hours += lasted
    return Sums(**numbers, hours=hours)


def _kept_as(state: str, reason: str, waived: Collection[str]) -> str:
    if state == LEAVE:
        return "waived" if reason in waived else "leave"
    return {ATTENDED: "came", LATE: "late"}.get(state, "absent")


def reasons_of(told: str) -> frozenset[str]:
    """Return the reasons that a setting lists, 、 between them."""
    return frozenset(filter(None, (one.strip() for one in told.replace("，", "、").split("、"))))


def check_sums(sums: Sums) -> list[Finding]:
    """Return what is to be said of somebody's attendance: local demands, so never more than a warning."""
    found = []
    if sums.unexcused >= MOST_UNEXCUSED:
        told = f"满 {MOST_UNEXCUSED} 次的，支部一般要批评教育"
        message = f"无故缺席 {sums.unexcused} 次"
        found.append(Finding("absences", Severity.WARN, message, arithmetic=told, mark="LOCAL"))
    if sums.rate is not None and sums.rate < LEAST_RATE:
        came, due = sums.came + sums.late, str(sums.due)
        counted = f"（{due} − {sums.waived}）" if sums.waived else f" {due} "
        told = f"{came} ÷{counted}＝ {sums.rate} %"
        message = f"出席率低于 {LEAST_RATE} %"
        found.append(Finding("rate", Severity.INFO, message, arithmetic=told, mark="LOCAL"))
    return found


# -- nobody seen for long ----------------------------------------------------------------------


def silent_since(seen: date | None, first_absent: date | None, last_absent: date, on: date) -> date | None:
    """Return since when somebody took no part without reason, if that is six months by a day.

    ``seen`` is the last day they came or had leave; an absence since then is needed to say anything.
    """
    since = seen or first_absent
    if since is None or (seen is not None and last_absent <= seen):
        return None
    return since if add_months(since, SILENT_MONTHS) <= on else None


def check_silence(since: date) -> list[Finding]:
    """Say that somebody was not seen for six months: a reason to ask, and never more than that."""
    told = f"{since} 满 {SILENT_MONTHS} 个月为 {add_months(since, SILENT_MONTHS)}"
    message = "六个月没有参加组织生活，也没有请假，请谈话了解情况"
    article = f"{CONSTITUTION}；是不是没有正当理由，由支部查明，程序不作认定"
    return [Finding("silent", Severity.WARN, message, "", article, told, mark="UNCONFIRMED")]


# -- hours ------------------------------------------------------------------------------------


def hours_due(leader: bool) -> int:
    """Return how many 学时 a year are asked for: 56 of 书记和班子成员, 32 of others."""
    return LEADER_HOURS if leader else MEMBER_HOURS


def check_hours(hours: float, *, leader: bool) -> list[Finding]:
    """Say how many 学时 are still lacking; only the hours of meetings are known here."""
    due = hours_due(leader)
    if hours >= due:
        return []
    told = f"{hours:g} 学时，全年一般不少于 {due} 学时"
    message = f"学时还差 {due - hours:g}"
    return [Finding("hours", Severity.WARN, message, "", HOURS_RULES, told)]
