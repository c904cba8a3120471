"""交接: who gave the book to whom, with the cash as counted and the bank's statement beside the book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.actions import handing
from partyoffice.dues.queries.handing import HandoverRow, handovers
from partyoffice.dues.queries.money import balance
from partyoffice.dues.records import Handover
from partyoffice.meetings.page.registers.choosing import filled
from partyoffice.store import settings
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Handover)}
ON = replace(STORED["on"], month_allowed=False)
OF_BOOK = "照交接日期从账上算，不用填"
CASH_BOOK, BANK_BOOK = (replace(STORED[key], hint=OF_BOOK) for key in ("cash_book", "bank_book"))
ITEMS = Field("items", "移交清单", Kind.TABLE, choices=handing.HEADS, hint="一行一件，可从表格粘贴")
FIELDS = (
    ON, STORED["giver"], STORED["taker"], STORED["watcher"], CASH_BOOK, STORED["cash"], BANK_BOOK,
    STORED["bank"], ITEMS, STORED["note"],
)  # fmt: skip
USUAL = (
    "党费收支账\t1 本",
    "党费收缴台账\t1 册",
    "现金\t",
    "银行存折（对账单）\t",
    "收据、凭证\t",
    "印章、密钥\t",
)
NOTE = "现金当面清点，银行照对账单写；和账面不一致的写明原因。交接以后打印清单，三方签字。"


def read(session: "Session", _look: Look) -> list[HandoverRow]:
    """Return every handover, the newest first."""
    return handovers(session)


def _begin(session: "Session", _row: None) -> Values:
    book, giver = balance(session, clock.today()), str(settings.get(session, settings.OPERATOR))
    amounts = {CASH_BOOK.key: book.cash, BANK_BOOK.key: book.bank}
    return {"on": Day.of(clock.today()), "giver": giver, **amounts, ITEMS.key: "\n".join(USUAL)}


def _now(_session: "Session", row: HandoverRow) -> Values:
    values = {one.key: getattr(row.one, one.key) for one in FIELDS}
    lines = ["\t".join(each.get(key, "") for key in ("name", "count", "note")) for each in row.one.items]
    return {**values, ITEMS.key: "\n".join(lines)}


def _follow(desk: "Desk", dialog: "Asking") -> None:
    """Say what the book says of the day that is chosen."""

    def follow(key: str) -> None:
        on = dialog.form.values().get("on")
        if key != "on" or on is None or not on.exact:
            return
        with desk.open_office().reading() as session:
            book = balance(session, on.first)
        dialog.form.set_value(CASH_BOOK.key, book.cash)
        dialog.form.set_value(BANK_BOOK.key, book.bank)

    dialog.form.committed.connect(follow)


def _add(session: "Session", _row: None, given: Values) -> int:
    return handing.hand_over(session, given).id


def _mend(session: "Session", row: HandoverRow, given: Values) -> None:
    handing.correct_handover(session, row.id, given)


def _drop(session: "Session", row: HandoverRow, _given: Values) -> None:
    handing.drop_handover(session, row.id)


def _sentence(_row: object, given: Values) -> str:
    return f"登记党费交接：{given['giver']} 移交 {given['taker']}"


def _card(_session: "Session", row: HandoverRow) -> Card:
    one = row.one
    people = filled(("日期", one.on), ("移交", one.giver), ("接收", one.taker), ("监交", one.watcher))
    amounts = (
        ("现金账面", grouped(one.cash_book)), ("清点", grouped(one.cash)),
        ("银行账面", grouped(one.bank_book)), ("对账单", grouped(one.bank)), ("差额", row.differs or "无"),
    )  # fmt: skip
    items = tuple((each["name"], f"{each['count']}　{each['note']}".strip() or "有") for each in one.items)
    sections = (
        ("交接", people),
        ("款项", amounts),
        ("移交清单", items),
        ("说明", filled(("备注", one.note))),
    )
    return Card(one.label(), str(one.on), "有差额" if row.differs else "账款相符", _mark(row), (), sections)


def _mark(row: HandoverRow) -> Mark:
    return Mark.WARN if row.differs else Mark.DONE


def _kept(key: str, sample: str) -> Shown:
    return Shown(STORED[key], lambda row: getattr(row.one, key), sample=sample)


def _print(desk: "Desk", rows: Sequence[HandoverRow]) -> None:
    desk.open_dialog("print", paper="dues-11", given={"day": str(rows[0].one.on)})


SHEET = Sheet(FIELDS, _begin, note=lambda _row: NOTE, follow=_follow)
HANDOVERS = Register(
    "dues-handovers",
    "党费交接",
    (
        Shown(STORED["on"], lambda row: row.one.on),
        *(_kept(key, "沈砚秋") for key in ("giver", "taker", "watcher")),
        *(_kept(key, "100000.00") for key in ("cash_book", "cash", "bank_book", "bank")),
        Shown(Field("agrees", "账款", Kind.CHOICE, choices=("相符", "有差额")),
              lambda row: "有差额" if row.differs else "相符", mark=_mark, sample="有差额　"),
        Shown(Field("items", "移交物品", Kind.NUMBER), lambda row: len(row.one.items), sample="12"),
        Shown(STORED["note"], lambda row: row.one.note, sample="说" * 12),
    ),
    read,
    lambda row: row.one.label(),
    (
        replace(adding("登记交接", _add, SHEET), sentence=_sentence),
        opening(_mend, Sheet(FIELDS, _now, note=lambda _row: NOTE, follow=_follow)),
        Verb("print", "打印交接清单", icon="printer", button=True, show=_print),
        removing(_drop),
    ),
    kinds=frozenset({Handover}),
    card=_card,
    empty=Empty("users", "还没有交接", "管党费的人换了，账册、现金、存折、票据当面清点，登记在这里。"),
    unit="次",
    hint="移交人、接收人",
    topic="dues-money",
)  # fmt: skip
