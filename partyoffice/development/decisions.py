"""What a meeting may decide on the way into the Party: 讨论接收 closes step 15, 讨论转正 step 23."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.paper_words import day_of_document
from partyoffice.core.text import count_of
from partyoffice.development.actions.steps import close_step, reopen_step
from partyoffice.development.queries import Voted, file_of, holidays_of, rule_settings, votes_on
from partyoffice.development.queries.ways import again_since, earlier
from partyoffice.development.records import Step
from partyoffice.development.rules import probation
from partyoffice.development.rules.fields import FIELDS
from partyoffice.development.rules.file import DECISIONS as NAMES
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.judging import judge
from partyoffice.development.rules.overrides import Override
from partyoffice.development.rules.reckoning import probation_of
from partyoffice.development.rules.steps import STEPS
from partyoffice.meetings.records import AgendaItem
from partyoffice.meetings.rules.resolution import PERFORMANCE
from partyoffice.meetings.rules.voting import Matter
from partyoffice.members.queries import everyone
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.part import Decision
from partyoffice.store import settings

ACCEPT, FULL = 15, 23
FACTS = tuple(one for one in FIELDS[FULL] if one.key in {"decision", "months", "cause"})
ASKED = {ACCEPT: (), FULL: FACTS}
REASON = Field(
    "override_reason", "例外办理理由", Kind.LONG, hint="只有规则允许例外的才要写，理由留在纪实表上"
)
ITEM = "item"  # the step keeps whose vote closed it
OF_THE_VOTE = frozenset({"vote", "Q2"})  # said of a step while its meeting has not voted
EVIDENCE = "支部党员大会会议记录"
Motion = Callable[[Session, int, date, Mapping[str, str]], str]


def people(category: Category, session: Session, on: date) -> list[int]:
    """Return whom a decision may be about: who is of that category on the day."""
    return [
        one.id for one in everyone(session, on, columns=("name",)) if one.present and one.category == category
    ]


def _file(session: Session, person_id: int) -> File | None:
    return file_of(session, person_id, clock.today())


def _facts(number: int, given: Mapping[str, str]) -> dict[str, str]:
    """Return what of the things typed belongs to the step."""
    keys = {one.key for one in FIELDS[number]}
    return {key: str(text) for key, text in given.items() if key in keys and text not in {None, ""}}


def check(
    number: int, session: Session, person_id: int, on: date, given: Mapping[str, str]
) -> Sequence[Finding]:
    """Return what stands against closing the step by this meeting, but for the vote itself."""
    file = _file(session, person_id)
    if file is None:
        return ()
    old = file.steps.get(number, Taken(number))
    facts = {**old.facts, **_facts(number, given)}
    step = replace(old, on=Day.of(on), facts=facts, overrides=(), open=True)
    file = replace(file, steps={**file.steps, number: step})
    found = judge(file, number, clock.today(), rule_settings(session), holidays_of(session))
    return [one for one in found if one.code not in OF_THE_VOTE]


def _overrides(found: Sequence[Finding], reason: str, by: str) -> list[Override]:
    codes = {one.code for one in found if one.severity is Severity.BLOCK and one.overridable}
    return [Override(code, reason, by, clock.today()) for code in sorted(codes)]


def apply(number: int, session: Session, item: Any, _vote: Any, meeting: Any) -> Sequence[Finding]:  # noqa: ANN401 -- records of the meetings
    """Close the step of the person the item is about; what was kept of it before stays.

    The latest vote counts: one of an earlier meeting is written down and moves nothing; a later one takes
    the place of that which closed the step, as where six months passed without approval (细则第二十五条).
    """
    later = _later_vote(session, item, number, meeting.on)
    if later is not None:
        return [_counts_no_more(number, later)]
    _make_room(session, item, number)
    return _close(number, session, item, meeting)


def _close(number: int, session: Session, item: Any, meeting: Any) -> Sequence[Finding]:  # noqa: ANN401 -- records of the meetings
    found = check(number, session, item.person_id, meeting.on.first, item.given)
    reason = str(item.given.get(REASON.key) or "")
    facts = {**_kept(session, item.person_id, number), **_facts(number, item.given), ITEM: str(item.id)}
    return close_step(
        session, item.person_id, number, meeting.on, facts, evidence=EVIDENCE,
        overrides=_overrides(found, reason, str(settings.get(session, settings.OPERATOR))),
    )  # fmt: skip


def _kept(session: Session, person_id: int, number: int) -> dict[str, str]:
    """Return what was entered of the step that is still open."""
    file = _file(session, person_id)
    step = file.steps.get(number) if file is not None else None
    return {key: str(text) for key, text in step.facts.items()} if step is not None and step.open else {}


def _others(session: Session, item: Any, number: int) -> list[Voted]:  # noqa: ANN401 -- a record of the meetings
    """Return the other votes on the same matter of the way that runs, oldest first."""
    since = again_since(session, [item.person_id]).get(item.person_id)
    votes = votes_on(session, item.person_id, number)
    return [one for one in votes if one.item.id != item.id and not earlier(one.meeting.on, since)]


def _later_vote(session: Session, item: Any, number: int, on: Day) -> Day | None:  # noqa: ANN401 -- a record of the meetings
    days = [one.meeting.on for one in _others(session, item, number) if on < one.meeting.on]
    return days[-1] if days else None


def _counts_no_more(number: int, later: Day) -> Finding:
    message = f"{later} 的会议又表决过，以最近一次为准，第 {number} 步“{STEPS[number]}”不变"
    return Finding("later-vote", Severity.INFO, message)


def _make_room(session: Session, item: Any, number: int) -> None:  # noqa: ANN401 -- a record of the meetings
    """Open a step that the vote of an earlier meeting has closed; the minutes of that meeting stay."""
    file = _file(session, item.person_id)
    step = file.steps.get(number) if file is not None else None
    if step is not None and not step.open and step.text(ITEM) not in {"", str(item.id)}:
        _emptied(reopen_step(session, item.person_id, number, by_vote=True), number)
        session.flush()


def _emptied(step: Step, number: int) -> Step:
    """Return a step without what its vote wrote."""
    told = {*(one.key for one in ASKED[number]), ITEM}
    step.facts = {key: text for key, text in step.facts.items() if key not in told}
    step.on, step.evidence, step.overrides = None, "", []
    return step


def take_back(number: int, session: Session, item: Any, _vote: Any, _meeting: Any) -> None:  # noqa: ANN401 -- records of the meetings
    """Open the step again; nothing of this vote stays in it, and one before it that passed counts again."""
    file = _file(session, item.person_id)
    closed = file.steps.get(number) if file is not None else None
    if closed is not None and not closed.open and closed.text(ITEM) not in {"", str(item.id)}:
        return  # a later meeting has closed it
    step = _emptied(reopen_step(session, item.person_id, number, by_vote=True), number)
    if not step.facts:
        session.delete(step)
    session.flush()
    before = [one for one in _others(session, item, number) if one.vote.passed]
    if before and not _stands_against(session, before[-1], number):
        _close(number, session, before[-1].item, before[-1].meeting)


def _stands_against(session: Session, voted: Voted, number: int) -> bool:
    """Say whether a vote of before could not close the step today: then it stays open."""
    item, on = voted.item, voted.meeting.on.first
    found = check(number, session, item.person_id or 0, on, item.given)
    passed = bool(item.given.get(REASON.key))
    return any(one.severity is Severity.BLOCK and not (passed and one.overridable) for one in found)


def meeting_that_closed(session: Session, person_id: int, number: int) -> int:
    """Return the meeting whose vote closed a step; 0 where none did."""
    file = _file(session, person_id)
    step = file.steps.get(number) if file is not None else None
    item = session.get(AgendaItem, int(step.text(ITEM) or 0)) if step is not None and not step.open else None
    return item.meeting_id if item is not None else 0


# -- what is agreed --------------------------------------------------------------------------


def motion_to_accept(session: Session, person_id: int, _on: date, _given: Mapping[str, str]) -> str:
    """Return what the meeting agrees to when it accepts somebody."""
    return f"同意接收{_name(session, person_id)}同志为中共预备党员，报上级党委审批"


def motion_at_the_end(session: Session, person_id: int, _on: date, given: Mapping[str, str]) -> str:
    """Return what the meeting at the end of 预备期 agrees to."""
    who, decided = _name(session, person_id), given.get("decision")
    if decided == probation.Decision.EXTEND:
        return f"同意将{who}同志的预备期延长{_extension(session, person_id, given)}，报上级党委审批"
    if decided == probation.Decision.REVOKE:
        return f"同意取消{who}同志的预备党员资格，报上级党委审批"
    return f"同意{who}同志按期转为中共正式党员，报上级党委审批" if decided else ""


def _extension(session: Session, person_id: int, given: Mapping[str, str]) -> str:
    months, file = count_of(str(given.get("months") or "")), _file(session, person_id)
    rules = rule_settings(session)
    first = probation_of(file, rules) if file is not None else None
    if not months or first is None:
        return f" {months} 个月" if months else ""
    more = probation.extended(first, months, rules)
    span = f"自{day_of_document(more.start)}至{day_of_document(more.end)}"
    return f" {months} 个月（{span}）"


def _name(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).name


def _decision(
    number: int, title: str, matter: Matter, category: Category, motion: Motion, asks: tuple[Field, ...] = ()
) -> Decision:  # fmt: skip
    return Decision(
        NAMES[number], title, str(matter), partial(people, category), motion,
        apply=partial(apply, number), take_back=partial(take_back, number), check=partial(check, number),
        asks=(*asks, PERFORMANCE, REASON), own=frozenset({PERFORMANCE.key}),
        writes=f"发展党员第 {number} 步", page="development",
    )  # fmt: skip


DECISIONS = (
    _decision(ACCEPT, "讨论接收预备党员", Matter.ADMISSION, Category.CANDIDATE, motion_to_accept),
    _decision(FULL, "讨论预备党员转正", Matter.FULL, Category.PROBATIONARY, motion_at_the_end, FACTS),
)
