"""Files that cannot be read are refused in one sentence, whatever they are and however they hurt."""

import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from zoo import book, rezip, roster

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.intake import reading, sniff, worker
from partyoffice.intake.reading import read

SHEET = "xl/worksheets/sheet1.xml"
DATA = Path(__file__).parents[1] / "data" / "intake"


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "名册.xlsx"
    book(path, roster(20))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(OfficeError) as refused:
        read(path)
    sentence = str(refused.value)
    assert path.name in sentence
    assert "数据没有改动" in sentence
    assert refused.value.remedy
    return sentence


def test_a_folder_is_no_list_and_a_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "文件夹.xlsx").mkdir()
    assert "“文件夹.xlsx”是一个文件夹" in refusal(tmp_path / "文件夹.xlsx")
    if os.name == "posix":
        os.mkfifo(tmp_path / "管道.xlsx")
        assert "“管道.xlsx”不是文件" in refusal(tmp_path / "管道.xlsx")


FOREIGN = {
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF 文件，不是表格"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "PNG 图片"),
    "a photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG 图片"),
    "an archive": (b"Rar!\x1a\x07\x00", "RAR 压缩包"),
    "a database": (b"SQLite format 3\0" + b"\0" * 84, "数据库文件"),
    "a web page": (b"<html><body><table><tr><td>1</td></tr></table>", "网页格式"),
    "a web page with its mark": (b"\xef\xbb\xbf \r\n<!DOCTYPE html>\n<html>", "网页格式"),
    "a table alone": (b"<table border=1><tr><td>", "网页格式"),
    "a workbook of 2003": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook>',
        "网页格式",
    ),
    "nothing at all": (b"", "空文件"),
    "noise": (bytes(range(256)) * 8, "已损坏"),
    "plain text": ("姓名,性别\n林知夏,女\n".encode(), "里面是文本"),
    "an encrypted workbook": (sniff.OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "有打开密码"),
    "an old Word file": (sniff.OLE + b"\0" * 500 + "WordDocument".encode("utf-16-le"), "不是表格"),
    "an old workbook cut short": (sniff.OLE + b"\0" * 500 + "Workbook".encode("utf-16-le"), "已损坏"),
    "a zip cut short": (b"PK\x03\x04" + b"\0" * 60, "已损坏"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_another_kind_under_this_name_is_refused(tmp_path, name):
    body, told = FOREIGN[name]
    path = tmp_path / "名册.xls"
    path.write_bytes(body)
    assert told in refusal(path)


def test_a_web_table_called_mso_is_told_to_be_saved_again(tmp_path):
    path = tmp_path / "名册.xls"
    path.write_bytes(b"<?xml version='1.0'?><html xmlns:o='urn:x'><table>")
    assert "另存为 .xlsx" in refusal(path)


def test_endless_web_prologues_are_judged_in_one_pass(tmp_path):
    """With backtracking the ways to split these would double with each one."""
    path = tmp_path / "名册.xls"
    path.write_bytes(b"<??>" * 300 + b"<!---->" * 300 + b"x")
    assert "里面是文本" in refusal(path)


def test_a_reader_that_talks_without_end_is_stopped(good, monkeypatch):
    line = '{"book": "xlsx", "hidden_sheets": []}'
    code = f"import time\nwhile True: print({line!r}, flush=True); time.sleep(0.01)"
    monkeypatch.setattr(reading, "_command", lambda _path, _only: [sys.executable, "-c", code])
    with pytest.raises(OfficeError, match="还没有读完"):
        read(good, seconds=0.4)


def test_a_workbook_called_csv_is_refused_with_its_right_ending(good):
    path = good.rename(good.with_suffix(".csv"))
    assert "请把扩展名改为 .xlsx" in refusal(path)


def test_a_missing_file_is_refused(tmp_path):
    assert "不存在" in refusal(tmp_path / "没有.xlsx")


def test_an_unknown_encoding_is_refused(tmp_path):
    path = tmp_path / "乱码.csv"
    path.write_bytes(b"\xff\xff\xfe\x81\x30\n" * 5)
    assert "编码无法识别" in refusal(path)


@pytest.mark.parametrize(
    ("member", "told"),
    [("word/document.xml", "不是表格"), ("xl/workbook.bin", ".xlsb"), ("photo.jpg", "压缩包")],
)
def test_other_zips_are_refused(tmp_path, member, told):
    path = tmp_path / "名册.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        if "/" in member:
            archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "x")
    assert told in refusal(path)


def test_a_truncated_workbook_is_refused(good):
    good.write_bytes(good.read_bytes()[:3000])
    assert "已损坏" in refusal(good)


def test_a_sheet_that_unpacks_to_200_times_its_size_is_refused(good):
    rezip(good, {SHEET: lambda body: body + b" " * (16 * 2**20)})
    assert good.stat().st_size < 100_000
    assert "展开后过大" in refusal(good)


def test_too_many_entries_are_refused(good):
    with zipfile.ZipFile(good, "a") as archive:
        for number in range(2001):
            archive.writestr(f"xl/media/{number}.txt", "")
    assert "展开后过大" in refusal(good)


def test_many_parts_that_each_look_harmless_are_refused_for_their_sum(good):
    part = b" " * 2**20
    with zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(201):
            archive.writestr(f"xl/media/{number}.txt", part)
    assert good.stat().st_size < 2**21
    assert "展开后过大" in refusal(good)


def test_a_file_of_more_than_a_hundred_megabytes_is_not_opened(good):
    with good.open("r+b") as handle:
        handle.truncate(100 * 2**20 + 1)
    assert "有 101 MB，超过 100 MB" in refusal(good)


def test_a_directory_of_a_million_entries_is_refused_before_it_is_read(good):
    body = bytearray(good.read_bytes())
    end = body.rindex(b"PK\x05\x06")
    body[end + 12 : end + 16] = struct.pack("<I", 50_000_000)
    good.write_bytes(body)
    assert "展开后过大" in refusal(good)


def test_lying_sizes_are_refused(good):
    """The directory says 100 bytes where 30 MB come out."""
    rezip(good, {SHEET: lambda body: body.replace(b"</sheetData>", b" " * (30 * 2**20) + b"</sheetData>")})
    body = bytearray(good.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(body))) as archive:
        size = archive.getinfo(SHEET).file_size
    packed = struct.pack("<I", size)
    while packed in body:
        at = body.index(packed)
        body[at : at + 4] = struct.pack("<I", 100)
    good.write_bytes(bytes(body))
    assert "已损坏" in refusal(good)


def test_an_entity_bomb_is_refused(good):
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'"><!ENTITY b "' + b"&a;" * 50 + b'">]>'
    rezip(good, {"xl/workbook.xml": lambda body: body.replace(b"<workbook", bomb + b"<workbook", 1)})
    assert "已损坏" in refusal(good)


def test_a_text_hungry_for_memory_is_refused(tmp_path):
    path = tmp_path / "宽.csv"
    path.write_bytes((",".join(["x" * 20] * 300) + "\n").encode() * 15_000)
    assert "内存太多" in refusal(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_workbook_hungry_for_memory_is_refused(tmp_path):
    """A thousand cells spread over 49 000 rows and 300 columns: 15 million cells when laid out."""

    def spread(_workbook, sheet):
        sheet.write_string(0, 299, "x")
        for row in range(0, 49_000, 49):
            sheet.write_string(row, 0, "林知夏")

    path = tmp_path / "稀疏.xlsx"
    book(path, [], after=spread)
    assert "展开后过大" in refusal(path)


def test_an_old_workbook_with_a_password_is_told_so(tmp_path):
    """The record after the first one of the workbook becomes FilePass."""
    body = bytearray((DATA / "旧名册.xls").read_bytes())
    begin = body.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    body[begin + 20 : begin + 22] = b"\x2f\x00"
    path = tmp_path / "加密.xls"
    path.write_bytes(body)
    assert "有打开密码" in refusal(path)


def test_a_reading_that_takes_too_long_is_stopped(good, monkeypatch):
    monkeypatch.setattr(
        reading, "_command", lambda _path, _only: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    with pytest.raises(OfficeError, match="还没有读完"):
        read(good, seconds=0.3)


def test_a_reader_that_dies_is_told_as_damage(good, monkeypatch):
    monkeypatch.setattr(
        reading, "_command", lambda _path, _only: [sys.executable, "-c", "import os; os.abort()"]
    )
    assert "已损坏" in refusal(good)


def test_cancelling_ends_the_reading(good):
    with pytest.raises(Cancelled):
        read(good, progress=lambda _share, _text: False)


def test_the_built_program_starts_itself_as_the_reader(good, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reading._command(good, "一") == [sys.executable, worker.FLAG, str(good), "一"]


def test_the_reader_is_found_from_any_folder(good, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(read(good).sheets[0].rows) == 21


def test_the_reader_holds_its_memory_limit(tmp_path):
    code = "from partyoffice.intake.worker import limit_memory; limit_memory(); bytearray(450 * 2**20)"
    root = str(Path(reading.__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=False)
    assert (b"MemoryError" in done.stderr) is (sys.platform == "linux")
