"""One person's way through the actions: what is refused, what moves in the books, and how it goes back."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.development.actions import (
    choose_edition,
    close_step,
    close_together,
    end_way,
    reopen_step,
    save_step,
)
from partyoffice.development.queries import file_of, files_of
from partyoffice.development.records import Booklet, Posting, Step, Voucher, Wayfarer
from partyoffice.development.rules.judging import MISSING
from partyoffice.development.rules.overrides import Override
from partyoffice.development.rules.standing import current
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.members.actions import add_person
from partyoffice.members.queries import everyone, histories
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind

ON = date(2026, 11, 20)
OPINIONS = dict.fromkeys(("group_opinion", "mentor_opinion", "members_opinion", "masses_opinion"), "同意")
APPROVAL = {"body_kind": "有审批权的基层党委", "body": "青禾市教育局党委"}
SIX = ("4-3", "1-1", "2-6", "3-9", "5-1", "5-2")


@pytest.fixture
def _day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)


@pytest.fixture
def session(office, _day):
    with office.change("试") as made:
        set_up(made, "青禾中学", OrgKind.BRANCH)
        yield made


@pytest.fixture
def branch(session):
    return session.query(Organisation).filter_by(kind="党支部").one()


@pytest.fixture
def person(session, branch):
    values = {"name": "林知夏", "birth": Day(1988, 2, 11)}
    return add_person(session, values, category=Category.APPLICANT, since=Day(2024, 1, 5), branch=branch)


@pytest.fixture
def members(session, branch):
    names = ("沈砚秋", "顾清和")
    return [
        add_person(session, {"name": name, "joined": Day(2010, 7, 1), "full": Day(2011, 7, 1)},
                   category=Category.FULL, branch=branch)
        for name in names
    ]  # fmt: skip


def close(session, person, number, on, facts=None, **more):
    return close_step(session, person.id, number, Day.parse(on), facts or {}, **more)


def voted(session, person, decision, on, *, passed=True):
    meeting = Meeting(
        kind="支部党员大会", organisation_id=1, on=Day.parse(on), chair="沈砚秋", recorder="顾清和"
    )
    session.add(meeting)
    session.flush()
    item = AgendaItem(meeting_id=meeting.id, subject=decision, decision=decision, person_id=person.id)
    session.add(item)
    session.flush()
    session.add(Vote(item_id=item.id, due=20, present=15, yes=15 if passed else 5, passed=passed))
    session.flush()
    return {"item": str(item.id)}


def vouch(session, person, members, role):
    rows = [
        Voucher(person_id=person.id, role=role, member_id=one.id, name=one.name, start=Day(2024, 3, 1))
        for one in members
    ]
    session.add_all(rows)


def to_candidate(session, person, members):
    close(session, person, 1, "2024-01-05", {"received": "2024-01-08"})
    close(session, person, 2, "2024-01-20", {"talkers": "沈砚秋"})
    close(session, person, 3, "2024-03-01", {"way": "党员推荐"})
    close(session, person, 4, "2024-03-10")
    vouch(session, person, members, "培养联系人")
    close(session, person, 5, "2024-03-12")
    close(session, person, 7, "2025-04-01", OPINIONS)
    close(session, person, 8, "2025-04-10", {"consented": "2025-04-08"})


def to_member(session, person, members):
    to_candidate(session, person, members)
    vouch(session, person, members, "入党介绍人")
    close(session, person, 9, "2025-04-12")
    close(session, person, 10, "2025-04-20", {"conclusion": "合格"})
    close(session, person, 11, "2025-05-10", {"days": 3.0, "hours": 24})
    close(session, person, 12, "2025-05-20", {"opinion": "同意"})
    close(session, person, 13, "2025-05-26", {"result": "合格"})
    close(session, person, 14, "2025-06-01")
    close(session, person, 15, "2025-06-18", voted(session, person, "讨论接收", "2025-06-18"))
    close(session, person, 16, "2025-07-01", {"talker": "顾清和"})
    close(session, person, 17, "2025-08-20", APPROVAL)


def category(session, person, on=ON):
    [one] = everyone(session, on, ids=[person.id])
    return one.category if one.present else ""


def test_one_person_goes_from_the_application_to_the_archive(session, person, members):
    to_member(session, person, members)
    assert category(session, person) == Category.PROBATIONARY
    assert (person.joined, person.sponsors) == (Day(2025, 6, 18), "沈砚秋、顾清和")
    for number, on in ((18, "2025-09-01"), (19, "2025-09-02"), (20, "2025-09-10"), (21, "2026-06-10")):
        close(session, person, number, on)
    close(session, person, 22, "2026-06-10")
    vote = voted(session, person, "讨论转正", "2026-06-20")
    close(session, person, 23, "2026-06-20", vote | {"decision": "按期转正"})
    close(session, person, 24, "2026-08-01", {"body": "青禾市教育局党委"})
    assert (category(session, person), person.full) == (Category.FULL, Day(2026, 6, 18))
    assert current(file_of(session, person.id, ON)) == 25
    assert person.id in files_of(session, ON)


def test_the_category_follows_each_step_from_its_day(session, person, members):
    to_candidate(session, person, members)
    said = [(row.value, row.start, row.end, row.reason) for row in histories(session, person.id)
            if row.fact == Fact.CATEGORY]  # fmt: skip
    assert said == [
        ("入党申请人", Day(2024, 1, 5), Day(2024, 3, 1), ""),
        ("入党积极分子", Day(2024, 3, 1), Day(2025, 4, 1), "第3步推荐和确定入党积极分子"),
        ("发展对象", Day(2025, 4, 1), None, "第7步确定发展对象"),
    ]


def test_since_2026_the_candidate_is_one_from_the_listing_after_the_notice(session, person, members):
    close(session, person, 1, "2024-01-05")
    close(session, person, 2, "2024-01-20", {"talkers": "沈砚秋"})
    close(session, person, 3, "2025-06-01", {"way": "党员推荐"})
    close(session, person, 7, "2026-09-10", OPINIONS)
    assert category(session, person) == Category.ACTIVIST
    with pytest.raises(OfficeError, match="没有公示"):
        close(session, person, 8, "2026-09-29", {"consented": "2026-09-18"})


def test_a_notice_of_five_working_days_lets_somebody_be_listed(session, person):
    close(session, person, 1, "2024-01-05")
    close(session, person, 2, "2024-01-20", {"talkers": "沈砚秋"})
    close(session, person, 3, "2025-06-01", {"way": "党员推荐"})
    close(session, person, 7, "2026-09-10", OPINIONS)
    session.add(Posting(person_id=person.id, place="公示栏", start=Day(2026, 9, 21), end=Day(2026, 9, 28),
                        result="不影响发展入党"))  # fmt: skip
    close(session, person, 8, "2026-09-29", {"consented": "2026-09-18"})
    assert category(session, person) == Category.CANDIDATE


def test_what_blocks_is_refused_with_reason_sum_and_article_and_nothing_is_kept(office, session, person):
    close(session, person, 1, "2024-01-05")
    close(session, person, 2, "2024-01-20", {"talkers": "沈砚秋"})
    close(session, person, 3, "2025-12-27", {"way": "党员推荐"})
    with pytest.raises(OfficeError) as refused:
        close(session, person, 7, "2026-11-20", OPINIONS)
    assert "还差 37 天" in refused.value.what
    assert "第十三条" in refused.value.what
    assert "例外" in refused.value.remedy


def test_a_reason_passes_the_year_and_stays_on_the_record(session, person):
    close(session, person, 1, "2024-01-05")
    close(session, person, 2, "2024-01-20", {"talkers": "沈砚秋"})
    close(session, person, 3, "2025-12-27", {"way": "党员推荐"})
    reason = Override("DEV-07", "上级党委批准提前", "沈砚秋")
    [found] = close(session, person, 7, "2026-11-20", OPINIONS, overrides=[reason, Override("DEV-07", " ")])
    assert found.severity is Severity.WARN
    step = session.query(Step).filter_by(person_id=person.id, number=7).one()
    assert step.overrides == [
        {"code": "DEV-07", "reason": "上级党委批准提前", "by": "沈砚秋", "on": "2026-11-20"}
    ]


def test_what_was_begun_is_kept_and_closed_later(session, person):
    save_step(session, person.id, 1, None, {"receiver": "沈砚秋", "received": ""})
    file = file_of(session, person.id, ON)
    assert (file.steps[1].open, dict(file.steps[1].facts)) == (True, {"receiver": "沈砚秋"})
    close(session, person, 1, "2024-01-05", {"receiver": "沈砚秋"}, evidence="申请书", note="手写")
    step = session.query(Step).filter_by(person_id=person.id).one()
    assert (step.open, step.evidence, step.entered) == (False, "申请书", Day(2026, 11, 20))
    for again in (
        lambda: save_step(session, person.id, 1, None, {}),
        lambda: close(session, person, 1, "2024-01-06"),
    ):
        with pytest.raises(OfficeError, match="已经办结"):
            again()


def test_true_days_of_an_old_file_are_taken_as_they_are(session, person):
    found = close(session, person, 3, "2024-05-06", late_entry=True)
    assert [one.code for one in found] == [MISSING]
    step = session.query(Step).filter_by(person_id=person.id).one()
    assert step.late_entry


def test_a_step_taken_back_takes_back_what_it_moved(session, person, members):
    to_member(session, person, members)
    reopen_step(session, person.id, 17)
    assert category(session, person) == Category.CANDIDATE
    assert person.joined is None
    close(session, person, 17, "2025-08-21", APPROVAL)
    assert (category(session, person), person.joined) == (Category.PROBATIONARY, Day(2025, 6, 18))
    with pytest.raises(OfficeError, match="后面的第 17 步"):
        reopen_step(session, person.id, 16)
    with pytest.raises(OfficeError, match="没有办结"):
        reopen_step(session, person.id, 25)


def test_a_step_closed_by_a_vote_is_taken_back_by_the_vote_alone(session, person, members):
    to_candidate(session, person, members)
    for number in (10, 11, 13):
        close(session, person, number, "2025-05-26", {}, late_entry=True)
    close(session, person, 15, "2025-06-18", voted(session, person, "讨论接收", "2025-06-18"))
    with pytest.raises(OfficeError, match="由会议表决写入"):
        reopen_step(session, person.id, 15)
    reopen_step(session, person.id, 15, by_vote=True)
    assert not file_of(session, person.id, ON).closed(15)


def decided(session, person, on, decision, **facts):
    vote = voted(session, person, "讨论转正", on)
    close(session, person, 23, on, vote | {"decision": decision} | facts)


def test_an_extension_begins_a_second_round_and_moves_no_category(session, person, members):
    to_member(session, person, members)
    close(session, person, 22, "2026-06-10")
    decided(session, person, "2026-06-20", "延长预备期", months="6")
    close(session, person, 24, "2026-07-01", {"body": "青禾市教育局党委"})
    file = file_of(session, person.id, ON)
    assert (file.extended, category(session, person), current(file)) == (6, Category.PROBATIONARY, 18)
    assert not {22, 23, 24} & set(file.steps)
    reopen_step(session, person.id, 24)
    assert (file_of(session, person.id, ON).extended, file_of(session, person.id, ON).closed(23)) == (0, True)
    close(session, person, 24, "2026-07-01", {"body": "青禾市教育局党委"})
    with pytest.raises(OfficeError, match="预备期未满"):
        decided(session, person, "2026-11-19", "按期转正")


def test_the_second_round_ends_with_full_membership_from_the_new_day(session, person, members, monkeypatch):
    to_member(session, person, members)
    decided(session, person, "2026-06-20", "延长预备期", months="6")
    close(session, person, 24, "2026-07-01", {"body": "青禾市教育局党委"})
    monkeypatch.setattr(clock, "today", lambda: date(2027, 3, 1))
    close(session, person, 22, "2026-12-10")
    decided(session, person, "2026-12-20", "按期转正")
    close(session, person, 24, "2027-01-15", {"body": "青禾市教育局党委"})
    assert person.full == Day(2026, 12, 18)
    reopen_step(session, person.id, 24)
    assert (person.full, category(session, person)) == (None, Category.PROBATIONARY)


def test_a_revocation_takes_somebody_out_and_back_again(session, person, members):
    to_member(session, person, members)
    decided(session, person, "2026-02-20", "取消预备党员资格")
    close(session, person, 24, "2026-03-01", {"body": "青禾市教育局党委"})
    assert category(session, person) == ""
    assert file_of(session, person.id, ON).left
    reopen_step(session, person.id, 24)
    assert category(session, person) == Category.PROBATIONARY


def test_a_late_meeting_without_its_cause_gives_no_day_of_full_membership(session, person, members):
    to_member(session, person, members)
    decided(session, person, "2026-09-01", "按期转正")
    with pytest.raises(OfficeError, match="转正时间还不能确定"):
        close(session, person, 24, "2026-09-20", {"body": "青禾市教育局党委"})


def test_a_new_member_is_put_into_the_group_that_was_named(session, person, members, branch):
    to_member(session, person, members)
    session.add(Organisation(name="语文组小组", kind="党小组", parent_id=branch.id))
    session.flush()
    close(session, person, 19, "2025-09-02", {"group": "语文组小组"})
    [one] = everyone(session, ON, ids=[person.id])
    assert one.group == "语文组小组"
    reopen_step(session, person.id, 19)
    [one] = everyone(session, ON, ids=[person.id])
    assert not one.group
    with pytest.raises(OfficeError, match="没有名为“数学组小组”的党小组"):
        close(session, person, 19, "2025-09-02", {"group": "数学组小组"})


def test_a_booklet_is_used_once_its_papers_are_filed(session, person):
    session.add(Booklet(number="0012345", state="已发", person_id=person.id))
    close(session, person, 25, "2026-10-01", late_entry=True)
    assert session.query(Booklet).one().state == "已归档"
    reopen_step(session, person.id, 25)
    assert session.query(Booklet).one().state == "已发"


def enter(office, name, birth):
    with office.change(f"新增 {name}") as session:
        values = {"name": name, "birth": birth}
        return add_person(session, values, category=Category.APPLICANT, since=Day(2026, 1, 1)).id


@pytest.mark.usefixtures("_day")
def test_several_people_are_closed_together_or_none(office):
    old, young = enter(office, "林知夏", Day(1988, 2, 11)), enter(office, "方砚舟", Day(2010, 1, 1))
    with pytest.raises(OfficeError, match="方砚舟"), office.change("同会办理") as session:
        close_together(session, [old, young], 1, Day(2026, 1, 5), {})
    with office.reading() as session:
        assert not session.query(Step).count()
    with office.change("同会办理") as session:
        assert close_together(session, [old], 1, Day(2026, 1, 5), {"receiver": "沈砚秋"}) == {old: []}


@pytest.mark.usefixtures("_day")
def test_undo_takes_back_step_and_category_together(office):
    who = enter(office, "林知夏", Day(1988, 2, 11))
    with office.change("办结第 3 步：林知夏") as session:
        close_step(session, who, 3, Day(2026, 3, 1), {}, late_entry=True)
    for undone, kept in ((office.undo, "入党申请人"), (office.redo, "入党积极分子")):
        undone()
        with office.reading() as session:
            file = file_of(session, who, ON)
        assert (file.category, file.closed(3)) == (kept, kept == "入党积极分子")


def test_the_way_ends_with_a_reason_and_nothing_is_deleted(session, person):
    close(session, person, 1, "2024-01-05")
    with pytest.raises(OfficeError, match="原因"):
        end_way(session, person.id, Day(2026, 3, 1), " ")
    end_way(session, person.id, Day(2026, 3, 1), "本人调离")
    assert person.id not in files_of(session, ON)
    assert file_of(session, person.id, ON).closed(1)


def test_the_edition_of_a_person_is_chosen_with_a_reason_and_given_up_again(session, person):
    with pytest.raises(OfficeError, match="理由"):
        choose_edition(session, person.id, 2014, "", ON)
    choose_edition(session, person.id, 2014, "上级党委统一要求", ON, "沈砚秋")
    choose_edition(session, person.id, 2014, "上级党委书面答复", ON)
    session.flush()
    assert file_of(session, person.id, ON).choice.reason == "上级党委书面答复"
    choose_edition(session, person.id, None, "", ON)
    session.flush()
    assert file_of(session, person.id, ON).choice is None
    choose_edition(session, person.id, None, "", ON)


def test_a_file_holds_what_is_written_of_a_person_elsewhere(session, person):
    session.add(Wayfarer(person_id=person.id, in_league=True, floating=True, leaves_on=Day(2027, 6)))
    session.flush()
    file = file_of(session, person.id, ON)
    assert (file.in_league, file.floating, file.leaves_on) == (True, True, Day(2027, 6))
    assert file_of(session, 99, ON) is None
    with pytest.raises(OfficeError, match="找不到"):
        close_step(session, 99, 1, Day(2026, 1, 1), {})


def test_a_step_cannot_come_before_what_the_books_say_of_the_category(session, person):
    with pytest.raises(OfficeError, match="不能早于或等于它"):
        close(session, person, 3, "2019-05-06", late_entry=True)
    assert isinstance(session.get_one(Person, person.id), Person)
