import io
import random
from pathlib import Path

import pytest
from PIL import Image

from partyoffice.core.errors import OfficeError
from partyoffice.store import attachments, blobs, looks
from partyoffice.store.compound import MAGIC
from tests.store.forged import (
    EXCEL,
    EXCEL_MACROS,
    OLD_BOOK,
    PDF,
    WORD,
    WORD_MACROS,
    compound,
    document,
    packed,
    with_macro_sheet,
)

HTML = "<html><body><table><tr><td>一</td></tr></table></body></html>".encode("gb18030")
EXE = b"MZ\x90\0\x03\0\0\0\x04" + bytes(200)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50)


def picture(kind="JPEG", size=(40, 30), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def pages(kind):
    out = io.BytesIO()
    first, second = Image.new("RGB", (30, 30), "red"), Image.new("RGB", (30, 30), "blue")
    first.save(out, kind, save_all=True, append_images=[second])
    return out.getvalue()


def sentence(name, content):
    with pytest.raises(OfficeError) as refused:
        attachments.keep(None, name, content)  # refused before anything could be stored
    return str(refused.value)


TAKEN = {
    "回单.pdf": PDF,
    "带标记.PDF": b"\xef\xbb\xbf\r\n" + PDF,
    "方案.docx": document(WORD),
    "名单.xlsx": document(EXCEL),
    "填报.xlsm": document(EXCEL_MACROS),
    "模板.docm": document(WORD_MACROS),
    "旧文.doc": compound("WordDocument"),
    "旧文.wps": compound("WordDocument"),
    "旧表.xls": compound(),
    "旧表.et": compound(),
    "更旧.xls": compound("Book"),
    "发票.ofd": packed({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": ""}),
}


def test_every_kind_is_taken_where_it_is_what_its_name_says(any_office):
    with any_office.change("附件") as session:
        names = [attachments.keep(session, name, content).name for name, content in TAKEN.items()]
    assert names == list(TAKEN)


def test_a_picture_is_taken_under_the_ending_of_another_for_it_is_made_anew(office):
    with office.change("附件") as session:
        for kind in ("JPEG", "MPO", "PNG", "BMP", "TIFF", "WEBP", "GIF"):
            assert attachments.keep(session, "微信图片.jpg", picture(kind)).name == "微信图片.jpg"
            assert attachments.keep(session, "截图.png", picture(kind)).name == "截图.jpg"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("假.pdf", EXE, "里面是程序文件，不是 PDF 文件"),
        ("假.docx", EXE, "里面是程序文件"),
        ("假.jpg", b"\x7fELF" + bytes(60), "里面是程序文件，不是图片"),
        ("快捷.pdf", b"L\0\0\0\x01\x14\x02\0" + bytes(60), "里面是快捷方式"),
        ("脚本.pdf", b"#!/bin/sh\n", "里面是程序文件"),
        ("导出.doc", HTML, "里面是网页，不是旧式 Word 或 WPS 文字文档"),
        ("导出.xls", b"<?xml version='1.0'?><Workbook>", "里面是网页"),
        ("存档.doc", b"MIME-Version: 1.0\r\n", "里面是网页"),
        ("格式.doc", b"{\\rtf1\\ansi}", "里面是 RTF 文档"),
        ("名单.xlsx", "姓名,性别\n林知夏,女".encode("gb18030"), "里面是文本，不是 Excel 工作簿"),
        ("名单.xlsx", "林".encode() * 2000, "里面是文本"),
        ("乱.pdf", bytes(range(256)), "里面是看不出种类的内容"),
        ("包.docx", packed({"a.txt": "x"}), "里面是压缩包，不是 Word 文档"),
        ("文档.docx", packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "里面是 ODF 文档"),
        ("课件.docx", document("application/presentationml"), "里面是演示文稿"),
        ("怪.docx", document("application/x-unknown"), "里面是另一种 Office 文件"),
        ("课件.doc", compound("PowerPoint Document"), "里面是旧式演示文稿"),
        ("邮件.doc", compound("__properties_version1.0"), "里面是 Outlook 邮件"),
        ("别的.wps", compound("CONTENTS"), "里面是另一种旧式 Office 文件"),
        ("手机.jpg", HEIC, "里面是 HEIC 照片，不是图片"),
        ("视频.jpg", b"\0\0\0\x18ftypisom" + bytes(50), "里面是音视频文件"),
        ("压.pdf", b"Rar!\x1a\x07\0", "里面是 RAR 压缩包"),
        ("双面.pdf", PDF + packed({"a.txt": "x"}), "里面是 PDF 文件，后面还接着一个压缩包"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_and_named(name, content, words):
    said = sentence(name, content)
    assert f"“{name}”{words}" in said
    assert "数据没有改动" in said


@pytest.mark.parametrize(
    ("name", "content", "words", "ending"),
    [
        ("方案.doc", document(WORD), "Word 文档（.docx）", ".docx"),
        ("方案.docx", compound("WordDocument"), "旧式 Word 或 WPS 文字文档", ".doc"),
        ("方案.docx", document(WORD_MACROS), "带宏的 Word 文档（.docm）", ".docm"),
        ("名单.xlsx", document(EXCEL_MACROS), "带宏的 Excel 工作簿（.xlsm）", ".xlsm"),
        ("名单.xlsx", document(WORD), "Word 文档（.docx）", ".docx"),
        ("旧表.doc", compound(), "旧式 Excel 或 WPS 表格", ".xls"),
        ("扫描.pdf", picture(), "JPEG 图片", ".jpg"),
        ("扫描.jpg", PDF, "PDF 文件", ".pdf"),
    ],
)
def test_a_kind_that_is_kept_under_another_name_is_told_its_right_ending(name, content, words, ending):
    said = sentence(name, content)
    assert f"“{name}”里面是 {words}" in said or f"“{name}”里面是{words}" in said
    assert f"把扩展名改为 {ending} 再附" in said


def test_what_is_embedded_in_a_document_does_not_make_it_another_kind():
    book = compound("Workbook", "WordDocument")  # both at the top: the first that is known counts
    assert looks.look_of(book) is looks.DOC
    inside = bytearray(OLD_BOOK.read_bytes())
    name = "WordDocument".encode("utf-16-le")
    assert name not in inside
    at = inside.index(b"\0" * 64, inside.index("\x05Document".encode("utf-16-le")) + 128)
    inside[at : at + len(name)] = name  # a line of the directory that nothing at the top leads to
    inside[at + 64] = len(name) + 2
    assert looks.look_of(bytes(inside)) is looks.XLS


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("断.docx", document(WORD)[:-30], "已损坏，或没有下载完整"),
        ("断.xls", OLD_BOOK.read_bytes()[:700], "已损坏，或没有下载完整"),
        ("空头.doc", MAGIC + bytes(600), "已损坏，或没有下载完整"),
        ("密.docx", compound("EncryptedPackage"), "有打开密码"),
        ("空.pdf", b"", "是空文件"),
        ("空.jpg", b"", "是空文件"),
        ("大.docx", document(WORD) + bytes(attachments.LARGEST), "超过 20 MB"),
        ("断.jpg", picture(size=(300, 200))[:900], "不是能打开的照片"),
        ("两页.tif", pages("TIFF"), "不止一页"),
    ],
)
def test_what_is_broken_empty_locked_or_too_large_is_refused(name, content, words):
    assert words in sentence(name, content)


def test_a_directory_that_would_never_end_is_not_read():
    content = bytearray(document(WORD))
    at = content.rindex(b"PK\x05\x06")
    content[at + 12 : at + 16] = (looks.MOST_DIRECTORY + 1).to_bytes(4, "little")
    assert not looks.look_of(bytes(content)).whole


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_image_is_kept(kind):
    still = Image.open(io.BytesIO(blobs.as_picture(pages(kind))))
    assert (still.format, getattr(still, "n_frames", 1)) == ("JPEG", 1)
    red, _, blue = still.getpixel((5, 5))
    assert red > 200 > blue


def test_what_hides_behind_a_picture_is_not_kept():
    double = picture() + packed({"virus.exe": EXE})
    assert looks.is_picture(double)
    assert b"virus" not in blobs.as_picture(double)


@pytest.mark.parametrize(
    ("content", "may"),
    [
        (document(WORD), False),
        (document(EXCEL), False),
        (compound(), False),
        (PDF, False),
        (EXE, False),
        (document(WORD_MACROS), True),
        (document(EXCEL_MACROS), True),
        (document(WORD, **{"word/vbaProject.bin": b"x"}), True),
        (document(EXCEL, **{"xl/macrosheets/sheet1.xml": b"x"}), True),
        (compound("WordDocument", "_VBA_PROJECT"), True),
        (compound("Workbook", "Macros"), True),
        (compound("EncryptedPackage"), True),
        (with_macro_sheet(), True),
        (document(WORD)[:-30], True),
        (MAGIC + bytes(600), True),
    ],
)
def test_a_document_that_holds_macros_or_cannot_be_looked_into_may_hold_them(content, may):
    assert looks.may_hold_macros(content) is may


def test_bytes_spoilt_by_chance_have_a_look_and_never_break(tries):
    rnd = random.Random(48)
    sources = [document(WORD, a="x" * 400), compound(), compound("WordDocument"), PDF, picture()]
    lost = 0
    for n in range(tries(300, 20_000)):
        data = bytearray(sources[n % len(sources)])
        for _ in range(rnd.choice((1, 5, 40))):
            data[rnd.randrange(len(data))] = rnd.randrange(256)
        spoilt = bytes(data[: rnd.choice((len(data), rnd.randrange(1, len(data))))])
        look = looks.look_of(spoilt)
        lost += not look.endings
        assert isinstance(looks.may_hold_macros(spoilt), bool)
    assert lost > 20


def test_files_come_into_an_office_by_this_door_alone():
    """Besides it: the photo of a person and a laid scan, both drawn anew as JPEG."""
    sources = Path(attachments.__file__).parents[1].rglob("*.py")
    callers = {path.name for path in sources if "blobs.put(" in path.read_text(encoding="utf-8")}
    assert callers == {"attachments.py", "person_forms.py", "deeds.py", "placing_work.py"}
