"""What is typed into the tables of a form: votes, posts, those not counted; and the same as text again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean, table_of
from partyoffice.elections.rules.counting import Votes

VOTES = ("姓名", "赞成", "不赞成", "弃权")
POSTS = ("姓名", "职务")
ABOUT = ("姓名", "拟任职务", "简要情况")
EXCLUDED = ("姓名", "原因", "上级同意日期", "大会通过日期")
EXCLUDED_KEYS = ("name", "reason", "consented", "adopted")


def cells(text: str, width: int) -> list[list[str]]:
    """Return the rows of a typed table that hold anything, each as wide as the table."""
    rows = [[clean(cell) for cell in row] for row in table_of(text or "")]
    return [(row + [""] * width)[:width] for row in rows if any(row)]


def table_text(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as a table is typed: tabs between cells, a line each."""
    return "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)


def votes_in(text: str, stands: Sequence[str]) -> list[Votes]:
    """Return the votes of a typed counting sheet; who does not stand was written in (OfficeError else)."""
    found = []
    for name, *numbers in cells(text, len(VOTES)):
        if not name:
            raise OfficeError("有票数没有写姓名", remedy="请写明是谁的票数，或清空这一行")
        yes, no, abstain = (_number(name, one) for one in numbers)
        found.append(Votes(name, yes, no, abstain, written_in=name not in stands))
    return found


def _number(name: str, text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()):
        raise OfficeError(f"{name}的票数“{text}”不是整数", remedy="请写数字，没有的空着")
    return int(text)


def posts_in(text: str) -> dict[str, str]:
    """Return the posts of a typed table by name."""
    return {name: post for name, post in cells(text, len(POSTS)) if name and post}


def excluded_in(text: str) -> list[dict[str, str]]:
    """Return who is not counted, with the reason and both consents."""
    return [dict(zip(EXCLUDED_KEYS, row, strict=True)) for row in cells(text, len(EXCLUDED))]


def excluded_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return who is not counted as the table shows them."""
    return table_text([[row.get(key, "") for key in EXCLUDED_KEYS] for row in rows])


def agreed(rows: Iterable[Mapping[str, Any]]) -> int:
    """Return how many are left out of 应到: those to whom the body above and the meeting agreed."""
    return sum(bool(row.get("consented")) and bool(row.get("adopted")) for row in rows)
