"""Every column a roster can show of a person: card, histories of the day, reckoned values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.members.queries import Someone
from partyoffice.members.records import PARTY, SCHOOL, Person
from partyoffice.members.rules import MEMBERS, NO_STANDING, Category, age, retires_in, standing
from partyoffice.store.base import fields_of

CARD = {field.key: field for field in fields_of(Person)}
REQUIRED = tuple(field for field in CARD.values() if field.required and field.key != "name")
Read = Callable[[Someone, date], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it is described and how it is read of somebody on a day."""

    field: Field
    read: Read
    width: float = 0

    @property
    def key(self) -> str:
        """The field's key."""
        return self.field.key


def _card(key: str) -> Column:
    return Column(CARD[key], lambda one, _on: one.card[key])


def _age(one: Someone, on: date) -> int | None:
    return age(one.card["birth"], on)


def _standing(one: Someone, on: date) -> int | str | None:
    if one.category != Category.FULL:
        return NO_STANDING if one.category == Category.PROBATIONARY else None
    return standing(one.card["full"], on)


RETIRES_HINT = "按出生年月推算：女职工岗位写明工勤的从 50 周岁起算，其余从 55 周岁起算；以人社部门核定为准"


def _retires(one: Someone, _on: date) -> Day | None:
    women_at = 50 if "工勤" in str(one.card["job"]) else 55
    return retires_in(one.card["sex"], one.card["birth"], women_at)


def _education(one: Someone, _on: date) -> str:
    degree = one.card["degree"]
    return f"{one.card['education']}（{degree}）" if degree else str(one.card["education"])


def _born_month(one: Someone, _on: date) -> Day | None:
    birth = one.card["birth"]
    return None if birth is None else Day(birth.year, birth.month)


def _complete(one: Someone, _on: date) -> str:
    wanted = [key for key, field in CARD.items() if field.required]
    return f"{100 * sum(bool(one.card[key]) for key in wanted) // len(wanted)}%"


def _own(key: str, title: str, read: Read, kind: Kind = Kind.TEXT, **more: Any) -> Column:  # noqa: ANN401 -- Field's
    return Column(Field(key, title, kind, group=PARTY, **more), read)


CATEGORY = _own(
    "category",
    "人员类别",
    lambda one, _on: one.category,
    Kind.CHOICE,
    codes="category",
    open=False,
    required=True,
)
BRANCH = _own("branch", "所在党支部", lambda one, _on: one.branch, required=True, widest="第二党支部（理科）")
GROUP = _own("group", "党小组", lambda one, _on: one.group, widest="语文组小组")
POST = _own("post", "党内职务", lambda one, _on: one.post, Kind.CHOICE, codes="party_post")
STATUS = _own("party_status", "党籍状态", lambda one, _on: one.status, Kind.CHOICE, codes="party_status")
HISTORIES = (CATEGORY, BRANCH, GROUP, POST, STATUS)
RECKONED = (
    _own("age", "年龄", _age, Kind.NUMBER),
    _own("standing", "党龄", _standing, Kind.NUMBER),
    _own("entered_branch", "进入支部日期", lambda one, _on: one.entered_branch, Kind.DAY),
    Column(Field("retires", "法定退休年月", Kind.DAY, group=SCHOOL, hint=RETIRES_HINT), _retires),
    _own("born_month", "出生年月", _born_month, Kind.DAY),
    _own("education_degree", "学历（学位）", _education),
    _own("completeness", "信息完整度", _complete),
)
COLUMNS = {column.key: column for column in (*map(_card, CARD), *HISTORIES, *RECKONED)}
# The order in which people know the columns: the national 采集表, the histories among its 党内情况.
DEFAULT = (
    "name", "sex", "ethnicity", "birth", "id_number", "education", "degree", "native_place", "work_start",
    "joined",
    "full", "category", "branch", "group", "post", "phone", "address", "job", "title_name", "archive_place",
    "note",
)  # fmt: skip
# The printed roster (operations C11).
PRINTED = (
    "name", "sex", "ethnicity", "born_month", "native_place", "education_degree", "joined", "full",
    "work_start", "job",
    "title_name", "id_number", "phone", "address", "category", "group", "note",
)  # fmt: skip


def missing(one: Someone) -> list[str]:
    """Return the keys of 必填 fields that are empty; who is no member needs no 入党时间 or 档案所在单位."""
    spared = () if one.category in MEMBERS else ("joined", "archive_place")
    return [field.key for field in REQUIRED if not one.card[field.key] and field.key not in spared]


def needed(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the card fields that must be read to show the given columns."""
    extra = {
        "age": ("birth",), "born_month": ("birth",), "retires": ("sex", "birth", "job"),
        "education_degree": ("education", "degree"),
        "completeness": tuple(key for key, field in CARD.items() if field.required),
    }  # fmt: skip
    found = [part for key in keys for part in extra.get(key, (key,)) if part in CARD]
    return tuple(dict.fromkeys(("name", "joined", "full", *found)))
