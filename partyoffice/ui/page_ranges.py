"""Which pages to print, as people write it: 1-3,5."""

import re
import unicodedata
from collections.abc import Sequence

from partyoffice.core.errors import OfficeError

EXAMPLE = "请写成 1-3,5 这样"
_SPLIT = re.compile(r"[,，、;；\s]+")
_SPAN = re.compile(r"(\d{1,5})(?:[-－—–~～至到](\d{1,5}))?")


def read_pages(text: str, count: int) -> list[int]:
    """Return the pages meant, from 0, each once, in order; OfficeError says what is wrong."""
    plain = re.sub(r"\s*([-—–~～至到])\s*", r"\1", unicodedata.normalize("NFKC", text).strip())
    parts = [part for part in _SPLIT.split(plain.replace("第", "").replace("页", "")) if part]
    if not parts:
        raise OfficeError("没有写页码", remedy=EXAMPLE)
    return sorted({at for part in parts for at in _span(part, count)})


def _span(part: str, count: int) -> range:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise OfficeError(f"“{part}”不是页码", remedy=EXAMPLE)
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        raise OfficeError(f"“{part}”前面的页码比后面的大", remedy=f"请写成 {last}-{first}")
    if first < 1 or last > count:
        raise OfficeError(
            f"没有第 {last if last > count else first} 页", remedy=f"这份文件只有 {count} 页，请改写页码"
        )
    return range(first - 1, last)


def written(pages: Sequence[int]) -> str:
    """Return pages (from 0) as people write them, such as 1-3,5."""
    runs: list[list[int]] = []
    for at in pages:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return ",".join(str(run[0] + 1) if len(run) == 1 else f"{run[0] + 1}-{run[-1] + 1}" for run in runs)
