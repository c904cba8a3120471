"""Ways that do not go straight: a second application, a second meeting, who left, a branch left since."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions import close_step, end_way, reopen_step, save_step, set_day
from partyoffice.development.checks import check_files
from partyoffice.development.decisions import DECISIONS
from partyoffice.development.queries import all_days, days_of, file_of, files_of, rows_of, steps_of
from partyoffice.development.queries.ways import again_since, earlier
from partyoffice.development.records import Booklet, EditionChoice, Material, Posting, Step, Voucher, Wayfarer
from partyoffice.development.rules.judging import judge_all
from partyoffice.development.rules.standing import current
from partyoffice.meetings.actions.minutes import drop_item
from partyoffice.meetings.actions.votes import decide
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.members.actions import add_person, come_back, leave, move
from partyoffice.members.actions import current as holding
from partyoffice.members.queries import histories
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind
from tests.development.test_closing import (
    APPROVAL,
    ON,
    category,
    close,
    decided,
    to_candidate,
    to_member,
    voted,
)

KNOWN = {one.name: one for one in DECISIONS}


@pytest.fixture
def session(office, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
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
    card = {"joined": Day(2010, 7, 1), "full": Day(2011, 7, 1)}
    return [
        add_person(session, {"name": name} | card, category=Category.FULL, branch=branch)
        for name in ("沈砚秋", "顾清和")
    ]


# -- a second application -----------------------------------------------------------------------


def apply_anew(session, person, branch, ended="2025-09-01", back="2026-06-01"):
    end_way(session, person.id, Day.parse(ended), "本人要求终止")
    come_back(
        session, person, Day.parse(back), category=Category.APPLICANT, reason="重新申请入党", branch=branch
    )


def test_who_applies_anew_begins_with_step_one_and_the_earlier_way_is_kept(session, person, members, branch):
    to_candidate(session, person, members)
    apply_anew(session, person, branch)
    file = file_of(session, person.id, ON)
    assert (file.steps, file.again, current(file)) == ({}, Day(2025, 9, 1), 2)
    [(number, told)] = judge_all(file, ON)
    assert (number, told.code, "第 1 步办起" in told.message) == (0, "anew", True)
    close(session, person, 1, "2026-05-28")
    close(session, person, 2, "2026-06-10", {"talkers": "沈砚秋"})
    assert set(file_of(session, person.id, ON).steps) == {1, 2}
    assert judge_all(file_of(session, person.id, ON), ON) == []
    assert days_of(session, 1, [person.id]) == {person.id: Day(2026, 5, 28)}
    assert all_days(session)[person.id] == {1: Day(2026, 5, 28), 2: Day(2026, 6, 10)}
    assert [one.number for one in steps_of(session, person.id)] == [1, 2]
    kept = session.query(Step).filter_by(person_id=person.id, mark="前次申请").count()
    assert kept == 7


def test_nothing_of_the_earlier_way_counts_for_the_new_one(session, person, members, branch):
    to_candidate(session, person, members)
    session.add_all([
        Material(person_id=person.id, code="1-1", name="入党申请书"),
        Posting(person_id=person.id, place="公示栏", start=Day(2025, 4, 1), result="不影响发展入党"),
        Booklet(number="0012345", state="已发", person_id=person.id, given=Day(2025, 6, 1)),
        EditionChoice(person_id=person.id, edition=2014, reason="统一要求", on=Day(2025, 5, 1)),
        Wayfarer(person_id=person.id, came_on=Day(2025, 1, 1), leaves_on=Day(2025, 6)),
    ])  # fmt: skip
    close(session, person, 10, "2025-04-20", {"conclusion": "合格"})
    voted(session, person, "讨论接收", "2025-06-18")
    apply_anew(session, person, branch)
    close(session, person, 1, "2026-05-28")
    file = file_of(session, person.id, ON)
    assert (file.papers, file.postings, file.votes, file.mentors) == (frozenset(), [], {}, [])
    assert (file.choice, file.came_on, file.leaves_on) == (None, None, None)
    paper = session.query(Material).one()
    assert (paper.name, paper.code, paper.note) == ("入党申请书（前次申请）", "", "前次申请 1-1")
    assert session.query(Booklet).one().state == "已归档"
    assert {one.end for one in session.query(Voucher)} == {Day(2025, 9, 1)}


def test_who_comes_back_as_what_he_was_goes_on(session, person, members, branch):
    to_candidate(session, person, members)
    end_way(session, person.id, Day(2025, 9, 1), "登记有误")
    come_back(session, person, Day(2025, 9, 2), category=Category.CANDIDATE, reason="更正", branch=branch)
    file = file_of(session, person.id, ON)
    assert (file.again, file.closed(8)) == (None, True)


def test_a_third_application_has_a_mark_of_its_own(session, person, members, branch):
    close(session, person, 1, "2024-01-05")
    apply_anew(session, person, branch, "2024-06-01", "2024-09-01")
    set_day(session, person.id, 1, Day(2024, 9, 1))
    apply_anew(session, person, branch, "2025-06-01", "2025-09-01")
    save_step(session, person.id, 1, Day(2025, 9, 1), {})
    marks = {one.mark: one.on for one in session.query(Step).filter_by(person_id=person.id)}
    assert marks == {"前次申请": Day(2024, 1, 5), "前次申请2": Day(2024, 9, 1), "": Day(2025, 9, 1)}
    assert again_since(session) == {person.id: Day(2025, 6, 1)}


def test_whose_probation_was_revoked_gets_a_new_day_of_joining(session, person, members, branch):
    to_member(session, person, members)
    decided(session, person, "2026-02-20", "取消预备党员资格")
    close(session, person, 24, "2026-03-01", {"body": "青禾市教育局党委"})
    come_back(session, person, Day(2026, 5, 1), category=Category.APPLICANT, reason="重新申请", branch=branch)
    assert file_of(session, person.id, ON).steps == {}
    assert person.joined == Day(2025, 6, 18)
    for number in (15, 16):
        close(session, person, number, f"2026-10-{number}", late_entry=True)
    close(session, person, 17, "2026-11-10", APPROVAL, late_entry=True)
    assert (person.joined, category(session, person)) == (Day(2026, 10, 15), Category.PROBATIONARY)
    assert session.query(Wayfarer).one().note == "前次入党时间 2025-06-18"


def test_papers_of_the_new_way_say_nothing_of_the_earlier_one(session, person, members, branch):
    to_candidate(session, person, members)
    session.add(Material(person_id=person.id, code="", name="照片"))
    assert len(rows_of(session, Step, person.id)) == 7
    assert len(rows_of(session, Voucher, person.id)) == 2
    apply_anew(session, person, branch)
    close(session, person, 1, "2026-05-28")
    kinds = (Step, Voucher, Material)
    assert [len(rows_of(session, kind, person.id)) for kind in kinds] == [1, 0, 1]


@pytest.fixture
def stopped(office):
    with clock.stopped(ON):
        yield office


def test_a_new_application_is_undone_as_one_thing(stopped):
    with stopped.change("建账") as session:
        body = set_up(session, "青禾中学", OrgKind.BRANCH)
        card = {"name": "林知夏", "birth": Day(1988, 2, 11)}
        one = add_person(session, card, category=Category.APPLICANT, since=Day(2024, 1, 5), branch=body)
        close(session, one, 1, "2024-01-05")
        apply_anew(session, one, body)
        who = one.id
    with stopped.change("办结第 1 步") as session:
        close_step(session, who, 1, Day(2026, 5, 28), {})
    for turn, marks in ((stopped.undo, {""}), (stopped.redo, {"", "前次申请"})):
        turn()
        with stopped.reading() as session:
            assert {one.mark for one in session.query(Step)} == marks


def test_what_has_no_day_belongs_to_the_way_that_ended():
    assert earlier(None, Day(2025, 9, 1))
    assert earlier(date(2025, 9, 1), Day(2025, 9, 1))
    assert not earlier(Day(2025, 9, 2), Day(2025, 9, 1))
    assert not earlier(None, None)


# -- a second meeting --------------------------------------------------------------------------


def meeting(session, person, on, *, passed=True, decision="讨论接收", **given):
    held = Meeting(
        kind="支部党员大会", organisation_id=1, on=Day.parse(on), chair="沈砚秋", recorder="顾清和"
    )
    session.add(held)
    session.flush()
    item = AgendaItem(
        meeting_id=held.id, subject=decision, decision=decision, person_id=person.id, given=given
    )
    session.add(item)
    session.flush()
    session.add(Vote(item_id=item.id, due=20, present=15, yes=15 if passed else 5, passed=passed))
    session.flush()
    return item, decide(session, item, KNOWN)


def ready(session, person, members):
    to_candidate(session, person, members)
    for number in range(9, 15):
        close(session, person, number, "2025-05-26", late_entry=True)


def step_15(session, person):
    return file_of(session, person.id, ON).steps[15]


def test_the_latest_vote_counts_after_a_refusal(session, person, members):
    ready(session, person, members)
    meeting(session, person, "2025-06-18", passed=False)
    assert 15 not in file_of(session, person.id, ON).steps
    meeting(session, person, "2025-09-10")
    assert step_15(session, person).on == Day(2025, 9, 10)


def test_after_six_months_the_meeting_votes_anew_and_probation_runs_from_it(session, person, members):
    ready(session, person, members)
    first, _ = meeting(session, person, "2025-06-18")
    close(session, person, 16, "2025-07-01", {"talker": "顾清和"})
    with pytest.raises(OfficeError, match=r"最长期限 2025-12-18.*重新讨论"):
        close(session, person, 17, "2025-12-19", APPROVAL)
    reopen_step(session, person.id, 16)
    second, _ = meeting(session, person, "2026-01-10")
    assert (step_15(session, person).on, step_15(session, person).text("item")) == (
        Day(2026, 1, 10),
        str(second.id),
    )
    drop_item(session, first, KNOWN)  # nothing hangs on the first any more
    assert step_15(session, person).on == Day(2026, 1, 10)
    close(session, person, 16, "2026-01-20", {"talker": "顾清和"})
    close(session, person, 17, "2026-02-10", APPROVAL)
    assert person.joined == Day(2026, 1, 10)


def test_a_second_meeting_waits_until_the_talk_after_the_first_is_taken_back(session, person, members):
    ready(session, person, members)
    meeting(session, person, "2025-06-18")
    close(session, person, 16, "2025-07-01", {"talker": "顾清和"})
    with pytest.raises(OfficeError, match="后面的第 16 步"):
        meeting(session, person, "2026-01-10")


def test_an_earlier_meeting_written_down_later_moves_nothing(session, person, members):
    ready(session, person, members)
    meeting(session, person, "2025-09-10")
    _, [told] = meeting(session, person, "2025-06-18")
    assert "2025-09-10 的会议又表决过" in told.message
    assert step_15(session, person).on == Day(2025, 9, 10)


def test_a_second_meeting_taken_out_lets_the_first_count_again(session, person, members):
    ready(session, person, members)
    meeting(session, person, "2025-06-18")
    second, _ = meeting(session, person, "2025-09-10")
    drop_item(session, second, KNOWN)
    assert (step_15(session, person).open, step_15(session, person).on) == (False, Day(2025, 6, 18))


def test_a_first_meeting_that_could_not_close_the_step_today_leaves_it_open(session, person, members):
    ready(session, person, members)
    meeting(session, person, "2025-06-18")
    second, _ = meeting(session, person, "2025-09-10")
    session.query(Step).filter_by(person_id=person.id, number=13).one().open = True
    session.flush()
    drop_item(session, second, KNOWN)
    assert 15 not in file_of(session, person.id, ON).steps


def test_a_later_meeting_that_did_not_agree_keeps_the_approval_away(session, person, members):
    ready(session, person, members)
    meeting(session, person, "2025-06-18")
    close(session, person, 16, "2025-07-01", {"talker": "顾清和"})
    meeting(session, person, "2025-08-01", passed=False)
    with pytest.raises(OfficeError, match="2025-08-01）没有通过"):
        close(session, person, 17, "2025-08-20", APPROVAL)


def test_after_an_extension_the_vote_on_it_does_not_stand_for_the_next(session, person, members, monkeypatch):
    to_member(session, person, members)
    decided(session, person, "2026-06-20", "延长预备期", months="6")
    close(session, person, 24, "2026-07-01", {"body": "青禾市教育局党委"})
    monkeypatch.setattr(clock, "today", lambda: date(2027, 3, 1))
    with pytest.raises(OfficeError, match="还没有“讨论转正”的表决记录"):
        close(session, person, 23, "2026-12-20", {"decision": "按期转正"})


# -- not approved -----------------------------------------------------------------------------


def test_what_was_not_approved_is_kept_and_moves_nobody(session, person, members):
    ready(session, person, members)
    meeting(session, person, "2025-06-18")
    close(session, person, 16, "2025-07-01", {"talker": "顾清和"})
    answer = APPROVAL | {"result": "不批准"}
    with pytest.raises(OfficeError, match="仍是发展对象"):
        close(session, person, 17, "2025-08-20", answer)
    save_step(session, person.id, 17, Day(2025, 8, 20), answer, note="材料不全")
    assert category(session, person) == Category.CANDIDATE
    assert [
        one.code for one in check_files(session, ON) if one.spot.field == "17"
    ] == []  # no fault of the file


# -- who is gone -------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [Leaving.DEATH, Leaving.EXPELLED, Leaving.TRANSFER])
def test_nothing_is_done_for_somebody_who_is_gone_but_what_was_done_before(session, person, members, how):
    to_member(session, person, members)
    leave(session, person, str(how), Day(2026, 3, 1))
    rows = len(histories(session, person.id))
    assert person.id not in files_of(session, ON)
    with pytest.raises(OfficeError, match="已经不在册"):
        close(session, person, 22, "2026-06-10")
    with pytest.raises(OfficeError, match="已经不在册"):
        close_step(session, person.id, 18, None, {})
    close(session, person, 18, "2025-09-01")
    close(session, person, 24, "2026-08-01", late_entry=True)
    close(session, person, 25, "2026-08-02", late_entry=True)
    assert len(histories(session, person.id)) == rows
    assert category(session, person) == ""


def test_the_papers_of_somebody_who_is_gone_are_filed_all_the_same(session, person, members):
    to_member(session, person, members)
    decided(session, person, "2026-02-20", "取消预备党员资格")
    close(session, person, 24, "2026-03-01", {"body": "青禾市教育局党委"})
    for code in ("4-3", "1-1", "2-6", "3-9"):  # nobody applied to become full
        session.add(Material(person_id=person.id, code=code, name=code))
    close(session, person, 25, "2026-03-20", {"kept_at": "人事档案"})
    assert file_of(session, person.id, ON).closed(25)


def test_the_way_of_a_member_is_not_ended_like_that_of_an_applicant(session, person, members):
    to_member(session, person, members)
    with pytest.raises(OfficeError, match="不能终止培养"):
        end_way(session, person.id, Day(2026, 3, 1), "不合格")


# -- the books ----------------------------------------------------------------------------------


def test_the_sponsors_on_the_card_are_those_of_the_day_of_the_meeting(session, person, members):
    to_member(session, person, members)
    reopen_step(session, person.id, 17)
    assert not person.sponsors
    old = session.query(Voucher).filter_by(person_id=person.id, role="入党介绍人", name="顾清和").one()
    old.end = Day(2026, 1, 1)
    session.add(Voucher(person_id=person.id, role="入党介绍人", name="方砚舟", start=Day(2026, 1, 1)))
    close(session, person, 17, "2025-08-20", APPROVAL)
    assert person.sponsors == "沈砚秋、顾清和"


def test_a_step_mended_after_its_person_moved_on_names_the_group_of_that_day(
    session, person, members, branch
):
    to_member(session, person, members)
    session.add(Organisation(name="语文组小组", kind="党小组", parent_id=branch.id))
    other = Organisation(name="退休支部", kind="党支部", parent_id=branch.parent_id)
    session.add(other)
    session.flush()
    group = {"group": "语文组小组"}
    close(session, person, 19, "2025-09-02", group)
    move(session, person, other, Day(2026, 3, 1))
    for day in ("2025-09-03", "2025-09-04"):
        reopen_step(session, person.id, 19)
        close(session, person, 19, day, group)
    [row] = [one for one in histories(session, person.id) if one.fact == Fact.GROUP]
    assert (row.start, row.end, row.end_reason) == (Day(2025, 9, 4), Day(2026, 3, 1), "校内调整")
    assert holding(session, person, Fact.GROUP, Day(2026, 4, 1)) is None


@pytest.mark.parametrize(
    ("number", "facts", "word"),
    [
        (23, {"decision": "转正"}, "没有“转正”这一项"),
        (23, {"decision": "延长预备期", "months": "六"}, "“六”不是数"),
        (17, {"body_kind": "教育局"}, "没有“教育局”这一项"),
        (11, {"days": -3.0}, "不是数"),
    ],
)
def test_what_no_rule_could_reckon_with_is_refused(session, person, number, facts, word):
    with pytest.raises(OfficeError, match=word):
        save_step(session, person.id, number, None, facts)


@pytest.mark.parametrize(
    ("met", "approved", "cause", "word"),
    [
        ("2025-06", "2026-09-20", "", "补全大会的年月日"),
        ("2025-06-18", "2026-09", "期满时还不够条件，没有办延长，后来够了", "批准日期"),
        ("2025-06-18", "2026-09-20", "", "晚于期满的原因"),
    ],
)
def test_why_the_day_of_full_membership_is_not_known_is_said(
    session, person, members, met, approved, cause, word
):
    to_member(session, person, members)
    session.query(Step).filter_by(person_id=person.id, number=15).one().on = Day.parse(met)
    decided(session, person, "2026-09-01", "按期转正", **({"cause": cause} if cause else {}))
    with pytest.raises(OfficeError) as refused:
        close_step(session, person.id, 24, Day.parse(approved), {"body": "青禾市教育局党委"})
    assert word in refused.value.remedy


def test_a_step_that_is_being_entered_is_no_fault_of_the_file(session, person):
    close(session, person, 1, "2026-11-01")
    save_step(session, person.id, 2, None, {"place": "会议室"})
    assert [one.code for one in check_files(session, ON)] == []
