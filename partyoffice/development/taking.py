"""Storing the rows of an imported list of applicants: people, histories, steps, who vouches, League facts."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.development.actions.again import set_aside
from partyoffice.development.columns import LEAGUE_FACTS, days_in, facts_in, names_in
from partyoffice.development.queries.ways import again_since
from partyoffice.development.records import Booklet, Step, Voucher, Wayfarer
from partyoffice.development.rules.admission import PASSED
from partyoffice.development.rules.profile import GIVEN, MENTOR
from partyoffice.development.rules.steps import ahead_of, stages_of
from partyoffice.intake.target import Options, Row, Verdict
from partyoffice.members import actions
from partyoffice.members import taking as people
from partyoffice.members.importer import same
from partyoffice.members.matching import Book
from partyoffice.members.queries import CHUNK, Someone
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact

STAGE = "发展阶段"
ATTRIBUTE = {"away": "floating"}  # column → attribute of the Wayfarer
RECOMMENDED = "团组织推优"


def full_members(book: Book, name: str) -> list[Someone]:
    """Return the full members on the books who have a name, the whole of it."""
    return [one for one in book.by_name.get(name, ()) if one.present and one.category == Category.FULL]


def take(session: Session, rows: Sequence[Row], options: Options, *, first: bool, opened: bool) -> None:
    """Store the rows; the first import of an office opens its books."""
    on = options.on
    new = [row for row in rows if row.verdict is Verdict.NEW]
    changed = [row for row in rows if row.verdict is Verdict.CHANGED]
    people.take_new(session, new, on, first=first, step=options.step, began=_began)
    _date_categories(session, new)
    people.take_changed(session, changed, on, step=options.step)
    book, stored = Book.of(session, on), _steps(session, changed)
    booklets = _booklets(session, rows)
    for row in rows:
        mine = stored.get(_who(row), {})
        _take_steps(session, row, mine)
        if row.verdict is Verdict.CHANGED:
            _take_stages(session, row, mine)
        _take_vouchers(session, row, book, mine)
        _take_league(session, row)
        _take_booklet(session, row, booklets)
    if not opened and rows:
        people.open_books(session, on)


def _who(row: Row) -> int:
    return row.record_id or 0


# -- how far they are -------------------------------------------------------------------------


def _path(row: Row) -> list[tuple[Category, Day]]:
    """Return the dated way of a new person where it ends at the category the sheet says."""
    path = stages_of(days_in(row))
    return path if path and path[-1][0] == row.values["category"] else []


def _began(row: Row) -> Day | None:
    path = _path(row)
    return path[0][1] if path else None


def _date_categories(session: Session, rows: Sequence[Row]) -> None:
    """Split the one category of a new person into those of the way, each from its day."""
    paths = {row.record_id: path for row in rows if len(path := _path(row)) > 1}
    ids = [one for one in paths if one is not None]
    for at in range(0, len(ids), CHUNK):
        wanted = select(History).where(
            History.person_id.in_(ids[at : at + CHUNK]), History.fact == str(Fact.CATEGORY)
        )
        for last in session.execute(wanted).scalars().all():
            path = paths[last.person_id]
            last.start, last.reason = path[-1][1], people.REASON
            for (category, start), (_next, end) in pairwise(path):
                session.add(
                    History(
                        person_id=last.person_id, fact=last.fact, value=str(category), start=start, end=end,
                        reason=people.REASON, end_reason=people.REASON,
                    )
                )  # fmt: skip


def _take_stages(session: Session, row: Row, stored: Mapping[int, Step]) -> None:
    """Lead somebody known on to what the days say, each from its day; never back."""
    if STAGE not in {one.title for one in row.differences}:
        return
    person = session.get_one(Person, row.record_id)
    days = {number: step.on for number, step in stored.items() if step.on is not None} | days_in(row)
    for category, day in stages_of(days):
        now = actions.current(session, person, Fact.CATEGORY, Day.of(clock.today()))
        if now is not None and category in ahead_of(now.value) and not _before(day, now.start):
            actions.change(session, person, Fact.CATEGORY, category, day, reason=people.CHANGED)


def _before(day: Day, start: Day | None) -> bool:
    return start is not None and day.first <= start.first


# -- steps ------------------------------------------------------------------------------------


def _steps(session: Session, rows: Sequence[Row]) -> dict[int, dict[int, Step]]:
    ids = [row.record_id for row in rows if row.record_id is not None]
    for person in again_since(session, ids):
        set_aside(session, person)
    found: dict[int, dict[int, Step]] = {}
    for at in range(0, len(ids), CHUNK):
        wanted = select(Step).where(Step.person_id.in_(ids[at : at + CHUNK]), Step.mark == "")  # noqa: PLC1901 -- SQL
        for step in session.execute(wanted).scalars():
            found.setdefault(step.person_id, {})[step.number] = step
    return found


def _take_steps(session: Session, row: Row, stored: dict[int, Step]) -> None:
    """Write the days and texts of the steps: 补录, so that nothing asks when they were entered late."""
    days, facts = days_in(row), facts_in(row)
    if "recommended_on" in row.values and 3 in {*days, *stored}:
        facts.setdefault(3, {})["way"] = RECOMMENDED
    for number in sorted({*days, *facts}):
        step = stored.get(number)
        if step is None:
            step = stored[number] = _new_step(row, number)
            session.add(step)
        day = days.get(number)
        if day is not None and (step.on is None or not same(step.on, day)):
            step.on, step.open = day, False
        step.facts = facts.get(number, {}) | dict(step.facts)
        step.note = step.note or _note(row, number, step)


def _new_step(row: Row, number: int) -> Step:
    return Step(person_id=_who(row), number=number, open=True, entered=Day.of(clock.today()), late_entry=True)


def _note(row: Row, number: int, step: Step) -> str:
    """Keep beside a step what its form has no field for, and take what is no conclusion out of it."""
    if number == 3 and "recommended_on" in row.values:
        return f"推优时间 {row.values['recommended_on']}"
    said = step.facts.get("conclusion", PASSED)
    if number == 10 and said not in {PASSED, "不合格"}:
        step.facts = {key: text for key, text in step.facts.items() if key != "conclusion"}
        return f"原表写“{said}”"
    return ""


# -- who vouches, League, booklet -----------------------------------------------------------------


def _take_vouchers(session: Session, row: Row, book: Book, stored: Mapping[int, Step]) -> None:
    """Add who is not yet there; a name means somebody of the roster only where one full member has it."""
    titles = {one.title for one in row.differences}
    for role, names in names_in(row).items():
        if row.verdict is Verdict.CHANGED and role not in titles:
            continue
        held = _held(session, row, role) if row.verdict is Verdict.CHANGED else set()
        step = stored.get(5 if role == MENTOR else 9)
        for name in names:
            if name not in held:
                session.add(_voucher(row, role, name, book, step.on if step is not None else None))


def _held(session: Session, row: Row, role: str) -> set[str]:
    wanted = select(Voucher.name).where(
        Voucher.person_id == row.record_id, Voucher.role == role, Voucher.end.is_(None)
    )
    return set(session.execute(wanted).scalars())


def _voucher(row: Row, role: str, name: str, book: Book, start: Day | None) -> Voucher:
    found = full_members(book, name)
    member = found[0].id if len(found) == 1 else None
    return Voucher(person_id=_who(row), role=role, name=name, member_id=member, start=start)


def _take_league(session: Session, row: Row) -> None:
    given = {ATTRIBUTE.get(key, key): row.values[key] for key in LEAGUE_FACTS if key in row.values}
    if not given:
        return
    known = select(Wayfarer).where(Wayfarer.person_id == row.record_id)
    one = session.execute(known).scalar_one_or_none() if row.verdict is Verdict.CHANGED else None
    if one is None:
        one = Wayfarer(person_id=_who(row))
        session.add(one)
    for key, value in given.items():
        setattr(one, key, value)


def _booklets(session: Session, rows: Sequence[Row]) -> dict[str, Booklet]:
    if not any("booklet" in row.values for row in rows):
        return {}
    return {one.number: one for one in session.execute(select(Booklet)).scalars()}


def _take_booklet(session: Session, row: Row, booklets: dict[str, Booklet]) -> None:
    number = row.values.get("booklet")
    if number is None:
        return
    if number not in booklets:
        booklets[number] = Booklet(number=number)
        session.add(booklets[number])
    booklets[number].person_id, booklets[number].state = _who(row), GIVEN
