"""What comparing does off the window's thread: holding the list, accepting, the keys of the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from pathlib import Path

from partyoffice.app.import_work import SheetsToChoose, alike, shares
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.intake.target import Options
from partyoffice.members.accepting import Accepted, accept, refusals
from partyoffice.members.comparing import Cell, Comparison, Scope, compare
from partyoffice.members.importer import RosterImporter
from partyoffice.members.ordering import name_keys
from partyoffice.parts import PARTS
from partyoffice.reports.document import Block, Column, Document, Heading, Page, Paragraph, Table
from partyoffice.store.office import Office
from partyoffice.ui.filtering import Search
from partyoffice.ui.tasks import Progress

IMPORTER: RosterImporter = next(one for part in PARTS for one in part.importers if one.kind == "members")
SAME_HIDDEN = "遮盖的部分不同"


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison, and the search over its cells: made beside the window, for many take their time."""

    comparison: Comparison
    search: Search


def hold(
    office: Office, path: Path, options: Options, scope: Scope, progress: Progress
) -> Found | SheetsToChoose:
    """Hold a list against the roster, or return the sheets to choose from."""
    try:
        found = compare(office, IMPORTER, path, options, scope, shares(progress))
    except OfficeError:
        names = () if options.sheet else alike(office, IMPORTER, path)
        if len(names) > 1:
            return SheetsToChoose(names)
        raise
    with office.reading() as session:
        names_of = {one.who.split("（")[0] for one in found.different}
        keys = {name: one.keys for name, one in name_keys(session, names_of).items()}
    texts = [
        (keys.get(one.who.split("（")[0], ""), one.who, one.about.title, one.here, one.there)
        for one in found.different
    ]
    return Found(found, Search(texts))


@dataclass(frozen=True, slots=True)
class Refused:
    """Ticked cells that cannot be written from a day on: why, by their place; nothing was written."""

    why: Mapping[tuple[int, str], str]


def take(
    office: Office, comparison: Comparison, cells: Sequence[Cell], on: date, progress: Progress
) -> Accepted | Refused:
    """Write the ticked cells, or return which of them cannot be written."""
    with office.reading() as session:
        why = refusals(session, cells, on)
    if why:
        return Refused(why)
    return accept(office, comparison, cells, IMPORTER.facts, on, shares(progress))


# Paper -----------------------------------------------------------------------------------

HEADS = (
    Column("序号", 2, kind="number"), Column("姓名", 6), Column("栏目", 5), Column("名册中", 9, "left"),
    Column("名单中", 9, "left"), Column("说明", 9, "left"),
)  # fmt: skip
STRAY = (Column("序号", 2, kind="number"), Column("姓名", 8), Column("说明", 20, "left"))


def paper(found: Comparison) -> Document:
    """Return what was found as a paper; sensitive values are always masked, as on every list."""
    rows = list(starmap(_row, enumerate(found.different, 1)))
    blocks: list[Block] = [Heading(f"内容不同（{len(rows)} 处）"), Table(HEADS, rows, empty="没有不同")]
    for title, strays in (
        ("只在名册中", found.only_here), ("只在名单中", found.only_there), ("分不清是谁", found.unclear),
    ):  # fmt: skip
        people = [(at, one.who, one.note) for at, one in enumerate(strays, 1)]
        blocks += [Heading(f"{title}（{len(people)} 人）"), Table(STRAY, people, empty="没有")]
    blocks.append(Paragraph("证件号、电话、住址已遮盖。", "note"))
    lines = (f"名单：{found.staged.file}", f"核对日期：{clock.today()}", f"相同 {found.same} 人")
    return Document("名单核对结果", tuple(blocks), Page(landscape=True), lines=lines)


def _row(at: int, one: Cell) -> tuple[int, str, str, str, str, str]:
    here, there = one.shown(masked=True)
    note = one.why_not or (SAME_HIDDEN if here == there else "")
    return at, one.who, one.about.title, here, there, note
