"""结账 and 重开 of a month from the head of its column."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.dues.actions.closing import close_month, reopen_month
from partyoffice.dues.page.ledger.resuming import keep
from partyoffice.dues.queries.closing import closed_periods
from partyoffice.dues.rules.closing import holding, period_of, period_spoken, to_close, to_reopen
from partyoffice.dues.rules.months import Month, spoken
from partyoffice.ui.asking import Asking, form
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.dues.page.ledger.pane import LedgerPane

BY = Field("by", "结账人", Kind.NAME)
WHY = Field("why", "重开原因", Kind.LONG, required=True, hint="如 10 月有一笔现金收款漏记")
CLOSING = "结账以后，这期间收到、付出的钱不能再改；还欠的以后可以补交，记在交款的那个月。"
OPENING = "结账当时的数字留着；改完以后请再结账。"
MOST = 4


class Locking:
    """Closes and opens months for one pane; ``dialog`` is the newest form."""

    def __init__(self, pane: "LedgerPane") -> None:
        self.pane, self.desk = pane, pane.desk
        self.dialog: Asking | None = None

    def _periods(self) -> list[str]:
        with self.desk.open_office().reading() as session:
            return closed_periods(session)

    @writes
    def close(self) -> None:
        """Ask who closes the month, and say which others are closed with it."""
        month = self.pane.month_here()
        if month in self.pane.book.closed:
            self.desk.messages.inform(f"{spoken(month)}已经结账", "要改动的，请先重开。")
            return
        if month >= self.pane.ledger().now.month:
            self.desk.messages.inform(f"{spoken(month)}还没有结束", "请在这个月过了以后结账。")
            return
        others = to_close(period_of(month), self._periods(), self.pane.ledger().since)[:-1]
        note = CLOSING + (f"一并结账：{_said(others)}。" if others else "")
        self._open(month, "结账", BY, {"by": self.pane.entering.how.collector}, note)

    @writes
    def reopen(self) -> None:
        """Ask why the month is opened again, and say which others are opened with it."""
        month = self.pane.month_here()
        held = self._periods()
        if month not in self.pane.book.closed:
            self.desk.messages.inform(f"{spoken(month)}没有结账", "不用重开。")
            return
        own = period_of(month)
        opened = to_reopen(own if own in held else holding(held, month), held)
        others = [one for one in opened if one != own]
        note = (f"一并重开：{_said(others)}。" if others else "") + OPENING
        self._open(month, "重开", WHY, {}, note)

    def _open(self, month: Month, verb: str, asked: Field, values: dict[str, Any], note: str) -> None:
        title = f"{verb} {spoken(month)}"

        def save(given: dict[str, Any]) -> None:
            text = str(given[asked.key] or "")
            with self.desk.open_office().change(title) as session:
                if asked is BY:
                    found = close_month(session, month, text)
                else:
                    found = []
                    reopen_month(session, month, text)
            self.desk.done(f"已{title}")
            self.pane.entering.tell(found)

        self.dialog = Asking(self.pane.window(), title, form([asked], values), verb, save, note=note)
        keep(self.pane, self.dialog, "close" if asked is BY else "reopen")
        self.dialog.begin()


def _said(periods: list[str]) -> str:
    shown = "、".join(map(period_spoken, periods[:MOST]))
    return shown if len(periods) <= MOST else f"{shown} 等 {len(periods)} 期"
