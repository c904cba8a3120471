"""上缴: what is passed up for some months, with the figures the ledger gave that day."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import grouped
from partyoffice.core.text import clean, clean_name
from partyoffice.dues.actions.closing import must_be_open
from partyoffice.dues.actions.money import must_be_of_the_book
from partyoffice.dues.queries.remitting import counts, parts_of, remitted, stored
from partyoffice.dues.records import Entry
from partyoffice.dues.rules.months import Month, day_of, month_of, span_spoken
from partyoffice.dues.rules.remitting import covered, share
from partyoffice.dues.rules.words import Flow
from partyoffice.store import rows

Given = Mapping[str, Any]
TEXTS, NAMES = ("party", "voucher", "note"), ("handler", "receiver")


def remit(session: Session, given: Given) -> Entry:
    """Write down a remittance of some months, with what the ledger says of them (OfficeError as below)."""
    return rows.add_row(session, Entry, _tidy(session, given, None))


def correct_remittance(session: Session, entry_id: int, given: Given) -> Entry:
    """Mend a remittance; its figures are taken anew only where its months change."""
    one = session.get_one(Entry, entry_id)
    must_be_open(session, one.on)
    values = _tidy(session, given, one)
    if (one.start, one.end) == (values["start"], values["end"]) and one.figures:
        values["figures"] = one.figures
    rows.correct_row(session, one, values)
    return one


def _tidy(session: Session, given: Given, old: Entry | None) -> dict[str, Any]:
    """Return a remittance as it is stored.

    Raises OfficeError for months that were remitted before or have not come, and for an amount that is
    not what the ratio gives where no note says why.
    """
    values: dict[str, Any] = {
        key: given.get(key) for key in ("on", "account", "amount", "start", "end", "ratio")
    }
    values |= {key: clean(str(given.get(key) or "")) for key in TEXTS}
    values |= {key: clean_name(str(given.get(key) or "")) for key in NAMES}
    first, last = _months(values["start"], values["end"])
    values |= {"start": day_of(first), "end": day_of(last), "flow": str(Flow.REMITTED)}
    values["content"] = f"上缴{span_spoken(first, last)}党费"
    rows.must_be_filled(Entry, values)
    must_be_of_the_book(session, values["on"])
    must_be_open(session, values["on"])
    but = old.id if old is not None else None
    if before := covered(first, last, remitted(session, but)):
        raise OfficeError(
            f"{before} 的党费已经登记过上缴", remedy="以后的补交会并入下一期；写错的请更正原来那一笔"
        )
    found = counts(session, but).slip(first, last)
    figures, parts = parts_of(session, first, last, values["on"].first)
    values["ratio"] = _ratio(values["ratio"])
    _must_be_explained(values, found.told(values["ratio"]), share(found.base, values["ratio"]), old)
    return {**values, "figures": stored(figures, parts, found)}


def _months(start: Day | None, end: Day | None) -> tuple[Month, Month]:
    if start is None or end is None:
        raise OfficeError("没有写所属月份", remedy="请填写起始月份和截止月份")
    first, last = month_of(start), month_of(end)
    if first > last:
        raise OfficeError(f"起始月份 {start} 在截止月份 {end} 以后", remedy="请核对所属月份")
    if last > month_of(clock.today()):
        raise OfficeError(f"{day_of(last)} 还没有到", remedy="预交的党费请到那个月再上缴")
    return first, last


def _ratio(ratio: int | None) -> int:
    if ratio is None or not 0 <= int(ratio) <= 100:
        raise OfficeError(f"上缴比例“{'' if ratio is None else ratio}”不对", remedy="请写 0 到 100 的整数")
    return int(ratio)


def _must_be_explained(values: Given, told: str, reckoned: int, old: Entry | None) -> None:
    if values["amount"] <= 0:
        raise OfficeError("上缴金额要大于零", remedy="没有可上缴的，不用登记")
    same = old is not None and (old.start, old.end, old.amount) == (
        values["start"], values["end"], values["amount"]
    )  # fmt: skip
    if values["amount"] != reckoned and not values["note"] and not same:
        raise OfficeError(
            f"上缴 {grouped(values['amount'])}，按台账应为 {told}",
            remedy="请核对金额；上级另有要求的在备注里写明",
        )
