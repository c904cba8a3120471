"""交纳安排: who pays by the quarter, through others or elsewhere; from and to which month, as letters say."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.dues.actions.arranging import arrange, article_of, correct_arrangement, drop_arrangement
from partyoffice.dues.actions.bounds import correct_bound, drop_bound, set_bound
from partyoffice.dues.queries.arrangements import AgreedRow, agreed
from partyoffice.dues.queries.bounds import stays_of
from partyoffice.dues.records import Arrangement, Liability
from partyoffice.dues.rules.liability import LETTER
from partyoffice.dues.rules.words import Bound, Plan
from partyoffice.meetings.page.registers.choosing import filled, people
from partyoffice.members.records import History, Person
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, View, adding, opening, removing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]
STORED = {one.key: one for one in fields_of(Arrangement)}
OF_LETTER = {one.key: one for one in fields_of(Liability)}
PERSON = Field("person_id", "姓名", Kind.LINK, required=True)
START = replace(STORED["start"], hint="如 2026-10")
END = replace(STORED["end"], hint="没有定的空着")
AGREED = (PERSON, STORED["plan"], START, END, STORED["payer"], STORED["place"], STORED["consented"],
          STORED["reason"])  # fmt: skip
BOUND = replace(OF_LETTER["bound"], hint="转入的写起交，转出的写止交")
MONTH = replace(OF_LETTER["month"], hint="如 2026-07")
TOLD = (PERSON, BOUND, OF_LETTER["on"], MONTH, OF_LETTER["evidence"])
NOTE = "经党支部同意，可以每季度交一次，也可以由亲属或其他党员代交；凭流动党员活动证可以在流入地交。"
TOLD_NOTE = (
    "介绍信上的“党费交到”在接收、登记回执时自动写到这里，一般不用手写。"
    "起交写第一个在本支部交的月，止交写最后一个；没有写的，照转入、转出的当月。"
)  # fmt: skip
BRANCH = Field("branch", "党支部", Kind.CHOICE)
ONLY = {"payer": Plan.BY_OTHERS, "place": Plan.ELSEWHERE}
ENDS = "已结束"


def read(session: "Session", _look: Look) -> list[AgreedRow]:
    """Return all that is agreed and all that letters say."""
    return agreed(session)


def _links(desk: "Desk", _row: AgreedRow | None) -> "Links":
    return people(desk, PERSON.key)


def _wanted(values: Values) -> "Sequence[str]":
    """Ask who pays only where somebody does, and where only where it is elsewhere."""
    left_out = {key for key, plan in ONLY.items() if values.get("plan") != plan}
    return [one.key for one in AGREED if one.key not in left_out]


def _judge(values: Values) -> Mapping[str, str]:
    start, end = values.get("start"), values.get("end")
    return {"end": "不能早于起始月份"} if start and end and end < start else {}


def _begin(_session: "Session", row: AgreedRow | None) -> Values:
    if row is None:
        today = clock.today()
        return {"start": Day(today.year, today.month), "plan": Plan.QUARTERLY}
    return {key: getattr(row.record, key) for key in (PERSON.key, *STORED)}


def _as_told(_session: "Session", row: AgreedRow | None) -> Values:
    if row is None:
        return {"bound": Bound.FIRST}
    return {key: getattr(row.record, key) for key in (PERSON.key, *OF_LETTER)}


def _propose_day(desk: "Desk", dialog: "Asking") -> None:
    """Write the last day somebody came or left, once it is known who and which."""
    dialog.form.committed.connect(partial(_fill_day, desk, dialog))


def _fill_day(desk: "Desk", dialog: "Asking", key: str) -> None:
    values = dialog.form.values()
    whom, came = values[PERSON.key], values["bound"] == Bound.FIRST
    if key not in {PERSON.key, "bound"} or not whom:
        return
    with desk.open_office().reading() as session:
        stays = stays_of(session, [whom]).get(whom, [])
    days = [day for one in stays if (day := one.start if came else one.end) is not None]
    dialog.form.set_value("on", days[-1] if days else None)


def _add(session: "Session", _row: None, given: Values) -> object:
    made, said = arrange(session, given)
    return said or made.id


def _add_told(session: "Session", _row: None, given: Values) -> int:
    return -set_bound(session, given).id


def _correct(session: "Session", row: AgreedRow, given: Values) -> object:
    if row.letter:
        correct_bound(session, row.record.id, given)
        return None
    return correct_arrangement(session, row.record.id, given)


def _drop(session: "Session", row: AgreedRow, _given: Values) -> None:
    (drop_bound if row.letter else drop_arrangement)(session, row.record.id)


def _mending(row: AgreedRow) -> Sheet:
    return TOLD_SHEET if row.letter else SHEET


def _card(_session: "Session", row: AgreedRow) -> Card:
    months = filled(("起始", row.start), ("截止", row.end))
    who, on = ("依据", "转入（转出）") if row.letter else ("代交人或流入地", "支部同意")
    facts = filled((who, row.who), (on, row.on), ("原因", row.reason), ("党支部", row.someone.branch))
    article = LETTER if row.letter else article_of(row.plan)
    sections = (("月份", months), ("情况", facts), ("依据", (("条文", article),)))
    return Card(row.name, row.plan, "" if row.running else ENDS, sections=sections)


SHEET = Sheet(AGREED, _begin, _links, _judge, wanted=_wanted, note=lambda _row: NOTE)
TOLD_SHEET = Sheet(TOLD, _as_told, _links, follow=_propose_day, note=lambda _row: TOLD_NOTE)
ARRANGEMENTS = Register(
    "dues-arrangements",
    "交纳安排",
    (
        Shown(Field("name", "姓名", Kind.NAME), person=True),
        Shown(Field("plan", "安排", Kind.CHOICE, choices=(*Plan, *Bound)), sample="流入地交纳"),
        Shown(START, sample="2026-10"),
        Shown(END, sample="2026-10"),
        Shown(Field("who", "代交人、流入地或依据"), sample="中共竹汀区教育局委员会"),
        Shown(Field("on", "支部同意或转接日期", Kind.DAY)),
        Shown(STORED["reason"], sample="长期在外地借调"),
        Shown(BRANCH, lambda row: row.someone.branch, sample="第一党支部（文科）"),
    ),
    read,
    AgreedRow.label,
    (
        adding("登记交纳安排", _add, SHEET),
        adding("登记交纳起止", _add_told, TOLD_SHEET, "told"),
        replace(opening(_correct, SHEET), sheet=_mending),
        removing(_drop),
    ),
    (
        View("running", "现行", lambda row: row.running and not row.letter),
        View("quarterly", "按季交纳", lambda row: row.plan == Plan.QUARTERLY),
        View("others", "他人代交", lambda row: row.plan == Plan.BY_OTHERS),
        View("away", "流入地交纳", lambda row: row.plan == Plan.ELSEWHERE),
        View("told", "交纳起止", lambda row: row.letter, "told"),
        View("all", "全部", lambda _row: True),
    ),
    kinds=frozenset({Arrangement, Liability, History, Person}),
    card=_card,
    person=lambda row: row.someone.id,
    empty=Empty("calendar-check", "没有别的交纳安排",
                "人人按月自己交的不用登记；按季交、别人代交、在流入地交的登记在这里。"),
    hint="姓名、拼音",
    topic="dues",
)  # fmt: skip
