"""考察与汇报: what is due for whom, and the half-yearly reviews and 思想汇报 that were entered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.development.actions import reviews
from partyoffice.development.page.registers.whom import (
    PEOPLE,
    WATCHED,
    about_person,
    among,
    column,
    id_of,
    only,
    to_way,
    where,
)
from partyoffice.development.queries.watch import REPORT, REVIEW, STAGES, Watched, watched
from partyoffice.development.records import Review, ThoughtReport
from partyoffice.store import rows
from partyoffice.store.base import Record, fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Verb, View, adding, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KINDS: dict[str, type[Record]] = {REVIEW: Review, REPORT: ThoughtReport}
REVIEWED, REPORTED = fields_of(Review), fields_of(ThoughtReport)


def read(session: "Session", look: Look) -> list[Watched]:
    """Return what is due, then what was done."""
    return watched(session, look.on)


def state(row: Watched) -> str:
    """Return how a row stands."""
    return "已登记" if not row.due else f"超期 {row.late} 天" if row.late else "待办"


def _mark(row: Watched) -> Mark:
    return Mark.DONE if not row.due else Mark.LATE if row.late else Mark.SOON


def _card(_session: "Session", row: Watched) -> Card:
    words = "算式" if row.due else "内容" if row.kind == REVIEW else "题目"
    facts = (("日期", str(row.on)), ("阶段", row.stage), (words, row.told))
    titles = ("联系人意见", "支部意见", "支部书记") if row.kind == REVIEW else ("批注", "", "阅看人")
    said = zip(titles, (row.mentor_opinion, row.branch_opinion, row.secretary), strict=True)
    told = tuple((title, text) for title, text in said if text)
    sections = ((row.kind, facts), ("意见", told))
    return Card(row.person.name, row.person.category, state(row), _mark(row), (), sections)


def _begin(_session: "Session", row: Watched | None) -> Mapping[str, Any]:
    return {"on": Day.of(clock.today())} | ({PEOPLE.key: (row.person.id,)} if row is not None else {})


def _review(session: "Session", _row: Watched | None, given: Mapping[str, Any]) -> None:
    reviews.add_reviews(session, given["people"], given["on"], **_without_day(given, REVIEWED))


def _report(session: "Session", _row: Watched | None, given: Mapping[str, Any]) -> None:
    reviews.add_reports(session, given["people"], given["on"], **_without_day(given, REPORTED))


def _without_day(given: Mapping[str, Any], fields: Any) -> dict[str, Any]:  # noqa: ANN401 -- fields of a record
    return {key: value for key, value in only(given, fields).items() if key != "on"}


def _stored(row: Watched) -> str:
    return "还没有登记" if row.due else ""


def _sentence(kind: str) -> "Any":  # noqa: ANN401 -- what the journal says
    def say(row: Watched, given: Mapping[str, Any]) -> str:
        others = f"等 {len(given['people'])} 人" if len(given["people"]) > 1 else ""
        return f"登记{kind}：{row.person.name}{others}"

    return say


def _waiting(kind: str) -> "Any":  # noqa: ANN401 -- what says why a verb rests
    return lambda row: "" if row.due and row.kind == kind else f"这一行不是待办的{kind}"


def _is(kind: str) -> "Any":  # noqa: ANN401 -- what says why a verb rests
    return lambda row: _stored(row) or ("" if row.kind == kind else f"这一行不是{kind}")


def _as_it_stands(session: "Session", row: Watched) -> Mapping[str, Any]:
    kind = KINDS[row.kind]
    stored = session.get_one(kind, row.record)
    return {one.key: getattr(stored, one.key) for one in fields_of(kind)}


def _correct(session: "Session", row: Watched, given: Mapping[str, Any]) -> None:
    rows.correct_row(session, session.get_one(KINDS[row.kind], row.record), given)


def _drop(session: "Session", row: Watched, _given: Mapping[str, Any]) -> None:
    rows.drop_row(session, session.get_one(KINDS[row.kind], row.record))


SEVERAL = among(WATCHED, several=True)
ASK_REVIEW = Sheet((PEOPLE, *REVIEWED), _begin, SEVERAL)
ASK_REPORT = Sheet((PEOPLE, *REPORTED), _begin, SEVERAL)
VERBS = (
    adding(f"登记{REVIEW}", _review, ASK_REVIEW, "review"),
    adding(f"登记{REPORT}", _report, ASK_REPORT, "report"),
    Verb(
        "do-review",
        "办这一次考察",
        _review,
        ASK_REVIEW,
        Role.OPEN,
        "check",
        button=True,
        why_not=_waiting(REVIEW),
        sentence=_sentence(REVIEW),
    ),
    Verb(
        "do-report",
        "登记这一季汇报",
        _report,
        ASK_REPORT,
        Role.OPEN,
        "check",
        button=True,
        why_not=_waiting(REPORT),
        sentence=_sentence(REPORT),
    ),
    Verb(
        "mend-review",
        "更正",
        _correct,
        Sheet(REVIEWED, _as_it_stands),
        Role.OPEN,
        "pencil",
        button=True,
        press="保存",
        why_not=_is(REVIEW),
    ),
    Verb(
        "mend-report",
        "更正汇报",
        _correct,
        Sheet(REPORTED, _as_it_stands),
        Role.OPEN,
        "pencil",
        button=True,
        press="保存",
        why_not=_is(REPORT),
    ),
    to_way(),
    removing(_drop, why_not=_stored),
)

WATCH = Register(
    "development-watch",
    "考察与汇报",
    (
        *about_person(),
        column("kind", "事项", lambda row: row.kind, Kind.CHOICE, (REVIEW, REPORT)),
        column(
            "stage", "阶段", lambda row: row.stage, Kind.CHOICE, tuple(STAGES.values()), sample="预备期考察"
        ),
        column("on", "日期", lambda row: row.on, Kind.DAY),
        column("state", "情况", state, mark=_mark, sample="超期 100 天"),
        column("told", "内容", lambda row: row.told, Kind.LONG, sample="说" * 20),
        column("mentor", "联系人意见", lambda row: row.mentor_opinion, Kind.LONG, sample="同意继续培养"),
        column(
            "branch_opinion", "支部意见", lambda row: row.branch_opinion, Kind.LONG, sample="同意继续培养"
        ),
        where(),
    ),
    read,
    lambda row: f"{row.person.name} {row.on} {row.kind}",
    VERBS,
    (
        View("due", "应做", lambda row: row.due, "review"),
        View("late", "已超期", lambda row: row.due and row.late > 0, "review"),
        View("reviews", "考察记录", lambda row: not row.due and row.kind == REVIEW, "review"),
        View("reports", "思想汇报", lambda row: not row.due and row.kind == REPORT, "report"),
    ),
    card=_card,
    person=id_of,
    empty=Empty("file-text", "还没有考察和思想汇报", "确定积极分子以后，这里列出每半年应做的考察。"),
    topic="development",
)
