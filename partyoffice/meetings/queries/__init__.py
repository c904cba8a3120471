"""Questions about organisation life, one theme a file."""

from partyoffice.meetings.queries.minutes import (
    attachments_of,
    attendance_of,
    counted_of,
    exclusions_of,
    find_meeting,
    hall_of,
    items_of,
    last_item,
    meetings_on,
    names_of,
    opinions_of,
    presences_of,
    tally_of,
    vote_of,
    vote_settings,
)
from partyoffice.meetings.queries.seating import Seat, Seating, seating, seats, secretary_of
from partyoffice.meetings.queries.whole import blank_minutes, follow_ups_of, minutes_of

__all__ = [
    "Seat",
    "Seating",
    "attachments_of",
    "attendance_of",
    "blank_minutes",
    "counted_of",
    "exclusions_of",
    "find_meeting",
    "follow_ups_of",
    "hall_of",
    "items_of",
    "last_item",
    "meetings_on",
    "minutes_of",
    "names_of",
    "opinions_of",
    "presences_of",
    "seating",
    "seats",
    "secretary_of",
    "tally_of",
    "vote_of",
    "vote_settings",
]
