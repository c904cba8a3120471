"""The list of meetings as it goes out and comes back, and the search through all their words."""

import csv
from dataclasses import replace

import pytest

from partyoffice.core.dates import Day
from partyoffice.intake import staging
from partyoffice.intake.target import Options, Verdict
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.documents.book_list import BOOK, book
from partyoffice.meetings.importer import MeetingImporter
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.writing import Business, Follow, Minutes
from partyoffice.meetings.seek import find_minutes
from partyoffice.part import Wish
from tests.meetings.conftest import ON, presences, values

TODAY = Day(2026, 11, 20).first
ITEMS = (
    Business("传达学习", discussion="顾知然：学习原文以后，要联系教学实际谈体会。", presenter="方知然"),
    Business("党费使用", resolution="同意购书", follow_ups=[Follow("去书店买书", "邵知然")]),
)


@pytest.fixture
def meeting(office, branch):
    with office.change("登记会议") as session:
        given = values(branch, on=Day(2026, 10, 20), number=4, text="主持人小结 100%", place="明德楼")
        minutes = Minutes(given, presences(session, branch, 2), ITEMS, whole=True)
        return save_minutes(session, minutes, {})[0].id


def test_a_meeting_is_one_row_with_its_counts_its_items_and_its_late_entry(office, branch, meeting):
    with office.reading() as session:
        [table] = book(session, Wish(TODAY, year=2026, columns=tuple(one.key for one in BOOK.fields))).blocks
        row = dict(zip([one.title for one in table.columns], table.rows[0], strict=True))
        assert book(session, Wish(TODAY, year=2025)).blocks[0].rows == []
        assert book(session, Wish(TODAY, branch=branch + 1)).blocks[0].rows == []
        assert book(session, Wish(Day(2026, 10, 19).first)).blocks[0].rows == []
    assert (row["会议名称"], row["党支部"], row["第几次"]) == ("", "青禾中学党支部", 4)
    assert [row[key] for key in ("应到", "实到", "应到有表决权", "实到有表决权")] == [21, 19, 20, 18]
    assert row["缺席人员"].count("（病假）") == 2
    assert (row["议题"], row["决议"]) == ("1.传达学习\n2.党费使用", "2.同意购书")
    assert row["补录"].endswith("晚 31 天")


def test_what_went_out_comes_back_into_another_file_as_it_was(office, meeting, tmp_path):
    with office.reading() as session:
        [table] = book(session, Wish(TODAY, plain=True)).blocks
    path = tmp_path / "会议.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([[one.title for one in table.columns], *table.rows])
    staged = staging.stage(office, MeetingImporter(), path, Options(on=TODAY))
    assert (staged.problems, staged.columns.ambiguous) == ([], [])
    assert staged.columns.unmapped == [0]  # 序号
    [row] = staged.rows
    assert row.values["due"] == 21
    assert row.verdict is Verdict.SAME


@pytest.mark.parametrize(
    "words", ["党费", "明德楼 林知然", "教学实际", "去书店", "邵知然 大会", "2026-10-20", "100%", "方知然"]
)
def test_every_word_of_the_minutes_is_found(office, meeting, words):
    with office.reading() as session:
        [hit] = find_minutes(session, words, 8)
    assert (hit.title, hit.target) == ("第 4 次支部党员大会", {"view": "minutes", "meeting": meeting})
    assert hit.note.startswith("2026-10-20·青禾中学党支部")


def test_the_words_around_are_told_and_what_is_not_there_is_not_found(office, meeting):
    with office.reading() as session:
        [hit] = find_minutes(session, "体会", 8)
        assert hit.note.endswith("…文以后，要联系教学实际谈体会。")
        for words in ("党费 没有的词", "1_0", "  ", "100%%"):
            assert find_minutes(session, words, 8) == [] or not words.strip()


def test_the_newest_meetings_come_first_and_no_more_than_asked(office, branch):
    with office.change("登记会议") as session:
        for day in (3, 9, 6):
            given = values(branch, on=replace(ON, day=day), text="读书")
            save_minutes(session, Minutes(given, presences(session, branch)), {})
    with office.reading() as session:
        found = find_minutes(session, "读书", 2)
        days = [session.get_one(Meeting, one.target["meeting"]).on.day for one in found]
    assert days == [9, 6]
