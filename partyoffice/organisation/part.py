"""Table of contents of the organisation."""

from partyoffice.organisation.calculations import CALCULATIONS
from partyoffice.organisation.home import due_rehearsal, year
from partyoffice.organisation.records import SETTINGS, Organisation, Term
from partyoffice.organisation.seek import SEEK
from partyoffice.part import Part

ORGANISATION = Part(
    "organisation",
    "党组织",
    records=(Organisation, Term),
    settings=SETTINGS,
    calculations=CALCULATIONS,
    due=(due_rehearsal,),
    year=year,
    seek=(SEEK,),
)
