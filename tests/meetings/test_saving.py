"""Whole minutes: one save writes everything the editor holds, and reading gives it back as it was."""

from dataclasses import replace

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings import queries
from partyoffice.meetings.actions.minutes import drop_meeting
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.records import COUNTED_TWICE, AgendaItem, FollowUp, Meeting, Rectification, Vote
from partyoffice.meetings.rules.kinds import ASSEMBLY, COMMITTEE, COUNCIL, LATE, LEAVE, PARTY_DAY, STUDY
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Follow, Minutes
from partyoffice.store import settings
from tests.meetings.conftest import ON, presences, tally, values

PROJECT = {"goal": "目标", "planning": "策划", "course": "过程", "feedback": "反馈", "improvement": "改进"}


def save(office, minutes, decisions=None):
    with office.change("保存会议记录") as session:
        meeting, found = save_minutes(session, minutes, decisions or {})
        return meeting.id, [one.code for one in found]


def read(office, meeting):
    with office.reading() as session:
        return queries.minutes_of(session, meeting)


def whole(office, branch, *items, **more):
    with office.reading() as session:
        came = presences(session, branch, 3)
    return Minutes(values(branch, **more), came, items, whole=True)


def by_hand(yes, no=0):
    return replace(tally(0, yes, no, secret=False, watcher="", counter=""), issued=0, returned=0, valid=0)


def test_everything_the_editor_holds_is_kept_and_read_back_as_it_was(office, branch):
    used = Business(
        "党费使用", discussion="林知然：同意。", resolution="同意", tally=by_hand(16), presenter="沈知然",
        material="预算表", matter="一般", weighty=True,
        follow_ups=[Follow("买书", "沈知然", Day(2026, 12, 1)), Follow("公示")],
    )  # fmt: skip
    more = {
        "kind": PARTY_DAY, "counted_as": [ASSEMBLY], "year": 2025, "hours": 2.5, "lecturer": "林知然",
        "observers": "段清和", "responsible": "江知然", "number": 4, "begins": "15:30", "ends": "16:40",
        "text": "正文",
    }  # fmt: skip
    given = whole(office, branch, used, Business("传达学习"), **more, **PROJECT)
    first, second = list(given.presences)[:2]
    given.presences[first] = Presence(LATE, voting=True, note="迟到 15 分")
    given.presences[second] = Presence(LEAVE, "公差", voting=True, note="参加培训")
    meeting, found = save(office, given)
    back = read(office, meeting)
    assert {key: back.values[key] for key in given.values} == dict(given.values)
    assert back.presences == given.presences
    assert [one.subject for one in back.business] == ["党费使用", "传达学习"]
    kept, told = back.business
    assert [(one.what, one.by, one.due) for one in kept.follow_ups] == [
        ("买书", "沈知然", Day(2026, 12, 1)), ("公示", "", None),
    ]  # fmt: skip
    votes = replace(kept.tally, opinions=(), excluded=())
    assert replace(kept, item_id=None, follow_ups=used.follow_ups, tally=votes) == used
    assert (told.presenter, told.matter, told.weighty, told.follow_ups) == ("", "", False, [])
    assert (found, save(office, back)) == (["minutes-late"], (meeting, []))
    assert read(office, meeting) == back


def test_what_is_left_out_of_whole_minutes_is_dropped_and_the_order_is_that_typed(office, branch):
    first = whole(
        office,
        branch,
        Business("甲", tally=by_hand(16), follow_ups=[Follow("办")]),
        Business("乙", tally=by_hand(12)),
    )
    meeting, _ = save(office, first)
    back = read(office, meeting)
    turned = [Business("新"), replace(back.business[1], tally=None, subject="乙改")]
    save(office, replace(back, business=turned))
    assert [(one.subject, one.tally) for one in read(office, meeting).business] == [
        ("新", None),
        ("乙改", None),
    ]
    with office.reading() as session:
        assert [session.query(kind).count() for kind in (AgendaItem, Vote, FollowUp)] == [2, 0, 0]


def test_a_decision_may_be_given_to_another_person_or_taken_from_an_item(
    office, branch, person, decisions, done
):
    item = Business("讨论", decision="讨论接收", person_id=person["段清和"], tally=tally(17, 17))
    meeting, _ = save(office, whole(office, branch, item), decisions)
    back = read(office, meeting)
    other = replace(back, business=[replace(back.business[0], person_id=person["程以安"])])
    save(office, other, decisions)
    plain = replace(back, business=[replace(back.business[0], decision="", person_id=None, matter="一般")])
    save(office, plain, decisions)
    assert [(verb, who) for verb, who, *_ in done.log] == [
        ("apply", person["段清和"]), ("back", person["段清和"]), ("apply", person["程以安"]),
        ("back", person["程以安"]),
    ]  # fmt: skip


def test_partial_minutes_leave_what_they_do_not_name(office, branch, person, decisions):
    about = {"decision": "讨论接收", "person_id": person["段清和"]}
    talked = Business("讨论", presenter="段清和", follow_ups=[Follow("谈话")], **about)
    given = whole(office, branch, Business("传达", presenter="林知然"), talked)
    meeting, _ = save(office, given, decisions)
    there = read(office, meeting)
    voted = Business("", item_id=there.business[1].item_id, tally=tally(17, 15, 2), **about)
    save(office, Minutes(values(branch), there.presences, [voted], meeting), decisions)
    back = read(office, meeting)
    assert [(one.subject, one.presenter) for one in back.business] == [("传达", "林知然"), ("讨论", "段清和")]
    assert (back.business[1].tally.yes, len(back.business[1].follow_ups)) == (15, 1)


@pytest.mark.parametrize(
    ("kind", "matter", "words"),
    [
        (STUDY, "", "不作表决"),
        (COMMITTEE, "干部任免", "应由学校党组织会议表决"),
        (COMMITTEE, "接收", "应由支部党员大会表决"),
        (ASSEMBLY, "接收", "没有选定办理的事项和人"),
    ],
)
def test_a_vote_at_the_wrong_meeting_is_refused_and_nothing_is_kept(office, branch, kind, matter, words):
    with pytest.raises(OfficeError, match=words):
        save(office, whole(office, branch, Business("表决", matter=matter, tally=by_hand(17)), kind=kind))
    with office.reading() as session:
        assert session.query(Meeting).count() == 0


def test_the_school_council_decides_general_items_with_five_of_nine_and_appointments_with_six(office, branch):
    """(65)"""

    def council(absent, matter):
        with office.reading() as session:
            people = list(presences(session, branch))[:9]
        came = {one: Presence(LEAVE, "公差") if at < absent else Presence() for at, one in enumerate(people)}
        item = Business("议题", matter=matter, tally=by_hand(9 - absent))
        return save(office, Minutes(values(branch, kind=COUNCIL), came, [item], whole=True))

    council(4, "一般")
    with pytest.raises(OfficeError, match=r"议题：实到 5 人，不够 6 人.*三分之二以上即 6 人，实到 5 人"):
        council(4, "干部任免")
    council(3, "干部任免")


def test_late_minutes_bear_the_day_they_were_entered_which_nobody_types(office, branch):
    given = whole(office, branch, on=Day(2026, 10, 8), entered=Day(2026, 10, 8), state="已签字")
    meeting, found = save(office, given)
    assert found == ["minutes-late"]
    save(office, replace(read(office, meeting), values={**given.values, "place": "礼堂"}))
    with office.reading() as session:
        row = session.get_one(Meeting, meeting)
        assert (row.entered, row.state, row.place) == (Day(2026, 11, 20), "草稿", "礼堂")


def test_counting_as_several_kinds_is_for_the_office_to_allow(office, branch):
    meeting, _ = save(office, whole(office, branch, kind=PARTY_DAY, counted_as=[ASSEMBLY]))
    with office.change("设置") as session:
        settings.put(session, COUNTED_TWICE, value=False)
    save(office, read(office, meeting))  # what is there stays
    with pytest.raises(OfficeError, match="不能计入几种"):
        save(office, whole(office, branch, kind=PARTY_DAY, counted_as=[ASSEMBLY]))
    with pytest.raises(OfficeError, match="不能计入几种"):
        back = read(office, meeting)
        save(office, replace(back, values={**back.values, "counted_as": [COMMITTEE]}))


def test_a_meeting_dropped_takes_all_that_is_of_it_and_leaves_what_stands_by_itself(office, branch):
    meeting, _ = save(office, whole(office, branch, Business("甲", follow_ups=[Follow("办")])))
    with office.change("整改") as session:
        line = {"year": 2026, "source": "自查", "problem": "问题", "by": "林知然", "due": ON}
        session.add(Rectification(organisation_id=branch, meeting_id=meeting, **line))
    with office.change("删除会议") as session:
        drop_meeting(session, queries.find_meeting(session, meeting), {})
        assert session.query(Rectification).one().meeting_id is None
        assert session.query(FollowUp).count() == 0
        assert queries.hall_of(session, meeting).count.due == 0  # as an election may ask
    office.undo()
    assert read(office, meeting).business[0].follow_ups[0].what == "办"


def test_a_thing_to_be_done_without_words_is_refused_with_its_item(office, branch):
    with pytest.raises(OfficeError, match="甲：没有写要落实的事项"):
        save(office, whole(office, branch, Business("甲", follow_ups=[Follow(" ")])))
