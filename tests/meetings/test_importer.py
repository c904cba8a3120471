"""An old book of meetings through the whole engine: what it says is kept, nothing else is made of it."""

import csv

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.intake import staging
from partyoffice.intake.target import Options, Verdict
from partyoffice.meetings import home
from partyoffice.meetings.importer import MeetingImporter
from partyoffice.meetings.queries import attendance_of, items_of
from partyoffice.meetings.records import Meeting
from partyoffice.organisation.actions import ensure_group, found
from partyoffice.organisation.rules import OrgKind
from tests.meetings.conftest import ON

ROW = {
    "会议名称": "3 月党员大会", "日期": "2025年3月12日 15:30—16:40", "类型": "支部大会",
    "支部": "青禾中学党支部", "地点": "会议室", "主持": "林知然", "记录": "沈知然", "应到": "21",
    "实到": "19",
    "缺席原因": "方知然（病假）、江知然（公差）", "议题": "1.传达学习；2.党费使用", "内容": "会议内容",
    "决议": "同意按方案使用", "备注": "原件在档案室",
}  # fmt: skip


@pytest.fixture
def stage(office, tmp_path):
    def run(*rows, keep=True):
        path = tmp_path / "会议.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)), restval="")
            writer.writeheader()
            writer.writerows(rows)
        staged = staging.stage(office, MeetingImporter(), path, Options(on=ON.first))
        assert staged.columns.ambiguous == []
        if keep and not staged.problems:
            staging.commit(office, staged)
        return staged

    return run


def codes(staged):
    return [note.code for note in staged.problems], [note.code for note in staged.warnings]


def kept(office):
    with office.reading() as session:
        return session.query(Meeting).order_by(Meeting.id).all()


def test_a_sheet_of_something_else_is_refused_by_the_heading_that_a_book_of_meetings_has(stage):
    with pytest.raises(OfficeError, match="没有找到会议记录的表头") as refused:
        stage({"姓名": "林知然", "性别": "女"})
    assert "“会议日期”这样的列名" in refused.value.remedy


def test_a_row_is_a_meeting_entered_late_and_its_numbers_stay_words(office, branch, stage):
    staged = stage(ROW)
    assert codes(staged) == ([], [])
    [one] = kept(office)
    assert (one.organisation_id, one.kind, one.on, one.begins, one.ends) == (
        branch, "支部党员大会", Day(2025, 3, 12), "15:30", "16:40",
    )  # fmt: skip
    assert (one.subject, one.chair, one.recorder, one.text) == (
        "3 月党员大会",
        "林知然",
        "沈知然",
        "会议内容",
    )
    assert (one.entered, one.state, one.signed_on) == (Day(2026, 11, 20), "已定稿", None)
    assert one.note.splitlines() == [
        "原件在档案室", "原表所记：应到 21 人，实到 19 人", "缺席原因：方知然（病假）、江知然（公差）",
    ]  # fmt: skip
    with office.reading() as session:
        assert [(row.subject, row.resolution) for row in items_of(session, one.id)] == [
            ("传达学习", ""), ("党费使用", ""), ("会议决议", "同意按方案使用"),
        ]  # fmt: skip
        assert attendance_of(session, one.id) == {}
    assert stage(ROW).rows[0].verdict is Verdict.SAME
    office.undo()
    assert kept(office) == []


def test_who_is_named_is_ticked_off_and_other_names_stay_in_the_note(office, stage):
    staged = stage(ROW | {"出席人员": "林知然、沈知然、梅初雪、外人甲", "议题": "党费使用"})
    assert codes(staged) == ([], ["person-unknown"])
    [one] = kept(office)
    assert "名册没有或有重名的：外人甲" in one.note
    with office.reading() as session:
        rows = attendance_of(session, one.id).values()
        assert [(row.state, row.reason, row.voting) for row in rows] == [
            ("出席", "", True), ("出席", "", True), ("请假", "病假", True), ("请假", "公差", True),
            ("出席", "", False),
        ]  # fmt: skip
        [item] = items_of(session, one.id)
        assert (item.subject, item.resolution) == ("党费使用", "同意按方案使用")


@pytest.mark.parametrize(
    ("change", "problems", "warnings"),
    [
        ({"日期": "今年三月"}, ["date-unclear"], []),
        ({"日期": "2026-12-01"}, ["date-future"], []),
        ({"日期": "2025-03"}, [], ["date-month"]),
        ({"日期": "3月12日", "年度": "2025"}, [], []),
        ({"类型": "茶话会"}, ["kind-unknown"], []),
        ({"类型": ""}, [], ["kind-from-name"]),
        ({"类型": "", "会议名称": "碰头"}, ["required"], []),
        ({"支部": "南楼支部"}, ["body-unknown"], []),
        ({"支部": ""}, [], []),
        ({"类型": "党小组会"}, [], ["group-missing"]),
        ({"类型": "党小组会", "党小组": "九组"}, ["body-unknown"], []),
        ({"类型": "党委会", "支部": ""}, [], []),
        ({"实到": "22"}, [], ["present"]),
    ],
)
def test_what_a_row_lacks_or_gets_wrong_is_told(stage, change, problems, warnings):
    assert codes(stage(ROW | change)) == (problems, warnings)


def test_a_group_meets_by_its_name_and_two_branches_must_be_told_apart(office, branch, stage):
    with office.change("设组") as session:
        group = ensure_group(session, "第一党小组", branch).id
    stage(ROW | {"类型": "小组会", "党小组": "第一党小组"})
    assert kept(office)[0].organisation_id == group
    with office.change("设支部") as session:
        found(session, "第二党支部", OrgKind.BRANCH)
    assert codes(stage(ROW | {"支部": ""})) == (["body-unknown"], [])


def test_the_same_meeting_twice_is_refused_and_another_of_the_day_is_asked_about(office, stage):
    assert codes(stage(ROW, ROW)) == (["duplicate"], [])
    stage(ROW)
    assert codes(stage(ROW | {"会议名称": "补开的会"})) == ([], ["held-already"])


def test_minutes_from_an_old_book_are_not_asked_to_be_signed_and_a_day_of_signing_is_kept(office, stage):
    stage(ROW, ROW | {"日期": "2024-03-12", "签字日期": "2024-03-15"})
    assert [(one.state, str(one.signed_on or "")) for one in kept(office)] == [
        ("已定稿", ""), ("已签字", "2024-03-15"),
    ]  # fmt: skip
    with office.reading() as session:
        assert [one.kind for one in home.due(session, ON.first) if one.kind.startswith("minutes")] == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [("下午3:30—4:40", ("15:30", "16:40")), ("15:30", ("15:30", "")), ("下午第三节", ("下午第三节", "")),
     ("", ("", ""))],
)  # fmt: skip
def test_beside_a_day_the_column_of_the_time_tells_the_hours(office, stage, hours, expected):
    stage(ROW | {"日期": "2025-03-12", "时间": hours})
    [one] = kept(office)
    assert (one.on, one.begins, one.ends) == (Day(2025, 3, 12), *expected)


def test_without_a_column_of_the_day_that_of_the_time_is_the_day(office, stage):
    stage({("会议时间" if key == "日期" else key): text for key, text in ROW.items()})
    assert (kept(office)[0].on, kept(office)[0].ends) == (Day(2025, 3, 12), "16:40")


def test_a_resolution_without_items_is_one_by_itself(office, stage):
    stage(ROW | {"议题": "", "年度": "2024", "次数": "3", "学时": "1.5"})
    [one] = kept(office)
    assert (one.year, one.number, one.hours) == (2024, 3, 1.5)
    with office.reading() as session:
        assert [(row.subject, row.resolution) for row in items_of(session, one.id)] == [
            ("3 月党员大会", "同意按方案使用")
        ]
