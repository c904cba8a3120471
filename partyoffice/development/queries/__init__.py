"""Questions about the way into the Party, one theme a file."""

from partyoffice.development.queries.files import file_of, files_of
from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.queries.rows import rows_of
from partyoffice.development.queries.steps import all_days, days_of, rule_settings, steps_of

__all__ = [
    "all_days",
    "days_of",
    "file_of",
    "files_of",
    "holidays_of",
    "rows_of",
    "rule_settings",
    "steps_of",
]
