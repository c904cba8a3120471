"""责任清单: what a post or a group answers for in a year, by which measures, and how it was met."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.members.page.people import people_of
from partyoffice.plans.actions import lists
from partyoffice.plans.page.registers.asking import (
    BODY,
    Values,
    bodies,
    column,
    entering,
    filled,
    pressed,
    whose,
)
from partyoffice.plans.queries.groups import LineRow, group_rows, line_rows, line_years
from partyoffice.plans.records import Responsibility
from partyoffice.store.base import fields_of
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

POSTS = ("党支部", "书记", "副书记", "组织委员", "宣传委员", "纪检委员", "校长", "班子成员")
STORED = {one.key: one for one in fields_of(Responsibility)}
YEAR, BY, DUTY, MEASURE, TERM, RESULT = (
    STORED[key] for key in ("year", "by", "duty", "measure", "term", "result")
)
WHOSE = Field("whose", "责任主体", Kind.CHOICE, choices=POSTS, required=True, hint=STORED["whose"].hint)
GROUP = Field("group_id", "领导小组", Kind.LINK, hint="是领导小组的清单才选")
PERSON = Field("person_id", "从名册选", Kind.LINK, hint="选了就写到责任人里")
WHO = replace(BY, hint="名册以外的人、几个人，直接写在这里")
TABLE = Field("table", "清单", Kind.TABLE, choices=lists.HEADS, required=True, hint="可从表格粘贴")
FROM, TO = replace(YEAR, key="from", title="原来的年度"), replace(YEAR, key="to", title="新的年度")
HEAD = (BODY, YEAR, WHOSE, GROUP)
WRITTEN = (*HEAD, DUTY, MEASURE, TERM, PERSON, WHO)


def read(session: "Session", look: Look) -> list[LineRow]:
    """Return the lines of a year."""
    return line_rows(session, look.year or look.on.year)


def _links(desk: "Desk", row: Any) -> "Links":  # noqa: ANN401 -- a row, or none yet
    office = desk.open_office()
    with office.reading() as session:
        found = [one for one in group_rows(session, clock.today()) if one.group.ended is None]
    groups = tuple(Option(one.id, one.group.name, note=one.body) for one in found)
    return {**bodies(desk, row), GROUP.key: groups, PERSON.key: people_of(office)}


def _fill_in(desk: "Desk", dialog: "Asking") -> None:
    """Write the name of the group and of the person that are chosen into their texts."""
    form, links = dialog.form, _links(desk, None)
    groups = {one.value: one.text for one in links[GROUP.key]}  # type: ignore[union-attr]  # options
    people = people_of(desk.open_office())

    def follow(key: str) -> None:
        chosen = form.values().get(key)
        if key == GROUP.key and chosen and not form.values()[WHOSE.key]:
            form.set_value(WHOSE.key, groups.get(chosen, ""))
        elif key == PERSON.key and chosen and (one := people.named(chosen)) is not None:
            form.set_value(WHO.key, one.name)

    form.committed.connect(follow)


def _begin(session: "Session", _row: None) -> Values:
    return {BODY.key: whose(session), "year": clock.today().year}


def _now(_session: "Session", row: LineRow) -> Values:
    return {one.key: getattr(row.line, one.key) for one in (*WRITTEN, RESULT)}


def _years(session: "Session", _row: None) -> Values:
    newest = next(iter(line_years(session)), clock.today().year)
    return {BODY.key: whose(session), "from": newest, "to": newest + 1}


def _add(session: "Session", _row: None, given: Values) -> int:
    return lists.add_line(session, given).id


def _paste(session: "Session", _row: None, given: Values) -> int:
    kept = {key: value for key, value in given.items() if key != TABLE.key}
    return lists.add_lines(session, kept, str(given[TABLE.key] or ""))[-1].id


def _copy(session: "Session", _row: None, given: Values) -> None:
    lists.copy_lines(session, int(given[BODY.key]), int(given["from"]), int(given["to"]))


def _mend(session: "Session", row: LineRow, given: Values) -> None:
    lists.correct_line(session, row.id, given)


def _result(session: "Session", row: LineRow, given: Values) -> None:
    lists.correct_line(session, row.id, given)


def _drop(session: "Session", row: LineRow, _given: Values) -> None:
    lists.drop_line(session, row.id)


def _mark(row: LineRow) -> Mark:
    return Mark.DONE if row.line.result else Mark.RING


def _state(row: LineRow) -> str:
    return "已落实" if row.line.result else "未填写"


def _card(_session: "Session", row: LineRow) -> Card:
    one = row.line
    facts = filled(
        ("责任人", one.by), ("措施", one.measure), ("时限", one.term), ("小组", row.group),
        ("落实", one.result),
    )  # fmt: skip
    return Card(one.duty, f"{one.year} 年·{one.whose}", _state(row), _mark(row), (), ((row.body, facts),))


def _print(desk: "Desk", rows: "Sequence[LineRow]") -> None:
    one = rows[0].line
    given = {"year": str(one.year), "whose": one.whose}
    desk.open_dialog("print", paper="plan-03", branch=one.organisation_id, given=given)


LISTS = Register(
    "plans-lists",
    "责任清单",
    (
        column("whose", "责任主体", lambda row: row.line.whose, Kind.CHOICE, sample="党风廉政建设领导小组"),
        column("duty", "责任事项", lambda row: row.line.duty, Kind.LONG, sample="责" * 20),
        column("measure", "工作措施", lambda row: row.line.measure, Kind.LONG, sample="责" * 16),
        column("term", "时限或频次", lambda row: row.line.term, sample="每季度一次"),
        column("by", "责任人", lambda row: row.line.by, Kind.NAME, person=True),
        column("state", "落实", _state, Kind.CHOICE, mark=_mark, sample="未填写　"),
        column("result", "落实情况", lambda row: row.line.result, Kind.LONG, sample="责" * 16),
        column("body", "党组织", lambda row: row.body, Kind.CHOICE, hidden=True),
    ),
    read,
    lambda row: f"{row.line.whose}：{row.line.duty}",
    (
        entering(
            "新增责任事项", _add,
            Sheet(WRITTEN, _begin, _links, follow=_fill_in,
                  kept=(BODY.key, YEAR.key, WHOSE.key, GROUP.key, PERSON.key)),
            DUTY.key,
        ),
        replace(adding("粘贴清单", _paste, Sheet((*HEAD, TABLE), _begin, _links), "paste"), icon="copy",
                button=True),
        replace(adding("复制到新年度", _copy, Sheet((BODY, FROM, TO), _years, bodies), "copy"),
                icon="arrow-right", button=True),
        opening(_mend, Sheet((*WRITTEN, RESULT), _now, _links, follow=_fill_in)),
        pressed("result", "写落实情况", lambda _row: "", work=_result, many=True, icon="check",
                sheet=Sheet((replace(RESULT, required=True),),
                            lambda _session, row: {RESULT.key: row.line.result})),
        Verb("print", "打印责任清单", icon="printer", button=True, show=_print),
        removing(_drop),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", "没有填落实情况", lambda row: not row.line.result),
    ),
    years=line_years,
    kinds=frozenset({Responsibility}),
    card=_card,
    empty=Empty("bookmark", "这一年还没有责任清单", "按书记、委员、领导小组列出责任事项、措施和时限。"),
    unit="项",
    roster="responsibilities",
    hint="责任主体、事项、责任人",
    topic="plans",
)  # fmt: skip
