"""Storing the rows of an imported book of meetings: what the sheet says, and that it was entered late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.intake.target import Options, Row, Verdict
from partyoffice.meetings.actions.minutes import hold_meeting
from partyoffice.meetings.records import AgendaItem, Attendance, Meeting
from partyoffice.meetings.rules.kinds import ABSENCES, ABSENT, ATTENDED, FINAL, LEAVE, SIGNED
from partyoffice.meetings.rules.sheets import items_in, names_in
from partyoffice.meetings.rules.voters import has_vote
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import Person

KEPT = (
    "organisation_id", "kind", "on", "begins", "ends", "place", "subject", "chair", "recorder", "observers",
    "text", "year", "number", "hours", "lecturer", "signed_on",
)  # fmt: skip
DECIDED = "会议决议"
COUNTS = {"due": "应到", "present": "实到", "missing": "缺席", "excused": "请假"}
TOLD = {"absent": "缺席人员", "why": "缺席原因"}
UNEXCUSED = ABSENCES[-1]


@dataclass(frozen=True, slots=True)
class Named:
    """The people a row names: who came and why others did not, by id; and names the roster does not tell."""

    came: frozenset[int]
    away: Mapping[int, str]
    unknown: tuple[str, ...]


def by_name(session: Session) -> dict[str, list[int]]:
    """Return everybody by name."""
    found: dict[str, list[int]] = {}
    for person, name in session.execute(select(Person.id, Person.name).where(Person.binned.is_(None))):
        found.setdefault(name, []).append(person)
    return found


def named(values: Mapping[str, Any], people: Mapping[str, Sequence[int]]) -> Named:
    """Return whom a row names as having come or not; without a list of who came nobody is ticked off.

    Where the reasons stand in a column of their own, it may name people or not: it stays in the note.
    """
    came, away, unknown = set[int](), dict[int, str](), []
    for key in ("people", "absent", "why") if values.get("people") else ():
        for name, reason in names_in(values.get(key) or ""):
            match people.get(name, ()):
                case [one] if key == "people":
                    came.add(one)
                case [one]:
                    away[one] = reason or away.get(one, "")
                case _ if key != "why":
                    unknown.append(name)
    return Named(frozenset(came), {one: why for one, why in away.items() if one not in came}, tuple(unknown))


def take(session: Session, rows: Sequence[Row], options: Options) -> None:
    """Write the new meetings down; they bear the day they were entered, and await their signatures."""
    people = by_name(session)
    for row in rows:
        if row.verdict is Verdict.NEW:
            options.step(f"{row.values['on']} {row.values['kind']}")
            _take(session, row.values, named(row.values, people))


def _take(session: Session, values: Mapping[str, Any], who: Named) -> None:
    kept = {key: values[key] for key in KEPT if key in values}
    meeting = hold_meeting(session, kept | {"note": note_of(values, who)})
    meeting.state = SIGNED if meeting.signed_on is not None else FINAL
    session.add_all(_items(meeting, values))
    session.add_all(_attendance(session, meeting, who))
    session.flush()


def note_of(values: Mapping[str, Any], who: Named) -> str:
    """Return what is kept in words: numbers of people, and names that could not be ticked off."""
    counts = [f"{title} {values[key]} 人" for key, title in COUNTS.items() if key in values]
    told = [f"原表所记：{'，'.join(counts)}"] if counts else []
    for key, title in TOLD.items():
        if values.get(key) and (key == "why" or not values.get("people")):
            told.append(f"{title}：{values[key]}")
    if who.unknown:
        told.append(f"出席、缺席名单中名册没有或有重名的：{'、'.join(who.unknown)}")
    return "\n".join(filter(None, (values.get("note", ""), *told)))


def _items(meeting: Meeting, values: Mapping[str, Any]) -> list[AgendaItem]:
    """Return the items; the resolution is that of the only one, else an item of its own."""
    subjects, resolution = items_in(values.get("items") or ""), values.get("resolution") or ""
    if resolution and len(subjects) != 1:
        subjects = [*subjects, meeting.subject if not subjects and meeting.subject else DECIDED]
    made = [AgendaItem(meeting_id=meeting.id, place=at, subject=one) for at, one in enumerate(subjects)]
    if resolution:
        made[-1].resolution = resolution
    return made


def _attendance(session: Session, meeting: Meeting, who: Named) -> list[Attendance]:
    ids = sorted([*who.came, *who.away])
    if not ids:
        return []
    then = {one.id: one for one in everyone(session, meeting.on.first, columns=("name",), ids=ids)}
    return [
        Attendance(
            meeting_id=meeting.id, person_id=one, voting=_had_vote(then[one], meeting.on.first),
            **({"state": ATTENDED} if one in who.came else _why(who.away[one])),
        )
        for one in ids
    ]  # fmt: skip


def _had_vote(one: Someone, day: date) -> bool:
    """Say whether somebody had a vote; before the books were opened the card tells it (转正时间)."""
    full = one.card["full"]
    return has_vote(one.category) if one.category else full is not None and full.last <= day


def _why(reason: str) -> dict[str, str]:
    """Return how an absence is marked: without leave only where the sheet says so."""
    if not reason:
        return {"state": LEAVE}
    return {"state": ABSENT if UNEXCUSED in reason else LEAVE, "reason": reason}
