"""Table of contents of 组织关系转接, as far as it stands: the register, its letters and their rule."""

from partyoffice.part import Part
from partyoffice.transfers.calculations import CALCULATIONS
from partyoffice.transfers.papers import PAPERS
from partyoffice.transfers.records import Transfer, TransferLetter

TRANSFERS = Part(
    "transfers",
    "组织关系",
    records=(Transfer, TransferLetter),
    papers=PAPERS,
    calculations=CALCULATIONS,
)
