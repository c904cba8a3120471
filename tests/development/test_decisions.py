"""The votes that write steps 15 and 23. Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.development.actions.steps import close_step, reopen_step, save_step
from partyoffice.development.decisions import DECISIONS
from partyoffice.development.part import DEVELOPMENT
from partyoffice.development.queries import file_of
from partyoffice.development.records import Step, Wayfarer
from partyoffice.meetings import queries
from partyoffice.meetings.actions.minutes import correct_meeting, drop_meeting
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.actions.votes import record_vote
from partyoffice.meetings.records import Meeting, Vote
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Minutes
from partyoffice.members.queries import everyone
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import own_body
from partyoffice.store import settings

KNOWN = {one.name: one for one in DECISIONS}
ACCEPT, FULL = KNOWN["讨论接收"], KNOWN["讨论转正"]
FULL_ON = date(2026, 6, 18)  # of example 44


@pytest.fixture
def office(branch_at_a_vote):
    return branch_at_a_vote


def person(session, name):
    return session.query(Person).filter(Person.name == name).one()


def vote(office, who, on, word="讨论转正", yes=3, no=0, resolution="", **given):
    """Hold a meeting of the three voters about some people; return its id and what is said."""
    with office.change(f"{word}：{who}") as session:
        body = own_body(session)
        came = {one.person_id: Presence(voting=one.voting) for one in queries.seats(session, body, on.first)}
        votes = Tally(yes, no, 0, 3, 3, 3, watcher="林知夏", counter="沈砚秋")
        items = [
            Business(
                f"{word}{one}", word, person(session, one).id, given=given, tally=votes, resolution=resolution
            )
            for one in who.split("、")
        ]
        about = {"organisation_id": body, "kind": ASSEMBLY, "on": on, "chair": "林知夏", "recorder": "方砚舟"}
        meeting, found = save_minutes(session, Minutes(about, came, items), KNOWN)
        return meeting.id, found


def step(office, who, number):
    with office.reading() as session:
        return file_of(session, person(session, who).id, clock.today()).steps.get(number)


def category(office, who):
    with office.reading() as session:
        return everyone(session, clock.today(), ids=[person(session, who).id])[0].category


def test_the_part_hands_in_both_decisions_and_whom_they_may_be_about(office):
    assert DEVELOPMENT.decisions == DECISIONS
    with office.reading() as session:
        names = {
            one.name: [session.get_one(Person, each).name for each in one.people(session, clock.today())]
            for one in DECISIONS
        }
    assert names == {"讨论接收": ["段清和", "程以安"], "讨论转正": ["梅初雪"]}


def test_a_vote_that_passes_closes_step_15_on_the_day_of_the_meeting(office):
    vote(office, "段清和", Day(2026, 11, 12), "讨论接收")
    closed = step(office, "段清和", 15)
    assert (closed.open, closed.on, closed.facts["item"]) == (False, Day(2026, 11, 12), "1")
    assert category(office, "段清和") == Category.CANDIDATE  # until the upper committee approves
    assert step(office, "程以安", 15) is None


def test_two_people_are_closed_by_one_meeting_and_taken_back_with_it(office):
    meeting, _ = vote(office, "段清和、程以安", Day(2026, 11, 12), "讨论接收")
    assert {step(office, one, 15).facts["item"] for one in ("段清和", "程以安")} == {"1", "2"}
    with office.change("删除会议") as session:
        drop_meeting(session, queries.find_meeting(session, meeting), KNOWN)
    assert [step(office, one, 15) for one in ("段清和", "程以安")] == [None, None]
    office.undo()
    assert step(office, "段清和", 15).on == Day(2026, 11, 12)
    office.redo()
    assert step(office, "段清和", 15) is None


def test_a_vote_that_did_not_pass_leaves_the_step_open(office):
    _, found = vote(office, "段清和", Day(2026, 11, 12), "讨论接收", yes=1, no=2)
    assert [one.code for one in found] == ["Q2"]
    assert step(office, "段清和", 15) is None
    with office.reading() as session:
        assert not session.query(Vote).one().passed
    vote(office, "段清和", Day(2026, 11, 19), "讨论接收")  # a later meeting agrees
    assert step(office, "段清和", 15).on == Day(2026, 11, 19)


def test_a_meeting_too_long_after_the_preview_is_told(office):
    _, found = vote(office, "段清和", Day(2026, 11, 21), "讨论接收")  # (29) 2026-10-20 and a month
    assert [(one.code, one.severity) for one in found] == [("DEV-15", Severity.WARN)]
    assert "2026-11-20" in found[0].arithmetic


def test_without_the_steps_before_it_the_vote_and_the_meeting_are_kept_out(office):
    with office.change("删") as session:
        one = person(session, "段清和").id
        session.delete(session.query(Step).filter(Step.person_id == one, Step.number == 13).one())
    with pytest.raises(OfficeError, match=r"^段清和的第 15 步"):
        vote(office, "段清和", Day(2026, 11, 12), "讨论接收")
    with office.reading() as session:
        assert session.query(Meeting).count() == 0
    with office.reading() as session:
        told = ACCEPT.check(session, person(session, "段清和").id, date(2026, 11, 12), {})
    assert any("第 13 步" in one.message for one in told)


def test_only_the_vote_writes_and_takes_back_the_step(office):
    vote(office, "段清和", Day(2026, 11, 12), "讨论接收")
    with pytest.raises(OfficeError, match="会议表决写入"), office.change("撤回") as session:
        reopen_step(session, person(session, "段清和").id, 15)
    with pytest.raises(OfficeError, match="表决记录"), office.change("办结") as session:
        close_step(session, person(session, "程以安").id, 15, Day(2026, 11, 12), {})


def test_a_corrected_vote_moves_the_step_and_what_rests_on_it_keeps_it(office):
    meeting, _ = vote(office, "段清和", Day(2026, 11, 12), "讨论接收")
    with office.change("更正会议") as session:
        correct_meeting(session, queries.find_meeting(session, meeting), {"on": Day(2026, 11, 13)}, KNOWN)
    assert step(office, "段清和", 15).on == Day(2026, 11, 13)
    with office.change("第 16 步") as session:
        close_step(session, person(session, "段清和").id, 16, Day(2026, 11, 20), {"talker": "周远"})
    fewer = Tally(2, 1, 0, 3, 3, 3, watcher="林知夏", counter="沈砚秋")
    with office.change("更正表决") as session:  # it passes all the same, nothing has to go back
        record_vote(session, queries.items_of(session, meeting)[0], fewer, KNOWN)
    failed = Tally(1, 2, 0, 3, 3, 3, watcher="林知夏", counter="沈砚秋")
    with pytest.raises(OfficeError, match="第 16 步"), office.change("更正表决") as session:
        record_vote(session, queries.items_of(session, meeting)[0], failed, KNOWN)
    assert step(office, "段清和", 15).on == Day(2026, 11, 13)


# -- 转正 ----------------------------------------------------------------------------------------

ON_TIME = {"decision": "按期转正"}


def test_full_membership_is_not_discussed_before_the_end_unless_with_a_reason(office):
    early = Day(2026, 6, 10)  # (49)
    with pytest.raises(OfficeError, match="还差 8 天"):
        vote(office, "梅初雪", early, **ON_TIME)
    with office.change("操作人") as session:
        settings.put(session, settings.OPERATOR, "沈砚秋")
    _, found = vote(office, "梅初雪", early, **ON_TIME, override_reason="组织批准提前")
    assert [one.code for one in found if one.code == "DEV-23"] == ["DEV-23"]
    [kept] = step(office, "梅初雪", 23).overrides
    assert (kept.code, kept.reason, kept.by) == ("DEV-23", "组织批准提前", "沈砚秋")


def test_on_the_day_itself_it_may_be(office):
    _, found = vote(office, "梅初雪", Day(2026, 6, 18), **ON_TIME)  # (49)
    assert [one for one in found if one.severity is not Severity.INFO] == []
    assert step(office, "梅初雪", 23).text("decision") == "按期转正"


def test_a_late_meeting_asks_for_its_cause_and_the_approval_makes_full_by_it(office):
    _, found = vote(office, "梅初雪", Day(2026, 9, 1), **ON_TIME)  # (50)
    assert ["请选原因" in one.message for one in found if one.code == "DEV-23"] == [True]
    office.undo()
    cause = FULL.asks[2].choices[0]
    vote(office, "梅初雪", Day(2026, 9, 1), **ON_TIME, cause=cause)
    with office.change("第 24 步") as session:
        close_step(session, person(session, "梅初雪").id, 24, Day(2026, 9, 20), {"body": "教育局党委"})
    with office.reading() as session:
        assert person(session, "梅初雪").full == Day.of(FULL_ON)


@pytest.mark.parametrize(("months", "word"), [("5", "5 个月"), ("13", "13 个月")])
def test_an_extension_of_five_or_thirteen_months_is_refused(office, months, word):
    with pytest.raises(OfficeError, match=word):  # (53)
        vote(office, "梅初雪", Day(2026, 6, 20), decision="延长预备期", months=months)


def test_an_extension_is_told_with_its_days_and_a_second_one_is_refused(office):
    given = {"decision": "延长预备期", "months": "6"}
    with office.reading() as session:
        told = FULL.motion(session, person(session, "梅初雪").id, date(2026, 6, 20), given)
    assert (
        told == "同意将梅初雪同志的预备期延长 6 个月（自2026年6月18日至2026年12月17日），报上级党委审批"
    )  # (52)
    vote(office, "梅初雪", Day(2026, 6, 20), **given)
    with office.change("第 24 步") as session:
        close_step(session, person(session, "梅初雪").id, 24, Day(2026, 7, 1), {"body": "教育局党委"})
        close_step(session, person(session, "梅初雪").id, 22, Day(2026, 12, 18), {})
    with pytest.raises(OfficeError, match="只能延长一次"):  # (53)
        vote(office, "梅初雪", Day(2026, 12, 19), **given)
    vote(office, "梅初雪", Day(2026, 12, 19), **ON_TIME)
    assert step(office, "梅初雪", 23).on == Day(2026, 12, 19)


@pytest.mark.parametrize(("on", "codes"), [(Day(2026, 12, 18), []), (Day(2026, 12, 19), ["T7"])])
def test_somebody_from_elsewhere_may_be_discussed_six_months_later(office, on, codes):
    with office.change("转入") as session:  # (55)
        session.add(Wayfarer(person_id=person(session, "梅初雪").id, came_on=Day(2026, 3, 1)))
    _, found = vote(office, "梅初雪", on, **ON_TIME)
    assert [one.code for one in found if one.severity is Severity.WARN] == codes


def test_somebody_may_lose_the_probation_before_its_end(office):
    revoke = {"decision": "取消预备党员资格"}
    with office.reading() as session:
        told = FULL.motion(session, person(session, "梅初雪").id, date(2026, 5, 20), revoke)
        assert told == "同意取消梅初雪同志的预备党员资格，报上级党委审批"
        assert "按期转为" in FULL.motion(session, person(session, "梅初雪").id, date(2026, 5, 20), ON_TIME)
        assert FULL.motion(
            session, person(session, "梅初雪").id, date(2026, 5, 20), {"decision": "延长预备期"}
        )
        assert "接收段清和同志" in ACCEPT.motion(session, person(session, "段清和").id, date(2026, 5, 20), {})
    vote(office, "梅初雪", Day(2026, 5, 20), **revoke)
    assert step(office, "梅初雪", 23).text("decision") == "取消预备党员资格"


def test_what_was_entered_of_the_step_before_the_meeting_stays_in_it(office):
    with office.change("暂存") as session:
        save_step(session, person(session, "梅初雪").id, 23, None, {"group_opinion": "同意按期转正"})
    meeting, _ = vote(office, "梅初雪", Day(2026, 6, 18), **ON_TIME)
    assert step(office, "梅初雪", 23).text("group_opinion") == "同意按期转正"
    with office.change("删除会议") as session:
        drop_meeting(session, queries.find_meeting(session, meeting), KNOWN)
    left = step(office, "梅初雪", 23)
    assert (left.open, left.on, left.facts) == (True, None, {"group_opinion": "同意按期转正"})


def test_nothing_is_said_of_somebody_in_the_bin(office):
    with office.change("删") as session:
        one = person(session, "段清和")
        one.binned = "2026-11-20"
    with office.reading() as session:
        assert ACCEPT.check(session, one.id, date(2026, 11, 12), {}) == ()
