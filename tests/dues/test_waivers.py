"""少交、免交: from the application through a vote of the branch to the approval (2008 规定第七条)."""

from datetime import date
from types import SimpleNamespace

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues import decisions
from partyoffice.dues.actions.waiving import (
    approve,
    ask_waiver,
    correct_waiver,
    drop_waiver,
    refuse,
    study,
)
from partyoffice.dues.decisions import DECISIONS, WAIVED, agreed_by
from partyoffice.dues.duties import arrears as duties
from partyoffice.dues.page.views import VIEWS
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.queries.waivers import pending, waivers
from partyoffice.dues.records import Closing, Waiver
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.waivers import Progress, Request, check, spoken
from partyoffice.meetings.actions.minutes import drop_meeting
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.page.minutes.deeds import Deeds
from partyoffice.meetings.queries import seats
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Minutes
from partyoffice.organisation.queries import find

BY_NAME = {one.name: one for one in DECISIONS}
TODAY = date(2026, 11, 20)
ASKED = {
    "start": Day(2026, 11), "end": Day(2027, 2), "amount": 0, "reason": "本人长期患病，家庭负担重",
    "applied": Day(2026, 11, 2),
}  # fmt: skip
GRANTED = {"approved": Day(2026, 11, 18), "approved_by": "青禾教党〔2026〕12号"}


def hold(session, person, yes=1, on=Day(2026, 11, 10)):  # noqa: B008 -- a value that never changes
    body = find(session, "第一党支部").id
    came = {one.person_id: Presence(voting=one.voting) for one in seats(session, body, on.first)}
    item = Business("讨论免交党费", WAIVED, person, tally=Tally(yes, 1 - yes, secret=False))
    values = {"organisation_id": body, "kind": ASSEMBLY, "on": on, "number": 4}
    return save_minutes(session, Minutes(values, came, [item], whole=True), BY_NAME)[0]


def test_the_way_from_the_minutes_leads_to_the_request_in_its_register():
    gone = []
    [decided] = DECISIONS
    desk = SimpleNamespace(go_to=lambda page, **target: gone.append((page, target)))
    Deeds.open_way(SimpleNamespace(desk=desk), SimpleNamespace(decision=decided, kept={"person_id": 7}))
    assert gone == [("dues", {"view": "waivers", "person": 7})]
    assert "waivers" in {one.key for one in VIEWS}


def state(session, person, at):
    return accounts(session, range(at, at + 1), {person})[person].relief(at)


# -- the rules ------------------------------------------------------------------------------------


def test_a_request_goes_on_by_its_days():
    one = Request(Day(2026, 1), Day(2026, 6), 0)
    steps = [
        Request(one.start, one.end, 0, studied=Day(2026, 1, 3)),
        Request(one.start, one.end, 0, approved=Day(2026, 1, 9)),
        Request(one.start, one.end, 0, approved=Day(2026, 1, 9), refused=Day(2026, 2, 1)),
    ]
    assert [each.progress(date(2026, 4, 30)) for each in (one, *steps)] == [
        Progress.APPLIED, Progress.STUDIED, Progress.GRANTED, Progress.REFUSED,
    ]  # fmt: skip
    assert [steps[1].progress(date(2026, at, 1)) for at in (5, 6, 7)] == [
        Progress.ENDING, Progress.ENDING, Progress.OVER,
    ]  # fmt: skip
    assert spoken(one) == "2026年1月至6月免交党费"
    assert spoken(Request(one.start, one.start, 500)) == "2026年1月少交党费，每月交纳 5.00 元"


def test_what_lacks_and_what_is_out_of_order_is_said():
    one = Request(Day(2026, 1), Day(2026, 6), 2000, Day(2026, 1, 9), None, Day(2026, 1, 5))
    assert [each.code for each in check(one, 2000)] == [
        "waiver-unstudied", "waiver-order", "waiver-amount",
    ]  # fmt: skip
    sound = Request(one.start, one.end, 0, Day(2026, 1), Day(2026, 1, 4), Day(2026, 1, 5))
    assert (list(check(sound, 2000)), list(check(sound, None))) == ([], [])


# -- in an office ---------------------------------------------------------------------------------


def test_a_vote_writes_its_day_and_the_approval_lets_the_months_count(session, member):
    one = member()
    assert decisions.people(session, TODAY) == []
    made = ask_waiver(session, one, ASKED)
    assert decisions.people(session, TODAY) == [one]
    assert (
        decisions.motion(session, one, TODAY, {})
        == "同意林知夏同志2026年11月至2027年2月免交党费，报上级党委审批"
    )
    hold(session, one)
    assert (made.studied, agreed_by(session, made.item_id)[1]) == (
        Day(2026, 11, 10),
        "2026-11-10 第 4 次支部党员大会",
    )
    assert state(session, one, month(2026, 11)) is None
    approve(session, made.id, GRANTED)
    assert state(session, one, month(2026, 11)).amount == 0
    assert list(decisions.check(session, one, date(2026, 11, 10), {})) == []  # the vote is looked at again
    [row] = waivers(session, TODAY)
    assert (row.progress, row.due, row.findings, pending(session, one)) == (
        Progress.GRANTED, 2000, (), None,
    )  # fmt: skip


def test_a_vote_that_did_not_pass_writes_nothing_and_one_taken_out_takes_its_day_along(session, member):
    one = member()
    made = ask_waiver(session, one, ASKED)
    hold(session, one, yes=0)
    assert made.studied is None
    held = hold(session, one, on=Day(2026, 11, 12))
    assert made.studied == Day(2026, 11, 12)
    drop_meeting(session, held, BY_NAME)
    assert (made.studied, made.item_id, agreed_by(session, None)) == (None, None, (0, ""))


def test_without_a_request_there_is_nothing_to_agree_to(session, member):
    one = member()
    [found] = decisions.check(session, one, TODAY, {})
    assert found.message == "林知夏没有登记少交、免交党费的申请"
    assert decisions.motion(session, one, TODAY, {}).startswith("同意林知夏同志少交（免交）党费")
    with pytest.raises(OfficeError, match="没有登记少交"):
        hold(session, one)


def test_wrong_months_and_days_are_refused(session, member):
    one = member()
    ask_waiver(session, one, ASKED)
    for wrong, said in (
        ({"end": Day(2026, 10)}, "早于起始月份"),
        ({"start": Day(2027, 3), "end": Day(2027, 3), "amount": -1}, "负数"),
        ({"start": Day(2027, 2), "end": Day(2027, 3)}, "重叠"),
        ({"start": Day(2027, 3), "end": Day(2027, 3), "reason": ""}, "困难情况"),
    ):
        with pytest.raises(OfficeError, match=said):
            ask_waiver(session, one, {**ASKED, **wrong})
    made = pending(session, one)
    with pytest.raises(OfficeError, match="还没有到"):
        study(session, made.id, Day(2026, 12, 1))
    with pytest.raises(OfficeError, match="没有填写上级批准日期"):
        approve(session, made.id, {"approved": None})


def test_closed_months_are_not_waived_afterwards(session, member):
    one = member()
    made = ask_waiver(session, one, {**ASKED, "start": Day(2026, 10)})
    session.add(Closing(period="2026-10", closed=Day(2026, 11, 5)))
    session.flush()
    with pytest.raises(OfficeError, match="2026年10月已经结账"):
        approve(session, made.id, GRANTED)
    approve(session, made.id, {**GRANTED, "start": Day(2026, 11)})
    correct_waiver(session, made.id, {"reason": "长期患病"})
    refuse(session, made.id, Day(2026, 11, 19), "材料不全")
    assert (made.approved, made.note) == (None, "材料不全")
    drop_waiver(session, made.id)
    assert session.get(Waiver, made.id) is None


def test_home_tells_of_requests_that_wait_and_of_those_that_end(session, member):
    one = member(start=month(2026, 11))
    made = ask_waiver(session, one, {**ASKED, "end": Day(2026, 12)})
    waits = [duty for duty in duties.due(session, date(2026, 11, 5)) if duty.kind == "dues-waiver"]
    assert [(duty.due, duty.text) for duty in waits] == [
        (date(2026, 11, 1), "申请2026年11月至12月免交党费：等支部研究")
    ]
    approve(session, made.id, GRANTED)
    [ends] = duties.due(session, TODAY)
    assert (ends.kind, ends.who, ends.due) == ("dues-waiver-ends", "林知夏", date(2026, 12, 31))
