"""The small forms of the ledger: a month of many, a sum of one, 流入地已交, as what payments are entered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.actions.collect import pay, pay_span
from partyoffice.dues.actions.mend import correct_payment
from partyoffice.dues.page.ledger.how import COLLECTOR, FIELDS, METHOD, NOTE, ON, PAYER
from partyoffice.dues.page.ledger.resuming import keep
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.records import Payment
from partyoffice.dues.rules import paying
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import Month, day_of, month_of, quarter_of, span_spoken, spoken
from partyoffice.ui.asking import Asking, form
from partyoffice.ui.form_dialog import Save
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.core.finding import Finding
    from partyoffice.dues.page.ledger.pane import LedgerPane
    from partyoffice.dues.queries.ledger import Row

FIRST = Field("first", "起始月份", Kind.DAY, required=True, hint="如 2026-11")
LAST = Field("last", "截止月份", Kind.DAY, required=True, hint="只交一个月的，与起始月份相同")
AMOUNT = Field("amount", "金额", Kind.MONEY, required=True, hint="几个月的写合计")
MONTH = Field("month", "所属月份", Kind.DAY, required=True)
RECEIPT = Field("receipt", "收据编号")
MOST_MONTHS = 24  # entered at once; more is an old ledger, which is imported
PAYING = (FIRST, LAST, AMOUNT, ON, METHOD, COLLECTOR, PAYER, NOTE)
MENDING = (MONTH, AMOUNT, ON, METHOD, COLLECTOR, PAYER, RECEIPT, NOTE)
SEEN = replace(ON, title="见到凭据的日期")
ELSEWHERE = (SEEN, replace(COLLECTOR, title="查验人"), replace(NOTE, hint="流入地党组织、凭据编号"))


class Forms:
    """Opens the forms of one pane; ``dialog`` is the newest."""

    def __init__(self, pane: "LedgerPane") -> None:
        self.pane, self.desk = pane, pane.desk
        self.dialog: Asking | None = None

    def _open(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        verb: str,
        save: Save,
        note: str = "",
        word: str = "one",
    ) -> Asking:
        made = form(fields, values)
        dialog = Asking(self.pane.window(), title, made, verb, save, note=note)
        self.dialog = dialog
        keep(self.pane, dialog, word)
        return dialog.begin()

    # A month of many -----------------------------------------------------------------------

    def month(self, month: Month, rows: Sequence["Row"], whose: str) -> None:
        """Ask for day, way and collector of a month; Enter takes them as they are."""
        wanted = [row for row in rows if self._asked(row, month)]
        if not wanted:
            self.desk.messages.inform(
                f"{spoken(month)}没有要登记的", "列出的人都已交清，或不用交、还没有核定。"
            )
            return
        how = self.pane.entering.how
        given = {**how.given(), "payer": ""}
        fields = (ON, METHOD, COLLECTOR, NOTE)
        title, note = f"登记 {spoken(month)}收缴", self._preview(month, rows, wanted, whose)
        save = partial(self._save_month, month, wanted)
        self._open(title, fields, given, f"登记 {len(wanted)} 人", save, note, "month").verb.setFocus()

    def _asked(self, row: "Row", month: Month) -> int:
        """Return what a month asks of somebody now; who pays by the quarter is asked in its last month."""
        months: Sequence[Month] = [month]
        if row.account.quarterly(month):
            months = quarter_of(month) if month == quarter_of(month)[-1] else ()
        cells = [cell for cell in row.cells if cell.month in months]
        return sum(paying.still_open(cell) for cell in cells if not paying.why_resting(cell))

    def _preview(self, month: Month, rows: Sequence["Row"], wanted: Sequence["Row"], whose: str) -> str:
        total = grouped(sum(self._asked(row, month) for row in wanted))
        cells = [cell for row in rows for cell in row.cells if cell.month == month]
        unset = sum(cell.state is State.UNSET for cell in cells)
        paid = sum(bool(cell.paid) for cell in cells)
        parts = [f"{whose}：{len(wanted)} 人按应交登记，共 {total} 元", f"已有 {paid} 人交过"]
        parts += [f"{unset} 人还没有核定，不登记"] if unset else []
        return "；".join(parts) + "。其中还没有交的人，登记以后选中他的格子按 Del 去掉。"

    def _save_month(self, month: Month, rows: Sequence["Row"], given: dict[str, Any]) -> None:
        texts = {key: str(given[key] or "") for key in ("method", "collector", "note")}
        self.pane.entering.collect({month: list(rows)}, {"on": given["on"], "payer": "", **texts}, must=True)
        # The day is this month's alone: the next Ctrl+N, Enter must not enter November as of October.
        self._keep({**given, "on": self.pane.entering.how.on})

    def _keep(self, given: Mapping[str, Any]) -> None:
        how = self.pane.entering.how
        how.take({"payer": how.payer, **given})
        self.pane.tell_how()

    # A sum of one --------------------------------------------------------------------------

    def pay(self, row: "Row", month: Month, amount: int | None = None, why: str = "") -> None:
        """Ask for a sum of one or several months; ``amount`` is what was typed, ``why`` it is asked for."""
        begin: dict[str, Any] = {
            "first": day_of(month),
            "last": day_of(month),
            **self.pane.entering.how.given(),
        }
        open_ = sum(paying.still_open(cell) for cell in row.cells if cell.month == month)
        begin["amount"] = amount if amount is not None else open_ or None
        note = why or "几个月一起交的，写起止月份和合计；合计应等于这些月份还差的金额。"
        dialog = self._open(
            f"登记党费：{row.name}", PAYING, begin, "登记", partial(self._save_pay, row), note
        )
        dialog.form.committed.connect(partial(self._follow, dialog, row))
        if amount is not None:
            dialog.form.jump("note")

    def _follow(self, dialog: Asking, row: "Row", key: str) -> None:
        """Propose the sum of the months once they are chosen."""
        values = dialog.form.values()
        if key not in {"first", "last"} or not (values["first"] and values["last"]):
            return
        open_ = self._open_months(row, *_span(values))
        if open_:
            dialog.form.set_value("amount", sum(open_.values()))

    def _open_months(self, row: "Row", first: Month, last: Month) -> dict[Month, int]:
        if first > last or last - first > MOST_MONTHS:
            return {}
        months = range(first, last + 1)
        with self.desk.open_office().reading() as session:
            account = accounts(session, months, {row.id}).get(row.id)
        if account is None:
            return {}
        cells = [account.cell(month, self.pane.ledger().now) for month in months]
        return {cell.month: paying.still_open(cell) for cell in cells if not paying.why_resting(cell)}

    def _save_pay(self, row: "Row", given: dict[str, Any]) -> None:
        first, last = _span(given)
        how: dict[str, Any] = {key: given[key] or "" for key in ("method", "collector", "payer", "note")}
        sentence = f"登记{span_spoken(first, last)}党费：{row.name} {grouped(given['amount'])} 元"
        findings: Sequence[Finding] = ()
        with self.desk.open_office().change(sentence) as session:
            if first == last:
                taken = pay(session, row.id, first, given["amount"], on=given["on"], **how)
                findings = taken.findings
            else:
                found = pay_span(session, row.id, first, last, on=given["on"], **how)
                _must_agree(found.amount, given["amount"], span_spoken(first, last))
        self.desk.done(f"已{sentence}")
        self.pane.entering.tell(findings)

    def one(self) -> None:
        """Open what the current month holds: a new payment, the one there is, or the list of several."""
        row, cell = self.pane.current() or (None, None)
        if row is None or cell is None:
            self.desk.messages.inform("没有选中月份", "请先选中一个月份的格子。")
            return
        there = self.pane.entering.payments(row, cell.month)
        if len(there) > 1:
            self.desk.go_to("dues", view="payments", person=row.id)
        elif there and not there[0].elsewhere:
            self._mend(row, there[0])
        else:
            self.pay(row, cell.month)

    def _mend(self, row: "Row", there: Payment) -> None:
        begin = {field.key: getattr(there, field.key) for field in MENDING}
        fields = tuple(replace(one, required=False) if one.key == "on" else one for one in MENDING)
        save = partial(self._save_mended, row, there.id)
        self._open(f"更正党费：{row.name} {spoken(month_of(there.month))}", fields, begin, "保存", save)

    def _save_mended(self, row: "Row", payment_id: int, given: dict[str, Any]) -> None:
        sentence = f"更正{spoken(month_of(given['month']))}党费：{row.name} {grouped(given['amount'])} 元"
        texts = {key: given[key] or "" for key in ("method", "collector", "payer", "receipt", "note")}
        with self.desk.open_office().change(sentence) as session:
            taken = correct_payment(session, payment_id, {**given, **texts})
        self.desk.done(f"已{sentence}")
        self.pane.entering.tell(list(taken.findings))

    # Elsewhere, and how --------------------------------------------------------------------

    @writes
    def elsewhere(self) -> None:
        """Ask when the proof was seen that the selected months were paid at 流入地."""
        places = [one for one in self.pane.entering.places() if one[1].state is not State.NONE]
        if not places:
            self.desk.messages.inform("没有选中月份", "请先选中在流入地交了党费的月份。")
            return
        months = span_spoken(places[0][1].month, places[-1][1].month)
        who = len({row.id for row, _cell in places})
        title = f"登记流入地已交：{places[0][0].name if who == 1 else f'{who} 人'} {months}"
        begin = {"on": self.pane.entering.how.on, "collector": self.pane.entering.how.collector}

        def save(given: dict[str, Any]) -> None:
            how = {"on": given["on"], "collector": given["collector"] or "", "note": given["note"] or ""}
            self.pane.entering.elsewhere(places, how)

        note = "凭流动党员活动证在流入地党组织交了的，这里只记已交，不计入本支部的实交和结存。"
        self._open(title, ELSEWHERE, begin, "登记", save, note, "elsewhere")

    @writes
    def how(self) -> None:
        """Ask as what the payments that are typed from now on are entered."""
        how = self.pane.entering.how
        note = "从现在起在表里登记的，都用这里的日期、方式、收款人；日期写今天的，明天自动换成明天。"
        self._open("登记用的日期、方式、收款人", FIELDS, how.given(), "确定", self._keep, note, "how")


def _must_agree(wanted: int, given: int, months: str) -> None:
    if wanted != given:
        said = f"{months}还差 {grouped(wanted)} 元，写的是 {grouped(given)} 元"
        raise OfficeError(said, remedy="金额写成合计；只交一部分的，请逐月登记")


def _span(values: Mapping[str, Any]) -> tuple[Month, Month]:
    first, last = values["first"], values["last"]
    if not isinstance(first, Day) or not isinstance(last, Day):
        raise OfficeError("月份没有填写", remedy="请写起始月份和截止月份，如 2026-11")
    return month_of(first), month_of(last)
