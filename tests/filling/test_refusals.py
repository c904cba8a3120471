"""What cannot be filled is refused in a sentence, and nothing is left behind."""

import contextlib
import errno
import gc
import io
import random
import zipfile

import docx
import openpyxl
import pytest
from papers import Shape, filled, people

from partyoffice.core.errors import OfficeError
from partyoffice.filling import package, word
from partyoffice.filling.opening import Wanted
from partyoffice.members.filling import targets
from partyoffice.store import files


def refused(path, made, *, count=3, **more):
    before = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(OfficeError) as said:
        if path.suffix == ".docx":
            word.fill(path, made, Wanted(targets(()), "fill"), people(count), {})
        else:
            filled(path, made, people(count), **more)
    assert {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    assert "再导入" not in str(said.value)
    return str(said.value)


def zipped(path, **parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return path


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
ABSURD = {
    "空.xlsx": b"",
    "文字.xlsx": "姓名,性别".encode(),
    "图片.xlsx": b"\x89PNG\r\n" + bytes(99),
    "压缩.xlsx": b"PK\x03\x04" + bytes(50),
    "密码.xlsx": LOCKED,
    "旧.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
    "旧.et": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
    "空.docx": b"",
    "密码.docx": LOCKED,
    "旧.docx": OLD,
    "文字.docx": "姓名".encode(),
    "压缩.docx": b"PK\x03\x04" + bytes(50),
}


@pytest.mark.parametrize("name", ABSURD)
def test_what_is_no_template_is_refused(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(ABSURD[name])
    said = refused(path, tmp_path / f"好{path.suffix}")
    assert said.count("。") >= 3
    assert path.suffix != ".docx" or "xlsx" not in said


def test_a_missing_template_and_one_without_a_head_are_refused(tmp_path):
    assert "不存在" in refused(tmp_path / "没有.xlsx", tmp_path / "好.xlsx")
    book = openpyxl.Workbook()
    book.active["A1"] = "购物清单"
    book.save(tmp_path / "无头.xlsx")
    assert "没有找到表头" in refused(tmp_path / "无头.xlsx", tmp_path / "好.xlsx")
    Shape(heads=("性别", "民族", "入党时间")).write(tmp_path / "无名.xlsx")
    assert "没有“姓名”这一列" in refused(tmp_path / "无名.xlsx", tmp_path / "好.xlsx")


def test_an_old_workbook_is_told_how_to_become_a_new_one(tmp_path):
    path = tmp_path / "旧.xls"
    path.write_bytes(ABSURD["旧.xls"])
    assert "另存为 .xlsx" in refused(path, tmp_path / "好.xlsx")
    path = tmp_path / "表.csv"
    path.write_text("姓名,性别\n", encoding="utf-8")
    assert "另存为 .xlsx" in refused(path, tmp_path / "好.xlsx")


def test_two_sheets_that_fit_alike_are_named(tmp_path):
    source = Shape().write(tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(source)
    book.copy_worksheet(book.active).title = "第二支部"
    book.save(source)
    assert "“花名册”、“第二支部”" in refused(source, tmp_path / "好.xlsx")
    filled(source, tmp_path / "好.xlsx", people(3), sheet="第二支部")
    assert openpyxl.load_workbook(tmp_path / "好.xlsx")["第二支部"]["B3"].value == people(1)[0]["name"]
    assert "没有名为" in refused(source, tmp_path / "又.xlsx", sheet="第三支部")


def test_an_answer_about_no_heading_or_to_no_column_is_refused(tmp_path):
    source = Shape().write(tmp_path / "模板.xlsx")
    assert "表头里没有" in refused(source, tmp_path / "好.xlsx", answers={"身高": "姓名"})
    assert "没有名为“身高”的栏目" in refused(source, tmp_path / "好.xlsx", answers={"备注": "身高"})


def test_the_template_itself_is_never_written_over(tmp_path):
    source = Shape().write(tmp_path / "模板.xlsx")
    assert "模板本身" in refused(source, source)
    (tmp_path / "链接.xlsx").symlink_to(source)
    assert "模板本身" in refused(source, tmp_path / "链接.xlsx")
    made = docx.Document()
    made.add_paragraph("{{姓名}}")
    made.save(tmp_path / "表.docx")
    assert "模板本身" in refused(tmp_path / "表.docx", tmp_path / "表.docx")


def test_a_word_file_without_placeholders_or_with_macros_is_refused(tmp_path):
    made = docx.Document()
    made.add_paragraph("姓名：")
    made.save(tmp_path / "空.docx")
    assert "没有占位符" in refused(tmp_path / "空.docx", tmp_path / "好.docx")
    contents = (
        '<Types xmlns="x"><Default ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    )
    zipped(tmp_path / "宏.docx", **{"[Content_Types]_xml": contents, "word__document_xml": "<a/>"})
    assert "宏" in refused(tmp_path / "宏.docx", tmp_path / "好.docx")


def test_a_workbook_with_macros_is_refused_before_excel_refuses_it(tmp_path):
    source, other = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "宏.xlsx"
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(other, "w") as made:
        for name in archive.namelist():
            body = archive.read(name)
            made.writestr(name, body.replace(b"spreadsheetml.sheet.main+xml", b"x-macroEnabled.main+xml"))
    assert "宏" in refused(other, tmp_path / "好.xlsx")


def test_entities_are_never_expanded_and_a_swollen_part_is_refused(tmp_path, monkeypatch):
    bomb = (
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
        + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>{{姓名}}&j;</w:t></w:r></w:p></w:body></w:document>"
    )
    made = docx.Document()
    made.add_paragraph("{{姓名}}")
    made.save(tmp_path / "表.docx")
    with zipfile.ZipFile(tmp_path / "表.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "弹.docx", "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, bomb if name == "word/document.xml" else body)
    with contextlib.suppress(OfficeError):
        word.fill(tmp_path / "弹.docx", tmp_path / "好.docx", Wanted(targets(()), "fill"), people(1), {})
    assert all(one.stat().st_size < 10**6 for one in tmp_path.iterdir())
    monkeypatch.setattr(package, "MOST_PART", 100)
    source = Shape().write(tmp_path / "模板.xlsx")
    assert "太大" in refused(source, tmp_path / "很好.xlsx")


def test_a_thousand_damages_are_sentences(tmp_path):
    """Bytes flipped, parts cut and left out: filled, or refused; never anything else."""
    source, made = Shape(total={1: "合计"}).write(tmp_path / "模板.xlsx"), tmp_path / "好.xlsx"
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rnd, other = random.Random(7), tmp_path / "坏.xlsx"
    for _at in range(40):
        name = rnd.choice([one for one in parts if one.endswith((".xml", ".rels"))])
        body = bytearray(parts[name])
        kind = rnd.randrange(4)
        if kind == 0:
            body[rnd.randrange(len(body))] = rnd.randrange(256)
        elif kind == 1:
            del body[rnd.randrange(len(body)) :]
        elif kind == 2:
            body = bytearray(bytes(body).replace(b"r=", b"x=", 1))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for each, content in parts.items():
                if each != name or kind != 3:
                    archive.writestr(each, bytes(body) if each == name else content)
        other.write_bytes(buffer.getvalue())
        try:
            filled(other, made, people(7))
        except OfficeError:
            continue


@pytest.mark.parametrize("kind", [".xlsx", ".docx"])
def test_wherever_the_disk_ends_the_older_file_stays_and_nothing_is_left_open(tmp_path, room, tries, kind):
    if kind == ".xlsx":
        source = Shape().write(tmp_path / "模板.xlsx")
    else:
        source, paper = tmp_path / "模板.docx", docx.Document()
        paper.add_paragraph("{{姓名}}")
        paper.save(str(source))
    made, steps = tmp_path / f"好{kind}", tries(4, 100)
    made.write_bytes(b"older")
    for step in range(steps):
        with room(4000 * step // steps):
            assert "没有改动" in refused(source, made)
    gc.collect()  # what was left open shows here
    assert made.read_bytes() == b"older"


def test_a_full_disk_and_a_file_in_use_leave_the_older_file(tmp_path, monkeypatch):
    source, made = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "好.xlsx"
    made.write_bytes(b"older")
    for number, told in ((errno.ENOSPC, "空间不足"), (errno.EACCES, "正在 WPS 或 Excel 中打开")):

        def fail(*_about, number=number):
            raise OSError(number, "no")

        with monkeypatch.context() as patch:
            patch.setattr(files, "sync", fail)
            assert told in refused(source, made)
    assert made.read_bytes() == b"older"
    assert "找不到文件或文件夹" in refused(source, tmp_path / "没有" / "好.xlsx")
