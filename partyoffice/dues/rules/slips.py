"""A pay slip as a small table of texts: 岗位工资 and 2540.00, a line each."""

import re
from collections.abc import Iterable

from partyoffice.core.money import read_yuan, yuan
from partyoffice.core.text import is_nothing, table_of

HEADS = ("项目", "金额")


def read_slip(text: str) -> list[tuple[str, int]]:
    """Return headings with fen; what has no amount is left out (ValueError for what is none)."""
    found = []
    for cells in table_of(text):
        title, amount = (*cells, "", "")[:2]
        if not title or is_nothing(amount) or title == HEADS[0]:
            continue
        fen = read_yuan(amount)
        if fen < 0:
            raise ValueError(f"“{title}”是负数；扣除的项目照填正数，由程序减去")
        found.append((title, fen))
    return found


def read_items(text: str) -> list[tuple[str, int]]:
    """Return the items of one line, ``岗位工资=2540,薪级工资=1950`` (ValueError for what is none)."""
    found = []
    for piece in filter(str.strip, re.split(r"[,;，；、\n]+", text)):
        title, equals, amount = piece.replace("＝", "=").partition("=")
        if not equals or not title.strip():
            raise ValueError(f"“{piece.strip()}”看不懂，应写成 岗位工资=2540")
        found += read_slip(f"{title.strip()}\t{amount.strip()}")
    return found


def slip_text(slip: Iterable[tuple[str, int | None]]) -> str:
    """Return a slip as a form shows it; None leaves the amount to be filled in."""
    return "\n".join(f"{title}\t{'' if fen is None else yuan(fen)}" for title, fen in slip)
