"""Dues come in: whole months for many, sums of one, and what is refused or said of it."""

from datetime import date

import pytest
from sqlalchemy import select

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.collect import (
    collect_month,
    pay,
    pay_elsewhere,
    pay_span,
)
from partyoffice.dues.actions.mend import correct_payment, drop_payment
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import accounts, read_year
from partyoffice.dues.records import Arrangement, Closing, Payment, Waiver
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.words import Plan

NOV, ON = month(2026, 11), Day(2026, 11, 10)
HOW = {"on": ON, "method": "现金", "collector": "王砚东"}


def waiver(person):
    span = {"start": Day(2026, 1), "end": Day(2026, 12), "amount": 0}
    return Waiver(person_id=person, reason="长期患病", approved=Day(2026, 1, 5), **span)


def cell(session, person, at=NOV):
    account = accounts(session, range(at, at + 1), {person})[person]
    return account.cell(at, now_of(session, date(2026, 11, 20)))


def test_a_month_is_collected_of_all_who_owe_it_and_the_others_are_told_with_the_reason(session, member):
    full, part, waived, unset = member(), member("江映川"), member("周予安"), member("沈砚秋", due=None)
    pay(session, part, NOV, 500, **HOW)
    session.add(waiver(waived))
    gone = member("许闻笙", joined=Day(2026, 12, 1), since=Day(2026, 12, 1))
    session.flush()
    found = collect_month(session, NOV, [full, part, waived, unset, gone, full], **HOW)
    assert (found.people, found.amount, len(found.payments)) == (2, 2000 + 1500, 2)
    assert [(one.name, one.why) for one in found.left_out] == [
        ("周予安", "已批准免交"),
        ("沈砚秋", "还没有核定"),
        ("许闻笙", "无需交纳"),
    ]
    again = collect_month(session, NOV, [full, part], **HOW)
    assert (again.people, [one.why for one in again.left_out]) == (0, ["已经交清"] * 2)
    kept = session.get_one(Payment, found.payments[0])
    assert (kept.on, kept.collector, kept.organisation_id is not None) == (ON, "王砚东", True)


def test_a_quarterly_payer_pays_in_the_last_month_and_who_pays_for_others_is_named(session, member):
    quarterly, helped, away = member(), member("江映川"), member("周予安")
    for person, plan, payer in (
        (quarterly, Plan.QUARTERLY, ""),
        (helped, Plan.BY_OTHERS, "沈砚秋"),
        (away, Plan.ELSEWHERE, ""),
    ):
        session.add(Arrangement(person_id=person, plan=str(plan), start=Day(2026, 7), payer=payer))
    session.flush()
    people = [quarterly, helped, away]
    found = collect_month(session, month(2026, 8), people, **HOW)
    assert [one.why for one in found.left_out] == [
        "按季交纳，9月一并登记",
        "在流入地交纳，见到凭据后登记“流入地已交”",
    ]
    assert session.get_one(Payment, found.payments[0]).payer == "沈砚秋"
    pay(session, quarterly, month(2026, 7), 2000, **HOW)
    found = collect_month(session, month(2026, 9), people, **HOW)
    rows = [session.get_one(Payment, one) for one in found.payments]
    assert [(one.person_id, one.month.month) for one in rows] == [(quarterly, 8), (quarterly, 9), (helped, 9)]


def test_a_sum_is_taken_and_what_is_odd_about_it_is_said(session, member):
    person, unset = member(), member("江映川", due=None)
    taken = pay(session, person, NOV, 1500, **HOW)
    assert not taken.findings
    (over,) = pay(session, person, NOV, 800, **HOW).findings
    assert (over.code, over.arithmetic) == ("DUES-02", "已交 15.00 ＋ 8.00 − 应交 20.00 = 3.00")
    (odd,) = pay(session, unset, NOV, 800, **HOW).findings
    assert odd.message.startswith("2026年11月还没有核定")
    (early,) = pay(session, member("周予安", joined=Day(2026, 12)), NOV, 800, **HOW).findings
    assert early.code == "DUES-03"
    assert cell(session, person).paid == 2300


def test_ahead_late_negative_and_large_sums_have_their_bounds(session, member):
    person = member()
    pay(session, person, month(2027, 2), 2000, **HOW)
    with pytest.raises(OfficeError, match="最多预交 3 个月"):
        pay(session, person, month(2027, 3), 2000, **HOW)
    pay(session, person, month(2026, 5), 2000, **HOW)
    with pytest.raises(OfficeError, match="2026年11月 − 2026年4月 = 7 个月"):
        pay(session, person, month(2026, 4), 2000, **HOW)
    with pytest.raises(OfficeError, match="补交一般不超过 6 个月"):
        collect_month(session, month(2026, 4), [person], **HOW)
    (late,) = pay(session, person, month(2026, 4), 2000, note="长期病休", **HOW).findings
    assert late.code == "DUES-05"
    with pytest.raises(OfficeError, match="负数没有写明原因"):
        pay(session, person, month(2026, 4), -100, **HOW)
    with pytest.raises(OfficeError, match=r"退 20\.01，这个月只交过 20\.00"):
        pay(session, person, month(2026, 4), -2001, note="多收", **HOW)
    pay(session, person, month(2026, 4), -2000, note="多收", **HOW)
    with pytest.raises(OfficeError, match="大额党费"):
        pay(session, person, NOV, 102_000, **HOW)
    assert pay(session, person, NOV, 101_999, **HOW).findings
    with pytest.raises(OfficeError, match="金额是 0"):
        pay(session, person, NOV, 0, **HOW)


def test_a_quarter_is_paid_at_once_and_a_gap_made_up_for(session, member):
    person = member()
    pay(session, person, NOV, 500, **HOW)
    found = pay_span(session, person, month(2026, 10), month(2026, 12), payer="江映川", **HOW)
    assert (len(found.payments), found.amount) == (3, 2000 + 1500 + 2000)
    for span, why in (((10, 12), "已经交清"), ((12, 10), "截止月份早于起始月份")):
        with pytest.raises(OfficeError, match=why):
            pay_span(session, person, *(month(2026, one) for one in span), **HOW)
    with pytest.raises(OfficeError, match="补交一般不超过 6 个月"):
        pay_span(session, person, month(2026, 4), month(2026, 9), **HOW)
    assert len(pay_span(session, person, month(2026, 4), month(2026, 9), note="病休", **HOW).payments) == 6


def test_the_day_is_one_that_has_come_and_is_left_open_for_old_months_alone(session, member):
    person = member()
    bare = {**HOW, "on": None}
    with pytest.raises(OfficeError, match="没有填写交纳日期"):
        pay(session, person, NOV, 2000, **bare)
    pay(session, person, month(2026, 1), 2000, **bare)
    with pytest.raises(OfficeError, match="还没有到"):
        pay(session, person, NOV, 2000, **{**HOW, "on": Day(2026, 11, 21)})
    with pytest.raises(OfficeError, match="名册里没有这个人"):
        pay(session, 9999, NOV, 2000, **HOW)


def test_a_closed_month_takes_no_payment_of_its_days(session, member):
    person = member()
    old = pay(session, person, month(2026, 9), 2000, **{**HOW, "on": Day(2026, 10, 9)}).payment
    session.add_all([Closing(period=one, closed=ON) for one in ("2026-10", "2025")])
    session.flush()
    for change in (
        lambda: pay(session, person, NOV, 2000, **{**HOW, "on": Day(2026, 10, 30)}),
        lambda: pay(session, person, month(2025, 3), 2000, **{**HOW, "on": None}),
        lambda: correct_payment(session, old.id, {"amount": 1900}),
        lambda: drop_payment(session, old.id),
    ):
        with pytest.raises(OfficeError, match="已经结账"):
            change()
    paid = pay(session, person, month(2026, 10), 2000, **HOW).payment  # 补交 comes in an open month
    with pytest.raises(OfficeError, match="2026年10月已经结账"):
        correct_payment(session, paid.id, {"on": Day(2026, 10, 20)})


def test_a_payment_is_mended_as_strictly_as_it_is_written_and_taken_out(session, member):
    person = member()
    made = pay(session, person, NOV, 2000, **HOW).payment
    assert correct_payment(session, made.id, {"amount": 2100}).findings[0].code == "DUES-02"
    assert not correct_payment(session, made.id, {"amount": 1900, "payer": "江映川"}).findings
    with pytest.raises(OfficeError, match="金额是 0"):
        correct_payment(session, made.id, {"amount": 0})
    correct_payment(session, made.id, {"amount": 1900})
    drop_payment(session, made.id)
    assert not session.execute(select(Payment)).all()


def test_a_month_paid_elsewhere_is_settled_without_money(session, member):
    person = member()
    made = pay_elsewhere(session, person, NOV, on=ON, note="流动党员活动证 11 月页")
    assert (cell(session, person).state, made.payment.amount) == (State.ELSEWHERE, 0)
    with pytest.raises(OfficeError, match="已登记流入地已交"):
        pay_elsewhere(session, person, NOV, on=ON)
    assert pay(session, person, NOV, 2000, **HOW).findings[0].code == "DUES-04"
    with pytest.raises(OfficeError, match=r"实交 20\.00"):
        pay(session, person, NOV - 1, 2000, **HOW)
        pay_elsewhere(session, person, NOV - 1, on=ON)
    assert not correct_payment(session, made.payment.id, {"note": "证上有章"}).findings
    assert read_year(session, 2026, date(2026, 11, 20)).rows[0].paid == 4000
