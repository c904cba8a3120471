"""The stored shape of the way into the Party, one theme a file."""

from partyoffice.development.records.classes import Enrolment, PartyClass
from partyoffice.development.records.people import (
    Booklet,
    EditionChoice,
    Pairing,
    Quota,
    Spell,
    Voucher,
    Wayfarer,
)
from partyoffice.development.records.settings import (
    HOLIDAYS,
    LOCAL_MATERIALS,
    PREFIX,
    SETTINGS,
    holidays_of_year,
)
from partyoffice.development.records.steps import (
    Examined,
    Inquiry,
    Material,
    Posting,
    Review,
    Step,
    ThoughtReport,
)

__all__ = [
    "HOLIDAYS",
    "LOCAL_MATERIALS",
    "PREFIX",
    "SETTINGS",
    "Booklet",
    "EditionChoice",
    "Enrolment",
    "Examined",
    "Inquiry",
    "Material",
    "Pairing",
    "PartyClass",
    "Posting",
    "Quota",
    "Review",
    "Spell",
    "Step",
    "ThoughtReport",
    "Voucher",
    "Wayfarer",
    "holidays_of_year",
]
