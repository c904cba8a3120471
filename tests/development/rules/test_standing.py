from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.notice import NO_OBJECTION, Posting
from partyoffice.development.rules.probation import Cause, Decision, Probation
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.reckoning import case_of, full_on, probation_of, received_on, trained
from partyoffice.development.rules.standing import (
    State,
    current,
    due_on,
    earliest_on,
    notice_state,
    reached,
    stage_of,
    standing_of,
)
from partyoffice.development.rules.steps import Stage
from partyoffice.members.rules import Category

ON = date(2026, 11, 20)


def file(days, category=Category.APPLICANT, **facts):
    steps = {number: Taken(number, Day.parse(on) if on else None) for number, on in days.items()}
    steps |= facts.pop("more", {})
    return File(1, "林知夏", category, steps=steps, **facts)


def states(mine, on=ON, **given):
    return {one.number: one.state for one in standing_of(mine, on, **given)}


def test_nobody_has_done_anything_and_the_first_step_is_ready():
    mine = file({}, category="")
    assert (reached(mine), current(mine)) == (0, 1)
    found = states(mine)
    assert (found[1], found[2], found[3], found[4]) == (State.READY, State.AHEAD, State.AHEAD, State.AHEAD)


def test_who_applied_waits_for_the_talk_and_not_for_what_comes_after():
    mine = file({1: "2026-11-01"})
    found = standing_of(mine, ON)
    assert current(mine) == 2
    assert (found[1].state, found[1].due) == (State.READY, date(2026, 12, 1))
    assert (found[2].state, found[2].why) == (State.BLOCKED, "先完成第 2 步")
    assert found[6].state is State.AHEAD
    assert found[6].earliest is None


def test_an_activist_waits_a_year_and_is_told_how_long():
    mine = file(
        {1: "2025-06-01", 2: "2025-06-20", 3: "2025-12-27", 4: "2026-01-05", 5: "2026-01-05", 6: None},
        "入党积极分子",
    )
    seventh = standing_of(mine, ON)[6]
    assert current(mine) == 7
    assert (seventh.state, seventh.why) == (State.BLOCKED, "最早 2026-12-27，还差 37 天")
    assert standing_of(mine, date(2026, 12, 27))[6].state is State.READY


def test_reviews_fall_due_by_half_years_the_missed_one_first():
    mine = file({3: "2025-09-01"}, "入党积极分子")
    assert due_on(mine, 6, date(2026, 4, 1)) == date(2026, 3, 1)
    held = file({3: "2025-09-01"}, "入党积极分子", reviews=[date(2026, 2, 20)])
    assert due_on(held, 6, date(2026, 4, 1)) == date(2026, 9, 1)
    assert due_on(file({}), 6, ON) is None


def test_what_a_roster_says_without_days_waits_to_be_taken_over():
    found = states(file({}, "发展对象"))
    assert [found[number] for number in range(1, 9)] == [State.UNRECORDED] * 8
    assert (found[9], found[10], found[11], found[12]) == (
        State.READY,
        State.READY,
        State.READY,
        State.BLOCKED,
    )
    assert current(file({}, "发展对象")) == 9


def test_steps_side_by_side_wait_side_by_side():
    mine = file({3: "2024-01-01", 7: "2025-03-01", 9: "2025-03-02"}, "入党积极分子")
    found = standing_of(mine, ON)
    assert [found[at].state for at in (7, 8, 9, 10)] == [State.READY, State.DONE, State.READY, State.READY]
    assert found[11].why == "先完成第 8、10、11 步"
    assert found[3].state is State.UNRECORDED


def test_a_step_begun_is_told_as_begun_with_its_day():
    mine = file({1: "2026-11-01"}, more={2: Taken(2, Day(2026, 11, 9), open=True)})
    second = standing_of(mine, ON)[1]
    assert (second.state, second.on) == (State.OPEN, Day(2026, 11, 9))


def test_whose_way_ended_has_nothing_to_do():
    found = states(file({1: "2026-01-01"}, left=True))
    assert found[1] is State.DONE
    assert {found[number] for number in range(2, 26)} == {State.SKIPPED}


def test_after_everything_the_last_step_is_where_one_stands():
    mine = file(dict.fromkeys(range(1, 26), "2020-01-01"), "正式党员")
    assert current(mine) == 25
    assert set(states(mine).values()) == {State.DONE}
    assert stage_of(25) is Stage.PROBATION


def test_the_listing_waits_for_the_end_of_the_notice_under_the_edition_of_2026_alone():
    posting = Posting(Day(2026, 9, 21), None, "公示栏")
    mine = file({7: "2026-09-10"}, "入党积极分子", postings=[posting])
    assert earliest_on(mine, 8, ON) == date(2026, 9, 29)
    longer = file({7: "2026-09-10"}, postings=[Posting(Day(2026, 9, 21), Day(2026, 9, 30), "公示栏")])
    assert earliest_on(longer, 8, ON) == date(2026, 10, 1)
    assert earliest_on(mine, 8, date(2026, 5, 10)) is None
    vague = file({7: "2026-09-10"}, postings=[Posting(Day(2026, 9), None, "公示栏")])
    assert earliest_on(vague, 8, ON) is None


@pytest.mark.parametrize(
    ("on", "result", "told"),
    [
        (date(2026, 9, 27), "", "公示中，2026-09-28 期满"),
        (date(2026, 9, 28), "", "公示今天期满"),
        (date(2026, 9, 29), "", "公示已期满，待登记结论"),
        (date(2026, 9, 29), NO_OBJECTION, "公示已期满"),
    ],
)
def test_a_notice_says_how_it_stands(on, result, told):
    mine = file({7: "2026-09-10"}, postings=[Posting(Day(2026, 9, 21), None, "公示栏", result)])
    assert notice_state(mine, on) == told
    assert not notice_state(file({7: "2026-09-10"}), on)
    assert not notice_state(file({8: "2026-09-29"}, postings=mine.postings), on)


def test_the_office_may_ask_for_a_wait_before_somebody_becomes_activist():
    mine = file({1: "2026-01-31"})
    assert earliest_on(mine, 3, ON, RuleSettings(activist_wait_months=3)) == date(2026, 4, 30)
    assert earliest_on(mine, 3, ON) is None
    assert earliest_on(file({}), 3, ON, RuleSettings(activist_wait_months=3)) is None
    assert earliest_on(mine, 12, ON) is None


def test_limits_run_from_the_day_their_rule_names():
    mine = file({13: "2026-08-31", 15: "2026-09-20", 17: "2026-12-31", 23: "2027-11-30"})
    assert due_on(mine, 15, ON) == date(2026, 9, 30)
    assert due_on(mine, 15, date(2026, 5, 10)) is None
    assert due_on(mine, 17, ON) == date(2026, 12, 20)
    assert due_on(mine, 20, ON) == date(2027, 1, 31)
    assert due_on(mine, 24, ON) == date(2028, 2, 29)
    assert due_on(mine, 12, ON) is None
    assert due_on(file({}), 15, ON) is None


def test_probation_ends_by_the_meeting_the_card_or_its_extension():
    mine = file({15: "2025-06-18"}, "预备党员")
    assert probation_of(mine) == Probation(date(2025, 6, 18), date(2026, 6, 17), date(2026, 6, 18))
    assert due_on(mine, 23, ON) == due_on(mine, 22, ON) == earliest_on(mine, 23, ON) == date(2026, 6, 18)
    card = file({}, "预备党员", joined=Day(2025, 6, 18))
    assert probation_of(card) == probation_of(mine)
    assert probation_of(file({}, "预备党员", joined=Day(2025, 6))) is None
    assert probation_of(file({}, "正式党员", joined=Day(2025, 6, 18))) is None
    longer = file({15: "2025-06-18"}, "预备党员", extended=6)
    assert probation_of(longer).full == date(2026, 12, 18)
    came = file({15: "2025-06-18"}, "预备党员", came_on=Day(2026, 3, 1))
    assert due_on(came, 23, ON) == date(2026, 12, 18)
    assert due_on(file({}), 23, ON) is None
    assert earliest_on(file({}), 23, ON) is None


@pytest.mark.parametrize(
    ("meeting", "cause", "approved", "full"),
    [
        ("2026-06-20", "", None, date(2026, 6, 18)),
        ("2026-09-01", "", None, None),
        ("2026-09-01", Cause.DELAY, None, date(2026, 6, 18)),
        ("2026-09-01", Cause.QUALIFIED_LATER, None, None),
        ("2026-09-01", Cause.QUALIFIED_LATER, "2026-10-08", date(2026, 10, 8)),
        ("2026-09-01", Cause.QUALIFIED_LATER, "2026-10", None),
    ],
)
def test_full_membership_counts_from_the_day_its_case_says(meeting, cause, approved, full):
    facts = {"decision": Decision.ON_TIME} | ({"cause": cause} if cause else {})
    more = {23: Taken(23, Day.parse(meeting), facts)}
    days = {15: "2025-06-18"} | ({24: approved} if approved else {})
    assert full_on(file(days, "预备党员", more=more)) == full
    assert full_on(file(days, "预备党员")) is None


def test_what_follows_from_a_file_is_reckoned_in_one_place():
    assert received_on(file({})) is None
    assert received_on(file({1: "2026-01-05"})) == Day(2026, 1, 5)
    mine = file({}, more={1: Taken(1, Day(2026, 1, 5), {"received": "2026-01-07"})})
    assert received_on(mine) == Day(2026, 1, 7)
    assert received_on(file({}, more={1: Taken(1, Day(2026, 1, 5), open=True)})) is None
    assert trained(file({}, trained=(3.0, 24.0, True))) == (3.0, 24.0, True)
    assert trained(file({}, more={11: Taken(11, None, {"days": "2", "mode": "视频"})})) == (2.0, None, True)
    case = case_of(file({}, more={23: Taken(23, None, {"decision": Decision.REVOKE})}), ON)
    assert case.decisions == {Decision.REVOKE}
    assert case_of(file({}), ON).decisions == {Decision.ON_TIME}
