"""个人信息处理说明 and 数据安全责任书: one page each, to be edited, citing only what was looked up."""

import re
import shutil
from datetime import date

import pypdfium2
import pytest

from partyoffice import papers
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked
from partyoffice.reports.document import as_text
from partyoffice.store.office import Office

TODAY = date(2026, 11, 20)
LAW = {"第十九条", "第二十八条", "第五十一条", "第五十七条"}


@pytest.fixture
def session(blank, tmp_path, stopped_clock):
    with (
        Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")) as office,
        office.change("填写") as opened,
    ):
        set_up(opened, "青禾中学", OrgKind.GENERAL)
        yield opened


@pytest.mark.parametrize("code", ["doc-11", "doc-12"])
def test_as_proposed_each_is_one_page_and_cites_only_what_was_looked_up(session, code, tmp_path):
    paper = papers.find(code)
    given = papers.proposed(session, paper, papers.NOBODY, TODAY)
    stack = papers.fill(session, paper, [papers.NOBODY], Asked(TODAY, given))
    assert papers.write(stack, tmp_path / "纸.pdf") == 1
    with pypdfium2.PdfDocument(tmp_path / "纸.pdf") as pdf:
        said = pdf[0].get_textpage().get_text_range()
    assert "国家秘密" in said
    assert "【由本单位核定】" in said
    assert set(re.findall(r"第[一二三四五六七八九十百]+条", given["text"])) <= LAW
    assert "未查证" in paper.note


def test_what_the_office_writes_instead_is_printed_as_written(session):
    given = {
        "text": "一、新的标题\n只有这一段<b>话",
        "issuer": "青禾中学党总支",
        "contact": "校办 0571",
        "day": "2026-11-20",
    }
    said = as_text(papers.find("doc-11").build(session, 0, Asked(TODAY, given)))
    for part in ("一、新的标题", "只有这一段<b>话", "青禾中学党总支", "校办 0571", "2026年11月20日"):
        assert part in said
    assert "二、" not in said
    signed = as_text(papers.find("doc-12").build(session, 0, Asked(TODAY, {"keeper": "林知夏"})))
    assert "责任人：林知夏" in signed
    assert "责任人（签字）" in signed
