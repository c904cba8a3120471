"""党费收据 (dues-05): three parts with a number that is never given twice."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import amount_in_words, grouped, read_yuan
from partyoffice.core.paper_words import day_of_document, numbered, on_paper
from partyoffice.dues.rules.words import Method
from partyoffice.members.card import stamp
from partyoffice.organisation.queries import signs
from partyoffice.part import Asked, Paper
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SERIES = "党费收据"
ASKS = (
    Field("number", "编号", Kind.NUMBER, hint="空着取下一个号"),
    Field("payer", "交款单位（个人）", required=True),
    Field("reason", "事由", required=True, hint="如 自愿多交党费、下级上缴党费"),
    Field("period", "所属期", hint="如 2026年7月至9月"),
    Field("people", "人数", Kind.NUMBER),
    Field("amount", "金额（元）", required=True, hint="如 1200.00"),
    Field("method", "方式", Kind.CHOICE, choices=tuple(Method)),
    Field("day", "日期", Kind.DAY, required=True, month_allowed=False),
    Field("issuer", "收款单位", hint="空着印本单位"),
    Field("receiver", "收款人", Kind.NAME),
    Field("giver", "交款人", Kind.NAME, hint="经手交款的人，空着由本人签"),
)
PLAIN = ("payer", "reason", "period", "people", "method", "receiver", "giver")
OFFERS = {one.key: one.title for one in ASKS} | {"words": "金额大写", "day_words": "日期（汉字）"}


def values(session: "Session", _body: int, asked: Asked) -> Mapping[str, Any]:
    """Return the texts that all three parts bear (OfficeError for an amount that is none)."""
    typed, amount = asked.text("amount"), None
    if typed:
        amount = _read(typed)
    on = asked.day("day")
    return {
        **{key: on_paper(asked.text(key)) for key in PLAIN},
        "number": numbered(asked.text("number"), on.year) if on is not None else asked.text("number"),
        "amount": "" if amount is None else f"¥{grouped(amount)}",
        "words": "" if amount is None else amount_in_words(amount),
        "day_words": day_of_document(on) if on is not None else "",
        "issuer": on_paper(asked.text("issuer")) or signs(session), "stamp": stamp(session),
    }  # fmt: skip


def _read(typed: str) -> int:
    try:
        amount = read_yuan(typed)
    except ValueError as error:
        raise OfficeError(str(error), remedy="请改写金额") from error
    if amount <= 0:
        raise OfficeError(f"收据金额 {grouped(amount)} 不对", remedy="请核对金额，收据只开给收进来的钱")
    return amount


def usual(session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose the day, the office and who receives."""
    return {
        "day": str(on), "issuer": signs(session), "receiver": str(settings.get(session, settings.OPERATOR)),
        "method": str(Method.CASH),
    }  # fmt: skip


PAPERS = (
    Paper("dues-05", "党费收据", ("body",), "dues-05", values, asks=ASKS, usual=usual, offers=OFFERS,
          series=SERIES, kept=True,
          note="存根、收据、记账三联，沿线裁开；每月交的党费登记党费证，一般不另开收据"),
)  # fmt: skip
