"""Who is behind, by how much and since when; what was done about it. Numbers are the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.chasing import chase, correct_chase, drop_chase, make_up
from partyoffice.dues.actions.collect import pay
from partyoffice.dues.calculations import calc_arrears
from partyoffice.dues.duties import arrears as duties
from partyoffice.dues.queries.arrears import behind, in_arrears, ladder_of, one_behind
from partyoffice.dues.records import Waiver
from partyoffice.dues.records.settings import WARN_MONTHS
from partyoffice.dues.rules import arrears as rules
from partyoffice.dues.rules.arrears import Step, read_ladder, read_months, step_of, stretches, told
from partyoffice.dues.rules.ledger import Cell, State
from partyoffice.dues.rules.months import month
from partyoffice.store import settings

TODAY = date(2026, 11, 20)
HOW = {"method": "现金", "collector": "王砚东"}


def paid(session, person, *numbers):
    for number in numbers:
        pay(session, person, month(2026, number), 2000, on=Day(2026, 11, 20), note="出差", **HOW)


# -- the rules ------------------------------------------------------------------------------------


def test_the_ladder_goes_up_at_its_months():
    steps = [step_of(run) for run in range(8)]
    assert steps == [
        Step.NONE, Step.REMIND, Step.REMIND, Step.TALK, Step.TALK, Step.RED, Step.STUDY, Step.STUDY,
    ]  # fmt: skip
    assert step_of(1, (2, 3, 4, 5)) is Step.NONE


def test_a_ladder_is_four_rising_months_and_never_beyond_six():
    assert read_ladder("1、2，4 6") == (1, 2, 4, 6)
    for wrong in ("", "1、3、5", "1、1、5、6", "3、1、5、6", "0、1、2、3", "1、3、5、7", "一"):
        with pytest.raises(ValueError, match="月"):
            read_ladder(wrong)


def test_months_are_read_as_they_are_typed():
    assert read_months("2026-01、2026年3月至2026.05；202607", TODAY) == [
        month(2026, at) for at in (1, 3, 4, 5, 7)
    ]
    assert read_months("", TODAY) == []
    for wrong in ("2026", "2026-05至2026-03", "2026-01~2026-02~2026-03"):
        with pytest.raises(ValueError, match="看不出"):
            read_months(wrong, TODAY)


def test_words_never_say_more_than_was_counted():
    five = [month(2026, at) for at in range(1, 6)]
    assert told(five) == "连续5个月没有交党费（2026年1月至5月）：红色预警，下月满6个月"
    assert told([*five, month(2026, 6)]).endswith("怎样处置由支部大会研究、报上级批准")
    assert (told([]), told(five[:1], (2, 3, 5, 6))) == ("没有欠交", "连续1个月没有交党费（2026年1月）")
    assert "脱党" not in "".join([*rules.SAID.values(), *Step])
    assert rules.reached([], rules.USUAL) is None


def test_unpaid_months_are_gathered_by_year_and_by_what_was_set():
    def cell(at, due, given=0):
        return Cell(at, State.LATE, due, given)

    found = stretches(
        [
            (cell(month(2025, 11), 1000), 200000, 5),
            (cell(month(2025, 12), 1000, 400), 200000, 5),
            (cell(month(2026, 1), 2000), None, None),
            (cell(month(2026, 3), 2000), None, None),
        ]
    )
    assert [(one.year, one.spoken, one.owed) for one in found] == [
        (2025, "11—12月", 1600),
        (2026, "1月、3月", 4000),
    ]
    assert [one.sum() for one in found] == [
        "每月 10.00 元 × 2 个月（基数 2,000.00，0.5%），已交 4.00 元",
        "每月 20.00 元 × 2 个月",
    ]


# -- the calculator -------------------------------------------------------------------------------


def test_five_months_unpaid_are_red_and_the_next_makes_six():  # 30
    found = calc_arrears("2026-01", "2026-06-03")
    assert (found["run"], found["level"]) == (5, "红色预警")
    assert found["message"].endswith("红色预警，下月满6个月")
    assert "第十三条" in found["article"]
    assert "2026-06-03，党费日是每月 10 日，算到2026年5月" in found["steps"]


def test_a_paid_month_breaks_the_run():  # 32
    found = calc_arrears("2026-01", "2026-06-10", paid="2026-03")
    assert (found["run"], found["level"], found["late"]) == (2, "提醒", 4)
    assert calc_arrears("2026-01", "2026-06-11", paid="2026-03")["run"] == 3


def test_waived_months_and_a_running_quarter_ask_for_nothing():  # 33
    found = calc_arrears("2026-01", "2026-07-05", waived="2026-01至2026-06")
    assert (found["run"], found["level"], found["message"]) == (0, "无", "没有欠交")
    assert calc_arrears("2026-04", "2026-06-30", quarterly="是")["run"] == 0
    assert calc_arrears("2026-04", "2026-07-01", quarterly="是")["run"] == 3


def test_a_month_that_cannot_be_read_is_refused():
    for wrong in ({"due_from": ""}, {"due_from": "2026"}, {"due_from": "2026-01", "paid": "上月"}):
        with pytest.raises(OfficeError, match=r"没有写明|看不出"):
            calc_arrears(**wrong)


# -- in an office ---------------------------------------------------------------------------------


def test_everybody_is_judged_at_once_and_who_is_not_set_is_no_debtor(session, member):
    nobody = behind(session, TODAY)
    good, late, unset = member(), member("江映川"), member("沈砚秋", due=None)
    for at in range(1, 12):
        pay(session, good, month(2026, at), 2000, on=Day(2026, at, 5), **HOW)
    [row] = behind(session, TODAY)
    assert (nobody, row.id, row.name, len(row.run), row.owed) == ([], late, "江映川", 11, 22000)
    assert (row.step, row.reached, row.chased) == (Step.STUDY, date(2026, 6, 10), None)
    assert (one_behind(session, good, TODAY), one_behind(session, unset, TODAY)) == (None, None)
    assert row.old == tuple(month(2026, at) for at in range(1, 5))


def test_what_was_made_up_clears_the_warning_and_stays_told(session, member):
    one = member(start=month(2026, 8))
    paid(session, one, 8, 9, 10, 11)
    [row] = behind(session, TODAY)
    assert (row.late, row.run, len(row.made_up)) == ((), (), 3)
    assert in_arrears([row]) == []


def test_approved_months_ask_for_nothing(session, member):  # 33
    one = member(start=month(2026, 6))
    waiver = Waiver(person_id=one, start=Day(2026, 6), end=Day(2026, 12), amount=0, reason="长期患病")
    session.add(waiver)
    session.flush()
    assert len(behind(session, TODAY)[0].run) == 6
    waiver.approved = Day(2026, 6, 1)
    session.flush()
    assert behind(session, TODAY) == []


def test_back_pay_takes_the_oldest_months_first_and_never_more_than_is_owed(session, member):
    one = member(start=month(2026, 8))
    given = {"on": Day(2026, 11, 20), "amount": 5000, **HOW}
    make_up(session, one, given)
    row = one_behind(session, one, TODAY)
    assert [(cell.month, cell.owed) for cell in row.late] == [
        (month(2026, 10), 1000),
        (month(2026, 11), 2000),
    ]
    for wrong in (0, None, 3001, -5):
        with pytest.raises(OfficeError, match=r"欠交是 30\.00 元"):
            make_up(session, one, {**given, "amount": wrong})


def test_back_pay_later_than_six_months_wants_a_word(session, member):  # 35
    one = member(start=month(2026, 4))
    given = {"on": Day(2026, 11, 20), "amount": 2000, **HOW}
    with pytest.raises(OfficeError, match="2026年11月 − 2026年4月 = 7 个月"):
        make_up(session, one, given)
    [told_] = make_up(session, one, {**given, "note": "外出支教，回校后补交"})
    assert told_.code == "DUES-05"


def test_a_reminder_keeps_what_was_owed_that_day(session, member):
    one = member(start=month(2026, 9))
    given = {"on": Day(2026, 11, 5), "kind": "提醒", "by": "王砚东", "deadline": None, "said": ""}
    made = chase(session, one, given)
    assert (made.months, made.owed) == (2, 4000)
    correct_chase(session, made.id, {**given, "said": "答应下月补交"})
    assert one_behind(session, one, TODAY).chased.said == "答应下月补交"
    drop_chase(session, made.id)
    assert one_behind(session, one, TODAY).chases == ()
    make_up(session, one, {"on": Day(2026, 11, 18), "amount": 6000, **HOW})
    assert chase(session, one, {**given, "on": Day(2026, 11, 6)}).owed == 4000
    for wrong, said in (
        ({"on": Day(2026, 11, 19)}, "没有欠交"),
        ({"on": Day(2026, 8, 1)}, "没有欠交"),
        ({"on": Day(2026, 12, 1)}, "还没有到"),
        ({"on": Day(2026, 11)}, "哪一日"),
        ({"deadline": Day(2026, 11, 1)}, "早于"),
    ):
        with pytest.raises(OfficeError, match=said):
            chase(session, one, {**given, **wrong})


def test_a_ladder_that_cannot_be_read_is_the_usual_one(session):
    settings.put(session, WARN_MONTHS, "三个月")
    assert ladder_of(session) == rules.USUAL
    [told_] = duties.due(session, TODAY)
    assert (
        told_.text == "设置“连续欠交几个月逐级提醒”“三个月”不是四个由小到大的月数，先照 1、3、5、6 个月提醒"
    )


def test_home_reminds_by_branch_and_names_who_is_further_on_until_it_is_answered(session, member):
    for name in ("江映川", "周予安"):
        member(name, start=month(2026, 10))
    far = member(start=month(2026, 8))
    few, one = duties.due(session, TODAY)
    assert (few.kind, few.who, few.due) == ("dues-remind", "第一党支部", date(2026, 10, 10))
    assert few.text == "提醒交党费：2 人欠 80.00 元（江映川、周予安）"
    assert (one.kind, one.who, one.due) == ("dues-arrears", "林知夏", date(2026, 10, 10))
    assert one.text.endswith("谈话批评教育，限期改正，共欠 80.00 元")
    given = {"on": Day(2026, 11, 12), "by": "", "deadline": None, "said": ""}
    chase(session, far, {**given, "kind": "提醒"})
    assert len(list(duties.due(session, TODAY))) == 2
    chase(session, far, {**given, "kind": "谈话批评教育", "deadline": Day(2026, 11, 30)})
    assert len(list(duties.due(session, TODAY))) == 1
    assert [duty.kind for duty in duties.due(session, date(2026, 12, 1))].count("dues-arrears") == 1
