"""Who should come to a meeting of each kind, and who leads it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import codes
from partyoffice.core.dates import Day
from partyoffice.meetings.rules.kinds import COUNCIL, GROUP, OF_POSTS
from partyoffice.meetings.rules.voters import has_vote, on_committee
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.members.queries import Someone, inside, roster
from partyoffice.members.records import Award
from partyoffice.organisation.queries import own_body, tree
from partyoffice.organisation.rules import OrgKind

WATCHED = "留党察看"
WHY_WATCHED = "留党察看期间没有表决权；已经恢复党员权利的，请改为有"
SECRETARY, LEADER, SECOND = "书记", "组长", "副"
NO_POSTS = "{name}当日没有登记职务，先列出全体党员；请在“任职”里登记后再核对应到人员"
NO_GROUP = "{name}不是党小组，先列出全体党员；党小组会请选开会的小组"
NOBODY = "{name}当日没有党员"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who should come to a meeting; ``why`` tells why there is no vote where one is expected."""

    person_id: int
    name: str
    category: str
    post: str
    voting: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who should come, and what is to be said of how they were found."""

    seats: Sequence[Seat]
    told: str = ""

    def leader(self, kind: str) -> str:
        """Return who leads a meeting of the kind: the 书记, of a 党小组会 the 组长; empty if unknown."""
        word = LEADER if kind == GROUP else SECRETARY
        posts = [
            (codes.order("party_post", post), one.name)
            for one in self.seats
            for post in one.post.split("、")
            if word in post and SECOND not in post
        ]
        return min(posts)[1] if posts else ""


def seats(session: Session, body: int, on: date, kind: str = "") -> Sequence[Seat]:
    """Return who should come to a meeting of a kind on a day, in the order of the roster."""
    return seating(session, body, on, kind).seats


def seating(session: Session, body: int, on: date, kind: str = "") -> Seating:
    """Return the members of a body on a day, or those who hold posts in it where they alone meet."""
    body = body_of(session, body, kind)
    people = roster(session, on, columns=("name", "place"))
    holders = [one for one in people if _posts(one, body)] if kind in OF_POSTS else []
    sitting = sorted_people(session, holders or inside(session, people, body), STROKES, tree(session))
    if holders:
        sitting.sort(key=lambda one: min(codes.order("party_post", post) for post in _posts(one, body)))
    watched = _watched(session, [one.id for one in sitting], on)
    told = _told(session, body, kind, found=bool(sitting), posts=bool(holders))
    return Seating([_seat(one, body, watched) for one in sitting], told)


def body_of(session: Session, body: int, kind: str) -> int:
    """Return whose meeting it is: 学校党组织会议 is of the school's own body."""
    return own_body(session) or body if kind == COUNCIL else body


def _posts(one: Someone, body: int) -> list[str]:
    return [value for org, value in one.posts if org == body and on_committee(value)]


def _told(session: Session, body: int, kind: str, *, found: bool, posts: bool) -> str:
    node = tree(session).nodes.get(body)
    name = node.name if node else "这个党组织"
    if not found:
        return NOBODY.format(name=name)
    if kind in OF_POSTS and not posts:
        return NO_POSTS.format(name=name)
    if kind == GROUP and node is not None and node.kind is not OrgKind.GROUP:
        return NO_GROUP.format(name=name)
    return ""


def _seat(one: Someone, body: int, watched: Collection[int]) -> Seat:
    posts = "、".join(value for org, value in one.posts if org == body)
    voting = has_vote(one.category, on_probation=one.id in watched)
    return Seat(one.id, one.name, one.category, posts, voting, WHY_WATCHED if one.id in watched else "")


def _watched(session: Session, ids: Sequence[int], on: date) -> frozenset[int]:
    """Return who is under 留党察看; when rights were given back the card does not say."""
    wanted = select(Award.person_id).where(Award.kind == WATCHED, Award.on <= Day.of(on))
    return frozenset(session.execute(wanted).scalars()) & frozenset(ids)


def secretary_of(session: Session, body: int, on: date) -> str:
    """Return the name of the body's secretary of a day; empty where none is known."""
    return seating(session, body, on).leader("")
