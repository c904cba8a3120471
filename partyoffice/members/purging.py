"""彻底删除 of people in the bin: everything of theirs goes for ever, in one change that nobody can undo."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import NameKey, Person, SealedRoster
from partyoffice.store import purging
from partyoffice.store.drafts import Drafts
from partyoffice.store.engine import free_hand
from partyoffice.store.office import Office

KEPT = timedelta(days=180)  # in the bin, before 首页 offers to purge
NAMED = 3


def purge_people(office: Office, ids: Sequence[int]) -> str:
    """Erase people who lie in the bin, with all that belongs to them; return who they were, as told.

    Raises OfficeError, with nothing changed, for who is not in the bin, stands in a sealed roster, or is
    named by records of others.
    """
    with office.reading() as session:
        people = [session.get_one(Person, each) for each in ids]
        who, words = _told([one.name for one in people]), [w for one in people for w in _words(session, one)]

    def work(session: Session) -> None:
        for each in ids:
            _purge(session, session.get_one(Person, each))

    purging.erase(office, f"彻底删除：{who}", work)
    _forget_drafts(office, ids, words)
    return who


def _told(names: Sequence[str]) -> str:
    shown = "、".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} 等 {len(names)} 人"


def _purge(session: Session, person: Person) -> None:
    if person.binned is None:
        raise OfficeError(f"{person.name}不在回收站，不能彻底删除", remedy="录错的人请先移入回收站")
    for year, people in session.execute(select(SealedRoster.year, SealedRoster.people)):
        if person.id in people:
            raise OfficeError(
                f"{person.name}在 {year} 年末封存的名册中，不能彻底删除",
                remedy="封存的名册已经上报，请让这条记录留在回收站",
            )
    purging.purge(session, person, _words(session, person))
    connection = session.connection()
    with free_hand(connection):  # a cache: former names of theirs go too
        connection.execute(delete(NameKey).where(NameKey.name.not_in(select(Person.name))))


def _words(session: Session, person: Person) -> list[str]:
    """Return what tells this person from everybody else: name and numbers, unless others have them too."""
    words = []
    for word in filter(None, (person.name, person.id_number, person.phone)):
        holds = [func.instr(column, word) > 0 for column in (Person.name, Person.id_number, Person.phone)]
        others = select(Person.id).where(Person.id != person.id, or_(*holds)).limit(1)
        words += [] if session.execute(others).first() else [word]
    return words


def _forget_drafts(office: Office, ids: Sequence[int], words: Sequence[str]) -> None:
    drafts = Drafts(office)
    for draft in drafts.all():
        text = json.dumps([draft.title, draft.values], ensure_ascii=False)
        if draft.about.get("person") in ids or any(word in text for word in words):
            drafts.drop(draft.key)


def long_in_bin(session: Session, on: date) -> dict[int, str]:
    """Return by id the names of those who have been in the bin for more than 180 days."""
    rows = session.execute(select(Person.id, Person.name, Person.binned).where(Person.binned.is_not(None)))
    return {row.id: row.name for row in rows if on - clock.from_stamp(row.binned).date() > KEPT}
