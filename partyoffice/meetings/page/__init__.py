"""Entering a meeting and its votes: who came, then person after person, saved as one change."""

from partyoffice.meetings.page.vote_dialog import VoteDialog

__all__ = ["VoteDialog"]
