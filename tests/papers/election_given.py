"""The elections the papers are tried with: one counted, and one with more names and words than usual."""

from papers_given import LONG_NAME, RARE, SENTENCE

from partyoffice.core.dates import Day
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.organisation.records import Term

DAYS = {
    "decided": Day(2026, 9, 20), "asked": Day(2026, 9, 22), "approved": Day(2026, 10, 9),
    "proposed": Day(2026, 10, 12), "accepted": Day(2026, 10, 26), "held": Day(2026, 11, 18),
}  # fmt: skip
USUAL = (("方砚舟", 18), ("沈见微", 17), ("林知夏", 15), ("顾言", 7))
COUNTED = {"due": 20, "present": 19, "issued": 19, "returned": 19, "valid": 19, "invalid": 0, "base": "应到"}


def hold_elections(session, bodies):
    """Write the usual election for the usual branch, and one with long names for the other."""
    session.add(Term(organisation_id=bodies["normal"], number=3, start=Day(2023, 11, 20), years=3))
    _hold(session, bodies["normal"], USUAL, "教学骨干，连续三年考核优秀。")
    full = [(f"{RARE}{at}", 12 - at) for at in range(12)]
    _hold(session, bodies["overfull"], full, SENTENCE * 3, more=LONG_NAME)


def _hold(session, body, people, profile, more=""):
    election = Election(
        organisation_id=body, number=4, due_on=Day(2026, 11, 20), **DAYS, state="已选举",
        asked_by=f"青中党支〔2026〕8号{more}", accepted_by="青教党〔2026〕52号",
    )  # fmt: skip
    session.add(election)
    session.flush()
    ballots = [
        Ballot(election_id=election.id, office=office, seats=seats, on=DAYS["held"], head_teller="温知行",
               tellers="温知行、贺远山", counters="陆听泉", **COUNTED)
        for office, seats in (("委员", 3), ("书记", 1))
    ]  # fmt: skip
    session.add_all(ballots)
    session.flush()
    for at, (name, yes) in enumerate(people):
        session.add(_nominee(ballots[0], name, yes, profile, elected=at < 3))
    session.add(_nominee(ballots[1], people[0][0], 3, profile, elected=True))


def _nominee(ballot, name, yes, profile, *, elected):
    return Nominee(
        ballot_id=ballot.id, name=name, post=f"党支部{ballot.office}", yes=yes, no=max(19 - yes, 0),
        abstain=0, elected=elected, profile=profile,
    )  # fmt: skip
