"""上缴: the periods of a year, what of each is to be passed up by when, and what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.actions import money, remitting
from partyoffice.dues.page.registers.vouchers import attaching
from partyoffice.dues.queries.money import vouchers_of
from partyoffice.dues.queries.remitting import (
    DONE,
    DUE,
    LATE,
    NONE,
    RUNNING,
    STATES,
    Period,
    counts,
    pending,
    periods,
    remittances,
    remitted_years,
)
from partyoffice.dues.records import Assessment, Closing, Entry, Opening, Payment, Voucher, Waiver
from partyoffice.dues.records.settings import REMIT_RATIO
from partyoffice.dues.rules.months import day_of, month_of, span_spoken
from partyoffice.dues.rules.remitting import BASIS, Figures, share
from partyoffice.dues.rules.words import Account
from partyoffice.meetings.page.registers.choosing import filled
from partyoffice.organisation.records import APPROVER
from partyoffice.store import settings
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View, adding, removing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Entry)}
START, END = (replace(STORED[key], required=True) for key in ("start", "end"))
ON = replace(STORED["on"], title="上缴日期", month_allowed=False)
RATIO = replace(STORED["ratio"], required=True)
PARTY = replace(STORED["party"], title="上缴给", hint="上级党委")
FIELDS = (
    START, END, RATIO, STORED["amount"], ON, STORED["account"], PARTY, STORED["handler"], STORED["receiver"],
    STORED["voucher"], STORED["note"],
)  # fmt: skip
MARKS = {DONE: Mark.DONE, RUNNING: Mark.RING, DUE: Mark.SOON, LATE: Mark.LATE, NONE: Mark.SAME}
SPOKEN = "2026年10月至12月"


@dataclass(frozen=True, slots=True)
class Row:
    """A period and the files kept with its remittance."""

    period: Period
    vouchers: tuple[Voucher, ...] = ()

    @property
    def id(self) -> int:
        """The remittance, or below nothing while there is none."""
        return self.period.id

    @property
    def entry(self) -> Entry | None:
        """The remittance."""
        return self.period.entry

    @property
    def span(self) -> str:
        """Its months."""
        return span_spoken(self.period.first, self.period.last)


def read(session: "Session", look: Look) -> list[Row]:
    """Return the periods of a year in their order."""
    files = vouchers_of(session)
    return [
        Row(one, tuple(files.get(one.id, ()))) for one in periods(session, look.year or look.on.year, look.on)
    ]


def years(session: "Session") -> Sequence[int]:
    """Return the years that have something remitted or to be remitted."""
    return remitted_years(session, clock.today())


def _figure(key: str, title: str, kind: Kind = Kind.NUMBER) -> Shown:
    """Return a column of what the ledger says; empty where an old book does not."""

    def of(row: Row) -> int | None:
        return getattr(row.period.figures, key) if row.period.figures is not None else None

    return Shown(Field(key, title, kind), of, sample="100000.00" if kind is Kind.MONEY else "2000")


def _kept(key: str, title: str = "", **more: Any) -> Shown:  # noqa: ANN401 -- the rest of a Shown
    field = replace(STORED[key], title=title or STORED[key].title)
    return Shown(field, lambda row: getattr(row.entry, key, None), **more)


def _relief(row: Row) -> str:
    one = row.period.figures
    return f"{one.reduced} / {one.waived}" if one is not None and (one.reduced or one.waived) else ""


def _card(_session: "Session", row: Row) -> Card:
    one, entry = row.period, row.entry
    way = filled(
        ("期限", one.by), ("上缴", entry.on if entry else ""),
        ("金额", grouped(entry.amount) if entry else ""),
        ("账户", entry.account if entry else ""), ("上缴给", entry.party if entry else ""),
        ("经手", entry.handler if entry else ""), ("接收", entry.receiver if entry else ""),
        ("凭证号", entry.voucher if entry else ""), ("备注", entry.note if entry else ""),
    )  # fmt: skip
    files = tuple((f"附件 {at}", each.name) for at, each in enumerate(row.vouchers, 1))
    sections = (
        ("办理", way), ("台账", _told(one.figures) if one.figures else ()),
        ("应上缴", (("算式", one.told), ("说明", BASIS))), ("凭证", files),
    )  # fmt: skip
    return Card(row.span, f"应上缴 {grouped(one.reckoned)}", one.state, MARKS[one.state], (), sections)


def _told(one: Figures) -> tuple[tuple[str, str], ...]:
    return filled(
        ("党员", one.members), ("应交", f"{one.owing} 人　{grouped(one.due)}"),
        ("实交", f"{one.payers} 人　{grouped(one.paid)}"),
        ("还差", grouped(one.lacking) if one.lacking else ""),
        ("少交", one.reduced), ("免交", one.waived),
        ("未核定", f"{one.unset} 人，没有计入应交" if one.unset else ""),
    )  # fmt: skip


# -- the form ---------------------------------------------------------------------------------


def _begin(session: "Session", row: Row | None) -> Values:
    """Propose the period of a row, or the first that is open, and what it comes to."""
    open_ = [one for one in pending(session, clock.today()) if one.slip.base > 0]
    one = row.period if row is not None else next(iter(open_), None)
    ratio, last = int(settings.get(session, REMIT_RATIO)), _last(session)
    common = {
        "on": Day.of(clock.today()), "ratio": ratio, "handler": str(settings.get(session, settings.OPERATOR)),
        "account": last.account if last else str(Account.BANK), "receiver": last.receiver if last else "",
        "party": last.party if last and last.party else str(settings.get(session, APPROVER)),
    }  # fmt: skip
    if one is None:
        return common
    end = min(one.last, month_of(clock.today()))
    reckoned = share(counts(session).slip(one.first, end).base, ratio)
    return {**common, "start": day_of(one.first), "end": day_of(end), "amount": reckoned}


def _last(session: "Session") -> Entry | None:
    return next(iter(remittances(session)[::-1]), None)


def _now(_session: "Session", row: Row) -> Values:
    return {one.key: getattr(row.entry, one.key) for one in FIELDS}


def _follow(desk: "Desk", dialog: "Asking", but: int | None = None) -> None:
    """Propose the amount anew when months or ratio change; what it is made of stands above."""

    def follow(key: str) -> None:
        values = dialog.form.values()
        start, end, ratio = (values.get(each) for each in ("start", "end", "ratio"))
        if key not in {"start", "end", "ratio"} or start is None or end is None or ratio is None:
            return
        with desk.open_office().reading() as session:
            found = counts(session, but).slip(month_of(start), month_of(end))
        dialog.form.set_value("amount", share(found.base, int(ratio)))
        dialog.note.setText(found.told(int(ratio)))
        dialog.note.show()

    dialog.form.committed.connect(follow)


def _judge(values: Values) -> Mapping[str, str]:
    start, end = values.get("start"), values.get("end")
    wrong = start is not None and end is not None and month_of(end) < month_of(start)
    return {
        **({"end": "截止月份在起始月份以前"} if wrong else {}),
        **({"amount": "金额要大于零"} if (values.get("amount") or 0) <= 0 else {}),
    }


def _note(row: Row | None) -> str:
    return row.period.told if row is not None else ""


# -- work -------------------------------------------------------------------------------------


def _add(session: "Session", _row: Row | None, given: Values) -> int:
    return remitting.remit(session, given).id


def _mend(session: "Session", row: Row, given: Values) -> None:
    remitting.correct_remittance(session, row.id, given)


def _drop(session: "Session", row: Row, _given: Values) -> None:
    money.drop_entry(session, row.id)


def _sentence(_row: Row | None, given: Values) -> str:
    span = span_spoken(month_of(given["start"]), month_of(given["end"]))
    return f"上缴{span}党费 {grouped(given['amount'])} 元"


def _not_done(row: Row) -> str:
    return "" if row.entry is not None else "这一期还没有上缴"


def _not_open(row: Row) -> str:
    if row.entry is not None:
        return f"这一期已经在 {row.entry.on} 上缴"
    return "" if row.period.slip.base > 0 else "这一期还没有可上缴的党费"


def _print(desk: "Desk", rows: Sequence[Row]) -> None:
    one = rows[0].period
    given = {"start": str(day_of(one.first)), "end": str(day_of(one.last))}
    desk.open_dialog("print", paper="dues-04", given=given)


def _mending(row: Row) -> Sheet:
    return Sheet(FIELDS, _now, judge=_judge, note=_note, follow=partial(_follow, but=row.id))


def _is(*states: str) -> "Callable[[Row], bool]":
    return lambda row: row.period.state in states


SHEET = Sheet(FIELDS, _begin, judge=_judge, note=_note, follow=_follow)
REMITTANCES = Register(
    "dues-remittances",
    "党费上缴",
    (
        Shown(Field("span", "所属月份"), lambda row: row.period.first,
              text=lambda row: row.span, sample=SPOKEN),
        Shown(Field("state", "状态", Kind.CHOICE, choices=STATES), lambda row: row.period.state,
              mark=lambda row: MARKS[row.period.state], sample="没有可上缴的　"),
        Shown(Field("by", "期限", Kind.DAY), lambda row: Day.of(row.period.by)),
        _figure("members", "党员"),
        _figure("owing", "应交人数"),
        _figure("payers", "实交人数"),
        _figure("due", "应交金额", Kind.MONEY),
        _figure("paid", "实交金额", Kind.MONEY),
        Shown(Field("relief", "少交 / 免交"), _relief, sample="12 / 3"),
        Shown(Field("reckoned", "应上缴", Kind.MONEY), lambda row: row.period.reckoned, sample="100000.00"),
        _kept("amount", "已上缴", sample="100000.00"),
        _kept("on", "上缴日期"),
        _kept("account", sample="银行"),
        _kept("party", "上缴给", sample="党" * 10),
        _kept("handler", sample="沈砚秋"),
        _kept("receiver", sample="沈砚秋"),
        _kept("voucher", hidden=True),
        _kept("note", hidden=True),
    ),
    read,
    lambda row: row.span,
    (
        replace(adding("登记上缴", _add, SHEET), sentence=_sentence),
        Verb("remit", "登记这一期", _add, SHEET, Role.OPEN, "check", button=True, why_not=_not_open,
             press="登记上缴", sentence=_sentence),
        Verb("open", "更正", _mend, _mending, Role.OPEN, "pencil", button=True, press="保存",
             why_not=_not_done),
        *attaching(lambda row: row.entry, lambda row: row.vouchers, _not_done),
        Verb("print", "打印上缴单", icon="printer", button=True, show=_print),
        removing(_drop, why_not=_not_done),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("due", "待上缴", _is(DUE, LATE)),
        View("done", DONE, _is(DONE)),
    ),
    years,
    frozenset({Entry, Voucher, Opening, Payment, Assessment, Waiver, Closing}),
    _card,
    empty=Empty("inbox", "还没有可上缴的党费", "收缴以后，按设置的期限（每月、每季度等）列出应上缴多少。"),
    unit="期",
    roster="dues-remittances",
    hint="月份、经手人、接收人",
    topic="dues-money",
)  # fmt: skip
