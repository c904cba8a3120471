"""Rows of data are told from totals, notes, bands and signature lines, and none is lost for its words."""

import pytest

from partyoffice.intake.headings import Head, find_head
from partyoffice.intake.rows import split
from partyoffice.intake.sheet import Facts, Sheet

LABELS = ("序号", "职务", "姓名", "分工")


def parts(*rows, merged=(), hidden_rows=(), main=(2,)):
    sheet = Sheet("一", [1, *range(2, len(rows) + 2)], [list(LABELS), *map(list, rows)])
    sheet.facts = Facts(merged=list(merged), hidden_rows=set(hidden_rows))
    return split(sheet, Head(1, LABELS, 1, 9), main, hidden=False)


@pytest.mark.parametrize(
    "row",
    [
        ["1", "书记", "林知夏", "主持全面工作"],
        ["2", "负责人", "沈砚秋", ""],
        ["3", "统计", "方砚舟", ""],
        ["", "", "林知夏", ""],
        ["4", "备注", "林知夏", ""],
        ["", "纪检委员", "计共和", "总务"],
    ],
)
def test_a_person_is_a_row_whatever_the_words_beside(row):
    assert [one.cells[2] for one in parts(row).rows] == [row[2]]


@pytest.mark.parametrize(
    "row",
    [
        ["填表人：林知夏", "", "", ""],
        ["负责人（签字）：", "", "", "填表日期：2026年11月20日"],
        ["", "", "", "青禾市第三中学党支部（盖章）"],
        ["注：1. 本表一式两份", "", "", ""],
        ["备注", "", "", ""],
        ["说明：职务按现任填写，一人多职的分行填写，并在分工栏写明起止时间", "", "", ""],
        ["第一党小组", "", "", ""],
        ["", "", "第一党小组", ""],
        ["", "", "教工第二党支部：", ""],
        ["12", "", "", ""],
        ["必填", "必填", "请填写全称", "选填"],
        ["填报单位：", "", "", ""],
        ["", "", "请在上面逐行填写，不要改动表头和列的顺序，谢谢", ""],
    ],
)
def test_a_note_is_no_row_and_is_listed(row):
    result = parts(["1", "书记", "林知夏", ""], row)
    assert [one.number for one in result.rows] == [2]
    assert result.skipped == [3]


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "总计：", "小计", "共 5 人", "本页小计", "合计（人）", "合计：5人", "总人数"]
)
def test_a_total_is_no_row_but_kept(word):
    result = parts(["1", "书记", "林知夏", ""], [word, "", "5", ""])
    assert [one.number for one in result.rows] == [2]
    assert [one.number for one in result.totals] == [3]


def test_a_band_over_the_name_column_is_no_row():
    result = parts(["", "", "第一党小组", ""], merged=[(2, 3, 2, 5)])
    assert (result.rows, result.skipped) == ([], [2])


def test_merged_remarks_beside_a_person_do_not_make_a_band():
    assert len(parts(["1", "书记", "林知夏", ""], merged=[(2, 2, 2, 4)]).rows) == 1


def test_a_branch_merged_down_fills_only_its_own_rows():
    result = parts(
        ["", "书记", "甲甲", ""], ["", "", "乙乙", ""], ["", "", "丙丙", ""], merged=[(2, 2, 3, 2)]
    )
    assert [row.cells[1] for row in result.rows] == ["书记", "书记", ""]


def test_hidden_rows_are_listed():
    result = parts(["", "", "甲甲", ""], ["", "", "乙乙", ""], hidden_rows=[2])
    assert (result.hidden, [row.number for row in result.rows]) == ([2], [3])


def test_the_sample_row_is_marked_wherever_its_mark_stands():
    for row in (
        ["", "", "示例(请删除)", ""],
        ["示例", "书记", "林知夏", ""],
        ["例：1", "书记", "林知夏", ""],
    ):
        assert [one.sample for one in parts(row).rows] == [True]


def test_one_column_of_names_is_enough_of_a_head():
    sheet = Sheet("一", [1, 2, 3], [["名单"], ["姓名"], ["林知夏"]])
    head = find_head(sheet, {"姓名"})
    assert head is not None
    assert (head.row, head.first) == (2, 2)


def test_a_hidden_row_is_no_head():
    sheet = Sheet("一", [1, 2], [["姓名", "性别"], ["姓名", "性别"]], Facts(hidden_rows={1}))
    head = find_head(sheet, {"姓名", "性别"})
    assert head is not None
    assert head.row == 2
