"""Storing the rows of an imported roster: new people at once, changes through the user's verbs."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.intake.target import Row, Verdict
from partyoffice.members import actions
from partyoffice.members.columns import CARD
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.actions import ensure_branch, ensure_group
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import BOOKS_OPENED, Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Fact as PartFact
from partyoffice.store import settings

REASON = "导入登记"
CHANGED = "导入变更"
_POSTS = re.compile(r"[、，,;；/]\s*")
Step = Callable[[str], None]
Bodies = dict[tuple[str, str], tuple[Organisation | None, Organisation | None]]


def _no_step(_name: str) -> None:
    """Tell nobody."""


def _not_known(_row: Row) -> None:
    """Know of nobody since when."""


def posts_in(text: str) -> list[str]:
    """Return the posts a cell names (支部书记、组织委员)."""
    return [part for part in _POSTS.split(text) if part]


def open_books(session: Session, on: date) -> None:
    """Remember the day of the first import as 建账日."""
    settings.put(session, BOOKS_OPENED, on.isoformat())


def bodies_of(session: Session, rows: Iterable[Row]) -> Bodies:
    """Return branch and group by the names rows give, founding what is not yet known."""
    found: Bodies = {}
    sole = _sole_branch(session)
    for row in rows:
        names = _names(row)
        if names not in found:
            branch = ensure_branch(session, names[0]) if names[0] else sole
            group = ensure_group(session, names[1], branch.id) if names[1] and branch is not None else None
            found[names] = branch, group
    return found


def _sole_branch(session: Session) -> Organisation | None:
    """Return the one branch of a school that has no other: there a roster needs no such column."""
    branches = [body for body in tree(session).of_kind(OrgKind.BRANCH) if not body.ended]
    return session.get_one(Organisation, branches[0].id) if len(branches) == 1 else None


def _names(row: Row) -> tuple[str, str]:
    return str(row.values.get("branch") or ""), str(row.values.get("group") or "")


def take_new(
    session: Session,
    rows: Sequence[Row],
    on: date,
    *,
    first: bool,
    step: Step = _no_step,
    began: Callable[[Row], Day | None] = _not_known,
) -> None:
    """Put new people on the books; at the first import they were there before (建账以前就如此).

    ``began`` knows of some rows the day from which they are on the books.
    """
    bodies = bodies_of(session, rows)
    since, reason = (None, "") if first else (Day.of(on), REASON)
    people = [Person(**_card(row)) for row in rows]
    session.add_all(people)
    session.flush()
    for person, row in zip(people, rows, strict=True):
        step(person.name)
        row.record_id = person.id
        branch, group = bodies[_names(row)]
        session.add_all(_first_rows(person, row, began(row) or since, reason, branch, group))
    session.flush()


def _card(row: Row) -> dict[str, Any]:
    return {key: value for key, value in row.values.items() if key in CARD}


def _first_rows(
    person: Person,
    row: Row,
    since: Day | None,
    reason: str,
    branch: Organisation | None,
    group: Organisation | None,
) -> list[History]:
    made = actions.first_rows(person, row.values["category"], since, reason, branch, group)
    for one in made:
        if one.fact == Fact.STATUS:
            one.value = row.values.get("party_status") or one.value
    for post in dict.fromkeys(posts_in(str(row.values.get("post") or ""))):
        body = _body_of(post, branch, group)
        made.append(
            History(
                person_id=person.id, fact=str(Fact.POST), value=post, start=since, end=None, reason=reason,
                organisation_id=body.id if body else None,
            )
        )  # fmt: skip
    return made


def _body_of(post: str, branch: Organisation | None, group: Organisation | None) -> Organisation | None:
    return group if "小组" in post and group is not None else branch


def take_changed(session: Session, rows: Sequence[Row], on: date, *, step: Step = _no_step) -> None:
    """Mend the card and change the histories of people already on the books, from a day on."""
    people = _people(session, [row.record_id for row in rows if row.record_id is not None])
    bodies = bodies_of(session, [row for row in rows if row.values.get("branch")])
    for row in rows:
        person = people[row.record_id or 0]
        step(person.name)
        titles = {one.title for one in row.differences}
        mended = {key: value for key, value in _card(row).items() if CARD[key].title in titles}
        if mended:
            actions.correct_card(session, person, mended)
        _take_histories(session, person, row, Day.of(on), titles, bodies.get(_names(row), (None, None))[0])


def _people(session: Session, ids: list[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for at in range(0, len(ids), 900):
        for person in session.execute(select(Person).where(Person.id.in_(ids[at : at + 900]))).scalars():
            found[person.id] = person
    return found


def _take_histories(
    session: Session, person: Person, row: Row, on: Day, titles: set[str], branch: Organisation | None
) -> None:
    moved = "所在党支部" in titles and branch is not None
    if branch is not None and moved:
        _change(session, person, Fact.BRANCH, branch.name, on, branch)
    _take_group(session, person, row, on, titles, moved=moved)
    if "人员类别" in titles:
        _change(session, person, Fact.CATEGORY, row.values["category"], on)
    if "党籍状态" in titles:
        _change(session, person, Fact.STATUS, row.values["party_status"], on)
    if "党内职务" in titles or (moved and row.values.get("post")):
        _take_posts(session, person, posts_in(row.values["post"]), on, moved=moved)


def _change(
    session: Session, person: Person, fact: Fact, value: str, on: Day, body: Organisation | None = None
) -> None:
    """Close and open (变更); what began on that very day, as by an import just before, is mended."""
    row = actions.current(session, person, fact, on)
    if row is not None and row.start == on:
        actions.correct_history(session, row, {"value": value, "organisation_id": body.id if body else None})
    else:
        actions.change(session, person, fact, value, on, reason=CHANGED, body=body)


def _take_group(
    session: Session, person: Person, row: Row, on: Day, titles: set[str], *, moved: bool
) -> None:
    """Put the person into the named group of their branch; who moves leaves the old branch's group."""
    if not moved and "党小组" not in titles:
        return
    name, here = str(row.values.get("group") or ""), _branch_of(session, person, on)
    if name and here is not None and (moved or "党小组" in titles):
        group = ensure_group(session, name, here.id)
        _change(session, person, Fact.GROUP, group.name, on, group)
    elif moved and (old := actions.current(session, person, Fact.GROUP, on)) is not None:
        old.end, old.end_reason = on, CHANGED


def _take_posts(session: Session, person: Person, wanted: list[str], on: Day, *, moved: bool) -> None:
    """End the posts that are no longer named, and after a move all at other bodies; begin the new ones."""
    here, group = _branch_of(session, person, on), _body(session, person, Fact.GROUP, on)
    kept = select(History).where(History.person_id == person.id, History.fact == str(Fact.POST))
    held = [row for row in session.execute(kept).scalars() if row.end is None]
    ours = {body.id for body in (here, group) if body is not None}
    stays = [row for row in held if row.value in wanted and not (moved and row.organisation_id not in ours)]
    for row in held:
        if row in stays:
            continue
        if row.start == on:  # begun by an import just before: mended, as any other fact is
            actions.drop_history(session, row)
        else:
            actions.step_down(session, row, on, CHANGED)
    for post in wanted:
        if post not in {row.value for row in stays}:
            actions.appoint(session, person, post, _body_of(post, here, group), on, CHANGED)


def _branch_of(session: Session, person: Person, on: Day) -> Organisation | None:
    return _body(session, person, Fact.BRANCH, on)


def _body(session: Session, person: Person, fact: Fact, on: Day) -> Organisation | None:
    row = actions.current(session, person, fact, on)
    return session.get(Organisation, row.organisation_id) if row is not None and row.organisation_id else None


def take_facts(session: Session, row: Row, facts: Sequence[PartFact]) -> None:
    """Hand to other parts what the row says anew of their facts: a mere month undoes no known day."""
    differing = {one.title for one in row.differences}
    for fact in facts:
        value = row.values.get(fact.field.key)
        new = row.verdict is Verdict.NEW or fact.field.title in differing
        if new and value is not None and row.record_id is not None:
            fact.write(session, row.record_id, value)
