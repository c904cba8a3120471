"""What the regulations say of bodies and terms.

Sources: 《中国共产党支部工作条例（试行）》 2018, 《中国共产党基层组织选举工作条例》 2020.
"""

from collections.abc import Mapping
from enum import StrEnum


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
