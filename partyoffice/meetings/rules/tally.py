"""A vote as it is typed in: the ballots, how they were cast, who wrote instead of coming."""

from collections.abc import Sequence
from dataclasses import dataclass

from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules.voters import (
    Count,
    Exclusion,
    Opinion,
    check_exclusions,
    check_left_out,
    check_opinions,
    check_writers,
    counted_opinions,
    due_members,
)
from partyoffice.meetings.rules.voting import (
    USUAL,
    Ballots,
    Matter,
    View,
    Vote,
    VoteSettings,
    check_vote,
)
from partyoffice.members.rules import Edition

# A vote that did not pass was taken all the same; opinions that do not count are left uncounted.
NO_REFUSAL = frozenset({"Q2", "Q6"})


@dataclass(frozen=True, slots=True)
class Tally:
    """What is written down of one vote; how many were due and came, attendance says."""

    yes: int
    no: int = 0
    abstain: int = 0
    issued: int = 0
    returned: int = 0
    valid: int = 0
    invalid: int = 0
    secret: bool = True
    watcher: str = ""
    counter: str = ""
    opinions: Sequence[Opinion] = ()
    excluded: Sequence[Exclusion] = ()
    note: str = ""

    def vote(self, count: Count, settings: VoteSettings = USUAL) -> Vote:
        """Return the vote as the rules judge it."""
        due = due_members(count.voters, exclusions=self.excluded, settings=settings)
        written = counted_opinions(self.opinions)
        return Vote(
            due, count.voters_present, self.yes, self.no, self.abstain,
            written[View.YES], written[View.NO], written[View.ABSTAIN],
        )  # fmt: skip

    def ballots(self) -> Ballots:
        """Return the paper side of it; one vote is always about one person (Q5)."""
        return Ballots(
            self.issued, self.returned, self.valid, self.invalid, self.secret, 1, self.watcher, self.counter
        )


@dataclass(frozen=True, slots=True)
class Hall:
    """Who was there when the vote was taken."""

    count: Count
    voters: Sequence[str]  # the names of those with a vote
    absent: Sequence[str]  # of them those who did not come
    kind: str = ""  # of the meeting: it says by which article


def judge_tally(
    matter: Matter, tally: Tally, hall: Hall, edition: Edition, settings: VoteSettings = USUAL
) -> list[Finding]:
    """Return everything that is to be said of a vote (Q1 to Q9)."""
    return [
        *check_vote(matter, tally.vote(hall.count, settings), tally.ballots(), edition, settings, hall.kind),
        *check_opinions(tally.opinions, edition),
        *check_writers(tally.opinions, hall.voters, hall.absent, edition),
        *check_exclusions(tally.excluded, edition, settings),
        *check_left_out(tally.excluded, hall.absent, edition),
    ]


def refused(found: Sequence[Finding]) -> list[Finding]:
    """Return what keeps a vote from being written down."""
    return [one for one in found if one.severity is Severity.BLOCK and one.code not in NO_REFUSAL]
