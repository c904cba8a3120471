"""The rules of letters as questions: how long one holds."""

from typing import Any

from partyoffice.core.calculation import Calculation, asked_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import count_of
from partyoffice.transfers.rules.letter import validity
from partyoffice.transfers.rules.words import ARTICLE_LETTER, LONGEST, MOST_DAYS, OFFERED, SPAN


def calc_letter(issued: str, days: str) -> dict[str, Any]:
    """Say through which day a letter holds, and whether it may hold so long (example 64)."""
    start, number = asked_day(issued, "开具日期"), count_of(days)
    if number is None or number > LONGEST:
        raise OfficeError(f"有效天数“{days}”不是 0 至 {LONGEST} 的整数", remedy=f"请填 {OFFERED}")
    found = validity(start, number)
    said = f"{start} 开具，{number} 天，有效至 {found.through}"
    return {
        "valid_through": str(found.through) if found.allowed else None,
        "days_in_words": found.words, "allowed": found.allowed, "article": ARTICLE_LETTER,
        "steps": said if found.allowed else f"{number} 天不在 1 至 {MOST_DAYS} 天之内，不能这样开具",
    }  # fmt: skip


CALCULATIONS = (
    Calculation(
        "letter",
        "介绍信有效期",
        (
            Field("issued", "开具日期", Kind.DAY, required=True),
            Field("days", "有效期（天）", Kind.NUMBER, required=True, hint=SPAN),
        ),
        calc_letter,
    ),
)
