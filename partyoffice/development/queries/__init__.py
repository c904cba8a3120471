"""Questions about the way into the Party, one theme a file."""

from partyoffice.development.queries.files import file_of, files_of
from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.queries.numbers import given_numbers, league_days
from partyoffice.development.queries.rows import classes_attended, rows_of
from partyoffice.development.queries.steps import all_days, days_of, rule_settings, steps_of
from partyoffice.development.queries.votes import Voted, votes_on

__all__ = [
    "Voted",
    "all_days",
    "classes_attended",
    "days_of",
    "file_of",
    "files_of",
    "given_numbers",
    "holidays_of",
    "league_days",
    "rows_of",
    "rule_settings",
    "steps_of",
    "votes_on",
]
