"""What 换届选举 tells: duties of 首页, 数据体检, the search over everything, rosters, the sample."""

from datetime import date

import pytest
from elections_given import NAMES, SHEET, standing, votes

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.elections import checks, home
from partyoffice.elections.actions.ballots import put_up
from partyoffice.elections.actions.beginning import begin, note_step
from partyoffice.elections.actions.concluding import conclude
from partyoffice.elections.actions.counting import count
from partyoffice.elections.documents import committees, elections
from partyoffice.elections.queries.rows import entries
from partyoffice.elections.seek import find_elections
from partyoffice.members.actions import add_person, appoint
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import begin_term
from partyoffice.organisation.records import Organisation
from partyoffice.part import Wish
from partyoffice.reports.document import as_text


def duties(session, *on):
    return [(duty.kind, duty.due, duty.text) for duty in home.due(session, date(*on))]


def test_a_term_is_told_half_a_year_ahead_and_the_asking_two_months_ahead(session, body):
    begin_term(session, session.get_one(Organisation, body), 3, Day(2023, 9, 15))
    session.flush()
    assert duties(session, 2026, 3, 14) == []
    assert [kind for kind, *_ in duties(session, 2026, 3, 15)] == ["term"]
    assert [kind for kind, *_ in duties(session, 2026, 7, 14)] == ["term"]
    told = duties(session, 2026, 7, 15)
    assert [(kind, due) for kind, due, _ in told] == [
        ("term", date(2026, 9, 15)), ("election-ask", date(2026, 8, 15)),
    ]  # fmt: skip
    assert "支委会研究换届" in told[1][2]
    ((kind, due, text),) = duties(session, 2026, 9, 16)
    assert (kind, due) == ("term", date(2026, 9, 15))
    assert "已届满" in text
    (duty,) = home.due(session, date(2026, 9, 16))
    assert (duty.spot.kind, duty.spot.record_id, duty.spot.field) == ("elections", body, "new")


def test_once_begun_the_next_step_is_told_instead(session, body):
    begin_term(session, session.get_one(Organisation, body), 3, Day(2023, 9, 15))
    election = begin(session, body, 4, {"due_on": Day(2026, 9, 15)})
    assert duties(session, 2026, 7, 15) == [
        ("election-step", date(2026, 8, 15), "第4届换届选举：支委会研究（2026-09-15 届满）")
    ]
    assert duties(session, 2026, 6, 14) == []
    for key in ("decided", "asked", "approved", "proposed", "accepted"):
        note_step(session, election, key, Day(2026, 7, 20))
    assert duties(session, 2026, 9, 20)[0][1:] == (
        date(2026, 9, 15), "第4届换届选举：选举大会（2026-09-15 届满）",
    )  # fmt: skip
    note_step(session, election, "held", Day(2026, 9, 18))
    assert duties(session, 2026, 9, 20)[0][1:] == (date(2026, 10, 18), "第4届换届选举：登记候选人和计票")
    assert home.numbers(session, date(2026, 9, 20))[0].value == "1"


def test_the_next_step_of_a_count_is_told(session, people, election, ballot):
    (one,) = entries(session)
    assert one.next == "计票：委员"
    count(session, ballot, SHEET, votes(10, 6, 7, 6))
    (one,) = entries(session)
    assert (one.next, one.ballots[0].state) == ("再次投票：委员", "票数相等")
    assert home.numbers(session, date(2026, 11, 20))[0].note == "1 次待计票或再次投票"


def test_what_an_election_lacks_is_a_finding(session, election):
    found = list(checks.check_elections(session, date(2026, 11, 20)))
    assert [one.code for one in found] == ["ELEC-01", "ELEC-02", "ELEC-05"]
    assert found[0].who == "青禾中学党支部 第4届换届选举"
    assert (found[0].spot.kind, found[0].spot.view) == ("elections", "register")


def test_seven_full_members_without_a_committee_are_told_57(session, body, people):
    branch = session.get_one(Organisation, body)
    assert list(checks.check_committees(session, date(2026, 11, 20))) == []
    more = [
        add_person(session, {"name": name, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)},
                   category=Category.FULL, branch=branch)
        for name in ("骆嘉言", "温知行")
    ]  # fmt: skip
    (found,) = checks.check_committees(session, date(2026, 11, 20))
    assert (found.code, found.arithmetic) == ("ELEC-07", "正式党员 7 人，名册里没有支部委员会的职务")
    appoint(session, more[0], "党支部书记", branch, Day(2026, 1, 1))
    assert list(checks.check_committees(session, date(2026, 11, 20))) == []


def test_an_election_is_found_by_body_and_by_who_stood(session, ballot):
    assert [hit.title for hit in find_elections(session, "林知夏", 5)] == ["青禾中学党支部 第4届换届选举"]
    assert [hit.page for hit in find_elections(session, "青禾 lzx", 5)] == ["elections"]
    assert find_elections(session, "没有的人", 5) == []
    assert find_elections(session, " ", 5) == ()


def test_the_rosters_tell_the_election_and_who_served(session, body, people, election, ballot):
    begin_term(session, session.get_one(Organisation, body), 3, Day(2023, 10, 20))
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    conclude(session, election, Day(2026, 11, 1), Day(2026, 10, 20))
    on = date(2026, 11, 20)
    whole = as_text(elections(session, Wish(on)))
    assert "方砚舟（党支部委员）、江予安（党支部委员）、沈砚秋（党支部委员）" in whole
    assert "| 11 | 10 |" in whole
    assert "没有登记" in as_text(elections(session, Wish(on, year=2025)))
    told = as_text(committees(session, Wish(on, branch=body)))
    assert "1 | 青禾中学党支部 | 第4届 | 方砚舟 | 党支部委员 | 2026-10-20 |  | 换届选举" in told
    assert "方砚舟" not in as_text(committees(session, Wish(date(2026, 10, 19))))
    with pytest.raises(OfficeError, match="没有“身高”这样的列"):
        committees(session, Wish(on, columns=("身高",)))


def test_leaders_are_asked_for_once_the_result_is_reported(session, election, ballot):
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    note_step(session, election, "reported", Day(2026, 10, 21))
    assert "ELEC-06" in [one.code for one in checks.check_elections(session, date(2026, 11, 20))]


def test_a_seat_of_two_offices_is_told_once(session, people, election, ballot):
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    leaders = put_up(session, election, "书记", 1, standing(people, NAMES[0]))
    count(session, leaders, SHEET | {"due": 3, "present": 3, "issued": 3, "returned": 3, "valid": 3},
          votes(3, valid=3))  # fmt: skip
    (one,) = entries(session)
    assert one.winners == "方砚舟（党支部书记）、江予安（党支部委员）、沈砚秋（党支部委员）"
    assert one.waiting is None
