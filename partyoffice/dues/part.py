"""Table of contents of 党费, as far as it stands: what is laid over the page of a 党费证."""

from partyoffice.dues import documents
from partyoffice.part import Paper, Part

DUES = Part(
    "dues",
    "党费",
    papers=(
        Paper(
            "dues-03",
            "党费证",
            ("member",),
            "dues-03",
            documents.values,
            asks=documents.ASKS,
            offers=documents.OFFERS,
            note="只往印好的党费证上套打；各地的党费证不同，先在“表样”里核对位置",
        ),
    ),
)
