"""大额与特殊: what is sent up whole, how far it is on its way, and the giver's short profile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.dues.actions import giving
from partyoffice.dues.queries.giving import GiftRow, gift_years, gifts, profile_of
from partyoffice.dues.records import Gift
from partyoffice.dues.rules.giving import Standing, article_of, out_of_order, too_small
from partyoffice.dues.rules.words import GiftKind
from partyoffice.meetings.page.registers.choosing import filled, people
from partyoffice.organisation.records import APPROVER
from partyoffice.store import settings
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Gift)}
PERSON = Field("person_id", "姓名", Kind.LINK, required=True)
FIRST = tuple(STORED[key] for key in ("kind", "amount", "on", "profile", "receiver"))
LATER = tuple(STORED[key] for key in ("passed_on", "receipt", "receipt_given", "note"))
PASSED, RECEIPT = replace(STORED["passed_on"], required=True), replace(STORED["receipt"], required=True)
NOTE = (
    "一次自愿多交 1000 元以上的全额上缴，由基层党委代收，附本人简要情况；中组部开出收据。"
    "这里登记的不进党费账，也不代替每月应交的党费。"
)
MARKS = {
    Standing.AT_HAND: Mark.WARN, Standing.SENT_UP: Mark.SOON, Standing.RECEIPTED: Mark.SOON,
    Standing.DONE: Mark.DONE,
}  # fmt: skip


def read(session: "Session", look: Look) -> list[GiftRow]:
    """Return the gifts of a year."""
    return gifts(session, look.year)


def _links(desk: "Desk", _row: GiftRow | None) -> "Links":
    return people(desk, PERSON.key)


def _propose(desk: "Desk", dialog: "Asking") -> None:
    """Write what the roster knows of the giver into an empty profile, for the user to mend."""

    def fill(key: str) -> None:
        values = dialog.form.values()
        if key == PERSON.key and values[key] and not values["profile"]:
            with desk.open_office().reading() as session:
                dialog.form.set_value("profile", profile_of(session, values[key], clock.today()))

    dialog.form.committed.connect(fill)


def _begin(session: "Session", row: GiftRow | None) -> Values:
    if row is None:
        return {"kind": GiftKind.LARGE, "receiver": str(settings.get(session, APPROVER))}
    return {key: getattr(row.gift, key) for key in (PERSON.key, *STORED)}


def _judge(values: Values) -> Mapping[str, str]:
    small = too_small(str(values.get("kind") or ""), int(values.get("amount") or 0))
    days = ("on", "passed_on", "receipt_given")
    wrong = out_of_order(*((STORED[key].title, values.get(key)) for key in days))
    said = {"amount": f"{small}；{giving.EXTRA}" if small else "", "passed_on": wrong}
    return {key: text for key, text in said.items() if text and key in values}


def _add(session: "Session", _row: None, given: Values) -> int:
    return giving.receive_gift(session, given).id


def _correct(session: "Session", row: GiftRow, given: Values) -> None:
    giving.correct_gift(session, row.id, given)


def _hand_on(session: "Session", row: GiftRow, given: Values) -> None:
    giving.hand_on_gift(session, row.id, given["passed_on"], given["receiver"] or "")


def _take_receipt(session: "Session", row: GiftRow, given: Values) -> None:
    giving.take_receipt(session, row.id, given["receipt"], given["receipt_given"])


def _drop(session: "Session", row: GiftRow, _given: Values) -> None:
    giving.drop_gift(session, row.id)


def _today(_session: "Session", row: GiftRow) -> Values:
    return {"passed_on": Day.of(clock.today()), "receiver": row.gift.receiver}


def _receipt(_session: "Session", row: GiftRow) -> Values:
    return {key: getattr(row.gift, key) for key in ("receipt", "receipt_given")}


def _not_passed(row: GiftRow) -> str:
    return "" if row.gift.passed_on is None else f"已经在 {row.gift.passed_on} 转交"


def _not_receipted(row: GiftRow) -> str:
    if row.gift.passed_on is None:
        return "还没有转交"
    return "收据已经交给本人" if row.standing is Standing.DONE else ""


def _print(desk: "Desk", rows: Sequence[GiftRow]) -> None:
    desk.open_dialog("print", paper="dues-08", given={"year": str(rows[0].gift.on.year)})


def _findings(row: GiftRow) -> tuple[Finding, ...]:
    if not row.outside:
        return ()
    said = f"交纳当日不是党员（{row.category}），请核对日期；群众捐的登记在“捐款”里"
    return (Finding("gift-member", Severity.WARN, said, row.name, article_of(row.gift.kind)),)


def _card(_session: "Session", row: GiftRow) -> Card:
    one = row.gift
    way = filled(
        ("交纳", one.on), ("代收", one.receiver), ("转交", one.passed_on), ("收据号", one.receipt),
        ("收据交本人", one.receipt_given),
    )  # fmt: skip
    told = filled(("简要情况", one.profile), ("说明", one.note))
    sections = (("经过", way), ("情况", told), ("依据", (("条文", article_of(one.kind)),)))
    facts = "·".join(filter(None, (one.kind, row.branch)))
    return Card(row.name, facts, str(row.standing), MARKS[row.standing], _findings(row), sections)


GIFTS = Register(
    "dues-gifts",
    "大额与特殊党费",
    (
        Shown(Field("name", "姓名", Kind.NAME), person=True),
        Shown(STORED["kind"], lambda row: row.gift.kind, sample="大额党费"),
        Shown(STORED["amount"], lambda row: row.gift.amount, sample="100000.00"),
        Shown(STORED["on"], lambda row: row.gift.on),
        Shown(Field("standing", "办理", Kind.CHOICE, choices=tuple(Standing)),
              lambda row: str(row.standing), mark=lambda row: MARKS[row.standing], sample="收据待交本人　"),
        Shown(STORED["receiver"], lambda row: row.gift.receiver, sample="党" * 10),
        Shown(STORED["passed_on"], lambda row: row.gift.passed_on),
        Shown(STORED["receipt"], lambda row: row.gift.receipt, sample="No. 0012345"),
        Shown(STORED["receipt_given"], lambda row: row.gift.receipt_given),
        Shown(Field("branch", "党支部", Kind.CHOICE), sample="第一党支部（文科）"),
        Shown(STORED["note"], lambda row: row.gift.note, hidden=True),
    ),
    read,
    lambda row: f"{row.name} {row.gift.kind}",
    (
        adding("登记大额党费", _add,
               Sheet((PERSON, *FIRST), _begin, _links, _judge, note=lambda _row: NOTE, follow=_propose)),
        Verb("pass", "登记转交", _hand_on, Sheet((PASSED, STORED["receiver"]), _today), icon="arrow-right",
             button=True, many=True, why_not=_not_passed),
        Verb("receipt", "登记收据", _take_receipt, Sheet((RECEIPT, STORED["receipt_given"]), _receipt),
             icon="check", button=True, why_not=_not_receipted),
        opening(_correct, Sheet((PERSON, *FIRST, *LATER), _begin, _links, _judge)),
        Verb("print", "打印大额党费登记表", icon="printer", button=True, show=_print),
        removing(_drop),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", "没有办结", lambda row: row.standing is not Standing.DONE),
        View("special", "特殊党费", lambda row: row.gift.kind == GiftKind.SPECIAL),
    ),
    gift_years,
    frozenset({Gift}),
    _card,
    lambda row: row.gift.person_id,
    Empty("bookmark", "这一年没有大额和特殊党费",
          "一次自愿多交 1000 元以上的登记在这里：全额上缴，不进党费账，转交和收据都有着落。"),
    "笔",
    "dues-gifts",
    "姓名、拼音、收据号",
    topic="dues-money",
)  # fmt: skip
