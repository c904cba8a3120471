"""The papers of everybody's folder as one list: what is there, what is wanted, what is lacking by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding
from partyoffice.development.queries.files import files_of
from partyoffice.development.queries.materials import local_codes, materials_of
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.records import Material
from partyoffice.development.rules.archive import BY_CODE, missing_items
from partyoffice.development.rules.file import File
from partyoffice.development.rules.folder import Line, lines_of, percent, wanted_case
from partyoffice.development.rules.formed import check_formed

OTHERS = len(BY_CODE)  # where a paper that the list does not name is placed


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of one folder: listed (``code``) or another; ``row`` is None while nothing was entered."""

    id: int
    person: Whom
    code: str
    name: str
    step: int
    item: int
    required: bool
    due: bool
    row: Material | None

    @property
    def present(self) -> bool:
        """Whether the paper lies in the folder."""
        return self.row is not None and self.row.present

    @property
    def lacking(self) -> bool:
        """Whether its step is closed and the paper is not there."""
        return self.due and not self.present


@dataclass(frozen=True, slots=True)
class Folder:
    """What is to be said of one folder: how far it is complete, what of the six is missing, wrong days."""

    percent: int | None
    due_percent: int | None
    six: tuple[str, ...]
    findings: tuple[Finding, ...]


def papers(session: Session, on: date, ids: Sequence[int] | None = None) -> list[PaperRow]:
    """Return the papers of everybody on the way, or of some people: what is wanted or there, in order."""
    files, lines = _lines(session, on, ids)
    held = materials_of(session, list(files))
    people = whom(session, on, files)
    found = []
    for key in sorted(people, key=lambda one: people[one].name):
        found += _of(people[key], lines[key], held[key])
    return found


def _lines(
    session: Session, on: date, ids: Sequence[int] | None
) -> tuple[dict[int, File], dict[int, list[Line]]]:
    files = files_of(session, on, ids)
    local, reports = local_codes(session), rule_settings(session).thought_reports
    return files, {
        key: lines_of(file, wanted_case(file, on, local, reports=reports)) for key, file in files.items()
    }


def _of(person: Whom, lines: Sequence[Line], held: Sequence[Material]) -> list[PaperRow]:
    rows = {row.code: row for row in held if row.code}
    found = [
        PaperRow(
            person.id * 1000 + at, person, line.material.code, line.material.name, line.material.step,
            line.material.item, line.required, line.due, rows.get(line.material.code),
        )
        for at, line in enumerate(lines)
        if line.required or line.material.code in rows
    ]  # fmt: skip
    others = [row for row in held if row.code not in BY_CODE]
    return found + [
        PaperRow(person.id * 1000 + OTHERS + at, person, row.code, row.name, 0, 0, False, False, row)
        for at, row in enumerate(others)
    ]


def folder_of(session: Session, person_id: int, on: date) -> Folder:
    """Return what is to be said of one person's folder."""
    files, lines = _lines(session, on, [person_id])
    held = materials_of(session, [person_id])[person_id]
    present = {row.code for row in held if row.present and row.code}
    formed = {row.code: row.formed for row in held if row.formed is not None and row.code}
    findings = check_formed(formed, files[person_id].days())
    mine = lines[person_id]
    return Folder(
        percent(mine, present), percent(mine, present, due=True), missing_items(present), tuple(findings)
    )
