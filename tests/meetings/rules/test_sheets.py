import pytest

from partyoffice.meetings.rules.kinds import COMMITTEE, COUNCIL, MEETING_KINDS, PARTY_DAY
from partyoffice.meetings.rules.sheets import KIND_WORDS, When, items_in, kind_in, names_in, read_when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年3月12日 下午3:30—4:40", ("2025年3月12日", "15:30", "16:40")),
        ("2025-03-12 15:30", ("2025-03-12", "15:30", "")),
        ("2025.3.12（星期三）15时30分至16时", ("2025.3.12", "15:30", "16:00")),
        ("2025年3月12日晚7点半", ("2025年3月12日", "19:30", "")),
        ("2025/3/12 中午12：10", ("2025/3/12", "12:10", "")),
        ("2025/3/12 25:10", ("2025/3/12", "", "")),  # no time of day
        ("2025年9月第一周", ("2025年9月第一周", "", "")),
    ],
)
def test_the_times_are_taken_off_the_day(text, expected):
    assert read_when(text) == When(*expected)


def test_a_kind_is_found_by_the_longest_word_of_a_name():
    assert kind_in("3月份支委会") == COMMITTEE
    assert kind_in("“七一”主题党日活动暨党员大会") == PARTY_DAY
    assert kind_in("党委会纪要") == COUNCIL
    assert kind_in("座谈") == ""
    assert set(KIND_WORDS) == set(MEETING_KINDS)


def test_items_and_names_of_one_cell_are_told_apart():
    assert items_in("1.传达精神；2、研究工作\n（三）党费使用。\n第四项：其他") == [
        "传达精神", "研究工作", "党费使用", "其他",
    ]  # fmt: skip
    assert items_in("传达 2025 年 1 号文件") == ["传达 2025 年 1 号文件"]
    assert names_in("林知夏（病假）、沈砚秋，方砚舟 江予安(公差)。") == [
        ("林知夏", "病假"), ("沈砚秋", ""), ("方砚舟", ""), ("江予安", "公差"),
    ]  # fmt: skip
    assert names_in(" ") == items_in("") == []
