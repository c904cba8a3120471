"""Sixty files in every encoding, mark and line end that people save: the same names come out of each."""

from itertools import product

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.intake.delimited import load

NAMES = (
    "陆䶮",
    "阿依古丽·买买提",
    "𬭚清",
    "李\ufa0c",
    "联通",
)  # beyond GBK, beyond the BMP, not to be normalised
OF_GBK = ("林知夏", "阿依古丽·买买提", "联通", "镕基", "喆")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk")
FILES = list(product(ENCODINGS, ",;\t", ("\r\n", "\n", "\r")))


def test_there_are_sixty():
    assert len(FILES) >= 60


@pytest.mark.parametrize(("encoding", "mark", "end"), FILES)
def test_names_come_out_of_every_encoding_as_they_went_in(tmp_path, encoding, mark, end):
    names = OF_GBK if encoding == "gbk" else NAMES
    rows = [["姓名", "性别", "备注"], *([name, "女", "第一，第二"] for name in names)]
    path = tmp_path / "名册.csv"
    path.write_bytes(end.join(mark.join(row) for row in rows).encode(encoding))
    (sheet,) = load(path).sheets
    assert sheet.rows == rows


@pytest.mark.parametrize("first", ["utf-8", "gbk"])
def test_two_files_put_together_are_refused_and_never_half_garbled(tmp_path, first):
    second = "gbk" if first == "utf-8" else "utf-8"
    path = tmp_path / "合并.csv"
    path.write_bytes("姓名,学历\r\n林知,本科\r\n".encode(first) + "沈秋,大专\r\n方舟,高中\r\n".encode(second))
    with pytest.raises(OfficeError, match="不全是一种文字编码") as refused:
        load(path)
    assert "数据没有改动" in str(refused.value)


def test_a_utf8_file_cut_within_a_character_is_refused_with_that_cause(tmp_path):
    path = tmp_path / "半个.csv"
    path.write_bytes("姓名,学历\r\n林知,本科\r\n沈秋,大专".encode()[:-1])
    with pytest.raises(OfficeError, match="没有复制完整"):
        load(path)


@pytest.mark.parametrize("text", ["姓名,性别\r\n联通,女\r\n", "姓名\r\n隆\r\n聬\r\n", "姓名,单位\n钱,锘\n"])
def test_what_is_gbk_by_every_line_is_never_taken_for_a_mixture(tmp_path, text):
    path = tmp_path / "名册.csv"
    path.write_bytes(text.encode("gbk"))
    (sheet,) = load(path).sheets
    assert [row[0] for row in sheet.rows] == [line.split(",")[0] for line in text.splitlines()]
