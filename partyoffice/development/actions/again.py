"""Who applies anew: what belongs to the earlier way is set aside, kept and no longer counted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.actions.vouchers import end_all
from partyoffice.development.queries.ways import AGAIN, NOW, WRITTEN, again_since, earlier
from partyoffice.development.records import Booklet, Material, Step, Wayfarer
from partyoffice.development.rules.profile import GIVEN, USED
from partyoffice.members.records import Person

EARLIER = "前次申请"


def set_aside(session: Session, person_id: int) -> None:
    """Set aside what is left of a way that has ended, before the first step of the new one is written.

    The old step is copied under a mark of its own and its row emptied for the new way: a row that took
    the key of another in one change could not be undone.
    """
    since = again_since(session, [person_id]).get(person_id)
    rows = _left_over(session, person_id, since)
    if since is None or not rows:
        return
    mark = _next_mark(session, person_id)
    for row in rows:
        session.add(_copy(row, f"{mark}·{row.mark}" if row.mark else mark))
        row.on = row.entered = None
        row.open, row.late_entry = True, False
        row.facts, row.overrides, row.evidence, row.note = {}, [], "", ""
    _papers(session, person_id, since, mark)
    end_all(session, person_id, since, EARLIER)
    session.flush()


def _left_over(session: Session, person_id: int, since: Day | None) -> list[Step]:
    mine = select(Step).where(Step.person_id == person_id, *WRITTEN)
    return [row for row in session.execute(mine).scalars() if earlier(row.on or row.entered, since)]


def _copy(row: Step, mark: str) -> Step:
    return Step(
        person_id=row.person_id, number=row.number, mark=mark, on=row.on, evidence=row.evidence,
        note=row.note, open=row.open, facts=dict(row.facts), overrides=list(row.overrides),
        entered=row.entered, late_entry=row.late_entry,
    )  # fmt: skip


def _next_mark(session: Session, person_id: int) -> str:
    """Return 前次申请, and 前次申请2 for the way after that."""
    marks = session.execute(select(Step.mark).where(Step.person_id == person_id)).scalars()
    number = len({mark.removesuffix(f"·{AGAIN}") for mark in marks} - {*NOW}) + 1
    return EARLIER if number == 1 else f"{EARLIER}{number}"


def _papers(session: Session, person_id: int, since: Day, mark: str) -> None:
    """Keep the papers and the booklet of the earlier way without letting them count for the new one."""
    papers = select(Material).where(Material.person_id == person_id, Material.code != "")  # noqa: PLC1901 -- SQL
    for row in session.execute(papers).scalars():
        if earlier(row.formed, since):
            row.note = "，".join(filter(None, (row.note, f"{mark} {row.code}")))
            row.name, row.code = f"{row.name}（{mark}）", ""
    booklets = select(Booklet).where(Booklet.person_id == person_id, Booklet.state == GIVEN)
    for booklet in session.execute(booklets).scalars():
        if earlier(booklet.given, since):
            booklet.state = USED


def note_former(session: Session, person: Person, since: Day | None) -> None:
    """Write down 入党时间 of an earlier membership and clear it: the new one has a day of its own."""
    if person.joined is None or not earlier(person.joined, since):
        return
    told = f"前次入党时间 {person.joined}" + (f"，转正时间 {person.full}" if person.full else "")
    mine = select(Wayfarer).where(Wayfarer.person_id == person.id)
    way = session.execute(mine).scalar_one_or_none() or Wayfarer(person_id=person.id)
    way.note = "\n".join(filter(None, (way.note, told)))
    session.add(way)
    person.joined, person.full, person.sponsors = None, None, ""
