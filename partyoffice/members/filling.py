"""What the upper office's templates can be filled with: every column of people, and facts of the office."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.filling.opening import SERIAL, Wanted
from partyoffice.intake.answers import remembered
from partyoffice.intake.headings import known
from partyoffice.intake.target import Target
from partyoffice.members.columns import COLUMNS
from partyoffice.members.documents import add_facts, cell, people_of
from partyoffice.members.importer import SKIPPED, target_of
from partyoffice.members.queries import Someone
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import APPROVER, CHARGE, FILLER, SCHOOL
from partyoffice.part import Fact, Wish
from partyoffice.store import settings

KIND = "fill"
# The upper office asks for 政治面貌 in the words of GB/T 4762.
POLITICAL: dict[str, str] = {Category.FULL: "中共党员", Category.PROBATIONARY: "中共预备党员"}
MORE: dict[str, tuple[str, ...]] = {
    "age": ("年龄", "周岁", "现年"), "standing": ("党龄",), "born_month": ("出生年月",),
    "education_degree": known("education_and_degree"), "retires": ("退休时间", "退休年月", "法定退休时间"),
    "entered_branch": ("进入支部时间",), "branch": ("支部",),
}  # fmt: skip
SURE = {
    "born_month": ("出生年月",), "birth": ("出生日期", "出生时间", "出生年月日"), "education": ("学历",),
}  # fmt: skip
BRACKETED = {("学历", "学位"): "education_degree", ("最高学历", "学位"): "education_degree"}
OFFICE: dict[str, tuple[str, tuple[str, ...]]] = {
    "unit": ("单位", ("工作单位", "单位名称", "学校", "学校名称", "填报单位")),
    "upper": ("上级党委", ("上级党组织", "上级党委名称")),
    "today": ("今天", ("填表日期", "填报日期", "制表日期")),
    "as_of": ("截止日期", ()),
    "year": ("年度", ("年份",)),
    "charge": ("负责人", ()),
    "filler": ("填表人", ("填报人", "制表人")),
    "count": ("人数", ()),
}
SIGNS = frozenset({"today", "as_of"})


def _of_person(about: Field) -> Target:
    made, key = target_of(about), about.key
    headings = (*made.headings, *MORE.get(key, ()))
    return replace(made, headings=headings, plain_here=(*made.plain_here, *SURE.get(key, ())), founds=False)


def targets(facts: Sequence[Fact]) -> tuple[Target, ...]:
    """Return everything a column or a placeholder may ask for."""
    people = [_of_person(column.field) for key, column in COLUMNS.items() if key not in SKIPPED]
    own = [Target(one.field.key, one.field, one.headings) for one in facts]
    political = Field("political", "政治面貌", Kind.CHOICE, codes="political_status")
    office = [_of_office(key, title, more) for key, (title, more) in OFFICE.items()]
    serial = Target(SERIAL, Field(SERIAL, "序号", Kind.NUMBER), ("行号", "No", "顺序号"))
    return (serial, *people, *own, Target("political", political, plain_here=("政治面貌",)), *office)


def _of_office(key: str, title: str, more: tuple[str, ...]) -> Target:
    return Target(key, Field(key, title, Kind.DAY if key in SIGNS else Kind.TEXT), plain_here=more)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody on a template: the values by key."""

    id: int
    name: str
    values: Mapping[str, Any]


def office_facts(session: Session, wish: Wish) -> dict[str, Any]:
    """Return what holds for everybody: the school, the day, who fills the paper."""
    kept = {key: settings.get(session, one) for key, one in _SETTINGS.items()}
    branch = tree(session).name(wish.branch) if wish.branch is not None else ""
    year = str(wish.year or wish.on.year)
    days = {"today": Day.of(clock.today()), "as_of": Day.of(wish.on)}
    return kept | days | {"year": year, "branch": branch}


_SETTINGS = {"unit": SCHOOL, "upper": APPROVER, "charge": CHARGE, "filler": FILLER}


def _category(wanted: Category) -> Callable[[Someone], bool]:
    return lambda one: one.present and one.category == wanted


NAMED = "people"
WHOM: dict[str, tuple[str, Callable[[Someone], bool]]] = {
    "members": ("全体党员", lambda one: one.member),
    "formal": ("正式党员", lambda one: one.member and one.category == Category.FULL),
    "probationary": ("预备党员", lambda one: one.member and one.category == Category.PROBATIONARY),
    "floating": ("流动党员", lambda one: one.member and one.card["floating"] == "是"),
    "candidates": ("发展对象", _category(Category.CANDIDATE)),
    "activists": ("入党积极分子", _category(Category.ACTIVIST)),
    "applicants": ("入党申请人", _category(Category.APPLICANT)),
    NAMED: ("指定的人", lambda _one: True),
}


@dataclass(frozen=True, slots=True)
class Subjects:
    """The people of a template in its order, and what holds for the whole paper."""

    people: list[Subject]
    shared: dict[str, Any]

    def values(self) -> list[Mapping[str, Any]]:
        """Return what is known of everybody."""
        return [one.values for one in self.people]


def subjects(
    session: Session, wish: Wish, keys: Sequence[str], facts: Sequence[Fact], whom: str = "members"
) -> Subjects:
    """Return the people of a wish, each with what the keys ask for, masked as it says."""
    known_facts = {one.field.key: one.field for one in facts}
    fields = [COLUMNS[key].field for key in keys if key in COLUMNS]
    fields += [known_facts[key] for key in keys if key in known_facts]
    # 政治面貌 is read off the category, which everybody has.
    people = people_of(session, wish, WHOM[whom][1], fields)
    add_facts(session, people, fields, tuple(facts))
    shared = office_facts(session, wish) | {"count": str(len(people))}
    branches = {one.branch for one in people}
    if not shared["branch"]:
        roots = tree(session).roots
        shared["branch"] = branches.pop() if len(branches) == 1 else roots[0].name if roots else ""
    made = [
        Subject(one.id, one.name, _values(one, fields, wish.on, shared, masked=wish.masked)) for one in people
    ]
    return Subjects(made, shared)


def _values(
    one: Someone, fields: Sequence[Field], on: date, shared: Mapping[str, Any], *, masked: bool
) -> Mapping[str, Any]:
    own = {field.key: cell(one, field, on, masked=masked) for field in fields}
    return {**shared, "political": POLITICAL.get(one.category, ""), **own}


def wanted(session: Session, facts: Sequence[Fact], answers: Mapping[str, str], sheet: str = "") -> Wanted:
    """Return what a template may ask for, with what was answered about the same headings before."""
    return Wanted(targets(facts), KIND, answers, partial(remembered, session), sheet, BRACKETED)
