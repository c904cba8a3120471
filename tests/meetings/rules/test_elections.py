"""Numbers in brackets are those of the rules' examples (operations, F3)."""

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.meetings.calculations import calc_election
from partyoffice.meetings.rules.elections import (
    Election,
    Whose,
    ballot_holds,
    candidates_at_least,
    check_candidates,
    check_election,
    needed_present,
    needed_votes,
    next_step,
    outcome_of,
)


@pytest.mark.parametrize(
    ("due", "present"),
    [
        (3, 3),
        (4, 4),
        (5, 4),
        (6, 5),
        (7, 6),
        (8, 7),
        (9, 8),
        (10, 8),
        (11, 9),
        (12, 10),
        (13, 11),
        (14, 12),
        (15, 12),
    ],
)
def test_four_fifths_of_the_electors_must_come(due, present):
    assert needed_present(due) == present
    assert not check_election(Election(due, present, 3))
    assert [one.code for one in check_election(Election(due, present - 1, 3))] == ["E1"]


@pytest.mark.parametrize(("seats", "candidates"), [(1, 2), (3, 4), (5, 6), (6, 8), (7, 9)])
def test_there_are_a_fifth_more_candidates_than_seats(seats, candidates):
    assert candidates_at_least(seats) == candidates
    assert not check_candidates(candidates, seats)
    assert check_candidates(candidates - 1, seats)[0].arithmetic.endswith(f"现有 {candidates - 1} 人")


def test_more_ballots_than_were_given_out_void_the_election_50():
    assert [one.code for one in check_election(Election(30, 30, 3, issued=30, returned=31))] == ["E2"]
    assert not check_election(Election(30, 30, 3, issued=30, returned=28))


def test_a_ballot_with_too_many_names_is_void_and_with_fewer_is_not_51():
    assert not ballot_holds(4, 3)
    assert ballot_holds(2, 3)


def test_more_than_half_of_the_electors_elect_48():
    assert needed_votes(11) == 6
    assert Election(11, 9, 3).electors == 11
    assert Election(11, 9, 3, base=Whose.PRESENT).electors == 9


def test_who_has_most_votes_above_the_half_is_elected():
    votes = {"甲": 9, "乙": 8, "丙": 7, "丁": 6}
    found = outcome_of(votes, Election(11, 11, 3))
    assert (found.elected, found.tied, found.vacant) == (("甲", "乙", "丙"), (), 0)
    assert "选足名额" in next_step(found)


def test_a_tie_at_the_edge_is_voted_again_among_the_tied():
    found = outcome_of({"甲": 9, "乙": 7, "丙": 7, "丁": 7}, Election(11, 11, 3))
    assert (found.elected, found.tied, found.vacant) == (("甲",), ("乙", "丙", "丁"), 2)
    assert "再次投票，选出 2 人" in next_step(found)


def test_with_too_few_above_the_half_a_seat_is_voted_again_or_left_open_53():
    found = outcome_of({"甲": 9, "乙": 8, "丙": 7, "丁": 6, "戊": 5, "己": 4}, Election(11, 11, 5))
    assert (len(found.elected), found.vacant) == (4, 1)
    assert "还差 1 名" in next_step(found)


def test_the_calculator_tells_the_whole_sum_47():
    assert calc_election("12", "9", "3") | {"steps": ""} == {
        "valid": False, "needed_present": 10, "candidates_at_least": 4, "needed_votes": 7,
        "article": "《中国共产党基层组织选举工作条例》（2020年）", "steps": "",
    }  # fmt: skip
    assert calc_election("12", "10", "3")["valid"] is True
    for wrong in (("12", "13", "3"), ("12", "10", "0"), ("0", "0", "3"), ("十二", "x", "3")):
        with pytest.raises(OfficeError):
            calc_election(*wrong)
