"""What fills the editor of minutes, and what it reckons, without a window."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.actions.templates import keep_template
from partyoffice.meetings.page.ballot import NUMBERS, Spoken, following, resolution_from, tally_from
from partyoffice.meetings.page.minutes.meeting_model import Entry, narrowed
from partyoffice.meetings.page.minutes.pieces import read_time
from partyoffice.meetings.page.minutes.reading import read_blank, read_opened, read_people
from partyoffice.meetings.page.minutes.sheet import presences_of, seats_of
from partyoffice.meetings.queries import blank_minutes
from partyoffice.meetings.rules.kinds import ASSEMBLY, COMMITTEE, PARTY_DAY
from partyoffice.meetings.rules.minutes import template_of
from partyoffice.meetings.rules.resolution import counted
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Count, Presence
from partyoffice.meetings.rules.voting import USUAL, Matter, Vote
from partyoffice.meetings.rules.writing import Business, Minutes
from partyoffice.members.records import Person
from tests.meetings.conftest import ON, presences, tally, values

COUNT = Count(22, 20, 20, 18)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8:30", "08:30"),
        ("0830", "08:30"),
        ("８点30分", "08:30"),
        ("9", "09:00"),
        ("", ""),
        ("25:00", "25:00"),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, read):
    assert read_time(typed) == read


def test_what_was_not_typed_of_a_vote_follows_from_who_came():
    proposed = following({"yes": 18}, frozenset(), COUNT)
    assert proposed == {"issued": 18, "returned": 18, "valid": 18, "no": 0, "abstain": 0, "invalid": 0}
    own = {"issued": 18, "returned": 17, "invalid": 1}
    assert following(own, frozenset(own), COUNT) == {**own, "valid": 16, "no": 0, "abstain": 0}


def test_a_vote_is_a_tally_once_its_yes_votes_can_be_read():
    empty = dict.fromkeys(NUMBERS) | {"secret": True, "watcher": "", "counter": "", "opinions": ""}
    assert tally_from(empty) is None
    assert tally_from(empty | {"yes": 3, "opinions": "方知然\t看不懂"}) is None
    assert tally_from(empty | {"yes": 3}).yes == 3
    assert resolution_from(Matter.ORDINARY, None, COUNT, USUAL, Spoken()) == ""


def test_a_resolution_speaks_as_its_meeting_does():
    vote = Vote(5, 5, 5)
    assert counted(Matter.ORDINARY, vote, secret=False, kind=COMMITTEE).startswith(
        "会议应到会有表决权的成员 5 名"
    )
    assert counted(Matter.ORDINARY, vote).startswith("大会应到会有表决权的党员 5 名")
    spoken = Spoken(motion="同意修订计划", kind=PARTY_DAY)
    assert "会议同意修订计划。" in resolution_from(Matter.ORDINARY, Tally(18), COUNT, USUAL, spoken)


def test_the_list_is_narrowed_by_kind_and_words_but_never_loses_what_is_not_saved():
    entries = [
        Entry(0, ASSEMBLY, "支部党员大会", "11-20"),
        Entry(3, ASSEMBLY, "第 3 次支部党员大会", "09-18", words="第 3 次支部党员大会 明理楼"),
        Entry(2, PARTY_DAY, "主题党日：走进校史馆", "10-23", words="主题党日：走进校史馆 校史馆"),
    ]
    assert [one.id for one in narrowed(entries, frozenset({PARTY_DAY}), "")] == [0, 2]
    assert [one.id for one in narrowed(entries, frozenset(), "明理")] == [0, 3]
    assert entries[0].spoken() == "支部党员大会，11-20"


def test_who_came_goes_into_a_draft_and_out_of_it_as_it_was():
    came = {7: Presence("迟到", "", True, "迟到 15 分"), 9: Presence("请假", "病假", False)}
    assert presences_of(seats_of(came)) == came


def test_a_meeting_that_was_saved_fills_the_editor_and_final_minutes_keep_whom_they_name(office, branch):
    business = [Business("修订计划", tally=tally(18, 18), weighty=True), Business("通报")]
    with office.change("登记会议") as session:
        given = Minutes(values(branch, hours=2.0), presences(session, branch, 2), business, None, whole=True)
        held = save_minutes(session, given, {})[0].id
    opened = read_opened(office, held)
    assert (opened.body, opened.kind, opened.number, opened.locked, opened.files) == (
        branch, ASSEMBLY, 1, False, 0,
    )  # fmt: skip
    assert (opened.state["values"]["hours"], opened.state["values"]["on"]) == ("2", "2026-11-12")
    assert [one["vote"] and one["vote"]["yes"] for one in opened.state["items"]] == ["18", None]
    gone = int(next(iter(opened.state["seats"])))
    with office.change("移入回收站") as session:
        session.get_one(Person, gone).binned = "2026-11-20"
    assert (gone, "不在当日名册") in [
        (one.person_id, one.why) for one in read_opened(office, held).people.seats
    ]


def test_a_new_meeting_begins_by_the_offices_own_template_and_for_whoever_is_there_that_day(office, branch):
    with office.change("改模板") as session:
        keep_template(session, PARTY_DAY, ["重温誓词", "", "参观校史馆"], "集合。")
    opened = read_blank(office, branch, PARTY_DAY, ON)
    assert ([one["subject"] for one in opened.state["items"]], opened.state["values"]["text"]) == (
        ["重温誓词", "参观校史馆"],
        "集合。",
    )
    earlier = read_people(office, branch, PARTY_DAY, Day(2025, 1, 2), {})
    assert len(earlier.seats) < len(opened.people.seats)
    with office.change("恢复自带") as session:
        keep_template(session, PARTY_DAY, [], " ")
        assert (
            blank_minutes(session, branch, PARTY_DAY, ON).business[0].subject
            == template_of(PARTY_DAY).items[0]
        )
