import re

import pytest
from pypdf import PdfReader

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.reports import pdf
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
)  # fmt: skip

ONE_LINE = {"序号": "number", "出生年月": "date", "公民身份号码": "id"}
TITLES = "序号 姓名 性别 民族 出生年月 公民身份号码 学历 部门 职务 所在党支部 人员类别 备注"
COLUMNS = tuple(Column(title, kind=ONE_LINE.get(title, "text")) for title in TITLES.split())
NAMES = ("林知夏", "沈砚秋", "方砚舟", "阿依古丽·买买提", "顾𬭎", "㛃䶮", "许𬱖")


def people(count):
    for place in range(count):
        yield (
            place + 1, NAMES[place % 7], "女", "汉族", Day(1960 + place % 40, place % 12 + 1),
            f"330099{1960 + place % 40}0101{place % 10000:04d}", "大学本科", "语文教研组", "", "第一党支部",
            "正式党员", "由外校转入，材料齐全" if place % 9 == 0 else "",
        )  # fmt: skip


def roster(rows, *more):
    return Document("党员花名册", (Table(COLUMNS, rows), *more), page=Page(landscape=True))


def pages(path):
    return [page.extract_text() for page in PdfReader(path).pages]


def test_text_reads_back_as_it_was_rare_characters_included(tmp_path, rare, bare):
    prose = "该同志自递交入党申请书以来，能够认真学习；《细则（2026年版）》第3章——“程序”……" * 4
    blocks = (
        Paragraph(prose, "body"),
        Paragraph(rare),
        Heading(rare),
        Fields((("姓名", "顾𬭎"), ("籍贯", rare))),
    )
    path = tmp_path / "text.pdf"
    assert pdf.write(Document(f"关于{rare}的请示", blocks, foot=""), path) == 1
    wanted = f"关于{rare}的请示" + prose + rare + rare + "姓名顾𬭎籍贯" + rare
    assert bare(pages(path)[0]) == bare(wanted)


def test_every_font_is_an_embedded_subset_with_a_text_map(tmp_path):
    path = tmp_path / "fonts.pdf"
    blocks = (Heading("黑体"), Heading("楷体", 2), Paragraph("仿宋", "body"), Paragraph("宋𬭎"))
    pdf.write(Document("标题", blocks), path)
    found = {}
    for page in PdfReader(path).pages:
        for font in page["/Resources"]["/Font"].values():
            face = font.get_object()
            found[face["/BaseFont"]] = face
    ours = {name: face for name, face in found.items() if face["/Subtype"] == "/TrueType"}
    named = {re.search(r"Dangwu(Song|Title|Hei|Kai|Fang)", name)[1] for name in ours}
    assert named == {"Song", "Title", "Hei", "Kai", "Fang"}
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in ours)
    assert all("/FontFile2" in face["/FontDescriptor"] and "/ToUnicode" in face for face in ours.values())
    assert path.stat().st_size < 100_000


def test_a_long_roster_has_its_head_on_each_page_and_right_numbers(tmp_path, bare):
    path = tmp_path / "long.pdf"
    count = pdf.write(roster(people(2000)), path)
    texts = [bare(text) for text in pages(path)]
    assert len(texts) == count > 50
    head = "".join(column.title for column in COLUMNS)
    assert not [place for place, text in enumerate(texts, 1) if head not in text]
    assert not [place for place, text in enumerate(texts, 1) if f"第{place}页共{count}页" not in text]
    numbers = re.findall(r"(\d+)(?=林知夏|沈砚秋|方砚舟|阿依|顾𬭎|㛃䶮|许𬱖)", "".join(texts))
    found = "".join(texts)
    assert all(f"330099{1960 + place % 40}0101{place % 10000:04d}" in found for place in range(2000))
    assert len(numbers) == 2000


def test_a_cell_taller_than_a_page_goes_on_over_the_next(tmp_path, bare):
    path = tmp_path / "tall.pdf"
    long = "".join(f"第{place}条意见，" for place in range(1500))
    table = Table((Column("序号", 1), Column("内容", 3)), ((1, long), (2, "完")))
    count = pdf.write(Document("意见", (table,)), path)
    texts = [bare(text) for text in pages(path)]
    assert count == len(texts) > 2
    assert all("序号内容" in text for text in texts)
    body = "".join(re.sub(r"^(意见)?序号内容|第\d+页共\d+页", "", text) for text in texts)
    assert body == f"1{long}2完"


def test_no_ink_leaves_the_page(tmp_path):
    path = tmp_path / "wide.pdf"
    wide = Table((Column("很长的栏目名称" * 3),) * 30, [("330099199001011234",) * 30] * 30)
    pdf.write(Document("宽表", (wide,), page=Page(landscape=True)), path)
    places = []

    def seen(text, _matrix, placed, _font, size):
        if text.strip():
            places.append((placed[4], placed[5]))

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=seen)
        right, top = float(page.mediabox.right), float(page.mediabox.top)
    assert places
    assert all(0 < x < right and 0 < y < top for x, y in places)


def test_an_empty_table_says_so(tmp_path, bare):
    path = tmp_path / "none.pdf"
    pdf.write(Document("名册", (Table(COLUMNS, ()), Table((Column("甲"),), (), empty="本年度没有"))), path)
    text = bare(pages(path)[0])
    assert "人员类别备注无甲本年度没有" in text


@pytest.mark.parametrize(
    "hostile", ["<b>张</b>", "&lt;", "<img src='file:///a.png'/>", "=1+1", "%s {page}", "(\\)"]
)
def test_hostile_text_is_printed_letter_by_letter(tmp_path, bare, hostile):
    path = tmp_path / "hostile.pdf"
    table = Table((Column(hostile),), ((hostile,),))
    pdf.write(Document(hostile, (Paragraph(hostile), table), foot=""), path)
    assert bare(pages(path)[0]) == bare(hostile) * 4


def test_control_characters_do_not_stop_a_print(tmp_path, bare):
    path = tmp_path / "control.pdf"
    pdf.write(Document("表", (Table((Column("甲"),), (("林\x00知\x0b夏\ud800",),)),), foot=""), path)
    assert bare(pages(path)[0]).startswith("表甲林知夏")


def test_signatures_stay_with_the_last_row(tmp_path, bare):
    for count in range(15, 45):
        path = tmp_path / "signed.pdf"
        pdf.write(roster(list(people(count)), Signatures(("负责人", "填表人"))), path)
        last = bare(pages(path)[-1])
        assert "负责人：" in last
        assert bare(f"{count}{NAMES[(count - 1) % 7]}") in last, count


def test_notes_between_the_last_row_and_the_signatures_take_the_row_along(tmp_path, bare):
    for count in range(15, 45):
        path = tmp_path / "noted.pdf"
        notes = (Paragraph("注：以档案为准。", "note"), Paragraph("说明", "note"))
        pdf.write(roster(list(people(count)), *notes, Signatures(("负责人",))), path)
        last = bare(pages(path)[-1])
        assert "说明负责人：" in last
        assert bare(f"{count}{NAMES[(count - 1) % 7]}") in last, count


def test_a_heading_never_ends_a_page(tmp_path, bare):
    for count in range(20, 60):
        path = tmp_path / "heading.pdf"
        blocks = (*(Paragraph("文") for _ in range(count)), Heading("结论"), Paragraph("同意。"))
        pdf.write(Document("报告", blocks, foot=""), path)
        assert not [text for text in map(bare, pages(path)) if text.endswith("结论")], count


def test_a_page_break_begins_a_sheet(tmp_path, bare):
    path = tmp_path / "broken.pdf"
    pdf.write(Document("甲", (Paragraph("前"), PageBreak(), Paragraph("后")), foot=""), path)
    assert [bare(text) for text in pages(path)] == ["甲前", "后"]


def test_sheets_lie_as_their_documents_ask(tmp_path):
    path = tmp_path / "mixed.pdf"
    upright, lying = Document("甲", (Paragraph("一"),)), roster(list(people(3)))
    assert pdf.write([upright, lying], path) == 2
    boxes = [page.mediabox for page in PdfReader(path).pages]
    assert [round(float(box.width)) for box in boxes] == [595, 842]
    assert ["第1页共1页" in "".join(text.split()) for text in pages(path)] == [True, True]


def test_a_photo_is_printed_and_a_broken_one_is_said(tmp_path, photo, bare):
    path = tmp_path / "photo.pdf"
    pdf.write(Document("卡", (Photo(photo), Photo(b"no picture"), Photo(None))), path)
    page = PdfReader(path).pages[0]
    assert len(page.images) == 1
    assert "照片无法读取照片" in bare(page.extract_text())


def test_progress_tells_pages_of_one_and_papers_of_many(tmp_path):
    told = []
    path = tmp_path / "told.pdf"
    count = pdf.write(roster(people(100)), path, progress=lambda *said: told.append(said) or True)
    assert told == [(place, count) for place in range(1, count + 1)]
    told.clear()
    several = [Document("甲", ()), Document("乙", ())]
    pdf.write(several, path, progress=lambda *said: told.append(said) or True)
    pdf.write(iter(several), path, progress=lambda *said: told.append(said) or True)
    assert told == [(1, 2), (2, 2), (1, 0), (2, 0)]


def test_cancelling_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "old.pdf"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        pdf.write(roster(people(200)), path, progress=lambda done, _total: done < 2)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path):
    def failing():
        yield from people(50)
        message = "torn"
        raise RuntimeError(message)

    path = tmp_path / "old.pdf"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError, match="torn"):
        pdf.write(roster(failing()), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert pdf.write(roster(people(5)), path) == 1


def test_a_missing_folder_is_said_in_a_sentence(tmp_path):
    with pytest.raises(OfficeError, match="找不到文件或文件夹"):
        pdf.write(roster(people(1)), tmp_path / "none" / "a.pdf")


def test_what_cannot_be_printed_is_named_beforehand():
    table = Table((Column("姓名"),), [("林知夏",), ("张\uabcd",)])
    fields = Fields((("民族\uabcd", "汉"),))
    blocks = (table, Paragraph("好"), Heading("\U0001f600"), Signatures(("人",)), fields)
    assert pdf.uncovered_in(Document("名册\U0001f600", blocks)) == [
        ("名册\U0001f600", "\U0001f600"),
        ("张\uabcd", "\uabcd"),
        ("\U0001f600", "\U0001f600"),
        ("民族\uabcd", "\uabcd"),
    ]
