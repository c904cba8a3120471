from datetime import date

from partyoffice.core.dates import Day
from partyoffice.reports.document import (
    Column,
    Document,
    Fields,
    Heading,
    Page,
    PageBreak,
    Paragraph,
    Photo,
    Signatures,
    Table,
    as_text,
    shown,
)  # fmt: skip

PAPER = Document(
    "党员花名册",
    (
        Heading("一、名单"),
        Table(
            (
                Column("序号", kind="number"),
                Column("姓名"),
                Column("金额", kind="money"),
                Column("编号", hidden=True),
            ),
            ((1, "林知夏", 140950, "u-1"), (2, "沈\n砚秋", None, "u-2")),
        ),
        Table((Column("姓名"),), ()),
        Fields((("出生", Day(1990, 5)), ("报到", date(2026, 9, 1)))),
        Paragraph("特此报告。"),
        Photo(None),
        PageBreak(),
        Signatures(("填表人", "日期")),
    ),
    subtitle="（草稿）",
    lines=("填报单位：青禾中学", "单位：人"),
)


def test_a_document_reads_as_text():
    assert as_text(PAPER) == (
        "党员花名册\n（草稿）\n填报单位：青禾中学　单位：人\n# 一、名单\n序号 | 姓名 | 金额\n"
        "1 | 林知夏 | 1,409.50\n"
        "2 | 沈⏎砚秋 | \n姓名\n无\n出生：1990-05\n报到：2026-09-01\n特此报告。\n[照片 空]\n[PageBreak]\n"
        "填表人：____　日期：____\n"
    )


def test_cells_show_days_months_numbers_and_nothing():
    assert [shown(cell) for cell in ("甲", Day(2026, 7, 1), Day(2026, 7), date(2026, 7, 1), 12, None)] == [
        "甲", "2026-07-01", "2026-07", "2026-07-01", "12", "",
    ]  # fmt: skip
    assert shown(-5, "money") == "-0.05"


def test_paper_lies_as_asked():
    assert Page().millimetres == (210, 297)
    assert Page(landscape=True).millimetres == (297, 210)
    assert Page(size="A3").millimetres == (297, 420)
