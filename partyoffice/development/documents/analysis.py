"""The yearly look at all 积极分子 (细则第十一条): how many of which kind, then everybody by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partyoffice.core import codes
from partyoffice.development.documents.rosters import ACTIVISTS, Facts, of_category, titled
from partyoffice.development.documents.shown import Known, known_of
from partyoffice.development.rules.reckoning import spells_of
from partyoffice.development.rules.training import earliest_candidate, reviews_on
from partyoffice.members.columns import COLUMNS
from partyoffice.members.documents import people_of
from partyoffice.members.queries import Someone
from partyoffice.members.rules import Category, age
from partyoffice.part import Wish
from partyoffice.reports.document import Column, Document, Heading, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "入党积极分子队伍分析"
ASKED = ("sex", "ethnicity", "birth", "education", "title_level", "honour", "class_teacher_to", "place")
YOUNG = 35
HEADS = (
    Column("项目", 14, "left"),
    Column("人数", 5, kind="number"),
    Column("占比", 5),
    Column("怎样数的", 26, "left"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the analysis: what is counted, how, and whom it counts."""

    title: str
    told: str
    holds: Callable[[Someone, Known], bool]


def _years(one: Someone, known: Known) -> int | None:
    return age(one.card["birth"], known.on)


def _young(one: Someone, known: Known) -> bool:
    years = _years(one, known)
    return years is not None and years <= YOUNG


def _schooled(one: Someone, *groups: str) -> bool:
    return codes.group("education", str(one.card["education"])) in groups


def _full_year(_one: Someone, known: Known) -> bool:
    day = earliest_candidate(spells_of(known.file), known.settings)
    return day is not None and day <= known.on


def _overdue(_one: Someone, known: Known) -> bool:
    decided = known.file.day(3)
    if decided is None:
        return False
    return bool(reviews_on(decided.first, known.file.reviews, known.on, known.settings).overdue)


def _mentored(_one: Someone, known: Known) -> bool:
    return any(one.vouches(known.on) for one in known.file.mentors)


COUNTS = (
    Counted("女", "性别为女", lambda one, _known: one.card["sex"] == "女"),
    Counted(
        "少数民族", "民族不是汉族，没有填的不计",
        lambda one, _known: bool(one.card["ethnicity"]) and one.card["ethnicity"] != "汉族",
    ),
    Counted("三十五岁以下", "截止日期满 35 周岁及以下", _young),
    Counted("研究生", "学历为研究生", lambda one, _known: _schooled(one, "研究生")),
    Counted("大学本科", "学历为大学本科", lambda one, _known: _schooled(one, "大学本科")),
    Counted("高级职称", "职称等级为高级", lambda one, _known: one.card["title_level"] == "高级"),
    Counted("骨干、学科带头人", "有骨干或学科带头人称号", lambda one, _known: bool(one.card["honour"])),
    Counted("共青团员", "发展档案写明是团员", lambda _one, known: known.file.in_league),
    Counted("有培养联系人", "截止日期有在任的培养联系人", _mentored),
    Counted("培养满一年", "从确定之日算起，在原单位的培养时间连续计算", _full_year),
    Counted("半年考察有缺", "到截止日期应做而没有记录", _overdue),
)  # fmt: skip


def analysis(session: "Session", wish: Wish, facts: Facts) -> Document:
    """Return the analysis of a day or of the end of a year; as a sheet to work on the list alone."""
    made = of_category(Category.ACTIVIST, ACTIVISTS, session, wish, facts)
    if wish.plain:
        return made
    fields = [COLUMNS[key].field for key in ASKED if key in COLUMNS]
    people = people_of(session, wish, lambda one: one.present and one.category == Category.ACTIVIST, fields)
    blocks = (Heading("一、基本情况"), _table(session, wish, people), Heading("二、名单"), *made.blocks)
    return replace(made, title=wish.title or titled(wish, TITLE), blocks=blocks)


def _table(session: "Session", wish: Wish, people: Sequence[Someone]) -> Table:
    known = known_of(session, [one.id for one in people], wish.on)
    rows = [("合计", len(people), "", "截止日期为入党积极分子的")]
    for line in COUNTS:
        count = sum(line.holds(one, known[one.id]) for one in people if one.id in known)
        rows.append((f"其中：{line.title}", count, share(count, len(people)), line.told))
    return Table(HEADS, rows, size=9)


def share(count: int, whole: int) -> str:
    """Return a share in whole percent; nothing of nobody."""
    return f"{round(100 * count / whole)}%" if whole else ""
