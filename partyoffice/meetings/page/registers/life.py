"""组织生活会: each meeting of a year with its steps before, at and after, and the papers that go with it."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.life import note_step
from partyoffice.meetings.actions.minutes import hold_meeting
from partyoffice.meetings.page.registers.choosing import BODY, MINUTES, PAGE, bodies, print_meeting
from partyoffice.meetings.queries.life import LifeRow, life_meetings, life_years
from partyoffice.meetings.records import (
    Attendance,
    Criticism,
    LifeStep,
    Meeting,
    OpinionAsked,
    Rectification,
    SelfCheck,
    Talk,
)
from partyoffice.meetings.rules.kinds import LIFE_STEPS
from partyoffice.meetings.rules.life import LIFE_KINDS, Phase, article_of
from partyoffice.organisation.queries import own_body
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View, adding

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.ui.desk import Desk

OF_MEETING = {one.key: one for one in fields_of(Meeting)}
SORT = Field("kind", "类型", Kind.CHOICE, choices=LIFE_KINDS, open=False, required=True)
ON = Field("on", "会议日期", Kind.DAY, required=True)
HEADS = tuple(OF_MEETING[key] for key in ("subject", "place", "chair", "recorder"))
YEAR = Field("year", "所属年度", Kind.NUMBER)
NEW = (BODY, SORT, ON, YEAR, *HEADS)
NEW_NOTE = (
    "会前就可以登记，会议日期写定好的日子：征求意见、对照检查、批评意见都归在这次会议下，会议记录在“记录”里写。"
    "次年春天开上一年的，所属年度写上一年；空着就是会议日期那一年。"
)
STEP = Field("step", "环节", Kind.CHOICE, choices=LIFE_STEPS, open=False, required=True)
DONE_ON = Field("on", "办理日期", Kind.DAY, hint="空着就是没有办，已登记的一并取消")
NOTE = Field("note", "说明", hint="如 学习内容、报给谁")
# The papers of a meeting in the order they are needed, with the registers behind them.
PAPERS = (
    ("life-01", "打印方案"), ("life-02", "打印征求意见表"), ("life-03", "打印征求意见汇总表"),
    ("life-05", "打印谈心谈话一览表"), ("life-07", "打印批评意见记录"), ("life-08", "打印整改清单"),
    ("life-09", "打印情况报告"),
)  # fmt: skip
READY, TO_DO = "齐全", "还缺"


def read(session: "Session", look: Look) -> list[LifeRow]:
    """Return the meetings of a year."""
    return life_meetings(session, look.on, look.year)


def _begin(session: "Session", _row: None) -> Mapping[str, Any]:
    return {BODY.key: own_body(session) or None, "kind": LIFE_KINDS[0]}


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    year = given["year"]
    return hold_meeting(session, {**given, "year": int(year) if year else None}).id


def _note(session: "Session", row: LifeRow, given: Mapping[str, Any]) -> "list[Finding]":
    return note_step(session, row.id, given["step"], given["on"], given["note"] or "")


def _begin_step(_session: "Session", row: LifeRow) -> Mapping[str, Any]:
    """Begin with the first step that is not noted yet."""
    open_ = (one.noted for one in row.states if one.noted and not one.done)
    return {"step": next(open_, LIFE_STEPS[0]), "on": Day.of(clock.today())}


def _step_sentence(row: LifeRow, given: Mapping[str, Any]) -> str:
    verb = "登记" if given.get("on") else "取消"
    return f"{verb}{given.get('step') or '环节'}：{row.name}"


def _open(desk: "Desk", rows: Sequence[LifeRow]) -> None:
    desk.go_to(PAGE, view=MINUTES, meeting=rows[0].id)


def _print(paper: str, desk: "Desk", rows: Sequence[LifeRow]) -> None:
    print_meeting(desk, paper, rows[0])


def _printing() -> tuple[Verb, ...]:
    return tuple(
        Verb(paper, text, icon="printer", button=paper == PAPERS[0][0], show=partial(_print, paper))
        for paper, text in PAPERS
    )


def _lacking(row: LifeRow) -> str:
    return "、".join(one.title for one in row.states if not one.done)


def _state(row: LifeRow) -> str:
    return TO_DO if _lacking(row) else READY


def _mark(row: LifeRow) -> Mark:
    if not _lacking(row):
        return Mark.DONE
    return Mark.WARN if row.on.first <= clock.today() else Mark.SOON


def _done(phase: Phase, row: LifeRow) -> str:
    ones = [one for one in row.states if one.phase is phase]
    return f"{sum(one.done for one in ones)} / {len(ones)}"


def _share(key: str, whole: str) -> Any:  # noqa: ANN401 -- what reads a column
    def read_(row: LifeRow) -> str:
        of = getattr(row.prepared, whole)
        return f"{getattr(row.prepared, key)} / {of}" if of else ""

    return read_


def _card(_session: "Session", row: LifeRow) -> Card:
    sections = tuple(
        (str(phase), tuple((one.title, f"{'✓ ' if one.done else ''}{one.told}") for one in ones))
        for phase, ones in groupby(row.states, key=lambda one: one.phase)
    )
    facts = "·".join(filter(None, (row.body_name, str(row.on), row.state)))
    basis = ("依据", (("条文", article_of(row.kind)),))
    return Card(f"{row.year} 年度{row.title}", facts, _state(row), _mark(row), (), (*sections, basis))


LIFE = Register(
    "meetings-life",
    "组织生活会",
    (
        Shown(Field("year", "年度", Kind.NUMBER), text=lambda row: str(row.year)),
        Shown(Field("body", "党组织"), lambda row: row.body_name, sample="第一党支部（文科）"),
        Shown(Field("kind", "类型", Kind.CHOICE, choices=LIFE_KINDS), sample="民主生活会"),
        Shown(Field("on", "日期", Kind.DAY)),
        Shown(Field("state", "情况", Kind.CHOICE, choices=(READY, TO_DO)), _state, mark=_mark, sample="还缺"),
        Shown(Field("lacking", "还缺什么"), _lacking, several=True, sample="说" * 14),
        *(
            Shown(Field(phase.name.lower(), f"{phase}环节"), partial(_done, phase), sample="4 / 6")
            for phase in Phase
        ),
        Shown(Field("opinions", "征求意见", Kind.NUMBER), lambda row: row.prepared.opinions),
        Shown(Field("written", "对照检查"), _share("written", "expected"), sample="30 / 30"),
        Shown(Field("spoken", "提出批评"), _share("spoken", "there"), sample="30 / 30"),
        Shown(Field("items", "整改", Kind.NUMBER), lambda row: row.prepared.items),
        Shown(Field("chair", "主持人", Kind.NAME), person=True, hidden=True),
    ),
    read,
    lambda row: row.name,
    (
        adding("登记组织生活会", _add, Sheet(NEW, _begin, bodies, note=lambda _row: NEW_NOTE)),
        Verb(
            "step", "登记环节", _note, Sheet((STEP, DONE_ON, NOTE), _begin_step), icon="check", button=True,
            sentence=_step_sentence,
        ),
        Verb("open", "打开会议记录", role=Role.OPEN, icon="file-text", button=True, show=_open),
        *_printing(),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("lacking", TO_DO, lambda row: bool(_lacking(row))),
    ),
    life_years,
    frozenset({
        Meeting, Attendance, LifeStep, OpinionAsked, SelfCheck, Criticism, Rectification, Talk,
    }),
    _card,
    empty=Empty(
        "calendar",
        "这一年还没有组织生活会",
        "每年至少一次，一般在第四季度；会前就可以登记，会前、会上、会后的环节和材料列在这里。",
    ),
    unit="次",
    hint="党组织、会议名称",
    topic="life",
)  # fmt: skip
