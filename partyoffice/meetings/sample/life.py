"""The invented talks of the last years, and what was asked, written and criticised around 组织生活会."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, pairwise
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, days_after
from partyoffice.meetings.queries import attendance_of, names_of
from partyoffice.meetings.queries.talks import Branch, branches
from partyoffice.meetings.records import (
    Criticism,
    LifeStep,
    Meeting,
    OpinionAsked,
    Rectification,
    SelfCheck,
    Talk,
)
from partyoffice.meetings.rules.kinds import ASKED_OF, CAME, CRITICISM, LEADERS, LIFE_STEPS
from partyoffice.meetings.rules.life import LIFE_KINDS
from partyoffice.meetings.rules.talks import AMONG_COMMITTEE, AMONG_MEMBERS, WITH_COMMITTEE
from partyoffice.part import Sampling
from partyoffice.store.base import Record
from partyoffice.store.bulk import add_rows

YEARS = 2  # those before are not looked into
MOST = 800  # talks of a year, people at meetings: more of the same would only fill the lists
MONTHS = (3, 4, 5, 6, 9, 10)
GISTS = (
    "谈近期教学和班级工作，听取对支部活动的意见。", "谈家访中遇到的困难，商量怎样请年级组配合。",
    "谈带教青年教师的体会，约定每月听一次课。", "谈身体和家庭情况，嘱咐注意休息，有困难找支部。",
)  # fmt: skip
ADVICE = ("建议主题党日多安排在周五下午。", "希望支部多组织教学研讨。", "", "")
OPINIONS = (
    ("支委会", "支部活动形式还可以再丰富一些。", "采纳，列入整改清单。"),
    ("支委会", "发展青年教师入党的力度不够。", "采纳，列入整改清单。"),
    ("党员教师", "多到困难学生家里走访。", "已向全体党员反馈。"),
)
PROBLEMS = (
    ("理论学习联系教学实际不够", "每季度安排一次学习交流，结合备课谈体会"),
    ("联系群众不够经常", "每名党员联系两至三名群众，每学期谈心一次"),
    ("主题党日形式单一", "每学期安排两次校外实践"),
)
CHECK = (
    "理论学习满足于完成任务，联系教学实际不够；批评同志放不开情面。今后每周自学不少于两小时，多听课、多交流。"
)
WHOSE = {CRITICISM: "支委会", LEADERS: "领导班子"}
STAND = "大家的意见很中肯，我诚恳接受，逐条改正。"
CRITICISMS = ("抓班级管理急了一些，方式方法还要讲究。", "参加教研活动发言不多，经验没有传给年轻人。",
              "家访不够经常，对后进学生关心少。")  # fmt: skip


Row = dict[str, Any]
Made = Iterator[tuple[type[Record], Row]]


def live(session: Session, wish: Sampling) -> None:
    """Invent the talks of the last years and what belongs to their meetings."""
    rnd = Random(wish.seed + 3)
    for year in range(wish.on.year - YEARS + 1, wish.on.year + 1):
        add_rows(session, Talk, _talks(session, year, wish.on, rnd))
    made: dict[type[Record], list[Row]] = defaultdict(list)
    for meeting, here in _held(session, wish.on):
        for kind, row in _around(session, meeting, here, wish.on):
            made[kind].append(row)
    for kind, rows in made.items():
        add_rows(session, kind, rows)


def _held(session: Session, on: date) -> Iterator[tuple[Meeting, Sequence[int]]]:
    """Yield the 组织生活会 of the last years, the newest first, with who came; of so many people."""
    since = Day(on.year - YEARS, 12, 1)
    wanted = select(Meeting).where(
        Meeting.kind.in_(LIFE_KINDS), Meeting.on >= since, Meeting.on <= Day.of(on)
    )
    left = MOST
    for meeting in session.execute(wanted.order_by(Meeting.on.desc(), Meeting.id)).scalars():
        here = [person for person, row in attendance_of(session, meeting.id).items() if row.state in CAME]
        if here and left > 0:
            yield meeting, here[:left]
        left -= len(here)


# -- talks ------------------------------------------------------------------------------------


def _talks(session: Session, year: int, on: date, rnd: Random) -> Iterator[Row]:
    months = [month for month in MONTHS if date(year, month, 28) <= on]
    left = MOST
    for branch in branches(session, year, on) if months else ():
        for at, (one, other, kind) in enumerate(islice(_met(branch), max(left, 0))):
            if year < on.year or at % 7 != 3:  # of this year some are still to come
                day = Day(year, rnd.choice(months), rnd.randrange(1, 29))
                yield {
                    "on": day, "kind": kind, "talker_id": one, "talker": branch.names[one],
                    "person_id": other, "person": branch.names[other], "organisation_id": branch.id,
                    "place": "党员活动室", "gist": GISTS[at % len(GISTS)], "advice": ADVICE[at % len(ADVICE)],
                    "handled": "支委会研究后安排。" if at % 8 == 0 else "",
                }  # fmt: skip
        left -= 2 * len(branch.names)


def _met(branch: Branch) -> Iterator[tuple[int, int, str]]:
    """Yield who of a branch talks with whom: each pair, everybody with the committee and with a neighbour."""
    people = branch.coverage.people
    seats = [one.person for one in people if one.sits]
    others = [one.person for one in people if not one.sits]
    for pair in branch.coverage.pairs:
        yield pair.one, pair.other, AMONG_COMMITTEE
    for at, person in enumerate(others if seats else ()):
        yield seats[at % len(seats)], person, WITH_COMMITTEE
    for one, other in pairwise(others):
        yield one, other, AMONG_MEMBERS


# -- around a meeting -------------------------------------------------------------------------


def _around(session: Session, meeting: Meeting, here: Sequence[int], on: date) -> Made:
    of, at = {"meeting_id": meeting.id}, meeting.on.first
    for step, days in zip(LIFE_STEPS, (-25, -24, -14, 0, 7, 10), strict=True):
        if days_after(at, days) <= on:
            yield LifeStep, {**of, "step": step, "on": Day.of(days_after(at, days))}
    asked = Day.of(days_after(at, -12))
    for (about, text, handled), source in zip(OPINIONS, ASKED_OF, strict=False):
        told = {"source": source, "about": about, "text": text, "handled": handled}
        yield OpinionAsked, {**of, "on": asked, **told}
    for person in here:
        yield SelfCheck, {**of, "person_id": person, "text": CHECK, "stand": STAND}
    for place, (critic, person) in enumerate(pairwise((*here, here[0]))):
        if critic != person:
            text = CRITICISMS[place % len(CRITICISMS)]
            yield Criticism, {**of, "critic_id": critic, "person_id": person, "text": text}
    by = meeting.chair or names_of(session, here)[here[0]]
    yield from ((Rectification, row) for row in _mended(meeting, by, on))


def _mended(meeting: Meeting, by: str, on: date) -> Iterator[Row]:
    """Yield what is mended after a meeting, a term apart; what is due is done."""
    for at, (problem, measure) in enumerate(PROBLEMS, 1):
        due = days_after(meeting.on.first, at * 120)
        done = due <= on
        yield {
            "organisation_id": meeting.organisation_id, "year": meeting.year or meeting.on.year,
            "source": meeting.kind, "meeting_id": meeting.id, "whose": WHOSE[meeting.kind],
            "problem": problem, "measure": measure, "by": by, "due": Day.of(due),
            "done": Day.of(days_after(due, -5)) if done else None,
            "result": "已落实，群众反映良好。" if done else "",
        }  # fmt: skip
