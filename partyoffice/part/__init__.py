"""What a part of the office hands to the rest: its records, rosters, forms, checks, page.

Window, command line, export, checks and year-end loop over the tuple of parts and name none.
"""

from partyoffice.part.contents import Arrival, Decision, Fact, PaidTo, Part, Roster, Sampling, Wish
from partyoffice.part.paper import Asked, Handed, Paper
from partyoffice.part.telling import Duty, Hit, Number, Seek, YearCell, YearRow

__all__ = [
    "Arrival",
    "Asked",
    "Decision",
    "Duty",
    "Fact",
    "Handed",
    "Hit",
    "Number",
    "PaidTo",
    "Paper",
    "Part",
    "Roster",
    "Sampling",
    "Seek",
    "Wish",
    "YearCell",
    "YearRow",
]
