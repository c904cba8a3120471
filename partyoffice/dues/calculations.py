"""The rules of 党费 as questions."""

from typing import Any

from partyoffice.core import clock
from partyoffice.core.calculation import Calculation, asked_day, whole_number
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import half_width
from partyoffice.dues.records.settings import COLLECT_DAY
from partyoffice.dues.rules.arrears import read_months, step_of, told
from partyoffice.dues.rules.ledger import ARTICLE_LATE, Account, Now, Paid, Rate, Relief
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import Month, spoken

LAST_DAY = 31
YES = frozenset({"是", "1", "true", "yes", "y"})

# -- arrears --------------------------------------------------------------------------------------


def calc_arrears(
    due_from: str, on: str = "", paid: str = "", waived: str = "", quarterly: str = "", collect_day: str = ""
) -> dict[str, Any]:
    """Say how many months in a row are unpaid and what that asks for (examples 30, 32, 33)."""
    day, since = asked_day(on, "截至日期"), _month(due_from, "从哪个月起交")
    last = whole_number(collect_day, "党费日", LAST_DAY) if collect_day else int(COLLECT_DAY.default)
    now = Now.of(day, last)
    account = Account(
        0, (Span(since, None),), (Rate(0, since, max(since, now.month), 1),),
        [Relief(0, one, one, 0) for one in _months(waived, "免交的月份")],
        [Span(since, None)] if quarterly.strip().lower() in YES else [],
        {one: Paid(1, one) for one in _months(paid, "已交的月份")},
    )  # fmt: skip
    run = [cell.month for cell in account.run(since, now)]
    late = len(list(account.late(since, now)))
    counted = spoken(now.month if now.collected else now.month - 1)
    steps = f"{day}，党费日是每月 {last} 日，算到{counted}；欠交共 {late} 个月，最近连续 {len(run)} 个月"
    return {
        "run": len(run), "level": str(step_of(len(run))), "message": told(run), "late": late,
        "article": ARTICLE_LATE, "steps": steps,
    }  # fmt: skip


def _month(text: str, title: str) -> Month:
    found = _months(text, title)
    if not found:
        raise OfficeError(f"没有写明{title}", remedy="请写成 2026-01")
    return found[0]


def _months(text: str, title: str) -> list[Month]:
    try:
        return read_months(half_width(text), clock.today())
    except ValueError as error:
        raise OfficeError(f"{title}：{error}", remedy="请写成 2026-01、2026-03至2026-05") from error


CALCULATIONS = (
    Calculation(
        "arrears",
        "欠交党费",
        (
            Field("due_from", "从哪个月起交", Kind.DAY, required=True, hint="如 2026-01"),
            Field("on", "截至日期", Kind.DAY, hint="不填为今天"),
            Field("paid", "已交的月份", hint="如 2026-03、2026-05至2026-07"),
            Field("waived", "免交的月份", hint="写法同上"),
            Field("quarterly", "按季交纳", Kind.CHOICE, choices=("是", "否"), open=False),
            Field("collect_day", "党费日（几号）", Kind.NUMBER, hint="不填为 10"),
        ),
        calc_arrears,
    ),
)
