"""All the form needs of one step of one person, read in one go."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyoffice.development.page.reading import Walker
from partyoffice.development.page.rows import ROWS
from partyoffice.development.queries.beside import Deed, beside, deeds, step_rows, there
from partyoffice.development.records import EditionChoice, Material, Step
from partyoffice.development.rules.archive import papers_of
from partyoffice.store import blobs, settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyoffice.members.rules import Edition
    from partyoffice.store.base import Record
    from partyoffice.store.office import Office


@dataclass(frozen=True)
class Detail:
    """One step of one person: the row as stored, the records beside it, what was done, what is there."""

    walker: Walker
    number: int
    step: Step | None = None
    rows: "Mapping[str, Sequence[Record]]" = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    materials: dict[str, Material] = field(default_factory=dict)
    photo: bytes | None = None
    operator: str = ""

    @property
    def closed(self) -> bool:
        """Whether the step is closed."""
        return self.step is not None and not self.step.open

    @property
    def edition(self) -> "Edition":
        """The edition the step falls under."""
        return self.walker.file.edition(self.number, self.walker.on)


def read_detail(office: "Office", walker: Walker, number: int) -> Detail:
    """Return a step of somebody."""
    with office.reading() as session:
        steps = step_rows(session, walker.id)
        rows = {one.title: beside(session, one.kind, walker.id, one.fixed) for one in ROWS.get(number, ())}
        materials = there(session, walker.id)
        step, digest = steps.get(number), str(walker.one.card["photo"] or "")
        mine = [materials[one.code] for one in papers_of(number) if one.code in materials]
        about: dict[type[Record], list[int]] = {
            one.kind: [row.id for row in rows[one.title]] for one in ROWS.get(number, ())
        }
        about |= {Step: [step.id] if step is not None else [], Material: [row.id for row in mine]}
        if number == walker.number:
            about[EditionChoice] = [row.id for row in beside(session, EditionChoice, walker.id, {})]
        photo = blobs.content_of(session, digest) if digest else None
        operator = str(settings.get(session, settings.OPERATOR) or "")
        return Detail(walker, number, step, rows, deeds(session, about), materials, photo, operator)
