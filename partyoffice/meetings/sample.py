"""The invented assemblies at which the invented people were voted on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.meetings.records import AgendaItem, Attendance, Meeting, Vote
from partyoffice.meetings.rules.kinds import ABSENT, ASSEMBLY, ATTENDED, LEAVE
from partyoffice.meetings.rules.voters import has_vote
from partyoffice.meetings.rules.voting import more_than_half
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import History
from partyoffice.members.rules import Fact

AWAY = ((LEAVE, "病假"), (LEAVE, "公差"), (LEAVE, "事假"), (ABSENT, "无故"))


@dataclass(frozen=True, slots=True)
class Motion:
    """One vote of an assembly: what is decided about whom, and what was agreed."""

    decision: str
    person_id: int
    name: str
    resolution: str
    given: dict[str, str] = field(default_factory=dict)


def assembly(
    session: Session, body: int, on: date, motions: Sequence[Motion], rnd: Random
) -> list[AgendaItem]:
    """Hold an assembly of a branch with one vote a motion; nothing where nobody has a vote."""
    here = _members(session, body, on)
    voters = [one for one in here if has_vote(one.category)]
    if not voters:
        return []
    meeting = Meeting(
        organisation_id=body, kind=ASSEMBLY, on=Day.of(on), begins="16:20", ends="17:30",
        place="党支部活动室",
        chair=_secretary(voters, body), recorder=voters[-1].name,
        text="、".join(f"{one.decision}：{one.name}" for one in motions), entered=Day.of(on),
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    absent = _absent(voters, rnd)
    session.add_all(_attendance(meeting.id, one, absent) for one in here)
    return [_item(session, meeting, at, one, voters, len(absent)) for at, one in enumerate(motions)]


def _members(session: Session, body: int, on: date) -> list[Someone]:
    """Return the members of a branch on a day; only who ever was there is looked at."""
    ever = select(History.person_id).where(History.fact == str(Fact.BRANCH), History.organisation_id == body)
    people = everyone(session, on, columns=("name",), ids=list(session.execute(ever.distinct()).scalars()))
    return [one for one in people if one.member and one.branch_id == body]


def _secretary(voters: Sequence[Someone], body: int) -> str:
    named = [one.name for one in voters if any(org == body and "书记" in post for org, post in one.posts)]
    return named[0] if named else voters[0].name


def _absent(voters: Sequence[Someone], rnd: Random) -> dict[int, tuple[str, str]]:
    """Leave some out, never so many that the meeting could not open."""
    most = len(voters) - more_than_half(len(voters))
    number = min(most, rnd.randrange(0, 1 + len(voters) // 8))
    return {one.id: rnd.choice(AWAY) for one in rnd.sample(list(voters), number)}


def _attendance(meeting: int, one: Someone, absent: dict[int, tuple[str, str]]) -> Attendance:
    state, reason = absent.get(one.id, (ATTENDED, ""))
    return Attendance(
        meeting_id=meeting, person_id=one.id, state=state, reason=reason, voting=has_vote(one.category)
    )  # fmt: skip


def _item(
    session: Session, meeting: Meeting, place: int, one: Motion, voters: Sequence[Someone], absent: int
) -> AgendaItem:
    item = AgendaItem(
        meeting_id=meeting.id, place=place, subject=f"{one.decision}{one.name}同志", decision=one.decision,
        person_id=one.person_id, presenter=one.name, resolution=one.resolution, given=one.given,
        discussion="介绍人介绍情况，支委会报告审查意见，与会党员充分讨论。",
    )  # fmt: skip
    session.add(item)
    session.flush()
    present = len(voters) - absent
    no = 1 if present > more_than_half(len(voters)) and one.person_id % 5 == 0 else 0
    session.add(
        Vote(
            item_id=item.id, due=len(voters), present=present, issued=present, returned=present,
            valid=present,
            yes=present - no, no=no, watcher=voters[0].name, counter=voters[-1].name, passed=True,
        )
    )  # fmt: skip
    return item
