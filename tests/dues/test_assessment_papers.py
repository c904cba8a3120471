"""核定表: how each amount of a year was reckoned, its sums, who is not set, for each kind of payers."""

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.dues.actions.assess import assess
from partyoffice.dues.rules.words import Cause, Payer
from partyoffice.part import Asked
from partyoffice.reports.document import Table, as_text

SLIP = [
    ("岗位工资", 254000),
    ("薪级工资", 195000),
    ("校长津贴单位部分", 500),
    ("个税", 2135),
    ("班主任津贴", 900),
]


@pytest.fixture
def sheet(session, stopped_clock, member):
    one, two = member("林知夏", None), member("方砚舟", None)
    member("江予安", None)
    assess(session, one, 2026, {"items": SLIP, "signed": Day(2026, 1, 9)})
    late = {"items": [("养老金", 654321)], "start": Day(2026, 9), "cause": Cause.RETIRED, "note": "9 月退休"}
    assess(session, one, 2026, late)
    assess(session, two, 2026, {"payer": Payer.STUDENT})

    def make(code, **given):
        return papers.find(code).build(session, 0, Asked(stopped_clock, {"year": "2026", **given}))

    return make


def rows(document):
    table = next(one for one in document.blocks if isinstance(one, Table))
    return [one.title.replace("\n", "") for one in table.columns], [*table.rows, table.totals]


def test_staff_stand_with_their_pay_items_and_who_is_not_set_is_named(sheet):
    made = sheet("dues-01")
    heads, (only, totals) = rows(made)
    assert heads[2:5] == ["岗位工资", "薪级工资", "基础性绩效工资"]
    assert "班主任津贴" not in heads  # it was left out of the base
    told = dict(zip(heads, only, strict=True))
    shown = ("岗位工资", "个人所得税", "税后工资总额（基数）", "交纳比例", "每月应交")
    assert [told[key] for key in shown] == [254000, 2135, 446865, "1%", 4469]
    assert (told["共交纳"], told["本人签字"]) == (8 * 4469, "2026-01-09")
    assert totals[-3] == 8 * 4469
    assert "未核定 1 人，不计入合计：江予安" in as_text(made)


def test_other_kinds_have_sheets_of_their_own_and_all_stand_in_one(sheet):
    heads, (only, _totals) = rows(sheet("dues-01b", kind="离退休"))
    assert heads[2:5] == ["基本养老金", "离退休津贴补贴", "计算基数"]
    assert (only[2], only[-1], only[-3]) == (654321, "9月起；退休；9 月退休", 4 * 6543)
    _heads, (student, totals) = rows(sheet("dues-01b", kind="固定数额"))
    assert (student[2], student[3], student[5], totals[5]) == ("学生", None, 20, 20)
    _heads, every = rows(sheet("dues-01b", kind="汇总"))
    assert len(every) == 3 + 1
    assert "还没有核定" in as_text(sheet("dues-01b", kind="年薪制"))
