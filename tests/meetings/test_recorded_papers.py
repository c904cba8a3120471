"""Papers filled from the record of a meeting: everything said, voted, agreed and left to do stands there."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.actions.finishing import finalise
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.papers.telling import parted
from partyoffice.meetings.records import AgendaItem, Meeting
from partyoffice.meetings.rules.kinds import PARTY_DAY
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Follow, Minutes
from partyoffice.part import Asked
from partyoffice.reports import fonts
from partyoffice.reports.document import as_text
from partyoffice.reports.form_fill import Filling

from .conftest import presences, values

ON = date(2026, 11, 20)
LATE = "补录：2026-11-12 的会议，2026-11-20 录入，晚 8 天"
FOLLOW = Follow("张贴公示", "沈知然", Day(2026, 11, 20), Day(2026, 11, 18), "已张贴。")
PLAIN = Tally(15, 1, 0, secret=False)
ITEMS = (
    Business(
        "学习党章", presenter="林知然", material="党章", discussion="林知然：学到了。\n沈知然：要用好。"
    ),
    Business("通过年度总结", resolution="通过年度总结。", tally=PLAIN, follow_ups=[FOLLOW], weighty=True),
)

SUMS = (
    "应到 20 人，半数为 10，须半数以上即 10 人，实到 17 人（均为有表决权的）。"
    "举手表决：赞成 15 票，反对 1 票，弃权 0 票。赞成 15，须超过应到 20 的半数即 11，通过。"
)


@pytest.fixture
def held(office, branch):
    """An assembly of 21, three of them away, that studied and voted once."""

    def hold(items=ITEMS, **more):
        with office.change("开会") as session:
            about = (
                values(branch, begins="15:30", ends="17:00", text="宣布开会。\n小结：抓落实。散会。") | more
            )
            came = presences(session, branch, absent=3)
            first = next(person for person, one in came.items() if one.here)
            came[first] = Presence("迟到", "", came[first].voting, "迟到 10 分")
            return save_minutes(session, Minutes(about, came, items), {})[0].id

    return hold


def told(office, code, meeting, **given):
    with office.reading() as session:
        paper = papers.find(code)
        body, texts = paper.record(session, meeting)
        return papers.fill(session, paper, body, Asked(ON, {**texts, **given}))


def test_minutes_tell_each_item_its_vote_with_the_sum_and_what_follows(office, held):
    meeting = held()
    with office.change("定稿") as session:
        finalise(session, session.get_one(Meeting, meeting))
    [said] = told(office, "mtg-02", meeting).values
    assert said["text"].split("\n") == [
        "宣布开会。",
        "一、学习党章", "提出（汇报）人：林知然；材料：党章",
        "讨论：", "林知然：学到了。", "沈知然：要用好。",
        "二、通过年度总结", f"表决：{SUMS}",
        "决议〔2026〕1号（重大事项）：通过年度总结。",
        "落实：张贴公示（责任人 沈知然，2026年11月20日前），2026年11月18日完成：已张贴。",
        "小结：抓落实。散会。",
    ]  # fmt: skip
    numbers = [said[key] for key in ("due", "present", "voters", "voters_present")]
    assert numbers == ["21 人", "18 人", "20 人", "17 人"]
    assert (said["times"], said["closed"], said["stamp"]) == ("2026年第1次", "17:00", LATE)
    assert said["attended"].count("（迟到）") == 1
    assert said["absent"].count("（病假）") == 3


def test_a_draft_and_late_minutes_say_so_on_every_page(office, held):
    [said] = told(office, "mtg-02", held()).values
    assert said["stamp"] == f"草稿　{LATE}"


def test_a_row_without_anything_is_left_out_and_a_project_is_told_from_goal_to_what_is_better(office, held):
    course = {
        "goal": "人人参加",
        "planning": "分三组",
        "course": "当场小结",
        "feedback": "好",
        "improvement": "早通知",
    }
    stack = told(
        office, "mtg-02", held((), kind=PARTY_DAY, responsible="沈知然", hours=2.0, text="", **course)
    )
    assert stack.values[0]["text"] == "目标：人人参加\n策划：分三组\n过程：当场小结\n反馈：好\n改进：早通知"
    [sheet] = Filling(stack.form, stack.values[0], fonts.current()).sheets()
    said = [box.said for box in sheet.boxes]
    assert "沈知然" in said
    assert not {"表决情况", "决议", "议题"} & set(said)
    blank = Filling(stack.form, None, fonts.current()).sheets()[0].boxes
    assert {"表决情况", "决议", "议题", "主讲（负责）人"} <= {box.said for box in blank}


def test_the_words_after_the_items_begin_with_the_summary_or_the_end():
    assert parted("开场。\n主持人小结。散会。\n补充") == (["开场。"], ["主持人小结。散会。", "补充"])
    assert parted("只有内容") == (["只有内容"], [])
    assert parted("") == ([], [])


def test_a_resolution_a_counting_sheet_and_ballots_are_made_of_what_was_voted(office, held):
    meeting = held()
    with office.change("编号") as session:
        session.query(AgendaItem).filter_by(place=1).one().number = "决议〔2026〕7号"
    [said] = told(office, "mtg-04", meeting).values
    assert (said["heading"], said["number"]) == ("关于通过年度总结的决议", "决议〔2026〕7号（重大事项）")
    assert "应到会有表决权的 20 人，实到 17 人，采取举手表决方式表决，赞成 15 票" in said["text"]
    [said] = told(office, "mtg-05b", meeting).values
    assert (said["half"], said["conclusion"]) == ("赞成 15 票，超过应到 20 人的半数（10）", "通过")
    assert {one["about"] for one in told(office, "mtg-05", meeting).values} == {"通过年度总结"}
    assert len(told(office, "mtg-05", meeting).values) == 17
    assert len(told(office, "mtg-05", meeting, copies="2", which="1").values) == 2
    with pytest.raises(OfficeError, match="第 1 项议题没有表决或决议"):
        told(office, "mtg-04", meeting, which="1")


def test_a_vote_typed_by_hand_is_counted_too(office, branch):
    with office.reading() as session:
        given = {"due": "20", "present": "18", "yes": "10", "about": "推荐名单"}
        [said] = papers.fill(session, papers.find("mtg-05b"), [branch], Asked(ON, given)).values
        assert (said["conclusion"], said["half"]) == (
            "没有通过",
            "赞成 10 票，没有超过应到 20 人的半数（10）",
        )
        [said] = papers.fill(session, papers.find("mtg-05b"), [branch], Asked(ON, {})).values
        assert "conclusion" not in said


def test_the_sheet_and_the_slips_are_for_who_is_due_and_the_notice_says_what_about(office, held):
    meeting = held()
    sheet = told(office, "mtg-01", meeting).values[0]
    assert sheet["due"] == "21 人（有表决权 20 人）"
    slips = told(office, "mtg-03b", meeting).values
    assert len({one["person"] for one in slips}) == len(slips) == 21
    assert [one["person"] for one in told(office, "mtg-03b", meeting, people="林知然、沈知然").values] == [
        "林知然", "沈知然",
    ]  # fmt: skip
    notice = as_text(told(office, "mtg-03", meeting).documents[0])
    assert notice.startswith("关于召开支部党员大会的通知")
    assert "1.学习党章" in notice
