"""捐款: what members and others gave for an event, one by one or as a pasted list. No dues, in no balance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.actions import giving
from partyoffice.dues.queries.giving import DonationRow, donation_years, donations, newest_event
from partyoffice.dues.records import Donation
from partyoffice.dues.rules.giving import NOT_DUES, out_of_order
from partyoffice.meetings.page.registers.choosing import filled, people
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Donation)}
PERSON = Field("person_id", "从名册选", Kind.LINK, hint="不在名册中的空着，写姓名或单位")
NAME = replace(STORED["name"], required=False)
TABLE = Field("table", "名单", Kind.TABLE, choices=giving.HEADS, required=True, hint="可从表格粘贴")
EVENT, AMOUNT, ON, METHOD = (STORED[key] for key in ("event", "amount", "on", "method"))
FIRST = (EVENT, PERSON, NAME, AMOUNT, ON, METHOD, STORED["recipient"])
LATER = tuple(STORED[key] for key in ("passed_on", "receipt", "note"))
PASSED = replace(STORED["passed_on"], required=True)
OPEN, DONE = "待转交", "已转交"


def read(session: "Session", look: Look) -> list[DonationRow]:
    """Return the donations of a year."""
    return donations(session, look.year)


def _links(desk: "Desk", _row: DonationRow | None) -> "Links":
    return people(desk, PERSON.key)


def _begin(session: "Session", row: DonationRow | None) -> Values:
    if row is None:
        return {"event": newest_event(session), "method": STORED["method"].choices[0]}
    values = {key: getattr(row.donation, key) for key in (PERSON.key, *STORED)}
    return values | ({"name": ""} if values[PERSON.key] else {})


def _wanted(values: Values) -> Sequence[str]:
    """Ask for a name only where nobody of the roster is chosen."""
    return [one.key for one in (*FIRST, *LATER) if one.key != NAME.key or not values.get(PERSON.key)]


def _judge(values: Values) -> Mapping[str, str]:
    nobody = not values.get(PERSON.key) and not values.get(NAME.key)
    wrong = out_of_order((ON.title, values.get("on")), (PASSED.title, values.get("passed_on")))
    said = {
        NAME.key: "请从名册选捐款人，或写姓名、单位" if nobody else "",
        AMOUNT.key: "" if int(values.get(AMOUNT.key) or 0) > 0 else "金额要大于 0",
        PASSED.key: wrong if "passed_on" in values else "",
    }
    return {key: text for key, text in said.items() if text}


def _add(session: "Session", _row: None, given: Values) -> int:
    return giving.receive_donation(session, given).id


def _paste(session: "Session", _row: None, given: Values) -> int:
    kept = {key: value for key, value in given.items() if key != TABLE.key}
    return giving.receive_donations(session, kept, str(given[TABLE.key] or ""))[-1].id


def _pasted(_row: None, given: Values) -> str:
    return f"登记捐款名单：{given.get('event') or ''}"


def _correct(session: "Session", row: DonationRow, given: Values) -> None:
    giving.correct_donation(session, row.id, given)


def _hand_on(session: "Session", row: DonationRow, given: Values) -> None:
    giving.hand_on_donation(session, row.id, given)


def _drop(session: "Session", row: DonationRow, _given: Values) -> None:
    giving.drop_donation(session, row.id)


def _today(_session: "Session", row: DonationRow) -> Values:
    one = row.donation
    return {"passed_on": Day.of(clock.today()), "recipient": one.recipient, "receipt": one.receipt}


def _not_passed(row: DonationRow) -> str:
    return "" if row.donation.passed_on is None else f"已经在 {row.donation.passed_on} 转交"


def _standing(row: DonationRow) -> str:
    return OPEN if row.donation.passed_on is None else DONE


def _mark(row: DonationRow) -> Mark:
    return Mark.SOON if row.donation.passed_on is None else Mark.DONE


def _card(_session: "Session", row: DonationRow) -> Card:
    one = row.donation
    facts = filled(
        ("日期", one.on), ("金额", grouped(one.amount)), ("方式", one.method), ("接收单位", one.recipient),
        ("转交", one.passed_on), ("收据", one.receipt), ("说明", one.note),
    )  # fmt: skip
    whole = (("捐款人次", str(row.givers)), ("合计", f"{grouped(row.together)} 元"))
    sections = (("这一笔", facts), (f"本年“{one.event}”", whole), ("说明", (("性质", NOT_DUES),)))
    return Card(one.name, one.event, _standing(row), _mark(row), (), sections)


DONATIONS = Register(
    "dues-donations",
    "捐款",
    (
        Shown(NAME, lambda row: row.donation.name, person=True),
        Shown(EVENT, lambda row: row.donation.event, sample="捐" * 10),
        Shown(AMOUNT, lambda row: row.donation.amount, sample="10000.00"),
        Shown(ON, lambda row: row.donation.on),
        Shown(METHOD, lambda row: row.donation.method, sample="手机支付"),
        Shown(Field("standing", "办理", Kind.CHOICE, choices=(OPEN, DONE)), _standing, mark=_mark,
              sample="待转交　"),
        Shown(STORED["recipient"], lambda row: row.donation.recipient, sample="收" * 8),
        Shown(STORED["passed_on"], lambda row: row.donation.passed_on),
        Shown(STORED["receipt"], lambda row: row.donation.receipt, sample="No. 0012345"),
        Shown(STORED["note"], lambda row: row.donation.note, hidden=True),
    ),
    read,
    lambda row: f"{row.donation.name} {row.donation.event}",
    (
        adding("登记捐款", _add,
               Sheet((*FIRST, *LATER), _begin, _links, _judge, wanted=_wanted,
                     note=lambda _row: f"{NOT_DUES}。",
                     kept=("event", "on", "method", "recipient", "amount"))),
        replace(adding("粘贴捐款名单", _paste,
                       Sheet((EVENT, ON, METHOD, STORED["recipient"], TABLE), _begin), "paste"),
                icon="copy", button=True, sentence=_pasted),
        Verb("pass", "登记转交", _hand_on, Sheet((PASSED, STORED["recipient"], STORED["receipt"]), _today),
             icon="arrow-right", button=True, many=True, why_not=_not_passed),
        opening(_correct, Sheet((*FIRST, *LATER), _begin, _links, _judge, wanted=_wanted)),
        removing(_drop),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", OPEN, lambda row: row.donation.passed_on is None),
    ),
    donation_years,
    frozenset({Donation}),
    _card,
    lambda row: row.donation.person_id,
    Empty("users", "这一年没有捐款", "为灾区、困难党员和学生捐的爱心款登记在这里，不算党费，不进党费账。"),
    "笔",
    "donations",
    "姓名、拼音、事由",
    topic="dues-money",
)  # fmt: skip
