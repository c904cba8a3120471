"""The office's letters, empty, usual and overfull: all words printed, each page's shape as it should be."""

import re

import docx
import pytest
from pypdf import PdfReader

from partyoffice.core.dates import Day
from partyoffice.organisation.documents import Words, meeting_notice, public_notice, reply, report, request
from partyoffice.reports.document import Paragraph, as_text
from partyoffice.reports.official import Annex, Official
from partyoffice.reports.pdf import uncovered_in
from partyoffice.reports.write import write

BRANCH, UPPER, DAY = "中共青禾市第一中学支部委员会", "中共青禾市教育局委员会", Day(2026, 11, 20)
FACTS = "经支部委员会集体研究，并征求党小组、培养联系人、党员和群众的意见，阿依古丽·买买提等3名同志符合条件。"
POINTS = (("会议时间", "2026年11月25日（星期三）15:30"), ("会议地点", "行政楼三楼"), ("参会人员", ""),
          ("会议议程", "1.学习党章；\n2.讨论接收预备党员。"))  # fmt: skip
ASKED = "《关于审批林知夏等三名同志为中共预备党员的请示》(青中党支〔2026〕3号)"
PERIOD, OPINIONS = "2026年11月20日至11月26日（5个工作日）", "如有意见,请向党支部反映,电话:19900012345。"
KINDS = {
    "请示": request,
    "报告": report,
    "批复": lambda words: reply(words, ASKED),
    "公示": lambda words: public_notice(words, PERIOD, OPINIONS),
    "通知": lambda words: meeting_notice(words, POINTS),
}
EMPTY = Words("", Official(""))
USUAL = Words("发展党员工作", Official(BRANCH, DAY, UPPER), (FACTS,))
OVERFULL = Words(
    "同意中共青禾市第一中学教育集团联合总支部委员会接收阿依古丽·买买提、顾𬭎、㛃䶮等三十六名同志为中共预备党员",
    Official(
        "中国共产党青禾市第一中学教育集团联合总支部委员会",
        DAY,
        "、".join([UPPER] * 6),
        number="青中党支〔2026〕103号",
        annexes=tuple(
            Annex(f"第{number}号材料：{FACTS}", (Paragraph(FACTS * 9),)) for number in range(1, 13)
        ),
        note="联系人：沈砚秋，电话：19900012345",
        copies="、".join([UPPER] * 9),
        printer="中国共产党青禾市第一中学教育集团联合总支部委员会办公室",
        printed=Day(2026, 12, 1),
        style="red",
        head="中国共产党青禾市第一中学教育集团联合总支部委员会文件",
        signer="阿依古丽·买买提",
        duplex=True,
    ),
    ("一、基本情况", *[FACTS * 5] * 9, "（一）考察情况。" + FACTS, "（二）" + FACTS * 2),
    short=BRANCH,
)


def words_of(path):
    """All text of a Word file without blanks, its tables last."""
    file = docx.Document(path)
    texts = [one.text for one in file.paragraphs]
    texts += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "".join("".join(texts).split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_prints_all_its_words_empty_usual_and_overfull(tmp_path, bare, kind):
    for name, words in {"empty": EMPTY, "usual": USUAL, "overfull": OVERFULL}.items():
        made, path = KINDS[kind](words), tmp_path / f"{name}.pdf"
        pages = write(made, path)
        printed = "".join(bare(page.extract_text()) for page in PdfReader(path).pages)
        printed = re.sub(r"—\d+—", "", printed)  # page numbers stand between the halves of a paragraph
        write(made, path.with_suffix(".docx"))
        editable = words_of(path.with_suffix(".docx"))
        for line in as_text(made).splitlines():
            told = line.replace("附件：", "").split("；") if line.startswith("附件：") else line.split("　")
            assert not [part for part in told if bare(part) not in printed], (name, line)
            assert not [part for part in told if bare(part) not in editable], (name, line)
        assert not uncovered_in(made)
        assert "〓" not in printed
        assert pages == (1 if name != "overfull" else pages)
        assert name != "overfull" or pages % 2 == 0


def test_a_request_asks_for_one_answer_and_a_report_for_none():
    said = as_text(request(USUAL)).splitlines()
    assert said == [
        "关于发展党员工作的请示", FACTS, "妥否，请批示。", f"{UPPER}：", BRANCH, "2026年11月20日",
    ]  # fmt: skip
    assert "特此报告。" in as_text(report(USUAL))
    assert "请批示" not in as_text(report(USUAL))


def test_closing_words_the_writer_has_typed_are_not_said_twice():
    typed = Words("经费", Official(BRANCH, addressee=UPPER), (FACTS, "妥否，请批示。"))
    assert as_text(request(typed)).count("妥否") == 1


def test_a_reply_opens_with_what_it_answers():
    said = as_text(reply(USUAL, ASKED)).splitlines()
    assert said[1] == "《关于审批林知夏等三名同志为中共预备党员的请示》（青中党支〔2026〕3号）收悉。" + FACTS
    assert said[2] == "此复。"
    assert as_text(reply(USUAL)).splitlines()[1] == FACTS
    assert as_text(reply(EMPTY, ASKED)).splitlines()[1].endswith("收悉。")


def test_a_public_notice_has_no_addressee_and_says_how_long_and_where():
    said = as_text(public_notice(USUAL, PERIOD, OPINIONS)).splitlines()
    assert UPPER not in "".join(said)
    assert said[2:4] == [f"公示时间：{PERIOD}。", "如有意见，请向党支部反映，电话：19900012345。"]
    assert as_text(public_notice(USUAL)).splitlines()[2] == BRANCH


def test_the_points_of_a_meeting_are_numbered_and_empty_ones_left_out():
    said = as_text(meeting_notice(USUAL, POINTS)).splitlines()
    assert said[2:7] == [
        "一、会议时间。2026年11月25日（星期三）15:30", "二、会议地点。行政楼三楼", "三、会议议程",
        "1.学习党章；", "2.讨论接收预备党员。",
    ]  # fmt: skip


def test_a_title_names_its_issuer_where_asked():
    assert request(OVERFULL).title.startswith(f"{BRANCH}关于同意")
    assert request(EMPTY).title == "请示"
