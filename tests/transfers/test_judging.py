"""R1 to R13 as far as they are ours: what is to be said of a move on a day."""

from dataclasses import replace
from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.members.rules import Category
from partyoffice.transfers.rules.judging import (
    Letter,
    Move,
    against_receiving,
    judge,
    receipt_by,
    received_late,
)
from partyoffice.transfers.rules.kit import codes_of, kit, lettered, names_of, travels
from partyoffice.transfers.rules.words import (
    FILES,
    INTO,
    LOST,
    NATIONAL,
    OUT,
    PAPER,
    RECEIVED,
    STOPPED,
    VOID,
    WITHIN,
)

ISSUED = Day(2026, 11, 20)
LETTER = Letter("〔2026〕12号", ISSUED, 90)
MOVE = Move(OUT, Category.FULL, PAPER, ISSUED, letters=(LETTER,), paid_to=Day(2026, 11))


def said(move, on):
    return [(one.code, one.severity.value) for one in judge(move, on)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 19), []),
        (date(2026, 12, 20), [("TRN-09", "info")]),  # example 65: one month
        (date(2027, 2, 18), [("TRN-09", "info")]),  # example 64: the last day of 90
        (date(2027, 2, 19), [("TRN-06", "warn"), ("TRN-09", "info")]),
        (date(2027, 5, 19), [("TRN-06", "warn"), ("TRN-09", "info")]),
        (date(2027, 5, 20), [("TRN-06", "warn"), ("TRN-07", "warn"), ("TRN-09", "info")]),  # six months
    ],
)
def test_a_letter_is_chased_after_a_month_runs_out_and_is_looked_into_after_six(on, expected):
    assert said(MOVE, on) == expected


def test_until_the_receipt_comes_the_member_is_ours_and_the_sum_is_shown():
    found = judge(MOVE, date(2026, 12, 20))[0]
    assert "收到以前仍由原支部管理" in found.message
    assert found.arithmetic == "2026-11-20 满一个月为 2026-12-20"
    late = judge(MOVE, date(2027, 2, 19))[0]
    assert late.arithmetic == "2026-11-20 开具，90 天，有效至 2027-02-18"


def test_a_month_that_has_no_such_day_ends_with_its_last():
    letter = replace(LETTER, issued=Day(2027, 1, 31), days=90)
    move = replace(MOVE, letters=(letter,), paid_to=Day(2027, 1))
    assert said(move, date(2027, 2, 27)) == []
    assert said(move, date(2027, 2, 28)) == [("TRN-09", "info")]


def test_before_a_letter_is_given_only_that_is_said():
    found = judge(replace(MOVE, letters=()), date(2027, 12, 1))
    assert [(one.code, one.severity) for one in found] == [("TRN-08", Severity.INFO)]


def test_a_letter_that_is_gone_is_given_anew_and_the_receiver_told():
    gone = replace(MOVE, letters=(replace(LETTER, state=LOST),))
    assert [one.message for one in judge(gone, date(2026, 11, 21))] == [
        "介绍信〔2026〕12号已遗失，还没有重新开具", "介绍信〔2026〕12号遗失以后还没有告知接收的党组织",
    ]  # fmt: skip
    anew = replace(LETTER, number="〔2026〕15号")
    told = replace(LETTER, state=VOID, informed=Day(2026, 11, 22))
    assert said(replace(MOVE, letters=(told, anew)), date(2026, 11, 23)) == []
    assert replace(MOVE, letters=(told, anew)).letter is anew
    assert replace(MOVE, letters=(anew, told)).letter is anew


@pytest.mark.parametrize(("days", "found"), [(90, []), (91, ["TRN-06"]), (0, ["TRN-06", "TRN-06"]), (1, [])])
def test_a_letter_holds_one_to_ninety_days(days, found):
    letter = replace(LETTER, days=days)
    assert [one.code for one in judge(replace(MOVE, letters=(letter,)), date(2026, 11, 21))] == found


def test_who_carries_a_letter_is_the_member_or_the_confidential_mail():
    assert said(replace(MOVE, letters=(replace(LETTER, carrier="机要邮寄"),)), date(2026, 11, 21)) == []
    assert said(replace(MOVE, letters=(replace(LETTER, carrier=""),)), date(2026, 11, 21)) == []
    found = judge(replace(MOVE, letters=(replace(LETTER, carrier="同事"),)), date(2026, 11, 21))
    assert [(one.code, one.severity) for one in found] == [("TRN-08", Severity.WARN)]


def test_dues_are_written_and_paid_up_to_the_month_of_the_letter():
    assert said(replace(MOVE, paid_to=None), date(2026, 11, 21)) == [("TRN-PAID", "warn")]
    behind = judge(replace(MOVE, paid_to=Day(2026, 10)), date(2026, 11, 21))
    assert [(one.code, one.mark) for one in behind] == [("TRN-PAID", "[P]")]
    assert "2026-10" in behind[0].message
    assert said(replace(MOVE, paid_to=Day(2026, 12)), date(2026, 11, 21)) == []


def test_through_the_system_there_is_a_serial_number_and_no_letter():
    online = replace(MOVE, manner=NATIONAL, letters=(), paid_to=None)
    assert said(online, date(2026, 11, 21)) == [("TRN-11", "info")]
    kept = replace(online, serial="330099-1")
    assert said(kept, date(2026, 12, 20)) == [("TRN-09", "info")]
    assert said(kept, date(2027, 2, 18)) == [("TRN-09", "info")]
    assert said(kept, date(2027, 2, 19)) == [("TRN-11", "warn"), ("TRN-09", "info")]


def test_who_is_no_member_moves_with_papers_alone():
    activist = Move(OUT, Category.ACTIVIST, FILES, ISSUED, materials=travels(Category.ACTIVIST))
    assert said(activist, date(2026, 11, 21)) == []
    assert said(activist, date(2027, 6, 1)) == [("TRN-09", "info")]
    lacking = judge(replace(activist, materials=("1-1",)), date(2026, 11, 21))
    assert [one.message for one in lacking] == ["随转材料里没有入党积极分子培养考察登记表"]
    assert "第十二条" in lacking[0].article
    assert not lettered(Category.CANDIDATE)
    assert lettered(Category.PROBATIONARY)


def test_a_probationary_member_takes_the_record_of_education_along():
    move = replace(MOVE, category=Category.PROBATIONARY)
    found = judge(move, date(2026, 11, 21))
    assert [(one.code, one.message) for one in found] == [("TRN-12", "随转材料里没有预备党员教育考察登记表")]
    assert "第三十四条" in found[0].article
    assert said(replace(move, materials=("5-1",)), date(2026, 11, 21)) == []


def test_before_receiving_files_and_letter_are_looked_at():
    coming = replace(MOVE, direction=INTO, checked="")
    found = judge(coming, date(2026, 11, 21))
    assert [one.code for one in found] == ["TRN-05"]
    assert "没有正当理由不得拒绝接收" in found[0].message
    assert said(replace(coming, checked="合格"), date(2027, 2, 18)) == []
    assert said(replace(coming, checked="合格"), date(2027, 2, 19)) == [("TRN-06", "warn")]
    files = replace(coming, category=Category.ACTIVIST, manner=FILES, letters=(), materials=("1-1", "2-6"))
    assert [one.message[:9] for one in judge(files, date(2026, 11, 21))] == ["还没有审核随转材料"]


def test_our_receipt_goes_back_within_a_month():
    received = replace(MOVE, direction=INTO, state=RECEIVED, received=Day(2026, 11, 30), checked="合格")
    assert receipt_by(Day(2027, 1, 31)) == date(2027, 2, 28)
    assert said(received, date(2026, 12, 30)) == [("TRN-09", "info")]
    assert said(received, date(2026, 12, 31)) == [("TRN-09", "warn")]
    assert said(replace(received, receipt=Day(2026, 12, 5)), date(2027, 1, 1)) == []
    assert said(replace(received, manner=NATIONAL, letters=()), date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    "move", [replace(MOVE, state=STOPPED), replace(MOVE, state=RECEIVED), replace(MOVE, direction=WITHIN)]
)
def test_of_what_is_over_nothing_is_said(move):
    assert judge(move, date(2028, 1, 1)) == []


@pytest.mark.parametrize(
    ("more", "on", "why"),
    [
        ({}, Day(2026, 11, 20), ""),
        ({}, Day(2026, 12), "接收日期要写明哪一日"),
        ({}, Day(2026, 11, 19), "早于发起日期 2026-11-20"),
        ({"begun": Day(2026, 11, 1)}, Day(2026, 11, 19), "早于介绍信的开具日期 2026-11-20"),
        ({"letters": ()}, Day(2026, 12, 1), "没有有效的介绍信"),
        ({"letters": (replace(LETTER, state=VOID),)}, Day(2026, 12, 1), "已作废，没有有效的介绍信"),
        ({"manner": NATIONAL, "letters": ()}, Day(2026, 12, 1), ""),
    ],
)
def test_a_day_of_receiving_must_be_possible(more, on, why):
    found = against_receiving(replace(MOVE, **more), on)
    assert why in found
    assert bool(found) == bool(why)


def test_a_letter_that_no_longer_held_is_told_with_its_sum():
    assert received_late(MOVE, Day(2027, 2, 18)) == ""
    assert received_late(MOVE, Day(2027, 2, 19)) == (
        "2026-11-20 开具，90 天，有效至 2027-02-18；接收在 2027-02-19"
    )
    assert received_late(replace(MOVE, manner=NATIONAL), Day(2028, 1, 1)) == ""


def test_of_a_folder_that_is_kept_goes_along_what_lies_there_and_what_must():
    assert kit(Category.ACTIVIST) == ("1-1", "2-6", "2-5", "2-7")
    assert kit(Category.ACTIVIST, {"2-5", "1-2"}) == ("1-1", "2-6", "2-5")
    assert kit(Category.FULL, {"4-3"}) == ("4-3",)


def test_materials_are_typed_as_words_and_kept_by_their_codes():
    assert codes_of("入党申请书、 思想汇报，自传\n入党申请书") == ("1-1", "2-5", "自传")
    assert names_of(("1-1", "自传")) == "入党申请书、自传"
    assert codes_of("") == ()
    assert travels("") == ()
