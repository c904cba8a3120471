"""少交（免交）党费审批表 (dues-06): the request as it stands on record, or empty to be filled by hand."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.core.paper_words import day_of_document, on_paper
from partyoffice.dues.decisions import agreed_by
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.queries.waivers import of_person, request_of
from partyoffice.dues.rules.editions import rate_spoken
from partyoffice.dues.rules.months import Month, month_of, span_spoken, spoken
from partyoffice.dues.rules.waivers import kind_of
from partyoffice.dues.rules.waivers import spoken as waived
from partyoffice.members import card
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.dues.records import Waiver

Texts = Mapping[str, Any]
ASKS = (
    Field("start", "哪次申请（起始月份）", Kind.DAY, hint="空着最近的"),
    Field("opinion", "党支部意见", Kind.LONG, hint="空着照登记写；没有研究的留空"),
    Field("note", "备注"),
)
OFFERS = {
    **card.OFFERS, "base": "计算基数", "rate": "交纳比例", "due": "核定每月应交", "kind": "少交或免交",
    "months": "起止月份", "amount": "每月交纳", "reason": "困难情况", "applied": "本人申请日期",
    "studied": "支部研究日期", "approved": "上级批准日期", "upper": "上级党委意见",
}  # fmt: skip


def values(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of the form; who has no request on record takes an empty one."""
    one = _wanted(session, person_id, asked)
    texts = {**card.values(session, person_id, asked.on), "note": on_paper(asked.text("note"))}
    at = month_of(one.start) if one is not None else month_of(asked.on)
    texts |= _set(session, person_id, at)
    texts |= _request(session, one) if one is not None else {}
    return texts | ({"opinion": on_paper(asked.text("opinion"))} if asked.text("opinion") else {})


def _wanted(session: "Session", person_id: int, asked: Asked) -> "Waiver | None":
    """Return the request asked for, the newest without a month (OfficeError for a month of none)."""
    found, start = of_person(session, person_id), asked.day("start")
    if start is None or not found:
        return next(iter(found), None)
    fit = [one for one in found if month_of(one.start) == month_of(start)]
    if not fit:
        raise OfficeError(
            f"没有从{spoken(month_of(start))}起的申请", remedy="请核对月份，或空着印最近一次申请"
        )
    return fit[0]


def _set(session: "Session", person_id: int, at: Month) -> Texts:
    account = accounts(session, range(at, at + 1), {person_id}).get(person_id)
    rate = account.rate(at) if account is not None else None
    if rate is None:
        return {}
    return {
        "due": grouped(rate.due), "base": grouped(rate.base) if rate.base is not None else "—",
        "rate": rate_spoken(rate.rate) if rate.rate is not None else "—",
    }  # fmt: skip


def _request(session: "Session", one: "Waiver") -> Texts:
    request, days = request_of(one), ("applied", "studied", "approved")
    told = {key: day for key in days if (day := getattr(one, key)) is not None}
    return {
        "kind": kind_of(one.amount), "months": span_spoken(request.first, request.last),
        "amount": grouped(one.amount), "reason": on_paper(one.reason), "opinion": _agreed(session, one),
        "upper": f"同意。{on_paper(one.approved_by)}" if one.approved is not None else "",
        **{key: day_of_document(day) for key, day in told.items()},
    }  # fmt: skip


def _agreed(session: "Session", one: "Waiver") -> str:
    """Return what the branch said, as far as it is on record; where it is not, the place stays empty."""
    if one.studied is None:
        return ""
    request, (_meeting, held) = request_of(one), agreed_by(session, one.item_id)
    when = f"经{held.partition(' ')[2]}研究" if held else "经支部研究"
    return f"{when}，同意{waived(request)}，报上级党委审批。"


PAPERS = (
    Paper(
        "dues-06", "党员少交（免交）党费审批表", ("member",), "dues-06", values, asks=ASKS, offers=OFFERS,
        note="照“少交免交”里的登记填；没有登记的印空白，由本人和支部手写",
    ),
)  # fmt: skip
