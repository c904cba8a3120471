"""全程纪实表, 登记表, 填写稿, 目录, 审核, 移交, 宣誓: what each says of the records and leaves to the pen."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.development.papers.journey import cut
from partyoffice.development.records import Material, Posting, Review, Step, Voucher
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.part import Asked

ON = date(2026, 11, 20)


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def person(session):
    values = {"name": "沈见微", "birth": Day(1992, 4, 12), "joined": Day(2025, 6, 18)}
    made = add_person(session, values, category=Category.PROBATIONARY, since=Day(2025, 8, 20))
    session.flush()
    return made


def step(session, person, number, day, **more):
    session.add(Step(person_id=person.id, number=number, on=day, **more))
    session.flush()


def printed(session, code, *people, **given):
    session.flush()
    stack = papers.fill(session, papers.find(code), [one.id for one in people], Asked(ON, given))
    return stack.filled[0].content


def row_of(texts, number):
    return next(row for row in texts["rows"] if row.get("step", "").startswith(f"{number} "))


# -- 全程纪实表 ---------------------------------------------------------------------------------


def test_each_step_has_a_row_and_only_what_was_done_is_told(session, person):
    step(
        session,
        person,
        2,
        Day(2024, 3, 5),
        facts={"talkers": "方砚舟"},
        late_entry=True,
        entered=Day(2026, 1, 8),
    )
    step(session, person, 3, Day(2024, 6, 5), facts={"way": "党员推荐"}, open=True)
    texts = printed(session, "dev-21", person)
    assert len(texts["rows"]) == 25
    assert row_of(texts, 2)["content"] == "谈话人：方砚舟；补录，2026年1月8日录入"
    assert (row_of(texts, 3)["content"], row_of(texts, 3)["day"]) == ("", "")  # begun, not closed
    assert row_of(texts, 1) == {"stage": "一、申请入党", "step": "1 递交入党申请书", "day": "", "content": ""}


def test_an_exception_stands_on_the_row_with_reason_and_who_decided(session, person):
    reasons = [{"code": "DEV-11", "reason": "班期缩短", "by": "方砚舟", "on": "2025-05-09"}]
    step(session, person, 11, Day(2025, 5, 9), facts={"days": 2.0}, overrides=reasons)
    assert row_of(printed(session, "dev-21", person), 11)["content"] == (
        "天数：2；例外办理，理由：班期缩短；方砚舟，2025-05-09"
    )


def test_mentors_notices_and_reviews_are_told_from_their_own_records(session, person):
    step(session, person, 5, Day(2024, 3, 5))
    step(session, person, 6, Day(2025, 3, 5))
    step(session, person, 8, Day(2026, 6, 5))
    mine = {"person_id": person.id}
    session.add(
        Voucher(
            **mine, role="培养联系人", name="顾言", start=Day(2024, 3, 5), end=Day(2024, 9, 1), reason="调离"
        )
    )
    session.add(Voucher(**mine, role="培养联系人", name="方砚舟", start=Day(2024, 9, 1)))
    session.add(Review(**mine, on=Day(2024, 9, 4)))
    session.add(
        Posting(**mine, place="公示栏", start=Day(2026, 5, 25), end=Day(2026, 5, 29), result="不影响发展入党")
    )
    texts = printed(session, "dev-21", person)
    assert row_of(texts, 5)["content"] == (
        "培养联系人：顾言（2024年3月5日起，2024年9月1日更换，调离）、方砚舟（2024年9月1日起）"
    )
    assert row_of(texts, 6)["content"] == "考察1次：2024年9月4日"
    assert row_of(texts, 8)["content"] == "公示：公示栏，2026年5月25日至2026年5月29日，结论：不影响发展入党"


def test_steps_are_named_as_their_edition_names_them(session, person):
    step(session, person, 8, Day(2026, 5, 10))
    assert row_of(printed(session, "dev-21", person), 8)["step"] == "8 报上级党委备案"
    session.query(Step).filter_by(number=8).one().on = Day(2026, 5, 11)
    assert row_of(printed(session, "dev-21", person), 8)["step"] == "8 报上级党委同意并公示"


def test_the_meeting_after_an_extension_has_rows_of_its_own(session, person):
    step(session, person, 15, Day(2025, 6, 18))
    step(session, person, 23, Day(2026, 6, 25), facts={"decision": "延长预备期", "months": 6})
    step(session, person, 24, Day(2026, 7, 20))
    step(session, person, 23, Day(2026, 12, 20), mark="延长后", facts={"decision": "按期转正"})
    rows = printed(session, "dev-21", person)["rows"]
    told = [(row["step"], row["day"]) for row in rows if row.get("step", "").startswith(("23", "24", "25"))]
    assert told[:3] == [
        ("23 支部大会讨论转正", "2026年6月25日"), ("24 上级党委审批转正", "2026年7月20日"),
        ("23 支部大会讨论转正（延长后）", "2026年12月20日"),
    ]  # fmt: skip
    assert "延长的预备期：2026年6月18日至2026年12月17日" in row_of({"rows": rows}, 23)["content"]


def test_a_long_text_goes_on_in_the_next_row_and_nothing_of_it_is_lost(session, person):
    said = "经支部委员会集体研究，意见一致；" * 20
    step(session, person, 12, Day(2025, 5, 15), facts={"opinion": said})
    rows = printed(session, "dev-21", person)["rows"]
    at = next(at for at, row in enumerate(rows) if row.get("step", "").startswith("12 "))
    more = [row["content"] for row in rows[at : at + 4]]
    assert "".join(more).startswith(f"审查意见：{said.rstrip('；')}")
    assert "step" not in rows[at + 1]
    assert cut("一二三，四五六七八", 6) == ["一二三，", "四五六七八"]
    assert cut("1234567890", 3) == ["123456", "7890"]
    assert cut("") == [""]


def test_what_was_passed_over_is_named_before_printing(session, person):
    step(session, person, 1, Day(2024, 1, 5))
    step(session, person, 4, Day(2024, 3, 5))
    assert papers.find("dev-21").missing(session, person.id) == [
        "第 2 步党组织派人谈话", "第 3 步推荐和确定入党积极分子",
    ]  # fmt: skip


# -- 教育考察登记表, 宣誓 -----------------------------------------------------------------------


def test_the_book_of_probation_bears_the_days_of_the_meeting_and_a_page_a_review(session, person):
    step(session, person, 15, Day(2025, 6, 18))
    step(session, person, 17, Day(2025, 8, 20))
    for day in (Day(2026, 6, 10), Day(2025, 12, 18)):
        session.add(Review(person_id=person.id, step=21, on=day, content="踏实"))
    session.add(Review(person_id=person.id, step=6, on=Day(2024, 9, 1)))
    texts = printed(session, "dev-17", person, day="2025-08-20")
    assert (texts["probation_start"], texts["probation_end"]) == ("2025年6月18日", "2026年6月17日")
    assert [row["review_on"] for row in texts["reviews"]] == ["2025年12月18日", "2026年6月10日"]
    assert papers.proposed(session, papers.find("dev-17"), person.id, ON)["day"] == "2025-08-20"
    assert texts["full_on"] == ""


def test_the_end_of_probation_follows_the_style_of_the_office(session, person):
    from partyoffice.development.records import SETTINGS
    from partyoffice.store import settings

    step(session, person, 15, Day(2025, 6, 18))
    style = next(one for one in SETTINGS if one.key.endswith("probation_end"))
    settings.put(session, style, "对应日")
    assert printed(session, "dev-17", person)["probation_end"] == "2026年6月18日"


def test_those_who_swore_together_stand_on_one_record(session, person):
    other = add_person(session, {"name": "顾言"}, category=Category.PROBATIONARY)
    session.flush()
    for one in (person, other):
        step(session, one, 20, Day(2025, 9, 15), facts={"host": "方砚舟", "place": f"{one.name}处"})
    texts = printed(session, "dev-19", person, other)
    assert (texts["day"], texts["host"], texts["place"]) == ("2025年9月15日", "方砚舟", "")
    assert [row["name"] for row in texts["people"]] == ["沈见微", "顾言"]
    assert texts["name"] == "沈见微等2人"


# -- 填写稿 -------------------------------------------------------------------------------------


def test_the_draft_holds_the_days_of_all_papers_against_each_other(session, person):
    step(session, person, 15, Day(2025, 6, 19))
    session.add(Material(person_id=person.id, code="4-4", name="记录", formed=Day(2025, 6, 18)))
    texts = printed(session, "dev-11b", person)
    meeting = next(row for row in texts["dates"] if row["what"] == "支部大会接收时间")
    assert meeting == {
        "what": "支部大会接收时间", "step": "2025年6月19日", "minutes": "", "paper": "2025年6月18日",
        "verdict": "不一致",
    }  # fmt: skip
    said = " ".join(row["said"] for row in texts["checks"])
    assert "入党时间 2025-06-18 与支部大会接收时间 2025-06-19 不一致" in said
    assert "支部大会日期不一致" in said


def test_a_month_on_one_paper_agrees_with_its_day_on_another(session, person):
    step(session, person, 15, Day(2025, 6, 18))
    session.add(Material(person_id=person.id, code="4-4", name="记录", formed=Day(2025, 6)))
    texts = printed(session, "dev-11b", person)
    assert [row["verdict"] for row in texts["dates"] if row["paper"]] == ["一致"]
    assert texts["checks"] == []


# -- 归档 ---------------------------------------------------------------------------------------


def test_the_catalogue_lists_what_is_there_in_the_parts_of_the_folder(session, person):
    mine = {"person_id": person.id}
    session.add(Material(**mine, code="5-2", name="转正申请书", pages=3, formed=Day(2026, 6, 8), copy="原件"))
    session.add(Material(**mine, code="1-1", name="入党申请书", pages=4))
    session.add(Material(**mine, code="3-9", name="政治审查情况的报告", present=False))
    session.add(Material(**mine, name="获奖证书"))
    texts = printed(session, "dev-22", person, scope="全部材料")
    assert [(row.get("number", ""), row["name"]) for row in texts["rows"]] == [
        ("", "一、申请入党"), ("1", "入党申请书"), ("", "五、预备党员的教育考察和转正"), ("2", "转正申请书"),
        ("", "综合材料"), ("3", "获奖证书"),
    ]  # fmt: skip
    assert (texts["count"], texts["page_count"]) == ("3", "7")
    assert papers.find("dev-22").missing(session, person.id) == [
        "入党申请书的形成日期",
        "获奖证书的形成日期、页数",
    ]


def test_one_paper_is_enough_for_each_of_the_six(session, person):
    session.add(Material(person_id=person.id, code="3-9", name="报告", pages=2))
    texts = printed(session, "dev-22b", person)
    states = {row["name"]: row["state"] for row in texts["six"]}
    assert states.pop("政治审查材料") == "有"
    assert set(states.values()) == {"缺"}
    assert "入党志愿书" in texts["lacking"]
    wanted = len(texts["rows"])
    assert texts["there"] == f"应有 {wanted} 种，已有 1 种"
    assert texts["percent"] == f"{100 // wanted}%"
    assert "政治审查材料" not in papers.find("dev-22b").missing(session, person.id)


def test_what_is_handed_over_are_the_six_unless_all_are_wanted(session, person):
    session.add(Material(person_id=person.id, code="1-1", name="入党申请书", pages=4))
    session.add(Material(person_id=person.id, code="1-2", name="谈话记录", pages=1))
    step(session, person, 25, Day(2026, 8, 3), facts={"handed_to": "教育局人事科", "kept_at": "人事档案"})
    paper = papers.find("dev-22c")
    given = papers.proposed(session, paper, person.id, ON)
    assert given["to"] == "教育局人事科"
    assert [row["name"] for row in printed(session, "dev-22c", person, **given)["rows"]] == ["入党申请书"]
    everything = printed(session, "dev-22c", person, scope="全部材料")["rows"]
    assert [row["name"] for row in everything] == ["入党申请书", "谈话记录"]
