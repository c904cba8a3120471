"""Filling a Word template: a roster whose table row is repeated, or one paper for each person."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from partyoffice.core.cancel import Progress
from partyoffice.core.errors import OfficeError
from partyoffice.filling.cells import Value
from partyoffice.filling.opening import Wanted, itself
from partyoffice.filling.word_file import WordFile, WordLook, opened_word
from partyoffice.filling.word_pieces import (
    Tokens,
    each_paper,
    each_row,
    line_break,
    papers,
    settle,
    take_row,
    tokenise,
)
from partyoffice.intake.sniff import damaged
from partyoffice.store.files import replaced

People = Sequence[Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class FilledWord:
    """What was written: rows of a roster, or papers; ``left`` are placeholders still standing."""

    look: WordLook
    rows: int
    left: tuple[str, ...]


def look(path: Path, wanted: Wanted) -> WordLook:
    """Return what a Word template asks for; nothing is written."""
    with opened_word(path, wanted) as file:
        return file.look


def fill(
    source: Path,
    path: Path,
    wanted: Wanted,
    people: People,
    shared: Mapping[str, Value],
    *,
    blank: str = "",
    progress: Progress | None = None,
) -> FilledWord:
    """Write the filled template to ``path``; ``shared`` is what holds for the whole file.

    Raises OfficeError for a template that cannot be read, for nobody to write a paper for, and for
    what the disk refuses; an older ``path`` then stays as it was.
    """
    if path.exists() and path.resolve() == source.resolve():
        raise itself(path)
    with opened_word(source, wanted) as file, replaced(path) as draft:
        make = _roster if file.look.roster else _papers
        pieces = make(file, people, shared, blank, progress)
        left = file.standing()
        try:
            file.package.save(draft, {file.main: pieces})
        except (zipfile.BadZipFile, EOFError) as error:
            raise damaged(source) from error
    return FilledWord(file.look, len(people), left)


def _roster(
    file: WordFile, people: People, shared: Mapping[str, Value], blank: str, progress: Progress | None
) -> Iterable[bytes]:
    row, tokens, root = file.row(), Tokens(blank), file.package.tree(file.main)
    if row is not None:
        take_row(row)
        tokenise(row, file.look.keys, tokens, leave=lambda _key: False)
    for part in (file.main, *file.others):
        settle(file.package.tree(part), file.look.keys, shared, blank)
    return each_row(root, tokens, people, progress)


def _papers(
    file: WordFile, people: People, shared: Mapping[str, Value], blank: str, progress: Progress | None
) -> Iterable[bytes]:
    if not people:
        raise OfficeError("没有要填的人", remedy="请先选好人员，或导入名册")
    tokens, root = Tokens(blank), file.package.tree(file.main)
    alone = people[0] if len(people) == 1 else {}
    for part in file.others:
        settle(file.package.tree(part), file.look.keys, {**shared, **alone}, blank)
    if not alone and file.known_in(file.others):
        raise OfficeError(
            "模板的页眉或页脚里有个人的栏目，几个人不能填在一个文件里",
            remedy="请一次只选一个人，或把这些占位符移到正文",
        )
    tokenise(root, file.look.keys, tokens, leave=lambda _key: False)
    return each_paper(papers(root), tokens, [{**shared, **one} for one in people], line_break(root), progress)
