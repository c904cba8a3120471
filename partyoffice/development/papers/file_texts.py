"""What one person's folder says, as every paper of the way into the Party prints it.

A form asks for what a step holds by ``s3`` (its day) and ``s3_way`` (a field of its form, by the keys of
``rules/fields``); lists and everything about the person have keys of their own, told in ``OFFERS``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name, on_paper
from partyoffice.development.papers.awards import award_texts
from partyoffice.development.queries import rows_of, steps_of
from partyoffice.development.records import EditionChoice, Step, Voucher, Wayfarer
from partyoffice.development.rules.fields import DAYS, FIELDS
from partyoffice.development.rules.profile import MENTOR, ROLES, SPONSOR
from partyoffice.development.rules.steps import STEPS
from partyoffice.members import card
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.rules import age
from partyoffice.organisation.queries import full_name, tree
from partyoffice.organisation.records import APPROVER, GENERAL_BRANCH, SCHOOL
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = dict[str, Any]
ON = Field("on", "日期", Kind.DAY)
POSTS = ("admin_post", "title_name")
TICK, BOX = "☑", "□"


@dataclass(slots=True)
class Folder:
    """One person's folder on a day: who it is, what each step says, and the rows of the other records."""

    session: "Session"
    one: Someone
    on: date
    steps: Mapping[int, Step]
    read: dict[type, list[Any]] = field(default_factory=dict)

    def rows(self, kind: type) -> list[Any]:
        """Return the person's rows of one kind of record as entered; read once."""
        if kind not in self.read:
            self.read[kind] = rows_of(self.session, kind, self.one.id)
        return self.read[kind]

    def day(self, number: int) -> Day | None:
        """Return the day of a step, closed or begun."""
        step = self.steps.get(number)
        return step.on if step is not None else None

    def text(self, number: int, key: str) -> str:
        """Return what was typed for a field of a step, empty for nothing."""
        step = self.steps.get(number)
        value = step.facts.get(key) if step is not None else None
        return plain(value)

    def vouchers(self, role: str) -> list[Voucher]:
        """Return everybody who ever had a role, in the order they took it on."""
        mine = [one for one in self.rows(Voucher) if one.role == role]
        return sorted(mine, key=lambda one: (one.start.first if one.start else date.min, one.id))

    def names(self, role: str) -> str:
        """Return who has a role on the day, 方砚舟、沈砚秋."""
        now = (one for one in self.vouchers(role) if one.end is None or one.end.first > self.on)
        return "、".join(dotted_name(one.name) for one in now)


def folder_of(session: "Session", person_id: int, on: date) -> Folder:
    """Read one person's folder (OfficeError for who is in the bin); a second round covers the first."""
    steps = sorted(steps_of(session, person_id), key=lambda step: step.id)
    return Folder(session, card.someone(session, person_id, on), on, {step.number: step for step in steps})


# -- one value as papers write it ---------------------------------------------------------------


def plain(value: object) -> str:
    """Return a stored value as text: 3 for 3.0, nothing for None."""
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def spoken(day: Day | None) -> str:
    """Return 2026年3月4日, empty for no day."""
    return day.spoken() if day else ""


def month_of(day: Day | None) -> str:
    """Return 1985年9月, empty for no day."""
    return Day(day.year, day.month).spoken() if day else ""


def said(asked: Field, text: str) -> str:
    """Return what was typed for a field as a paper prints it."""
    if asked.kind is not Kind.DAY or not text:
        return on_paper(text)
    try:
        return Day.parse(text).spoken()
    except ValueError:  # 原件如此
        return text


# -- the steps ----------------------------------------------------------------------------------


def step_texts(folder: Folder, *numbers: int) -> Texts:
    """Return the day and fields of steps by key, ``s7`` and ``s7_group_opinion``; of all unless named."""
    texts: Texts = {}
    for number in numbers or STEPS:
        texts[f"s{number}"] = spoken(folder.day(number))
        for asked in FIELDS[number]:
            texts[f"s{number}_{asked.key}"] = said(asked, folder.text(number, asked.key))
    return texts


def step_offers(*numbers: int) -> dict[str, str]:
    """Return the titles of what ``step_texts`` gives."""
    return {
        key: f"{number}.{STEPS[number]}：{title}"
        for number in numbers or STEPS
        for key, title in (
            (f"s{number}", DAYS[number]),
            *((f"s{number}_{asked.key}", asked.title) for asked in FIELDS[number]),
        )
    }


def exceptions(folder: Folder, *numbers: int) -> str:
    """Return what was passed with a reason at these steps, and the edition chosen by hand, line by line."""
    lines = [
        f"第 {number} 步“{STEPS[number]}”{_override(one)}"
        for number in numbers or STEPS
        if number in folder.steps
        for one in folder.steps[number].overrides
    ]
    chosen = (
        f"细则版本由本单位指定为 {one.edition} 年版，理由：{one.reason}" for one in folder.rows(EditionChoice)
    )
    return on_paper("\n".join([*lines, *chosen]))


def _override(one: Mapping[str, Any]) -> str:
    on = str(one.get("on") or "")
    signed = "，".join(filter(None, (str(one.get("by") or ""), said(ON, on))))
    return f"例外办理，理由：{str(one.get('reason', '')).strip()}" + (f"；{signed}" if signed else "")


# -- the person ---------------------------------------------------------------------------------


def person_texts(folder: Folder) -> Texts:
    """Return who somebody is: the card's texts, the League, the bodies, family with ages, who vouches."""
    session, one, on = folder.session, folder.one, folder.on
    texts = {
        **card.values(session, one.id, on),
        "name": dotted_name(one.name), "birth_month": month_of(one.card["birth"]),
        "work_month": month_of(one.card["work_start"]),
        "education_degree": "、".join(filter(None, (one.card["education"], one.card["degree"]))),
        **_league(folder), **body_texts(session, one.branch_id), **voucher_texts(folder),
        "family": [_relative(row, on) for row in card.relatives(session, one.id)],
    }  # fmt: skip
    return texts | award_texts(session, one.id)


def _league(folder: Folder) -> Texts:
    way = next(iter(folder.rows(Wayfarer)), None)
    if way is None:
        return {"league_on": "", "league_place": "", "in_league": ""}
    return {
        "league_on": month_of(way.league_on), "league_place": way.league_place,
        "in_league": "共青团员" if way.in_league else "",
    }  # fmt: skip


def body_texts(session: "Session", branch: int | None) -> Texts:
    """Return the names of the school and of the bodies that decide about somebody of a branch."""
    texts = {"branch_full": full_name(tree(session), branch)}
    for key, setting in (("school_name", SCHOOL), ("general_branch", GENERAL_BRANCH), ("approver", APPROVER)):
        texts[key] = str(settings.get(session, setting))
    return texts


def _relative(row: Any, on: date) -> dict[str, str]:  # noqa: ANN401 -- a Relative or an Examined
    return {
        "relation": row.relation, "name": dotted_name(row.name), "birth": month_of(row.birth),
        "age": plain(age(row.birth, on)), "political_status": row.political_status, "unit": row.unit,
    }  # fmt: skip


# -- who vouches --------------------------------------------------------------------------------


def voucher_texts(folder: Folder) -> Texts:
    """Return mentors and sponsors of the day by name, and all there ever were as rows."""
    typed = str(folder.one.card["sponsors"] or "")
    return {
        "mentors": folder.names(MENTOR), "sponsors": folder.names(SPONSOR) or typed,
        "mentor_rows": voucher_rows(folder, MENTOR), "sponsor_rows": voucher_rows(folder, SPONSOR),
    }  # fmt: skip


def voucher_rows(folder: Folder, role: str) -> list[dict[str, str]]:
    """Return everybody who ever had a role, with post, spell and why it ended."""
    rows = folder.vouchers(role)
    posts = _posts(folder, [one.member_id for one in rows if one.member_id])
    return [
        {
            "name": dotted_name(one.name), "post": posts.get(one.member_id or 0, ""),
            "start": spoken(one.start), "end": spoken(one.end), "reason": one.reason,
        }
        for one in rows
    ]  # fmt: skip


def _posts(folder: Folder, ids: Sequence[int]) -> dict[int, str]:
    """Return the posts of members of the roster; nothing of somebody from elsewhere or gone for good."""
    people = everyone(folder.session, folder.on, columns=POSTS, ids=ids) if ids else []
    return {
        one.id: "、".join(filter(None, (one.post, one.card["admin_post"] or one.card["title_name"])))
        for one in people
    }


# -- the table ----------------------------------------------------------------------------------

PERSON = {
    **card.OFFERS,
    "birth_month": "出生年月", "work_month": "参加工作年月", "education_degree": "学历、学位",
    "league_on": "入团时间", "league_place": "入团地点", "in_league": "共青团员",
    "branch_full": "所在党支部全称", "school_name": "学校名称", "general_branch": "所属党总支",
    "approver": "有审批权的上级党委", "family": "家庭主要成员（有年龄）", "honours": "奖励",
    "punishments": "处分", "mentors": ROLES[0], "sponsors": ROLES[1],
    "mentor_rows": "培养联系人（列表）", "sponsor_rows": "入党介绍人（列表）",
}  # fmt: skip
EXCEPTIONS = {"exceptions": "例外办理"}


def offers(*numbers: int) -> dict[str, str]:
    """Return the titles of what ``file_texts`` gives for these steps."""
    return {**PERSON, **step_offers(*numbers), **EXCEPTIONS}


def file_texts(folder: Folder, *numbers: int) -> Texts:
    """Return the person and these steps (all where none is named), with what was passed by exception."""
    return {
        **person_texts(folder), **step_texts(folder, *numbers), "exceptions": exceptions(folder, *numbers)
    }  # fmt: skip


def counted(folder: Folder, number: int) -> str:
    """Return how many were due, came and agreed where a step was decided: 应到 3 人，实到 3 人，同意 3 人."""
    parts = (("应到", "due"), ("实到", "present"), ("同意", "agreed"))
    told = ((word, folder.text(number, key)) for word, key in parts)
    return "，".join(f"{word} {text} 人" for word, text in told if text)


def ticked(key: str, words: Mapping[str, str], chosen: str) -> dict[str, str]:
    """Return a tick or an empty box for each word, under ``key_`` and the word's own key."""
    return {f"{key}_{part}": TICK if word == chosen else BOX for part, word in words.items()}


def lacking(folder: Folder, *wanted: tuple[int, str]) -> list[str]:
    """Return the titles of fields of steps that are still empty; a step's day has an empty key."""
    found = []
    for number, key in wanted:
        if not (folder.text(number, key) if key else folder.day(number)):
            titles = {asked.key: asked.title for asked in FIELDS[number]}
            found.append(titles[key] if key else DAYS[number])
    return found


def blanks(folder: Folder, keys: Sequence[str]) -> list[str]:
    """Return the titles of card fields that are still empty."""
    return [card.OFFERS[key] for key in keys if not folder.one.card[key]]
