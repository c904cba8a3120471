"""Sign-in sheets, minutes and notices: whose names stand on them, how they run on, what they propose."""

import shutil
from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.members.actions import first_rows
from partyoffice.members.records import Person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.records import SAMPLE
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked
from partyoffice.reports import fonts
from partyoffice.reports.document import as_text
from partyoffice.reports.form_fill import Filling
from partyoffice.store import settings
from partyoffice.store.office import Office

TODAY = date(2026, 11, 20)
SHEET, MINUTES, NOTICE = (papers.find(code) for code in ("mtg-01", "mtg-02", "mtg-03"))


@pytest.fixture
def session(blank, tmp_path, stopped_clock):
    with (
        Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")) as office,
        office.change("填写") as opened,
    ):
        set_up(opened, "青禾中学", OrgKind.GENERAL)
        yield opened


@pytest.fixture
def branch(session):
    """A branch of four: two full members, one on probation, one accepted in full only in December."""
    whole = found(session, "第一党支部", OrgKind.BRANCH, 1)
    other = found(session, "第二党支部", OrgKind.BRANCH, 1)
    _admit(session, whole, "林知夏", Category.FULL)
    _admit(session, whole, "阿依古丽・买买提", Category.FULL)
    _admit(session, whole, "顾言", Category.PROBATIONARY)
    _admit(session, whole, "沈砚秋", Category.FULL, Day(2026, 12, 1))
    _admit(session, whole, "方砚舟", Category.ACTIVIST)
    _admit(session, other, "万砚铮", Category.FULL)
    return whole


def _admit(session, branch, name, category, since=None):
    person = Person(name=name)
    session.add(person)
    session.flush()
    session.add_all(first_rows(person, category, since, "", branch, None))
    session.flush()


def test_a_sheet_names_the_members_of_that_day_and_counts_who_votes(session, branch):
    said = SHEET.values(session, branch.id, Asked(TODAY, {"day": "2026-11-25", "time": "15:30"}))
    names = [text for row in said["people"] for key, text in row.items() if key.startswith("name")]
    assert sorted(names) == sorted(["林知夏", "顾言", "阿依古丽·买买提"])
    assert said["due"] == "3 人（有表决权 2 人）"
    assert (said["when"], said["body"]) == ("2026年11月25日（星期三）15:30", "青禾中学党总支第一党支部")
    assert said["people"][1].keys() == {"n1", "name1"}
    later = SHEET.values(session, branch.id, Asked(TODAY, {"day": "2026-12-02"}))
    assert later["due"] == "4 人（有表决权 3 人）"
    whole = SHEET.values(session, 1, Asked(TODAY))
    assert whole["due"] == "4 人（有表决权 3 人）"
    assert whole["when"] == ""


def test_a_body_without_members_has_a_sheet_to_write_on(session):
    said = SHEET.values(session, 1, Asked(TODAY))
    assert (said["due"], said["people"]) == ("", [])
    assert SHEET.values(session, 0, Asked(TODAY))["body"] == ""


def test_minutes_propose_who_is_due_and_tell_why_somebody_was_absent(session, branch):
    proposed = MINUTES.usual(session, branch.id, TODAY)
    assert proposed["due"] == "3"
    assert "阿依古丽·买买提" in proposed["attended"].split("、")
    given = {"absent": "沈砚秋\t病假\n方砚舟", "due": "3", "present": "二", "day": "2026-11"}
    said = MINUTES.values(session, branch.id, Asked(TODAY, given))
    assert said["absent"] == "沈砚秋（病假）、方砚舟"
    assert (said["due"], said["present"], said["when"]) == ("3 人", "二", "2026年11月")


def test_long_minutes_run_on_and_are_signed_where_text_stands(session, branch):
    given = {"title": "支部党员大会", "text": "每人的发言要点。" * 900, "attended": "林知夏、" * 200}
    stack = papers.fill(session, MINUTES, [branch.id], Asked(TODAY, given))
    sheets = Filling(stack.form, stack.values[0], fonts.current()).sheets()
    assert len(sheets) > 2
    for number, sheet in enumerate(sheets, 1):
        texts = [box.said for box in sheet.boxes]
        assert "会议名称" in texts
        assert "支部党员大会" in texts
        [content] = [box for box in sheet.boxes if box.top and box.text]
        assert content.text.lines
        assert ("主持人签名" in texts) is (number == len(sheets))
    assert ["出席人员" in [box.said for box in sheet.boxes] for sheet in sheets[:2]] == [True, False]


def test_a_notice_numbers_its_points_and_is_written_today(session, branch):
    proposed = NOTICE.usual(session, branch.id, TODAY)
    assert proposed["issuer"] == "青禾中学党总支第一党支部"
    assert proposed["written"] == "2026-11-20"
    given = {
        **proposed,
        "about": "召开支部党员大会",
        "day": "2026-11-25",
        "place": "行政楼",
        "agenda": "1.甲\n2.乙",
    }
    said = as_text(NOTICE.build(session, branch.id, Asked(TODAY, given))).splitlines()
    assert said[0] == "关于召开支部党员大会的通知"
    assert said[1:5] == [
        "一、会议时间。2026年11月25日（星期三）",
        "二、会议地点。行政楼",
        "三、会议议程",
        "1.甲",
    ]
    assert said[-2:] == ["青禾中学党总支第一党支部", "2026年11月20日"]
    settings.put(session, SAMPLE, value=True)
    assert as_text(NOTICE.build(session, branch.id, Asked(TODAY, given))).endswith("（示例数据）\n")
