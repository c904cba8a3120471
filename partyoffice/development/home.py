"""What the way into the Party gives to 首页: what falls due, and the steps of a year, month by month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import NOTE_MONTH_ONLY, Day, add_months, add_years_forward
from partyoffice.core.finding import Spot
from partyoffice.core.workdays import Holidays
from partyoffice.development.queries import files_of, holidays_of, rule_settings
from partyoffice.development.queries.files import people_on_the_way
from partyoffice.development.queries.plan import plan_of
from partyoffice.development.records import Step
from partyoffice.development.rules.deadlines import sum_of
from partyoffice.development.rules.file import File
from partyoffice.development.rules.notice import notice_end, notice_sum
from partyoffice.development.rules.plan import TITLES
from partyoffice.development.rules.probation import extension_sum, probation_sum
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.reckoning import probation_of, received_on
from partyoffice.development.rules.standing import LIMITS, STARTS, limits_of
from partyoffice.development.rules.steps import STEPS, step_of
from partyoffice.members.home import person_row
from partyoffice.members.records import Person
from partyoffice.members.rules import PROBATION_ARTICLE, Category, Edition, cite
from partyoffice.part import Duty, Number, YearRow

AHEAD_MONTHS, TALK_STEP, FULL_STEP = 2, 2, 23
PAGE = "development"
# What is to be done until the day a rule sets, in the words of a list.
WORDS = {
    2: "派人谈话", 6: "半年考察", 15: "开支部大会讨论接收", 17: "上级党委审批", 20: "入党宣誓",
    23: "预备期满，讨论转正", 24: "上级党委审批转正",
}  # fmt: skip
KINDS, ARTICLES = {FULL_STEP: "probation"}, {6: 11, FULL_STEP: PROBATION_ARTICLE}
ACCEPTED = TITLES["accepted"]
COUNTED = {1: "递交申请", 3: "积极分子", 7: "发展对象", 15: "大会接收"}


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield what a rule sets a day for: overdue, or due within two months; 公示 whose end is near."""
    return due_until(session, on, add_months(on, AHEAD_MONTHS))


def due_until(session: Session, on: date, until: date) -> Iterable[Duty]:
    """Yield what a rule sets a day for until a day, overdue ones first of all."""
    rules, holidays = rule_settings(session), holidays_of(session)
    for file in files_of(session, on).values():
        for number, day in limits_of(file, on, rules):
            if day <= until:
                yield _duty(file, number, day, _sum(file, number, rules), on)
        yield from (*_notices(file, on, rules, holidays), *_vague_probation(file, on))


def _duty(file: File, number: int, day: date, told: str, on: date) -> Duty:
    edition = file.edition(number, max(day, on))  # of the day it is dealt with
    limit, spot, kind = LIMITS.get(number), _spot(file, number), KINDS.get(number)
    basis = limit.basis(edition) if limit is not None else cite(ARTICLES[number], edition)
    text = f"{WORDS[number]}（{told}）"
    return Duty(kind or f"step-{number}", file.name, day, text, basis, spot, file.branch_id)


def _spot(file: File, number: int) -> Spot:
    return Spot(PAGE, file.person_id, str(number))


def _sum(file: File, number: int, rules: RuleSettings) -> str:
    """Return the sum behind a due day in one line."""
    limit = LIMITS.get(number)
    if limit is not None:
        start = received_on(file) if number == TALK_STEP else file.day(STARTS[number])
        return sum_of(limit, start) if start is not None else ""
    runs = probation_of(file, rules)
    if number == FULL_STEP and runs is not None:
        return probation_sum(runs) if not file.extended else extension_sum(runs, file.extended)
    return f"{file.day(3)} 确定积极分子，每半年一次"


def _vague_probation(file: File, on: date) -> Iterable[Duty]:
    """Yield the 预备期 of which only the month is known, by the month it ends in."""
    joined = file.day(15) or file.joined
    if file.category != Category.PROBATIONARY or joined is None or joined.exact:
        return
    ends = add_years_forward(joined.first, 1)
    if ends <= add_months(on, AHEAD_MONTHS):
        words = f"{joined} 入党，满一年为 {ends.year}-{ends.month:02d}（{NOTE_MONTH_ONLY}）"
        yield _duty(file, FULL_STEP, ends, words, on)


def _notices(file: File, on: date, rules: RuleSettings, holidays: Holidays) -> Iterable[Duty]:
    """Yield the 公示 that ends today or has ended without a conclusion."""
    if file.closed(8) or file.edition(8, on) < Edition.OF_2026:
        return
    for posting in file.postings:
        if posting.start.exact and not posting.result:
            counted = notice_end(posting.start.first, rules, holidays)
            if counted.last <= add_months(on, 1):
                text = f"公示期满，登记结论（{notice_sum(posting.start.first, counted)}）"
                basis = step_of(8, Edition.OF_2026).basis(Edition.OF_2026)
                yield Duty("notice", file.name, counted.last, text, basis, _spot(file, 8), file.branch_id)


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return how many are on the way, with the plan of the year beside what was accepted."""
    count = len(people_on_the_way(session, on))
    lines = [line for body in plan_of(session, on.year)[:1] for line in body.lines]
    told = "".join(
        f"今年计划 {line.planned}，已接收 {line.done}" if line.planned else f"今年已接收 {line.done}"
        for line in lines
        if line.title == ACCEPTED
    )
    return (Number(str(count), "发展在办", told, (PAGE, "way")),)


def year(session: Session, wanted: int, on: date) -> Sequence[YearRow]:  # noqa: ARG001 -- every part is asked alike
    """Return one row for each counted step: who took it in which month."""
    rows = session.execute(
        select(Step.person_id, Step.number, Step.on)
        .join(Person, Person.id == Step.person_id)
        .where(
            Step.number.in_(COUNTED), Step.open.is_(False), Person.binned.is_(None),
            Step.on >= Day(wanted, 1), Step.on < Day(wanted + 1, 1),
        )
    )  # fmt: skip
    found: dict[int, dict[int, set[int]]] = {number: defaultdict(set) for number in COUNTED}
    for person, number, day in rows:
        if day is not None:
            found[number][day.month].add(person)
    return [
        person_row(wanted, title, found[number], f"第 {number} 步 {STEPS[number]}的日期在当月的人")
        for number, title in COUNTED.items()
    ]
