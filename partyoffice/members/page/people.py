"""Who can be chosen where a form asks for a person: everybody on the books, told apart by unit and birth."""

from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.seek import find_people
from partyoffice.ui.person_editor import Candidate, People

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyoffice.store.office import Office

MOST = 200
COLUMNS = ("birth",)


def people_of(office: "Office", *, several: bool = False) -> People:
    """Return the people of an office as a form chooses from them."""
    return People(partial(_seek, office), partial(_named, office), several)


def _seek(office: "Office", text: str) -> "Sequence[Candidate]":
    with office.reading() as session:
        if not text.strip():
            here = [one for one in everyone(session, clock.today(), columns=COLUMNS) if one.present]
            return [_candidate(one) for one in here[:MOST]]
        ids = [int(hit.target["person"]) for hit in find_people(session, text, MOST)]
        found = {one.id: one for one in everyone(session, clock.today(), columns=COLUMNS, ids=ids)}
    return [_candidate(found[each]) for each in ids if each in found]


def _named(office: "Office", person: int) -> Candidate | None:
    with office.reading() as session:
        found = everyone(session, clock.today(), columns=COLUMNS, ids=[person])
    return _candidate(found[0]) if found else None


def _candidate(one: Someone) -> Candidate:
    birth = one.card["birth"]
    parts = (one.branch, f"{birth.year} 年生" if birth else "", "" if one.present else "已不在册")
    return Candidate(one.id, one.name, "·".join(part for part in parts if part))
