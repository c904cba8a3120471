"""Plans and their tasks as lists show them: how far they are, what is late, whose they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import starmap

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding
from partyoffice.core.text import count_of
from partyoffice.meetings.records import Meeting
from partyoffice.organisation.queries import Tree, tree
from partyoffice.plans.records import TASK_AHEAD, Proof, Task, WorkPlan
from partyoffice.plans.rules.tasks import OVER, Span, State, Work, judge_plan, judge_task
from partyoffice.store import settings
from partyoffice.store.settings import Setting


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with its plan, where it stands, and what shows that it was done."""

    id: int
    task: Task
    plan: WorkPlan
    body: str
    work: Work
    state: State
    told: str
    meeting: str
    proofs: tuple[Proof, ...]
    mine: bool
    findings: tuple[Finding, ...]

    @property
    def span(self) -> Span:
        """The years of the plan."""
        return span_of(self.plan)

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in OVER

    @property
    def evidence(self) -> str:
        """What shows it, in one text."""
        files = "、".join(one.name for one in self.proofs)
        return "；".join(filter(None, (self.task.evidence, self.meeting, files)))

    @property
    def moved(self) -> str:
        """When it was put off and why, in one text."""
        return "；".join(f"{one['before']} 推迟到 {one['to']}：{one['why']}" for one in self.task.postponed)

    def of_year(self, year: int) -> bool:
        """Say whether it belongs to a year: due in it, or without a day in a plan for it."""
        due = self.task.due
        return due.year == year if due is not None else self.span.covers(year)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan with the tasks it was split into."""

    id: int
    plan: WorkPlan
    body: str
    state: str
    works: tuple[Work, ...]
    states: tuple[State, ...]
    findings: tuple[Finding, ...]

    @property
    def span(self) -> Span:
        """The years of the plan."""
        return span_of(self.plan)

    def count(self, *states: State) -> int:
        """Return how many of its tasks stand so."""
        return sum(one in states for one in self.states)

    @property
    def asked(self) -> int:
        """How many tasks are to be done, those given up left out."""
        return len(self.states) - self.count(State.DROPPED)


def span_of(plan: WorkPlan) -> Span:
    """Return the years of a plan as the rules see them."""
    return Span(plan.year, plan.years, plan.closed)


def number_of(session: Session, setting: Setting) -> int:
    """Return a whole number that was set; what is none gives the default."""
    value = settings.get(session, setting)
    found = count_of(str(value))
    return int(setting.default) if found is None else found


def plan_rows(session: Session, on: date) -> list[PlanRow]:
    """Return every plan, the newest first."""
    bodies, ahead = tree(session), number_of(session, TASK_AHEAD)
    works = _works(session)
    found = session.execute(select(WorkPlan).order_by(WorkPlan.year.desc(), WorkPlan.id.desc())).scalars()
    return [_plan_row(one, bodies, works.get(one.id, ()), on, ahead) for one in found]


def _plan_row(one: WorkPlan, bodies: Tree, works: Sequence[Work], on: date, ahead: int) -> PlanRow:
    span = span_of(one)
    states = tuple(work.state(on, ahead) for work in works)
    found = tuple(judge_plan(span, works, on))
    return PlanRow(one.id, one, bodies.name(one.organisation_id), span.state(on), tuple(works), states, found)


def _works(session: Session) -> Mapping[int, list[Work]]:
    proofs, found = proofs_of(session), defaultdict[int, list[Work]](list)
    for one in session.execute(select(Task).order_by(Task.place, Task.id)).scalars():
        found[one.plan_id].append(work_of(one, proofs.get(one.id, ())))
    return found


def work_of(one: Task, proofs: Sequence[Proof] = ()) -> Work:
    """Return a task as the rules see it."""
    proved = bool(one.evidence or one.meeting_id or proofs)
    return Work(one.what, one.by, one.due, one.done, one.dropped, proved)


def proofs_of(session: Session, tasks: Iterable[int] | None = None) -> Mapping[int, list[Proof]]:
    """Return the files kept with tasks, of some or of all."""
    found, wanted = defaultdict[int, list[Proof]](list), select(Proof).order_by(Proof.id)
    if tasks is not None:
        wanted = wanted.where(Proof.task_id.in_(list(tasks)))
    for one in session.execute(wanted).scalars():
        found[one.task_id].append(one)
    return found


def task_rows(session: Session, on: date, plan: int | None = None) -> list[TaskRow]:
    """Return the tasks of all plans or of one: by year of the plan, the newest first, then in their order."""
    wanted = select(Task, WorkPlan).join(WorkPlan, WorkPlan.id == Task.plan_id)
    if plan is not None:
        wanted = wanted.where(WorkPlan.id == plan)
    found = session.execute(wanted.order_by(WorkPlan.year.desc(), WorkPlan.id.desc(), Task.place, Task.id))
    rows = [(task, owner) for task, owner in found]
    reading = _Reading(session, on, [task for task, _owner in rows])
    return list(starmap(reading.row, rows))


class _Reading:
    """What many rows need, read at once."""

    def __init__(self, session: Session, on: date, tasks: Sequence[Task]) -> None:
        self.on, self.bodies, self.ahead = on, tree(session), number_of(session, TASK_AHEAD)
        self.proofs = proofs_of(session)
        self.operator = str(settings.get(session, settings.OPERATOR)).strip()
        self.meetings = meeting_names(session, [one.meeting_id for one in tasks if one.meeting_id])

    def row(self, task: Task, plan: WorkPlan) -> TaskRow:
        """Return the row of one task."""
        proofs = tuple(self.proofs.get(task.id, ()))
        work = work_of(task, proofs)
        return TaskRow(
            task.id, task, plan, self.bodies.name(plan.organisation_id), work,
            work.state(self.on, self.ahead), work.told(self.on),
            self.meetings.get(task.meeting_id or 0, ""), proofs,
            bool(self.operator) and self.operator in task.by, tuple(judge_task(work, span_of(plan))),
        )  # fmt: skip


def meeting_names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return what meetings are called, by id: 2026-11-20 支部委员会."""
    if not ids:
        return {}
    found = session.execute(select(Meeting).where(Meeting.id.in_(set(ids)))).scalars()
    return {one.id: f"{one.on} {one.subject or one.kind}" for one in found}


def plan_named(session: Session, body: int, name: str, year: int) -> WorkPlan | None:
    """Return a body's plan by its name; without one the newest that had begun in a year."""
    wanted = select(WorkPlan).where(WorkPlan.organisation_id == body)
    wanted = wanted.where(WorkPlan.name == name) if name else wanted.where(WorkPlan.year <= year)
    return session.execute(wanted.order_by(WorkPlan.year.desc(), WorkPlan.id.desc())).scalars().first()


def tasks_of(session: Session, plan: int) -> list[Task]:
    """Return the tasks of a plan in their order."""
    wanted = select(Task).where(Task.plan_id == plan).order_by(Task.place, Task.id)
    return list(session.execute(wanted).scalars())


def owners(session: Session) -> list[str]:
    """Return whoever was named as owner so far, the newest first."""
    wanted = select(Task.by).where(func.length(Task.by) > 0).order_by(Task.id.desc())
    return list(dict.fromkeys(session.execute(wanted).scalars()))


def areas(session: Session) -> list[str]:
    """Return the areas that plans were split into so far, the newest first."""
    wanted = select(Task.area).where(func.length(Task.area) > 0).order_by(Task.id.desc())
    return list(dict.fromkeys(session.execute(wanted).scalars()))
