"""The columns a list of applicants, activists and candidates may have beside those of every roster."""

import re
from collections.abc import Mapping

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.development.rules.steps import MILESTONES
from partyoffice.intake.headings import known
from partyoffice.intake.target import Row, Target

# Names in one cell; a dot inside belongs to a name (阿依古丽·买买提).
SPLIT = re.compile(r"[、，,;；/\s]+")


def _day(key: str, title: str, *headings: str) -> Target:
    return Target(key, Field(key, title, Kind.DAY, group="发展党员"), headings)


def _text(key: str, title: str, *headings: str, kind: Kind = Kind.TEXT) -> Target:
    return Target(key, Field(key, title, kind, group="发展党员"), headings)


# Days of steps that rosters do not show, by the step's number.
DAYS: Mapping[int, Target] = {
    5: _day("mentors_on", "指定培养联系人时间", "确定培养联系人时间", "指定联系人时间"),
    8: _day("listed_on", "列为发展对象日期", "发展对象备案时间", "发展对象备案日期"),
    9: _day("sponsors_on", "确定入党介绍人时间"),
    10: _day("reviewed_on", "政治审查时间", "政审时间", "政审日期", "政治审查日期", "政治审查结论时间"),
    11: _day("trained_on", "集中培训结业时间", "党校培训结业时间", "党校结业时间", "培训结业时间",
             "集中培训时间"),
    12: _day("committee_on", "支委会审查时间"),
    14: _day("written_on", "填写入党志愿书时间", "填写志愿书时间"),
    16: _day("upper_talk_on", "上级党委谈话时间", "入党谈话时间"),
    18: _day("filed_on", "预备党员备案时间"),
    22: _day("full_applied", "转正申请时间", "递交转正申请书时间", "提交转正申请时间", "转正申请日期"),
    25: _day("archived_on", "材料归档时间", "归档时间", "转档案馆时间"),
}  # fmt: skip
STEP_OF = {one.key: one.number for one in MILESTONES} | {one.key: number for number, one in DAYS.items()}
# Texts that stand on the form of a step: its number and the key of its field.
FACT_OF = {
    "talkers": (2, "talkers"), "performance": (3, "performance"), "conclusion": (10, "conclusion"),
    "train_days": (11, "days"), "train_hours": (11, "hours"), "upper_talker": (16, "talker"),
}  # fmt: skip
LEAGUE_FACTS = ("in_league", "league_on", "leaves_on", "away")  # of the Wayfarer; away: its 流动人员
NAMES = {
    "mentors": MENTOR, "mentor_1": MENTOR, "mentor_2": MENTOR,
    "sponsors": SPONSOR, "sponsor_1": SPONSOR, "sponsor_2": SPONSOR,
}  # fmt: skip
OWN = (
    *DAYS.values(),
    _day("recommended_on", "推优时间", "推荐/推优时间", "团支部推优", "团组织推优时间", "推荐时间"),
    _text("talkers", "谈话人", "首次谈话人", "派人谈话人"),
    _text("performance", "主要表现", "具体表现", "现实表现", kind=Kind.LONG),
    _text("conclusion", "政治审查结论", "政审结论", "政治审查", "政审情况"),
    _text("train_days", "培训天数", "集中培训天数", kind=Kind.NUMBER),
    _text("train_hours", "培训学时", "集中培训学时", kind=Kind.NUMBER),
    _text("upper_talker", "入党谈话人", "上级党委谈话人"),
    _text("mentors", "培养联系人", *known("mentors")),
    _text("mentor_1", "培养联系人1", *known("mentor_1")),
    _text("mentor_2", "培养联系人2", *known("mentor_2")),
    _text("sponsor_1", "入党介绍人1", *known("introducer_1")),
    _text("sponsor_2", "入党介绍人2", *known("introducer_2")),
    _text("in_league", "共青团员", "是否共青团员", "是否团员", "团员", kind=Kind.FLAG),
    _day("league_on", "入团时间", "入团日期", "加入共青团时间"),
    _day("leaves_on", "预计离校（调离）日期", "预计毕业时间", "预计离校时间", "预计离校日期"),
    _text("away", "流动人员", "是否流动人员", kind=Kind.FLAG),
    _text("booklet", "入党志愿书编号", *known("form_number")),
)  # fmt: skip


def days_in(row: Row) -> dict[int, Day]:
    """Return the days of steps that a row gives, by number."""
    return {number: row.values[key] for key, number in STEP_OF.items() if key in row.values}


def facts_in(row: Row) -> dict[int, dict[str, str]]:
    """Return the texts for the forms of steps that a row gives, by number and field."""
    found: dict[int, dict[str, str]] = {}
    for key, (number, name) in FACT_OF.items():
        if key in row.values:
            value = row.values[key]
            found.setdefault(number, {})[name] = f"{value:g}" if isinstance(value, float) else str(value)
    return found


def names_in(row: Row) -> dict[str, tuple[str, ...]]:
    """Return who vouches by role, each name once."""
    found: dict[str, tuple[str, ...]] = {}
    for key, role in NAMES.items():
        said = SPLIT.split(str(row.values.get(key) or ""))
        found[role] = tuple(dict.fromkeys((*found.get(role, ()), *filter(None, said))))
    return {role: names for role, names in found.items() if names}
