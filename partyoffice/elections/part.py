"""Table of contents of 换届选举, as far as it stands: its records."""

from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.part import Part

ELECTIONS = Part("elections", "换届选举", records=(Election, Ballot, Nominee))
