"""The forms from the talk to the 预审: what is on record stands there, what is not stays for the pen."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.records import (
    Booklet,
    EditionChoice,
    Enrolment,
    Examined,
    Inquiry,
    PartyClass,
    Posting,
    Review,
    Step,
    Voucher,
)
from partyoffice.members.actions import add_person
from partyoffice.members.records import Relative
from partyoffice.members.rules import Category
from partyoffice.part import Asked
from partyoffice.reports.document import Table, as_text

ON = date(2026, 11, 20)


@pytest.fixture
def session(office):
    with clock.stopped(ON), office.change("试") as made:
        yield made


@pytest.fixture
def person(session):
    return add(session, "林知夏", sex="女", ethnicity="汉族", birth=Day(1988, 2, 11))


def add(session, name, **card):
    made = add_person(session, {"name": name, **card}, category=Category.CANDIDATE, since=Day(2025, 1, 1))
    session.flush()
    return made


def step(session, person, number, on=None, **facts):
    session.add(Step(person_id=person.id, number=number, on=on, facts=facts))
    session.flush()


def filled(session, code, *people, **given):
    session.flush()
    stack = papers.fill(session, papers.find(code), [one.id for one in people], Asked(ON, given))
    return stack.filled


def texts(session, code, person, **given):
    return filled(session, code, person, **given)[0].content


def letter(session, code, *people, **given):
    return as_text(filled(session, code, *people, **given)[0].content)


# -- 谈话, 推荐 -------------------------------------------------------------------------------


def test_the_talk_prints_what_was_written_down_and_names_what_was_not(session, person):
    step(session, person, 1, Day(2026, 1, 5), received="2026-01-06")
    step(session, person, 2, Day(2026, 1, 20), talkers="方砚舟", motive="为人民服务")
    (one,) = filled(session, "dev-02", person, posts="支部书记")
    made = one.content
    assert (made["s2"], made["s2_talkers"], made["posts"]) == ("2026年1月20日", "方砚舟", "支部书记")
    assert (made["s2_motive"], made["s2_resume"], made["s1_received"]) == ("为人民服务", "", "2026年1月6日")
    assert "入党动机" not in one.lacking
    assert {"经历", "学历"} < set(one.lacking)


@pytest.mark.parametrize(
    ("way", "ticked", "said"),
    [("党员推荐", "way_members", "无"), ("团组织推优", "way_league", ""), ("", "", "")],
)
def test_the_league_is_asked_only_where_it_recommended(session, person, way, ticked, said):
    step(session, person, 3, Day(2026, 3, 4), way=way)
    made = texts(session, "dev-03", person)
    assert [key for key, text in made.items() if text == "☑"] == ([ticked] if ticked else [])
    assert made["league_branch"] == made["league_committee"] == said
    assert texts(session, "dev-03", person, league_branch="同意推优。")["league_branch"] == "同意推优。"


# -- 培养考察登记表 ---------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "pages"), [(0, 7), (1, 7), (2, 7), (3, 8), (6, 11)])
def test_the_book_has_a_page_for_each_review_and_two_at_least(session, person, tmp_path, count, pages):
    for at in range(count):
        on = Day(2024 + at // 2, 3 + 6 * (at % 2), 5)
        session.add(Review(person_id=person.id, on=on, content=f"第{at}回", mentor_opinion="好",
                           branch_opinion="同意"))  # fmt: skip
    session.add(Review(person_id=person.id, on=Day(2026, 1, 1), content="预备期", mentor_opinion="好",
                       branch_opinion="同意", step=21))  # fmt: skip
    session.flush()
    stack = papers.fill(session, papers.find("dev-05"), [person.id], Asked(ON))
    assert len(stack.values[0]["reviews"]) == count
    assert papers.write(stack, tmp_path / "a.pdf") == pages


def test_what_was_done_by_exception_stands_on_the_forms_of_that_step_and_on_no_others(session, person):
    reason = [{"code": "DEV-11", "reason": "班期缩短", "by": "方砚舟", "on": "2026-05-09"}]
    session.add(Step(person_id=person.id, number=11, on=Day(2026, 5, 9), overrides=reason))
    for code, there in (("dev-09", True), ("dev-05", True), ("dev-10b", True), ("dev-04", False)):
        assert ("班期缩短；方砚舟，2026年5月9日" in texts(session, code, person)["exceptions"]) is there


def test_several_people_get_each_their_own_form(session, person):
    other = add(session, "沈见微")
    step(session, other, 3, Day(2026, 3, 5))
    one, two = filled(session, "dev-04", person, other)
    assert (one.content["name"], one.content["s3"]) == ("林知夏", "")
    assert (two.content["name"], two.content["s3"]) == ("沈见微", "2026年3月5日")
    assert "培养联系人" in one.lacking


# -- 公示 -------------------------------------------------------------------------------------


def post(session, person, start, end=None, **more):
    session.add(Posting(person_id=person.id, place="学校公示栏", start=start, end=end, **more))
    session.flush()


def test_both_places_of_a_notice_stand_in_the_table_and_one_objection_is_enough(session, person):
    post(session, person, Day(2026, 9, 21), Day(2026, 9, 28), objections="无", result="不影响发展入党")
    made = texts(session, "dev-07b", person)
    assert (made["received_none"], made["received_some"], made["inquiry"]) == ("☑", "□", "无")
    assert made["result_clear"] == "☑"
    post(
        session, person, Day(2026, 9, 21), Day(2026, 9, 28), objections="有人反映迟到", result="影响发展入党"
    )
    made = texts(session, "dev-07b", person)
    assert [row["days"] for row in made["postings"]] == ["5", "5"]
    assert (made["received_none"], made["received_some"], made["objections"]) == ("□", "☑", "有人反映迟到")
    assert (made["result_clear"], made["result_bars"], made["inquiry"]) == ("□", "☑", "")


def test_a_place_that_does_not_say_leaves_ticks_to_the_pen(session, person):
    post(session, person, Day(2026, 9, 21), objections="无", result="不影响发展入党")
    post(session, person, Day(2026, 9, 21))
    made = texts(session, "dev-07b", person)
    assert {made[key] for key in ("received_none", "received_some", "result_clear", "result_bars")} == {"□"}
    other = texts(session, "dev-07b", person, matter="拟转为正式党员")
    assert (other["postings"], other["matter"]) == ([], "拟转为正式党员")


def test_a_notice_has_a_phone_and_its_working_days_and_no_identity_number(session, person):
    person.id_number = "330099198802110025"
    post(session, person, Day(2026, 9, 21))
    said = letter(session, "dev-07", person, phone="0799-1234567", person="方砚舟")
    assert "关于拟列林知夏同志为发展对象的公示" in said
    assert "2026年9月21日至2026年9月28日，共5个工作日" in said  # 25 to 27 September are days off
    assert "联系电话：0799-1234567" in said
    assert person.id_number not in said
    with pytest.raises(OfficeError, match="公示里有身份证号"):
        letter(session, "dev-07", person, text=f"林知夏，{person.id_number}")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-02-12", None, "2026年2月12日至2026年2月25日，共5个工作日"),
        ("2026-10-03", None, "2026年10月3日至2026年10月13日，共5个工作日"),
        ("2026-09-21", Day(2026, 9, 30), "2026年9月21日至2026年9月30日，共7个工作日"),
        ("", None, "____年__月__日至____年__月__日，共5个工作日"),
    ],
)
def test_a_notice_says_how_long_it_hangs(session, person, start, end, said):
    if end:
        post(session, person, Day.parse(start), end)
    assert said in letter(session, "dev-07", person, start=start)


def test_a_notice_about_several_is_one_with_a_table(session, person):
    other = add(session, "沈见微", admin_post="教研组长")
    step(session, other, 1, Day(2024, 3, 5))
    (one,) = filled(session, "dev-07", person, other, phone="0799-1234567")
    assert one.content.title == "关于拟列林知夏等2名同志为发展对象的公示"
    (table,) = (block for block in one.content.blocks if isinstance(block, Table))
    rows = list(table.rows)
    assert [row[0] for row in rows] == ["林知夏", "沈见微"]
    assert rows[1][6] == "2024年\n3月5日"
    assert one.content.blocks.index(table) == 1


# -- 政治审查 ---------------------------------------------------------------------------------


def ask(session, person, number, **more):
    session.add(Inquiry(person_id=person.id, number=number, addressee="青禾市图书馆党支部",
                        sent=Day(2026, 4, 1), **more))  # fmt: skip
    session.flush()


def test_the_letters_without_an_answer_are_printed_each_on_its_own_sheet(session, person):
    ask(session, person, "政审函〔2026〕1号", returned=Day(2026, 4, 9))
    ask(session, person, "政审函〔2026〕2号")
    ask(session, person, "政审函〔2026〕3号")
    ask(session, person, "政审函〔2026〕4号", void_reason="填错")
    numbers = [one.content["number"] for one in filled(session, "dev-08", person)]
    assert numbers == ["政审函〔2026〕2号", "政审函〔2026〕3号"]
    (one,) = filled(session, "dev-08", person, only="政审函〔2026〕1号")
    assert one.content["returned"] == "2026年4月9日"
    with pytest.raises(OfficeError, match="没有函号为“政审函〔2026〕4号”"):
        filled(session, "dev-08", person, only="政审函〔2026〕4号")


def test_a_letter_nobody_registered_has_no_number_and_says_so(session, person):
    (one,) = filled(session, "dev-08", person)
    assert (one.content["number"], one.lacking) == ("", ("政审函调登记（函号、收函单位）",))


def test_the_table_begins_with_the_person_and_adds_the_family_nobody_looked_at_yet(session, person):
    for relation, name in (("舅舅", "沈远"), ("父亲", "林远")):
        proved = {"proved_by": "青禾市图书馆党支部", "proved_on": Day(2026, 4, 8)}
        found = {"findings": "清楚", "breaches": "无", **proved}
        session.add(Examined(person_id=person.id, relation=relation, name=name, **found))
    for relation, name in (("父亲", "林远"), ("母亲", "沈秋")):
        session.add(Relative(person_id=person.id, relation=relation, name=name))
    rows = texts(session, "dev-08b", person)["examined"]
    assert [(row["group"], row["name"], row["findings"]) for row in rows] == [
        ("本人", "林知夏", ""), ("家庭主要成员", "林远", "清楚"), ("家庭主要成员", "沈秋", ""),
        ("重要社会关系", "沈远", "清楚"),
    ]  # fmt: skip
    assert rows[1]["proved"] == "青禾市图书馆党支部\n2026年4月8日"


def test_the_report_asks_for_the_six_things_where_nothing_was_written_down(session, person):
    said = letter(session, "dev-08c", person)
    assert "三、审查情况" in said
    assert "6.家庭主要成员和重要社会关系的政治情况：____" in said
    step(session, person, 10, Day(2026, 4, 15), content="立场坚定。", conclusion="合格", joint="县公安局")
    said = letter(session, "dev-08c", person)
    assert "立场坚定。" in said
    assert "1.理想信念" not in said
    assert "经政治审查（县公安局联审），林知夏同志政治审查合格。" in said


# -- 培训, 预审 -------------------------------------------------------------------------------


def attend(session, person):
    held = PartyClass(kind="发展对象集中培训", name="第八期", organiser="教育局党校", start=Day(2026, 5, 7),
                      end=Day(2026, 5, 9), days=3, hours=24, mode="视频")  # fmt: skip
    session.add(held)
    session.flush()
    session.add(Enrolment(class_id=held.id, person_id=person.id, attended_hours=20, verdict="合格"))
    session.flush()


def test_the_training_is_that_of_the_class_unless_the_step_says_otherwise(session, person):
    attend(session, person)
    made = texts(session, "dev-09", person)
    assert (made["class_name"], made["days"], made["hours"], made["end"]) == (
        "第八期",
        "3",
        "20",
        "2026年5月9日",
    )
    assert (made["mode_by_video"], made["mode_on_site"], made["result"]) == ("☑", "□", "合格")
    step(session, person, 11, Day(2026, 5, 10), hours=24.0, mode="面授", start="2026-05-08")
    made = texts(session, "dev-09", person)
    assert (made["hours"], made["start"], made["end"]) == ("24", "2026年5月8日", "2026年5月10日")
    assert (made["mode_on_site"], made["organiser"]) == ("☑", "教育局党校")


@pytest.mark.parametrize(
    ("on", "result", "there", "gone"),
    [
        (Day(2026, 5, 11), "合格", "编号 QH1。", "补正"),
        (Day(2026, 5, 11), "合格", "一个月内提交支部党员大会讨论", "补正"),
        (Day(2026, 5, 10), "合格", "入党志愿书，提交支部党员大会讨论", "一个月内"),
        (Day(2026, 6, 1), "补正", "需要补正：", "编号"),
        (Day(2026, 6, 1), "不合格", "预审不合格。理由：", "编号"),
    ],
)
def test_the_committee_answers_as_it_found_and_since_2026_with_the_month(
    session, person, on, result, there, gone
):
    step(session, person, 13, on, result=result, request="青中党支〔2026〕6号")
    session.add(Booklet(number="QH1", person_id=person.id, state="已发"))
    said = letter(session, "dev-10c", person).replace("编号QH1", "编号 QH1")
    assert "预审的请示（青中党支〔2026〕6号）收悉" in said
    assert there in said
    assert gone not in said


def test_a_report_about_several_has_their_list_behind_it(session, person):
    other = add(session, "沈见微")
    session.add(Voucher(person_id=other.id, role="培养联系人", name="方砚舟", start=Day(2026, 3, 5)))
    step(session, other, 3, Day(2026, 3, 5), due=3, present=3, agreed=3)
    document = filled(session, "dev-04b", person, other)[0].content
    assert document.title == "关于林知夏等2名同志入党积极分子备案的报告"
    annex = document.official.annexes[0]
    (table,) = annex.blocks
    assert (annex.name, [row[1] for row in table.rows]) == ("入党积极分子名册", ["林知夏", "沈见微"])
    alone = letter(session, "dev-04b", other)
    assert "2026年3月5日支部委员会讨论（应到3人，实到3人，同意3人），确定沈见微同志为入党积极分子" in alone
    assert "培养联系人为方砚舟同志" in alone


def test_a_request_for_preview_says_each_part_of_the_way(session, person):
    attend(session, person)
    post(session, person, Day(2026, 9, 21), Day(2026, 9, 28), result="不影响发展入党")
    step(session, person, 12, Day(2026, 10, 12), due=3, present=3, agreed=3, opinion="同意报预审")
    said = letter(session, "dev-10", person)
    for part in ("公示情况。____年__月__日列为发展对象。学校公示栏，2026年9月21日至2026年9月28日",
                 "教育局党校，3天，20学时，合格", "应到3人，实到3人，同意3人。同意报预审"):  # fmt: skip
        assert part in said
    assert "现将有关材料报上，请予预审。" in said


@pytest.mark.parametrize(
    ("on", "consented", "word", "day"),
    [
        (Day(2026, 5, 10), "", "已备案", "2026年5月10日"),
        (Day(2026, 5, 11), "", "", ""),
        (Day(2026, 6, 1), "2026-05-20", "同意拟列为发展对象", "2026年5月20日"),
        (None, "", "", ""),
    ],
)
def test_the_committee_takes_note_before_the_edition_of_2026_and_consents_since(
    session, person, on, consented, word, day
):
    step(session, person, 8, on, consented=consented)
    for code in ("dev-05", "dev-06", "dev-10b"):
        made = texts(session, code, person)
        assert (made["upper_word"], made["upper_on"]) == (word, day)


def test_an_edition_chosen_for_somebody_holds_on_paper_and_stands_in_the_remarks(session, person):
    step(session, person, 8, Day(2026, 6, 1))
    reason = {"edition": 2014, "reason": "上级要求按原版办完", "on": Day(2026, 5, 20)}
    session.add(EditionChoice(person_id=person.id, **reason))
    made = texts(session, "dev-06", person)
    assert (made["upper_word"], made["upper_on"]) == ("已备案", "2026年6月1日")
    assert "2014 年版" in made["exceptions"]
