"""The rules of §A1–A4 and the examples of §F1: bases, rates, rounding, the ceiling, each by its edition."""

from decimal import Decimal

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.dues.calculations import CALCULATIONS
from partyoffice.dues.rules.amount import UNSET, amount_of, reckon, rounded, spell
from partyoffice.dues.rules.base import base_of
from partyoffice.dues.rules.editions import FIXED, Terms, article_of, edition_of, rate_spoken, short
from partyoffice.dues.rules.items import (
    COLUMNS,
    ITEMS,
    Sign,
    columns_of,
    item_of,
    read_flags,
)
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.slips import read_slip, slip_text
from partyoffice.dues.rules.words import Payer, Rounding

NOW, THEN, LONG_AGO = month(2026, 1), month(2015, 6), month(2008, 3)
STAFF, RETIRED, CONTRACT = Payer.STAFF, Payer.RETIRED, Payer.CONTRACT
SLIP = (
    ("岗位", 254000), ("薪级", 195000), ("基础绩效", 210000), ("提高10%", 44900), ("个税", 2135),
    ("养老", 62000), ("医保", 15500), ("失业", 3875), ("公积金", 93000), ("年金", 31000),
)  # fmt: skip


def due(base, payer=STAFF, at=NOW, **terms):
    return amount_of(payer, base, at, Terms(**terms)).due


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (300000, 1500), (300001, 3000), (299999, 1500), (500000, 5000), (500001, 7500), (1000000, 15000),
        (1000001, 20000), (499999, 5000), (678912, 10184), (5000000, 100000), (5000100, 100000), (1, 0),
    ],
)  # fmt: skip
def test_who_works_pays_the_rate_of_the_bracket_on_the_whole_base(base, expected):
    assert due(base) == expected


def test_the_retired_have_a_table_of_their_own():
    assert [due(base, RETIRED) for base in (500000, 500001, 654321)] == [2500, 5000, 6543]


def test_some_kinds_pay_a_fixed_amount_without_a_base():
    found = amount_of(Payer.STUDENT, None, NOW, Terms(rounding=Rounding.YUAN_UP))
    assert (found.base, found.due, found.capped, found.steps) == (None, 20, False, "学生党员每月 0.20 元")
    assert {due(None, payer) for payer in FIXED} == {20}
    assert [due(None, Payer.FARMER, farmer=fen) for fen in (5, 60, 500)] == [20, 60, 100]
    assert "第六条" in found.article
    assert "2017" not in found.article


def test_the_ceiling_lowers_only_what_is_above_it_and_only_since_2017():
    exact, more = amount_of(STAFF, 5000000, NOW), amount_of(STAFF, 6000000, NOW)
    assert (exact.capped, more.capped, more.due, more.full) == (False, True, 100000, 120000)
    assert more.steps.endswith("按规定比例应为 1,200.00 元，按上限 1,000.00 元核定")
    assert amount_of(STAFF, 6000000, THEN).due == 120000


@pytest.mark.parametrize(
    ("rounding", "expected", "edge"),
    [
        (Rounding.FEN, 4501, 3000), (Rounding.JIAO, 4500, 3000), (Rounding.YUAN, 4500, 3000),
        (Rounding.YUAN_UP, 4600, 3000),
    ],
)  # fmt: skip
def test_four_ways_of_rounding(rounding, expected, edge):
    assert due(450100, rounding=rounding) == expected
    assert due(300001, rounding=rounding) == edge


def test_half_a_step_goes_up_and_is_never_rounded_twice():
    assert rounded(Decimal("1.005"), Rounding.FEN) == 101
    assert rounded(Decimal("1.0449"), Rounding.JIAO) == 100
    assert rounded(Decimal("1.4951"), Rounding.YUAN) == 100


def test_the_product_keeps_all_its_decimals():
    assert [spell(Decimal(one)) for one in ("30.0001", "150.000", "150", "0.5")] == [
        "30.0001", "150.00", "150.00", "0.50",
    ]  # fmt: skip
    assert amount_of(STAFF, 678912, NOW).raw_spoken == "101.8368"
    assert amount_of(STAFF, 678912, NOW).steps == "6,789.12 × 1.5% = 101.8368，四舍五入到分为 101.84 元"
    assert amount_of(Payer.STUDENT, None, NOW).raw_spoken == ""
    assert (rate_spoken(5), rate_spoken(10)) == ("0.5%", "1%")


def test_without_a_base_nothing_is_set_and_it_is_never_nought():
    found = amount_of(STAFF, None, NOW)
    assert (found.due, found.rate, found.capped) == (None, None, False)
    assert UNSET in found.steps


@pytest.mark.parametrize("base", [-1200, 0])
def test_a_base_not_above_nought_is_refused(base):
    with pytest.raises(OfficeError, match="不大于 0"):
        amount_of(STAFF, base, NOW)


def test_one_slip_by_the_notice_of_2017_and_by_the_rules_of_2008():
    base, amount = reckon(STAFF, SLIP, NOW)
    assert (base.fen, amount.due) == (496390, 4964)
    assert base.steps.startswith("岗位 2,540.00 + 薪级 1,950.00 + ")
    assert base.steps.endswith(" − 年金 310.00 = 4,963.90")
    base, amount = reckon(STAFF, SLIP, THEN)
    assert (base.fen, amount.due) == (701765, 10526)
    assert [one.title for one in base.ignored] == ["养老", "医保", "失业", "公积金", "年金"]
    assert reckon(Payer.STUDENT, SLIP, NOW)[0] is None
    assert reckon(STAFF, (), NOW)[1].due is None
    assert base_of((), NOW).steps == ""


def test_editions_change_on_their_months_and_before_1998_none_is_known():
    years = [edition_of(at).year for at in (month(1998, 1), month(2008, 3), month(2008, 4), month(2016, 12))]
    assert years == [1998, 1998, 2008, 2008]
    assert edition_of(month(2017, 1)).name == "2017 年通知"
    assert edition_of(month(2017, 1), Terms(narrow_from=month(2017, 5))).year == 2008
    assert edition_of(month(1997, 12)) is None
    with pytest.raises(OfficeError, match="没有收录"):
        amount_of(STAFF, 30000, month(1997, 12))
    assert [due(base, at=LONG_AGO) for base in (40000, 40001, 60100, 80100, 150100)] == [
        200,
        400,
        902,
        1602,
        4503,
    ]
    assert article_of(edition_of(LONG_AGO), STAFF).startswith("1998")


def test_of_an_undivided_merit_pay_the_share_counts_since_2017_and_all_before():
    assert base_of([("绩效工资", 100001)], NOW).fen == 70001
    assert "1,000.01 的 70%" in base_of([("绩效工资", 100001)], NOW).steps
    assert base_of([("绩效工资", 100000)], NOW, terms=Terms(share=60)).fen == 60000
    assert base_of([("绩效工资", 100000)], NOW, CONTRACT).fen == 100000
    assert base_of([("绩效工资", 100000)], THEN).fen == 100000


def test_a_sum_is_not_counted_beside_its_parts():
    merit = [("绩效工资", 300000), ("基础性绩效工资", 210000), ("奖励性绩效工资", 90000)]
    assert base_of(merit, NOW).fen == 210000
    assert base_of(merit, THEN).fen == 300000
    assert base_of([merit[0], merit[2]], NOW).fen == 300000  # a bonus told apart: the rest is 基础性
    assert base_of(merit[1:], THEN).fen == 300000
    pay = [("基本工资", 449000), ("岗位工资", 254000), ("薪级工资", 195000)]
    assert base_of(pay, NOW).fen == 449000
    assert base_of(pay[:2], NOW, CONTRACT).fen == 703000


def test_allowances_of_some_posts_and_reimbursements_stay_out():
    out = [one.title for one in ITEMS if one.sign is one.before is Sign.IGNORE]
    assert {"班主任津贴", "住房补贴", "取暖费"} <= set(out)
    found = base_of(
        [("岗位工资", 100000), *((one, 5000) for one in out), ("养老保险（单位部分）", 9900)], NOW
    )
    assert found.fen == 100000
    assert len(found.ignored) == len(out) + 1


def test_allowances_of_the_retired_count_before_2017_only():
    slip = [("养老金", 500000), ("津贴补贴", 10000)]
    assert [base_of(slip, at, RETIRED).fen for at in (NOW, THEN)] == [500000, 510000]


def test_an_item_goes_by_many_names_and_one_that_is_not_known_is_asked_for():
    names = {
        "post": "岗 位 工 资",
        "pension": "养老保险（个人部分）",
        "fund": "代扣公积金",
        "tenth": "教护１０％",
    }
    assert {key: item_of(name).key for key, name in names.items()} == {key: key for key in names}
    assert item_of("养老金").key == "pension"
    assert item_of("薪酬").key == "salary"  # said of one kind only, it is that everywhere
    with pytest.raises(OfficeError, match="不知道“校龄津贴”算不算进"):
        base_of([("校龄津贴", 100)], NOW)


def test_an_office_may_take_items_otherwise_and_add_its_own():
    flags = read_flags("班主任津贴=计入；校龄津贴=计入\n房租=扣除,取暖费＝不计入，")
    assert flags["房租"] is Sign.DEDUCT
    slip = [("班主任费", 30000), ("校龄津贴", 10000), ("房租", 5000), ("取暖费", 900)]
    assert base_of(slip, NOW, terms=Terms(flags=flags)).fen == 35000
    for wrong in ("班主任津贴", "班主任津贴=加", "=计入"):
        with pytest.raises(ValueError, match="看不懂"):
            read_flags(wrong)


def test_each_kind_of_payer_is_asked_for_its_own_items():
    assert [one.key for one in columns_of([RETIRED])] == ["retired", "retired_extra"]
    assert [one.key for one in columns_of([RETIRED, STAFF])][-3:] == ["tax", "retired", "retired_extra"]
    assert columns_of(FIXED) == ()
    known = {one.key for one in ITEMS}
    assert len(known) == len(ITEMS)
    assert all(known.issuperset(keys) for keys in COLUMNS.values())


def test_articles_have_a_short_form():
    told = short(article_of(edition_of(NOW), STAFF))
    assert told == "2008 年规定第一条、第二条、2017 年通知（一）至（三）"


def test_a_slip_is_a_table_of_texts():
    assert read_slip("项目\t金额\n岗位工资\t2,540.00\n薪级工资\t\n个税\t21.35\t备注\n\t5") == [
        ("岗位工资", 254000), ("个税", 2135),
    ]  # fmt: skip
    assert slip_text([("岗位工资", 254000), ("个税", None)]) == "岗位工资\t2540.00\n个税\t"
    for wrong, told in (("岗位工资\t两千", "“两千”不是金额"), ("个税\t-21.35", "“个税”是负数")):
        with pytest.raises(ValueError, match=told):
            read_slip(wrong)


# The calculator ------------------------------------------------------------------------------


def calc(name, **given):
    return next(one for one in CALCULATIONS if one.name == name).run(**given)


def test_the_calculator_answers_amounts_and_bases():
    found = calc("dues", kind="在职", base="3000.01", round="元进", on="2026-01-05")
    assert [found[key] for key in ("base", "rate", "raw", "due", "capped")] == [
        "3000.01", "1%", "30.0001", "30.00", False,
    ]  # fmt: skip
    assert calc("dues", kind="学生")["base"] is None
    assert calc("dues", kind="在职")["due"] is None
    line = ",".join(f"{title}={fen / 100}" for title, fen in (*SLIP, ("班主任津贴", 30000)))
    found = calc("base", items=line, month="2026-01")
    assert (found["base"], found["due"], found["ignored"]) == ("4963.90", "49.64", {"班主任津贴": "300.00"})
    assert list(found["deducted"]) == ["个税", "养老", "医保", "失业", "公积金", "年金"]
    assert calc("base", items="绩效=1000", month="2026-01", share="60")["base"] == "600.00"
    assert calc("base", items="绩效=1000", month="2026-01", kind="学生")["counted"] == {}


def test_the_calculator_says_what_it_cannot_read():
    wrong = (
        ("dues", {"kind": "在编"}, "没有名为“在编”的人员类型"),
        ("dues", {"kind": "在职", "base": "四千"}, "计算基数：“四千”不是金额"),
        ("dues", {"kind": "在职", "base": "-12"}, "不大于 0"),
        ("base", {"items": "岗位工资 2540", "month": "2026-01"}, "应写成 岗位工资=2540"),
    )
    for name, given, told in wrong:
        with pytest.raises(OfficeError, match=told):
            calc(name, **given)
