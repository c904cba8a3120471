"""The papers from the booklet on to the archive, in the order in which they are offered."""

from partyoffice.development.papers import archive, draft, journey, letters, probation

PAPERS = (
    *draft.PAPERS,
    *letters.PAPERS,
    *probation.PAPERS,
    *journey.PAPERS,
    *archive.PAPERS,
)
