"""The calculators of 发展党员; numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.development.calculations import CALCULATIONS
from partyoffice.development.part import DEVELOPMENT

pytestmark = pytest.mark.usefixtures("stopped")
RUN = {one.name: one.run for one in CALCULATIONS}


@pytest.fixture
def stopped():
    with clock.stopped(date(2026, 11, 20)):
        yield


def answer(name, **given):
    found = RUN[name](**{key.rstrip("_"): value for key, value in given.items()})
    assert found["article"]
    assert found["steps"]
    assert "\n" not in found["steps"]
    return found


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("deadline", {"rule": "谈话", "from_": "2026-01-31"}, {"by": "2026-02-28"}),  # (4)
        ("deadline", {"rule": "支部大会", "from_": "2026-08-31"}, {"by": "2026-09-30"}),  # (29)
        ("deadline", {"rule": "审批", "from_": "2026-08-31"}, {"by": "2026-11-30", "at_most": "2027-02-28"}),
        ("deadline", {"rule": "宣誓", "from_": "2026-12-31"}, {"by": "2027-01-31"}),  # (46)
        ("deadline", {"rule": "转正审批", "from_": "2026-11-30"}, {"by": "2027-02-28"}),  # (56)
        ("deadline", {"rule": "回执", "from_": "2026-11-20"}, {"by": "2026-12-20"}),  # (65)
        (
            "notice",
            {"from_": "2026-09-21"},  # (14)
            {"last_day": "2026-09-28", "earliest_next": "2026-09-29", "provisional": False},
        ),
        ("notice", {"from_": "2026-02-12"}, {"last_day": "2026-02-25"}),  # (16)
        ("notice", {"from_": "2026-10-03", "days": "5"}, {"last_day": "2026-10-13"}),  # (17)
        ("notice", {"from_": "2026-12-28"}, {"last_day": "2027-01-01", "provisional": True}),  # (19)
        ("notice", {"from_": "2026-09-21", "start_counts": "no"}, {"last_day": "2026-09-29"}),
        ("notice", {"from_": "2026-09-21", "start_counts": "是"}, {"last_day": "2026-09-28"}),
        ("notice", {"from_": "2026-09-21", "days": "７"}, {"last_day": "2026-09-30"}),
        (
            "probation",
            {"accepted": "2024-02-29"},  # (43)
            {"from": "2024-02-29", "to": "2025-02-28", "full_on": "2025-03-01"},
        ),
        (
            "probation",
            {"accepted": "2025-06-18", "extend": "6"},  # (44) (52)
            {"to": "2026-06-17", "full_on": "2026-06-18", "extended_to": "2026-12-17",
             "extended_full_on": "2026-12-18"},
        ),
        ("probation", {"accepted": "2025-06-18", "end_style": "对应日"}, {"to": "2026-06-18"}),
        ("probation", {"accepted": "1962-05-01"}, {"full_on": "1963-05-01"}),
        (
            "activist",
            {"decided": "2025-09-01", "on": "2026-04-01"},  # (10)
            {"earliest_candidate": "2026-09-01", "next_review": "2026-09-01",
             "overdue_reviews": ["2026-03-01"]},
        ),
        (
            "activist",
            {"decided": "2025-09-01", "on": "2026-04-01", "reviews": "2026-02-20、"},
            {"next_review": "2026-09-01", "overdue_reviews": []},
        ),
        ("activist", {"decided": "2024-02-29"}, {"earliest_candidate": "2025-03-01"}),  # (11)
        (
            "vote",
            {"kind": "接收", "due": "20", "present": "11", "yes": "10"},  # (32)
            {"may_open": True, "passed": False, "needed_present": 11, "needed_yes": 11},
        ),
        ("vote", {"kind": "接收", "due": "20", "present": "10", "yes": "10"}, {"may_open": False}),  # (31)
        (
            "vote",
            {"kind": "接收", "due": "20", "present": "10", "yes": "10", "written_yes": "5"},  # (35)
            {"may_open": False, "passed": False},
        ),
        ("vote", {"kind": "转正", "due": "21", "present": "11", "yes": "11"}, {"passed": True}),  # (34)
        (
            "vote",
            {"kind": "接收", "due": "20", "present": "11", "yes": "10", "written_yes": "1"},
            {"passed": True},
        ),
        (
            "vote",
            {"kind": "一般", "due": "20", "present": "10", "yes": "10", "written_yes": "5"},
            {"may_open": True, "passed": False, "needed_present": 10},
        ),
    ],
)  # fmt: skip
def test_the_calculators_answer_as_the_rules_examples_do(name, given, told):
    assert answer(name, **given).items() >= told.items()


def test_answers_name_the_edition_of_the_day_that_is_reckoned():
    before = answer("deadline", rule="支部大会", from_="2026-04-10")
    assert (before["by"], "2014年" in before["article"], "没有规定期限" in before["article"]) == (
        "2026-05-10",
        True,
        True,
    )
    since = answer("deadline", rule="支部大会", from_="2026-04-11")
    assert since["article"].endswith("（2026年）第十九条")
    assert "按习惯做法" in answer("notice", from_="2026-04-28")["article"]  # listed from 2026-05-08 on
    assert answer("notice", from_="2026-05-08")["article"].endswith("（2026年）第十三条")
    assert "2014年" in answer("probation", accepted="2026-05-10")["article"]
    assert "2026年" in answer("probation", accepted="2026-05-11")["article"]


def test_answers_say_what_is_to_be_known_besides():
    assert "没有顺延" in answer("deadline", rule="谈话", from_="2026-09-01")["steps"]
    assert "不少于 5 个工作日" in answer("notice", from_="2026-09-21", days="3")["steps"]
    assert "暂算" in answer("notice", from_="2026-12-28")["steps"]
    assert "还差 153 天" in answer("activist", decided="2025-09-01", on="2026-04-01")["steps"]
    assert "还差" not in answer("activist", decided="2025-09-01", on="2026-09-01")["steps"]
    ordinary = answer("vote", kind="一般", due="20", present="11", yes="11", written_yes="1")
    assert "书面意见不计入" in ordinary["steps"]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("deadline", {"rule": "年审", "from_": "2026-01-31"}, "可用：谈话"),
        ("deadline", {"rule": "谈话", "from_": "2026-01"}, "只有年月"),
        ("deadline", {"rule": "谈话", "from_": ""}, "起算日期"),
        ("notice", {"from_": "2026-09-21", "days": "0"}, "1 至 250"),
        ("notice", {"from_": "2026-09-21", "days": "5.5"}, "整数"),
        ("notice", {"from_": "2026-09-21", "days": "9" * 5000}, "1 至 250"),
        ("notice", {"from_": "2026-09-21", "start_counts": "也许"}, "请填“是”或“否”"),
        ("probation", {"accepted": "1975-03-01"}, "另有规定"),  # (58) no probation then
        ("probation", {"accepted": "1980-05-01"}, "另有规定"),  # (59) from the approval then
        ("probation", {"accepted": "2025-06-18", "extend": "5"}, "六个月至一年"),  # (53)
        ("probation", {"accepted": "2025-06-18", "extend": "13"}, "第三十一条"),
        ("probation", {"accepted": "2025-06-18", "end_style": "次日"}, "前一日、对应日"),
        ("activist", {"decided": "2026-02-30"}, "不是有效日期"),
        ("activist", {"decided": "2025-09-01", "reviews": "上月"}, "考察日期"),
        ("vote", {"kind": "选举", "due": "20", "present": "11", "yes": "10"}, "接收、转正、一般"),
        ("vote", {"kind": "接收", "due": "20", "present": "21", "yes": "10"}, "多于应到"),
        ("vote", {"kind": "接收", "due": "20", "present": "11", "yes": "12"}, "书面意见另填"),
        ("vote", {"kind": "接收", "due": "二十", "present": "11", "yes": "11"}, "应到"),
    ],
)
def test_wrong_input_is_refused_with_what_to_do(name, given, words):
    with pytest.raises(OfficeError) as refused:
        answer(name, **given)
    assert words in str(refused.value)


def test_the_calculators_stand_in_the_part_with_a_title_for_every_input():
    assert DEVELOPMENT.calculations == CALCULATIONS
    assert all(one.title and all(field.title for field in one.fields) for one in CALCULATIONS)
