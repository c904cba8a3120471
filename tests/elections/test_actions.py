import shutil
from datetime import date

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.elections import queries
from partyoffice.elections.actions import Standing, Votes, begin, conclude, count, drop, put_up, vote_again
from partyoffice.elections.rules import CONFIRMED, DROPPED, HELD
from partyoffice.members.actions import add_person, appoint
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import begin_term, set_up
from partyoffice.organisation.queries import own_body, terms_of
from partyoffice.organisation.records import Organisation
from partyoffice.store.office import Office

NAMES = ("沈砚秋", "顾清和", "林知夏", "方砚舟", "江予安")
SHEET = {"due": 11, "present": 10, "issued": 10, "returned": 10, "valid": 10, "invalid": 0}
ON = date(2026, 11, 20)


@pytest.fixture
def session(blank, tmp_path):
    office = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    with office.change("试") as made:
        set_up(made, "青禾中学")
        yield made
    office.release()


@pytest.fixture
def body(session):
    return own_body(session)


@pytest.fixture
def people(session, body):
    branch = session.get_one(Organisation, body)
    return {
        name: add_person(session, {"name": name, "joined": Day(2010, 6, 1), "full": Day(2011, 6, 1)},
                         category=Category.FULL, branch=branch)
        for name in NAMES
    }  # fmt: skip


@pytest.fixture
def election(session, body):
    return begin(session, body, 4, {"held": Day(2026, 10, 20), "seats": 3})


def standing(people, *names, post="党支部委员"):
    return [Standing(name, people[name].id, post) for name in names]


def votes(*numbers, valid=10):
    return [Votes(name, yes, valid - yes) for name, yes in zip(NAMES, numbers, strict=False)]


def test_one_election_of_a_body_at_a_time(session, body, election):
    with pytest.raises(OfficeError, match="还没有办完"):
        begin(session, body, 5, {})
    drop(session, election, "上级批准延期")
    assert (election.state, election.why_dropped) == (DROPPED, "上级批准延期")
    assert begin(session, body, 5, {}).number == 5


def test_candidates_are_a_fifth_more_than_the_seats(session, people, election):
    with pytest.raises(OfficeError, match="现有 3 人"):
        put_up(session, election, "委员", 3, standing(people, *NAMES[:3]))
    with pytest.raises(OfficeError, match="重复"):
        put_up(session, election, "委员", 3, standing(people, *NAMES[:3], NAMES[0]))
    with pytest.raises(OfficeError, match="没有候选人"):
        put_up(session, election, "书记", 1, [])
    ballot, _ = put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))
    assert [one.name for one in queries.nominees_of(session, ballot.id)] == list(NAMES[:4])
    with pytest.raises(OfficeError, match="已有“委员”的选票"):
        put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))


def test_who_has_more_than_half_of_those_due_is_elected(session, people, election):
    ballot, _ = put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))
    outcome = count(session, ballot, SHEET, votes(10, 9, 8, 3))
    assert outcome.elected == NAMES[:3]
    assert [one.name for _, one in queries.elected(session, election.id)] == list(NAMES[:3])
    assert (election.state, queries.seats_left(session, election, "委员")) == (HELD, 0)
    with pytest.raises(OfficeError, match="没有空缺"):
        vote_again(session, election, "委员", standing(people, NAMES[3]))


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ({"present": 8, "issued": 8, "returned": 8, "valid": 8}, "不足五分之四"),
        ({"returned": 11, "valid": 11}, "收回的选票多于发出"),
        ({"invalid": 1}, "不等于收回"),
        ({"valid": 9, "invalid": 1}, "不等于有效票 9"),
    ],
)
def test_a_counting_sheet_that_does_not_agree_is_refused(session, people, election, sheet, said):
    ballot, _ = put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))
    with pytest.raises(OfficeError, match=said):
        count(session, ballot, SHEET | sheet, votes(10, 9, 8, 3))


def test_a_tie_at_the_edge_is_voted_again_among_the_tied(session, people, election):
    ballot, _ = put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))
    outcome = count(session, ballot, SHEET, votes(10, 9, 7, 7))
    assert (outcome.elected, outcome.tied) == (NAMES[:2], NAMES[2:4])
    second = vote_again(session, election, "委员", standing(people, *NAMES[2:4]))
    assert (second.round, second.seats) == (2, 1)
    count(session, second, SHEET, [Votes(NAMES[2], 4, 6), Votes(NAMES[3], 6, 4)])
    assert [one.name for _, one in queries.elected(session, election.id)] == [NAMES[0], NAMES[1], NAMES[3]]


def test_somebody_written_in_may_be_elected(session, people, election):
    ballot, _ = put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))
    with pytest.raises(OfficeError, match="选票上没有江予安"):
        count(session, ballot, SHEET, [*votes(10, 9, 3, 3), Votes("江予安", 7, 3)])
    written = Votes("江予安", 7, written_in=True)
    assert count(session, ballot, SHEET, [*votes(10, 9, 3, 3), written]).elected == (*NAMES[:2], "江予安")
    with pytest.raises(OfficeError, match="得票多于有效票"):
        count(session, ballot, SHEET, [*votes(10, 9, 3, 3), Votes("江予安", 11, written_in=True)])
    with pytest.raises(OfficeError, match="江予安不在名册中"):
        conclude(session, election, Day(2026, 11, 1), Day(2026, 10, 20))


def test_the_result_turns_posts_and_term(session, body, people, election):
    branch = session.get_one(Organisation, body)
    begin_term(session, branch, 3, Day(2023, 10, 20))
    appoint(session, people["江予安"], "党支部书记", branch, Day(2023, 10, 20))
    with pytest.raises(OfficeError, match="还没有选举结果"):
        conclude(session, election, Day(2026, 11, 1), Day(2026, 10, 20))
    ballot, _ = put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    secretary, _ = put_up(session, election, "书记", 1, standing(people, NAMES[0], post="党支部书记"))
    count(session, secretary, {"due": 3, "present": 3, "issued": 3, "returned": 3, "valid": 3, "invalid": 0},
          [Votes(NAMES[0], 3)])  # fmt: skip
    with pytest.raises(OfficeError, match="早于选举大会"):
        conclude(session, election, Day(2026, 11, 1), Day(2026, 10, 19))
    told = conclude(session, election, Day(2026, 11, 1), Day(2026, 10, 20), "青教党〔2026〕50号")
    assert told == ["沈砚秋 党支部书记", "顾清和 党支部委员", "林知夏 党支部委员"]
    posts = {one.name: one.post for one in everyone(session, ON) if one.post}
    assert posts == {"沈砚秋": "党支部书记", "顾清和": "党支部委员", "林知夏": "党支部委员"}
    assert [(one.number, one.ended) for one in terms_of(session, body)] == [(3, Day(2026, 10, 20)), (4, None)]
    assert (election.state, queries.running(session, body)) == (CONFIRMED, None)
    with pytest.raises(OfficeError, match="已经办完"):
        drop(session, election, "不办了")


def test_a_post_must_be_named(session, people, election):
    ballot, _ = put_up(session, election, "书记", 1, standing(people, NAMES[0], post=""))
    count(session, ballot, SHEET, [Votes(NAMES[0], 10)])
    with pytest.raises(OfficeError, match="没有写沈砚秋的职务"):
        conclude(session, election, Day(2026, 11, 1), Day(2026, 10, 20))
    with pytest.raises(OfficeError, match="原因"):
        drop(session, election, " ")
