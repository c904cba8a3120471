"""One person as the card beside the list shows them, read in one go."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.members import card
from partyoffice.members.checks import check_card
from partyoffice.members.columns import missing
from partyoffice.members.queries import Someone, everyone, gone_by_person, histories
from partyoffice.members.records import Award, Experience, History, Relative
from partyoffice.members.trail import Entry, trail
from partyoffice.organisation.queries import Tree, tree
from partyoffice.store import blobs

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.store.office import Office


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card shows of somebody on a day."""

    on: date
    one: Someone
    bodies: Tree
    rows: list[History] = field(default_factory=list)
    experiences: list[Experience] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    photo: bytes | None = None
    missing: list[str] = field(default_factory=list)
    findings: "list[Finding]" = field(default_factory=list)


def read_card(office: "Office", person_id: int, on: date) -> CardFacts | None:
    """Return somebody's card, from the bin too; None for an unknown person."""
    with office.reading() as session:
        found = everyone(session, on, ids=[person_id])
        binned = [] if found else everyone(session, on, ids=[person_id], binned=True)
        for one in binned:
            one.other["binned"] = True
        people = [*found, *binned]
        return _facts(session, people[0], on) if people else None


def _facts(session: "Session", one: Someone, on: date) -> CardFacts:
    if not one.present:
        one.other["gone"] = gone_by_person(session, on).get(one.id, "")
    digest = str(one.card["photo"] or "")
    return CardFacts(
        on,
        one,
        tree(session),
        histories(session, one.id),
        card.experiences(session, one.id),
        card.relatives(session, one.id),
        card.awards(session, one.id),
        blobs.content_of(session, digest) if digest else None,
        missing(one) if one.present else [],
        list(check_card(one, on)),
    )


def read_trail(office: "Office", person_id: int) -> list[Entry]:
    """Return what was done to somebody, newest first."""
    with office.reading() as session:
        return trail(session, person_id)
