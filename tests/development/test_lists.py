"""What the lists of the registers show, what 首页 and 数据体检 are told by them."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.development.actions import classes, inquiries, materials, plan, postings, reviews
from partyoffice.development.actions.booklets import take_in
from partyoffice.development.actions.vouchers import name_voucher
from partyoffice.development.audits import check_registers
from partyoffice.development.duties import due
from partyoffice.development.home import due_until
from partyoffice.development.queries.able import able_rows
from partyoffice.development.queries.booklets import booklets, in_stock
from partyoffice.development.queries.classes import party_classes, pupils
from partyoffice.development.queries.folders import folder_of, papers
from partyoffice.development.queries.letters import examined, letter_years, letters
from partyoffice.development.queries.notices import notices
from partyoffice.development.queries.plan import pairing_rows, plan_years
from partyoffice.development.queries.watch import watched
from partyoffice.development.records import Enrolment, PartyClass, Posting, Step, Wayfarer
from partyoffice.development.rules.able import Goal
from partyoffice.development.rules.profile import MENTOR, NOTICE_RESULTS, PAIRINGS, PARTY_SCHOOL
from partyoffice.members.actions import add_person, bin_person, leave
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import found
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import rows, settings

ON = date(2026, 11, 20)
TODAY = Day.of(ON)
pytestmark = pytest.mark.usefixtures("stopped_clock")


def person(session, name, category=Category.ACTIVIST, steps=None, **card):
    made = add_person(session, {"name": name} | card, category=category)
    session.add_all(Step(person_id=made.id, number=n, on=day) for n, day in (steps or {}).items())
    session.flush()
    return made


@pytest.fixture
def lin(session):
    return person(session, "林知夏", steps={1: Day(2025, 5, 1), 2: Day(2025, 5, 20), 3: Day(2025, 9, 1)})


def codes(session):
    return [(one.code, one.who) for one in check_registers(session, ON)]


def test_an_empty_office_has_nothing_to_say(session):
    assert watched(session, ON) == letters(session, ON) == notices(session, ON) == booklets(session, ON) == []
    assert (
        party_classes(session) == pupils(session, ON) == papers(session, ON) == able_rows(session, ON) == []
    )
    assert list(due(session, ON)) == list(check_registers(session, ON)) == []


# -- 考察与汇报 -----------------------------------------------------------------------------------


def test_what_is_overdue_and_what_comes_next_stands_above_what_was_done(session, lin):
    reviews.add_reviews(session, [lin.id], Day(2026, 2, 20), content="好", mentor_opinion="同意")
    done, rest = [], []
    for one in watched(session, ON):
        (rest if one.due else done).append((one.kind, str(one.on), one.late))
    assert rest == [("培养考察", "2026-09-01", 80), ("培养考察", "2027-03-01", 0)]
    assert done == [("培养考察", "2026-02-20", 0)]


def test_quarterly_reports_are_due_only_where_the_office_asks_for_them(session, lin):
    reviews.add_reports(session, [lin.id], Day(2025, 11, 30), subject="学习体会")
    assert {one.kind for one in watched(session, ON) if one.due} == {"培养考察"}
    settings.put(session, _setting("thought_reports"), True)
    due_ = [(str(one.on), one.late) for one in watched(session, ON) if one.due and one.kind == "思想汇报"]
    assert due_ == [("2026-02-28", 265), ("2026-05-31", 173), ("2026-08-31", 81), ("2026-11-30", 0)]


def _setting(key):
    from partyoffice.development.records import PREFIX, SETTINGS

    return next(one for one in SETTINGS if one.key == PREFIX + key)


def test_a_probationary_member_is_watched_from_the_meeting_on(session):
    xu = person(session, "许青禾", Category.PROBATIONARY, joined=Day(2026, 3, 1))
    person(session, "方砚舟", Category.FULL, joined=Day(2010, 3, 1))
    person(session, "江予安", Category.PROBATIONARY)
    assert [(one.person.id, str(one.on), one.stage) for one in watched(session, ON)] == [
        (xu.id, "2026-09-01", "预备期考察"),
        (xu.id, "2027-03-01", "预备期考察"),
    ]


# -- 政审, 公示, 志愿书 ----------------------------------------------------------------------------


def test_the_ledger_keeps_the_number_of_a_letter_that_was_taken_back(session, lin):
    kept = inquiries.send_inquiry(session, lin.id, "安和县教育局党委", Day(2026, 10, 1))
    gone = inquiries.send_inquiry(session, lin.id, "安和一中", Day(2026, 11, 1))
    old = inquiries.send_inquiry(session, lin.id, "安和二中", Day(2025, 11, 1))
    inquiries.answer_inquiry(session, old, Day(2025, 11, 20), "无问题", sealed=True)
    rows.drop_row(session, gone)
    assert [(one.number, one.state, one.waiting) for one in letters(session, ON, 2026)] == [
        (kept.number, "等待回函", 50),
        ("政审函〔2026〕2号", "作废", None),
    ]
    assert [one.state for one in letters(session, ON)] == ["等待回函", "已回函", "作废"]
    assert letter_years(session) == [2026, 2025]
    inquiries.take_over_relatives(session, lin.id)
    assert [(one.person.name, one.row.relation) for one in examined(session, ON)] == [("林知夏", "本人")]


def test_an_answer_is_a_duty_from_a_month_before_and_a_finding_after_thirty_days(session, lin):
    inquiries.send_inquiry(session, lin.id, "安和县教育局党委", Day(2026, 10, 1))
    inquiries.send_inquiry(session, lin.id, "安和一中", Day(2026, 12, 1))
    [one] = due(session, ON)
    assert (one.who, str(one.due)) == ("林知夏", "2026-10-31")
    assert one.text == "催政审回函（政审函〔2026〕1号，安和县教育局党委，2026-10-01 发出）"
    assert codes(session) == [("inquiry", "林知夏")]
    bin_person(session, lin)
    assert list(due(session, ON)) == []


def test_a_posting_says_how_long_it_stays_and_where_it_stands(session, lin):
    [over] = postings.post_notice(session, [lin.id], Day(2026, 9, 21), ["公示栏"])
    postings.post_notice(session, [lin.id], Day(2026, 11, 18), ["公示栏"])
    postings.post_notice(session, [lin.id], Day(2026, 12, 1), ["公示栏"], end=Day(2026, 12, 2))
    session.add(Posting(person_id=lin.id, place="旧公示", start=Day(2024, 5), result=NOTICE_RESULTS[0]))
    session.flush()
    said = [(str(one.row.start), one.days, one.short, one.state) for one in notices(session, ON)]
    assert said == [
        ("2026-12-01", 2, True, "尚未开始"),
        ("2026-11-18", 5, False, "公示中"),
        ("2026-09-21", 5, False, "期满，待结论"),
        ("2024-05", 0, False, "已有结论"),
    ]
    over.end = None
    session.flush()
    assert [(one.short, one.state) for one in notices(session, ON)][2] == (False, "期满，待结论")
    settings.put(session, _setting("notice_start_counts"), False)
    assert [one.days for one in notices(session, ON)] == [1, 4, 0, 0]


def test_the_stock_is_listed_and_told_empty_while_somebody_waits(session):
    one, _ = take_in(session, "001", "002", TODAY)
    zhou = person(session, "周野", Category.CANDIDATE, {13: Day(2026, 10, 1)})
    assert codes(session) == []
    assert in_stock(session) == [(one.id, "001"), (one.id + 1, "002")]
    from partyoffice.development.actions.booklets import give_booklet, spoil_booklet

    spoil_booklet(session, session.get_one(type(one), one.id + 1), "遗失", "领回途中遗失")
    give_booklet(session, one, zhou.id, TODAY)
    assert [(row.row.number, row.person.name) for row in booklets(session, ON)] == [
        ("001", "周野"),
        ("002", ""),
    ]
    person(session, "江予安", Category.CANDIDATE, {13: Day(2026, 10, 1)})
    assert codes(session) == [("booklet-stock", "")]


# -- 培训班, 计划, 双培, 材料 -----------------------------------------------------------------------


def test_pupils_show_the_next_stage_and_what_is_out_of_order(session, lin):
    school = rows.add_row(
        session, PartyClass, {"kind": PARTY_SCHOOL, "name": "第八期", "organiser": "总支", "start": TODAY}
    )
    [row] = classes.enrol(session, school.id, [lin.id])
    assert [(one.next_stage, one.findings) for one in pupils(session, ON)] == [("团支部选举", ())]
    rows.correct_row(session, session.get_one(Enrolment, row.id), {"class_teacher_on": TODAY})
    assert codes(session) == [("class-selection", "林知夏")]
    assert [(one.row.name, one.counts.people) for one in party_classes(session)] == [("第八期", 1)]
    session.get_one(PartyClass, school.id).kind = "积极分子培训班"
    row.class_teacher_on = None
    session.flush()
    assert [one.next_stage for one in pupils(session, ON)] == [""]


def test_the_plan_passed_is_a_finding_and_pairings_name_their_person(session, lin):
    root = found(session, "青禾中学党支部", OrgKind.BRANCH, None)
    session.flush()
    plan.set_quota(session, root.id, 2026, {"accepted": 0, "candidates": 1})
    assert codes(session) == [("quota", "")]
    assert plan_years(session, 2026) == [2027, 2026]
    plan.begin_pairing(session, lin.id, PAIRINGS[0], TODAY)
    assert [one.person.name for one in pairing_rows(session, ON)] == ["林知夏"]


def test_a_folder_lists_what_is_wanted_and_what_is_there(session, lin):
    materials.keep_material(session, lin.id, "1-1", {"formed": Day(2025, 5, 2)})
    materials.add_other(session, lin.id, "获奖证书", {})
    mine = papers(session, ON)
    lacking = [one.code for one in mine if one.lacking]
    assert lacking == ["1-2", "2-2"]
    assert [(one.name, one.present) for one in mine if one.row is not None] == [
        ("入党申请书", True),
        ("获奖证书", True),
    ]
    said = folder_of(session, lin.id, ON)
    assert said.due_percent == 33
    assert "入党志愿书" in said.six
    assert "入党申请书" not in said.six
    assert [one.code for one in said.findings] == ["paper-days"]
    assert codes(session) == [("paper-days", "林知夏")]


# -- 可办名单, 联系人, leaving --------------------------------------------------------------------


def test_who_becomes_able_until_the_end_of_the_quarter_is_listed_by_goal(session, lin):
    person(session, "周野", Category.APPLICANT, {1: Day(2026, 10, 1), 2: Day(2026, 10, 9)})
    xu = person(session, "许青禾", Category.PROBATIONARY, joined=Day(2025, 12, 31))
    late = person(session, "江予安", steps={3: Day(2026, 1, 1)})
    said = [(one.able.goal, one.person.name, one.now) for one in able_rows(session, ON)]
    assert said == [
        (Goal.ACTIVIST, "周野", True),
        (Goal.CANDIDATE, "林知夏", True),
        (Goal.FULL, "许青禾", False),
    ]
    ids = [one.id for one in able_rows(session, ON, date(2027, 1, 1))]
    assert late.id in ids
    assert xu.id in ids


def test_a_mentor_who_left_is_to_be_replaced_until_the_way_is_over(session, lin):
    shen = person(session, "沈砚秋", Category.FULL)
    name_voucher(session, lin.id, MENTOR, Day(2025, 9, 1), member_id=shen.id)
    assert codes(session) == []
    leave(session, shen, "转出组织关系", Day(2026, 9, 1))
    [one] = check_registers(session, ON)
    assert one.message == "培养联系人沈砚秋是不在册人员，不是正式党员，应当更换"
    assert (one.who, one.spot.field) == ("林知夏", "5")
    leave(session, lin, "终止培养", Day(2026, 10, 1))
    assert codes(session) == []


def test_who_leaves_school_within_three_months_is_a_duty(session, lin):
    session.add(Wayfarer(person_id=lin.id, leaves_on=Day(2027, 1)))
    session.flush()
    [one] = due(session, ON)
    assert (one.kind, str(one.due)) == ("leaving", "2027-01-01")
    assert "培养时间连续计算" in one.text
    session.query(Wayfarer).one().leaves_on = Day(2026, 10, 1)
    session.flush()
    assert list(due(session, ON)) == []


def test_the_calendar_looks_as_far_ahead_as_it_is_asked(session):
    person(session, "许青禾", Category.PROBATIONARY, joined=Day(2026, 9, 1))
    assert list(due_until(session, ON, date(2027, 8, 31))) == []
    assert [str(one.due) for one in due_until(session, ON, date(2027, 9, 1))] == ["2027-09-01"]
