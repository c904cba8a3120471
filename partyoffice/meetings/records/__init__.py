"""The stored shape of organisation life: minutes with their votes, and what belongs to them."""

from partyoffice.meetings.records.life import (
    Attachment,
    Criticism,
    Explanation,
    FollowUp,
    LifeStep,
    OpinionAsked,
    Rectification,
    SelfCheck,
    Talk,
)
from partyoffice.meetings.records.minutes import AgendaItem, Attendance, Meeting, Vote
from partyoffice.meetings.records.settings import (
    COUNTED_TWICE,
    CUSTOMS,
    LIFE_PREFIX,
    PREFIX,
    SETTINGS,
    VOTE_SETTINGS,
    WAIVED_REASONS,
)

__all__ = [
    "COUNTED_TWICE",
    "CUSTOMS",
    "LIFE_PREFIX",
    "PREFIX",
    "SETTINGS",
    "VOTE_SETTINGS",
    "WAIVED_REASONS",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Criticism",
    "Explanation",
    "FollowUp",
    "LifeStep",
    "Meeting",
    "OpinionAsked",
    "Rectification",
    "SelfCheck",
    "Talk",
    "Vote",
]
