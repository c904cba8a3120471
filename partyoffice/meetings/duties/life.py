"""What talks, 整改 and 组织生活会 give to 首页: whom a year leaves out, what is due, what a meeting lacks."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import add_months, days_after
from partyoffice.core.finding import Spot
from partyoffice.meetings.queries.life import LifeRow, life_between
from partyoffice.meetings.queries.mending import MendingRow, mendings
from partyoffice.meetings.queries.talks import Branch, Called, branches, called, pair_id
from partyoffice.meetings.queries.year import first_on_record
from partyoffice.meetings.rules.life import Mending, article_of
from partyoffice.meetings.rules.talks import ARTICLE, due_by, reminds
from partyoffice.part import Duty

PAGE = "meetings"
NAMED = 3
AHEAD_MONTHS, BEHIND_MONTHS = 1, 3  # a meeting is told of a month before it, and for a quarter after
FINISH_DAYS = 30  # by then what follows a meeting is usually done; no rule sets a day


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield talks that lack from October or after a punishment, 整改 due or late, what a meeting lacks."""
    if reminds(on.year, on) and first_on_record(session) is not None:
        yield from _talks(session, on)
    yield from map(_called, called(session, on))
    for row in mendings(session, on):
        if row.state in {Mending.LATE, Mending.SOON}:
            yield _mending(row)
    first, last = add_months(on, -BEHIND_MONTHS), add_months(on, AHEAD_MONTHS)
    for one in life_between(session, on, first, last):
        if one.findings:
            yield _lacking(one, on)


def _talks(session: Session, on: date) -> Iterator[Duty]:
    """Yield one duty for each branch: how many and who, as far as there is room."""
    for one in branches(session, on.year, on):
        people, pairs = one.coverage.lacking
        if not people and not pairs:
            continue
        names = [one.names[each.person] for each in one.coverage.people if each.lacks][:NAMED]
        counted = [f"{people} 名党员"] if people else []
        counted += [f"{pairs} 对支委"] if pairs else []
        more = f"（{'、'.join(names)}{'等' if people > NAMED else ''}）" if names else ""
        text = f"{on.year} 年还差谈心谈话：{'、'.join(counted)}{more}"
        spot = Spot(PAGE, _first(one), str(on.year), "coverage")
        yield Duty("talks", one.name, due_by(on.year), text, ARTICLE, spot, one.id)


def _first(one: Branch) -> int:
    """Return the row of 谈话覆盖 to begin with: the first who lacks a talk, else the first pair."""
    people = [each.person for each in one.coverage.people if each.lacks]
    return people[0] if people else next(pair_id(each) for each in one.coverage.pairs if each.lacks)


def _called(one: Called) -> Duty:
    """Return that somebody who was punished is to be talked with; from there a talk begins."""
    text = f"受处分后谈心谈话（{one.punished} {one.kind}，还没有登记谈话，建议一个月内）"
    spot = Spot(PAGE, one.person.id, str(one.punished.year), "coverage")
    return Duty("talk-called", one.person.name, one.by, text, ARTICLE, spot, one.person.branch_id)


def _mending(row: MendingRow) -> Duty:
    one = row.item
    day = one.due.last if one.due is not None else date.max
    spot = Spot(PAGE, one.id, str(one.year), "rectification")
    text = f"整改到期：{one.problem}（{one.by}，时限 {one.due}）"
    return Duty("mending", one.whose or row.body_name, day, text, "", spot, one.organisation_id)


def _lacking(row: LifeRow, on: date) -> Duty:
    """Return what a meeting near its day, or held of late, still lacks."""
    held = row.on.first < on
    day = days_after(row.on.first, FINISH_DAYS) if held else row.on.first
    text = f"{row.kind}（{row.on}）还缺：{'、'.join(one.message.partition('：')[2] for one in row.findings)}"
    spot = Spot(PAGE, row.id, str(row.year), "life")
    return Duty("life", row.body_name, day, text, article_of(row.kind), spot, row.body)
