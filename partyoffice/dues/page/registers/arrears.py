"""欠交与补交: who is behind and how far, what was done about it, and the sum that makes up for it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.money import grouped
from partyoffice.dues.actions.chasing import chase, correct_chase, drop_chase, make_up
from partyoffice.dues.queries.arrears import Behind, behind
from partyoffice.dues.records import Arrangement, Assessment, Chase, Liability, Payment, Waiver
from partyoffice.dues.rules.arrears import ARTICLE, Step, Stretch, spans_spoken, told
from partyoffice.dues.rules.ledger import ARTICLE_LATE
from partyoffice.dues.rules.months import month_of, spoken
from partyoffice.dues.rules.paying import is_too_late
from partyoffice.dues.rules.words import Chased, Method
from partyoffice.members.records import History, Person
from partyoffice.store import settings
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

MARKS = {Step.REMIND: Mark.SOON, Step.TALK: Mark.WARN, Step.RED: Mark.LATE, Step.STUDY: Mark.BLOCKED}
USUAL = {
    Step.TALK: Chased.TALKED, Step.RED: Chased.DEADLINE, Step.STUDY: Chased.STUDIED,
}  # fmt: skip
OF_CHASE = tuple(one for one in fields_of(Chase) if one.key not in {"months", "owed"})
OF_PAYMENT = {one.key: one for one in fields_of(Payment)}
AMOUNT = Field("amount", "补交金额", Kind.MONEY, required=True, hint="先抵最早的一个月")
OLD_NOTE = "{months}已超过补交的期限（{most} 个月），请在“说明”里写明原因。"
FAR = frozenset({Step.TALK, Step.RED, Step.STUDY})


def read(session: "Session", look: Look) -> list[Behind]:
    """Return who is behind, or was."""
    return behind(session, look.on)


# -- what a row shows -----------------------------------------------------------------------------


def _run(row: Behind) -> str:
    return f"{len(row.run)} 个月" if row.run else ""


def _step(row: Behind) -> str:
    return "" if row.step is Step.NONE else str(row.step)


def _months(row: Behind) -> str:
    return spans_spoken(row.months)


def _chased(row: Behind) -> str:
    return f"{row.chased.on} {row.chased.kind}" if row.chased is not None else ""


def _deadline(row: Behind) -> Day | None:
    return row.chased.deadline if row.chased is not None else None


def _made_up(row: Behind) -> str:
    return f"{len(row.made_up)} 个月" if row.made_up else ""


def _card(_session: "Session", row: Behind) -> Card:
    sections = (
        ("欠交", tuple(map(_stretch, row.stretches()))),
        ("催交记录", tuple(map(_chase, row.chases))),
        ("补交过", _past(row)),
    )
    facts = "·".join(filter(None, (row.someone.category, row.someone.branch)))
    shown = tuple(section for section in sections if section[1])
    return Card(row.name, facts, _step(row), MARKS.get(row.step), tuple(_findings(row)), shown)


def _findings(row: Behind) -> list[Finding]:
    """Return what the run in its sum means, and which months are late for 补交."""
    found = []
    if row.run:
        counted = f"应交未交 {len(row.late)} 个月，共 {grouped(row.owed)} 元"
        said = told([cell.month for cell in row.run], row.ladder)
        found.append(Finding("arrears-run", Severity.WARN, said, row.name, ARTICLE, counted))
    if row.old:
        said = OLD_NOTE.format(months=spans_spoken(row.old), most=row.most)
        found.append(Finding("arrears-old", Severity.INFO, said, row.name, ARTICLE_LATE))
    return found


def _stretch(one: Stretch) -> tuple[str, str]:
    return f"{one.year} 年 {one.spoken}", "\n".join([f"应补 {grouped(one.owed)} 元", one.sum()])


def _chase(one: Chase) -> tuple[str, str]:
    until = f"限 {one.deadline} 前交" if one.deadline else ""
    told_ = f"当时欠 {one.months} 个月、{grouped(one.owed)} 元"
    return str(one.on), "\n".join(filter(None, (f"{one.kind} {one.by}".strip(), told_, until, one.said)))


def _past(row: Behind) -> tuple[tuple[str, str], ...]:
    paid = row.account.paid
    return tuple(
        (spoken(cell.month), f"{grouped(cell.paid)} 元，{spoken(paid[cell.month].last or cell.month)}交")
        for cell in reversed(row.made_up)
    )


# -- what can be done -----------------------------------------------------------------------------


def _nothing_late(row: Behind) -> str:
    return "" if row.late else f"{row.name}现在没有欠交"


def _nothing_done(row: Behind) -> str:
    return "" if row.chases else f"{row.name}没有催交记录"


def _make_up_sheet(row: Behind) -> Sheet:
    keys = ("method", "payer", "collector", "note")
    on = Field("on", "交纳日期", Kind.DAY, required=True, month_allowed=False)

    def judge(values: Mapping[str, Any]) -> Mapping[str, str]:
        on, note = values.get("on"), str(values.get("note") or "").strip()
        old = on is not None and is_too_late(row.months[0], month_of(on), row.most)
        return {"note": f"补交超过 {row.most} 个月，请写明原因"} if old and not note else {}

    fields = (on, AMOUNT, *(OF_PAYMENT[key] for key in keys))
    return Sheet(fields, _make_up_begin, judge=judge, note=_make_up_note)


def _make_up_begin(session: "Session", row: Behind) -> Mapping[str, Any]:
    by = str(settings.get(session, settings.OPERATOR))
    return {
        "on": Day.of(clock.today()), "amount": row.owed, "method": str(Method.CASH), "collector": by,
    }  # fmt: skip


def _make_up_note(row: Behind) -> str:
    head = f"欠 {_months(row)}，共 {grouped(row.owed)} 元。"
    return head + (OLD_NOTE.format(months=spans_spoken(row.old), most=row.most) if row.old else "")


def _make_up(session: "Session", row: Behind, given: Mapping[str, Any]) -> Sequence[Finding]:
    return make_up(session, row.id, given)


def _made_up_said(row: Behind, given: Mapping[str, Any]) -> str:
    return f"补交党费：{row.name} {grouped(given.get('amount') or 0)} 元"


def _chase_begin(session: "Session", row: Behind) -> Mapping[str, Any]:
    kind = USUAL.get(row.step, Chased.REMINDED)
    by = str(settings.get(session, settings.OPERATOR))
    return {"on": Day.of(clock.today()), "kind": str(kind), "by": by}


def _note_chase(session: "Session", row: Behind, given: Mapping[str, Any]) -> None:
    chase(session, row.id, given)


def _last_chase(_session: "Session", row: Behind) -> Mapping[str, Any]:
    return {one.key: getattr(row.chased, one.key) for one in OF_CHASE}


def _mend_chase(session: "Session", row: Behind, given: Mapping[str, Any]) -> None:
    if row.chased is not None:
        correct_chase(session, row.chased.id, given)


def _drop_chase(session: "Session", row: Behind, _given: Mapping[str, Any]) -> None:
    if row.chased is not None:
        drop_chase(session, row.chased.id)


def _notice(desk: "Desk", rows: Sequence[Behind]) -> None:
    desk.open_dialog("print", paper="dues-07b", ids=[row.id for row in rows])


def _sheet_of_arrears(desk: "Desk", rows: Sequence[Behind]) -> None:
    desk.open_dialog("print", paper="dues-07", ids=[row.id for row in rows])


def _ledger(desk: "Desk", rows: Sequence[Behind]) -> None:
    desk.go_to("dues", view="ledger", person=rows[0].id)


VERBS = (
    Verb(
        "make-up", "补交", _make_up, _make_up_sheet, Role.OPEN, "check", button=True,
        why_not=_nothing_late, sentence=_made_up_said,
    ),
    Verb(
        "chase", "记一次催交", _note_chase, Sheet(OF_CHASE, _chase_begin), icon="pencil", button=True,
        many=True, why_not=_nothing_late,
    ),
    Verb(
        "notice", "打印催交通知", icon="printer", button=True, many=True, why_not=_nothing_late, show=_notice
    ),
    Verb("sheet", "打印补交表", icon="printer", many=True, why_not=_nothing_late, show=_sheet_of_arrears),
    Verb("ledger", "打开收缴台账", show=_ledger),
    Verb(
        "mend-chase", "更正最近一次催交", _mend_chase, Sheet(OF_CHASE, _last_chase), press="保存",
        why_not=_nothing_done,
    ),
    Verb("drop-chase", "删除最近一次催交", _drop_chase, why_not=_nothing_done),
)  # fmt: skip
ARREARS = Register(
    "dues-arrears",
    "欠交与补交",
    (
        Shown(Field("name", "姓名", Kind.NAME), person=True),
        Shown(Field("run", "连续欠交", Kind.NUMBER), lambda row: len(row.run), _run, sample="10 个月"),
        Shown(
            Field("step", "提醒级别", Kind.CHOICE, choices=tuple(Step)[1:]), _step,
            mark=lambda row: MARKS.get(row.step), sample="待支部研究处置",
        ),
        Shown(Field("months", "欠交月份"), _months, sample="2026年2月至3月、2026年11月"),
        Shown(Field("owed", "欠交合计", Kind.MONEY), lambda row: row.owed),
        Shown(Field("chased", "最近催交"), _chased, sample="2026-11-20 谈话批评教育"),
        Shown(Field("deadline", "限期", Kind.DAY), _deadline),
        Shown(Field("made_up", "补交过", Kind.NUMBER), lambda row: len(row.made_up), _made_up),
        Shown(
            Field("branch", "党支部", Kind.CHOICE), lambda row: row.someone.branch, sample="第一党支部（文）"
        ),
        Shown(Field("group", "党小组", Kind.CHOICE), lambda row: row.someone.group, hidden=True),
        Shown(Field("count", "欠交月数", Kind.NUMBER), lambda row: len(row.late), hidden=True),
        Shown(Field("chases", "催交次数", Kind.NUMBER), lambda row: len(row.chases), hidden=True),
    ),
    read,
    lambda row: row.name,
    VERBS,
    (
        View("late", "欠交", lambda row: bool(row.late) and row.here),
        View("far", "要谈话的", lambda row: row.step in FAR and row.here, listed=False),
        View("study", "待研究", lambda row: row.step is Step.STUDY and row.here, listed=False),
        View("gone", "已离开", lambda row: bool(row.late) and not row.here, listed=False),
        View("made-up", "补交过", lambda row: bool(row.made_up), listed=False),
        View("all", "全部", lambda _row: True, listed=False),
    ),
    kinds=frozenset({Payment, Assessment, Waiver, Arrangement, Liability, Chase, Person, History}),
    card=_card,
    person=lambda row: row.id,
    empty=Empty("check", "没有人欠交", "过了党费日还没有交的人列在这里；没有核定的不算欠交。"),
    unit="人",
    roster="dues-arrears",
    topic="arrears",
)  # fmt: skip
