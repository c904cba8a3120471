"""表决票, 票决情况汇总表 and 决议 from the record of a vote; minutes and sign-in sheet from the meeting."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.papers.votes import of_meeting
from partyoffice.members.actions import appoint
from partyoffice.members.records import Person
from partyoffice.organisation.queries import own_body
from partyoffice.organisation.records import Organisation
from partyoffice.part import Asked
from tests.development.test_decisions import vote

ON = date(2026, 12, 20)
BALLOT, SUMMARY, RESOLUTION, SHEET, MINUTES = (
    papers.find(code) for code in ("dev-12", "dev-12b", "dev-13", "mtg-01", "mtg-02")
)


@pytest.fixture
def office(branch_at_a_vote):
    return branch_at_a_vote


def person(session, name="段清和"):
    return session.query(Person).filter(Person.name == name).one().id


def texts(office, paper, name="段清和", **given):
    with office.reading() as session:
        return papers.fill(session, paper, [person(session, name)], Asked(ON, given)).values


def test_ballots_are_as_many_as_the_branch_has_voters_and_name_nobody_who_votes(office, tmp_path):
    with office.reading() as session:
        usual = BALLOT.usual(session, person(session), ON)
        assert usual == {"matter": "接收", "day": "2026-12-20", "copies": "3"}
        assert BALLOT.usual(session, person(session, "梅初雪"), ON)["matter"] == "转正"
        assert BALLOT.usual(session, 0, ON) == {"day": "2026-12-20"}
        stack = papers.fill(session, BALLOT, [person(session)], Asked(ON, {**usual, "copies": "5"}))
    assert len(stack.values) == 5
    assert stack.values[0]["about"] == "讨论接收段清和同志为中共预备党员"
    assert papers.write(stack, tmp_path / "票.pdf") == 2
    with pytest.raises(OfficeError, match="1 至 400"):
        texts(office, BALLOT, copies="0")


def test_the_summary_tells_the_vote_as_recorded(office, tmp_path):
    vote(office, "段清和", Day(2026, 11, 12), "讨论接收", yes=2, no=1)
    (told,) = texts(office, SUMMARY)
    assert (told["due"], told["present"], told["yes"], told["no"]) == ("3", "3", "2", "1")
    assert (told["conclusion"], told["manner"], told["written"]) == ("通过", "无记名投票", "无")
    assert told["when"] == "2026年11月12日"
    with office.reading() as session:
        stack = papers.fill(session, SUMMARY, [person(session)], Asked(ON))
        assert papers.write(stack, tmp_path / "汇总.pdf") == 1
        assert papers.write(stack, tmp_path / "汇总.docx") == 1


def test_without_a_vote_there_is_nothing_to_print(office):
    with pytest.raises(OfficeError, match="没有段清和的表决记录"):
        texts(office, SUMMARY)
    vote(office, "段清和", Day(2026, 11, 12), "讨论接收")
    with pytest.raises(OfficeError, match="没有段清和的表决记录"):
        texts(office, RESOLUTION, day="2026-11-11")
    with pytest.raises(OfficeError, match="没有段清和的表决记录"):
        texts(office, SUMMARY, matter="转正")


def test_a_resolution_that_lacks_a_part_is_not_printed(office):
    vote(office, "段清和", Day(2026, 11, 12), "讨论接收")
    with pytest.raises(OfficeError, match="决议缺少主要表现、表决结果、支部书记签名") as told:
        texts(office, RESOLUTION)
    assert "第二十一条" in told.value.remedy


def test_a_resolution_says_what_was_agreed_under_its_own_title(office, tmp_path):
    with office.change("任职") as session:
        body = session.get_one(Organisation, own_body(session))
        appoint(
            session, session.get_one(Person, person(session, "林知夏")), "党支部书记", body, Day(2026, 1, 5)
        )
    for name, on, word, given in (
        ("段清和", Day(2026, 11, 12), "讨论接收", {}),
        ("梅初雪", Day(2026, 6, 20), "讨论转正", {"decision": "延长预备期", "months": "6"}),
    ):
        vote(office, name, on, word, resolution="大会同意。", performance="能带头执教。", **given)
    (told,) = texts(office, RESOLUTION)
    assert told["heading"] == "关于接收段清和同志为中共预备党员的决议"
    lines = told["text"].split("\n")
    assert lines[0].endswith("召开支部党员大会，讨论接收段清和同志为中共预备党员。")
    assert lines[1:] == ["能带头执教。", "大会同意。"]
    assert (told["secretary"], told["on"]) == ("林知夏", "2026年11月12日")
    assert texts(office, RESOLUTION, "梅初雪")[0]["heading"] == "关于延长梅初雪同志预备期的决议"
    with office.reading() as session:
        assert RESOLUTION.usual(session, person(session), ON) == {"secretary": "林知夏"}
        stack = papers.fill(session, RESOLUTION, [person(session)], Asked(ON))
        assert papers.write(stack, tmp_path / "决议.pdf") == 1


def test_minutes_and_sheet_are_filled_from_the_meeting_on_record(office, tmp_path):
    meeting, _ = vote(office, "段清和、程以安", Day(2026, 11, 12), "讨论接收", resolution="大会同意。")
    with office.reading() as session:
        body, told = MINUTES.record(session, meeting)
        assert body == [own_body(session)]
        assert (told["due"], told["present"], told["absent"]) == ("4", "4", "")
        assert told["agenda"] == "1.讨论接收段清和\n2.讨论接收程以安"
        assert (told["voters"], told["voters_present"]) == ("3", "3")
        assert told["text"].count("应到 3 人，半数为 1.5，须超过半数即 2 人，实到 3 人") == 2
        assert told["text"].count("赞成 3，须超过应到 3 的半数即 2，通过。\n决议：大会同意。") == 2
        assert SHEET.record(session, meeting)[1]["day"] == "2026-11-12"
        stack = papers.fill(session, MINUTES, body, Asked(ON, told))
        assert papers.write(stack, tmp_path / "记录.pdf") == 1
        assert of_meeting(session, meeting) == (
            [person(session), person(session, "程以安")], {"day": "2026-11-12"},
        )  # fmt: skip
