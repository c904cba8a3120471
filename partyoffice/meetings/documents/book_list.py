"""The list of meetings that 导出 writes: one row a meeting, read back by the importer as it stands."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.queries.held import Told, held
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.writing import told_late
from partyoffice.members.card import over_list
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document
from partyoffice.store.base import fields_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIELDS = {one.key: one for one in fields_of(Meeting)}
BODY = "body"


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting and the name of its body."""

    told: Told
    body: str


def _own(key: str, width: float) -> Listed:
    return Listed(FIELDS[key], width, lambda row: getattr(row.told.meeting, key) or None)


def _long(key: str, width: float) -> Listed:
    return Listed(FIELDS[key], width, lambda row: getattr(row.told.meeting, key), "left")


def _count(key: str, title: str) -> Listed:
    """Return a number of people; nothing where the attendance was not written down."""

    def number(row: Row) -> int | None:
        return getattr(row.told.count, key) if row.told.count.due else None

    return Listed(Field(key, title, Kind.NUMBER), 4, number)


def _numbered(row: Row) -> str:
    return "\n".join(f"{at}.{one.subject}" for at, one in enumerate(row.told.items, 1))


def _resolved(row: Row) -> str:
    said = [(at, one.resolution) for at, one in enumerate(row.told.items, 1) if one.resolution]
    return (
        said[0][1]
        if len(said) == len(row.told.items) == 1
        else "\n".join(f"{at}.{text}" for at, text in said)
    )


def _late(row: Row) -> str:
    return told_late(row.told.meeting.on, row.told.meeting.entered)


BOOK = Listing(
    "会议记录一览表",
    (
        _own("on", 6),
        Listed(Field(BODY, "党支部"), 8),
        _own("kind", 7),
        _own("number", 3),
        _long("subject", 10),
        _own("begins", 4),
        _own("ends", 4),
        _own("place", 6),
        _own("chair", 5),
        _own("recorder", 5),
        _count("due", "应到"),
        _count("present", "实到"),
        _count("voters", "应到有表决权"),
        _count("voters_present", "实到有表决权"),
        Listed(Field("absent", "缺席人员", Kind.LONG), 10, lambda row: "、".join(row.told.absent), "left"),
        _own("observers", 6),
        Listed(Field("items", "议题", Kind.LONG), 14, _numbered, "left"),
        Listed(Field("resolution", "决议", Kind.LONG), 14, _resolved, "left"),
        _long("text", 14),
        _own("lecturer", 5),
        _own("hours", 3),
        Listed(Field("counted_as", "计入"), 7, lambda row: "、".join(row.told.meeting.counted_as)),
        _own("year", 4),
        _own("state", 4),
        _own("signed_on", 6),
        _own("entered", 6),
        Listed(Field("late", "补录"), 8, _late),
        _long("note", 8),
    ),
    (
        "on", BODY, "kind", "number", "subject", "place", "chair", "recorder", "due", "present", "absent",
        "items",
        "resolution",
    ),
    "没有会议",
)  # fmt: skip


def book(session: "Session", wish: Wish) -> Document:
    """Return the meetings of a year or of all years, those held by the day of the list."""
    whole = tree(session)
    below = whole.below(wish.branch) if wish.branch is not None else None
    rows = [
        Row(one, whole.name(one.meeting.organisation_id))
        for one in held(session, wish.year)
        if one.meeting.on.first <= wish.on and (below is None or one.meeting.organisation_id in below)
    ]
    return BOOK.document(rows, wish, over_list(session, wish.on, f"{len(rows)} 次"))


ROSTERS = (Roster("meetings", BOOK.title, book, BOOK.fields, BOOK.default, yearly=True),)
