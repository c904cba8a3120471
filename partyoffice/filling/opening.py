"""A template is opened as guardedly as any foreign file: sniffed, read in the child process, then as XML."""

import re
import zipfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.filling.package import Package
from partyoffice.filling.slots import Finder, Slots
from partyoffice.filling.styles import Styles
from partyoffice.filling.tree import SheetTree
from partyoffice.intake import mapping, scan
from partyoffice.intake.headings import Head, find_head, hint, plain
from partyoffice.intake.mapping import Columns
from partyoffice.intake.reading import Progress, read
from partyoffice.intake.sheet import Book, Sheet
from partyoffice.intake.sniff import Kind, damaged, sniff
from partyoffice.intake.target import Target
from partyoffice.store.looks import UNREADABLE

NAME, SERIAL = "name", "serial"
SHEETS = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试"
MACROS = b"macroEnabled"
# The engine's sentences speak of importing; a template is filled.
_IMPORT = re.compile(r"再导入")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns can be filled, what was answered about headings, which sheet is meant."""

    targets: Sequence[Target]
    kind: str
    answers: Mapping[str, str] = field(default_factory=dict)
    remembered: Callable[[str], Mapping[str, str]] = lambda _mark: {}
    sheet: str = ""
    bracketed: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def all_answers(self, mark: str, labels: Sequence[str] = ()) -> dict[str, str]:
        """Return what is answered now beside what was for the same headings, by their fingerprint.

        ``bracketed`` answers for headings that only their brackets tell apart, such as 学历（学位）.
        """
        keys = {"", *(target.key for target in self.targets)}
        told = {one: key for one in labels if (key := self.bracketed.get((plain(one), hint(one))))}
        kept = {heading: key for heading, key in self.remembered(mark).items() if key in keys}
        return told | kept | dict(self.answers)


@dataclass(slots=True)
class Template:
    """An opened template: its parts, where its head is, what its columns mean, where people go."""

    package: Package
    mark: str
    book: str
    sheets: dict[str, str]
    sheet: Sheet
    head: Head
    columns: Columns
    tree: SheetTree
    styles: Styles
    slots: Slots

    @property
    def keys(self) -> dict[int, str]:
        """What each column shows, by its number from 1."""
        return {index + 1: key for index, key in self.columns.keys.items()}

    @property
    def reckoned(self) -> list[str]:
        """The headings of columns that the template reckons by a formula of its own: they are left to it."""
        first = self.slots.first
        labels = enumerate(self.columns.labels, 1)
        return [label for at, label in labels if label and self.slots.room and self.tree.formula(first, at)]


class AlikeError(OfficeError):
    """Several sheets fit equally; ``names`` are they."""

    def __init__(self, names: Sequence[str]) -> None:
        """Name the sheets."""
        listed = "、".join(f"“{name}”" for name in names)
        remedy = "请指明填哪一张（命令行用 --sheet）"
        super().__init__(f"工作表{listed}都像是要填的表", remedy=remedy)
        self.names = tuple(names)


@contextmanager
def said_of_templates() -> Generator[None]:
    """Let the engine's refusals speak of filling."""
    try:
        yield
    except AlikeError:
        raise
    except OfficeError as error:
        remedy = _IMPORT.sub("再试", error.remedy).replace("要导入的", "要填的")
        raise OfficeError(error.what, safe=error.safe, remedy=remedy) from error


def itself(path: Path) -> OfficeError:
    """Return the refusal to write over the template."""
    return OfficeError(f"“{path.name}”就是模板本身，不能写到它上面", remedy="请换一个文件名，模板留着下次用")


def must_be_sheet(path: Path) -> None:
    """Refuse whatever is no .xlsx workbook."""
    kind = sniff(path)
    if kind is not Kind.XLSX or path.suffix.lower() != ".xlsx":
        raise OfficeError(f"“{path.name}”不是 .xlsx 工作簿，不能照原样填写", remedy=SHEETS)


@contextmanager
def opened(path: Path, wanted: Wanted, progress: Progress | None = None) -> Generator[Template]:
    """Yield the template; refuses what cannot be read, has no head, or has two sheets that fit alike."""
    with said_of_templates():
        must_be_sheet(path)
        found = read(path, wanted.sheet, progress)
        sheet, head = _chosen(found, mapping.known_words(wanted.targets), path)
        mapping.check_answers(wanted.answers, head.labels)
        mark = mapping.fingerprint(wanted.kind, head.labels)
        columns = mapping.map_columns(head.labels, wanted.targets, wanted.all_answers(mark, head.labels))
        try:
            with Package(path) as package:
                yield _parsed(package, mark, sheet, head, columns)
        except (zipfile.BadZipFile, KeyError, StopIteration, EOFError) as error:
            raise damaged(path) from error


def _parsed(package: Package, mark: str, sheet: Sheet, head: Head, columns: Columns) -> Template:
    """Return the template; whatever its parts refuse to say, it is called damaged."""
    try:
        return _taken_apart(package, mark, sheet, head, columns)
    except (*UNREADABLE, KeyError, StopIteration) as error:
        raise damaged(package.path) from error


def _taken_apart(package: Package, mark: str, sheet: Sheet, head: Head, columns: Columns) -> Template:
    parts = scan.sheet_parts(package.zip)
    book = next(name for name in package.names.values() if name.lower().endswith("/workbook.xml"))
    if MACROS in package.body("[Content_Types].xml"):
        raise OfficeError(f"“{package.path.name}”带有宏", remedy=SHEETS)
    tree, styles = SheetTree(package, parts[sheet.name]), Styles(package, book)
    main = [index for index, key in columns.keys.items() if key == NAME]
    slots = Finder(tree, sheet, head, styles, main).find()
    return Template(package, mark, book, parts, sheet, head, columns, tree, styles, slots)


def _chosen(book: Book, words: frozenset[str], path: Path) -> tuple[Sheet, Head]:
    """Return the sheet whose headings fit best: of two alike the user says which."""
    found = [(sheet, head) for sheet in book.sheets if (head := find_head(sheet, words))]
    if not found:
        raise OfficeError(
            f"“{path.name}”里没有找到表头",
            remedy="请检查是否选对了文件；表头要有“姓名”这样的列名，并在前 15 行以内",
        )
    top = max(head.score for _sheet, head in found)
    best = [pair for pair in found if pair[1].score == top]
    if len(best) > 1:
        raise AlikeError([sheet.name for sheet, _head in best])
    return best[0]
