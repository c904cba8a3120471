"""Find the row of headings in a sheet, and the sheet in a workbook.

Real headings stand below title bands, notes and date lines, take two rows, carry blanks, stars,
colons and bracketed hints. A row is scored by how many of its texts are known headings.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import read_json
from partyoffice.core.text import clean_name
from partyoffice.intake.sheet import Book, Month, Sheet, Value

FIRST_ROWS = 15
# No heading is as long; a cell may hold 32 767 characters.
LONGEST = 120
TARGET, OTHER = 2, 1
_BRACKETS = re.compile(r"[(\[【〔{]([^)\]】〕}]*)[)\]】〕}]")
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a heading as it is compared: NFKC, no blanks, stars, colons or bracketed hints."""
    solid = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    return (_BRACKETS.sub("", solid) or solid).strip("*:·•、,.").casefold()


def hint(text: str) -> str:
    """Return what stands in a heading's brackets, such as 支部大会 or 2019/10/24."""
    found = _BRACKETS.search(_BLANKS.sub("", unicodedata.normalize("NFKC", text)))
    return found.group(1) if found else ""


def known(*keys: str) -> tuple[str, ...]:
    """Return the headings met for these fields of ``resources/headings.json`` (KeyError if none)."""
    fields = read_json("headings.json")["fields"]
    return tuple(dict.fromkeys(word for key in keys for word in fields[key]))


@cache
def every_known() -> frozenset[str]:
    """Return every heading ever met; a row full of them is a row of headings."""
    return frozenset(word for words in read_json("headings.json")["fields"].values() for word in words)


def always_asked() -> Mapping[str, list[str]]:
    """Return the headings never mapped by guess, with the meanings no field has."""
    asked: Mapping[str, list[str]] = read_json("headings.json")["ask"]
    return asked


@cache
def giving_way() -> frozenset[str]:
    """Return the loose headings, such as 联系电话, that leave a field to a stricter one (手机号码)."""
    return frozenset(read_json("headings.json")["give_way"])


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a sheet: ``row`` is the sheet's own number (the lower of two rows).

    ``labels`` holds one text for each column, "" where there is none; ``first`` is the index
    of the first row below among ``Sheet.rows``.
    """

    row: int
    labels: tuple[str, ...]
    first: int
    score: int


def shown(value: Value | Month) -> str:
    """Return a heading cell as one line without blanks between characters."""
    return clean_name(value[:LONGEST].replace("\n", "")) if isinstance(value, str) else ""


def _score(words: Iterable[str], targets: Collection[str]) -> int:
    plains = {plain(word) for word in words if word}
    hits = sum(word in targets for word in plains)
    few = hits == 1 and len(plains) == 1
    return TARGET * hits + OTHER * len((plains - set(targets)) & every_known()) if hits > 1 or few else 0


def _upper(sheet: Sheet, index: int) -> list[str]:
    """Return the upper heading texts, each spread over the columns it stands above."""
    row, number = [shown(value) for value in sheet.rows[index]], sheet.numbers[index]
    spans = {b: d for a, b, c, d in sheet.facts.merged if a <= number <= c}
    texts, text, until = [], "", 0
    for column, own in enumerate(row, 1):
        if own:
            text, until = own, spans.get(column, column if sheet.facts.merged else len(row))
        texts.append(text if own or column <= until else "")
    return texts


def _joined(sheet: Sheet, index: int, targets: Collection[str]) -> list[str]:
    upper, own = _upper(sheet, index), [shown(value) for value in sheet.rows[index]]
    lower = [shown(value) for value in sheet.rows[index + 1]]
    width = max(len(upper), len(lower))
    for texts in (upper, own, lower):
        texts.extend([""] * (width - len(texts)))
    return [_one_label(*texts, targets) for texts in zip(upper, own, lower, strict=True)]


def _one_label(upper: str, own: str, lower: str, targets: Collection[str]) -> str:
    if not lower:
        return own
    if not upper:
        return lower
    both = (upper + lower, lower + upper, lower)
    best = next((text for text in both if plain(text) in targets), "")
    return best or next((text for text in both if plain(text) in every_known()), f"{upper}/{lower}")


def find_head(sheet: Sheet, targets: Collection[str]) -> Head | None:
    """Return the best row of headings among the first rows, or None; ``targets`` are plain headings."""
    best: Head | None = None
    for index, number in enumerate(sheet.numbers[:FIRST_ROWS]):
        if number in sheet.facts.hidden_rows:
            continue
        labels = [shown(value) for value in sheet.rows[index]]
        best = _better(best, Head(number, tuple(labels), index + 1, _score(labels, targets)))
        if sheet.numbers[index + 1 : index + 2] == [number + 1]:
            joined = _joined(sheet, index, targets)
            # Joining must win more headings than either row alone has, or it is a row of data.
            alone = _score((shown(value) for value in sheet.rows[index + 1]), targets)
            score = _score(joined, targets)
            if score > alone:
                best = _better(best, Head(number + 1, tuple(joined), index + 2, score))
    return best


def _better(best: Head | None, other: Head) -> Head | None:
    return other if other.score > (best.score if best else 0) else best


def above(sheet: Sheet, head: Head) -> list[str]:
    """Return the texts over the headings: title, unit, the line with the date."""
    lines = (
        row for number, row in zip(sheet.numbers, sheet.rows[: head.first], strict=False) if number < head.row
    )
    return [text for row in lines for value in row if (text := shown(value))]


def choose(book: Book, targets: Collection[str], title: str, such: str = "姓名") -> tuple[Sheet, Head]:
    """Return the sheet with the best headings; refuses none at all, and two that fit equally.

    ``such`` is a heading that must be there, named where there is none.
    """
    found = [(sheet, head) for sheet in book.sheets if (head := find_head(sheet, targets))]
    if not found:
        raise OfficeError(
            f"“{book.file}”里没有找到{title}的表头",
            remedy=f"请检查是否选对了文件，要导入的是不是这一种表；表头要有“{such}”这样的列名，可先下载导入模板对照",
        )
    filled = [pair for pair in found if len(pair[0].rows) > pair[1].first] or found
    top = max(head.score for _sheet, head in filled)
    best = [pair for pair in filled if pair[1].score == top]
    if len(best) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet, _head in best)
        raise OfficeError(f"工作表{names}都像是要导入的表", remedy="请指明导入哪一张（命令行用 --sheet）")
    return best[0]
