"""年度核定 as a list: a line an amount, its pay items as columns, what it comes to at the right end."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.actions.assess import drop_assessment
from partyoffice.dues.actions.assess_many import carry_over
from partyoffice.dues.page.assessments import sheets
from partyoffice.dues.papers.assessments import FIXED_KIND
from partyoffice.dues.queries.assessments import SET, UNSET, UNSIGNED, Line, assessed_years, lines
from partyoffice.dues.records import Arrangement, Assessment, Liability, Opening, Payment
from partyoffice.dues.rules.assessing import ARTICLE
from partyoffice.dues.rules.editions import BASED, FIXED, rate_spoken, short
from partyoffice.dues.rules.items import COLUMNS, columns_of
from partyoffice.dues.rules.words import Payer
from partyoffice.members.records import History, Person
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Look, Register, Role, Shown, Verb, View, opening, removing
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

KEY = "dues-assessments"
STATES = (UNSET, UNSIGNED, SET)
MARKS = {UNSET: Mark.LATE, UNSIGNED: Mark.WARN, SET: Mark.DONE}
USUAL = COLUMNS[Payer.STAFF]
SHOWN_ITEMS = columns_of(BASED)
ITEM_FIELDS = {one.key: Field(one.key, one.title, Kind.MONEY) for one in SHOWN_ITEMS}
WIDE = "12345.00"


def read(
    kinds: Mapping[int, str], session: "Session", look: Look, people: Collection[int] | None = None
) -> list[Line]:
    """Return the lines of a year; ``kinds`` are those chosen for whom no amount is set yet."""
    found = lines(session, look.year or look.on.year, look.on, people)
    for line in found:
        line.chosen = kinds.get(line.id, "") if line.held is None else ""
    return found


def _years(session: "Session") -> Sequence[int]:
    now = clock.today().year
    return sorted({*assessed_years(session), now, now + 1}, reverse=True)


def _of(line: Line, key: str) -> Any:  # noqa: ANN401 -- each column its own
    return getattr(line.held, key) if line.held is not None else None


def _item(key: str, line: Line) -> int | None:
    return line.amount(key)


def _others(line: Line) -> str:
    """Return the items that have no column."""
    items = line.held.items if line.held is not None else ()
    rest = [one for one in items if one["key"] not in ITEM_FIELDS]
    return "，".join(
        f"{one['title']} {grouped(one['amount'])}{'' if one['sign'] else '（不计入）'}" for one in rest
    )


def _rate(line: Line) -> str:
    rate = _of(line, "rate")
    return "" if rate is None else rate_spoken(rate)


def _column(key: str) -> Shown:
    return Shown(
        ITEM_FIELDS[key], partial(_item, key), sample=WIDE, hidden=key not in USUAL and key not in _OFTEN
    )


_OFTEN = COLUMNS[Payer.RETIRED][:1]


def _line(line: Line) -> tuple[str, str]:
    """Say how the amount was reckoned, and what stood before it in the year."""
    if line.held is None:
        return f"{line.row.name} {line.row.year} 年还没有核定，不计入应交", short(ARTICLE)
    since = f"，{line.held.start}起" if line.at else ""
    return f"{line.row.name}{since}：{line.held.steps}", short(line.held.article)


def _nothing_set(line: Line) -> str:
    return "" if line.held is not None else "这个人还没有核定"


def _set_already(line: Line) -> str:
    return "选中的人今年已经核定。" if line.held is not None else ""


@writes
def _carry(desk: "Desk", rows: Sequence[Line]) -> None:
    """Carry over for all that are chosen as one step, and say who was left out and why."""
    year = rows[0].row.year
    able = [one.row.id for one in rows if one.held is None and one.row.before is not None]
    if not able:
        desk.messages.inform("没有可以沿用的", _set_already(rows[0]) or f"{year - 1} 年没有核定可以沿用。")
        return
    sentence = f"沿用上年核定 {year} 年党费：{len(able)} 人"
    if desk.act(sentence, lambda session: carry_over(session, able, year), many=len(able)):
        desk.done(f"已{sentence}{_left_out(rows)}")


def _left_out(rows: Sequence[Line]) -> str:
    """Name who has no amount of the year before; who is set already needs no word."""
    names = [one.row.name for one in rows if one.held is None and one.row.before is None]
    return f"；上年没有核定、没有沿用的 {len(names)} 人：{'、'.join(names[:3])}" if names else ""


def _drop(session: "Session", line: Line, _given: object) -> None:
    if line.held is not None:
        drop_assessment(session, line.held.id)


@writes
def _import(desk: "Desk", _rows: Sequence[Line]) -> None:
    desk.open_dialog("import", kind="pay")


def _print(desk: "Desk", rows: Sequence[Line]) -> None:
    """Open the sheet of the kind of payer that is chosen."""
    payer, year = rows[0].payer, {"year": str(rows[0].row.year)}
    if payer is Payer.STAFF:
        desk.open_dialog("print", paper="dues-01", given=year)
    else:
        kind = FIXED_KIND if payer in FIXED else str(payer)
        desk.open_dialog("print", paper="dues-01b", given={**year, "kind": kind})


def _is(state: str, line: Line) -> bool:
    return line.state == state


COLUMNS_SHOWN = (
    Shown(Field("name", "姓名", Kind.NAME), lambda line: line.row.name, person=True),
    Shown(
        Field("branch", "党支部", Kind.CHOICE), lambda line: line.row.someone.branch, sample="第一党支部",
        hidden=True,
    ),
    Shown(sheets.PAYER, lambda line: str(line.payer), sample="不按月取酬"),
    Shown(sheets.START, partial(_of, key="start"), sample="2026-01"),
    *(_column(one.key) for one in SHOWN_ITEMS),
    Shown(Field("others", "其他项目"), _others, sample="班主任津贴 300.00（不计入）", hidden=True),
    Shown(sheets.STORED["on"], partial(_of, key="on"), hidden=True),
    Shown(sheets.STORED["signed"], partial(_of, key="signed")),
    Shown(sheets.STORED["note"], partial(_of, key="note"), sample="说" * 10, hidden=True),
    Shown(sheets.STORED["base"], partial(_of, key="base"), sample=WIDE),
    Shown(Field("rate", "比例"), partial(_of, key="rate"), text=_rate, sample="1.5%", align="right"),
    Shown(sheets.STORED["due"], partial(_of, key="due"), sample="1000.00"),
    Shown(
        Field("state", "状态", Kind.CHOICE, choices=STATES), lambda line: line.state, sample="未核定　",
        mark=lambda line: MARKS[line.state],
    ),
)  # fmt: skip
KINDS = frozenset({Assessment, Payment, Opening, Liability, Arrangement, Person, History})
NOBODY = Empty(
    "landmark", "这一年还没有人交党费", "在党员名册里登记党员以后，这里列出每个人，逐人核定每月应交数额。"
)


def _verbs(desk: "Desk") -> tuple[Verb, ...]:
    within = sheets.within(desk)
    return (
        Verb("import", "导入工资单", role=Role.ADD, icon="upload", show=_import),
        opening(sheets.set_or_mend, sheets.setting(desk), "核定"),
        Verb(
            "within", "年中核定", sheets.set_within, within, icon="calendar", button=True,
            why_not=_nothing_set,
        ),
        Verb("carry", "沿用上年", icon="copy", button=True, many=True, show=_carry),
        Verb(
            "sign", "登记签字", sheets.sign_for, sheets.SIGNING, icon="check", button=True, many=True,
            why_not=_nothing_set,
        ),
        Verb("print", "打印核定表", icon="printer", button=True, many=True, show=_print),
        removing(_drop, "撤销核定", _nothing_set),
    )  # fmt: skip


def assessments(desk: "Desk", kinds: Mapping[int, str]) -> Register:
    """Return the register; ``kinds`` are those chosen for whom no amount is set yet."""
    return Register(
        KEY,
        "年度核定",
        COLUMNS_SHOWN,
        partial(read, kinds),
        lambda line: f"{line.row.name} {line.row.year} 年",
        _verbs(desk),
        (
            View("all", "全部", lambda _line: True),
            *(View(f"state{at}", state, partial(_is, state)) for at, state in enumerate(STATES)),
        ),
        _years,
        KINDS,
        None,
        lambda line: line.row.id,
        NOBODY,
        "人",
        topic="dues",
        line=_line,
        still=(1, 4),
    )
