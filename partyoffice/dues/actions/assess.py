"""核定: what a member pays a month is set, mended, taken back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import grouped
from partyoffice.dues.queries.assessments import Assessed, assessed
from partyoffice.dues.queries.closing import closed_periods
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.records import Assessment
from partyoffice.dues.rules import assessing
from partyoffice.dues.rules.amount import Amount, amount_of, reckon
from partyoffice.dues.rules.base import Basis
from partyoffice.dues.rules.closing import first_holding, period_spoken
from partyoffice.dues.rules.editions import FIXED, Terms
from partyoffice.dues.rules.items import DEDUCT, IGNORE
from partyoffice.dues.rules.months import Month, day_of, month, month_of, spoken
from partyoffice.dues.rules.words import Cause, Payer
from partyoffice.store import rows
from partyoffice.store.bulk import add_rows
from partyoffice.store.settings import OPERATOR, get

Slip = Sequence[tuple[str, int]]
Given = Mapping[str, Any]
SIGNS = {DEDUCT: "−", IGNORE: ""}
EMPTY = (None, "")


# -- one member --------------------------------------------------------------------------------


def assess(session: Session, person_id: int, year: int, given: Given) -> Assessment:
    """Set what a member pays from a month of a year on.

    ``given`` may hold ``payer``, ``start``, ``items`` (headings with fen), ``base``, ``due``, ``cause``,
    ``on``, ``by``, ``signed``, ``note``; what is not given is as usual. Raises OfficeError where the base is
    not above 0, where an amount other than the rules' has no word why, and within the year without a cause.
    """
    (made,) = set_many(session, [(row_of(session, person_id, year), given)], terms(session))
    return session.get_one(Assessment, made)


def set_many(session: Session, wanted: Iterable[tuple[Assessed, Given]], agreed: Terms) -> list[int]:
    """Set amounts of many whose year is read already; return the records' ids in order."""
    usual = {"on": Day.of(clock.today()), "by": get(session, OPERATOR)}
    closed = closed_periods(session)
    return add_rows(
        session, Assessment, [_new(row, usual | _told(one), agreed, closed) for row, one in wanted]
    )


def _new(row: Assessed, given: Given, agreed: Terms, closed: Collection[str]) -> dict[str, Any]:
    """Return the columns of an amount that is set."""
    cause = Cause(given.get("cause") or row.cause)
    usual = {"payer": assessing.payer_after(cause, row.payer), "start": day_of(row.first), "cause": cause}
    whole: dict[str, Any] = usual | dict(given)
    whole["start"] = day_of(month_of(whole["start"]))
    _must_begin(row, month_of(whole["start"]), cause, str(whole.get("note") or ""))
    _must_be_open(closed, month_of(whole["start"]), row.year)
    return {"person_id": row.id, "year": row.year, **_reckoned(row.name, whole, agreed)}


def correct_assessment(session: Session, assessment_id: int, given: Given) -> Assessment:
    """Mend an amount (更正); what is not given stays. Where months were paid by it, a word says why."""
    made = session.get_one(Assessment, assessment_id)
    row = row_of(session, made.person_id, made.year)
    mend_many(session, [(row, made, given)], terms(session))
    return made


def mend_many(session: Session, wanted: Iterable[tuple[Assessed, Assessment, Given]], agreed: Terms) -> None:
    """Mend amounts of many whose year is read already."""
    closed = closed_periods(session)
    with session.no_autoflush:
        for row, made, given in wanted:
            rows.fill_row(made, _mended(row, made, given, agreed, closed))
    session.flush()


def _mended(
    row: Assessed, made: Assessment, given: Given, agreed: Terms, closed: Collection[str]
) -> dict[str, Any]:
    """Return the columns of an amount that is mended."""
    before, due = {key: getattr(made, key) for key in _KEPT}, made.due
    before |= {"items": [(one["title"], one["amount"]) for one in made.items], "due": _by_hand(made)}
    whole = before | dict(given)
    whole["start"] = day_of(month_of(whole["start"]))
    start = min(month_of(made.start), month_of(whole["start"]))
    values = _reckoned(row.name, whole, agreed)
    if values["due"] != due or whole["start"] != made.start:
        why = assessing.why_not_changed(row.paid_since(start), str(given.get("note") or ""))
        _refuse(row, why, "核定错了的，在“核定”里写明更正的原因；退休等情形用“年中核定”")
        _must_be_open(closed, start, made.year)
    _refuse(
        row, assessing.why_not_from(month_of(whole["start"]), row.year, row.first, row.last), "请核对月份"
    )
    return values


_KEPT = ("payer", "start", "base", "cause", "on", "by", "signed", "note")


def _by_hand(made: Assessment) -> int | None:
    """Return the amount where it was set otherwise than reckoned."""
    return made.due if made.due != made.reckoned else None


def drop_assessment(session: Session, assessment_id: int) -> None:
    """Take an amount back by which nothing was paid."""
    made = session.get_one(Assessment, assessment_id)
    row, start = row_of(session, made.person_id, made.year), month_of(made.start)
    if paid := row.paid_since(start):
        _refuse(row, f"{spoken(start)}起的核定已经交了 {paid} 个月，不能撤销", "填错的请更正，并写明原因")
    _must_be_open(closed_periods(session), start, made.year)
    rows.drop_row(session, made)


# -- what all of them ask ----------------------------------------------------------------------


def row_of(session: Session, person_id: int, year: int) -> Assessed:
    """Return somebody's year (OfficeError where nothing is owed in it)."""
    found = assessed(session, year, clock.today(), {person_id})
    if not found:
        raise OfficeError(
            f"这个人 {year} 年不在这里交党费，不用核定", remedy="请核对入党时间、在册时间和“交纳起止”"
        )
    return found[0]


def _told(given: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what a form left empty."""
    return {key: value for key, value in given.items() if value not in EMPTY}


def _refuse(row: Assessed, why: str, remedy: str) -> None:
    if why:
        raise OfficeError(f"{row.name}：{why}", remedy=remedy)


def _must_begin(row: Assessed, start: Month, cause: Cause, note: str) -> None:
    _refuse(row, assessing.why_not_from(start, row.year, row.first, row.last), "请核对起交月份")
    before = month_of(row.now.start) if row.now is not None else None
    _refuse(row, assessing.why_not_again(cause, start, before, note), "请在“年中核定”里选原因，并写明情况")


def _must_be_open(closed: Collection[str], start: Month, year: int) -> None:
    """Refuse an amount that would alter what closed months ask for."""
    if period := first_holding(closed, range(start, month(year, 12) + 1)):
        raise OfficeError(
            f"{period_spoken(period)}已经结账，不能再改动应交数额",
            remedy="请核对起交月份；确要改动，请先在“结账”里写明原因重开，改完再结",
        )


def _reckoned(name: str, whole: Mapping[str, Any], agreed: Terms) -> dict[str, Any]:
    """Return the columns of a record: what was given, and what the rules make of it."""
    payer, at = Payer(whole["payer"]), month_of(whole["start"])
    slip, typed = list(whole.get("items") or ()), whole.get("due")
    basis, amount = _amount(name, payer, slip, whole.get("base"), at, agreed, typed)
    due = typed if typed is not None else amount.due if amount is not None else None
    note = str(whole.get("note") or "").strip()
    _must_be_due(name, due, amount, note)
    values = {key: whole.get(key) for key in ("start", "on", "signed")}
    values |= {
        "payer": str(payer),
        "cause": str(whole["cause"]),
        "by": str(whole.get("by") or ""),
        "note": note,
    }
    return values | {"due": due, "items": slip_lines(basis)} | amount_columns(amount)


def _amount(
    name: str, payer: Payer, slip: Slip, base: int | None, at: Month, agreed: Terms, typed: int | None
) -> tuple[Basis | None, Amount | None]:
    try:
        if payer in FIXED or slip:
            return reckon(payer, slip, at, agreed)
        if base is None and typed is not None:
            return None, None
        return None, amount_of(payer, base, at, agreed)
    except OfficeError as error:
        if typed is not None and not slip:
            return None, None
        raise OfficeError(f"{name}：{error.what}", remedy=error.remedy) from error


def _must_be_due(name: str, due: int | None, amount: Amount | None, note: str) -> None:
    if due is None:
        raise OfficeError(f"{name}没有计算基数，还不能核定", remedy="请填工资项目，或直接填计算基数")
    if due <= 0:
        raise OfficeError(
            f"{name}的每月应交是 {grouped(due)}", remedy="请核对基数；少交、免交的在“少交免交”里办理"
        )
    usual = amount.due if amount is not None else None
    if due != usual and not note:
        told = f"按规定应为 {grouped(usual)} 元" if usual is not None else "没有基数可以核对"
        raise OfficeError(f"{name}每月应交 {grouped(due)} 元，{told}", remedy="请在“说明”里写明依据")


def amount_columns(amount: Amount | None) -> dict[str, Any]:
    """Return the columns of a record that say how its amount was reckoned."""
    if amount is None:
        return {
            "base": None,
            "rate": None,
            "raw": "",
            "rounding": "",
            "reckoned": None,
            "capped": False,
            "edition": "",
        }
    return {
        "base": amount.base, "rate": amount.rate, "raw": amount.raw_spoken, "rounding": str(amount.rounding),
        "reckoned": amount.due, "capped": amount.capped, "edition": amount.edition.name,
    }  # fmt: skip


def slip_lines(basis: Basis | None) -> list[dict[str, Any]]:
    """Return a pay slip as a record keeps it."""
    return [
        {
            "key": one.item.key, "title": one.title, "amount": one.amount,
            "sign": SIGNS.get(one.sign, "+"), "counted": one.counted,
        }
        for one in (basis.lines if basis is not None else ())
    ]  # fmt: skip
