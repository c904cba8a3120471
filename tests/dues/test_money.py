"""Money of the book: begun, received, spent, moved, remitted, handed over; it proves after every step."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions import handing, money, remitting
from partyoffice.dues.actions.collect import collect_month, pay
from partyoffice.dues.actions.mend import drop_payment
from partyoffice.dues.queries.money import (
    balance,
    book_years,
    faults,
    grants,
    read_book,
    sums,
    vouchers_of,
)
from partyoffice.dues.queries.remarks import remarks
from partyoffice.dues.queries.remitting import (
    DONE,
    DUE,
    LATE,
    RUNNING,
    begins,
    counts,
    open_spans,
    parts_of,
    pending,
    periods,
    read_back,
    remittance,
    remitted_years,
)
from partyoffice.dues.records import Closing, Entry, Gift, Payment
from partyoffice.dues.rules.balance import Balance
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.words import Flow
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.meetings.rules.kinds import COMMITTEE
from partyoffice.organisation.queries import own_body
from tests.dues.conftest import add_member

ON, TODAY = Day(2026, 11, 10), date(2026, 11, 20)
HOW = {"on": ON, "method": "现金", "collector": "王砚东"}


def refused(words):
    return pytest.raises(OfficeError, match=words)


def entry(session, flow, amount, on=ON, account="现金", **more):
    given = {"flow": flow, "amount": amount, "on": on, "account": account, "content": "", **more}
    return money.add_entry(session, given)


def spend(session, amount, **more):
    usual = {"purpose": "培训党员", "content": "培训资料", "decided": "2026-11-02 支部委员会"}
    return entry(session, Flow.USED, amount, **{**usual, **more})


JANUARY = Day(2026, 1)


def opened(session, since=JANUARY, cash=10000, bank=50000):
    return money.open_book(session, since, cash, bank)


# -- the invariant ----------------------------------------------------------------------------


def steps(people):
    """Give every verb that moves money, each with what it must do to cash and bank."""
    how = {"on": Day(2026, 10, 9), "method": "手机支付", "collector": "王砚东"}
    yield "建账", opened, Balance(10000, 50000)
    yield "收缴", lambda s: collect_month(s, month(2026, 10), people, **how), Balance(bank=4000)
    yield "现金交", lambda s: pay(s, people[0], month(2026, 11), 2000, **HOW), Balance(2000)
    yield "退款", lambda s: pay(s, people[0], month(2026, 11), -500, note="多收退回", **HOW), Balance(-500)
    yield "利息", lambda s: entry(s, Flow.INTEREST, 37, account="银行"), Balance(bank=37)
    yield "存入", lambda s: entry(s, Flow.BANKED, 9000, account="银行"), Balance(-9000, 9000)
    yield "提取", lambda s: entry(s, Flow.DRAWN, 1500, account=None), Balance(1500, -1500)
    yield "下拨", lambda s: entry(s, Flow.GRANT, 30000, account="银行"), Balance(bank=30000)
    yield "使用", lambda s: spend(s, 1200), Balance(-1200)
    yield "上缴", lambda s: remit(s, 10, 10), Balance(bank=-4000)
    yield (
        "更正",
        lambda s: money.correct_entry(s, last(s, Flow.USED), {"account": "银行"}),
        Balance(1200, -1200),
    )
    yield "删除", lambda s: money.drop_entry(s, last(s, Flow.INTEREST)), Balance(bank=-37)
    yield "改建账", lambda s: opened(s, cash=9999), Balance(-1)
    yield "大额", lambda s: s.add(Gift(person_id=people[0], kind="大额党费", amount=100000, on=ON)), Balance()


def last(session, flow):
    return session.query(Entry).filter_by(flow=flow).order_by(Entry.id.desc()).first().id


def remit(session, first, last, **more):
    found = counts(session).slip(month(2026, first), month(2026, last))
    usual = {"on": ON, "account": "银行", "ratio": 100, "amount": found.base, "handler": "王砚东"}
    return remitting.remit(session, {**usual, "start": Day(2026, first), "end": Day(2026, last), **more})


def test_the_balance_is_opening_plus_in_minus_out_after_every_action_and_every_undo(office):
    with office.change("新增") as session:
        people = [add_member(session, "林知夏"), add_member(session, "沈砚秋")]
    wanted, past = Balance(), []
    for sentence, work, change in steps(people):
        past.append(wanted)
        with office.change(sentence) as session:
            work(session)
        wanted += change
        proves(office, wanted, sentence)
    for before in reversed(past):
        after = office.undo()
        proves(office, before, f"撤销 {after}")
    for _ in past:
        office.redo()
    proves(office, wanted, "重做")


def proves(office, wanted, after):
    with office.reading() as session:
        assert (balance(session), faults(session, TODAY)) == (wanted, []), after
        assert read_book(session, 2026).closing == wanted


# -- the book ---------------------------------------------------------------------------------


def test_a_book_that_nobody_wrote_in_is_empty_and_proves(session):
    assert (balance(session), faults(session, TODAY), book_years(session, TODAY)) == (Balance(), [], [2026])
    assert read_book(session, 2026).lines == ()


def test_payments_of_a_day_are_one_line_and_an_undated_one_counts_in_its_month(session, member):
    one, other = member(), member("沈砚秋")
    collect_month(session, month(2026, 11), [one, other], **HOW)
    session.add(Payment(person_id=one, month=Day(2026, 3), amount=2000))
    session.add(Payment(person_id=one, month=Day(2026, 4), amount=2000, elsewhere=True))
    session.flush()
    first, second = read_book(session, 2026).lines
    assert (first.on, first.content, first.balance.cash) == (Day(2026, 3), "1 人交纳2026年3月党费", 2000)
    assert (second.content, second.amount, second.balance) == ("2 人交纳2026年11月党费", 4000, Balance(6000))
    assert balance(session, date(2026, 2, 28)) == Balance()
    assert balance(session, date(2026, 3, 1)) == Balance(2000)


def test_a_year_is_carried_into_the_next_one(session):
    opened(session, since=Day(2025, 3))
    entry(session, Flow.INTEREST, 100, on=Day(2025, 12, 31), account="银行")
    entry(session, Flow.INTEREST, 11, on=Day(2026, 1, 1), account="银行")
    assert book_years(session, TODAY) == [2026, 2025]
    old, new = read_book(session, 2025), read_book(session, 2026)
    assert (old.carried, old.closing, new.carried) == (
        Balance(10000, 50000), Balance(10000, 50100), Balance(10000, 50100)
    )  # fmt: skip
    assert new.closing.bank == 50111
    assert sums(session, Day(2026, 1, 1), Day(2026, 12, 31)).flows == {Flow.INTEREST: 11}
    assert balance(session, date(2025, 2, 28)) == Balance()


def test_what_was_paid_before_the_book_began_is_in_its_amounts_already(session, member):
    one = member(start=month(2026, 1))
    session.add(Payment(person_id=one, month=Day(2026, 7), amount=2000, on=Day(2026, 6, 30)))
    opened(session, since=Day(2026, 7))
    pay(session, one, month(2026, 8), 2000, **{**HOW, "on": Day(2026, 8, 3)})
    assert balance(session) == Balance(12000, 50000)
    with refused("在建账月份 2026-07 以前"):
        entry(session, Flow.INTEREST, 1, on=Day(2026, 6, 30))
    entry(session, Flow.INTEREST, 1, on=Day(2026, 7, 1))


NO_BEGINNINGS = [(Day(2026, 12), 0, "还没有到"), (Day(2026, 1), -1, "结存不能小于零")]


def test_a_book_that_cannot_begin_so_is_refused(session):
    for since, cash, words in NO_BEGINNINGS:
        with refused(words):
            money.open_book(session, since, cash, 0)


def test_no_amount_changes_behind_a_closing(session):
    made = entry(session, Flow.INTEREST, 5, on=Day(2026, 9, 21))
    session.add(Closing(period="2026-09", closed=Day(2026, 10, 8)))
    session.flush()
    for verb in (
        lambda: opened(session),
        lambda: entry(session, Flow.INTEREST, 5, on=Day(2026, 9, 30)),
        lambda: money.correct_entry(session, made.id, {"on": ON}),
        lambda: money.drop_entry(session, made.id),
        lambda: money.drop_voucher(session, made.id, "回单.pdf"),
        lambda: remit(session, 9, 9, on=Day(2026, 9, 30), amount=1, note="试"),
    ):
        with refused("已经结账"):
            verb()
    money.keep_voucher(session, made.id, "回单.pdf", b"%PDF-1.4")  # proof may come later
    other = entry(session, Flow.INTEREST, 5)
    with refused("已经结账"):
        money.correct_entry(session, other.id, {"on": Day(2026, 9, 1)})


# -- what may be written ----------------------------------------------------------------------


NO_LINES = [
    ({"flow": ""}, "没有选类别"),
    ({"flow": Flow.REMITTED}, "请在“上缴”里登记"),
    ({"amount": 0}, "金额 0.00 不对"),
    ({"amount": -5}, "金额 -0.05 不对"),
    ({"amount": None}, "没有填写金额"),
    ({"account": None}, "没有填写账户"),
    ({"on": Day(2026, 11, 21)}, "还没有到"),
    ({"on": Day(2026, 11)}, "只有年月"),
    ({"flow": Flow.OTHER, "content": " "}, "没有填写摘要"),
    ({"flow": Flow.EXTRA, "amount": 100000}, "是大额党费"),
]


def test_a_line_that_cannot_be_is_refused(session):
    usual = {"flow": Flow.INTEREST, "amount": 5, "on": ON, "account": "银行"}
    for given, words in NO_LINES:
        with refused(words):
            money.add_entry(session, {**usual, **given})


def test_one_fen_below_a_thousand_yuan_is_no_large_gift(session):
    assert entry(session, Flow.EXTRA, 99999).content == "自愿多交党费"


NO_SPENDING = [
    ({"purpose": ""}, "没有选用途"),
    ({"purpose": "聚餐"}, "“聚餐”不在党费使用范围内"),
    ({"decided": " "}, "没有写集体研究情况"),
    ({"decided": "", "item_id": 77}, "议题已被删除"),
]


def test_spending_wants_an_allowed_purpose_and_who_decided(session):
    for given, words in NO_SPENDING:
        with refused(words):
            spend(session, 100, **given)


def test_spending_is_tied_to_the_item_that_decided_it_and_not_to_one_voted_down(session):
    opened(session)
    item = decided_item(session, Day(2026, 11, 12))
    made = spend(session, 100, item_id=item.id, decided="")
    assert made.decided == "2026-11-12 支部委员会，〔2026〕3号"
    assert [one.message for one in remarks(session, made)] == ["2026-11-10 先支出，2026-11-12 才开会研究"]
    session.add(Vote(item_id=item.id, due=3, present=3, no=3, passed=False))
    session.flush()
    with refused("表决没有通过"):
        spend(session, 100, item_id=item.id)


def decided_item(session, on):
    body = own_body(session)
    held = Meeting(organisation_id=body, kind=COMMITTEE, on=on, chair="沈砚秋", recorder="林知夏")
    session.add(held)
    session.flush()
    item = AgendaItem(meeting_id=held.id, subject="党费使用", resolution="同意", number="〔2026〕3号")
    session.add(item)
    session.flush()
    return item


def test_what_belongs_to_another_kind_of_line_is_not_kept_with_it(session):
    made = entry(session, Flow.INTEREST, 5, purpose="培训党员", decided="会议", account="银行")
    assert (made.purpose, made.decided, made.content) == ("", "", "银行利息")


def test_a_till_below_nothing_and_a_use_beside_the_five_are_told_not_refused(session):
    made = spend(session, 100, purpose="走访慰问")
    found = remarks(session, made)
    assert [one.code for one in found] == ["DUES-USE", "DUES-SHORT"]
    assert found[1].arithmetic == "现金 -1.00"
    entry(session, Flow.DRAWN, 100)
    assert remarks(session, made)[1].arithmetic == "银行 -1.00"


def test_a_grant_is_spent_for_itself_alone_and_never_beyond(session):
    grant = entry(session, Flow.GRANT, 1000, account="银行", content="教育培训专款")
    with refused("只剩 10.00 元"):
        spend(session, 1001, grant_id=grant.id)
    with refused("才到账"):
        spend(session, 1, grant_id=grant.id, on=Day(2026, 11, 9))
    part = spend(session, 600, grant_id=grant.id, account="银行")
    assert [one.left for one in grants(session)] == [400]
    money.correct_entry(session, part.id, {"amount": 1000})
    for verb in (
        lambda: money.drop_entry(session, grant.id),
        lambda: money.correct_entry(session, grant.id, {"amount": 999}),
        lambda: money.correct_entry(session, grant.id, {"flow": Flow.OTHER}),
    ):
        with refused("已经用了 10.00 元"):
            verb()
    money.correct_entry(session, part.id, {"amount": 100})
    plain = spend(session, 500, account="银行")
    assert [one.code for one in remarks(session, plain)] == ["DUES-GRANT"]
    with refused("下拨款已经不在账上"):
        spend(session, 1, grant_id=part.id)


def test_vouchers_are_kept_with_their_line_and_go_with_it(session):
    made = entry(session, Flow.INTEREST, 5, account="银行")
    for name in ("回单.pdf", "清单.pdf"):
        money.keep_voucher(session, made.id, name, b"%PDF-1.4")
    assert [one.name for one in read_book(session, 2026).lines[0].vouchers] == ["回单.pdf", "清单.pdf"]
    money.drop_voucher(session, made.id, "清单.pdf")
    with refused("没有名为“清单.pdf”的凭证附件"):
        money.drop_voucher(session, made.id, "清单.pdf")
    money.drop_entry(session, made.id)
    assert vouchers_of(session) == {}
    with refused("不在账上"):
        money.drop_entry(session, made.id)


# -- 上缴 -------------------------------------------------------------------------------------


def test_a_remittance_keeps_what_the_ledger_said_and_the_next_takes_what_came_since(session, member):
    one, other = member(start=month(2026, 7)), member("沈砚秋", start=month(2026, 7))
    for at in (7, 8, 9):
        pay(session, one, month(2026, at), 2000, **{**HOW, "on": Day(2026, at, 8)})
    made = remit(session, 7, 9, on=Day(2026, 10, 9))
    assert (made.content, made.amount) == ("上缴2026年7月至9月党费", 6000)
    figures, (part,), slip = read_back(made.figures)
    assert (figures.members, figures.payers, figures.due, figures.paid) == (2, 1, 12000, 6000)
    assert (part.name, part.figures, slip.base) == ("青禾中学党总支第一党支部", figures, 6000)
    pay(session, other, month(2026, 9), 2000, **HOW)  # 补交
    pay(session, one, month(2026, 10), 2000, **HOW)
    later = counts(session).slip(month(2026, 10), month(2026, 11))
    assert (later.paid, later.earlier, later.base) == (2000, 2000, 4000)
    remit(session, 10, 11, on=Day(2026, 11, 20))
    assert counts(session).slip(month(2026, 12), month(2026, 12)).base == 0


def test_a_correction_keeps_the_figures_unless_the_months_change(session, member):
    one = member(start=month(2026, 9))
    pay(session, one, month(2026, 9), 2000, **HOW)
    made = remit(session, 9, 9)
    pay(session, one, month(2026, 10), 2000, **HOW)
    given = {key: getattr(made, key) for key in ("on", "account", "amount", "start", "end", "ratio")}
    remitting.correct_remittance(session, made.id, {**given, "receiver": "方砚舟"})
    assert (made.receiver, made.figures["base"]) == ("方砚舟", 2000)
    remitting.correct_remittance(session, made.id, {**given, "end": Day(2026, 10), "amount": 4000})
    assert (made.end, made.figures["base"]) == (Day(2026, 10), 4000)
    assert remittance(session, Day(2026, 9), Day(2026, 10)) is made


def test_extra_money_goes_up_with_its_month_and_a_large_gift_never_does(session, member):
    one = member(start=month(2026, 11))
    pay(session, one, month(2026, 11), 2000, **HOW)
    entry(session, Flow.EXTRA, 99999)
    session.add(Gift(person_id=one, kind="大额党费", amount=100000, on=ON))
    session.flush()
    found = counts(session).slip(month(2026, 11), month(2026, 11))
    assert (found.paid, found.extra, found.base) == (2000, 99999, 101999)


NO_REMITTANCES = [
    ({"start": None}, "没有写所属月份"),
    ({"start": Day(2026, 11), "end": Day(2026, 10)}, "在截止月份 2026-10 以后"),
    ({"end": Day(2026, 12)}, "2026-12 还没有到"),
    ({"start": Day(2026, 8)}, "2026-08 的党费已经登记过上缴"),
    ({"ratio": 101}, "上缴比例“101”不对"),
    ({"ratio": None}, "上缴比例“”不对"),
    ({"amount": 0, "note": "x"}, "上缴金额要大于零"),
    ({"amount": 1999}, r"按台账应为 本期实缴 20.00 × 100% = 20.00"),
]


def test_a_remittance_that_cannot_be_is_refused(session, member):
    one = member(start=month(2026, 8))
    for at in (8, 10):
        pay(session, one, month(2026, at), 2000, **HOW)
    remit(session, 8, 8)
    for given, words in NO_REMITTANCES:
        with refused(words):
            remit(session, 10, 10, **{"amount": 2000, **given})


def test_another_amount_is_taken_with_a_word(session, member):
    pay(session, member(start=month(2026, 10)), month(2026, 10), 2000, **HOW)
    assert remit(session, 10, 10, amount=1999, note="上级要求抹零").amount == 1999


def test_the_periods_of_a_year_stand_with_their_state_and_deadline(session, member):
    one = member(start=month(2026, 1))
    for at in (1, 4, 7, 10):
        pay(session, one, month(2026, at), 2000, **{**HOW, "on": Day(2026, at, 8), "note": "补"})
    remit(session, 1, 3)
    found = periods(session, 2026, date(2026, 10, 9))
    assert [(row.state, row.by, row.reckoned) for row in found] == [
        (DONE, date(2026, 4, 10), 2000), (LATE, date(2026, 7, 10), 2000),
        (DUE, date(2026, 10, 10), 2000), (RUNNING, date(2027, 1, 10), 2000),
    ]  # fmt: skip
    assert [row.id < 0 for row in found] == [False, True, True, True]
    assert [row.state for row in pending(session, date(2026, 10, 9))] == [LATE, DUE, RUNNING]
    assert remitted_years(session, TODAY) == [2026]
    _all, parts = parts_of(session, month(2026, 7), month(2026, 9), TODAY)
    assert [(part.figures.due, part.figures.paid) for part in parts] == [(6000, 2000)]


def test_an_old_book_that_does_not_say_what_it_counted_is_taken_as_it_stands(session, member):
    one = member(start=month(2026, 1))
    pay(session, one, month(2026, 9), 2000, **HOW)
    session.add(
        Entry(on=ON, flow=Flow.REMITTED, account="现金", amount=2000, content="上缴", start=Day(2026, 7),
              end=Day(2026, 9))
    )  # fmt: skip
    session.flush()
    assert begins(session, TODAY) == month(2026, 7)
    assert open_spans(session, TODAY) == [(month(2026, 10), month(2026, 12))]
    assert counts(session).slip(month(2026, 10), month(2026, 11)).earlier == 0
    (row,) = [row for row in periods(session, 2026, TODAY) if row.entry]
    assert (row.figures, row.ratio, row.reckoned, row.told) == (None, 100, 2000, "旧账没有写明怎样算")


def test_without_a_book_nothing_is_to_be_remitted(session):
    assert (begins(session, TODAY), periods(session, 2026, TODAY)) == (None, [])


def test_a_book_before_its_first_remittance_looks_at_this_year_alone(session, member):
    pay(session, member(), month(2026, 10), 2000, **HOW)
    session.add(Payment(person_id=1, month=Day(2019, 3), amount=5))
    session.flush()
    assert begins(session, TODAY) == month(2026, 1)


# -- 交接 -------------------------------------------------------------------------------------


def handover(session, **given):
    usual = {"on": ON, "giver": "王砚东", "taker": "李南", "watcher": "沈砚秋", "cash": 10000, "bank": 50000}
    return handing.hand_over(session, {**usual, **given})


def test_a_handover_keeps_what_the_book_said_beside_what_was_counted(session):
    opened(session)
    entry(session, Flow.INTEREST, 7, on=Day(2026, 11, 11), account="银行")
    made = handover(session, items="移交物品\t数量\t说明\n党费账册\t1\t2026 年\n\n存折")
    assert (made.cash_book, made.bank_book) == (10000, 50000)  # of that day
    assert made.items == [
        {"name": "党费账册", "count": "1", "note": "2026 年"}, {"name": "存折", "count": "", "note": ""}
    ]  # fmt: skip
    with refused("银行账面 500.07，对账单 500.00，差 -0.07，没有写差额说明"):
        handover(session, on=Day(2026, 11, 11))
    late = handover(session, on=Day(2026, 11, 11), note="利息次日到账")
    handing.correct_handover(session, late.id, {
        "on": ON, "giver": "王砚东", "taker": "李南", "cash": 10000, "bank": 50000, "items": made.items,
    })  # fmt: skip
    assert (late.bank_book, late.items, late.note) == (50000, made.items, "")
    handing.drop_handover(session, late.id)


NO_HANDOVERS = [
    ({"taker": "王砚东"}, "不能是同一个人"),
    ({"watcher": "李南"}, "不能是同一个人"),
    ({"giver": ""}, "没有填写移交人"),
    ({"on": Day(2026, 11, 21)}, "交接日期“2026-11-21”不对"),
    ({"on": Day(2026, 11)}, "交接日期“2026-11”不对"),
    ({"cash": None}, "没有填写清点现金"),
]


def test_a_handover_that_cannot_be_is_refused(session):
    opened(session)
    for given, words in NO_HANDOVERS:
        with refused(words):
            handover(session, **given)


def test_a_payment_taken_out_leaves_the_book_right(session, member):
    opened(session)
    taken = pay(session, member(), month(2026, 11), 2000, **HOW)
    drop_payment(session, taken.payment.id)
    assert (balance(session), faults(session, TODAY)) == (Balance(10000, 50000), [])
