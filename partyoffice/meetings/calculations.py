"""The rules about elections as a question."""

from itertools import starmap
from typing import Any

from partyoffice.core.calculation import Calculation, whole_number
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.rules.elections import (
    ARTICLE,
    Election,
    candidates_at_least,
    check_election,
    needed_present,
    needed_votes,
)

MOST = 100_000
COUNTS = {"due": "应到会有选举权人数", "present": "实到会有选举权人数", "seats": "应选名额"}


def calc_election(due: str, present: str, seats: str) -> dict[str, Any]:
    """Return whether an election may be held and what it needs."""
    given = {"due": due, "present": present, "seats": seats}
    numbers = {key: whole_number(given[key], title, MOST) for key, title in COUNTS.items()}
    if numbers["present"] > numbers["due"]:
        raise OfficeError("实到多于应到", remedy="请核对两个人数")
    if not numbers["seats"] or not numbers["due"]:
        raise OfficeError("应到人数和应选名额不能是 0", remedy="请核对人数")
    one = Election(numbers["due"], numbers["present"], numbers["seats"])
    held, votes, least = needed_present(one.due), needed_votes(one.due), candidates_at_least(one.seats)
    told = (
        f"应到 {one.due} 人，五分之四为 {held} 人，实到 {one.present} 人；"
        f"应选 {one.seats} 人，候选人不少于 {least} 人；赞成超过应到的半数即 {votes} 票当选"
    )
    return {
        "valid": not check_election(one), "needed_present": held, "candidates_at_least": least,
        "needed_votes": votes, "article": ARTICLE, "steps": told,
    }  # fmt: skip


def _count(key: str, title: str) -> Field:
    return Field(key, title, Kind.NUMBER, required=True)


CALCULATIONS = (Calculation("election", "选举", tuple(starmap(_count, COUNTS.items())), calc_election),)
