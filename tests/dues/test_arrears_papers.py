"""What is printed of arrears and waivers: from the record, by year, and of years before the book as typed."""

from datetime import date

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.waiving import approve, ask_waiver, study
from partyoffice.dues.rules.arrears import read_slip, unpaid
from partyoffice.dues.rules.editions import USUAL
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.words import Payer
from partyoffice.part import Asked
from partyoffice.reports.document import as_text

TODAY = date(2026, 11, 20)
SLIP = "岗位工资=2540，薪级工资=1950，绩效工资=2100，提高10%=449，个税=21.35，养老=620"


def printed(session, code, person, **given):
    return papers.fill(session, papers.find(code), [person], Asked(TODAY, given)).filled[0].content


def test_a_month_is_reckoned_by_its_own_edition_from_a_base_or_a_slip():  # 20, 21
    [(old, base, rate)] = unpaid([month(2015, 6)], SLIP, Payer.STAFF, USUAL)
    assert (base, rate, old.due, old.owed) == (701765, 15, 10526, 10526)
    [(_new, base, _rate)] = unpaid([month(2026, 6)], "3000.01", Payer.STAFF, USUAL)
    assert base == 300001
    assert unpaid([month(2026, 6)], "", Payer.STUDENT, USUAL)[0][0].due == 20
    assert read_slip("") == []
    for wrong in ("岗位工资", "=5", "岗位工资=多"):
        with pytest.raises(ValueError, match=r"项目|金额"):
            read_slip(wrong)


def test_the_sheet_lists_what_is_owed_by_year_with_its_sum(session, member):
    one = member(start=month(2026, 8))
    older = f"2015-11\t2016-02\t{SLIP}\n2017-01\t\t3000.01"
    said = as_text(printed(session, "dues-07", one, older=older, note="外出支教"))
    assert "2015 | 11—12月 | 2 | 7,017.65 | 1.5% | 105.26 | 210.52 | 2008 年规定" in said
    assert "2016 | 1—2月 | 2 | 7,017.65 | 1.5% | 105.26 | 210.52 | 2008 年规定" in said
    assert "2017 | 1月 | 1 | 3,000.01 | 1% | 30.00 | 30.00 | 2017 年通知" in said
    assert "2026 | 8—11月 | 4 |  |  | 20.00 | 80.00 | 2017 年通知" in said
    assert "合计 |  | 9 |  |  |  | 531.04 | " in said
    assert "伍佰叁拾壹元零肆分" in said
    assert "2008 年规定：计入的工资项目合计（绩效工资全算）减个人所得税；2017 年通知" in said
    with pytest.raises(OfficeError, match="第 1 行"):
        printed(session, "dues-07", one, older="2015年\t\t3000")


def test_who_owes_nothing_gets_a_sheet_that_says_so_and_no_notice(session, member):
    one = member(due=None)
    assert "截至 2026-11-20 没有欠交" in as_text(printed(session, "dues-07", one))
    with pytest.raises(OfficeError, match="没有欠交"):
        printed(session, "dues-07b", one)


def test_a_notice_says_which_months_and_until_when(session, member):
    one = member(start=month(2026, 8))
    usual = papers.proposed(session, papers.find("dues-07b"), one, TODAY)
    assert usual["day"] == "2026-11-20"
    said = as_text(printed(session, "dues-07b", one, deadline="2026-11-30", contact="王砚东"))
    assert "林知夏同志：" in said
    assert "2026 | 8—11月 | 4 | 20.00 | 80.00" in said
    assert "请于2026年11月30日前交到党支部（联系人：王砚东）" in said
    assert "脱党" not in said


def test_the_form_of_a_waiver_takes_what_is_on_record_and_nothing_else(session, member):
    one = member()
    assert {**printed(session, "dues-06", one)}.get("opinion", "") == ""
    asked = {"start": Day(2026, 11), "end": Day(2026, 12), "amount": 500, "reason": "长期患病"}
    made = ask_waiver(session, one, {**asked, "applied": Day(2026, 11, 2)})
    texts = printed(session, "dues-06", one)
    assert (texts["due"], texts["kind"], texts["amount"], texts["opinion"]) == ("20.00", "少交", "5.00", "")
    study(session, made.id, Day(2026, 11, 10))
    approve(session, made.id, {"approved": Day(2026, 11, 18), "approved_by": "青禾教党〔2026〕12号"})
    texts = printed(session, "dues-06", one, start="2026-11")
    assert texts["opinion"] == "经支部研究，同意2026年11月至12月少交党费，每月交纳 5.00 元，报上级党委审批。"
    assert (texts["upper"], texts["approved"]) == ("同意。青禾教党〔2026〕12号", "2026年11月18日")
    with pytest.raises(OfficeError, match="没有从2026年3月起的申请"):
        printed(session, "dues-06", one, start="2026-03")
