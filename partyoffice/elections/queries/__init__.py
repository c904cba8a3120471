"""Questions about elections, one theme a file."""

from partyoffice.elections.queries.ballots import (
    among_tied,
    ballots_of,
    base_of,
    counted,
    elected,
    elections_of,
    frame_of,
    framed,
    last_of,
    nominees_of,
    outcome_of,
    running,
    seats_left,
    votes_of,
)

__all__ = [
    "among_tied",
    "ballots_of",
    "base_of",
    "counted",
    "elected",
    "elections_of",
    "frame_of",
    "framed",
    "last_of",
    "nominees_of",
    "outcome_of",
    "running",
    "seats_left",
    "votes_of",
]
