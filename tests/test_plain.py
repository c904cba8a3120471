"""Everything can be had as sheets and JSON, and of an encrypted office only by an explicit yes."""

import json
import os
import shutil
from datetime import date

import pytest
from openpyxl import load_workbook

from partyoffice import parts, plain  # noqa: F401 -- parts bring in every record kind
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import History, Person
from partyoffice.store import attachments, backup, settings
from partyoffice.store.base import Table
from partyoffice.store.office import Office

PHOTO = b"\xff\xd8\xff no picture at all"


@pytest.fixture
def office(blank, tmp_path):
    found = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    with found.change("新增") as session:
        one = Person(name="林知夏", id_number="330099199003071234", note="长" * 20000)
        session.add(one)
        session.flush()
        session.add(History(person_id=one.id, fact="党支部", start=Day(2020, 9)))
        attachments.blobs.put(session, PHOTO)
    yield found
    found.release()


def rows(path):
    return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]


def test_every_kind_of_record_is_a_sheet_with_its_own_headings(office, tmp_path):
    counts = plain.write(office, tmp_path / "明文")
    head, person = rows(tmp_path / "明文" / "表格" / "党员.xlsx")
    told = dict(zip(head, person, strict=True))
    assert (told["姓名"], told["身份证号"], told["编号"]) == ("林知夏", "330099199003071234", 1)
    assert told["备注"].endswith("（全文在“数据”文件夹）")
    head, history = rows(tmp_path / "明文" / "表格" / "履历.xlsx")
    told = dict(zip(head, history, strict=True))
    assert (told["党员编号"], told["党员"]) == (1, "林知夏")
    assert counts["person"] == 1


def test_the_data_hold_every_table_whole(office, tmp_path):
    counts = plain.write(office, folder := tmp_path / "明文")
    names = {one.name for one in Table.metadata.sorted_tables} - {"blob"}
    assert {one.stem for one in (folder / "数据").iterdir()} == names == set(counts)
    read = {name: json.loads((folder / "数据" / f"{name}.json").read_text("utf-8")) for name in names}
    assert {name: len(found) for name, found in read.items()} == counts
    assert read["person"][0]["note"] == "长" * 20000
    assert read["history"][0]["start"] == "2020-09"


def test_files_lie_beside_under_their_digest_and_the_text_explains(office, tmp_path):
    plain.write(office, folder := tmp_path / "明文")
    (photo,) = (folder / "附件").iterdir()
    assert (photo.suffix, photo.read_bytes()) == (".jpg", PHOTO)
    told = (folder / "说明.txt").read_text("utf-8-sig")
    assert "不加密、不遮盖" in told
    assert "党员：1 条" in told


def test_no_two_kinds_share_a_sheet():
    titles = [one.title for one in plain.kinds()]
    assert len(set(titles)) >= len(titles) - 3
    assert all(one.title for one in plain.kinds())


def test_of_an_encrypted_office_nothing_is_written_without_a_yes(tmp_path):
    with Office.create(tmp_path / "密.dangwu", "密码") as office:
        with pytest.raises(OfficeError, match="设有密码"):
            plain.write(office, folder := tmp_path / "明文")
        assert plain.monthly(office) is None
        assert [one.name for one in tmp_path.iterdir() if "明文" in one.name] == []
        plain.write(office, folder, agreed=True)
        assert (folder / "说明.txt").is_file()


def test_what_is_stopped_or_refused_leaves_nothing(office, tmp_path):
    folder = tmp_path / "明文"
    for answers in range(1, 5):
        left = iter(range(answers))
        with pytest.raises(Cancelled):
            plain.write(office, folder, lambda _done, _total, left=left: next(left, None) is not None)
    (tmp_path / "有了").mkdir()
    with pytest.raises(OfficeError, match="已经存在"):
        plain.write(office, tmp_path / "有了")
    with pytest.raises(OfficeError, match="没有改动"):
        plain.write(office, office.path / "不是文件夹")
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_dir()) == ["有了"]


def test_it_is_made_once_a_month_and_the_three_newest_stay(office):
    for at, month in enumerate((7, 8, 8, 9, 10)):
        with clock.stopped(date(2026, month, 9)):
            made = plain.monthly(office)
        assert (made is None) is (at == 2)
        if made:
            os.utime(made, (at, at))
    names = sorted(one.name for one in backup.folder_of(office.path).iterdir())
    assert names == [f"青禾中学-明文-2026-{month}" for month in ("08", "09", "10")]


def test_whoever_does_not_want_it_gets_none(office):
    with office.change("设置") as session:
        settings.put(session, settings.PLAIN_MONTHLY, "否")
    assert plain.monthly(office) is None
