"""Questions about the papers of folders."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.steps import CHUNK
from partyoffice.development.records import LOCAL_MATERIALS, Material
from partyoffice.development.rules.archive import BY_CODE
from partyoffice.store import settings


def materials_of(session: Session, ids: Sequence[int]) -> dict[int, list[Material]]:
    """Return the papers written down of each person, in the order of the list, others after them."""
    found: dict[int, list[Material]] = {person: [] for person in ids}
    for at in range(0, len(ids), CHUNK):
        wanted = select(Material).where(Material.person_id.in_(ids[at : at + CHUNK])).order_by(Material.id)
        for row in session.execute(wanted).scalars():
            found[row.person_id].append(row)
    places = {code: at for at, code in enumerate(BY_CODE)}
    for rows in found.values():
        rows.sort(key=lambda row: places.get(row.code, len(places)))
    return found


def held_codes(session: Session, person_id: int) -> frozenset[str]:
    """Return the codes of the listed papers that lie in somebody's folder."""
    return frozenset(row.code for row in materials_of(session, [person_id])[person_id] if row.present)


def formed_days(session: Session) -> dict[int, dict[str, Day]]:
    """Return the days of the listed papers that have one, by person and code."""
    found: dict[int, dict[str, Day]] = {}
    wanted = select(Material.person_id, Material.code, Material.formed)
    for person, code, day in session.execute(wanted.where(Material.formed.is_not(None))):
        if code and day is not None:
            found.setdefault(person, {})[code] = day
    return found


def local_codes(session: Session) -> frozenset[str]:
    """Return the codes of the materials this office asks for besides the national ones."""
    text = str(settings.get(session, LOCAL_MATERIALS))
    return frozenset(text.replace("、", " ").replace("，", " ").replace(",", " ").split()) & BY_CODE.keys()
