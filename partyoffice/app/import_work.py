"""What an import does off the window's thread: reading and judging; asking for a sheet where two fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.intake import headings, mapping, staging
from partyoffice.intake.reading import read
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Importer, Options, Verdict
from partyoffice.store.office import Office
from partyoffice.ui.tasks import Progress

WHOLE = 100
NOT_CREATED = "not-created"


@dataclass(frozen=True, slots=True)
class SheetsToChoose:
    """Several sheets of the file fit equally well; the user says which."""

    names: tuple[str, ...]


def stage(
    office: Office, importer: Importer, path: Path, options: Options, progress: Progress
) -> Staged | SheetsToChoose:
    """Stage a file, or return the sheets to choose from; raises as ``staging.stage`` does."""

    def tell(share: float, text: str) -> bool:
        return progress(round(share * WHOLE), WHOLE, text)

    try:
        return staging.stage(office, importer, path, options, tell)
    except OfficeError:
        names = () if options.sheet else alike(office, importer, path)
        if len(names) > 1:
            return SheetsToChoose(names)
        raise


def alike(office: Office, importer: Importer, path: Path) -> tuple[str, ...]:
    """Return the sheets whose headings fit best where there are several; nothing for a bad file."""
    try:
        book = read(path)
    except OfficeError:
        return ()
    with office.reading() as session:
        known = mapping.known_words(importer.targets(session))
    heads = [(sheet.name, head.score) for sheet in book.sheets if (head := headings.find_head(sheet, known))]
    top = max((score for _, score in heads), default=0)
    return tuple(name for name, score in heads if score == top)


def apply_refused(staged: Staged, refused: Iterable[str]) -> None:
    """Keep out the rows that would create what the user does not want, such as a misspelt branch."""
    for name in refused:
        if name not in staged.options.created:
            continue
        for row in staged.rows:
            if row.good and row.verdict in {Verdict.NEW, Verdict.CHANGED} and name in row.values.values():
                key = next(key for key, value in row.values.items() if value == name)
                row.fault(key, NOT_CREATED, f"没有“{name}”，也没有勾选新建，请改为已有的名称")
