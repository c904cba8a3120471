"""Questions about the way into the Party, one theme a file."""

from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.queries.rows import rows_of
from partyoffice.development.queries.steps import all_days, days_of, rule_settings, steps_of

__all__ = ["all_days", "days_of", "holidays_of", "rows_of", "rule_settings", "steps_of"]
