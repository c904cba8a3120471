"""发展党员工作全程纪实表: one row a step, what was done told from the records of that step.

What was passed by exception and what was taken over from an old file say so on the row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.paper_words import numeral, on_paper
from partyoffice.development.papers.cases import Case, ballots, case_of, span
from partyoffice.development.papers.file_texts import offers, person_texts, plain, said, spoken
from partyoffice.development.queries.ways import AGAIN
from partyoffice.development.records import (
    Examined,
    Inquiry,
    Posting,
    Review,
    Step,
    ThoughtReport,
)
from partyoffice.development.rules.editions import edition_for
from partyoffice.development.rules.fields import FIELDS
from partyoffice.development.rules.overrides import Override, record_line
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.development.rules.steps import TABLE, Stage, step_of
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ROW = 96  # the width of 主要内容 that one row holds, in characters; more goes on in the next
STAGES = {stage: f"{numeral(at)}、{stage}" for at, stage in enumerate(Stage, 1)}

# -- what a step's own fields say -----------------------------------------------------------------

SHOWN: Mapping[int, tuple[str, ...]] = {
    1: ("received", "receiver"), 2: ("talkers", "place", "opinion"),
    3: ("way", "league_branch_on", "league_committee_on"), 4: ("filed_with", "document"), 6: ("summary",),
    7: ("group_opinion", "mentor_opinion", "members_opinion", "masses_opinion"),
    8: ("consented", "consenting", "document"), 9: ("chosen_by",), 10: ("conclusion", "joint", "problems"),
    11: ("organiser", "start", "days", "hours", "mode", "result", "certificate"), 12: ("opinion",),
    13: ("asked_on", "request", "result", "document"), 14: ("guided_by",), 16: ("talker", "post", "opinion"),
    17: ("deliberated", "body", "document", "notified"), 18: ("filed_with", "document"),
    19: ("group", "announced"), 20: ("place", "host"), 21: ("summary",), 22: ("received",),
    23: ("decision", "months", "cause"), 24: ("body", "document", "talker", "talked", "announced"),
    25: ("kept_at", "handed_to", "handed_on", "checker"),
}  # fmt: skip


def _fields(step: Step) -> Iterator[str]:
    titles = {asked.key: asked for asked in FIELDS[step.number]}
    for key in SHOWN.get(step.number, ()):
        text = said(titles[key], plain(step.facts.get(key)))
        if text:
            yield f"{titles[key].title}：{text.rstrip('。；')}"
    if counted := _counted(step, ("due", "应到"), ("present", "实到"), ("agreed", "同意")):
        yield f"{'党委' if step.number == 17 else '支委会（大会）'}{counted}"


def _counted(step: Step, *keys: tuple[str, str]) -> str:
    told = ((title, plain(step.facts.get(key))) for key, title in keys)
    return "、".join(f"{title}{number}人" for title, number in told if number)


# -- what other records say -----------------------------------------------------------------------


def _recommended(_case: Case, step: Step) -> Iterator[str]:
    told = _counted(step, ("voters_due", "应参加"), ("voters", "实参加"), ("votes", "同意"))
    if told:
        yield f"推荐{told}"


def _vouching(case: Case, role: str) -> Iterator[str]:
    told = []
    for one in case.folder.vouchers(role):
        ended = f"，{spoken(one.end)}更换，{one.reason or '原因未记'}" if one.end else ""
        told.append(f"{one.name}（{spoken(one.start)}起{ended}）")
    if told:
        yield f"{role}：{'、'.join(told)}"


def _reviewed(case: Case, number: int) -> Iterator[str]:
    for kind, title, unit in ((Review, "考察", "次"), (ThoughtReport, "思想汇报", "篇")):
        days = sorted(one.on.first for one in case.folder.rows(kind) if one.step == number)
        if days:
            yield f"{title}{len(days)}{unit}：{'、'.join(Day.of(one).spoken() for one in days)}"


def _posted(case: Case, _step: Step) -> Iterator[str]:
    for one in case.folder.rows(Posting):
        if one.step == 8:
            until = f"至{spoken(one.end)}" if one.end else "起"
            result = f"，结论：{one.result}" if one.result else ""
            yield f"公示：{one.place}，{spoken(one.start)}{until}{result}"


def _examined(case: Case, _step: Step) -> Iterator[str]:
    asked = [one for one in case.folder.rows(Inquiry) if not one.void_reason]
    seen = len(case.folder.rows(Examined))
    if seen:
        yield f"审查{seen}人"
    if asked:
        yield f"函调{len(asked)}件，回函{sum(one.returned is not None for one in asked)}件"


def _booklet(case: Case, _step: Step) -> Iterator[str]:
    if case.booklet:
        yield f"入党志愿书编号：{case.booklet}"


def _voted(case: Case, step: Step) -> Iterator[str]:
    voted = case.voted(step.number, step.on)
    if voted is not None:
        yield f"{ballots(voted)}，{'通过' if voted.vote.passed else '没有通过'}"


def _approved(case: Case, _step: Step) -> Iterator[str]:
    if case.first:
        yield f"预备期：{span(case.first)}"


def _extended(case: Case, step: Step) -> Iterator[str]:
    yield from _voted(case, step)
    if case.extension and step.mark != AGAIN:
        yield f"延长的预备期：{span(case.extension)}"


def _full(case: Case, step: Step) -> Iterator[str]:
    if case.full and (step.mark == AGAIN or not case.months):
        yield f"转正时间：{Day.of(case.full).spoken()}"


OTHERS: Mapping[int, Callable[[Case, Step], Iterator[str]]] = {
    3: _recommended, 5: lambda case, _step: _vouching(case, MENTOR),
    6: lambda case, _step: _reviewed(case, 6), 8: _posted,
    9: lambda case, _step: _vouching(case, SPONSOR), 10: _examined, 13: _booklet, 15: _voted, 17: _approved,
    21: lambda case, _step: _reviewed(case, 21), 23: _extended, 24: _full,
}  # fmt: skip


def _marks(step: Step) -> Iterator[str]:
    """Tell what stands out of the ordinary: taken over later, passed by exception, a note."""
    if step.late_entry:
        entered = f"，{spoken(step.entered)}录入" if step.entered else ""
        yield f"补录{entered}"
    for one in step.overrides:
        on = Day.parse(one["on"]).first if one.get("on") else None
        yield record_line(
            Override(str(one.get("code")), str(one.get("reason")), str(one.get("by") or ""), on)
        )
    if step.evidence:
        yield f"材料：{step.evidence}"
    if step.note:
        yield f"备注：{step.note.rstrip('。')}"


def told_of(case: Case, step: Step) -> str:
    """Return 主要内容 of one step."""
    others = OTHERS[step.number](case, step) if step.number in OTHERS else ()
    return on_paper("；".join([*_fields(step), *others, *_marks(step)]).replace("\n", " "))


# -- the rows --------------------------------------------------------------------------------------


def _rounds(case: Case) -> Iterator[tuple[int, Step | None]]:
    """Yield every step with its record, or without; those taken again after an extension behind it."""
    mine = sorted(case.folder.rows(Step), key=lambda one: (one.mark == AGAIN, one.number, one.id))
    first = {one.number: one for one in mine if not one.mark}
    again = [one for one in mine if one.mark == AGAIN]
    for rule in TABLE:
        yield rule.number, first.get(rule.number)
        if rule.number == 24:
            yield from ((one.number, one) for one in again)


def rows_of_journey(case: Case) -> list[dict[str, str]]:
    """Return the rows of 全程纪实表; a long text goes on in the next row, signed on its last."""
    rows: list[dict[str, str]] = []
    for number, step in _rounds(case):
        parts = cut(told_of(case, step)) if step is not None and not step.open else [""]
        rows += [{"content": part} for part in parts]
        rows[-len(parts)] |= _head(case, number, step)
    return rows


def _head(case: Case, number: int, step: Step | None) -> dict[str, str]:
    day = step.on if step is not None and not step.open else None
    edition = edition_for(day.first if day else case.folder.on, case.choice)
    rule = step_of(number, edition)
    again = f"（{AGAIN}）" if step is not None and step.mark == AGAIN else ""
    return {"stage": STAGES[rule.stage], "step": f"{number} {rule.name}{again}", "day": spoken(day)}


def cut(text: str, room: int = ROW) -> list[str]:
    """Return a text in pieces of so many characters' width, broken behind a mark that stands near the end."""
    parts = []
    while (end := _fitting(text, room)) < len(text):
        at = max(text.rfind(mark, end // 2, end) for mark in "；。，、") + 1 or end
        parts.append(text[:at])
        text = text[at:]
    return [*parts, text]


def _fitting(text: str, room: int) -> int:
    """Return how many characters fit; letters and figures are half as wide."""
    wide = accumulate(0.5 if one.isascii() else 1 for one in text)
    return sum(1 for _ in takewhile(lambda so_far: so_far <= room, wide))


def journey(session: "Session", person_id: int, asked: Asked) -> Mapping[str, Any]:
    """Return the texts of 全程纪实表."""
    case = case_of(session, person_id, asked.on)
    return {**person_texts(case.folder), "rows": rows_of_journey(case)}


def missing(session: "Session", person_id: int) -> Sequence[str]:
    """Return the steps before the last closed one that are not in the books."""
    case = case_of(session, person_id, date.max)
    closed = {number for number, step in case.folder.steps.items() if not step.open}
    last = max(closed, default=0)
    behind = (rule for rule in TABLE if rule.number < last and rule.number not in closed)
    return [f"第 {rule.number} 步{rule.name}" for rule in behind]


PAPERS = (
    Paper(
        "dev-21", "发展党员工作全程纪实表", ("member",), "dev-21", journey, missing=missing,
        offers={**offers(), "rows": "各步骤（列表）"}, note="照登记逐步印出，例外办理和补录都写明；签字手写",
        among=tuple(one for one in Category if one is not Category.FULL),
    ),
)  # fmt: skip
