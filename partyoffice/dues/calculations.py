"""The rules of 党费 as questions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from partyoffice.core import clock
from partyoffice.core.calculation import Calculation, asked_day, whole_number
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import read_yuan, yuan
from partyoffice.core.text import half_width
from partyoffice.dues.records.settings import COLLECT_DAY
from partyoffice.dues.rules.amount import Amount, amount_of, reckon
from partyoffice.dues.rules.arrears import read_months, step_of, told
from partyoffice.dues.rules.editions import USUAL, Terms, rate_spoken
from partyoffice.dues.rules.items import ADD, DEDUCT, IGNORE
from partyoffice.dues.rules.ledger import ARTICLE_LATE, Account, Now, Paid, Rate, Relief
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import Month, month_of, spoken
from partyoffice.dues.rules.slips import read_items
from partyoffice.dues.rules.words import Payer, Rounding

Named = TypeVar("Named")

LAST_DAY = 31
PAYERS = {
    "在职": Payer.STAFF, "离退休": Payer.RETIRED, "学生": Payer.STUDENT, "下岗": Payer.JOBLESS,
    "农民": Payer.FARMER, **{str(one): one for one in Payer},
}  # fmt: skip
ROUNDS = dict(zip(("分", "角", "元", "元进"), Rounding, strict=True))
KIND_FIELD = Field("kind", "人员类型", Kind.CHOICE, choices=tuple(PAYERS), open=False)
MOST_SHARE = 100
YES = frozenset({"是", "1", "true", "yes", "y"})

# -- amounts --------------------------------------------------------------------------------------


def calc_dues(kind: str, base: str = "", rounding: str = "", on: str = "") -> dict[str, Any]:
    """Return what a month costs by base and kind of payer (examples 2 to 18, 23, 24)."""
    terms = Terms(rounding=_named(ROUNDS, rounding or "分", "取整方式"))
    payer, month = _named(PAYERS, kind, "人员类型"), month_of(asked_day(on, "日期"))
    found = amount_of(payer, _fen(base) if base.strip() else None, month, terms)
    return _amount(found) | {"article": found.article, "steps": found.steps}


def calc_base(items: str, month: str, kind: str = "", share: str = "") -> dict[str, Any]:
    """Return the base of a pay slip by the edition of a month, and what it comes to (examples 20, 21)."""
    payer, at = _named(PAYERS, kind or "在职", "人员类型"), _month(month, "月份")
    terms = Terms(share=whole_number(share, "基础性绩效比例", MOST_SHARE)) if share else USUAL
    try:
        slip = read_items(items)
    except ValueError as error:
        raise OfficeError(str(error), remedy="请写成 岗位工资=2540,薪级工资=1950") from error
    basis, amount = reckon(payer, slip, at, terms)
    lines = basis.lines if basis is not None else ()
    signs = {"counted": ADD, "ignored": IGNORE, "deducted": DEDUCT}
    told = {
        key: {one.title: yuan(one.counted or one.amount) for one in lines if one.sign is sign}
        for key, sign in signs.items()
    }
    steps = "；".join(filter(None, (basis.steps if basis is not None else "", amount.steps)))
    return {
        **_amount(amount),
        **told,
        "edition": amount.edition.name,
        "article": amount.article,
        "steps": steps,
    }


def _amount(found: Amount) -> dict[str, Any]:
    return {
        "base": None if found.base is None else yuan(found.base),
        "rate": None if found.rate is None else rate_spoken(found.rate),
        "raw": found.raw_spoken.replace(",", "") or None,
        "due": None if found.due is None else yuan(found.due),
        "capped": found.capped,
    }


def _named(known: Mapping[str, Named], text: str, title: str) -> Named:
    if text.strip() not in known:
        raise OfficeError(f"没有名为“{text}”的{title}", remedy=f"可用：{'、'.join(known)}")
    return known[text.strip()]


def _fen(text: str) -> int:
    try:
        return read_yuan(text)
    except ValueError as error:
        raise OfficeError(f"计算基数：{error}", remedy="请写成 4963.90 这样的元") from error


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
        "dues",
        "每月应交党费",
        (
            replace(KIND_FIELD, required=True),
            Field("base", "计算基数", Kind.MONEY, hint="学生等交固定数额的不填"),
            Field("round", "取整", Kind.CHOICE, choices=tuple(ROUNDS), open=False, hint="不填为分"),
            Field("on", "日期", Kind.DAY, hint="不填为今天"),
        ),
        lambda kind, base="", on="", **more: calc_dues(kind, base, more.get("round", ""), on),
    ),
    Calculation(
        "base",
        "党费计算基数",
        (
            Field(
                "items",
                "工资项目",
                Kind.LONG,
                required=True,
                hint="如 岗位工资=2540,薪级工资=1950,个税=21.35",
            ),
            Field("month", "月份", Kind.DAY, required=True, hint="如 2026-01"),
            KIND_FIELD,
            Field("share", "绩效没有分开的，百分之几算基础性", Kind.NUMBER, hint="不填为 70"),
        ),
        calc_base,
    ),
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
