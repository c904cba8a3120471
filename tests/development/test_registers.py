"""The registers beside the steps: reviews, reports, 政审, 公示, 志愿书, classes, plan, 双培."""

import io
from datetime import date
from random import Random

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions import booklets, classes, inquiries, plan, postings, reviews
from partyoffice.development.actions.holidays import set_holidays
from partyoffice.development.queries.booklets import stock, waiting
from partyoffice.development.queries.classes import class_counts, marks_text, trained_of
from partyoffice.development.queries.plan import pairing_shares, plan_of
from partyoffice.development.records import (
    Booklet,
    Enrolment,
    Examined,
    Inquiry,
    PartyClass,
    Posting,
    Review,
    Step,
)
from partyoffice.development.rules.profile import (
    CANDIDATE_CLASS,
    GIVEN,
    LOST,
    NOTICE_RESULTS,
    PAIRINGS,
    SPOILT,
    USED,
)
from partyoffice.members.actions import add_person
from partyoffice.members.records import Relative
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import found
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import blobs, numbers, rows

ON = date(2026, 11, 20)
TODAY = Day.of(ON)
FINE = NOTICE_RESULTS[0]
pytestmark = pytest.mark.usefixtures("stopped_clock")


def person(session, name, category, **more):
    return add_person(session, {"name": name} | more.pop("card", {}), category=category, **more)


@pytest.fixture
def lin(session):
    return person(session, "林知夏", Category.ACTIVIST)


@pytest.fixture
def xu(session):
    return person(session, "许青禾", Category.PROBATIONARY)


# -- rows ------------------------------------------------------------------------------------


def test_a_required_field_left_empty_is_refused_a_wrong_row_is_mended_and_taken_out(session, lin):
    with pytest.raises(OfficeError, match="没有填写姓名"):
        rows.add_row(session, Examined, {"person_id": lin.id, "relation": "父亲", "name": ""})
    row = rows.add_row(session, Examined, {"person_id": lin.id, "relation": "父亲", "name": "林远"})
    rows.correct_row(session, row, {"name": "林远山"})
    with pytest.raises(OfficeError, match="没有填写姓名"):
        rows.correct_row(session, row, {"name": ""})
    assert row.label() == "林远山"
    rows.drop_row(session, row)
    assert session.query(Examined).count() == 0


def test_a_change_about_several_names_the_first(session, lin, xu):
    assert classes.names_of(session, [lin.id, xu.id]) == "林知夏等 2 人"
    assert classes.names_of(session, [xu.id]) == "许青禾"
    assert not classes.names_of(session, [])


# -- 考察 and 思想汇报 ----------------------------------------------------------------------------


def test_a_review_is_entered_for_several_people_each_under_the_stage_of_the_day(session, lin, xu):
    made = reviews.add_reviews(session, [lin.id, xu.id], TODAY, content="表现良好", secretary="沈砚秋")
    assert [(one.person_id, one.step) for one in made] == [(lin.id, 6), (xu.id, 21)]
    with pytest.raises(OfficeError, match="林知夏 2026-11-20 已有培养考察"):
        reviews.add_reviews(session, [lin.id], TODAY, content="又一次")
    assert len(reviews.add_reports(session, [lin.id, xu.id], TODAY, subject="学习体会")) == 2
    with pytest.raises(OfficeError, match="已有思想汇报"):
        reviews.add_reports(session, [xu.id], TODAY)


def test_who_is_not_watched_that_day_has_no_review_and_nothing_is_kept(session, lin):
    early = person(session, "江予安", Category.ACTIVIST, since=Day(2026, 12, 1))
    applicant = person(session, "周野", Category.APPLICANT)
    for ids in ([lin.id, early.id], [applicant.id]):
        with pytest.raises(OfficeError, match="不登记培养考察"):
            reviews.add_reviews(session, ids, TODAY, content="好")
    with pytest.raises(OfficeError, match="没有选中"):
        reviews.add_reports(session, [], TODAY)
    with pytest.raises(OfficeError, match="考察情况"):
        reviews.add_reviews(session, [lin.id], TODAY, content=" ")
    assert session.query(Review).count() == 0


# -- 政审 --------------------------------------------------------------------------------------


def test_the_family_on_the_card_is_taken_over_once(session, lin):
    session.add(Relative(person_id=lin.id, relation="父亲", name="林远", political_status="群众"))
    session.flush()
    made = inquiries.take_over_relatives(session, lin.id)
    assert [(one.relation, one.name) for one in made] == [("本人", "林知夏"), ("父亲", "林远")]
    assert inquiries.take_over_relatives(session, lin.id) == []


def test_a_letter_has_the_next_number_of_the_year_and_a_void_one_is_never_given_again(session, lin):
    one = inquiries.send_inquiry(session, lin.id, "安和县教育局党委", TODAY, about="父亲的政治历史")
    two = inquiries.send_inquiry(session, lin.id, "安和一中党总支", TODAY, number=5)
    three = inquiries.send_inquiry(session, lin.id, "安和二中党支部", Day(2027, 1, 5))
    assert [row.number for row in (one, two, three)] == [
        "政审函〔2026〕1号",
        "政审函〔2026〕5号",
        "政审函〔2027〕1号",
    ]
    inquiries.void_inquiry(session, one, "单位写错")
    with pytest.raises(OfficeError, match="已经作废"):
        inquiries.void_inquiry(session, one, "再作废")
    with pytest.raises(OfficeError, match="已经作废"):
        inquiries.answer_inquiry(session, one, TODAY, "无问题", sealed=True)
    with pytest.raises(OfficeError, match="政审函 2026 年第 1 号"):
        inquiries.send_inquiry(session, lin.id, "安和县教育局党委", TODAY, number=1)
    assert inquiries.send_inquiry(session, lin.id, "安和三中", TODAY).number == "政审函〔2026〕6号"


def test_an_answer_before_its_letter_an_addressee_or_reason_left_out_are_refused(session, lin):
    with pytest.raises(OfficeError, match="哪个单位"):
        inquiries.send_inquiry(session, lin.id, " ", TODAY)
    row = inquiries.send_inquiry(session, lin.id, "安和县教育局党委", TODAY)
    with pytest.raises(OfficeError, match="早于发出"):
        inquiries.answer_inquiry(session, row, Day(2026, 11, 19), "无问题", sealed=True)
    with pytest.raises(OfficeError, match="原因"):
        inquiries.void_inquiry(session, row, "")
    inquiries.answer_inquiry(session, row, Day(2026, 12, 1), "无问题", sealed=True)
    assert (row.returned, row.answer, row.sealed) == (Day(2026, 12, 1), "无问题", True)


def test_undoing_a_letter_never_frees_its_number(office):
    with office.change("登记") as session:
        ident = person(session, "林知夏", Category.ACTIVIST).id
    with office.change("发政审函") as session:
        inquiries.send_inquiry(session, ident, "安和县教育局党委", TODAY)
    office.undo()
    with office.change("发政审函") as session:
        assert inquiries.send_inquiry(session, ident, "安和一中", TODAY).number == "政审函〔2026〕2号"
        assert session.query(Inquiry).count() == 1
        assert len(numbers.given(session, "政审函", 2026)) == 2


# -- 公示 --------------------------------------------------------------------------------------


def test_several_people_are_posted_in_both_places_until_the_fifth_working_day(session, lin, xu):
    made = postings.post_notice(session, [lin.id, xu.id], Day(2026, 9, 21), ["校门口公示栏", " 户籍地 ", ""])
    assert [(one.person_id, one.place, str(one.end)) for one in made] == [
        (lin.id, "校门口公示栏", "2026-09-28"),
        (lin.id, "户籍地", "2026-09-28"),
        (xu.id, "校门口公示栏", "2026-09-28"),
        (xu.id, "户籍地", "2026-09-28"),
    ]
    with pytest.raises(OfficeError, match="已在同一地点"):
        postings.post_notice(session, [xu.id], Day(2026, 9, 21), ["户籍地"])


def test_the_planned_end_follows_the_offices_own_holidays(session):
    assert str(postings.planned_end(session, Day(2026, 12, 28))) == "2027-01-01"
    set_holidays(session, 2027, [date(2027, 1, 1)], [])
    assert str(postings.planned_end(session, Day(2026, 12, 28))) == "2027-01-04"


@pytest.mark.parametrize(
    ("ids", "start", "places", "words"),
    [
        ([], Day(2026, 9, 21), ["公示栏"], "没有选中"),
        ([1], Day(2026, 9, 21), [" "], "地点"),
        ([1], Day(2026, 9), ["公示栏"], "只有年月"),
    ],
)
def test_a_posting_of_nobody_nowhere_or_from_no_day_is_refused(session, ids, start, places, words):
    with pytest.raises(OfficeError, match=words):
        postings.post_notice(session, ids, start, places)


def test_a_conclusion_waits_until_the_last_day_is_over_and_wants_a_result(session, lin):
    [row] = postings.post_notice(session, [lin.id], Day(2026, 9, 21), ["公示栏"])
    with pytest.raises(OfficeError, match="没有选结论"):
        postings.conclude_notice(session, [row], "", Day(2026, 9, 29))
    with pytest.raises(OfficeError, match="还没有期满"):
        postings.conclude_notice(session, [row], FINE, Day(2026, 9, 28))
    postings.conclude_notice(session, [row], FINE, Day(2026, 9, 29), objections="无", secretary="沈砚秋")
    assert (row.result, row.objections, row.secretary) == (FINE, "无", "沈砚秋")
    row.end = None
    with pytest.raises(OfficeError, match="没有结束日期"):
        postings.conclude_notice(session, [row], FINE, Day(2026, 9, 29))


def test_one_photo_of_the_board_is_kept_with_all_it_shows(session, lin, xu):
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (3000, 20), "red").save(picture, "PNG")
    made = postings.post_notice(session, [lin.id, xu.id], Day(2026, 9, 21), ["公示栏"])
    postings.attach_photo(session, made, "C:\\照片\\公示栏.PNG", picture.getvalue())
    assert {one.photo_name for one in session.query(Posting)} == {"公示栏.jpg"}
    assert len({one.photo for one in made}) == 1
    assert blobs.content_of(session, made[0].photo).startswith(b"\xff\xd8")


# -- 志愿书 ------------------------------------------------------------------------------------


def previewed(session, who, result="合格"):
    session.add(Step(person_id=who.id, number=13, on=Day(2026, 10, 1), facts={"result": result}))
    session.flush()


def test_a_number_is_taken_in_once_whatever_became_of_it(session):
    assert len(booklets.take_in(session, "00121", "00125", TODAY)) == 5
    with pytest.raises(OfficeError, match="00125 已经登记过"):
        booklets.take_in(session, "00125", "00130", TODAY)
    assert stock(session) == {"在库": 5}


def test_a_booklet_is_given_after_the_preview_spoilt_with_a_reason_and_replaced(session, lin, xu):
    one, two, three = booklets.take_in(session, "00121", "00123", TODAY)
    with pytest.raises(OfficeError, match="还没有预审合格"):
        booklets.give_booklet(session, one, lin.id, TODAY)
    previewed(session, lin)
    assert waiting(session) == {lin.id: "林知夏"}
    booklets.give_booklet(session, one, lin.id, TODAY)
    assert waiting(session) == {}
    with pytest.raises(OfficeError, match="已领过志愿书 00121"):
        booklets.give_booklet(session, two, lin.id, TODAY)
    with pytest.raises(OfficeError, match="原因"):
        booklets.replace_booklet(session, one, two, TODAY, SPOILT, " ")
    booklets.replace_booklet(session, one, two, TODAY, SPOILT, "姓名写错")
    assert (one.state, one.person_id, one.reason) == (SPOILT, lin.id, "姓名写错")
    assert (two.state, two.person_id, two.given) == (GIVEN, lin.id, TODAY)
    booklets.file_booklet(session, two)
    assert two.state == USED
    previewed(session, xu)
    with pytest.raises(OfficeError, match="是填错作废，不能改为已发"):
        booklets.give_booklet(session, one, xu.id, TODAY)
    with pytest.raises(OfficeError, match="不能删除"):
        booklets.take_back_intake(session, two)
    with pytest.raises(OfficeError, match="没有选"):
        booklets.spoil_booklet(session, three, USED, "x")
    with pytest.raises(OfficeError, match="还没有发给谁"):
        booklets.replace_booklet(session, three, one, TODAY, LOST, "丢了")
    booklets.take_back_intake(session, three)
    assert stock(session) == {SPOILT: 1, USED: 1}


def test_whatever_is_done_or_undone_at_random_no_number_is_twice_and_nobody_has_two(office):
    with office.change("建账") as session:
        people = [person(session, name, Category.CANDIDATE).id for name in ("林知夏", "许青禾", "周野")]
        for ident in people[:2]:
            session.add(Step(person_id=ident, number=13, on=Day(2026, 10, 1), facts={"result": "合格"}))
        booklets.take_in(session, "001", "008", TODAY)
    chance, refused = Random(7), 0
    for _ in range(60):
        try:
            with office.change("试") as session:
                _anything(session, chance, people)
        except OfficeError:
            refused += 1
        if chance.random() < 0.1:
            office.undo()
        with office.reading() as session:
            every = session.query(Booklet).all()
        held = [row.person_id for row in every if row.state in {GIVEN, USED}]
        assert len({row.number for row in every}) == len(every) >= 8
        assert len(set(held)) == len(held)
        assert people[2] not in held
        assert all(row.reason for row in every if row.state in {SPOILT, LOST})
    assert refused


def _anything(session, chance, people):
    one, other = chance.sample(session.query(Booklet).order_by(Booklet.number).all(), 2)
    match chance.randrange(4):
        case 0:
            booklets.give_booklet(session, one, chance.choice(people), TODAY)
        case 1:
            booklets.spoil_booklet(
                session, one, chance.choice([SPOILT, LOST, USED]), chance.choice(["", "写错"])
            )
        case 2:
            booklets.replace_booklet(session, one, other, TODAY, SPOILT, "写错")
        case 3:
            booklets.take_in(session, f"{chance.randint(1, 12):03}", "", TODAY)


def test_who_failed_the_preview_or_was_voted_on_waits_for_no_booklet(session, lin, xu):
    previewed(session, lin, "不合格")
    previewed(session, xu)
    session.add(Step(person_id=xu.id, number=15, on=TODAY))
    session.flush()
    assert waiting(session) == {}


# -- 培训班 ------------------------------------------------------------------------------------


@pytest.fixture
def course(session):
    values = {"kind": CANDIDATE_CLASS, "name": "第八期", "organiser": "局党委", "start": Day(2026, 10, 12)}
    return rows.add_row(session, PartyClass, values | {"days": 3, "hours": 24})


def test_people_are_enrolled_once_marked_judged_and_certified(session, course, lin, xu):
    one, two = classes.enrol(session, course.id, [lin.id, xu.id])
    with pytest.raises(OfficeError, match="许青禾已经在这个班里"):
        classes.enrol(session, course.id, [xu.id])
    with pytest.raises(OfficeError, match="没有选中"):
        classes.enrol(session, course.id, [])
    classes.set_marks(session, course.id, {one.id: 60, two.id: 59})
    assert (one.verdict, two.verdict) == ("合格", "不合格")
    with pytest.raises(OfficeError, match="小于 0"):
        classes.set_marks(session, course.id, {one.id: -1})
    assert [row.certificate for row in classes.give_certificates(session, course.id)] == ["2026-001"]
    with pytest.raises(OfficeError, match="没有合格而未编号"):
        classes.give_certificates(session, course.id)
    course.pass_mark = 55
    assert classes.judge_class(session, course.id) == 2
    assert [row.certificate for row in classes.give_certificates(session, course.id)] == ["2026-002"]
    counts = class_counts(session)[course.id]
    assert (counts.people, counts.marked, counts.passed) == (2, 2, 2)
    with pytest.raises(OfficeError, match="还有 2 名学员"):
        classes.drop_class(session, course)


def test_marks_are_pasted_by_name_and_a_wrong_line_keeps_nothing(session, course, lin, xu):
    one, two = classes.enrol(session, course.id, [lin.id, xu.id])
    assert marks_text(session, course.id) == "林知夏\t\n许青禾\t"
    assert classes.take_marks(session, course.id, "林知夏\t８８.5\n许青禾") == 1
    assert (one.mark, one.verdict, two.mark) == (88.5, "合格", None)
    for text, words in (("周野\t90", "不在这个班里"), ("林知夏\t优", "不是数字")):
        with pytest.raises(OfficeError, match=words):
            classes.take_marks(session, course.id, text)
    twin = person(session, "林知夏", Category.ACTIVIST)
    classes.enrol(session, course.id, [twin.id])
    with pytest.raises(OfficeError, match="有 2 人同名"):
        classes.take_marks(session, course.id, "林知夏\t90")
    assert str(one.mark) == "88.5"


def test_what_was_attended_feeds_the_training_of_step_eleven(session, course, lin, xu):
    one, two = classes.enrol(session, course.id, [lin.id, xu.id])
    two.attended_days, two.verdict = 1.5, "不合格"
    session.flush()
    assert trained_of(session) == {lin.id: (3, 24, False)}
    assert trained_of(session, [xu.id]) == {}
    one.attended_days = 2
    session.flush()
    assert trained_of(session, [lin.id]) == {lin.id: (2, 24, False)}


def test_an_empty_class_may_be_taken_out(session, course):
    classes.drop_class(session, course)
    assert session.query(PartyClass).count() == session.query(Enrolment).count() == 0


# -- 计划, 双培 ---------------------------------------------------------------------------------


def test_the_plan_of_a_body_counts_what_was_done_by_month_in_it_and_below(session):
    root = found(session, "青禾中学党总支", OrgKind.GENERAL, None)
    session.flush()
    branch = found(session, "第一党支部", OrgKind.BRANCH, root.id)
    session.flush()
    lin = person(session, "林知夏", Category.PROBATIONARY, branch=branch)
    other = person(session, "周野", Category.ACTIVIST)
    session.add_all(
        [
            Step(person_id=lin.id, number=15, on=Day(2026, 6, 18)),
            Step(person_id=lin.id, number=3, on=Day(2025, 12, 31)),
            Step(person_id=other.id, number=3, on=Day(2026, 3, 1)),
            Step(person_id=other.id, number=7, on=Day(2026, 3, 2), open=True),
        ]
    )
    plan.set_quota(session, branch.id, 2026, {"accepted": 2, "activists": None})
    plan.set_quota(session, branch.id, 2026, {"accepted": 1})
    top, one = plan_of(session, 2026)
    assert [line.told() for line in one.lines] == [
        "没有下达计划，完成 0",
        "没有下达计划，完成 0",
        "计划 1，完成 1，完成计划",
    ]
    assert one.months == {("accepted", 6): 1}
    assert (top.body, top.quota) == ("青禾中学党总支", None)
    assert [line.done for line in top.lines] == [0, 0, 1]  # who is in no branch counts nowhere
    with pytest.raises(OfficeError, match="不能小于 0"):
        plan.set_quota(session, branch.id, 2026, {"accepted": -1})
    with pytest.raises(OfficeError, match="年度"):
        plan.set_quota(session, branch.id, 26, {})


def test_pairing_runs_once_a_kind_and_its_shares_are_counted(session, lin):
    teacher = person(session, "沈砚秋", Category.FULL, card={"honour": "市级骨干教师"})
    person(session, "方砚舟", Category.FULL)
    lin.honour = "校级骨干教师"
    row = plan.begin_pairing(session, lin.id, PAIRINGS[0], Day(2026, 3, 1), guide="沈砚秋")
    with pytest.raises(OfficeError, match="已在"):
        plan.begin_pairing(session, lin.id, PAIRINGS[0], Day(2026, 4, 1))
    plan.begin_pairing(session, teacher.id, PAIRINGS[1], Day(2026, 3, 1))
    assert pairing_shares(session, ON) == {
        "把骨干教师培养成党员": "在培 1 人，已结束 0 人",
        "把党员教师培养成骨干": "在培 1 人，已结束 0 人",
        "骨干教师中的党员": "1/2（50.0%）",
        "党员中的骨干教师": "1/2（50.0%）",
    }
    with pytest.raises(OfficeError, match="结果"):
        plan.end_pairing(session, row, TODAY, "")
    with pytest.raises(OfficeError, match="早于开始"):
        plan.end_pairing(session, row, Day(2026, 2, 1), "成为预备党员")
    plan.end_pairing(session, row, TODAY, "成为预备党员")
    assert pairing_shares(session, ON)["把骨干教师培养成党员"] == "在培 0 人，已结束 1 人"
