"""Filling a template of the upper office: rows of people in, everything else as it was."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.core.cancel import Progress, tell
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Kind
from partyoffice.filling.afterwards import forget, reckon_anew, texts_given_up
from partyoffice.filling.cells import CellWriter, Column, Value
from partyoffice.filling.choices import Lists
from partyoffice.filling.days import form_for
from partyoffice.filling.labels import fill_labels
from partyoffice.filling.lines import Lines, People
from partyoffice.filling.opening import Template, Wanted, itself, opened
from partyoffice.filling.package import named, serialised
from partyoffice.filling.pushing import push_down
from partyoffice.filling.refs import letters
from partyoffice.intake.mapping import Columns, worth_keeping
from partyoffice.intake.sniff import damaged
from partyoffice.store.files import replaced

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MARK = b"people stand here"
MOST_ROWS = 1_048_576


@dataclass(frozen=True, slots=True)
class Look:
    """What a template holds, before it is filled.

    ``reckoned`` are headings left to the template's own formulas, ``room`` the people it has rows for,
    ``used`` the number of rows with an example or former data, which give way.
    """

    sheet: str
    header_row: int
    columns: Columns
    mark: str
    reckoned: tuple[str, ...]
    room: int
    used: int
    samples: Mapping[str, str] = field(default_factory=dict)

    @property
    def unmapped(self) -> list[str]:
        """The headings that stay empty: nobody knows them, or they are still to be asked about."""
        labels, reckoned = self.columns.labels, set(self.reckoned)
        unknown = [labels[index] for index in self.columns.unmapped if worth_keeping(labels[index])]
        return [one for one in unknown if one not in reckoned]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written: ``odd`` are values by heading that the template's own lists do not offer.

    ``around`` is what was written beside labels such as 填报单位：, by label.
    """

    look: Look
    rows: int
    odd: Mapping[str, tuple[str, ...]]
    around: Mapping[str, str] = field(default_factory=dict)


def look(path: Path, wanted: Wanted, progress: Callable[[float, str], bool] | None = None) -> Look:
    """Return what a template holds and how it would be filled; nothing is written."""
    with opened(path, wanted, progress) as template:
        return _look(template)


def _look(template: Template) -> Look:
    columns, slots = template.columns, template.slots
    samples = {label: _sample(template, at) for at, label in enumerate(columns.labels, 1) if label}
    return Look(
        template.sheet.name, template.head.row, columns, template.mark,
        tuple(template.reckoned), slots.room, len(slots.used), samples,
    )  # fmt: skip


def _values(template: Template, column: int) -> list[object]:
    """Return what the rows that give way hold in a column: the template's examples."""
    rows = dict(zip(template.sheet.numbers, template.sheet.rows, strict=True))
    used = sorted(template.slots.used)
    return [rows[n][column - 1] for n in used if n in rows and column <= len(rows[n])]


def _sample(template: Template, column: int) -> str:
    return next((str(one) for one in _values(template, column) if one not in {"", None}), "")


def fill(
    source: Path,
    path: Path,
    wanted: Wanted,
    people: Callable[[Look], tuple[People, Mapping[str, Value]]],
    *,
    blank: str = "",
    progress: Progress | None = None,
) -> Filled:
    """Write the filled template to ``path``; ``people`` is asked once it is known what is wanted.

    It answers with everybody's values and with what holds for the whole paper. ``blank`` stands where
    nothing is known. Raises OfficeError for a template that cannot be read and for what the disk
    refuses; an older ``path`` then stays as it was.
    """
    if path.exists() and path.resolve() == source.resolve():
        raise itself(path)
    with opened(source, wanted) as template:
        seen = _look(template)
        rows, shared = people(seen)
        around = fill_labels(template, shared)
        columns = _columns(template, wanted)
        writer = CellWriter(template.styles, _prefix(template.tree.root), _since_1904(template), blank)
        with replaced(path) as draft:
            _write(template, columns, writer, rows, draft, progress)
    odd = {one.heading: tuple(sorted(one.odd)) for one in columns if one.odd}
    return Filled(seen, len(rows), odd, around)


def _prefix(root: "Element") -> str:
    return f"{root.prefix}:" if root.prefix else ""


def _since_1904(template: Template) -> bool:
    about = named(template.package.tree(template.book), "workbookPr")
    return about is not None and about.get("date1904") in {"1", "true"}


def _columns(template: Template, wanted: Wanted) -> list[Column]:
    """Return how each column is filled."""
    targets = {target.key: target for target in wanted.targets}
    lists = Lists(template.package, template.book, template.sheets, template.tree, template.sheet.name)
    found = []
    for number, key in template.keys.items():
        heading = template.columns.labels[number - 1]
        target, raw = targets[key], _raw_heading(template, number)
        form = form_for(raw, _values(template, number) if target.field.kind is Kind.DAY else [])
        found.append(Column(number, heading, target, form, lists.of(template.slots.first, number)))
    return found


def _raw_heading(template: Template, column: int) -> str:
    """Return a heading with its brackets, such as 出生年月（如：1985.03）."""
    rows = zip(template.sheet.numbers, template.sheet.rows, strict=True)
    above = [row[column - 1] for n, row in rows if n <= template.head.row and column <= len(row)]
    labels = [template.head.labels[column - 1], *(str(one) for one in above[-2:])]
    return " ".join(labels)


def _write(
    template: Template,
    columns: Sequence[Column],
    writer: CellWriter,
    people: People,
    draft: Path,
    progress: Progress | None,
) -> None:
    slots, package = template.slots, template.package
    more = len(people) - slots.room
    if slots.first + len(people) * slots.tall > MOST_ROWS:
        raise OfficeError(f"一张表最多 {MOST_ROWS} 行，放不下这些人", remedy="请分支部填写")
    if more > 0:
        push_down(template, more * slots.tall - _ragged(template))
    lines, reckons = Lines(template, columns, writer, len(people)), bool(template.reckoned)
    gone = texts_given_up(template)
    pieces = list(lines.rows(people, progress))
    template.tree.merge(lines.merged())
    _clear(template, len(people))
    reckon_anew(template, reckons=reckons)
    forget(template, gone)
    tell(progress, len(people), len(people))
    try:
        package.save(draft, {template.tree.part: _parts(template, pieces)})
    except (zipfile.BadZipFile, EOFError) as error:
        raise damaged(package.path) from error


def _ragged(template: Template) -> int:
    """Return the rows that remain where one person takes several and the last has not all of them."""
    slots = template.slots
    return max(0, slots.last - slots.first + 1) % slots.tall


def _parts(template: Template, pieces: Sequence[bytes]) -> Iterator[bytes]:
    whole = serialised(template.tree.root)
    head, _, tail = whole.partition(b"<!--" + MARK + b"-->")
    yield head
    yield from pieces
    yield tail


def _clear(template: Template, count: int) -> None:
    """Take out the rows that people took, empty the examples left over, and mark where people stand."""
    from lxml.etree import Comment

    slots, tree = template.slots, template.tree
    until = slots.first + count * slots.tall
    for number in [n for n in tree.rows if slots.first <= n < until and n <= slots.last]:
        tree.data.remove(tree.rows.pop(number))
        tree.cells.pop(number)
    for number in [n for n in slots.used if n in tree.rows and n >= until]:
        for column, cell in tree.cells[number].items():
            if not tree.formula(number, column):
                _empty(cell)
    at = sum(1 for number in tree.rows if number < slots.first)
    tree.data.insert(at, Comment(MARK.decode()))
    _measure(template, until - 1)


def _empty(cell: "Element") -> None:
    for part in list(cell):
        cell.remove(part)
    cell.attrib.pop("t", None)


def _measure(template: Template, last: int) -> None:
    """Say anew how far the sheet reaches: some programs read no further."""
    tree, found = template.tree, named(template.tree.root, "dimension")
    if found is not None:
        wide = max((column for cells in tree.cells.values() for column in cells), default=1)
        wide = max(wide, *template.keys, 1)
        found.set("ref", f"A1:{letters(wide)}{max(last, *tree.rows, 1)}")
