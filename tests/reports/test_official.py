"""The page of an official document, measured as with a ruler: read back from the PDF, in millimetres."""

import ctypes
from itertools import pairwise
from operator import itemgetter

import pypdfium2 as pdfium
import pytest
from PIL import ImageChops
from pypdfium2 import raw

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.reports import official as measures
from partyoffice.reports.document import Column, Document, Heading, Paragraph, Table, as_text
from partyoffice.reports.official import Annex, Official
from partyoffice.reports.pdf import uncovered_in
from partyoffice.reports.write import write

MM = 72 / 25.4
ISSUER = "中共青禾市第一中学支部委员会"
DAY = Day(2026, 11, 20)
FULL = "国"  # its frame fills the square of its type
NEAR = 1.0  # millimetre
BASE = 0.86 * 16 / MM
PER_CHARACTER = 156 / 28


class Read:
    """Characters, rules and ink of each page; millimetres from the paper's left and top."""

    def __init__(self, path):
        self.file = pdfium.PdfDocument(path)
        self.pages = [self.file[place] for place in range(len(self.file))]

    def characters(self, page):
        text = self.pages[page].get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        found = []
        for place in range(text.count_chars()):
            raw.FPDFText_GetCharOrigin(text, place, x, y)
            char = text.get_text_range(place, 1)
            if char.strip():
                found.append((char, x.value / MM, 297 - y.value / MM))
        return found

    def lines(self, page):
        """Return each line from the top: its baseline, its text, where each character begins."""
        rows = {}
        for char, x, y in self.characters(page):
            rows.setdefault(round(y, 1), []).append((x, char))
        return [
            (y, "".join(char for _, char in sorted(row)), sorted(x for x, _ in row))
            for y, row in sorted(rows.items())
        ]

    def line(self, page, text):
        return next(row for row in self.lines(page) if row[1] == text)

    def rules(self, page):
        """Return straight lines as left, top, right, foot."""
        found = []
        for thing in self.pages[page].get_objects():
            if thing.type == raw.FPDF_PAGEOBJ_PATH:
                left, low, right, high = thing.get_bounds()
                wide = (high - low) / 2  # PDFium's bounds lie a whole width outside the path
                sides = (left + wide, high - wide / 2, right - wide, low + wide / 2)
                found.append((sides[0] / MM, 297 - sides[1] / MM, sides[2] / MM, 297 - sides[3] / MM))
        return sorted(found, key=itemgetter(1))

    def ink(self, page, left=0, top=0, right=210, foot=297):
        """Return the box of what is printed within a part of the page."""
        dots = 200 / 25.4
        image = self.pages[page].render(scale=200 / 72).to_pil().convert("L")
        part = image.crop(tuple(int(side * dots) for side in (left, top, right, foot)))
        west, north, east, south = ImageChops.invert(part).point(lambda value: 255 * (value > 40)).getbbox()
        return left + west / dots, top + north / dots, left + east / dots, top + south / dots


@pytest.fixture
def printed(tmp_path):
    opened = []

    def made(*texts, title="关于召开支部大会的通知", **more):
        path = tmp_path / f"{len(opened)}.pdf"
        official = Official(ISSUER, DAY, "全体党员", **more)
        write(Document(title, tuple(Paragraph(text, "body") for text in texts), official=official), path)
        opened.append(Read(path))
        return opened[-1]

    yield made
    for one in opened:
        one.file.close()


def close(value):
    return pytest.approx(value, abs=NEAR)


def test_a_full_page_fills_the_type_area_to_the_millimetre(printed):
    read = printed(FULL * 28 * 60)
    left, top, right, foot = read.ink(1, foot=265)
    assert (top, left) == (close(37), close(28))  # 天头 37±1, 订口 28±1 (5.2.1)
    assert (right, foot) == (close(28 + 156), close(37 + 225))


def test_a_page_has_22_lines_of_28_characters_at_one_pitch(printed):
    lines = [row for row in printed(FULL * 28 * 60).lines(1) if FULL in row[1]]
    assert [len(text) for _, text, _ in lines] == [28] * 22
    assert lines[0][0] == close(37 + BASE)
    pitches = [later[0] - earlier[0] for earlier, later in pairwise(lines)]
    assert max(pitches) - min(pitches) < 0.11  # the reading is rounded to a tenth
    assert lines[-1][0] - lines[0][0] == pytest.approx(21 * measures.LINE / MM, abs=0.2)
    for _, _, starts in lines:
        assert starts[0] == close(28)
        assert starts[-1] == close(184 - PER_CHARACTER)


def test_a_line_with_figures_and_marks_still_ends_at_the_edge(printed):
    text = (
        "应到会有表决权党员21名，实到19名，赞成19票；依据《细则（2026年版）》第二十条，公示5个工作日。" * 12
    )
    lines = printed(text).lines(0)[3:-3]
    assert len(lines) > 10
    for _, _, starts in lines:
        assert starts[-1] > 184 - 2 * PER_CHARACTER


def test_title_addressee_and_paragraphs_stand_where_the_standard_says(printed):
    read = printed("会议于下午举行。", FULL * 40)
    title = read.line(0, "关于召开支部大会的通知")
    assert (title[2][0] + title[2][-1] + 22 / MM) / 2 == close(28 + 78)
    assert title[0] == close(37 + 0.86 * 22 / MM)
    to, first = read.line(0, "全体党员："), read.line(0, "会议于下午举行。")
    assert to[2][0] == close(28)
    assert first[2][0] == close(28 + 2 * PER_CHARACTER)
    assert first[0] - to[0] == close(measures.LINE / MM)
    opening, going_on = [row for row in read.lines(0) if FULL in row[1]]
    assert (opening[2][0], going_on[2][0]) == (close(28 + 2 * PER_CHARACTER), close(28))


def test_page_numbers_stand_outside_on_odd_and_inside_on_even_pages(printed):
    read = printed(FULL * 28 * 60)
    for page in range(3):
        left, _, right, foot = read.ink(page, top=264)
        assert "".join(char for char, _, y in read.characters(page) if y > 264) == f"—{page + 1}—"
        if page % 2:
            assert left == close(28 + 14 / MM)
        else:
            assert right == close(184 - 14 / MM)
        dash = read.ink(page, left=left - 1, right=left + 2.5, top=264)
        assert (dash[1] + dash[3]) / 2 == close(262 + 7)
        assert foot < 275


def test_the_date_of_a_sealed_paper_ends_four_from_the_right_and_the_name_stands_over_it(printed):
    read = printed("同意。", sealed=True)
    text, name, date = (read.line(0, said) for said in ("同意。", ISSUER, "2026年11月20日"))
    assert date[2][-1] + PER_CHARACTER == close(184 - 4 * PER_CHARACTER)
    assert (name[2][0] + name[2][-1]) / 2 == close((date[2][0] + date[2][-1]) / 2)
    assert date[0] - name[0] == close(measures.LINE / MM)
    # A seal of 42 mm in the middle of both lines and a little above touches no text, one line at most free.
    above = name[0] - text[0]
    assert close(3 * measures.LINE / MM) == above


def test_an_open_name_ends_two_from_the_right_and_the_date_begins_two_after_it(printed):
    read = printed("同意。", sealed=False)
    name, date = read.line(0, ISSUER), read.line(0, "2026年11月20日")
    assert name[2][-1] + PER_CHARACTER == close(184 - 2 * PER_CHARACTER)
    assert date[2][0] - name[2][0] == close(2 * PER_CHARACTER)
    assert name[0] - read.line(0, "同意。")[0] == close(2 * measures.LINE / MM)


def test_a_date_longer_than_the_name_ends_two_from_the_right(tmp_path):
    path = tmp_path / "short.pdf"
    write(Document("通知", (), official=Official("党支部", DAY, sealed=False)), path)
    read = Read(path)
    name, date = read.line(0, "党支部"), read.line(0, "2026年11月20日")
    assert date[2][-1] + PER_CHARACTER == close(184 - 2 * PER_CHARACTER)
    assert date[2][0] - name[2][0] == close(2 * PER_CHARACTER)
    read.file.close()


def test_a_name_wider_than_the_room_over_its_date_stays_in_the_type_area(tmp_path):
    path, long = tmp_path / "long.pdf", "中国共产党青禾市第一中学教育集团联合总支部"
    for sealed in (True, False):
        write(Document("通知", (), official=Official(long, DAY, sealed=sealed)), path)
        read = Read(path)
        name, date = read.line(0, long), read.line(0, "2026年11月20日")
        assert name[2][-1] + PER_CHARACTER == close(184 if sealed else 184 - 2 * PER_CHARACTER)
        assert date[2][-1] + PER_CHARACTER < 184.1
        read.file.close()


def test_a_name_longer_than_a_line_takes_two(tmp_path, bare):
    path, long = tmp_path / "long.pdf", "中国共产党青禾市第一中学教育集团联合总支部" * 2
    write(Document("通知", (), official=Official(long, None)), path)
    read = Read(path)
    assert long in "".join(text for _, text, _ in read.lines(0))
    assert "年月日" in bare(read.lines(0)[-2][1])  # the day is left to write by hand
    read.file.close()


def test_the_imprint_ends_on_the_foot_of_the_last_page(printed):
    read = printed(
        FULL * 28 * 30, copies="教务处，政教处", printer="青禾市第一中学办公室", printed=Day(2026, 12, 1)
    )
    assert not read.rules(0)
    first, middle, last = read.rules(1)
    assert last[3] == close(262)
    assert all(rule[0] == close(28) and rule[2] == close(184) for rule in (first, middle, last))
    thickness = [rule[3] - rule[1] for rule in (first, middle, last)]
    assert thickness[0] > thickness[1] < thickness[2]
    copies, imprint = (
        read.line(1, "抄送：教务处，政教处。"),
        read.line(1, "青禾市第一中学办公室2026年12月1日印发"),
    )
    assert first[3] < copies[0] < middle[1] < imprint[0] < last[1]
    assert imprint[2][0] == close(28 + 14 / MM)
    assert imprint[2][-1] + 14 / MM == close(184 - 14 / MM)


def test_a_long_printer_gives_way_to_the_date(printed):
    read = printed("同意。", printer="中国共产党青禾市第一中学教育集团联合总支部委员会办公室")
    starts = read.lines(0)[-2][2]
    assert min(later - earlier for earlier, later in pairwise(starts)) > 2
    assert starts[-1] + 14 / MM == close(184 - 14 / MM)


def test_copies_of_two_lines_hang_under_the_first_name(printed):
    read = printed("同意。", copies="，".join(f"第{number}党支部" for number in "一二三四五六七八"))
    (top, foot), (first, second) = read.rules(0), read.lines(0)[-3:-1]
    assert top[3] < first[0] < second[0] < foot[1]
    assert second[2][0] - first[2][0] == close(3 * 14 / MM)


@pytest.mark.parametrize("duplex", [False, True])
def test_the_imprint_never_covers_text_and_ends_on_an_even_page_of_a_duplex_paper(printed, duplex):
    shapes = set()
    for lines in (3, 12, 14, 16, 18, 20, 34, 36, 38, 40, 42):
        read = printed(FULL * 28 * lines, copies="教务处", printer="办公室", duplex=duplex)
        pages = len(read.pages)
        assert not duplex or pages % 2 == 0
        assert [bool(read.rules(page)) for page in range(pages)] == [False] * (pages - 1) + [True]
        top = read.rules(pages - 1)[0][1]
        words = [y for char, _, y in read.characters(pages - 1) if y < 262]
        assert sorted(words)[-9:] == sorted(y for y in words if y > top) or all(
            y < top - 1 or y > top for y in words
        )
        numbered = [
            f"—{page + 1}—" in read.lines(page)[-1][1] if read.lines(page) else False for page in range(pages)
        ]
        shapes.add((pages, tuple(numbered)))
    if duplex:
        assert (4, (True, True, False, False)) in shapes  # a blank page and the 版记 bear no number (7.5)
    else:
        assert all(all(numbered) for _, numbered in shapes)


def test_a_signature_is_never_alone_on_its_page(printed):
    for lines in range(8, 40):
        read = printed(FULL * (28 * lines - 2), sealed=bool(lines % 2))
        last = [text for _, text, _ in read.lines(len(read.pages) - 1)]
        place = last.index(ISSUER)
        assert place >= 2, lines
        assert FULL in last[place - 2], lines


def test_attachments_are_named_below_the_text_and_hang(printed):
    names = ("入党志愿书", "支部大会讨论接收预备党员会议记录和表决情况汇总表及全体到会党员签到表")
    read = printed("同意。", annexes=tuple(map(Annex, names)))
    rows = read.lines(0)
    place = next(place for place, row in enumerate(rows) if row[1].startswith("附件"))
    one, two, three = rows[place : place + 3]
    assert one[1] == "附件：1.入党志愿书"
    assert two[1].startswith("2.支部大会")
    assert one[2][0] == close(28 + 2 * PER_CHARACTER)
    assert one[2][5] == two[2][2] == close(three[2][0])
    alone = printed("同意。", annexes=(Annex("名单。"),))
    assert "附件：名单" in [text for _, text, _ in alone.lines(0)]


def test_an_attachment_is_printed_on_a_page_of_its_own_before_the_imprint(printed):
    table = Table((Column("序号"), Column("姓名")), [(1, "林知夏"), (2, "阿依古丽·买买提")])
    annexes = (
        Annex("名单", (table, Paragraph("共2人。"))),
        Annex("说明。", (Heading("一、来源"), Paragraph("档案。"))),
    )
    read = printed("同意。", annexes=annexes, copies="教务处", printer="办公室")
    first, second = read.lines(1), read.lines(2)
    assert (first[0][1], first[1][1]) == ("附件1", "名单")
    assert first[0][2][0] == close(28)
    assert first[0][0] == close(37 + BASE)
    assert first[1][0] - first[0][0] == close(2 * measures.LINE / MM + 0.86 * 6 / MM)  # the third line
    assert [text for _, text, _ in second][:4] == ["附件2", "说明", "一、来源", "档案。"]
    assert [text for _, text, _ in second][-1] == "—3—"
    assert read.rules(2)[-1][3] == close(262)


def test_headings_have_the_faces_of_their_level(printed):
    read = printed("一、基本情况", "（一）考察。情况属实。", "1.时间", "二、" + "很长的编号段落，" * 8)
    text = read.pages[0].get_textpage()
    said = text.get_text_range()

    def face(word):
        name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
        raw.FPDFText_GetFontInfo(text, said.index(word), name, 100, flags)
        return name.value.decode().rpartition("+")[2]

    body = face("属实")
    assert len({face("基本"), face("考察"), body}) == 3
    assert face("时间") == face("编号") == body


def test_a_heading_never_ends_a_page(printed):
    for lines in range(14, 24):
        read = printed(FULL * (28 * lines - 2), "一、结论", "同意。")
        assert all("一、结论" not in read.lines(page)[-2][1] for page in range(len(read.pages)))


def test_a_red_head_stands_35_mm_down_and_its_rule_4_mm_under_the_number(printed):
    read = printed("同意。", style="red", head=f"{ISSUER}文件", number="青中党支〔2026〕3号")
    left, top, right, _ = read.ink(0, foot=95)
    assert top == close(37 + 35)  # 7.2.4
    assert (left, right) == (close(28), close(184))  # condensed to the type area
    number, (rule,) = read.line(0, "青中党支〔2026〕3号"), read.rules(0)
    assert (number[2][0] + number[2][-1] + 16 / MM) / 2 == close(106)
    assert rule[1] - (number[0] - BASE + 16 / MM) == close(4)  # 7.2.7
    title = read.line(0, "关于召开支部大会的通知")
    head_of_title = title[0] - 0.86 * 22 / MM
    assert close(rule[3] + 2 * measures.LINE / MM) == head_of_title  # 空二行
    colours = read.pages[0].render(scale=1).to_pil().convert("RGB").crop((80, 200, 515, 330)).getcolors(99999)
    assert any(red > 240 and green < 20 for _, (red, green, _) in colours)


def test_a_paper_going_up_names_its_signer_at_the_right(printed):
    read = printed("请批示。", style="red", number="青中党支〔2026〕3号", signer="方砚舟")
    starts = read.line(0, "青中党支〔2026〕3号签发人：方砚舟")[2]
    assert starts[0] == close(28 + PER_CHARACTER)
    assert starts[-1] + PER_CHARACTER == close(184 - PER_CHARACTER)


def test_a_paper_without_head_carries_its_number_at_the_right_of_the_first_line(printed):
    read = printed("同意。", number="青中党支〔2026〕3号")
    number, title = read.line(0, "青中党支〔2026〕3号"), read.line(0, "关于召开支部大会的通知")
    assert number[0] == close(37 + BASE)
    assert number[2][-1] + PER_CHARACTER == close(184)
    assert title[0] - number[0] == close(3 * measures.LINE / MM + 0.86 * 6 / MM)
    assert not read.rules(0)


def test_a_table_in_the_text_leaves_the_next_line_on_the_grid(tmp_path):
    path = tmp_path / "table.pdf"
    table = Table((Column("姓名"), Column("性别")), [("林知夏", "女")] * 5)
    blocks = (Paragraph("名单如下："), table, Paragraph("请审核。"))
    write(Document("报告", blocks, official=Official(ISSUER, DAY)), path)
    read = Read(path)
    before, after = read.line(0, "名单如下："), read.line(0, "请审核。")
    lines = (after[0] - before[0]) / (measures.LINE / MM)
    assert lines > 2
    assert lines == pytest.approx(round(lines), abs=0.02)
    read.file.close()


def test_a_very_long_name_is_set_smaller_and_a_short_one_in_the_middle(printed):
    for head in ("中国共产党青禾市第一中学教育集团联合总支部委员会文件", "党支部"):
        left, top, right, _ = printed("同意。", style="red", head=head).ink(0, foot=95)
        assert top == close(72)
        assert (left + right) / 2 == close(106)
        assert left > 27
        assert right < 185


def test_a_letter_has_its_double_lines_and_no_number_on_its_first_page(printed):
    read = printed(
        FULL * 28 * 30, style="letter", number="青中党支函〔2026〕5号", copies="教务处", printer="办公室"
    )
    top, below, low, lowest = read.rules(0)
    assert read.ink(0, foot=43)[1] == close(30)  # 10.1, from the paper's edge
    assert top[1] == close(30 + 36 / MM + 4)
    assert all((rule[2] - rule[0], rule[0]) == (close(170), close(20)) for rule in (top, below, low, lowest))
    assert top[3] - top[1] > below[3] - below[1]
    assert low[3] - low[1] < lowest[3] - lowest[1]
    assert lowest[3] == close(297 - 20)
    assert read.line(0, "青中党支函〔2026〕5号")[2][-1] + PER_CHARACTER == close(184)
    assert "—" not in read.lines(0)[-1][1]
    assert read.lines(1)[-1][1] == "—2—"
    assert not read.rules(1)
    assert "抄送：教务处。" in read.lines(1)[-2][1]  # without rules and without 印发 (10.1)


def test_the_tree_tells_everything_that_is_printed():
    annexes, number = (Annex("甲"), Annex("乙")), "青中党支〔2026〕3号"
    official = Official(
        ISSUER,
        DAY,
        "全体党员:",
        number,
        annexes,
        "联系人：沈砚秋",
        "教务处",
        "办公室",
        head="红头",
        signer="方砚舟",
    )
    said = as_text(Document("关于开会的通知", (Paragraph("同意。"),), official=official))
    assert said.splitlines() == [
        "关于开会的通知", "同意。", "红头", number, "签发人：方砚舟", "全体党员：", "附件：1. 甲；2. 乙",
        ISSUER,
        "2026年11月20日", "（联系人：沈砚秋）", "抄送：教务处。", "办公室　2026年11月20日印发",
    ]  # fmt: skip
    nothing = Official("党支部", None, copies="无", printer="办公室")
    assert list(nothing.lines()) == ["党支部", nothing.dated, "办公室　印发"]


def test_a_character_without_a_face_is_named_wherever_it_stands():
    hidden = Annex("名单", (Paragraph("\U000f0001"),))
    named = uncovered_in(Document("通知", (), official=Official("\ue000支部", DAY, annexes=(hidden,))))
    assert [chars for _, chars in named] == ["\ue000", "\U000f0001"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_an_official_document_is_no_sheet(tmp_path, ending):
    with pytest.raises(OfficeError, match="不是表格") as refused:
        write(Document("通知", (), official=Official(ISSUER, DAY)), tmp_path / f"通知{ending}")
    assert ".pdf" in refused.value.remedy
    assert not list(tmp_path.iterdir())
