"""档号, catalogue, boxes, labels, stamps, and the letters that are kept."""

import shutil
from datetime import date

import pytest

from partyoffice import papers
from partyoffice.archives.records import BODY_CODE, FONDS, SPELLING
from partyoffice.archives.rules import SPELLINGS, file_number, piece, retention_code
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked
from partyoffice.reports.document import as_text
from partyoffice.store import settings
from partyoffice.store.office import Office

TODAY = date(2026, 11, 20)
CLASS = {"fonds": "Z109", "year": "2026", "retention": "永久", "body_code": "DZB"}


@pytest.fixture
def session(blank, tmp_path, stopped_clock):
    with (
        Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")) as office,
        office.change("填写") as opened,
    ):
        set_up(opened, "青禾中学", OrgKind.GENERAL)
        yield opened


def values(session, code, **given):
    return papers.find(code).values(session, 0, Asked(TODAY, given))


# -- 档号 --


def test_a_file_number_is_put_together_as_the_rule_says():
    assert file_number("Z109", "WS", 2026, "Y", "DZB", 7) == "Z109-WS·2026-Y-DZB-0007"  # example 75
    assert file_number("Z109", "WS", 2011, "D30", "", 9999) == "Z109-WS·2011-D30-9999"


@pytest.mark.parametrize("number", [0, -1, 10000])  # example 77
def test_a_piece_beyond_four_digits_is_refused(number):
    with pytest.raises(OfficeError, match=f"件号 {number} 写不成四位.*分开"):
        piece(number)
    with pytest.raises(OfficeError, match="四位"):
        file_number("Z109", "WS", 2026, "Y", "DZB", number)


@pytest.mark.parametrize(
    ("retention", "codes"),
    [("永久", ("Y", "Y")), ("30年", ("D30", "30")), ("10年", ("D10", "10")), ("定期", ("定期", "定期"))],
)
def test_a_retention_is_written_as_the_setting_says(retention, codes):
    assert tuple(retention_code(retention, spelling) for spelling in SPELLINGS) == codes
    assert retention_code(retention) == codes[0]


# -- 目录 --

ROWS = (
    "\t青中党支[2026]第3号\t党支部\t报告,甲\t2026.3.12\t\t4\t\n"
    "Z9-1\t\t\t登记表\t三月\t\t\t自拟\n\t\t\t丙\t2026-02\t\t\t"
)


def test_a_catalogue_writes_days_and_numbers_its_own_way_and_leaves_the_rest_empty(session):
    first, second, third = values(session, "arch-01", rows=ROWS)["rows"]
    assert (first["document"], first["on"], first["title"]) == ("青中党支〔2026〕3号", "20260312", "报告，甲")
    assert (first["number"], first["secrecy"]) == ("", "")
    assert (second["number"], second["document"], second["on"]) == ("Z9-1", "", "三月")
    assert third["on"] == "202602"
    assert values(session, "arch-01")["rows"] == []


def test_missing_file_numbers_are_counted_on_from_the_first(session):
    found = values(session, "arch-01", rows=ROWS, first="7", **CLASS)["rows"]
    assert [row["number"] for row in found] == ["Z109-WS·2026-Y-DZB-0007", "Z9-1", "Z109-WS·2026-Y-DZB-0009"]
    with pytest.raises(OfficeError, match="编档号还缺全宗号、年度、保管期限"):
        values(session, "arch-01", rows=ROWS, first="7")
    with pytest.raises(OfficeError, match="件号 10000"):
        values(session, "arch-01", rows=ROWS, first="9998", **CLASS)
    settings.put(session, SPELLING, SPELLINGS[1])
    spelt = values(session, "arch-01", rows="\t\t\t甲", first="1", **{**CLASS, "retention": "30年"})["rows"]
    assert spelt[0]["number"] == "Z109-WS·2026-30-DZB-0001"


# -- boxes, labels, stamps --


def test_every_box_has_its_spine_with_the_first_piece_above_the_last(session):
    found = values(
        session, "arch-03", width="30", fonds="Z109", rows="2026\t永久\t党支部\t1\t37\t1\n2026\t30年"
    )
    assert [(one["from"], one["to"], one["box"]) for one in found] == [("0001", "0037", "1"), ("", "", "")]
    assert found[0]["width"] == "30"
    assert values(session, "arch-03", width="20")[0]["year"] == ""
    with pytest.raises(OfficeError, match="四位"):
        values(session, "arch-03", rows="2026\t永久\t\t1\t10000\t1")


def test_labels_run_from_the_first_number_to_the_last(session):
    found = values(session, "arch-05", first="9", last="11", **CLASS)
    assert [one["number"][-4:] for one in found] == ["0009", "0010", "0011"]
    assert len(values(session, "arch-05", first="9", **CLASS)) == 1
    assert [one["number"] for one in values(session, "arch-05")] == [""]
    for last, said in (
        ("8", "终止件号 8 小于起始件号 9"),
        ("1009", "一次最多印 1000 个"),
        ("x", "不是 1 至"),
    ):
        with pytest.raises(OfficeError, match=said):
            values(session, "arch-05", first="9", last=last, **CLASS)


def test_the_stamp_has_a_piece_of_four_digits_for_each_file(session):
    found = values(session, "arch-07", rows="1\t4\n12\t", **CLASS)
    assert [(one["piece"], one["pages"], one["year"]) for one in found] == [
        ("0001", "4", "2026"),
        ("0012", "", "2026"),
    ]
    assert values(session, "arch-07")[0]["piece"] == ""


def test_a_label_that_is_too_long_is_refused_and_not_cut(session, tmp_path):
    paper = papers.find("arch-07")
    stack = papers.fill(session, paper, [0], Asked(TODAY, {"body_code": "机构（问题）代码太长" * 3}))
    with pytest.raises(OfficeError, match="归档章上印不下"):
        papers.write(stack, tmp_path / "a.pdf")


def test_what_is_proposed_comes_from_settings(session):
    settings.put(session, FONDS, "Z109")
    settings.put(session, BODY_CODE, "DZB")
    proposed = papers.find("arch-05").usual(session, 0, TODAY)
    assert (proposed["fonds"], proposed["body_code"], proposed["fonds_name"]) == ("Z109", "DZB", "青禾中学")
    assert "year" not in proposed


def test_days_of_a_box_are_spoken_and_none_is_made_up(session):
    said = values(session, "arch-04", arranged_on="2027-3-10", text="无")
    assert (said["arranged_on"], said["checked_on"], said["text"]) == ("2027年3月10日", "", "无")
    assert values(session, "arch-06", day="2026-12")["day"] == "2026年12月"


# -- 公文 --


def built(session, code, **given):
    return as_text(papers.find(code).build(session, 0, Asked(TODAY, given))).splitlines()


def test_each_letter_closes_as_its_kind_does(session):
    assert built(session, "doc-01", about="经费", text="甲")[:3] == ["关于经费的请示", "甲", "妥否，请批示。"]
    assert built(session, "doc-02", about="经费", text="甲")[2] == "特此报告。"
    assert built(session, "doc-03", about="经费", asked="《请示》", text="同意")[1:3] == [
        "《请示》收悉。同意",
        "此复。",
    ]
    said = built(session, "doc-04", about="接收", period="5个工作日", opinions="电话:1", addressee="某某")
    assert said[:3] == ["关于接收的公示", "公示时间：5个工作日。", "电话：1"]


def test_a_notice_with_an_identity_number_is_refused(session):
    with pytest.raises(OfficeError, match="公示里有身份证号"):
        built(session, "doc-04", about="接收", text="顾言，330099198509010020")
    assert built(session, "doc-01", about="接收", text="顾言，330099198509010020")


def test_only_a_reply_and_a_notice_propose_no_addressee(session):
    whom = {code: "addressee" in papers.find(code).usual(session, 1, TODAY) for code in ("doc-01", "doc-02")}
    assert set(whom.values()) == {True}
    assert papers.find("doc-03").usual(session, 1, TODAY)["addressee"] == ""
