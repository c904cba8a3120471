"""数据体检 of 党费: each fault of a book is found once, with where it stands; a sound book has none."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.dues.checks import CHECKS
from partyoffice.dues.records import Closing, Entry, Opening, Payment
from partyoffice.dues.rules.words import Account, Flow
from partyoffice.members.actions import leave
from partyoffice.members.records import Person
from partyoffice.members.rules import Leaving
from partyoffice.parts import PARTS

ON = date(2026, 11, 20)
MARCH = Day(2026, 3)


@pytest.fixture
def found(session):
    def run():
        session.flush()
        return {(one.code, one.who): one for check in CHECKS for one in check(session, ON)}

    return run


def test_the_checks_of_the_part_are_these():
    assert next(part.checks for part in PARTS if part.key == "dues") == CHECKS


def test_a_sound_book_has_nothing_to_find(session, member, found):
    person = member()
    session.add(Payment(person_id=person, month=MARCH, amount=1000, on=Day(2026, 3, 5)))
    session.add(Payment(person_id=person, month=MARCH, amount=1000, on=Day(2026, 3, 20)))  # in two parts
    session.add(Payment(person_id=person, month=Day(2026, 4), amount=0, elsewhere=True))
    assert found() == {}


def test_what_stands_twice_comes_to_too_much_or_is_not_owed_is_found(session, member, found):
    twice, gone = member("沈砚秋"), member("江予安")
    leave(session, session.get_one(Person, gone), str(Leaving.TRANSFER), Day(2026, 2, 10))
    for _ in range(2):
        session.add(Payment(person_id=twice, month=MARCH, amount=2000, on=Day(2026, 3, 5)))
    for number in (2, 3, 4):
        session.add(Payment(person_id=gone, month=Day(2026, number), amount=2000))
    told = found()
    assert set(told) == {("dues-doubled", "沈砚秋"), ("dues-overpaid", "沈砚秋"), ("dues-not-owed", "江予安")}
    assert told["dues-overpaid", "沈砚秋"].arithmetic == "实交 40.00 − 应交 20.00 = 20.00"
    assert "2026年3月至4月" in told["dues-not-owed", "江予安"].message
    assert told["dues-not-owed", "江予安"].spot.view == "payments"


def test_spending_undecided_a_bank_below_nothing_and_a_changed_closing_are_found(session, member, found):
    member()
    session.add(Opening(since=Day(2026, 1), bank=1000))
    session.flush()
    for decided, item in (("", None), ("", 9999), ("3月3日支委会", None)):
        session.add(
            Entry(
                on=Day(2026, 3, 9), flow=str(Flow.USED), account=str(Account.BANK), amount=5000,
                purpose="培训党员", content=f"讲课费{decided}{item or ''}", decided=decided, item_id=item,
            )
        )  # fmt: skip
    session.add(Closing(period="2026-03", closed=Day(2026, 4, 5), figures={"due": 1, "paid": 0}))
    told = found()
    assert set(told) == {
        ("dues-undecided", "讲课费"), ("dues-undecided", "讲课费9999"), ("dues-short", "收支账"),
        ("dues-closed", "2026-03 结账"),
    }  # fmt: skip
