"""Table of contents of 组织关系转接, as far as it stands: its letters and their rule."""

from partyoffice.part import Part
from partyoffice.transfers.calculations import CALCULATIONS
from partyoffice.transfers.papers import PAPERS

TRANSFERS = Part("transfers", "组织关系", papers=PAPERS, calculations=CALCULATIONS)
