"""What the card says of somebody: lines of histories, lists and changes, in words."""

from collections.abc import Iterable
from dataclasses import replace

from partyoffice.core.dates import Day
from partyoffice.members.card import span
from partyoffice.members.page.line_list import Line
from partyoffice.members.page.reading import CardFacts
from partyoffice.members.queries import Someone
from partyoffice.members.records import Award, Experience, History, Relative
from partyoffice.members.rules import Category, Fact, age
from partyoffice.members.trail import Entry, Step
from partyoffice.ui.marks import Mark

BEFORE = "建账以前"
NOTHING = "（空）"


def facts_line(facts: CardFacts) -> str:
    """Return 女·1988-02·汉族·38 岁."""
    one = facts.one
    birth, years = one.card["birth"], age(one.card["birth"], facts.on)
    old = "" if years is None else f"{years} 岁"
    parts = (one.card["sex"], str(birth)[:7] if birth else "", one.card["ethnicity"], old)
    return "·".join(filter(None, parts))


def state(one: Someone) -> tuple[Mark, str]:
    """Return the mark and the words of what somebody is now."""
    if one.other.get("binned"):
        return Mark.SAME, "在回收站"
    if not one.present:
        return Mark.SAME, "已离开" if one.other.get("gone") else "不在册"
    marks = {Category.FULL: Mark.FULL, Category.PROBATIONARY: Mark.HALF}
    words = one.category or "人员类别待补"
    mark = marks.get(Category(one.category), Mark.RING) if one.category else Mark.WARN
    return mark, words if one.status in {"", "正常"} else f"{words}·{one.status}"


def unit(one: Someone) -> str:
    """Return branch, group and posts in one line; of who has left, when and how."""
    if one.other.get("gone"):
        return str(one.other["gone"])
    return "·".join(part for part in (one.branch, one.group, one.post) if part)


def when(day: Day | None) -> str:
    """Return the day a stretch begins, in words where it lies before the books."""
    return BEFORE if day is None else str(day)


def history_lines(rows: Iterable[History]) -> list[Line]:
    """Return histories as lines, the newest first."""
    ordered = sorted(
        rows, key=lambda row: (row.start is not None, str(row.start or ""), row.id), reverse=True
    )
    return [history_line(row) for row in ordered]


def history_line(row: History) -> Line:
    """Return one stretch: a full mark while it lasts, a ring when it is over."""
    what = f"{row.fact}：{row.value}" if row.fact != Fact.PRESENCE else row.value or "在册"
    end = f"至 {row.end}{'，' + row.end_reason if row.end_reason else ''}" if row.end else ""
    note = "；".join(part for part in (row.reason, end, row.evidence) if part)
    half = row.fact == Fact.CATEGORY and row.value == Category.PROBATIONARY
    mark = Mark.RING if row.end else Mark.HALF if half else Mark.FULL
    return Line(what, when(row.start), note, mark, row.id)


def course_lines(facts: CardFacts, most: int = 6) -> list[Line]:
    """Return the newest few turns of somebody's way: dated stretches, and what the card certifies."""
    dated = [row for row in facts.rows if row.start is not None and row.fact != Fact.STATUS]
    lines = [replace(history_line(row), key=None) for row in dated]
    if not any(row.fact == Fact.CATEGORY for row in dated):
        card = facts.one.card
        told = (("转为正式党员", card["full"], Mark.FULL), ("加入党组织", card["joined"], Mark.HALF))
        lines += [Line(what, str(day), "", mark) for what, day, mark in told if day is not None]
    return sorted(lines, key=lambda line: line.when, reverse=True)[:most]


def experience_line(row: Experience) -> Line:
    """Return one stretch of study or work: a ring when it is over."""
    note = "；".join(filter(None, (span(row), row.witness and f"证明人：{row.witness}")))
    mark = Mark.RING if row.end or not row.start else Mark.FULL
    return Line(row.unit or "（未填写）", "", note, mark, row.id)


def relative_line(row: Relative) -> Line:
    """Return one member of the family."""
    note = "·".join(part for part in (str(row.birth or ""), row.political_status, row.unit) if part)
    return Line(
        " ".join(part for part in (row.relation, row.name) if part) or "（未填写）", "", note, key=row.id
    )


def award_line(row: Award) -> Line:
    """Return one honour or punishment."""
    note = "·".join(part for part in (row.body, row.document) if part)
    return Line(f"{row.kind} {row.name}".strip() or "（未填写）", str(row.on or ""), note, key=row.id)


def title_of(step: Step) -> str:
    """Return what a changed field is called: 手机号码, or 履历的开始 where it is not the card's own."""
    return f"{step.record}的{step.field.title}" if step.record else step.field.title


def _step(step: Step, *, masked: bool) -> str:
    old, new = (step.field.mask(text) if masked and text else text for text in (step.old, step.new))
    return f"{title_of(step)}：{old or NOTHING} → {new or NOTHING}"


def trail_lines(entry: Entry, *, masked: bool) -> list[Line]:
    """Return one action of 修改记录: sentence and who, then a line for each field, old → new."""
    head = f"{entry.at:%H:%M}" + (f"·{entry.operator}" if entry.operator else "")
    first = Line(entry.sentence, f"{entry.at:%Y-%m-%d}", "\n".join([head, *entry.came]), Mark.RING)
    return [first, *(Line(_step(step, masked=masked), key=step) for step in entry.steps)]
