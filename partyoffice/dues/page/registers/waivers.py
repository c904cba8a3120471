"""少交免交: each request from the application to the approval, and until when it holds."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding
from partyoffice.core.money import grouped
from partyoffice.dues.actions import waiving
from partyoffice.dues.decisions import agreed_by
from partyoffice.dues.queries.waivers import WaiverRow, request_of, waivers
from partyoffice.dues.records import Assessment, Waiver
from partyoffice.dues.rules.months import day_of
from partyoffice.dues.rules.waivers import HOLDS, OPEN, Progress, check, kind_of, spoken
from partyoffice.meetings.records import Meeting, Vote
from partyoffice.members.page.people import people_of
from partyoffice.members.records import Person
from partyoffice.organisation.records import APPROVER
from partyoffice.store import settings
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import (
    Card,
    Look,
    Register,
    Sheet,
    Shown,
    Verb,
    View,
    adding,
    opening,
    removing,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]
OF = {one.key: one for one in fields_of(Waiver)}
WHO = Field("person_id", "申请人", Kind.LINK, required=True)
ON = Field("on", "支部研究日期", Kind.DAY, required=True, month_allowed=False)
REFUSED = Field("on", "未批准日期", Kind.DAY, required=True, month_allowed=False)
APPROVED = Field("approved", "上级批准日期", Kind.DAY, required=True, month_allowed=False)
WHY = Field("note", "说明", hint="上级的答复")
ASKED = tuple(OF[key] for key in ("start", "end", "amount", "reason", "applied", "note"))
GRANTED = (APPROVED, OF["approved_by"], *(OF[key] for key in ("start", "end", "amount")))
MARKS = {
    Progress.APPLIED: Mark.NOW, Progress.STUDIED: Mark.NOW, Progress.GRANTED: Mark.DONE,
    Progress.ENDING: Mark.SOON, Progress.OVER: Mark.SAME, Progress.REFUSED: Mark.SAME,
}  # fmt: skip
HOW = "开会研究的，在会议记录的议题里选“讨论少交、免交党费”，表决通过就写到这里，不用再登记。"
GRANT_NOTE = "登记以后，这些月份才按批准的算。上级改了月份或金额的，照批准的填。"


def read(session: "Session", look: Look) -> list[WaiverRow]:
    """Return the requests."""
    return waivers(session, look.on)


# -- what a row shows -----------------------------------------------------------------------------


def _of(key: str) -> Any:  # noqa: ANN401 -- any value of the record
    return lambda row: getattr(row.waiver, key)


def _kind(row: WaiverRow) -> str:
    return kind_of(row.waiver.amount)


def _due(row: WaiverRow) -> str:
    return grouped(row.due) if row.due is not None else "未核定"


def _card(session: "Session", row: WaiverRow) -> Card:
    one, (_meeting, agreed) = row.waiver, agreed_by(session, row.waiver.item_id)
    facts = (
        ("月份", spoken(row.request)), ("核定应交", f"{_due(row)} 元" if row.due is not None else "未核定"),
        ("困难情况", one.reason), ("本人申请", str(one.applied or "")),
        ("支部研究", agreed or str(one.studied or "")),
        ("上级批准", f"{one.approved or ''} {one.approved_by}".strip()),
        ("未批准", str(one.refused or "")), ("说明", one.note),
    )  # fmt: skip
    told = tuple((title, text) for title, text in facts if text)
    state = str(row.progress)
    hides = (OF["reason"],)
    return Card(
        row.name, row.someone.branch, state, MARKS[row.progress], row.findings, (("申请", told),), hides
    )


# -- what can be done -----------------------------------------------------------------------------


def _people(desk: "Desk", _row: WaiverRow | None) -> "Links":
    return {WHO.key: people_of(desk.open_office())}


def _nothing(_session: "Session", _row: None) -> Values:
    return {"amount": 0, "applied": Day.of(clock.today())}


def _ask(session: "Session", _row: None, given: Values) -> int:
    values = dict(given)
    return waiving.ask_waiver(session, values.pop(WHO.key), values).id


def _judge(values: Values) -> Mapping[str, str]:
    start, end = values.get("start"), values.get("end")
    wrong = start is not None and end is not None and end < start
    return {"end": "截止月份早于起始月份"} if wrong else {}


def _as_it_stands(_session: "Session", row: WaiverRow) -> Values:
    return {key: getattr(row.waiver, key) for key in OF}


def _mend(session: "Session", row: WaiverRow, given: Values) -> Sequence[Finding]:
    waiving.correct_waiver(session, row.id, given)
    return _said(session, row)


def _said(session: "Session", row: WaiverRow) -> Sequence[Finding]:
    return tuple(check(request_of(session.get_one(Waiver, row.id)), row.due))


def _today(_session: "Session", row: WaiverRow) -> Values:
    return {"on": Day.of(clock.today()), "note": row.waiver.note}


def _study(session: "Session", row: WaiverRow, given: Values) -> Sequence[Finding]:
    waiving.study(session, row.id, given["on"])
    return _said(session, row)


def _grant_begin(session: "Session", row: WaiverRow) -> Values:
    body = row.waiver.approved_by or str(settings.get(session, APPROVER))
    return {**_as_it_stands(session, row), "approved": Day.of(clock.today()), "approved_by": body}


def _grant(session: "Session", row: WaiverRow, given: Values) -> Sequence[Finding]:
    waiving.approve(session, row.id, given)
    return _said(session, row)


def _refuse(session: "Session", row: WaiverRow, given: Values) -> None:
    waiving.refuse(session, row.id, given["on"], given.get("note") or "")


def _again_begin(_session: "Session", row: WaiverRow) -> Values:
    """Propose as many months again, from the one after the last."""
    one = row.request
    ends = (one.last + 1, one.last + 1 + one.last - one.first)
    start, end = map(day_of, ends)
    kept = {"amount": one.amount, "reason": row.waiver.reason}
    return {**kept, "start": start, "end": end, "applied": Day.of(clock.today())}


def _again(session: "Session", row: WaiverRow, given: Values) -> int:
    return waiving.ask_waiver(session, row.waiver.person_id, given).id


def _drop(session: "Session", row: WaiverRow, _given: Values) -> None:
    waiving.drop_waiver(session, row.id)


def _print(desk: "Desk", rows: Sequence[WaiverRow]) -> None:
    start = str(rows[0].waiver.start) if len(rows) == 1 else ""
    ids = list(dict.fromkeys(row.waiver.person_id for row in rows))
    desk.open_dialog("print", paper="dues-06", ids=ids, given={"start": start})


def _minutes(desk: "Desk", rows: Sequence[WaiverRow]) -> None:
    with desk.open_office().reading() as session:
        meeting, _told = agreed_by(session, rows[0].waiver.item_id)
    desk.go_to("meetings", view="minutes", meeting=meeting)


def _studied(row: WaiverRow) -> str:
    if row.waiver.item_id is not None:
        return "这一项由会议记录里的表决写下，请在会议记录里更正"
    return "这一项未批准" if row.progress is Progress.REFUSED else ""


def _decided(row: WaiverRow) -> str:
    return "" if row.progress in OPEN else f"这一项{row.progress}"


def _not_refusable(row: WaiverRow) -> str:
    return "这一项未批准" if row.progress is Progress.REFUSED else ""


def _no_meeting(row: WaiverRow) -> str:
    return "" if row.waiver.item_id is not None else "没有和会议记录对应"


VERBS = (
    adding("登记申请", _ask, Sheet((WHO, *ASKED), _nothing, _people, _judge)),
    opening(_mend, Sheet((*ASKED, OF["approved"], OF["approved_by"]), _as_it_stands, judge=_judge)),
    Verb(
        "study", "登记支部研究", _study, Sheet((ON,), _today, note=lambda _row: HOW), icon="users",
        button=True, why_not=_studied,
    ),
    Verb(
        "approve", "登记批准", _grant,
        Sheet(GRANTED, _grant_begin, judge=_judge, note=lambda _row: GRANT_NOTE), icon="check", button=True,
        why_not=_decided,
    ),
    Verb("refuse", "登记未批准", _refuse, Sheet((REFUSED, WHY), _today), why_not=_not_refusable),
    Verb("again", "期满再申请", _again, Sheet(ASKED, _again_begin, judge=_judge)),
    Verb("print", "打印审批表", icon="printer", button=True, many=True, show=_print),
    Verb("minutes", "打开会议记录", icon="file-text", why_not=_no_meeting, show=_minutes),
    removing(_drop),
)  # fmt: skip
WAIVERS = Register(
    "dues-waivers",
    "少交免交",
    (
        Shown(Field("name", "姓名", Kind.NAME), person=True),
        Shown(Field("kind", "少交或免交", Kind.CHOICE, choices=("免交", "少交")), _kind, sample="免交"),
        Shown(OF["start"], _of("start")),
        Shown(OF["end"], _of("end")),
        Shown(Field("due", "核定应交", Kind.MONEY), lambda row: row.due, _due),
        Shown(OF["amount"], _of("amount")),
        Shown(
            Field("progress", "办到", Kind.CHOICE, choices=tuple(Progress)), lambda row: str(row.progress),
            mark=lambda row: MARKS[row.progress], sample="支部已研究",
        ),
        Shown(OF["applied"], _of("applied")),
        Shown(OF["studied"], _of("studied")),
        Shown(OF["approved"], _of("approved")),
        Shown(OF["approved_by"], _of("approved_by"), sample="青禾教党〔2026〕12号"),
        Shown(OF["reason"], _of("reason"), sample="党" * 12),
        Shown(Field("branch", "党支部", Kind.CHOICE), lambda row: row.someone.branch, hidden=True),
        Shown(OF["note"], _of("note"), hidden=True),
    ),
    read,
    lambda row: row.name,
    VERBS,
    (
        View("open", "办理中", lambda row: row.progress in OPEN),
        View("holds", "正在执行", lambda row: row.progress in HOLDS),
        View("ending", "快到期", lambda row: row.progress is Progress.ENDING),
        View("all", "全部", lambda _row: True),
    ),
    kinds=frozenset({Waiver, Assessment, Meeting, Vote, Person}),
    card=_card,
    person=lambda row: row.waiver.person_id,
    empty=Empty(
        "inbox", "没有少交、免交", "生活困难的党员可以申请；支部研究、上级党委批准以后才算。"
    ),
    roster="dues-waivers",
    topic="arrears",
)  # fmt: skip
