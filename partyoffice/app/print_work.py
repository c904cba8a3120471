"""Laying out papers off the window's thread, with what cannot be printed and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from partyoffice.app.full_values import masked_values
from partyoffice.core.cancel import Progress
from partyoffice.core.errors import OfficeError
from partyoffice.members.documents import people_of
from partyoffice.part import Paper, Roster, Wish
from partyoffice.store.office import Office


@dataclass(slots=True)
class Printed:
    """A finished PDF: how many pages and people, which texts hold unprintable characters, who lacks what."""

    path: Path
    pages: int
    people: int = 0
    uncovered: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def print_roster(office: Office, roster: Roster, wish: Wish, path: Path, progress: Progress) -> Printed:
    """Lay out a roster."""
    from partyoffice.reports import pdf

    with office.reading() as session:
        document = roster.build(session, wish)
        uncovered = pdf.uncovered_in(document)
        return Printed(path, pdf.write(document, path, progress=progress), uncovered=uncovered)


def print_forms(
    office: Office, paper: Paper, wish: Wish, people: Sequence[int | None], path: Path, progress: Progress
) -> Printed:
    """Lay out a form for the given people, everybody of the wish where none is given, None: a blank."""
    from partyoffice.reports import form, form_pdf

    with office.reading() as session:
        subjects = list(people) or [one.id for one in people_of(session, wish, lambda one: one.member, ())]
        if not subjects:
            raise OfficeError("没有可打印的人", remedy="请先导入或新增党员，或换一个组织、日期")
        real = [one for one in subjects if one is not None]
        values: list[dict[str, Any]] = [dict(paper.values(session, one, wish.on)) for one in real]
        missing = [
            str(each["name"]) for one, each in zip(real, values, strict=True) if paper.missing(session, one)
        ]
    if wish.masked:
        values = [masked_values(each) for each in values]
    uncovered = list(dict.fromkeys(pair for each in values for pair in form_pdf.uncovered_in(each)))
    pages = form_pdf.write_forms(form.shipped(paper.layout), list(values) or [None], path, progress)
    return Printed(path, pages, len(real), uncovered, missing)
