"""党费上缴单, 收据, 交接清单, 收支账: what they say of the records, and that their sums agree."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import yuan
from partyoffice.dues.actions.collect import pay
from partyoffice.dues.documents import money
from partyoffice.dues.duties.remitting import due
from partyoffice.dues.queries.money import read_book
from partyoffice.dues.rules.months import month
from partyoffice.part import Asked, Wish
from partyoffice.reports.document import as_text
from tests.dues.test_money import HOW, ON, entry, handover, opened, remit, spend

TODAY = date(2026, 11, 20)


@pytest.fixture
def printed(session):
    def made(code, **given):
        paper = papers.find(code)
        (one,) = papers.fill(session, paper, [papers.NOBODY], Asked(TODAY, given)).filled
        return one.content if code == "dues-05" else as_text(one.content)

    return made


def test_a_slip_says_what_the_remittance_kept_and_before_it_what_the_ledger_says(session, member, printed):
    one, other = member(start=month(2026, 7)), member("沈砚秋", start=month(2026, 7))
    for at in (7, 8, 9):
        pay(session, one, month(2026, at), 2000, **{**HOW, "on": Day(2026, at, 8)})
    draft = printed("dues-04")
    assert "所属月份：2026年7月至9月" in draft
    assert "1 | 青禾中学党总支第一党支部 | 2 | 2 | 1 | 0 | 0 | 120.00 | 60.00 | " in draft
    assert "上缴金额（大写）：陆拾元整" in draft
    remit(session, 7, 9, on=Day(2026, 10, 9), receiver="方砚舟", voucher="记-012")
    pay(session, other, month(2026, 9), 2000, **HOW)
    span = {"start": "2026-07", "end": "2026-09"}
    kept = printed("dues-04", **span)
    assert "| 120.00 | 60.00 |" in kept
    assert "方式和凭证号：银行 记-012" in kept
    assert "以前月份补记 20.00" in printed("dues-04", start="2026-10")
    with pytest.raises(OfficeError, match="在截止月份 2026-06 以后"):
        printed("dues-04", start="2026-07", end="2026-06")


def test_without_a_ledger_there_is_no_period_to_print(printed):
    with pytest.raises(OfficeError, match="没有还没上缴的月份"):
        printed("dues-04")


def test_a_receipt_bears_its_amount_in_capitals_and_none_is_given_for_nothing(printed):
    made = printed(
        "dues-05", payer="林知夏", reason="自愿多交党费", amount="1,200.50", day="2026-11-20", number="3"
    )
    assert (made["amount"], made["words"]) == ("¥1,200.50", "壹仟贰佰元伍角整")
    assert (made["number"], made["issuer"]) == ("〔2026〕3号", "青禾中学党总支")
    for wrong, words in (("0", "收据金额 0.00 不对"), ("一百", "不是金额")):
        with pytest.raises(OfficeError, match=words):
            printed("dues-05", amount=wrong)


def test_the_list_of_a_handover_sets_what_was_counted_beside_the_book(session, printed):
    with pytest.raises(OfficeError, match="还没有登记交接"):
        printed("dues-11")
    opened(session)
    handover(session, cash=9990, note="找零 0.10 元未收回", items="党费账册\t1 本")
    said = printed("dues-11")
    assert "现金 | 100.00 | 99.90 | -0.10" in said
    assert "合计 | 600.00 | 599.90 | -0.10" in said
    assert "1 | 党费账册 | 1 本 | " in said
    with pytest.raises(OfficeError, match="2026-11-09 没有登记交接"):
        printed("dues-11", day="2026-11-09")


def test_the_book_on_paper_ends_where_the_book_ends_whole_or_by_account(session, member, printed):
    opened(session)
    pay(session, member(), month(2026, 11), 2000, **HOW)
    spend(session, 1500, voucher="记-1")
    entry(session, "利息", 37, account="银行")
    closing, whole = read_book(session, 2026).closing, printed("dues-13")
    assert f"{yuan(closing.cash)} |  | 0.37 | " not in whole
    assert "1 | 2026-11-10 |  | 1 人交纳2026年11月党费 | 20.00 |  | 120.00 |" in whole
    assert f"| {yuan(closing.bank)} | {yuan(closing.total)}" in whole
    cash = printed("dues-13", account="现金", year="2026")
    assert "2026年党费现金日记账" in cash
    assert "银行利息" not in cash
    assert "|  | 15.00 | 105.00" in cash


def test_the_lists_of_book_and_remittances_end_in_the_same_sums(session, member):
    opened(session)
    pay(session, member(start=month(2026, 7)), month(2026, 7), 2000, **{**HOW, "on": Day(2026, 7, 8)})
    remit(session, 7, 9)
    wish = Wish(TODAY, year=2026)
    book = as_text(money.book_list(session, wish))
    assert "2 笔，结存 600.00 元（现金 120.00，银行 480.00）" in book
    assert "上缴上级 | 上缴2026年7月至9月党费 |  |  | 120.00 |  | 20.00 | 480.00 | 600.00" in book
    assert "建账" not in as_text(money.book_list(session, Wish(TODAY, year=2026, plain=True)))
    periods = as_text(money.remittance_list(session, wish))
    assert "共 4 期，已上缴 1 期 20.00 元" in periods
    assert "3 | 2026年7月至9月 | 已上缴 | 1 | 1 | 60.00 | 20.00 | 20.00 | 20.00 | 2026-11-10 |" in periods
    assert "2 | 2026年4月至6月 | 没有可上缴的 | 0 | 0 | 0.00 |" in periods


def test_a_period_that_is_over_is_called_to_mind_with_its_sum_until_it_is_remitted(session, member):
    pay(session, member(start=month(2026, 7)), month(2026, 7), 2000, **{**HOW, "on": Day(2026, 7, 8)})
    assert list(due(session, date(2026, 9, 9))) == []  # the quarter has not ended
    (duty,) = due(session, date(2026, 10, 5))
    assert (duty.due, duty.spot.view) == (date(2026, 10, 10), "remittances")
    assert "上缴2026年7月至9月党费 20.00 元" in duty.text
    remit(session, 7, 9, on=ON)
    assert list(due(session, TODAY)) == []
