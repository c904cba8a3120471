"""名册 of each stage of the way, of the year's new members, and of those the next meeting is about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day, add_months
from partyoffice.development.documents.shown import Known, known_of, way_facts
from partyoffice.development.queries import days_of
from partyoffice.development.rules.probation import PROMPT_MONTHS
from partyoffice.development.rules.reckoning import probation_of
from partyoffice.members.documents import chosen, roster
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.rules import Category
from partyoffice.part import Fact, Wish
from partyoffice.reports.document import Document, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Facts = tuple[Fact, ...]
WHO = ("name", "sex", "ethnicity", "birth", "education")
APPLICANTS = (*WHO, "job", "in_league", "applied", "received", "talked", "talkers", "at", "branch", "note")
ACTIVISTS = (
    *WHO, "applied", "activist_on", "activist_filed", "way", "mentors", "review_count", "last_review",
    "next_review",
    "earliest", "branch",
)  # fmt: skip
CANDIDATES = (
    *WHO, "applied", "activist_on", "candidate_on", "posted", "listed_on", "sponsors_named", "reviewed_on",
    "conclusion",
    "trained_on", "branch",
)  # fmt: skip
PREVIEWED = (
    *WHO, "applied", "activist_on", "listed_on", "sponsors_named", "conclusion", "train_days", "train_hours",
    "committee_on", "previewed", "preview_result", "booklet",
)  # fmt: skip
NEW = (
    "name", "sex", "ethnicity", "birth", "education", "job", "applied", "activist_on", "candidate_on",
    "accepted",
    "approved", "sponsors", "joined", "note",
)  # fmt: skip
PROBATIONARY = (
    *WHO, "accepted", "approved", "probation_start", "probation_end", "sponsors_named", "sworn",
    "probation_reviews",
    "full_applied", "group", "branch",
)  # fmt: skip
TO_BE_FULL = (
    "name", "sex", "birth", "accepted", "approved", "probation_start", "probation_end", "sponsors_named",
    "probation_reviews", "full_applied", "full_meeting", "full_vote", "full_decision", "branch",
)  # fmt: skip
# The head of the national list of applicants, its 23 columns in its own words and order.
HEAD = {
    "staff_number": "学工号", "name": "姓名", "id_number": "公民身份证号码", "sex": "性别",
    "ethnicity": "民族", "native_place": "籍贯", "birth": "出生日期", "education": "学历",
    "category": "人员类别", "applied": "入党申请时间",
    "activist_on": "确定为积极分子时间", "candidate_on": "确定为发展对象时间",
    "branch": "所在党组织", "joined": "入党时间", "full": "转正时间", "job": "工作岗位",
    "address": "现居住地", "phone": "移动电话", "telephone": "联系电话", "archive_place": "党员档案所在单位",
    "professional_title": "从事专业技术职务", "stratum": "新社会阶层类型", "frontline": "一线情况",
}  # fmt: skip
ON_THE_WAY = frozenset({Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE})


def titled(wish: Wish, title: str) -> str:
    """Return the title of a roster, with its year where it is one of a year."""
    return f"{wish.year} 年度{title}" if wish.year else title


def of_category(
    category: Category, columns: tuple[str, ...], session: "Session", wish: Wish, facts: Facts
) -> Document:
    """Return the list of one stage of the way on a day, or at the end of a year."""
    title = titled(wish, f"{category}名册")
    return roster(
        session, wish, title, lambda one: one.present and one.category == category,
        (*facts, *way_facts(wish.on)), columns,
    )  # fmt: skip


def probationary(session: "Session", wish: Wish, facts: Facts) -> Document:
    """Return 预备党员名册."""
    return roster(
        session, wish, titled(wish, "预备党员名册"),
        lambda one: one.member and one.category == Category.PROBATIONARY,
        (*facts, *way_facts(wish.on)), PROBATIONARY,
    )  # fmt: skip


def new_members(session: "Session", wish: Wish, facts: Facts) -> Document:
    """Return 年度新党员名册: whose 入党时间 lies in the year and who was approved by its end."""
    year = wish.year or wish.on.year
    approved = days_of(session, 17, [one.id for one in everyone(session, wish.on, columns=("joined",))])

    def keep(one: Someone) -> bool:
        joined, day = one.card["joined"], approved.get(one.id)
        inside = joined is not None and joined.year == year
        return inside and (one.member or (day is not None and day.first <= wish.on))

    return roster(session, wish, f"{year} 年度新党员名册", keep, (*facts, *way_facts(wish.on)), NEW)


def head_of_23(session: "Session", wish: Wish, facts: Facts) -> Document:
    """Return everybody on the way under the 23 heads of the national list; others keep their titles."""
    known = (*facts, *way_facts(wish.on))
    made = roster(
        session, wish, titled(wish, "入党申请人信息"),
        lambda one: one.present and one.category in ON_THE_WAY, known, tuple(HEAD),
    )  # fmt: skip
    fields = chosen(wish, known, tuple(HEAD))
    return renamed(made, tuple(HEAD.get(field.key, field.title) for field in fields))


def renamed(document: Document, titles: tuple[str, ...]) -> Document:
    """Return a roster whose columns bear other titles; 序号 before and 编号 behind them stay."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, Table):
            start = len(block.columns) - len(titles) if block.columns[0].title == "序号" else 0
            heads = list(block.columns)
            for at, title in enumerate(titles, start):
                heads[at] = replace(heads[at], title=title)
            block = replace(block, columns=tuple(heads))  # noqa: PLW2901 -- the same table under other heads
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


# -- whom the next meeting is about --------------------------------------------------------------


def _meant(
    session: "Session", wish: Wish, category: Category, wanted: Callable[[Known], bool]
) -> frozenset[int]:
    """Return who of a category is meant."""
    ids = [one.id for one in everyone(session, wish.on, columns=("name",)) if one.category == category]
    return frozenset(one for one, known in known_of(session, ids, wish.on).items() if wanted(known))


def _in_year(day: Day | None, year: int | None) -> bool:
    return day is not None and day.year == year


def previews(session: "Session", wish: Wish, facts: Facts) -> Document:
    """Return 预审名册: who was examined by the branch and waits for admission; of a year, who was previewed.

    What is asked for a year is told of everybody previewed in it, whatever they have become.
    """
    if wish.year:
        ids = [one.id for one in everyone(session, wish.on, columns=("name",))]
        previewed = days_of(session, 13, ids)
        meant = frozenset(one for one in ids if _in_year(previewed.get(one), wish.year))
    else:
        meant = _meant(session, wish, Category.CANDIDATE, _waits_for_meeting)
    return roster(
        session, wish, titled(wish, "发展党员预审名册"), lambda one: one.id in meant,
        (*facts, *way_facts(wish.on)), PREVIEWED,
    )  # fmt: skip


def _waits_for_meeting(known: Known) -> bool:
    return known.file.closed(12) and not known.file.closed(15)


def full_candidates(session: "Session", wish: Wish, facts: Facts) -> Document:
    """Return 转正审议名册: whose 预备期 is over within a month or who asked; of a year, whose ends in it."""
    meant = _meant(session, wish, Category.PROBATIONARY, _due_in(wish))
    return roster(
        session, wish, titled(wish, "转正审议名册"), lambda one: one.id in meant,
        (*facts, *way_facts(wish.on)), TO_BE_FULL,
    )  # fmt: skip


def _due_in(wish: Wish) -> Callable[[Known], bool]:
    last = date(wish.year, 12, 31) if wish.year else add_months(wish.on, PROMPT_MONTHS)

    def due(known: Known) -> bool:
        if known.file.closed(24) and not known.file.extended:
            return False
        runs = probation_of(known.file, known.settings)
        asked = known.file.closed(22) and not wish.year
        return asked or (runs is not None and runs.full <= last)

    return due
