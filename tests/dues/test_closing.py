"""A month is closed with what it said, and opened again with a reason; what changed since is told."""

from datetime import date

import pytest
from sqlalchemy import select

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.closing import close, close_month, must_be_open, reopen, reopen_month
from partyoffice.dues.actions.collect import collect_month, pay
from partyoffice.dues.queries.closing import changed_since, closed_months, closing_years, periods
from partyoffice.dues.records import Assessment, Closing, Entry, Opening
from partyoffice.dues.rules.closing import months_of
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.words import Flow

SEP, OCT = month(2026, 9), month(2026, 10)


@pytest.fixture
def book(session, member):
    """Two members of 20.00 and 9.00 who paid September and October; 建账 with 100.00 and 50.00."""
    people = [member(start=SEP), member("江映川", due=900, start=SEP)]
    member("沈砚秋", due=None)
    session.add(Opening(since=Day(2026, 9), cash=10000, bank=5000))
    for at, method in ((SEP, "现金"), (OCT, "银行转账")):
        on = Day(2026, at - SEP + 9, 9)
        collect_month(session, at, people, on=on, method=method, collector="王砚东")
    for flow, account, amount in (
        (Flow.USED, "现金", 3000),
        (Flow.GRANT, "银行", 700),
        (Flow.BANKED, "现金", 1000),
    ):
        session.add(Entry(on=Day(2026, 10, 20), flow=str(flow), account=account, amount=amount, content="试"))
    session.flush()
    return people


def test_a_closed_month_keeps_what_it_said_and_carries_it_on(session, book):
    (unset,) = close(session, "2026-10", "王砚东")  # September is closed with it
    assert (unset.code, unset.message[:19]) == ("DUES-07", "2026年10月还有 1 人没有核定；")
    sep, oct_ = session.execute(select(Closing).order_by(Closing.period)).scalars()
    assert (sep.period, sep.by, sep.closed) == ("2026-09", "王砚东", Day(2026, 11, 20))
    assert sep.figures == {
        "carried": 15000, "collected": 2900, "came": 0, "went": 0, "cash": 12900, "bank": 5000,
        "people": 2, "due": 2900, "paid": 2900, "unset": 1,
    }  # fmt: skip
    assert {key: oct_.figures[key] for key in ("carried", "collected", "came", "went", "cash", "bank")} == {
        "carried": 17900, "collected": 2900, "came": 700, "went": 3000, "cash": 8900, "bank": 9600,
    }  # fmt: skip
    assert closed_months(session) == {SEP, OCT}
    for day in (Day(2026, 10, 31), date(2026, 9, 1), SEP):
        with pytest.raises(OfficeError, match="已经结账，不能再改动"):
            must_be_open(session, day)
    must_be_open(session, Day(2026, 11, 1))


def test_what_is_closed_or_not_over_or_before_the_book_is_not_closed(session, book):
    close_month(session, SEP)
    for period, why in (
        ("2026-09", "已经结账"),
        ("2026-11", "还没有结束"),
        ("2026", "还没有结束"),
        ("2026-08", "没有党费账"),
    ):
        with pytest.raises(OfficeError, match=why):
            close(session, period)


def test_a_period_is_opened_with_a_reason_and_all_carried_on_from_it(session, book):
    close(session, "2026-10")
    for period, why, told in (("2026-09", " ", "没有写明重开的原因"), ("2026-11", "错", "没有结账")):
        with pytest.raises(OfficeError, match=told):
            reopen(session, period, why)
    assert reopen_month(session, SEP, "收款日期登记错误") == ["2026-09", "2026-10"]
    assert closed_months(session) == frozenset()
    rows = periods(session, 2026)
    assert [(row.title, row.state) for row in rows] == [
        ("2026年9月", "已重开"), ("2026年9月", "未结账"), ("2026年10月", "已重开"), ("2026年10月", "未结账"),
        ("2026年11月", "未到期末"), ("2026年", "未到期末"),
    ]  # fmt: skip
    assert rows[0].closing.why == "收款日期登记错误"
    assert len({row.id for row in rows}) == len(rows)
    close(session, "2026-10")
    assert [row.state for row in periods(session, 2026)][:4] == ["已重开", "已结账"] * 2


def test_a_year_closes_all_its_months_and_opens_with_any_of_them(session, book):
    with clock.stopped(date(2027, 2, 3)):
        close(session, "2027-01")
        kept = session.execute(select(Closing.period).order_by(Closing.period)).scalars().all()
        assert kept == ["2026", "2027-01"]
        assert closed_months(session) == {*months_of("2026"), month(2027, 1)}
        assert closing_years(session) == [2027, 2026]
        assert [row.state for row in periods(session, 2026)] == ["已结账"]
        assert reopen_month(session, SEP, "更正") == ["2026", "2027-01"]


def test_what_changed_in_a_closed_period_is_told(session, book):
    close(session, "2026-10")
    pay(session, book[0], OCT, 100, on=Day(2026, 11, 9), method="现金", collector="")  # of November
    assert changed_since(session) == []
    session.execute(select(Assessment).where(Assessment.person_id == book[1])).scalar_one().due = 800
    session.execute(select(Entry).where(Entry.flow == str(Flow.GRANT))).scalar_one().amount = 600
    session.flush()
    told = [(one.period, said) for one, said in changed_since(session)]
    assert told == [
        ("2026-09", ["应交金额：结账时 29.00，现在 28.00"]),
        ("2026-10", [
            "其他收入：结账时 7.00，现在 6.00", "银行结存：结账时 96.00，现在 95.00",
            "应交金额：结账时 29.00，现在 28.00",
        ]),
    ]  # fmt: skip
    assert [bool(row.differences) for row in periods(session, 2026)] == [True, True, False, False]


def test_a_till_below_nothing_is_told_on_closing(session, book):
    session.add(Entry(on=Day(2026, 9, 20), flow=str(Flow.USED), account="现金", amount=20000, content="试"))
    session.flush()
    assert [one.code for one in close(session, "2026-09")] == ["DUES-06", "DUES-07"]
