"""The rules about bodies as questions: what a branch of so many members may be, when a term ends."""

from typing import Any

from partyoffice.core.calculation import Calculation, asked_day, exact_day, whole_number
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.organisation.rules import (
    ARTICLE_COMMITTEE,
    ARTICLE_TERM,
    TERM_YEARS,
    OrgKind,
    shape_of,
    term_end,
)

Answer = dict[str, Any]
USUAL_YEARS, MOST_YEARS, MOST_PEOPLE = TERM_YEARS[OrgKind.BRANCH], 10, 100_000


def calc_branch(formal: str, members: str = "") -> Answer:
    """Return what a branch of so many 正式党员 may be and needs."""
    number = whole_number(formal, "正式党员数", MOST_PEOPLE)
    whole = whole_number(members, "党员总数", MOST_PEOPLE) if members else number
    if whole < number:
        raise OfficeError(f"党员总数 {whole} 少于正式党员 {number}", remedy="请核对两个数，总数包括预备党员")
    found = shape_of(number, whole)
    told = f"正式党员 {number} 人，党员 {whole} 人；{found.advice}"
    return {
        "may_found": found.may_found, "committee_required": found.committee_required,
        "committee_size_min": found.committee_size_min, "committee_size_max": found.committee_size_max,
        "advice": found.advice, "article": ARTICLE_COMMITTEE, "steps": told,
    }  # fmt: skip


def calc_term(years: str = "", on: str = "", **given: str) -> Answer:
    """Return when a term ends and from when on the coming election is told."""
    start, day = exact_day(given.get("from", ""), "任期开始"), asked_day(on, "计算日期")
    number = whole_number(years, "任期（年）", MOST_YEARS) if years else USUAL_YEARS
    found = term_end(start, number, day)
    told = f"{start} 起 {number} 年，{found.ends} 届满，{found.alert_from} 起提醒"
    return {
        "ends": str(found.ends), "alert_from": str(found.alert_from), "overdue": found.overdue,
        "article": ARTICLE_TERM, "steps": told + ("，已超期" if found.overdue else ""),
    }  # fmt: skip


CALCULATIONS = (
    Calculation(
        "branch", "支部设置",
        (
            Field("formal", "正式党员数", Kind.NUMBER, required=True),
            Field("members", "党员总数", Kind.NUMBER, hint="含预备党员，不填为同正式党员数"),
        ),
        calc_branch,
    ),
    Calculation(
        "term", "届满时间",
        (
            Field("from", "任期开始", Kind.DAY, required=True),
            Field("years", "任期（年）", Kind.NUMBER, hint=f"不填为 {USUAL_YEARS}"),
            Field("on", "计算日期", Kind.DAY, hint="不填为今天"),
        ),
        calc_term,
    ),
)  # fmt: skip
