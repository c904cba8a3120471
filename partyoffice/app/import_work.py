"""What an import does off the window's thread: reading and judging; asking for a sheet where two fit."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.intake import headings, mapping, staging
from partyoffice.intake.reading import read
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Importer, Options
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.office import Office
from partyoffice.ui.tasks import Progress

WHOLE = 100
LIKE = 0.6  # how near two names must be for the one to be taken for the other misspelt
NEAR, OFTEN = 0.75, 3  # the same between two new names, and how much oftener the right one stands
NUMERALS = re.compile(r"[0-9０-９一二三四五六七八九十百]")


@dataclass(frozen=True, slots=True)
class SheetsToChoose:
    """Several sheets of the file fit equally well; the user says which."""

    names: tuple[str, ...]


def shares(progress: Progress) -> Callable[[float, str], bool]:
    """Return the progress of the engine, which tells shares, as the window's, which counts."""
    return lambda share, text: progress(round(share * WHOLE), WHOLE, text)


def stage(
    office: Office, importer: Importer, path: Path, options: Options, progress: Progress
) -> Staged | SheetsToChoose:
    """Stage a file, or return the sheets to choose from; raises as ``staging.stage`` does."""
    try:
        return staging.stage(office, importer, path, options, shares(progress))
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


@dataclass(frozen=True, slots=True)
class Founded:
    """A body that the import would create: its name, its field, how many rows name it, what may be meant.

    ``known`` are there already; ``beside`` would be created too, each with its count of rows.
    """

    name: str
    key: str
    rows: int
    known: tuple[str, ...]
    beside: Mapping[str, int]

    @property
    def like(self) -> str:
        """The name that may be meant, empty if none is near."""
        return next(iter(get_close_matches(self.name, self.known, 1, LIKE)), "") or self._like_beside()

    def _like_beside(self) -> str:
        # 第一支部 and 第二支部 are near each other and both meant; a slip of the pen stands in few rows.
        said = NUMERALS.findall(self.name)
        often = [
            name
            for name, rows in self.beside.items()
            if rows >= OFTEN * self.rows and NUMERALS.findall(name) == said
        ]
        return next(iter(get_close_matches(self.name, often, 1, NEAR)), "")


def founded(office: Office, staged: Staged, renamed: Mapping[str, str]) -> list[Founded]:
    """Return what would be created, and what was led to another name: first what looks misspelt."""
    with office.reading() as session:
        bodies = tree(session)
    known = {
        key: tuple(dict.fromkeys(body.name for body in bodies.of_kind(kind) if not body.ended))
        for key, kind in (("branch", OrgKind.BRANCH), ("group", OrgKind.GROUP))
    }
    names = sorted({*staged.options.created, *renamed})
    found = []
    for key in [target.key for target in staged.targets if target.founds]:
        counted = Counter(row.shown.get(key, "") for row in staged.rows)
        rows = {name: counted[name] for name in names if counted[name]}
        for name, count in rows.items():
            beside = {one: often for one, often in rows.items() if one != name and one not in renamed}
            found.append(Founded(name, key, count, known.get(key, ()), beside))
    return sorted(found, key=lambda one: (not one.like, one.name))
