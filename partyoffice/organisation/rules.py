"""What the regulations say of bodies and terms.

Sources: 《中国共产党支部工作条例（试行）》 2018, 《中国共产党基层组织选举工作条例》 2020.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import add_months, add_years_forward


class OrgKind(StrEnum):
    """The kinds of body in a school's tree, from the top down."""

    COMMITTEE = "党委"
    GENERAL = "党总支"
    BRANCH = "党支部"
    GROUP = "党小组"


BELOW = {
    OrgKind.COMMITTEE: (OrgKind.GENERAL, OrgKind.BRANCH),
    OrgKind.GENERAL: (OrgKind.BRANCH,),
    OrgKind.BRANCH: (OrgKind.GROUP,),
    OrgKind.GROUP: (),
}
# What the form proposes, never more: 3 years without a confirmed article, the 5 of a 党委 UNCONFIRMED.
# Article 3 of 选举工作条例 only says to elect on time, a year early or late with the consent from above.
TERM_YEARS = {OrgKind.COMMITTEE: 5, OrgKind.GENERAL: 3, OrgKind.BRANCH: 3}


def may_hang_below(child: OrgKind, parent: OrgKind) -> bool:
    """Say whether a body of kind ``child`` can stand directly below one of kind ``parent``."""
    return child in BELOW[parent]


def guess_kind(name: str) -> OrgKind:
    """Return the kind a body's name says, 党支部 where it says none."""
    if name.endswith(("小组", "党小组")):
        return OrgKind.GROUP
    if "总支" in name:
        return OrgKind.GENERAL
    if name.endswith(("党委", "委员会")) and "支部" not in name:
        return OrgKind.COMMITTEE
    return OrgKind.BRANCH


def path_to(parents: Mapping[int, int | None], org: int) -> list[int]:
    """Return the way from ``org`` up to the root, ``org`` first; a loop in the data ends it."""
    way: list[int] = []
    at: int | None = org
    while at is not None and at not in way:
        way.append(at)
        at = parents.get(at)
    return way


def below(parents: Mapping[int, int | None], org: int) -> frozenset[int]:
    """Return ``org`` and everything that hangs below it."""
    return frozenset(one for one in parents if org in path_to(parents, one)) | {org}


# -- how large a body may be -----------------------------------------------------------------

LEAST_FORMAL, COMMITTEE_FROM, MOST_MEMBERS = 3, 7, 50
GENERAL_FROM, WHOLE_COMMITTEE_FROM = 50, 100
COMMITTEE_LEAST, COMMITTEE_USUAL, COMMITTEE_MOST = 3, 5, 7
BRANCH_RULES = "《中国共产党支部工作条例（试行）》（2018年）"
ARTICLE_FOUND, ARTICLE_COMMITTEE = f"{BRANCH_RULES}第四条", f"{BRANCH_RULES}第四条、第二十条"
UNITS_OF_JOINT = 5  # units of a 联合党支部 at most; the number of its article (5) is UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Shape:
    """What a body of so many members may and should be; sizes are None without a committee."""

    may_found: bool
    committee_required: bool
    committee_size_min: int | None
    committee_size_max: int | None
    advice: str


def shape_of(formal: int, members: int = 0) -> Shape:
    """Return what 正式党员 and all members (0: as many) ask for (支部工作条例第四条、第二十条)."""
    committee = formal >= COMMITTEE_FROM
    least, most = (COMMITTEE_LEAST, COMMITTEE_MOST) if committee else (None, None)
    return Shape(formal >= LEAST_FORMAL, committee, least, most, _advice(formal, max(members, formal)))


def _advice(formal: int, members: int) -> str:
    if formal < LEAST_FORMAL:
        return f"正式党员不足 {LEAST_FORMAL} 人，与邻近单位成立联合党支部，一般不超过 {UNITS_OF_JOINT} 个单位"
    if members >= WHOLE_COMMITTEE_FROM:
        return f"党员 {members} 人，经上级批准可以设立基层党委"
    if members > GENERAL_FROM:
        return f"党员 {members} 人，一个支部一般不超过 {MOST_MEMBERS} 人，经上级批准可以设立党总支"
    if formal >= COMMITTEE_FROM:
        sizes = f"一般 {COMMITTEE_LEAST} 至 {COMMITTEE_USUAL} 人，最多 {COMMITTEE_MOST} 人"
        return f"应当设立支部委员会，{sizes}，设书记，必要时设副书记 1 人"
    return "设书记 1 人，必要时设副书记 1 人，不设支部委员会"


# -- 届 ---------------------------------------------------------------------------------------

ALERT_MONTHS = 6  # the article of the reminder is UNCONFIRMED; the one below is about electing on time
ARTICLE_TERM = "《中国共产党基层组织选举工作条例》（2020年）第三条"


@dataclass(frozen=True, slots=True)
class TermEnd:
    """When a term ends, from when on that is told, and whether it is over."""

    ends: date
    alert_from: date
    overdue: bool


def term_end(start: date, years: int, on: date) -> TermEnd:
    """Return the end of a term of whole years; the day it ends a new committee should be elected."""
    ends = add_years_forward(start, years)
    return TermEnd(ends, add_months(ends, -ALERT_MONTHS), ends < on)
