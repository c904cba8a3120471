"""大额党费、特殊党费 and 捐款: what goes where, in which order, and what the lists say of it."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions import giving
from partyoffice.dues.documents.giving import donation_list, gift_list
from partyoffice.dues.papers.gifts import build
from partyoffice.dues.queries.giving import (
    donations,
    gave_much,
    gifts,
    newest_event,
    profile_of,
    waiting_gifts,
)
from partyoffice.dues.rules import giving as rules
from partyoffice.dues.rules.giving import Standing
from partyoffice.dues.rules.words import GiftKind
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Wish
from partyoffice.reports.document import as_text

ON = date(2026, 11, 20)


@pytest.fixture
def people(member):
    return [member(name, due=None) for name in ("林知夏", "沈砚秋")]


def given(person, amount=100_000, kind=GiftKind.LARGE, on="2026-07-01", **more):
    return {"person_id": person, "kind": kind, "amount": amount, "on": Day.parse(on), **more}


def test_a_thousand_is_large_and_a_fen_less_is_not(session, people):
    assert rules.is_large(100_000)
    with pytest.raises(OfficeError, match=r"999\.99 元，不足 1000 元") as refused:
        giving.receive_gift(session, given(people[0], 99_999))
    assert "自愿多交" in refused.value.remedy
    assert giving.receive_gift(session, given(people[0])).id
    assert giving.receive_gift(session, given(people[1], 5_000, GiftKind.SPECIAL)).id
    assert gave_much(session, 2026) == {people[0]}
    assert gave_much(session, 2025) == gave_much(session, 2026, people[1:]) == frozenset()


@pytest.mark.parametrize("amount", [0, -100_000])
def test_nothing_and_less_than_nothing_are_no_gift(session, people, amount):
    for kind in GiftKind:
        with pytest.raises(OfficeError, match="要大于 0"):
            giving.receive_gift(session, given(people[0], amount, kind))


def test_a_gift_goes_up_its_receipt_comes_and_is_handed_over(session, people):
    made = giving.receive_gift(session, given(people[0], profile="数学教师"))
    assert [one.standing for one in waiting_gifts(session)] == [Standing.AT_HAND]
    with pytest.raises(OfficeError, match="转交日期 2026-06-30 早于交纳日期 2026-07-01"):
        giving.hand_on_gift(session, made.id, Day(2026, 6, 30), "")
    giving.hand_on_gift(session, made.id, Day(2026, 7), "中共青禾市教育局委员会")
    assert gifts(session, 2026)[0].standing is Standing.SENT_UP
    giving.hand_on_gift(session, made.id, Day(2026, 7, 3), "")
    assert made.receiver == "中共青禾市教育局委员会"
    giving.take_receipt(session, made.id, "0012", None)
    assert gifts(session, 2026)[0].standing is Standing.RECEIPTED
    with pytest.raises(OfficeError, match="收据交本人日期 2026-07-02 早于转交日期 2026-07-03"):
        giving.take_receipt(session, made.id, "0012", Day(2026, 7, 2))
    giving.take_receipt(session, made.id, "0012", Day(2026, 9, 1))
    assert gifts(session, 2026)[0].standing is Standing.DONE
    assert waiting_gifts(session) == gifts(session, 2025) == []
    giving.drop_gift(session, made.id)
    assert gifts(session) == []


def test_who_was_no_member_that_day_is_marked_and_the_articles_differ(session, people):
    applicant = add_person(session, {"name": "顾言"}, category=Category.APPLICANT, since=Day(2020, 1)).id
    giving.receive_gift(session, given(applicant))
    giving.receive_gift(session, given(people[0]))
    assert {one.name: one.outside for one in gifts(session)} == {"顾言": True, "林知夏": False}
    assert rules.article_of(GiftKind.LARGE) != rules.article_of(GiftKind.SPECIAL)


def test_the_profile_says_what_the_roster_knows(session):
    known = {
        "name": "骆嘉言",
        "sex": "男",
        "birth": Day(1985, 9),
        "joined": Day(2012, 6),
        "admin_post": "校长",
    }
    one = add_person(session, known, category=Category.FULL, since=Day(2012, 6)).id
    bare = add_person(session, {"name": "顾言"}, category=Category.FULL, since=None).id
    assert profile_of(session, one, ON) == "男，1985年9月出生，2012年6月入党，校长。"
    assert (profile_of(session, bare, ON), profile_of(session, 99, ON)) == ("", "")


def test_a_pasted_list_ties_one_name_to_the_roster_and_leaves_out_two_of_a_name(session, people):
    add_person(session, {"name": "沈砚秋"}, category=Category.FULL, since=Day(2012, 6))
    event = {"event": "暴雨救灾", "on": Day(2026, 8, 1), "method": "现金", "recipient": "市红十字会"}
    text = "姓名\t金额\n林知夏\t1,000.00\t初一\n沈砚秋\t50\n\n青禾书店\t300元"
    made = giving.receive_donations(session, event, text)
    assert [(one.name, one.amount, one.person_id) for one in made] == [
        ("林知夏", 100_000, people[0]), ("沈砚秋", 5_000, None), ("青禾书店", 30_000, None),
    ]  # fmt: skip
    assert {(one.givers, one.together) for one in donations(session, 2026)} == {(3, 135_000)}
    assert (newest_event(session), made[0].note) == ("暴雨救灾", "初一")
    for wrong, said in (
        ("\t50", "第 1 行没有捐款人"),
        ("林知夏\t五十", "第 1 行 林知夏"),
        ("", "没有捐款人"),
    ):
        with pytest.raises(OfficeError, match=said):
            giving.receive_donations(session, event, wrong)


def test_a_donation_is_mended_and_handed_on(session, people):
    event = {"event": "结对助学", "on": Day(2026, 9, 1), "method": "现金"}
    made = giving.receive_donation(session, {**event, "person_id": people[0], "name": "", "amount": 5_000})
    assert made.name == "林知夏"
    giving.correct_donation(session, made.id, {"person_id": people[1], "amount": 6_000})
    assert (made.name, made.amount) == ("沈砚秋", 6_000)
    with pytest.raises(OfficeError, match="大于 0"):
        giving.correct_donation(session, made.id, {"amount": 0})
    with pytest.raises(OfficeError, match="没有填写捐款人"):
        giving.receive_donation(session, {**event, "name": "", "amount": 1})
    with pytest.raises(OfficeError, match="早于捐款日期"):
        giving.hand_on_donation(session, made.id, {"passed_on": Day(2026, 8, 31)})
    giving.hand_on_donation(session, made.id, {"passed_on": Day(2026, 9, 1), "recipient": "助学基金会"})
    assert (made.passed_on, made.recipient) == (Day(2026, 9, 1), "助学基金会")
    giving.drop_donation(session, made.id)
    assert donations(session) == []


def test_the_lists_and_the_form_sum_what_they_show(session, people):
    giving.receive_gift(session, given(people[0], 123_456))
    giving.receive_gift(session, given(people[1], 5_000, GiftKind.SPECIAL, "2025-02-01", note="抗疫"))
    giving.receive_donation(
        session, {"person_id": people[0], "event": "助学", "amount": 10_001, "on": Day(2026, 9)}
    )
    told = as_text(gift_list(session, Wish(ON)))
    assert "2 笔，合计 1,284.56 元" in told
    assert "1 | 沈砚秋" in told
    assert "1 笔，合计 1,234.56 元" in as_text(gift_list(session, Wish(ON, year=2026)))
    assert "1 | 助学 | 林知夏 | 100.01" in as_text(donation_list(session, Wish(ON, year=2026)))
    form = as_text(build(session, 0, Asked(ON, {"year": "2026", "kind": ""})))
    assert form.startswith("2026年大额党费登记表")
    assert "共 1 笔，合计（大写）：壹仟贰佰叁拾肆元伍角陆分" in form
    assert "特殊党费；抗疫" in as_text(build(session, 0, Asked(ON, {})))
    assert " | 合计 |  |  | 1,234.56 |" in form
    assert "没有大额党费" in as_text(build(session, 0, Asked(ON, {"year": "2024"})))
