"""A meeting that agrees to somebody moving out, and the move that tells of it."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.queries import seats
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Minutes
from partyoffice.organisation.queries import find
from partyoffice.transfers import decisions
from partyoffice.transfers.actions import going
from partyoffice.transfers.decisions import AGREED, DECISIONS, agreed_by
from tests.transfers.test_actions import OUT, who

BY_NAME = {one.name: one for one in DECISIONS}
ON = Day(2026, 11, 18)


def hold(session, person, yes=1):
    body = find(session, "第一党支部").id
    came = {one.person_id: Presence(voting=one.voting) for one in seats(session, body, ON.first)}
    item = Business("讨论转出", AGREED, person, tally=Tally(yes, 1 - yes, secret=False))
    values = {"organisation_id": body, "kind": ASSEMBLY, "on": ON, "number": 4}
    return save_minutes(session, Minutes(values, came, [item], whole=True), BY_NAME)[0]


def test_a_meeting_agrees_and_the_move_tells_which(office):
    with office.change("办理") as session:
        person = who(session, "林知夏")
        assert decisions.people(session, ON.first) == []
        move = going.begin_out(session, person, {**OUT, "begun": Day(2026, 11, 16)})
        assert decisions.people(session, ON.first) == [person]
        assert decisions.motion(session, person, ON.first, {}).startswith("同意林知夏同志的组织关系转往")
        assert (list(decisions.check(session, person, ON.first, {})), agreed_by(session, move)) == ([], "")
        hold(session, person)
        assert agreed_by(session, move) == "2026-11-18 第 4 次支部党员大会"
        move.begun = Day(2026, 11, 19)  # the meeting was about an earlier move
        assert agreed_by(session, move) == ""


def test_a_vote_that_did_not_pass_agrees_to_nothing(office):
    with office.change("办理") as session:
        person = who(session, "林知夏")
        move = going.begin_out(session, person, {**OUT, "begun": Day(2026, 11, 16)})
        hold(session, person, yes=0)
        assert agreed_by(session, move) == ""


def test_without_a_move_there_is_nothing_to_agree_to(office):
    with office.reading() as session:
        person = who(session, "林知夏")
        [finding] = decisions.check(session, person, ON.first, {})
        assert finding.message == "林知夏没有登记转出"
        assert decisions.motion(session, person, ON.first, {}) == "同意林知夏同志的组织关系转出"
    with pytest.raises(OfficeError, match="没有登记转出"), office.change("办理") as session:
        hold(session, person)
