"""The forms of 年度核定: an amount with its pay slip, reckoned beside the fields while it is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.core.money import grouped
from partyoffice.dues.actions.assess import assess, correct_assessment
from partyoffice.dues.actions.assess_many import sign
from partyoffice.dues.queries.assessments import Line
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.records import Assessment
from partyoffice.dues.rules.amount import amount_of, reckon
from partyoffice.dues.rules.assessing import STEADY, WITHIN, payer_after
from partyoffice.dues.rules.editions import FIXED, Terms
from partyoffice.dues.rules.items import columns_of
from partyoffice.dues.rules.months import day_of, month_of
from partyoffice.dues.rules.slips import HEADS, read_slip, slip_text
from partyoffice.dues.rules.words import Cause, Payer
from partyoffice.store.base import fields_of
from partyoffice.store.settings import OPERATOR, get
from partyoffice.ui.register import Sheet
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Assessment)}
PAYER, START = STORED["payer"], replace(STORED["start"], hint="如 2026-01")
SLIP = Field("slip", "工资项目", Kind.TABLE, choices=HEADS, hint="可从表格粘贴；扣除的照填正数")
BASE = STORED["base"]
DUE = replace(STORED["due"], title="另定每月应交", required=False)
CAUSE = replace(STORED["cause"], choices=tuple(map(str, WITHIN)), required=True)
NOTE = replace(STORED["note"], hint="另定、更正、年中核定的写明原因")
REST = tuple(STORED[key] for key in ("on", "by", "signed"))
FIELDS = (PAYER, START, SLIP, BASE, DUE, NOTE, *REST)
WITHIN_FIELDS = (CAUSE, *FIELDS)
HOW = "有工资项目的，基数由程序算；只知道基数的，直接填基数。另定数额的，在说明里写依据。"


def setting(desk: "Desk") -> Sheet:
    """Return the form of a line: its amount to be mended, or the first of the year."""
    return Sheet(
        FIELDS, _begin, judge=_judge, remarks=partial(_remarks, desk), wanted=partial(_wanted, FIELDS),
        follow=_follow, note=lambda _line: HOW,
    )  # fmt: skip


def within(desk: "Desk") -> Sheet:
    """Return the form of another amount in the same year."""
    return Sheet(
        WITHIN_FIELDS, _begin_within, judge=_judge, remarks=partial(_remarks, desk),
        wanted=partial(_wanted, WITHIN_FIELDS),
        follow=_follow, note=lambda _line: f"只在退休、失业、转入、更正等情形下核定。{STEADY}。",
    )  # fmt: skip


SIGNING = Sheet((replace(STORED["signed"], required=True),), lambda *_: {"signed": Day.of(clock.today())})


# -- what stands in them -------------------------------------------------------------------------


def _begin(session: "Session", line: Line) -> Values:
    held = line.held
    if held is None:
        usual = {"on": Day.of(clock.today()), "by": get(session, OPERATOR)}
        slip = slip_text((one.title, None) for one in columns_of([line.payer]))
        return {**usual, "payer": str(line.payer), "start": day_of(line.row.first), "slip": slip}
    values = {one.key: getattr(held, one.key) for one in (PAYER, START, NOTE, *REST)}
    by_hand = held.due if held.due != held.reckoned else None
    base = None if held.items else held.base
    return {**values, "slip": slip_text(held.slip), "base": base, "due": by_hand}


def _begin_within(session: "Session", line: Line) -> Values:
    now, today = line.row.now, Day.of(clock.today())
    usual = {"on": today, "by": get(session, OPERATOR), "cause": str(Cause.RETIRED)}
    payer = payer_after(Cause.RETIRED, line.payer)
    slip = slip_text((one.title, None) for one in columns_of([payer]))
    start = max(
        month_of(now.start) + 1 if now is not None else line.row.first, min(month_of(today), line.row.last)
    )
    return {**usual, "payer": str(payer), "start": day_of(start), "slip": slip}


def _wanted(fields: Sequence[Field], values: Values) -> Sequence[str]:
    """Ask for no pay slip where the amount is fixed."""
    fixed = values.get("payer") in FIXED
    return [one.key for one in fields if not fixed or one not in {SLIP, BASE}]


def _judge(values: Values) -> Mapping[str, str]:
    try:
        read_slip(str(values.get("slip") or ""))
    except ValueError as error:
        return {SLIP.key: str(error)}
    return {}


def _remarks(desk: "Desk", values: Values) -> Mapping[str, Sequence[Remark]]:
    """Reckon what the values come to, under the items or the base."""
    if not values.get("payer") or values.get("start") is None:
        return {}
    with desk.open_office().reading() as session:
        try:
            told = _reckoned(terms(session), values)
        except (OfficeError, ValueError) as error:
            told = [Remark(Severity.WARN, str(error).replace("数据没有改动。", ""))]
    return {DUE.key: told}


def _reckoned(agreed: Terms, values: Values) -> list[Remark]:
    payer, at = Payer(values["payer"]), month_of(values["start"])
    slip = read_slip(str(values.get("slip") or ""))
    if payer in FIXED or slip:
        basis, amount = reckon(payer, slip, at, agreed)
    else:
        basis, amount = None, amount_of(payer, values.get("base"), at, agreed)
    if amount.due is None:
        return []
    sum_ = basis.steps if basis is not None else ""
    said = f"按规定每月应交 {grouped(amount.due)} 元"
    steps = "；".join(filter(None, (sum_, amount.steps if amount.base is not None else "")))
    return [Remark(Severity.INFO, said, steps, amount.article)]


def _follow(_desk: object, dialog: "Asking") -> None:
    """Let the kind follow the cause, and the items to be filled in the kind."""
    dialog.form.committed.connect(partial(_propose, dialog))


def _propose(dialog: "Asking", key: str) -> None:
    values = dialog.form.values()
    if key == CAUSE.key and values.get(key):
        payer = payer_after(Cause(values[key]), Payer(values[PAYER.key]))
        dialog.form.set_value(PAYER.key, str(payer))
    if key in {CAUSE.key, PAYER.key} and values.get(PAYER.key) and not _has_amounts(values):
        asked = columns_of([Payer(dialog.form.values()[PAYER.key])])
        dialog.form.set_value(SLIP.key, slip_text((one.title, None) for one in asked))


def _has_amounts(values: Values) -> bool:
    """Say whether any amount is typed, also one that cannot be read."""
    try:
        return bool(read_slip(str(values.get(SLIP.key) or "")))
    except ValueError:
        return True


# -- what they do --------------------------------------------------------------------------------


def _given(values: Values) -> dict[str, Any]:
    given = {key: value for key, value in values.items() if key != SLIP.key}
    fixed = values.get("payer") in FIXED
    given["items"] = [] if fixed else read_slip(str(values.get("slip") or ""))
    return given | ({"base": None} if fixed else {})


def set_or_mend(session: "Session", line: Line, values: Values) -> None:
    """Set the first amount of the year, or mend the one of the line."""
    if line.held is None:
        assess(session, line.row.id, line.row.year, _given(values))
    else:
        correct_assessment(session, line.held.id, _given(values))


def set_within(session: "Session", line: Line, values: Values) -> None:
    """Set another amount in the same year."""
    assess(session, line.row.id, line.row.year, _given(values))


def sign_for(session: "Session", line: Line, values: Values) -> None:
    """Note that the member signed."""
    if line.held is not None:
        sign(session, line.held.id, values["signed"])
