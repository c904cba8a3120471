"""Text on its whole way: typed or imported, stored, shown, written as sheet, paper and JSON, read again."""

import csv
import json
import shutil
import unicodedata
from contextlib import closing
from datetime import date

import docx
import openpyxl
import pypdfium2
import pytest
from openpyxl.utils.escape import unescape
from sqlcipher3 import dbapi2

from partyoffice import plain
from partyoffice.cli.run import run
from partyoffice.core import clock
from partyoffice.core.field import Kind
from partyoffice.core.id_number import check_digit
from partyoffice.members.records import Person
from partyoffice.store.base import fields_of
from partyoffice.store.office import Office

NAMES = ("陆䶮", "𬭚清", "李\ufa0c", "王\uf900\U0002f81a", "阿依古丽·买买提")
BLOCKS = (0x3400, 0x4E00, 0xF900, 0x20000, 0x2F800)
POINTS = [
    chr(code)
    for start in BLOCKS
    for code in range(start, start + 1200)
    if unicodedata.category(chr(code)) != "Cn"
]
JUNK = "".join(chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x202E, 0xFEFF))
UNSEEN = frozenset(JUNK) - frozenset("\t\n\r")
SHORT = {Kind.TEXT, Kind.LONG, Kind.NAME}


@pytest.fixture
def path(blank, tmp_path):
    return shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")


def sheet_of(path, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows([["姓名", "人员类别", "备注"], *rows])
    return path


def take_in(office, sheet):
    assert run(["--office", str(office), "import", "members", str(sheet)]) == 0


def people(path):
    with Office.open(path, writing=False) as office, office.reading() as session:
        return [(one.name, one.note) for one in session.query(Person).order_by(Person.id)]


def test_five_thousand_characters_are_stored_as_typed_and_as_imported(path, tmp_path):
    assert len(POINTS) >= 5000
    names = ["张" + "".join(POINTS[at : at + 50]) for at in range(0, len(POINTS), 50)]
    with Office.open(path) as office:
        with office.change("新增") as session:
            session.add_all(Person(name=name, note=name) for name in names)
        office.release()
    assert people(path) == [(name, name) for name in names]
    other = shutil.copyfile(path, tmp_path / "另一所.dangwu")
    take_in(other, sheet_of(tmp_path / "名册.csv", [(f"李{name}", "正式党员", name) for name in names]))
    assert people(other) == [(name, name) for name in names] + [(f"李{name}", name) for name in names]


def test_rare_names_come_through_import_store_sheet_paper_and_import_again(path, tmp_path, capsys):
    take_in(
        path,
        sheet_of(tmp_path / "名册.csv", [(one, "正式党员", "Ａ座３楼") for one in NAMES], "gb18030"),
    )
    assert sorted(people(path)) == sorted((one, "Ａ座３楼") for one in NAMES)
    for ending in ("xlsx", "pdf", "docx", "csv"):
        out = tmp_path / f"导出.{ending}"
        assert run(["--office", str(path), "export", "members", str(out), "--unmasked"]) == 0
        told = "".join(READ[ending](out).split())
        # The library that reads a PDF makes the spelling of what it read uniform; the paper itself does not.
        wanted = [unicodedata.normalize("NFKC", one) if ending == "pdf" else one for one in NAMES]
        assert [one for one in wanted if one not in told] == [], ending
    capsys.readouterr()
    assert run(["--office", str(path), "--json", "import", "members", str(tmp_path / "导出.xlsx")]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["same"], again["new"], again["changed"]) == (len(NAMES), 0, 0), again


def test_leading_noughts_and_long_numbers_outlive_another_program_that_saves_the_sheet(
    path, tmp_path, capsys
):
    body = "33009919900101123"
    row = ["林知夏", "正式党员", body + check_digit(body), "19900000001", "057188886666", "0070"]
    sheet = tmp_path / "名册.csv"
    with sheet.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["姓名", "人员类别", "身份证号", "手机号码", "联系电话", "工号"], row])
    take_in(path, sheet)
    out, saved = tmp_path / "导出.xlsx", tmp_path / "另存.xlsx"
    columns = "姓名,身份证号,手机号码,联系电话,工号,人员类别"
    words = ["--office", str(path), "export", "members", str(out), "--unmasked", "--columns", columns]
    assert run(words) == 0
    book = openpyxl.load_workbook(out)
    book.save(saved)
    cells = {cell.value: (cell.data_type, cell.number_format) for line in book.active for cell in line}
    assert all(cells[text] == ("s", "@") for text in row[2:])
    capsys.readouterr()
    assert run(["--office", str(path), "--json", "import", "members", str(saved)]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["same"], again["new"], again["changed"]) == (1, 0, 0), again


def words_of_pdf(path):
    with closing(pypdfium2.PdfDocument(path)) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def words_of_docx(path):
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(one.text for one in document.paragraphs), *cells])


def words_of_xlsx(path):
    sheets = openpyxl.load_workbook(path).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    return "".join(unescape(cell) for cell in cells if isinstance(cell, str))


READ = {
    "xlsx": words_of_xlsx,
    "pdf": words_of_pdf,
    "docx": words_of_docx,
    "csv": lambda path: path.read_text("utf-8-sig"),
}


def test_an_office_full_of_control_characters_is_written_whole_and_without_them(tmp_path):
    path, seeded = tmp_path / "校.dangwu", 0
    with clock.stopped(date(2026, 11, 20)):
        assert run(["new", str(path), "--sample", "12"]) == 0
        with closing(dbapi2.connect(str(path), isolation_level=None)) as raw:
            for kind in plain.kinds():
                for field in (one for one in fields_of(kind) if one.kind in SHORT):
                    named = f'"{kind.__tablename__}" SET "{field.key}"'
                    raw.execute(f"UPDATE {named} = coalesce(\"{field.key}\", '') || ?", [JUNK])
                    seeded += raw.execute("SELECT changes()").fetchone()[0]
        assert seeded > 1000
        with Office.open(path) as office:
            plain.write(office, tmp_path / "明文")
            office.release()
        for ending, words_of in READ.items():
            out = tmp_path / f"导出.{ending}"
            assert run(["--office", str(path), "export", "members", str(out), "--unmasked"]) == 0
            assert not UNSEEN & set(words_of(out)), ending
    sheets = list((tmp_path / "明文" / "表格").iterdir())
    assert len(sheets) > 10
    for sheet in sheets:
        assert not UNSEEN & set(words_of_xlsx(sheet)), sheet
    for kept in (tmp_path / "明文" / "数据").iterdir():
        json.loads(kept.read_text("utf-8"))
