"""What 换届选举 gives to 首页: terms that end, the next step of each election, how many are under way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import add_months
from partyoffice.core.finding import Spot
from partyoffice.elections.queries import running
from partyoffice.elections.queries.rows import Entry, entries
from partyoffice.elections.rules.steps import CONFIRM, REPORT, REQUEST, window
from partyoffice.elections.rules.words import ARTICLE_TERM, RULES
from partyoffice.organisation.home import due_terms
from partyoffice.part import Duty, Number

PAGE, AHEAD_MONTHS = "elections", 2


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield the terms that end while nobody has begun an election, and the next step of those begun."""
    for duty in due_terms(session, on):
        if duty.branch is not None and running(session, duty.branch) is None:
            yield from _of_term(duty, duty.branch, on)
    last = add_months(on, AHEAD_MONTHS)
    for one in entries(session):
        if one.open and one.due is not None and one.due.first <= last:
            yield _of_step(one, one.due.first)


def _of_term(duty: Duty, body: int, on: date) -> Iterator[Duty]:
    """Yield the end of a term, and from two months before it that the body above is to be asked."""
    spot = Spot(PAGE, body, "new")
    yield replace(duty, spot=spot)
    first, by = window(REQUEST, duty.due)
    if first <= on < duty.due:
        text = f"支委会研究换届，向上级请示（{duty.due} 届满，届满前一两个月）"
        yield Duty("election-ask", duty.who, by, text, ARTICLE_TERM, spot, body)


def _of_step(one: Entry, by: date) -> Duty:
    ends = f"（{one.ends} 届满）" if one.ends is not None and one.step not in {REPORT, CONFIRM} else ""
    text = f"{one.election.label()}：{one.next}{ends}"
    return Duty("election-step", one.body, by, text, RULES, Spot(PAGE, one.id, view="register"), one.body_id)


def numbers(session: Session, _on: date) -> Sequence[Number]:
    """Return how many elections are under way, while there are any."""
    found = [one for one in entries(session) if one.open]
    waiting = sum(one.waiting is not None and one.step in {REPORT, CONFIRM} for one in found)
    note = f"{waiting} 次待计票或再次投票" if waiting else ""
    return [Number(str(len(found)), "换届选举进行中", note, (PAGE, "register"))] if found else []
