"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings import queries
from partyoffice.meetings.actions.minutes import add_item, hold_meeting, mark_attendance
from partyoffice.meetings.actions.votes import drop_vote, record_vote
from partyoffice.meetings.records import SETTINGS, AgendaItem, Attendance, Meeting, Vote
from partyoffice.meetings.rules.voters import Exclusion, Opinion, View
from partyoffice.members.actions import change
from partyoffice.members.records import Award, Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.records import Organisation
from partyoffice.store import settings
from tests.meetings.conftest import ON, add, presences, tally, values

TABLES = (Meeting, AgendaItem, Attendance, Vote)


def sitting(session, branch, person, absent=0, decision="讨论接收", who="段清和"):
    """A meeting with its attendance and one item."""
    meeting = hold_meeting(session, values(branch))
    mark_attendance(session, meeting, presences(session, branch, absent))
    return add_item(session, meeting, f"讨论{who}", decision=decision, person_id=person[who])


def rows(office):
    with office.reading() as session:
        return [session.query(kind).count() for kind in TABLES]


def try_vote(office, branch, person, decisions, absent, given, decision="讨论接收"):
    with office.change("登记表决") as session:
        item = sitting(session, branch, person, absent, decision)
        found = record_vote(session, item, given, decisions)
        vote = queries.vote_of(session, item.id)
        return [one.code for one in found], (vote.due, vote.present, vote.yes, vote.passed)


def refused(office, branch, person, decisions, absent, given, decision="讨论接收"):
    with pytest.raises(OfficeError) as told:
        try_vote(office, branch, person, decisions, absent, given, decision)
    assert rows(office) == [0, 0, 0, 0]
    return str(told.value)


def test_half_of_those_due_cannot_open_the_meeting_and_nothing_is_kept(
    office, branch, person, decisions, done
):
    told = refused(office, branch, person, decisions, 10, tally(10, 10))  # (31)
    assert "应到 20 人，半数为 10，须超过半数即 11 人，实到 10 人" in told
    assert "第十九条" in told
    assert done.log == []


def test_a_vote_that_did_not_pass_is_written_down_and_decides_nothing(
    office, branch, person, decisions, done
):
    codes, vote = try_vote(office, branch, person, decisions, 9, tally(11, 10, 1))  # (32)
    assert (codes, vote) == (["Q2"], (20, 11, 10, False))
    assert done.log == []


def test_more_than_half_of_an_odd_number_passes_and_its_decision_is_done(
    office, branch, person, decisions, done
):
    with office.change("新增") as session:  # (34): E 21
        add(session, "何以然", Category.FULL, session.get_one(Organisation, branch))
    codes, vote = try_vote(office, branch, person, decisions, 10, tally(11, 11))
    assert (codes, vote) == ([], (21, 11, 11, True))
    assert done.log == [("apply", person["段清和"], "2026-11-12", {})]


def test_written_opinions_do_not_open_a_meeting(office, branch, person, decisions):
    five = [Opinion(View.YES, name=name) for name in names(office, branch, 10)[:5]]
    told = refused(office, branch, person, decisions, 10, tally(10, 10, opinions=five))  # (35)
    assert "不能开会表决" in told


def names(office, branch, absent, *, here=False):
    with office.reading() as session:
        marked = presences(session, branch, absent)
        return [
            session.get_one(Person, one).name for one, at in marked.items() if at.voting and at.here is here
        ]


def test_written_opinions_handed_in_before_the_meeting_count_among_the_votes(
    office, branch, person, decisions
):
    [name, *_] = names(office, branch, 9)
    given = tally(11, 10, 1, opinions=[Opinion(View.YES, name=name)])
    codes, vote = try_vote(office, branch, person, decisions, 9, given)
    assert (codes, vote) == ([], (20, 11, 10, True))


@pytest.mark.parametrize("how", [{"before_opening": False}, {"by_proxy": True}])
def test_late_opinions_and_votes_by_proxy_are_kept_and_not_counted(office, branch, person, decisions, how):
    [name, *_] = names(office, branch, 9)
    given = tally(11, 10, 1, opinions=[Opinion(View.YES, name=name, **how)])  # (38)
    codes, vote = try_vote(office, branch, person, decisions, 9, given)
    assert (codes, vote) == (["Q2", "Q6"], (20, 11, 10, False))
    with office.reading() as session:
        [kept] = session.query(Vote).one().opinions
        assert queries.opinions_of([kept]) == list(given.opinions)


def test_an_opinion_of_somebody_who_came_or_has_no_vote_or_twice_is_refused(
    office, branch, person, decisions
):
    [name, *_] = names(office, branch, 9)
    came = names(office, branch, 9, here=True)[0]
    for wrong, word in ((came, "到会投票"), ("梅初雪", "不是应到会有表决权"), ("段清和", "不是应到会")):
        given = tally(11, 11, opinions=[Opinion(View.YES, name=wrong)])
        assert word in refused(office, branch, person, decisions, 9, given)
    twice = tally(11, 11, opinions=[Opinion(View.YES, name=name), Opinion(View.NO, name=name)])
    assert "登记了 2 次" in refused(office, branch, person, decisions, 9, twice)


def test_a_member_under_watch_and_one_suspended_are_not_due(office, branch, person, decisions):
    with office.change("处分") as session:  # (37)
        from partyoffice.members.queries import find_one

        session.add(Award(person_id=find_one(session, "何夏然").id, kind="留党察看", on=Day(2026, 3, 1)))
        suspended = find_one(session, "何知然")
        change(session, suspended, Fact.STATUS, "停止党籍", Day(2026, 6, 1))
    with office.reading() as session:
        seats = {one.name: one for one in queries.seats(session, branch, ON.first)}
    assert "何知然" not in seats
    assert (seats["何夏然"].voting, "留党察看" in seats["何夏然"].why) == (False, True)
    assert (seats["梅初雪"].voting, seats["梅初雪"].why) == (False, "")
    _, vote = try_vote(office, branch, person, decisions, 0, tally(18, 18))
    assert vote == (18, 18, 18, True)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (tally(11, 11, returned=12), "收回 12 票，多于发出 11 票"),  # (40)
        (tally(11, 11, issued=12), "发出 12 票，实到 11 人"),
        (tally(11, 11, invalid=1), "加无效 1 不等于收回 11"),
        (tally(11, 11, valid=10, invalid=1), "之和不等于有效 10"),
        (tally(11, 12), "多于实到 11 人"),
        (tally(11, 11, secret=False), "接收预备党员要无记名投票"),
    ],
)
def test_ballots_that_cannot_be_are_refused(office, branch, person, decisions, given, word):
    assert word in refused(office, branch, person, decisions, 9, given)


def test_a_vote_on_full_membership_by_show_of_hands_is_told_and_kept(office, branch, person, decisions, done):
    given = tally(11, 11, secret=False, counter="")
    codes, _ = try_vote(office, branch, person, decisions, 9, given, "讨论转正")
    assert codes == ["Q4", "Q9"]
    assert done.verbs() == ["apply"]
    with office.change("设置") as session:
        settings.put(session, next(one for one in SETTINGS if one.key.endswith("secret")), value=False)
        assert not queries.vote_settings(session).full_ballot_secret


def test_a_bedridden_member_left_out_without_consent_is_still_due(office, branch, person, decisions):
    [name, *_] = names(office, branch, 9)
    given = tally(11, 11, excluded=[Exclusion(name, "长期卧床")])  # (41)
    codes, vote = try_vote(office, branch, person, decisions, 9, given)
    assert (codes, vote[0]) == (["Q7"], 20)


def test_with_both_consents_and_the_setting_a_member_is_left_out(office, branch, person, decisions):
    with office.change("设置") as session:
        settings.put(session, next(one for one in SETTINGS if "exclusions" in one.key), value=True)
    [name, *_] = names(office, branch, 10)
    agreed = Exclusion(name, "长期卧床", date(2026, 9, 1), date(2026, 9, 10))
    codes, vote = try_vote(office, branch, person, decisions, 10, tally(10, 10, excluded=[agreed]))
    assert (codes, vote) == ([], (19, 10, 10, True))
    with office.reading() as session:
        assert queries.exclusions_of(session.query(Vote).one().excluded) == [agreed]


def test_somebody_who_came_is_not_left_out(office, branch, person, decisions):
    [came, *_] = names(office, branch, 9, here=True)
    given = tally(11, 11, excluded=[Exclusion(came, "长期卧床")])
    assert "不能列为不计入应到" in refused(office, branch, person, decisions, 9, given)


@pytest.mark.parametrize(("on", "word"), [(Day(2026, 11), "只有年月"), (Day(2026, 11, 21), "还没有开")])
def test_a_vote_needs_a_whole_day_that_has_come(office, branch, person, decisions, on, word):
    with pytest.raises(OfficeError, match=word), office.change("登记表决") as session:
        meeting = hold_meeting(session, values(branch, on=on))
        mark_attendance(session, meeting, presences(session, branch))
        item = add_item(session, meeting, "讨论", decision="讨论接收", person_id=person["段清和"])
        record_vote(session, item, tally(20, 20), decisions)
    assert rows(office) == [0, 0, 0, 0]


def test_an_ordinary_item_is_voted_on_too_and_an_unknown_decision_is_refused(
    office, branch, person, decisions
):
    with office.change("登记表决") as session:
        item = sitting(session, branch, person, 10, "")
        assert record_vote(session, item, tally(10, 10), decisions)[0].code == "Q2"
        item.decision = "讨论别的"
        with pytest.raises(OfficeError, match="不能办理"):
            record_vote(session, item, tally(10, 10), decisions)


# -- changed, taken back, done again ------------------------------------------------------------


def first_vote(office, branch, person, decisions, given=None, absent=9):
    with office.change("登记表决：段清和") as session:
        item = sitting(session, branch, person, absent)
        record_vote(session, item, given or tally(11, 11), decisions)
        return item.id


def change_vote(office, item_id, decisions, given):
    with office.change("更正表决") as session:
        return record_vote(session, session.get_one(AgendaItem, item_id), given, decisions)


def test_a_vote_that_passes_no_longer_is_taken_back_and_one_that_passes_now_is_done(
    office, branch, person, decisions, done
):
    item = first_vote(office, branch, person, decisions)
    change_vote(office, item, decisions, tally(11, 11, note="计票表已附"))
    assert done.verbs() == ["apply"]  # nothing of it bears on the decision
    change_vote(office, item, decisions, tally(11, 10, 1))
    assert done.verbs() == ["apply", "back"]
    change_vote(office, item, decisions, tally(11, 9, 2))
    assert done.verbs() == ["apply", "back"]
    change_vote(office, item, decisions, tally(11, 11))
    assert done.verbs() == ["apply", "back", "apply"]
    assert rows(office)[3] == 1


def test_dropping_a_vote_takes_its_decision_back_once(office, branch, person, decisions, done):
    item = first_vote(office, branch, person, decisions)
    with office.change("删除表决") as session:
        drop_vote(session, session.get_one(AgendaItem, item), decisions)
        drop_vote(session, session.get_one(AgendaItem, item), decisions)
    assert done.verbs() == ["apply", "back"]
    assert rows(office)[3] == 0


def test_what_the_decision_refuses_keeps_the_vote_out_too(office, branch, person, decisions, done):
    done.refuse = OfficeError("第 14 步还没有办结", remedy="先办结第 14 步")
    assert "第 14 步" in refused(office, branch, person, decisions, 9, tally(11, 11))


def test_a_vote_is_undone_and_redone_as_one_step(office, branch, person, decisions):
    first_vote(office, branch, person, decisions)
    assert rows(office) == [1, 1, 21, 1]
    office.undo()
    assert rows(office) == [0, 0, 0, 0]
    office.redo()
    assert rows(office) == [1, 1, 21, 1]
    with office.reading() as session:
        assert session.query(Vote).one().passed
