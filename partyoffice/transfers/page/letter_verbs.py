"""The verbs on the letters of a move: printed, noted, void, and the receiver told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.store import numbers
from partyoffice.transfers.actions import letters
from partyoffice.transfers.page.asking import CARRIER, DAYS, ISSUED, NUMBER, ON, PAID_TO, WHY, Values, today
from partyoffice.transfers.page.resting import holds, may_write, untold
from partyoffice.transfers.queries import Entry
from partyoffice.transfers.rules.words import MOST_DAYS, SELF, USUAL_DAYS
from partyoffice.ui.register import Sheet, Verb

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.transfers.part import Hooks
    from partyoffice.ui.desk import Desk

WHY_LONG = Field("why_long", "超过 90 天的原因", required=True)
ADDRESSEE = Field("addressee", "抬头", hint="接收的基层党委或组织部门")
OWN_NUMBER = replace(NUMBER, hint="只写数字的，在本单位的编号里占一个号")
WRITTEN = (OWN_NUMBER, ISSUED, DAYS, WHY_LONG, ADDRESSEE, CARRIER, PAID_TO)
INFORMED = Field("informed", "告知接收方日期", Kind.DAY, month_allowed=False, hint="还没有告知的先空着")
GONE_FIELDS = (Field("lost", "是遗失的", Kind.FLAG), ON, WHY, INFORMED)
WRITTEN_NOTE = "上级党委手写或另行打印的介绍信登记在这里；由本程序打印的，打印时自动登记。"


def pressed(
    key: str,
    text: str,
    why_not: Callable[[Entry], str],
    work: "Callable[[Session, Entry, Values], object] | None" = None,
    sheet: Sheet | Callable[[Entry], Sheet] | None = None,
    **more: Any,  # noqa: ANN401 -- what else a verb has
) -> Verb:
    """Return a verb with a button under the list, which stands there while it may be done."""
    return Verb(key, text, work, sheet, button=True, why_not=why_not, **more)


def letter_verbs(hooks: "Hooks") -> tuple[Verb, ...]:
    """Return what can be done with the letters of a move."""
    written = Sheet(WRITTEN, partial(_begin, hooks), wanted=_wanted, note=lambda _row: WRITTEN_NOTE)

    def enter(session: "Session", row: Entry, given: Values) -> None:
        letters.issue_letter(session, row.id, given, hooks.issue)

    def void(session: "Session", row: Entry, given: Values) -> None:
        letters.void_letter(session, row.id, given, hooks.withdraw)

    out, gone = partial(print_out, "trn-01"), Sheet(GONE_FIELDS, today, note=_void_note)
    return (
        pressed("print", "打印介绍信", may_write, icon="printer", show=out),
        pressed("written", "登记已开的介绍信", may_write, enter, written, press="登记介绍信"),
        pressed("void", "作废或登记遗失", holds, void, gone, press="作废"),
        pressed("inform", "登记已告知接收方", untold, _inform, Sheet((ON,), today)),
    )


def _inform(session: "Session", row: Entry, given: Values) -> None:
    letters.inform(session, row.id, given["on"])


def _begin(hooks: "Hooks", session: "Session", row: Entry) -> Values:
    paid_to = row.transfer.paid_to or hooks.paid_to(session, row.person_id, clock.today())
    following = numbers.next_number(session, letters.LETTER, clock.today().year)
    return {
        "number": str(following), "issued": Day.of(clock.today()), "days": USUAL_DAYS, "carrier": SELF,
        "addressee": row.transfer.to_unit, "paid_to": paid_to,
    }  # fmt: skip


def _wanted(values: Values) -> Sequence[str]:
    long = (values.get("days") or 0) > MOST_DAYS
    return [one.key for one in WRITTEN if one is not WHY_LONG or long]


def _void_note(row: Entry) -> str:
    number = row.letter.number if row.letter is not None else ""
    return f"介绍信{number}作废以后编号不再使用。遗失的立即报告开具的党委，查实以后告知接收方，再重新开具。"


def print_out(paper: str, desk: "Desk", rows: Sequence[Entry]) -> None:
    """Open the print dialog for the people of some moves."""
    desk.open_dialog("print", paper=paper, ids=[one.person_id for one in rows])
