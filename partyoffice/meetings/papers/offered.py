"""The papers of meetings in the order they are offered."""

from collections.abc import Mapping

from partyoffice.meetings.papers import book, decided, minutes, notice, sign_in, weighty
from partyoffice.part import Decision, Paper


def papers(decisions: Mapping[str, Decision]) -> tuple[Paper, ...]:
    """Return the papers; ``decisions`` are what the parts above let a meeting decide, by name."""
    return (
        *sign_in.PAPERS, *minutes.papers(decisions), *notice.PAPERS, *decided.papers(decisions),
        *weighty.PAPERS, *book.papers(decisions),
    )  # fmt: skip
