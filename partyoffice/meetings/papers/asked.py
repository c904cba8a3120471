"""What the papers of a meeting ask alike, and how they call its day, its body and its members."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import day_of_document, dotted_name, on_paper
from partyoffice.meetings import queries
from partyoffice.meetings.queries.recorded import one_recorded
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import MEETING_KINDS
from partyoffice.members import card
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.members.queries import Someone, roster
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, Any]
WEEK = "一二三四五六日"

RECORD = "meeting"  # the id of the meeting a paper is filled from, beside what is typed
KIND = Field("kind", "会议类型", Kind.CHOICE, choices=MEETING_KINDS, hint="空着列全体党员")
TITLE = Field("title", "会议名称", required=True, hint="如 第一党支部 11 月支部党员大会")
DAY = Field("day", "会议日期", Kind.DAY, month_allowed=False)
TIME = Field("time", "时间", hint="如 15:30，或 15:30—17:00")
PLACE = Field("place", "地点")
CHAIR = Field("chair", "主持人", Kind.NAME)


def members_of(session: "Session", body: int, on: date) -> list[Someone]:
    """Return the members of a body and what hangs below it on a day, in the order of the roster."""
    people = roster(session, on, columns=("name", "place"), branch=body)
    return sorted_people(session, people, STROKES, tree(session))


def when(asked: Asked) -> str:
    """Return 2026年11月25日（星期三）15:30, as much of it as was typed."""
    day = asked.day("day")
    return (spoken(day) if day else "") + on_paper(asked.text("time"))


def spoken(day: Day) -> str:
    """Return a day with its day of the week; a month without."""
    week = f"（星期{WEEK[day.first.weekday()]}）" if day.exact else ""
    return day_of_document(day) + week


def head(session: "Session", body: int, asked: Asked, *keys: str) -> dict[str, str]:
    """Return what stands at the head of the papers of a meeting, by key; all of it, or some."""
    typed = {key: on_paper(asked.text(key)) for key in ("title", "place")}
    names = {key: dotted_name(asked.text(key)) for key in ("chair", "recorder")}
    texts = {
        **typed, **names, "when": when(asked), "body": full_name(tree(session), body),
        "stamp": card.stamp(session),
    }  # fmt: skip
    return {key: texts[key] for key in keys or texts}


def due_at(session: "Session", body: int, asked: Asked) -> list[tuple[str, bool]]:
    """Return who is due and whether they vote: of a meeting on record as it says, else as the roster says."""
    known = one_recorded(session, int(asked.text(RECORD))).rows if asked.text(RECORD) else ()
    if known or not body:
        return [(name, row.voting) for name, row in known]
    return [
        (one.name, one.voting) for one in queries.seats(session, body, asked.issued(), asked.text("kind"))
    ]


def sheet_of(session: "Session", meeting: int) -> tuple[Sequence[int], Mapping[str, str]]:
    """Return the body of a meeting on record and what its sign-in sheet asks for."""
    held = queries.find_meeting(session, meeting)
    return [held.organisation_id], {**sheet_texts(held), "kind": held.kind}


def sheet_texts(held: Meeting) -> dict[str, str]:
    """Return what the head of a paper says of a meeting on record."""
    time = "—".join(filter(None, (held.begins, held.ends)))
    return {
        RECORD: str(held.id), "title": held.subject or held.kind, "day": str(held.on), "time": time,
        "place": held.place, "chair": held.chair,
    }  # fmt: skip
